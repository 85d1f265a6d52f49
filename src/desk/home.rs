//! 今日の状況: how far the report is, what is wrong and where it is mended, and who has answered.

use super::address::{DeskAddress, GoalPlace, MeasurePlace};
use super::content::DeskContent;
use super::frame::{DeskFrame, dates, edition_at_work, has_english};
use super::measure::address_of;
use super::{Desk, DeskAnswer, translation};
use crate::collection::{AnswerCount, AnswerState, CollectionFile, CollectionState, DivisionState};
use crate::diagnostic::{Diagnostic, Report, Severity, SubjectKey, place_text, words};
use crate::error::Error;
use crate::language::Language;
use crate::message::{Message, Messages, name};
use crate::model::{Document, Edition, Project, Published};
use crate::sheet::ReportedEdition;
use serde::Serialize;

/// The code of a result that is open.
pub const OPEN_RESULT: &str = "indicator-without-result";
/// The codes of what has no English.
const UNTRANSLATED: [&str; 2] = ["missing-translation", "missing-translated-body"];
/// Most faults that are listed, errors first.
const MOST: usize = 30;

#[derive(Serialize)]
struct TodayView {
    frame: DeskFrame,
    /// `None` where there is no edition, or its collection cannot be known.
    collection: Option<CollectionView>,
    errors: usize,
    warnings: usize,
    /// `None` for a site without English pages.
    untranslated: Option<UntranslatedView>,
    todo: Vec<TodoView>,
    /// How many faults are not listed.
    more: usize,
}

/// Texts without English, and where they are translated.
#[derive(Serialize)]
struct UntranslatedView {
    count: usize,
    href: String,
}

#[derive(Serialize)]
struct CollectionView {
    answered: usize,
    asked: usize,
    divisions: Vec<DivisionView>,
}

#[derive(Serialize)]
struct DivisionView {
    name: String,
    results: CountView,
    measures: CountView,
    /// The key of its state.
    state: String,
    due: Option<String>,
    is_late: bool,
    /// The first measure that is open.
    measures_href: Option<String>,
    /// The first goal of which something is open.
    href: Option<String>,
}

/// How much is answered, and how long its bar of a hundred is.
#[derive(Serialize)]
struct CountView {
    answered: usize,
    asked: usize,
    length: usize,
}

/// Something to mend, and where.
#[derive(Serialize)]
struct TodoView {
    /// The key of its word: 直す or 確かめる.
    word: &'static str,
    class: &'static str,
    text: String,
    help: Option<String>,
    /// The file with its line, where no field of the desk holds it.
    place: Option<String>,
    href: Option<String>,
}

/// The first page.
///
/// # Errors
///
/// Those of reading the content and the record of the collection.
pub fn page(desk: &Desk<'_>) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let report = content.with_figures();
    let title = Messages::of(desk.language()).text(&Message::new("desk-tab.home"));
    let frame = desk.frame(title, DeskAddress::Home, Some(&content));
    let found = report.sorted(&content.folder.sources);
    let count = |severity| report.count(severity);
    let mut wrong: Vec<&&Diagnostic> = found.iter().filter(|diagnostic| diagnostic.severity < Severity::Note).collect();
    wrong.sort_by_key(|diagnostic| (diagnostic.severity, diagnostic.fault.code() == OPEN_RESULT));
    let todo = wrong.iter().take(MOST).map(|diagnostic| todo(desk, &content, &report, diagnostic)).collect();
    let has_english = content.project().is_some_and(has_english);
    let untranslated = has_english.then(|| UntranslatedView { count: translation::missing(&content), href: translation::missing_href() });
    let view = TodayView {
        frame,
        collection: collection(desk, &content)?,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        untranslated,
        todo,
        more: wrong.len().saturating_sub(MOST),
    };
    Ok(DeskAnswer::Page(desk.render("home.html", &view)))
}

fn todo(desk: &Desk<'_>, content: &DeskContent, report: &Report, diagnostic: &Diagnostic) -> TodoView {
    let sources = &content.folder.sources;
    let said = words(diagnostic, report, sources, desk.language());
    let (word, class) = match diagnostic.severity {
        _ if diagnostic.fault.code() == OPEN_RESULT => ("desk-todo.open", "o"),
        Severity::Error => ("desk-todo.mend", "e"),
        Severity::Warning | Severity::Note => ("desk-todo.look", "q"),
    };
    let path = sources.path(&diagnostic.place);
    let href = content.project().and_then(|project| field(project, diagnostic, path));
    TodoView {
        word,
        class,
        text: said.title,
        help: help(diagnostic, desk.language()).or_else(|| said.help.filter(|_| href.is_none())),
        place: href.is_none().then(|| place_text(&diagnostic.place, sources)),
        href,
    }
}

/// What is to be done at the desk, where that is another thing than in a text.
pub fn help(diagnostic: &Diagnostic, language: Language) -> Option<String> {
    Messages::of(language).plain(&format!("desk-help.{}", diagnostic.fault.code()))
}

/// The field of the desk in which a fault is mended, or the list with it.
fn field(project: &Project, diagnostic: &Diagnostic, path: &str) -> Option<String> {
    if UNTRANSLATED.contains(&diagnostic.fault.code()) {
        return Some(translation::missing_href());
    }
    let year = path.strip_prefix("content/editions/")?.split('/').next()?.parse::<i32>().ok()?;
    let edition = project.editions.iter().find(|edition| edition.year == year)?;
    match (diagnostic.fault.subject(), Document::parse(path.strip_prefix("content/")?)) {
        (Some(SubjectKey::Indicator(id)), _) => Some(format!("{}#value-{id}", results(project, edition, &id)?)),
        (_, Some(Document::EditionMeasure(edition, goal, measure))) => {
            Some(DeskAddress::Measure(MeasurePlace { edition, goal, measure }).to_string())
        }
        _ => None,
    }
}

/// The page with the result of an indicator.
fn results(project: &Project, edition: &Edition, id: &str) -> Option<DeskAddress> {
    let has = |goal: &&crate::model::Goal| goal.all_indicators().any(|(_, indicator)| indicator.id == id);
    let goal = project.strategy_of(edition).goals.iter().find(has)?;
    Some(DeskAddress::Results(GoalPlace { edition: edition.year, goal: goal.number }))
}

fn collection(desk: &Desk<'_>, content: &DeskContent) -> Result<Option<CollectionView>, Error> {
    let Some(project) = content.project() else { return Ok(None) };
    let Some(edition) = edition_at_work(project, DeskAddress::Home) else { return Ok(None) };
    let record = CollectionFile::read(&desk.root, edition.year)?.record;
    let state = CollectionState::of(ReportedEdition { project, edition }, &record);
    let results = state.results();
    let now = desk.host.now().date();
    let today = Published { year: now.year().into(), month: now.month().into(), day: Some(now.day().into()) };
    let mut divisions: Vec<&DivisionState<'_>> = state.divisions.iter().collect();
    // What is late and what is open first; the answered ones last.
    divisions.sort_by_key(|division| (!division.is_late(today), std::cmp::Reverse(division.state())));
    let view = |division: &DivisionState<'_>| {
        let open = division.open_results.first().and_then(|indicator| results_href(project, edition, &indicator.id));
        DivisionView {
            name: division.name.clone(),
            results: count(division.results),
            measures: count(division.measures),
            state: format!("status-state.{}", name(&division.state())),
            due: division.record.due.map(|due| dates(edition, desk.language()).date(due)),
            is_late: division.is_late(today),
            measures_href: division.open_measures.first().map(|measure| address_of(edition, measure).to_string()),
            href: open.filter(|_| division.state() != AnswerState::Answered),
        }
    };
    Ok(Some(CollectionView { answered: results.answered, asked: results.asked, divisions: divisions.into_iter().map(view).collect() }))
}

fn results_href(project: &Project, edition: &Edition, id: &str) -> Option<String> {
    Some(format!("{}#value-{id}", results(project, edition, id)?))
}

fn count(count: AnswerCount) -> CountView {
    let length = (100 * count.answered).checked_div(count.asked).unwrap_or(0);
    CountView { answered: count.answered, asked: count.asked, length }
}
