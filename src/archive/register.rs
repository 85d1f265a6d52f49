//! The register of all bundles, and the steps by which a bundle comes into it or is taken out.

use super::{PreparedSeal, SiteContent};
use crate::bounded;
use crate::disk::{FolderLock, NewFile, TextChange, change_all, is_there, make_folders, remove_file, sync_folder, write_whole};
use crate::error::{Action, Error};
use crate::load::MOST_MEGABYTES;
use crate::model::seal::is_bundle_file;
use crate::model::{Published, Seal, Withdrawal};
use serde::{Deserialize, Serialize};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Where the register lies, below the root of the site.
pub const PATH: &str = "content/archive/register.toml";
const FOLDER: &str = "content/archive";
/// Names the bundles that are being sealed or taken out, a line each, until the register and the folder agree.
const NOTE: &str = ".sealing";
/// The longest note that is read, in bytes.
const MOST_OF_NOTE: u64 = 1 << 16;
const HEAD: &str = "# Written by `torikumi archive`. Every bundle that was ever sealed; entries stay, names are never used again.\n";

/// The register as a file.
#[derive(Default, Deserialize, Serialize)]
struct Register {
    #[serde(default)]
    seal: Vec<SealEntry>,
}

#[derive(Deserialize, Serialize)]
struct SealEntry {
    edition: i32,
    revision: u32,
    file: String,
    size: u64,
    sha512: String,
    date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forced: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<WithdrawalEntry>,
}

#[derive(Deserialize, Serialize)]
struct WithdrawalEntry {
    date: String,
    reason: String,
}

impl SealEntry {
    fn of(seal: &Seal) -> SealEntry {
        let written = |published: Published| published.to_string();
        let withdrawal = |withdrawal: &Withdrawal| WithdrawalEntry { date: written(withdrawal.date), reason: withdrawal.reason.clone() };
        SealEntry {
            edition: seal.edition,
            revision: seal.revision,
            file: seal.file.clone(),
            size: seal.size,
            sha512: seal.sha512.clone(),
            date: written(seal.date),
            reason: seal.reason.clone(),
            forced: seal.forced.clone(),
            withdrawn: seal.withdrawn.as_ref().map(withdrawal),
        }
    }
}

/// Adds bundles: a note that they come, the bundles, which are read back, then the changed texts, and last the register.
///
/// # Errors
///
/// [`super::commit`] lists them.
pub fn add(lock: &FolderLock, content: SiteContent<'_>, sealed: &[&PreparedSeal]) -> Result<(), Error> {
    let folder = lock.folder().join(FOLDER);
    let bundles: Vec<(PathBuf, &[u8])> =
        sealed.iter().map(|prepared| (folder.join(&prepared.seal.file), prepared.bundle.as_slice())).collect();
    for (bundle, _) in &bundles {
        if is_there(bundle)? {
            return Err(Error::Exists { path: bundle.clone() });
        }
    }
    let made = make_folders(&folder)?;
    let seals: Vec<Seal> = content.loaded.project().seals.iter().chain(sealed.iter().map(|prepared| &prepared.seal)).cloned().collect();
    let names: Vec<&str> = sealed.iter().map(|prepared| prepared.seal.file.as_str()).collect();
    let write = |(bundle, bytes): &(PathBuf, &[u8])| NewFile::beside(bundle, bytes)?.place().and_then(|()| read_back(bundle, bytes));
    let written = note(lock, &names)
        .and_then(|()| made.sync())
        .and_then(|()| bundles.iter().try_for_each(write))
        .and_then(|()| replace(lock, content, &seals));
    // What cannot be cleared away now is cleared away by the next sealing.
    let completed = complete(lock);
    written.and(completed).inspect_err(|_| made.remove())
}

/// Names the bundles that are being sealed or taken out.
fn note(lock: &FolderLock, names: &[&str]) -> Result<(), Error> {
    write_whole(&lock.folder().join(FOLDER).join(NOTE), names.join("\n").as_bytes())
}

/// Whether a bundle is on the disk what was written: only then is it registered.
fn read_back(bundle: &Path, bytes: &[u8]) -> Result<(), Error> {
    let found = bounded::read_plain(bundle, bytes.len() as u64).map_err(|source| Error::file(Action::Read, bundle, source))?;
    if found.as_deref() == Some(bytes) { Ok(()) } else { Err(Error::WrittenOtherwise { path: bundle.to_owned() }) }
}

/// Replaces the entry of a bundle by one that says why it was taken out, and removes the bundle.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk, [`Error::Changed`] where the register was changed meanwhile.
pub fn withdraw(lock: &FolderLock, content: SiteContent<'_>, withdrawn: &Seal) -> Result<(), Error> {
    let taken_out = |seal: &Seal| if seal.file == withdrawn.file { withdrawn.clone() } else { seal.clone() };
    let seals: Vec<Seal> = content.loaded.project().seals.iter().map(taken_out).collect();
    note(lock, &[&withdrawn.file])?;
    let replaced = replace(lock, content, &seals);
    let completed = complete(lock);
    replaced.and(completed)
}

/// Writes the changed texts, then the register anew, in one step.
fn replace(lock: &FolderLock, content: SiteContent<'_>, seals: &[Seal]) -> Result<(), Error> {
    let file = lock.folder().join(PATH);
    let register = Register { seal: seals.iter().map(SealEntry::of).collect() };
    let text = toml::to_string(&register).map_err(|error| Error::file(Action::Write, &file, io::Error::other(error)))?;
    let before = content.folder.texts.get(PATH).map(|id| content.folder.sources.get(*id).text.clone());
    let register = TextChange { file, before, after: format!("{HEAD}\n{text}") };
    change_all(lock, &content.changes.iter().cloned().chain([register]).collect::<Vec<_>>())
}

/// Clears away what an interrupted sealing or withdrawal left: a bundle that the note names goes unless the register holds it. A
/// register that nobody can read leaves everything as it is.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn complete(site: &FolderLock) -> Result<(), Error> {
    let folder = site.folder().join(FOLDER);
    let noted = noted(site.folder())?;
    if !noted.is_empty() {
        let Some(register) = read(site.folder())? else { return Ok(()) };
        let is_held = |file: &String| register.seal.iter().any(|entry| entry.file == *file && entry.withdrawn.is_none());
        noted.iter().filter(|file| !is_held(file)).try_for_each(|file| remove_file(&folder.join(file)))?;
        sync_folder(&folder)?;
    }
    remove_file(&folder.join(NOTE))
}

/// The names of the bundles that are being sealed or taken out; a line of the note that names no bundle counts for nothing.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn noted(root: &Path) -> Result<Vec<String>, Error> {
    let path = root.join(FOLDER).join(NOTE);
    match bounded::read_plain(&path, MOST_OF_NOTE) {
        Ok(bytes) => {
            let note = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
            Ok(note.lines().filter(|name| is_bundle_file(name)).map(str::to_owned).collect())
        }
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput) => Ok(Vec::new()),
        Err(source) => Err(Error::file(Action::Read, &path, source)),
    }
}

/// The register, empty where there is none; `None` where it cannot be read: the reader of content says what is wrong with it.
fn read(root: &Path) -> Result<Option<Register>, Error> {
    let path = root.join(PATH);
    match bounded::read(&path, MOST_MEGABYTES << 20) {
        Ok(bytes) => Ok(bytes.and_then(|bytes| toml::from_slice(&bytes).ok())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Some(Register::default())),
        Err(source) => Err(Error::file(Action::Read, &path, source)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_that_is_not_what_was_written_is_not_registered() {
        let folder = tempfile::tempdir().expect("a folder");
        let bundle = folder.path().join("2021.zip");
        std::fs::write(&bundle, "bundle").expect("a file");
        assert!(read_back(&bundle, b"bundle").is_ok());
        for other in ["bundlf", "bund", "bundle and more"] {
            std::fs::write(&bundle, other).expect("a file");
            assert!(matches!(read_back(&bundle, b"bundle"), Err(Error::WrittenOtherwise { .. })), "{other}");
        }
    }
}
