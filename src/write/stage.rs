//! The stage: files that wait for their places, and beside them what they will replace. Both lie there by their paths in the output
//! folder, so that a folder that is new there is one step, however much is in it.

use super::disk::{is_there, make_folders, remove_folder, remove_made};
use crate::error::{Action, Error};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

const FOLDER: &str = "stage";

/// Files that wait to be renamed into place.
pub struct Stage {
    folder: PathBuf,
    /// Folders that were made for it and for its files, each after those around it.
    made: Vec<PathBuf>,
    /// Folders that were seen to.
    seen: BTreeSet<PathBuf>,
}

impl Stage {
    /// An empty stage; what an earlier, killed run left in it is removed.
    pub fn new(own: &Path) -> Result<Stage, Error> {
        let folder = own.join(FOLDER);
        remove_folder(&folder)?;
        let made = make_folders(&folder)?;
        Ok(Stage { folder, made, seen: BTreeSet::new() })
    }

    /// The stage that an interrupted run left.
    pub fn left(own: &Path) -> Stage {
        Stage { folder: own.join(FOLDER), made: Vec::new(), seen: BTreeSet::new() }
    }

    /// The folder of the program's own around the stage.
    pub fn own(&self) -> &Path {
        self.folder.parent().unwrap_or(&self.folder)
    }

    /// Where a file or folder waits.
    pub fn new_of(&self, path: &str) -> PathBuf {
        self.folder.join("new").join(path)
    }

    /// Where the file that it replaces is kept until all is in place.
    pub fn old_of(&self, path: &str) -> PathBuf {
        self.folder.join("old").join(path)
    }

    /// Puts a file on the stage.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let new = self.new_of(path);
        within_folder(&new, || fs::write(&new, bytes)).map_err(|source| Error::file(Action::Write, &new, source))
    }

    /// Makes the folder in which a file will have its place.
    pub fn make_folder_of(&mut self, target: &Path) -> Result<(), Error> {
        if let Some(folder) = target.parent().filter(|folder| !self.seen.contains(*folder)) {
            self.made.extend(make_folders(folder)?);
            self.seen.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Keeps a file that is going to be replaced or removed: as a second name of it where the disk knows such, else as a copy.
    pub fn keep(&self, path: &str, target: &Path) -> Result<(), Error> {
        if !is_there(target)? {
            return Ok(());
        }
        let old = self.old_of(path);
        if within_folder(&old, || fs::hard_link(target, &old)).is_ok() {
            return Ok(());
        }
        let bytes = fs::read(target).map_err(|source| Error::file(Action::Read, target, source))?;
        within_folder(&old, || fs::write(&old, &bytes)).map_err(|source| Error::file(Action::Write, &old, source))
    }

    /// Takes the stage down; the folders of files that are in place stay.
    pub fn clear(&self) -> Result<(), Error> {
        remove_folder(&self.folder)
    }

    /// Removes the folders that were made, as far as nothing is in them.
    pub fn remove_folders(&self) {
        remove_made(&self.made);
    }

    /// Gives the stage up, and the folders that were made for it. What cannot be removed is removed by the next run.
    pub fn discard(self) {
        let _ = self.clear();
        self.remove_folders();
    }
}

/// Does something with a file; where its folder is missing, that is made first.
fn within_folder(file: &Path, act: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match act() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            file.parent().map_or(Ok(()), fs::create_dir_all)?;
            act()
        }
        done => done,
    }
}
