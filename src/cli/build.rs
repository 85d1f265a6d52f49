//! `torikumi build`.

use super::progress::Clock;
use super::{Common, ExitStatus, Reading};
use crate::diagnostic::{Language, Severity, plural};
use crate::disk::Lock;
use crate::error::Error;
use crate::render::Address;
use crate::site::{Loaded, PhotoCache, Site};
use crate::write::{self, Written};
use clap::Args;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Build {
    /// Folder to write into; by default `output` in the site's folder
    #[arg(short, long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
}

impl Build {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let mut clock = Clock::start(common);
        let output = self.output_dir.clone().unwrap_or_else(|| common.root.join("output"));
        let lock = common.lock(&output, "build")?;
        write::complete(&lock)?;
        let mut reading = common.read(&mut clock, PhotoCache::Keep)?;
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
        common.conclude(&built.line(&output, &clock.seconds(), common.language()));
        Ok(ExitStatus::Fine)
    }
}

/// What a build has made.
struct Built {
    pages: usize,
    /// Those that are files of their own.
    charts: usize,
    written: Written,
}

fn build(loaded: &Loaded, output: &Lock, reading: &mut Reading, clock: &mut Clock<'_>) -> Result<Option<Built>, Error> {
    let site = ManuallyDrop::new(Site::new(loaded));
    let addresses = site.addresses();
    clock.lap(("evaluated".to_owned(), "評価の計算".to_owned()));
    let bar = clock.bar(addresses.len());
    let build = write::Build { site: &site, addresses: &addresses, output };
    let staged = build.stage(&mut reading.report, &|| bar.advance())?;
    drop(bar);
    let files = addresses.len();
    clock.lap((format!("rendered and compared: {files} files"), format!("ページの作成と比較：{files}ファイル")));
    let Some(staged) = staged else { return Ok(None) };
    let written = staged.commit()?;
    let (count, folder) = (written.written, output.folder().display());
    clock.lap((format!("`{folder}` written: {count} files"), format!("`{folder}` への書き込み：{count}ファイル")));
    let pages = addresses.iter().filter(|address| matches!(address, Address::Page(_, _))).count();
    let charts = addresses.iter().filter(|address| matches!(address, Address::Chart(_, _, _))).count();
    Ok(Some(Built { pages, charts, written }))
}

impl Built {
    /// The closing line.
    fn line(&self, output: &Path, seconds: &str, language: Language) -> String {
        let Built { pages, charts, written: Written { unchanged, written, removed } } = self;
        let (all, output) = (unchanged + written, output.display());
        match language {
            Language::En => format!(
                "{} and {} in {seconds} s: {} in `{output}`, {written} written, {unchanged} unchanged, {removed} removed",
                plural(*pages, "page"),
                plural(*charts, "chart"),
                plural(all, "file")
            ),
            Language::Ja => format!(
                "{seconds}秒で{pages}ページと図{charts}点を作成：`{output}` に{all}件、書き込み{written}、変更なし{unchanged}、削除{removed}"
            ),
        }
    }
}
