use super::*;

/// What serde_json would have made of it, numbers by their value.
fn to_serde(value: Value<'_, '_>) -> serde_json::Value {
    match value.kind() {
        Kind::Null => serde_json::Value::Null,
        Kind::True | Kind::False => value.as_bool().into(),
        Kind::Number => serde_json::from_str(value.as_number().unwrap()).unwrap(),
        Kind::String => value.as_str().unwrap().into_owned().into(),
        Kind::Array => value.as_array().unwrap().elements().map(to_serde).collect(),
        Kind::Object => {
            let members = value.as_object().unwrap().members();
            members
                .map(|(name, value)| (name.into_owned(), to_serde(value)))
                .collect()
        }
    }
}

/// Not JSON by its grammar (rfc8259-2-1 to rfc8259-7-2, rfc8259-9-2).
const NOT_JSON: &[&str] = &[
    "",
    " \t\r\n",
    "{",
    "}",
    "[",
    "]",
    "[}",
    "{]",
    "{\"a\":[}]",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\" 1}",
    "{\"a\":1,}",
    "{,\"a\":1}",
    "{\"a\":1,,\"b\":2}",
    "{\"a\":1 \"b\":2}",
    "{\"a\"::1}",
    "{a:1}",
    "{1:2}",
    "{'a':1}",
    "{null:1}",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1,,2]",
    "1 2",
    "{}{}",
    "{} x",
    "[] // comment",
    "/* comment */ 1",
    "# comment\n1",
    "True",
    "NULL",
    "nul",
    "truee",
    "tru",
    "undefined",
    "NaN",
    "Infinity",
    "-Infinity",
    "01",
    "-01",
    "+1",
    "-",
    "--1",
    "1.",
    ".5",
    "1.e5",
    "1e",
    "1e+",
    "1E-",
    "0x10",
    "1_000",
    "\u{661}",
    "\"",
    "\"abc",
    "\"\\\"",
    "'x'",
    "\"\\x41\"",
    "\"\\U0041\"",
    "\"\\u12\"",
    "\"\\u12",
    "\"\\u 123\"",
    "\"\\u+123\"",
    "\"\\u00g0\"",
    "\"\\'\"",
    "\"\\",
    "\"a\nb\"",
    "\"a\tb\"",
    "\"a\0b\"",
    "\"\u{1f}\"",
    "\u{c}1",
    "\u{b}1",
    "\u{a0}1",
    "\u{2028}1",
    "1\u{feff}",
    "\u{0}1",
    "1\0",
];

const JSON: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "10",
    "1.5",
    "1e5",
    "1E+5",
    "1.0e-2",
    "9007199254740991",
    "\"\"",
    "\"a\"",
    "{}",
    "[]",
    "[[]]",
    "[{}]",
    "{\"\":{}}",
    " \t\r\n{ \"a\" : [ 1 , \"b\" , null ] } \r\n",
    "[1,\"a\",null,true,false,{},[]]",
    "{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":2}]}",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "\"\\u00e9\\u00E9\u{e9}\"",
    "\"\\ud834\\udd1e\u{1d11e}\"",
    "\"\\u0000\"",
    "\"\u{7f}\u{2028}\u{ffff}\u{fffe}\"",
    "\"\\uffff\\ufdd0\"",
    "\"\\\\u0041\"",
    "{\"\\u0061\":1,\"A\":2,\"a \":3}",
    "{\"e\\u0301\":1,\"\\u00e9\":2}",
    "[\"\\ud83d\\ude00x\\ud83d\\ude00\"]",
];

#[test]
fn what_is_not_json_is_refused_as_serde_json_refuses_it() {
    for text in NOT_JSON {
        let error = refused(text);
        assert!(
            matches!(error, Error::JsonSyntax { .. }),
            "{text:?}: {error}"
        );
        let other = serde_json::from_str::<serde_json::Value>(text);
        assert!(other.is_err(), "{text:?}");
    }
}

#[test]
fn what_is_json_means_what_serde_json_says() {
    for text in JSON {
        let document = parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let other: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(to_serde(document.root()), other, "{text:?}");
        assert_eq!(document.text(), *text);
    }
}

#[test]
fn every_prefix_of_a_text_is_refused() {
    let text = "{\"a\":[1.5e3,\"x\\u00e9\\ud834\\udd1e\",null,true,false,{\"b\":{}}]}";
    assert!(parse(text).is_ok());
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        refused(&text[..end]);
    }
}

#[test]
fn numbers_are_kept_as_text() {
    for text in ["1e400", "-1E-400", "123456789012345678901234567890", "0.10"] {
        assert_eq!(parse(text).unwrap().root().as_number(), Some(text));
    }
    let long = "9".repeat(10_000);
    assert_eq!(parse(&long).unwrap().root().as_number(), Some(&*long));
}

#[test]
fn the_position_of_a_fault_is_told() {
    let cases = [
        ("{\"a\":1,}", 7),
        ("[1 2]", 3),
        ("{\"a\" 1}", 5),
        ("  01", 3),
        ("\"ab", 3),
        ("{} {}", 3),
    ];
    for (text, expected) in cases {
        match refused(text) {
            Error::JsonSyntax { at, .. } => assert_eq!(at, expected, "{text:?}"),
            error => panic!("{text:?}: {error}"),
        }
    }
}
