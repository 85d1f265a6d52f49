//! Sealed editions: their bytes as they were sealed, and the record that goes before the sources.

use crate::bag::{Bag, Damage, Limit};
use crate::bounded;
use crate::diagnostic::{Fault, Place, Report};
use crate::digest::sha512;
use crate::load::Folder;
use crate::model::{Project, Seal, seal};
use crate::record::{Difference, EditionRecord};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// Where bundles lie, below the root of the site.
pub const FOLDER: &str = "content/archive";
/// Where the site's part lies in the payload of a bundle.
pub const SITE: &str = "site/";
/// The evaluated record in the payload.
pub const RECORD: &str = "record.json";

/// Which sealed editions are shown as they were sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
    /// All of them.
    Shown,
    /// All but the one of this year, which is made from its sources: it is being sealed.
    Anew(i32),
    /// None: everything is made from its sources, for comparison.
    Ignored,
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

impl Sealed {
    /// The paths of its pages and files below the site's root.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.paths.iter()
    }

    /// Whether a path of the site is one of its own.
    pub fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
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
pub fn open(folder: &Folder, project: &Project, sealing: Sealing, report: &mut Report) -> BTreeMap<i32, Sealed> {
    let years: BTreeSet<i32> = project.seals.iter().map(|seal| seal.edition).collect();
    let wanted = years.into_iter().filter(|year| match sealing {
        Sealing::Shown => true,
        Sealing::Anew(anew) => *year != anew,
        Sealing::Ignored => false,
    });
    let mut opened = BTreeMap::new();
    for seal in wanted.filter_map(|year| seal::in_force(&project.seals, year)) {
        match open_one(folder, seal) {
            Ok(sealed) => drop(opened.insert(seal.edition, sealed)),
            Err((english, japanese)) => {
                let file = format!("{FOLDER}/{}", seal.file);
                report.add_related(Place::File(file.clone()), seal.place.clone(), Fault::BrokenSeal { file, english, japanese });
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

/// What is wrong, in English and Japanese.
type Words = (String, String);

fn open_one(folder: &Folder, seal: &Seal) -> Result<Sealed, Words> {
    let bytes = bytes(folder, seal)?;
    let words = |damage: Damage| (damage.english(), damage.japanese());
    let bag = Bag::open(bytes.into()).map_err(words)?;
    let record = EditionRecord::parse(&bag.read(RECORD).map_err(words)?);
    let record = record.filter(|record| record.year == seal.edition);
    let record = record.ok_or_else(|| both("its record cannot be read", "記録（record.json）を読めません"))?;
    let of_edition = [format!("{SITE}{}/", seal.edition), format!("{SITE}en/{}/", seal.edition)];
    let inside = |path: &&str| of_edition.iter().any(|folder| path.starts_with(folder.as_str()));
    let paths = bag.payload().map(|(path, _)| path).filter(inside).filter_map(|path| path.strip_prefix(SITE)).map(str::to_owned).collect();
    Ok(Sealed { bag, record, differences: Vec::new(), paths })
}

/// The bundle as it was registered.
fn bytes(folder: &Folder, seal: &Seal) -> Result<Vec<u8>, Words> {
    let missing = || both("the file is not there", "ファイルがありません");
    let file: &PathBuf = folder.others.get(&format!("{FOLDER}/{}", seal.file)).ok_or_else(missing)?;
    let bytes = read_bundle(file, seal)?;
    if sha512(&bytes) != seal.sha512 {
        return Err(both(
            "it is not the file that was sealed: its checksum is another",
            "封印したファイルと中身が違います（チェックサムの不一致）",
        ));
    }
    Ok(bytes)
}

/// The bytes of a bundle, wherever it lies. One that is larger than it was when it was sealed is not read.
///
/// # Errors
///
/// Why it cannot be read, in English and Japanese.
pub fn read_bundle(file: &Path, seal: &Seal) -> Result<Vec<u8>, Words> {
    let most = seal.size.min(Limit::PACKED);
    let failed = |error: io::Error| (format!("cannot be read: {error}"), format!("読めません：{error}"));
    let larger = || {
        let english = format!("it has more than {most} bytes, so it is not the file that was sealed");
        (english, format!("{most}バイトを超えています（封印したファイルではありません）"))
    };
    bounded::read(file, most).map_err(failed)?.ok_or_else(larger)
}

fn both(english: &str, japanese: &str) -> Words {
    (english.to_owned(), japanese.to_owned())
}
