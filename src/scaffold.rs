//! New content: a whole sample site, a strategy, a goal, an edition. All or nothing, and never over what is there.

mod edition;
mod folder;
pub mod known;
mod plan;
mod sample;

use crate::error::Error;
use std::path::Path;

pub use edition::edition;
pub use plan::{goal, strategy};

/// A folder that is to be made, with its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Path below the root of the site: `content/editions/2022`.
    pub folder: String,
    /// Path within that folder, and text, of each file.
    pub files: Vec<(String, String)>,
}

impl Draft {
    /// The paths of its files below the root.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        self.files.iter().map(|(path, _)| format!("{}/{path}", self.folder))
    }

    /// Writes it below the root of a site.
    ///
    /// # Errors
    ///
    /// [`Error::Exists`] where its folder is there already; [`Error::File`] for trouble of the disk. In both cases, as after
    /// a run that was killed, nothing of it is there.
    pub fn write(&self, root: &Path) -> Result<(), Error> {
        folder::place(&root.join(&self.folder), &self.files)
    }
}

/// Writes the sample site into a folder that is new or empty, and gives what was made.
///
/// # Errors
///
/// [`Error::NotEmpty`] where the folder holds something; [`Error::File`] for trouble of the disk.
pub fn site(root: &Path) -> Result<Draft, Error> {
    let within = |(path, text): &(&str, &str)| Some((path.strip_prefix("content/")?.to_owned(), (*text).to_owned()));
    let draft = Draft { folder: "content".to_owned(), files: sample::FILES.iter().filter_map(within).collect() };
    if !folder::is_free(root, &draft.folder)? {
        return Err(Error::NotEmpty { folder: root.to_owned() });
    }
    draft.write(root)?;
    Ok(draft)
}
