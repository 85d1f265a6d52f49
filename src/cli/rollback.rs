//! `torikumi rollback`.

use super::progress::Clock;
use super::publish::{TargetContext, faults, held, login, say_plan, target};
use super::{Common, ExitStatus};
use crate::error::Error;
use crate::load;
use crate::message::Message;
use crate::model::Location;
use crate::publish;
use clap::Args;

#[derive(Debug, Args)]
pub struct RollbackArguments {
    target: Option<String>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    break_lock: bool,
}

impl RollbackArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let mut clock = Clock::start(common);
        let mut found = Default::default();
        let folder = load::load(&common.root, &mut found)?;
        let Some(target) = target(&folder, self.target.as_deref())? else { return faults(common, &mut clock) };
        if let Location::Folder { path } = &target.location {
            common.refuse_sources(&common.root.join(path))?;
        }
        let store = publish::open(&target, &common.root, login(&target)?)?;
        let at = TargetContext { common, target: &target, store: store.as_ref() };
        if self.dry_run {
            say_plan(common, &target, &publish::RollbackPlan::plan(at.store)?.plan);
            return Ok(ExitStatus::Fine);
        }
        at.locked("rollback", held(self.break_lock), |lock| {
            let rollback = publish::RollbackPlan::plan(at.store)?;
            let (time, bar) = (rollback.time().to_owned(), clock.bar(rollback.plan.steps()));
            let sent = rollback.carry_out(lock, &|| bar.advance())?;
            drop(bar);
            at.conclude(&sent, &clock.seconds());
            if !time.is_empty() {
                common.conclude(&Message::new("rollback.done").part("target", target.name.as_str()).part("time", time));
            }
            at.verify()
        })
    }
}
