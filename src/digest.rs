//! Checksums as people and other programs read them.

use sha2::{Digest, Sha256, Sha512};
use std::fmt::Write;

/// Bytes in small hexadecimal digits, two for each.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // A text takes all that is written to it.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The SHA-256 of some bytes, in 64 digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The first digits of the SHA-256 of some bytes, 64 at most: enough to tell a few thousand files apart.
pub fn short(bytes: &[u8], digits: usize) -> String {
    let mut digest = sha256(bytes);
    digest.truncate(digits);
    digest
}

/// The SHA-512 of some bytes, in 128 digits.
pub fn sha512(bytes: &[u8]) -> String {
    hex(&Sha512::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_everybody() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(short(b"abc", 5), "ba781");
        assert!(sha512(b"abc").starts_with("ddaf35a193617abacc417349ae204131") && sha512(b"abc").len() == 128);
        assert_eq!(hex(&[0, 15, 255]), "000fff");
    }
}
