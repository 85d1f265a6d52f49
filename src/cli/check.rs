//! `torikumi check`.

use super::{Common, ExitStatus, say};
use crate::diagnostic::{Language, Severity};
use crate::error::Error;
use crate::site::{PhotoCache, Site};
use crate::write;
use clap::Args;

#[derive(Debug, Args)]
pub struct Check {}

impl Check {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let mut reading = common.read(PhotoCache::Look)?;
        if let Some(loaded) = reading.loaded.take() {
            write::check(&Site::new(&loaded), &mut reading.report);
        }
        common.print(&reading, Severity::Note);
        if reading.report.has_errors() {
            return Ok(ExitStatus::ContentErrors);
        }
        if reading.report.count(Severity::Warning) == 0 {
            say(match common.language() {
                Language::English => "no faults",
                Language::Japanese => "誤りはありません",
            });
        }
        Ok(ExitStatus::Fine)
    }
}
