//! `conformance list`.

use super::arguments::List;
use super::{load, print};
use crate::run::Status;

pub(super) fn list(wanted: &List) -> Result<Status, String> {
    let all = load(wanted.cases.as_deref())?;
    let selected = wanted.selection.select(&all)?;
    let lines: String = selected
        .iter()
        .map(|case| format!("{}\n", case.id))
        .collect();
    print(&lines)
}
