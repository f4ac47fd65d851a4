//! The names that this crate knows.

/// A claim that some purpose reads, or that tells kinds of token apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClaimName(u8);

/// A set of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Names(u32);

macro_rules! names {
    ($($constant:ident = $name:literal, $bit:literal;)*) => {
        mod octets {
            $(pub(super) const $constant: &[u8] = $name.as_bytes();)*
        }

        impl ClaimName {
            $(pub(crate) const $constant: Self = Self($bit);)*

            pub(super) fn named(name: &str) -> Option<Self> {
                match name.as_bytes() {
                    $(octets::$constant => Some(Self::$constant),)*
                    _ => None,
                }
            }

            pub(crate) const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$constant => $name,)*
                    _ => "",
                }
            }
        }
    };
}

names! {
    ACR = "acr", 0;
    AMR = "amr", 1;
    AT_HASH = "at_hash", 2;
    AUD = "aud", 3;
    AUTH_TIME = "auth_time", 4;
    AZP = "azp", 5;
    C_HASH = "c_hash", 6;
    CLIENT_ID = "client_id", 7;
    CNF = "cnf", 8;
    EVENTS = "events", 9;
    EXP = "exp", 10;
    HTM = "htm", 11;
    HTU = "htu", 12;
    IAT = "iat", 13;
    ISS = "iss", 14;
    JTI = "jti", 15;
    NBF = "nbf", 16;
    NONCE = "nonce", 17;
    REDIRECT_URI = "redirect_uri", 18;
    RESPONSE_TYPE = "response_type", 19;
    S_HASH = "s_hash", 20;
    SCOPE = "scope", 21;
    SID = "sid", 22;
    SUB = "sub", 23;
}

impl ClaimName {
    const fn bit(self) -> u32 {
        1 << self.0
    }
}

impl Names {
    pub(crate) const ALL: Self = Self(u32::MAX);

    pub(crate) const fn of(names: &[ClaimName]) -> Self {
        let mut all = 0;
        let mut rest = names;
        while let [first, others @ ..] = rest {
            all |= first.bit();
            rest = others;
        }
        Self(all)
    }

    pub(crate) const fn and(self, names: &[ClaimName]) -> Self {
        Self(self.0 | Self::of(names).0)
    }

    pub(crate) const fn contains(self, name: ClaimName) -> bool {
        self.0 & name.bit() != 0
    }

    pub(super) const fn insert(&mut self, name: ClaimName) {
        self.0 |= name.bit();
    }
}
