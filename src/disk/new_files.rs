//! Several new files of the program's own: all are on the disk before the first gets its name.

use super::folder::around;
use super::new_file::unguessable;
use super::{MadeFolders, NewText, make_folders, remove_folder, rename, sync_folders, sync_tree, write_new};
use crate::error::Error;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Writes files below a folder, with the folders around them, for good. One that is there is replaced. A run that is killed leaves each
/// file whole or not there.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn write_new_files(folder: &Path, files: &[NewText]) -> Result<(), Error> {
    if files.is_empty() {
        return Ok(());
    }
    let made = make_folders(folder)?;
    let stage = unguessable(&folder.join("new"));
    let written = staged(&stage, files).and_then(|()| placed(folder, &stage, files)).and_then(|()| made.sync());
    // The first fault is the one to tell; this is only cleaned up.
    let cleared = remove_folder(&stage);
    written.and(cleared).inspect_err(|_| made.remove())
}

/// Files are staged by their numbers, so that they need no folders there.
fn staged(stage: &Path, files: &[NewText]) -> Result<(), Error> {
    files.iter().enumerate().try_for_each(|(number, file)| write_new(&stage.join(number.to_string()), file.text.as_bytes()))?;
    sync_tree(stage, &MadeFolders::default())
}

fn placed(folder: &Path, stage: &Path, files: &[NewText]) -> Result<(), Error> {
    let targets: Vec<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    let folders: BTreeSet<&Path> = targets.iter().map(|target| around(target)).collect();
    let made = folders.iter().map(|folder| make_folders(folder)).collect::<Result<Vec<MadeFolders>, Error>>()?;
    targets.iter().enumerate().try_for_each(|(number, target)| rename(&stage.join(number.to_string()), target))?;
    sync_folders(folders)?;
    made.iter().try_for_each(MadeFolders::sync)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn files_come_into_their_places_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |path: &str, text: &str| NewText { path: path.to_owned(), text: text.to_owned() };
        let place = folder.path().join("new/history");
        write_new_files(&place, &[]).expect("nothing");
        assert!(!place.exists());
        write_new_files(&place, &[file("a/1", "one"), file("a/2", "two"), file("b/3", "three")]).expect("files");
        write_new_files(&place, &[file("a/1", "other")]).expect("a file");
        let read = |path: &str| fs::read_to_string(place.join(path)).expect("a text");
        assert_eq!([read("a/1"), read("a/2"), read("b/3")], ["other", "two", "three"]);
        assert_eq!(fs::read_dir(&place).expect("a folder").count(), 2);
    }
}
