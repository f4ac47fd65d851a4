//! Values that a command line, a URL or a table names.

/// A field-less enum with a stable name for each value.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($variant:ident $text:literal $doc:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $(#[doc = $doc] $variant,)*
        }

        impl $name {
            /// All of them.
            #[must_use]
            pub const fn all() -> &'static [Self] {
                &[$(Self::$variant),*]
            }

            /// In words with hyphens between them; it does not change.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// The one of that name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::all().iter().copied().find(|value| value.name() == name)
            }

            /// What it is, in one line.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self {
                    $(Self::$variant => $doc,)*
                }
            }
        }
    };
}

pub(super) use named;
