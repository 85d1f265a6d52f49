//! Bags with a bit or a stretch of bytes that is not what was written.

use super::{contents, open};
use crate::harness::thoroughness;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;
use torikumi::bag::{Bag, Contents, Damage, InfoLine};

/// All that can be read from a bag.
#[derive(Debug, PartialEq)]
struct Everything {
    name: String,
    info: Vec<InfoLine>,
    payload: BTreeMap<String, Result<Vec<u8>, Damage>>,
}

fn everything(bag: &Bag) -> Everything {
    let payload = bag.payload().map(|(path, _)| (path.to_owned(), bag.read(path))).collect();
    Everything { name: bag.name().to_owned(), info: bag.info().to_vec(), payload }
}

/// A bag as small as one gets.
fn small() -> Contents {
    let payload = BTreeMap::from([("a.txt".to_owned(), "施策".repeat(20).into_bytes()), ("b".to_owned(), Vec::new())]);
    Contents { name: "bag".to_owned(), payload, ..contents() }
}

#[test]
fn a_bit_that_flips_is_found_or_changes_nothing_that_is_read() {
    let mut zip = small().into_zip().unwrap();
    let whole = everything(&open(zip.clone()).unwrap());
    let mut found = 0;
    for at in 0..zip.len() {
        for bit in 0..8 {
            zip[at] ^= 1 << bit;
            match open(zip.clone()).ok().filter(|bag| bag.verify().is_empty()) {
                Some(bag) => assert_eq!(everything(&bag), whole, "bit {bit} of byte {at} is not found and changes something"),
                None => found += 1,
            }
            zip[at] ^= 1 << bit;
        }
    }
    // Times, versions and owners mean nothing to a bag; most of the bytes do.
    assert!(found > zip.len() * 4, "{found} of {}", zip.len() * 8);
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
