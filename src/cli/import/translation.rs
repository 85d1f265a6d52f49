//! `torikumi import translation`: what the translator sends back.

use super::{ExistingContent, TranslationContent, files};
use crate::cli::{Common, ExitStatus, MessageFormat};
use crate::diagnostic::{self, Report, Severity};
use crate::disk;
use crate::error::Error;
use crate::message::Message;
use crate::translation::{self, Catalogue, EntryState, TakenTranslations};
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct ImportTranslation {
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    accept: bool,
}

impl ImportTranslation {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let lock = if self.dry_run { None } else { Some(common.lock_site("import translation")?) };
        let content = ExistingContent::read(common)?;
        if content.project.is_none() {
            return Ok(content.refuse(common));
        }
        let mut report = Report::default();
        let TranslationContent { catalogue, record, .. } = content.catalogue(&mut report);
        if report.has_errors() {
            // What would be written in the place of a record that cannot be read would lack what it says.
            common.print_faults(&report, &content.folder.sources, Severity::Warning);
            common.complain(&Message::new("import.refused"));
            return Ok(ExitStatus::ContentErrors);
        }
        let mut rows = Vec::new();
        for file in files::named(&self.files, common)? {
            rows.extend(translation::read(&file, &mut report)?);
        }
        rows.iter_mut().for_each(|row| row.is_accepted = self.accept);
        let mut taken = translation::take(&content.folder, &catalogue, &record, &rows);
        report.append(std::mem::take(&mut taken.report));
        let is_open = report.has_errors() || !taken.waiting.is_empty();
        if common.strict && is_open {
            taken.files.clear();
        }
        let files = taken.files.len();
        let changes = content.changes(std::mem::take(&mut taken.files), common);
        if let Some(lock) = &lock {
            disk::change_all(lock, &changes)?;
        }
        match common.format {
            MessageFormat::Json => common.say_text(&document(&taken, &report, &content, files, common)),
            MessageFormat::Full | MessageFormat::Short => {
                common.print_faults(&report, &content.folder.sources, Severity::Warning);
                self.conclude(&taken, &report, &catalogue, files, common);
            }
        }
        Ok(if is_open { ExitStatus::ContentErrors } else { ExitStatus::Fine })
    }

    fn conclude(&self, taken: &TakenTranslations, report: &Report, catalogue: &Catalogue, files: usize, common: &Common) {
        let ending = match (common.strict && report.has_errors(), self.dry_run) {
            (true, _) => "import-translation.blocked",
            (false, true) => "import-translation.tried",
            (false, false) => "import-translation.written",
        };
        let ending = Message::new(ending).part("taken", taken.taken).part("confirmed", taken.confirmed).part("files", files);
        common.conclude(&ending);
        for (path, count) in &taken.waiting {
            common.complain(&Message::new("import-translation.waiting").part("path", path.clone()).part("count", *count));
        }
        let refused = report.count(Severity::Error);
        if refused > 0 {
            common.complain(&Message::new("import-translation.refused").part("count", refused));
        }
        let open = catalogue.texts.iter().filter(|text| EntryState::of(text) != EntryState::Done).count();
        let left = open.saturating_sub(taken.taken + taken.confirmed);
        if left > 0 {
            common.conclude(&Message::new("import-translation.left").part("count", left));
        }
    }
}

fn document(taken: &TakenTranslations, report: &Report, content: &ExistingContent, files: usize, common: &Common) -> String {
    let faults = diagnostic::json(report, &content.folder.sources, common.language());
    let mut document: Value = serde_json::from_str(&faults).unwrap_or_default();
    document["translation"] = json!({ "taken": taken.taken, "confirmed": taken.confirmed, "files": files, "waiting": taken.waiting });
    document.to_string()
}
