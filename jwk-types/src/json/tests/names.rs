use super::*;

#[test]
fn repeated_names_are_refused_at_every_depth() {
    let cases = [
        ("{\"a\":1,\"a\":1}", "a", 7),
        ("{\"a\":1,\"\\u0061\":2}", "a", 7),
        ("{\"\\u0061\":1,\"a\":2}", "a", 12),
        ("{\"a\\\\b\":1,\"a\\u005Cb\":1}", "a\\b", 10),
        ("{\"\\/\":1,\"/\":2}", "/", 8),
        ("{\"\\ud834\\udd1e\":1,\"\u{1d11e}\":2}", "\u{1d11e}", 18),
        ("{\"\":1,\"\":2}", "", 6),
        ("[[{\"x\":{\"k\":1,\"j\":2,\"k\":3}}]]", "k", 20),
        ("{\"x\":[{},{\"a\":{},\"a\":{}}],\"y\":1}", "a", 17),
        ("{\"a\":{\"a\":1,\"b\":1},\"b\":1,\"a\":1}", "a", 25),
    ];
    for (text, expected, position) in cases {
        match refused(text) {
            Error::JsonDuplicateMember { name, at } => {
                assert_eq!((&*name, at), (expected, position), "{text:?}");
            }
            error => panic!("{text:?}: {error}"),
        }
    }
}

/// Few names are compared with each other, many are sorted: the answer is the same.
#[test]
fn the_first_repetition_is_told_however_many_members_there_are() {
    for count in 2..60_usize {
        let names: Vec<String> = (0..count).map(|index| format!("\"n{index}\":0")).collect();
        let good = format!("{{{}}}", names.join(","));
        assert!(parse(&good).is_ok());
        for (first, again) in [(0, 1), (0, count), (count - 1, count), (count / 2, count)] {
            let mut names = names.clone();
            names.insert(again.max(first + 1), format!("\"\\u006e{first}\":1"));
            // A second repetition further on, of a name that sorts before.
            names.push("\"n0\":2".to_string());
            let bad = format!("{{{}}}", names.join(","));
            let at = bad.find("\"\\u006e").unwrap();
            match refused(&bad) {
                Error::JsonDuplicateMember { name, at: found } => {
                    assert_eq!((&*name, found), (&*format!("n{first}"), at), "{bad}");
                }
                error => panic!("{error}"),
            }
        }
    }
}

#[test]
fn names_are_compared_without_normalisation_or_case_folding() {
    for text in [
        "{\"e\\u0301\":1,\"\u{e9}\":2}",
        "{\"a\":1,\"A\":2}",
        "{\"a\":1,\"a \":2}",
        "{\"a\":1,\"a\\u0000\":2}",
    ] {
        assert!(parse(text).is_ok(), "{text:?}");
    }
}
