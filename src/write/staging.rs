//! Files that wait for their places, and beside them what they will replace. Both lie there by their paths in the output folder, so
//! that a folder that is new there is one step, however much is in it.

use crate::disk::{self, MadeFolders, is_there, make_folders, remove_folder, sync_tree};
use crate::error::Error;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const FOLDER: &str = "stage";

/// The folder of files that wait to be renamed into place.
pub struct Staging {
    folder: PathBuf,
    /// Folders that were made for it and for its files.
    made: MadeFolders,
    /// Folders that were seen to.
    seen: BTreeSet<PathBuf>,
}

impl Staging {
    /// An empty one; what an earlier, killed run left in it is removed.
    pub fn new(own: &Path) -> Result<Staging, Error> {
        let folder = own.join(FOLDER);
        remove_folder(&folder)?;
        let made = make_folders(&folder)?;
        Ok(Staging { folder, made, seen: BTreeSet::new() })
    }

    /// The one that an interrupted run left.
    pub fn left(own: &Path) -> Staging {
        Staging { folder: own.join(FOLDER), made: MadeFolders::default(), seen: BTreeSet::new() }
    }

    /// The folder of the program's own around it.
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

    /// Puts a file there.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        disk::write_new(&self.new_of(path), bytes)
    }

    /// Makes the folder in which a file will have its place.
    pub fn make_folder_of(&mut self, target: &Path) -> Result<(), Error> {
        if let Some(folder) = target.parent().filter(|folder| !self.seen.contains(*folder)) {
            self.made.extend(make_folders(folder)?);
            self.seen.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Keeps a file that is going to be replaced or removed.
    pub fn keep(&self, path: &str, target: &Path) -> Result<(), Error> {
        if is_there(target)? { disk::keep(target, &self.old_of(path)) } else { Ok(()) }
    }

    /// Where the journal waits.
    pub fn new_journal(&self) -> PathBuf {
        self.folder.join("journal")
    }

    /// Forces everything in it to the disk, and the names of the folders around it that are new.
    pub fn sync(&self, around: &MadeFolders) -> Result<(), Error> {
        sync_tree(&self.folder, around)
    }

    /// Takes it down; the folders of files that are in place stay.
    pub fn clear(&self) -> Result<(), Error> {
        remove_folder(&self.folder)
    }

    /// Removes the folders that were made, as far as nothing is in them.
    pub fn remove_folders(&self) {
        self.made.remove();
    }

    /// Gives it up, and the folders that were made for it. What cannot be removed is removed by the next run.
    pub fn discard(self) {
        let _ = self.clear();
        self.remove_folders();
    }
}
