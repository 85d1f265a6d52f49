//! A new folder in one step: its files are written beside it, then it gets its name.

use super::folder::{MadeFolders, around};
use super::new_file::unguessable;
use super::{is_there, make_folders, remove_folder, rename, sync_folder, sync_tree, write_new};
use crate::error::Error;
use std::path::Path;

/// A file that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewText {
    /// Path within the folder that is made.
    pub path: String,
    pub text: String,
}

/// Writes a folder that is not there yet.
///
/// # Errors
///
/// [`Error::Exists`] where something is there; [`Error::File`] for trouble of the disk, after which nothing new is left.
pub fn write_folder(target: &Path, files: &[NewText]) -> Result<(), Error> {
    refuse_existing(target)?;
    let parent = around(target);
    let made = make_folders(parent)?;
    let new = unguessable(target);
    let placed = fill(&new, files).and_then(|()| refuse_existing(target)).and_then(|()| {
        rename(&new, target)?;
        made.sync().and_then(|()| sync_folder(parent))
    });
    placed.inspect_err(|_| {
        // The first fault is the one to tell; this is only cleaned up.
        let _ = remove_folder(&new);
        made.remove();
    })
}

fn refuse_existing(target: &Path) -> Result<(), Error> {
    if is_there(target)? { Err(Error::Exists { path: target.to_owned() }) } else { Ok(()) }
}

fn fill(new: &Path, files: &[NewText]) -> Result<(), Error> {
    files.iter().try_for_each(|NewText { path, text }| write_new(&new.join(path), text.as_bytes()))?;
    sync_tree(new, &MadeFolders::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn files() -> Vec<NewText> {
        [("a.md", "a"), ("deep/b.md", "b")].map(|(path, text)| NewText { path: path.to_owned(), text: text.to_owned() }).to_vec()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_is_made_whole_with_the_folders_around_it() {
        let top = tempfile::tempdir().unwrap();
        write_folder(&top.path().join("x/y/new"), &files()).unwrap();
        assert_eq!(names(&top.path().join("x/y")), ["new"]);
        assert_eq!(fs::read_to_string(top.path().join("x/y/new/deep/b.md")).unwrap(), "b");
    }

    #[test]
    fn what_is_there_is_never_written_over() {
        let top = tempfile::tempdir().unwrap();
        let target = top.path().join("taken");
        fs::create_dir(&target).unwrap();
        assert!(matches!(write_folder(&target, &files()), Err(Error::Exists { .. })));
        assert_eq!((names(top.path()), names(&target)), (vec!["taken".to_owned()], Vec::new()));
    }

    #[test]
    fn a_failure_half_way_leaves_nothing() {
        let top = tempfile::tempdir().unwrap();
        let mut unwritable = files();
        unwritable[1].path = "a.md/b.md".to_owned();
        assert!(matches!(write_folder(&top.path().join("x/new"), &unwritable), Err(Error::File { .. })));
        assert_eq!(names(top.path()), [""; 0]);
    }
}
