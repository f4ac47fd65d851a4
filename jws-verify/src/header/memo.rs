//! Headers that were read before: an issuer's tokens bear the same one for months.
//!
//! What is remembered is what a protected header says, of a compact JWS whose signature held, and never whether it holds.
//! The same text within the same limits has the same header, so nothing depends on what is remembered but time. Each
//! thread remembers for itself, so none waits for another, and strangers cannot displace what it remembers.

#[cfg(feature = "std")]
pub(crate) use with_std::{recall, remember};
#[cfg(not(feature = "std"))]
pub(crate) use without_std::{recall, remember};

#[cfg(feature = "std")]
mod with_std {
    use alloc::boxed::Box;
    use core::cell::RefCell;

    use crate::{Header, Limits};

    /// Issuers have a header for each key and kind of token.
    const HEADERS: usize = 8;

    /// Usual ones have a hundred characters; those with certificates are not worth their memory.
    const LONGEST: usize = 512;

    struct Recent {
        headers: [Option<Remembered>; HEADERS],
        /// The oldest.
        next: usize,
    }

    struct Remembered {
        text: Box<str>,
        limits: Limits,
        header: Header,
    }

    std::thread_local! {
        static RECENT: RefCell<Recent> = const {
            RefCell::new(Recent { headers: [const { None }; HEADERS], next: 0 })
        };
    }

    impl Remembered {
        fn is(&self, text: &str, limits: &Limits) -> bool {
            *self.text == *text && self.limits == *limits
        }
    }

    impl Recent {
        fn find(&self, text: &str, limits: &Limits) -> Option<&Remembered> {
            let mut known = self.headers.iter().flatten();
            known.find(|each| each.is(text, limits))
        }
    }

    /// The header of this text, if it was read within these limits before.
    pub(crate) fn recall(text: &str, limits: &Limits) -> Option<Header> {
        // Whatever keeps the memory from being read, the header is read instead.
        let found = RECENT.try_with(|recent| {
            let recent = recent.try_borrow().ok()?;
            Some(recent.find(text, limits)?.header.clone())
        });
        found.ok().flatten()
    }

    /// Only for a header whose signature held.
    pub(crate) fn remember(text: &str, limits: &Limits, header: &Header) {
        if text.len() > LONGEST {
            return;
        }
        // Where it cannot be remembered, it is read again.
        let _ = RECENT.try_with(|recent| {
            let Ok(mut recent) = recent.try_borrow_mut() else {
                return;
            };
            if recent.find(text, limits).is_some() {
                return;
            }
            let oldest = recent.next;
            recent.next = oldest.wrapping_add(1) % HEADERS;
            if let Some(place) = recent.headers.get_mut(oldest) {
                *place = Some(Remembered {
                    text: text.into(),
                    limits: *limits,
                    header: header.clone(),
                });
            }
        });
    }
}

#[cfg(not(feature = "std"))]
mod without_std {
    use crate::{Header, Limits};

    pub(crate) const fn recall(_: &str, _: &Limits) -> Option<Header> {
        None
    }

    pub(crate) const fn remember(_: &str, _: &Limits, _: &Header) {}
}
