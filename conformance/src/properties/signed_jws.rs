//! What was signed verifies, in every form and with the keys in any order; and not after a change.

use jwk_types::{Reason, base64url};
use jws_verify::{
    Error, Limits, Parameters, UnverifiedJws, VerifiedJws, VerifiedSignature, Verifier,
};

use super::keys::{self, OTHERS, REVERSED, SECRETS, SIGNERS, STRICT, Signing};
use super::script::Script;
use super::{explanation, jws, refusal};

/// A JWS that has been signed.
struct Signed {
    signing: Signing,
    header: String,
    payload: Vec<u8>,
    /// Of the protected header and the payload, in base64url.
    protected: String,
    compact: String,
}

pub(super) fn check(script: &[u8]) {
    let mut script = Script::new(script);
    let signed = Signed::new(&mut script);
    it_verifies(&signed);
    it_verifies_detached(&signed, &mut script);
    the_header_decides_nothing(&signed, &mut script);
    one_of_two_holds(&signed);
    a_change_is_noticed(&signed, &mut script);
}

impl Signed {
    fn new(script: &mut Script<'_>) -> Self {
        let signing = script.choose(&keys::SIGNINGS);
        let header = script.header(signing);
        let payload = script.octets();
        let protected = base64url::encode(header.as_bytes());
        let input = format!("{protected}.{}", base64url::encode(&payload));
        let signature = base64url::encode(&keys::sign(signing.alg, input.as_bytes()));
        Self {
            signing,
            header,
            payload,
            protected,
            compact: format!("{input}.{signature}"),
        }
    }

    /// With another header, and the signature that `sign` makes.
    fn resigned(&self, header: &str, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
        let header = base64url::encode(header.as_bytes());
        let input = format!("{header}.{}", base64url::encode(&self.payload));
        let signature = base64url::encode(&sign(input.as_bytes()));
        format!("{input}.{signature}")
    }

    #[track_caller]
    fn accepted(&self, result: Result<VerifiedJws<'_, '_>, Error>) {
        let verified = result.expect("it was signed");
        assert_eq!(verified.payload(), self.payload);
        assert_eq!(verified.signatures().len(), 1);
        let signature = &verified.signatures()[0];
        assert_eq!(signature.kid(), Some(self.signing.kid));
        assert_eq!(signature.algorithm().name(), self.signing.alg);
        let protected = signature.header().protected().expect("a protected header");
        // rfc7515-2-3: as it was received.
        assert_eq!(protected.json(), self.header.trim());
    }
}

#[track_caller]
fn refused(result: Result<VerifiedJws<'_, '_>, Error>) -> Error {
    let error = result.expect_err("it was not signed");
    refusal::check_without(&error, &*SECRETS);
    error
}

/// rfc7515-7.2.1-9, rfc7517-5.1-1
fn it_verifies(signed: &Signed) {
    let forms = jws::json_forms(&signed.compact).expect("three parts");
    for verifier in [&*SIGNERS, &*REVERSED, &*STRICT] {
        signed.accepted(verifier.verify_compact(&signed.compact));
        // rfc7515-7-1: each form has a reader of its own.
        refused(verifier.verify_json(&signed.compact));
        for text in &forms {
            signed.accepted(verifier.verify_json(text));
            refused(verifier.verify_compact(text));
        }
    }
    refused(OTHERS.verify_compact(&signed.compact));
    for text in &forms {
        refused(OTHERS.verify_json(text));
    }
    let read = UnverifiedJws::parse_compact(&signed.compact, &Limits::DEFAULT);
    for verifier in [&*SIGNERS, &*REVERSED, &*STRICT, &*OTHERS] {
        explanation::check(verifier, read.as_ref().expect("it was signed"));
    }
}

fn it_verifies_detached(signed: &Signed, script: &mut Script<'_>) {
    let (_, signature) = signed.compact.rsplit_once('.').expect("a signature");
    let text = format!("{}..{signature}", signed.protected);
    signed.accepted(SIGNERS.verify_compact_detached(&text, &signed.payload));
    let mut other = signed.payload.clone();
    script.edit().apply(&mut other, signed.compact.as_bytes());
    if other != signed.payload {
        let error = refused(SIGNERS.verify_compact_detached(&text, &other));
        assert_eq!(error, Error::SignatureMismatch);
    }
    // rfc7797-3-1: the octets themselves are signed.
    let Signing { alg, kid } = signed.signing;
    let header = format!(r#"{{"alg":"{alg}","kid":"{kid}","b64":false,"crit":["b64"]}}"#);
    let protected = base64url::encode(header.as_bytes());
    let mut input = format!("{protected}.").into_bytes();
    input.extend_from_slice(&signed.payload);
    let signature = base64url::encode(&keys::sign(alg, &input));
    let text = format!("{protected}..{signature}");
    let verified = SIGNERS.verify_compact_detached(&text, &signed.payload);
    assert_eq!(verified.expect("it was signed").payload(), signed.payload);
    // rfc7797-7-1
    let error = refused(STRICT.verify_compact_detached(&text, &signed.payload));
    assert_eq!(error.reason(), Reason::UnknownCrit);
    if other != signed.payload {
        refused(SIGNERS.verify_compact_detached(&text, &other));
    }
}

/// rfc7515-5.2-13, rfc7518-3.6-2, rfc8725-2.1-1, rfc8037-4-2
fn the_header_decides_nothing(signed: &Signed, script: &mut Script<'_>) {
    let unsecured = signed.resigned(r#"{"alg":"none"}"#, |_| Vec::new());
    assert_eq!(
        refused(SIGNERS.verify_compact(&unsecured)),
        Error::Unsecured
    );
    // The octets of a public key are nobody's secret.
    let header = r#"{"alg":"HS256","kid":"ed"}"#;
    let confused = signed.resigned(header, |input| {
        keys::authenticate("HS256", &keys::public_octets(), input)
    });
    let error = refused(SIGNERS.verify_compact(&confused));
    assert_eq!(error.reason(), Reason::AlgorithmMismatch);
    let Signing { alg, kid: known } = signed.signing;
    // rfc8725-3.10-1: of whatever it is made, it is compared and nothing else.
    let kid = script.string();
    let header = format!(r#"{{"alg":"{alg}","kid":{kid}}}"#);
    let named = signed.resigned(&header, |input| keys::sign(alg, input));
    if kid != format!("\"{known}\"") {
        refused(SIGNERS.verify_compact(&named));
    }
    let header = format!(r#"{{"alg":"{alg}","crit":["new"],"new":0}}"#);
    let critical = signed.resigned(&header, |input| keys::sign(alg, input));
    let error = refused(SIGNERS.verify_compact(&critical));
    assert_eq!(error.reason(), Reason::UnknownCrit);
    // What a stranger names is told, and fit to print.
    let name = script.string();
    let signs = |signing: &Signing| name == format!("\"{}\"", signing.alg);
    if !keys::SIGNINGS.iter().any(signs) {
        for header in [
            format!(r#"{{"alg":{name}}}"#),
            format!(r#"{{"alg":"{alg}","crit":[{name}],{name}:0}}"#),
        ] {
            let text = signed.resigned(&header, |input| keys::sign(alg, input));
            refused(SIGNERS.verify_compact(&text));
        }
    }
}

/// rfc7515-5.2-10b, rfc7515-5.2-12
fn one_of_two_holds(signed: &Signed) {
    let (_, signature) = signed.compact.rsplit_once('.').expect("a signature");
    let right = serde_json::json!({"protected": signed.protected, "signature": signature});
    let mut wrong = right.clone();
    let mut octets = base64url::decode(signature, "signature").expect("base64url");
    octets[0] ^= 1;
    wrong["signature"] = base64url::encode(&octets).into();
    let payload = base64url::encode(&signed.payload);
    let text = |signatures: [&serde_json::Value; 2]| {
        serde_json::json!({"payload": payload, "signatures": signatures}).to_string()
    };
    for (place, signatures) in [[&right, &wrong], [&wrong, &right]].into_iter().enumerate() {
        let text = text(signatures);
        refused(STRICT.verify_json(&text));
        let verified = SIGNERS.verify_json(&text).expect("one holds");
        assert_eq!(verified.payload(), signed.payload);
        let holding: Vec<_> = verified
            .signatures()
            .iter()
            .map(VerifiedSignature::index)
            .collect();
        assert_eq!(holding, [place]);
        assert_eq!(verified.failures(), [(1 - place, Error::SignatureMismatch)]);
    }
    refused(SIGNERS.verify_json(&text([&wrong, &wrong])));
}

/// rfc7515-5.2-8: another text is refused. In JSON there are other texts of the same JWS.
fn a_change_is_noticed(signed: &Signed, script: &mut Script<'_>) {
    let edits = [script.edit(), script.edit()];
    let [flattened, general] = jws::json_forms(&signed.compact).expect("three parts");
    for edits in [&edits[..1], &edits[..]] {
        let change = |text: &str| {
            let mut octets = text.as_bytes().to_vec();
            for edit in edits {
                edit.apply(&mut octets, signed.compact.as_bytes());
            }
            String::from_utf8(octets).ok()
        };
        if let Some(text) = change(&signed.compact).filter(|text| *text != signed.compact) {
            let [first, second] = both(|verifier| refused(verifier.verify_compact(&text)).reason());
            assert_eq!(first, second);
        }
        for text in [&flattened, &general]
            .into_iter()
            .filter_map(|text| change(text))
        {
            let verdicts = both(|verifier| match verifier.verify_json(&text) {
                Ok(verified) => {
                    assert_eq!(verified.payload(), signed.payload, "{text}");
                    let header = verified.signatures()[0].header().protected();
                    assert_eq!(header.map(Parameters::json), Some(signed.header.trim()));
                    None
                }
                Err(error) => {
                    refusal::check(&error);
                    Some(error.reason())
                }
            });
            assert_eq!(verdicts[0], verdicts[1], "{text}");
        }
    }
}

/// The same question to both orders of the keys.
fn both<T>(ask: impl Fn(&Verifier) -> T) -> [T; 2] {
    [ask(&SIGNERS), ask(&REVERSED)]
}
