//! Tokens that are bound to a key ([RFC 9700 §2.2.1]).
//!
//! [RFC 9700 §2.2.1]: https://www.rfc-editor.org/rfc/rfc9700#section-2.2.1

use jwk_types::Reason;
use oidc_tokens::{Access, Fault, Presentation};
use serde_json::{Value, json};

use crate::given::access_token;

const DPOP: Presentation<'static> = Presentation::Dpop { jkt: "jkt-1" };
const TLS: Presentation<'static> = Presentation::Certificate { x5t_s256: "x5t-1" };

fn offer(cnf: Value, presentation: Presentation<'_>) -> Result<(), Reason> {
    let access = Access::with_scopes(&["read"]).presented_by(presentation);
    match access_token(json!({"cnf": cnf}), &access) {
        Ok(_) => Ok(()),
        Err(error) => {
            assert_eq!(error.check().name(), "sender_constraint", "{error}");
            Err(error.reason())
        }
    }
}

#[test]
fn a_bound_token_is_accepted_with_its_key() {
    offer(json!({"jkt": "jkt-1"}), DPOP).expect("the key of the proof");
    offer(json!({"x5t#S256": "x5t-1"}), TLS).expect("the certificate");
    offer(json!({"kid": "x"}), Presentation::CheckedByCaller).expect("the caller's affair");
    offer(Value::Null, Presentation::Bearer).expect("a token that is bound to nothing");
}

#[test]
fn a_bound_token_without_its_key_is_refused() {
    for (cnf, presentation) in [
        (json!({"jkt": "jkt-1"}), Presentation::Bearer),
        (json!({"kid": "x"}), Presentation::Bearer),
        (json!({}), Presentation::Bearer),
        (json!({"jkt": "jkt-2"}), DPOP),
        (json!({"x5t#S256": "x5t-1"}), DPOP),
        (json!({"kid": "x"}), DPOP),
        (json!({"jkt": "jkt-1", "x5t#S256": "x5t-1"}), DPOP),
        (json!({"x5t#S256": "x5t-2"}), TLS),
        (json!({"jkt": "jkt-1"}), TLS),
        (json!({"jkt": "jkt-1", "x5t#S256": "x5t-1"}), TLS),
        // Proofs of nothing.
        (json!({"jkt": ""}), Presentation::Dpop { jkt: "" }),
        (
            json!({"x5t#S256": ""}),
            Presentation::Certificate { x5t_s256: "" },
        ),
        // Presented with a proof, and bound to nothing.
        (Value::Null, DPOP),
        (Value::Null, TLS),
    ] {
        let said = offer(cnf.clone(), presentation);
        assert_eq!(said, Err(Reason::Other), "{cnf}, {presentation:?}");
    }
}

#[test]
fn identifiers_say_something() {
    for changes in [
        json!({"client_id": ""}),
        json!({"jti": ""}),
        json!({"sub": ""}),
    ] {
        let error = access_token(changes, &Access::without_scope()).expect_err("it is empty");
        assert_eq!(error.reason(), Reason::MalformedClaims);
    }
    // OpenID Connect bounds the sub of ID tokens; nobody bounds that of access tokens.
    let long = json!({"sub": "x".repeat(300)});
    access_token(long, &Access::without_scope()).expect("a long name");
}

// Attack row 30: what was not set was not checked.
#[test]
fn an_empty_list_of_scopes_opens_nothing() {
    access_token(json!({}), &Access::without_scope()).expect("no scope is asked for");
    let error = access_token(json!({}), &Access::with_scopes(&[])).expect_err("an empty list");
    assert_eq!(
        (error.check().name(), error.fault()),
        ("scope", Fault::Infrastructure)
    );
    assert_eq!(error.status(), 503);
}
