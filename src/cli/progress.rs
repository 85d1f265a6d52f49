//! How long work takes, and a bar while it goes on. The only place that looks at the clock.

use super::Common;
use crate::message::Message;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Work that takes longer shows a bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A clock that tells, with `--verbose`, what took how long.
pub struct Clock<'a> {
    common: &'a Common,
    started: Instant,
    lap: Instant,
}

impl<'a> Clock<'a> {
    /// A clock that begins to run.
    pub fn start(common: &'a Common) -> Clock<'a> {
        let now = Instant::now();
        Clock { common, started: now, lap: now }
    }

    /// Ends a part of the work, which the message names.
    pub fn lap(&mut self, work: Message) {
        let seconds = format!("{:.3}", self.lap.elapsed().as_secs_f64());
        if self.common.verbose {
            self.common.complain(&Message::new("lap.line").part("seconds", seconds).part("work", work));
        }
        self.lap = Instant::now();
    }

    /// Seconds since the start, with two decimals.
    pub fn seconds(&self) -> String {
        format!("{:.2}", self.started.elapsed().as_secs_f64())
    }

    /// A bar for work of so many steps.
    pub fn bar(&self, steps: usize) -> DelayedBar {
        let shown = !self.common.quiet && std::io::stderr().is_terminal();
        DelayedBar { started: self.started, bar: shown.then(|| hidden(steps)) }
    }
}

/// A bar on the terminal that appears only when the work takes long; it vanishes when it is dropped.
pub struct DelayedBar {
    started: Instant,
    bar: Option<ProgressBar>,
}

impl DelayedBar {
    /// One step more is done.
    pub fn advance(&self) {
        let Some(bar) = &self.bar else { return };
        if bar.is_hidden() && self.started.elapsed() >= PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.inc(1);
    }
}

impl Drop for DelayedBar {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn hidden(steps: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
    match ProgressStyle::with_template("{wide_bar} {pos}/{len}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
