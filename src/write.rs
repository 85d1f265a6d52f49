//! A site onto the disk: only what differs, all or nothing, and never a file that is not ours.
//!
//! Pages are rendered in parallel and compared with what lies there. Those that differ are staged in `.torikumi` within the
//! output folder; when every page has succeeded, a journal is written and the staged files, or whole folders of them, are renamed
//! into place. A run
//! that is killed before the journal leaves the old site; one that is killed after it is completed by the next command. One
//! that fails after it brings the old site back.

mod disk;
mod ground;
mod journal;
mod stage;
mod text;

use crate::diagnostic::Report;
use crate::error::Error;
use crate::render::Address;
use crate::site::Site;
pub use disk::{remove_file, write_whole};
use journal::Journal;
use rayon::prelude::*;
use stage::Stage;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
pub use text::{Existing, change, change_all, place};

/// The folder of the tool's own within the output folder; never published.
pub const OWN_FOLDER: &str = ".torikumi";

/// How many pages are given to a thread at once: neighbours share charts, and at the end no thread shall have much left.
const TOGETHER: usize = 64;

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

/// Renders every address of a site and stages what differs from the output folder; `None` when a template was at fault, with the
/// fault in `report`. [`Staged::commit`] brings the folder to the state of the site.
///
/// # Errors
///
/// [`Error::Occupied`] where foreign files stand in the way; [`Error::File`] for trouble of the disk. In both cases, as
/// after a template's fault, the last site is whole.
pub fn stage(
    (site, addresses): (&Site<'_>, &[Address]),
    output: &Path,
    report: &mut Report,
    observer: Observer<'_>,
) -> Result<Option<Staged>, Error> {
    let folder = Output::open(output)?;
    folder.refuse_foreign(addresses)?;
    let stage = Stage::new(&folder.own())?;
    let one = |address: &Address| {
        let state = folder.stage(site, address, &stage);
        observer();
        state
    };
    let (data, others): (Vec<&Address>, Vec<&Address>) = addresses.iter().partition(|address| matches!(address, Address::Data(_, _)));
    let all = |addresses: &[&Address]| addresses.par_iter().with_max_len(TOGETHER).map(|address| one(address)).collect::<Vec<_>>();
    // The library that writes workbooks waits for threads of its own: this thread waits with it, and no core is idle meanwhile.
    let mut staged = Vec::new();
    let data: Vec<_> = rayon::in_place_scope(|scope| {
        scope.spawn(|_| staged = all(&others));
        data.into_iter().map(one).collect()
    });
    let mut states = Vec::with_capacity(addresses.len());
    let mut stopped = None;
    for state in data.into_iter().chain(staged) {
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

/// What became of one address: each with its path below the output folder.
enum State {
    Unchanged(String),
    Staged(String),
}

impl State {
    fn path(&self) -> &str {
        match self {
            State::Unchanged(path) | State::Staged(path) => path,
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
        let paths: Vec<String> = addresses.iter().map(Address::path).collect();
        let occupied = ground::occupied(&self.root, &self.made, &paths)?;
        if occupied.is_empty() { Ok(()) } else { Err(Error::Occupied { paths: occupied }) }
    }

    fn stage(&self, site: &Site<'_>, address: &Address, stage: &Stage) -> Result<State, Failure> {
        let path = address.path();
        let bytes = site.render(address).map_err(Failure::Template)?.unwrap_or_default();
        // What we did not make is not there: that has been seen to.
        if self.made.contains(&path) && is_equal(&self.root.join(&path), &bytes) {
            return Ok(State::Unchanged(path));
        }
        stage.put(&path, &bytes).map_err(Failure::Disk)?;
        Ok(State::Staged(path))
    }

    fn commit(&self, states: &[State], stage: Stage) -> Result<Written, Error> {
        let paths: BTreeSet<String> = states.iter().map(|state| state.path().to_owned()).collect();
        let is_staged = |state: &&State| matches!(state, State::Staged(_));
        let staged: BTreeSet<String> = states.iter().filter(is_staged).map(|state| state.path().to_owned()).collect();
        let removed: Vec<String> = self.made.difference(&paths).cloned().collect();
        let written = Written { unchanged: states.len() - staged.len(), written: staged.len(), removed: removed.len() };
        if staged.is_empty() && removed.is_empty() && paths == self.made {
            stage.discard();
            return Ok(written);
        }
        Journal::new(staged, removed).commit(&self.root, stage, &paths)?;
        Ok(written)
    }
}

/// Whether a file holds exactly these bytes; the length is looked at first.
fn is_equal(path: &Path, bytes: &[u8]) -> bool {
    let same_length = path.symlink_metadata().is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
    same_length && fs::read(path).is_ok_and(|found| found == bytes)
}
