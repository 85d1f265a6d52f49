//! Every bundle looked through, and beside it the files that were published.

use super::register::noted;
use crate::bag::{Bag, Damage};
use crate::bounded;
use crate::diagnostic::shown;
use crate::digest::sha512;
use crate::error::{Action, Error};
use crate::model::{Project, Seal, seal};
use crate::site::{FOLDER, SITE, read_bundle};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// What was found of one bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub file: String,
    /// Files of its payload; 0 for one that was taken out.
    pub files: usize,
    pub withdrawn: bool,
    /// What is wrong, in English and Japanese; empty where nothing is.
    pub wrong: Vec<(String, String)>,
}

/// Verifies every registered bundle, finds those that nobody registered, and, given a folder with the published site, holds
/// its files against the sealed ones.
///
/// # Errors
///
/// [`Error::File`] where the archive cannot be read at all.
pub fn verify(root: &Path, project: &Project, site: Option<&Path>) -> Result<Vec<Finding>, Error> {
    let mut findings: Vec<Finding> = Vec::new();
    for entry in &project.seals {
        let shown = seal::in_force(&project.seals, entry.edition) == Some(entry);
        findings.push(one(root, entry, site.filter(|_| shown)));
    }
    findings.extend(unregistered(root, project)?);
    Ok(findings)
}

fn one(root: &Path, entry: &Seal, site: Option<&Path>) -> Finding {
    let path = root.join(FOLDER).join(&entry.file);
    let mut finding = Finding { file: entry.file.clone(), files: 0, withdrawn: entry.withdrawn.is_some(), wrong: Vec::new() };
    if finding.withdrawn {
        return finding;
    }
    let bytes = match read_bundle(&path, entry) {
        Ok(bytes) => bytes,
        Err(words) => {
            finding.wrong.push(words);
            return finding;
        }
    };
    if sha512(&bytes) != entry.sha512 {
        finding.add("its checksum is not the registered one", "チェックサムが記録と違います");
    }
    match Bag::open(bytes.into()) {
        Ok(bag) => {
            finding.files = bag.payload().count();
            finding.wrong.extend(bag.verify().iter().map(words));
            if let Some(site) = site {
                compare(&bag, entry.edition, site, &mut finding);
            }
        }
        Err(damage) => finding.wrong.push(words(&damage)),
    }
    finding
}

impl Finding {
    fn add(&mut self, english: &str, japanese: &str) {
        self.wrong.push((english.to_owned(), japanese.to_owned()));
    }
}

fn words(damage: &Damage) -> (String, String) {
    (damage.english(), damage.japanese())
}

/// The published files of the edition are the sealed ones: none differs, none is missing, none is there besides.
fn compare(bag: &Bag, year: i32, site: &Path, finding: &mut Finding) {
    let of_edition = [format!("{year}/"), format!("en/{year}/")];
    let sealed = bag.payload().filter_map(|(path, size)| Some((path.strip_prefix(SITE)?.to_owned(), size)));
    let sealed: BTreeMap<String, u64> =
        sealed.filter(|(path, _)| of_edition.iter().any(|folder| path.starts_with(folder.as_str()))).collect();
    for (path, size) in &sealed {
        match bounded::read(&site.join(path), *size) {
            Err(error) => finding.add(&format!("`{path}` is not published: {error}"), &format!("`{path}` が公開されていません：{error}")),
            Ok(published) if bag.read(&format!("{SITE}{path}")).is_ok_and(|bytes| Some(bytes) == published) => {}
            Ok(_) => {
                finding.add(&format!("`{path}` is published with other bytes"), &format!("公開中の `{path}` は封印した内容と違います"))
            }
        }
    }
    for folder in &of_edition {
        for path in published(site, folder).filter(|path| !sealed.contains_key(path)) {
            let path = shown::name(&path);
            finding.add(&format!("`{path}` is published but not sealed"), &format!("公開中の `{path}` は封印されていません"));
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
fn unregistered(root: &Path, project: &Project) -> Result<Vec<Finding>, Error> {
    let folder = root.join(FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(&folder).map_err(|source| Error::file(Action::Read, &folder, source))?;
    let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    // One that is being sealed at this moment is in the register at the next.
    let noted = noted(root)?;
    let known =
        |name: &String| noted.as_ref() == Some(name) || project.seals.iter().any(|seal| seal.withdrawn.is_none() && seal.file == *name);
    let strange = names.into_iter().filter(|name| name.ends_with(".zip") && !name.starts_with('.') && !known(name));
    Ok(strange
        .map(|file| {
            let mut finding = Finding { file, files: 0, withdrawn: false, wrong: Vec::new() };
            finding.add("is not in the register", "封印の記録にありません");
            finding
        })
        .collect())
}
