//! The only room that writes to the disk.
//!
//! - A new file or folder is written under a hidden name that nobody can guess, opened new and never through a link, forced to the
//!   disk, renamed into its place, and its folder is forced to the disk as well: whenever the power goes, the old is there or the new.
//! - A text is changed only if it still is what the change was computed from.
//! - One program at a time works in a folder ([`FolderLock`]). What a killed run left is cleared away by the next that holds the lock.
//! - Steps on files that are in use wait and try again where the trouble may pass, as on network shares.

mod folder;
mod lock;
mod new_file;
mod new_files;
mod new_folder;
mod overlap;
mod patience;
mod sync;
mod text;

use crate::error::{Action, Error};
pub use folder::{MadeFolders, make_folders, remove_folder, remove_if_empty};
pub use lock::{Attempt, Claim, FolderLock, Held, is_gone};
pub use new_file::{NewFile, is_leftover, sweep};
pub use new_files::write_new_files;
pub use new_folder::{NewText, write_folder};
pub use overlap::overlap;
use patience::patiently;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
pub use sync::{sync_folder, sync_folders, sync_tree};
pub use text::{TextChange, change_all};

/// The folder of the program's own within a site, an output folder or a target; never published, never read as content.
pub const OWN_FOLDER: &str = ".torikumi";

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Refused,
    Replaced,
}

/// Whether anything is at a path, be it a link that leads nowhere. Only "not found" counts as missing.
///
/// # Errors
///
/// [`Error::File`] for every other answer of the system.
pub fn is_there(path: &Path) -> Result<bool, Error> {
    match path.symlink_metadata() {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
        Err(source) => Err(Error::file(Action::Read, path, source)),
    }
}

/// When a file was changed last, in nanoseconds since 1970; `None` where the system does not say.
pub fn changed_at(file: &Path) -> Option<u64> {
    let changed = file.metadata().ok()?.modified().ok()?;
    u64::try_from(changed.duration_since(std::time::UNIX_EPOCH).ok()?.as_nanos()).ok()
}

/// The names of all that lies in a folder, sorted, without those that are not UTF-8; none where the folder is not there.
///
/// # Errors
///
/// [`Error::File`] where it cannot be looked into.
pub fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => {
            entries.and_then(|entries| entries.map(|entry| Ok(entry?.file_name().into_string().ok())).collect::<io::Result<Vec<_>>>())
        }
    };
    let mut names: Vec<String> = entries.map_err(|source| Error::file(Action::Read, folder, source))?.into_iter().flatten().collect();
    names.sort();
    Ok(names)
}

/// Writes a file of the program's own with the folders around it, whole and for good. A symbolic link in its place is replaced.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk; nothing is left then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    with_folders(path, || NewFile::beside(path, bytes)?.replace())
}

/// Writes a file for a person with the folders around it, whole and for good. A symbolic link in its place stays one.
///
/// # Errors
///
/// [`Error::Exists`] where it is there and not to be replaced; [`Error::File`] for trouble of the disk. Nothing is left in both cases.
pub fn place(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), Error> {
    match existing {
        Existing::Refused => with_folders(path, || NewFile::beside(path, bytes)?.place()),
        Existing::Replaced => write_whole(&text::followed(path)?, bytes),
    }
}

/// Writes files below the folder that is locked, by their paths, whose names say what is in them: what is there already is the same.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn place_missing(lock: &FolderLock, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    for (path, bytes) in files {
        let file = lock.folder().join(path);
        if !is_there(&file)? {
            place(&file, bytes, Existing::Refused)?;
        }
    }
    Ok(())
}

/// Makes the folders around a file that is then written, or none.
fn with_folders(path: &Path, write: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    let made = make_folders(folder::around(path))?;
    write().and_then(|()| made.sync()).inspect_err(|_| made.remove())
}

/// Writes a file where none is, with the folders around it; it is forced to the disk later, together with others.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let write = || File::create_new(path).and_then(|mut file| file.write_all(bytes));
    within_folder(path, write).map_err(|source| Error::file(Action::Write, path, source))
}

/// Keeps a file under a second name: of the same file where the disk knows such names, else of a copy.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn keep(path: &Path, second: &Path) -> Result<(), Error> {
    if within_folder(second, || fs::hard_link(path, second)).is_ok() {
        return Ok(());
    }
    let bytes = fs::read(path).map_err(|source| Error::file(Action::Read, path, source))?;
    write_new(second, &bytes)
}

/// Does something with a file; where its folder is missing, that is made first.
fn within_folder(file: &Path, act: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match act() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(folder::around(file))?;
            act()
        }
        done => done,
    }
}

/// Renames a file or folder; the words of what can go wrong name its new place.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    patiently(|| fs::rename(from, to).map_err(|source| Error::file(Action::Rename, to, source)))
}

/// Removes a file; one that is not there is removed already.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn remove_file(path: &Path) -> Result<(), Error> {
    patiently(|| match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(|source| Error::file(Action::Remove, path, source)),
    })
}
