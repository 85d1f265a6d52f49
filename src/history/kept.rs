//! A state of the content kept as a snapshot.

use super::past::History;
use super::snapshot::{ContentSnapshot, SnapshotEvent, SnapshotName};
use super::{HistoryDamage, TEXTS, folder, link, prune, shelf, text};
use crate::disk::{self, FolderLock, NewText};
use crate::error::Error;
use crate::load::Folder;
use jiff::civil::DateTime;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How deep leftovers of killed runs may lie: beside the texts, and beside the snapshots.
const DEPTH: usize = 2;

/// When and why a snapshot is taken.
#[derive(Clone, Debug)]
pub struct KeptMoment {
    pub time: DateTime,
    pub event: SnapshotEvent,
}

/// Keeps the texts of a folder as a snapshot, unless the newest one holds the same, and removes what the history holds beyond its
/// bounds. Gives what is wrong with the history; a new snapshot is taken beside a damaged one.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk; the history can be read then, with this snapshot or without it.
pub fn keep(_: &FolderLock, root: &Path, content: &Folder, moment: KeptMoment) -> Result<Vec<HistoryDamage>, Error> {
    if let Some(damage) = link(root) {
        return Ok(vec![damage]);
    }
    let place = folder(root);
    disk::sweep(&place, DEPTH)?;
    let history = History::open(root)?;
    let newest = history.names().last().map(|name| history.read(name));
    let (newest, mut damage) = match newest {
        Some(Ok(newest)) => (Some(newest), Vec::new()),
        Some(Err(damage)) => (None, vec![damage]),
        None => (None, Vec::new()),
    };
    let files = newest.as_ref().map(|newest| &newest.files);
    let snapshot = ContentSnapshot::of(content, moment.time, moment.event, files);
    if newest.as_ref().is_some_and(|newest| says_as_much(newest, &snapshot)) {
        return Ok(damage);
    }
    let known: BTreeSet<&String> = newest.iter().flat_map(|newest| newest.texts.values()).collect();
    disk::write_new_files(&place, &missing(&place, content, &snapshot, &known)?)?;
    let name = SnapshotName::new(history.names().last().map_or(0, |last| last.number).saturating_add(1), &snapshot);
    let bytes = serde_json::to_vec(&snapshot).unwrap_or_default();
    disk::write_whole(&history.path(&name), &bytes)?;
    damage.extend(prune::prune(&History::open(root)?, &place, snapshot.time)?);
    Ok(damage)
}

/// Whether a snapshot says all that another one would: the state, and that it was published.
fn says_as_much(newest: &ContentSnapshot, other: &ContentSnapshot) -> bool {
    let is_said = match &other.event {
        SnapshotEvent::Found { .. } | SnapshotEvent::Written { .. } | SnapshotEvent::Undone { .. } => true,
        SnapshotEvent::Published { .. } => newest.event == other.event,
    };
    newest.is_of_same_state(other) && is_said
}

/// The texts that the history does not have yet, by their places in it. Those of the newest snapshot are known to be there.
fn missing(place: &Path, content: &Folder, snapshot: &ContentSnapshot, known: &BTreeSet<&String>) -> Result<Vec<NewText>, Error> {
    let mut missing: BTreeMap<&String, &String> = BTreeMap::new();
    for (path, digest) in snapshot.texts.iter().filter(|(_, digest)| !known.contains(digest)) {
        if !disk::is_there(&text(place, digest))? {
            missing.insert(digest, path);
        }
    }
    let new = |(digest, path): (&String, &String)| {
        let text = content.sources.get(*content.texts.get(path)?).text.clone();
        Some(NewText { path: format!("{TEXTS}/{}/{digest}", shelf(digest)), text })
    };
    Ok(missing.into_iter().filter_map(new).collect())
}
