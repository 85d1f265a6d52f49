//! Copies that are kept for the next build, each behind the checksum of its bytes. What is not as it was kept is not there: it is made anew.

use super::MOST_MEGABYTES;
use crate::bounded;
use crate::digest;
use crate::disk;
use std::path::Path;

/// Letters of a SHA-256.
const CHECKSUM: usize = 64;

/// A kept copy, by its name.
pub fn read(cache: &Path, name: &str) -> Option<Vec<u8>> {
    if leads_elsewhere(cache) {
        return None;
    }
    let bytes = bounded::read_plain(&cache.join(name), MOST_MEGABYTES << 20).ok()??;
    let (checksum, copy) = bytes.split_at_checked(CHECKSUM)?;
    (digest::sha256(copy).as_bytes() == checksum).then(|| copy.to_vec())
}

/// Keeps a copy. A cache that cannot be written only costs time.
pub fn keep(cache: &Path, name: &str, copy: &[u8]) {
    if !leads_elsewhere(cache) {
        let _ = disk::write_whole(&cache.join(name), &[digest::sha256(copy).as_bytes(), copy].concat());
    }
}

/// Whether the folder, or that of the program around it, is a link.
fn leads_elsewhere(cache: &Path) -> bool {
    cache.is_symlink() || cache.parent().is_some_and(Path::is_symlink)
}
