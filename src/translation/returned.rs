//! Translations that come back: what is taken, and why the rest is not.

use super::body::BlockOrigin;
use super::catalogue::{BodyFile, Catalogue, TextOrigin, TextSlot, TranslatableText};
use super::entry::{EntryIdentity, EntryState, identity};
use super::guard;
use super::record::{PATH, TranslationRecord};
use super::values::EnglishSlot;
use super::workbook::COLUMNS;
use crate::diagnostic::{Diagnostic, Fault, Place, Report, Severity, SourceId};
use crate::load::Folder;
use crate::model::{Document, translation};
use crate::sheet::{TableFile, quoted};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A row of a translator's table.
#[derive(Clone, Debug)]
pub struct ReturnedRow {
    pub context: String,
    pub source: String,
    pub target: String,
    /// Whether it says that the English is right for the Japanese of today.
    pub is_done: bool,
    /// Whether a person says that what it lost or added is right: it is only warned of.
    pub is_accepted: bool,
    pub source_place: Place,
    pub target_place: Place,
}

/// What an import of translations makes of a catalogue.
#[derive(Debug, Default)]
pub struct TakenTranslations {
    /// The new texts of the files that change, by their paths below the root.
    pub files: BTreeMap<String, String>,
    /// Texts whose English is new or another one.
    pub taken: usize,
    /// Texts whose English is the same and was said to be right.
    pub confirmed: usize,
    /// Texts of bodies that are not written because other blocks of theirs have no English, by the path of the body.
    pub waiting: BTreeMap<String, usize>,
    pub report: Report,
}

impl TakenTranslations {
    /// Whether a text is not written because other blocks of its body have no English.
    pub fn holds_back(&self, text: &TranslatableText) -> bool {
        matches!(text.slot, TextSlot::Block { .. }) && self.waiting.contains_key(&format!("content/{}", english_path(&text.document)))
    }
}

/// What translations were made from, where a person says that they are right.
#[derive(Debug)]
pub struct AcceptedTranslations {
    pub record: TranslationRecord,
    /// Short texts that were not recorded, or whose Japanese had changed.
    pub count: usize,
}

/// The rows of a table of translations; a fault where it has no heading with the columns.
pub fn rows(file: &TableFile, report: &mut Report) -> Vec<ReturnedRow> {
    let mut found = Vec::new();
    let mut has_heading = false;
    for table in &file.tables {
        let mut columns: Option<[u32; 4]> = None;
        for (row, cells) in &table.rows {
            let position =
                |name: &str| cells.iter().find(|(_, cell)| cell.text().trim().eq_ignore_ascii_case(name)).map(|(column, _)| *column);
            let Some([context, source, target, state]) = columns else {
                let wanted = COLUMNS.map(|(name, _)| position(name));
                if let [Some(context), Some(source), Some(target), state, ..] = wanted {
                    columns = Some([context, source, target, state.unwrap_or(u32::MAX)]);
                    has_heading = true;
                }
                continue;
            };
            let text = |column| cells.get(&column).map_or("", |cell| cell.text());
            found.push(ReturnedRow {
                context: text(context).trim().to_owned(),
                source: text(source).to_owned(),
                target: text(target).trim().replace("\r\n", "\n"),
                is_done: text(state).trim().eq_ignore_ascii_case(EntryState::Done.word()),
                is_accepted: false,
                source_place: table.place(*row, source),
                target_place: table.place(*row, target),
            });
        }
    }
    if !has_heading {
        report.add(Place::File(file.name.clone()), Fault::NoTranslationColumns);
    }
    found.retain(|row| !row.context.is_empty() || !row.source.is_empty());
    found
}

/// What the rows make of the content.
pub fn take(folder: &Folder, catalogue: &Catalogue, record: &TranslationRecord, rows: &[ReturnedRow]) -> TakenTranslations {
    let mut positions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (position, text) in catalogue.texts.iter().enumerate() {
        positions.entry(text.ja.trim()).or_default().push(position);
    }
    let mut taking = RowTaker { catalogue, positions, answers: BTreeMap::new(), taken: TakenTranslations::default() };
    rows.iter().for_each(|row| taking.row(row));
    let RowTaker { answers, taken, .. } = taking;
    TranslationWriter { folder, catalogue, record: record.clone(), taken }.write(&answers)
}

/// What the rows say of the texts, by their positions in the catalogue.
struct RowTaker<'a> {
    catalogue: &'a Catalogue,
    /// The texts by their Japanese.
    positions: BTreeMap<&'a str, Vec<usize>>,
    answers: BTreeMap<usize, TranslationAnswer<'a>>,
    taken: TakenTranslations,
}

#[derive(Clone, Debug)]
struct TranslationAnswer<'a> {
    english: String,
    place: &'a Place,
}

impl<'a> RowTaker<'a> {
    fn row(&mut self, row: &'a ReturnedRow) {
        if row.target.is_empty() {
            return;
        }
        let Some(anchor) = self.anchor(row) else {
            return self.refuse(&row.source_place, Fault::TranslationSourceChanged { context: row.context.clone() }, row);
        };
        let own = identity(anchor);
        let target =
            if anchor.ja.contains('\n') { row.target.clone() } else { row.target.split('\n').map(str::trim).collect::<Vec<_>>().join(" ") };
        let is_same = own.1 == Some(&target);
        if is_same && !(row.is_done && EntryState::of(anchor) == EntryState::Changed) {
            return;
        }
        let faults = if is_same { Vec::new() } else { self.faults(anchor, &target) };
        let is_refused = faults.iter().any(|fault| !(row.is_accepted && is_acceptable(fault)));
        faults.into_iter().for_each(|fault| self.refuse(&row.target_place, fault, row));
        if !is_refused {
            self.answer(own, &target, &row.target_place);
        }
    }

    /// The text that a row is about: that of its context if the Japanese is still so, else one of the same file with its Japanese.
    fn anchor(&self, row: &ReturnedRow) -> Option<&'a TranslatableText> {
        let source = row.source.replace("\r\n", "\n");
        let file = row.context.split_once('#').map_or("", |(file, _)| file);
        let mut same = self.with_japanese(&source).map(|position| &self.catalogue.texts[position]);
        let by_context = same.clone().find(|text| text.context() == row.context);
        by_context.or_else(|| same.find(|text| text.document.path() == file))
    }

    fn with_japanese(&self, ja: &str) -> impl Iterator<Item = usize> + Clone + use<'a, '_> {
        self.positions.get(ja.trim()).into_iter().flatten().copied()
    }

    fn faults(&self, anchor: &TranslatableText, target: &str) -> Vec<Fault> {
        let guard::Losses { lost, added, links } = guard::losses(&anchor.ja, target);
        let figures = (!lost.is_empty() || !added.is_empty()).then_some(Fault::TranslationFigures { lost, added });
        let links = links.into_iter().map(|address| Fault::TranslationLostLink { address });
        let mut faults: Vec<Fault> = figures.into_iter().chain(links).collect();
        if let TextSlot::Block { body, block } = anchor.slot {
            let body = &self.catalogue.bodies[body].body;
            if !body.is_whole(&body.japanese_with(block, target)) {
                faults.push(Fault::TranslationOtherBlock);
            }
        }
        faults
    }

    /// The places that an entry stands for get its English. Two rows may not say different things of one place.
    fn answer(&mut self, own: EntryIdentity<'_>, target: &str, place: &'a Place) {
        let same: Vec<usize> = self.with_japanese(own.0).filter(|position| identity(&self.catalogue.texts[*position]) == own).collect();
        for position in same {
            match self.answers.get(&position) {
                Some(before) if before.english != target => {
                    let (first, fault) = (before.place.clone(), Fault::TranslationTwice);
                    let severity = fault.severity();
                    self.taken.report.push(Diagnostic { severity, fault, place: place.clone(), related: Some(first) });
                    return;
                }
                Some(_) => {}
                None => drop(self.answers.insert(position, TranslationAnswer { english: target.to_owned(), place })),
            }
        }
    }

    fn refuse(&mut self, place: &Place, fault: Fault, row: &ReturnedRow) {
        let severity = if row.is_accepted && is_acceptable(&fault) { Severity::Warning } else { fault.severity() };
        self.taken.report.push(Diagnostic { severity, fault, place: place.clone(), related: None });
    }
}

/// Whether a person may say that it is right all the same.
pub fn is_acceptable(fault: &Fault) -> bool {
    matches!(fault, Fault::TranslationFigures { .. } | Fault::TranslationLostLink { .. })
}

/// The changed files, made from the answers.
struct TranslationWriter<'a> {
    folder: &'a Folder,
    catalogue: &'a Catalogue,
    record: TranslationRecord,
    taken: TakenTranslations,
}

impl TranslationWriter<'_> {
    fn write(mut self, answers: &BTreeMap<usize, TranslationAnswer<'_>>) -> TakenTranslations {
        // What changes in each file of TOML, and the answers of each body.
        let mut edits: BTreeMap<SourceId, Vec<(Range<usize>, String)>> = BTreeMap::new();
        let mut bodies: BTreeMap<usize, BTreeMap<usize, (&TranslatableText, &TranslationAnswer<'_>)>> = BTreeMap::new();
        for (position, answer) in answers {
            let text = &self.catalogue.texts[*position];
            match &text.slot {
                TextSlot::Value { source, slot } => {
                    self.count(text, answer);
                    self.record.set_text(&text.document.path(), &text.key, &text.ja);
                    if text.english.as_ref().is_none_or(|english| english.text != answer.english) {
                        edits.entry(*source).or_default().push(edit(slot, &answer.english));
                    }
                }
                TextSlot::Block { body, block } => {
                    bodies.entry(*body).or_default().insert(*block, (text, answer));
                }
            }
        }
        for (body, blocks) in &bodies {
            self.body(&self.catalogue.bodies[*body], blocks);
        }
        for (source, mut edits) in edits {
            let file = self.folder.sources.get(source);
            let mut text = file.text.clone();
            edits.sort_by_key(|(range, _)| range.start);
            edits.iter().rev().for_each(|(range, new)| text.replace_range(range.clone(), new));
            self.taken.files.insert(file.path.clone(), text);
        }
        self.note();
        self.taken
    }

    fn count(&mut self, text: &TranslatableText, answer: &TranslationAnswer<'_>) {
        let is_same = text.english.as_ref().is_some_and(|english| english.text == answer.english);
        *(if is_same { &mut self.taken.confirmed } else { &mut self.taken.taken }) += 1;
    }

    /// Writes an English body, or counts what it waits for.
    fn body(&mut self, file: &BodyFile, answers: &BTreeMap<usize, (&TranslatableText, &TranslationAnswer<'_>)>) {
        let path = format!("content/{}", english_path(&file.document));
        let texts: BTreeMap<usize, String> = answers.iter().map(|(block, (_, answer))| (*block, answer.english.clone())).collect();
        let Some(english) = file.body.with(&texts) else {
            self.taken.waiting.insert(path, texts.len());
            return;
        };
        answers.values().for_each(|(text, answer)| self.count(text, answer));
        let is_open = |(position, _): &(usize, _)| !texts.contains_key(position) && file.body.pairs[*position].origin != BlockOrigin::Today;
        let is_open = (0..).zip(&file.body.pairs).any(|pair| is_open(&pair) && file.body.ja[pair.0].is_text());
        let made_from = (0..).zip(&file.body.ja).map(|(position, block)| match &file.body.pairs[position].origin {
            BlockOrigin::Other(made_from) if !texts.contains_key(&position) => made_from.clone(),
            BlockOrigin::Unknown if !texts.contains_key(&position) => String::new(),
            BlockOrigin::Today | BlockOrigin::Other(_) | BlockOrigin::Unknown => block.text.clone(),
        });
        self.record.set_body(&file.document.path(), made_from.collect());
        let before = file.english.map(|source| self.folder.sources.get(source).text.as_str());
        let head = before.map_or(0..0, |text| translation::record(text).line);
        let kept = before.map(|text| &text[head]).unwrap_or_default();
        let body = if before.is_some() { english } else { format!("\n{}", english.trim_start_matches(['\r', '\n'])) };
        let text = if is_open { format!("{kept}{body}") } else { translation::recorded(&body, &file.hash) };
        if before != Some(text.as_str()) {
            self.taken.files.insert(path, text);
        }
    }

    /// The new list of what translations were made from.
    fn note(&mut self) {
        let known: BTreeSet<(String, &str)> = self.catalogue.texts.iter().map(|text| (text.document.path(), text.key.as_str())).collect();
        let listed: BTreeSet<String> = self.catalogue.texts.iter().map(|text| text.document.path()).collect();
        let (folder, unreadable) = (self.folder, &self.catalogue.unreadable);
        self.record.keep(|file, key| match key {
            Some(key) if listed.contains(file) && !unreadable.contains(file) => known.contains(&(file.to_owned(), key)),
            _ => folder.texts.contains_key(&format!("content/{file}")),
        });
        let before = self.folder.texts.get(PATH).map(|source| self.folder.sources.get(*source).text.as_str());
        let text = self.record.to_text();
        if before.map_or_else(|| self.taken.taken + self.taken.confirmed > 0, |before| before != text) {
            self.taken.files.insert(PATH.to_owned(), text);
        }
    }
}

/// How a short text changes by its English.
fn edit(slot: &EnglishSlot, english: &str) -> (Range<usize>, String) {
    let quoted = quoted(english);
    match slot {
        EnglishSlot::There(range) => (range.clone(), quoted),
        EnglishSlot::Missing { at, before } => (*at..*at, format!("{before}{quoted}")),
    }
}

/// The path of the English body of a document, below `content`.
fn english_path(document: &Document) -> String {
    let path = document.path();
    format!("{}.en.md", path.strip_suffix(".md").unwrap_or(&path))
}

/// What the content's translations were made from, where a person says that those of some files are right: of every text with English.
/// Also says how many short texts are new in it.
pub fn accepted(catalogue: &Catalogue, record: &TranslationRecord, is_wanted: impl Fn(&str) -> bool) -> AcceptedTranslations {
    let mut record = record.clone();
    let mut count = 0;
    let wanted = |document: &Document| is_wanted(&document.file());
    for text in catalogue.texts.iter().filter(|text| text.english.is_some() && wanted(&text.document)) {
        if let (TextSlot::Value { .. }, TextOrigin::NotRecorded | TextOrigin::Older(_)) = (&text.slot, &text.origin) {
            record.set_text(&text.document.path(), &text.key, &text.ja);
            count += 1;
        }
    }
    for file in catalogue.bodies.iter().filter(|file| file.english.is_some() && wanted(&file.document)) {
        record.set_body(&file.document.path(), file.body.made_from_today());
    }
    AcceptedTranslations { record, count }
}
