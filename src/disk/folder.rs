//! Folders: made, removed, and known by who made them.

use super::patience::patiently;
use super::{is_there, sync_folders};
use crate::error::{Action, Error};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Folders that were made, each after those around it.
#[derive(Debug, Default)]
pub struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    /// Takes others over, which were made later.
    pub fn extend(&mut self, later: MadeFolders) {
        self.0.extend(later.0);
    }

    /// Forces their names to the disk.
    ///
    /// # Errors
    ///
    /// [`Error::File`] for trouble of the disk.
    pub fn sync(&self) -> Result<(), Error> {
        sync_folders(self.0.iter().map(|folder| around(folder)))
    }

    /// Removes them, as far as nothing is in them.
    pub fn remove(&self) {
        self.0.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}

/// The folder that a file or folder is in.
pub fn around(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a folder with those around it, and gives the new ones. Where one cannot be made, none is.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn make_folders(folder: &Path) -> Result<MadeFolders, Error> {
    let mut missing = Vec::new();
    for around in folder.ancestors().take_while(|around| !around.as_os_str().is_empty()) {
        if is_there(around)? {
            break;
        }
        missing.push(around.to_owned());
    }
    missing.reverse();
    let made = MadeFolders(missing);
    let make = || fs::create_dir_all(folder).map_err(|source| Error::file(Action::Write, folder, source));
    patiently(make).inspect_err(|_| made.remove()).map(|()| made)
}

/// Removes a folder with all that is in it; one that is not there is removed already.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn remove_folder(path: &Path) -> Result<(), Error> {
    patiently(|| match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(|source| Error::file(Action::Remove, path, source)),
    })
}

/// Removes a folder unless anything is in it.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn remove_if_empty(folder: &Path) -> Result<(), Error> {
    patiently(|| match fs::remove_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty | ErrorKind::NotADirectory) => Ok(()),
        removed => removed.map_err(|source| Error::file(Action::Remove, folder, source)),
    })
}
