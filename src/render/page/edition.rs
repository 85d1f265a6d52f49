//! One edition: all goals, the strategy in short, the rule.

use super::goal_card::{GoalCard, cards, edition_counts};
use super::review::{ReviewView, reviews};
use crate::record::{EditionRecord, GoalRecord, MeasureRecord};
use crate::render::Html;
use crate::render::ShownEdition;
use crate::render::context::PageContext;
use crate::render::corrections::{self, CorrectionView};
use crate::render::criteria::{RuleView, rule_view};
use crate::render::frame::{Frame, PageHead};
use crate::render::grade::{basis, footnote};
use crate::render::grade_charts::{GradePicture, PlanTime, grades, time};
use crate::render::help::{Help, help};
use crate::render::population::{self, PopulationView};
use crate::render::route::PageAddress;
use crate::render::words::fill;
use serde::Serialize;

/// Struct of `edition.html`.
#[derive(Debug, Serialize)]
pub struct EditionView {
    pub frame: Frame,
    pub heading: String,
    pub published: Option<String>,
    pub counts: Html,
    pub picture: Option<GradePicture>,
    pub time: Option<PlanTime>,
    pub corrections: Vec<CorrectionView>,
    pub introduction: Option<Html>,
    pub reviews: Vec<ReviewView>,
    pub cards: Vec<GoalCard>,
    pub help: Help,
    pub measures: Vec<MeasureList>,
    pub indicators_href: String,
    pub changes_href: String,
    pub print_href: String,
    pub data_href: Option<String>,
    pub strategy: Html,
    pub strategy_href: String,
    pub period: Option<String>,
    pub population: Option<PopulationView>,
    /// Who found the grades, and how.
    pub rating_intro: String,
    pub rule: RuleView,
}

/// The measures of a goal, each a link to its report.
#[derive(Debug, Serialize)]
pub struct MeasureList {
    pub number: u32,
    pub items: Vec<MeasureItem>,
}

#[derive(Debug, Serialize)]
pub struct MeasureItem {
    pub number: u32,
    pub href: String,
    pub title: Html,
}

/// Makes the view.
pub fn view(context: &PageContext<'_>, shown: &ShownEdition<'_>) -> EditionView {
    let edition = shown.record;
    let formatter = context.formatter(edition.notation());
    let heading = context.report_title(edition);
    let counts = edition_counts(context, edition);
    let head = PageHead {
        title: Some(heading.clone()),
        description: description(context, edition),
        crumbs: vec![context.here(context.html(&context.words.frame.edition))],
        colour: None,
    };
    EditionView {
        frame: context.frame(head),
        heading,
        published: edition.published.map(|date| fill(&context.words.frame.published, &[("date", &formatter.date(date))])),
        counts: context.html(&counts),
        picture: grades(context, edition),
        time: time(context, edition),
        corrections: corrections::of_edition(context, edition),
        introduction: context.prose(&shown.sources.introduction, 2),
        reviews: reviews(context, &shown.sources.reviews, &[]),
        cards: cards(context, edition),
        help: help(context, edition),
        measures: measures(context, edition),
        indicators_href: context.href(PageAddress::Indicators(edition.year)),
        changes_href: context.href(PageAddress::Changes(edition.year)),
        print_href: context.href(PageAddress::Print(edition.year)),
        data_href: context.data_href(edition.year),
        strategy: super::strategy::titled(context, &edition.strategy.title, edition.strategy.stage.as_ref()),
        strategy_href: context.href(context.renderer.strategy_page(edition)),
        period: context.period(edition.strategy.period, edition.strategy.published),
        population: population::view(context, shown.strategy),
        rating_intro: rating_intro(context, edition),
        rule: rule_view(context, edition),
    }
}

/// What the report is about and how many indicators have which grade, in one sentence.
pub fn description(context: &PageContext<'_>, edition: &EditionRecord) -> String {
    let title = context.plain(&edition.title);
    let year = context.formatter(edition.notation()).fiscal_long(edition.year);
    let counts = edition_counts(context, edition);
    fill(&context.words.edition.description, &[("title", &title), ("year", &year), ("counts", &counts)])
}

/// Who found the grades: people, as the footnote of a table says it, or the rule.
fn rating_intro(context: &PageContext<'_>, edition: &EditionRecord) -> String {
    let stated = footnote(context, edition, edition.indicators().collect::<Vec<_>>());
    match stated.is_empty() && !edition.rule.tests.is_empty() {
        true => fill(&context.words.edition.rating_intro, &[("basis", basis(context, edition))]),
        false => stated,
    }
}

fn measures(context: &PageContext<'_>, edition: &EditionRecord) -> Vec<MeasureList> {
    let year = edition.year;
    let item = |goal: u32, measure: &MeasureRecord| MeasureItem {
        number: measure.number,
        href: context.href_part(PageAddress::Goal(year, goal), &format!("measure-{}", measure.number)),
        title: context.text(&measure.title),
    };
    let list = |goal: &GoalRecord| MeasureList {
        number: goal.number,
        items: goal.measures.iter().map(|measure| item(goal.number, measure)).collect(),
    };
    edition.goals.iter().map(list).collect()
}
