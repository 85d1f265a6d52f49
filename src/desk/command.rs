//! Commands that the desk runs for those who would not type them. What cannot be taken back is asked twice: first a command says what it
//! would do, then it does it.

use super::address::DeskAddress;
use super::content::DeskContent;
use super::form::{FormFields, UploadedFile};
use super::frame::{DeskFrame, edition_at_work, fiscal_year};
use super::job::Job;
use super::{Desk, DeskAnswer};
use crate::disk::{self, OWN_FOLDER};
use crate::error::Error;
use crate::language::Language;
use crate::message::{Message, Messages};
use crate::model::{Project, seal};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The field that says that the command is to do what it said.
const CONFIRMED: &str = "confirmed";

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskCommand {
    /// 様式を出す.
    Form,
    /// 取り込む.
    Import,
    /// 新しい年度の報告を作る.
    Edition,
    /// 下書きの印を取る.
    Release,
    /// 公開する.
    Publish,
    /// 確定する.
    Seal,
    /// 公表した数値を訂正する.
    Correct,
}

impl DeskCommand {
    pub const ALL: [DeskCommand; 7] = [
        DeskCommand::Form,
        DeskCommand::Import,
        DeskCommand::Edition,
        DeskCommand::Release,
        DeskCommand::Publish,
        DeskCommand::Seal,
        DeskCommand::Correct,
    ];

    /// The word in its address, and the key of its messages.
    pub fn word(self) -> &'static str {
        match self {
            DeskCommand::Form => "form",
            DeskCommand::Import => "import",
            DeskCommand::Edition => "edition",
            DeskCommand::Release => "release",
            DeskCommand::Publish => "publish",
            DeskCommand::Seal => "seal",
            DeskCommand::Correct => "correct",
        }
    }

    /// What a section of the messages says of it.
    pub fn said(self, section: &str, year: &str, language: Language) -> String {
        Messages::of(language).text(&Message::new(&format!("{section}.{}", self.word())).part("year", year))
    }

    /// Whether it says first what it would do.
    fn is_asked_twice(self) -> bool {
        matches!(self, DeskCommand::Import | DeskCommand::Publish | DeskCommand::Seal | DeskCommand::Correct)
    }
}

#[derive(Serialize)]
struct CommandView {
    frame: DeskFrame,
    word: &'static str,
    /// What it does, and the word of its button.
    about: String,
    action: String,
    /// The year of the report, and that of the next one.
    year: Option<i32>,
    next_year: Option<i32>,
    year_in_words: String,
    is_draft: bool,
    is_sealed: bool,
    today: String,
    targets: Vec<String>,
    strategies: Vec<String>,
    /// The editions whose figures can be corrected, the newest first.
    published: Vec<i32>,
    indicators: Vec<IndicatorOption>,
    /// The forms that were made last, by their names.
    made: Vec<String>,
    /// Whether a command runs already.
    is_busy: bool,
}

/// The years of the editions that are no drafts, the newest first.
fn published(project: &Project) -> Vec<i32> {
    project.editions.iter().rev().filter(|edition| !edition.draft).map(|edition| edition.year).collect()
}

/// An indicator that can be chosen.
#[derive(Serialize)]
struct IndicatorOption {
    id: String,
    name: String,
}

/// The indicators of all strategies, those of the newest first; each id once.
fn indicators(project: &Project, language: Language) -> Vec<IndicatorOption> {
    let mut seen = BTreeSet::new();
    let all = project.strategies.iter().rev().flat_map(|strategy| strategy.indicators());
    let new = all.filter(|indicator| seen.insert(indicator.id.as_str()));
    new.map(|indicator| IndicatorOption { id: indicator.id.clone(), name: indicator.name.in_language(language).0.clone() }).collect()
}

/// The page of a command.
///
/// # Errors
///
/// Those of reading the content.
pub fn page(desk: &Desk<'_>, command: DeskCommand) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let project = content.project();
    let edition = project.and_then(|project| edition_at_work(project, DeskAddress::Home));
    let year = edition.map(|edition| fiscal_year(edition, desk.language())).unwrap_or_default();
    let said = |section: &str| command.said(section, &year, desk.language());
    let names = |all: fn(&Project) -> Vec<String>| project.map(all).unwrap_or_default();
    let view = CommandView {
        frame: desk.frame(said("desk-command"), DeskAddress::Command(command), Some(&content)),
        word: command.word(),
        about: said("desk-command-about"),
        action: said("desk-command-do"),
        year: edition.map(|edition| edition.year),
        next_year: project.and_then(|project| project.editions.last()).map(|edition| edition.year + 1),
        year_in_words: year.clone(),
        is_draft: edition.is_some_and(|edition| edition.draft),
        is_sealed: project.zip(edition).is_some_and(|(project, edition)| seal::in_force(&project.seals, edition.year).is_some()),
        today: desk.host.now().strftime("%Y-%m-%d").to_string(),
        targets: names(|project| project.settings.targets.iter().map(|target| target.name.clone()).collect()),
        strategies: names(|project| project.strategies.iter().rev().map(|strategy| strategy.id.clone()).collect()),
        published: project.map(published).unwrap_or_default(),
        indicators: project.map(|project| indicators(project, desk.language())).unwrap_or_default(),
        made: disk::names(&folder(desk, FORMS))?,
        is_busy: desk.state.job.borrow_mut().as_mut().is_some_and(Job::is_running),
    };
    Ok(DeskAnswer::Page(desk.render("command.html", &view)))
}

/// Where forms are made, and where files that were sent lie until they are read.
pub const FORMS: &str = "forms";
const SENT: &str = "sent";
/// The report of an import.
const REPORT: &str = "report.html";

/// A folder of the desk's own.
pub fn folder(desk: &Desk<'_>, name: &str) -> PathBuf {
    desk.root.join(OWN_FOLDER).join("desk").join(name)
}

/// Where the report of an import lies.
pub fn report(desk: &Desk<'_>) -> PathBuf {
    folder(desk, REPORT)
}

/// Begins a command, and leads to what it says.
///
/// # Errors
///
/// [`Error::File`] where a file that was sent cannot be kept.
pub fn begin(desk: &Desk<'_>, command: DeskCommand, form: &FormFields) -> Result<DeskAnswer, Error> {
    if desk.state.job.borrow_mut().as_mut().is_some_and(Job::is_running) {
        return Ok(desk.failed(Message::new("desk-command.busy")));
    }
    let is_plan = command.is_asked_twice() && form.get(CONFIRMED).is_none();
    if command == DeskCommand::Import && is_plan && form.files().is_empty() {
        return Ok(desk.failed(Message::new("desk-command.no-file")));
    }
    if command == DeskCommand::Import && is_plan {
        keep_files(desk, form.files())?;
    }
    if command == DeskCommand::Form {
        disk::remove_folder(&folder(desk, FORMS))?;
    }
    let arguments = arguments(desk, command, form, is_plan)?;
    let events = desk.host.start(&arguments, desk.language());
    *desk.state.job.borrow_mut() = Some(Job::new(command, is_plan, form.without_files(), events));
    Ok(DeskAnswer::SeeOther(DeskAddress::Job.to_string()))
}

/// Keeps files that were sent in place of those before them.
fn keep_files(desk: &Desk<'_>, files: &[UploadedFile]) -> Result<(), Error> {
    let place = folder(desk, SENT);
    disk::remove_folder(&place)?;
    for file in files {
        disk::write_whole(&place.join(file.safe_name()), &file.bytes)?;
    }
    Ok(())
}

/// The files that were sent last.
fn sent(desk: &Desk<'_>) -> Result<Vec<String>, Error> {
    let place = folder(desk, SENT);
    Ok(disk::names(&place)?.into_iter().map(|name| place.join(name).display().to_string()).collect())
}

/// What would be typed on a terminal. Fields are arguments of options, or stand behind `--`: none can become an option.
fn arguments(desk: &Desk<'_>, command: DeskCommand, form: &FormFields, is_plan: bool) -> Result<Vec<String>, Error> {
    let option = |name: &str, field: &str| {
        let value = form.text(field);
        (!value.is_empty()).then(|| format!("--{name}={value}"))
    };
    let tick = |name: &str, field: &str| form.has(field).then(|| format!("--{name}"));
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let dry = is_plan.then(|| "--dry-run".to_owned());
    let mut all = match command {
        DeskCommand::Form => {
            let into = format!("--output-dir={}", folder(desk, FORMS).display());
            let options = [option("edition", "year"), option("due", "due"), tick("open", "open"), Some(into)];
            words(&["export", "form"]).into_iter().chain(options.into_iter().flatten()).collect()
        }
        DeskCommand::Import => {
            let report = format!("--report={}", report(desk).display());
            let options = match form.text("what") {
                "translation" => vec![Some("translation".to_owned()), tick("accept", "accept"), dry],
                "strategy" => vec![
                    Some("strategy".to_owned()),
                    option("id", "strategy"),
                    tick("accept-proposals", "proposals"),
                    tick("accept", "accept"),
                    Some(report),
                    dry,
                ],
                _ => vec![option("edition", "year"), tick("accept", "accept"), Some(report), dry],
            };
            let behind = std::iter::once("--".to_owned()).chain(sent(desk)?);
            words(&["import"]).into_iter().chain(options.into_iter().flatten()).chain(behind).collect()
        }
        DeskCommand::Edition => words(&["new", "edition"]),
        DeskCommand::Release => words(&["release"]).into_iter().chain(option("published", "published")).collect(),
        DeskCommand::Publish => {
            let options = [option("remove", "remove"), tick("preview", "preview"), dry];
            words(&["publish"]).into_iter().chain(options.into_iter().flatten()).collect()
        }
        DeskCommand::Correct => {
            let options = [option("reason", "reason"), option("reason-en", "reason_en"), tick("accept", "accept"), dry];
            words(&["correct"]).into_iter().chain(options.into_iter().flatten()).collect()
        }
        DeskCommand::Seal if is_plan => return Ok(words(&["check"])),
        DeskCommand::Seal => words(&["archive"]),
    };
    let last = match command {
        DeskCommand::Form | DeskCommand::Import => None,
        DeskCommand::Edition | DeskCommand::Release | DeskCommand::Seal => Some(form.text("year")),
        DeskCommand::Publish => Some(form.text("target")),
        DeskCommand::Correct => {
            let figure = format!("{}={}", form.text("indicator"), form.text("value"));
            all.extend(["--".to_owned(), form.text("year").to_owned(), figure]);
            None
        }
    };
    all.extend(last.filter(|last| !last.is_empty()).into_iter().flat_map(|last| ["--".to_owned(), last.to_owned()]));
    Ok(all)
}
