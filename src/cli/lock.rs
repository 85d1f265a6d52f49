//! Locks of folders and targets, for the person who runs a command: who asks, and a word while it waits.

use super::Common;
use super::history::SiteLock;
use crate::disk::{Claim, FolderLock, Held, OWN_FOLDER, overlap, sweep};
use crate::error::{Error, Holder, Request};
use crate::history::SnapshotEvent;
use crate::message::Message;
use jiff::civil::DateTime;
use std::path::Path;

impl Common {
    /// Locks a folder for a command.
    pub(super) fn lock(&self, folder: &Path, command: &str) -> Result<FolderLock, Error> {
        self.claim(command, &folder.display().to_string(), Held::Respect, |claim| FolderLock::take(folder, claim))
    }

    /// Refuses to write into a folder that a site is made from, or that holds one.
    pub(super) fn refuse_sources(&self, target: &Path) -> Result<(), Error> {
        let sources = ["content", "themes", OWN_FOLDER].map(|folder| self.root.join(folder));
        match sources.iter().find(|source| overlap(source, target)) {
            Some(source) => Err(Request::Overlap { target: target.display().to_string(), source: source.display().to_string() }.into()),
            None => Ok(()),
        }
    }

    /// Locks the folder of the site for a command, and clears away what killed runs left in its content. The texts are kept in the
    /// history as they are now, and again when the lock is released.
    pub(super) fn lock_site(&self, command: &str) -> Result<SiteLock<'_>, Error> {
        self.lock_site_for(command, SnapshotEvent::Written { command: command.to_owned() })
    }

    /// As [`Common::lock_site`]; what is left is kept under an event.
    pub(super) fn lock_site_for(&self, command: &str, event: SnapshotEvent) -> Result<SiteLock<'_>, Error> {
        let lock = self.lock(&self.root, command)?;
        sweep(&self.root.join("content"), usize::MAX)?;
        SiteLock::new(self, lock, command, event)
    }

    /// Takes the lock of a place for a command.
    pub(super) fn claim<T>(
        &self,
        command: &str,
        place: &str,
        held: Held,
        take: impl FnOnce(&Claim<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let waiting = |holder: Option<&Holder>| {
            if !self.quiet {
                self.complain(&Message::new("lock.waiting").part("held", Holder::message(holder, place)));
            }
        };
        take(&Claim { holder: holder(command), held, waiting: &waiting })
    }
}

fn holder(command: &str) -> Holder {
    let user = ["USER", "USERNAME", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok()).unwrap_or_else(|| "?".to_owned());
    Holder {
        command: command.to_owned(),
        user,
        host: gethostname::gethostname().to_string_lossy().into_owned(),
        process: std::process::id(),
        since: now(),
    }
}

/// Now, where Japanese cities are, to the second.
pub(super) fn now() -> String {
    local_time().strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// Now, where Japanese cities are: nine hours ahead, without summer time.
pub(super) fn local_time() -> DateTime {
    jiff::tz::Offset::constant(9).to_datetime(jiff::Timestamp::now())
}
