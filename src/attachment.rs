//! Files that bodies lead to: looked at once, published byte for byte.
//!
//! The bytes at the beginning of a file have to be those of its kind, so that a browser never gets something else than the name says.
//! A file is read again when it is written, and its checksum is compared: its address has a part of it.

mod content;

use crate::bounded;
use crate::digest;
use crate::load;
use crate::message::Message;
use crate::model::AttachmentKind;
use serde::Serialize;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// Most megabytes (of 1024 × 1024 bytes) of a document.
pub const MOST_MEGABYTES: u64 = 50;
/// Digits of the checksum in a name.
const DIGITS: usize = 10;
/// Most letters of the author's name that are kept; with four bytes each, a name is still short enough for every file system.
const LONGEST_STEM: usize = 48;

/// A document that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedFile {
    pub kind: AttachmentKind,
    /// Its name in the folder of assets: `shiryo-1.0a1b2c3d4e.pdf`.
    pub name: String,
    /// Bytes.
    pub size: u64,
    file: PathBuf,
    sha256: String,
}

/// Why a document cannot be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnfitDocument {
    /// The file cannot be read.
    Unreadable { source: String },
    /// It has more than `most` megabytes; `size` is what it has, in full megabytes.
    Large { size: u64, most: u64 },
    /// It does not begin as files of its kind do.
    OtherContent,
    /// A table as text that is not in UTF-8, as pages and servers say that it is.
    NotUtf8,
    /// It is not the file any more that it was a moment ago.
    Changed,
}

impl UnfitDocument {
    /// What is said of it.
    pub fn message(&self) -> Message {
        Message::of_case("attachment", self)
    }
}

impl AttachedFile {
    /// Looks at the file of an attachment; `path` is the author's name for it.
    ///
    /// # Errors
    ///
    /// [`UnfitDocument`] for a file that is too large, or that is not of its kind.
    pub fn open(path: &str, kind: AttachmentKind, file: &Path) -> Result<AttachedFile, UnfitDocument> {
        let bytes = read(file)?;
        content::look(kind, &bytes)?;
        let sha256 = digest::sha256(&bytes);
        let name = format!("{}.{}.{}", stem(path), &sha256[..DIGITS], kind.endings()[0]);
        Ok(AttachedFile { kind, name, size: bytes.len() as u64, file: file.to_owned(), sha256 })
    }

    /// The bytes of the file, as they were when it was opened.
    ///
    /// # Errors
    ///
    /// [`UnfitDocument`] where the file cannot be read any more or is another one.
    pub fn read(&self) -> Result<Vec<u8>, UnfitDocument> {
        let bytes = read(&self.file)?;
        if digest::sha256(&bytes) == self.sha256 { Ok(bytes) } else { Err(UnfitDocument::Changed) }
    }
}

fn read(file: &Path) -> Result<Vec<u8>, UnfitDocument> {
    let unreadable = |error: std::io::Error| UnfitDocument::Unreadable { source: error.to_string() };
    let large = || {
        let size = file.metadata().map_or(0, |found| found.len());
        UnfitDocument::Large { size: size.div_ceil(1 << 20), most: MOST_MEGABYTES }
    };
    bounded::read(file, MOST_MEGABYTES << 20).map_err(unreadable)?.ok_or_else(large)
}

/// What is kept of the author's name: letters and digits of any script in small letters, `-` for everything else, so that two names never
/// differ in capital letters only and none needs care in an address.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words: String = stem.nfc().map(|letter| if letter.is_alphanumeric() || letter == '_' { letter } else { ' ' }).collect();
    let plain: String = words.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-").nfc().take(LONGEST_STEM).collect();
    let plain = plain.trim_end_matches('-');
    // The name of a device is none of a file, whatever stands behind its point.
    match plain {
        "" => "file".to_owned(),
        device if load::is_unportable(device) => format!("file-{device}"),
        plain => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_name_keeps_what_is_safe_in_an_address() {
        let cases = [
            ("content/pages/資料１（案）.pdf", "資料１-案"),
            ("Shiryo 1.PDF", "shiryo-1"),
            ("a/../b.pdf", "b"),
            ("100%.pdf", "100"),
            ("か\u{3099}.pdf", "が"),
            ("<script>.pdf", "script"),
            ("CON.pdf", "file-con"),
            ("com1.pdf", "file-com1"),
            ("…….pdf", "file"),
        ];
        for (path, expected) in cases {
            assert_eq!(stem(path), expected, "{path}");
        }
        assert_eq!(stem(&format!("{}.pdf", "𠮷".repeat(90))).chars().count(), LONGEST_STEM);
    }

    #[test]
    fn a_file_that_is_another_one_now_is_not_given_out_under_the_old_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.pdf");
        fs::write(&file, "%PDF-1.4 one").expect("a file");
        let attached = AttachedFile::open("content/a.pdf", AttachmentKind::Pdf, &file).expect("a document");
        assert_eq!((attached.size, attached.read()), (12, Ok(b"%PDF-1.4 one".to_vec())));
        assert!(attached.name.starts_with("a.") && attached.name.ends_with(".pdf") && attached.name.len() == 16, "{}", attached.name);
        fs::write(&file, "%PDF-1.4 two").expect("a file");
        assert_eq!(attached.read(), Err(UnfitDocument::Changed));
    }
}
