//! One line on the terminal while many files are checked.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::time::{Duration, Instant};

/// `checked 120 of 4000 files`, once it takes long and if a person is watching.
pub(super) struct Progress {
    total: usize,
    done: usize,
    next: Option<Instant>,
    shown: bool,
}

/// Before the first line, and between two.
const PAUSE: Duration = Duration::from_millis(300);

impl Progress {
    pub(super) fn new(total: usize) -> Self {
        let next = stderr().is_terminal().then(|| Instant::now() + PAUSE);
        Self { total, done: 0, next, shown: false }
    }

    /// Another file is done.
    pub(super) fn step(&mut self) {
        self.done += 1;
        let now = Instant::now();
        if self.next.is_some_and(|next| now >= next) {
            self.next = Some(now + PAUSE);
            self.shown = true;
            // Nothing is lost if it cannot be shown.
            let _ = write!(stderr(), "\rchecked {} of {} files\x1b[K", self.done, self.total);
        }
    }

    /// Makes room for other output.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
