//! Files of the author's, changed or new: each whole or not at all.

use super::disk::{make_folders, remove_made};
use crate::error::{Action, Error};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What stands at the beginning of a text that some editors save.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Refused,
    Replaced,
}

/// Changes the text of a file through a temporary file beside it. A symbolic link stays one; permissions are kept.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk; the file is then as it was.
pub fn change(path: &Path, changed: impl FnOnce(&str) -> String) -> Result<(), Error> {
    let old = fs::read_to_string(path).map_err(|source| Error::file(Action::Read, path, source))?;
    Staged::beside(path, changed(&old).as_bytes())?.commit()
}

/// Brings files to new texts, or makes them with their folders. All are written beside their places before the first takes its
/// place, so that a run that is killed leaves each file whole, and the same run again does the rest. A byte order mark, which the
/// texts come without, is kept.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk; where it comes before the first change, no file is changed.
pub fn change_all(files: &[(PathBuf, String)]) -> Result<(), Error> {
    let stage = |(path, text): &(PathBuf, String)| Staged::beside(path, format!("{}{text}", mark_of(path)?).as_bytes());
    let staged: Vec<Staged> = files.iter().map(stage).collect::<Result<_, Error>>()?;
    staged.into_iter().try_for_each(Staged::commit)
}

/// Writes one file with the folders around it.
///
/// # Errors
///
/// [`Error::Exists`] where it is there and not to be replaced; [`Error::File`] for trouble of the disk.
pub fn place(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), Error> {
    if existing == Existing::Refused && path.symlink_metadata().is_ok() {
        return Err(Error::Exists { path: path.to_owned() });
    }
    Staged::beside(path, bytes)?.commit()
}

/// The byte order mark of a file that has one.
fn mark_of(path: &Path) -> Result<&'static str, Error> {
    match fs::read(path) {
        Ok(bytes) if bytes.starts_with(BYTE_ORDER_MARK.as_bytes()) => Ok(BYTE_ORDER_MARK),
        Ok(_) => Ok(""),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(""),
        Err(error) => Err(Error::file(Action::Read, path, error)),
    }
}

/// A file that is written and has not taken its place yet; it is removed again unless it does, with the folders made for it.
struct Staged {
    new: PathBuf,
    target: PathBuf,
    made: Vec<PathBuf>,
}

impl Staged {
    fn beside(path: &Path, bytes: &[u8]) -> Result<Staged, Error> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let target = match path.canonicalize() {
            Ok(target) => target,
            Err(error) if error.kind() == ErrorKind::NotFound => path.to_owned(),
            Err(error) => return Err(Error::file(Action::Read, path, error)),
        };
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".tmp");
        let staged = Staged { new: target.with_file_name(name), target, made: make_folders(folder)? };
        staged.write(bytes).map_err(|source| Error::file(Action::Write, path, source))?;
        Ok(staged)
    }

    fn write(&self, bytes: &[u8]) -> std::io::Result<()> {
        let mut file = fs::File::create(&self.new)?;
        file.write_all(bytes)?;
        match fs::metadata(&self.target) {
            Ok(old) => fs::set_permissions(&self.new, old.permissions())?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        file.sync_all()
    }

    fn commit(self) -> Result<(), Error> {
        fs::rename(&self.new, &self.target).map_err(|source| Error::file(Action::Write, &self.target, source))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // After the renaming there is nothing of this name left, and the folders are not empty.
        let _ = fs::remove_file(&self.new);
        remove_made(&self.made);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_changed_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.en.md");
        fs::write(&file, "old").expect("a file");
        change(&file, |old| format!("{old} and new")).expect("a change");
        assert_eq!(fs::read_to_string(&file).expect("a text"), "old and new");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_file_that_is_not_there_is_not_made() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(change(&folder.path().join("a.en.md"), str::to_owned).is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }

    #[test]
    fn no_file_is_changed_where_one_of_them_cannot_be() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, blocked) = (folder.path().join("a.md"), folder.path().join("a.md/b.md"));
        fs::write(&file, "old").expect("a file");
        assert!(change_all(&[(file.clone(), "new".to_owned()), (blocked, "new".to_owned())]).is_err());
        assert_eq!(fs::read_to_string(&file).expect("a text"), "old");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_byte_order_mark_is_kept_and_folders_are_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let (marked, new) = (folder.path().join("a.md"), folder.path().join("deep/b.md"));
        fs::write(&marked, "\u{feff}old").expect("a file");
        change_all(&[(marked.clone(), "new".to_owned()), (new.clone(), "b".to_owned())]).expect("changes");
        assert_eq!(fs::read_to_string(&marked).expect("a text"), "\u{feff}new");
        assert_eq!(fs::read_to_string(&new).expect("a text"), "b");
    }

    #[test]
    fn a_file_that_is_there_is_replaced_only_on_demand() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("form.xlsx");
        place(&file, b"one", Existing::Refused).expect("a file");
        assert!(matches!(place(&file, b"two", Existing::Refused), Err(Error::Exists { .. })));
        assert_eq!(fs::read(&file).expect("bytes"), b"one");
        place(&file, b"two", Existing::Replaced).expect("a file");
        assert_eq!(fs::read(&file).expect("bytes"), b"two");
    }
}
