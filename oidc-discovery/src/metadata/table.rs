//! The registered members: one table for what is checked and for what is given out.

mod resource;
mod server;

pub(super) use self::resource::resource_members;
pub(super) use self::server::server_members;

/// One registered member.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

/// What a member holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A URL that is fetched or called: `https`.
    Url,
    /// A string, such as the URL of a page that people read.
    Text,
    /// The same, also with a language in the name. rfc9728-2.1-2: without one, of no language.
    Language,
    /// An array of strings.
    Strings,
    /// The same, with what is assumed where nothing is stated.
    Defaulted(&'static [&'static str]),
    /// A boolean.
    Boolean,
    /// An object that is not looked into.
    Object,
    /// An object of URLs, by the names of endpoints.
    Aliases,
    /// An array of names of issuers.
    Issuers,
    /// An array of identifiers of resources.
    Resources,
}

macro_rules! name {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $member:literal) => {
        $member
    };
}
pub(super) use name;

macro_rules! kind {
    (url) => {
        Kind::Url
    };
    (text) => {
        Kind::Text
    };
    (language) => {
        Kind::Language
    };
    (strings) => {
        Kind::Strings
    };
    (stated) => {
        Kind::Strings
    };
    (defaulted $default:expr) => {
        Kind::Defaulted(&$default)
    };
    (boolean) => {
        Kind::Boolean
    };
    (enabled) => {
        Kind::Boolean
    };
    (object) => {
        Kind::Object
    };
    (other $kind:expr) => {
        $kind
    };
}

macro_rules! table {
    ($(($($kind:tt)+) $name:ident $($member:literal)?: $doc:literal;)*) => {
        &[$(Member { name: name!($name $($member)?), kind: kind!($($kind)+) },)*]
    };
}

pub(super) const SERVER: &[Member] = server_members!(table);
pub(super) const RESOURCE: &[Member] = resource_members!(table);

/// A method for each row of a table.
macro_rules! accessors {
    ($($kind:tt $name:ident $($member:literal)?: $doc:literal;)*) => {
        $(accessor!($kind $name, name!($name $($member)?), $doc);)*
    };
}
pub(super) use accessors;

macro_rules! accessor {
    // It has a method of its own.
    ((other $kind:expr) $name:ident, $member:expr, $doc:literal) => {};
    ((url) $name:ident, $member:expr, $doc:literal) => {
        accessor!($name, $doc, Option<&HttpUrl>, |all| all.url($member));
    };
    ((text) $name:ident, $member:expr, $doc:literal) => {
        accessor!($name, $doc, Option<&str>, |all| all.text($member));
    };
    ((language) $name:ident, $member:expr, $doc:literal) => {
        accessor!($name, $doc, Option<&str>, |all| all.text($member));
    };
    ((object) $name:ident, $member:expr, $doc:literal) => {
        accessor!($name, $doc, Option<&str>, |all| all.text($member));
    };
    ((strings) $name:ident, $member:expr, $doc:literal) => {
        accessor!($name, $doc, &[Box<str>], |all| all.strings($member));
    };
    ((defaulted $default:expr) $name:ident, $member:expr, $doc:literal) => {
        accessor!($name, $doc, &[Box<str>], |all| all.strings($member));
    };
    ((stated) $name:ident, $member:expr, $doc:literal) => {
        accessor!($name, $doc, Option<&[Box<str>]>, |all| all
            .stated_strings($member));
    };
    ((boolean) $name:ident, $member:expr, $doc:literal) => {
        accessor!($name, $doc, bool, |all| all
            .boolean($member)
            .unwrap_or(false));
    };
    ((enabled) $name:ident, $member:expr, $doc:literal) => {
        accessor!($name, $doc, bool, |all| all
            .boolean($member)
            .unwrap_or(true));
    };
    ($name:ident, $doc:literal, $type:ty, |$all:ident| $get:expr) => {
        #[doc = $doc]
        #[must_use]
        pub fn $name(&self) -> $type {
            let $all = &self.members;
            $get
        }
    };
}
pub(super) use accessor;

/// What every kind of document has beside the rows of its table.
macro_rules! common {
    ($own:literal) => {
        /// A text in a language, which stands as a member such as `resource_name#it`. Languages are
        /// compared without case.
        #[must_use]
        pub fn localized(&self, member: &str, language: &str) -> Option<&str> {
            self.members.localized(member, language)
        }

        /// A member that is not registered, as JSON.
        #[must_use]
        pub fn extra(&self, name: &str) -> Option<&str> {
            self.members.extra(name)
        }

        /// The members that are not registered, as JSON, in the order of their names.
        pub fn extras(&self) -> impl Iterator<Item = (&str, &str)> {
            self.members.extras()
        }

        /// The names of all members of the document, those with null and empty arrays too.
        pub fn names(&self) -> impl Iterator<Item = &str> {
            std::iter::once($own).chain(self.members.names())
        }
    };
}
pub(super) use common;
