//! A site onto the disk: only what differs, all or nothing, and never a file that is not ours.
//!
//! Pages are rendered in parallel and compared with what lies there. Those that differ are staged in `.torikumi` within the
//! output folder; when every page has succeeded, a journal is written and the staged files are renamed into place. A run
//! that is killed before the journal leaves the old site; one that is killed after it is completed by the next command.

mod journal;
mod text;

use crate::diagnostic::Report;
use crate::error::Error;
use crate::render::Address;
use crate::site::Site;
use journal::{Journal, Stage};
pub use journal::{remove_file, write_whole};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
pub use text::{Existing, change, change_all, place};

/// The folder of the tool's own within the output folder; never published.
pub const OWN_FOLDER: &str = ".torikumi";

/// What a build did to the output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub unchanged: usize,
    pub written: usize,
    pub removed: usize,
}

/// Is told, on any thread, that one address more is done.
pub type Observer<'a> = &'a (dyn Fn() + Sync);

/// Completes a commit that was interrupted after its journal was written.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn complete(output: &Path) -> Result<(), Error> {
    journal::recover(output, &output.join(OWN_FOLDER))
}

/// Renders every address and stages what differs from the output folder; `None` when a template was at fault, with the
/// fault in `report`. [`Staged::commit`] brings the folder to the state of the site.
///
/// # Errors
///
/// [`Error::Occupied`] where foreign files stand in the way; [`Error::File`] for trouble of the disk. In both cases, as
/// after a template's fault, the last site is whole.
pub fn stage(site: &Site<'_>, output: &Path, report: &mut Report, observer: Observer<'_>) -> Result<Option<Staged>, Error> {
    let folder = Output::open(output)?;
    let addresses = site.addresses();
    folder.refuse_foreign(&addresses)?;
    let stage = Stage::new(&folder.own())?;
    let one = |(number, address): (usize, &Address)| {
        let state = folder.stage(site, address, (&stage, number));
        observer();
        state
    };
    let staged: Vec<Result<State, Failure>> = addresses.par_iter().enumerate().map(one).collect();
    let mut states = Vec::with_capacity(staged.len());
    let mut stopped = None;
    for state in staged {
        match state {
            Ok(state) => states.push(state),
            Err(Failure::Template(fault)) => report.add(fault.0, fault.1),
            Err(Failure::Disk(error)) => stopped = stopped.or(Some(error)),
        }
    }
    if let Some(error) = stopped {
        stage.discard();
        return Err(error);
    }
    if report.has_errors() {
        stage.discard();
        return Ok(None);
    }
    Ok(Some(Staged { folder, states, stage }))
}

/// A site that is rendered, beside an output folder that does not know of it yet.
pub struct Staged {
    folder: Output,
    states: Vec<State>,
    stage: Stage,
}

impl Staged {
    /// Moves everything into place, all or nothing.
    ///
    /// # Errors
    ///
    /// [`Error::File`] for trouble of the disk; the next command completes what was begun.
    pub fn commit(self) -> Result<Written, Error> {
        self.folder.commit(&self.states, self.stage)
    }
}

/// What became of one address.
enum State {
    Unchanged(String),
    /// Path below the output folder, and the number of its staged file.
    Staged(String, usize),
}

impl State {
    fn path(&self) -> &str {
        match self {
            State::Unchanged(path) | State::Staged(path, _) => path,
        }
    }
}

enum Failure {
    Template(crate::render::TemplateFault),
    Disk(Error),
}

/// The output folder with what an earlier run made there.
struct Output {
    root: PathBuf,
    made: BTreeSet<String>,
}

impl Output {
    /// Completes an interrupted commit, then reads what the last build made.
    fn open(root: &Path) -> Result<Output, Error> {
        complete(root)?;
        Ok(Output { root: root.to_owned(), made: journal::manifest(&root.join(OWN_FOLDER))? })
    }

    fn own(&self) -> PathBuf {
        self.root.join(OWN_FOLDER)
    }

    /// Files that we did not make must not stand where pages have to go, nor as folders in their way.
    fn refuse_foreign(&self, addresses: &[Address]) -> Result<(), Error> {
        let foreign = |path: &String| {
            let in_the_way =
                |prefix: &Path| !prefix.as_os_str().is_empty() && self.root.join(prefix).is_file() && !self.made.contains(&slashed(prefix));
            let taken = !self.made.contains(path) && self.root.join(path).symlink_metadata().is_ok();
            taken || Path::new(path).ancestors().skip(1).any(in_the_way)
        };
        let paths: Vec<String> = addresses.iter().map(Address::path).collect();
        let folders = self.linked_folders(paths.iter().chain(&self.made));
        let files = paths.iter().filter(|path| foreign(path)).map(|path| self.root.join(path));
        let paths: Vec<PathBuf> = folders.into_iter().chain(files).collect();
        if paths.is_empty() { Ok(()) } else { Err(Error::Occupied { paths }) }
    }

    /// Symbolic links in the place of folders that hold pages, or our own files: through them something outside would be written
    /// or removed.
    fn linked_folders<'a>(&self, paths: impl Iterator<Item = &'a String>) -> BTreeSet<PathBuf> {
        let around = |path: &'a String| Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        let folders: BTreeSet<&Path> = paths.flat_map(around).chain([Path::new(OWN_FOLDER)]).collect();
        folders.into_iter().map(|folder| self.root.join(folder)).filter(|folder| folder.is_symlink()).collect()
    }

    fn stage(&self, site: &Site<'_>, address: &Address, (stage, number): (&Stage, usize)) -> Result<State, Failure> {
        let path = address.path();
        let bytes = site.render(address).map_err(Failure::Template)?.unwrap_or_default();
        if is_equal(&self.root.join(&path), &bytes) {
            return Ok(State::Unchanged(path));
        }
        stage.put(number, &bytes).map_err(Failure::Disk)?;
        Ok(State::Staged(path, number))
    }

    fn commit(&self, states: &[State], stage: Stage) -> Result<Written, Error> {
        let paths: BTreeSet<String> = states.iter().map(|state| state.path().to_owned()).collect();
        let staged: Vec<(usize, String)> = states
            .iter()
            .filter_map(|state| match state {
                State::Staged(path, number) => Some((*number, path.clone())),
                State::Unchanged(_) => None,
            })
            .collect();
        let removed: Vec<String> = self.made.difference(&paths).cloned().collect();
        let written = Written { unchanged: states.len() - staged.len(), written: staged.len(), removed: removed.len() };
        if staged.is_empty() && removed.is_empty() && paths == self.made {
            stage.discard();
            return Ok(written);
        }
        Journal { staged, removed, paths }.commit(&self.root, stage)?;
        Ok(written)
    }
}

fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Whether a file holds exactly these bytes; the length is looked at first.
fn is_equal(path: &Path, bytes: &[u8]) -> bool {
    let same_length = path.symlink_metadata().is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
    same_length && fs::read(path).is_ok_and(|found| found == bytes)
}
