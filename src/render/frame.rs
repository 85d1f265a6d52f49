//! What stands around every page: titles, navigation, footer.

use super::context::PageContext;
use super::html::{Html, escape};
use super::metadata::Absolute;
use super::route::{Address, PageAddress};
use super::theme::Asset;
use super::words::fill;
use crate::chart;
use crate::data::Scope;
use crate::model::{Language, Stage};
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
    /// "目標3".
    pub label: String,
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
    /// Whether the site is one for looking before everybody does.
    pub staging: bool,
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
    pub icon: String,
    pub logo: Option<LogoView>,
    /// How to cite the page, on pages of an edition.
    pub cite: Option<Html>,
    /// What needs absolute addresses.
    pub absolute: Option<Absolute>,
    /// What makes the page's table sort and filter.
    pub script: Option<String>,
}

/// The picture that stands for the city.
#[derive(Debug, Serialize)]
pub struct LogoView {
    pub src: String,
    pub alt: String,
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

/// The patterns of charts, hidden on every page.
pub fn patterns() -> Html {
    Html::finished(chart::pattern_defs())
}

/// The colour of a goal: five colours, then from the first again.
pub fn colour(goal: u32) -> u32 {
    (goal - 1) % 5 + 1
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

    /// The frame of the page.
    pub fn frame(&self, about: About) -> Frame {
        let settings = &self.renderer.project.settings;
        let site = self.plain(&settings.title);
        let title = about.title.as_ref().map(|page| fill(&self.words.frame.title, &[("page", page), ("site", &site)]));
        let scope = self.page().scope();
        let asset = |asset: &Asset| self.links.to(&Address::Asset(scope, asset.name.clone()));
        Frame {
            lang: self.language.tag(),
            title: title.unwrap_or(site),
            description: about.description.clone(),
            stylesheet: asset(&self.renderer.theme.assets().style),
            canonical: self.links.absolute(self.address),
            alternates: self.alternates(),
            site: self.text(&settings.title),
            home: self.href(PageAddress::Home),
            notice: settings.notice.as_ref().map(|notice| self.text(notice)),
            draft: self.page().edition().and_then(|year| self.renderer.shown(year)).is_some_and(|shown| shown.sources.draft),
            staging: self.renderer.stage == Stage::Staging,
            menu: self.menu(),
            goals: self.goals(),
            colour: about.colour,
            crumbs: self.crumbs(&about.crumbs),
            edition_line: self.edition_line(),
            publisher: settings.publisher.as_ref().map(|publisher| self.text(&publisher.name)),
            licence: settings.licence.as_ref().map(|licence| (licence.url.clone(), self.text(&licence.name))),
            contact: settings.contact.as_ref().map(|contact| ContactView {
                division: self.text(&contact.division),
                telephone: contact.telephone.clone(),
                form: contact.form.clone(),
            }),
            foot: self.foot(),
            patterns: self.renderer.patterns.clone(),
            icon: asset(&self.renderer.theme.assets().icon),
            logo: settings
                .logo
                .as_ref()
                .zip(self.renderer.logo)
                .map(|(logo, file)| LogoView { src: asset(file), alt: self.plain(&logo.alt) }),
            cite: self.cite(about.title.as_deref()),
            absolute: super::metadata::absolute(self, &about),
            script: matches!(self.page(), PageAddress::Indicators(_)).then(|| asset(&self.renderer.theme.assets().script)),
        }
    }

    /// The page that is rendered.
    pub fn page(&self) -> &PageAddress {
        match self.address {
            Address::Page(_, page) => page,
            Address::Chart(_, _, _) | Address::Data(_, _) | Address::Asset(_, _) | Address::Alias(_, _) => &PageAddress::NotFound,
            Address::Sealed(_) | Address::Bundle(_) => &PageAddress::NotFound,
            Address::Feed(_) | Address::Sitemap | Address::Robots => &PageAddress::NotFound,
        }
    }

    /// The edition that the page is part of.
    pub fn edition(&self) -> Option<&EditionRecord> {
        self.page().edition().and_then(|year| self.renderer.edition(year))
    }

    /// The edition that the menu leads into: the page's own, else the newest.
    fn menu_edition(&self) -> Option<&EditionRecord> {
        self.edition().or(self.renderer.latest())
    }

    /// The breadcrumb from the home page on; empty on the home page itself.
    pub fn crumbs(&self, below: &[Crumb]) -> Vec<Crumb> {
        let home = (!below.is_empty()).then(|| self.crumb(PageAddress::Home, &self.words.frame.home));
        home.into_iter().chain(below.iter().cloned()).collect()
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
            Alternate { lang: language.tag(), label, href, link: self.links.to(&address), current: *language == self.language }
        };
        if languages.len() < 2 { Vec::new() } else { languages.iter().map(alternate).collect() }
    }

    fn item(&self, page: PageAddress, label: Html) -> MenuItem {
        MenuItem { current: self.page() == &page, href: self.href(page), label }
    }

    fn menu(&self) -> Vec<MenuItem> {
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
            menu.push(self.item(self.renderer.strategy_page(edition), self.html(&words.strategy)));
        }
        menu.push(self.item(PageAddress::Archive, self.html(&words.archive)));
        menu
    }

    fn goals(&self) -> Vec<GoalItem> {
        let Some(edition) = self.menu_edition() else { return Vec::new() };
        let year = edition.year;
        let goal = |goal: &GoalRecord| {
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
        edition.goals.iter().map(goal).collect()
    }

    /// "This is the edition of …": pages of an edition never change, so the sentence names no newer one.
    fn edition_line(&self) -> Option<Html> {
        let edition = self.edition()?;
        let writer = self.writer(edition.notation());
        let published = writer.date(edition.published?);
        let archive = format!("<a href=\"{}\">{}</a>", self.href(PageAddress::Archive), escape(&self.words.frame.archive));
        let year = writer.fiscal_long(edition.year);
        Some(Html::finished(fill(&self.words.frame.edition_line, &[("year", &year), ("published", &published), ("archive", &archive)])))
    }

    /// "How to cite": publisher, report, page, date, and the address where the site has one.
    fn cite(&self, page: Option<&str>) -> Option<Html> {
        let edition = self.edition()?;
        let writer = self.writer(edition.notation());
        let settings = &self.renderer.project.settings;
        let publisher = settings.publisher.as_ref().map(|publisher| self.plain(&publisher.name)).unwrap_or_default();
        let absolute = self.links.absolute(self.address);
        let words = &self.words.archive;
        let template = if absolute.is_some() { &words.cite_with_address } else { &words.cite };
        let title = match page {
            Some(page) if !matches!(self.page(), PageAddress::Edition(_)) => format!("{} – {page}", self.plain(&edition.title)),
            _ => self.plain(&edition.title),
        };
        let values = [
            ("publisher", publisher),
            ("title", title),
            ("year", writer.fiscal_long(edition.year)),
            ("published", writer.date(edition.published?)),
            ("address", absolute.unwrap_or_default()),
        ];
        Some(self.html(&fill(template, &values.each_ref().map(|(name, value)| (*name, value.as_str())))))
    }

    /// Links at the foot: pages of an edition lead out of it only to a short closed list.
    fn foot(&self) -> Vec<MenuItem> {
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
