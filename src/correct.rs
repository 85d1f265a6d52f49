//! Correcting what was published: the figure, the 正誤 of its edition, and the sealed editions that show it, in one step.
//!
//! ```text
//! tables → compare → changed texts, in memory → read again → sealed editions that show the old figure → their new bundles → disk
//! ```
//!
//! Everything is made in memory first: until [`Correction::write`] nothing is changed.

use crate::archive::{self, PreparedSeal, SealError, SealOrder, SiteContent};
use crate::bag::Limit;
use crate::bounded;
use crate::check;
use crate::diagnostic::{Fault, Place, Report, Sources};
use crate::disk::{self, FolderLock, TextChange};
use crate::error::{Action, Error, Request};
use crate::load::{self, Folder};
use crate::message::{Message, Messages};
use crate::model::{Edition, Indicator, Language, Notation, Project, Published, Reading, Seal, Text, seal};
use crate::render::date::DateFormatter;
use crate::sheet::{self, Conflicts, FigureChange, NewCorrection, ReportedEdition, ResultChange, ResultChanges, TableFile};
use crate::site::{Choices, Loaded, SOURCES, Sealed, Sealing};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// What is to be corrected, when and why.
#[derive(Debug)]
pub struct CorrectionOrder {
    /// The fiscal year of the edition.
    pub year: i32,
    pub tables: Vec<TableFile>,
    /// The day of the correction.
    pub date: Published,
    pub reason: Text,
    /// Whether sealed editions may change in other ways too.
    pub accept: bool,
}

/// A site whose content has no errors.
#[derive(Clone, Copy)]
pub struct PublishedSite<'a> {
    pub root: &'a Path,
    pub folder: &'a Folder,
    pub loaded: &'a Loaded,
    pub choices: &'a Choices,
}

/// A figure that is corrected, in words.
#[derive(Clone, Debug)]
pub struct CorrectedRow {
    pub id: String,
    pub name: String,
    /// As front matter has it; `None` where there was no figure.
    pub before: Option<String>,
    pub after: Option<String>,
    /// Where the right figure was read.
    pub place: Place,
}

/// A sealed edition that is sealed anew.
#[derive(Debug)]
pub struct Successor {
    /// The name of the bundle that showed the old figure; it stays listed.
    pub former: String,
    pub prepared: PreparedSeal,
}

/// A correction that can be written.
#[derive(Debug)]
pub struct Correction {
    /// Empty where the sources are right already.
    pub rows: Vec<CorrectedRow>,
    /// The texts that change.
    pub changes: Vec<TextChange>,
    /// The editions that are sealed anew, oldest first.
    pub successors: Vec<Successor>,
    /// What else may have to be corrected: places that say the old figure.
    pub left: Report,
    folder: Folder,
    report: Report,
    loaded: Option<Loaded>,
}

/// Why nothing can be corrected.
#[derive(Debug)]
pub enum Refusal {
    Error(Error),
    /// The tables say something that cannot be taken over.
    Conflicts(Report),
    /// The corrected content has faults.
    Content(Folder, Report),
    /// Sealed editions would change in other ways too: bundles with the files and fields.
    OtherChanges(Vec<OtherChange>),
}

/// What changes in a sealed edition beside the correction.
#[derive(Clone, Debug)]
pub struct OtherChange {
    /// The name of the bundle.
    pub file: String,
    /// The author's file, or the field of the record.
    pub what: String,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Refusal {
        Refusal::Error(error)
    }
}

impl From<Request> for Refusal {
    fn from(request: Request) -> Refusal {
        Refusal::Error(request.into())
    }
}

/// Plans a correction; nothing is written.
///
/// # Errors
///
/// [`Refusal`].
pub fn plan(site: PublishedSite<'_>, order: &CorrectionOrder) -> Result<Correction, Refusal> {
    let project = site.loaded.project();
    let edition = published(site.loaded, order.year)?;
    let reported = ReportedEdition { project, edition };
    let found = compared(reported, &order.tables)?;
    let figures = figures(site.loaded.sealed().get(&order.year), &found);
    let texts = texts(site.folder, reported, order, &found, &figures)?;
    let changes: Vec<TextChange> = texts.iter().map(|(path, text)| text_change(site, path, text)).collect();
    let (mut folder, mut report) = changed(site.root, &texts, &changes)?;
    let Some(corrected) = Loaded::read(&mut folder, &Choices { sealing: Sealing::Shown, ..site.choices.clone() }, &mut report) else {
        return Err(Refusal::Content(folder, report));
    };
    let years = outdated(&corrected, order.year, !changes.is_empty());
    let ids: BTreeSet<&str> = found.changes.iter().chain(&found.unchanged).map(|change| change.wanted.indicator.id.as_str()).collect();
    if !order.accept {
        let others = other_changes(site.folder, &corrected, &years, &ids)?;
        if !others.is_empty() {
            return Err(Refusal::OtherChanges(others));
        }
    }
    drop(corrected);
    report = Report::default();
    let choices = Choices { sealing: Sealing::Anew(years.clone()), ..site.choices.clone() };
    let Some(loaded) = Loaded::read(&mut folder, &choices, &mut report) else { return Err(Refusal::Content(folder, report)) };
    let mut correction = Correction {
        rows: figures.iter().map(|(change, place)| row(change, place)).collect(),
        changes,
        successors: Vec::new(),
        left: left(&loaded, &folder, order.year, &ids),
        folder,
        report,
        loaded: Some(loaded),
    };
    correction.successors = successors(&correction, project, order, &years)?;
    Ok(correction)
}

impl Correction {
    /// Whether everything says the right figures already.
    pub fn is_done(&self) -> bool {
        self.changes.is_empty() && self.successors.is_empty()
    }

    /// The texts that places of the correction point into.
    pub fn sources(&self) -> &Sources {
        &self.folder.sources
    }

    /// Writes the texts and the bundles of a site that is locked. If the run is killed, every file is whole; the same command again
    /// does the rest.
    ///
    /// # Errors
    ///
    /// As [`archive::commit`].
    pub fn write(&self, lock: &FolderLock) -> Result<(), Error> {
        match &self.loaded {
            Some(loaded) if !self.successors.is_empty() => {
                let prepared: Vec<&PreparedSeal> = self.successors.iter().map(|successor| &successor.prepared).collect();
                archive::commit(lock, self.content(loaded), &prepared)
            }
            _ => disk::change_all(lock, &self.changes),
        }
    }

    fn content<'a>(&'a self, loaded: &'a Loaded) -> SiteContent<'a> {
        SiteContent { loaded, folder: &self.folder, report: &self.report, changes: &self.changes }
    }
}

/// The edition of a year, if it is published.
fn published(loaded: &Loaded, year: i32) -> Result<&Edition, Request> {
    let known = loaded.editions();
    match known.iter().find(|edition| edition.year == year) {
        Some(edition) if edition.draft => Err(Request::CorrectDraft { year }),
        Some(edition) => Ok(edition),
        None => Err(Request::NoEdition { year, known: known.iter().map(|edition| edition.year).collect() }),
    }
}

/// What the tables say; that a result differs from what is there is the wish itself.
fn compared<'a>(reported: ReportedEdition<'a>, tables: &[TableFile]) -> Result<ResultChanges<'a>, Refusal> {
    let mut found = sheet::compare(reported, tables, Conflicts::Open);
    found.report.retain(|conflict| !matches!(conflict.fault, Fault::ResultDiffers { .. }));
    if found.report.has_errors() { Err(Refusal::Conflicts(found.report)) } else { Ok(found) }
}

/// The figures that change for readers: beside the sealed ones, where the edition is sealed.
fn figures<'a>(sealed: Option<&Sealed>, found: &ResultChanges<'a>) -> Vec<(FigureChange<'a>, Place)> {
    let figure = |reading: Option<Reading>| reading.filter(|reading| reading.status().is_none());
    let change = |change: &ResultChange<'a>| {
        let indicator: &'a Indicator = change.wanted.indicator;
        let year = change.after.year;
        let in_sources = change.before.as_ref().filter(|before| before.year == year).map(|before| before.reading);
        let before = figure(match sealed {
            Some(sealed) => sealed.record.shown_reading(&indicator.id, year),
            None => in_sources,
        });
        let after = figure(Some(change.after.reading));
        (before != after).then(|| (FigureChange { indicator, year, before, after }, change.place.clone()))
    };
    found.changes.iter().chain(&found.unchanged).filter_map(change).collect()
}

/// The texts that change: the results, and the edition's file with the correction. Nothing where the correction stands there already.
fn texts(
    folder: &Folder,
    reported: ReportedEdition<'_>,
    order: &CorrectionOrder,
    found: &ResultChanges<'_>,
    figures: &[(FigureChange<'_>, Place)],
) -> Result<BTreeMap<String, String>, Error> {
    let mut texts = sheet::texts(reported, folder, found)?;
    let edition = reported.edition;
    let is_stated = |figure: &FigureChange<'_>| {
        edition.corrected_figures().any(|(_, stated)| {
            (&stated.indicator, stated.year, stated.before, stated.after)
                == (&figure.indicator.id, figure.year, figure.before, figure.after)
        })
    };
    let new = figures.iter().map(|(figure, _)| figure).filter(|figure| !texts.is_empty() || !is_stated(figure));
    let new: Vec<FigureChange<'_>> = new.cloned().collect();
    if !texts.is_empty() || !new.is_empty() {
        let path = format!("content/editions/{}/edition.md", edition.year);
        let correction = NewCorrection { edition: edition.year, date: order.date, reason: order.reason.clone(), figures: new };
        let text = texts.remove(&path).or_else(|| text_of(folder, &path)).unwrap_or_default();
        let added = correction.added(&text);
        let unreadable = || Error::file(Action::Write, Path::new(&path), io::Error::other("its front matter cannot be changed"));
        texts.insert(path.clone(), added.ok_or_else(unreadable)?);
    }
    Ok(texts)
}

fn text_of(folder: &Folder, path: &str) -> Option<String> {
    folder.texts.get(path).map(|source| folder.sources.get(*source).text.clone())
}

fn text_change(site: PublishedSite<'_>, path: &str, text: &str) -> TextChange {
    let there = site.folder.texts.get(path).and_then(|source| site.folder.files.get(source)).cloned();
    TextChange { file: there.unwrap_or_else(|| site.root.join(path)), before: text_of(site.folder, path), after: text.to_owned() }
}

/// The folder as it will be.
fn changed(root: &Path, texts: &BTreeMap<String, String>, changes: &[TextChange]) -> Result<(Folder, Report), Error> {
    let mut report = Report::default();
    let mut folder = load::load(root, &mut report)?;
    for (path, change) in texts.keys().zip(changes) {
        folder.change_text(path, change.file.clone(), &change.after);
    }
    Ok((folder, report))
}

/// The sealed editions that show what the edition of a year does not say any more, that edition itself where its texts change.
fn outdated(corrected: &Loaded, year: i32, changes: bool) -> BTreeSet<i32> {
    let showing = corrected.outdated().into_iter().filter(|outdated| outdated.corrected == year).map(|outdated| outdated.seal.edition);
    let itself = (changes && corrected.sealed().contains_key(&year)).then_some(year);
    showing.chain(itself).collect()
}

/// What else of sealed editions is not any more what it was when they were sealed: files of the edition, fields of the record.
fn other_changes(before: &Folder, corrected: &Loaded, years: &BTreeSet<i32>, ids: &BTreeSet<&str>) -> Result<Vec<OtherChange>, Error> {
    let mut others = Vec::new();
    for year in years {
        let Some((seal, sealed)) = in_force(corrected.project(), *year).zip(corrected.sealed().get(year)) else { continue };
        let is_corrected = |field: &str| field.split_once(": ").is_some_and(|(id, _)| ids.contains(id));
        let fields = sealed.differences.iter().map(|difference| difference.field.clone()).filter(|field| !is_corrected(field));
        let files = changed_files(before, sealed, *year)?;
        others.extend(files.into_iter().chain(fields).map(|what| OtherChange { file: seal.file.clone(), what }));
    }
    Ok(others)
}

/// The files of an edition that are not what its bundle holds of them.
fn changed_files(before: &Folder, sealed: &Sealed, year: i32) -> Result<Vec<String>, Error> {
    let own = format!("content/editions/{year}/");
    let now = before.texts.iter().filter_map(|(path, source)| Some((path, before.files.get(source)?))).chain(&before.others);
    let now: BTreeMap<&String, &std::path::PathBuf> = now.filter(|(path, _)| path.starts_with(&own)).collect();
    let kept: BTreeSet<String> =
        sealed.bag.payload().filter_map(|(path, _)| path.strip_prefix(SOURCES)).filter(|path| path.starts_with(&own)).map(str::to_owned).collect();
    let mut changed = Vec::new();
    for path in kept.iter().chain(now.keys().copied()).collect::<BTreeSet<_>>() {
        let is_same = match now.get(path).filter(|_| kept.contains(path)) {
            None => false,
            Some(file) => {
                let bytes = bounded::read(file, Limit::FILE).map_err(|source| Error::file(Action::Read, file, source))?;
                bytes.is_some() && bytes == sealed.bag.read(&format!("{SOURCES}{path}")).ok()
            }
        };
        if !is_same {
            changed.push(path.clone());
        }
    }
    Ok(changed)
}

fn in_force(project: &Project, year: i32) -> Option<&Seal> {
    seal::in_force(&project.seals, year)
}

/// The places that say another figure than the corrected one.
fn left(loaded: &Loaded, folder: &Folder, year: i32, ids: &BTreeSet<&str>) -> Report {
    let mut report = Report::default();
    check::figures(loaded, folder, &mut report);
    let own = format!("content/editions/{year}/edition.md");
    report.retain(|found| match &found.fault {
        Fault::ValueDiffers { id, .. } => ids.contains(id.as_str()),
        Fault::CorrectedInText { .. } => found.related.as_ref().is_some_and(|place| folder.sources.path(place) == own),
        _ => false,
    });
    report
}

/// The new bundles of sealed editions.
fn successors(
    correction: &Correction,
    project: &Project,
    order: &CorrectionOrder,
    years: &BTreeSet<i32>,
) -> Result<Vec<Successor>, Refusal> {
    let Some(loaded) = &correction.loaded else { return Ok(Vec::new()) };
    let content = correction.content(loaded);
    let mut successors = Vec::new();
    for year in years {
        let Some(former) = in_force(project, *year) else { continue };
        let dates = DateFormatter { language: Language::Ja, notation: Notation::as_of(Some(order.date)), minus: '−' };
        let later = Message::new("correct.later").part("year", dates.fiscal_long(order.year)).part("reason", order.reason.ja.as_str());
        let revision = if *year == order.year { order.reason.ja.clone() } else { Messages::of(Language::Ja).text(&later) };
        let order = SealOrder { year: *year, date: order.date, revision: Some(revision), force: former.forced.clone() };
        let prepared = archive::prepare(content, &order).map_err(|error| match error {
            SealError::Error(error) => Refusal::Error(error),
            SealError::Template(fault) => {
                let mut report = Report::default();
                report.add(fault.0, fault.1);
                Refusal::Conflicts(report)
            }
        })?;
        successors.push(Successor { former: former.file.clone(), prepared });
    }
    Ok(successors)
}

fn row(change: &FigureChange<'_>, place: &Place) -> CorrectedRow {
    let written = |reading: Option<Reading>| reading.and_then(|reading| change.written(reading));
    CorrectedRow {
        id: change.indicator.id.clone(),
        name: change.indicator.name.ja.clone(),
        before: written(change.before),
        after: written(change.after),
        place: place.clone(),
    }
}
