//! A whole edition on one page, for paper.

use super::edition::{self, EditionView};
use super::{goal, indicators};
use crate::data::Scope;
use crate::record::GoalRecord;
use crate::render::Html;
use crate::render::ShownEdition;
use crate::render::board;
use crate::render::context::PageContext;
use crate::render::frame::{Frame, PageHead, colour};
use crate::render::route::{Address, PageAddress};
use crate::render::theme::ViewPart;
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
    pub table: ViewPart,
    /// All indicators in one picture.
    pub board: ViewPart,
    pub board_title: String,
    pub board_intro: String,
    /// "全指標と評価の決め方".
    pub figures_title: String,
}

/// A goal, which begins on a new page.
#[derive(Debug, Serialize)]
pub struct PrintGoal {
    pub number: u32,
    /// Number of its colour, 1 to 5.
    pub colour: u32,
    pub goal: ViewPart,
}

/// Makes the view.
pub fn view(context: &PageContext<'_>, shown: &ShownEdition<'_>) -> PrintView {
    let edition = shown.record;
    let year = edition.year;
    let words = &context.words.print;
    let title = context.dated_title(&words.title, edition);
    let crumbs = vec![context.crumb(PageAddress::Edition(year), &context.words.frame.edition), context.here(context.html(&words.title))];
    let print_goal =
        |goal: &GoalRecord| PrintGoal { number: goal.number, colour: colour(goal.number), goal: goal::content(context, shown, goal) };
    let sheet = Address::Asset(Scope::Edition(year), context.renderer.theme.assets().print.name.clone());
    PrintView {
        frame: context.frame(PageHead { title: Some(title), description: words.description.clone(), crumbs, colour: None }),
        sheet: context.links.to(&sheet),
        publisher: context.renderer.project.settings.publisher.as_ref().map(|publisher| context.text(&publisher.name)),
        edition: edition::view(context, shown),
        figures_title: if edition.rule.off { context.words.edition.indicators_title.clone() } else { words.figures.clone() },
        goals: edition.goals.iter().map(print_goal).collect(),
        table: indicators::table(context, edition),
        board: board::picture(context, edition),
        board_title: board::title(context, edition),
        board_intro: context.words.board.intro.clone(),
    }
}
