//! `conformance seeds`, `forge` and `checks`: files that are made of others.

use std::fs;
use std::path::Path;

use super::{load, message, own};
use crate::checks_page;
use crate::properties::seeds;
use crate::recipe::{self, Book};
use crate::requirement::Catalogue;
use crate::run::Status;
use crate::traceability::Showings;

pub(super) fn seeds(folder: &Path) -> Result<Status, String> {
    let made = seeds::of(&load(None)?);
    seeds::write(&made, folder).map_err(message)?;
    Ok(Status::Fine)
}

pub(super) fn checks(page: &Path) -> Result<Status, String> {
    let showings = fs::read_to_string(own("requirements/shown/oidc-tokens.toml"));
    let showings = Showings::parse(&showings.map_err(message)?)?;
    let text = fs::read_to_string(page).map_err(message)?;
    let renewed = checks_page::renew(&text, &load(None)?, &showings)?;
    fs::write(page, renewed).map_err(message)?;
    Ok(Status::Fine)
}

pub(super) fn forge(folder: &Path) -> Result<Status, String> {
    let book = Book::load(&own("recipes")).map_err(message)?;
    let catalogue = Catalogue::load(&own("requirements")).map_err(message)?;
    let forged = recipe::forge(&book, &catalogue)?;
    recipe::write(&forged, folder).map_err(message)?;
    Ok(Status::Fine)
}
