//! Bags with a bit or a stretch of bytes that is not what was written.

use super::raw::directory;
use super::{contents, open};
use crate::harness::thoroughness;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use torikumi::bag::{Bag, Contents, Damage};

/// All that can be read from a bag.
#[derive(Debug, PartialEq)]
struct Everything {
    name: String,
    info: Vec<(String, String)>,
    payload: BTreeMap<String, Result<Vec<u8>, Damage>>,
}

fn everything(bag: &Bag) -> Everything {
    let payload = bag.payload().map(|(path, _)| (path.to_owned(), bag.read(path))).collect();
    Everything { name: bag.name().to_owned(), info: bag.info(), payload }
}

/// A bag as small as one gets.
fn small() -> Contents {
    let payload = BTreeMap::from([("a.txt".to_owned(), "施策".repeat(20).into_bytes()), ("b".to_owned(), Vec::new())]);
    Contents { name: "bag".to_owned(), payload, ..contents() }
}

/// The bytes that nothing reads, or not to the last bit, each for its reason. Of an entry in the directory: the system and version that
/// made it (2 bytes), whether it is a text (2), and what its owner may do with it (4; the kind of file is read from them, and links are
/// refused). Of a packed file: the first byte where the stream begins with a piece that is not packed, for then its upper bits fill it
/// up; and the last byte, whose upper bits fill it up once the stream has ended.
fn idle(zip: &[u8]) -> BTreeSet<usize> {
    let (mut idle, mut at) = (BTreeSet::new(), zip.len() - directory(zip).len());
    while zip[at..].starts_with(b"PK\x01\x02") {
        let number =
            |from: usize, length: usize| zip[at + from..at + from + length].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        idle.extend([at + 4, at + 5]);
        idle.extend(at + 36..at + 42);
        let start = number(42, 4) + 30 + number(28, 2);
        idle.extend((zip[start] & 0b110 == 0).then_some(start));
        idle.insert(start + number(20, 4) - 1);
        at += 46 + number(28, 2);
    }
    idle
}

#[test]
fn a_bit_that_flips_is_found_wherever_anything_depends_on_it() {
    let mut zip = small().into_zip().unwrap();
    let whole = everything(&open(zip.clone()).unwrap());
    let idle = idle(&zip);
    for at in 0..zip.len() {
        for bit in 0..8 {
            zip[at] ^= 1 << bit;
            let bag = open(zip.clone()).ok().filter(|bag| bag.verify().is_empty());
            if let Some(bag) = bag {
                assert!(idle.contains(&at), "bit {bit} of byte {at} is not found");
                assert_eq!(everything(&bag), whole, "bit {bit} of byte {at} is not found and changes something");
            }
            zip[at] ^= 1 << bit;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: thoroughness().cases(600), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_at_random_are_no_bag(bytes in vec(any::<u8>(), 0..2000)) {
        prop_assert_eq!(open(bytes).unwrap_err(), Damage::Container);
    }

    #[test]
    fn a_bag_with_foreign_bytes_in_it_is_damaged(at in any::<prop::sample::Index>(), gone in 0_usize..9, bytes in vec(any::<u8>(), 0..9)) {
        let mut zip = small().into_zip().unwrap();
        let whole = everything(&open(zip.clone()).unwrap());
        let at = at.index(zip.len());
        zip.splice(at..(at + gone).min(zip.len()), bytes);
        if let Some(bag) = open(zip).ok().filter(|bag| bag.verify().is_empty()) {
            prop_assert_eq!(everything(&bag), whole);
        }
    }
}
