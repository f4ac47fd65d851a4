//! Logout tokens ([OpenID Connect Back-Channel Logout §2.4]).
//!
//! [OpenID Connect Back-Channel Logout §2.4]: https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken

mod checks;
mod verifier;

use core::fmt;

use crate::Error;
use crate::believed::{Believed, believed};
use crate::error::purpose_error;
use crate::replay::{self, ReplayGuard};

pub use self::verifier::{LogoutTokenVerifier, Session};

purpose_error! {
    /// Why a logout token is not obeyed. The answer to the request is 400
    /// ([§2.8](https://openid.net/specs/openid-connect-backchannel-1_0.html#BCResponse)).
    LogoutTokenError
}

/// A verified logout token: which sessions end.
///
/// Only a [`LogoutTokenVerifier`] makes one.
#[derive(Clone, Debug)]
pub struct LogoutToken {
    believed: Believed,
}

/// The sessions that end ([§2.7]).
///
/// [§2.7]: https://openid.net/specs/openid-connect-backchannel-1_0.html#BCActions
#[derive(Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "one session, or all of a user")]
pub enum LogoutTarget<'a> {
    /// The one session with this `sid` at the issuer.
    Session(&'a str),
    /// All sessions of the user with this `sub` at the issuer.
    AllSessionsOf(&'a str),
}

impl LogoutToken {
    pub(super) const fn new(believed: Believed) -> Self {
        Self { believed }
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.believed.claims().iss().unwrap_or_default()
    }

    /// `sub`, if it is there.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        self.believed.claims().sub()
    }

    /// `sid`, if it is there.
    #[must_use]
    pub fn session_id(&self) -> Option<&str> {
        self.believed.claims().sid()
    }

    /// Which sessions end.
    #[must_use]
    pub fn target(&self) -> LogoutTarget<'_> {
        // oidc-backchannel-2.7-1
        match self.session_id() {
            Some(sid) => LogoutTarget::Session(sid),
            // One of the two is there, or the token would not have been accepted.
            None => LogoutTarget::AllSessionsOf(self.subject().unwrap_or_default()),
        }
    }

    /// Refuses a token whose `jti` was seen before.
    ///
    /// # Errors
    ///
    /// [`Error::Replayed`].
    pub fn refuse_replay(&self, guard: &(impl ReplayGuard + ?Sized)) -> Result<(), Error> {
        // oidc-backchannel-2.6-8
        let claims = self.believed.claims();
        let until = claims.exp();
        replay::refuse(guard, claims.iss(), "jti", claims.jti(), until)
    }

    believed!();
}

impl fmt::Debug for LogoutTarget<'_> {
    /// Without the names.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Session(_) => "Session(..)",
            Self::AllSessionsOf(_) => "AllSessionsOf(..)",
        })
    }
}
