//! Manifests: lines of a checksum and a path.

use super::damage::Damage;
use super::{MANIFEST, PAYLOAD, TAG_MANIFEST, lines, path};
use crate::digest::hex;
use sha2::{Digest as _, Sha512};
use std::collections::BTreeMap;

/// SHA-512.
pub type Digest = [u8; 64];

/// The SHA-512 of bytes.
pub fn digest(bytes: &[u8]) -> Digest {
    Sha512::digest(bytes).into()
}

/// Which files a manifest lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManifestKind {
    /// `manifest-sha512.txt`: those below `data/`.
    Payload,
    /// `tagmanifest-sha512.txt`: those around it.
    Tags,
}

impl ManifestKind {
    /// The file that the manifest is.
    fn path(self) -> &'static str {
        match self {
            ManifestKind::Payload => MANIFEST,
            ManifestKind::Tags => TAG_MANIFEST,
        }
    }

    /// Whether a manifest of this kind may list a path.
    fn lists(self, path: &str) -> bool {
        match self {
            ManifestKind::Payload => path.starts_with(PAYLOAD),
            ManifestKind::Tags => !path.starts_with(PAYLOAD) && path != TAG_MANIFEST,
        }
    }
}

/// The checksums of files, by path below the bag's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest(pub BTreeMap<String, Digest>);

impl Manifest {
    /// A manifest from its text.
    ///
    /// # Errors
    ///
    /// The first line that is not a SHA-512 in hexadecimal, spaces or tabs, and a path that belongs in this manifest and is not in it yet.
    pub fn read(text: &str, kind: ManifestKind) -> Result<Manifest, Damage> {
        let mut digests = BTreeMap::new();
        for (number, line) in lines(text) {
            let new = entry(&line, kind).filter(|(path, _)| !digests.contains_key(path));
            let Some((path, digest)) = new else { return Err(Damage::Line { path: kind.path().to_owned(), line: number }) };
            digests.insert(path, digest);
        }
        Ok(Manifest(digests))
    }

    /// The text of the manifest.
    pub fn text(&self) -> String {
        self.0.iter().map(|(path, digest)| format!("{}  {}\n", hex(digest), encoded(path))).collect()
    }

    /// The checksum of a file.
    pub fn digest(&self, path: &str) -> Option<&Digest> {
        self.0.get(path)
    }
}

fn entry(line: &str, kind: ManifestKind) -> Option<(String, Digest)> {
    let (digest, path) = line.split_once([' ', '\t'])?;
    let path = decoded(path.trim_start_matches([' ', '\t']));
    let digest = parsed(digest)?;
    (path::is_sound(&path) && kind.lists(&path)).then_some((path, digest))
}

fn parsed(text: &str) -> Option<Digest> {
    let digit = |letter: &u8| char::from(*letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let digits: Vec<u8> = text.as_bytes().iter().map(digit).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
    bytes.try_into().ok().filter(|_| rest.is_empty())
}

/// A path as manifests write it: on one line (RFC 8493, 2.1.3).
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The path that a manifest means; `%` before anything else than these three stands for itself.
pub fn decoded(path: &str) -> String {
    let path = path.replace("%0d", "%0D").replace("%0a", "%0A");
    path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
}
