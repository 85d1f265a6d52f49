//! The boundary between what is to be done and where: a place that holds files by path.

use crate::error::Error;
use std::collections::BTreeMap;
use std::path::Path;

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreEntry {
    /// A file, with its size in bytes.
    File(u64),
    Folder,
    /// A symbolic link or something stranger.
    Other,
}

/// How an attempt to make a file that must not be there ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Created {
    New,
    WasThere,
}

/// How a store is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// Through this machine: it can read files back and tell their hashes.
    Near,
    /// Over a network: files are known by their sizes.
    Far,
}

/// A place that holds files by path, with `/` and without a leading one; `""` is its root.
///
/// A file has its old bytes or its new ones at every moment, also after the power went. Folders are made with the files in them.
///
/// Every function fails with [`Error::File`] for trouble of the disk, or with `PublishError::Service` of [`Error::Publish`].
pub trait Store: Sync {
    /// How it is reached.
    fn distance(&self) -> Distance;

    /// The folder of this machine that it is, which has a lock of its own.
    fn folder(&self) -> Option<&Path>;

    /// How many files may be on their way at once.
    fn at_once(&self) -> usize;

    /// What lies directly in a folder, by name; nothing in one that is not there.
    fn list(&self, folder: &str) -> Result<BTreeMap<String, StoreEntry>, Error>;

    /// The bytes of a file, if it is there.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error>;

    /// The SHA-256 of a file that is there, in small hexadecimal digits; `None` where it would have to be sent over a network first.
    fn hash(&self, path: &str) -> Result<Option<String>, Error>;

    /// Makes or replaces a file, for good.
    fn write(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error>;

    /// Makes or replaces a file, at the latest when it is settled.
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error>;

    /// Makes or replaces a file with the bytes of another one, at the latest when it is settled.
    fn copy(&self, from: &str, to: &str) -> Result<(), Error>;

    /// Removes a file, and the folders that it leaves empty; one that is not there is removed already.
    fn remove(&self, path: &str) -> Result<(), Error>;

    /// Gives up what an interrupted run put and did not settle.
    fn clear(&self) -> Result<(), Error>;

    /// Brings these files, which were put or removed, to their state for good.
    fn settle(&self, paths: &[String]) -> Result<(), Error>;

    /// Makes a file that is not there yet, for two who try at once at most once.
    fn create(&self, path: &str, bytes: Vec<u8>) -> Result<Created, Error>;
}
