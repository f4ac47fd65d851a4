//! Recipes about keys and key sets: their edits, and mistakes in them.

use super::of_page;

const KEY_PAGE: &str = r#"
source = "RFC 0"

[[recipe]]
id = "key"
op = "jwk.parse"
requirement = ["rfc7517-4.1-1"]
key = "ed25519"

[[recipe]]
id = "key-bad"
from = "key"
requirement = ["rfc7517-4.1-1"]
reason = ["malformed_jwk"]
jwk.kty = 'null'

[[recipe]]
id = "set"
op = "jwk_set.parse"
requirement = ["rfc7517-5-1"]
keys = ["ed25519", "secret-31"]

[[recipe]]
id = "set-bad"
from = "set"
requirement = ["rfc7517-5-1"]
reason = ["malformed_jwk_set"]
set.keys = 'null'
"#;

/// What is asked once this edit is in the place of another one.
fn key_text(from: &str, to: &str, case: usize, member: &str) -> Result<String, String> {
    assert!(KEY_PAGE.contains(from));
    let all = of_page(&KEY_PAGE.replace(from, to))?;
    Ok(all[case].request[member]
        .as_str()
        .expect("a text")
        .to_owned())
}

#[test]
fn texts_reach_the_key_as_they_are() {
    let good = key_text("'null'", "'null'", 0, "jwk").expect("recipes");
    let key = r#"{"kty":"OKP","crv":"Ed25519","kid":"ed25519","use":"sig","x":"X"}"#;
    let (_, x) = good.split_once(r#""x":""#).expect("a member x");
    let x = x.trim_end_matches(r#""}"#);
    assert_eq!(good, key.replace('X', x));
    for (edit, from, to) in [
        ("jwk.kty = '5'", r#""OKP""#, "5"),
        ("jwk.use = false", r#""use":"sig","#, ""),
        ("rename.crv = 'c\\u0072v'", "crv", "c\\u0072v"),
        ("document.append = ',\"x\":1'", r#""}"#, r#"","x":1}"#),
        ("document.after = '!'", r#""}"#, r#""}!"#),
        ("document.text = '<<jwk ed25519>>'", "", ""),
        (
            "jwk.kid = '\"<<octets 00 <<repeat 2 ff>>>>\"'",
            r#""ed25519""#,
            r#""AP__""#,
        ),
        ("jwk.x = '\"<<member ed25519 x>>=\"'", r#""}"#, r#"="}"#),
    ] {
        let text = key_text("jwk.kty = 'null'", edit, 1, "jwk").expect("recipes");
        assert_eq!(text, good.replacen(from, to, 1), "{edit}");
    }
    for (word, octets) in [("longer", 33), ("shorter", 31), ("flip", 32), ("spare", 32)] {
        let edit = format!("jwk = {{ x = '<<{word} ed25519 x>>' }}");
        let text = key_text("jwk.kty = 'null'", &edit, 1, "jwk").expect("recipes");
        let (_, changed) = text.split_once(r#""x":"#).expect("a member x");
        let changed = changed.trim_end_matches('}');
        assert_ne!(changed, x);
        assert_eq!(changed.len(), (octets * 4_usize).div_ceil(3), "{word}");
    }
}

#[test]
fn texts_reach_the_set_as_they_are() {
    let good = key_text("'null'", "'null'", 2, "jwks").expect("recipes");
    let first = key_text("'null'", "'null'", 0, "jwk").expect("recipes");
    assert!(good.starts_with(&format!(r#"{{"keys":[{first},{{"kty":"oct","#)));
    assert!(good.ends_with("}]}"));
    for (edit, from, to) in [
        ("set.issuer = '5'", "]}", r#"],"issuer":5}"#),
        ("set.keys = '[<<entries>>,5]'", "]}", ",5]}"),
        ("set.keys = 'null'", &good[8..good.len() - 1], "null"),
        ("rename.keys = 'Keys'", "keys", "Keys"),
        ("entry.0.use = '5'", r#""use":"sig""#, r#""use":5"#),
        ("entry.1.kty = '5'", r#""oct""#, "5"),
        ("document.before = '['", "{", "[{"),
    ] {
        let text = key_text("set.keys = 'null'", edit, 3, "jwks").expect("recipes");
        assert_eq!(text, good.replacen(from, to, 1), "{edit}");
    }
}

#[test]
fn mistakes_about_keys_are_named() {
    let null = "jwk.kty = 'null'";
    for (from, edit, what) in [
        (null, "jwk = { x = '1', kty = '5' }", "one edit and not 2"),
        (null, "entry.0.kty = '5'", "the key is not in a set"),
        (null, "jwk.y = false", "no `y` to leave out"),
        (
            null,
            "jwk.x = '<<longer ed25519 y>>'",
            "`ed25519` has no `y`",
        ),
        (null, "jwk.x = '<<spare ed448 x>>'", "no bit to spare"),
        (null, "key = 'rsa-9'", "no key `rsa-9`"),
        (
            "set.keys = 'null'",
            "entry.0 = { kty = '5', x = '6' }",
            "one edit and not 2",
        ),
        ("set.keys = 'null'", "entry.2.kty = '5'", "no such entry"),
        (
            "set.keys = 'null'",
            "jwk.kty = '5'",
            "the keys are in a set",
        ),
        ("key = \"ed25519\"", "jwk.kty = '5'", "names no key"),
    ] {
        let error = key_text(from, edit, 0, "jwk").expect_err("a fault");
        assert!(error.contains(what), "{edit}: {error}");
    }
}
