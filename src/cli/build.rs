//! `torikumi build`.

use super::{Common, ExitStatus, say};
use crate::diagnostic::{Language, Severity};
use crate::error::Error;
use crate::site::{PhotoCache, Site};
use crate::write;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Build {
    /// Folder to write into; by default `output` in the site's folder
    #[arg(short, long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
}

impl Build {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let output = self.output_dir.clone().unwrap_or_else(|| common.root.join("output"));
        write::complete(&output)?;
        let mut reading = common.read(PhotoCache::Keep)?;
        let written = match reading.loaded.take().filter(|_| !reading.report.has_errors()) {
            Some(loaded) => write::sync(&Site::new(&loaded), &output, &mut reading.report)?,
            None => None,
        };
        common.print(&reading, Severity::Warning);
        let Some(written) = written else { return Ok(ExitStatus::ContentErrors) };
        let all = written.unchanged + written.written;
        say(&match common.language() {
            Language::English => format!(
                "{all} files in `{}`: {} written, {} unchanged, {} removed",
                output.display(),
                written.written,
                written.unchanged,
                written.removed
            ),
            Language::Japanese => format!(
                "`{}` に{all}件：書き込み{}、変更なし{}、削除{}",
                output.display(),
                written.written,
                written.unchanged,
                written.removed
            ),
        });
        Ok(ExitStatus::Fine)
    }
}
