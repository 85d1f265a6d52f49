//! The files of a bag held against its manifests.

use super::container::Container;
use super::damage::Damage;
use super::manifest::{Digest, Manifest, decoded};
use super::path::is_sound;
use super::{FETCH, MANIFEST, PAYLOAD, Parts, TAG_MANIFEST, info, lines, text};
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
    damages.extend(wrong_fetches(container, parts));
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

/// Lines of `fetch.txt` that are none (an address, a length or `-`, a path), and paths in it that the manifest does not list
/// (RFC 8493, 2.2.3).
fn wrong_fetches(container: &Container, parts: &Parts) -> Vec<Damage> {
    if !parts.files.contains_key(FETCH) {
        return Vec::new();
    }
    let text = match text(container, &parts.files, FETCH) {
        Ok(text) => text,
        Err(damage) => return vec![damage],
    };
    let wrong = lines(&text).filter_map(|(number, line)| match fetched(&line) {
        Some(path) if parts.manifest.digest(&path).is_some() => None,
        Some(path) => Some(Damage::Unlisted { path }),
        None => Some(Damage::Line { path: FETCH.to_owned(), line: number }),
    });
    wrong.collect()
}

/// The path in a line of `fetch.txt`.
fn fetched(line: &str) -> Option<String> {
    let blank = [' ', '\t'];
    let (_, rest) = line.split_once(blank).filter(|(address, _)| address.contains(':'))?;
    let (length, path) = rest.trim_start_matches(blank).split_once(blank)?;
    let is_length = length == "-" || length.bytes().all(|digit| digit.is_ascii_digit());
    let path = decoded(path.trim_start_matches(blank));
    (is_length && is_sound(&path)).then_some(path)
}

/// Every `Payload-Oxum` that is not that of the payload.
fn wrong_oxum(parts: &Parts) -> Vec<Damage> {
    let payload = parts.files.iter().filter(|(path, _)| path.starts_with(PAYLOAD));
    let found = info::oxum(payload.map(|(_, entry)| entry.size));
    let stated = parts.info.iter().filter(|line| line.is_oxum()).map(|line| &line.value);
    let wrong = stated.filter(|stated| **stated != found);
    wrong.map(|stated| Damage::Oxum { stated: stated.clone(), found: found.clone() }).collect()
}
