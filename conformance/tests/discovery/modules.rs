//! The modules of the OpenID Foundation's relying-party tests, against a live provider: what has to be accepted, and then
//! the one difference that has to be refused. `RP-MODULES.md` lists them all.

use std::time::Duration;

use conformance::provider::{CLIENT_ID, Draft, Loopback, Mutation, Published, Rotation};
use jwk_types::Reason;
use jws_verify::Algorithms;
use oidc_discovery::VerifyError;
use oidc_tokens::{
    IdToken, IdTokenError, IdTokenVerifier, Login, LogoutTokenVerifier, Nonce, OpaqueAccessToken,
    Session, StateHash,
};

use crate::client::{BOTH, Client, NONCE, NOW};
use crate::started;

const ACCESS_TOKEN: &str = "access-token";
const CODE: &str = "code";
const STATE: &str = "state";

/// From where the ID token comes.
#[derive(Clone, Copy, Debug)]
enum Flow {
    Code,
    IdTokenToken,
    CodeIdToken,
    /// Of FAPI, with a hash of the state.
    Fapi,
}

impl Flow {
    fn draft(self, op: &Loopback) -> Draft {
        let draft = op.id_token(CLIENT_ID, NOW).expect("a draft");
        let draft = draft.with_nonce(NONCE);
        let hashed = match self {
            Self::Code => Ok(draft),
            Self::IdTokenToken => draft.with_access_token(ACCESS_TOKEN),
            Self::CodeIdToken => draft.with_code(CODE),
            Self::Fapi => draft
                .with_code(CODE)
                .and_then(|draft| draft.with_state(STATE)),
        };
        hashed.expect("a hash")
    }

    fn login(self, client: &Client, token: &str) -> Result<IdToken, VerifyError<IdTokenError>> {
        let verifier = IdTokenVerifier::new(client.issuer(), CLIENT_ID).expect("a verifier");
        let access_token = OpaqueAccessToken::new(ACCESS_TOKEN).expect("a token");
        let login = match self {
            Self::Code => Login::code(Nonce::Sent(NONCE)),
            Self::IdTokenToken => Login::id_token_token(NONCE, &access_token),
            Self::CodeIdToken => Login::code_id_token(NONCE, CODE),
            Self::Fapi => Login::code_id_token(NONCE, CODE).with_state(STATE, StateHash::Required),
        };
        client.verify(&verifier, token, &login)
    }
}

/// The names are those of `net.openid.conformance.openid.client`, and `fapi` those of the FAPI clients.
const ID_TOKENS: [(&str, Flow, Mutation, Reason); 21] = [
    (
        "oidcc-client-test-nonce-invalid",
        Flow::Code,
        Mutation::OtherNonce,
        Reason::WrongNonce,
    ),
    (
        "oidcc-client-test-invalid-iss",
        Flow::Code,
        Mutation::IssAppended,
        Reason::WrongIssuer,
    ),
    (
        "oidcc-client-test-invalid-aud",
        Flow::Code,
        Mutation::AudAppended,
        Reason::WrongAudience,
    ),
    (
        "oidcc-client-test-missing-aud",
        Flow::Code,
        Mutation::MissingAud,
        Reason::MissingClaim,
    ),
    (
        "oidcc-client-test-missing-sub",
        Flow::Code,
        Mutation::MissingSub,
        Reason::MissingClaim,
    ),
    (
        "oidcc-client-test-missing-iat",
        Flow::Code,
        Mutation::MissingIat,
        Reason::MissingClaim,
    ),
    (
        "oidcc-client-test-idtoken-sig-none",
        Flow::Code,
        Mutation::AlgNone,
        Reason::Unsecured,
    ),
    (
        "oidcc-client-test-invalid-sig-rs256",
        Flow::Code,
        Mutation::BrokenSignature,
        Reason::SignatureMismatch,
    ),
    (
        "oidcc-client-test-invalid-sig-hs256",
        Flow::Code,
        Mutation::Hs256Secret,
        Reason::AlgorithmNotAllowed,
    ),
    (
        "oidcc-client-test-invalid-athash",
        Flow::IdTokenToken,
        Mutation::WrongAtHash,
        Reason::WrongHash,
    ),
    (
        "oidcc-client-test-missing-athash",
        Flow::IdTokenToken,
        Mutation::MissingAtHash,
        Reason::MissingClaim,
    ),
    (
        "oidcc-client-test-invalid-chash",
        Flow::CodeIdToken,
        Mutation::WrongCHash,
        Reason::WrongHash,
    ),
    (
        "oidcc-client-test-missing-chash",
        Flow::CodeIdToken,
        Mutation::MissingCHash,
        Reason::MissingClaim,
    ),
    (
        "fapi invalid-missing-exp",
        Flow::Fapi,
        Mutation::MissingExp,
        Reason::MissingClaim,
    ),
    (
        "fapi invalid-expired-exp",
        Flow::Fapi,
        Mutation::Expired,
        Reason::Expired,
    ),
    (
        "fapi invalid-missing-iss",
        Flow::Fapi,
        Mutation::MissingIss,
        Reason::MissingClaim,
    ),
    (
        "fapi invalid-missing-nonce",
        Flow::Fapi,
        Mutation::MissingNonce,
        Reason::MissingClaim,
    ),
    (
        "fapi invalid-secondary-aud",
        Flow::Fapi,
        Mutation::SecondAudience,
        Reason::WrongAudience,
    ),
    (
        "fapi invalid-alternate-alg",
        Flow::Fapi,
        Mutation::OtherAlg,
        Reason::AlgorithmNotAllowed,
    ),
    (
        "fapi invalid-shash",
        Flow::Fapi,
        Mutation::WrongSHash,
        Reason::WrongHash,
    ),
    (
        "fapi invalid-missing-shash",
        Flow::Fapi,
        Mutation::MissingSHash,
        Reason::MissingClaim,
    ),
];

/// oidcc-client-test-idtoken-sig-rs256, and its defects
#[test]
fn id_tokens_with_one_defect_are_refused() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        for (module, flow, mutation, reason) in ID_TOKENS {
            let good = flow.draft(&op).text().expect("a token");
            let verified = flow.login(&client, &good);
            verified.unwrap_or_else(|error| panic!("{kind:?}, {module}: {error}"));
            let bad = flow.draft(&op).mutated(mutation).text().expect("a token");
            let error = flow.login(&client, &bad).expect_err(module);
            assert_eq!(error.reason(), reason, "{kind:?}, {module}: {error}");
        }
    }
}

/// fapi valid-aud-as-array
#[test]
fn an_audience_may_be_an_array_of_one() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        let token = Flow::Fapi.draft(&op).mutated(Mutation::AudAsArray);
        let token = token.text().expect("a token");
        Flow::Fapi.login(&client, &token).expect("an ID token");
    }
}

/// oidcc-client-test-invalid-sig-es256, and rp-id_token-sig-es256 without the defect
#[test]
fn a_broken_es256_signature_is_refused() {
    for kind in BOTH {
        let op = started("good");
        let key = Published::new("p256", "ec").expect("a key");
        op.root().publish(vec![key]).expect("a set");
        let client = Client::new(kind, &op.issuer());
        let verifier = IdTokenVerifier::new(op.issuer(), CLIENT_ID).expect("a verifier");
        let verifier = verifier.with_algorithms(Algorithms::asymmetric());
        let login = Login::code(Nonce::Sent(NONCE));
        let good = Flow::Code.draft(&op).text().expect("a token");
        client
            .verify(&verifier, &good, &login)
            .expect("an ID token");
        let bad = Flow::Code.draft(&op).mutated(Mutation::BrokenSignature);
        let bad = bad.text().expect("a token");
        let error = client.verify(&verifier, &bad, &login).expect_err("broken");
        assert_eq!(error.reason(), Reason::SignatureMismatch, "{kind:?}");
    }
}

/// oidcc-client-test-signing-key-rotation: keys and kids are replaced between two logins.
#[test]
fn a_second_login_after_a_rotation_is_verified() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        let first = Flow::Code.draft(&op).text().expect("a token");
        client.login(&first).expect("an ID token");
        op.rotate(Rotation::DropOld).expect("a key");
        client.pass(Duration::from_secs(20));
        let second = Flow::Code.draft(&op).text().expect("a token");
        client.login(&second).expect("an ID token");
    }
}

/// oidcc-client-test-refresh-token-invalid-issuer and oidcc-client-test-refresh-token-invalid-sub
#[test]
fn a_refreshed_id_token_about_another_user_is_refused() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        let first = Flow::Code.draft(&op).text().expect("a token");
        let original = client.login(&first).expect("an ID token").original();
        let verifier = IdTokenVerifier::new(op.issuer(), CLIENT_ID).expect("a verifier");
        let refreshed = |mutation: Option<Mutation>| {
            let draft = Flow::Code.draft(&op);
            let draft = match mutation {
                Some(mutation) => draft.mutated(mutation),
                None => draft,
            };
            let token = draft.text().expect("a token");
            client.verify(&verifier, &token, &Login::refresh(&original))
        };
        refreshed(None).expect("an ID token");
        for (mutation, reason) in [
            (Mutation::OtherIss, Reason::WrongIssuer),
            (Mutation::OtherSub, Reason::WrongSubject),
        ] {
            let error = refreshed(Some(mutation)).expect_err("another");
            assert_eq!(error.reason(), reason, "{kind:?}: {error}");
        }
    }
}

const LOGOUT_TOKENS: [(&str, Mutation, Reason); 7] = [
    (
        "oidcc-client-test-rp-backchannel-rpinitlogout-alg-none",
        Mutation::AlgNone,
        Reason::Unsecured,
    ),
    (
        "oidcc-client-test-rp-backchannel-rpinitlogout-wrong-alg",
        Mutation::OtherAlg,
        Reason::AlgorithmNotAllowed,
    ),
    (
        "oidcc-client-test-rp-backchannel-rpinitlogout-wrong-iss",
        Mutation::OtherIss,
        Reason::WrongIssuer,
    ),
    (
        "oidcc-client-test-rp-backchannel-rpinitlogout-wrong-aud",
        Mutation::OtherAud,
        Reason::WrongAudience,
    ),
    (
        "oidcc-client-test-rp-backchannel-rpinitlogout-no-event",
        Mutation::MissingEvents,
        Reason::MissingClaim,
    ),
    (
        "oidcc-client-test-rp-backchannel-rpinitlogout-wrong-event",
        Mutation::OtherEvent,
        Reason::MissingClaim,
    ),
    (
        "oidcc-client-test-rp-backchannel-rpinitlogout-with-nonce",
        Mutation::WithNonce,
        Reason::Other,
    ),
];

/// oidcc-client-test-rp-backchannel-rpinitlogout, and its defects
#[test]
fn logout_tokens_with_one_defect_are_refused() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        let verifier = LogoutTokenVerifier::new(op.issuer(), CLIENT_ID).expect("a verifier");
        let draft = || op.logout_token(CLIENT_ID, NOW).expect("a draft");
        for (module, mutation, reason) in LOGOUT_TOKENS {
            let good = draft().text().expect("a token");
            let verified = client.verify(&verifier, &good, Session::Any);
            verified.unwrap_or_else(|error| panic!("{kind:?}, {module}: {error}"));
            let bad = draft().mutated(mutation).text().expect("a token");
            let error = client
                .verify(&verifier, &bad, Session::Any)
                .expect_err(module);
            assert_eq!(error.reason(), reason, "{kind:?}, {module}: {error}");
        }
    }
}
