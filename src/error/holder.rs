//! Who works in a folder, as its lock says.

use super::Error;
use crate::diagnostic::{Language, shown};
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
    /// That somebody works there, and who.
    pub fn words(&self, language: Language) -> String {
        Holder::words(self.holder.as_ref(), &self.place, language)
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
    pub fn words(holder: Option<&Holder>, place: &str, language: Language) -> String {
        let place = shown::name(place);
        match (holder, language) {
            (Some(holder), Language::En) => {
                let Holder { command, user, host, process, since } = holder.shown();
                format!("`{place}` is in use: `torikumi {command}` of {user} on {host} since {since} (process {process})")
            }
            (Some(holder), Language::Ja) => {
                let Holder { command, user, host, process, since } = holder.shown();
                format!("`{place}` は使用中です（{host} の {user} が {since} から `torikumi {command}` を実行中、プロセス {process}）")
            }
            (None, Language::En) => format!("`{place}` is in use by another torikumi"),
            (None, Language::Ja) => format!("`{place}` は別の torikumi が使用中です"),
        }
    }

    /// The same, safe to show.
    fn shown(&self) -> Holder {
        let [command, user, host, since] = [&self.command, &self.user, &self.host, &self.since].map(|text| shown::name(text));
        Holder { command, user, host, process: self.process, since }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_lock_names_nobody() {
        let [command, user, host, since] = ["build", "sato", "planning", "2026-11-26 09:00:00"].map(str::to_owned);
        let holder = Holder { command, user, host, process: 4711, since };
        let bytes = holder.bytes();
        assert_eq!(Holder::parse(&bytes), Some(holder));
        assert!((0..bytes.len()).all(|length| Holder::parse(&bytes[..length]).is_none()));
    }
}
