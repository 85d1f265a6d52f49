//! New files: beside their places under names that nobody can guess, until they are whole.

use super::folder::around;
use super::{is_there, remove_file, remove_folder, rename, sync_folder};
use crate::error::{Action, Error};
use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The end of the name of a file or folder that is not in its place yet. It begins with a dot: so it is never read as content.
const ENDING: &str = ".torikumi-new";

/// A name beside a target that nobody can guess, and that no author uses.
pub fn unguessable(target: &Path) -> PathBuf {
    target.with_file_name(format!(".{:016x}{ENDING}", RandomState::new().hash_one(ENDING)))
}

/// Whether a file or folder of this name was not in its place yet when its run ended.
pub fn is_leftover(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let digits = name.and_then(|name| name.strip_prefix('.')?.strip_suffix(ENDING));
    digits.is_some_and(|digits| digits.len() == 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// Clears away what killed runs left in a folder, so many folders deep; only who holds the lock knows that nobody needs it any more.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn sweep(folder: &Path, depth: usize) -> Result<(), Error> {
    let mut left = Vec::new();
    // What cannot be looked at is told by who reads it.
    let mut entries = WalkDir::new(folder).min_depth(1).max_depth(depth).into_iter();
    while let Some(entry) = entries.next() {
        if let Ok(entry) = entry
            && is_leftover(entry.path())
        {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            left.push(entry);
        }
    }
    left.iter().try_for_each(|entry| if entry.file_type().is_dir() { remove_folder(entry.path()) } else { remove_file(entry.path()) })
}

/// A file that is written and has not taken its place yet; it is removed again unless it does.
#[derive(Debug)]
pub struct NewFile {
    new: PathBuf,
    target: PathBuf,
}

impl NewFile {
    /// Writes bytes beside the place of a file, with the permissions of the one that is there, and forces them to the disk.
    ///
    /// # Errors
    ///
    /// [`Error::File`] for trouble of the disk; nothing is left then.
    pub fn beside(target: &Path, bytes: &[u8]) -> Result<NewFile, Error> {
        let failed = |source| Error::file(Action::Write, target, source);
        let new = unguessable(target);
        let file = File::create_new(&new).map_err(failed)?;
        let written = NewFile { new, target: target.to_owned() };
        written.fill(file, bytes).map_err(failed)?;
        Ok(written)
    }

    fn fill(&self, mut file: File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)?;
        match fs::metadata(&self.target) {
            Ok(old) => file.set_permissions(old.permissions())?,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => return Err(error),
        }
        file.sync_all()
    }

    /// Takes the place of what is there.
    ///
    /// # Errors
    ///
    /// [`Error::File`] for trouble of the disk.
    pub fn replace(self) -> Result<(), Error> {
        rename(&self.new, &self.target)?;
        sync_folder(around(&self.target))
    }

    /// Takes a place where nothing is; of two who try at once, one succeeds.
    ///
    /// # Errors
    ///
    /// [`Error::Exists`]; [`Error::File`] for trouble of the disk.
    pub fn place(self) -> Result<(), Error> {
        match fs::hard_link(&self.new, &self.target) {
            Ok(()) => {
                remove_file(&self.new)?;
                sync_folder(around(&self.target))
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(Error::Exists { path: self.target.clone() }),
            // The file system knows no second names.
            Err(_) if !is_there(&self.target)? => self.replace(),
            Err(_) => Err(Error::Exists { path: self.target.clone() }),
        }
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // In its place it has this name no more.
        let _ = fs::remove_file(&self.new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_hidden_and_never_the_same() {
        let names = [unguessable(Path::new("a/b.md")), unguessable(Path::new("a/b.md"))];
        assert_ne!(names[0], names[1]);
        assert!(names.iter().all(|name| is_leftover(name) && name.parent() == Some(Path::new("a"))));
        assert!(![".torikumi-new", ".2026.torikumi-new", "goal.md.tmp"].into_iter().any(|name| is_leftover(Path::new(name))));
    }

    #[test]
    fn nothing_is_left_beside_a_file_and_what_others_left_is_swept() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a");
        fs::create_dir(unguessable(&file)).expect("a folder of a killed run");
        fs::write(unguessable(&file), "of a killed run").expect("a file");
        NewFile::beside(&file, b"a").expect("a file").place().expect("a place");
        drop(NewFile::beside(&file, b"b").expect("a file"));
        assert!(matches!(NewFile::beside(&file, b"c").expect("a file").place(), Err(Error::Exists { .. })));
        sweep(folder.path(), 1).expect("a clean folder");
        assert_eq!(fs::read_to_string(&file).expect("a text"), "a");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
