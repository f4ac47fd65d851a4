//! Other libraries: the token read into a struct of its registered claims; `exp`, `nbf`, `iss` and `aud` checked. The
//! key is parsed once, and prepared as far as each library can.

pub(super) mod aliri;
pub(super) mod josekit;
pub(super) mod jsonwebtoken;
pub(super) mod jwt_simple;
