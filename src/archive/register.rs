//! The register of all bundles, and the steps by which a bundle comes into it or is taken out.

use super::SiteContent;
use crate::bounded;
use crate::disk::{FolderLock, NewFile, TextChange, change_all, is_there, make_folders, remove_file, sync_folder, write_whole};
use crate::error::{Action, Error};
use crate::load::MOST_MEGABYTES;
use crate::model::seal::is_bundle_file;
use crate::model::{Published, Seal, Withdrawal};
use serde::{Deserialize, Serialize};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Where the register lies, below the root of the site.
pub const PATH: &str = "content/archive/register.toml";
const FOLDER: &str = "content/archive";
/// Names the bundle that is being sealed or taken out, until the register and the folder agree.
const NOTE: &str = ".sealing";
/// The longest note that is read, in bytes.
const MOST_OF_NOTE: u64 = 255;
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

/// Adds a bundle: a note that it comes, the bundle, which is read back, then the register.
///
/// # Errors
///
/// [`Error::Exists`] where something of its name is there; [`Error::WrittenOtherwise`] where the disk holds something else; [`Error::File`] for trouble of the disk, [`Error::Changed`] where the register
/// was changed meanwhile.
pub fn add(content: SiteContent<'_>, seal: &Seal, bytes: &[u8]) -> Result<(), Error> {
    let folder = content.lock.folder().join(FOLDER);
    let bundle = folder.join(&seal.file);
    if is_there(&bundle)? {
        return Err(Error::Exists { path: bundle });
    }
    let made = make_folders(&folder)?;
    let seals: Vec<Seal> = content.loaded.project().seals.iter().chain([seal]).cloned().collect();
    let sealed = write_whole(&folder.join(NOTE), seal.file.as_bytes())
        .and_then(|()| made.sync())
        .and_then(|()| NewFile::beside(&bundle, bytes)?.place())
        .and_then(|()| read_back(&bundle, bytes))
        .and_then(|()| replace(content, &seals));
    // What cannot be cleared away now is cleared away by the next sealing.
    let completed = complete(content.lock);
    sealed.and(completed).inspect_err(|_| made.remove())
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
pub fn withdraw(content: SiteContent<'_>, withdrawn: &Seal) -> Result<(), Error> {
    let taken_out = |seal: &Seal| if seal.file == withdrawn.file { withdrawn.clone() } else { seal.clone() };
    let seals: Vec<Seal> = content.loaded.project().seals.iter().map(taken_out).collect();
    write_whole(&content.lock.folder().join(FOLDER).join(NOTE), withdrawn.file.as_bytes())?;
    let replaced = replace(content, &seals);
    let completed = complete(content.lock);
    replaced.and(completed)
}

/// Writes the register anew, in one step.
fn replace(content: SiteContent<'_>, seals: &[Seal]) -> Result<(), Error> {
    let file = content.lock.folder().join(PATH);
    let register = Register { seal: seals.iter().map(SealEntry::of).collect() };
    let text = toml::to_string(&register).map_err(|error| Error::file(Action::Write, &file, io::Error::other(error)))?;
    let before = content.folder.texts.get(PATH).map(|id| content.folder.sources.get(*id).text.clone());
    change_all(content.lock, &[TextChange { file, before, after: format!("{HEAD}\n{text}") }])
}

/// Clears away what an interrupted sealing or withdrawal left: the bundle that the note names goes unless the register holds it. A
/// register that nobody can read leaves everything as it is.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn complete(site: &FolderLock) -> Result<(), Error> {
    let folder = site.folder().join(FOLDER);
    if let Some(file) = noted(site.folder())? {
        let Some(register) = read(site.folder())? else { return Ok(()) };
        if !register.seal.iter().any(|entry| entry.file == file && entry.withdrawn.is_none()) {
            remove_file(&folder.join(file))?;
            sync_folder(&folder)?;
        }
    }
    remove_file(&folder.join(NOTE))
}

/// The name of the bundle that is being sealed or taken out; a note that names no bundle counts for nothing.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn noted(root: &Path) -> Result<Option<String>, Error> {
    let path = root.join(FOLDER).join(NOTE);
    match bounded::read_plain(&path, MOST_OF_NOTE) {
        Ok(bytes) => Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()).filter(|name| is_bundle_file(name))),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput) => Ok(None),
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
