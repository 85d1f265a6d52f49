//! The command line: arguments, and what each command prints. The only room that prints or looks at the environment.

mod build;
mod check;

use crate::diagnostic::{self, Format, Language, Report, Severity};
use crate::error::Error;
use crate::load::{self, Folder};
use crate::model::read::parse_base_url;
use crate::site::{Choices, Drafts, Loaded, PhotoCache};
use crate::write;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Turns a folder of Markdown into the yearly report on a city's comprehensive strategy.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the site into the output folder
    Build(build::Build),
    /// Report every fault of the content, without writing the site
    Check(check::Check),
}

/// Arguments that every command has.
#[derive(Debug, Args)]
struct Common {
    /// Folder of the site: the one that holds `content`
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    root: PathBuf,
    /// Show editions that are marked as drafts
    #[arg(long, global = true)]
    drafts: bool,
    /// Treat warnings as errors
    #[arg(long, global = true)]
    strict: bool,
    /// Absolute address of the site, instead of the one in site.toml
    #[arg(long, global = true, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Language of messages; by default that of the environment
    #[arg(long, global = true, value_enum)]
    lang: Option<MessageLanguage>,
    /// How faults are printed
    #[arg(long, global = true, value_enum, default_value_t = MessageFormat::Full)]
    format: MessageFormat,
}

fn base_url(text: &str) -> Result<String, String> {
    parse_base_url(text).ok_or_else(|| "expected an address such as https://www.city.example.jp/report".to_owned())
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum MessageLanguage {
    Ja,
    En,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum MessageFormat {
    Full,
    Short,
}

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// All is well.
    Fine,
    /// The content has errors: status 1.
    ContentErrors,
    /// The program could not run: status 2.
    CannotRun,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> ExitCode {
        match status {
            ExitStatus::Fine => ExitCode::SUCCESS,
            ExitStatus::ContentErrors => ExitCode::from(1),
            ExitStatus::CannotRun => ExitCode::from(2),
        }
    }
}

/// Runs a command.
pub fn run(cli: Cli) -> ExitStatus {
    let done = match &cli.command {
        Command::Build(build) => build.run(&cli.common),
        Command::Check(check) => check.run(&cli.common),
    };
    done.unwrap_or_else(|error| {
        complain(&format!("error: {error}"));
        ExitStatus::CannotRun
    })
}

/// A folder that was read, with its faults so far.
struct Reading {
    folder: Folder,
    report: Report,
    loaded: Option<Loaded>,
}

impl Common {
    fn read(&self, cache: impl Fn(PathBuf) -> PhotoCache) -> Result<Reading, Error> {
        let mut report = Report::default();
        let mut folder = load::load(&self.root, &mut report)?;
        let drafts = if self.drafts { Drafts::Shown } else { Drafts::Hidden };
        let choices = Choices { drafts, base_url: self.base_url.clone(), cache: cache(self.root.join(write::OWN_FOLDER).join("photos")) };
        let loaded = Loaded::read(&mut folder, &choices, &mut report);
        if self.strict {
            report.make_strict();
        }
        Ok(Reading { folder, report, loaded })
    }

    fn language(&self) -> Language {
        match self.lang {
            Some(MessageLanguage::Ja) => Language::Japanese,
            Some(MessageLanguage::En) => Language::English,
            None => language_of_environment(),
        }
    }

    /// Prints faults of at least this severity and the closing line to standard error.
    fn print(&self, reading: &Reading, least: Severity) {
        let mut shown = Report::default();
        for diagnostic in reading.report.sorted(&reading.folder.sources) {
            if diagnostic.severity <= least {
                shown.push(diagnostic.clone());
            }
        }
        let coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let format = match self.format {
            MessageFormat::Full => Format::Full { coloured },
            MessageFormat::Short => Format::Short,
        };
        let text = diagnostic::print(&shown, &reading.folder.sources, self.language(), format);
        let summary = diagnostic::summary(&shown, &reading.folder.sources, self.language());
        complain((text + &summary.unwrap_or_default()).trim_end());
    }
}

/// By `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set.
fn language_of_environment() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    if set.is_some_and(|locale| locale.starts_with("ja")) { Language::Japanese } else { Language::English }
}

/// A line on standard error; nobody can be told when even that fails.
fn complain(text: &str) {
    if !text.is_empty() {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }
}

/// A line on standard output.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
