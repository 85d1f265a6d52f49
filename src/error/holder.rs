//! Who works in a folder, as its lock says.

use super::Error;
use crate::message::{Message, shown};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The program that holds a lock, for the person who meets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The command: `build`, `publish`.
    pub command: String,
    pub user: String,
    /// The name of its machine.
    pub host: String,
    /// Its number on that machine.
    pub process: u32,
    /// The time in Japan at which it began, for people.
    pub since: String,
}

/// A place in which somebody else works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// A folder, or the name of a target.
    pub place: String,
    /// Who works there, where that is known.
    pub holder: Option<Holder>,
    pub cure: Cure,
}

/// What can be done about a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cure {
    /// Its program lives.
    Wait,
    /// Its program may be gone; then this file can be removed.
    Remove(PathBuf),
    /// Its program may be gone; then it can be asked for again with `--break-lock`.
    Break,
}

impl Busy {
    /// That somebody works there, who, and what can be done.
    pub fn message(&self) -> Message {
        let path = match &self.cure {
            Cure::Remove(path) => Some(shown::name(&path.to_string_lossy())),
            Cure::Wait | Cure::Break => None,
        };
        let held = Holder::message(self.holder.as_ref(), &self.place);
        Message::new("error.busy").part("held", held).part("path", path).part("break_lock", self.cure == Cure::Break)
    }
}

impl From<Busy> for Error {
    fn from(busy: Busy) -> Error {
        Error::Busy(Box::new(busy))
    }
}

impl Holder {
    /// What a lock says; `None` where it is empty, torn, or of something else.
    pub fn parse(bytes: &[u8]) -> Option<Holder> {
        serde_json::from_slice(bytes).ok()
    }

    /// What a lock holds.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// That somebody works at a place, and who, where that is known.
    pub fn message(holder: Option<&Holder>, place: &str) -> Message {
        let message = Message::new("lock.held").part("place", shown::name(place));
        let Some(Holder { command, user, host, process, since }) = holder else { return message };
        let [command, user, host, since] = [command, user, host, since].map(|text| shown::name(text));
        message.part("command", command).part("user", user).part("host", host).part("since", since).part("process", *process)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn a_torn_lock_names_nobody() {
        let [command, user, host, since] = ["build", "sato", "planning", "2026-11-26 09:00:00"].map(str::to_owned);
        let holder = Holder { command, user, host, process: 4711, since };
        let bytes = holder.bytes();
        assert_eq!(Holder::parse(&bytes), Some(holder));
        assert!((0..bytes.len()).all(|length| Holder::parse(&bytes[..length]).is_none()));
    }

    #[test]
    fn who_holds_a_lock_is_shown_harmless_in_both_languages() {
        let [command, user, host, since] = ["publish", "a\u{1b}[31m\nb", "planning", "2026-04-01 09:00:00"].map(str::to_owned);
        let holder = Some(Holder { command, user, host, process: 4711, since });
        let busy = Error::from(Busy { place: "production".to_owned(), holder, cure: Cure::Break });
        let english = "`production` is in use: `torikumi publish` of a\u{fffd}[31m\u{fffd}b on planning since 2026-04-01 09:00:00 (process 4711); \
                       wait until that is done; if it was interrupted, repeat with --break-lock";
        assert_eq!(busy.words(Language::En), english);
        let japanese = "`production` は使用中です（planning の a\u{fffd}[31m\u{fffd}b が 2026-04-01 09:00:00 から `torikumi publish` を実行中、\
                        プロセス 4711）。終わるまでお待ちください。中断されたものであれば --break-lock を付けてもう一度実行してください";
        assert_eq!(busy.words(Language::Ja), japanese);
        let unknown = Error::from(Busy { place: "site".to_owned(), holder: None, cure: Cure::Wait });
        assert_eq!(unknown.words(Language::En), "`site` is in use by another torikumi; wait until that is done");
    }
}
