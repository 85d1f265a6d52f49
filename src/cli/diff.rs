//! `torikumi diff`.

use super::archive::today;
use super::import::edition_of;
use super::{Common, ExitStatus, MessageFormat};
use crate::diagnostic::{Report, Severity};
use crate::diff::{ComparedStates, ContentDiff, ContentState, DiffBase, DiffForm, DiffScope, FileContent};
use crate::disk::{self, Existing};
use crate::error::{Error, Request};
use crate::history::{ContentSnapshot, FileStamp, History, PastContent, SnapshotEvent, SnapshotName};
use crate::load::{self, Folder};
use crate::message::Message;
use crate::model::{Project, Published, seal, year};
use crate::site;
use clap::Args;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct DiffArguments {
    #[arg(long, value_name = "STATE")]
    since: Option<String>,
    #[arg(long, value_name = "YEAR")]
    edition: Option<String>,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(long, requires = "output")]
    force: bool,
}

/// The state that is asked for.
enum WantedState {
    Published,
    /// The newest one at the end of a day.
    Day(Published),
    /// A sealed edition.
    Sealed(i32),
}

/// A file that the changes are written to.
#[derive(Clone, Copy)]
struct Output<'a> {
    path: &'a Path,
    form: DiffForm,
}

impl Output<'_> {
    fn of(path: &Path) -> Result<Output<'_>, Request> {
        let form = DiffForm::of(path).ok_or_else(|| Request::ReportForm { found: path.display().to_string() })?;
        Ok(Output { path, form })
    }
}

/// An earlier state, and how much of it is missing.
struct EarlierState {
    base: DiffBase,
    state: ContentState,
    missing: usize,
}

impl DiffArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let wanted = self.since.as_deref().map(wanted).transpose()?;
        let output = self.output.as_deref().map(Output::of).transpose()?;
        let mut report = Report::default();
        let folder = load::content(&common.root, &mut report)?;
        let files = known_files(History::open(&common.root)?.files(&folder));
        let mut now = ContentState { files, ..ContentState::read(&folder, &mut report) };
        let Some(project) = &now.project else {
            common.print_faults(&report, &folder.sources, Severity::Error);
            return Ok(ExitStatus::ContentErrors);
        };
        let edition = self.edition.as_deref().map(|written| edition_of(project, Some(written))).transpose()?.map(|edition| edition.year);
        let earlier = match wanted {
            Some(WantedState::Sealed(year)) => sealed(&folder, project, year)?,
            Some(WantedState::Published) => published(common)?.ok_or(Request::NeverPublished)?,
            Some(WantedState::Day(day)) => of_day(common, day)?,
            None => by_default(common)?,
        };
        let scope = scope(&now, &earlier, edition)?;
        if earlier.state.project.is_none() && matches!(earlier.base, DiffBase::Sealed { .. }) {
            now = now.of_records();
        }
        let states = ComparedStates { base: earlier.base, before: &earlier.state, now: &now, scope, missing: earlier.missing };
        self.show(&ContentDiff::of(&states, common.language()), output, common)?;
        Ok(ExitStatus::Fine)
    }

    /// Writes the changes to the file that is asked for, else says them.
    fn show(&self, diff: &ContentDiff, output: Option<Output<'_>>, common: &Common) -> Result<(), Error> {
        if let Some(Output { path, form }) = output {
            let existing = if self.force { Existing::Replaced } else { Existing::Refused };
            disk::place(path, &diff.bytes(form, path)?, existing)?;
            let written = Message::new("diff.written").part("path", path.display().to_string());
            common.conclude(&written.part("count", diff.changes.len()));
        }
        match (common.format, output) {
            (MessageFormat::Json, _) => common.say_text(&diff.json()),
            (MessageFormat::Full | MessageFormat::Short, None) => common.say_text(&diff.lines()),
            (MessageFormat::Full | MessageFormat::Short, Some(_)) => {}
        }
        Ok(())
    }
}

/// What is compared: a bundle holds nothing but its edition with the strategy.
fn scope(now: &ContentState, earlier: &EarlierState, edition: Option<i32>) -> Result<DiffScope, Request> {
    let year = match (&earlier.base, edition) {
        (DiffBase::Sealed { year, .. }, Some(edition)) if *year != edition => {
            return Err(Request::OtherEditionSealed { year: edition, sealed: *year });
        }
        (DiffBase::Sealed { year, .. }, _) => Some(*year),
        (DiffBase::Snapshot { .. } | DiffBase::Published { .. }, edition) => edition,
    };
    Ok(year.and_then(|year| now.scope(year).or_else(|| earlier.state.scope(year))).unwrap_or(DiffScope::All))
}

fn wanted(written: &str) -> Result<WantedState, Request> {
    match (written, year::parse_day(written), year::parse_year(written)) {
        ("published", _, _) => Ok(WantedState::Published),
        (_, Some(day), _) => Ok(WantedState::Day(day)),
        (_, None, Some(year)) => Ok(WantedState::Sealed(year)),
        (_, None, None) => Err(Request::DiffSince { found: written.to_owned() }),
    }
}

/// The content of the last publication; `None` where none is recorded.
fn published(common: &Common) -> Result<Option<EarlierState>, Error> {
    let history = History::open(&common.root)?;
    newest(common, &history, &|name| name.is_published())
}

/// The content as it was at the end of a day.
fn of_day(common: &Common, day: Published) -> Result<EarlierState, Error> {
    let history = History::open(&common.root)?;
    let is_there = |name: &SnapshotName| day_of(name) <= day;
    newest(common, &history, &is_there)?.ok_or_else(|| none_of(&history, day).into())
}

/// The last publication, else the state before today.
fn by_default(common: &Common) -> Result<EarlierState, Error> {
    if let Some(published) = published(common)? {
        return Ok(published);
    }
    let history = History::open(&common.root)?;
    newest(common, &history, &|name| day_of(name) < today())?.ok_or_else(|| match history.names().first() {
        Some(_) => Request::HistoryOfToday.into(),
        None => Request::NoHistory.into(),
    })
}

fn none_of(history: &History, day: Published) -> Request {
    match history.names().first() {
        Some(first) => Request::NoSnapshot { day: day.to_string(), first: day_of(first).to_string() },
        None => Request::NoHistory,
    }
}

fn day_of(name: &SnapshotName) -> Published {
    Published { year: name.time.year().into(), month: name.time.month().into(), day: Some(name.time.day().into()) }
}

/// The newest snapshot of these that can be read; of those that cannot it is said.
fn newest(common: &Common, history: &History, is_wanted: &dyn Fn(&SnapshotName) -> bool) -> Result<Option<EarlierState>, Error> {
    for name in history.names().iter().rev().filter(|name| is_wanted(name)) {
        match history.read(name) {
            Ok(snapshot) => return Ok(Some(earlier(history, snapshot))),
            Err(damage) => common.say_history(Ok(vec![damage])),
        }
    }
    Ok(None)
}

fn earlier(history: &History, snapshot: ContentSnapshot) -> EarlierState {
    let PastContent { folder, missing } = history.content(&snapshot);
    let time = snapshot.time;
    let base = match snapshot.event {
        SnapshotEvent::Published { target } => DiffBase::Published { time, target },
        SnapshotEvent::Found { .. } | SnapshotEvent::Written { .. } | SnapshotEvent::Undone { .. } => DiffBase::Snapshot { time },
    };
    let files = known_files(snapshot.files);
    EarlierState { base, state: ContentState { files, ..ContentState::read(&folder, &mut Report::default()) }, missing }
}

/// The files whose content is known.
fn known_files(stamps: BTreeMap<String, FileStamp>) -> BTreeMap<String, FileContent> {
    let known = |(path, stamp): (String, FileStamp)| Some((path, FileContent { size: stamp.size, sha256: stamp.sha256? }));
    stamps.into_iter().filter_map(known).collect()
}

/// What the bundle of an edition holds.
fn sealed(folder: &Folder, project: &Project, year: i32) -> Result<EarlierState, Error> {
    let seal = seal::in_force(&project.seals, year).ok_or(Request::NotSealed { year })?;
    let file = seal.file.clone();
    let sealed = site::open_sealed(folder, seal).map_err(|why| Request::BundleUnreadable { file: file.clone(), why })?;
    Ok(EarlierState { base: DiffBase::Sealed { year, file }, state: ContentState::sealed(&sealed), missing: 0 })
}
