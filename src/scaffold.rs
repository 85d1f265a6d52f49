//! New content: a whole sample site, a site without content, a strategy, a goal, an edition, and a draft that is finished. All or nothing, and never over what is there.

mod edition;
mod empty;
pub mod known;
mod release;
mod sample;
mod setting;
mod strategy;

use crate::disk::{self, FolderLock, OWN_FOLDER, is_leftover, write_folder};
use crate::error::{Action, Error};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

pub use disk::NewText;
pub use edition::edition;
pub use empty::{NewCity, empty, period};
pub use release::released;
pub use setting::{setting, with_setting};
pub use strategy::{StrategyFacts, goal, strategy};

/// A folder that is to be made, with its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderDraft {
    /// Path below the root of the site: `content/editions/2022`.
    pub folder: String,
    pub files: Vec<NewText>,
}

impl FolderDraft {
    /// The paths of its files below the root.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        self.files.iter().map(|file| format!("{}/{}", self.folder, file.path))
    }

    /// Refuses a folder that is there already, as [`FolderDraft::write`] does.
    ///
    /// # Errors
    ///
    /// [`Error::Exists`].
    pub fn refuse_existing(&self, root: &Path) -> Result<(), Error> {
        let path = root.join(&self.folder);
        if path.symlink_metadata().is_ok() { Err(Error::Exists { path }) } else { Ok(()) }
    }

    /// Writes it below the root of a site that is locked.
    ///
    /// # Errors
    ///
    /// [`Error::Exists`] where its folder is there already; [`Error::File`] for trouble of the disk. In both cases, as after
    /// a run that was killed, nothing of it is there.
    pub fn write(&self, site: &FolderLock) -> Result<(), Error> {
        write_folder(&site.folder().join(&self.folder), &self.files)
    }
}

/// The sample site.
pub fn site() -> FolderDraft {
    let within = |(path, text): &(&str, &str)| Some(new_text(path.strip_prefix("content/")?, text));
    FolderDraft { folder: "content".to_owned(), files: sample::FILES.iter().filter_map(within).collect() }
}

fn new_text(path: &str, text: &str) -> NewText {
    NewText { path: path.to_owned(), text: text.to_owned() }
}

/// Refuses a folder for a new site that holds something; what killed runs of this program left does not count.
///
/// # Errors
///
/// [`Error::NotEmpty`]; [`Error::File`] where it is no folder or cannot be read.
pub fn refuse_full(root: &Path) -> Result<(), Error> {
    let failed = |error| Error::file(Action::Read, root, error);
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    for entry in entries {
        let entry = entry.map_err(failed)?;
        if entry.file_name() != OWN_FOLDER && !is_leftover(&entry.path()) {
            return Err(Error::NotEmpty { folder: root.to_owned() });
        }
    }
    Ok(())
}
