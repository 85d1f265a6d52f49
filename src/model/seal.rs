//! Sealed editions: what `content/archive/register.toml` lists.

use super::Published;
use crate::diagnostic::Place;

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

/// The bundle of an edition that the site shows: the newest that was not taken out.
pub fn in_force(seals: &[Seal], edition: i32) -> Option<&Seal> {
    seals.iter().filter(|seal| seal.edition == edition && seal.withdrawn.is_none()).max_by_key(|seal| seal.revision)
}
