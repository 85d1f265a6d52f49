//! `torikumi init`.

use super::{Common, ExitStatus};
use crate::error::Error;
use crate::message::Message;
use crate::scaffold;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct InitArguments {
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl InitArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        scaffold::refuse_full(&self.folder)?;
        let lock = common.lock(&self.folder, "init")?;
        scaffold::refuse_full(&self.folder)?;
        let made = scaffold::site();
        made.write(&lock)?;
        let folder = self.folder.display().to_string();
        common.say(&Message::new("init.made").part("files", made.files.len()).part("folder", folder));
        Ok(ExitStatus::Fine)
    }
}
