//! What stands around every page: titles, navigation, footer.

use super::html::{Html, escape};
use super::route::{Address, PageAddress};
use super::scene::Scene;
use super::words::fill;
use crate::chart;
use crate::evaluate::Evaluation;
use crate::model::Language;
use serde::Serialize;

/// A link of a menu.
#[derive(Debug, Serialize)]
pub struct MenuItem {
    pub href: String,
    pub label: Html,
    pub current: bool,
}

/// A goal of the menu.
#[derive(Debug, Serialize)]
pub struct GoalItem {
    pub number: u32,
    /// Number of its colour, 1 to 5.
    pub colour: u32,
    pub href: String,
    /// "目標3".
    pub label: String,
    pub title: Html,
    pub current: bool,
}

/// A step of the breadcrumb; the last has no link.
#[derive(Debug, Serialize)]
pub struct Crumb {
    pub href: Option<String>,
    pub label: Html,
}

/// The same page in a language.
#[derive(Debug, Serialize)]
pub struct Alternate {
    pub lang: &'static str,
    pub label: &'static str,
    pub href: String,
    pub current: bool,
}

/// Whom to ask.
#[derive(Debug, Serialize)]
pub struct ContactView {
    pub division: Html,
    pub telephone: Option<String>,
    pub form: Option<String>,
}

/// The frame of a page.
#[derive(Debug, Serialize)]
pub struct Frame {
    pub lang: &'static str,
    /// For the `<title>`, unique within a language.
    pub title: String,
    pub description: String,
    pub stylesheet: String,
    pub canonical: Option<String>,
    pub alternates: Vec<Alternate>,
    pub site: Html,
    pub home: String,
    pub notice: Option<Html>,
    pub draft: bool,
    pub menu: Vec<MenuItem>,
    pub goals: Vec<GoalItem>,
    /// Colour of the goal that the page belongs to.
    pub colour: Option<u32>,
    pub crumbs: Vec<Crumb>,
    /// The fixed sentence of pages of an edition.
    pub edition_line: Option<Html>,
    pub publisher: Option<Html>,
    pub licence: Option<(String, Html)>,
    pub contact: Option<ContactView>,
    pub foot: Vec<MenuItem>,
    pub patterns: Html,
}

/// What a page says of itself.
#[derive(Debug, Default)]
pub struct About {
    /// Without the site's name; `None` on the home page.
    pub title: Option<String>,
    pub description: String,
    /// Below the home page, the page itself last.
    pub crumbs: Vec<Crumb>,
    pub colour: Option<u32>,
}

/// The colour of a goal: five colours, then from the first again.
pub fn colour(goal: u32) -> u32 {
    (goal - 1) % 5 + 1
}

impl Scene<'_> {
    /// A step of the breadcrumb that leads to a page.
    pub fn crumb(&self, page: PageAddress, label: &str) -> Crumb {
        Crumb { href: Some(self.href(page)), label: self.html(label) }
    }

    /// The page itself in the breadcrumb.
    pub fn here(&self, label: Html) -> Crumb {
        Crumb { href: None, label }
    }

    /// The frame of the page.
    pub fn frame(&self, about: About) -> Frame {
        let settings = &self.renderer.project.settings;
        let site = self.plain(&settings.title);
        let title = about.title.as_ref().map(|page| fill(&self.words.frame.title, &[("page", page), ("site", &site)]));
        let scope = self.page().scope();
        Frame {
            lang: self.language.tag(),
            title: title.unwrap_or(site),
            description: about.description,
            stylesheet: self.links.to(&Address::Asset(scope, self.renderer.theme.style().name.clone())),
            canonical: self.links.absolute(self.address),
            alternates: self.alternates(),
            site: self.text(&settings.title),
            home: self.href(PageAddress::Home),
            notice: settings.notice.as_ref().map(|notice| self.text(notice)),
            draft: self.edition().is_some_and(|evaluation| evaluation.edition.draft),
            menu: self.menu(),
            goals: self.goals(),
            colour: about.colour,
            crumbs: self.crumbs(about.crumbs),
            edition_line: self.edition_line(),
            publisher: settings.publisher.as_ref().map(|publisher| self.text(&publisher.name)),
            licence: settings.licence.as_ref().map(|licence| (licence.url.clone(), self.text(&licence.name))),
            contact: settings.contact.as_ref().map(|contact| ContactView {
                division: self.text(&contact.division),
                telephone: contact.telephone.clone(),
                form: contact.form.clone(),
            }),
            foot: self.foot(),
            patterns: Html::finished(chart::pattern_defs()),
        }
    }

    fn page(&self) -> &PageAddress {
        match self.address {
            Address::Page(_, page) => page,
            Address::Chart(_, _, _) | Address::Asset(_, _) | Address::Sitemap | Address::Robots => &PageAddress::NotFound,
        }
    }

    /// The edition that the page is part of.
    fn edition(&self) -> Option<&Evaluation<'_>> {
        self.page().edition().and_then(|year| self.renderer.evaluation(year))
    }

    /// The edition that the menu leads into: the page's own, else the newest.
    fn menu_edition(&self) -> Option<&Evaluation<'_>> {
        self.edition().or(self.renderer.latest())
    }

    fn crumbs(&self, below: Vec<Crumb>) -> Vec<Crumb> {
        if below.is_empty() {
            return Vec::new();
        }
        std::iter::once(self.crumb(PageAddress::Home, &self.words.frame.home)).chain(below).collect()
    }

    fn alternates(&self) -> Vec<Alternate> {
        let languages = &self.renderer.project.settings.languages;
        let alternate = |language: &Language| {
            let address = Address::Page(*language, self.page().clone());
            let href = self.links.absolute(&address).unwrap_or_else(|| self.links.to(&address));
            let label = match language {
                Language::Ja => "日本語",
                Language::En => "English",
            };
            Alternate { lang: language.tag(), label, href, current: *language == self.language }
        };
        if languages.len() < 2 { Vec::new() } else { languages.iter().map(alternate).collect() }
    }

    fn item(&self, page: PageAddress, label: Html) -> MenuItem {
        MenuItem { current: self.page() == &page, href: self.href(page), label }
    }

    fn menu(&self) -> Vec<MenuItem> {
        let words = &self.words.frame;
        let mut menu = vec![self.item(PageAddress::Home, self.html(&words.home))];
        if let Some(evaluation) = self.menu_edition() {
            let year = evaluation.edition.year;
            menu.push(self.item(PageAddress::Edition(year), self.html(&words.edition)));
            menu.push(self.item(PageAddress::Indicators(year), self.html(&words.indicators)));
            menu.push(self.item(PageAddress::Strategy(evaluation.strategy.id.clone()), self.html(&words.strategy)));
        }
        menu.push(self.item(PageAddress::Archive, self.html(&words.archive)));
        menu
    }

    fn goals(&self) -> Vec<GoalItem> {
        let Some(evaluation) = self.menu_edition() else { return Vec::new() };
        let year = evaluation.edition.year;
        let goal = |goal: &crate::model::Goal| {
            let page = PageAddress::Goal(year, goal.number);
            GoalItem {
                number: goal.number,
                colour: colour(goal.number),
                current: self.page() == &page,
                href: self.href(page),
                label: fill(&self.words.frame.goal_short, &[("n", &goal.number.to_string())]),
                title: self.text(&goal.title),
            }
        };
        evaluation.strategy.goals.iter().map(goal).collect()
    }

    /// "This is the edition of …": pages of an edition never change, so the sentence names no newer one.
    fn edition_line(&self) -> Option<Html> {
        let evaluation = self.edition()?;
        let writer = self.writer(evaluation.edition.notation());
        let published = writer.date(evaluation.edition.published?);
        let archive = format!("<a href=\"{}\">{}</a>", self.href(PageAddress::Archive), escape(&self.words.frame.archive));
        let year = writer.fiscal_long(evaluation.edition.year);
        Some(Html::finished(fill(&self.words.frame.edition_line, &[("year", &year), ("published", &published), ("archive", &archive)])))
    }

    /// Links at the foot: pages of an edition lead out of it only to a short closed list.
    fn foot(&self) -> Vec<MenuItem> {
        let pages = self.renderer.project.pages.iter();
        let inside = self.edition().is_some();
        let shown = pages.filter(|page| !inside || page.name == "accessibility");
        shown.map(|page| self.item(PageAddress::Free(page.name.clone()), self.text(&page.title))).collect()
    }
}
