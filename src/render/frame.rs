//! The frame of every page: head, notices, citation, footer; its links are in `navigation`.

use super::context::PageContext;
use super::html::Html;
use super::metadata::PageMetadata;
use super::navigation::{Alternate, Crumb, GoalItem, MenuItem};
use super::route::{Address, PageAddress};
use super::theme::{Asset, ViewPart};
use super::words::fill;
use crate::chart;
use crate::markup::escape;
use crate::model::{Language, Stage};
use crate::record::EditionRecord;
use serde::Serialize;

/// The division that answers questions.
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
    /// Whether this is a staging site, for review before publication.
    pub staging: bool,
    pub menu: Vec<MenuItem>,
    /// Whose goals these are.
    pub goals_label: String,
    pub goals: Vec<GoalItem>,
    /// Colour of the goal that the page belongs to.
    pub colour: Option<u32>,
    pub crumbs: Vec<Crumb>,
    /// On pages of an edition: which edition this is.
    pub edition_line: Option<Html>,
    /// Which months a fiscal year has, in languages whose readers may not know.
    pub fiscal_line: Option<String>,
    pub publisher: Option<Html>,
    pub licence: Option<(String, Html)>,
    pub contact: Option<ContactView>,
    pub foot: Vec<MenuItem>,
    pub patterns: ViewPart,
    pub icon: String,
    pub logo: Option<LogoView>,
    /// How to cite the page, on pages of an edition.
    pub cite: Option<Html>,
    /// For other machines; only if the site has a base address.
    pub metadata: Option<PageMetadata>,
    /// What stands at the top of each sheet of paper: the report, else the site.
    pub paper_title: String,
    /// What stands at the bottom: the address, else the path within the site.
    pub paper_address: String,
    /// The script that sorts and filters the page's table.
    pub script: Option<String>,
}

/// The logo of the city.
#[derive(Debug, Serialize)]
pub struct LogoView {
    pub src: String,
    pub alt: String,
}

/// What a page gives to its frame: title, description, breadcrumb, colour.
#[derive(Debug, Default)]
pub struct PageHead {
    /// Without the site's name; `None` on the home page.
    pub title: Option<String>,
    pub description: String,
    /// Below the home page, the page itself last.
    pub crumbs: Vec<Crumb>,
    pub colour: Option<u32>,
}

/// The SVG patterns to which charts refer; every page has them, hidden.
pub fn patterns() -> ViewPart {
    ViewPart::of(&chart::pattern_defs())
}

/// The colour of a goal: five colours, then from the first again.
pub fn colour(goal: u32) -> u32 {
    (goal - 1) % 5 + 1
}

impl PageContext<'_> {
    /// The frame of the page.
    pub fn frame(&self, head: PageHead) -> Frame {
        let settings = &self.renderer.project.settings;
        let site = self.plain(&settings.title);
        let title = head.title.as_ref().map(|page| fill(&self.words.frame.title, &[("page", page), ("site", &site)]));
        let scope = self.page().scope();
        let asset = |asset: &Asset| self.links.to(&Address::Asset(scope, asset.name.clone()));
        Frame {
            lang: self.language.tag(),
            title: title.unwrap_or(site),
            description: head.description.clone(),
            stylesheet: asset(&self.renderer.theme.assets().style),
            canonical: self.canonical(),
            alternates: self.alternates(),
            site: self.text(&settings.title),
            home: self.href(PageAddress::Home),
            notice: settings.notice.as_ref().map(|notice| self.text(notice)),
            draft: self.renderer.is_draft(self.page()),
            staging: self.renderer.stage == Stage::Staging,
            menu: self.menu(),
            goals_label: self.goals_label(),
            goals: self.goals(),
            colour: head.colour,
            crumbs: self.crumbs(&head.crumbs),
            edition_line: self.edition_line(),
            fiscal_line: self.fiscal_line(),
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
            cite: self.cite(head.title.as_deref()),
            metadata: super::metadata::page_metadata(self, &head),
            paper_title: self.paper_title(),
            paper_address: self.links.absolute(self.address).unwrap_or_else(|| self.address.path()),
            script: matches!(self.page(), PageAddress::Indicators(_)).then(|| asset(&self.renderer.theme.assets().script)),
        }
    }

    /// The absolute address of the page: of the Japanese one where it has no text of its own in its language.
    fn canonical(&self) -> Option<String> {
        match self.address {
            Address::Page(language, page) if !self.renderer.spoken(page).contains(language) => {
                self.links.absolute(&Address::Page(Language::Ja, page.clone()))
            }
            address => self.links.absolute(address),
        }
    }

    /// The page that is rendered.
    pub fn page(&self) -> &PageAddress {
        match self.address {
            Address::Page(_, page) => page,
            Address::Chart(_, _) | Address::Data(_, _) | Address::Asset(_, _) | Address::Alias(_, _) => &PageAddress::NotFound,
            Address::Sealed(_) | Address::Bundle(_) => &PageAddress::NotFound,
            Address::Feed(_) | Address::Sitemap | Address::Robots => &PageAddress::NotFound,
        }
    }

    /// The edition that the page is part of.
    pub fn edition(&self) -> Option<&EditionRecord> {
        self.page().edition().and_then(|year| self.renderer.edition(year))
    }

    /// "金沢版総合戦略の取組状況 平成28年度" on pages of an edition, the name of the site elsewhere.
    fn paper_title(&self) -> String {
        let site = || self.plain(&self.renderer.project.settings.title);
        self.edition().map_or_else(site, |edition| self.report_title(edition))
    }

    /// "This is the edition of …": pages of an edition never change, so the sentence names no newer one.
    fn edition_line(&self) -> Option<Html> {
        let edition = self.edition()?;
        let formatter = self.formatter(edition.notation());
        let published = formatter.date(edition.published?);
        let archive = format!("<a href=\"{}\">{}</a>", self.href(PageAddress::Archive), escape(&self.words.frame.archive));
        let year = formatter.fiscal_long(edition.year);
        Some(Html::finished(fill(&self.words.frame.edition_line, &[("year", &year), ("published", &published), ("archive", &archive)])))
    }

    /// "FY2016 is …", for the year of the report, of the latest report elsewhere.
    fn fiscal_line(&self) -> Option<String> {
        let year = match self.page() {
            PageAddress::NotFound | PageAddress::Accessibility => return None,
            page => page.edition().or_else(|| self.renderer.latest().map(|edition| edition.year))?,
        };
        let template = &self.words.frame.fiscal_line;
        (!template.is_empty()).then(|| fill(template, &[("year", &year.to_string()), ("next", &(year + 1).to_string())]))
    }

    /// "How to cite": publisher, report, page, date, and the address where the site has one.
    fn cite(&self, page: Option<&str>) -> Option<Html> {
        let edition = self.edition()?;
        let formatter = self.formatter(edition.notation());
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
            ("year", formatter.fiscal_long(edition.year)),
            ("published", formatter.date(edition.published?)),
            ("address", absolute.unwrap_or_default()),
        ];
        Some(self.sentence(&fill(template, &values.each_ref().map(|(name, value)| (*name, value.as_str())))))
    }
}
