//! A command that runs, or that ran last: what it says, and what comes after it.

use super::address::DeskAddress;
use super::command::{DeskCommand, FORMS, folder, report};
use super::content::DeskContent;
use super::form::FormFields;
use super::frame::DeskFrame;
use super::{CommandEvent, Desk, DeskAnswer};
use crate::bounded;
use crate::disk;
use crate::error::{Action, Error};
use serde::Serialize;
use std::path::Path;
use std::sync::mpsc::{Receiver, TryRecvError};

/// Most lines that are kept: a check of a large site says some thousands.
const MOST: usize = 5_000;
/// Most bytes of a form or a report that is sent to the browser.
const MOST_BYTES: u64 = 64 << 20;

/// A command with what it has said so far.
#[derive(Debug)]
pub struct Job {
    command: DeskCommand,
    /// Whether it only says what it would do.
    is_plan: bool,
    form: FormFields,
    events: Receiver<CommandEvent>,
    lines: Vec<String>,
    /// Whether all went well; `None` while it runs.
    ended: Option<bool>,
}

#[derive(Serialize)]
struct JobView {
    frame: DeskFrame,
    word: &'static str,
    /// The word of the button that does what was said.
    action: String,
    is_plan: bool,
    is_running: bool,
    is_well: bool,
    said: String,
    /// The fields of the form, to be sent once more.
    fields: Vec<FieldView>,
    /// Whether a removal of files has to be confirmed by their number.
    asks_removal: bool,
    has_report: bool,
    made: Vec<String>,
}

#[derive(Serialize)]
struct FieldView {
    name: String,
    value: String,
}

impl Job {
    pub fn new(command: DeskCommand, is_plan: bool, form: FormFields, events: Receiver<CommandEvent>) -> Job {
        Job { command, is_plan, form, events, lines: Vec::new(), ended: None }
    }

    /// Whether it still runs, with what it has said since.
    pub fn is_running(&mut self) -> bool {
        while self.ended.is_none() {
            match self.events.try_recv() {
                Ok(CommandEvent::Line(line)) if self.lines.len() < MOST => self.lines.push(line),
                Ok(CommandEvent::Line(_)) => {}
                Ok(CommandEvent::Ended { is_well }) => self.ended = Some(is_well),
                Err(TryRecvError::Empty) => return true,
                Err(TryRecvError::Disconnected) => self.ended = Some(false),
            }
        }
        false
    }
}

/// What the last command says.
///
/// # Errors
///
/// Those of reading the content.
pub fn page(desk: &Desk<'_>) -> Result<DeskAnswer, Error> {
    let content = DeskContent::read(desk)?;
    let mut job = desk.state.job.borrow_mut();
    let Some(job) = job.as_mut() else { return Ok(DeskAnswer::SeeOther(DeskAddress::Home.to_string())) };
    let is_running = job.is_running();
    let said = |section: &str| job.command.said(section, "", desk.language());
    let field = |(name, value): (&String, &String)| FieldView { name: name.clone(), value: value.clone() };
    let made = if job.command == DeskCommand::Form && !is_running { disk::names(&folder(desk, FORMS))? } else { Vec::new() };
    let view = JobView {
        frame: desk.frame(said("desk-command"), DeskAddress::Job, Some(&content)),
        word: job.command.word(),
        action: said("desk-job-do"),
        is_plan: job.is_plan,
        is_running,
        is_well: job.ended == Some(true),
        said: job.lines.join("\n"),
        fields: job.form.iter().filter(|(name, _)| !["key", "confirmed", "remove"].contains(&name.as_str())).map(field).collect(),
        asks_removal: job.command == DeskCommand::Publish && job.lines.iter().any(|line| line.contains("--remove")),
        has_report: job.command == DeskCommand::Import && disk::is_there(&report(desk))?,
        made,
    };
    Ok(DeskAnswer::Page(desk.render("job.html", &view)))
}

/// A form that was made, by its position.
///
/// # Errors
///
/// [`Error::File`] where it cannot be read.
pub fn made(desk: &Desk<'_>, position: usize) -> Result<DeskAnswer, Error> {
    let place = folder(desk, FORMS);
    let Some(name) = disk::names(&place)?.into_iter().nth(position) else { return Ok(desk.nothing()) };
    Ok(read(&place.join(&name))?.map_or_else(|| desk.nothing(), |bytes| DeskAnswer::File { name, bytes }))
}

/// The report of the last import.
///
/// # Errors
///
/// [`Error::File`] where it cannot be read.
pub fn import_report(desk: &Desk<'_>) -> Result<DeskAnswer, Error> {
    let place = report(desk);
    let bytes = if disk::is_there(&place)? { read(&place)? } else { None };
    Ok(bytes.map_or_else(|| desk.nothing(), DeskAnswer::Report))
}

fn read(file: &Path) -> Result<Option<Vec<u8>>, Error> {
    bounded::read_plain(file, MOST_BYTES).map_err(|source| Error::file(Action::Read, file, source))
}
