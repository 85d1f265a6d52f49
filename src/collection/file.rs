//! The file of a record, read and written.

use super::CollectionRecord;
use crate::bounded;
use crate::disk::{FolderLock, OWN_FOLDER, TextChange, change_all};
use crate::error::{Action, Error};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Most bytes of a file that is read.
const MOST_BYTES: u64 = 16 << 20;

/// The path of the record of an edition, below the root.
pub fn path(year: i32) -> String {
    format!("{OWN_FOLDER}/collection/{year}.toml")
}

/// A record with the text that it was read from.
#[derive(Debug)]
pub struct CollectionFile {
    file: PathBuf,
    before: Option<String>,
    was: CollectionRecord,
    pub record: CollectionRecord,
}

impl CollectionFile {
    /// Reads the record of an edition; a new one where there is no file.
    ///
    /// # Errors
    ///
    /// [`Error::UnreadableRecord`] for a file that is no record of this edition, so that what it holds is never replaced;
    /// [`Error::File`] for trouble of the disk and for what is no plain file.
    pub fn read(root: &Path, year: i32) -> Result<CollectionFile, Error> {
        let file = root.join(path(year));
        // Behind a link may be anything; that of the folder above is refused by the lock.
        if let Some(folder) = file.parent().filter(|folder| folder.is_symlink()) {
            return Err(Error::file(Action::Read, folder, ErrorKind::InvalidInput.into()));
        }
        let unreadable = |line: usize| Error::UnreadableRecord { path: file.clone(), line };
        let bytes = match bounded::read_plain(&file, MOST_BYTES) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                let new = CollectionRecord::new(year);
                return Ok(CollectionFile { file, before: None, was: new.clone(), record: new });
            }
            Err(source) => return Err(Error::file(Action::Read, &file, source)),
            Ok(bytes) => bytes.ok_or_else(|| Error::file(Action::Read, &file, io::Error::from(ErrorKind::FileTooLarge)))?,
        };
        let text = String::from_utf8(bytes).map_err(|_| unreadable(1))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        let line = |error: &toml::de::Error| error.span().map_or(1, |span| 1 + text[..span.start.min(text.len())].matches('\n').count());
        let record: CollectionRecord = toml::from_str(&text).map_err(|error| unreadable(line(&error)))?;
        if record.edition != year {
            return Err(unreadable(1));
        }
        Ok(CollectionFile { file, before: Some(text), was: record.clone(), record })
    }

    /// The change of the file, where the record became another one.
    pub fn change(self) -> Option<TextChange> {
        let is_other = self.record != self.was;
        is_other.then(|| TextChange { file: self.file, before: self.before, after: self.record.to_text() })
    }

    /// Writes the record where it became another one.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`] where somebody else changed the file meanwhile; [`Error::File`] for trouble of the disk.
    pub fn write(self, lock: &FolderLock) -> Result<(), Error> {
        change_all(lock, self.change().as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn at(folder: &Path) -> PathBuf {
        folder.join(path(2022))
    }

    #[test]
    fn a_record_is_written_only_where_it_became_another_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = FolderLock::for_tests(folder.path());
        CollectionFile::read(folder.path(), 2022).expect("a record").write(&lock).expect("nothing");
        assert!(!at(folder.path()).exists());
        let mut file = CollectionFile::read(folder.path(), 2022).expect("a record");
        file.record.divisions.insert("課".to_owned(), crate::collection::DivisionRecord::default());
        let record = file.record.clone();
        file.write(&lock).expect("a file");
        assert_eq!(CollectionFile::read(folder.path(), 2022).expect("a record").record, record);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_read_or_written_through_a_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let elsewhere = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join(OWN_FOLDER)).expect("a folder");
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join(OWN_FOLDER).join("collection")).expect("a link");
        assert!(CollectionFile::read(folder.path(), 2022).is_err());
        fs::remove_file(folder.path().join(OWN_FOLDER).join("collection")).expect("no link");
        fs::create_dir(folder.path().join(OWN_FOLDER).join("collection")).expect("a folder");
        fs::write(elsewhere.path().join("a"), "edition = 2022\n").expect("a file");
        std::os::unix::fs::symlink(elsewhere.path().join("a"), at(folder.path())).expect("a link");
        assert!(CollectionFile::read(folder.path(), 2022).is_err());
    }

    #[test]
    fn a_file_that_is_no_record_is_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(at(folder.path()).parent().expect("a folder")).expect("a folder");
        for (text, expected) in
            [("edition = 2022\n\n[division.a]\nperson = 3\n", 4), ("edition = 2021\n", 1), ("edition = 2022\nnew = 1\n", 2)]
        {
            fs::write(at(folder.path()), text).expect("a file");
            let failed = CollectionFile::read(folder.path(), 2022);
            assert!(matches!(failed, Err(Error::UnreadableRecord { line, .. }) if line == expected), "{text}: {failed:?}");
        }
    }
}
