//! Runs the cases of the JOSE and OpenID Connect standards against any implementation.
//!
//! An implementation under test, a *subject*, is a program that answers one JSON object a line
//! on its standard streams (`PROTOCOL.md`). The runner reaches all of them that way, our own included: it
//! starts itself again as [`subject`].
//!
//! | module | does |
//! |---|---|
//! | [`cli`] | reads the command line |
//! | [`case`], [`wycheproof`], [`selection`] | reads the cases, ours and the Wycheproof project's, and chooses among them |
//! | [`mint`], [`recipe`] | signs tokens, and makes cases of recipes |
//! | [`requirement`], [`traceability`] | reads the catalogue of rules, and ties cases to it |
//! | [`protocol`] | what is asked and what is answered |
//! | [`live`] | sets up the cases that need a provider |
//! | [`process`], [`run`] | starts a subject, asks it everything, survives its faults |
//! | [`judge`] | compares an answer with what was expected |
//! | [`divergence`] | failures that are known, each with a reason, and the ratchet on them |
//! | [`report`], [`progress`] | what a person sees |
//! | [`subject`] | the project's own subject |
//! | [`checks_page`] | which check of `oidc-tokens` refuses which cases |
//! | [`provider`] | an OpenID provider on the loopback interface that misbehaves on command |
//! | [`properties`] | what holds for every input of our own libraries |
//! | [`file`](mod@file), [`line`](mod@line), [`text`] | errors in files, lines of bounded length, and text from strangers made fit to print |

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod case;
pub mod checks_page;
pub mod cli;
pub mod divergence;
pub mod file;
pub mod judge;
pub mod line;
pub mod live;
pub mod mint;
pub mod process;
pub mod progress;
pub mod properties;
pub mod protocol;
pub mod provider;
pub mod recipe;
pub mod report;
pub mod requirement;
pub mod run;
pub mod selection;
pub mod subject;
pub mod text;
pub mod traceability;
pub mod wycheproof;
