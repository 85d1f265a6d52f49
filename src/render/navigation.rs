//! The links around every page: menus, breadcrumb, languages, foot.

use super::context::PageContext;
use super::frame::colour;
use super::html::Html;
use super::route::{Address, PageAddress};
use super::short::shortened;
use super::words::fill;
use crate::data::Scope;
use crate::model::{Language, Section, Strategy, Text};
use crate::record::{EditionRecord, GoalRecord};
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
    /// "基本目標3".
    pub label: String,
    /// Its name in the menu.
    pub short: Html,
    pub title: Html,
    pub current: bool,
}

/// A step of the breadcrumb; the last has no link.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    pub href: Option<String>,
    pub label: Html,
}

/// The same page in a language.
#[derive(Debug, Serialize)]
pub struct Alternate {
    pub lang: &'static str,
    pub label: &'static str,
    /// For machines: absolute where the site has an address.
    pub href: String,
    /// For readers: relative, as every link of the page.
    pub link: String,
    pub current: bool,
    /// Whether the page has texts of its own in the language.
    pub spoken: bool,
}

/// What a goal is called, in full and in menus.
struct GoalNames<'a> {
    number: u32,
    title: &'a Text,
    short: Option<&'a Text>,
}

impl PageContext<'_> {
    /// A step of the breadcrumb that leads to a page.
    pub fn crumb(&self, page: PageAddress, label: &str) -> Crumb {
        Crumb { href: Some(self.href(page)), label: self.html(label) }
    }

    /// The page itself in the breadcrumb.
    pub fn here(&self, label: Html) -> Crumb {
        Crumb { href: None, label }
    }

    /// The strategy that the page is about, if it is one of a strategy.
    fn own_strategy(&self) -> Option<&Strategy> {
        match self.page() {
            PageAddress::Strategy(id) | PageAddress::Comparison(id) => self.renderer.project.strategy(id),
            PageAddress::Home | PageAddress::Edition(_) | PageAddress::Indicators(_) | PageAddress::Changes(_) => None,
            PageAddress::Goal(..) | PageAddress::Indicator(..) | PageAddress::Series(_) | PageAddress::AllSeries => None,
            PageAddress::Archive | PageAddress::Data(_) | PageAddress::Free(_) | PageAddress::Accessibility => None,
            PageAddress::Print(_) | PageAddress::NotFound => None,
        }
    }

    /// The edition that the menu leads into: the page's own, else the newest of the page's strategy, else the newest.
    fn menu_edition(&self) -> Option<&EditionRecord> {
        let of_strategy = |strategy: &Strategy| self.renderer.records().rfind(|edition| edition.strategy.id == strategy.id);
        self.edition().or_else(|| self.own_strategy().and_then(of_strategy)).or(self.renderer.latest())
    }

    /// The breadcrumb from the home page on; empty on the home page itself.
    pub fn crumbs(&self, below: &[Crumb]) -> Vec<Crumb> {
        let home = (!below.is_empty()).then(|| self.crumb(PageAddress::Home, &self.words.frame.home));
        home.into_iter().chain(below.iter().cloned()).collect()
    }

    /// The page in every language of the site; empty for a site in one language.
    pub(super) fn alternates(&self) -> Vec<Alternate> {
        let languages = &self.renderer.project.settings.languages;
        let spoken = self.renderer.spoken(self.page());
        let alternate = |language: &Language| {
            let address = Address::Page(*language, self.page().clone());
            let href = self.links.absolute(&address).unwrap_or_else(|| self.links.to(&address));
            let label = match language {
                Language::Ja => "日本語",
                Language::En => "English",
            };
            Alternate {
                lang: language.tag(),
                label,
                href,
                link: self.links.to(&address),
                current: *language == self.language,
                spoken: spoken.contains(language),
            }
        };
        if languages.len() < 2 { Vec::new() } else { languages.iter().map(alternate).collect() }
    }

    fn item(&self, page: PageAddress, label: Html) -> MenuItem {
        MenuItem { current: self.page() == &page, href: self.href(page), label }
    }

    /// The main menu.
    pub(super) fn menu(&self) -> Vec<MenuItem> {
        let words = &self.words.frame;
        let mut menu = vec![self.item(PageAddress::Home, self.html(&words.home))];
        if let Some(edition) = self.menu_edition() {
            let year = edition.year;
            let pages = [
                (PageAddress::Edition(year), &words.edition),
                (PageAddress::Indicators(year), &words.indicators),
                (PageAddress::Changes(year), &self.words.changes.menu),
            ];
            let there = pages.into_iter().filter(|(page, _)| self.has(page));
            menu.extend(there.map(|(page, label)| self.item(page, self.html(label))));
            let strategy = self.own_strategy().map(|strategy| PageAddress::Strategy(strategy.id.clone()));
            let strategy = strategy.unwrap_or_else(|| self.renderer.strategy_page(edition));
            menu.push(self.item(strategy, self.html(&words.strategy)));
        }
        menu.push(self.item(PageAddress::Archive, self.html(&words.archive)));
        menu
    }

    /// What the menu of goals is called: whose goals they are.
    pub(super) fn goals_label(&self) -> String {
        let words = &self.words.frame;
        let is_own = self.edition().is_some() || self.own_strategy().is_some();
        if is_own { words.goals_menu.clone() } else { words.goals_latest.clone() }
    }

    /// The menu of goals: those of the strategy that the page is about, else of the edition that the menu leads into.
    pub(super) fn goals(&self) -> Vec<GoalItem> {
        if let Some(strategy) = self.own_strategy() {
            let page = PageAddress::Strategy(strategy.id.clone());
            let goals = strategy.goals.iter().filter(|_| strategy.sections.contains(&Section::Goals));
            return goals
                .map(|goal| {
                    let href = self.href_part(page.clone(), &format!("goal-{}", goal.number));
                    self.goal(GoalNames { number: goal.number, title: &goal.title, short: goal.short.as_ref() }, href)
                })
                .collect();
        }
        let Some(edition) = self.menu_edition() else { return Vec::new() };
        let goal = |goal: &GoalRecord| {
            let page = PageAddress::Goal(edition.year, goal.number);
            let names = GoalNames { number: goal.number, title: &goal.title, short: goal.short.as_ref() };
            GoalItem { current: self.page() == &page, ..self.goal(names, self.href(page)) }
        };
        edition.goals.iter().filter(|goal| self.has(&PageAddress::Goal(edition.year, goal.number))).map(goal).collect()
    }

    fn goal(&self, names: GoalNames<'_>, href: String) -> GoalItem {
        let GoalNames { number, title, short } = names;
        let cut = || Text { ja: shortened(&title.ja, Language::Ja), en: title.en.as_ref().map(|title| shortened(title, Language::En)) };
        GoalItem {
            number,
            colour: colour(number),
            href,
            label: fill(&self.words.frame.goal, &[("n", &number.to_string())]),
            short: self.text(&short.cloned().unwrap_or_else(cut)),
            title: self.text(title),
            current: false,
        }
    }

    /// Links at the foot: pages of an edition lead out of it only to a short closed list.
    pub(super) fn foot(&self) -> Vec<MenuItem> {
        let pages = self.renderer.project.pages.iter();
        let inside = self.edition().is_some();
        let shown = pages.filter(|page| !inside || page.name == "accessibility");
        let data = PageAddress::Data(self.page().edition().map_or(Scope::Site, Scope::Edition));
        let shows = self.renderer.latest().is_some();
        let all = (!inside && shows).then(|| self.item(PageAddress::AllSeries, self.html(&self.words.series.menu)));
        let data = (shows && self.has(&data)).then(|| self.item(data, self.html(&self.words.data.menu)));
        let free = shown.map(|page| self.item(PageAddress::Free(page.name.clone()), self.text(&page.title)));
        let mut foot: Vec<MenuItem> = all.into_iter().chain(data).chain(free).collect();
        if self.renderer.has_accessibility() {
            foot.push(self.item(PageAddress::Accessibility, self.html(&self.words.accessibility.heading)));
        }
        foot
    }
}
