//! Parts that several pages have.

use crate::model::{Period, Published, Role, Strategy};
use crate::record::{EditionRecord, GoalRecord, IndicatorRecord, Tally};
use crate::render::Html;
use crate::render::context::PageContext;
use crate::render::frame::colour;
use crate::render::grades::tally;
use crate::render::indicator::{GradeView, HeadYears, IndicatorText, Row, head_years};
use crate::render::route::PageAddress;
use crate::render::words::fill;
use serde::Serialize;

/// An indicator with its chart.
#[derive(Debug, Serialize)]
pub struct FigureView {
    pub id: String,
    pub href: String,
    pub name: Html,
    pub tag: Option<String>,
    pub grade: GradeView,
    pub says: Html,
    pub svg: Html,
}

/// A goal with its numerical targets.
#[derive(Debug, Serialize)]
pub struct GoalCard {
    pub number: u32,
    pub colour: u32,
    pub label: String,
    pub title: Html,
    pub href: String,
    pub figures: Vec<FigureView>,
    pub tally: Html,
    pub counts: Html,
}

/// A table with a row for each indicator.
#[derive(Debug, Serialize)]
pub struct Table {
    pub caption: Html,
    pub baseline: String,
    pub actual: String,
    pub target: String,
    pub groups: Vec<RowGroup>,
}

/// The rows of one goal.
#[derive(Debug, Serialize)]
pub struct RowGroup {
    pub number: u32,
    pub colour: u32,
    pub label: String,
    pub title: Html,
    pub href: String,
    pub rows: Vec<Row>,
}

/// The population vision of a strategy.
#[derive(Debug, Serialize)]
pub struct PopulationView {
    pub svg: Html,
    pub says: Html,
    pub scenarios: Vec<(Html, Html)>,
    pub levers: Vec<(Html, Html)>,
}

/// An indicator with its chart, for a page of its edition.
pub fn figure<'a>(context: &'a PageContext<'a>, edition: &'a EditionRecord, record: &'a IndicatorRecord) -> FigureView {
    let indicator_text = IndicatorText::new(context, edition, record);
    let is_target = record.indicator.role == Role::Target;
    FigureView {
        id: record.indicator.id.clone(),
        href: indicator_text.href(),
        name: indicator_text.name_html(),
        tag: is_target.then(|| context.words.closed.of(Role::Target).to_owned()),
        grade: indicator_text.grade(),
        says: context.html(&indicator_text.summary()),
        svg: Html::finished(indicator_text.bullet()),
    }
}

/// "基本目標3".
pub fn goal_label(context: &PageContext<'_>, number: u32) -> String {
    fill(&context.words.frame.goal, &[("n", &number.to_string())])
}

/// The cards of all goals of an edition.
pub fn cards<'a>(context: &'a PageContext<'a>, edition: &'a EditionRecord) -> Vec<GoalCard> {
    edition.goals.iter().map(|goal| card(context, edition, goal)).collect()
}

fn card<'a>(context: &'a PageContext<'a>, edition: &'a EditionRecord, goal: &'a GoalRecord) -> GoalCard {
    let targets = goal.indicators.iter().filter(|record| record.indicator.role == Role::Target);
    let counted = edition.tally_of(&goal.indicators);
    GoalCard {
        number: goal.number,
        colour: colour(goal.number),
        label: goal_label(context, goal.number),
        title: context.text(&goal.title),
        href: context.href(PageAddress::Goal(edition.year, goal.number)),
        figures: targets.map(|record| figure(context, edition, record)).collect(),
        tally: Html::finished(tally(context, edition, goal)),
        counts: context.html(&goal_counts(context, edition, &counted)),
    }
}

/// "指標6件：達成2・順調3・やや遅れ1".
pub fn goal_counts(context: &PageContext<'_>, edition: &EditionRecord, tally: &Tally) -> String {
    let counts = context.counts(edition, tally);
    fill(&context.words.edition.counts, &[("all", &tally.denominator().to_string()), ("counts", &counts)])
}

/// "主な指標20件中 達成5・順調8・やや遅れ5・遅れ2": the whole edition, with its denominator.
pub fn edition_counts(context: &PageContext<'_>, edition: &EditionRecord) -> String {
    let tally = edition.tally();
    let selection = context.selection(edition);
    let values = [("all", tally.denominator().to_string()), ("counts", context.counts(edition, &tally)), ("selection", selection)];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(&context.words.edition.counts_selected, &values)
}

/// A table of the indicators of some goals.
pub fn table<'a>(context: &'a PageContext<'a>, edition: &'a EditionRecord, goals: &[&'a GoalRecord], caption: Html) -> Table {
    let head = head_years(goals.iter().flat_map(|goal| &goal.indicators));
    let words = &context.words.indicator;
    let writer = context.writer(edition.notation());
    let dated = |label: &str, year: Option<crate::model::Year>| match year {
        Some(year) => fill(&words.with_year, &[("label", label), ("year", &writer.year_short(year))]),
        None => label.to_owned(),
    };
    Table {
        caption,
        baseline: dated(&words.baseline, head.baseline),
        actual: dated(&words.actual, head.actual),
        target: dated(&words.target, head.target),
        groups: goals.iter().filter_map(|goal| group(context, edition, goal, head)).collect(),
    }
}

fn group<'a>(context: &'a PageContext<'a>, edition: &'a EditionRecord, goal: &'a GoalRecord, head: HeadYears) -> Option<RowGroup> {
    if goal.indicators.is_empty() {
        return None;
    }
    Some(RowGroup {
        number: goal.number,
        colour: colour(goal.number),
        label: fill(&context.words.frame.goal_short, &[("n", &goal.number.to_string())]),
        title: context.text(&goal.title),
        href: context.href(PageAddress::Goal(edition.year, goal.number)),
        rows: goal.indicators.iter().map(|record| IndicatorText::new(context, edition, record).row(head)).collect(),
    })
}

/// The population vision of a strategy, where it has one.
pub fn population(context: &PageContext<'_>, strategy: &Strategy) -> Option<PopulationView> {
    let vision = strategy.population.as_ref()?;
    let (svg, says) = crate::render::population::chart(context, strategy)?;
    let levers = vision.levers.iter().map(|lever| (context.text(&lever.name), context.text(&lever.text)));
    let rows = vision.scenarios.iter().flat_map(|scenario| scenario.points.iter().map(move |point| (scenario, point)));
    let scenarios = rows.map(|(scenario, point)| {
        let label = fill(
            &context.words.indicator.with_year,
            &[("label", context.text(&scenario.name).as_str()), ("year", &point.year.to_string())],
        );
        (Html::finished(label), context.html(&crate::render::population::persons(context, point.value, vision.notation)))
    });
    Some(PopulationView { svg: Html::finished(svg), says: context.html(&says), scenarios: scenarios.collect(), levers: levers.collect() })
}

/// "平成27年度～平成31年度（5年間）": the period of a strategy that was published then.
pub fn period(context: &PageContext<'_>, period: Option<Period>, published: Option<Published>) -> Option<String> {
    let period = period?;
    let writer = context.writer(period.notation(published));
    let [first, last] = [writer.fiscal_long(period.first), writer.fiscal_long(period.last)];
    Some(fill(&context.words.strategy.period_value, &[("first", &first), ("last", &last), ("years", &period.years().to_string())]))
}

/// Bytes in units that people read.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
