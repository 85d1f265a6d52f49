//! What changed in the content since an earlier state of it, for those who approve it (決裁): value by value, in words.
//!
//! ```text
//! texts of then, texts of now → two projects with their records → facts → changes → lines, JSON, a page, a workbook
//! ```
//!
//! Values are compared as they were read, so that comments, the order of keys and where lines end are no changes. Nothing here reads or
//! writes the disk.

mod book;
mod changes;
mod edition_facts;
mod facts;
mod form;
mod json;
mod lines;
mod page;
mod plan_facts;
mod site_facts;
mod state;
mod subject;
mod walk;
mod words;

pub use changes::{ChangeKind, ContentChange, FollowingGrade};
pub use form::DiffForm;
pub use state::{ContentState, DiffScope, FileContent};
pub use subject::{ChangeSubject, ComparedPart};

use crate::language::Language;
use crate::message::Message;
use jiff::civil::DateTime;
use words::DiffWords;

/// The state that the content is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffBase {
    /// A snapshot of the history.
    Snapshot { time: DateTime },
    /// The last publication, to this target.
    Published { time: DateTime, target: String },
    /// A sealed edition, with its bundle.
    Sealed { year: i32, file: String },
}

/// Two states that are compared.
pub struct ComparedStates<'a> {
    pub base: DiffBase,
    pub before: &'a ContentState,
    pub now: &'a ContentState,
    pub scope: DiffScope,
    /// Texts of then that are missing.
    pub missing: usize,
}

/// What changed between two states.
pub struct ContentDiff {
    pub base: DiffBase,
    pub scope: DiffScope,
    /// By division, then as the plan orders it.
    pub changes: Vec<ContentChange>,
    /// What could not be compared.
    pub remarks: Vec<String>,
    words: DiffWords,
}

impl ContentDiff {
    /// Compares two states; the words are those of a language.
    pub fn of(states: &ComparedStates<'_>, language: Language) -> ContentDiff {
        let words = DiffWords::new(language, states.now.project.as_ref());
        let before = states.before.facts(states.now, &states.scope, &words);
        let after = states.now.facts(states.before, &states.scope, &words);
        let mut changes = changes::compare(&before, &after, &words);
        // The pages of a sealed edition show the grades that were sealed.
        let sealed: Vec<String> = states.now.sealed_alike(states.before).iter().map(|year| edition_facts::grade_of(*year)).collect();
        changes.retain(|change| !sealed.contains(&change.key));
        let counted = [
            (Message::new("diff.errors-before"), states.before.errors),
            (Message::new("diff.errors-now"), states.now.errors),
            (Message::new("diff.missing-texts"), states.missing),
        ];
        let remarks = counted.into_iter().filter(|(_, count)| *count > 0).map(|(remark, count)| words.text(&remark.part("count", count)));
        ContentDiff { base: states.base.clone(), scope: states.scope.clone(), changes, remarks: remarks.collect(), words }
    }

    /// What is compared with what, and how much differs.
    pub fn heading(&self) -> String {
        let since = self.words.text(&self.since());
        let heading = match &self.scope {
            DiffScope::All => Message::new("diff.heading"),
            DiffScope::Edition { year, .. } => Message::new("diff.heading-of-edition").part("year", self.words.fiscal(*year)),
        };
        let count = Some(self.changes.len()).filter(|count| *count > 0);
        self.words.text(&heading.part("since", since).part("count", count))
    }

    /// The state that the content is compared with, in words.
    fn since(&self) -> Message {
        match &self.base {
            DiffBase::Snapshot { time } => Message::new("diff.since-snapshot").part("time", self.time(*time)),
            DiffBase::Published { time, target } => {
                Message::new("diff.since-published").part("time", self.time(*time)).part("target", target.as_str())
            }
            DiffBase::Sealed { year, file } => {
                Message::new("diff.since-sealed").part("year", self.words.fiscal(*year)).part("file", file.as_str())
            }
        }
    }

    fn time(&self, time: DateTime) -> String {
        let date = crate::model::Published { year: time.year().into(), month: time.month().into(), day: Some(time.day().into()) };
        format!("{} {}", self.words.date(date), time.strftime("%H:%M"))
    }
}
