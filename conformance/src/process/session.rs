//! One subject, from its start to its end.

use std::collections::VecDeque;
use std::io::{self, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::{Command, LONGEST_ANSWER, memory};
use crate::line::{self, Found};
use crate::text;

/// Lines that wait to be read. A subject that writes without being asked is stopped by the full pipe.
const WAITING_LINES: usize = 64;

/// How much of what a subject writes on standard error is kept, in octets.
const KEPT_ERRORS: usize = 2048;

/// How long a subject that has closed its output may take to end.
const LAST_MOMENTS: Duration = Duration::from_millis(500);

/// What a subject does next.
#[derive(Debug)]
pub(super) enum Event {
    /// It writes a line.
    Line(Vec<u8>),
    /// It writes more than [`LONGEST_ANSWER`] without a line end.
    TooLong,
    /// It writes no more.
    End,
    /// It does nothing in time.
    Nothing,
}

/// A running subject. It is killed and waited for when dropped.
#[derive(Debug)]
pub(super) struct Session {
    child: Child,
    input: Option<Sender<String>>,
    output: Receiver<Event>,
    errors: Arc<Mutex<VecDeque<u8>>>,
    error_reader: JoinHandle<()>,
}

impl Session {
    pub(super) fn start(command: &Command) -> io::Result<Self> {
        let mut child = std::process::Command::new(&command.program)
            .args(&command.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let streams = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        match attach(streams) {
            Ok((input, output, errors, error_reader)) => Ok(Self {
                child,
                input: Some(input),
                output,
                errors,
                error_reader,
            }),
            Err(error) => {
                end(&mut child);
                Err(error)
            }
        }
    }

    /// Writes a line as soon as the subject reads. One that reads no more is noticed by its silence.
    pub(super) fn send(&self, line: String) {
        if let Some(input) = &self.input {
            let _ = input.send(line);
        }
    }

    /// Tells the subject that there are no more requests.
    pub(super) fn close_input(&mut self) {
        self.input = None;
    }

    /// What the subject does before that time.
    pub(super) fn next(&self, deadline: Instant) -> Event {
        let left = deadline.saturating_duration_since(Instant::now());
        match self.output.recv_timeout(left) {
            Ok(event) => event,
            Err(RecvTimeoutError::Disconnected) => Event::End,
            Err(RecvTimeoutError::Timeout) => Event::Nothing,
        }
    }

    /// Says how a subject ended that writes no more, with the last of what it wrote on standard error.
    pub(super) fn last_words(&mut self) -> String {
        let deadline = Instant::now() + LAST_MOMENTS;
        let ended = |child: &mut Child| child.try_wait().ok().flatten();
        wait_until(deadline, || ended(&mut self.child).is_some());
        let Some(status) = ended(&mut self.child) else {
            return "closed its standard output".to_owned();
        };
        wait_until(deadline, || self.error_reader.is_finished());
        let mut words = format!("ended with {status}");
        let errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
        let octets: Vec<u8> = errors.iter().copied().collect();
        let errors = String::from_utf8_lossy(&octets);
        let lines = errors.lines().map(str::trim);
        let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
        let last = lines.len().saturating_sub(4);
        if let Some(lines) = lines.get(last..).filter(|lines| !lines.is_empty()) {
            words.push_str(": ");
            words.push_str(&text::printable(&lines.join(" | "), 400));
        }
        words
    }

    /// The most memory that it has held, in octets.
    pub(super) fn peak_memory(&self) -> Option<u64> {
        memory::peak(self.child.id())
    }

    /// Gives the subject until that time to end by itself.
    pub(super) fn wait(&mut self, deadline: Instant) {
        let child = &mut self.child;
        wait_until(deadline, || !matches!(child.try_wait(), Ok(None)));
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// Kills a subject and waits for it, so that no zombie is left.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

fn wait_until(deadline: Instant, mut done: impl FnMut() -> bool) {
    while !done() && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(2));
    }
}

type Streams = (
    Option<ChildStdin>,
    Option<std::process::ChildStdout>,
    Option<std::process::ChildStderr>,
);
type Attached = (
    Sender<String>,
    Receiver<Event>,
    Arc<Mutex<VecDeque<u8>>>,
    JoinHandle<()>,
);

/// Gives each stream a thread. None is waited for: a process that the subject has started may hold the stream open.
fn attach((stdin, stdout, stderr): Streams) -> io::Result<Attached> {
    let missing = || io::Error::other("a standard stream is missing");
    let (stdin, stdout, stderr) = (
        stdin.ok_or_else(missing)?,
        stdout.ok_or_else(missing)?,
        stderr.ok_or_else(missing)?,
    );
    let (input, lines) = mpsc::channel();
    thread::Builder::new().spawn(move || write_lines(stdin, &lines))?;
    let (events, output) = mpsc::sync_channel(WAITING_LINES);
    thread::Builder::new().spawn(move || read_lines(stdout, &events))?;
    let errors = Arc::new(Mutex::new(VecDeque::new()));
    let kept = Arc::clone(&errors);
    let error_reader = thread::Builder::new().spawn(move || keep_last(stderr, &kept))?;
    Ok((input, output, errors, error_reader))
}

fn write_lines(mut stdin: ChildStdin, lines: &Receiver<String>) {
    for line in lines {
        if stdin.write_all(line.as_bytes()).is_err() {
            return;
        }
    }
}

fn read_lines(stdout: impl Read, events: &SyncSender<Event>) {
    let mut stdout = BufReader::new(stdout);
    loop {
        let mut octets = Vec::new();
        let event = match line::read(&mut stdout, LONGEST_ANSWER, &mut octets) {
            Ok(Found::Line) => Event::Line(octets),
            Ok(Found::TooLong) => Event::TooLong,
            Ok(Found::End) | Err(_) => Event::End,
        };
        let last = !matches!(event, Event::Line(_));
        if events.send(event).is_err() || last {
            return;
        }
    }
}

fn keep_last(mut stderr: impl Read, kept: &Mutex<VecDeque<u8>>) {
    let mut octets = [0; KEPT_ERRORS];
    while let Ok(length @ 1..) = stderr.read(&mut octets) {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(octets.iter().take(length));
        let excess = kept.len().saturating_sub(KEPT_ERRORS);
        kept.drain(..excess);
    }
}
