//! What an import would change: for each indicator the result that is there and the one that comes, or a conflict.

mod form;
mod matching;
mod other_years;

use super::parsed_row::{Accepted, Doubt, ParsedRow, RowOutcome, RowReader};
use super::read;
use super::recognise::{OddCell, SheetField, SheetRow, SheetRows};
use super::results;
use super::table::TableOrigin;
use super::understanding::Understanding;
use super::unsettled::UnsettledRow;
use super::words::SheetColumn;
use crate::diagnostic::{Diagnostic, Fault, Place, Report, Severity};
use crate::model::{Document, Edition, FigureRole, Indicator, Observation, Project, Reading, Status, Strategy, Text, Year};
use crate::scaffold::known;
use std::collections::{BTreeMap, BTreeSet};

pub use other_years::{HistoryChange, YearComparison};

/// An edition with its strategy: what results are for.
#[derive(Clone, Copy)]
pub struct ReportedEdition<'a> {
    pub project: &'a Project,
    pub edition: &'a Edition,
}

/// An indicator with the file of the edition that its result belongs into.
#[derive(Clone, Debug)]
pub struct ExpectedResult<'a> {
    pub indicator: &'a Indicator,
    pub document: Document,
}

/// A figure of an earlier edition.
#[derive(Clone, Copy)]
pub struct EarlierFigure<'a> {
    pub edition: i32,
    pub observation: &'a Observation,
}

impl<'a> ReportedEdition<'a> {
    pub fn strategy(self) -> &'a Strategy {
        self.project.strategy_of(self.edition)
    }

    /// Every indicator that the edition reports on, in the order of the strategy.
    pub fn wanted(self) -> Vec<ExpectedResult<'a>> {
        let year = self.edition.year;
        let of_goals = self.strategy().goals.iter().flat_map(|goal| goal.all_indicators().map(move |found| (goal.number, found)));
        let reported = of_goals
            .filter(|(_, (measure, indicator))| indicator.belongs_to(year) && measure.is_none_or(|measure| measure.belongs_to(year)));
        let wanted = reported.map(|(goal, (measure, indicator))| ExpectedResult {
            indicator,
            document: match measure {
                None => Document::EditionGoal(year, goal),
                Some(measure) => Document::EditionMeasure(year, goal, measure.number),
            },
        });
        wanted.collect()
    }

    /// Whether an indicator has no result yet, neither a figure nor a status.
    pub fn lacks(self, indicator: &Indicator) -> bool {
        self.edition.outcome(&indicator.id).is_none()
    }

    /// The newest figure of an earlier edition.
    pub fn last(self, indicator: &Indicator) -> Option<EarlierFigure<'a>> {
        let mut earlier = self.project.editions.iter().rev().filter(|edition| edition.year < self.edition.year);
        earlier.find_map(|edition| Some(EarlierFigure { edition: edition.year, observation: known::figure(edition, indicator)? }))
    }

    /// The year of a result that gives none: that of the result that is there, else as far from the edition as the last one was.
    pub fn usual_year(self, indicator: &Indicator) -> Year {
        let edition = self.edition.year;
        if let Some(outcome) = self.edition.outcome(&indicator.id) {
            return outcome.observation.year;
        }
        match (self.last(indicator), &indicator.baseline) {
            (Some(last), _) => Year { number: last.observation.year.number + edition - last.edition, ..last.observation.year },
            (None, Some(baseline)) => Year { number: edition, ..baseline.year },
            (None, None) => Year::fiscal(edition),
        }
    }
}

/// A result that would be written.
#[derive(Clone, Debug)]
pub struct ResultChange<'a> {
    pub wanted: ExpectedResult<'a>,
    pub before: Option<Observation>,
    pub after: Observation,
    /// Where it was read.
    pub place: Place,
}

/// What an import found.
#[derive(Debug, Default)]
pub struct ResultChanges<'a> {
    /// In the order of the strategy.
    pub changes: Vec<ResultChange<'a>>,
    /// Every conflict.
    pub report: Report,
    /// Results that are there already as they come.
    pub unchanged: Vec<ResultChange<'a>>,
    /// How many rows are of other editions.
    pub passed: usize,
    /// What was understood of each sheet.
    pub understood: Vec<Understanding>,
    /// Rows that are not taken, because of a conflict.
    pub unsettled: Vec<UnsettledRow>,
    /// How many tables, or files, are not taken as a whole.
    pub unsettled_tables: usize,
    /// The results of other years beside what the content has for them.
    pub other_years: BTreeMap<i32, YearComparison>,
    /// Those of years before the editions of which the content has nothing.
    pub history: Vec<HistoryChange<'a>>,
}

/// What becomes of rows with conflicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflicts {
    /// They are not taken; the others are.
    Open,
    /// What can be read of them is taken.
    Accepted,
    /// As `Open`, but another result than the one that is there is wanted.
    Corrected,
}

/// A result that a table has.
#[derive(Clone)]
struct TableResult {
    observation: Observation,
    place: Place,
}

/// Compares rows with what an edition reports.
pub struct ResultComparison<'a> {
    reported: ReportedEdition<'a>,
    wanted: Vec<ExpectedResult<'a>>,
    /// The positions of the indicators that a name may mean, in the form of [`plain`].
    names: BTreeMap<String, BTreeSet<usize>>,
    conflicts: Conflicts,
    found: ResultChanges<'a>,
    /// The first result of each indicator.
    seen: BTreeMap<String, TableResult>,
    pending: BTreeMap<String, ResultChange<'a>>,
    /// Indicators for which two rows say different things.
    disputed: BTreeSet<String>,
    history: other_years::FoundHistory<'a>,
    /// What is wrong with the row that is compared; nothing where conflicts are accepted.
    row_faults: Vec<Fault>,
}

impl<'a> ResultComparison<'a> {
    pub fn new(reported: ReportedEdition<'a>, conflicts: Conflicts) -> ResultComparison<'a> {
        let wanted = reported.wanted();
        ResultComparison {
            names: matching::names(&wanted),
            reported,
            wanted,
            conflicts,
            found: ResultChanges::default(),
            seen: BTreeMap::new(),
            pending: BTreeMap::new(),
            disputed: BTreeSet::new(),
            history: other_years::FoundHistory::default(),
            row_faults: Vec::new(),
        }
    }

    /// Compares the rows of one table.
    fn add(&mut self, mut rows: SheetRows, footnotes: &BTreeMap<String, String>) {
        self.found.understood.push(std::mem::take(&mut rows.understanding));
        let edition = self.reported.edition.year;
        if let Some((found, place)) = rows.edition.as_ref().filter(|(found, _)| *found != edition) {
            self.conflict(place.clone(), Fault::OtherEdition { found: *found, edition });
            self.found.unsettled_tables += 1;
            return;
        }
        rows.odd.iter().for_each(|odd| self.found.report.push(odd.diagnostic()));
        rows.unused.iter().for_each(|unused| self.found.report.push(unused.clone()));
        if !rows.faults.is_empty() {
            rows.faults.iter().for_each(|(place, fault)| self.conflict(place.clone(), fault.clone()));
            self.found.unsettled_tables += 1;
            return;
        }
        self.found.passed += rows.passed;
        rows.of_other_years.iter().for_each(|row| self.add_other_year(row, rows.origin, footnotes));
        let odd = odd_cells(&rows);
        for row in &rows.rows {
            self.row_faults.clear();
            if UnsettledRow::has_cell(row, &odd) {
                self.row_faults.extend(rows.odd.iter().map(|odd| odd.diagnostic().fault).filter(is_odd_character).take(1));
            } else {
                self.add_row(row, rows.origin, footnotes);
            }
            if !self.row_faults.is_empty() {
                self.found.unsettled.push(UnsettledRow { row: row.clone(), years: None, faults: std::mem::take(&mut self.row_faults) });
            }
        }
    }

    /// Everything that was found.
    pub fn finish(mut self) -> ResultChanges<'a> {
        let pending = &mut self.pending;
        self.found.unsettled_tables = if self.conflicts == Conflicts::Accepted { 0 } else { self.found.unsettled_tables };
        self.found.history = self.history.changes();
        self.found.changes = self.wanted.iter().filter_map(|wanted| pending.remove(&wanted.indicator.id)).collect();
        self.found
    }

    fn add_row(&mut self, row: &SheetRow, origin: TableOrigin, footnotes: &BTreeMap<String, String>) {
        let edition = self.reported.edition.year;
        if row.get(&SheetColumn::Edition).is_some_and(|field| read::year(field) != Ok(edition)) {
            self.found.passed += 1;
            return;
        }
        let is_result = |field: &SheetField| read::named(field.content.text()) == Some(FigureRole::Result);
        if row.get(&SheetColumn::Figure).is_some_and(|field| !is_result(field)) {
            return;
        }
        let says_something = [SheetColumn::Value, SheetColumn::Step, SheetColumn::Status].iter().any(|column| row.contains_key(column));
        if !says_something {
            return;
        }
        let Some(wanted) = self.indicator(row) else { return };
        let as_counted = (origin == TableOrigin::Form).then(|| form::with_decimals(self.reported, wanted.indicator, row));
        let row = as_counted.as_ref().unwrap_or(row);
        let parsed = RowReader::new(row, origin, wanted.indicator, footnotes).read(self.reported.usual_year(wanted.indicator));
        let Some(row) = self.judge(wanted.indicator, parsed) else { return };
        self.compare(wanted, &row);
    }

    fn conflict(&mut self, place: Place, fault: Fault) {
        self.conflict_related(place, None, fault);
    }

    /// A conflict that is accepted is only warned of.
    fn conflict_related(&mut self, place: Place, related: Option<Place>, fault: Fault) {
        let severity = match self.conflicts {
            Conflicts::Open | Conflicts::Corrected => fault.severity(),
            Conflicts::Accepted => Severity::Warning,
        };
        if severity == Severity::Error {
            self.row_faults.push(fault.clone());
        }
        self.found.report.push(Diagnostic { severity, fault, place, related });
    }

    /// Reports what is wrong with a row; gives what it says where it can be taken all the same. Of doubtful numbers that are there
    /// already nothing is said.
    fn judge(&mut self, indicator: &Indicator, parsed: RowOutcome) -> Option<ParsedRow> {
        let RowOutcome { row, mut doubts } = parsed;
        if let Some(row) = &row {
            let there = self.reported.edition.outcome(&indicator.id).is_some_and(|outcome| outcome.observation.reading == row.reading);
            doubts.retain(|doubt| doubt.accepted == Accepted::LeftOut || !there);
        }
        let left_out = doubts.iter().any(|doubt| doubt.accepted == Accepted::LeftOut);
        for Doubt { place, fault, .. } in doubts {
            self.conflict(place, fault);
        }
        row.filter(|_| !left_out)
    }

    fn compare(&mut self, wanted: ExpectedResult<'a>, row: &ParsedRow) {
        let id = wanted.indicator.id.clone();
        let there = self.reported.edition.outcome(&id);
        let before = there.map(|outcome| &outcome.observation);
        let after = after(before, row);
        let edition = self.reported.edition.year;
        if after.year.number > edition {
            let Year { number: year, calendar } = after.year;
            self.conflict(row.place.clone(), Fault::ResultAfterEdition { id, year, calendar, edition });
            return;
        }
        let written = |observation: &Observation| results::in_words(wanted.indicator, observation, edition);
        if let Some(TableResult { observation: first, place }) = self.seen.get(&id).cloned() {
            let is_known = self.disputed.contains(&id) || self.pending.contains_key(&id) || before == Some(&after);
            if first != after {
                let fault = Fault::ResultTwice { id: id.clone(), here: written(&after), there: written(&first) };
                self.pending.remove(&id);
                self.disputed.insert(id);
                self.conflict_related(row.place.clone(), Some(place), fault);
                return;
            }
            if is_known {
                return;
            }
        }
        self.seen.insert(id.clone(), TableResult { observation: after.clone(), place: row.place.clone() });
        if before == Some(&after) {
            self.found.unchanged.push(ResultChange { before: before.cloned(), after, wanted, place: row.place.clone() });
            return;
        }
        let is_wanted = self.conflicts == Conflicts::Corrected;
        if let (Some(outcome), Some(before)) = (there, before.filter(|before| !is_wanted && contradicts(before, &after))) {
            let fault = Fault::ResultDiffers { id: id.clone(), here: written(&after), there: written(before) };
            self.conflict_related(row.place.clone(), Some(outcome.place.clone()), fault);
        }
        if self.row_faults.is_empty() {
            self.pending.insert(id, ResultChange { before: before.cloned(), after, wanted, place: row.place.clone() });
        }
    }
}

/// The result as it would be: what a row does not say stays, but how certain another figure was says nothing of this one.
fn after(before: Option<&Observation>, row: &ParsedRow) -> Observation {
    let same = before.filter(|before| before.reading == row.reading && before.year == row.year);
    let certainty = row.certainty.unwrap_or_else(|| same.and_then(|same| same.certainty));
    let old_note = before.and_then(|before| before.note.clone());
    let note = match &row.note {
        Some(ja) if row.note_in_english.is_some() || old_note.as_ref().is_none_or(|old| old.ja != *ja) => {
            Some(Text { ja: ja.clone(), en: row.note_in_english.clone() })
        }
        Some(_) | None => old_note,
    };
    let reading = same.map_or(row.reading, |same| same.reading);
    let bound = row.bound.or(before.and_then(|before| before.bound)).filter(|_| matches!(row.reading, Reading::Value(_)));
    let old = before.cloned().unwrap_or_else(|| Observation::new(row.year, reading));
    let is_of_its_year = old.year == row.year;
    Observation {
        year: row.year,
        reading,
        bound,
        certainty,
        note,
        label: old.label.filter(|_| is_of_its_year),
        as_of: row.as_of.or(old.as_of.filter(|_| is_of_its_year)),
        interim: old.interim.filter(|_| is_of_its_year && matches!(reading, Reading::Missing(_))),
        next_release: old.next_release,
    }
}

/// The cells with a character that no text may have, by their places in the file.
pub fn odd_cells(rows: &SheetRows) -> BTreeSet<usize> {
    let place = |odd: &OddCell| match &odd.place {
        Place::Cell(cell) if is_odd_character(&odd.diagnostic().fault) => Some(cell.position()),
        Place::Cell(_) | Place::Span(..) | Place::File(_) => None,
    };
    rows.odd.iter().filter_map(place).collect()
}

pub fn is_odd_character(fault: &Fault) -> bool {
    matches!(fault, Fault::OddCharacter { .. })
}

/// Whether one result takes the place of another that says something else. What was still to come, and what was not said, can be
/// filled in.
fn contradicts(before: &Observation, after: &Observation) -> bool {
    let open = matches!(before.reading, Reading::Missing(Status::Pending | Status::Unpublished | Status::Unknown));
    let figure = !open && (before.reading != after.reading || before.year != after.year);
    let certainty = !open && before.certainty.is_some() && before.certainty != after.certainty;
    let note = before.note.as_ref().is_some_and(|note| after.note.as_ref() != Some(note));
    figure || certainty || note
}
