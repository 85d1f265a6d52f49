//! What is wrong with a history; never a reason to stop the work of a command.

use crate::message::Message;
use serde::Serialize;

/// What is wrong with a history. Its words are in the section `history` of the messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HistoryDamage {
    /// A folder of the history is a link: nothing is read or written there.
    Link { path: String },
    /// A snapshot that cannot be read.
    Snapshot { path: String },
}

impl HistoryDamage {
    /// What is said of it.
    pub fn message(&self) -> Message {
        Message::of_case("history", self)
    }
}
