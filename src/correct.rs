//! Correcting what was published: the figure, the 正誤 of its edition, and the sealed editions that show it, in one step.
//!
//! ```text
//! tables → compare → changed texts, in memory → read again → sealed editions that show the old figure → their new bundles → disk
//! ```
//!
//! Everything is made in memory first: until [`CorrectionPlan::write`] nothing is changed.

mod bundles;
mod texts;

pub use bundles::{OtherChange, Successor};

use crate::archive::{self, PreparedSeal, SealError, SiteContent};
use crate::check;
use crate::diagnostic::{Fault, Place, Report, Sources};
use crate::disk::{self, FolderLock, TextChange};
use crate::error::{Error, Request};
use crate::load::Folder;
use crate::model::{Edition, Published, Reading, Text};
use crate::sheet::{self, Conflicts, ReportedEdition, ResultChanges, TableFile};
use crate::site::{Choices, Loaded, Sealing};
use bundles::{other_changes, outdated, successors};
use std::collections::BTreeSet;
use std::path::Path;
use texts::{FoundFigure, changed, figures, text_change, texts};

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

/// A correction that can be written.
#[derive(Debug)]
pub struct CorrectionPlan {
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
    loaded: Loaded,
}

/// Why nothing can be corrected.
#[derive(Debug)]
pub enum CorrectionRefusal {
    Error(Error),
    /// The tables say something that cannot be taken over.
    Conflicts(Report),
    /// The corrected content has faults.
    Content(Box<Folder>, Report),
    /// Sealed editions would change in other ways too: bundles with the files and fields.
    OtherChanges(Vec<OtherChange>),
}

impl From<Error> for CorrectionRefusal {
    fn from(error: Error) -> CorrectionRefusal {
        CorrectionRefusal::Error(error)
    }
}

impl From<Request> for CorrectionRefusal {
    fn from(request: Request) -> CorrectionRefusal {
        CorrectionRefusal::Error(request.into())
    }
}

/// Plans a correction; nothing is written.
///
/// # Errors
///
/// [`CorrectionRefusal`].
pub fn plan(site: PublishedSite<'_>, order: &CorrectionOrder) -> Result<CorrectionPlan, CorrectionRefusal> {
    let project = site.loaded.project();
    let edition = published(site.loaded, order.year)?;
    let reported = ReportedEdition { project, edition };
    let found = compared(reported, &order.tables)?;
    let figures = figures(site.loaded.sealed().get(&order.year), &found);
    let texts = texts(site.folder, reported, order, &found, &figures)?;
    let changes: Vec<TextChange> = texts.iter().map(|(path, text)| text_change(site, path, text)).collect();
    let (mut folder, mut report) = changed(site.root, &texts, &changes)?;
    let Some(corrected) = Loaded::read(&mut folder, &Choices { sealing: Sealing::Shown, ..site.choices.clone() }, &mut report) else {
        return Err(CorrectionRefusal::Content(Box::new(folder), report));
    };
    let years = outdated(&corrected, order.year, !changes.is_empty());
    let ids: BTreeSet<&str> = found.changes.iter().chain(&found.unchanged).map(|change| change.wanted.indicator.id.as_str()).collect();
    if !order.accept {
        let others = other_changes(site.folder, &corrected, &years, |year, id| year == order.year && ids.contains(id))?;
        if !others.is_empty() {
            return Err(CorrectionRefusal::OtherChanges(others));
        }
    }
    drop(corrected);
    report = Report::default();
    let choices = Choices { sealing: Sealing::Anew(years.clone()), ..site.choices.clone() };
    let Some(loaded) = Loaded::read(&mut folder, &choices, &mut report) else {
        return Err(CorrectionRefusal::Content(Box::new(folder), report));
    };
    let correction = CorrectionPlan {
        rows: figures.iter().map(row).collect(),
        changes,
        successors: Vec::new(),
        left: left(&loaded, &folder, order.year, &ids),
        folder,
        report,
        loaded,
    };
    match successors(correction.content(), order, &years) {
        Ok(successors) => Ok(CorrectionPlan { successors, ..correction }),
        Err(SealError::Error(error)) => Err(error.into()),
        Err(SealError::Template(fault)) => {
            let mut report = Report::default();
            report.add(fault.0, fault.1);
            Err(CorrectionRefusal::Content(Box::new(correction.folder), report))
        }
    }
}

impl CorrectionPlan {
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
        if self.successors.is_empty() {
            return disk::change_all(lock, &self.changes);
        }
        let prepared: Vec<&PreparedSeal> = self.successors.iter().map(|successor| &successor.prepared).collect();
        archive::commit(lock, self.content(), &prepared)
    }

    fn content(&self) -> SiteContent<'_> {
        SiteContent { loaded: &self.loaded, folder: &self.folder, report: &self.report, changes: &self.changes }
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
fn compared<'a>(reported: ReportedEdition<'a>, tables: &[TableFile]) -> Result<ResultChanges<'a>, CorrectionRefusal> {
    let found = sheet::compare(reported, tables, Conflicts::Corrected);
    if found.report.has_errors() { Err(CorrectionRefusal::Conflicts(found.report)) } else { Ok(found) }
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

fn row(FoundFigure { change, place }: &FoundFigure<'_>) -> CorrectedRow {
    let written = |reading: Option<Reading>| reading.and_then(|reading| change.written(reading));
    CorrectedRow {
        id: change.indicator.id.clone(),
        name: change.indicator.name.ja.clone(),
        before: written(change.before),
        after: written(change.after),
        place: place.clone(),
    }
}
