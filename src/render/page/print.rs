//! A whole edition on one page, for paper.

use super::edition::{self, EditionView};
use super::goal::{self, GoalView};
use super::parts::{Table, table};
use crate::evaluate::Evaluation;
use crate::model::Goal;
use crate::render::Html;
use crate::render::frame::{About, Frame};
use crate::render::route::{Address, PageAddress, Scope};
use crate::render::scene::Scene;
use crate::render::words::fill;
use serde::Serialize;

/// Struct of `print.html`.
#[derive(Debug, Serialize)]
pub struct PrintView {
    pub frame: Frame,
    /// The style sheet with the pages' numbers and heads.
    pub sheet: String,
    pub publisher: Option<Html>,
    pub edition: EditionView,
    pub goals: Vec<PrintGoal>,
    pub table: Table,
}

/// A goal, which begins on a new page.
#[derive(Debug, Serialize)]
pub struct PrintGoal {
    pub number: u32,
    pub goal: GoalView,
}

/// Makes the view.
pub fn view(scene: &Scene<'_>, evaluation: &Evaluation<'_>) -> PrintView {
    let year = evaluation.edition.year;
    let words = &scene.words.print;
    let long = scene.writer(evaluation.edition.notation()).fiscal_long(year);
    let title = fill(&scene.words.edition.heading, &[("title", &words.title), ("year", &long)]);
    let crumbs = vec![scene.crumb(PageAddress::Edition(year), &scene.words.frame.edition), scene.here(scene.html(&words.title))];
    let goals: Vec<&Goal> = evaluation.strategy.goals.iter().collect();
    let print_goal = |goal: &&Goal| Some(PrintGoal { number: goal.number, goal: goal::view(scene, evaluation, goal.number)? });
    let sheet = Address::Asset(Scope::Edition(year), scene.renderer.theme.assets().print.name.clone());
    PrintView {
        frame: scene.frame(About { title: Some(title), description: words.description.clone(), crumbs, colour: None }),
        sheet: scene.links.to(&sheet),
        publisher: scene.renderer.project.settings.publisher.as_ref().map(|publisher| scene.text(&publisher.name)),
        edition: edition::view(scene, evaluation),
        goals: goals.iter().filter_map(print_goal).collect(),
        table: table(scene, evaluation, &goals, scene.html(&scene.words.indicator.caption)),
    }
}
