//! The program: arguments in, exit status out.

use clap::Parser;
use std::process::ExitCode;
use torikumi::cli::{Cli, run};

fn main() -> ExitCode {
    run(Cli::parse()).into()
}
