//! The steps that changed the content, from its history: what each was, and which of them can be taken back.

use crate::disk::{self, FolderLock, TextChange};
use crate::error::{Error, Request};
use crate::history::{ContentSnapshot, History, SnapshotEvent};
use crate::load::Folder;
use jiff::civil::DateTime;
use std::collections::BTreeSet;
use std::path::Path;

/// The command under which the desk changes texts.
pub const COMMAND: &str = "desk";

/// Something that changed the content.
#[derive(Clone, Debug)]
pub struct ContentStep {
    /// Of the snapshot that it left.
    pub number: u32,
    pub time: DateTime,
    pub event: SnapshotEvent,
    before: ContentSnapshot,
    after: ContentSnapshot,
}

impl ContentStep {
    /// The content as it was before.
    pub fn before(&self) -> &ContentSnapshot {
        &self.before
    }

    /// The content as it was left.
    pub fn after(&self) -> &ContentSnapshot {
        &self.after
    }

    /// The paths of the texts that it changed, made or removed.
    pub fn paths(&self) -> Vec<&str> {
        let before = &self.before;
        let all: BTreeSet<&String> = before.texts.keys().chain(self.after.texts.keys()).collect();
        all.into_iter().filter(|path| before.texts.get(*path) != self.after.texts.get(*path)).map(String::as_str).collect()
    }
}

/// The steps of a site that changed a text, the newest first. A snapshot that cannot be read is passed over, and so is the step that it
/// would end or begin.
///
/// # Errors
///
/// Those of [`History::open`].
pub fn steps(root: &Path) -> Result<impl Iterator<Item = ContentStep>, Error> {
    let history = History::open(root)?;
    let mut names = history.names().to_vec();
    let mut after = names.pop().map(|name| (name.number, history.read(&name).ok()));
    let next = move || {
        let (number, left) = after.take()?;
        let before = names.pop().map(|name| (name.number, history.read(&name).ok()));
        after.clone_from(&before);
        let step = left.zip(before.and_then(|(_, before)| before)).filter(|(left, before)| left.texts != before.texts);
        Some(step.map(|(after, before)| ContentStep { number, time: after.time, event: after.event.clone(), before, after }))
    };
    Ok(std::iter::from_fn(next).flatten())
}

/// How many steps are looked through for one that can be taken back.
const MOST: usize = 200;

/// The newest step of the desk that was not taken back yet.
pub fn next_to_undo(root: &Path) -> Option<ContentStep> {
    let mut undone = BTreeSet::new();
    steps(root).ok()?.take(MOST).find(|step| match &step.event {
        SnapshotEvent::Undone { step } => {
            undone.insert(*step);
            false
        }
        SnapshotEvent::Written { command } => command == COMMAND && !undone.contains(&step.number),
        SnapshotEvent::Found { .. } | SnapshotEvent::Published { .. } => false,
    })
}

/// Gives the texts that a step changed back their bytes of before.
///
/// # Errors
///
/// [`Request::StepChanged`] where a text is not any more what the step left, or where what it was is lost; [`Error::Changed`] and
/// [`Error::File`] for trouble of the disk.
pub fn undo(lock: &FolderLock, root: &Path, step: &ContentStep, now: &Folder) -> Result<(), Error> {
    let history = History::open(root)?;
    let (was, left) = (history.content(&step.before).folder, history.content(&step.after).folder);
    let text = |folder: &Folder, path: &str| folder.texts.get(path).map(|id| folder.sources.get(*id).text.clone());
    let paths = step.paths();
    let is_lost =
        |snapshot: &ContentSnapshot, folder: &Folder, path: &str| snapshot.texts.contains_key(path) != folder.texts.contains_key(path);
    let is_other =
        |path: &str| is_lost(&step.before, &was, path) || is_lost(&step.after, &left, path) || text(now, path) != text(&left, path);
    let other: Vec<String> = paths.iter().filter(|path| is_other(path)).map(|path| (*path).to_owned()).collect();
    if !other.is_empty() {
        return Err(Request::StepChanged { paths: other }.into());
    }
    let back = |path: &&str| Some(TextChange { file: root.join(path), before: text(&left, path), after: text(&was, path)? });
    disk::change_all(lock, &paths.iter().filter_map(back).collect::<Vec<_>>())?;
    for path in paths.iter().filter(|path| !was.texts.contains_key(**path)) {
        let file = root.join(path);
        disk::remove_file(&file)?;
        file.parent().map_or(Ok(()), disk::remove_if_empty)?;
    }
    Ok(())
}
