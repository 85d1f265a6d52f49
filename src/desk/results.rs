//! The results of a goal: one table, typed and judged row by row.

mod judged;
mod row;
mod save;

use super::address::{DeskAddress, GoalPlace};
use super::content::DeskContent;
use super::draft::{Draft, remove_draft};
use super::form::{FormFields, FormPurpose};
use super::frame::{DeskFrame, edition_at_work, fiscal_year};
use super::{Desk, DeskAnswer};
use crate::error::Error;
use crate::message::{Message, Messages};
use crate::model::{Edition, Goal, Project, seal};
use crate::sheet::{ExpectedResult, ReportedEdition, TypedResult, levels};
use judged::JudgedResults;
pub use judged::RowFindings;
pub use row::{FieldOption, choices};
use row::{TypedResultRow, rows};
use serde::Serialize;

#[derive(Serialize)]
struct ResultsView {
    frame: DeskFrame,
    goal: String,
    caption: String,
    goals: Vec<GoalTab>,
    answered: usize,
    rows: Vec<TypedResultRow>,
    /// Rows to mend and rows to look at, for the summary on top.
    wrong: usize,
    doubtful: usize,
    /// How many results were saved a moment ago.
    saved: Option<usize>,
    /// When the fields were typed that are not saved yet.
    draft: Option<String>,
    is_sealed: bool,
    next: Option<String>,
}

/// A goal in the row of goals.
#[derive(Serialize)]
struct GoalTab {
    href: String,
    number: u32,
    answered: usize,
    asked: usize,
    is_here: bool,
}

/// The results of a goal, in the content as it is now.
struct GoalResults<'a> {
    project: &'a Project,
    edition: &'a Edition,
    goal: &'a Goal,
}

impl<'a> GoalResults<'a> {
    fn of(content: &'a DeskContent, place: GoalPlace) -> Option<GoalResults<'a>> {
        let project = content.project()?;
        let edition = edition_at_work(project, DeskAddress::Results(place))?;
        let goal = project.strategy_of(edition).goal(place.goal)?;
        Some(GoalResults { project, edition, goal })
    }

    fn reported(&self) -> ReportedEdition<'a> {
        ReportedEdition { project: self.project, edition: self.edition }
    }

    /// What the edition reports of the goal.
    fn wanted(&self) -> Vec<ExpectedResult<'a>> {
        wanted(self.reported(), self.goal.number)
    }

    fn is_sealed(&self) -> bool {
        seal::in_force(&self.project.seals, self.edition.year).is_some()
    }
}

fn wanted(reported: ReportedEdition<'_>, goal: u32) -> Vec<ExpectedResult<'_>> {
    let is_of_goal = |wanted: &ExpectedResult<'_>| levels(reported, wanted).is_some_and(|(found, _)| found.number == goal);
    reported.wanted().into_iter().filter(is_of_goal).collect()
}

/// The page, with what was typed and not saved.
///
/// # Errors
///
/// Those of reading the content and the draft.
pub fn page(desk: &Desk<'_>, place: GoalPlace, query: &FormFields) -> Result<DeskAnswer, Error> {
    let draft = Draft::read(desk, DeskAddress::Results(place))?;
    show(desk, place, draft.as_ref(), query.number("saved"))
}

/// What becomes of the form.
///
/// # Errors
///
/// Those of reading and of changing the content.
pub fn post(desk: &Desk<'_>, place: GoalPlace, form: &FormFields) -> Result<DeskAnswer, Error> {
    let address = DeskAddress::Results(place);
    match form.purpose() {
        FormPurpose::Discard => {
            remove_draft(desk, address)?;
            Ok(DeskAnswer::SeeOther(address.to_string()))
        }
        FormPurpose::Judge => {
            let draft = typed(desk, place, form)?;
            show(desk, place, draft.as_ref(), None)
        }
        FormPurpose::Save | FormPurpose::Tidy => save::save(desk, place, form),
    }
}

/// Keeps what was typed as a draft; `None` where nothing differs from what is there.
fn typed(desk: &Desk<'_>, place: GoalPlace, form: &FormFields) -> Result<Option<Draft<TypedResult>>, Error> {
    let content = DeskContent::read(desk)?;
    let Some(results) = GoalResults::of(&content, place) else { return Ok(None) };
    let draft = Draft::of(desk, DeskAddress::Results(place), row::differing(&results, form));
    draft.keep(desk)?;
    Ok(Some(draft).filter(|draft| !draft.is_empty()))
}

fn show(desk: &Desk<'_>, place: GoalPlace, draft: Option<&Draft<TypedResult>>, saved: Option<usize>) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let Some(results) = GoalResults::of(&content, place) else { return Ok(desk.nothing()) };
    let judged = JudgedResults::of(desk, &content, &results, draft)?;
    let rows = rows(desk, &results, draft, &judged);
    let language = desk.language();
    let year = fiscal_year(results.edition, language);
    let messages = Messages::of(language);
    let number = results.goal.number;
    let text = |key: &str| messages.text(&Message::new(key).part("goal", number).part("year", year.as_str()));
    let goals = goals(&results);
    let next = goals.iter().skip_while(|goal| !goal.is_here).nth(1).map(|goal| goal.href.clone());
    let view = ResultsView {
        frame: desk.frame(text("desk-results.title"), DeskAddress::Results(place), Some(&content)),
        goal: results.goal.title.in_language(language).0.clone(),
        caption: text("desk-results.caption"),
        answered: rows.iter().filter(|row| row.is_answered).count(),
        wrong: rows.iter().filter(|row| !row.errors.is_empty()).count(),
        doubtful: rows.iter().filter(|row| row.errors.is_empty() && !row.doubts.is_empty()).count(),
        rows,
        goals,
        saved,
        draft: draft.map(|draft| draft.time.clone()),
        is_sealed: results.is_sealed(),
        next,
    };
    Ok(DeskAnswer::Page(desk.render("results.html", &view)))
}

fn goals(results: &GoalResults<'_>) -> Vec<GoalTab> {
    let reported = results.reported();
    let tab = |goal: &Goal| {
        let wanted = wanted(reported, goal.number);
        GoalTab {
            href: DeskAddress::Results(GoalPlace { edition: results.edition.year, goal: goal.number }).to_string(),
            number: goal.number,
            answered: wanted.iter().filter(|wanted| !reported.lacks(wanted.indicator)).count(),
            asked: wanted.len(),
            is_here: goal.number == results.goal.number,
        }
    };
    reported.strategy().goals.iter().map(tab).filter(|tab| tab.asked > 0 || tab.is_here).collect()
}
