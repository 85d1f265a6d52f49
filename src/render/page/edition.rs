//! One edition: all goals, the strategy in short, the rule.

use super::parts::{GoalCard, PopulationView, cards, edition_counts, period, population};
use crate::evaluate::Evaluation;
use crate::render::Html;
use crate::render::frame::{About, Frame};
use crate::render::grades::grades;
use crate::render::route::PageAddress;
use crate::render::scene::Scene;
use crate::render::words::fill;
use crate::render::working::{RuleView, rule_view};
use serde::Serialize;

/// Struct of `edition.html`.
#[derive(Debug, Serialize)]
pub struct EditionView {
    pub frame: Frame,
    pub heading: String,
    pub published: Option<String>,
    pub counts: Html,
    pub picture_title: String,
    pub picture: Html,
    pub introduction: Option<Html>,
    pub cards: Vec<GoalCard>,
    pub measures: Vec<MeasureList>,
    pub indicators_href: String,
    pub changes_href: String,
    pub print_href: String,
    pub data_href: Option<String>,
    pub strategy: Html,
    pub strategy_href: String,
    pub period: Option<String>,
    pub population: Option<PopulationView>,
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
pub fn view(scene: &Scene<'_>, evaluation: &Evaluation<'_>) -> EditionView {
    let edition = evaluation.edition;
    let writer = scene.writer(edition.notation());
    let year = writer.fiscal_long(edition.year);
    let title = scene.plain(&edition.title);
    let heading = fill(&scene.words.edition.heading, &[("title", &title), ("year", &year)]);
    let counts = edition_counts(scene, evaluation);
    let description = fill(&scene.words.edition.description, &[("title", &title), ("year", &year), ("counts", &counts)]);
    let about =
        About { title: Some(heading.clone()), description, crumbs: vec![scene.here(scene.html(&scene.words.frame.edition))], colour: None };
    EditionView {
        frame: scene.frame(about),
        heading,
        published: edition.published.map(|date| fill(&scene.words.frame.published, &[("date", &writer.date(date))])),
        counts: scene.html(&counts),
        picture_title: scene.picture_title(evaluation),
        picture: Html::finished(grades(scene, evaluation)),
        introduction: scene.prose(&edition.introduction, 2),
        cards: cards(scene, evaluation),
        measures: measures(scene, evaluation),
        indicators_href: scene.href(PageAddress::Indicators(edition.year)),
        changes_href: scene.href(PageAddress::Changes(edition.year)),
        print_href: scene.href(PageAddress::Print(edition.year)),
        data_href: scene.data_href(edition.year),
        strategy: super::strategy::title(scene, evaluation.strategy),
        strategy_href: scene.href(PageAddress::Strategy(evaluation.strategy.id.clone())),
        period: period(scene, evaluation.strategy),
        population: population(scene, evaluation.strategy),
        rule: rule_view(scene, evaluation),
    }
}

fn measures(scene: &Scene<'_>, evaluation: &Evaluation<'_>) -> Vec<MeasureList> {
    let year = evaluation.edition.year;
    let item = |goal: u32, measure: &crate::model::Measure| MeasureItem {
        number: measure.number,
        href: scene.href_part(PageAddress::Goal(year, goal), &format!("measure-{}", measure.number)),
        title: scene.text(&measure.title),
    };
    let list = |goal: &crate::model::Goal| MeasureList {
        number: goal.number,
        items: goal.measures.iter().filter(|measure| measure.belongs_to(year)).map(|measure| item(goal.number, measure)).collect(),
    };
    evaluation.strategy.goals.iter().map(list).collect()
}
