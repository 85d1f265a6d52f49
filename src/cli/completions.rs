//! `torikumi completions`.

use super::{Cli, ExitStatus, print};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

#[derive(Debug, Args)]
pub struct Completions {
    /// The shell that is to complete commands and options
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub fn run(&self) -> ExitStatus {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "torikumi", &mut script);
        print(&script);
        ExitStatus::Fine
    }
}
