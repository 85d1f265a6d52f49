//! The files of a plan: what rows say as TOML, and what they leave open as comments.

use super::known::{KnownFigure, TEXTS};
use super::plan::{CellFigure, DraftIndicator, IndicatorParent, PlanFigure, ScheduledTarget, SheetGoal, SheetIndicator, SheetPlan};
use super::proposal::{self, ProposalReason};
use crate::model::{Direction, Kind, Text, Word};
use crate::scaffold::{NewText, known};
use crate::sheet::printed_unit::PrintedUnit;
use crate::sheet::results::text;

/// The files of all goals and measures, by their paths below the folder of the strategy.
pub fn files(plan: &SheetPlan<DraftIndicator<'_>>) -> Vec<NewText> {
    plan.goals.iter().flat_map(goal_files).collect()
}

fn goal_files(goal: &SheetGoal<DraftIndicator<'_>>) -> Vec<NewText> {
    let file = |parent: IndicatorParent, text: String| NewText { path: parent.path(), text };
    let parent = IndicatorParent::Goal(goal.number);
    let of_goal = file(parent, part(&goal.title, &goal.lines, goal.indicators.iter(), parent));
    let measures = goal.parts.iter().map(|measure| {
        let parent = IndicatorParent::Measure { goal: goal.number, measure: measure.number };
        file(parent, part(&measure.title, &measure.lines, measure.indicators.iter(), parent))
    });
    std::iter::once(of_goal).chain(measures).collect()
}

/// The text of a new file.
pub fn part<'a, 'k: 'a>(
    title: &Text,
    lines: &[String],
    indicators: impl Iterator<Item = &'a DraftIndicator<'k>>,
    parent: IndicatorParent,
) -> String {
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let indicators: String = indicators.map(|found| format!("\n{}", indicator(found, parent))).collect();
    format!("+++\ntitle = {}\n{lines}{indicators}+++\n", pair(title))
}

/// The table of an indicator.
pub fn indicator(indicator: &DraftIndicator<'_>, parent: IndicatorParent) -> String {
    let DraftIndicator { id, sheet, known, .. } = indicator;
    let taken_over = |key: &str| indicator.taken_over(key).map(|value| format!("{key} = {value}"));
    let is_calendar = |figure: Option<&KnownFigure>| figure.is_some_and(|figure| figure.calendar);
    let role = sheet.role.unwrap_or_else(|| parent.usual_role());
    let mut lines = vec![format!("[[indicator]]\nid = \"{id}\"\nrole = \"{}\"\nname = {}", role.word(), pair(&sheet.name))];
    lines.extend(taken_over("unit").or_else(|| sheet.unit.as_ref().map(PrintedUnit::toml)));
    lines.push(sheet.kind.map_or_else(|| open_kind(sheet), |kind| format!("kind = \"{}\"", kind.word())));
    let kind = sheet.kind.unwrap_or_else(|| proposal::kind(sheet).value);
    if kind != Kind::Milestone {
        lines
            .push(sheet.direction.map_or_else(|| open_direction(sheet, kind), |direction| format!("direction = \"{}\"", direction.word())));
    }
    let steps = taken_over("steps");
    let has_other_steps = steps.is_some();
    lines.extend(steps.or_else(|| own_steps(&sheet.steps)));
    for (key, said, known) in [
        ("baseline", &sheet.baseline, known.and_then(|known| known.baseline.as_ref())),
        ("target", &sheet.target, known.and_then(|known| known.target.as_ref())),
    ] {
        // The steps of the strategy before have ids of their own, which the table does not know.
        let free = |said: &PlanFigure| if has_other_steps && matches!(said.figure, CellFigure::Step(_)) { "# " } else { "" };
        lines.extend(said.as_ref().map(|said| format!("{}{key} = {}", free(said), figure(said, is_calendar(known)))));
    }
    if !sheet.schedule.is_empty() {
        lines.push(format!("schedule = {}", schedule(&sheet.schedule)));
    }
    lines.extend(["tolerance", "lag"].into_iter().filter_map(taken_over));
    for key in TEXTS {
        let said = sheet.texts().find(|(own, _)| *own == key).map(|(_, said)| format!("{key} = {}", pair(said)));
        lines.extend(taken_over(key).or(said));
    }
    lines.join("\n") + "\n"
}

/// A text in its languages, as a table on one line.
fn pair(said: &Text) -> String {
    let en = said.en.as_ref().map(|en| format!(", en = {}", text(en))).unwrap_or_default();
    format!("{{ ja = {}{en} }}", text(&said.ja))
}

/// A baseline or a target; without a year it is left for `check` to name.
pub fn figure(figure: &PlanFigure, is_calendar: bool) -> String {
    let calendar = if is_calendar || figure.calendar { "calendar = true, " } else { "" };
    let of_year = || figure.year.map(|year| format!("year = {year}, {calendar}"));
    let year = figure.as_of.map(|day| format!("as_of = {day}, {calendar}")).or_else(of_year).unwrap_or_default();
    let note = figure.note.as_ref().map(|note| format!(", note = {{ ja = {} }}", text(note))).unwrap_or_default();
    match &figure.figure {
        CellFigure::Value(value, bound) => {
            let bound = bound.map(|bound| format!(", bound = \"{}\"", bound.word())).unwrap_or_default();
            format!("{{ {year}value = {}{bound}{note} }}", value.decimal())
        }
        CellFigure::Range(min, max) => format!("{{ {year}min = {}, max = {}{note} }}", min.decimal(), max.decimal()),
        CellFigure::Step(step) => format!("{{ {year}value = \"{}\"{note} }}", step_id(*step)),
        CellFigure::Missing(status) => format!("{{ {year}status = \"{}\"{note} }}", status.word()),
    }
}

/// The steps of a milestone, numbered.
fn own_steps(steps: &[String]) -> Option<String> {
    let each = steps.iter().enumerate().map(|(step, ja)| format!("{{ id = \"{}\", ja = {} }}", step_id(step), text(ja)));
    (!steps.is_empty()).then(|| format!("steps = [{}]", each.collect::<Vec<_>>().join(", ")))
}

fn step_id(step: usize) -> String {
    format!("step-{}", step + 1)
}

pub fn schedule(targets: &[ScheduledTarget]) -> String {
    let each: Vec<String> =
        targets.iter().map(|target| format!("{{ year = {}, value = {} }}", target.year, target.value.decimal())).collect();
    format!("[{}]", each.join(", "))
}

/// Two lines that keep a place free for the kind, with the one that is proposed.
fn open_kind(sheet: &SheetIndicator) -> String {
    let proposed = proposal::kind(sheet);
    format!("# kind：{}\n# kind = {}", known::choices::<Kind>(), proposed_line(proposed.value, proposed.reason))
}

/// Two lines that keep a place free for the direction, with the one that is proposed.
fn open_direction(sheet: &SheetIndicator, kind: Kind) -> String {
    let proposed = proposal::direction(sheet, kind).map(|proposed| proposed_line(proposed.value, proposed.reason)).unwrap_or_default();
    format!("# direction：{} / where the figure should go\n# direction = {proposed}", known::choices::<Direction>())
}

/// A value with its reason: taking off the mark before the line takes it.
fn proposed_line<T: Word>(value: T, reason: ProposalReason) -> String {
    format!("\"{}\"  # 提案：{}", value.word(), reason.text().ja)
}
