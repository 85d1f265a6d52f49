//! Goals and indicators as the pages of several templates show them.

use crate::model::Role;
use crate::record::{EditionRecord, GoalRecord, GradeTally, IndicatorRecord};
use crate::render::Html;
use crate::render::bullet::BulletLabels;
use crate::render::context::PageContext;
use crate::render::frame::colour;
use crate::render::grade::GradeView;
use crate::render::grade_charts::tally;
use crate::render::indicator::IndicatorText;
use crate::render::route::PageAddress;
use crate::render::words::fill;
use crate::render::year_line::YearLine;
use serde::Serialize;

/// An indicator with its chart.
#[derive(Debug, Serialize)]
pub struct FigureView {
    pub id: String,
    pub href: String,
    pub name: Html,
    pub tag: Option<String>,
    pub grade: Option<GradeView>,
    pub line: YearLine,
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
    /// A tile for each indicator, where there are grades.
    pub tally: Option<Html>,
    pub counts: Html,
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
        line: indicator_text.year_line(),
        svg: Html::finished(indicator_text.bullet(BulletLabels::Names)),
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
        tally: tally(context, edition, goal).map(Html::finished),
        counts: context.html(&goal_counts(context, edition, &counted)),
    }
}

/// "指標6件：達成2・順調3・やや遅れ1".
pub fn goal_counts(context: &PageContext<'_>, edition: &EditionRecord, tally: &GradeTally) -> String {
    let all = tally.all().to_string();
    if !edition.is_graded() {
        return fill(&context.words.edition.counts_no_grades, &[("all", &all)]);
    }
    let counts = context.counts(edition, tally);
    fill(&context.words.edition.counts, &[("all", &tally.denominator().to_string()), ("counts", &counts)])
}

/// "主な指標20件中 達成5・順調8・やや遅れ5・遅れ2": the whole edition, with its denominator.
pub fn edition_counts(context: &PageContext<'_>, edition: &EditionRecord) -> String {
    let tally = edition.tally();
    let selection = context.selection(edition);
    let values = [("all", tally.denominator().to_string()), ("counts", context.counts(edition, &tally)), ("selection", selection)];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let words = &context.words.edition;
    fill(if edition.is_graded() { &words.counts_selected } else { &words.counts_selected_no_grades }, &values)
}
