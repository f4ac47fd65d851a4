//! The files that a run leaves behind.

use std::path::{Path, PathBuf};

use super::arguments::Files;
use super::message;
use crate::case::Case;
use crate::file;
use crate::report::record::{self, Record};
use crate::report::{badge, junit, page};
use crate::requirement::Catalogue;

/// Writes those that are asked for, each as a whole or not at all. One that cannot be written does not keep the others
/// from being written.
pub(super) fn write(
    files: &Files,
    record: &Record,
    cases: &[Case],
    catalogue: &Catalogue,
) -> Result<(), String> {
    let mut faults = Vec::new();
    let mut keep = |path: &Option<PathBuf>, write: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>| {
        if let Some(path) = path {
            faults.extend(put(path, write).err());
        }
    };
    keep(&files.json, &|output| record::write(output, record));
    keep(&files.junit, &|output| junit::write(output, record));
    keep(&files.badge, &|output| badge::write(output, record));
    keep(&files.html, &|output| {
        let records = std::slice::from_ref(record);
        let contents = page::Contents {
            records,
            cases,
            catalogue,
        };
        page::write(output, contents)
    });
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("; ")),
    }
}

pub(super) fn put(
    path: &Path,
    write: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>,
) -> Result<(), String> {
    let mut content = Vec::new();
    write(&mut content).map_err(message)?;
    file::replace(path, &content).map_err(message)
}

pub(super) fn read(path: &Path) -> Result<Record, String> {
    let text = file::read(path).map_err(message)?;
    Record::parse(&text).map_err(|what| file::FileError::new(path, what).to_string())
}
