//! The command line: arguments, and what each command prints. The only room that prints or looks at the environment.

mod any_of;
mod archive;
mod arguments;
mod build;
mod check;
mod completions;
mod correct;
mod desk;
mod diff;
mod explain;
mod export;
mod handover;
mod help;
mod history;
mod import;
mod init;
mod lock;
mod man;
mod new;
mod progress;
mod publish;
mod release;
mod rollback;
mod schema;
mod serve;
mod status;
mod strategy_facts;
mod tidy;
mod verify;

use crate::archive as sealing;
use crate::diagnostic::{self, PrintFormat, Report, Severity, Sources};
use crate::disk::OWN_FOLDER;
use crate::error::{Error, cause};
use crate::language::Language;
use crate::load::{self, Folder};
use crate::message::{Message, Messages, shown};
use crate::model::Stage;
use crate::model::read::parse_base_url;
use crate::site::{BaseUrl, Choices, Drafts, Loaded, PhotoCache, Sealing};
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use progress::Clock;
use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicI32, Ordering};

/// The arguments. Their texts are messages: `help` puts them in.
#[derive(Debug, Parser)]
#[command(name = "torikumi", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::BuildArguments),
    Check(check::CheckArguments),
    Tidy(tidy::TidyArguments),
    Serve(serve::ServeArguments),
    Desk(desk::DeskArguments),
    Archive(archive::ArchiveArguments),
    Correct(correct::CorrectArguments),
    Diff(diff::DiffArguments),
    Verify(verify::VerifyArguments),
    Release(release::ReleaseArguments),
    Publish(publish::PublishArguments),
    Rollback(rollback::RollbackArguments),
    Explain(explain::ExplainArguments),
    Completions(completions::CompletionsArguments),
    Man,
    Init(init::InitArguments),
    New(new::NewArguments),
    Export(export::ExportArguments),
    Import(import::ImportArguments),
    Status(status::StatusArguments),
    Schema(schema::SchemaArguments),
}

/// Arguments that every command has.
#[derive(Debug, Args)]
struct Common {
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    root: PathBuf,
    #[arg(long, global = true)]
    drafts: bool,
    #[arg(long, global = true)]
    strict: bool,
    #[arg(long, global = true, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    #[arg(long, global = true, value_parser = PossibleValuesParser::new(Language::ALL.map(Language::tag)))]
    lang: Option<String>,
    #[arg(long, global = true, value_enum, default_value_t = MessageFormat::Full)]
    format: MessageFormat,
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Why something that was to be said on standard output was not: the number of the system's error, 0 where all was said.
    #[arg(skip)]
    unsaid: AtomicI32,
}

fn base_url(text: &str) -> Result<String, String> {
    // What is expected is said by the messages, in their language.
    parse_base_url(text).ok_or_else(String::new)
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum MessageFormat {
    Full,
    Short,
    Json,
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

/// Runs the command that the arguments name; the first of them is the name of the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitStatus {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    match Cli::try_parse_from(&arguments) {
        Ok(cli) => run_command(cli),
        Err(_) => arguments::refuse(&arguments, arguments::named_language(&arguments).unwrap_or_else(language_of_environment)),
    }
}

fn run_command(cli: Cli) -> ExitStatus {
    let done = match &cli.command {
        Command::Build(build) => build.run(&cli.common),
        Command::Check(check) => check.run(&cli.common),
        Command::Tidy(tidy) => tidy.run(&cli.common),
        Command::Serve(serve) => serve.run(&cli.common),
        Command::Desk(desk) => desk.run(&cli.common),
        Command::Archive(archive) => archive.run(&cli.common),
        Command::Correct(correct) => correct.run(&cli.common),
        Command::Diff(diff) => diff.run(&cli.common),
        Command::Verify(verify) => verify.run(&cli.common),
        Command::Release(release) => release.run(&cli.common),
        Command::Publish(publish) => publish.run(&cli.common),
        Command::Rollback(rollback) => rollback.run(&cli.common),
        Command::Explain(explain) => Ok(explain.run(&cli.common)),
        Command::Completions(completions) => Ok(completions.run(&cli.common)),
        Command::Man => Ok(man::run(&cli.common)),
        Command::Init(init) => init.run(&cli.common),
        Command::New(new) => new.run(&cli.common),
        Command::Export(export) => export.run(&cli.common),
        Command::Import(import) => import.run(&cli.common),
        Command::Status(status) => status.run(&cli.common),
        Command::Schema(schema) => schema.run(&cli.common),
    };
    let unsaid = Some(cli.common.unsaid.load(Ordering::Relaxed)).filter(|number| *number != 0);
    let unsaid = unsaid.map(|number| Message::new("cli.unsaid").part("source", cause(&io::Error::from_raw_os_error(number))));
    match (done, unsaid) {
        (Ok(status), None) => status,
        (Ok(_), Some(why)) => cli.common.fail(why),
        (Err(error), _) => cli.common.fail(error.message()),
    }
}

/// A folder that was read, with its faults so far.
struct FolderReading {
    folder: Folder,
    report: Report,
    loaded: Option<Loaded>,
}

impl FolderReading {
    /// Gives back what was needed for reading alone, a third of all that a large site has in memory. Texts are kept where there are
    /// faults, or where pages may still find some: in the theme, and where photos are named.
    fn forget(&mut self, loaded: &Loaded) {
        let mut shown = self.report.shown_sources();
        shown.extend(loaded.project().photo_files().filter_map(|file| file.place.source()));
        let mut sources = std::mem::take(&mut self.folder).sources;
        sources.keep(|id, source| shown.contains(&id) || source.path.starts_with("themes/"));
        self.folder.sources = sources;
    }
}

impl Common {
    /// Reads the folder of the site, with what it takes on the clock.
    fn read(&self, clock: &mut Clock<'_>, cache: impl Fn(PathBuf) -> PhotoCache) -> Result<FolderReading, Error> {
        self.read_with(clock, self.choices(BaseUrl::Own, Sealing::Shown, cache))
    }

    fn read_with(&self, clock: &mut Clock<'_>, choices: Choices) -> Result<FolderReading, Error> {
        let mut report = Report::default();
        let mut folder = load::load(&self.root, &mut report)?;
        let loaded = Loaded::read(&mut folder, &choices, &mut report);
        if self.strict {
            report.make_strict();
        }
        let root = self.root.display().to_string();
        clock.lap(Message::new("lap.read").part("root", root).part("texts", folder.sources.iter().count()));
        Ok(FolderReading { folder, report, loaded })
    }

    /// Says that a sealing is not finished, and which command finishes it: who only reads leaves it as it is.
    fn mention_interrupted(&self) -> Result<(), Error> {
        let interrupted = sealing::interrupted(&self.root)?.into_iter().filter(|_| !self.quiet);
        interrupted.for_each(|file| self.complain(&Message::new("archive.interrupted").part("file", file)));
        Ok(())
    }

    /// What the arguments decide; an address among them goes before `base_url`.
    fn choices(&self, base_url: BaseUrl, sealing: Sealing, cache: impl Fn(PathBuf) -> PhotoCache) -> Choices {
        Choices {
            drafts: if self.drafts { Drafts::Shown } else { Drafts::Hidden },
            base_url: self.base_url.clone().map_or(base_url, BaseUrl::Given),
            sealing,
            stage: Stage::Production,
            cache: cache(self.root.join(OWN_FOLDER).join("photos")),
        }
    }

    fn language(&self) -> Language {
        self.lang.as_deref().and_then(Language::from_tag).unwrap_or_else(language_of_environment)
    }

    /// Prints the faults of a reading and the closing line to standard error.
    fn print(&self, reading: &FolderReading, least: Severity) {
        self.print_faults(&reading.report, &reading.folder.sources, least);
    }

    /// Prints faults of at least this severity: to standard error with a line of counts, or as JSON to standard output.
    fn print_faults(&self, report: &Report, sources: &Sources, least: Severity) {
        let shown = report.selection(report.sorted(sources).into_iter().filter(|diagnostic| diagnostic.severity <= least));
        match self.format {
            MessageFormat::Full | MessageFormat::Short => self.complain_counted(self.faults_text(&shown, sources), &shown, sources),
            MessageFormat::Json => self.say_text(&diagnostic::json(&shown, sources, self.language())),
        }
    }

    /// Each fault of a report as a block, or as a line.
    fn faults_text(&self, report: &Report, sources: &Sources) -> String {
        let format = match self.format {
            MessageFormat::Full | MessageFormat::Json => PrintFormat::Full { coloured: is_coloured(&std::io::stderr()) },
            MessageFormat::Short => PrintFormat::Short,
        };
        diagnostic::print(report, sources, self.language(), format)
    }

    /// A text about the faults of a report and the line of their counts, on standard error.
    fn complain_counted(&self, text: String, report: &Report, sources: &Sources) {
        let summary = diagnostic::summary(report, sources, self.language()).filter(|_| !self.quiet);
        complain_coloured((text + &summary.unwrap_or_default()).trim_end());
    }

    /// Says how a command ended, on standard output, unless that is to stay empty or to hold nothing but JSON.
    fn conclude(&self, message: &Message) {
        self.conclude_with(&self.text(message));
    }

    /// As [`Common::conclude`], with a text.
    fn conclude_with(&self, text: &str) {
        match self.format {
            MessageFormat::Full | MessageFormat::Short if !self.quiet => self.say_text(text),
            MessageFormat::Full | MessageFormat::Short | MessageFormat::Json => {}
        }
    }

    /// The words of a message.
    fn text(&self, message: &Message) -> String {
        Messages::of(self.language()).text(message)
    }

    /// A message on standard output.
    fn say(&self, message: &Message) {
        self.say_text(&self.text(message));
    }

    /// A message on standard error.
    fn complain(&self, message: &Message) {
        complain(&self.text(message));
    }

    /// An error on standard error.
    fn fail(&self, why: Message) -> ExitStatus {
        self.complain(&Message::new("cli.error").part("why", why));
        ExitStatus::CannotRun
    }

    /// A text on standard output, safe to show.
    fn say_text(&self, text: &str) {
        self.put(format!("{}\n", shown::lines(text)).as_bytes());
    }

    /// Bytes on standard output. That they cannot be written is told at the end: the work of a command goes before its words.
    fn put(&self, bytes: &[u8]) {
        if let Err(error) = print(bytes) {
            self.unsaid.store(error.raw_os_error().unwrap_or(i32::MAX), Ordering::Relaxed);
        }
    }
}

/// By `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set; where none is, as on Windows, the language of the system.
fn language_of_environment() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let locale = set.or_else(sys_locale::get_locale);
    if locale.is_some_and(|locale| locale.starts_with("ja")) { Language::Ja } else { Language::En }
}

/// Whether a stream shows colours.
fn is_coloured(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// A line on standard error, safe to show.
fn complain(text: &str) {
    complain_coloured(&shown::lines(text));
}

/// As [`complain`], for a text with colours in it whose other parts are safe to show. Nobody can be told when even that fails.
fn complain_coloured(text: &str) {
    if !text.is_empty() {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }
}

/// Bytes on standard output; who closes it early, as `head` does, wants no more.
///
/// # Errors
///
/// Those of writing them.
fn print(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}
