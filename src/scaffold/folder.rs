//! A new folder onto the disk in one step: its files are written beside it, then it gets its name.

use crate::error::{Action, Error};
use std::ffi::OsString;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Writes a folder that is not there yet.
///
/// # Errors
///
/// [`Error::Exists`] where something is there; [`Error::File`] for trouble of the disk, after which nothing new is left.
pub fn place(target: &Path, files: &[(String, String)]) -> Result<(), Error> {
    refuse_existing(target)?;
    let parent = target.parent().unwrap_or(Path::new("."));
    let made = make_parents(parent)?;
    let stage = stage_of(target);
    let placed = remove(&stage).and_then(|()| fill(&stage, files)).and_then(|()| name(&stage, target));
    if placed.is_err() {
        // The first fault is the one to tell; these are only cleaned up.
        let _ = fs::remove_dir_all(&stage);
        made.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    }
    placed
}

/// Whether a folder is missing or empty; what a killed run left of `content` there does not count.
///
/// # Errors
///
/// [`Error::File`] where it is no folder or cannot be read.
pub fn is_free(root: &Path, content: &str) -> Result<bool, Error> {
    let failed = |error| Error::file(Action::Read, root, error);
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(failed(error)),
    };
    let stage = stage_of(&root.join(content));
    for entry in entries {
        if entry.map_err(failed)?.path() != stage {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Where a folder is put together: hidden beside its place, so that it is never read as content.
fn stage_of(target: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".torikumi-new");
    target.with_file_name(name)
}

fn refuse_existing(target: &Path) -> Result<(), Error> {
    match target.symlink_metadata() {
        Ok(_) => Err(Error::Exists { path: target.to_owned() }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::file(Action::Read, target, error)),
    }
}

/// Makes the folders that are missing, and gives them from the innermost outwards.
fn make_parents(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<PathBuf> = folder.ancestors().take_while(is_missing).map(Path::to_owned).collect();
    fs::create_dir_all(folder).map_err(|error| Error::file(Action::Write, folder, error))?;
    Ok(missing)
}

/// Takes away what a killed run left.
fn remove(stage: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(stage) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::file(Action::Remove, stage, error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn fill(stage: &Path, files: &[(String, String)]) -> Result<(), Error> {
    for (path, text) in files {
        let file = stage.join(path);
        let failed = |error| Error::file(Action::Write, &file, error);
        fs::create_dir_all(file.parent().unwrap_or(stage)).map_err(failed)?;
        let mut opened = fs::File::create_new(&file).map_err(failed)?;
        opened.write_all(text.as_bytes()).and_then(|()| opened.sync_all()).map_err(failed)?;
    }
    Ok(())
}

fn name(stage: &Path, target: &Path) -> Result<(), Error> {
    refuse_existing(target)?;
    fs::rename(stage, target).map_err(|error| Error::file(Action::Rename, target, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<(String, String)> {
        vec![("a.md".to_owned(), "a".to_owned()), ("deep/b.md".to_owned(), "b".to_owned())]
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_is_made_whole_with_the_folders_around_it() {
        let top = tempfile::tempdir().unwrap();
        place(&top.path().join("x/y/new"), &files()).unwrap();
        assert_eq!(names(&top.path().join("x/y")), ["new"]);
        assert_eq!(fs::read_to_string(top.path().join("x/y/new/deep/b.md")).unwrap(), "b");
    }

    #[test]
    fn what_is_there_is_never_written_over() {
        let top = tempfile::tempdir().unwrap();
        let target = top.path().join("taken");
        fs::create_dir(&target).unwrap();
        assert!(matches!(place(&target, &files()), Err(Error::Exists { .. })));
        assert_eq!((names(top.path()), names(&target)), (vec!["taken".to_owned()], Vec::new()));
    }

    #[test]
    fn a_failure_half_way_leaves_nothing() {
        let top = tempfile::tempdir().unwrap();
        let unwritable = vec![("a.md".to_owned(), "a".to_owned()), ("a.md/b.md".to_owned(), "b".to_owned())];
        assert!(matches!(place(&top.path().join("x/new"), &unwritable), Err(Error::File { .. })));
        assert_eq!(names(top.path()), [""; 0]);
    }

    #[test]
    fn what_a_killed_run_left_is_no_hindrance() {
        let top = tempfile::tempdir().unwrap();
        let left = stage_of(&top.path().join("new"));
        fs::create_dir(&left).unwrap();
        fs::write(left.join("a.md"), "half").unwrap();
        assert!(is_free(top.path(), "new").unwrap());
        place(&top.path().join("new"), &files()).unwrap();
        assert_eq!(names(top.path()), ["new"]);
        assert_eq!(fs::read_to_string(top.path().join("new/a.md")).unwrap(), "a");
    }
}
