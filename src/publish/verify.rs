//! What was published, read back.

use super::manifest::TargetState;
use super::store::{Store, StoreEntry};
use super::transfer_plan::{TargetEntry, TargetListing};
use super::view;
use crate::error::{Error, PublishError};

/// How a published file is not as it was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    Missing,
    Different,
}

/// By what files were compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedBy {
    /// All bytes.
    Hashes,
    /// Sizes alone, where bytes would have to be sent back over a network.
    Sizes,
}

/// What reading back found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub files: usize,
    pub compared: ComparedBy,
    pub wrong: Vec<(String, Mismatch)>,
}

/// Holds every file of the publication at a target against its manifest.
///
/// # Errors
///
/// [`PublishError::NothingPublished`], [`PublishError::Unfinished`], trouble of the store.
pub fn verify(store: &dyn Store) -> Result<Verified, Error> {
    let known = TargetState::read(store)?;
    if known.intent.is_some() {
        return Err(PublishError::Unfinished.into());
    }
    let Some(manifest) = &known.manifest else { return Err(PublishError::NothingPublished.into()) };
    let files = &manifest.current.files;
    let seen: TargetListing = view(store, &files.keys().cloned().collect(), &files.keys().cloned().collect())?;
    let mut verified = Verified { files: files.len(), compared: ComparedBy::Hashes, wrong: Vec::new() };
    for (path, stamp) in files {
        match seen.get(path) {
            None => verified.wrong.push((path.clone(), Mismatch::Missing)),
            Some(TargetEntry { entry: StoreEntry::File(size), sha256 }) if *size == stamp.size => match sha256 {
                Some(sha256) if *sha256 == stamp.sha256 => {}
                Some(_) => verified.wrong.push((path.clone(), Mismatch::Different)),
                None => verified.compared = ComparedBy::Sizes,
            },
            Some(_) => verified.wrong.push((path.clone(), Mismatch::Different)),
        }
    }
    Ok(verified)
}
