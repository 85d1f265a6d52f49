//! Results of other years beside those of the edition: compared with what the content has for these years, and history for the years
//! before its editions.

use super::{ExpectedResult, ReportedEdition, ResultComparison};
use crate::diagnostic::{Diagnostic, Fault, Place, Severity};
use crate::model::{Bound, Document, HistoricalFigure, Indicator, Kind, Observation, Outcome, Quantity, Reading, Word, Year};
use crate::sheet::parsed_row::{Accepted, Doubt, ParsedRow, RowOutcome, RowReader};
use crate::sheet::recognise::SheetRow;
use crate::sheet::table::TableOrigin;
use crate::sheet::words::SheetColumn;
use crate::sheet::{read, results};
use std::collections::BTreeMap;

/// How many results of one year a table has, by what the content says of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearComparison {
    /// The same figure is there.
    pub equal: usize,
    pub different: usize,
    /// Nothing is there.
    pub unrecorded: usize,
    /// The cell cannot be read.
    pub unread: usize,
    /// Of those that are not there: how many are of a year before the editions and can become history.
    pub historical: usize,
}

/// What the content has of an indicator for a year.
#[derive(Clone, Debug)]
struct RecordedResult {
    reading: Reading,
    /// The edition that gives it; `None` where the plan does.
    edition: Option<i32>,
    place: Place,
}

/// A figure of a year before the editions.
#[derive(Clone, Debug)]
pub struct HistoryChange<'a> {
    pub indicator: &'a Indicator,
    /// The file that defines the indicator.
    pub document: Document,
    pub year: Year,
    pub value: Quantity,
    pub bound: Option<Bound>,
    pub note: Option<String>,
    pub place: Place,
}

/// What the content has for a year: what the last edition says that knows it, else the baseline, else the history.
fn recorded(reported: ReportedEdition<'_>, indicator: &Indicator, year: Year) -> Option<RecordedResult> {
    let of_edition = |number: i32, outcome: &Outcome| {
        let mut restated = outcome.restated.iter().filter(|restated| restated.year == year).map(|restated| Reading::Value(restated.value));
        let own = Some(outcome.observation.reading).filter(|_| outcome.observation.year == year);
        let reading = restated.next_back().or(own)?;
        Some(RecordedResult { reading, edition: Some(number), place: outcome.place.clone() })
    };
    let editions = reported.project.editions.iter().filter(|edition| is_alike(reported, indicator, edition.strategy));
    let of_editions = editions.rev().find_map(|edition| of_edition(edition.year, edition.outcome(&indicator.id)?));
    let of_plan = |reading, place: &Place| RecordedResult { reading, edition: None, place: place.clone() };
    let baseline = || {
        let baseline = indicator.plan(reported.edition.year).baseline.filter(|baseline| baseline.year == year)?;
        Some(of_plan(baseline.reading, &indicator.place))
    };
    let history = || {
        let figure: &HistoricalFigure = indicator.history.iter().find(|figure| figure.year == year)?;
        Some(of_plan(Reading::Value(figure.value), &figure.place))
    };
    of_editions.or_else(baseline).or_else(history)
}

/// Whether the results of the editions of a strategy can be held against those of an indicator: of the same strategy, or of one whose
/// indicator is of the same kind and unit. Running figures begin anew with each strategy, and steps have names of their own.
fn is_alike(reported: ReportedEdition<'_>, indicator: &Indicator, strategy: usize) -> bool {
    if strategy == reported.edition.strategy {
        return true;
    }
    let begins_anew = match indicator.kind {
        Kind::Cumulative | Kind::Sum | Kind::Average | Kind::Milestone => true,
        Kind::Level | Kind::Annual | Kind::Rank => false,
    };
    let mut there = reported.project.strategies[strategy].indicators();
    let other = there.find(|other| other.id == indicator.id);
    !begins_anew && other.is_some_and(|other| other.kind == indicator.kind && other.is_counted_like(indicator))
}

/// Whether a year is before the first edition of the strategy that reports on an indicator: what the content can hold as history.
fn is_history(reported: ReportedEdition<'_>, indicator: &Indicator, year: Year) -> bool {
    let is_of_strategy = |number: i32, strategy: usize| strategy == reported.edition.strategy && indicator.belongs_to(number);
    let editions = reported.project.editions.iter().filter(|edition| is_of_strategy(edition.year, edition.strategy));
    indicator.kind != Kind::Milestone && editions.map(|edition| edition.year).min().is_some_and(|first| year.number < first)
}

/// The file of the strategy that defines an indicator, by the file of the edition that its result belongs into.
fn defining(reported: ReportedEdition<'_>, of_edition: &Document) -> Option<Document> {
    let strategy = reported.strategy().id.clone();
    match of_edition {
        Document::EditionGoal(_, goal) => Some(Document::StrategyGoal(strategy, *goal)),
        Document::EditionMeasure(_, goal, measure) => Some(Document::StrategyMeasure(strategy, *goal, *measure)),
        _ => None,
    }
}

/// History to be written, by indicator and year. Two cells that say different things are left out.
#[derive(Default)]
pub struct FoundHistory<'a> {
    found: BTreeMap<(String, Year), Option<HistoryChange<'a>>>,
}

impl<'a> FoundHistory<'a> {
    /// Whether it is new.
    pub fn add(&mut self, change: HistoryChange<'a>) -> bool {
        let key = (change.indicator.id.clone(), change.year);
        match self.found.get_mut(&key) {
            Some(there) => {
                let is_same = there.as_ref().is_some_and(|there| there.value == change.value && there.bound == change.bound);
                there.take_if(|_| !is_same);
                false
            }
            None => {
                self.found.insert(key, Some(change));
                true
            }
        }
    }

    pub fn changes(self) -> Vec<HistoryChange<'a>> {
        self.found.into_values().flatten().collect()
    }
}

impl<'a> ResultComparison<'a> {
    /// Compares the result of another year with what the content has for it. A row of no indicator is told where it gives the result of
    /// the edition.
    pub fn add_other_year(&mut self, row: &SheetRow, origin: TableOrigin, footnotes: &BTreeMap<String, String>) {
        let (Some(value), Some(Ok(number))) = (row.get(&SheetColumn::Value), row.get(&SheetColumn::Year).map(read::year)) else { return };
        let Some(wanted) = self.known_indicator(row) else { return };
        let indicator = wanted.indicator;
        let usual = self.reported.usual_year(indicator);
        let RowOutcome { row: parsed, doubts } = RowReader::new(row, origin, indicator, footnotes).read(Year { number, ..usual });
        let mut refused = doubts.into_iter().filter(|doubt| doubt.accepted == Accepted::LeftOut);
        let counts = self.found.other_years.entry(number).or_default();
        let parsed = match (refused.next(), parsed) {
            (None, Some(parsed)) => parsed,
            (refused, _) => {
                counts.unread += 1;
                if let Some(Doubt { place, fault, .. }) = refused.filter(|doubt| doubt.place == value.place) {
                    self.found.report.push(Diagnostic { severity: Severity::Warning, fault, place, related: None });
                }
                return;
            }
        };
        match recorded(self.reported, indicator, parsed.year) {
            Some(there) if there.reading == parsed.reading => counts.equal += 1,
            Some(there) => {
                counts.different += 1;
                self.differs(indicator, &parsed, there);
            }
            None if matches!(parsed.reading, Reading::Missing(_)) => {}
            None => {
                counts.unrecorded += 1;
                self.add_history(&wanted, parsed);
            }
        }
    }

    fn differs(&mut self, indicator: &Indicator, row: &ParsedRow, there: RecordedResult) {
        let Year { number: year, calendar } = row.year;
        let written = |reading| results::in_words(indicator, &Observation::new(row.year, reading), year);
        let (here, there_written) = (written(row.reading), written(there.reading));
        let fault =
            Fault::OtherYearDiffers { id: indicator.id.clone(), year, calendar, here, there: there_written, edition: there.edition };
        let place = row.place.clone();
        self.found.report.push(Diagnostic { severity: fault.severity(), fault, place, related: Some(there.place) });
    }

    fn add_history(&mut self, wanted: &ExpectedResult<'a>, row: ParsedRow) {
        let Reading::Value(value) = row.reading else { return };
        let ParsedRow { year, bound, note, place, .. } = row;
        let is_history = is_history(self.reported, wanted.indicator, year);
        let Some(document) = defining(self.reported, &wanted.document).filter(|_| is_history) else { return };
        let certainty = row.certainty.flatten().map(|certainty| certainty.choice().label.ja.to_owned());
        let note = note.into_iter().chain(certainty).reduce(|note, more| format!("{note}、{more}"));
        if self.history.add(HistoryChange { indicator: wanted.indicator, document, year, value, bound, note, place }) {
            self.found.other_years.entry(year.number).or_default().historical += 1;
        }
    }
}
