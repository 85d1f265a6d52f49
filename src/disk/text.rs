//! Texts of the author's, changed or new: each whole or not at all, and only while it is what the change was computed from.

use super::folder::around;
use super::{FolderLock, MadeFolders, NewFile, make_folders};
use crate::error::{Action, Error};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What stands at the beginning of a text that some editors save.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A text that is to be changed or made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    pub file: PathBuf,
    /// The text that the change was computed from, without a byte order mark; `None` where there was no file.
    pub before: Option<String>,
    /// The new text, without a byte order mark; that of the file is kept.
    pub after: String,
}

impl TextChange {
    /// The bytes that the file will hold.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`] where the file is not any more what the change was computed from; [`Error::File`] for trouble of the disk.
    pub fn bytes(&self) -> Result<Vec<u8>, Error> {
        let mark = if is_as_before(self, &self.file)? { BYTE_ORDER_MARK } else { "" };
        Ok(format!("{mark}{}", self.after).into_bytes())
    }
}

/// Changes texts, or makes them with their folders, in a site that is locked. All are written beside their places before the first
/// takes its place, so that a run that is killed leaves each file whole, and the same run again does the rest. A symbolic link stays
/// one; permissions are kept.
///
/// # Errors
///
/// [`Error::Changed`] where a file is not any more what the change was computed from; [`Error::File`] for trouble of the disk. Where
/// one comes before the first change, no file is changed.
pub fn change_all(_: &FolderLock, changes: &[TextChange]) -> Result<(), Error> {
    let targets = changes.iter().map(|change| followed(&change.file)).collect::<Result<Vec<PathBuf>, Error>>()?;
    let staged: Result<Vec<StagedChange<'_>>, Error> =
        changes.iter().zip(targets).map(|(change, target)| StagedChange::of(change, target)).collect();
    staged?.into_iter().try_for_each(StagedChange::commit)
}

/// A change that is written and has not taken its place yet.
struct StagedChange<'a> {
    change: &'a TextChange,
    target: PathBuf,
    /// Dropped before the folders that were made for it are.
    new: Option<NewFile>,
    made: MadeFolders,
}

impl StagedChange<'_> {
    fn of(change: &TextChange, target: PathBuf) -> Result<StagedChange<'_>, Error> {
        let bytes = change.bytes()?;
        let made = make_folders(around(&target))?;
        let mut staged = StagedChange { change, target, new: None, made };
        staged.new = Some(NewFile::beside(&staged.target, &bytes)?);
        Ok(staged)
    }

    fn commit(mut self) -> Result<(), Error> {
        is_as_before(self.change, &self.target)?;
        match (self.new.take(), &self.change.before) {
            (Some(new), Some(_)) => new.replace()?,
            (Some(new), None) => new.place()?,
            (None, _) => {}
        }
        self.made.sync()
    }
}

impl Drop for StagedChange<'_> {
    fn drop(&mut self) {
        self.new = None;
        self.made.remove();
    }
}

/// Whether the file begins with a byte order mark, if it still is what the change was computed from.
fn is_as_before(change: &TextChange, target: &Path) -> Result<bool, Error> {
    let found = match fs::read(target) {
        Ok(bytes) => Some(bytes),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => None,
        Err(source) => return Err(Error::file(Action::Read, target, source)),
    };
    let mark = BYTE_ORDER_MARK.as_bytes();
    let is_marked = found.as_ref().is_some_and(|bytes| bytes.starts_with(mark));
    let text = found.as_deref().map(|bytes| bytes.strip_prefix(mark).unwrap_or(bytes));
    let is_as_before = text == change.before.as_deref().map(str::as_bytes);
    if is_as_before { Ok(is_marked) } else { Err(Error::Changed { path: change.file.clone() }) }
}

/// The file itself, where a symbolic link is in its place.
pub fn followed(path: &Path) -> Result<PathBuf, Error> {
    match path.canonicalize() {
        Ok(target) => Ok(target),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(path.to_owned()),
        Err(error) => Err(Error::file(Action::Read, path, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(file: &Path, before: Option<&str>, after: &str) -> TextChange {
        TextChange { file: file.to_owned(), before: before.map(str::to_owned), after: after.to_owned() }
    }

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).expect("a folder").filter(|entry| entry.as_ref().is_ok_and(|entry| entry.file_name() != ".torikumi")).count()
    }

    #[test]
    fn a_file_is_changed_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.en.md");
        fs::write(&file, "old").expect("a file");
        change_all(&FolderLock::for_tests(folder.path()), &[change(&file, Some("old"), "new")]).expect("a change");
        assert_eq!(fs::read_to_string(&file).expect("a text"), "new");
        assert_eq!(names(folder.path()), 1);
    }

    #[test]
    fn a_file_that_somebody_else_changed_made_or_removed_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, gone) = (folder.path().join("a.md"), folder.path().join("b.md"));
        fs::write(&file, "of somebody else").expect("a file");
        for wrong in [change(&file, Some("old"), "new"), change(&file, None, "new"), change(&gone, Some("old"), "new")] {
            let failed = change_all(&FolderLock::for_tests(folder.path()), &[wrong]);
            assert!(matches!(failed, Err(Error::Changed { .. })), "{failed:?}");
        }
        assert_eq!(fs::read_to_string(&file).expect("a text"), "of somebody else");
        assert_eq!(names(folder.path()), 1);
    }

    #[test]
    fn no_file_is_changed_where_one_of_them_cannot_be() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, blocked) = (folder.path().join("a.md"), folder.path().join("a.md/b.md"));
        fs::write(&file, "old").expect("a file");
        assert!(
            change_all(&FolderLock::for_tests(folder.path()), &[change(&file, Some("old"), "new"), change(&blocked, None, "new")]).is_err()
        );
        assert_eq!(fs::read_to_string(&file).expect("a text"), "old");
        assert_eq!(names(folder.path()), 1);
    }

    #[test]
    fn a_byte_order_mark_is_kept_and_folders_are_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let (marked, new) = (folder.path().join("a.md"), folder.path().join("deep/b.md"));
        fs::write(&marked, "\u{feff}old").expect("a file");
        change_all(&FolderLock::for_tests(folder.path()), &[change(&marked, Some("old"), "new"), change(&new, None, "b")])
            .expect("changes");
        assert_eq!(fs::read_to_string(&marked).expect("a text"), "\u{feff}new");
        assert_eq!(fs::read_to_string(&new).expect("a text"), "b");
    }
}
