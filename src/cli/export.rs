//! `torikumi export`.

mod due;
mod translation;

use super::import::{ExistingContent, edition_of};
use super::{Common, ExitStatus};
use crate::disk::{self, Existing};
use crate::error::Error;
use crate::message::Message;
use crate::sheet::{self, Division, FormScope, ReportedEdition, ResultForm};
use clap::{Args, Subcommand};
use due::DueDate;
use std::path::{Path, PathBuf};
use translation::TranslationOptions;

#[derive(Debug, Args)]
pub struct ExportArguments {
    #[command(subcommand)]
    what: ExportCommand,
}

#[derive(Debug, Subcommand)]
enum ExportCommand {
    Form(FormOptions),
    Translation(TranslationOptions),
}

#[derive(Debug, Args)]
struct FormOptions {
    #[arg(long, value_name = "YEAR")]
    edition: Option<String>,
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output_dir: PathBuf,
    #[arg(long, value_name = "NAME", conflicts_with = "all")]
    division: Option<String>,
    #[arg(long)]
    all: bool,
    #[arg(long)]
    open: bool,
    #[arg(long, value_name = "YYYY-MM-DD")]
    due: Option<String>,
    #[arg(long)]
    force: bool,
}

impl ExportArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        match &self.what {
            ExportCommand::Form(options) => options.run(common),
            ExportCommand::Translation(options) => options.run(common),
        }
    }
}

impl FormOptions {
    fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let content = ExistingContent::read(common)?;
        let Some(project) = &content.project else { return Ok(content.refuse(common)) };
        let edition = edition_of(project, self.edition.as_deref())?;
        if content.is_in_the_way(edition.year) {
            return Ok(content.refuse(common));
        }
        let reported = ReportedEdition { project, edition };
        let due = DueDate::of(self.due.as_deref(), self.division.as_deref(), reported, common)?;
        let forms = sheet::forms(reported, &self.division(), self.scope(), &due.file.record.confirmations())?;
        if forms.is_empty() {
            common.conclude(&Message::new("export.nothing-open"));
            return Ok(ExitStatus::Fine);
        }
        let covering = (self.division() == Division::Each)
            .then(|| sheet::covering_text(reported, &forms, self.scope(), &due.file.record.confirmations()));
        let existing = if self.force { Existing::Replaced } else { Existing::Refused };
        if existing == Existing::Refused {
            let names = forms.iter().map(|form| form.file.as_str()).chain(covering.as_ref().map(|text| text.file.as_str()));
            refuse_existing(names, &self.output_dir)?;
        }
        due.write()?;
        let _lock = common.lock(&self.output_dir, "export form")?;
        for form in &forms {
            disk::place(&self.output_dir.join(&form.file), &form.bytes, existing)?;
        }
        if let Some(text) = &covering {
            disk::place(&self.output_dir.join(&text.file), &text.bytes, existing)?;
        }
        forms.iter().for_each(|form| common.conclude(&self.made(form)));
        if let Some(text) = &covering {
            let path = self.output_dir.join(&text.file).display().to_string();
            common.conclude(&Message::new("export.covering").part("path", path));
        }
        Ok(ExitStatus::Fine)
    }

    fn division(&self) -> Division {
        match (&self.division, self.all) {
            (Some(name), _) => Division::Named(name.clone()),
            (None, true) => Division::All,
            (None, false) => Division::Each,
        }
    }

    fn scope(&self) -> FormScope {
        if self.open { FormScope::Open } else { FormScope::Every }
    }

    fn made(&self, form: &ResultForm) -> Message {
        let path = self.output_dir.join(&form.file).display().to_string();
        let key = if self.open { "export.made-open" } else { "export.made" };
        let [indicators, measures] = [form.indicators, form.measures].map(|count| Some(count).filter(|count| *count > 0));
        Message::new(key).part("path", path).part("indicators", indicators).part("measures", measures)
    }
}

/// Nothing is written where one of the files is there already.
fn refuse_existing<'a>(names: impl Iterator<Item = &'a str>, folder: &Path) -> Result<(), Error> {
    let mut paths = names.map(|name| folder.join(name));
    paths.find(|path| path.symlink_metadata().is_ok()).map_or(Ok(()), |path| Err(Error::Exists { path }))
}
