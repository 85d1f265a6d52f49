//! A plan from a table: goals, measures and indicators, as the files of a new strategy.

mod difference;
mod draft;
mod heading;
mod ids;
mod indicator;
mod known;
mod matching;
mod plan;
mod proposal;
mod titles;
mod toml;

pub use difference::PlanDifference;
pub use draft::{IndicatorChange, PlanLine};

use super::change::Conflicts;
use super::figure::footnotes;
use super::recognise::{SheetField, SheetRow, TableUse, no_columns, plain, rows};
use super::table::TableFile;
use super::understanding::Understanding;
use super::words::SheetColumn;
use crate::diagnostic::{Diagnostic, Fault, Place, Report, Severity};
use crate::error::Error;
use crate::load::Folder;
use crate::model::Text;
use crate::scaffold::{self, FolderDraft};
use draft::IdentifiedPlan;
use ids::UsedIds;
use indicator::IndicatorReader;
use known::KnownStrategy;
use plan::{PlanPart, SheetIndicator, SheetPlan};
use std::collections::BTreeMap;

pub use heading::{NUMBERED, NumberedTitle, ORDINAL, block_title};
pub use indicator::unmarked;
pub use proposal::{Proposal, Proposals, ProposedIndicator};

/// A strategy as a table has it.
#[derive(Debug)]
pub struct ParsedStrategy {
    /// `None` where there is no indicator.
    pub draft: Option<FolderDraft>,
    /// Beside the strategy before: what is continued, changed, new and dropped. Empty where there is none.
    pub lines: Vec<PlanLine>,
    /// What is proposed for kinds and directions that the table leaves open.
    pub proposals: Vec<ProposedIndicator>,
    /// Everything that cannot be read.
    pub report: Report,
    /// What was understood of each sheet.
    pub understood: Vec<Understanding>,
}

/// A strategy that is to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewStrategy<'a> {
    pub id: &'a str,
    /// The id of the strategy before.
    pub succeeds: Option<&'a str>,
    pub proposals: Proposals,
}

/// Where a row belongs.
#[derive(Clone, Copy)]
struct Position {
    goal: usize,
    /// Within the goal.
    measure: Option<usize>,
}

/// What has been read so far.
struct PlanReader {
    plan: SheetPlan<SheetIndicator>,
    /// Where rows without goal and measure belong.
    current: Option<Position>,
    conflicts: Conflicts,
    report: Report,
}

/// The files of a strategy from the tables of a file, with everything in them that cannot be read.
///
/// # Errors
///
/// [`crate::error::Request::Id`] where the id cannot be that of a strategy, and [`crate::error::Request::UnknownStrategy`] where there is no
/// strategy before of that name.
pub fn strategy(folder: &Folder, wanted: NewStrategy<'_>, file: &TableFile, conflicts: Conflicts) -> Result<ParsedStrategy, Error> {
    let mut draft = scaffold::strategy(folder, wanted.id, wanted.succeeds)?;
    let mut reader = PlanReader { plan: SheetPlan { goals: Vec::new() }, current: None, conflicts, report: Report::default() };
    let mut understood = Vec::new();
    for (rows, footnotes) in file.tables.iter().filter_map(|table| Some((rows(table, TableUse::Plan)?, footnotes(table)))) {
        rows.odd.iter().for_each(|odd| reader.report.push(odd.diagnostic()));
        rows.unused.iter().for_each(|unused| reader.report.push(unused.clone()));
        rows.faults.into_iter().for_each(|(place, fault)| reader.conflict(place, fault));
        rows.rows.iter().for_each(|row| reader.add(row, &footnotes));
        understood.push(rows.understanding);
    }
    file.tables.iter().filter_map(|table| table.hidden_passed(TableUse::Plan)).for_each(|passed| reader.report.push(passed));
    if understood.is_empty() {
        reader.report.add(Place::File(file.name.clone()), no_columns(&file.tables, TableUse::Plan));
    }
    if reader.plan.goals.is_empty() {
        return Ok(ParsedStrategy { draft: None, lines: Vec::new(), proposals: Vec::new(), report: reader.report, understood });
    }
    let before = wanted.succeeds.and_then(|before| KnownStrategy::read(folder, before));
    let plan = SheetPlan { goals: std::mem::take(&mut reader.plan.goals) };
    let IdentifiedPlan { mut plan, lines, faults } = IdentifiedPlan::new(plan, before.as_ref(), UsedIds::of(folder));
    faults.into_iter().for_each(|(place, fault)| reader.conflict(place, fault));
    let proposals = proposal::propose(&mut plan, wanted.proposals);
    draft.files.retain(|file| file.path == "strategy.md");
    draft.files.extend(toml::files(&plan));
    let lines = if before.is_some() { lines } else { Vec::new() };
    Ok(ParsedStrategy { draft: Some(draft), lines, proposals, report: reader.report, understood })
}

impl PlanReader {
    /// The goal and the measure of a row, and its indicator, if it is one.
    fn add(&mut self, row: &SheetRow, footnotes: &BTreeMap<String, String>) {
        if let Some(field) = row.get(&SheetColumn::Goal) {
            let goal = self.goal(field);
            self.current = Some(Position { goal, measure: None });
        }
        if let Some(field) = row.get(&SheetColumn::Measure) {
            let position = self.measure(field, row.contains_key(&SheetColumn::Goal));
            self.current = Some(position);
        }
        if row.contains_key(&SheetColumn::Name) {
            let position = self.position();
            self.current = Some(position);
            self.add_indicator(row, position, footnotes);
        }
    }

    /// Where a row belongs that names neither goal nor measure.
    fn position(&mut self) -> Position {
        let untitled = NumberedTitle::untitled();
        self.current.unwrap_or_else(|| Position { goal: found(&mut self.plan.goals, &untitled).position, measure: None })
    }

    /// Goals are not numbered within anything.
    fn goal(&mut self, field: &SheetField) -> usize {
        let heading = NumberedTitle::parse(field.content.text());
        let heading = if heading.goal.is_some() { NumberedTitle::whole(field.content.text()) } else { heading };
        let part = found(&mut self.plan.goals, &heading);
        self.number_twice(field, &heading, part)
    }

    /// A measure of the goal that its number names. Where its row names another goal, the number is taken for a part of the title.
    fn measure(&mut self, field: &SheetField, row_has_goal: bool) -> Position {
        let mut heading = NumberedTitle::parse(field.content.text());
        if let Some(number) = heading.goal {
            let is_current = self.current.is_some_and(|current| self.plan.goals[current.goal].number == number);
            if row_has_goal && !is_current {
                heading = NumberedTitle::whole(field.content.text());
            } else if !is_current {
                let of_number = NumberedTitle { goal: None, number: Some(number), title: String::new() };
                let goal = found(&mut self.plan.goals, &of_number).position;
                self.current = Some(Position { goal, measure: None });
            }
        }
        let goal = self.position().goal;
        let part = found(&mut self.plan.goals[goal].parts, &heading);
        Position { goal, measure: Some(self.number_twice(field, &heading, part)) }
    }

    /// The position of a part, with a conflict where its number was taken.
    fn number_twice(&mut self, field: &SheetField, heading: &NumberedTitle, part: FoundPart) -> usize {
        if let (Some(there), Some(number)) = (part.taken_by, heading.number) {
            self.conflict(field.place.clone(), Fault::NumberTwice { number, here: heading.title.clone(), there });
        }
        part.position
    }

    fn add_indicator(&mut self, row: &SheetRow, position: Position, footnotes: &BTreeMap<String, String>) {
        let mut faults = Vec::new();
        let read = IndicatorReader { row, faults: &mut faults, footnotes }.read();
        let goal = &mut self.plan.goals[position.goal];
        match position.measure {
            Some(measure) => goal.parts[measure].indicators.extend(read),
            None => goal.indicators.extend(read),
        }
        for (place, fault) in faults {
            self.conflict(place, fault);
        }
    }

    /// A conflict that is accepted is only warned of.
    fn conflict(&mut self, place: Place, fault: Fault) {
        let severity = match self.conflicts {
            Conflicts::Open | Conflicts::Corrected => fault.severity(),
            Conflicts::Accepted => Severity::Warning,
        };
        self.report.push(Diagnostic { severity, fault, place, related: None });
    }
}

/// A goal or measure that a heading names.
struct FoundPart {
    position: usize,
    /// The title of the part that has its number already.
    taken_by: Option<String>,
}

/// The part that a heading names, by number and title; a new one where there is none yet. A heading without a title names the part of
/// its number. A number that a part of another title has is not given to a second one; this is a conflict where the table gave it twice.
fn found<I, P>(parts: &mut Vec<PlanPart<I, P>>, heading: &NumberedTitle) -> FoundPart {
    let key = plain(&heading.title);
    let has_title = |part: &PlanPart<I, P>| part.key == key;
    let numbered = heading.number.and_then(|number| parts.iter().position(|part| part.number == number));
    let fits = numbered.filter(|position| heading.title.is_empty() || parts[*position].title.ja.is_empty() || has_title(&parts[*position]));
    let is_free = heading.number.is_some() && numbered.is_none();
    if let Some(position) = fits.or_else(|| parts.iter().position(has_title).filter(|_| !is_free)) {
        if parts[position].title.ja.is_empty() {
            parts[position].title.ja.clone_from(&heading.title);
            parts[position].key = key;
        }
        return FoundPart { position, taken_by: None };
    }
    let next = parts.iter().map(|part| part.number).max().unwrap_or(0) + 1;
    let number = heading.number.filter(|_| is_free).unwrap_or(next);
    let twice = numbered.map(|position| &parts[position]).filter(|part| part.has_own_number);
    let taken_by = twice.map(|part| part.title.ja.clone());
    let title = Text { ja: heading.title.clone(), en: None };
    let has_own_number = heading.number.is_some();
    parts.push(PlanPart { number, has_own_number, title, key, lines: Vec::new(), indicators: Vec::new(), parts: Vec::new() });
    FoundPart { position: parts.len() - 1, taken_by }
}
