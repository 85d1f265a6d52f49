//! The history of the content, kept by the commands that write it and by `publish`.

use super::Common;
use super::lock::local_time;
use crate::diagnostic::Report;
use crate::disk::FolderLock;
use crate::error::Error;
use crate::history::{self, HistoryDamage, KeptMoment, SnapshotEvent};
use crate::load::{self, Folder};
use crate::message::Message;
use jiff::Unit;
use std::ops::Deref;

/// The folder of a site that is ours until this is dropped. Its texts are kept in the history as they were found and as they are left.
pub struct SiteLock<'a> {
    common: &'a Common,
    lock: FolderLock,
    /// What the texts are kept as when this is dropped.
    event: SnapshotEvent,
}

impl<'a> SiteLock<'a> {
    /// Keeps the texts as a command finds them.
    ///
    /// # Errors
    ///
    /// [`Error::File`] where they cannot be read: the command could not either.
    pub fn new(common: &'a Common, lock: FolderLock, command: &str, event: SnapshotEvent) -> Result<SiteLock<'a>, Error> {
        let command = command.to_owned();
        match load::content(&common.root, &mut Report::default()) {
            Ok(content) => common.say_history(common.keep(&lock, &content, SnapshotEvent::Found { command })),
            // The command says it in its own words.
            Err(Error::NoContent { .. }) => {}
            Err(error) => return Err(error),
        }
        Ok(SiteLock { common, lock, event })
    }
}

impl Deref for SiteLock<'_> {
    type Target = FolderLock;

    fn deref(&self) -> &FolderLock {
        &self.lock
    }
}

impl Drop for SiteLock<'_> {
    fn drop(&mut self) {
        let content = load::content(&self.common.root, &mut Report::default());
        if let Some(content) = content.ok().filter(|_| !std::thread::panicking()) {
            self.common.say_history(self.common.keep(&self.lock, &content, self.event.clone()));
        }
    }
}

impl Common {
    /// Keeps texts that were published. The lock of the target has been given back.
    pub(super) fn keep_published(&self, content: &Folder, target: &str) {
        let event = SnapshotEvent::Published { target: target.to_owned() };
        self.say_history(self.lock(&self.root, "publish").and_then(|lock| self.keep(&lock, content, event)));
    }

    fn keep(&self, lock: &FolderLock, content: &Folder, event: SnapshotEvent) -> Result<Vec<HistoryDamage>, Error> {
        let time = local_time();
        let time = time.round(Unit::Second).unwrap_or(time);
        history::keep(lock, &self.root, content, KeptMoment { time, event })
    }

    /// Says what is wrong with the history: a warning, because the work of the command is not concerned.
    pub(super) fn say_history(&self, kept: Result<Vec<HistoryDamage>, Error>) {
        match kept {
            Ok(damage) => damage.iter().for_each(|damage| self.complain(&damage.message())),
            Err(error) => self.complain(&Message::new("history.not-kept").part("why", error.message())),
        }
    }
}
