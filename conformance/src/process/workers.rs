//! Several processes of one subject side by side.

use std::num::NonZeroUsize;
use std::sync::mpsc;
use std::time::Duration;
use std::{io, thread};

use super::{Command, Replies, Reply, Request, ask};

/// How many processes of a subject run at a time. Each has requests of its own, which are the same in every run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workers(NonZeroUsize);

impl Workers {
    /// The most that are asked for without an option.
    const ENOUGH: usize = 8;

    /// Requests for which it pays to start a process.
    const SHARE: usize = 200;

    /// So many; `None` for none.
    pub fn new(count: usize) -> Option<Self> {
        NonZeroUsize::new(count).map(Self)
    }

    /// As many as the machine has processors, but no more than pay for so many requests.
    pub fn for_requests(count: usize) -> Self {
        let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let paid = count.div_ceil(Self::SHARE);
        let count = processors.min(Self::ENOUGH).min(paid);
        Self(NonZeroUsize::new(count).unwrap_or(NonZeroUsize::MIN))
    }

    /// How many.
    pub fn count(self) -> usize {
        self.0.get()
    }
}

/// As [`ask`], by several workers. The first one gets every so manieth request, the second those after, and so on; the
/// limits on faults are for each of them.
///
/// # Errors
///
/// When the program cannot be started at all.
pub fn ask_side_by_side(
    command: &Command,
    requests: &[Request<'_>],
    timeout: Duration,
    workers: Workers,
    progress: &mut dyn FnMut(usize),
) -> io::Result<Replies> {
    let count = workers.count().min(requests.len()).max(1);
    if count == 1 {
        return ask(command, requests, timeout, progress);
    }
    let hand = |first| requests.iter().skip(first).step_by(count).copied();
    let hands: Vec<Vec<_>> = (0..count).map(|first| hand(first).collect()).collect();
    let answers = thread::scope(|scope| {
        let (settled, news) = mpsc::channel();
        let mut running = Vec::new();
        for (worker, requests) in hands.iter().enumerate() {
            let settled = settled.clone();
            running.push(thread::Builder::new().spawn_scoped(scope, move || {
                let mut tell = |count| {
                    // Who hears it has gone only when this worker has, too.
                    let _ = settled.send((worker, count));
                };
                ask(command, requests, timeout, &mut tell)
            })?);
        }
        drop(settled);
        let mut counts = vec![0; count];
        for (worker, settled) in news {
            if let Some(place) = counts.get_mut(worker) {
                *place = settled;
            }
            progress(counts.iter().sum());
        }
        let lost = || Err(io::Error::other("a worker of the runner failed"));
        let join =
            |worker: thread::ScopedJoinHandle<'_, _>| worker.join().unwrap_or_else(|_| lost());
        running
            .into_iter()
            .map(join)
            .collect::<io::Result<Vec<_>>>()
    })?;
    Ok(together(answers, requests.len()))
}

/// The replies in the order of the requests.
fn together(answers: Vec<Replies>, count: usize) -> Replies {
    let mut hello = None;
    let mut peak_memory = None;
    let mut hands = Vec::new();
    for answer in answers {
        hello = hello.or(answer.hello);
        peak_memory = peak_memory.max(answer.peak_memory);
        hands.push(answer.replies.into_iter());
    }
    let lost = || Reply::Broken("was not asked".to_owned());
    let mut replies = Vec::with_capacity(count);
    while replies.len() < count {
        for hand in hands.iter_mut().take(count - replies.len()) {
            replies.push(hand.next().unwrap_or_else(lost));
        }
    }
    Replies {
        hello,
        replies,
        peak_memory,
    }
}

#[cfg(test)]
mod tests {
    use super::Workers;

    #[test]
    fn few_requests_have_one_worker() {
        assert_eq!(Workers::for_requests(0).count(), 1);
        assert_eq!(Workers::for_requests(Workers::SHARE).count(), 1);
        let most = Workers::for_requests(1_000_000).count();
        assert!((1..=Workers::ENOUGH).contains(&most), "{most}");
    }

    #[test]
    fn there_is_at_least_one_worker() {
        assert_eq!(Workers::new(0), None);
        assert_eq!(Workers::new(3).map(Workers::count), Some(3));
    }
}
