//! The files of a plan: what rows say as TOML, and what they leave open as comments.

use super::plan::{CellFigure, DraftIndicator, IndicatorParent, PlanFigure, PlanPart, ScheduledTarget, SheetGoal, SheetPlan};
use crate::model::{Direction, Kind, Text, Word};
use crate::scaffold::{NewText, known};
use crate::sheet::printed_unit::PrintedUnit;
use crate::sheet::results::text;

/// The files of all goals and measures, by their paths below the folder of the strategy.
pub fn files(plan: &SheetPlan<DraftIndicator>) -> Vec<NewText> {
    plan.goals.iter().flat_map(goal_files).collect()
}

fn goal_files(goal: &SheetGoal<DraftIndicator>) -> Vec<NewText> {
    let number = goal.number;
    let of_goal = NewText { path: format!("goal-{number}/goal.md"), text: part(goal, IndicatorParent::Goal(number)) };
    let measures = goal.parts.iter().map(|measure| NewText {
        path: format!("goal-{number}/measure-{}.md", measure.number),
        text: part(measure, IndicatorParent::Measure { goal: number, measure: measure.number }),
    });
    std::iter::once(of_goal).chain(measures).collect()
}

fn part<P>(part: &PlanPart<DraftIndicator, P>, parent: IndicatorParent) -> String {
    let indicators: String = part.indicators.iter().map(|found| format!("\n{}", indicator(found, parent))).collect();
    format!("+++\ntitle = {}\n{indicators}+++\n", pair(&part.title))
}

/// The table of an indicator.
pub fn indicator(indicator: &DraftIndicator, parent: IndicatorParent) -> String {
    let DraftIndicator { id, plan } = indicator;
    let role = plan.role.unwrap_or_else(|| parent.usual_role());
    let mut lines = vec![format!("[[indicator]]\nid = \"{id}\"\nrole = \"{}\"\nname = {}", role.word(), pair(&plan.name))];
    lines.extend(plan.unit.as_ref().map(PrintedUnit::toml));
    lines.push(plan.kind.map_or_else(open_kind, |kind| format!("kind = \"{}\"", kind.word())));
    if plan.kind != Some(Kind::Milestone) {
        lines.push(plan.direction.map_or_else(open_direction, |direction| format!("direction = \"{}\"", direction.word())));
    }
    lines.extend(plan.baseline.as_ref().map(|baseline| format!("baseline = {}", figure(baseline))));
    lines.extend(plan.target.as_ref().map(|target| format!("target = {}", figure(target))));
    if !plan.schedule.is_empty() {
        lines.push(format!("schedule = {}", schedule(&plan.schedule)));
    }
    for (key, said) in [("definition", &plan.definition), ("source", &plan.source), ("owner", &plan.owner), ("note", &plan.note)] {
        lines.extend(said.as_ref().map(|said| format!("{key} = {}", pair(said))));
    }
    lines.join("\n") + "\n"
}

/// A text in its languages, as a table on one line.
fn pair(said: &Text) -> String {
    let en = said.en.as_ref().map(|en| format!(", en = {}", text(en))).unwrap_or_default();
    format!("{{ ja = {}{en} }}", text(&said.ja))
}

/// A baseline or a target; without a year it is left for `check` to name.
fn figure(figure: &PlanFigure) -> String {
    let year = figure.year.map(|year| format!("year = {year}, ")).unwrap_or_default();
    let note = figure.note.as_ref().map(|note| format!(", note = {{ ja = {} }}", text(note))).unwrap_or_default();
    match &figure.figure {
        CellFigure::Value(value, bound) => {
            let bound = bound.map(|bound| format!(", bound = \"{}\"", bound.word())).unwrap_or_default();
            format!("{{ {year}value = {}{bound}{note} }}", value.decimal())
        }
        CellFigure::Range(min, max) => format!("{{ {year}min = {}, max = {}{note} }}", min.decimal(), max.decimal()),
        CellFigure::Missing(status) => format!("{{ {year}status = \"{}\"{note} }}", status.word()),
    }
}

fn schedule(targets: &[ScheduledTarget]) -> String {
    let each: Vec<String> =
        targets.iter().map(|target| format!("{{ year = {}, value = {} }}", target.year, target.value.decimal())).collect();
    format!("[{}]", each.join(", "))
}

/// Two lines that keep a place free for the kind.
fn open_kind() -> String {
    format!("# kind：{}\n# kind = ", known::choices::<Kind>())
}

/// Two lines that keep a place free for the direction.
fn open_direction() -> String {
    format!("# direction：{} / where the figure should go\n# direction = ", known::choices::<Direction>())
}
