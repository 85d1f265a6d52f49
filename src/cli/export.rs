//! `torikumi export`.

use super::import::{Content, edition_of};
use super::{Common, ExitStatus};
use crate::diagnostic::{Language, plural};
use crate::disk::{self, Existing};
use crate::error::Error;
use crate::sheet::{self, Division, Form, Reported};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Export {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Spreadsheets in which the divisions fill in the results of the year: one for each division in charge
    Form(FormOptions),
}

#[derive(Debug, Args)]
struct FormOptions {
    /// Fiscal year of the edition: 2016, H28, R5; by default the newest, be it a draft
    #[arg(long, value_name = "YEAR")]
    edition: Option<String>,
    /// Folder to write into
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    output_dir: PathBuf,
    /// Only the form of this division
    #[arg(long, value_name = "NAME", conflicts_with = "all")]
    division: Option<String>,
    /// One form with every indicator
    #[arg(long)]
    all: bool,
    /// Replace forms that are there already
    #[arg(long)]
    force: bool,
}

impl Export {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        match &self.what {
            What::Form(options) => options.run(common),
        }
    }
}

impl FormOptions {
    fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let content = Content::read(common)?;
        let Some(project) = &content.project else { return Ok(content.refuse(common)) };
        let edition = edition_of(project, self.edition.as_deref())?;
        if content.is_in_the_way(edition.year) {
            return Ok(content.refuse(common));
        }
        let forms = sheet::forms(Reported { project, edition }, &self.division())?;
        let existing = if self.force { Existing::Replaced } else { Existing::Refused };
        if existing == Existing::Refused {
            refuse_existing(&forms, &self.output_dir)?;
        }
        let _lock = common.lock(&self.output_dir, "export form")?;
        for form in &forms {
            disk::place(&self.output_dir.join(&form.file), &form.bytes, existing)?;
        }
        common.conclude(&self.says(&forms, common.language()));
        Ok(ExitStatus::Fine)
    }

    fn division(&self) -> Division {
        match (&self.division, self.all) {
            (Some(name), _) => Division::Named(name.clone()),
            (None, true) => Division::All,
            (None, false) => Division::Each,
        }
    }

    fn says(&self, forms: &[Form], language: Language) -> String {
        let line = |form: &Form| {
            let path = self.output_dir.join(&form.file);
            match language {
                Language::En => format!("{}: {}", path.display(), plural(form.indicators, "indicator")),
                Language::Ja => format!("{}：指標{}件", path.display(), form.indicators),
            }
        };
        forms.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// Nothing is written where one of the forms is there already.
fn refuse_existing(forms: &[Form], folder: &Path) -> Result<(), Error> {
    let mut paths = forms.iter().map(|form| folder.join(&form.file));
    paths.find(|path| path.symlink_metadata().is_ok()).map_or(Ok(()), |path| Err(Error::Exists { path }))
}
