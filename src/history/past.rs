//! A history that is looked into.

use super::snapshot::{ContentSnapshot, SnapshotName, stamps};
use super::stamp::FileStamp;
use super::{HistoryDamage, SNAPSHOTS, folder, link, text};
use crate::bounded;
use crate::digest::sha256;
use crate::disk;
use crate::error::Error;
use crate::load::{Folder, MOST_MEGABYTES};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The largest file that is read as a snapshot, in bytes: one of some 200,000 texts.
const MOST: u64 = 32 << 20;
/// The largest text in bytes: what is not UTF-8 may become three times as long.
const MOST_OF_TEXT: u64 = 3 * (MOST_MEGABYTES << 20);

/// The snapshots of a site.
#[derive(Clone, Debug)]
pub struct History {
    folder: PathBuf,
    /// In the order in which they were taken.
    names: Vec<SnapshotName>,
}

/// The content as it was.
#[derive(Debug)]
pub struct PastContent {
    /// The texts, and the paths of the other files, which are not kept.
    pub folder: Folder,
    /// How many texts could not be read, or are not what they were.
    pub missing: usize,
}

impl History {
    /// Looks for the snapshots of a site; there are none where it has no history, or where that is behind a link.
    ///
    /// # Errors
    ///
    /// [`Error::File`] where the folder cannot be looked into.
    pub fn open(root: &Path) -> Result<History, Error> {
        let folder = folder(root);
        let found = if link(root).is_some() { Vec::new() } else { disk::names(&folder.join(SNAPSHOTS))? };
        let mut names: Vec<SnapshotName> = found.iter().filter_map(|name| SnapshotName::parse(name)).collect();
        names.sort();
        Ok(History { folder, names })
    }

    /// The names of the snapshots, in the order in which they were taken.
    pub fn names(&self) -> &[SnapshotName] {
        &self.names
    }

    /// Where a snapshot lies.
    pub fn path(&self, name: &SnapshotName) -> PathBuf {
        self.folder.join(SNAPSHOTS).join(name.to_string())
    }

    /// A snapshot.
    ///
    /// # Errors
    ///
    /// [`HistoryDamage::Snapshot`] where it cannot be read.
    pub fn read(&self, name: &SnapshotName) -> Result<ContentSnapshot, HistoryDamage> {
        let path = self.path(name);
        let bytes = bounded::read_plain(&path, MOST).ok().flatten();
        let parsed = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        parsed.ok_or_else(|| HistoryDamage::Snapshot { path: path.display().to_string() })
    }

    /// The content of a snapshot. A text that is missing, or is not what it was, is left out.
    pub fn content(&self, snapshot: &ContentSnapshot) -> PastContent {
        let wanted: Vec<(&String, &String)> = snapshot.texts.iter().collect();
        let texts: Vec<Option<String>> = wanted.par_iter().map(|(_, digest)| self.text(digest)).collect();
        let mut past = Folder::default();
        for (path, text) in snapshot.texts.keys().zip(&texts) {
            text.iter().for_each(|text| past.add_text(path, text));
        }
        past.others = snapshot.files.keys().map(|path| (path.clone(), PathBuf::new())).collect();
        PastContent { folder: past, missing: texts.iter().filter(|text| text.is_none()).count() }
    }

    /// The files of a folder that are no texts. Those that are as the newest snapshot has them are not read.
    pub fn files(&self, folder: &Folder) -> BTreeMap<String, FileStamp> {
        let newest = self.names.last().and_then(|name| self.read(name).ok());
        stamps(folder, newest.as_ref().map(|newest| &newest.files))
    }

    fn text(&self, digest: &str) -> Option<String> {
        // Not any word is a digest: it is part of a path.
        let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        let bytes = bounded::read_plain(&text(&self.folder, Some(digest).filter(|_| is_digest)?), MOST_OF_TEXT).ok()??;
        (sha256(&bytes) == digest).then(|| String::from_utf8(bytes).ok())?
    }
}
