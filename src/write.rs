//! A site onto the disk: only what differs, all or nothing, and never a file that is not ours.
//!
//! Pages are rendered in parallel and compared with what lies there. Those that differ are staged in `.torikumi` within the
//! output folder; when every page has succeeded, a journal is written and the staged files, or whole folders of them, are renamed
//! into place. A run
//! that is killed before the journal leaves the old site; one that is killed after it is completed by the next command. One
//! that fails after it brings the old site back.

mod journal;
mod obstacle;
mod staging;

use crate::diagnostic::Report;
use crate::disk::{FolderLock, OWN_FOLDER};
use crate::error::Error;
use crate::render::Address;
use crate::site::{Observer, Site};
use journal::Journal;
use rayon::prelude::*;
use staging::Staging;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many pages are given to a thread at once: neighbours share charts, and at the end no thread shall have much left.
const TOGETHER: usize = 64;

/// What a build did to the output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteSummary {
    pub unchanged: usize,
    pub written: usize,
    pub removed: usize,
}

/// Completes a commit that was interrupted after its journal was written.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn complete(output: &FolderLock) -> Result<(), Error> {
    journal::recover(output.folder(), &output.folder().join(OWN_FOLDER))
}

/// A site that is to be brought into an output folder.
pub struct SiteBuild<'a> {
    pub site: &'a Site<'a>,
    /// All addresses of the site.
    pub addresses: &'a [Address],
    pub output: &'a FolderLock,
}

impl<'a> SiteBuild<'a> {
    /// Renders every address and stages what differs from the output folder; `None` when a template was at fault, with the fault in
    /// `report`. [`StagedSite::commit`] brings the folder to the state of the site.
    ///
    /// # Errors
    ///
    /// [`Error::Occupied`] where foreign files stand in the way; [`Error::File`] for trouble of the disk. In both cases, as
    /// after a template's fault, the last site is whole.
    pub fn stage(&self, report: &mut Report, observer: Observer<'_>) -> Result<Option<StagedSite<'a>>, Error> {
        let folder = OutputFolder::open(self.output)?;
        folder.refuse_foreign(self.addresses)?;
        let staging = Staging::new(&folder.own())?;
        let mut states = Vec::with_capacity(self.addresses.len());
        let mut stopped = None;
        for state in self.rendered(&folder, &staging, observer) {
            match state {
                Ok(state) => states.push(state),
                Err(StagingFailure::Template(fault)) => report.add(fault.0, fault.1),
                Err(StagingFailure::Disk(error)) => stopped = stopped.or(Some(error)),
            }
        }
        if stopped.is_none() && !report.has_errors() {
            return Ok(Some(StagedSite { folder, states, staging }));
        }
        staging.discard();
        stopped.map_or(Ok(None), Err)
    }

    /// What became of every address.
    fn rendered(&self, folder: &OutputFolder<'_>, staging: &Staging, observer: Observer<'_>) -> Vec<Result<AddressState, StagingFailure>> {
        let one = |address: &Address| {
            let state = folder.stage(self.site, address, staging);
            observer();
            state
        };
        let is_data = |address: &&Address| matches!(address, Address::Data(_, _));
        let (data, others): (Vec<&Address>, Vec<&Address>) = self.addresses.iter().partition(is_data);
        // The library that writes workbooks waits for threads of its own: this thread waits with it, and no core is idle meanwhile.
        let mut staged = Vec::new();
        let data: Vec<_> = rayon::in_place_scope(|scope| {
            scope.spawn(|_| staged = others.par_iter().with_max_len(TOGETHER).map(|address| one(address)).collect());
            data.into_iter().map(one).collect()
        });
        data.into_iter().chain(staged).collect()
    }
}

/// A site that is rendered, beside an output folder that does not know of it yet.
pub struct StagedSite<'a> {
    folder: OutputFolder<'a>,
    states: Vec<AddressState>,
    staging: Staging,
}

impl StagedSite<'_> {
    /// Moves everything into place, all or nothing.
    ///
    /// # Errors
    ///
    /// [`Error::File`] for trouble of the disk; the next command completes what was begun.
    pub fn commit(self) -> Result<WriteSummary, Error> {
        self.folder.commit(&self.states, self.staging)
    }
}

/// What became of one address: each with its path below the output folder.
enum AddressState {
    Unchanged(String),
    Staged(String),
}

impl AddressState {
    fn path(&self) -> &str {
        match self {
            AddressState::Unchanged(path) | AddressState::Staged(path) => path,
        }
    }
}

enum StagingFailure {
    Template(crate::render::TemplateFault),
    Disk(Error),
}

/// The output folder with what an earlier run made there.
struct OutputFolder<'a> {
    lock: &'a FolderLock,
    made: BTreeSet<String>,
}

impl<'a> OutputFolder<'a> {
    /// Completes an interrupted commit, then reads what the last build made.
    fn open(lock: &'a FolderLock) -> Result<OutputFolder<'a>, Error> {
        complete(lock)?;
        Ok(OutputFolder { lock, made: journal::manifest(&lock.folder().join(OWN_FOLDER))? })
    }

    fn root(&self) -> &Path {
        self.lock.folder()
    }

    fn own(&self) -> PathBuf {
        self.root().join(OWN_FOLDER)
    }

    /// Files that we did not make must not stand where pages have to go, nor as folders in their way.
    fn refuse_foreign(&self, addresses: &[Address]) -> Result<(), Error> {
        let paths: Vec<String> = addresses.iter().map(Address::path).collect();
        let occupied = obstacle::occupied(self.root(), &self.made, &paths)?;
        if occupied.is_empty() { Ok(()) } else { Err(Error::Occupied { paths: occupied }) }
    }

    fn stage(&self, site: &Site<'_>, address: &Address, staging: &Staging) -> Result<AddressState, StagingFailure> {
        let path = address.path();
        let bytes = site.render(address).map_err(StagingFailure::Template)?.unwrap_or_default();
        // What we did not make is not there: that has been seen to.
        if self.made.contains(&path) && is_equal(&self.root().join(&path), &bytes) {
            return Ok(AddressState::Unchanged(path));
        }
        staging.put(&path, &bytes).map_err(StagingFailure::Disk)?;
        Ok(AddressState::Staged(path))
    }

    fn commit(&self, states: &[AddressState], staging: Staging) -> Result<WriteSummary, Error> {
        let paths: BTreeSet<String> = states.iter().map(|state| state.path().to_owned()).collect();
        let is_staged = |state: &&AddressState| matches!(state, AddressState::Staged(_));
        let staged: BTreeSet<String> = states.iter().filter(is_staged).map(|state| state.path().to_owned()).collect();
        let removed: Vec<String> = self.made.difference(&paths).cloned().collect();
        let written = WriteSummary { unchanged: states.len() - staged.len(), written: staged.len(), removed: removed.len() };
        if staged.is_empty() && removed.is_empty() && paths == self.made {
            staging.discard();
            return Ok(written);
        }
        Journal::new(staged, removed).commit(self.root(), self.lock.made(), staging, &paths)?;
        Ok(written)
    }
}

/// Whether a file holds exactly these bytes; the length is looked at first.
fn is_equal(path: &Path, bytes: &[u8]) -> bool {
    let same_length = path.symlink_metadata().is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
    same_length && fs::read(path).is_ok_and(|found| found == bytes)
}
