//! Single steps on the disk, each with its path in what can go wrong.

use crate::error::{Action, Error};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Whether anything is at a path, be it a link that leads nowhere. What cannot be looked at is not taken for missing.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn is_there(path: &Path) -> Result<bool, Error> {
    match path.symlink_metadata() {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
        Err(source) => Err(Error::file(Action::Read, path, source)),
    }
}

/// Makes a folder with those around it, and gives the new ones, each after those around it. Where one cannot be made, none is.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn make_folders(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut missing = Vec::new();
    for around in folder.ancestors().take_while(|around| !around.as_os_str().is_empty()) {
        if is_there(around)? {
            break;
        }
        missing.push(around.to_owned());
    }
    missing.reverse();
    if let Err(source) = fs::create_dir_all(folder) {
        remove_made(&missing);
        return Err(Error::file(Action::Write, folder, source));
    }
    Ok(missing)
}

/// Removes folders that were made, as far as nothing is in them.
pub fn remove_made(made: &[PathBuf]) {
    made.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
}

/// Writes a file beside its place, forces it to the disk, and renames it there.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk; what was there before is then still there, and nothing else.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let new = path.with_extension("new");
    let write = || {
        let mut file = File::create(&new)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    let written = write().map_err(|source| Error::file(Action::Write, path, source));
    let placed = written.and_then(|()| rename(&new, path));
    if placed.is_err() {
        let _ = fs::remove_file(&new);
    }
    placed
}

/// Renames a file; the words of what can go wrong name its new place.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(|source| Error::file(Action::Rename, to, source))
}

/// Removes a file; one that is not there is removed already.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn remove_file(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(|source| Error::file(Action::Remove, path, source)),
    }
}

/// Removes a folder with all that is in it; one that is not there is removed already.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn remove_folder(path: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(|source| Error::file(Action::Remove, path, source)),
    }
}

/// Removes a folder unless anything is in it.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn remove_if_empty(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty | ErrorKind::NotADirectory) => Ok(()),
        removed => removed.map_err(|source| Error::file(Action::Remove, folder, source)),
    }
}
