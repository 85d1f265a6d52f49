//! `torikumi check`.

use super::progress::Clock;
use super::{Common, ExitStatus};
use crate::diagnostic::{Language, Severity};
use crate::error::Error;
use crate::site::{PhotoCache, Site};
use crate::write;
use clap::Args;

#[derive(Debug, Args)]
pub struct Check {}

impl Check {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let mut clock = Clock::start(common);
        let mut reading = common.read(&mut clock, PhotoCache::Look)?;
        if let Some(loaded) = reading.loaded.take() {
            let site = Site::new(&loaded);
            let files = site.addresses().len();
            clock.lap(("evaluated".to_owned(), "評価の計算".to_owned()));
            let bar = clock.bar(files);
            write::check(&site, &mut reading.report, &|| bar.advance());
            clock.lap((format!("rendered: {files} files"), format!("ページの作成：{files}ファイル")));
        }
        common.print(&reading, Severity::Note);
        if reading.report.has_errors() {
            return Ok(ExitStatus::ContentErrors);
        }
        if reading.report.count(Severity::Warning) == 0 {
            common.conclude(match common.language() {
                Language::English => "no faults",
                Language::Japanese => "誤りはありません",
            });
        }
        Ok(ExitStatus::Fine)
    }
}
