//! The program: arguments in, exit status out.

use std::process::ExitCode;
use torikumi::cli::run;

/// Pages are many small texts: a faster allocator takes a fifth off a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    run(std::env::args_os()).into()
}
