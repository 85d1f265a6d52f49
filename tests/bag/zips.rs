//! Zip files that are not what they seem, and sound ones by other programs.

use super::raw::{self, Raw, end, files, zip};
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

#[test]
fn bytes_before_between_and_behind_the_entries_are_refused() {
    let zip = contents().into_zip().unwrap();
    for foreign in [b"\0".as_slice(), b"#!/bin/sh\n", &zip] {
        assert_eq!(open([foreign, &zip].concat()).unwrap_err(), Damage::Container);
        let behind = open([&zip, foreign].concat()).unwrap_err();
        assert_eq!(behind, Damage::Container);
    }
    let directory = raw::directory(&zip);
    let start = zip.len() - directory.len();
    let between = [&zip[..start], b"\0", &zip[start..]].concat();
    assert_eq!(open(between).unwrap_err(), Damage::Container);
    let gap = |at: usize| {
        let (one, two) = (Raw::stored("bag/a", b"1"), Raw::stored("bag/b", b"2"));
        let body = [vec![0; if at == 0 { 1 } else { 0 }], one.local(), vec![0; at], two.local()].concat();
        let directory = [one.central(u32::from(at == 0)), two.central((body.len() - two.local().len()) as u32)].concat();
        open([body.clone(), directory.clone(), end(2, directory.len() as u32, body.len() as u32)].concat()).unwrap_err()
    };
    assert_eq!(gap(0), Damage::Header { path: "bag/a".to_owned() });
    assert_eq!(gap(1), Damage::Header { path: "bag/b".to_owned() });
    let commented = [&zip[..zip.len() - 2], b"\x01\0!"].concat();
    assert_eq!(open(commented).unwrap_err(), Damage::Container);
}

#[test]
fn entries_that_overlap_are_refused() {
    // One entry within another, as bombs are built: the packed bytes of the outer one are the inner one.
    let inner = Raw::stored("bag/b", b"2");
    let outer = Raw::stored("bag/a", &inner.local());
    let body = outer.local();
    let directory = [outer.central(0), inner.central((body.len() - inner.local().len()) as u32)].concat();
    let zip = [body.clone(), directory.clone(), end(2, directory.len() as u32, body.len() as u32)].concat();
    assert_eq!(open(zip).unwrap_err(), Damage::Header { path: "bag/b".to_owned() });
    // The same entry twice.
    let directory = [inner.central(0), inner.central(0)].concat();
    let zip = [inner.local(), directory.clone(), end(2, directory.len() as u32, inner.local().len() as u32)].concat();
    assert_eq!(open(zip).unwrap_err(), Damage::Header { path: "bag/b".to_owned() });
}

#[test]
fn a_directory_that_disagrees_with_the_entries_is_refused() {
    let sound = Raw::stored("bag/a", b"1");
    let others = [
        Raw::stored("bag/b", b"1"),
        Raw::stored("bag/a", b"2"),
        Raw { method: 8, ..sound.clone() },
        Raw { flags: 2, ..sound.clone() },
        Raw { size: 2, ..sound.clone() },
        Raw { name: b"bag/a2".to_vec(), ..sound.clone() },
    ];
    for other in others {
        let path = String::from_utf8(other.name.clone()).unwrap();
        let directory = other.central(0);
        let zip = [sound.local(), directory.clone(), end(1, directory.len() as u32, sound.local().len() as u32)].concat();
        assert_eq!(open(zip).unwrap_err(), Damage::Header { path });
    }
    // Sizes that both headers have, and that are not true.
    assert_eq!(refused(|entry| entry.size += 1), Damage::Header { path: first() });
    let folder = Raw { name: b"bag/a/".to_vec(), attributes: 0, ..sound };
    assert_eq!(open(zip(&[folder])).unwrap_err(), Damage::Header { path: "bag/a/".to_owned() });
}

#[test]
fn an_end_that_disagrees_with_the_directory_is_refused() {
    let zip = contents().into_zip().unwrap();
    let (start, size) = (zip.len() - raw::directory(&zip).len(), raw::directory(&zip).len() - 22);
    for (count, size, start) in [(8, size, start), (10, size, start), (9, size - 1, start + 1), (9, size + 1, start), (9, size, start - 1)]
    {
        let zip = [&zip[..zip.len() - 22], &end(count, size as u32, start as u32)].concat();
        assert_eq!(open(zip).unwrap_err(), Damage::Container, "{count} {size} {start}");
    }
}

#[test]
fn entries_that_are_encrypted_or_packed_in_other_ways_are_refused() {
    let packing = Damage::Packing { path: first() };
    // Encrypted; sizes behind the data; patched; strong encryption; masked headers.
    for flag in [0, 3, 5, 6, 13] {
        assert_eq!(refused(|entry| entry.flags |= 1 << flag), packing, "flag {flag}");
    }
    // Shrunk, imploded, Deflate64, bzip2, LZMA, Zstandard, XZ, AES.
    for method in [1, 6, 9, 12, 14, 93, 95, 99] {
        assert_eq!(refused(|entry| entry.method = method), packing, "method {method}");
    }
    // Another name, larger sizes, AES, and a field that is longer than all fields.
    for extra in [b"up\x06\0\x01abcdx".as_slice(), b"\x01\0\x08\0\x01\0\0\0\0\0\0\0", b"\x01\x99\0\0", b"UT\x05\0a", b"U"] {
        assert_eq!(refused(|entry| entry.extra = extra.to_vec()), packing, "{extra:?}");
    }
}
