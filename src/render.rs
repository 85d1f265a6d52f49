//! Pages, charts and links of a site: one struct of finished strings for each template. It uses no file system.

pub mod attachment;
mod board;
mod bullet;
pub mod calculation;
pub mod chart_cache;
mod chart_text;
pub mod context;
pub mod corrections;
pub mod criteria;
pub mod date;
pub mod figure;
pub mod frame;
pub mod grade;
pub mod grade_charts;
pub mod help;
pub mod html;
pub mod indicator;
mod indicator_chart;
pub mod indicator_table;
mod inline_html;
pub mod markdown;
pub mod metadata;
mod moved;
pub mod navigation;
pub mod number;
pub mod package_cache;
pub mod page;
pub mod palette;
pub mod part_cache;
pub mod plan_text;
pub mod population;
pub mod route;
mod short;
pub mod spoken;
mod summary;
pub mod text_diff;
pub mod theme;
pub mod trajectory;
pub mod words;
mod year_line;

pub use html::Html;
pub use route::{Address, ChartFile, Links, PageAddress};
pub use theme::{Asset, Theme, ViewPart};

use crate::attachment::AttachedFile;
use crate::diagnostic::{Fault, Place};
use crate::model::{Alias, Edition, Language, Project, Stage, Strategy};
use crate::photo::PhotoOriginal;
use crate::record::{EditionRecord, ResultSeries};
use chart_cache::ChartCache;
use context::PageContext;
use package_cache::PackageCache;
use part_cache::PartCache;
use std::collections::{BTreeMap, BTreeSet};

/// A template's fault, with its place.
pub type TemplateFault = Box<(Place, Fault)>;

/// Everything that pages are made from.
#[derive(Debug)]
pub struct Renderer<'a> {
    pub project: &'a Project,
    pub theme: &'a Theme,
    /// The photos of the content and the pictures of bodies, by their paths.
    pub photos: &'a BTreeMap<String, PhotoOriginal>,
    /// The documents to which bodies lead, by their paths.
    pub attachments: &'a BTreeMap<String, AttachedFile>,
    /// The logo of the city.
    pub logo: Option<&'a Asset>,
    /// Whether the site is for production or for staging.
    pub stage: Stage,
    /// The editions that are shown, by year.
    pub editions: Vec<ShownEdition<'a>>,
    /// The SVG patterns to which charts refer; every page has them, hidden.
    pub patterns: ViewPart,
    /// The charts that were drawn last.
    pub chart_cache: ChartCache,
    /// The strategies that have an indicator, by its id: every chart asks for them.
    pub planned: BTreeMap<&'a str, Vec<&'a Strategy>>,
    /// The results of all editions, by indicator.
    pub results: ResultSeries<'a>,
    /// Pages that others would lead to and that are not there: pages and charts that bundles of sealed editions do not hold, and goals whose
    /// reports are drafts that are not shown.
    pub missing: BTreeSet<Address>,
    /// The open data of the editions.
    pub package_cache: PackageCache,
    /// Parts of editions that one of their pages has asked for, and another one not yet.
    pub part_cache: PartCache,
}

/// An edition that is shown: what it reports, and the prose that its sources give to its pages.
#[derive(Clone, Copy, Debug)]
pub struct ShownEdition<'a> {
    pub record: &'a EditionRecord,
    pub sources: &'a Edition,
    /// The strategy as the content has it now: its page, and its population vision.
    pub strategy: &'a Strategy,
}

/// The strategies that have an indicator, by its id, oldest first.
pub fn planned(project: &Project) -> BTreeMap<&str, Vec<&Strategy>> {
    let mut planned: BTreeMap<&str, Vec<&Strategy>> = BTreeMap::new();
    for strategy in &project.strategies {
        strategy.indicators().for_each(|indicator| planned.entry(&indicator.id).or_default().push(strategy));
    }
    planned
}

/// Every old path with the page that it leads to.
pub fn aliases(project: &Project) -> impl Iterator<Item = (&Alias, PageAddress)> {
    let Project { editions, strategies, pages, .. } = project;
    let of_editions = editions.iter().flat_map(|edition| edition.aliases.iter().map(|alias| (alias, PageAddress::Edition(edition.year))));
    let of_strategies =
        strategies.iter().flat_map(|strategy| strategy.aliases.iter().map(|alias| (alias, PageAddress::Strategy(strategy.id.clone()))));
    let of_pages = pages.iter().flat_map(|page| page.aliases.iter().map(|alias| (alias, PageAddress::Free(page.name.clone()))));
    of_editions.chain(of_strategies).chain(of_pages)
}

impl<'a> Renderer<'a> {
    /// The records of the editions that are shown, oldest first.
    pub fn records(&self) -> impl DoubleEndedIterator<Item = &'a EditionRecord> + '_ {
        self.editions.iter().map(|shown| shown.record)
    }

    /// The newest edition that is shown.
    pub fn latest(&self) -> Option<&'a EditionRecord> {
        self.records().next_back()
    }

    /// The edition before another one.
    pub fn before(&self, edition: &EditionRecord) -> Option<&'a EditionRecord> {
        self.records().rfind(|other| other.year < edition.year)
    }

    /// The edition of a year with its sources.
    pub fn shown(&self, year: i32) -> Option<&ShownEdition<'a>> {
        self.editions.iter().find(|shown| shown.record.year == year)
    }

    /// The record of the edition of a year.
    pub fn edition(&self, year: i32) -> Option<&'a EditionRecord> {
        self.shown(year).map(|shown| shown.record)
    }

    /// Whether a page is a draft: by itself, or with its edition.
    pub fn is_draft(&self, page: &PageAddress) -> bool {
        let sources = page.edition().and_then(|year| self.shown(year)).map(|shown| shown.sources);
        let by_itself = match page {
            PageAddress::Goal(_, number) => sources.and_then(|edition| edition.goal(*number)).is_some_and(|goal| goal.draft),
            PageAddress::Free(name) => self.project.pages.iter().any(|page| page.name == *name && page.draft),
            _ => false,
        };
        by_itself || sources.is_some_and(|edition| edition.draft)
    }

    /// The page of the strategy that an edition reports on.
    pub fn strategy_page(&self, edition: &EditionRecord) -> PageAddress {
        let now = self.shown(edition.year).map_or(&edition.strategy.id, |shown| &shown.strategy.id);
        PageAddress::Strategy(now.clone())
    }

    /// The absolute address of the site, where it has one.
    pub fn base_url(&self) -> Option<&'a str> {
        self.project.settings.base_url.as_deref()
    }

    /// Whether the site has a page for the accessibility statement of its settings: it has one unless there is a free page of that name.
    pub fn has_accessibility(&self) -> bool {
        let own = self.project.pages.iter().any(|page| page.name == "accessibility");
        self.project.settings.accessibility.is_some() && !own
    }

    /// The page that leads from an old path to its new one; `None` for a path that no page names.
    ///
    /// # Errors
    ///
    /// The fault of the template.
    pub fn alias(&self, language: Language, path: &str) -> Result<Option<Vec<u8>>, TemplateFault> {
        let address = Address::Alias(language, path.to_owned());
        let context = PageContext::new(self, language, &address);
        let target = aliases(self.project).find(|(alias, _)| alias.path == path).map(|(_, page)| page);
        self.render("alias.html", &context, target.map(|page| page::alias::view(&context, page)))
    }

    /// Renders one page, independent of every other; `None` for an address that the site does not have.
    ///
    /// # Errors
    ///
    /// The fault of a template.
    pub fn page(&self, language: Language, page: &PageAddress) -> Result<Option<Vec<u8>>, TemplateFault> {
        let address = Address::Page(language, page.clone());
        let context = PageContext::new(self, language, &address);
        match page {
            PageAddress::Home => self.render("home.html", &context, Some(page::home::view(&context))),
            PageAddress::Edition(year) => {
                self.render("edition.html", &context, self.shown(*year).map(|shown| page::edition::view(&context, shown)))
            }
            PageAddress::Indicators(year) => {
                self.render("indicators.html", &context, self.edition(*year).map(|edition| page::indicators::view(&context, edition)))
            }
            PageAddress::Changes(year) => {
                self.render("changes.html", &context, self.edition(*year).map(|edition| page::changes::view(&context, edition)))
            }
            PageAddress::Goal(year, goal) => {
                self.render("goal.html", &context, self.shown(*year).and_then(|shown| page::goal::view(&context, shown, *goal)))
            }
            PageAddress::Indicator(year, id) => self.render(
                "indicator.html",
                &context,
                self.edition(*year).and_then(|edition| page::indicator::view(&context, edition, id)),
            ),
            PageAddress::Series(id) => self.render("series.html", &context, page::series::view(&context, id)),
            PageAddress::AllSeries => self.render("all-series.html", &context, Some(page::series::index(&context))),
            PageAddress::Strategy(id) => {
                self.render("strategy.html", &context, self.project.strategy(id).map(|strategy| page::strategy::view(&context, strategy)))
            }
            PageAddress::Comparison(id) => {
                let strategy = self.project.strategy(id);
                self.render("comparison.html", &context, strategy.and_then(|strategy| page::comparison::view(&context, strategy)))
            }
            PageAddress::Archive => self.render("archive.html", &context, Some(page::archive::view(&context))),
            PageAddress::Data(scope) => {
                self.render("data.html", &context, self.data_sizes(*scope).map(|sizes| page::data::view(&context, *scope, &sizes)))
            }
            PageAddress::Free(name) => {
                let page = self.project.pages.iter().find(|page| page.name == *name);
                self.render("page.html", &context, page.map(|page| page::free::view(&context, page)))
            }
            PageAddress::Accessibility => {
                let statement = self.project.settings.accessibility.as_ref();
                self.render("accessibility.html", &context, statement.map(|statement| page::accessibility::view(&context, statement)))
            }
            PageAddress::Print(year) => {
                self.render("print.html", &context, self.shown(*year).map(|shown| page::print::view(&context, shown)))
            }
            PageAddress::NotFound => self.render("404.html", &context, Some(page::not_found::view(&context))),
        }
    }

    /// The page that a bundle has in place of a page outside the edition; `None` where there is no such edition.
    ///
    /// # Errors
    ///
    /// The fault of the template.
    pub fn cover(&self, year: i32, path: &str) -> Result<Option<Vec<u8>>, TemplateFault> {
        let language = if path.starts_with("en/") { Language::En } else { Language::Ja };
        let address = Address::Alias(language, path.to_owned());
        let context = PageContext::new(self, language, &address);
        self.render("cover.html", &context, page::cover::view(&context, year, path))
    }

    /// What is judged of an indicator of an edition, for those who type its result; `None` where there is no such indicator.
    pub fn judgement(&self, language: Language, year: i32, id: &str) -> Option<page::judgement::JudgementView> {
        let address = Address::Page(language, PageAddress::Goal(year, 1));
        page::judgement::view(&PageContext::new(self, language, &address), self.edition(year)?, id)
    }

    /// A chart as a file of its own; `None` where the site has no such chart.
    pub fn chart(&self, language: Language, chart: &ChartFile) -> Option<String> {
        let address = Address::Chart(language, chart.clone());
        let context = PageContext::new(self, language, &address);
        match chart {
            ChartFile::Indicator(year, id) => {
                let edition = self.edition(*year)?;
                Some(indicator::IndicatorText::new(&context, edition, edition.indicator(id)?).download())
            }
            ChartFile::Board(year) => Some(board::download(&context, self.edition(*year)?)),
            ChartFile::Series(id) => page::series::download(&context, id),
        }
    }

    /// The indicators that have one chart through all editions.
    pub fn series_charts(&self) -> Vec<&str> {
        let has_one = |id: &&str| page::series::has_one_chart(self, id);
        page::series::ids(self.records()).into_iter().filter(has_one).collect()
    }

    fn render(
        &self,
        template: &str,
        context: &PageContext<'_>,
        view: Option<impl serde::Serialize>,
    ) -> Result<Option<Vec<u8>>, TemplateFault> {
        view.map(|view| self.theme.render(template, context.language, view)).transpose()
    }
}
