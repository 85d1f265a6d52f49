//! What people call a file of the content at the desk.

use crate::desk::frame::fiscal_year;
use crate::language::Language;
use crate::message::{Message, Messages};
use crate::model::{Document, Project, Strategy, Text};
use crate::translation::place;
use serde::Serialize;

/// A place of the content in words, with its title.
#[derive(Serialize)]
pub struct PlaceHeading {
    pub place: String,
    pub title: String,
}

/// Where a file of a report or a strategy belongs.
struct FilePlace<'a> {
    /// The report or the strategy in words.
    whole: String,
    strategy: &'a Strategy,
    goal: Option<u32>,
    measure: Option<u32>,
}

/// A file in the words of the desk: its report or strategy, goal and measure, with the title of the last.
pub fn heading(project: &Project, document: &Document, language: Language) -> PlaceHeading {
    let messages = Messages::of(language);
    let title = |text: &Text| text.in_language(language).0.clone();
    let Some(file) = file_place(project, document, language) else {
        let name = if let Document::Page(name) = document { Some(name) } else { None };
        let page = name.and_then(|name| project.pages.iter().find(|page| page.name == *name));
        return PlaceHeading { place: messages.text(&place(document)), title: page.map(|page| title(&page.title)).unwrap_or_default() };
    };
    let goal = file.goal.and_then(|number| file.strategy.goal(number));
    let measure = file.measure.and_then(|number| goal?.measures.iter().find(|measure| measure.number == number));
    let below = measure.map(|measure| &measure.title).or(goal.map(|goal| &goal.title));
    let place = match (file.goal, file.measure) {
        (None, _) => file.whole,
        (Some(goal), None) => messages.text(&Message::new("desk-translation.goal").part("place", file.whole).part("goal", goal)),
        (Some(goal), Some(measure)) => {
            let place = Message::new("desk-translation.measure").part("place", file.whole).part("goal", goal);
            messages.text(&place.part("measure", measure))
        }
    };
    PlaceHeading { place, title: below.map(title).unwrap_or_default() }
}

/// `None` for a file of no report and no strategy, and for a section, which has a name of its own.
fn file_place<'a>(project: &'a Project, document: &Document, language: Language) -> Option<FilePlace<'a>> {
    let report = |year: i32, goal, measure| {
        let edition = project.editions.iter().find(|edition| edition.year == year)?;
        let whole = Message::new("desk.report").part("year", fiscal_year(edition, language));
        Some(FilePlace { whole: Messages::of(language).text(&whole), strategy: project.strategy_of(edition), goal, measure })
    };
    let plan = |id: &str, goal, measure| {
        let strategy = project.strategy(id)?;
        Some(FilePlace { whole: strategy.title.in_language(language).0.clone(), strategy, goal, measure })
    };
    match document {
        Document::Edition(year) => report(*year, None, None),
        Document::EditionGoal(year, goal) => report(*year, Some(*goal), None),
        Document::EditionMeasure(year, goal, measure) => report(*year, Some(*goal), Some(*measure)),
        Document::Strategy(id) => plan(id, None, None),
        Document::StrategyGoal(id, goal) => plan(id, Some(*goal), None),
        Document::StrategyMeasure(id, goal, measure) => plan(id, Some(*goal), Some(*measure)),
        Document::Site
        | Document::Frameworks
        | Document::Register
        | Document::Translations
        | Document::Glossary
        | Document::Page(_)
        | Document::StrategySection(..) => None,
    }
}
