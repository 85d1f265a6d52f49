//! `torikumi publish` into a zip file, for those who put files on the web server by hand.

use super::progress::Clock;
use super::publish::{Delivery, PublishArguments, held, say_plan, step};
use super::{Common, ExitStatus};
use crate::disk::overlap;
use crate::error::{Error, PublishError};
use crate::message::Message;
use crate::model::PublishTarget;
use crate::publish::transfer_plan::{PutKind, TransferPlan};
use crate::publish::{Release, folder_lock, handover};
use std::path::Path;

/// What `build` keeps for itself.
const OUTPUTS: [&str; 2] = ["output", "output-drafts"];

/// A zip file that is to be written.
pub struct Handover<'a> {
    pub common: &'a Common,
    pub target: &'a PublishTarget,
    pub path: &'a Path,
    pub arguments: &'a PublishArguments,
}

impl Handover<'_> {
    pub fn run(&self, clock: &mut Clock<'_>) -> Result<ExitStatus, Error> {
        self.common.refuse_sources(self.path)?;
        self.refuse_outputs()?;
        if self.arguments.verify {
            return self.verify();
        }
        let folder = handover::folder(self.path)?;
        let (name, held) = (&self.target.name, held(self.arguments.break_lock));
        let lock = match self.arguments.dry_run {
            true => None,
            false => Some(self.common.claim("publish", name, held, |claim| folder_lock(folder, name, claim))?),
        };
        let delivery = self.publish(clock)?;
        // The zip file may lie in the folder of the site, which is locked for the history.
        drop(lock);
        Ok(self.arguments.concluded(self.common, self.target, &delivery))
    }

    fn refuse_outputs(&self) -> Result<(), Error> {
        let folders = OUTPUTS.map(|folder| self.common.root.join(folder));
        match folders.iter().find(|folder| overlap(folder, self.path)) {
            Some(folder) => {
                Err(PublishError::InOutput { path: self.path.display().to_string(), folder: folder.display().to_string() }.into())
            }
            None => Ok(()),
        }
    }

    /// Judges the site, and writes the zip file if nothing is wrong.
    fn publish(&self, clock: &mut Clock<'_>) -> Result<Delivery, Error> {
        handover::may_be_written(self.path)?;
        let former = self.arguments.since.as_deref().map(|former| handover::former(former, self.path)).transpose()?;
        self.arguments.judged(self.common, self.target, clock, |release, clock| {
            let plan = release.difference(former.as_ref());
            if self.arguments.dry_run {
                say_plan(self.common, self.target, &plan);
            }
            match (self.arguments.refused(&plan), &self.arguments.since) {
                (Some(refused), _) => {
                    self.common.fail(refused);
                    Ok(ExitStatus::ContentErrors)
                }
                (None, _) if self.arguments.dry_run => Ok(ExitStatus::Fine),
                (None, Some(former)) if plan.is_nothing() => {
                    self.common.conclude(&Message::new("published.nothing-differs").part("path", former.display().to_string()));
                    Ok(ExitStatus::Fine)
                }
                (None, _) => self.write(release, &plan, clock),
            }
        })
    }

    fn write(&self, release: &Release<'_>, plan: &TransferPlan, clock: &mut Clock<'_>) -> Result<ExitStatus, Error> {
        let bar = clock.bar(plan.put.len());
        let bytes = release.zipped(self.target, plan, &|| bar.advance())?;
        handover::write(self.path, &bytes)?;
        drop(bar);
        plan.remove.iter().for_each(|path| self.common.conclude(&step("remove", path)));
        let count = |change| plan.put.iter().filter(|put| put.change == change).count();
        let line = Message::new("published.zip").part("path", self.path.display().to_string()).part("seconds", clock.seconds());
        let line = line.part("files", plan.put.len()).part("bytes", bytes.len()).part("removed", plan.remove.len());
        let line = line.part("new", count(PutKind::New)).part("changed", count(PutKind::Changed));
        self.common.conclude(&line.part("unchanged", plan.unchanged));
        self.verify()
    }

    /// Reads the zip file back, and says what it holds.
    fn verify(&self) -> Result<ExitStatus, Error> {
        let files = handover::verify(self.path)?.brought;
        self.common.conclude(&Message::new("published.same-bytes").part("files", files));
        Ok(ExitStatus::Fine)
    }
}
