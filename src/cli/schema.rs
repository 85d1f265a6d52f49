//! `torikumi schema`.

use super::any_of::AnyOf;
use super::{Common, ExitStatus};
use crate::error::Error;
use crate::message::Message;
use crate::schema;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct SchemaArguments {
    #[arg(conflicts_with = "output_dir", value_parser = AnyOf(|| schema::kinds().iter().map(|kind| kind.name).collect()), hide_possible_values = true)]
    kind: Option<String>,
    #[arg(short, long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
}

impl SchemaArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        match (&self.kind, &self.output_dir) {
            (Some(kind), _) => common.say_text(schema::schema(kind)?.trim_end()),
            (None, Some(folder)) => {
                let count = schema::write_all(folder)?;
                common.say(&Message::new("schema.written").part("count", count).part("folder", folder.display().to_string()));
            }
            (None, None) => {
                let language = common.language();
                schema::kinds().iter().for_each(|kind| common.say_text(&format!("{:<16}{}", kind.name, kind.about.in_language(language))));
            }
        }
        Ok(ExitStatus::Fine)
    }
}
