//! A progress bar on standard error, where that is a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

const WIDTH: usize = 30;
const INTERVAL: Duration = Duration::from_millis(100);

/// The bar. It clears itself when dropped.
#[derive(Debug)]
pub struct Bar {
    total: usize,
    drawn: Option<Instant>,
    shown: bool,
}

impl Bar {
    /// A bar that is drawn only on a terminal.
    pub fn new(total: usize) -> Self {
        Self {
            total,
            drawn: None,
            shown: io::stderr().is_terminal(),
        }
    }

    /// Shows how much is done.
    pub fn show(&mut self, done: usize) {
        let recent = |drawn: Instant| drawn.elapsed() < INTERVAL;
        if !self.shown || self.drawn.is_some_and(recent) {
            return;
        }
        self.drawn = Some(Instant::now());
        let _ = write!(io::stderr(), "\r{}", line(done, self.total));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if self.drawn.is_some() {
            // Back to the start of the line, and erase it.
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

fn line(done: usize, total: usize) -> String {
    let done = done.min(total);
    let filled = (done * WIDTH).checked_div(total).unwrap_or(WIDTH);
    let bar = "#".repeat(filled);
    format!("[{bar:<WIDTH$}] {done}/{total}")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_bar_fills_as_cases_are_settled() {
        assert_eq!(line(0, 10), format!("[{}] 0/10", " ".repeat(30)));
        assert_eq!(
            line(5, 10),
            format!("[{}{}] 5/10", "#".repeat(15), " ".repeat(15))
        );
        assert_eq!(line(10, 10), format!("[{}] 10/10", "#".repeat(30)));
        assert_eq!(line(0, 0), format!("[{}] 0/0", "#".repeat(30)));
    }
}
