//! The kinds of findings.

use std::fmt;

use jwks::Severity;

macro_rules! codes {
    ($($(#[$doc:meta])+ $variant:ident = $code:literal, $severity:ident;)+) => {
        /// What kind of finding it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the alphabet.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code, such as `no_rs256`: the same in every release.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// How much it matters.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)+
                }
            }
        }
    };
}

codes! {
    /// `none` is listed for JWTs with which clients authenticate, or for responses of a resource.
    AuthAlgNone = "auth_alg_none", Error;
    /// JWTs are listed as a way to authenticate, and no algorithms for them.
    AuthAlgsMissing = "auth_algs_missing", Warning;
    /// An array without elements.
    EmptyArray = "empty_array", Warning;
    /// Plain `http`, on a loopback address.
    InsecureUrl = "insecure_url", Warning;
    /// The keys lie on another host than the issuer.
    JwksElsewhere = "jwks_elsewhere", Note;
    /// A key of the set was taken out, and others stayed.
    KeyGone = "key_gone", Note;
    /// A key has no `kid`, so that a token cannot say that a newer one signed it.
    KidMissing = "kid_missing", Warning;
    /// A `kid` stands for another key than before.
    KidReused = "kid_reused", Error;
    /// Sets may be kept for longer than keys are announced before they sign.
    LifetimeTooLong = "lifetime_too_long", Warning;
    /// Nothing says for how long a set may be kept.
    LifetimeUnknown = "lifetime_unknown", Note;
    /// ID tokens may have a MAC made with the client's secret.
    MacListed = "mac_listed", Note;
    /// A recommended member is missing.
    MissingRecommended = "missing_recommended", Note;
    /// A required member is missing.
    MissingRequired = "missing_required", Warning;
    /// The older set and the newer one have no signing key in common.
    NoOverlap = "no_overlap", Error;
    /// RS256 is not listed, which every provider has to support.
    NoRs256 = "no_rs256", Warning;
    /// `none` is listed for ID tokens.
    NoneListed = "none_listed", Warning;
    /// A member is `null`.
    NullMember = "null_member", Warning;
    /// A key is described in another way than before.
    Relabelled = "relabelled", Warning;
    /// There is signed metadata, which is not read here.
    SignedMetadata = "signed_metadata", Note;
    /// The name of the issuer ends with a slash.
    TrailingSlash = "trailing_slash", Note;
    /// A key signs that the older set did not have.
    Unannounced = "unannounced", Error;
    /// A member that is not registered.
    UnknownMember = "unknown_member", Note;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
