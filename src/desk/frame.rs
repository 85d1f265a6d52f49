//! What every page of the desk has: the bar on top, the menu, and notices.

use super::address::{DeskAddress, GoalPlace};
use super::content::DeskContent;
use super::{Desk, steps};
use crate::collection::collected;
use crate::language::Language;
use crate::message::{Message, Messages};
use crate::model::{Edition, Project, seal};
use crate::render::date::DateFormatter;
use crate::render::frame::patterns;
use serde::Serialize;

/// The bar and the menu of a page.
#[derive(Debug, Serialize)]
pub struct DeskFrame {
    pub title: String,
    pub language: &'static str,
    /// The other language of the desk.
    pub other: &'static str,
    /// The page itself.
    pub here: String,
    pub city: String,
    pub report: Option<ReportMark>,
    pub preview: String,
    /// The key that every form carries.
    pub key: String,
    pub tabs: Vec<Tab>,
    /// The step that 元に戻す takes back, and when it was made.
    pub undo: Option<UndoMark>,
    /// The hidden patterns of charts.
    pub patterns: String,
}

/// The report that is being written.
#[derive(Debug, Serialize)]
pub struct ReportMark {
    pub year: String,
    /// `draft`, `open` or `sealed`.
    pub stage: &'static str,
}

#[derive(Debug, Serialize)]
pub struct Tab {
    pub href: String,
    pub name: &'static str,
    pub is_here: bool,
}

#[derive(Debug, Serialize)]
pub struct UndoMark {
    pub number: u32,
    pub time: String,
}

#[derive(Serialize)]
struct NoticeView {
    frame: DeskFrame,
    text: String,
}

/// Years and days as the pages of an edition write them.
pub fn dates(edition: &Edition, language: Language) -> DateFormatter {
    DateFormatter { language, notation: edition.notation(), minus: '−' }
}

/// The fiscal year of an edition: 令和4年度.
pub fn fiscal_year(edition: &Edition, language: Language) -> String {
    dates(edition, language).fiscal_long(edition.year)
}

impl Desk<'_> {
    /// The frame of a page.
    pub fn frame(&self, title: String, address: DeskAddress, content: Option<&DeskContent>) -> DeskFrame {
        let project = content.and_then(DeskContent::project);
        let edition = project.and_then(|project| edition_at_work(project, address));
        let language = self.language();
        let results = edition.map(|edition| {
            let goal = project.and_then(|project| project.strategy_of(edition).goals.first()).map_or(1, |goal| goal.number);
            DeskAddress::Results(GoalPlace { edition: edition.year, goal })
        });
        let measures = edition.map(|edition| DeskAddress::Measures(edition.year));
        let translation = project.filter(|project| has_english(project)).map(|_| DeskAddress::Translation);
        let tab = |page: Option<DeskAddress>, name, is_here| page.map(|page| Tab { href: page.to_string(), name, is_here });
        let tabs = [
            tab(Some(DeskAddress::Home), "desk-tab.home", address == DeskAddress::Home),
            tab(results, "desk-tab.results", matches!(address, DeskAddress::Results(_))),
            tab(measures, "desk-tab.measures", matches!(address, DeskAddress::Measures(_) | DeskAddress::Measure(_))),
            tab(translation, "desk-tab.translation", address == DeskAddress::Translation),
            tab(Some(DeskAddress::Settings), "desk-tab.settings", address == DeskAddress::Settings),
            tab(Some(DeskAddress::Changes), "desk-tab.changes", address == DeskAddress::Changes),
        ];
        DeskFrame {
            title,
            language: language.tag(),
            other: Language::ALL.into_iter().find(|other| *other != language).unwrap_or(language).tag(),
            here: address.to_string(),
            city: project.map(|project| project.settings.title.in_language(language).0.clone()).unwrap_or_default(),
            report: project.zip(edition).map(|(project, edition)| mark(project, edition, language)),
            preview: format!("{}/", self.preview),
            key: self.access.text().to_owned(),
            tabs: tabs.into_iter().flatten().collect(),
            undo: steps::next_to_undo(&self.root)
                .map(|step| UndoMark { number: step.number, time: step.time.strftime("%H:%M").to_string() }),
            patterns: patterns().as_str().to_owned(),
        }
    }

    /// A page with nothing but a notice.
    pub fn notice(&self, title: Message, text: Message) -> String {
        let messages = Messages::of(self.language());
        let frame = self.frame(messages.text(&title), DeskAddress::Language, None);
        self.render("notice.html", &NoticeView { frame, text: messages.text(&text) })
    }

    pub fn render(&self, template: &str, view: &impl Serialize) -> String {
        self.state.templates.render(template, self.language(), view)
    }
}

/// A fact with its cure, if there is one.
pub fn sentence(title: String, help: Option<String>, language: Language) -> String {
    Messages::of(language).text(&Message::new("desk.sentence").part("title", title).part("help", help))
}

/// Whether the site has English pages.
pub fn has_english(project: &Project) -> bool {
    project.settings.languages.contains(&Language::En)
}

/// The edition that a page is about, else the one whose results are collected, else the newest.
pub fn edition_at_work(project: &Project, address: DeskAddress) -> Option<&Edition> {
    let of_year = |year: i32| project.editions.iter().find(|edition| edition.year == year);
    match address {
        DeskAddress::Results(place) => of_year(place.edition),
        DeskAddress::Measures(year) => of_year(year),
        DeskAddress::Measure(place) | DeskAddress::Photo(place, _) => of_year(place.edition),
        _ => collected(project).ok().flatten().or(project.editions.last()),
    }
}

fn mark(project: &Project, edition: &Edition, language: Language) -> ReportMark {
    let is_sealed = seal::in_force(&project.seals, edition.year).is_some();
    let stage = match (is_sealed, edition.draft) {
        (true, _) => "desk-stage.sealed",
        (false, true) => "desk-stage.draft",
        (false, false) => "desk-stage.open",
    };
    ReportMark { year: fiscal_year(edition, language), stage }
}
