//! A Word file, by the text in it: read, and what it would write read again.

use super::{say, site};
use std::collections::BTreeMap;
use torikumi::diagnostic::{PrintFormat, Report, print};
use torikumi::model::Language;
use torikumi::sheet::{self, Conflicts, ReportedEdition};
use torikumi::word as documents;

/// A Word file, or the XML of its text.
pub fn word(bytes: &[u8]) {
    let file = if bytes.starts_with(b"PK") { bytes.to_vec() } else { stored("word/document.xml", bytes) };
    let Ok(file) = documents::read("a", file) else { return };
    let folder = site(BTreeMap::new());
    let mut report = Report::default();
    let project = super::project(&folder, &mut report).expect("the small site");
    let reported = ReportedEdition { project: &project, edition: &project.editions[0] };
    for conflicts in [Conflicts::Open, Conflicts::Accepted] {
        let changes = documents::compare(reported, std::slice::from_ref(&file), conflicts);
        say(&changes.report, &folder.sources);
        let mut texts = BTreeMap::new();
        let text_of = |document: &_| sheet::text_of(reported, &folder, document);
        documents::apply(&changes.changes, &mut texts, text_of).expect("front matter that can be changed");
        let mut report = Report::default();
        let after = site(texts);
        super::project(&after, &mut report).expect("the small site");
        assert!(!report.has_errors(), "{}", print(&report, &after.sources, Language::En, PrintFormat::Short));
    }
}

/// A zip file with one part, which is not packed.
fn stored(name: &str, bytes: &[u8]) -> Vec<u8> {
    let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
    let length = u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes();
    let about = [&[0; 2][..], &[0; 2], &[0; 4], &checksum(bytes).to_le_bytes(), &size, &size, &length, &[0; 2]].concat();
    let local = [&b"PK\x03\x04\x14\0"[..], &about, name.as_bytes(), bytes].concat();
    let central = [&b"PK\x01\x02\x14\0\x14\0"[..], &about, &[0; 14], name.as_bytes()].concat();
    let sizes = [central.len(), local.len()].map(|size| u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes());
    let end = [&b"PK\x05\x06"[..], &[0; 4], &[1, 0, 1, 0], &sizes[0], &sizes[1], &[0; 2]].concat();
    [local, central, end].concat()
}

/// The checksum of zip files (CRC-32, ISO 3309).
fn checksum(bytes: &[u8]) -> u32 {
    let bit = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), bit))
}
