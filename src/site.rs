//! A site: which addresses it has, and the bytes at each of them.
//!
//! It is a pure function from address to bytes. Every address can be rendered at any time, on any thread, independent of
//! every other; building, checking and previewing are ways to spend it.

mod sitemap;

use crate::diagnostic::Report;
use crate::evaluate::Evaluation;
use crate::load::Folder;
use crate::model::{Project, read};
use crate::render::{Address, PageAddress, Renderer, Scope, TemplateFault, Theme};

/// Which editions a site shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// Those marked `draft = true` are left out.
    Hidden,
    /// Drafts are shown, with a banner.
    Shown,
}

/// What the command line decides about a site.
#[derive(Clone, Debug)]
pub struct Choices {
    pub drafts: Drafts,
    /// Absolute address instead of the one in `site.toml`.
    pub base_url: Option<String>,
}

/// Content and theme, read and free of errors.
#[derive(Debug)]
pub struct Loaded {
    project: Project,
    theme: Theme,
}

impl Loaded {
    /// Reads a folder. Faults go to `report`; `None` where nothing can be built from it.
    pub fn read(folder: &mut Folder, choices: &Choices, report: &mut Report) -> Option<Loaded> {
        let mut project = read::project(folder, report)?;
        if choices.drafts == Drafts::Hidden {
            project.editions.retain(|edition| !edition.draft);
        }
        if choices.base_url.is_some() {
            project.settings.base_url.clone_from(&choices.base_url);
        }
        let theme = Theme::new(folder, &project.settings, report)?;
        (!report.has_errors()).then_some(Loaded { project, theme })
    }
}

/// A site over loaded content.
#[derive(Debug)]
pub struct Site<'a> {
    renderer: Renderer<'a>,
}

impl<'a> Site<'a> {
    /// Evaluates every edition.
    pub fn new(loaded: &'a Loaded) -> Site<'a> {
        let project = &loaded.project;
        let evaluations = project.editions.iter().map(|edition| Evaluation::of(project, edition)).collect();
        Site { renderer: Renderer { project, theme: &loaded.theme, evaluations } }
    }

    /// All pages and files, sorted by path.
    pub fn addresses(&self) -> Vec<Address> {
        let pages = self.pages();
        let languages = &self.renderer.project.settings.languages;
        let mut addresses: Vec<Address> =
            languages.iter().flat_map(|language| pages.iter().map(|page| Address::Page(*language, page.clone()))).collect();
        addresses.extend(self.charts());
        let scopes = std::iter::once(Scope::Site).chain(self.years().map(Scope::Edition));
        addresses.extend(scopes.map(|scope| Address::Asset(scope, self.renderer.theme.style().name.clone())));
        if self.renderer.base_url().is_some() {
            addresses.extend([Address::Sitemap, Address::Robots]);
        }
        addresses.sort_by_cached_key(Address::path);
        addresses
    }

    /// The bytes at an address; `None` where the site has no such address.
    ///
    /// # Errors
    ///
    /// The fault of a template, with its place.
    pub fn render(&self, address: &Address) -> Result<Option<Vec<u8>>, TemplateFault> {
        Ok(match address {
            Address::Page(language, page) => self.renderer.page(*language, page)?.map(String::into_bytes),
            Address::Chart(language, year, id) => self.renderer.chart(*language, *year, id).map(String::into_bytes),
            Address::Asset(_, name) => {
                Some(self.renderer.theme.style()).filter(|asset| asset.name == *name).map(|asset| asset.text.clone().into_bytes())
            }
            Address::Sitemap => sitemap::sitemap(&self.renderer, &self.pages()).map(String::into_bytes),
            Address::Robots => sitemap::robots(&self.renderer).map(String::into_bytes),
        })
    }

    fn years(&self) -> impl Iterator<Item = i32> {
        self.renderer.evaluations.iter().map(|evaluation| evaluation.edition.year)
    }

    /// The charts that are offered as files of their own.
    fn charts(&self) -> Vec<Address> {
        let languages = &self.renderer.project.settings.languages;
        let of_edition = |evaluation: &Evaluation<'_>| {
            let year = evaluation.edition.year;
            let ids: Vec<String> = evaluation.indicators().map(|assessment| assessment.indicator.id.clone()).collect();
            languages.iter().flat_map(|language| ids.iter().map(|id| Address::Chart(*language, year, id.clone())).collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        self.renderer.evaluations.iter().flat_map(of_edition).collect()
    }

    /// Every page of one language.
    fn pages(&self) -> Vec<PageAddress> {
        let project = self.renderer.project;
        let mut pages = vec![PageAddress::Home, PageAddress::Archive, PageAddress::NotFound];
        pages.extend(project.pages.iter().map(|page| PageAddress::Free(page.name.clone())));
        pages.extend(project.strategies.iter().map(|strategy| PageAddress::Strategy(strategy.id.clone())));
        for evaluation in &self.renderer.evaluations {
            let year = evaluation.edition.year;
            pages.extend([PageAddress::Edition(year), PageAddress::Indicators(year)]);
            pages.extend(evaluation.strategy.goals.iter().map(|goal| PageAddress::Goal(year, goal.number)));
            pages.extend(evaluation.indicators().map(|assessment| PageAddress::Indicator(year, assessment.indicator.id.clone())));
        }
        pages
    }
}
