//! To where the site lives: only what differs, nothing of others, and an interruption at any moment can be taken up.
//!
//! A pure plan ([`transfer_plan::plan`]) is made from what is wanted, what the target's manifest says and what is seen there; it is
//! written down at the target, carried out (keep, put, remove) and completed by the new manifest, which is the moment of
//! publication. A place is a [`Store`]: a folder here, other machines' services with the feature `remote`.

mod folder;
mod guard;
pub mod handover;
mod lock;
pub mod manifest;
mod netrc;
mod order;
#[cfg(feature = "remote")]
mod remote;
mod rollback;
mod store;
#[cfg(test)]
mod tests;
mod transfer;
pub mod transfer_plan;
mod verify;

pub use folder::FolderStore;
pub use guard::{Candidate, PreviewMode, PublishOptions, refusals, removal};
pub use lock::{TargetLock, folder_lock};
pub use netrc::{DefaultEntry, login as login_of_netrc};
pub use rollback::RollbackPlan;
pub use store::{Created, Distance, Store, StoreEntry};
pub use transfer::TransferSummary;
pub use verify::{ComparedBy, Mismatch, Verified, verify};

use crate::error::{Error, PublishError};
use crate::model::{Location, PublishTarget};
use crate::render::{Address, TemplateFault};
use crate::site::{Observer, Site};
use manifest::{FileStamps, Publication, Stamp, TargetState};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use transfer::{DesiredState, Transfer};
use transfer_plan::{TargetEntry, TargetListing, TransferPlan};

/// The store of a target of the site in a folder.
///
/// # Errors
///
/// [`PublishError::NoFolder`]; [`PublishError::NeedsRemote`] for services that this program was built without;
/// [`PublishError::NotRolledBack`] for a zip file, which holds one publication and is made by [`handover`].
pub fn open(target: &PublishTarget, root: &Path, login: Login) -> Result<Box<dyn Store>, Error> {
    match &target.location {
        Location::Folder { path } => Ok(Box::new(FolderStore::open(&root.join(path))?)),
        Location::Zip { .. } => Err(PublishError::NotRolledBack { target: target.name.clone() }.into()),
        Location::Webdav { .. } | Location::S3(_) | Location::Sftp { .. } => distant(target, login),
    }
}

#[cfg(feature = "remote")]
fn distant(target: &PublishTarget, login: Login) -> Result<Box<dyn Store>, Error> {
    Ok(Box::new(remote::RemoteStore::open(&target.location, login)?))
}

#[cfg(not(feature = "remote"))]
fn distant(target: &PublishTarget, _: Login) -> Result<Box<dyn Store>, Error> {
    Err(PublishError::NeedsRemote { target: target.name.clone(), kind: target.location.kind() }.into())
}

/// What opens a WebDAV folder and a proxy; for the other services their libraries look themselves. It is never printed.
#[derive(Clone, Default)]
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
pub struct Login {
    pub user: Option<String>,
    pub password: Option<String>,
    /// A bearer token, instead of the two.
    pub token: Option<String>,
    /// Of the proxy on the way to a service.
    pub proxy: Option<ProxyLogin>,
}

/// What opens a proxy.
#[derive(Clone)]
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
pub struct ProxyLogin {
    pub user: String,
    pub password: String,
}

impl Login {
    /// Whether nothing is known of the service itself.
    pub fn is_empty(&self) -> bool {
        self.user.is_none() && self.password.is_none() && self.token.is_none()
    }
}

/// A site with the stamp of every file: what is to be at the target.
pub struct Release<'a> {
    site: &'a Site<'a>,
    addresses: BTreeMap<String, Address>,
    wanted: FileStamps,
}

impl<'a> Release<'a> {
    /// Renders everything once, side by side, and keeps nothing but stamps: the memory does not grow with the site.
    ///
    /// # Errors
    ///
    /// The fault of a template or of a photo.
    pub fn of(site: &'a Site<'a>, observer: Observer<'_>) -> Result<Release<'a>, TemplateFault> {
        let addresses: BTreeMap<String, Address> = site.addresses().into_iter().map(|address| (address.path(), address)).collect();
        let stamp = |(path, address): (&String, &Address)| {
            let bytes = site.render(address)?.unwrap_or_default();
            observer();
            Ok((path.clone(), Stamp::of(&bytes)))
        };
        let wanted = addresses.par_iter().map(stamp).collect::<Result<FileStamps, TemplateFault>>()?;
        Ok(Release { site, addresses, wanted })
    }

    /// What would be done at a target.
    ///
    /// # Errors
    ///
    /// [`PublishError::Foreign`], [`PublishError::Unreadable`], trouble of the store.
    pub fn plan(&self, store: &dyn Store) -> Result<TransferPlan, Error> {
        planned(store, &self.wanted, &TargetState::read(store)?)
    }

    /// Brings the target that is locked to the state of the site. The time of publication is for people.
    ///
    /// # Errors
    ///
    /// As [`Release::plan`], then nothing was changed; trouble of the store, then the next run takes up what was begun.
    pub fn publish(&self, lock: &TargetLock<'_>, time: &str, observer: Observer<'_>) -> Result<TransferSummary, Error> {
        let source = |path: &str, _: &Stamp| self.bytes(path);
        put(&Transfer { lock, source: &source, observer }, &self.wanted, time)
    }
}

impl Release<'_> {
    /// The bytes of a file, as they were when its stamp was made.
    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        let rendered = self.addresses.get(path).and_then(|address| self.site.render(address).ok());
        rendered.map(Option::unwrap_or_default).ok_or_else(|| PublishError::Unsteady { path: path.to_owned() }.into())
    }
}

/// Brings a target to hold these files. Where it does already, nothing at all is written.
fn put(transfer: &Transfer<'_>, wanted: &FileStamps, time: &str) -> Result<TransferSummary, Error> {
    let known = TargetState::read(transfer.lock.store())?;
    let plan = planned(transfer.lock.store(), wanted, &known)?;
    let old = known.manifest.clone();
    if plan.is_nothing() && known.is_settled() && known.files() == *wanted {
        return Ok(TransferSummary { unchanged: plan.unchanged, ..TransferSummary::default() });
    }
    let previous = match old {
        Some(manifest) if manifest.current.files == *wanted => manifest.previous,
        Some(manifest) => Some(manifest.current),
        None => None,
    };
    let publication = Publication { time: time.to_owned(), files: wanted.clone() };
    transfer.carry_out(&plan, &known, DesiredState { publication, previous })
}

/// Looks at the target and plans.
fn planned(store: &dyn Store, wanted: &FileStamps, known: &TargetState) -> Result<TransferPlan, Error> {
    let paths: BTreeSet<String> = wanted.keys().cloned().chain(known.paths()).collect();
    let view = view(store, &paths, &transfer_plan::in_question(wanted, known))?;
    transfer_plan::plan(wanted, known, &view).map_err(|paths| PublishError::Foreign { paths }.into())
}

/// What lies in the folders of these paths, with the hashes of those in question as far as the store can tell.
fn view(store: &dyn Store, paths: &BTreeSet<String>, in_question: &BTreeSet<String>) -> Result<TargetListing, Error> {
    let mut view = TargetListing::new();
    for folder in transfer_plan::folders(paths.iter()) {
        let is_there = folder.is_empty() || view.get(&folder).is_some_and(|seen| seen.entry == StoreEntry::Folder);
        let listed = if is_there { store.list(&folder)? } else { BTreeMap::new() };
        let path = |name: String| if folder.is_empty() { name } else { format!("{folder}/{name}") };
        view.extend(listed.into_iter().map(|(name, entry)| (path(name), TargetEntry { entry, sha256: None })));
    }
    let hashed = view.par_iter_mut().filter(|(path, seen)| in_question.contains(*path) && matches!(seen.entry, StoreEntry::File(_)));
    hashed.try_for_each(|(path, seen)| {
        seen.sha256 = store.hash(path)?;
        Ok::<(), Error>(())
    })?;
    Ok(view)
}
