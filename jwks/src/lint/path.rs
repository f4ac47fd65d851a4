//! Where in a text a value stands.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use jwk_types::Quoted;

/// How many steps are shown of the beginning of a path, and of its end.
const SHOWN: usize = 4;

/// The longest name that is shown without quotation marks.
const PLAIN: usize = 32;

/// From the outermost value to one inside it: `keys[0].jwk`.
#[derive(Clone, Debug)]
pub(super) struct Path<'a>(Vec<Step<'a>>);

/// From a value to one right inside it.
#[derive(Clone, Debug)]
pub(super) enum Step<'a> {
    Member(Cow<'a, str>),
    Element(usize),
}

impl<'a> Path<'a> {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn enter(&mut self, step: Step<'a>) {
        self.0.push(step);
    }

    pub(super) fn leave(&mut self) {
        self.0.pop();
    }
}

impl fmt::Display for Path<'_> {
    /// Names are a stranger's: cut, and quoted where they are not plain. Of a long path the middle is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.0.len().saturating_sub(SHOWN);
        for (position, step) in self.0.iter().enumerate() {
            match step {
                _ if position == SHOWN && position < end => f.write_str("...")?,
                _ if (SHOWN..end).contains(&position) => {}
                Step::Element(index) => write!(f, "[{index}]")?,
                Step::Member(name) => {
                    if position > 0 {
                        f.write_str(".")?;
                    }
                    if is_plain(name) {
                        f.write_str(name)?;
                    } else {
                        write!(f, "{}", Quoted::new(name))?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn is_plain(name: &str) -> bool {
    let plain = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'_' | b'-' | b'#');
    (1..=PLAIN).contains(&name.len()) && name.bytes().all(plain)
}
