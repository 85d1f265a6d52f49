//! What is kept of a file that is no text: enough to notice another one under its name.

use crate::bounded;
use crate::digest::sha256;
use crate::disk;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Most bytes of a file whose content is looked at; of a larger one its size counts.
const MOST_BYTES: u64 = 100 << 20;

/// A file as it was. Two are equal if their sizes and checksums are.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "WrittenStamp")]
pub struct FileStamp {
    /// In bytes.
    pub size: u64,
    /// The SHA-256 of its bytes; `None` where it could not be read, and in snapshots that held sizes alone.
    pub sha256: Option<String>,
    /// When it was changed last, in nanoseconds since 1970: with the same size and time it is not read again.
    changed: Option<u64>,
}

impl PartialEq for FileStamp {
    fn eq(&self, other: &FileStamp) -> bool {
        (self.size, &self.sha256) == (other.size, &other.sha256)
    }
}

impl Eq for FileStamp {}

/// As it stands in a snapshot; earlier ones had the size alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenStamp {
    Size(u64),
    Whole { size: u64, sha256: Option<String>, changed: Option<u64> },
}

impl From<WrittenStamp> for FileStamp {
    fn from(written: WrittenStamp) -> FileStamp {
        match written {
            WrittenStamp::Size(size) => FileStamp { size, sha256: None, changed: None },
            WrittenStamp::Whole { size, sha256, changed } => FileStamp { size, sha256, changed },
        }
    }
}

impl FileStamp {
    /// The stamp of a file; `known` is an earlier one of the same path.
    pub fn of(file: &Path, known: Option<&FileStamp>) -> FileStamp {
        let found = file.metadata();
        let size = found.map_or(0, |found| found.len());
        let changed = disk::changed_at(file);
        let is_same = |known: &&FileStamp| known.size == size && known.sha256.is_some() && changed.is_some() && known.changed == changed;
        let digest = known.filter(is_same).and_then(|known| known.sha256.clone());
        let read = || bounded::read(file, MOST_BYTES).ok().flatten().map(|bytes| sha256(&bytes));
        FileStamp { size, sha256: digest.or_else(read), changed }
    }
}
