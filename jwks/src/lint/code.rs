//! The kinds of findings.

use core::fmt;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Legal, and worth knowing.
    Note,
    /// Some readers will not use the key, or use the wrong one.
    Warning,
    /// A secret is out, the key cannot be used, or what the set says of it is false.
    Error,
}

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

            /// The code, such as `missing_kid`: the same in every release.
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
    /// `use` or `key_ops` say signature, and `alg` encryption, or the reverse.
    AlgContradictsUse = "alg_contradicts_use", Warning;
    /// `alg` is registered for another kind of key.
    AlgDoesNotFit = "alg_does_not_fit", Error;
    /// `alg` is `none`.
    AlgNone = "alg_none", Error;
    /// `x5c` is malformed or holds another key.
    BadX5c = "bad_x5c", Error;
    /// `x5t` or `x5t#S256` is malformed or that of another certificate.
    BadX5t = "bad_x5t", Error;
    /// `alg` has a successor.
    DeprecatedAlg = "deprecated_alg", Note;
    /// There is no key.
    EmptySet = "empty_set", Note;
    /// An integer starts with a zero octet or has none.
    LeadingZero = "leading_zero", Error;
    /// An RSA public exponent below 65,537.
    LowExponent = "low_exponent", Warning;
    /// Not canonical base64url, in another way than by padding or alphabet.
    MalformedBase64url = "malformed_base64url", Error;
    /// There is no `kid`.
    MissingKid = "missing_kid", Warning;
    /// None of `use`, `key_ops` and `alg` is there.
    MissingPurpose = "missing_purpose", Note;
    /// `key_ops` combines operations that have nothing to do with each other.
    MixedKeyOps = "mixed_key_ops", Warning;
    /// base64url with padding.
    PaddedBase64url = "padded_base64url", Error;
    /// A private member stands in the text.
    PrivateMembers = "private_members", Error;
    /// `key_ops` of a public key names what only the private key can do.
    PrivateOperation = "private_operation", Warning;
    /// The same key stands there again.
    RepeatedKey = "repeated_key", Warning;
    /// Another key of the same type has the same `kid`.
    RepeatedKid = "repeated_kid", Error;
    /// A key of another type has the same `kid`.
    SharedKid = "shared_kid", Note;
    /// The alphabet of base64 where base64url belongs.
    StandardBase64 = "standard_base64", Error;
    /// A symmetric key stands in the text.
    SymmetricKey = "symmetric_key", Error;
    /// More keys without `kid` fit one algorithm than are tried.
    TooManyWithoutKid = "too_many_without_kid", Warning;
    /// `alg` is not in the registry.
    UnknownAlg = "unknown_alg", Note;
    /// A key type or curve that is not known here.
    UnknownKeyType = "unknown_key_type", Note;
    /// `use` is neither `sig` nor `enc`.
    UnknownUse = "unknown_use", Warning;
    /// Not a usable key, for any other reason.
    UnusableKey = "unusable_key", Error;
    /// `use` and `key_ops` contradict each other.
    UseContradictsKeyOps = "use_contradicts_key_ops", Error;
    /// Both `use` and `key_ops` are there.
    UseWithKeyOps = "use_with_key_ops", Note;
    /// The key gives too little security.
    WeakKey = "weak_key", Error;
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
