//! The stage: files that wait for their places, and beside them what they will replace.

use super::disk::{is_there, make_folders, remove_folder, remove_made};
use crate::error::{Action, Error};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "stage";

/// Files that wait to be renamed into place, by their numbers.
pub struct Stage {
    folder: PathBuf,
    /// Folders that were made for it and for its files, each after those around it.
    made: Vec<PathBuf>,
    /// Those of its files that were seen to, with whether they were new: in those nothing can be replaced.
    seen: BTreeMap<PathBuf, bool>,
}

impl Stage {
    /// An empty stage; what an earlier, killed run left in it is removed.
    pub fn new(own: &Path) -> Result<Stage, Error> {
        let folder = own.join(FOLDER);
        remove_folder(&folder)?;
        let made = make_folders(&folder)?;
        Ok(Stage { folder, made, seen: BTreeMap::new() })
    }

    /// The stage that an interrupted run left.
    pub fn left(own: &Path) -> Stage {
        Stage { folder: own.join(FOLDER), made: Vec::new(), seen: BTreeMap::new() }
    }

    /// The folder of the program's own around the stage.
    pub fn own(&self) -> &Path {
        self.folder.parent().unwrap_or(&self.folder)
    }

    /// Where a file waits.
    pub fn new_file(&self, number: usize) -> PathBuf {
        self.folder.join(number.to_string())
    }

    /// Where the file that it replaces is kept until all is in place.
    pub fn old_file(&self, number: usize) -> PathBuf {
        self.folder.join(format!("old-{number}"))
    }

    /// Puts a file on the stage.
    pub fn put(&self, number: usize, bytes: &[u8]) -> Result<(), Error> {
        let path = self.new_file(number);
        fs::write(&path, bytes).map_err(|source| Error::file(Action::Write, &path, source))
    }

    /// Makes the folder in which a file will have its place.
    pub fn make_folder_of(&mut self, target: &Path) -> Result<(), Error> {
        if let Some(folder) = target.parent().filter(|folder| !self.seen.contains_key(*folder)) {
            let made = make_folders(folder)?;
            self.seen.insert(folder.to_owned(), !made.is_empty());
            self.made.extend(made);
        }
        Ok(())
    }

    /// Keeps a file that is going to be replaced or removed: as a second name of it where the disk knows such, else as a copy.
    pub fn keep(&self, number: usize, target: &Path) -> Result<(), Error> {
        if target.parent().and_then(|folder| self.seen.get(folder)) == Some(&true) {
            return Ok(());
        }
        let old = self.old_file(number);
        match fs::hard_link(target, &old) {
            Err(_) if is_there(target)? => {
                let bytes = fs::read(target).map_err(|source| Error::file(Action::Read, target, source))?;
                fs::write(&old, bytes).map_err(|source| Error::file(Action::Write, &old, source))
            }
            Ok(()) | Err(_) => Ok(()),
        }
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
