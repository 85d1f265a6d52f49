//! The publication before, brought back from what was kept of it.

use super::lock::TargetLock;
use super::manifest::{FileStamps, Publication, Stamp, TargetState, object};
use super::planned;
use super::store::Store;
use super::transfer::{DesiredState, Transfer, TransferSummary, at_once};
use super::transfer_plan::TransferPlan;
use crate::digest::sha256;
use crate::error::{Error, PublishError};
use crate::site::Observer;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What a rollback would do: the publication that comes back, and the plan.
pub struct RollbackPlan {
    known: TargetState,
    aim: DesiredState,
    pub plan: TransferPlan,
}

impl RollbackPlan {
    /// Plans to undo an unfinished publication, or else to bring back the one before the last.
    ///
    /// # Errors
    ///
    /// [`PublishError::NothingPublished`], [`PublishError::NothingBefore`], [`PublishError::NotKept`], [`PublishError::KeptDamaged`],
    /// [`PublishError::Foreign`], trouble of the store.
    pub fn plan(store: &dyn Store) -> Result<RollbackPlan, Error> {
        let known = TargetState::read(store)?;
        let aim = aim(&known)?;
        let plan = planned(store, &aim.publication.files, &known)?;
        let is_lost = |stamp: &Stamp| !known.objects.contains(&stamp.sha256);
        let lost: Vec<String> = plan.put.iter().filter(|put| is_lost(&put.stamp)).map(|put| put.path.clone()).collect();
        if !lost.is_empty() {
            return Err(PublishError::NotKept { paths: lost }.into());
        }
        let damaged = damaged(store, &plan)?;
        if damaged.is_empty() { Ok(RollbackPlan { known, aim, plan }) } else { Err(PublishError::KeptDamaged { paths: damaged }.into()) }
    }

    /// When the publication that comes back was published.
    pub fn time(&self) -> &str {
        &self.aim.publication.time
    }

    /// Carries it out.
    ///
    /// # Errors
    ///
    /// Trouble of the store; the next run takes up what was begun.
    pub fn carry_out(self, lock: &TargetLock<'_>, observer: Observer<'_>) -> Result<TransferSummary, Error> {
        let source = |path: &str, stamp: &Stamp| {
            let kept = lock.store().read(&object(&stamp.sha256))?;
            kept.ok_or_else(|| Error::from(PublishError::NotKept { paths: vec![path.to_owned()] }))
        };
        Transfer { lock, source: &source, observer }.carry_out(&self.plan, &self.known, self.aim)
    }
}

/// The kept files that are not what their names say, each with the page that it would become: all are read before the first is put, so
/// that a damaged one leaves the target as it is.
fn damaged(store: &dyn Store, plan: &TransferPlan) -> Result<Vec<String>, Error> {
    let kept: BTreeMap<&str, &str> = plan.put.iter().map(|put| (put.stamp.sha256.as_str(), put.path.as_str())).collect();
    let look = |(hash, path): (&str, &str)| {
        let whole = store.read(&object(hash))?.is_some_and(|bytes| sha256(&bytes) == hash);
        Ok((!whole).then(|| format!("{} ({path})", object(hash))))
    };
    let looked: Result<Vec<Option<String>>, Error> = at_once(store, || kept.into_par_iter().map(look).collect());
    Ok(looked?.into_iter().flatten().collect())
}

fn aim(known: &TargetState) -> Result<DesiredState, Error> {
    match (&known.manifest, &known.intent) {
        (Some(manifest), Some(_)) => Ok(DesiredState { publication: manifest.current.clone(), previous: manifest.previous.clone() }),
        (None, Some(_)) => Ok(DesiredState { publication: Publication { time: String::new(), files: FileStamps::new() }, previous: None }),
        (Some(manifest), None) => match &manifest.previous {
            Some(previous) => Ok(DesiredState { publication: previous.clone(), previous: Some(manifest.current.clone()) }),
            None => Err(PublishError::NothingBefore.into()),
        },
        (None, None) => Err(PublishError::NothingPublished.into()),
    }
}
