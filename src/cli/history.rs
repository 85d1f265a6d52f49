//! The history of the content, kept by the commands that write it and by `publish`.

use super::Common;
use super::lock::local_time;
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
    command: String,
}

impl<'a> SiteLock<'a> {
    /// Keeps the texts as a command finds them.
    pub fn new(common: &'a Common, lock: FolderLock, command: &str) -> SiteLock<'a> {
        let command = command.to_owned();
        common.keep_content(&lock, SnapshotEvent::Found { command: command.clone() });
        SiteLock { common, lock, command }
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
        if !std::thread::panicking() {
            self.common.keep_content(&self.lock, SnapshotEvent::Written { command: self.command.clone() });
        }
    }
}

impl Common {
    /// Keeps the texts as they lie on the disk. What cannot be read is told by the command itself.
    fn keep_content(&self, lock: &FolderLock, event: SnapshotEvent) {
        if let Ok(content) = load::content(&self.root, &mut Default::default()) {
            self.say_history(self.keep(lock, &content, event));
        }
    }

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
