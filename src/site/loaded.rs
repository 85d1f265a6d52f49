//! Content, theme and photos, read and free of errors.

use super::drafts::{self, HiddenDrafts};
use super::sealed::{self, Sealed, Sealing};
use crate::attachment::AttachedFile;
use crate::diagnostic::{Fault, Place, Report};
use crate::load::Folder;
use crate::markup::svg::{SvgDanger, SvgDangerKind, danger};
use crate::message::{Message, shown};
use crate::model::subjects::name_subjects;
use crate::model::{Attachment, Edition, GoalReport, Project, Stage, read};
use crate::photo::{self, Copy, PhotoOriginal, PixelBudget, Unusable};
use crate::record::{self, EditionRecord};
use crate::render::{Asset, ShownEdition, Theme, aliases};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Which drafts a site shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// Editions, reports on goals and free pages marked `draft = true` are left out.
    Hidden,
    /// Drafts are shown, with a banner.
    Shown,
}

/// Where copies of photos are kept between builds.
#[derive(Clone, Debug)]
pub enum PhotoCache {
    /// New copies are kept in this folder.
    Keep(PathBuf),
    /// Copies that are there are used, but nothing is written.
    Look(PathBuf),
}

impl PhotoCache {
    /// A copy of a photo, from the cache where it is there.
    ///
    /// # Errors
    ///
    /// [`Unusable`] where the photo cannot be decoded.
    pub fn copy(&self, photo: &PhotoOriginal, copy: Copy, budget: &PixelBudget) -> Result<Vec<u8>, Unusable> {
        match self {
            PhotoCache::Keep(folder) => photo.copy_and_keep(copy, folder, budget),
            PhotoCache::Look(folder) => photo.copy(copy, folder, budget),
        }
    }
}

/// The absolute address that a site is written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaseUrl {
    /// That of `site.toml`, if it has one.
    Own,
    Given(String),
    /// Instead of that of `site.toml`, but only where it has one.
    InPlaceOf(String),
}

impl BaseUrl {
    fn instead_of(&self, own: Option<String>) -> Option<String> {
        match self {
            BaseUrl::Own => own,
            BaseUrl::Given(url) => Some(url.clone()),
            BaseUrl::InPlaceOf(url) => own.map(|_| url.clone()),
        }
    }
}

/// What the command line decides about a site.
#[derive(Clone, Debug)]
pub struct Choices {
    pub drafts: Drafts,
    pub base_url: BaseUrl,
    pub sealing: Sealing,
    /// For whom the pages are.
    pub stage: Stage,
    pub cache: PhotoCache,
}

/// Everything that a site is made from.
#[derive(Debug)]
pub struct Loaded {
    pub(super) project: Project,
    /// Drafts that are not shown.
    pub(super) hidden: HiddenDrafts,
    pub(super) theme: Theme,
    pub(super) photos: BTreeMap<String, PhotoOriginal>,
    /// The documents to which bodies lead, by their paths.
    pub(super) attachments: BTreeMap<String, AttachedFile>,
    pub(super) logo: Option<Asset>,
    /// Sealed editions that are shown as they were sealed, by year.
    pub(super) sealed: BTreeMap<i32, Sealed>,
    /// What the other editions report, by year: each is evaluated here and nowhere else.
    records: BTreeMap<i32, EditionRecord>,
    /// Where each bundle lies that was not withdrawn, by its name.
    pub(super) bundles: BTreeMap<String, PathBuf>,
    /// As it was asked for; a site that shows a draft is for those in charge.
    pub(super) stage: Stage,
    pub(super) cache: PhotoCache,
    pub(super) budget: PixelBudget,
}

impl Loaded {
    /// Reads a folder. Faults go to `report`; `None` where nothing can be built from it.
    pub fn read(folder: &mut Folder, choices: &Choices, report: &mut Report) -> Option<Loaded> {
        let mut project = read::project(folder, report)?;
        let hidden = HiddenDrafts::take(&mut project, choices.drafts, &choices.sealing);
        hidden.check_links(&project, &choices.sealing, report);
        let stage = if drafts::any(&project, choices.drafts, &choices.sealing) { Stage::Staging } else { choices.stage };
        project.settings.base_url = choices.base_url.instead_of(project.settings.base_url);
        let mut sealed = sealed::open(folder, &project, &choices.sealing, report);
        let records = evaluated(&project, &mut sealed);
        let mut photos = photos(folder, &project, report);
        let attachments = attached(folder, &project, &choices.sealing, &mut photos, report);
        let logo = logo(folder, &project, report);
        name_subjects(&project, report);
        let theme = Theme::new(folder, &project, report)?;
        let loaded = Loaded {
            bundles: sealed::bundles(folder, &project),
            project,
            hidden,
            theme,
            photos,
            attachments,
            logo,
            sealed,
            records,
            stage,
            cache: choices.cache.clone(),
            budget: PixelBudget::default(),
        };
        if report.has_errors() {
            return None;
        }
        loaded.check_aliases(report);
        (!report.has_errors()).then_some(loaded)
    }

    /// What pages are made from.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The editions that are shown, by year, each with its record: the sealed one, or that of its sources.
    pub(super) fn shown(&self) -> impl Iterator<Item = ShownEdition<'_>> {
        let record = |year: i32| self.sealed.get(&year).map(|sealed| &sealed.record).or_else(|| self.records.get(&year));
        self.project.editions.iter().filter_map(move |sources| {
            let record = record(sources.year)?;
            let strategy = self.project.strategy(&record.strategy.id).unwrap_or_else(|| self.project.strategy_of(sources));
            Some(ShownEdition { record, sources, strategy })
        })
    }

    /// Every edition by year, drafts that are not shown too.
    pub fn editions(&self) -> Vec<&Edition> {
        let mut editions: Vec<&Edition> = self.project.editions.iter().chain(&self.hidden.editions).collect();
        editions.sort_by_key(|edition| edition.year);
        editions
    }

    /// Every photo that the content names, those of drafts that are not shown too.
    pub fn photo_paths(&self) -> impl Iterator<Item = &str> {
        let shown = self.project.editions.iter().chain(&self.hidden.editions).flat_map(Edition::photos);
        let photos = shown.chain(self.hidden.goals.iter().flat_map(GoalReport::photos));
        photos.filter_map(|photo| Some(photo.file.as_ref()?.path.as_str()))
    }

    /// Sealed editions that are shown as they were sealed, by year.
    pub fn sealed(&self) -> &BTreeMap<i32, Sealed> {
        &self.sealed
    }

    /// Old paths lead somewhere else than where a page stands, and each to one page only, on systems too where capital letters
    /// do not count.
    fn check_aliases(&self, report: &mut Report) {
        if aliases(&self.project).next().is_none() {
            return;
        }
        let site = super::Site::new(self);
        let mut taken: BTreeSet<String> = BTreeSet::new();
        taken.extend(
            site.addresses()
                .iter()
                .filter(|address| !matches!(address, super::Address::Alias(_, _)))
                .map(|address| address.path().to_lowercase()),
        );
        for (alias, _) in aliases(&self.project) {
            for language in &self.project.settings.languages {
                let path = super::Address::Alias(*language, alias.path.clone()).path();
                if !taken.insert(path.to_lowercase()) {
                    report.add(alias.place.clone(), Fault::AliasTaken { path });
                }
            }
        }
    }
}

/// Evaluates every edition once. Of a sealed one only the differences to its record are kept.
fn evaluated(project: &Project, sealed: &mut BTreeMap<i32, Sealed>) -> BTreeMap<i32, EditionRecord> {
    let records: Vec<EditionRecord> = project.editions.par_iter().map(|edition| EditionRecord::of(project, edition)).collect();
    let mut open = BTreeMap::new();
    for record in records {
        match sealed.get_mut(&record.year) {
            Some(sealed) => sealed.differences = record::differences(&sealed.record, &record),
            None => drop(open.insert(record.year, record)),
        }
    }
    open
}

/// The headers of all photos that the content names.
fn photos(folder: &Folder, project: &Project, report: &mut Report) -> BTreeMap<String, PhotoOriginal> {
    let mut photos = BTreeMap::new();
    for file in project.photo_files() {
        let Some(path) = folder.others.get(&file.path) else { continue };
        match PhotoOriginal::open(path) {
            Ok(photo) => drop(photos.insert(file.path.clone(), photo)),
            Err(error) => report.add(file.place.clone(), Fault::PhotoUnusable { path: file.path.clone(), reason: error.message() }),
        }
    }
    photos
}

/// The documents to which bodies lead; the pictures that they show are added to the photos. An edition that is sealed needs none of them
/// any more, unless it is sealed anew.
fn attached(
    folder: &Folder,
    project: &Project,
    sealing: &Sealing,
    photos: &mut BTreeMap<String, PhotoOriginal>,
    report: &mut Report,
) -> BTreeMap<String, AttachedFile> {
    let is_sealed = |year: i32| sealed::is_sealed(&project.seals, sealing, year);
    let mut seen = BTreeSet::new();
    let mut attachments = BTreeMap::new();
    for attachment in project.attachments.iter().filter(|attachment| !attachment.page.edition().is_some_and(is_sealed)) {
        let Attachment { path, kind, place, missing, .. } = attachment;
        if let Some(fault) = missing {
            report.add(place.clone(), fault.clone());
        }
        let Some(file) = folder.others.get(path).filter(|_| seen.insert(path)) else { continue };
        let unusable = match kind.is_picture() {
            true if photos.contains_key(path) => None,
            true => match PhotoOriginal::open(file) {
                Ok(photo) => photos.insert(path.clone(), photo).and(None),
                Err(error) => Some(Fault::PhotoUnusable { path: path.clone(), reason: error.message() }),
            },
            false => match AttachedFile::open(path, *kind, file) {
                Ok(attached) => attachments.insert(path.clone(), attached).and(None),
                Err(error) => Some(Fault::AttachmentUnusable { path: path.clone(), reason: error.message() }),
            },
        };
        unusable.into_iter().for_each(|fault| report.add(place.clone(), fault));
    }
    attachments
}

/// The logo as it is.
fn logo(folder: &Folder, project: &Project, report: &mut Report) -> Option<Asset> {
    let path = &project.settings.logo.as_ref()?.path;
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let bytes = photo::read(folder.others.get(path)?).map_err(|error| error.message());
    match bytes.and_then(|bytes| if ending.eq_ignore_ascii_case("svg") { harmless(bytes) } else { Ok(bytes) }) {
        Ok(bytes) => Some(Asset::new("logo", ending, bytes)),
        Err(reason) => {
            report.add(Place::File(path.clone()), Fault::PhotoUnusable { path: path.clone(), reason });
            None
        }
    }
}

/// The bytes of an SVG that runs nothing and leads nowhere.
fn harmless(svg: Vec<u8>) -> Result<Vec<u8>, Message> {
    match danger(&svg) {
        None => Ok(svg),
        Some(SvgDanger { line, name, kind }) => {
            let message = Message::new(match kind {
                SvgDangerKind::Malformed => "svg.malformed",
                SvgDangerKind::Element => "svg.element",
                SvgDangerKind::Handler => "svg.handler",
                SvgDangerKind::Outside => "svg.outside",
            });
            Err(message.part("line", line).part("name", shown::name(&name)))
        }
    }
}
