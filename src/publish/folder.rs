//! A folder of this machine as a store: a share, a working copy, a folder that something else carries on.

use super::manifest::own;
use super::store::{Created, Distance, Store, StoreEntry};
use crate::bounded;
use crate::digest::sha256;
use crate::disk::{self, Existing, MadeFolders};
use crate::error::{Action, Error, PublishError};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder of files on their way into place, on the same disk as the others.
const INCOMING: &str = "incoming";

/// How many files are written at once: a share may be far away.
const AT_ONCE: usize = 8;

/// Files below a folder.
#[derive(Clone, Debug)]
pub struct FolderStore {
    root: PathBuf,
}

impl FolderStore {
    /// A folder that has to be there: a share that is not connected must not be taken for an empty one.
    ///
    /// # Errors
    ///
    /// [`PublishError::NoFolder`] where it is not there.
    pub fn open(root: &Path) -> Result<FolderStore, Error> {
        if root.is_dir() {
            Ok(FolderStore { root: root.to_owned() })
        } else {
            Err(PublishError::NoFolder { path: root.strip_prefix(".").unwrap_or(root).display().to_string() }.into())
        }
    }

    fn path(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.root.clone() } else { self.root.join(path) }
    }

    /// Where a file waits until it is settled.
    fn incoming(&self, path: &str) -> PathBuf {
        self.path(&own(&format!("{INCOMING}/{path}")))
    }
}

impl Store for FolderStore {
    fn distance(&self) -> Distance {
        Distance::Near
    }

    fn folder(&self) -> Option<&Path> {
        Some(&self.root)
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }

    fn list(&self, folder: &str) -> Result<BTreeMap<String, StoreEntry>, Error> {
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
                (true, _) => StoreEntry::File(found.len()),
                (false, true) => StoreEntry::Folder,
                (false, false) => StoreEntry::Other,
            };
            listed.insert(entry.file_name().to_string_lossy().into_owned(), kind);
        }
        Ok(listed)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = self.path(path);
        match bounded::read_plain(&path, u64::MAX) {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::file(Action::Read, &path, source)),
        }
    }

    fn hash(&self, path: &str) -> Result<Option<String>, Error> {
        Ok(self.read(path)?.map(|bytes| sha256(&bytes)))
    }

    fn write(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        disk::write_whole(&self.path(path), &bytes)
    }

    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        disk::write_new(&self.incoming(path), &bytes)
    }

    fn copy(&self, from: &str, to: &str) -> Result<(), Error> {
        let source = self.path(from);
        let bytes = fs::read(&source).map_err(|error| Error::file(Action::Read, &source, error))?;
        self.put(to, bytes)
    }

    fn remove(&self, path: &str) -> Result<(), Error> {
        let path = self.path(path);
        disk::remove_file(&path)?;
        // Folders that others still use stay, and so do those around them.
        let around = path.ancestors().skip(1).take_while(|folder| *folder != self.root && folder.starts_with(&self.root));
        around.for_each(|folder| drop(disk::remove_if_empty(folder)));
        Ok(())
    }

    fn clear(&self) -> Result<(), Error> {
        disk::remove_folder(&self.path(&own(INCOMING)))
    }

    /// Bytes are forced to the disk before they get their names, and the names before anything relies on them.
    fn settle(&self, paths: &[String]) -> Result<(), Error> {
        let incoming = self.path(&own(INCOMING));
        if disk::is_there(&incoming)? {
            disk::sync_tree(&incoming, &MadeFolders::default())?;
            for path in paths {
                let (new, target) = (self.incoming(path), self.path(path));
                if disk::is_there(&new)? {
                    disk::make_folders(target.parent().unwrap_or(&self.root))?;
                    disk::rename(&new, &target)?;
                }
            }
            disk::remove_folder(&incoming)?;
        }
        let paths: Vec<PathBuf> = paths.iter().map(|path| self.path(path)).collect();
        let around = paths.iter().flat_map(|path| path.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.root)));
        disk::sync_folders(around)
    }

    /// A folder has a lock that needs no such file.
    fn create(&self, path: &str, bytes: Vec<u8>) -> Result<Created, Error> {
        match disk::place(&self.path(path), &bytes, Existing::Refused) {
            Ok(()) => Ok(Created::New),
            Err(Error::Exists { .. }) => Ok(Created::WasThere),
            Err(error) => Err(error),
        }
    }
}
