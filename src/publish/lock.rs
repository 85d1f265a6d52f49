//! One publisher at a time: the lock of a folder, or at a service a file that says who is at work.

use super::manifest::own;
use super::store::{Created, Store};
use crate::disk::{self, Attempt, Claim, Held, is_gone};
use crate::error::{Busy, Cure, Error, Holder, PublishError};
use crate::interruption::Interruption;
use std::path::Path;

const LOCK: &str = "lock";

/// A target that is ours until it is released.
pub struct TargetLock<'a> {
    store: &'a dyn Store,
    interruption: &'a Interruption,
    kind: LockKind,
}

enum LockKind {
    Folder(disk::FolderLock),
    /// A file with these bytes.
    File(Vec<u8>),
}

impl<'a> TargetLock<'a> {
    /// Takes the lock of a target; its place is named in what people read.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] where somebody else has it, after some seconds of waiting; trouble of the store.
    pub fn take(store: &'a dyn Store, place: &str, claim: &Claim<'_>, interruption: &'a Interruption) -> Result<TargetLock<'a>, Error> {
        let kind = match store.folder() {
            Some(folder) => LockKind::Folder(folder_lock(folder, place, claim)?),
            None => {
                if claim.held == Held::Break {
                    store.remove(&own(LOCK))?;
                }
                LockKind::File(claim.pursue(place, || attempt(store, &claim.holder))?)
            }
        };
        Ok(TargetLock { store, interruption, kind })
    }

    /// The target.
    pub fn store(&self) -> &'a dyn Store {
        self.store
    }

    /// Looks whether it is still ours, and whether the work under it may go on.
    ///
    /// # Errors
    ///
    /// [`PublishError::LockLost`], [`PublishError::Interrupted`].
    pub fn hold(&self) -> Result<(), Error> {
        self.go_on()?;
        if self.is_ours()? { Ok(()) } else { Err(PublishError::LockLost.into()) }
    }

    /// Whether nobody asked the work to end.
    ///
    /// # Errors
    ///
    /// [`PublishError::Interrupted`].
    pub fn go_on(&self) -> Result<(), Error> {
        if self.interruption.is_noticed() { Err(PublishError::Interrupted.into()) } else { Ok(()) }
    }

    fn is_ours(&self) -> Result<bool, Error> {
        let is_ours = match &self.kind {
            LockKind::Folder(lock) => lock.is_ours()?,
            LockKind::File(bytes) => self.store.read(&own(LOCK))?.as_ref() == Some(bytes),
        };
        Ok(is_ours)
    }

    /// Gives it back: that of a folder as soon as this is dropped, or the program ends. Where that fails the next publisher is told whose
    /// it was.
    pub fn release(&self) {
        match &self.kind {
            LockKind::Folder(_) => {}
            LockKind::File(_) if self.is_ours().unwrap_or(false) => drop(self.store.remove(&own(LOCK))),
            LockKind::File(_) => {}
        }
    }
}

/// Takes the lock of a folder of a target; its place is named in what people read.
///
/// # Errors
///
/// As [`disk::FolderLock::take`].
pub fn folder_lock(folder: &Path, place: &str, claim: &Claim<'_>) -> Result<disk::FolderLock, Error> {
    disk::FolderLock::take(folder, claim).map_err(|error| at(place, error))
}

/// The same trouble, at a target: its lock can be broken without looking for its file.
fn at(place: &str, error: Error) -> Error {
    match error {
        Error::Busy(busy) => {
            let cure = match busy.cure {
                Cure::Wait => Cure::Wait,
                Cure::Remove(_) | Cure::Break => Cure::Break,
            };
            Busy { place: place.to_owned(), holder: busy.holder, cure }.into()
        }
        error => error,
    }
}

/// Makes the file where none is; one that is empty, torn or of a program that is gone goes first.
fn attempt(store: &dyn Store, asking: &Holder) -> Result<Attempt<Vec<u8>>, Error> {
    let bytes = asking.bytes();
    if store.create(&own(LOCK), bytes.clone())? == Created::New {
        return Ok(Attempt::Taken(bytes));
    }
    let Some(there) = store.read(&own(LOCK))? else { return Ok(Attempt::Changed) };
    match Holder::parse(&there) {
        Some(holder) if !is_gone(&holder, asking) => Ok(Attempt::Held(Some(holder), Cure::Break)),
        Some(_) | None => {
            store.remove(&own(LOCK))?;
            Ok(Attempt::Changed)
        }
    }
}
