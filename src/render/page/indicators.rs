//! Every indicator of an edition in one table.

use super::parts::{Table, edition_counts, table};
use crate::evaluate::Evaluation;
use crate::model::{Goal, Role};
use crate::render::Html;
use crate::render::frame::{About, Frame};
use crate::render::route::PageAddress;
use crate::render::scene::Scene;
use crate::render::words::fill;
use serde::Serialize;

/// Struct of `indicators.html`.
#[derive(Debug, Serialize)]
pub struct IndicatorsView {
    pub frame: Frame,
    pub counts: Html,
    pub intro: String,
    pub table: Table,
    pub rating_href: String,
    pub data_href: Option<String>,
    /// Place of each grade in the rule, and its label: for filtering.
    pub grades: Vec<(String, String)>,
}

/// Makes the view.
pub fn view(scene: &Scene<'_>, evaluation: &Evaluation<'_>) -> IndicatorsView {
    let words = &scene.words.edition;
    let year = evaluation.edition.year;
    let count = |role: Role| evaluation.indicators().filter(|assessment| assessment.indicator.role == role).count().to_string();
    let intro = fill(&words.indicators_intro, &[("targets", &count(Role::Target)), ("kpis", &count(Role::Kpi))]);
    let long = scene.writer(evaluation.edition.notation()).fiscal_long(year);
    let title = fill(&scene.words.edition.heading, &[("title", &words.indicators_title), ("year", &long)]);
    let goals: Vec<&Goal> = evaluation.strategy.goals.iter().collect();
    let crumbs =
        vec![scene.crumb(PageAddress::Edition(year), &scene.words.frame.edition), scene.here(scene.html(&scene.words.frame.indicators))];
    let counts = edition_counts(scene, evaluation);
    IndicatorsView {
        frame: scene.frame(About { title: Some(title), description: format!("{counts}{}", scene.words.says.end), crumbs, colour: None }),
        counts: scene.html(&counts),
        intro,
        table: table(scene, evaluation, &goals, scene.html(&scene.words.indicator.caption)),
        grades: grades(scene, evaluation),
        rating_href: scene.href_part(PageAddress::Edition(year), "rating"),
        data_href: scene.data_href(year),
    }
}

/// The grades that some indicator has.
fn grades(scene: &Scene<'_>, evaluation: &Evaluation<'_>) -> Vec<(String, String)> {
    let tally = evaluation.tally();
    let used = evaluation.rule.grades.iter().enumerate().filter(|(index, _)| tally.by_grade[*index] > 0);
    used.map(|(index, grade)| (index.to_string(), scene.plain(&grade.label))).collect()
}
