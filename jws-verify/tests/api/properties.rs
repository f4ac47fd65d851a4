//! What holds for any payload, any header and any text.

use jwk_types::base64url::encode;
use proptest::prelude::*;
use serde_json::json;

use crate::sign::{Kind, jwk, sign};
use crate::token::*;

const ALG: &str = "HS256";

fn signed(members: &[(String, String)], payload: Vec<u8>) -> Parts {
    let mut header = json!({ "alg": ALG });
    for (name, value) in members {
        header[format!("x-{name}")] = value.clone().into();
    }
    let header = header.to_string();
    let input = signing_input(&header, &payload);
    Parts {
        signature: sign(ALG, 1, input.as_bytes()),
        header,
        payload,
    }
}

proptest! {
    /// rfc7515-7.2.1-9
    #[test]
    fn what_is_signed_verifies_in_every_form(
        members in prop::collection::vec((".{0,20}", ".{0,40}"), 0..5),
        payload in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let verifier = verifier_for(ALG);
        let parts = signed(&members, payload);
        let compact = parts.compact();
        let flattened = parts.flattened();
        let text = flattened.to_string();
        let detached = without(flattened, "payload").to_string();
        let general = parts.general().to_string();
        for verified in [
            verifier.verify_compact(&compact),
            verifier.verify_json(&text),
            verifier.verify_json(&general),
            verifier.verify_json_detached(&detached, &parts.payload),
        ] {
            let verified = verified.expect("a good signature");
            prop_assert_eq!(verified.payload(), &parts.payload);
        }
    }

    /// A token has one spelling: any other text is another token, and is refused.
    #[test]
    fn a_compact_jws_with_one_character_changed_is_refused(
        payload in prop::collection::vec(any::<u8>(), 0..40),
        place in any::<prop::sample::Index>(),
        octet in 1_u8..0x7f,
    ) {
        let text = signed(&[], payload).compact();
        let place = place.index(text.len());
        prop_assume!(text.as_bytes()[place] != octet);
        let changed = format!("{}{}{}", &text[..place], char::from(octet), &text[place + 1..]);
        prop_assert!(verifier_for(ALG).verify_compact(&text).is_ok());
        prop_assert!(verifier_for(ALG).verify_compact(&changed).is_err());
    }

    #[test]
    fn any_text_is_refused_with_a_rule(
        text in prop_oneof![
            ".{0,200}",
            "[A-Za-z0-9_-]{0,40}\\.[A-Za-z0-9_-]{0,40}\\.[A-Za-z0-9_-]{0,43}",
            "\\{(\"(payload|protected|header|signature|signatures)\":(\"[a-zA-Z]{0,9}\"|\\[\\]|\\{\\}|null|1),?){0,5}\\}",
        ],
        header in "\\{(\"(alg|kid|crit|b64|jwk|x5c|typ)\":(\"HS256\"|\"none\"|\\[\"b64\"\\]|\\{\\}|false|1),?){0,4}\\}",
    ) {
        let verifier = verifier_of_all(&[jwk(Kind::Oct, 1), jwk(Kind::P256, 1)]);
        let with_header = format!("{}.AAAA.AAAA", encode(header.as_bytes()));
        for refused in [
            verifier.verify_compact(&text),
            verifier.verify_compact(&with_header),
            verifier.verify_compact_detached(&text, b"payload"),
            verifier.verify_json(&text),
            verifier.verify_json_detached(&text, b"payload"),
        ] {
            let message = refused.expect_err("nothing is signed").to_string();
            prop_assert!(message.ends_with(']'), "{}", message);
        }
    }
}
