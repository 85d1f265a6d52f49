//! `torikumi verify`.

use super::progress::Clock;
use super::{Common, ExitStatus, MessageFormat};
use crate::archive::{self, BundleFinding};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::language::Language;
use crate::message::{Message, Messages, shown};
use crate::site::{BaseUrl, PhotoCache, Sealing};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct VerifyArguments {
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
}

impl VerifyArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let mut clock = Clock::start(common);
        let reading = common.read_with(&mut clock, common.choices(BaseUrl::Own, Sealing::Ignored, PhotoCache::Look))?;
        let Some(loaded) = &reading.loaded else {
            common.print(&reading, Severity::Warning);
            return Ok(ExitStatus::ContentErrors);
        };
        common.mention_interrupted()?;
        let findings = archive::verify(&common.root, loaded.project(), self.site.as_deref())?;
        match common.format {
            MessageFormat::Json => common.say_text(&json(&findings, common.language())),
            MessageFormat::Full | MessageFormat::Short if findings.is_empty() => common.conclude(&Message::new("verify.nothing")),
            MessageFormat::Full | MessageFormat::Short => findings.iter().for_each(|finding| say_lines(finding, common)),
        }
        let sound = findings.iter().all(|finding| finding.wrong.is_empty());
        Ok(if sound { ExitStatus::Fine } else { ExitStatus::ContentErrors })
    }
}

/// One line for a bundle; one for each fault of a damaged one.
fn say_lines(finding: &BundleFinding, common: &Common) {
    let file = shown::name(&finding.file);
    for wrong in wrong(finding, common.language()) {
        common.say_text(&format!("{file}: {wrong}"));
    }
    if finding.wrong.is_empty() {
        let message = Message::new(if finding.withdrawn { "verify.withdrawn" } else { "verify.sound" });
        common.conclude(&message.part("file", file).part("files", finding.files));
    }
}

fn wrong(finding: &BundleFinding, language: Language) -> Vec<String> {
    let messages = Messages::of(language);
    finding.wrong.iter().map(|wrong| messages.text(wrong)).collect()
}

fn json(findings: &[BundleFinding], language: Language) -> String {
    let entry = |finding: &BundleFinding| {
        serde_json::json!({
            "file": finding.file,
            "sound": finding.wrong.is_empty(),
            "withdrawn": finding.withdrawn,
            "files": finding.files,
            "wrong": wrong(finding, language),
        })
    };
    serde_json::json!({ "bundles": findings.iter().map(entry).collect::<Vec<_>>() }).to_string()
}
