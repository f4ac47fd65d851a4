//! The files of a repository, by path.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use toml::Table;

/// Folders that hold what was built or found, not what was written.
const PASSING: [&str; 9] = [
    ".git",
    ".venv",
    "__pycache__",
    "fuzz/artifacts",
    "fuzz/corpus",
    "fuzz/coverage",
    "node_modules",
    "proptest-regressions",
    "target",
];

/// Kept as others, or the fuzzer, made them: known by path, never read.
const FOREIGN: [&str; 2] = ["conformance/vectors/", "fuzz/regressions/"];

pub(crate) struct Tree(BTreeMap<String, String>);

impl Tree {
    pub(crate) fn repository() -> Self {
        let mut tree = Self(BTreeMap::new());
        tree.read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")), "");
        tree
    }

    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let own = |&(path, text): &(&str, &str)| (path.to_owned(), text.to_owned());
        Self(files.iter().map(own).collect())
    }

    fn read(&mut self, folder: &Path, prefix: &str) {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let entry = entry.expect("a readable folder");
            let name = entry.file_name().into_string().expect("a UTF-8 name");
            let path = format!("{prefix}{name}");
            if PASSING.contains(&name.as_str()) || PASSING.contains(&path.as_str()) {
                continue;
            }
            if entry.file_type().expect("a file type").is_dir() {
                self.read(&entry.path(), &format!("{path}/"));
            } else if FOREIGN.iter().any(|foreign| path.starts_with(foreign)) {
                self.0.insert(path, String::new());
            } else {
                let octets = fs::read(entry.path()).expect("a readable file");
                self.0
                    .insert(path, String::from_utf8(octets).unwrap_or_default());
            }
        }
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Those in a folder (`"jwks/src/"`) whose name ends so.
    pub(crate) fn files_in<'a>(
        &'a self,
        folder: &'a str,
        end: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files()
            .filter(move |(path, _)| path.starts_with(folder) && path.ends_with(end))
    }

    /// A text that is missing reads as an empty one; `pages::required` says that it is missing.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.0.get(path).map_or("", String::as_str)
    }

    pub(crate) fn toml(&self, path: &str) -> Table {
        self.text(path)
            .parse()
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn has_file(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    pub(crate) fn has_folder(&self, path: &str) -> bool {
        path.is_empty()
            || self
                .0
                .keys()
                .any(|file| file.strip_prefix(path).is_some_and(|r| r.starts_with('/')))
    }

    pub(crate) fn write(&mut self, path: &str, text: &str) {
        self.0.insert(path.to_owned(), text.to_owned());
    }

    pub(crate) fn remove(&mut self, path: &str) {
        self.0.remove(path).expect("a file to remove");
    }

    #[track_caller]
    pub(crate) fn replace(&mut self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from:?} to replace");
        let text = text.replacen(from, to, 1);
        self.write(path, &text);
    }
}
