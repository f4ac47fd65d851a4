//! Which behaviour is next.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::behaviour::Behaviour;

/// For how long a behaviour holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// From now on, and nothing that was planned before.
    Ever,
    /// For so many requests, once what was planned for a while before is over.
    Requests(usize),
    /// For a time that begins now.
    Time(Duration),
}

#[derive(Debug)]
pub(super) struct Plan {
    passing: VecDeque<(Behaviour, Left)>,
    ever: Behaviour,
}

#[derive(Debug)]
enum Left {
    Requests(usize),
    Until(Instant),
}

impl Plan {
    pub(super) const fn new() -> Self {
        Self {
            passing: VecDeque::new(),
            ever: Behaviour::Normal,
        }
    }

    pub(super) fn set(&mut self, behaviour: Behaviour, span: Span, now: Instant) {
        let left = match span {
            Span::Ever => {
                self.passing.clear();
                self.ever = behaviour;
                return;
            }
            Span::Requests(count) => Left::Requests(count),
            // A time beyond what the clock can tell is for ever.
            Span::Time(time) => match now.checked_add(time) {
                Some(end) => Left::Until(end),
                None => return self.set(behaviour, Span::Ever, now),
            },
        };
        self.passing.push_back((behaviour, left));
    }

    pub(super) fn next(&mut self, now: Instant) -> Behaviour {
        while let Some((behaviour, left)) = self.passing.front_mut() {
            match left {
                Left::Requests(count @ 1..) => {
                    *count -= 1;
                    return behaviour.clone();
                }
                Left::Until(end) if now < *end => return behaviour.clone(),
                _ => {
                    self.passing.pop_front();
                }
            }
        }
        self.ever.clone()
    }
}
