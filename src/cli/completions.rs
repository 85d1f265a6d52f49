//! `torikumi completions`.

use super::help::HelpTexts;
use super::{Common, ExitStatus};
use clap::Args;
use clap_complete::Shell;

#[derive(Debug, Args)]
pub struct CompletionsArguments {
    #[arg(value_enum)]
    shell: Shell,
}

impl CompletionsArguments {
    pub fn run(&self, common: &Common) -> ExitStatus {
        let texts = HelpTexts::of(common.language());
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut texts.program(), "torikumi", &mut script);
        common.put(texts.translated(&String::from_utf8_lossy(&script)).as_bytes());
        ExitStatus::Fine
    }
}
