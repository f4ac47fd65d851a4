//! A report as JSON.

use alloc::format;
use alloc::string::{String, ToString};

use jwk_types::json::escape_into;

use super::{HeaderLine, KeyLine, Keys, Outcome, Report, ReportEntry};

/// Members of an object that is being written, or elements of an array.
struct List {
    out: String,
    close: char,
    is_first: bool,
}

impl List {
    fn object() -> Self {
        Self::new('{', '}')
    }

    fn array() -> Self {
        Self::new('[', ']')
    }

    fn new(open: char, close: char) -> Self {
        Self {
            out: String::from(open),
            close,
            is_first: true,
        }
    }

    fn element(mut self, json: &str) -> Self {
        if !self.is_first {
            self.out.push(',');
        }
        self.is_first = false;
        self.out.push_str(json);
        self
    }

    fn elements<T>(self, items: &[T], write: impl Fn(&T) -> String) -> Self {
        items
            .iter()
            .fold(self, |list, item| list.element(&write(item)))
    }

    fn member(self, name: &str, json: &str) -> Self {
        self.element(&format!("{}:{json}", string(name)))
    }

    fn text(self, name: &str, text: &str) -> Self {
        self.member(name, &string(text))
    }

    fn text_if(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    fn close(mut self) -> String {
        self.out.push(self.close);
        self.out
    }
}

fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(2));
    escape_into(&mut out, text);
    out
}

pub(super) fn write(report: &Report) -> String {
    let checks = List::array().elements(&report.entries, entry);
    let accepted = if report.is_accepted() {
        "true"
    } else {
        "false"
    };
    let mut object = List::object()
        .text("kind", report.kind)
        .member("accepted", accepted)
        .member("now", &report.now.to_string())
        .member("checks", &checks.close());
    if let Some(found) = &report.header {
        object = object.member("header", &header(found));
    }
    if let Some(found) = &report.keys {
        object = object.member("keys", &keys(found));
    }
    object.close()
}

fn entry(entry: &ReportEntry) -> String {
    let check = entry.check;
    let requirements = List::array().elements(check.requirements(), |id| string(id));
    let object = List::object().text("check", check.name());
    let object = match &entry.outcome {
        Outcome::Passed => object.text("outcome", "passed"),
        Outcome::NotApplicable(why) => object.text("outcome", "not applicable").text("detail", why),
        Outcome::Failed(error) => object
            .text("outcome", "failed")
            .text("reason", error.reason().as_str())
            .text("detail", &error.to_string())
            .text_if("expected", error.expected().as_deref())
            .text_if("found", error.found().as_deref()),
    };
    let rule = match &entry.outcome {
        Outcome::Failed(error) => check.rule_of(error),
        _ => check.rule(),
    };
    object
        .text("rule", &rule.to_string())
        .member("requirements", &requirements.close())
        .close()
}

fn header(header: &HeaderLine) -> String {
    List::object()
        .text("alg", &header.alg)
        .text_if("kid", header.kid.as_deref())
        .text_if("typ", header.typ.as_deref())
        .close()
}

fn keys(keys: &Keys) -> String {
    let considered = List::array().elements(&keys.considered, key);
    let skipped = List::array().elements(&keys.skipped, |error| string(error));
    List::object()
        .member("considered", &considered.close())
        .member("others", &keys.others.to_string())
        .member("skipped", &skipped.close())
        .close()
}

fn key(key: &KeyLine) -> String {
    List::object()
        .text_if("kid", key.kid.as_deref())
        .text("kty", &key.kty)
        .text_if("thumbprint", key.thumbprint.as_deref())
        .text("verdict", &key.verdict)
        .close()
}
