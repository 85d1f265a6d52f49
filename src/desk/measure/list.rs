//! The measures of an edition, and which of them nothing is said of yet.

use super::address_of;
use crate::desk::address::DeskAddress;
use crate::desk::content::DeskContent;
use crate::desk::frame::{DeskFrame, edition_at_work, fiscal_year};
use crate::desk::{Desk, DeskAnswer};
use crate::error::Error;
use crate::message::{Message, Messages};
use crate::model::Word;
use crate::sheet::{ReportedEdition, divisions, reported_measures};
use serde::Serialize;

#[derive(Serialize)]
struct MeasureListView {
    frame: DeskFrame,
    goals: Vec<GoalMeasures>,
    written: usize,
    asked: usize,
}

#[derive(Serialize)]
struct GoalMeasures {
    number: u32,
    title: String,
    measures: Vec<MeasureRow>,
}

#[derive(Serialize)]
struct MeasureRow {
    href: String,
    name: String,
    divisions: String,
    has_words: bool,
    next: String,
    photos: usize,
}

/// The page.
///
/// # Errors
///
/// Those of reading the content.
pub fn list(desk: &Desk<'_>, year: i32) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let address = DeskAddress::Measures(year);
    let Some(project) = content.project() else { return Ok(desk.nothing()) };
    let Some(edition) = edition_at_work(project, address) else { return Ok(desk.nothing()) };
    let reported = ReportedEdition { project, edition };
    let language = desk.language();
    let tasks = divisions(reported);
    let mut goals: Vec<GoalMeasures> = Vec::new();
    for measure in reported_measures(reported) {
        let asked = tasks.iter().filter(|task| task.measures.iter().any(|other| other.key() == measure.key()));
        let row = MeasureRow {
            href: address_of(edition, &measure).to_string(),
            name: format!("({}) {}", measure.measure.number, measure.measure.title.in_language(language).0),
            divisions: asked.map(|task| task.name.as_str()).collect::<Vec<_>>().join("・"),
            has_words: measure.has_words(reported),
            next: measure.next_step(reported).map(|step| step.choice().label.in_language(language).to_owned()).unwrap_or_default(),
            photos: measure.photos(reported).len(),
        };
        match goals.last_mut().filter(|goal| goal.number == measure.goal.number) {
            Some(goal) => goal.measures.push(row),
            None => {
                let title = measure.goal.title.in_language(language).0.clone();
                goals.push(GoalMeasures { number: measure.goal.number, title, measures: vec![row] });
            }
        }
    }
    let year = fiscal_year(edition, language);
    let title = Messages::of(language).text(&Message::new("desk-measure.list-title").part("year", year.as_str()));
    let all = || goals.iter().flat_map(|goal| &goal.measures);
    let (written, asked) = (all().filter(|row| row.has_words).count(), all().count());
    let view = MeasureListView { frame: desk.frame(title, address, Some(&content)), written, asked, goals };
    Ok(DeskAnswer::Page(desk.render("measures.html", &view)))
}
