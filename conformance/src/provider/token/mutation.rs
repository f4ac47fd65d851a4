//! Defects of tokens.

use super::Kind;

/// What a verifier of this project, with its defaults, does with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is no defect.
    Accept,
    /// It is one.
    Refuse,
}

const ACCEPT: Option<Verdict> = Some(Verdict::Accept);
const REFUSE: Option<Verdict> = Some(Verdict::Refuse);
/// It does not apply to this kind.
const NONE: Option<Verdict> = None;

macro_rules! mutations {
    ($($variant:ident $name:literal $doc:literal $id:ident $access:ident $logout:ident,)*) => {
        super::super::named::named! {
            /// One difference from a token that is accepted.
            Mutation { $($variant $name $doc,)* }
        }

        impl Mutation {
            /// What becomes of a token of this kind; `None` where the mutation does not apply. `refuse` holds for ID
            /// tokens whose hashes are demanded, as those from the front channel are.
            #[must_use]
            pub const fn verdict(self, kind: Kind) -> Option<Verdict> {
                match (self, kind) {
                    $(
                        (Self::$variant, Kind::IdToken) => $id,
                        (Self::$variant, Kind::AccessToken) => $access,
                        (Self::$variant, Kind::LogoutToken) => $logout,
                    )*
                }
            }
        }
    };
}

// name, what it does, and the verdict on an ID token, an access token and a logout token
mutations! {
    MissingIss "missing-iss" "no iss" REFUSE REFUSE REFUSE,
    OtherIss "other-iss" "iss is another issuer" REFUSE REFUSE REFUSE,
    IssAppended "iss-appended" "iss has `1` behind it" REFUSE REFUSE REFUSE,
    MissingAud "missing-aud" "no aud" REFUSE REFUSE REFUSE,
    OtherAud "other-aud" "aud is another party" REFUSE REFUSE REFUSE,
    AudAppended "aud-appended" "aud has `1` behind it" REFUSE REFUSE REFUSE,
    SecondAudience "second-audience" "aud names a stranger too" REFUSE ACCEPT REFUSE,
    AudAsArray "aud-as-array" "aud is an array of one" ACCEPT ACCEPT ACCEPT,
    MissingSub "missing-sub" "no sub" REFUSE REFUSE REFUSE,
    OtherSub "other-sub" "sub is another user" ACCEPT ACCEPT ACCEPT,
    MissingIat "missing-iat" "no iat" REFUSE REFUSE REFUSE,
    MissingExp "missing-exp" "no exp" REFUSE REFUSE REFUSE,
    Expired "expired" "exp was an hour ago" REFUSE REFUSE REFUSE,
    ExpInMilliseconds "exp-in-milliseconds" "exp counts milliseconds" REFUSE REFUSE REFUSE,
    ClockAhead "clock-ahead" "the clock of the issuer is 20 seconds ahead" ACCEPT ACCEPT ACCEPT,
    ClockFarAhead "clock-far-ahead" "the clock of the issuer is 10 minutes ahead" REFUSE REFUSE REFUSE,
    ClockFarBehind "clock-far-behind" "the clock of the issuer is 10 minutes behind" REFUSE REFUSE REFUSE,
    AlgNone "alg-none" "alg is none, and the signature empty" REFUSE REFUSE REFUSE,
    BrokenSignature "broken-signature" "a bit of the signature is flipped" REFUSE REFUSE REFUSE,
    OtherKey "other-key" "another key signs under the same kid" REFUSE REFUSE REFUSE,
    Hs256PublicKey "hs256-public-key" "HS256 with the PEM of the public key for a secret" REFUSE REFUSE REFUSE,
    Hs256Secret "hs256-secret" "HS256 with a client secret" REFUSE REFUSE REFUSE,
    OtherAlg "other-alg" "the same key signs with another algorithm of its kind" REFUSE REFUSE REFUSE,
    NoKid "no-kid" "no kid" ACCEPT ACCEPT ACCEPT,
    UnknownKid "unknown-kid" "kid names no key of the set" REFUSE REFUSE REFUSE,
    OtherTyp "other-typ" "typ is that of another kind of token" REFUSE REFUSE REFUSE,
    MissingTyp "missing-typ" "no typ" NONE REFUSE ACCEPT,
    MissingJti "missing-jti" "no jti" NONE REFUSE REFUSE,
    MissingClientId "missing-client-id" "no client_id" NONE REFUSE NONE,
    BoundToKey "bound-to-key" "cnf binds the token to a key that nobody showed" NONE REFUSE NONE,
    MissingNonce "missing-nonce" "no nonce" REFUSE NONE NONE,
    OtherNonce "other-nonce" "nonce is that of another login" REFUSE NONE NONE,
    WithNonce "with-nonce" "a nonce, as ID tokens have" NONE NONE REFUSE,
    MissingAtHash "missing-at-hash" "no at_hash" REFUSE NONE NONE,
    WrongAtHash "wrong-at-hash" "at_hash of another access token" REFUSE NONE NONE,
    MissingCHash "missing-c-hash" "no c_hash" REFUSE NONE NONE,
    WrongCHash "wrong-c-hash" "c_hash of another code" REFUSE NONE NONE,
    MissingSHash "missing-s-hash" "no s_hash" REFUSE NONE NONE,
    WrongSHash "wrong-s-hash" "s_hash of another state" REFUSE NONE NONE,
    MissingEvents "missing-events" "no events" NONE NONE REFUSE,
    OtherEvent "other-event" "events holds another event" NONE NONE REFUSE,
}
