//! The register of all bundles, and the two steps by which a bundle comes into it.

use crate::bounded;
use crate::error::{Action, Error};
use crate::load::MOST_MEGABYTES;
use crate::model::{Published, Seal, Withdrawal};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Where the register lies, below the root of the site.
pub const PATH: &str = "content/archive/register.toml";
const FOLDER: &str = "content/archive";
/// A register that is being written.
const NEW_REGISTER: &str = ".register.toml";
const HEAD: &str = "# Written by `torikumi archive`. Every bundle that was ever sealed; entries stay, names are never used again.\n";

/// The register as a file.
#[derive(Default, Deserialize, Serialize)]
struct Register {
    #[serde(default)]
    seal: Vec<Entry>,
}

#[derive(Deserialize, Serialize)]
struct Entry {
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

impl Entry {
    fn of(seal: &Seal) -> Entry {
        let written = |published: Published| published.to_string();
        let withdrawal = |withdrawal: &Withdrawal| WithdrawalEntry { date: written(withdrawal.date), reason: withdrawal.reason.clone() };
        Entry {
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

/// Adds a bundle: hidden first, then registered, then under its name.
pub fn add(root: &Path, before: &[Seal], seal: &Seal, bytes: &[u8]) -> Result<(), Error> {
    let folder = root.join(FOLDER);
    let made = !is_there(&folder)?;
    fs::create_dir_all(&folder).map_err(|source| Error::file(Action::Write, &folder, source))?;
    let waiting = folder.join(hidden(&seal.file));
    let seals: Vec<Seal> = before.iter().chain([seal]).cloned().collect();
    let registered = write(&waiting, bytes).and_then(|()| replace(root, &seals));
    if registered.is_err() {
        // What cannot be cleared away now is cleared away by the next command.
        let _ = fs::remove_file(&waiting);
        if made {
            let _ = fs::remove_dir(&folder);
        }
    }
    // From here on it is sealed. What blinks, as shares of a network do, is tried once more; the rest is for the next command.
    registered.and_then(|()| complete(root).or_else(|_| complete(root)))
}

/// Writes the register anew, in one step.
pub fn replace(root: &Path, seals: &[Seal]) -> Result<(), Error> {
    let path = root.join(PATH);
    let register = Register { seal: seals.iter().map(Entry::of).collect() };
    let text = toml::to_string(&register).map_err(|error| Error::file(Action::Write, &path, io::Error::other(error)))?;
    let new = root.join(FOLDER).join(NEW_REGISTER);
    let renamed = |()| fs::rename(&new, &path).map_err(|source| Error::file(Action::Rename, &path, source));
    let replaced = write(&new, format!("{HEAD}\n{text}").as_bytes()).and_then(renamed);
    if replaced.is_err() {
        let _ = fs::remove_file(&new);
    }
    replaced
}

/// Finishes a sealing that was interrupted after it was registered, and clears away one that was interrupted before. A register that
/// nobody can read leaves everything as it is.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn complete(root: &Path) -> Result<(), Error> {
    let folder = root.join(FOLDER);
    let left = hidden_files(&folder)?;
    let Some(register) = read(root)? else { return Ok(()) };
    for entry in &register.seal {
        let (name, waiting) = (folder.join(&entry.file), folder.join(hidden(&entry.file)));
        if entry.withdrawn.is_some() {
            remove(&name)?;
        } else if left.contains(&waiting) && !is_there(&name)? {
            fs::rename(&waiting, &name).map_err(|source| Error::file(Action::Rename, &name, source))?;
        }
    }
    left.iter().try_for_each(|file| remove(file))
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

fn is_there(path: &Path) -> Result<bool, Error> {
    path.try_exists().map_err(|source| Error::file(Action::Read, path, source))
}

/// The name of a bundle that is not registered yet.
fn hidden(file: &str) -> String {
    format!(".{file}.new")
}

/// What an interrupted sealing left.
fn hidden_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(Error::file(Action::Read, folder, source)),
    };
    let is_left = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name == NEW_REGISTER || (name.starts_with('.') && name.ends_with(".zip.new")))
    };
    let paths: io::Result<Vec<PathBuf>> = entries.map(|entry| Ok(entry?.path())).collect();
    let paths = paths.map_err(|source| Error::file(Action::Read, folder, source))?;
    Ok(paths.into_iter().filter(is_left).collect())
}

/// Writes a file and forces it to the disk.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|source| Error::file(Action::Write, path, source))
}

fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(|source| Error::file(Action::Remove, path, source)),
    }
}
