//! Journal and manifest: how a commit survives trouble of the disk, and being killed, at any point.
//!
//! After the journal is written, nothing needs room on the disk any more: new files and the new manifest lie on the stage, and beside
//! them what they replace. What is left to do is renaming and removing. A folder that is new in the output folder is renamed as a
//! whole.

use super::staging::Staging;
use crate::bounded;
use crate::disk::{MadeFolders, OWN_FOLDER, is_there, remove_file, remove_if_empty, rename, sync_folder, sync_folders, write_new};
use crate::error::{Action, Error};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path};

const JOURNAL: &str = "journal";
const MANIFEST: &str = "manifest";
/// Most bytes of each: a line for every file of the site.
const MOST_OF_TEXT: u64 = 256 << 20;

/// What a commit does, in the order in which it does it, by paths below the output folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Journal {
    removed: Vec<String>,
    /// Files, and folders that are new there; the manifest is the last of them.
    placed: Vec<String>,
}

/// Whether a staged file that is not there any more has been placed by the run that was interrupted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MissingFile {
    IsPlaced,
    IsTrouble,
}

impl Journal {
    /// A journal of a site: files that are staged and those that go.
    pub fn new(placed: BTreeSet<String>, removed: Vec<String>) -> Journal {
        Journal { removed, placed: placed.into_iter().collect() }
    }

    /// Prepares everything that needs room, writes the journal down, and carries it out. Where a step fails, all is taken back. The folders
    /// `around` the stage are new.
    ///
    /// # Errors
    ///
    /// [`Error::File`] for trouble of the disk, after which the old site is whole; [`Error::HalfWay`] where that could not be
    /// brought back either: the next run completes the new one.
    pub fn commit(mut self, root: &Path, around: &MadeFolders, mut staging: Staging, paths: &BTreeSet<String>) -> Result<(), Error> {
        if let Err(error) = self.prepare(root, around, &staging, paths) {
            // The journal may be there, only not yet for good: without what it names it must not stay.
            if remove_file(&staging.own().join(JOURNAL)).is_ok() {
                staging.discard();
            }
            return Err(error);
        }
        let placed = self.carry_out(root, &mut staging, MissingFile::IsTrouble).and_then(|()| self.settle(root));
        let Err(error) = placed else {
            // The new site is in place: what is left to clear away is worth a second try, whatever the trouble.
            return self.finish(root, &staging).or_else(|_| self.finish(root, &staging));
        };
        match self.take_back(root, &staging).and_then(|()| remove_file(&staging.own().join(JOURNAL))) {
            Ok(()) => {
                staging.discard();
                Err(error)
            }
            Err(_) => Err(Error::HalfWay { cause: Box::new(error) }),
        }
    }

    /// Does everything that needs room on the disk; the journal comes last.
    fn prepare(&mut self, root: &Path, around: &MadeFolders, staging: &Staging, paths: &BTreeSet<String>) -> Result<(), Error> {
        let manifest: String = paths.iter().map(|path| format!("{path}\n")).collect();
        let path = format!("{}/{MANIFEST}", OWN_FOLDER);
        staging.put(&path, manifest.as_bytes())?;
        self.placed.push(path);
        let mut steps = CommitSteps { root, removed: self.removed.iter().map(Path::new).collect(), folders: BTreeMap::new() };
        let mut placed: Vec<String> = Vec::new();
        for path in &self.placed {
            let step = steps.step(path)?;
            if step == path {
                staging.keep(path, &root.join(path))?;
            }
            // Files of one folder follow each other.
            if placed.last().is_none_or(|last| last != step) {
                placed.push(step.to_owned());
            }
        }
        for path in &self.removed {
            staging.keep(path, &root.join(path))?;
        }
        self.placed = placed;
        write_new(&staging.new_journal(), self.text().as_bytes())?;
        staging.sync(around)?;
        rename(&staging.new_journal(), &staging.own().join(JOURNAL))?;
        sync_folder(staging.own())
    }

    /// Removes and renames.
    fn carry_out(&self, root: &Path, staging: &mut Staging, missing: MissingFile) -> Result<(), Error> {
        self.removed.iter().try_for_each(|path| remove_file(&root.join(path)))?;
        for path in &self.placed {
            let target = root.join(path);
            staging.make_folder_of(&target)?;
            place(&staging.new_of(path), &target, missing)?;
        }
        Ok(())
    }

    /// Forces what was removed and renamed to the disk: only then may go what it could be done again with.
    fn settle(&self, root: &Path) -> Result<(), Error> {
        let folders: BTreeSet<_> =
            self.removed.iter().chain(&self.placed).filter_map(|path| Some(root.join(path).parent()?.to_owned())).collect();
        sync_folders(folders.iter().map(|folder| folder.as_path()))
    }

    /// Brings the old files back. Each step leaves what [`recover`] would complete.
    fn take_back(&self, root: &Path, staging: &Staging) -> Result<(), Error> {
        for path in self.placed.iter().rev() {
            let (new, target) = (staging.new_of(path), root.join(path));
            if !is_there(&new)? && is_there(&target)? {
                rename(&target, &new)?;
            }
            bring_back(&staging.old_of(path), &target)?;
        }
        staging.remove_folders();
        self.removed.iter().try_for_each(|path| bring_back(&staging.old_of(path), &root.join(path)))?;
        self.settle(root)
    }

    fn finish(&self, root: &Path, staging: &Staging) -> Result<(), Error> {
        self.prune(root)?;
        staging.clear()?;
        remove_file(&staging.own().join(JOURNAL))
    }

    /// Removes folders that the removed files leave empty; those with anything in them stay.
    fn prune(&self, root: &Path) -> Result<(), Error> {
        let around = self.removed.iter().flat_map(|path| Path::new(path).ancestors().skip(1));
        let folders: BTreeSet<&Path> = around.filter(|folder| !folder.as_os_str().is_empty()).collect();
        // Inner folders come after those around them.
        folders.iter().rev().try_for_each(|folder| remove_if_empty(&root.join(folder)))
    }

    /// Whether a step would go through a symbolic link in the place of a folder: none stood there when the journal was written.
    fn follows_links(&self, root: &Path) -> bool {
        let paths = self.removed.iter().chain(&self.placed).map(Path::new);
        let folders: BTreeSet<&Path> = paths.flat_map(|path| path.ancestors().skip(1)).collect();
        folders.into_iter().any(|folder| !folder.as_os_str().is_empty() && root.join(folder).is_symlink())
    }

    /// One step a line; paths of a site hold no line breaks.
    fn text(&self) -> String {
        let lines = |word: &str, paths: &[String]| -> String { paths.iter().map(|path| format!("{word} {path}\n")).collect() };
        format!("{}{}end\n", lines("put", &self.placed), lines("remove", &self.removed))
    }

    /// Reads a journal; `None` where its last line is missing, or where it is not one of ours.
    fn parse(text: &str) -> Option<Journal> {
        let mut journal = Journal::default();
        for line in text.strip_suffix("end\n")?.lines() {
            let (word, path) = line.split_once(' ').filter(|(_, path)| is_inside(path))?;
            match word {
                "put" => journal.placed.push(path.to_owned()),
                "remove" => journal.removed.push(path.to_owned()),
                _ => return None,
            }
        }
        Some(journal)
    }
}

/// Finds the steps that bring files into place.
struct CommitSteps<'a> {
    root: &'a Path,
    /// Files that go first: one of them may stand where a folder has to be.
    removed: BTreeSet<&'a Path>,
    /// Whether a folder is there, as far as it has been looked at.
    folders: BTreeMap<&'a Path, bool>,
}

impl<'a> CommitSteps<'a> {
    /// The outermost folder around a file that is new in the output folder; else the file itself.
    fn step(&mut self, path: &'a str) -> Result<&'a str, Error> {
        for (end, _) in path.match_indices('/') {
            let folder = Path::new(&path[..end]);
            let is_there = match self.folders.get(folder) {
                Some(known) => *known,
                None => {
                    let is_there = !self.removed.contains(folder) && is_there(&self.root.join(folder))?;
                    self.folders.insert(folder, is_there);
                    is_there
                }
            };
            if !is_there {
                return Ok(&path[..end]);
            }
        }
        Ok(path)
    }
}

/// Whether a path stays within the output folder. Nothing else is ever written down, but an output folder may come from anywhere.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Renames a staged file or folder into its place. Where an interrupted run is completed, something may have been put into a folder
/// that was to be new: then its files are placed one by one.
fn place(new: &Path, target: &Path, missing: MissingFile) -> Result<(), Error> {
    if missing == MissingFile::IsTrouble {
        return rename(new, target);
    }
    if !is_there(new)? && is_there(target)? {
        return Ok(());
    }
    if !(is_folder(new) && is_folder(target)) {
        return rename(new, target);
    }
    for entry in fs::read_dir(new).map_err(|source| Error::file(Action::Read, new, source))? {
        let name = entry.map_err(|source| Error::file(Action::Read, new, source))?.file_name();
        place(&new.join(&name), &target.join(&name), missing)?;
    }
    Ok(())
}

/// Whether a folder itself is at a path: through a link, files would come out of somewhere else or go there.
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_dir())
}

fn bring_back(old: &Path, target: &Path) -> Result<(), Error> {
    if is_there(target)? || !is_there(old)? { Ok(()) } else { rename(old, target) }
}

/// Finishes a commit that was interrupted after its journal was written.
pub fn recover(root: &Path, own: &Path) -> Result<(), Error> {
    let path = own.join(JOURNAL);
    let Some(text) = own_text(&path)? else { return Ok(()) };
    let Some(journal) = Journal::parse(&text).filter(|journal| !journal.follows_links(root)) else { return remove_file(&path) };
    let mut staging = Staging::left(own);
    let carried_out = journal.carry_out(root, &mut staging, MissingFile::IsPlaced).and_then(|()| journal.settle(root));
    carried_out.map_err(|error| Error::HalfWay { cause: Box::new(error) })?;
    journal.finish(root, &staging)
}

/// The paths that the last build made.
pub fn manifest(own: &Path) -> Result<BTreeSet<String>, Error> {
    let path = own.join(MANIFEST);
    let text = own_text(&path)?.unwrap_or_default();
    Ok(text.lines().filter(|path| is_inside(path)).map(str::to_owned).collect())
}

/// A text that an earlier run wrote, if it is there; what is no file, or no text, is not.
fn own_text(path: &Path) -> Result<Option<String>, Error> {
    match bounded::read_plain(path, MOST_OF_TEXT) {
        Ok(bytes) => Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok())),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidInput) => Ok(None),
        Err(source) => Err(Error::file(Action::Read, path, source)),
    }
}

#[cfg(test)]
mod tests;
