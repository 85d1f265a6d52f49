//! Sealed editions: their bytes as they were sealed, and the record that goes before the sources.

use crate::bag::{Bag, Damage, Limit};
use crate::bounded;
use crate::diagnostic::{Fault, Place, Report};
use crate::digest::sha512;
use crate::load::Folder;
use crate::message::Message;
use crate::model::{Project, Rule, Seal, read, seal};
use crate::record::{Difference, EditionRecord};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// Where bundles lie, below the root of the site.
pub const FOLDER: &str = "content/archive";
/// Where the site's part lies in the payload of a bundle.
pub const SITE: &str = "site/";
/// Where the author's files lie in the payload.
pub const SOURCES: &str = "sources/";
/// The evaluated record in the payload.
pub const RECORD: &str = "record.json";

/// Which sealed editions are shown as they were sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sealing {
    /// All of them.
    Shown,
    /// All but those of these years, which are made from their sources: they are being sealed.
    Anew(BTreeSet<i32>),
    /// None: everything is made from its sources, for comparison.
    Ignored,
}

/// Whether an edition needs its sources no more: it was sealed, and is not being sealed anew.
pub fn is_sealed(seals: &[Seal], sealing: &Sealing, year: i32) -> bool {
    !matches!(sealing, Sealing::Anew(anew) if anew.contains(&year)) && seal::in_force(seals, year).is_some()
}

/// A sealed edition that the site shows.
#[derive(Debug)]
pub struct Sealed {
    pub bag: Bag,
    pub record: EditionRecord,
    /// Where the sources say something else now.
    pub differences: Vec<Difference>,
    /// Paths below the site's root.
    paths: BTreeSet<String>,
}

/// A file of the author's in a bundle.
#[derive(Clone, Debug)]
pub struct SealedSource {
    pub path: String,
    pub bytes: Vec<u8>,
}

impl Sealed {
    /// The paths of its pages and files below the site's root.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.paths.iter()
    }

    /// Whether a path of the site is one of its own.
    pub fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// The author's files that the edition was made from, by their paths from the root of the site; what cannot be read is left out.
    pub fn sources(&self) -> impl Iterator<Item = SealedSource> {
        self.bag.payload().filter_map(|(path, _)| {
            let source = path.strip_prefix(SOURCES)?.to_owned();
            Some(SealedSource { path: source, bytes: self.bag.read(path).ok()? })
        })
    }

    /// The bytes at a path of the site.
    ///
    /// # Errors
    ///
    /// [`Damage`] where the bundle is not whole.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Damage> {
        self.bag.read(&format!("{SITE}{path}"))
    }
}

/// Opens the bundles that the site shows. A damaged one is a fault; nothing of it is shown.
pub fn open(folder: &Folder, project: &Project, sealing: &Sealing, report: &mut Report) -> BTreeMap<i32, Sealed> {
    let years: BTreeSet<i32> = project.seals.iter().map(|seal| seal.edition).collect();
    let wanted = years.into_iter().filter(|year| match sealing {
        Sealing::Shown => true,
        Sealing::Anew(anew) => !anew.contains(year),
        Sealing::Ignored => false,
    });
    let mut opened = BTreeMap::new();
    for seal in wanted.filter_map(|year| seal::in_force(&project.seals, year)) {
        match open_sealed(folder, seal) {
            Ok(sealed) => drop(opened.insert(seal.edition, sealed)),
            Err(why) => {
                let file = format!("{FOLDER}/{}", seal.file);
                report.add_related(Place::File(file.clone()), seal.place.clone(), Fault::BrokenSeal { file, why });
            }
        }
    }
    opened
}

/// Where each bundle lies that was not withdrawn, by its name.
pub fn bundles(folder: &Folder, project: &Project) -> BTreeMap<String, PathBuf> {
    let kept = project.seals.iter().filter(|seal| seal.withdrawn.is_none());
    kept.filter_map(|seal| Some((seal.file.clone(), folder.others.get(&format!("{FOLDER}/{}", seal.file))?.clone()))).collect()
}

/// Opens a bundle that is listed.
///
/// # Errors
///
/// Why it cannot be shown.
pub fn open_sealed(folder: &Folder, seal: &Seal) -> Result<Sealed, Message> {
    let bytes = bytes(folder, seal)?;
    let bag = Bag::open(bytes.into()).map_err(|damage| damage.message())?;
    let sealed = bag.read(RECORD).map_err(|damage| damage.message())?;
    let record = EditionRecord::parse(&sealed, |strategy| stated_rule(&bag, strategy));
    let record = record.filter(|record| record.year == seal.edition);
    let record = record.ok_or_else(|| Message::new("bundle.no-record"))?;
    let of_edition = [format!("{SITE}{}/", seal.edition), format!("{SITE}en/{}/", seal.edition)];
    let inside = |path: &&str| of_edition.iter().any(|folder| path.starts_with(folder.as_str()));
    let paths = bag.payload().map(|(path, _)| path).filter(inside).filter_map(|path| path.strip_prefix(SITE)).map(str::to_owned).collect();
    Ok(Sealed { bag, record, differences: Vec::new(), paths })
}

/// The rule that the sources in a bundle state for a strategy.
fn stated_rule(bag: &Bag, strategy: &str) -> Option<Rule> {
    let text = |path: &str| String::from_utf8(bag.read(&format!("{SOURCES}content/{path}")).ok()?).ok();
    read::stated_rule(&text(&format!("strategies/{strategy}/strategy.md"))?, &text("site.toml")?)
}

/// The bundle as it was registered.
fn bytes(folder: &Folder, seal: &Seal) -> Result<Vec<u8>, Message> {
    let missing = || Message::new("bundle.missing");
    sealed_bytes(folder.others.get(&format!("{FOLDER}/{}", seal.file)).ok_or_else(missing)?, seal)
}

/// The bytes of a bundle, if they are those that were sealed.
///
/// # Errors
///
/// Why it cannot be read, or that it is another file.
pub fn sealed_bytes(file: &Path, seal: &Seal) -> Result<Vec<u8>, Message> {
    let bytes = read_bundle(file, seal)?;
    if sha512(&bytes) == seal.sha512 { Ok(bytes) } else { Err(Message::new("bundle.other-checksum")) }
}

/// The bytes of a bundle, wherever it lies. One that is larger than it was when it was sealed is not read.
///
/// # Errors
///
/// Why it cannot be read.
pub fn read_bundle(file: &Path, seal: &Seal) -> Result<Vec<u8>, Message> {
    let most = seal.size.min(Limit::PACKED);
    let failed = |error: io::Error| Message::new("bundle.unreadable").part("source", error.to_string());
    bounded::read(file, most).map_err(failed)?.ok_or_else(|| Message::new("bundle.larger").part("most", most))
}
