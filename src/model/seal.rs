//! Sealed editions: what `content/archive/register.toml` lists.

use super::Published;
use crate::diagnostic::Place;
use std::collections::BTreeSet;

/// One sealed bundle. It stays listed for ever, and its name is never used again.
#[derive(Clone, Debug, PartialEq)]
pub struct Seal {
    /// The fiscal year reported on.
    pub edition: i32,
    /// 1 for the first sealing.
    pub revision: u32,
    /// Name of the file in `content/archive`.
    pub file: String,
    /// Bytes of the file.
    pub size: u64,
    /// Hash of the file, in small hexadecimal digits.
    pub sha512: String,
    /// The day on which it was sealed.
    pub date: Published,
    /// Why it was sealed again.
    pub reason: Option<String>,
    /// Why it was sealed although results were missing.
    pub forced: Option<String>,
    pub withdrawn: Option<Withdrawal>,
    pub place: Place,
}

/// A bundle that was taken out.
#[derive(Clone, Debug, PartialEq)]
pub struct Withdrawal {
    pub date: Published,
    pub reason: String,
}

/// The name of a bundle without its ending: `2021`, and `2021-r2` for what was sealed again.
pub fn bundle_name(edition: i32, revision: u32) -> String {
    if revision == 1 { edition.to_string() } else { format!("{edition}-r{revision}") }
}

/// The file of a bundle in `content/archive`.
pub fn bundle_file(edition: i32, revision: u32) -> String {
    format!("{}.zip", bundle_name(edition, revision))
}

/// Whether a file has the name of a bundle.
pub fn is_bundle_file(file: &str) -> bool {
    let name = file.strip_suffix(".zip").unwrap_or_default();
    let (edition, revision) = name.split_once("-r").unwrap_or((name, "1"));
    let numbers = edition.parse().ok().zip(revision.parse().ok());
    numbers.is_some_and(|(edition, revision)| bundle_file(edition, revision) == file)
}

/// The bundle of an edition that the site shows: the newest that was not taken out.
pub fn in_force(seals: &[Seal], edition: i32) -> Option<&Seal> {
    seals.iter().filter(|seal| seal.edition == edition && seal.withdrawn.is_none()).max_by_key(|seal| seal.revision)
}

/// The editions of which the site shows a bundle.
pub fn sealed_years(seals: &[Seal]) -> BTreeSet<i32> {
    seals.iter().filter(|seal| seal.withdrawn.is_none()).map(|seal| seal.edition).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_sealing_gives_are_those_of_bundles() {
        for name in ["2021.zip", "2021-r2.zip"] {
            assert!(is_bundle_file(name), "{name}");
        }
        for name in ["", ".zip", "2021", "02021.zip", "2021-r1.zip", "2021-r02.zip", "../2021.zip", "/2021.zip", "con.zip", "2021.zip.zip"]
        {
            assert!(!is_bundle_file(name), "{name}");
        }
    }
}
