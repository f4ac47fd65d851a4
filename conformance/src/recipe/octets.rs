//! Words about octets, which stand in hexadecimal: the parts of a signature, and sums with them.

use jwk_types::base64url;

/// What the word stands for, if it is one of these.
pub(super) fn word(word: &str, arguments: &str) -> Option<Result<String, String>> {
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    let value = match (word, &arguments[..]) {
        ("hex", [segment]) => decoded(segment).map(|octets| text(&octets)),
        ("hex", [from, to, segment]) => part(from, to, segment),
        ("octets", digits) => octets(&digits.concat()).map(|octets| base64url::encode(&octets)),
        ("sum", [one, two]) => sum(one, two, |one, two, carry| one + two + carry),
        ("difference", [one, two]) => sum(one, two, |one, two, carry| one - two + carry),
        ("reversed", [digits]) => reversed(digits),
        ("der", [r, s]) => der(r, s),
        ("hex" | "sum" | "difference" | "reversed" | "der", _) => {
            Err(format!("`{word}` has other arguments"))
        }
        _ => return None,
    };
    Some(value)
}

/// The octets that hexadecimal digits stand for; white space between them does not count.
pub(super) fn octets(digits: &str) -> Result<Vec<u8>, String> {
    let digits: Vec<_> = digits.chars().filter(|c| !c.is_whitespace()).collect();
    let pairs = digits.chunks(2).map(|pair| {
        let pair: String = pair.iter().collect();
        match u8::from_str_radix(&pair, 16) {
            Ok(octet) if pair.len() == 2 => Ok(octet),
            _ => Err(format!("`{pair}` is no octet")),
        }
    });
    pairs.collect()
}

fn text(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

fn decoded(segment: &str) -> Result<Vec<u8>, String> {
    base64url::decode(segment, "segment").map_err(|error| error.to_string())
}

fn part(from: &str, to: &str, segment: &str) -> Result<String, String> {
    let number = |text: &str| text.parse::<usize>().map_err(|error| error.to_string());
    let octets = decoded(segment)?;
    let part = octets.get(number(from)?..number(to)?);
    part.map(text)
        .ok_or_else(|| format!("there are only {} octets", octets.len()))
}

/// Octet by octet from the end, within the length that both have.
fn sum(one: &str, two: &str, each: fn(i32, i32, i32) -> i32) -> Result<String, String> {
    let (mut one, two) = (octets(one)?, octets(two)?);
    if one.len() != two.len() {
        return Err(format!("{} octets and {}", one.len(), two.len()));
    }
    let mut carry = 0;
    for (one, two) in one.iter_mut().zip(&two).rev() {
        let value = each(i32::from(*one), i32::from(*two), carry);
        *one = value.rem_euclid(256) as u8;
        carry = value.div_euclid(256);
    }
    match carry {
        0 => Ok(text(&one)),
        _ => Err("the sum is longer, or less than zero".to_owned()),
    }
}

fn reversed(digits: &str) -> Result<String, String> {
    let mut octets = octets(digits)?;
    octets.reverse();
    Ok(text(&octets))
}

/// Two integers as the SEQUENCE that X.509 has for ECDSA.
fn der(r: &str, s: &str) -> Result<String, String> {
    let integer = |digits: &str| {
        let octets = octets(digits)?;
        let start = octets.iter().position(|octet| *octet != 0);
        let mut value = octets[start.unwrap_or_else(|| octets.len().saturating_sub(1))..].to_vec();
        if value.first().is_some_and(|first| *first >= 0x80) {
            value.insert(0, 0);
        }
        tagged(0x02, &value)
    };
    let (r, s) = (integer(r)?, integer(s)?);
    tagged(0x30, &[r, s].concat()).map(|octets| text(&octets))
}

fn tagged(tag: u8, value: &[u8]) -> Result<Vec<u8>, String> {
    let length = u8::try_from(value.len()).map_err(|error| error.to_string())?;
    let mut octets = match length {
        0..0x80 => vec![tag, length],
        _ => vec![tag, 0x81, length],
    };
    octets.extend(value);
    Ok(octets)
}

#[cfg(test)]
mod tests {
    use super::word;

    #[track_caller]
    fn is(words: &str, value: &str) {
        let (name, rest) = words.split_once(' ').expect("arguments");
        assert_eq!(word(name, rest), Some(Ok(value.to_owned())), "{words}");
    }

    #[test]
    fn octets_are_taken_apart_and_put_together() {
        is("hex AQID", "010203");
        is("hex 1 3 AQID", "0203");
        is("octets 0102 03", "AQID");
        is("reversed 010203", "030201");
    }

    #[test]
    fn sums_carry() {
        is("sum 00ff 0001", "0100");
        is("difference 0100 0001", "00ff");
        for words in ["sum ff 01", "difference 00 01", "sum 00 0001"] {
            let (name, rest) = words.split_once(' ').expect("arguments");
            assert!(word(name, rest).expect("a word").is_err(), "{words}");
        }
    }

    #[test]
    fn integers_of_der_are_short_and_positive() {
        is("der 0001 0080", "300702010102020080");
        is("der 00 7f", "300602010002017f");
        let long = "7f".repeat(66);
        let integer = format!("0242{long}");
        is(
            &format!("der {long} {long}"),
            &format!("308188{integer}{integer}"),
        );
    }

    #[test]
    fn mistakes_are_named() {
        for (name, rest) in [
            ("hex", "!"),
            ("hex", "0 4 AQID"),
            ("hex", "a b AQID"),
            ("hex", ""),
            ("octets", "0g"),
            ("octets", "0"),
            ("der", "00"),
        ] {
            assert!(word(name, rest).expect("a word").is_err(), "{name} {rest}");
        }
        assert_eq!(word("sun", "1"), None);
    }
}
