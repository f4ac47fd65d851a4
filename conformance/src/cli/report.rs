//! `conformance report` and `compare`: of runs that were kept.

use std::path::Path;

use super::arguments::{Compare, Report};
use super::{files, load, message, own, print};
use crate::report::{compare, page};
use crate::requirement::Catalogue;
use crate::run::Status;

/// One page of several runs.
pub(super) fn report(wanted: &Report) -> Result<Status, String> {
    let records = wanted.records.iter().map(|path| files::read(path));
    let records = records.collect::<Result<Vec<_>, _>>()?;
    let contents = page::Contents {
        records: &records,
        cases: &load(wanted.cases.as_deref())?,
        catalogue: &Catalogue::load(&own("requirements")).map_err(message)?,
    };
    files::put(&wanted.html, &|output| page::write(output, contents))?;
    Ok(Status::Fine)
}

/// What got better and worse.
pub(super) fn compare(wanted: &Compare) -> Result<Status, String> {
    let read = |path: &Path| files::read(path);
    let (old, new) = (read(&wanted.old)?, read(&wanted.new)?);
    let mut words = Vec::new();
    compare::write(&mut words, &old, &new).map_err(message)?;
    print(&String::from_utf8_lossy(&words))?;
    Ok(match compare::compare(&old, &new).worse.is_empty() {
        true => Status::Fine,
        false => Status::Failed,
    })
}
