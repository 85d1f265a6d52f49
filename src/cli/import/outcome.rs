//! What an import would change, or has changed: a table and a line for people, a document for machines.

use crate::diagnostic::{self, Place, Sources};
use crate::language::Language;
use crate::message::{Message, Messages};
use crate::model::{Indicator, Observation, Year};
use crate::sheet::{
    self, ActivityChanges, ActivityColumn, BlankDivision, CarriedMeasure, CarriedTexts, HistoryChange, KeptPhoto, PhotoChanges,
    ReportedEdition, ReportedMeasure, ResultChange, ResultChanges, SilentDivision, SilentMeasure, YearComparison,
};
use crate::word::WordChanges;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// How an import ended.
pub enum ImportEnding {
    /// Conflicts are open.
    Blocked,
    /// It was only tried.
    Tried {
        files: usize,
    },
    Written {
        files: usize,
    },
}

/// The changes of an import, and how it ended.
pub struct ImportOutcome<'a> {
    pub reported: ReportedEdition<'a>,
    pub changes: &'a ResultChanges<'a>,
    pub activities: &'a ActivityChanges,
    /// The divisions whose sheet 確認 says something.
    pub confirmed: Vec<String>,
    /// The divisions whose texts stand as they are in the edition before.
    pub unchanged: BTreeSet<String>,
    pub words: &'a WordChanges,
    pub photos: &'a PhotoChanges,
    /// What went on from the edition before.
    pub carried: &'a CarriedTexts,
    pub ending: ImportEnding,
}

/// Most indicators of a division that are named.
const MOST_NAMES: usize = 5;
/// The columns of the table.
const COLUMNS: [&str; 5] = ["id", "name", "now", "new", "from"];

impl ImportOutcome<'_> {
    /// A line for each change: id, name, what is there, what comes, and where from.
    pub fn table(&self, language: Language) -> String {
        let row = |change: &ResultChange<'_>| {
            let Values { before, after } = self.values(change, sheet::in_words);
            let indicator = change.wanted.indicator;
            [indicator.id.clone(), indicator.name.ja.clone(), before.unwrap_or("–".to_owned()), after, address(&change.place)]
        };
        aligned(&std::iter::once(headings(language)).chain(self.changes.changes.iter().map(row)).collect::<Vec<_>>())
    }

    /// The texts of measures that change: of the sheets 取組, of Word files, and of the edition before.
    pub fn texts(&self) -> impl Iterator<Item = ChangedText> {
        let of_sheets = self.activities.changes.iter().map(|change| ChangedText {
            measure: change.measure.clone(),
            part: change.column.heading().to_owned(),
            from: address(&change.place),
        });
        of_sheets.chain(texts_of_files(self.words, self.photos)).chain(self.carried.written.iter().flat_map(texts_of_carried))
    }

    /// A line for each photo that stays though its row, or what it shows, was cleared.
    pub fn kept_photos(&self) -> Vec<Message> {
        let line = |kept: &KeptPhoto| {
            let key = if kept.has_row { "photos.alt-kept" } else { "photos.kept" };
            Message::new(key).part("measure", kept.measure.as_str()).part("file", kept.file.as_str())
        };
        self.photos.kept.iter().map(line).collect()
    }

    /// A line for each measure of a division that ticks 前回から変更なし, or takes the tick back: what went on, or why nothing did.
    pub fn carried(&self) -> Vec<Message> {
        let year = self.carried.from.map(|year| self.reported.edition.notation().japanese(Year::fiscal(year)));
        let line = |message: Message, measure: &CarriedMeasure| {
            message.part("division", measure.division.as_str()).part("measure", measure.measure.as_str())
        };
        let with_parts = |message: Message, measure: &CarriedMeasure| {
            let parts: Vec<String> = measure.parts.iter().map(|part| part.heading.clone()).collect();
            line(message, measure).part("parts", parts).part("year", year.clone())
        };
        let CarriedTexts { written, nothing, left, .. } = self.carried;
        let written = written.iter().map(|measure| with_parts(Message::new("carried.measure"), measure));
        let nothing = nothing.iter().map(|measure| line(Message::new("carried.nothing"), measure));
        let left = left.iter().map(|measure| with_parts(Message::new("carried.left"), measure));
        written.chain(nothing).chain(left).collect()
    }

    /// A line for each text of a measure: the measure, what was written, and where from.
    pub fn activity_table(&self, language: Language) -> String {
        let row = |text: ChangedText| [text.measure, text.part, text.from];
        let headings =
            ["measure", "part", "from"].map(|column| Messages::of(language).text(&Message::new(&format!("import-table.{column}"))));
        aligned(&std::iter::once(headings).chain(self.texts().map(row)).collect::<Vec<_>>())
    }

    /// What is there and what comes: for people in words, for machines as front matter has it.
    fn values(&self, change: &ResultChange<'_>, write: impl Fn(&Indicator, &Observation, i32) -> String) -> Values {
        let written = |observation| write(change.wanted.indicator, observation, self.reported.edition.year);
        Values { before: change.before.as_ref().map(written), after: written(&change.after) }
    }

    /// The closing line.
    pub fn message(&self) -> Message {
        let message = match self.ending {
            ImportEnding::Blocked => Message::new("import.blocked"),
            ImportEnding::Tried { files } => Message::new("import.tried").part("files", files),
            ImportEnding::Written { files } => Message::new("import.written").part("files", files),
        };
        let passed = Some(self.changes.passed).filter(|passed| *passed > 0);
        let texts = Some(self.texts().count()).filter(|texts| *texts > 0);
        let message = message.part("texts", texts);
        message.part("count", self.changes.changes.len()).part("unchanged", self.changes.unchanged.len()).part("passed", passed)
    }

    /// A line for each other year of which the table has results, and what `--history` would write where it is not given.
    pub fn other_years(&self) -> Vec<Message> {
        let line = |(year, found): (&i32, &YearComparison)| {
            let written = if self.changes.history.is_empty() { 0 } else { found.historical };
            let counts = [
                (Message::new("other-years.equal"), found.equal),
                (Message::new("other-years.different"), found.different),
                (Message::new("other-years.unrecorded"), found.unrecorded - written),
                (Message::new("other-years.historical"), written),
                (Message::new("other-years.unread"), found.unread),
            ];
            let counts = counts.into_iter().filter(|(_, count)| *count > 0);
            let counts: Vec<Message> = counts.map(|(message, count)| message.part("count", count)).collect();
            (!counts.is_empty()).then(|| Message::new("other-years.line").part("year", *year).part("counts", counts))
        };
        let open: usize = self.changes.other_years.values().map(|found| found.historical).sum();
        let offer = (open > 0 && self.changes.history.is_empty()).then(|| Message::new("other-years.offer").part("count", open));
        self.changes.other_years.iter().filter_map(line).chain(offer).collect()
    }

    /// How much is open, where anything is and the rest was taken.
    pub fn open(&self) -> Vec<Message> {
        let tables = Some(self.changes.unsettled_tables + self.activities.unsettled_sheets + self.words.unsettled_files)
            .filter(|tables| *tables > 0);
        let cells = Some(self.activities.unsettled + self.photos.unsettled).filter(|cells| *cells > 0);
        let passages = Some(self.words.unsettled).filter(|passages| *passages > 0);
        let of_documents = passages.map(|count| Message::new("import.passages-open").part("count", count));
        let is_other = tables.is_some() || cells.is_some();
        let rows = Some(self.changes.unsettled.len()).filter(|rows| *rows > 0 || (!is_other && passages.is_none()));
        // Cells of other sheets are in no workbook of open rows, and nothing in them is taken by force.
        let key = if rows.is_none() && tables.is_none() { "import.cells-open" } else { "import.open" };
        let of_tables =
            (rows.is_some() || is_other).then(|| Message::new(key).part("rows", rows).part("tables", tables).part("cells", cells));
        let is_partial = self.changes.report.has_errors() && !matches!(self.ending, ImportEnding::Blocked);
        of_tables.into_iter().chain(of_documents).filter(|_| is_partial).collect()
    }

    /// The line that names the divisions whose sheet 確認 says something.
    pub fn confirmed(&self) -> Option<Message> {
        (!self.confirmed.is_empty()).then(|| Message::new("import.confirmed").part("divisions", self.confirmed.clone()))
    }

    /// The divisions that lack results, when this import is written.
    fn blanks(&self) -> Vec<BlankDivision<'_>> {
        let coming = match self.ending {
            ImportEnding::Blocked => &[][..],
            ImportEnding::Tried { .. } | ImportEnding::Written { .. } => &self.changes.changes,
        };
        sheet::blanks(self.reported, coming)
    }

    /// What is still blank: how much, and a line for each division. Nothing where every indicator has a result.
    pub fn blank(&self) -> Vec<Message> {
        let blanks = self.blanks();
        let count: usize = blanks.iter().map(|blank| blank.indicators.len()).sum();
        let line = |blank: &BlankDivision<'_>| {
            let names: Vec<&str> = blank.indicators.iter().take(MOST_NAMES).map(|indicator| indicator.name.ja.as_str()).collect();
            let count = blank.indicators.len();
            let more = Some(count - names.len()).filter(|more| *more > 0);
            Message::new("blank.division")
                .part("division", blank.name.as_str())
                .part("count", count)
                .part("names", names)
                .part("more", more)
        };
        let heading = (count > 0).then(|| Message::new("blank.heading").part("indicators", count));
        heading.into_iter().chain(blanks.iter().map(line)).chain(self.silent_lines()).collect()
    }

    /// The divisions that say nothing in cells of the sheet 取組, when this import is written. Sums are asked for where nothing else changed.
    fn silent(&self) -> Vec<SilentDivision> {
        let is_written = !matches!(self.ending, ImportEnding::Blocked);
        let is_coming = |measure: &ReportedMeasure<'_>, column: ActivityColumn| {
            let of_sheets = self.activities.changes.iter().any(|change| change.is_of(self.reported, measure, column));
            let of_words = || self.words.changes.iter().any(|change| change.is_of_cell(self.reported, measure, column));
            is_written && (of_sheets || of_words() || self.carried.writes(self.reported, measure, column))
        };
        let mut silent = sheet::silent(self.reported, is_coming);
        for division in silent.iter_mut().filter(|division| self.unchanged.contains(&division.name)) {
            division.measures.iter_mut().for_each(|measure| measure.columns.retain(|column| column.is_sum()));
            division.measures.retain(|measure| !measure.columns.is_empty());
        }
        silent.retain(|division| !division.measures.is_empty());
        silent
    }

    /// What is still blank in the sheets 取組, and the forms that came back without a word in theirs. Nothing where no form was imported.
    fn silent_lines(&self) -> Vec<Message> {
        if self.activities.forms == 0 {
            return Vec::new();
        }
        let silent = self.silent();
        // A measure of two divisions is one.
        let each = silent.iter().flat_map(|division| &division.measures).map(|measure| (measure.goal, &measure.name));
        let count = each.collect::<BTreeSet<_>>().len();
        let line = |division: &SilentDivision| {
            let measures: Vec<Message> = division.measures.iter().take(MOST_NAMES).map(silent_measure).collect();
            let count = division.measures.len();
            let more = Some(count - measures.len()).filter(|more| *more > 0);
            let line = Message::new("silent.division").part("division", division.name.as_str());
            line.part("count", count).part("measures", measures).part("more", more)
        };
        let heading = (count > 0).then(|| Message::new("silent.heading").part("measures", count));
        let blank = &self.activities.blank;
        let sheets = (!blank.is_empty()).then(|| Message::new("silent.sheets").part("count", blank.len()).part("files", blank.clone()));
        heading.into_iter().chain(silent.iter().map(line)).chain(sheets).collect()
    }

    /// The report of the conflicts, with the changes, as one document in a single line.
    pub fn json(&self, language: Language, sources: &Sources) -> String {
        let change = |change: &ResultChange<'_>| {
            let Values { before, after } = self.values(change, sheet::short);
            json!({ "id": change.wanted.indicator.id, "before": before, "after": after, "from": address(&change.place) })
        };
        let changes = self.changes;
        let mut document: Value = serde_json::from_str(&diagnostic::json(&changes.report, sources, language)).unwrap_or_default();
        document["edition"] = json!(self.reported.edition.year);
        document["changes"] = changes.changes.iter().map(change).collect();
        let text = |text: ChangedText| json!({ "measure": text.measure, "part": text.part, "from": text.from });
        document["texts"] = self.texts().map(text).collect();
        document["unchanged"] = json!(changes.unchanged.len());
        document["passed"] = json!(changes.passed);
        document["otherYears"] = changes.other_years.iter().map(|(year, found)| year_document(*year, found)).collect();
        document["history"] = changes.history.iter().map(history_document).collect();
        document["understood"] = changes.understood.iter().map(super::understood::document).collect();
        let tables =
            changes.unsettled_tables + self.activities.unsettled_sheets + self.words.unsettled_files + self.photos.unsettled_sheets;
        let cells = self.activities.unsettled + self.words.unsettled + self.photos.unsettled;
        document["open"] = json!(changes.unsettled.len() + tables + cells);
        document["blank"] = self.blanks().iter().map(blank_document).collect();
        document["blankTexts"] = self.silent().iter().map(silent_document).collect();
        document["blankSheets"] = json!(self.activities.blank);
        document["confirmed"] = json!(self.confirmed);
        document["carried"] = self.carried.written.iter().map(carried_document).collect();
        document["notCarried"] = self.carried.nothing.iter().map(carried_document).collect();
        document["stillAsBefore"] = self.carried.left.iter().map(carried_document).collect();
        let kept = |kept: &KeptPhoto| json!({ "measure": kept.measure, "file": kept.file, "hasRow": kept.has_row });
        document["keptPhotos"] = self.photos.kept.iter().map(kept).collect();
        document["written"] = json!(matches!(self.ending, ImportEnding::Written { .. }));
        document.to_string()
    }
}

/// The comparison of a year for machines.
fn year_document(year: i32, found: &YearComparison) -> Value {
    let YearComparison { equal, different, unrecorded, unread, historical } = found;
    json!({ "year": year, "equal": equal, "different": different, "unrecorded": unrecorded, "unread": unread, "historical": historical })
}

fn history_document(change: &HistoryChange<'_>) -> Value {
    let value = change.value.decimal().to_string();
    json!({ "id": change.indicator.id, "year": change.year.number, "value": value, "from": address(&change.place) })
}

/// The texts of measures that come from pictures and Word files.
fn texts_of_files(words: &WordChanges, photos: &PhotoChanges) -> impl Iterator<Item = ChangedText> {
    let of_words = words.changes.iter().map(|change| ChangedText {
        measure: change.measure.clone(),
        part: change.part().to_owned(),
        from: address(&change.place),
    });
    let of_photos = photos.changes.iter().map(|change| ChangedText {
        measure: change.measure.clone(),
        part: change.part().label(),
        from: address(&change.place),
    });
    of_photos.chain(of_words)
}

/// Those that go on from the edition before.
fn texts_of_carried(measure: &CarriedMeasure) -> impl Iterator<Item = ChangedText> {
    measure.parts.iter().map(|part| ChangedText {
        measure: measure.measure.clone(),
        part: part.heading.clone(),
        from: address(&measure.place),
    })
}

fn carried_document(measure: &CarriedMeasure) -> Value {
    let parts: Vec<&str> = measure.parts.iter().map(|part| part.heading.as_str()).collect();
    json!({ "division": measure.division, "id": measure.key, "measure": measure.measure, "parts": parts })
}

fn blank_document(blank: &BlankDivision<'_>) -> Value {
    let indicators = blank.indicators.iter().map(|indicator| json!({ "id": indicator.id, "name": indicator.name.ja }));
    json!({ "division": blank.name, "count": blank.indicators.len(), "indicators": indicators.collect::<Vec<_>>() })
}

fn silent_document(division: &SilentDivision) -> Value {
    let measures = division.measures.iter().map(|measure| {
        let parts: Vec<&str> = measure.columns.iter().map(|column| column.heading()).collect();
        json!({ "goal": measure.goal, "measure": measure.name, "parts": parts })
    });
    json!({ "division": division.name, "count": division.measures.len(), "measures": measures.collect::<Vec<_>>() })
}

/// A measure with its empty cells, or with the word for all of them.
fn silent_measure(measure: &SilentMeasure) -> Message {
    if measure.is_whole() {
        return Message::new("silent.whole").part("measure", measure.name.as_str());
    }
    let parts: Vec<&str> = measure.columns.iter().map(|column| column.heading()).collect();
    Message::new("silent.measure").part("measure", measure.name.as_str()).part("parts", parts)
}

/// A text of a measure that changes.
pub struct ChangedText {
    pub measure: String,
    /// 主な取組
    pub part: String,
    pub from: String,
}

/// What is there and what comes.
struct Values {
    before: Option<String>,
    after: String,
}

/// Rows as lines, each column as wide as its widest cell.
pub fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    rows.iter().map(|row| line_of(row, &widths)).collect::<Vec<_>>().join("\n")
}

/// The headings of the table.
pub fn headings(language: Language) -> [String; COLUMNS.len()] {
    COLUMNS.map(|column| Messages::of(language).text(&Message::new(&format!("import-table.{column}"))))
}

fn line_of(row: &[String], widths: &[usize]) -> String {
    let padded = |cell: &String, width: &usize| format!("{cell}{}", " ".repeat(width - cell.width()));
    row.iter().zip(widths).map(|(cell, width)| padded(cell, width)).collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// Where a result was read.
pub fn address(place: &Place) -> String {
    match place {
        Place::Cell(cell) => cell.address(),
        Place::File(path) => path.clone(),
        Place::Span(_, _) => String::new(),
    }
}
