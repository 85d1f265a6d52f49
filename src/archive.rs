//! Sealing an edition: everything of it in one bag, registered for ever.
//!
//! A seal is two files, the bundle and a line of the register. The bundle is written first; then the register is replaced in one step,
//! which is the moment of sealing. A note beside them names the bundle meanwhile, so that [`complete`] clears it away where the
//! register was not reached. Who only reads the archive finds every bundle that the register names, and needs no clearing. Several
//! editions that change together are sealed together.

mod collect;
mod register;
mod verify;

pub use register::{complete, noted as interrupted};
pub use verify::{BundleFinding, verify};

use crate::bag::{Contents, Damage, InfoLine};
use crate::diagnostic::{Fault, Place, Report};
use crate::digest::sha512;
use crate::disk::{FolderLock, TextChange};
use crate::error::{Error, Request};
use crate::load::Folder;
use crate::model::{Edition, Project, Published, Seal, Withdrawal, seal};
use crate::render::TemplateFault;
use crate::site::{Loaded, Site};

/// What is to be sealed, when, and why.
#[derive(Clone, Debug)]
pub struct SealOrder {
    pub year: i32,
    /// The day of the sealing.
    pub date: Published,
    /// Why an edition is sealed again.
    pub revision: Option<String>,
    /// Why it is sealed although results are missing.
    pub force: Option<String>,
}

/// Why nothing was sealed.
#[derive(Debug)]
pub enum SealError {
    /// Trouble of the machine, or a wish that cannot be met.
    Error(Error),
    /// The fault of a template.
    Template(TemplateFault),
}

impl From<Error> for SealError {
    fn from(error: Error) -> SealError {
        SealError::Error(error)
    }
}

impl From<Request> for SealError {
    fn from(request: Request) -> SealError {
        SealError::Error(Error::Request(request))
    }
}

impl From<TemplateFault> for SealError {
    fn from(fault: TemplateFault) -> SealError {
        SealError::Template(fault)
    }
}

/// The content of a site, as it was read with [`crate::site::Sealing::Anew`].
#[derive(Clone, Copy)]
pub struct SiteContent<'a> {
    pub loaded: &'a Loaded,
    pub folder: &'a Folder,
    pub report: &'a Report,
    /// Changes of texts that the content has already, and the disk has not: they are written with the seals.
    pub changes: &'a [TextChange],
}

/// A seal whose bundle is not written yet.
#[derive(Debug)]
pub struct PreparedSeal {
    pub seal: Seal,
    bundle: Vec<u8>,
}

/// Makes the bundle of an edition; nothing is written.
///
/// # Errors
///
/// [`SealError`].
pub fn prepare(content: SiteContent<'_>, order: &SealOrder) -> Result<PreparedSeal, SealError> {
    let project = content.loaded.project();
    let edition = wanted(content, order)?;
    let site = Site::new(content.loaded);
    let payload = collect::payload(&site, content, order.year)?;
    let revision = project.seals.iter().filter(|seal| seal.edition == order.year).map(|seal| seal.revision).max().unwrap_or(0) + 1;
    let name = seal::bundle_name(order.year, revision);
    let info = info(project, edition, &name, order);
    let bytes = Contents { name: name.clone(), info, payload }.into_zip().map_err(cannot_bag)?;
    let seal = Seal {
        edition: order.year,
        revision,
        file: seal::bundle_file(order.year, revision),
        size: bytes.len() as u64,
        sha512: sha512(&bytes),
        date: order.date,
        reason: order.revision.clone(),
        forced: order.force.clone(),
        withdrawn: None,
        place: Place::File(register::PATH.to_owned()),
    };
    Ok(PreparedSeal { seal, bundle: bytes })
}

/// Writes bundles, the changes of texts, and last the register of a site that is locked.
///
/// # Errors
///
/// [`Error::Exists`] where something of a bundle's name is there; [`Error::WrittenOtherwise`] where the disk holds something else;
/// [`Error::File`] for trouble of the disk, [`Error::Changed`] where a text was changed meanwhile. The archive is then as it was.
pub fn commit(lock: &FolderLock, content: SiteContent<'_>, sealed: &[&PreparedSeal]) -> Result<(), Error> {
    register::add(lock, content, sealed)
}

/// An edition that cannot be a bag, and why.
fn cannot_bag(damage: Damage) -> Request {
    Request::CannotBag { why: damage.message() }
}

/// Takes the newest bundle of an edition out; its entry stays, with the reason.
///
/// # Errors
///
/// [`Request::NotSealed`]; [`Error::File`] for trouble of the disk.
pub fn withdraw(lock: &FolderLock, content: SiteContent<'_>, order: &SealOrder, reason: &str) -> Result<Seal, Error> {
    let seals = &content.loaded.project().seals;
    let newest = seal::in_force(seals, order.year).ok_or(Request::NotSealed { year: order.year })?;
    let withdrawn = Seal { withdrawn: Some(Withdrawal { date: order.date, reason: reason.to_owned() }), ..newest.clone() };
    register::withdraw(lock, content, &withdrawn)?;
    Ok(withdrawn)
}

/// The edition, if it may be sealed.
fn wanted<'a>(content: SiteContent<'a>, order: &SealOrder) -> Result<&'a Edition, Request> {
    let SiteContent { loaded, folder, report, .. } = content;
    let (year, project) = (order.year, loaded.project());
    let all = loaded.editions();
    let Some(edition) = all.iter().find(|edition| edition.year == year) else {
        return Err(Request::NoEdition { year, known: all.iter().map(|edition| edition.year).collect() });
    };
    if edition.draft {
        return Err(Request::Draft { year });
    }
    let drafts: Vec<String> = edition
        .goals
        .iter()
        .filter(|goal| goal.draft)
        .map(|goal| format!("content/editions/{year}/goal-{}/goal.md", goal.number))
        .collect();
    if !drafts.is_empty() {
        return Err(Request::DraftGoals { year, files: drafts });
    }
    if let Some(sealed) = seal::in_force(&project.seals, year).filter(|_| order.revision.is_none()) {
        return Err(Request::AlreadySealed { year, file: sealed.file.clone() });
    }
    let of_edition = format!("content/editions/{year}/");
    let missing = report.sorted(&folder.sources).into_iter().filter(|diagnostic| {
        let open = matches!(diagnostic.fault, Fault::IndicatorWithoutResult { .. } | Fault::MeasureWithoutReport { .. });
        open && folder.sources.path(&diagnostic.place).starts_with(&of_edition)
    });
    match missing.count() {
        0 => Ok(edition),
        _ if order.force.is_some() => Ok(edition),
        count => Err(Request::ResultsMissing { year, count }),
    }
}

/// The lines of `bag-info.txt`. It holds no date of its own making, so that the same input gives the same bytes.
fn info(project: &Project, edition: &Edition, name: &str, order: &SealOrder) -> Vec<InfoLine> {
    let publisher = project.settings.publisher.as_ref();
    let line = |key: &str, value: &str| InfoLine::new(key, &value.replace(['\r', '\n'], " "));
    let mut info = Vec::new();
    info.extend(publisher.map(|publisher| line("Source-Organization", &publisher.name.ja)));
    let code = publisher.and_then(|publisher| publisher.code.as_deref()).unwrap_or("torikumi");
    info.push(line("External-Identifier", &format!("{code}-{name}")));
    info.push(line("External-Description", &edition.title.ja));
    info.extend(edition.title.en.as_ref().map(|title| line("External-Description", title)));
    info.extend(edition.published.map(|published| line("Published", &published.to_string())));
    info.extend(order.revision.as_ref().map(|reason| line("Revision-Reason", reason)));
    info.extend(order.force.as_ref().map(|reason| line("Sealed-Incomplete-Reason", reason)));
    info.push(line("Bag-Software-Agent", concat!("torikumi ", env!("CARGO_PKG_VERSION"))));
    info
}
