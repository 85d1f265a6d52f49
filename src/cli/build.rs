//! `torikumi build`.

use super::progress::Clock;
use super::{Common, ExitStatus, FolderReading};
use crate::diagnostic::Severity;
use crate::disk::FolderLock;
use crate::error::Error;
use crate::message::Message;
use crate::render::Address;
use crate::site::{Loaded, PhotoCache, Site};
use crate::write::{self, WriteSummary};
use clap::Args;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct BuildArguments {
    #[arg(short, long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
}

impl BuildArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let mut clock = Clock::start(common);
        // What is not published yet never lies where the published site lies.
        let folder = if common.drafts { "output-drafts" } else { "output" };
        let output = self.output_dir.clone().unwrap_or_else(|| common.root.join(folder));
        common.refuse_sources(&output)?;
        let lock = common.lock(&output, "build")?;
        write::complete(&lock)?;
        let mut reading = common.read(&mut clock, PhotoCache::Keep)?;
        common.mention_interrupted()?;
        let built = match reading.loaded.take().filter(|_| !reading.report.has_errors()) {
            Some(loaded) => {
                reading.forget(&loaded);
                // The program ends with the build: the system takes back at once what would be freed piece by piece.
                let loaded = ManuallyDrop::new(loaded);
                build(&loaded, &lock, &mut reading, &mut clock)?
            }
            None => None,
        };
        common.print(&reading, Severity::Warning);
        let Some(built) = built else { return Ok(ExitStatus::ContentErrors) };
        common.conclude(&built.message(&output, &clock));
        Ok(ExitStatus::Fine)
    }
}

/// What a build has made.
struct BuildSummary {
    pages: usize,
    /// Those that are files of their own.
    charts: usize,
    written: WriteSummary,
}

fn build(loaded: &Loaded, output: &FolderLock, reading: &mut FolderReading, clock: &mut Clock<'_>) -> Result<Option<BuildSummary>, Error> {
    let site = ManuallyDrop::new(Site::new(loaded));
    let addresses = site.addresses();
    clock.lap(Message::new("lap.evaluated"));
    let bar = clock.bar(addresses.len());
    let build = write::SiteBuild { site: &site, addresses: &addresses, output };
    let staged = build.stage(&mut reading.report, &|| bar.advance())?;
    drop(bar);
    clock.lap(Message::new("lap.compared").part("files", addresses.len()));
    let Some(staged) = staged else { return Ok(None) };
    let written = staged.commit()?;
    let folder = output.folder().display().to_string();
    clock.lap(Message::new("lap.written").part("folder", folder).part("files", written.written));
    let pages = addresses.iter().filter(|address| matches!(address, Address::Page(_, _))).count();
    let charts = addresses.iter().filter(|address| matches!(address, Address::Chart(_, _))).count();
    Ok(Some(BuildSummary { pages, charts, written }))
}

impl BuildSummary {
    /// The closing line.
    fn message(&self, output: &Path, clock: &Clock<'_>) -> Message {
        let WriteSummary { unchanged, written, removed } = self.written;
        Message::new("build.done")
            .part("pages", self.pages)
            .part("charts", self.charts)
            .part("seconds", clock.seconds())
            .part("files", unchanged + written)
            .part("folder", output.display().to_string())
            .part("written", written)
            .part("unchanged", unchanged)
            .part("removed", removed)
    }
}
