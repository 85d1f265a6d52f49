//! A plan from a table: goals, measures and indicators, as the files of a new strategy.

mod heading;
mod indicator;

use super::change::Conflicts;
use super::recognise::{PLAN, SheetColumn, SheetRow, TableUse, rows};
use super::results::text;
use super::table::TableFile;
use crate::diagnostic::{Diagnostic, Fault, Place, Report, Severity};
use crate::error::Error;
use crate::load::Folder;
use crate::scaffold::{self, FolderDraft, NewText};
use heading::NumberedTitle;
use std::collections::BTreeSet;

/// A goal, or a measure of one.
struct GoalOrMeasure {
    number: u32,
    title: String,
    /// The text of each indicator.
    indicators: Vec<String>,
    measures: Vec<GoalOrMeasure>,
}

/// A strategy as a table has it.
#[derive(Debug)]
pub struct ParsedStrategy {
    /// `None` where there is no indicator.
    pub draft: Option<FolderDraft>,
    /// Everything that cannot be read.
    pub report: Report,
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
    goals: Vec<GoalOrMeasure>,
    /// Where rows without goal and measure belong.
    current: Option<Position>,
    ids: BTreeSet<String>,
    conflicts: Conflicts,
    report: Report,
}

/// The files of a strategy from the tables of a file, with everything in them that cannot be read.
///
/// # Errors
///
/// [`crate::error::Request::Id`] where the id cannot be that of a strategy.
pub fn strategy(folder: &Folder, id: &str, file: &TableFile, conflicts: Conflicts) -> Result<ParsedStrategy, Error> {
    let mut draft = scaffold::strategy(folder, id, None)?;
    let mut reader = PlanReader { goals: Vec::new(), current: None, ids: BTreeSet::new(), conflicts, report: Report::default() };
    for rows in file.tables.iter().filter_map(|table| rows(table, &PLAN, TableUse::Plan)) {
        rows.odd.iter().for_each(|odd| reader.report.push(odd.diagnostic()));
        rows.unused.iter().for_each(|unused| reader.report.push(unused.clone()));
        rows.faults.into_iter().for_each(|(place, fault)| reader.conflict(place, fault));
        rows.rows.iter().for_each(|row| reader.add(row));
    }
    if reader.goals.is_empty() {
        reader.report.add(Place::File(file.name.clone()), Fault::NoColumns { wanted: PLAN.wanted() });
        return Ok(ParsedStrategy { draft: None, report: reader.report });
    }
    draft.files.retain(|file| file.path == "strategy.md");
    draft.files.extend(reader.goals.iter().flat_map(files));
    Ok(ParsedStrategy { draft: Some(draft), report: reader.report })
}

/// The files of a goal and of its measures.
fn files(goal: &GoalOrMeasure) -> Vec<NewText> {
    let of_goal = NewText { path: format!("goal-{}/goal.md", goal.number), text: goal.text() };
    let path = |measure: &GoalOrMeasure| format!("goal-{}/measure-{}.md", goal.number, measure.number);
    let measures = goal.measures.iter().map(|measure| NewText { path: path(measure), text: measure.text() });
    std::iter::once(of_goal).chain(measures).collect()
}

impl GoalOrMeasure {
    fn text(&self) -> String {
        let indicators: String = self.indicators.iter().map(|indicator| format!("\n{indicator}")).collect();
        format!("+++\ntitle = {{ ja = {} }}\n{indicators}+++\n", text(&self.title))
    }
}

impl PlanReader {
    fn add(&mut self, row: &SheetRow) {
        let heading = |column| row.get(&column).map(|field| NumberedTitle::parse(field.content.text()));
        if let Some(goal) = heading(SheetColumn::Goal) {
            let goal = found(&mut self.goals, &goal);
            let measure = self.current.filter(|current| current.goal == goal).and_then(|current| current.measure);
            self.current = Some(Position { goal, measure });
        }
        if !row.contains_key(&SheetColumn::Name) {
            return;
        }
        let mut position =
            self.current.unwrap_or_else(|| Position { goal: found(&mut self.goals, &NumberedTitle::untitled()), measure: None });
        if let Some(named) = heading(SheetColumn::Measure) {
            position.measure = Some(found(&mut self.goals[position.goal].measures, &named));
        }
        self.current = Some(position);
        self.add_indicator(row, position);
    }

    fn add_indicator(&mut self, row: &SheetRow, position: Position) {
        let goal = &mut self.goals[position.goal];
        let (prefix, part) = match position.measure {
            Some(measure) => (format!("goal-{}-measure-{}", goal.number, goal.measures[measure].number), &mut goal.measures[measure]),
            None => (format!("goal-{}", goal.number), goal),
        };
        let belongs = if position.measure.is_some() { indicator::IndicatorParent::Measure } else { indicator::IndicatorParent::Goal };
        let mut faults = Vec::new();
        let read = indicator::IndicatorReader { row, faults: &mut faults, ids: &self.ids, prefix: &prefix }.read(belongs);
        self.ids.insert(read.id);
        part.indicators.push(read.text);
        for (place, fault) in faults {
            self.conflict(place, fault);
        }
    }

    /// A conflict that is accepted is only warned of.
    fn conflict(&mut self, place: Place, fault: Fault) {
        let severity = match self.conflicts {
            Conflicts::Open => Severity::Error,
            Conflicts::Accepted => Severity::Warning,
        };
        self.report.push(Diagnostic { severity, fault, place, related: None });
    }
}

/// The position of the part that a heading names; a new one where there is none yet.
fn found(parts: &mut Vec<GoalOrMeasure>, heading: &NumberedTitle) -> usize {
    let same = |part: &GoalOrMeasure| match heading.number {
        Some(number) => part.number == number,
        None => part.title == heading.title,
    };
    if let Some(position) = parts.iter().position(same) {
        return position;
    }
    let number = heading.number.unwrap_or_else(|| parts.iter().map(|part| part.number).max().unwrap_or(0) + 1);
    parts.push(GoalOrMeasure { number, title: heading.title.clone(), indicators: Vec::new(), measures: Vec::new() });
    parts.len() - 1
}
