//! What is wrong with a bag, as data.

use crate::message::Message;
use serde::Serialize;

/// What is wrong with a bag. Paths are those below the bag's folder, or those in the zip file where that is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Damage {
    /// The bytes are no whole zip file: cut off, damaged in its directory, or with two entries of one name.
    Container,
    /// An entry is encrypted, or packed by anything but deflate.
    Packing { path: String },
    /// Too much of something.
    Limit(Limit),
    /// A name that leads out of the bag, that not every system can write, or that is not UTF-8.
    Path { path: String },
    /// Two names that are one on some systems: equal, equal but for case or composition, or a file where the other needs a folder.
    Clash { path: String, other: String },
    /// A link or a device in place of a file.
    Link { path: String },
    /// Something beside the one folder at the top.
    TopFolder { path: String },
    /// `bagit.txt` does not declare BagIt 1.0 in UTF-8.
    Declaration,
    /// A line of a manifest or of `bag-info.txt` cannot be read or written.
    Line { path: String, line: usize },
    /// A manifest by checksums that we do not compute.
    Algorithm { path: String },
    /// A file that the bag must have is not there.
    Missing { path: String },
    /// A file that no manifest lists.
    Unlisted { path: String },
    /// A file lies at another path than its manifest says.
    Moved { path: String, to: String },
    /// The bytes of a file are not those that were packed.
    Changed { path: String },
    /// `Payload-Oxum` is not the number of bytes and files of the payload.
    Oxum { stated: String, found: String },
}

/// What there may be too much of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// More entries than [`Limit::ENTRIES`].
    Entries,
    /// A file of more bytes than [`Limit::FILE`].
    File { path: String },
    /// Files of more bytes in all than [`Limit::TOTAL`].
    Total,
}

impl Limit {
    /// Entries of a zip file.
    pub const ENTRIES: u64 = 100_000;
    /// Bytes of one file, unpacked.
    pub const FILE: u64 = 256 << 20;
    /// Bytes of all files, unpacked.
    pub const TOTAL: u64 = 2 << 30;
    /// Bytes of a zip file with all of that in it: names, checksums and sizes take the rest.
    pub const PACKED: u64 = Limit::TOTAL + (64 << 20);
}

impl Damage {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Damage::Limit(Limit::Entries) => Message::new("damage.entries").part("most", Limit::ENTRIES),
            Damage::Limit(Limit::File { path }) => {
                Message::new("damage.file-too-large").part("path", path.as_str()).part("mebibytes", Limit::FILE >> 20)
            }
            Damage::Limit(Limit::Total) => Message::new("damage.too-large").part("gibibytes", Limit::TOTAL >> 30),
            damage => Message::of_case("damage", damage),
        }
    }
}
