//! Puts requests to one process after the other, and files the answers and the faults.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use serde_json::Map;

use super::session::{Event, Session};
use super::{LONGEST_ANSWER, Replies, Reply, Request, WINDOW};
use crate::protocol::{self, Answer, Verdict};
use crate::text;

/// How long a subject may take to end once it has answered everything.
const GRACE: Duration = Duration::from_secs(1);

/// The first request to every process. No case has this id, for it has a slash.
const HELLO: &str = "conformance/hello";

/// Something that no subject may do.
pub(super) struct Fault {
    pub(super) stage: Stage,
    pub(super) kind: Kind,
    pub(super) what: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Silence,
    Other,
}

/// When a fault happens, and which request it is about.
#[derive(Clone, Copy)]
pub(super) enum Stage {
    /// Before the first answer.
    Start,
    /// Afterwards, and the request by its number where the fault tells.
    Cases(Option<usize>),
}

impl Fault {
    pub(super) fn new(stage: Stage, what: impl Into<String>) -> Self {
        Self {
            stage,
            kind: Kind::Other,
            what: what.into(),
        }
    }
}

/// All requests, and how far they have come.
pub(super) struct Questions<'a> {
    requests: &'a [Request<'a>],
    timeout: Duration,
    progress: &'a mut dyn FnMut(usize),
    hello: Option<Verdict>,
    /// To be asked.
    pending: VecDeque<usize>,
    /// Asked of this process and not answered, the one that has waited longest first.
    under_way: VecDeque<usize>,
    replies: Vec<Option<Reply>>,
    peak_memory: Option<u64>,
}

impl<'a> Questions<'a> {
    pub(super) fn new(
        requests: &'a [Request<'a>],
        timeout: Duration,
        progress: &'a mut dyn FnMut(usize),
    ) -> Self {
        Self {
            requests,
            timeout,
            progress,
            hello: None,
            pending: (0..requests.len()).collect(),
            under_way: VecDeque::new(),
            replies: vec![None; requests.len()],
            peak_memory: None,
        }
    }

    /// Whether there is anything left to ask.
    pub(super) fn remain(&self) -> bool {
        !self.pending.is_empty()
    }

    pub(super) fn replies(self) -> Replies {
        let unasked = || Reply::Broken("was not asked".to_owned());
        let replies = self.replies.into_iter();
        Replies {
            hello: self.hello,
            replies: replies.map(|reply| reply.unwrap_or_else(unasked)).collect(),
            peak_memory: self.peak_memory,
        }
    }

    /// Asks one process until everything is answered or it commits a fault.
    pub(super) fn put_to(&mut self, session: &mut Session) -> Result<(), Fault> {
        self.greet(session)?;
        let mut asked: HashMap<&str, usize> = HashMap::new();
        let mut newest = None;
        let mut since = Instant::now();
        loop {
            while self.under_way.len() < WINDOW
                && let Some(index) = self.pending.pop_front()
                && let Some(request) = self.requests.get(index)
            {
                session.send(protocol::request_line(request.id, request.members));
                asked.insert(request.id, index);
                self.under_way.push_back(index);
            }
            if self.under_way.is_empty() {
                break;
            }
            let answer = self.next_answer(session, since + self.timeout, Stage::Cases(None))?;
            newest = Some(self.take(&asked, answer, None)?);
            since = Instant::now();
        }
        self.see_off(session, &asked, newest)
    }

    fn greet(&mut self, session: &mut Session) -> Result<(), Fault> {
        let mut members = Map::new();
        members.insert("op".to_owned(), "hello".into());
        session.send(protocol::request_line(HELLO, &members));
        let answer = self.next_answer(session, Instant::now() + self.timeout, Stage::Start)?;
        if answer.id != HELLO {
            return Err(Fault::new(Stage::Start, unasked(&answer)));
        }
        self.hello = Some(answer.verdict);
        Ok(())
    }

    /// Everything is answered: whatever else the subject writes is too much.
    fn see_off(
        &mut self,
        session: &mut Session,
        asked: &HashMap<&str, usize>,
        newest: Option<usize>,
    ) -> Result<(), Fault> {
        self.weigh(session);
        session.close_input();
        let deadline = Instant::now() + self.timeout.min(GRACE);
        loop {
            match session.next(deadline) {
                Event::Line(line) => {
                    let answer = read(&line, Stage::Cases(newest))?;
                    self.take(asked, answer, newest)?;
                }
                Event::TooLong => return Err(Fault::new(Stage::Cases(newest), too_long())),
                Event::End => {
                    session.wait(deadline);
                    return Ok(());
                }
                Event::Nothing => return Ok(()),
            }
        }
    }

    fn next_answer(
        &self,
        session: &mut Session,
        deadline: Instant,
        stage: Stage,
    ) -> Result<Answer, Fault> {
        match session.next(deadline) {
            Event::Line(line) => read(&line, stage),
            Event::TooLong => Err(Fault::new(stage, too_long())),
            Event::End => Err(Fault::new(stage, session.last_words())),
            Event::Nothing => Err(Fault {
                stage,
                kind: Kind::Silence,
                what: format!("no answer within {} s", self.timeout.as_secs_f64()),
            }),
        }
    }

    /// Files an answer and says which request it is for. One that was not asked for is the fault of `suspect`.
    fn take(
        &mut self,
        asked: &HashMap<&str, usize>,
        answer: Answer,
        suspect: Option<usize>,
    ) -> Result<usize, Fault> {
        let Some(&index) = asked.get(answer.id.as_str()) else {
            return Err(Fault::new(Stage::Cases(suspect), unasked(&answer)));
        };
        let Some(at) = self.under_way.iter().position(|other| *other == index) else {
            return Err(Fault::new(Stage::Cases(Some(index)), "answered twice"));
        };
        self.under_way.remove(at);
        self.settle(index, Reply::Answered(answer.verdict));
        Ok(index)
    }

    fn settle(&mut self, index: usize, reply: Reply) {
        if let Some(place) = self.replies.get_mut(index) {
            *place = Some(reply);
        }
        (self.progress)(self.requests.len() - self.pending.len() - self.under_way.len());
    }

    /// As long as it lives: the system forgets the dead.
    pub(super) fn weigh(&mut self, session: &Session) {
        self.peak_memory = self.peak_memory.max(session.peak_memory());
    }

    /// Breaks the one request that has to answer for a fault; the others under way are to be asked again.
    pub(super) fn blame(&mut self, fault: &Fault) {
        let blamed = match fault.stage {
            Stage::Start => None,
            Stage::Cases(known) => known.or_else(|| self.under_way.pop_front()),
        };
        while let Some(index) = self.under_way.pop_back() {
            self.pending.push_front(index);
        }
        if let Some(index) = blamed {
            self.settle(index, Reply::Broken(fault.what.clone()));
        }
    }

    pub(super) fn give_up(&mut self, what: &str) {
        while let Some(index) = self.pending.pop_front() {
            self.settle(index, Reply::Broken(what.to_owned()));
        }
    }
}

fn read(line: &[u8], stage: Stage) -> Result<Answer, Fault> {
    Answer::parse(line).map_err(|error| {
        let start = line.get(..200).unwrap_or(line);
        let line = text::printable(&String::from_utf8_lossy(start), 80);
        // The error may quote the line.
        let error = text::printable(&error, 120);
        let what = format!("wrote a line that is no answer, `{line}`: {error}");
        Fault::new(stage, what)
    })
}

fn unasked(answer: &Answer) -> String {
    let id = text::printable(&answer.id, 80);
    format!("answered `{id}`, which is not asked for")
}

fn too_long() -> String {
    format!("wrote a line of more than {} octets", LONGEST_ANSWER)
}
