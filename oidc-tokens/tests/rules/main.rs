//! Rules that no case of the protocol can show, since they are about what the caller knows beside the token.

mod dates;
mod flows;
mod given;
mod logout;
mod refresh;
mod registration;
mod replay;
mod sender;
mod users;
