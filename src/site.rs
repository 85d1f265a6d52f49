//! A site: which addresses it has, and the bytes at each of them.
//!
//! It is a pure function from address to bytes. Every address can be rendered at any time, on any thread, independent of
//! every other; building, checking and previewing are ways to spend it.

mod drafts;
mod feed;
mod loaded;
mod outdated;
mod sealed;
mod sitemap;

pub use loaded::{BaseUrl, Choices, Drafts, Loaded, PhotoCache};
pub use outdated::OutdatedSeal;
pub use sealed::{FOLDER, RECORD, SITE, SOURCES, Sealed, SealedSource, Sealing, open_sealed, read_bundle};

use crate::attachment::{self, AttachedFile};
use crate::data::Scope;
use crate::diagnostic::{Fault, Place};
use crate::message::Message;
use crate::model::{Attachment, Language, PageKey, Stage, prose::Leading, seal};
use crate::photo::{self, Copy, PhotoOriginal};
use crate::record::{EditionRecord, ResultSeries};
use crate::render::chart_cache::ChartCache;
use crate::render::frame;
use crate::render::package_cache::PackageCache;
use crate::render::page::judgement::JudgementView;
use crate::render::part_cache::PartCache;
use crate::render::{Address, Asset, ChartFile, PageAddress, Renderer, ShownEdition, TemplateFault, aliases, page, planned};
use std::collections::BTreeMap;

/// Is told, on any thread, that one address or step more is done.
pub type Observer<'a> = &'a (dyn Fn() + Sync);

/// A site over loaded content.
#[derive(Debug)]
pub struct Site<'a> {
    renderer: Renderer<'a>,
    /// Copies of photos by their file names.
    copies: BTreeMap<String, (&'a PhotoOriginal, Copy)>,
    /// Documents by their file names.
    documents: BTreeMap<&'a str, (&'a String, &'a AttachedFile)>,
    cache: &'a PhotoCache,
    loaded: &'a Loaded,
}

impl<'a> Site<'a> {
    /// The site of content that was read.
    pub fn new(loaded: &'a Loaded) -> Site<'a> {
        let project = &loaded.project;
        let editions: Vec<ShownEdition<'a>> = loaded.shown().collect();
        let copies = loaded.photos.values().flat_map(|photo| photo.copies().into_iter().map(move |copy| (photo.name(copy), (photo, copy))));
        let missing = editions.iter().flat_map(|shown| missing(loaded, shown.record)).chain(hidden_goals(loaded)).collect();
        let renderer = Renderer {
            project,
            theme: &loaded.theme,
            photos: &loaded.photos,
            attachments: &loaded.attachments,
            logo: loaded.logo.as_ref(),
            stage: loaded.stage,
            planned: planned(project),
            results: ResultSeries::of(editions.iter().map(|shown| shown.record)),
            editions,
            missing,
            patterns: frame::patterns(),
            chart_cache: ChartCache::default(),
            package_cache: PackageCache::default(),
            part_cache: PartCache::default(),
        };
        let documents = loaded.attachments.iter().map(|(path, file)| (file.name.as_str(), (path, file))).collect();
        Site { renderer, copies: copies.collect(), documents, cache: &loaded.cache, loaded }
    }

    /// All pages and files, sorted by path.
    pub fn addresses(&self) -> Vec<Address> {
        let languages = self.languages();
        let mut addresses = Vec::new();
        for language in languages {
            addresses.extend(self.pages().into_iter().map(|page| Address::Page(*language, page)));
            addresses.extend(aliases(self.loaded.project()).map(|(alias, _)| Address::Alias(*language, alias.path.clone())));
            addresses.extend(self.charts().into_iter().map(|chart| Address::Chart(*language, chart)));
        }
        addresses.extend(self.assets());
        addresses.extend(
            self.data()
                .into_iter()
                .flat_map(|scope| self.renderer.data_files(scope).into_iter().map(move |file| Address::Data(scope, file))),
        );
        addresses.extend(self.loaded.sealed.values().flat_map(|sealed| sealed.paths().cloned().map(Address::Sealed)));
        addresses.extend(self.loaded.bundles.keys().cloned().map(Address::Bundle));
        if self.renderer.base_url().is_some() || self.renderer.stage == Stage::Staging {
            addresses.push(Address::Robots);
        }
        if self.renderer.base_url().is_some() {
            addresses.push(Address::Sitemap);
            addresses.extend(languages.iter().map(|language| Address::Feed(*language)));
        }
        addresses.sort_by_cached_key(Address::path);
        addresses
    }

    /// The bytes at an address; `None` where the site has no such address.
    ///
    /// # Errors
    ///
    /// The fault of a template or of a photo, with its place.
    pub fn render(&self, address: &Address) -> Result<Option<Vec<u8>>, TemplateFault> {
        let text = match address {
            Address::Page(language, page) => return self.renderer.page(*language, page),
            Address::Chart(language, chart) => self.renderer.chart(*language, chart),
            Address::Alias(language, path) => return self.renderer.alias(*language, path),
            Address::Feed(language) => feed::feed(&self.renderer, *language),
            Address::Sitemap => sitemap::sitemap(&self.renderer, &self.listed_pages()),
            Address::Robots => sitemap::robots(&self.renderer),
            Address::Data(scope, file) => return Ok(self.renderer.data(*scope, *file)),
            Address::Asset(_, name) => return self.asset(name),
            Address::Sealed(path) => return self.sealed(path),
            Address::Bundle(name) => return self.bundle(name),
        };
        Ok(text.map(String::into_bytes))
    }

    /// What is judged of an indicator of an edition, in a language of the site where this one is none; `None` where there is no such
    /// indicator.
    pub fn judgement(&self, language: Language, year: i32, id: &str) -> Option<JudgementView> {
        let language = if self.languages().contains(&language) { language } else { Language::Ja };
        self.renderer.judgement(language, year, id)
    }

    /// The record of an edition as it is sealed; `None` where there is no such edition.
    pub fn sealed_record(&self, year: i32) -> Option<EditionRecord> {
        Some(self.renderer.edition(year)?.clone().with_earlier(&self.renderer.results))
    }

    /// Whether rendering an address can find a fault, or give a page that leads somewhere. Charts and open data cannot. Nor can the pages
    /// of single indicators and of open data as long as the program's own templates make them: they show no body, and lead to addresses
    /// of the site. They are nearly all pages of a site.
    pub fn can_be_at_fault(&self, address: &Address) -> bool {
        match address {
            Address::Page(_, PageAddress::Indicator(..) | PageAddress::Series(_) | PageAddress::Data(_)) => {
                self.renderer.theme.has_own_templates()
            }
            Address::Page(_, _) | Address::Alias(_, _) | Address::Sealed(_) | Address::Asset(_, _) | Address::Bundle(_) => true,
            Address::Chart(_, _) | Address::Data(_, _) | Address::Feed(_) | Address::Sitemap | Address::Robots => false,
        }
    }

    /// The page that stands in a bundle at a path to which its edition leads; `None` where there is no such edition.
    ///
    /// # Errors
    ///
    /// The fault of the template.
    pub fn cover(&self, year: i32, path: &str) -> Result<Option<Vec<u8>>, TemplateFault> {
        self.renderer.cover(year, path)
    }

    fn languages(&self) -> &'a [Language] {
        &self.renderer.project.settings.languages
    }

    /// A file of the theme, the logo, a copy of a photo, or a document.
    fn asset(&self, name: &str) -> Result<Option<Vec<u8>>, TemplateFault> {
        if let Some((photo, copy)) = self.copies.get(name) {
            return self.cache.copy(photo, *copy, &self.loaded.budget).map(Some).map_err(|error| self.unusable(photo, error));
        }
        if let Some((path, file)) = self.documents.get(name) {
            return file.read().map(Some).map_err(|error| self.unpublished(path, &error));
        }
        let found = self.files().find(|asset| asset.name == name);
        Ok(found.map(|asset| asset.bytes.clone()))
    }

    /// A page or file of a sealed edition, as it was sealed.
    fn sealed(&self, path: &str) -> Result<Option<Vec<u8>>, TemplateFault> {
        let Some((year, sealed)) = self.loaded.sealed.iter().find(|(_, sealed)| sealed.has(path)) else { return Ok(None) };
        sealed.read(path).map(Some).map_err(|damage| {
            let seal = seal::in_force(&self.renderer.project.seals, *year);
            let file = format!("{FOLDER}/{}", seal.map(|seal| seal.file.as_str()).unwrap_or_default());
            broken(file, damage.message())
        })
    }

    /// A bundle as it lies in the archive.
    fn bundle(&self, name: &str) -> Result<Option<Vec<u8>>, TemplateFault> {
        let Some(file) = self.loaded.bundles.get(name) else { return Ok(None) };
        let Some(seal) = self.renderer.project.seals.iter().find(|seal| seal.file == name) else { return Ok(None) };
        sealed::sealed_bytes(file, seal).map(Some).map_err(|words| broken(format!("{FOLDER}/{name}"), words))
    }

    /// Whether an edition is shown as it was sealed.
    fn is_sealed(&self, year: i32) -> bool {
        self.loaded.sealed.contains_key(&year)
    }

    fn unusable(&self, photo: &PhotoOriginal, error: photo::Unusable) -> TemplateFault {
        let project = self.renderer.project;
        let files = project.photo_files().map(|file| (&file.path, &file.place));
        let mut named = files.chain(project.attachments.iter().map(|attachment| (&attachment.path, &attachment.place)));
        let named = named.find(|(path, _)| self.renderer.photos.get(*path) == Some(photo));
        let place = named.map_or_else(|| Place::File(photo.file.display().to_string()), |(_, place)| place.clone());
        let path = named.map(|(path, _)| path.clone()).unwrap_or_default();
        Box::new((place, Fault::PhotoUnusable { path, reason: error.message() }))
    }

    fn unpublished(&self, path: &str, error: &attachment::UnfitDocument) -> TemplateFault {
        let named = self.renderer.project.attachments.iter().find(|attachment| attachment.path == path);
        let place = named.map_or_else(|| Place::File(path.to_owned()), |attachment| attachment.place.clone());
        Box::new((place, Fault::AttachmentUnusable { path: path.to_owned(), reason: error.message() }))
    }

    /// The files of the theme, and the logo.
    fn files(&self) -> impl Iterator<Item = &'a Asset> {
        self.renderer.theme.assets().all().into_iter().chain(self.renderer.logo)
    }

    /// The files that pages of a scope refer to: only editions have pages for paper and tables that sort.
    fn files_of(&self, scope: Scope) -> Vec<Address> {
        let assets = self.renderer.theme.assets();
        let wanted = |name: &String| scope != Scope::Site || ![&assets.print.name, &assets.script.name].contains(&name);
        self.files().map(|asset| asset.name.clone()).filter(wanted).map(|name| Address::Asset(scope, name)).collect()
    }

    /// The files of the site itself and of each edition, which has its own so that it can be cut out.
    fn assets(&self) -> Vec<Address> {
        let years = self.open_editions().map(|shown| shown.record.year);
        let scopes = std::iter::once(Scope::Site).chain(years.map(Scope::Edition));
        let mut assets: Vec<Address> = scopes.flat_map(|scope| self.files_of(scope)).collect();
        for edition in self.open_editions().map(|shown| shown.sources) {
            let photos = edition.photos().filter_map(|photo| self.renderer.photos.get(&photo.file.as_ref()?.path));
            let names = photos.flat_map(|photo| photo.copies().into_iter().map(|copy| photo.name(copy)));
            assets.extend(names.map(|name| Address::Asset(Scope::Edition(edition.year), name)));
        }
        assets.extend(self.renderer.project.attachments.iter().flat_map(|attachment| self.attached(attachment)));
        assets.sort();
        assets.dedup();
        assets
    }

    /// The files that are published for a link of a body, with the edition that the body belongs to or with the site; both languages share
    /// them.
    fn attached(&self, attachment: &Attachment) -> Vec<Address> {
        let Attachment { path, leading, page, language, .. } = attachment;
        let scope = page.edition().map_or(Scope::Site, Scope::Edition);
        let is_open = page.edition().is_none_or(|year| self.open_editions().any(|shown| shown.record.year == year));
        if !is_open || self.loaded.hidden.has(page) || !self.languages().contains(language) {
            return Vec::new();
        }
        let copies = self.renderer.photos.get(path).into_iter().flat_map(|photo| {
            let copies = photo.copies();
            let linked = copies.len().saturating_sub(1);
            let wanted = if *leading == Leading::Picture { 0 } else { linked };
            copies.into_iter().skip(wanted).map(|copy| photo.name(copy)).collect::<Vec<_>>()
        });
        let documents = self.renderer.attachments.get(path).map(|file| file.name.clone());
        copies.chain(documents).map(|name| Address::Asset(scope, name)).collect()
    }

    /// The editions whose pages are made from their sources.
    fn open_editions(&self) -> impl Iterator<Item = &ShownEdition<'a>> {
        self.renderer.editions.iter().filter(|shown| !self.is_sealed(shown.record.year))
    }

    /// The open data that is made from sources: that of all editions, and of each that is not shown as it was sealed.
    fn data(&self) -> Vec<Scope> {
        let all = (!self.renderer.editions.is_empty()).then_some(Scope::Site);
        let editions = self.open_editions().map(|shown| Scope::Edition(shown.record.year));
        all.into_iter().chain(editions).collect()
    }

    /// The charts that are offered as files of their own.
    fn charts(&self) -> Vec<ChartFile> {
        let series = self.renderer.series_charts().into_iter().map(|id| ChartFile::Series(id.to_owned()));
        self.open_editions().flat_map(|shown| edition_charts(shown.record)).chain(series).collect()
    }

    /// The pages that search engines are told of: those of sealed editions as well.
    fn listed_pages(&self) -> Vec<PageAddress> {
        let mut pages = self.pages();
        for (year, sealed) in &self.loaded.sealed {
            let all = self.renderer.edition(*year).into_iter().flat_map(edition_pages);
            pages.extend(all.filter(|page| sealed.has(&Address::Page(Language::Ja, page.clone()).path())));
        }
        pages
    }

    /// Every page of one language that is made from sources.
    fn pages(&self) -> Vec<PageAddress> {
        let project = self.renderer.project;
        let mut pages = vec![PageAddress::Home, PageAddress::Archive, PageAddress::NotFound];
        pages.extend((!self.renderer.editions.is_empty()).then_some(PageAddress::Data(Scope::Site)));
        pages.extend(self.renderer.has_accessibility().then_some(PageAddress::Accessibility));
        pages.extend(project.pages.iter().map(|page| PageAddress::Free(page.name.clone())));
        pages.extend(project.strategies.iter().map(|strategy| PageAddress::Strategy(strategy.id.clone())));
        let succeeding = project.strategies.iter().filter(|strategy| strategy.succeeds.is_some());
        pages.extend(succeeding.map(|strategy| PageAddress::Comparison(strategy.id.clone())));
        pages.extend((!self.renderer.editions.is_empty()).then_some(PageAddress::AllSeries));
        let series = page::series::ids(self.renderer.records());
        pages.extend(series.into_iter().map(|id| PageAddress::Series(id.to_owned())));
        pages.extend(self.open_editions().flat_map(|shown| edition_pages(shown.record)).filter(|page| !is_hidden(self.loaded, page)));
        pages
    }
}

fn broken(file: String, why: Message) -> TemplateFault {
    Box::new((Place::File(file.clone()), Fault::BrokenSeal { file, why }))
}

/// The pages and charts of a sealed edition that its bundle does not hold: it was sealed by an older program, or before there were others.
fn missing(loaded: &Loaded, edition: &EditionRecord) -> Vec<Address> {
    let Some(sealed) = loaded.sealed.get(&edition.year) else { return Vec::new() };
    let in_language = |language: Language| {
        let pages = edition_pages(edition).into_iter().map(move |page| Address::Page(language, page));
        pages.chain(edition_charts(edition).into_iter().map(move |chart| Address::Chart(language, chart)))
    };
    let all = loaded.project.settings.languages.iter().copied().flat_map(in_language);
    all.filter(|address| !sealed.has(&address.path())).collect()
}

/// The pages of goals whose reports are drafts that are not shown.
fn hidden_goals(loaded: &Loaded) -> Vec<Address> {
    let pages = loaded.shown().flat_map(|shown| edition_pages(shown.record)).filter(|page| is_hidden(loaded, page));
    let in_all = |page: PageAddress| loaded.project.settings.languages.iter().map(move |language| Address::Page(*language, page.clone()));
    pages.flat_map(in_all).collect()
}

/// Whether a page is that of a goal whose report is a draft that is not shown.
fn is_hidden(loaded: &Loaded, page: &PageAddress) -> bool {
    matches!(page, PageAddress::Goal(year, goal) if loaded.hidden.has(&PageKey::Goal(*year, *goal)))
}

/// The charts of an edition.
fn edition_charts(edition: &EditionRecord) -> Vec<ChartFile> {
    let charts = edition.indicators().map(|record| ChartFile::Indicator(edition.year, record.indicator.id.clone()));
    charts.chain([ChartFile::Board(edition.year)]).collect()
}

/// The pages of an edition.
fn edition_pages(edition: &EditionRecord) -> Vec<PageAddress> {
    let year = edition.year;
    let mut pages = vec![PageAddress::Edition(year), PageAddress::Indicators(year), PageAddress::Changes(year), PageAddress::Print(year)];
    pages.push(PageAddress::Data(Scope::Edition(year)));
    pages.extend(edition.goals.iter().map(|goal| PageAddress::Goal(year, goal.number)));
    pages.extend(edition.indicators().map(|record| PageAddress::Indicator(year, record.indicator.id.clone())));
    pages
}
