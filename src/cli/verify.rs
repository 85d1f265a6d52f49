//! `torikumi verify`.

use super::progress::Clock;
use super::{Common, ExitStatus, MessageFormat, say};
use crate::archive::{self, Finding};
use crate::diagnostic::{Language, Severity, shown};
use crate::error::Error;
use crate::site::{BaseUrl, PhotoCache, Sealing};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Verify {
    /// Folder with the published site: its sealed editions have to be the sealed files
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
}

impl Verify {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let mut clock = Clock::start(common);
        let reading = common.read_with(&mut clock, common.choices(BaseUrl::Own, Sealing::Ignored, PhotoCache::Look))?;
        let Some(loaded) = &reading.loaded else {
            common.print(&reading, Severity::Warning);
            return Ok(ExitStatus::ContentErrors);
        };
        let findings = archive::verify(&common.root, loaded.project(), self.site.as_deref())?;
        match common.format {
            MessageFormat::Json => say(&json(&findings, common.language())),
            MessageFormat::Full | MessageFormat::Short if findings.is_empty() => common.conclude(match common.language() {
                Language::En => "nothing is sealed yet",
                Language::Ja => "封印した版はまだありません",
            }),
            MessageFormat::Full | MessageFormat::Short => findings.iter().for_each(|finding| say_lines(finding, common)),
        }
        let sound = findings.iter().all(|finding| finding.wrong.is_empty());
        Ok(if sound { ExitStatus::Fine } else { ExitStatus::ContentErrors })
    }
}

/// One line for a bundle; one for each fault of a damaged one.
fn say_lines(finding: &Finding, common: &Common) {
    let (file, files) = (shown::name(&finding.file), finding.files);
    for wrong in wrong(finding, common.language()) {
        say(&format!("{file}: {wrong}"));
    }
    if finding.wrong.is_empty() {
        common.conclude(&match (common.language(), finding.withdrawn) {
            (Language::En, false) => format!("{file}: sound, {files} files"),
            (Language::En, true) => format!("{file}: taken out"),
            (Language::Ja, false) => format!("{file}：正常（{files}ファイル）"),
            (Language::Ja, true) => format!("{file}：取り除き済み"),
        });
    }
}

fn wrong(finding: &Finding, language: Language) -> impl Iterator<Item = &String> {
    finding.wrong.iter().map(move |(english, japanese)| match language {
        Language::En => english,
        Language::Ja => japanese,
    })
}

fn json(findings: &[Finding], language: Language) -> String {
    let entry = |finding: &Finding| {
        serde_json::json!({
            "file": finding.file,
            "sound": finding.wrong.is_empty(),
            "withdrawn": finding.withdrawn,
            "files": finding.files,
            "wrong": wrong(finding, language).collect::<Vec<_>>(),
        })
    };
    serde_json::json!({ "bundles": findings.iter().map(entry).collect::<Vec<_>>() }).to_string()
}
