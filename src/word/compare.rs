//! What Word files would change: for each section of a measure the text that is there and the one that comes, or a conflict.

use super::block::{WordBlock, WordPicture};
use super::inline::NoteNumbers;
use super::markdown::{definitions, markdown};
use super::money::{SumKind, sums};
use super::outline::{MeasureText, PartName, TextPart, WordOutline, outline, years};
use super::read::WordFile;
use crate::diagnostic::{Diagnostic, Fault, FileCell, NameClass, NotPlacedPart, Place, Report, Severity, Shape};
use crate::error::Error;
use crate::load::front_matter::split;
use crate::model::{Document, NextStep};
use crate::sheet::{
    ActivityColumn, Conflicts, MeasureFact, NewPicture, NewSection, PictureChange, PictureChanges, PictureReport, ReportedEdition,
    ReportedMeasure, body_section, labels, named, reported_measures, with_body_section,
};
use std::collections::{BTreeMap, BTreeSet};

/// Letters of a text that a message shows.
const MOST_LETTERS: usize = 60;
/// What a photo is called among the sections.
const PHOTO: &str = "写真";

/// A section or a fact that would be written.
#[derive(Clone, Debug)]
pub struct WordChange {
    document: Document,
    /// As people call it.
    pub measure: String,
    value: WordValue,
    /// `goal-1/measure-2`.
    pub key: String,
    /// What the edition says there.
    pub before: String,
    /// Where it was read.
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq)]
enum WordValue {
    Section {
        /// `None` for the beginning of the body.
        heading: Option<String>,
        markdown: String,
        /// The section of the file before it.
        behind: Option<String>,
    },
    Fact(MeasureFact),
    Photo(PictureChange),
}

/// What Word files say of the measures.
#[derive(Debug, Default)]
pub struct WordChanges {
    pub changes: Vec<WordChange>,
    pub report: Report,
    /// The pictures, with the files that are to be written before the texts.
    pub pictures: PictureChanges,
    /// Texts that are not taken.
    pub unsettled: usize,
    /// Files that are not taken as a whole.
    pub unsettled_files: usize,
}

impl WordChange {
    /// The section of the form that it belongs to.
    pub fn part(&self) -> &str {
        match &self.value {
            WordValue::Section { heading, .. } => heading.as_deref().unwrap_or(ActivityColumn::Activities.heading()),
            WordValue::Fact(fact) => fact.column().heading(),
            WordValue::Photo(_) => PHOTO,
        }
    }

    /// Whether it is of this cell of the form.
    pub fn is_of_cell(&self, reported: ReportedEdition<'_>, measure: &ReportedMeasure<'_>, column: ActivityColumn) -> bool {
        self.document == measure.file(reported.edition.year) && self.part() == column.heading()
    }

    fn is_of(&self, document: &Document, value: &WordValue) -> bool {
        let is_same = match (&self.value, value) {
            (WordValue::Section { heading, .. }, WordValue::Section { heading: other, .. }) => heading == other,
            (WordValue::Fact(fact), WordValue::Fact(other)) => fact.column() == other.column(),
            (WordValue::Section { .. } | WordValue::Fact(_) | WordValue::Photo(_), _) => false,
        };
        self.document == *document && is_same
    }
}

/// Compares Word files with what the edition says.
pub fn compare(reported: ReportedEdition<'_>, files: &[WordFile], conflicts: Conflicts) -> WordChanges {
    let measures = reported_measures(reported);
    let mut comparison = WordComparison { reported, measures: &measures, conflicts, found: WordChanges::default() };
    files.iter().for_each(|file| comparison.add(file));
    comparison.found
}

struct WordComparison<'a> {
    reported: ReportedEdition<'a>,
    measures: &'a [ReportedMeasure<'a>],
    conflicts: Conflicts,
    found: WordChanges,
}

impl WordComparison<'_> {
    fn add(&mut self, file: &WordFile) {
        let outline = outline(&file.blocks, self.measures);
        if self.is_of_other_edition(file, &outline) {
            return;
        }
        for text in &outline.texts {
            self.measure(file, text, outline.section);
        }
        for text in &outline.unplaced {
            let place = place(file, None, text.position);
            if let Some(heading) = &text.heading {
                let known: Vec<String> = self.measures.iter().map(ReportedMeasure::name).collect();
                self.unsettled(place.clone(), Fault::not_among(NameClass::Measure, &beginning(heading), known.iter().map(String::as_str)));
            }
            if !text.text.trim().is_empty() {
                self.say(place, Fault::NotPlaced { part: text.part, text: beginning(&text.text) });
            }
        }
        for left in &file.left_out {
            self.say(place(file, None, left.position), Fault::NotPlaced { part: left.part, text: beginning(&left.text) });
        }
    }

    /// Whether the title of a file names another year than the edition's, and only that.
    fn is_of_other_edition(&mut self, file: &WordFile, outline: &WordOutline) -> bool {
        let edition = self.reported.edition.year;
        let title = outline.unplaced.iter().find(|text| text.part == NotPlacedPart::BeforeHeading);
        let named = title.map(|title| years(&title.text)).unwrap_or_default();
        let Some(found) = named.first().copied().filter(|found| named.len() == 1 && *found != edition) else { return false };
        let severity = self.severity();
        let fault = Fault::OtherEdition { found, edition };
        self.found.report.push(Diagnostic { severity, fault, place: Place::File(file.name.clone()), related: None });
        self.found.unsettled_files += usize::from(severity == Severity::Error);
        severity == Severity::Error
    }

    /// Conflicts that are accepted are said all the same.
    fn severity(&self) -> Severity {
        match self.conflicts {
            Conflicts::Open | Conflicts::Corrected => Severity::Error,
            Conflicts::Accepted => Severity::Warning,
        }
    }

    fn say(&mut self, place: Place, fault: Fault) {
        self.found.report.push(Diagnostic { severity: Severity::Warning, fault, place, related: None });
    }

    fn unsettled(&mut self, place: Place, fault: Fault) {
        let severity = self.severity();
        self.found.unsettled += usize::from(severity == Severity::Error);
        self.found.report.push(Diagnostic { severity, fault, place, related: None });
    }

    fn measure(&mut self, file: &WordFile, text: &MeasureText, section: u8) {
        let Some(measure) = self.measures.get(text.measure).copied() else { return };
        let at = |position: u32| place(file, Some((text.measure, &measure)), position);
        if let Some(heading) = &text.read_as {
            self.say(at(text.position), Fault::HeadingReadAs { found: beginning(heading), read: measure.name() });
        }
        let mut notes = NoteNumbers::default();
        let mut sections: Vec<(Option<String>, String, u32)> = Vec::new();
        for part in &text.parts {
            if self.fact(&measure, part, &at(part.position)) {
                continue;
            }
            let known = notes.0.len();
            let blocks: Vec<&WordBlock> = part.blocks.iter().collect();
            let mut words = markdown(&blocks, section, &mut notes);
            if notes.0.len() > known {
                words = format!("{words}\n\n{}", definitions(&notes, known, &file.notes));
            }
            let heading = heading(&part.name);
            match sections.iter_mut().find(|(other, _, _)| *other == heading) {
                Some((_, before, _)) if before.is_empty() || words.is_empty() => before.push_str(&words),
                Some((_, before, _)) => *before = format!("{before}\n\n{words}"),
                None => sections.push((heading, words, part.position)),
            }
        }
        let mut behind = None;
        for (heading, markdown, position) in sections {
            // A heading without words says nothing.
            if !markdown.is_empty() {
                let value = WordValue::Section { heading: heading.clone(), markdown, behind: behind.take() };
                self.take(&measure, value, at(position));
            }
            behind = heading;
        }
        let mut seen = BTreeSet::new();
        text.pictures
            .iter()
            .filter(|picture| seen.insert(picture.part.as_str()))
            .for_each(|picture| self.picture(file, &measure, picture, at(picture.position)));
    }

    fn picture(&mut self, file: &WordFile, measure: &ReportedMeasure<'_>, picture: &WordPicture, place: Place) {
        let new = NewPicture {
            name: picture.name().to_owned(),
            bytes: file.pictures.get(&picture.part).cloned().unwrap_or_default(),
            caption: picture.caption.clone(),
            alt: picture.alt.clone(),
            credit: None,
        };
        let mut said = PictureReport { place: place.clone(), report: &mut self.found.report };
        if let Some(change) = self.found.pictures.take(self.reported, measure, &new, &mut said) {
            let document = change.document.clone();
            let value = WordValue::Photo(change.clone());
            self.found.changes.push(WordChange {
                document,
                measure: measure.name(),
                key: measure.key(),
                before: String::new(),
                value,
                place,
            });
        }
    }

    /// Takes the facts of a part; `false` where its words belong into the body.
    fn fact(&mut self, measure: &ReportedMeasure<'_>, part: &TextPart, place: &Place) -> bool {
        let text = part.blocks.iter().map(WordBlock::text).collect::<Vec<_>>().join("\n");
        let text = text.trim();
        let (kind, unit) = match &part.name {
            PartName::Activities | PartName::Outcome | PartName::Problems | PartName::Remarks | PartName::Other(_) => return false,
            PartName::Next => return self.next(measure, text, place),
            PartName::Planned(unit) => (SumKind::Planned, unit),
            PartName::Settled(unit) => (SumKind::Settled, unit),
        };
        if text.is_empty() {
            return true;
        }
        match sums(text, kind, unit.as_deref()) {
            Some(sums) => {
                for sum in sums {
                    let fact = match sum.kind {
                        SumKind::Planned => MeasureFact::Planned(sum.yen),
                        SumKind::Settled => MeasureFact::Settled(sum.yen),
                    };
                    self.take(measure, WordValue::Fact(fact), place.clone());
                }
                true
            }
            None => {
                self.say(place.clone(), Fault::WrongShape { expected: Shape::Number, found: format!("`{}`", beginning(text)) });
                false
            }
        }
    }

    /// The next step; with more words than that these stay in the body.
    fn next(&mut self, measure: &ReportedMeasure<'_>, text: &str, place: &Place) -> bool {
        if text.is_empty() {
            return true;
        }
        let bare = text.trim_end_matches('。');
        let end = |label: &&str| {
            bare.strip_prefix(*label).is_some_and(|rest| rest.starts_with(['（', '(', '。', '、', '：', ':', '　', ' ', '\n']))
        };
        let step = named::<NextStep>(bare).or_else(|| labels::<NextStep>().find(end).and_then(named));
        match step {
            Some(step) => self.take(measure, WordValue::Fact(MeasureFact::Next(step)), place.clone()),
            None => self.say(place.clone(), Fault::unknown(NameClass::NextStep, &beginning(text), labels::<NextStep>())),
        }
        named::<NextStep>(bare).is_some()
    }

    /// Takes a value unless the edition says it already; another one that stands there is a conflict.
    fn take(&mut self, measure: &ReportedMeasure<'_>, value: WordValue, place: Place) {
        let document = measure.file(self.reported.edition.year);
        let mut change = WordChange { document, measure: measure.name(), key: measure.key(), before: String::new(), value, place };
        let there = self.there(measure, &change);
        change.before.clone_from(&there);
        let found = change.shown();
        if there == found || found.is_empty() {
            return;
        }
        let pending = self.found.changes.iter().position(|other| other.is_of(&change.document, &change.value));
        // What went on from the edition before gives way.
        let is_there = !there.is_empty() && there != self.before(measure, &change);
        if is_there || pending.is_some() {
            let there = pending.map_or(there, |position| self.found.changes[position].shown());
            let part = change.part().to_owned();
            let fault = Fault::TextDiffers { part, there: beginning(&there), found: beginning(&found) };
            self.unsettled(change.place.clone(), fault);
            if self.severity() == Severity::Error {
                return;
            }
        }
        match pending {
            Some(position) => self.found.changes[position] = change,
            None => self.found.changes.push(change),
        }
    }

    /// What the edition says in the place of a change.
    fn there(&self, measure: &ReportedMeasure<'_>, change: &WordChange) -> String {
        match &change.value {
            WordValue::Section { heading, .. } => body_section(measure.text(self.reported), heading.as_deref()),
            WordValue::Fact(fact) => measure.fact(self.reported, fact.column()).map(|there| shown(&there)).unwrap_or_default(),
            WordValue::Photo(_) => String::new(),
        }
    }

    /// What the edition before says there.
    fn before(&self, measure: &ReportedMeasure<'_>, change: &WordChange) -> String {
        match &change.value {
            WordValue::Section { heading, .. } => body_section(&measure.body_before(self.reported), heading.as_deref()),
            WordValue::Fact(fact) => measure.cell_before(self.reported, fact.column()),
            WordValue::Photo(_) => String::new(),
        }
    }
}

/// The heading under which words stand in a body; `None` for its beginning.
fn heading(name: &PartName) -> Option<String> {
    let column = match name {
        PartName::Activities => return None,
        PartName::Other(heading) => return Some(heading.clone()),
        PartName::Outcome => ActivityColumn::Outcome,
        PartName::Problems => ActivityColumn::Problems,
        PartName::Remarks => ActivityColumn::Remarks,
        PartName::Next => ActivityColumn::Next,
        PartName::Planned(_) => return Some("予算額".to_owned()),
        PartName::Settled(_) => return Some("決算額".to_owned()),
    };
    Some(column.heading().to_owned())
}

fn shown(fact: &MeasureFact) -> String {
    match fact {
        MeasureFact::Next(step) => crate::model::Word::choice(*step).label.ja.to_owned(),
        MeasureFact::Planned(sum) | MeasureFact::Settled(sum) => sum.decimal().normalize().to_string(),
    }
}

/// A paragraph of a file, within the text of a measure.
fn place(file: &WordFile, measure: Option<(usize, &ReportedMeasure<'_>)>, position: u32) -> Place {
    let sheet = measure.map(|(number, measure)| (number + 1, measure.name()));
    Place::Cell(FileCell { file: file.name.clone(), sheet, row: position, column: None })
}

/// The beginning of a text on one line.
fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(MOST_LETTERS).collect();
    if cut.len() < line.len() { format!("{cut}…") } else { cut }
}

impl WordChange {
    /// What comes, as people read it.
    pub fn shown(&self) -> String {
        match &self.value {
            WordValue::Section { markdown, .. } => markdown.clone(),
            WordValue::Fact(fact) => shown(fact),
            WordValue::Photo(photo) => photo.name(),
        }
    }

    fn applied(&self, text: &str) -> Option<String> {
        let parts = split(text).ok()?;
        let facts = |facts: String| format!("{}{facts}{}", &text[..parts.facts.start], &text[parts.facts.end..]);
        match &self.value {
            WordValue::Section { heading, markdown, behind } => {
                let new = NewSection { heading: heading.as_deref(), markdown, behind: behind.as_deref() };
                let head = &text[..parts.body.start];
                let gap = if head.ends_with('\n') { "" } else { "\n" };
                Some(format!("{head}{gap}{}", with_body_section(&text[parts.body.clone()], new)))
            }
            WordValue::Fact(fact) => fact.applied(&text[parts.facts.clone()]).map(facts),
            WordValue::Photo(photo) => photo.applied(&text[parts.facts.clone()]).map(facts),
        }
    }
}

/// Puts the changes into the texts of the content files, by their paths below the root. `text_of` gives one that is not among them.
///
/// # Errors
///
/// [`Error::File`] where front matter cannot be changed, and what `text_of` gives.
pub fn apply(
    changes: &[WordChange],
    texts: &mut BTreeMap<String, String>,
    text_of: impl Fn(&Document) -> Result<String, Error>,
) -> Result<(), Error> {
    for change in changes {
        let path = change.document.file();
        let text = texts.remove(&path).map_or_else(|| text_of(&change.document), Ok)?;
        let refused = || Error::unchangeable(&path);
        let changed = change.applied(&text).ok_or_else(refused)?;
        texts.insert(path, changed);
    }
    Ok(())
}
