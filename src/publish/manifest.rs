//! What lies at the target by our own account, so that only differences are sent and nothing of others is touched.
//!
//! Three files in `.torikumi` of the target: `manifest.json` (the publication that is there, and the one before it),
//! `intent.json` (what an unfinished run may have put) and `done.json` (what it surely has put).

use super::store::{Store, StoreEntry};
use crate::digest::sha256;
use crate::disk::OWN_FOLDER;
use crate::error::{Error, PublishError, ServiceFailure};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const MANIFEST: &str = "manifest.json";
const INTENT: &str = "intent.json";
const DONE: &str = "done.json";
const OBJECTS: &str = "objects";
/// The form of these files; others are of a newer program.
const FORMAT: u32 = 1;

/// Which bytes a file has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// In small hexadecimal digits.
    pub sha256: String,
    /// In bytes.
    pub size: u64,
}

impl Stamp {
    /// The stamp of these bytes.
    pub fn of(bytes: &[u8]) -> Stamp {
        Stamp { sha256: sha256(bytes), size: bytes.len() as u64 }
    }
}

/// The files of a publication by path.
pub type FileStamps = BTreeMap<String, Stamp>;

/// One publication.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// When it was published, for people.
    pub time: String,
    pub files: FileStamps,
}

/// The publication at a target, and the one before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationManifest {
    format: u32,
    pub current: Publication,
    pub previous: Option<Publication>,
}

impl PublicationManifest {
    /// A manifest of these publications.
    pub fn new(current: Publication, previous: Option<Publication>) -> PublicationManifest {
        PublicationManifest { format: FORMAT, current, previous }
    }

    /// Reads one that comes from elsewhere; nothing where it is not of this form, or names files outside of a site.
    pub fn sound(value: serde_json::Value) -> Option<PublicationManifest> {
        let manifest: PublicationManifest = serde_json::from_value(value).ok()?;
        let known = TargetState { manifest: Some(manifest), ..TargetState::default() };
        if known.is_sound() { known.manifest.filter(|manifest| manifest.format == FORMAT) } else { None }
    }

    /// The hashes whose bytes have to be kept so that the previous publication can come back.
    pub fn kept(&self) -> BTreeSet<String> {
        let files = self.previous.iter().flat_map(|previous| &previous.files);
        files.filter(|(path, stamp)| self.current.files.get(*path) != Some(stamp)).map(|(_, stamp)| stamp.sha256.clone()).collect()
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Intent {
    format: u32,
    /// What each path may hold that was put since the last complete publication.
    files: BTreeMap<String, BTreeSet<Stamp>>,
}

/// Everything that a target says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetState {
    pub manifest: Option<PublicationManifest>,
    /// What unfinished runs may have put, by path; `None` where the last run finished.
    pub intent: Option<BTreeMap<String, BTreeSet<Stamp>>>,
    /// What the unfinished run surely has put.
    pub done: FileStamps,
    /// The hashes of kept files.
    pub objects: BTreeSet<String>,
}

impl TargetState {
    /// Reads a target.
    ///
    /// # Errors
    ///
    /// [`PublishError::Unreadable`] for files that this program did not write so; trouble of the store.
    pub fn read(store: &dyn Store) -> Result<TargetState, Error> {
        let manifest: Option<PublicationManifest> = parsed(store, MANIFEST)?;
        let intent: Option<Intent> = parsed(store, INTENT)?;
        let done: FileStamps = parsed(store, DONE)?.unwrap_or_default();
        let known = TargetState {
            objects: store
                .list(&own(OBJECTS))?
                .into_iter()
                .filter(|(_, entry)| matches!(entry, StoreEntry::File(_)))
                .map(|(name, _)| name)
                .collect(),
            manifest,
            intent: intent.map(|intent| intent.files),
            done,
        };
        if known.is_sound() { Ok(known) } else { Err(PublishError::Unreadable { file: own(MANIFEST) }.into()) }
    }

    /// The files of the complete publication.
    pub fn files(&self) -> FileStamps {
        self.manifest.as_ref().map(|manifest| manifest.current.files.clone()).unwrap_or_default()
    }

    /// Whether no interrupted run has left anything: neither files in the open nor bytes that nothing needs any more.
    pub fn is_settled(&self) -> bool {
        let kept = self.manifest.as_ref().map(PublicationManifest::kept).unwrap_or_default();
        self.intent.is_none() && self.done.is_empty() && self.objects.is_subset(&kept)
    }

    /// The bytes that we may have put at a path.
    pub fn candidates(&self, path: &str) -> BTreeSet<&Stamp> {
        let complete = self.manifest.as_ref().and_then(|manifest| manifest.current.files.get(path));
        self.may_hold(path).into_iter().flatten().chain(complete).collect()
    }

    /// The bytes that are at a path if a file is there at all; `None` where an unfinished run left that open.
    pub fn certain(&self, path: &str) -> Option<&Stamp> {
        let mut candidates = self.candidates(path).into_iter();
        match (candidates.next(), candidates.next()) {
            (only, None) => only,
            (Some(_), Some(_)) | (None, Some(_)) => self.done.get(path),
        }
    }

    /// What unfinished runs may have put at a path.
    pub fn may_hold(&self, path: &str) -> Option<&BTreeSet<Stamp>> {
        self.intent.as_ref().and_then(|files| files.get(path))
    }

    /// Every path at which a file of ours may be.
    pub fn paths(&self) -> BTreeSet<String> {
        let unfinished = self.intent.iter().flat_map(|files| files.keys().cloned());
        self.files().into_keys().chain(unfinished).collect()
    }

    /// What is read from a target is not trusted with paths that lead elsewhere.
    fn is_sound(&self) -> bool {
        let publications = self.manifest.iter().flat_map(|manifest| manifest.previous.iter().chain([&manifest.current]));
        let complete = publications.flat_map(|publication| &publication.files);
        let unfinished = self.intent.iter().flatten().flat_map(|(path, stamps)| stamps.iter().map(move |stamp| (path, stamp)));
        complete.chain(unfinished).chain(&self.done).all(|(path, stamp)| is_within(path) && is_hash(&stamp.sha256))
    }
}

/// Whether a path leads to a file of a site below its root.
pub fn is_within(path: &str) -> bool {
    let plain =
        |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':']) && !part.contains(char::is_control);
    path.split('/').all(plain) && path.split('/').next() != Some(OWN_FOLDER)
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// A file of our own at the target.
pub fn own(name: &str) -> String {
    format!("{OWN_FOLDER}/{name}")
}

/// Where kept bytes lie.
pub fn object(sha256: &str) -> String {
    own(&format!("{OBJECTS}/{sha256}"))
}

/// Reads one of our files; `None` where it is not there.
fn parsed<T: for<'de> Deserialize<'de>>(store: &dyn Store, name: &str) -> Result<Option<T>, Error> {
    let Some(bytes) = store.read(&own(name))? else { return Ok(None) };
    let unreadable = || Error::from(PublishError::Unreadable { file: own(name) });
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|_| unreadable())?;
    if name != DONE && value["format"] != FORMAT {
        return Err(unreadable());
    }
    serde_json::from_value(value).map(Some).map_err(|_| unreadable())
}

fn write(store: &dyn Store, name: &str, value: &impl Serialize) -> Result<(), Error> {
    let bytes = serde_json::to_vec(value).map_err(|source| {
        Error::from(PublishError::Service { path: own(name), failure: ServiceFailure::Failed, detail: source.to_string() })
    })?;
    store.write(&own(name), bytes)
}

/// Writes down what a run is going to put, before it puts anything. What is no more sure is taken out of `done` first.
pub fn begin(store: &dyn Store, intent: BTreeMap<String, BTreeSet<Stamp>>, done: &FileStamps) -> Result<(), Error> {
    checkpoint(store, done)?;
    write(store, INTENT, &Intent { format: FORMAT, files: intent })
}

/// Writes down what a run surely has put.
pub fn checkpoint(store: &dyn Store, done: &FileStamps) -> Result<(), Error> {
    write(store, DONE, done)
}

/// Writes the new manifest: this is the moment of publication. Then what only an unfinished run needs is removed.
pub fn complete(store: &dyn Store, manifest: &PublicationManifest, objects: &BTreeSet<String>) -> Result<(), Error> {
    write(store, MANIFEST, manifest)?;
    store.remove(&own(INTENT))?;
    store.remove(&own(DONE))?;
    let kept = manifest.kept();
    objects.iter().filter(|sha256| !kept.contains(*sha256)).try_for_each(|sha256| store.remove(&object(sha256)))?;
    store.settle(&[own(INTENT)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leads_elsewhere_is_not_within_the_site() {
        assert!(["index.html", "en/2016/goal-1.html", "取組.html"].into_iter().all(is_within));
        let wrong = ["", "/etc/passwd", "../a", "a/../b", "a//b", "a/", "./a", ".torikumi/lock", "a\\b", "c:a", "a\nb"];
        assert!(wrong.into_iter().all(|path| !is_within(path)));
    }

    #[test]
    fn only_what_the_new_publication_lacks_is_kept_of_the_old_one() {
        let files = |pairs: &[(&str, &str)]| -> FileStamps {
            pairs.iter().map(|(path, text)| (path.to_string(), Stamp::of(text.as_bytes()))).collect()
        };
        let publication = |pairs: &[(&str, &str)]| Publication { time: String::new(), files: files(pairs) };
        let old = publication(&[("same", "1"), ("changed", "2"), ("gone", "3")]);
        let manifest = PublicationManifest::new(publication(&[("same", "1"), ("changed", "4"), ("new", "5")]), Some(old));
        assert_eq!(manifest.kept(), BTreeSet::from([sha256(b"2"), sha256(b"3")]));
    }
}
