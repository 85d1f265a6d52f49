//! The files of a bag held against its manifests.

use super::container::Container;
use super::damage::Damage;
use super::manifest::{Digest, Manifest};
use super::{MANIFEST, PAYLOAD, Parts, TAG_MANIFEST, info};
use sha2::{Digest as _, Sha512};
use std::collections::BTreeMap;

/// The checksum of each file; none where it cannot be unpacked.
type Digests<'a> = BTreeMap<&'a str, Option<Digest>>;

/// Everything that is wrong, sorted.
pub fn damages(container: &Container, parts: &Parts) -> Vec<Damage> {
    let digests = parts.files.iter().map(|(path, entry)| {
        let mut sum = Sha512::new();
        let unpacked = container.unpack(entry, &mut |piece| sum.update(piece));
        (path.as_str(), unpacked.map(|()| sum.finalize().into()))
    });
    let (foreign, known): (Digests<'_>, Digests<'_>) = digests.partition(|(path, _)| is_foreign_manifest(path));
    let (payload, mut tags): (Digests<'_>, Digests<'_>) = known.into_iter().partition(|(path, _)| path.starts_with(PAYLOAD));
    let mut damages: Vec<Damage> = foreign.into_keys().map(|path| Damage::Algorithm { path: path.to_owned() }).collect();
    // No manifest can list this one; the checksum of the zip file holds it.
    if tags.remove(TAG_MANIFEST) == Some(None) {
        damages.push(Damage::Changed { path: TAG_MANIFEST.to_owned() });
    }
    damages.extend(differences(&parts.manifest, &payload));
    damages.extend(differences(&parts.tags, &tags));
    damages.extend(wrong_oxum(parts));
    damages.sort();
    damages
}

/// A manifest, by its name, that is none of the two we read.
fn is_foreign_manifest(path: &str) -> bool {
    let is_manifest = (path.starts_with("manifest-") || path.starts_with("tagmanifest-")) && path.ends_with(".txt");
    is_manifest && !path.contains('/') && path != MANIFEST && path != TAG_MANIFEST
}

/// Where a manifest and the files that it should list differ.
fn differences(manifest: &Manifest, found: &Digests<'_>) -> Vec<Damage> {
    let mut damages = Vec::new();
    let mut unlisted: BTreeMap<Option<Digest>, Vec<&str>> = BTreeMap::new();
    for (path, digest) in found {
        match manifest.digest(path) {
            None => unlisted.entry(*digest).or_default().push(path),
            Some(listed) if Some(listed) != digest.as_ref() => damages.push(Damage::Changed { path: (*path).to_owned() }),
            Some(_) => {}
        }
    }
    for (path, digest) in manifest.0.iter().filter(|(path, _)| !found.contains_key(path.as_str())) {
        let path = path.clone();
        damages.push(match unlisted.get_mut(&Some(*digest)).and_then(Vec::pop) {
            Some(to) => Damage::Moved { path, to: to.to_owned() },
            None => Damage::Missing { path },
        });
    }
    damages.extend(unlisted.into_values().flatten().map(|path| Damage::Unlisted { path: path.to_owned() }));
    damages
}

/// Every `Payload-Oxum` that is not that of the payload.
fn wrong_oxum(parts: &Parts) -> Vec<Damage> {
    let payload = parts.files.iter().filter(|(path, _)| path.starts_with(PAYLOAD));
    let found = info::oxum(payload.map(|(_, entry)| entry.size));
    let stated = parts.info.iter().filter(|line| line.is_oxum()).map(|line| &line.value);
    let wrong = stated.filter(|stated| **stated != found);
    wrong.map(|stated| Damage::Oxum { stated: stated.clone(), found: found.clone() }).collect()
}
