//! Zip files that are not what they seem, and sound ones by other programs.

use super::raw::{Raw, end, files, zip};
use super::{contents, open};
use torikumi::bag::Damage;

/// The small bag's entries, not packed.
fn entries() -> Vec<Raw> {
    files(&contents().into_zip().unwrap()).iter().map(|(name, bytes)| Raw::stored(name, bytes)).collect()
}

/// The damage to a zip file of the small bag after something was done to its first entry, `bag-info.txt`.
fn refused(change: impl Fn(&mut Raw)) -> Damage {
    let mut entries = entries();
    change(&mut entries[0]);
    open(zip(&entries)).unwrap_err()
}

fn first() -> String {
    "kanazawa-2016/bag-info.txt".to_owned()
}

#[test]
fn a_zip_file_by_another_program_is_opened() {
    let folders = ["kanazawa-2016/", "kanazawa-2016/data/"].map(|name| Raw::stored(name, b""));
    let mut entries = [folders.as_slice(), &entries()].concat();
    for entry in &mut entries {
        // A time and an owner, as Info-ZIP writes them.
        entry.extra = b"UT\x05\x00\x03abcdux\x0b\x00\x01\x04\xe8\x03\0\0\x04\xe8\x03\0\0".to_vec();
        entry.attributes |= 0o22 << 16;
    }
    let bag = open(zip(&entries)).unwrap();
    assert_eq!((bag.payload().count(), bag.verify()), (5, vec![]));
    entries.reverse();
    assert_eq!(open(zip(&entries)).unwrap().verify(), []);
}

#[test]
fn a_zip_file_that_is_cut_off_anywhere_is_refused() {
    let zip = contents().into_zip().unwrap();
    for length in 0..zip.len() {
        assert_eq!(open(&zip[..length]).unwrap_err(), Damage::Container, "{length} bytes");
    }
}

/// Whether a zip file is no bag, or a damaged one.
fn is_damaged(zip: Vec<u8>) -> bool {
    open(zip).map_or(true, |bag| !bag.verify().is_empty())
}

#[test]
fn entries_that_overlap_are_refused() {
    // One entry within another, as bombs are built: the packed bytes of the outer one are the inner one.
    let inner = Raw::stored("bag/b", b"2");
    let outer = Raw::stored("bag/a", &inner.local());
    let body = outer.local();
    let directory = [outer.central(0), inner.central((body.len() - inner.local().len()) as u32)].concat();
    assert!(is_damaged([body.clone(), directory.clone(), end(2, directory.len() as u32, body.len() as u32)].concat()));
}

#[test]
fn a_directory_that_disagrees_with_the_entries_is_found() {
    let mut entries = entries();
    let at = entries.iter().position(|entry| entry.name.ends_with(b"index.html")).unwrap();
    let sound = entries[at].clone();
    let others = [
        Raw::stored("kanazawa-2016/data/index.htm", &sound.packed),
        Raw { crc: sound.crc ^ 1, ..sound.clone() },
        Raw { size: sound.size - 1, ..sound.clone() },
        Raw { size: sound.size + 1, ..sound.clone() },
        Raw { packed: sound.packed[1..].to_vec(), ..sound.clone() },
    ];
    for other in others {
        let (mut body, mut directory) = (Vec::new(), Vec::new());
        for (number, entry) in entries.iter().enumerate() {
            let said = if number == at { &other } else { entry };
            directory.extend(said.central(body.len() as u32));
            body.extend(entry.local());
        }
        let end = end(entries.len() as u16, directory.len() as u32, body.len() as u32);
        assert!(is_damaged([body, directory, end].concat()), "{:?} {} {}", other.name, other.crc, other.size);
    }
    // Sizes that both headers have, and that are not true.
    entries[at].size += 1;
    assert!(is_damaged(zip(&entries)));
}

#[test]
fn entries_that_are_encrypted_or_packed_in_other_ways_are_refused() {
    let packing = Damage::Packing { path: first() };
    assert_eq!(refused(|entry| entry.flags |= 1), packing);
    // Shrunk, imploded, Deflate64, bzip2, LZMA, Zstandard, XZ.
    for method in [1, 6, 9, 12, 14, 93, 95] {
        assert_eq!(refused(|entry| entry.method = method), packing, "method {method}");
    }
}
