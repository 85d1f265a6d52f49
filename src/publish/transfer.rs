//! A plan carried out: written down before it begins, so that an interruption at any step can be taken up or undone.

use super::lock::TargetLock;
use super::manifest::{self, FileStamps, Publication, PublicationManifest, Stamp, TargetState, object};
use super::order::{Rank, rank};
use super::store::{Distance, Store};
use super::transfer_plan::{Put, PutKind, TransferPlan};
use crate::error::{Error, PublishError};
use crate::site::Observer;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// After how many files it is written down what is done; later ones after every eighth part of what is done.
const FIRST_CHECKPOINT: usize = 16;

/// Gives the bytes of a file that is to be put.
pub type FileSource<'a> = &'a (dyn Fn(&str, &Stamp) -> Result<Vec<u8>, Error> + Sync);

/// What was done at a target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TransferSummary {
    pub new: usize,
    pub changed: usize,
    pub removed: usize,
    pub unchanged: usize,
    /// Bytes of the files that were sent.
    pub bytes: u64,
}

/// What is to be at the target in the end.
pub struct DesiredState {
    pub publication: Publication,
    /// The publication that can come back afterwards.
    pub previous: Option<Publication>,
}

/// Who carries a plan out, and where.
pub struct Transfer<'a> {
    pub lock: &'a TargetLock<'a>,
    pub source: FileSource<'a>,
    pub observer: Observer<'a>,
}

impl Transfer<'_> {
    /// Brings the target to its aim.
    ///
    /// # Errors
    ///
    /// Trouble of the store; what was begun is then taken up by the next run.
    pub fn carry_out(&self, plan: &TransferPlan, known: &TargetState, aim: DesiredState) -> Result<TransferSummary, Error> {
        let wanted = &aim.publication.files;
        self.store().clear()?;
        self.side_by_side(&plan.keep, |kept| self.store().copy(&kept.path, &object(&kept.stamp.sha256)))?;
        self.store().settle(&plan.keep.iter().map(|kept| object(&kept.stamp.sha256)).collect::<Vec<_>>())?;
        if !plan.put.is_empty() {
            manifest::begin(self.store(), intent(plan, known), &still_sure(wanted, known))?;
        }
        self.put_all(&plan.put, still_sure(wanted, known))?;
        self.lock.hold()?;
        for of_kind in plan.remove.chunk_by(|first, second| (rank(first) == Rank::Asset) == (rank(second) == Rank::Asset)) {
            self.side_by_side(of_kind, |path| self.store().remove(path))?;
        }
        self.store().settle(&plan.remove)?;
        let kept = plan.keep.iter().map(|kept| kept.stamp.sha256.clone());
        let objects: BTreeSet<String> = known.objects.iter().cloned().chain(kept).collect();
        manifest::complete(self.store(), &PublicationManifest::new(aim.publication, aim.previous), &objects)?;
        Ok(sent(plan))
    }

    /// Puts the files in their order; those of one rank side by side.
    fn put_all(&self, puts: &[Put], mut done: FileStamps) -> Result<(), Error> {
        let mut count = 0;
        for of_rank in puts.chunk_by(|first, second| rank(&first.path) == rank(&second.path)) {
            let mut rest = of_rank;
            while !rest.is_empty() {
                let most = match self.store().distance() {
                    Distance::Near => rest.len(),
                    Distance::Far => FIRST_CHECKPOINT.max(count / 8).min(rest.len()),
                };
                let (batch, after) = rest.split_at(most);
                self.side_by_side(batch, |put| self.put(put))?;
                self.store().settle(&batch.iter().map(|put| put.path.clone()).collect::<Vec<_>>())?;
                done.extend(batch.iter().map(|put| (put.path.clone(), put.stamp.clone())));
                manifest::checkpoint(self.store(), &done)?;
                count += batch.len();
                rest = after;
            }
        }
        Ok(())
    }

    fn store(&self) -> &dyn Store {
        self.lock.store()
    }

    fn put(&self, put: &Put) -> Result<(), Error> {
        let bytes = (self.source)(&put.path, &put.stamp)?;
        if Stamp::of(&bytes) != put.stamp {
            return Err(PublishError::Unsteady { path: put.path.clone() }.into());
        }
        self.store().put(&put.path, bytes)
    }

    fn side_by_side<T: Sync>(&self, items: &[T], one: impl Fn(&T) -> Result<(), Error> + Sync) -> Result<(), Error> {
        let all = || {
            items.par_iter().try_for_each(|item| {
                self.lock.go_on()?;
                one(item)?;
                (self.observer)();
                Ok(())
            })
        };
        at_once(self.store(), all)
    }
}

/// Does work with as many requests side by side as a store takes.
pub fn at_once<T: Send>(store: &dyn Store, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(store.at_once()).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// What each path may hold from now on: what earlier unfinished runs may have put, and what this one will.
fn intent(plan: &TransferPlan, known: &TargetState) -> BTreeMap<String, BTreeSet<Stamp>> {
    let mut intent = known.intent.clone().unwrap_or_default();
    for put in &plan.put {
        intent.entry(put.path.clone()).or_default().insert(put.stamp.clone());
    }
    intent
}

/// What an unfinished run has surely put and this one leaves as it is.
fn still_sure(wanted: &FileStamps, known: &TargetState) -> FileStamps {
    known.done.iter().filter(|(path, stamp)| wanted.get(*path) == Some(stamp)).map(|(path, stamp)| (path.clone(), stamp.clone())).collect()
}

fn sent(plan: &TransferPlan) -> TransferSummary {
    let count = |change| plan.put.iter().filter(|put| put.change == change).count();
    TransferSummary {
        new: count(PutKind::New),
        changed: count(PutKind::Changed),
        removed: plan.remove.len(),
        unchanged: plan.unchanged,
        bytes: plan.bytes(),
    }
}
