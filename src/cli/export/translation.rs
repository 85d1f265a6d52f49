//! `torikumi export translation`: a table for the translator.

use crate::cli::import::{ExistingContent, TranslationContent};
use crate::cli::{Common, ExitStatus};
use crate::diagnostic::{Report, Severity};
use crate::disk::{self, Existing};
use crate::error::Error;
use crate::message::Message;
use crate::translation::{self, EntryState, TranslationEntry, TranslationForm, Wanted};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct TranslationOptions {
    #[arg(short, long, value_name = "FILE", default_value = "translation-en.xlsx")]
    output: PathBuf,
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = ["en"])]
    language: String,
    #[arg(long)]
    all: bool,
    #[arg(long, conflicts_with = "all")]
    stale: bool,
    #[arg(long, conflicts_with_all = ["all", "stale"])]
    missing: bool,
    #[arg(long)]
    force: bool,
}

impl TranslationOptions {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let form = TranslationForm::of(&self.output)?;
        let content = ExistingContent::read(common)?;
        let Some(project) = &content.project else { return Ok(content.refuse(common)) };
        let mut report = Report::default();
        let TranslationContent { catalogue, sealed, .. } = content.catalogue(&mut report);
        let entries = translation::entries(&catalogue, self.wanted());
        common.print_faults(&report, &content.folder.sources, Severity::Warning);
        if report.has_errors() {
            return Ok(ExitStatus::ContentErrors);
        }
        if !sealed.is_empty() {
            common.conclude(&Message::new("export.sealed-left").part("count", sealed.len()));
        }
        if entries.is_empty() {
            common.conclude(&Message::new("export.nothing-to-translate"));
            return Ok(ExitStatus::Fine);
        }
        let bytes = form.bytes(&entries, &translation::terms(&catalogue, &project.glossary), common.language())?;
        disk::place(&self.output, &bytes, if self.force { Existing::Replaced } else { Existing::Refused })?;
        common.conclude(&self.made(&entries));
        Ok(ExitStatus::Fine)
    }

    fn wanted(&self) -> Wanted {
        match (self.all, self.stale, self.missing) {
            (true, _, _) => Wanted::All,
            (false, true, _) => Wanted::Stale,
            (false, false, true) => Wanted::Missing,
            (false, false, false) => Wanted::Open,
        }
    }

    fn made(&self, entries: &[TranslationEntry<'_>]) -> Message {
        let count = |state| entries.iter().filter(|entry| entry.state == state).count();
        Message::new("export.translation-made")
            .part("path", self.output.display().to_string())
            .part("texts", entries.len())
            .part("places", entries.iter().map(|entry| entry.others + 1).sum::<usize>())
            .part("new", count(EntryState::New))
            .part("changed", count(EntryState::Changed))
            .part("done", count(EntryState::Done))
    }
}
