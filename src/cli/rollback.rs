//! `torikumi rollback`.

use super::progress::Clock;
use super::publish::{closing_line, faults, held, locked, login, say_plan, target, verified};
use super::{Common, ExitStatus};
use crate::diagnostic::Language;
use crate::error::Error;
use crate::load;
use crate::publish;
use clap::Args;

#[derive(Debug, Args)]
pub struct Rollback {
    /// Name of the target in site.toml; by default `production`, or the only one
    target: Option<String>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Go on although somebody else seems to publish: for the lock of a run that was interrupted
    #[arg(long)]
    break_lock: bool,
}

impl Rollback {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let mut clock = Clock::start(common);
        let mut found = Default::default();
        let folder = load::load(&common.root, &mut found)?;
        let Some(target) = target(&folder, self.target.as_deref())? else { return faults(common, &mut clock) };
        let store = publish::open(&target, &common.root, login(&target)?)?;
        if self.dry_run {
            say_plan(common, &target.name, &publish::Rollback::plan(store.as_ref())?.plan);
            return Ok(ExitStatus::Fine);
        }
        let (time, sent) = locked(store.as_ref(), held(self.break_lock), |lock| {
            let rollback = publish::Rollback::plan(store.as_ref())?;
            let steps = rollback.plan.keep.len() + rollback.plan.put.len() + rollback.plan.remove.len();
            let (time, bar) = (rollback.time().to_owned(), clock.bar(steps));
            Ok((time, rollback.carry_out(store.as_ref(), lock, &|| bar.advance())?))
        })?;
        common.conclude(&closing_line(&sent, &target.name, (&clock.seconds(), common.language())));
        if !time.is_empty() {
            common.conclude(&match common.language() {
                Language::En => format!("`{}` is again as published on {time}", target.name),
                Language::Ja => format!("`{}` を {time} に公開した状態に戻しました", target.name),
            });
        }
        verified(common, &target, store.as_ref())
    }
}
