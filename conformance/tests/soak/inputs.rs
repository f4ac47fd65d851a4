//! Inputs that are deep, or hold much for their length.

use jwk_types::base64url;

const MIB: usize = 1 << 20;

/// Brackets within brackets.
fn nested(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

/// Sequences within sequences, in DER.
fn nested_der(levels: usize) -> Vec<u8> {
    // From the inside out, and then turned round.
    let mut reversed: Vec<u8> = Vec::new();
    for _ in 0..levels {
        let length = reversed.len();
        match u8::try_from(length) {
            Ok(short @ ..0x80) => reversed.push(short),
            Ok(one) => reversed.extend([one, 0x81]),
            Err(_) => {
                let octets = u32::try_from(length).expect("not that long").to_be_bytes();
                let octets = octets.iter().skip_while(|octet| **octet == 0);
                let octets: Vec<u8> = octets.copied().collect();
                reversed.extend(octets.iter().rev());
                reversed.push(0x80 | octets.len() as u8);
            }
        }
        reversed.push(0x30);
    }
    reversed.reverse();
    reversed
}

fn pem(der: &[u8]) -> String {
    let text = base64url::encode(der).replace('-', "+").replace('_', "/");
    let padded = format!("{text}{}", "=".repeat((4 - text.len() % 4) % 4));
    let lines: Vec<_> = padded
        .as_bytes()
        .chunks(64)
        .map(String::from_utf8_lossy)
        .collect();
    format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
        lines.join("\n")
    )
}

/// An input with so many levels for each property, but for those that have no depth.
pub(crate) fn deep(levels: usize) -> [(&'static str, Vec<u8>); 11] {
    let deep = nested(levels);
    let jwk = format!(r#"{{"kty":"oct","k":"AAAA","deep":{deep}}}"#);
    let header = base64url::encode(format!(r#"{{"alg":"HS256","deep":{deep}}}"#).as_bytes());
    let der = nested_der(levels);
    [
        ("json", deep.clone().into()),
        ("jwk", jwk.clone().into()),
        ("jwk_set", format!(r#"{{"keys":[],"deep":{deep}}}"#).into()),
        ("jws_compact", format!("{header}.AAAA.AAAA").into()),
        (
            "jws_json",
            format!(r#"{{"payload":"","signature":"","header":{{"alg":"HS256"}},"deep":{deep}}}"#)
                .into(),
        ),
        ("pem", pem(&der).into()),
        ("pkcs1", der.clone()),
        ("pkcs8", der.clone()),
        ("sec1", der.clone()),
        ("spki", der),
        ("x509", jwk.into()),
    ]
}

/// The texts that hold the most values, names or keys for their length, as long as is allowed.
pub(crate) fn densest() -> Vec<(&'static str, String)> {
    let digits = |octets: usize| format!("[{}1]", "1,".repeat(octets / 2 - 100));
    let names = |octets: usize| {
        let names: Vec<_> = (0..octets / 12)
            .map(|name| format!("\"{name:x}\":1"))
            .collect();
        format!("{{{}}}", names.join(","))
    };
    let jwk = |inside: String| format!(r#"{{"kty":"oct","k":"AAAA","x":{inside}}}"#);
    let jws = |inside: String| {
        let header = r#"{"alg":"HS256"}"#;
        format!(r#"{{"payload":"","signature":"","header":{header},"x":{inside}}}"#)
    };
    let compact = |inside: String| {
        let header = format!(r#"{{"alg":"HS256","x":{inside}}}"#);
        format!("{}.AAAA.AAAA", base64url::encode(header.as_bytes()))
    };
    let keys =
        |element: &str, many: usize| format!(r#"{{"keys":[{}]}}"#, vec![element; many].join(","));
    let strings = |many: usize| vec!["\"\""; many].join(",");
    let key_ops = |octets: usize| {
        let ops: Vec<_> = (0..octets / 8).map(|op| format!("\"{op:x}\"")).collect();
        format!(
            r#"{{"kty":"oct","k":"AAAA","key_ops":[{}]}}"#,
            ops.join(",")
        )
    };
    let extra = |octets: usize| {
        let names = names(octets);
        format!(r#"{{"kty":"oct","k":"AAAA",{}"#, &names[1..])
    };
    vec![
        ("json", digits(MIB)),
        ("json", names(MIB)),
        ("jwk", jwk(digits(8 << 10))),
        ("jwk", jwk(names(8 << 10))),
        ("jwk", extra(8 << 10)),
        ("jwk", key_ops(8 << 10)),
        (
            "x509",
            format!(r#"{{"kty":"oct","k":"AAAA","x5c":[{}]}}"#, strings(5400)),
        ),
        ("jwk_set", keys("0", 1000)),
        ("jwk_set", keys("{}", 1000)),
        ("jwk_set", keys(r#"{"kty":"","kid":""}"#, 1000)),
        ("jwk_set", keys(r#"{"kty":"oct","k":"AA"}"#, 1000)),
        ("jwk_set", keys(&extra(500), 400)),
        (
            "jwk_set",
            format!(r#"{{"keys":[],"x":{}}}"#, digits(256 << 10)),
        ),
        ("jws_compact", compact(digits(4 << 10))),
        ("jws_compact", compact(names(4 << 10))),
        ("jws_json", jws(digits(MIB))),
        ("jws_json", jws(names(MIB))),
    ]
}
