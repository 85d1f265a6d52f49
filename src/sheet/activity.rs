//! What a division says of its measures: the sheet 取組 of its form, out and in.
//!
//! A cell goes into the file of its measure: the activities are the beginning of the body, 成果, 課題 and 備考 its sections of these names,
//! 今後の方針 the `next` of the division's review, the two sums the `budget`. A hidden sheet keeps what each cell held when the form was
//! made, so that a cell is written only where the division changed it and nobody else did.

pub mod body;
mod carried;
pub mod facts;
mod form;
mod said;
mod sections;
mod sheet;
pub mod sum;
mod told;
mod typed;

use super::change::ReportedEdition;
use super::form::origin::measure_name;
use super::read::{labels, named};
use crate::diagnostic::{Diagnostic, Fault, NameClass, Place, Report, Severity, Shape};
use crate::error::Error;
use crate::load::front_matter::split;
use crate::model::{Document, Goal, Measure, MeasureReport, NextStep, Quantity, Reviewer, Word};
use crate::tidy::{self, OfficeLines, OfficeSigns, OfficeText};
use std::collections::BTreeMap;

pub use carried::{CarriedMeasure, CarriedTexts, DivisionTick, carry};
pub use form::write;
pub use sheet::{ActivityForm, take};
pub use told::MeasureFact;
pub use typed::{MeasureField, TypedMeasure, TypedProblem};

use sheet::ActivityCell;

/// What a column of the sheet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActivityColumn {
    Activities,
    Outcome,
    Problems,
    Next,
    Planned,
    Settled,
    Remarks,
}

impl ActivityColumn {
    pub const ALL: [ActivityColumn; 7] = [
        ActivityColumn::Activities,
        ActivityColumn::Outcome,
        ActivityColumn::Problems,
        ActivityColumn::Next,
        ActivityColumn::Planned,
        ActivityColumn::Settled,
        ActivityColumn::Remarks,
    ];

    /// Those that a division has to fill in.
    pub fn asked() -> impl Iterator<Item = ActivityColumn> {
        ActivityColumn::ALL.into_iter().filter(|column| *column != ActivityColumn::Remarks)
    }

    /// Whether it is a part of the body.
    pub fn is_section(self) -> bool {
        match self {
            ActivityColumn::Activities | ActivityColumn::Outcome | ActivityColumn::Problems | ActivityColumn::Remarks => true,
            ActivityColumn::Next | ActivityColumn::Planned | ActivityColumn::Settled => false,
        }
    }

    /// The key in front matter of a sum or of the next step; of a section, what it is called where only ASCII may stand.
    pub fn key(self) -> &'static str {
        match self {
            ActivityColumn::Activities => "activities",
            ActivityColumn::Outcome => "outcome",
            ActivityColumn::Problems => "problems",
            ActivityColumn::Next => "next",
            ActivityColumn::Planned => "planned",
            ActivityColumn::Settled => "settled",
            ActivityColumn::Remarks => "remarks",
        }
    }

    /// Whether it is a sum of money, which is of one year.
    pub fn is_sum(self) -> bool {
        matches!(self, ActivityColumn::Planned | ActivityColumn::Settled)
    }

    /// Its heading, which is that of its section in the body as well.
    pub fn heading(self) -> &'static str {
        match self {
            ActivityColumn::Activities => "主な取組",
            ActivityColumn::Outcome => "成果",
            ActivityColumn::Problems => "課題",
            ActivityColumn::Next => "今後の方針",
            ActivityColumn::Planned => "予算額（円）",
            ActivityColumn::Settled => "決算額（円）",
            ActivityColumn::Remarks => "備考",
        }
    }
}

/// A measure that an edition reports on.
#[derive(Clone, Copy)]
pub struct ReportedMeasure<'a> {
    pub goal: &'a Goal,
    pub measure: &'a Measure,
}

impl ReportedMeasure<'_> {
    /// `goal-1/measure-2`.
    pub fn key(&self) -> String {
        format!("goal-{}/measure-{}", self.goal.number, self.measure.number)
    }

    /// `(2) 観光の振興`.
    pub fn name(&self) -> String {
        measure_name(self.measure)
    }

    fn document(&self, edition: i32) -> Document {
        Document::EditionMeasure(edition, self.goal.number, self.measure.number)
    }

    fn report<'a>(&self, reported: ReportedEdition<'a>) -> Option<&'a MeasureReport> {
        let goal = reported.edition.goal(self.goal.number)?;
        goal.measures.iter().find(|report| report.number == self.measure.number)
    }

    /// The Japanese body of its report.
    fn body<'a>(&self, reported: ReportedEdition<'a>) -> &'a str {
        let report = self.report(reported);
        report.and_then(|report| report.prose.ja.as_ref()).map(|body| body.markdown.as_str()).unwrap_or_default()
    }

    fn sum(&self, reported: ReportedEdition<'_>, column: ActivityColumn) -> Option<Quantity> {
        let budget = self.report(reported)?.budget?;
        if column == ActivityColumn::Planned { budget.planned } else { budget.settled }
    }

    /// Whether the edition says this already.
    fn has(&self, reported: ReportedEdition<'_>, column: ActivityColumn, value: &ActivityValue) -> bool {
        match value {
            ActivityValue::Section(markdown) => sections::section(self.body(reported), column).replace("\r\n", "\n") == *markdown,
            ActivityValue::Next(wanted) => self.report(reported).and_then(next) == Some(*wanted),
            ActivityValue::Sum(sum) => self.sum(reported, column) == Some(*sum),
        }
    }

    /// What a cell of the form holds: what the edition says already.
    pub fn cell(&self, reported: ReportedEdition<'_>, column: ActivityColumn) -> String {
        match column {
            ActivityColumn::Activities | ActivityColumn::Outcome | ActivityColumn::Problems | ActivityColumn::Remarks => {
                tidy::for_office(sections::section(self.body(reported), column))
            }
            ActivityColumn::Next => self.report(reported).and_then(next).map(|next| next.choice().label.ja.to_owned()).unwrap_or_default(),
            ActivityColumn::Planned | ActivityColumn::Settled => {
                self.sum(reported, column).map(|sum| sum.decimal().to_string()).unwrap_or_default()
            }
        }
    }
}

/// The next step that the division named for the measure as a whole.
fn next(report: &MeasureReport) -> Option<NextStep> {
    let own = report.reviews.iter().find(|review| review.by == Reviewer::Division && review.policy.is_none());
    own.and_then(|review| review.next)
}

/// The measures that an edition reports on, in the order of the strategy.
pub fn measures(reported: ReportedEdition<'_>) -> Vec<ReportedMeasure<'_>> {
    let year = reported.edition.year;
    let of_goal = |goal| move |measure| ReportedMeasure { goal, measure };
    let all = reported.strategy().goals.iter().flat_map(|goal| goal.measures.iter().map(of_goal(goal)));
    all.filter(|found| found.measure.belongs_to(year)).collect()
}

/// A cell that would be written.
#[derive(Clone, Debug)]
pub struct ActivityChange {
    document: Document,
    /// As people call it.
    pub measure: String,
    pub column: ActivityColumn,
    /// The cell as it was typed.
    text: String,
    value: ActivityValue,
    /// Where it was read.
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq)]
enum ActivityValue {
    /// A section of the body as Markdown.
    Section(String),
    Next(NextStep),
    Sum(Quantity),
}

/// What the sheets 取組 of an import say.
#[derive(Debug, Default)]
pub struct ActivityChanges {
    pub changes: Vec<ActivityChange>,
    pub report: Report,
    /// Cells that are not taken.
    pub unsettled: usize,
    /// Sheets that are not taken as a whole.
    pub unsettled_sheets: usize,
    /// How many forms came back.
    pub forms: usize,
    /// The files of those in which nothing is said of any measure.
    pub blank: Vec<String>,
}

/// Compares the sheets with what the edition says.
pub fn compare(reported: ReportedEdition<'_>, forms: &[ActivityForm]) -> ActivityChanges {
    let mut found = ActivityChanges::default();
    let measures = measures(reported);
    for form in forms {
        if let Some((place, fault)) = form.refusal(reported) {
            found.conflict(place, fault);
            found.unsettled_sheets += 1;
            continue;
        }
        found.forms += 1;
        if form.rows.is_empty() {
            found.blank.push(form.file.clone());
        }
        for row in &form.rows {
            let Some(measure) = measures.iter().find(|measure| row.is_of(measure)) else {
                let known: Vec<String> = measures.iter().map(ReportedMeasure::name).collect();
                let fault = Fault::not_among(NameClass::Measure, &row.name, known.iter().map(String::as_str));
                found.unsettled(&row.place, fault);
                continue;
            };
            for (column, cell) in &row.cells {
                let before = form.before(measure, *column);
                found.add(reported, *measure, *column, cell, &before);
            }
        }
    }
    found
}

impl ActivityChanges {
    fn conflict(&mut self, place: Place, fault: Fault) {
        self.report.push(Diagnostic { severity: Severity::Error, fault, place, related: None });
    }

    fn unsettled(&mut self, place: &Place, fault: Fault) {
        self.unsettled += 1;
        self.conflict(place.clone(), fault);
    }

    /// A cell counts where the division changed it: an empty one, and one as the form had it, say nothing.
    fn add(
        &mut self,
        reported: ReportedEdition<'_>,
        measure: ReportedMeasure<'_>,
        column: ActivityColumn,
        cell: &ActivityCell,
        before: &str,
    ) {
        let document = measure.document(reported.edition.year);
        let pending = self.changes.iter().find(|change| change.document == document && change.column == column);
        let now = pending.map_or_else(|| measure.cell(reported, column), |change| change.text.clone());
        if same(&cell.text, before) || same(&cell.text, &now) {
            return;
        }
        let value = match value(column, &cell.text, before) {
            Err(fault) => return self.unsettled(&cell.place, fault),
            Ok(value) => value,
        };
        let is_there = pending.map_or_else(|| measure.has(reported, column, &value), |pending| pending.value == value);
        if is_there {
            return;
        }
        // What went on from the edition before gives way.
        let is_untouched = same(&now, before) || same(&now, &measure.cell_before(reported, column));
        if pending.is_some() || !is_untouched {
            return self.unsettled(&cell.place, Fault::TextChangedSince { there: now, found: cell.text.clone() });
        }
        let (measure, text, place) = (measure.name(), cell.text.clone(), cell.place.clone());
        self.changes.push(ActivityChange { document, measure, column, text, value, place });
    }
}

/// Whether two cells say the same: line breaks and blanks at their ends apart.
fn same(one: &str, other: &str) -> bool {
    let lines = |text: &str| text.trim().lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    lines(one) == lines(other)
}

fn value(column: ActivityColumn, text: &str, before: &str) -> Result<ActivityValue, Fault> {
    let text = text.trim();
    match column {
        ActivityColumn::Next => {
            let unknown = || Fault::unknown(NameClass::NextStep, text, labels::<NextStep>());
            named(text).map(ActivityValue::Next).ok_or_else(unknown)
        }
        ActivityColumn::Planned | ActivityColumn::Settled => {
            let wrong = || Fault::WrongShape { expected: Shape::Number, found: format!("`{text}`") };
            sum::sum(text).map(ActivityValue::Sum).ok_or_else(wrong)
        }
        ActivityColumn::Activities | ActivityColumn::Outcome | ActivityColumn::Problems | ActivityColumn::Remarks => {
            // Words that were there already may have signs of Markdown, which mean something.
            let signs = if before.trim().is_empty() { OfficeSigns::Words } else { OfficeSigns::Markdown };
            let lines = if column == ActivityColumn::Activities { OfficeLines::Items } else { OfficeLines::Paragraphs };
            let typed = OfficeText { text, level: sections::LEVEL_WITHIN, signs, lines };
            let markdown = tidy::from_office(&typed);
            // The heading of the cell, typed once more.
            let own = format!("{} {}\n\n", "#".repeat(sections::LEVEL_WITHIN.into()), column.heading());
            Ok(ActivityValue::Section(markdown.strip_prefix(&own).unwrap_or(&markdown).to_owned()))
        }
    }
}

/// Puts the changes into the texts of the content files, by their paths below the root. `text_of` gives one that is not among them.
///
/// # Errors
///
/// [`Error::File`] where front matter cannot be changed, and what `text_of` gives.
pub fn apply(
    changes: &[ActivityChange],
    texts: &mut BTreeMap<String, String>,
    text_of: impl Fn(&Document) -> Result<String, Error>,
) -> Result<(), Error> {
    for change in changes {
        let path = change.document.file();
        let text = match texts.remove(&path) {
            Some(text) => text,
            None => text_of(&change.document)?,
        };
        let changed = change.applied(&text);
        let refused = || Error::unchangeable(&path);
        let changed = changed.ok_or_else(refused)?;
        texts.insert(path, changed);
    }
    Ok(())
}

impl ActivityChange {
    /// Whether it is of this cell.
    pub fn is_of(&self, reported: ReportedEdition<'_>, measure: &ReportedMeasure<'_>, column: ActivityColumn) -> bool {
        self.column == column && self.document == measure.document(reported.edition.year)
    }

    fn applied(&self, text: &str) -> Option<String> {
        self.value.applied(self.column, text)
    }
}

impl ActivityValue {
    /// The text of a measure's file with it; `None` where the front matter cannot be changed.
    fn applied(&self, column: ActivityColumn, text: &str) -> Option<String> {
        let parts = split(text).ok()?;
        let facts = |facts: Option<String>| Some(format!("{}{}{}", &text[..parts.facts.start], facts?, &text[parts.facts.end..]));
        let there = &text[parts.facts.clone()];
        match self {
            ActivityValue::Section(markdown) => typed::with_body(text, |body| sections::with_section(body, column, markdown)),
            ActivityValue::Next(next) => facts(facts::with_next(there, *next)),
            ActivityValue::Sum(sum) => facts(facts::with_sum(there, column.key(), &sum.decimal().to_string())),
        }
    }
}
