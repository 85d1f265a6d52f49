//! A snapshot: its file, and the name that says when it was taken and on which occasion.

use super::stamp::FileStamp;
use crate::digest::sha256;
use crate::load::Folder;
use jiff::civil::DateTime;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// How the time stands in a name.
const TIME: &str = "%Y%m%dT%H%M%S";
const ENDING: &str = ".json";

/// The occasion on which a snapshot was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SnapshotEvent {
    /// What a command found: with all that was changed by hand since the snapshot before.
    Found { command: String },
    /// What a command left.
    Written { command: String },
    /// What taking back a step left: that which ended with the snapshot of this number.
    Undone { step: u32 },
    /// What was published to a target, named as in `site.toml`.
    Published { target: String },
}

impl SnapshotEvent {
    /// The word in the name of the snapshot.
    pub fn word(&self) -> &'static str {
        match self {
            SnapshotEvent::Found { .. } => "found",
            SnapshotEvent::Written { .. } => "written",
            SnapshotEvent::Undone { .. } => "undone",
            SnapshotEvent::Published { .. } => PUBLISHED,
        }
    }
}

const PUBLISHED: &str = "published";

/// The texts of `content` at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentSnapshot {
    /// Where Japanese cities are.
    #[serde(with = "iso")]
    pub time: DateTime,
    pub event: SnapshotEvent,
    /// The SHA-256 of each text, by its path from the root of the site.
    pub texts: BTreeMap<String, String>,
    /// Each other file, by its path.
    pub files: BTreeMap<String, FileStamp>,
}

impl ContentSnapshot {
    /// The snapshot of a folder as it was read; `known` are the files of an earlier one.
    pub fn of(folder: &Folder, time: DateTime, event: SnapshotEvent, known: Option<&BTreeMap<String, FileStamp>>) -> ContentSnapshot {
        let texts: Vec<(&String, &str)> =
            below_content(&folder.texts).map(|(path, id)| (path, folder.sources.get(*id).text.as_str())).collect();
        let digests: Vec<String> = texts.par_iter().map(|(_, text)| sha256(text.as_bytes())).collect();
        ContentSnapshot {
            time,
            event,
            texts: texts.iter().map(|(path, _)| (*path).clone()).zip(digests).collect(),
            files: stamps(folder, known),
        }
    }

    /// Whether both hold the same state of the content.
    pub fn is_of_same_state(&self, other: &ContentSnapshot) -> bool {
        self.texts == other.texts && self.files == other.files
    }
}

/// Times as `2026-11-28T10:34:46`.
mod iso {
    use jiff::civil::DateTime;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(time: &DateTime, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(time)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

fn below_content<T>(paths: &BTreeMap<String, T>) -> impl Iterator<Item = (&String, &T)> {
    paths.iter().filter(|(path, _)| path.starts_with("content/"))
}

/// The files of a folder that are no texts; `known` are those of an earlier snapshot.
pub fn stamps(folder: &Folder, known: Option<&BTreeMap<String, FileStamp>>) -> BTreeMap<String, FileStamp> {
    let files: Vec<(&String, &PathBuf)> = below_content(&folder.others).collect();
    let stamp = |(path, file): &(&String, &PathBuf)| ((*path).clone(), FileStamp::of(file, known.and_then(|known| known.get(*path))));
    files.par_iter().map(stamp).collect()
}

/// The name of a snapshot: `000012-20261128T103446-written.json`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SnapshotName {
    /// Snapshots are numbered as they are taken: clocks of several machines may differ.
    pub number: u32,
    pub time: DateTime,
    word: String,
}

impl SnapshotName {
    /// The name of a snapshot with a number.
    pub fn new(number: u32, snapshot: &ContentSnapshot) -> SnapshotName {
        SnapshotName { number, time: snapshot.time, word: snapshot.event.word().to_owned() }
    }

    /// Reads the name of a file; `None` where it is no snapshot's.
    pub fn parse(file: &str) -> Option<SnapshotName> {
        let mut parts = file.strip_suffix(ENDING)?.splitn(3, '-');
        let number = parts.next().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()?;
        let time = DateTime::strptime(TIME, parts.next()?).ok()?;
        Some(SnapshotName { number, time, word: parts.next()?.to_owned() })
    }

    /// Whether it was taken of what was published.
    pub fn is_published(&self) -> bool {
        self.word == PUBLISHED
    }
}

impl fmt::Display for SnapshotName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:06}-{}-{}{ENDING}", self.number, self.time.strftime(TIME), self.word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_and_read_alike_and_other_files_are_no_snapshots() {
        let name = "000012-20261128T103446-written.json";
        let parsed = SnapshotName::parse(name).expect("a name");
        assert_eq!((parsed.number, parsed.to_string().as_str(), parsed.is_published()), (12, name, false));
        assert!(SnapshotName::parse("1000000-20261128T103446-published.json").is_some_and(|name| name.is_published()));
        for other in
            ["000012-20261128T103446-written", "x-20261128T103446-found.json", "000012-2026-found.json", "-1-20261128T103446-a.json"]
        {
            assert_eq!(SnapshotName::parse(other), None, "{other}");
        }
    }
}
