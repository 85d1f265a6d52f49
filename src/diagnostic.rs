//! What is wrong with the author's content, and where.
//!
//! A [`Diagnostic`] is plain data: a [`Fault`] (what was found and what was expected), its [`Place`], and related places.
//! All of a run are collected in a [`Report`]; words for people are made last, in [`print()`], in Japanese or English.

mod cell;
mod explain;
mod fault;
mod json;
mod print;
mod sources;
mod subject;
mod toml_message;

pub use crate::language::Language;
pub use crate::message::shown;
pub use cell::{FileCell, letters};
pub use explain::{Example, Explanation, example, explanation};
pub use fault::{
    CODES, Code, Fault, FigureDoubt, IndicatorAspect, Jump, KeyMisuse, NameClass, NameProblem, NotFile, NotPlacedPart, Shape, StrayFile,
    nearest,
};
pub use json::json;
pub use print::{FaultText, PrintFormat, place_text, print, summary, title, words};
pub use sources::{LineColumn, SourceFile, SourceId, Sources};
pub use subject::{StrategySubjects, Subject, SubjectKey, SubjectWords, Subjects, subject_keys};

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site cannot be built from this.
    Error,
    /// The site can be built, but a reader will miss something. `--strict` makes it an error.
    Warning,
    /// Worth knowing; never an error.
    Note,
}

impl Severity {
    /// Its name, as programs read it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Where a fault is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A range of bytes of a source.
    Span(SourceId, Range<usize>),
    /// A file as a whole, by its path from the root of the site: it is missing, or it is not text.
    File(String),
    /// A cell of a table that was imported.
    Cell(FileCell),
}

impl Place {
    /// Where it is within its file, so that places can be put in order.
    fn position(&self) -> usize {
        match self {
            Place::Span(_, range) => range.start,
            Place::File(_) => 0,
            Place::Cell(cell) => cell.position(),
        }
    }

    /// The source that it lies in.
    pub fn source(&self) -> Option<SourceId> {
        match self {
            Place::Span(source, _) => Some(*source),
            Place::File(_) | Place::Cell(_) => None,
        }
    }
}

/// One slip of the author, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Error, warning or note.
    pub severity: Severity,
    /// What is wrong.
    pub fault: Fault,
    /// Where it is.
    pub place: Place,
    /// Another place that belongs to it, such as the first of two equal ids.
    pub related: Option<Place>,
}

/// Whether a short text that was read has its English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum English {
    There,
    Missing,
}

/// All diagnostics of one run, and what was read on the way: which short texts have their English.
#[derive(Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    texts: Vec<(Place, English)>,
    subjects: Subjects,
}

impl Report {
    /// Adds a fault with the severity that its kind has.
    pub fn add(&mut self, place: Place, fault: Fault) {
        self.diagnostics.push(Diagnostic { severity: fault.severity(), fault, place, related: None });
    }

    /// Adds a fault that concerns two places.
    pub fn add_related(&mut self, place: Place, related: Place, fault: Fault) {
        self.diagnostics.push(Diagnostic { severity: fault.severity(), fault, place, related: Some(related) });
    }

    /// Adds a diagnostic as it is.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Takes over everything that `other` holds.
    pub fn append(&mut self, other: Report) {
        self.diagnostics.extend(other.diagnostics);
        self.texts.extend(other.texts);
    }

    /// Gives the names of what its faults are about.
    pub fn call(&mut self, subjects: Subjects) {
        self.subjects = subjects;
    }

    /// What a fault of it is about, where its name is known.
    pub fn subject(&self, diagnostic: &Diagnostic, sources: &Sources) -> Option<&Subject> {
        self.subjects.find(&diagnostic.fault.subject()?, sources.path(&diagnostic.place))
    }

    /// A report of some of its diagnostics.
    pub fn selection<'a>(&self, wanted: impl IntoIterator<Item = &'a Diagnostic>) -> Report {
        let diagnostics = wanted.into_iter().cloned().collect();
        Report { diagnostics, texts: Vec::new(), subjects: self.subjects.clone() }
    }

    /// Makes one fault of all keys that a table lacks, so that they can be written at once.
    pub fn join_missing_keys(&mut self) {
        let mut joined: Vec<Diagnostic> = Vec::with_capacity(self.diagnostics.len());
        // The first fault of each table, by where the table is.
        let mut tables: BTreeMap<usize, usize> = BTreeMap::new();
        for found in std::mem::take(&mut self.diagnostics) {
            if let Fault::MissingKey { keys: more, .. } = &found.fault {
                let first = *tables.entry(found.place.position()).or_insert(joined.len());
                match joined.get_mut(first) {
                    Some(Diagnostic { place, fault: Fault::MissingKey { keys, .. }, .. }) if *place == found.place => {
                        keys.extend(more.iter().cloned());
                        continue;
                    }
                    _ => {}
                }
            }
            joined.push(found);
        }
        self.diagnostics = joined;
    }

    /// Counts a short text that was read.
    pub fn count_text(&mut self, place: Place, english: English) {
        self.texts.push((place, english));
    }

    /// The short texts that were read.
    pub fn texts(&self) -> impl Iterator<Item = (&Place, English)> {
        self.texts.iter().map(|(place, english)| (place, *english))
    }

    /// Keeps only the diagnostics that are wanted.
    pub fn retain(&mut self, wanted: impl Fn(&Diagnostic) -> bool) {
        self.diagnostics.retain(wanted);
    }

    /// Every diagnostic, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// The sources that have a fault of these.
    pub fn sources_with(&self, wanted: impl Fn(&Fault) -> bool) -> BTreeSet<SourceId> {
        self.diagnostics.iter().filter(|diagnostic| wanted(&diagnostic.fault)).filter_map(|diagnostic| diagnostic.place.source()).collect()
    }

    /// The sources that the reader of the report is shown.
    pub fn shown_sources(&self) -> BTreeSet<SourceId> {
        let places = self.diagnostics.iter().flat_map(|diagnostic| std::iter::once(&diagnostic.place).chain(&diagnostic.related));
        places.filter_map(Place::source).collect()
    }

    /// Makes every warning an error, as `--strict` asks.
    pub fn make_strict(&mut self) {
        for diagnostic in &mut self.diagnostics {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// Whether anything in it forbids to build the site.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many diagnostics of this severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// The diagnostics by path, then by position, then by text; each distinct one once.
    pub fn sorted(&self, sources: &Sources) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> = self.diagnostics.iter().collect();
        all.sort_by_cached_key(|diagnostic| {
            let place = &diagnostic.place;
            (sources.path(place).to_owned(), place.position(), format!("{:?}", diagnostic.fault))
        });
        all.dedup();
        all
    }
}
