//! Many at once: each outcome is that of one alone, in the order of the texts.

use jwk_types::Reason;
use jws_verify::{Error, VerifiedJws};

use crate::sign::{Kind, jwk};
use crate::token::*;

fn reason(outcome: &Result<VerifiedJws<'_, '_>, Error>) -> Option<Reason> {
    outcome.as_ref().err().map(Error::reason)
}

#[test]
fn outcomes_are_those_of_each_alone_and_in_order() {
    let verifier = verifier(&[jwk(Kind::P256, 1)], &["ES256"]);
    let good = plain("ES256");
    let texts: Vec<String> = (0..1_000_usize)
        .map(|index| {
            let mut parts = good.clone();
            match index % 3 {
                0 => parts.payload = format!("{index}").into_bytes(),
                1 => parts.signature.truncate(index % 64),
                _ => {}
            }
            parts.compact()
        })
        .collect();
    let outcomes = verifier.verify_many(&texts);
    assert_eq!(outcomes.len(), texts.len());
    for (index, (text, outcome)) in texts.iter().zip(&outcomes).enumerate() {
        let alone = verifier.verify_compact(text);
        assert_eq!(reason(outcome), reason(&alone), "{index}");
        assert_eq!(outcome.is_ok(), index % 3 == 2, "{index}");
    }
}

#[test]
fn texts_of_any_kind_and_none_are_taken() {
    let verifier = verifier_for("HS256");
    let text = plain("HS256").compact();
    assert!(verifier.verify_many::<str>([]).is_empty());
    assert!(verifier.verify_many([text.as_str()])[0].is_ok());
    assert!(verifier.verify_many(&[&text, &text])[1].is_ok());
    let lines = format!("{text}\n{text}.\n");
    let outcomes = verifier.verify_many(lines.lines());
    assert!(outcomes[0].is_ok());
    assert_eq!(reason(&outcomes[1]), Some(Reason::MalformedJws));
}
