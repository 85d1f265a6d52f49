//! Bombs: small zip files that unpack to more than a machine has room for.

use super::open;
use super::raw::{Raw, zip};
use flate2::{Compress, Compression, FlushCompress};
use std::io::{Cursor, Write as _};
use torikumi::bag::{Damage, Limit};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A gibibyte of zeros in a mebibyte: one packed piece, again and again, and the end of a stream.
fn bomb() -> Vec<u8> {
    let mut packer = Compress::new(Compression::best(), false);
    let mut piece = Vec::with_capacity(1 << 16);
    packer.compress_vec(&vec![0; 1 << 20], &mut piece, FlushCompress::Full).unwrap();
    assert_eq!(packer.total_in(), 1 << 20);
    [piece.repeat(1 << 10), vec![3, 0]].concat()
}

/// The bomb as the payload's only file, said to be of so many bytes.
fn disguised(size: u32) -> Raw {
    Raw { packed: bomb(), method: 8, size, ..Raw::stored("bag/bagit.txt", b"") }
}

#[test]
fn an_honest_bomb_is_refused_unseen() {
    let refused = open(zip(&[disguised(1 << 30)])).unwrap_err();
    assert_eq!(refused, Damage::Limit(Limit::File { path: "bag/bagit.txt".to_owned() }));
}

#[test]
fn a_bomb_that_says_it_is_small_is_unpacked_no_further_than_it_says() {
    let refused = open(zip(&[disguised(58)])).unwrap_err();
    assert_eq!(refused, Damage::Changed { path: "bagit.txt".to_owned() });
}

#[test]
fn a_file_that_says_it_is_huge_is_refused() {
    let said = |size| open(zip(&[Raw { method: 8, size, ..Raw::stored("bag/a", b"\x03\0") }])).unwrap_err();
    assert_eq!(said((256 << 20) + 1), Damage::Limit(Limit::File { path: "bag/a".to_owned() }));
    assert_eq!(said(u32::MAX), Damage::Limit(Limit::File { path: "bag/a".to_owned() }));
    assert_eq!(said(256 << 20), Damage::Missing { path: "bagit.txt".to_owned() });
}

#[test]
fn files_that_are_too_large_together_are_refused() {
    let files = |count: u32| {
        let file = |number| Raw { method: 8, size: 256 << 20, ..Raw::stored(&format!("bag/{number}"), b"\x03\0") };
        open(zip(&(0..count).map(file).collect::<Vec<_>>())).unwrap_err()
    };
    assert_eq!(files(8), Damage::Missing { path: "bagit.txt".to_owned() });
    assert_eq!(files(9), Damage::Limit(Limit::Total));
}

/// A zip file of so many empty files, by the library, which adds the large end where one is needed.
fn crowd(count: u32) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..count {
        zip.start_file(format!("bag/{number}"), SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
    }
    zip.flush().unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn more_entries_than_a_short_end_can_count_are_read_up_to_the_limit() {
    assert_eq!(open(crowd(100_000)).unwrap_err(), Damage::Missing { path: "bagit.txt".to_owned() });
    assert_eq!(open(crowd(100_001)).unwrap_err(), Damage::Limit(Limit::Entries));
}
