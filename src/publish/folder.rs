//! A folder of this machine as a store: a share, a working copy, a folder that something else carries on.

use super::manifest::own;
use super::store::{Created, Entry, Store};
use crate::digest::sha256;
use crate::error::{Action, Error, Trouble};
use crate::write::{remove_file, write_whole};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The folder of files on their way into place, on the same disk as the others.
const INCOMING: &str = "incoming";

/// How many files are written at once: a share may be far away.
const AT_ONCE: usize = 8;

/// Files below a folder.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// A folder that has to be there: a share that is not connected must not be taken for an empty one.
    ///
    /// # Errors
    ///
    /// [`Trouble::NoFolder`] where it is not there.
    pub fn open(root: &Path) -> Result<Folder, Error> {
        if root.is_dir() {
            Ok(Folder { root: root.to_owned() })
        } else {
            Err(Trouble::NoFolder { path: root.strip_prefix(".").unwrap_or(root).display().to_string() }.into())
        }
    }

    fn path(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.root.clone() } else { self.root.join(path) }
    }

    /// Makes the folder around a file.
    fn around(&self, path: &Path) -> Result<(), Error> {
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(|source| Error::file(Action::Write, folder, source))
    }
}

impl Store for Folder {
    fn at_once(&self) -> usize {
        AT_ONCE
    }

    fn list(&self, folder: &str) -> Result<BTreeMap<String, Entry>, Error> {
        let path = self.path(folder);
        let failed = |source| Error::file(Action::Read, &path, source);
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound && !folder.is_empty() => return Ok(BTreeMap::new()),
            Err(source) => return Err(failed(source)),
        };
        let mut listed = BTreeMap::new();
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let found = entry.metadata().map_err(failed)?;
            let kind = match (found.is_file(), found.is_dir()) {
                (true, _) => Entry::File(found.len()),
                (false, true) => Entry::Folder,
                (false, false) => Entry::Other,
            };
            listed.insert(entry.file_name().to_string_lossy().into_owned(), kind);
        }
        Ok(listed)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = self.path(path);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::file(Action::Read, &path, source)),
        }
    }

    fn hash(&self, path: &str) -> Result<Option<String>, Error> {
        Ok(self.read(path)?.map(|bytes| sha256(&bytes)))
    }

    /// Our own files are forced to the disk; a page is renamed into place.
    fn write(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        let target = self.path(path);
        self.around(&target)?;
        if path.starts_with(&own("")) {
            return write_whole(&target, &bytes);
        }
        let incoming = self.path(&own(&format!("{INCOMING}/{}", sha256(path.as_bytes()))));
        self.around(&incoming)?;
        let failed = |action, source| {
            let _ = fs::remove_file(&incoming);
            Error::file(action, &target, source)
        };
        fs::write(&incoming, &bytes).map_err(|source| failed(Action::Write, source))?;
        fs::rename(&incoming, &target).map_err(|source| failed(Action::Rename, source))
    }

    fn create(&self, path: &str, bytes: Vec<u8>) -> Result<Created, Error> {
        let path = self.path(path);
        self.around(&path)?;
        let failed = |source| Error::file(Action::Write, &path, source);
        match File::create_new(&path) {
            Ok(mut file) => file.write_all(&bytes).map(|()| Created::New).map_err(failed),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Created::WasThere),
            Err(source) => Err(failed(source)),
        }
    }

    fn copy(&self, from: &str, to: &str) -> Result<(), Error> {
        let source = self.path(from);
        let bytes = fs::read(&source).map_err(|error| Error::file(Action::Read, &source, error))?;
        self.write(to, bytes)
    }

    fn remove(&self, path: &str) -> Result<(), Error> {
        let path = self.path(path);
        remove_file(&path)?;
        let mut folder = path.parent();
        while let Some(inner) = folder.filter(|folder| *folder != self.root && folder.starts_with(&self.root)) {
            if fs::remove_dir(inner).is_err() {
                break;
            }
            folder = inner.parent();
        }
        Ok(())
    }
}
