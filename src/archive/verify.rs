//! Every bundle looked through, and beside it the files that were published.

use super::register::noted;
use crate::bag::{Bag, Damage};
use crate::bounded;
use crate::digest::sha512;
use crate::error::{Action, Error, cause};
use crate::message::{Message, shown};
use crate::model::{Project, Seal, seal};
use crate::site::{FOLDER, SITE, read_bundle};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// What was found of one bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleFinding {
    pub file: String,
    /// Files of its payload; 0 for one that was taken out.
    pub files: usize,
    pub withdrawn: bool,
    /// What is wrong; empty where nothing is.
    pub wrong: Vec<Message>,
}

/// Verifies every registered bundle, finds those that nobody registered, and, given a folder with the published site, holds
/// its files against the sealed ones.
///
/// # Errors
///
/// [`Error::File`] where the archive cannot be read at all.
pub fn verify(root: &Path, project: &Project, site: Option<&Path>) -> Result<Vec<BundleFinding>, Error> {
    let mut findings: Vec<BundleFinding> = Vec::new();
    for entry in &project.seals {
        let shown = seal::in_force(&project.seals, entry.edition) == Some(entry);
        findings.push(one(root, entry, site.filter(|_| shown)));
    }
    findings.extend(unregistered(root, project)?);
    Ok(findings)
}

fn one(root: &Path, entry: &Seal, site: Option<&Path>) -> BundleFinding {
    let path = root.join(FOLDER).join(&entry.file);
    let mut finding = BundleFinding { file: entry.file.clone(), files: 0, withdrawn: entry.withdrawn.is_some(), wrong: Vec::new() };
    if finding.withdrawn {
        return finding;
    }
    let bytes = match read_bundle(&path, entry) {
        Ok(bytes) => bytes,
        Err(why) => {
            finding.wrong.push(why);
            return finding;
        }
    };
    if sha512(&bytes) != entry.sha512 {
        finding.wrong.push(Message::new("bundle.unregistered-checksum"));
    }
    match Bag::open(bytes.into()) {
        Ok(bag) => {
            finding.files = bag.payload().count();
            finding.wrong.extend(bag.verify().iter().map(Damage::message));
            if let Some(site) = site {
                compare(&bag, entry.edition, site, &mut finding);
            }
        }
        Err(damage) => finding.wrong.push(damage.message()),
    }
    finding
}

/// The published files of the edition are the sealed ones: none differs, none is missing, none is there besides.
fn compare(bag: &Bag, year: i32, site: &Path, finding: &mut BundleFinding) {
    let of_edition = [format!("{year}/"), format!("en/{year}/")];
    let sealed = bag.payload().filter_map(|(path, size)| Some((path.strip_prefix(SITE)?.to_owned(), size)));
    let sealed: BTreeMap<String, u64> =
        sealed.filter(|(path, _)| of_edition.iter().any(|folder| path.starts_with(folder.as_str()))).collect();
    for (path, size) in &sealed {
        match bounded::read(&site.join(path), *size) {
            Err(error) => {
                finding.wrong.push(Message::new("bundle.not-published").part("path", path.as_str()).part("source", cause(&error)));
            }
            Ok(published) if bag.read(&format!("{SITE}{path}")).is_ok_and(|bytes| Some(bytes) == published) => {}
            Ok(_) => finding.wrong.push(Message::new("bundle.published-otherwise").part("path", path.as_str())),
        }
    }
    for folder in &of_edition {
        for path in published(site, folder).filter(|path| !sealed.contains_key(path)) {
            finding.wrong.push(Message::new("bundle.published-unsealed").part("path", shown::name(&path)));
        }
    }
}

/// The files below a folder of the published site, by their paths from its root.
fn published<'a>(site: &'a Path, folder: &str) -> impl Iterator<Item = String> + 'a {
    let entries = WalkDir::new(site.join(folder)).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries.filter(|entry| !entry.file_type().is_dir()).filter_map(move |entry| {
        let parts = entry.path().strip_prefix(site).ok()?.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        Some(parts.collect::<Vec<_>>().join("/"))
    })
}

/// Bundles in the archive that the register does not know, or that were taken out.
fn unregistered(root: &Path, project: &Project) -> Result<Vec<BundleFinding>, Error> {
    let folder = root.join(FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(&folder).map_err(|source| Error::file(Action::Read, &folder, source))?;
    let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    // One that is being sealed at this moment is in the register at the next.
    let noted = noted(root)?;
    let known = |name: &String| noted.contains(name) || project.seals.iter().any(|seal| seal.withdrawn.is_none() && seal.file == *name);
    let strange = names.into_iter().filter(|name| name.ends_with(".zip") && !name.starts_with('.') && !known(name));
    Ok(strange.map(|file| BundleFinding { file, files: 0, withdrawn: false, wrong: vec![Message::new("bundle.not-registered")] }).collect())
}
