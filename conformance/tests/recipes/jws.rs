//! Recipes about JWSs: their serializations, their parts, and mistakes in them.

use super::of_page;

const JWS: &str = r#"
source = "RFC 0"

[[recipe]]
id = "jws"
op = "jws.verify"
requirement = ["rfc7515-5.2-8"]
sign.key = "p256"
payload.text = 'sun'
key = "p256"

[[recipe]]
id = "jws-json"
from = "jws"
requirement = ["rfc7515-5.2-8"]
json.payload = '"<<payload>>"'
json.protected = '"<<header>>"'
json.signature = '"<<signature>>"'

[[recipe]]
id = "jws-json-bad"
from = "jws-json"
requirement = ["rfc7515-5.2-8"]
reason = ["signature_mismatch"]
json.payload = '"<<base64url moon>>"'
"#;

#[test]
fn a_jws_is_forged_in_both_serializations() {
    let all = of_page(JWS).expect("recipes");
    let jws = |index: usize| all[index].request["jws"].as_str().expect("a JWS");
    let segments: Vec<_> = jws(0).split('.').collect();
    let [header, payload, signature] = segments[..] else {
        panic!("three segments");
    };
    assert_eq!(payload, "c3Vu");
    let json =
        format!(r#"{{"payload":"{payload}","protected":"{header}","signature":"{signature}"}}"#);
    assert_eq!(jws(1), json);
    assert_eq!(jws(2), json.replace("c3Vu", "bW9vbg"));
    let output = all[0].output.as_ref().expect("an output");
    assert_eq!(
        (&output["payload"], &output["alg"]),
        (&"c3Vu".into(), &"ES256".into())
    );
    assert_eq!(all[2].output, None);
}

#[test]
fn parts_of_a_jws_are_edited() {
    let jws = |edit: &str| {
        let page = JWS.replace("json.payload = '\"<<base64url moon>>\"'", edit);
        let all = of_page(&page).map_err(|error| error.to_string())?;
        Ok::<_, String>(all[2].request["jws"].as_str().expect("a JWS").to_owned())
    };
    let good = jws("request.algorithms = ['ES256']").expect("recipes");
    let same = [
        "json.signature = '\"<<octets <<hex <<signature>>>>>>\"'",
        "json.signature = '\"<<signature jws>>\"'",
        "json_text.text = '{\"payload\":\"<<payload>>\",\"protected\":\"<<header jws>>\",\"signature\":\"<<signature>>\"}'",
    ];
    for edit in same {
        assert_eq!(jws(edit).as_ref(), Ok(&good), "{edit}");
    }
    assert_eq!(
        jws("json_text.append = ',\"a\":1'"),
        Ok(good.replace('}', ",\"a\":1}"))
    );
    let es384 = jws("sign = { key = 'p256', named = 'ES384' }").expect("recipes");
    let header = jwk_types::base64url::encode(br#"{"alg":"ES384","kid":"p256"}"#);
    assert!(es384.contains(&header), "{es384}");
    let padded = jws("segment.payload = '<<payload>>='").expect("recipes");
    assert!(padded.contains(r#""payload":"c3Vu=""#), "{padded}");
    assert!(!padded.contains(&good[good.len() - 20..]), "signed so");
    for (edit, what) in [
        (
            "json.signature = '\"<<signature jws-9>>\"'",
            "no recipe `jws-9`",
        ),
        ("json.signature = '\"<<flip sun>>\"'", "`sun` is no segment"),
        ("json.header = false", "no `header` to leave out"),
        ("json = { a = '1', b = '2' }", "one edit and not 2"),
        (
            "segment = { header = 'a', payload = 'b' }",
            "one edit and not 2",
        ),
        ("segment.signature = 'a'", "no segment to write"),
        (
            "sign = { key = 'p256', fault = 'trailer' }",
            "has no fault `trailer`",
        ),
        (
            "sign = { key = 'p256', fault = 'trailer', salt = 1 }",
            "one fault",
        ),
    ] {
        let error = jws(edit).expect_err("a fault");
        assert!(error.contains(what), "{error}");
    }
}
