//! A plan from a table: goals, measures and indicators, as the files of a new strategy.

mod heading;
mod indicator;

use super::change::Conflicts;
use super::recognise::{Column, PLAN, Row, rows};
use super::results::text;
use super::table::Table;
use crate::diagnostic::{Diagnostic, Fault, Place, Report, Severity};
use crate::error::Error;
use crate::load::Folder;
use crate::scaffold::{self, Draft};
use heading::Heading;
use std::collections::BTreeSet;

/// A goal, or a measure of one.
struct Part {
    number: u32,
    title: String,
    /// The text of each indicator.
    indicators: Vec<String>,
    measures: Vec<Part>,
}

/// What has been read so far.
struct Planned {
    goals: Vec<Part>,
    /// Positions of the goal, and of its measure, that rows without these belong to.
    current: Option<(usize, Option<usize>)>,
    ids: BTreeSet<String>,
    conflicts: Conflicts,
    report: Report,
}

/// The files of a strategy from the tables of a file, with everything in them that cannot be read; `None` where there is no indicator.
///
/// # Errors
///
/// [`crate::error::Request::Id`] where the id cannot be that of a strategy.
pub fn strategy(
    folder: &Folder,
    id: &str,
    (file, tables): (String, &[Table]),
    conflicts: Conflicts,
) -> Result<(Option<Draft>, Report), Error> {
    let mut draft = scaffold::strategy(folder, id, None)?;
    let mut planned = Planned { goals: Vec::new(), current: None, ids: BTreeSet::new(), conflicts, report: Report::default() };
    for row in tables.iter().filter_map(|table| rows(table, &PLAN)).flat_map(|rows| rows.rows) {
        planned.add(&row);
    }
    if planned.goals.is_empty() {
        planned.report.add(Place::File(file), Fault::NoColumns { wanted: PLAN.wanted() });
        return Ok((None, planned.report));
    }
    draft.files.retain(|(path, _)| path == "strategy.md");
    draft.files.extend(planned.goals.iter().flat_map(files));
    Ok((Some(draft), planned.report))
}

/// The files of a goal and of its measures.
fn files(goal: &Part) -> Vec<(String, String)> {
    let of_goal = (format!("goal-{}/goal.md", goal.number), goal.text());
    let measures = goal.measures.iter().map(|measure| (format!("goal-{}/measure-{}.md", goal.number, measure.number), measure.text()));
    std::iter::once(of_goal).chain(measures).collect()
}

impl Part {
    fn text(&self) -> String {
        let indicators: String = self.indicators.iter().map(|indicator| format!("\n{indicator}")).collect();
        format!("+++\ntitle = {{ ja = {} }}\n{indicators}+++\n", text(&self.title))
    }
}

impl Planned {
    fn add(&mut self, row: &Row) {
        let heading = |column| row.get(&column).map(|field| Heading::parse(field.content.text()));
        if let Some(goal) = heading(Column::Goal) {
            let position = found(&mut self.goals, &goal);
            let measure = self.current.filter(|(current, _)| *current == position).and_then(|(_, measure)| measure);
            self.current = Some((position, measure));
        }
        if !row.contains_key(&Column::Name) {
            return;
        }
        let (goal, measure) = self.current.unwrap_or_else(|| (found(&mut self.goals, &Heading::untitled()), None));
        let measure = heading(Column::Measure).map(|named| found(&mut self.goals[goal].measures, &named)).or(measure);
        self.current = Some((goal, measure));
        self.add_indicator(row, (goal, measure));
    }

    fn add_indicator(&mut self, row: &Row, (goal, measure): (usize, Option<usize>)) {
        let goal = &mut self.goals[goal];
        let (prefix, part) = match measure {
            Some(measure) => (format!("goal-{}-measure-{}", goal.number, goal.measures[measure].number), &mut goal.measures[measure]),
            None => (format!("goal-{}", goal.number), goal),
        };
        let belongs = if measure.is_some() { indicator::Belongs::ToMeasure } else { indicator::Belongs::ToGoal };
        let mut faults = Vec::new();
        let read = indicator::Reader { row, faults: &mut faults, ids: &self.ids, prefix: &prefix }.read(belongs);
        self.ids.insert(read.id);
        part.indicators.push(read.text);
        for (place, fault) in faults {
            let severity = match self.conflicts {
                Conflicts::Open => Severity::Error,
                Conflicts::Accepted => Severity::Warning,
            };
            self.report.push(Diagnostic { severity, fault, place, related: None });
        }
    }
}

/// The position of the part that a heading names; a new one where there is none yet.
fn found(parts: &mut Vec<Part>, heading: &Heading) -> usize {
    let same = |part: &Part| match heading.number {
        Some(number) => part.number == number,
        None => part.title == heading.title,
    };
    if let Some(position) = parts.iter().position(same) {
        return position;
    }
    let number = heading.number.unwrap_or_else(|| parts.iter().map(|part| part.number).max().unwrap_or(0) + 1);
    parts.push(Part { number, title: heading.title.clone(), indicators: Vec::new(), measures: Vec::new() });
    parts.len() - 1
}
