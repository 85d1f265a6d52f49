//! `torikumi init`.

mod city;

use super::{Common, ExitStatus};
use crate::diagnostic::{Report, Severity};
use crate::error::Error;
use crate::message::{Message, Messages};
use crate::model::read;
use crate::scaffold::{self, FolderDraft, NewCity};
use city::{AskedPerson, CityArguments};
use clap::Args;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct InitArguments {
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[arg(long)]
    empty: bool,
    #[command(flatten)]
    city: CityArguments,
}

impl InitArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        scaffold::refuse_full(&self.folder)?;
        let folder = self.folder.display().to_string();
        let city = if self.empty { Some(self.ask(common)?) } else { None };
        let made = match &city {
            Some(city) => scaffold::empty(city)?,
            None => scaffold::site(),
        };
        if !is_sound(&made, common) {
            return Ok(ExitStatus::ContentErrors);
        }
        let lock = common.lock(&self.folder, "init")?;
        scaffold::refuse_full(&self.folder)?;
        made.write(&lock)?;
        let message = match city {
            Some(city) => Message::new("init.empty-made").part("strategy", city.strategy),
            None => Message::new("init.made"),
        };
        common.say(&message.part("files", made.files.len()).part("folder", folder));
        Ok(ExitStatus::Fine)
    }

    /// What a site without content has to know.
    fn ask(&self, common: &Common) -> Result<NewCity, Error> {
        let (mut input, mut output) = (io::stdin().lock(), io::stderr());
        let messages = Messages::of(common.language());
        let asked = input.is_terminal().then_some(AskedPerson { input: &mut input, output: &mut output, messages });
        self.city.city(asked)
    }
}

/// Whether what is to be written has no error; those of what was given are said.
fn is_sound(draft: &FolderDraft, common: &Common) -> bool {
    let mut report = Report::default();
    let folder = draft.as_folder();
    read::project(&folder, &mut report);
    let is_sound = !report.has_errors();
    if !is_sound {
        common.print_faults(&report, &folder.sources, Severity::Error);
        common.complain(&Message::new("init.refused"));
    }
    is_sound
}
