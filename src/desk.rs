//! The desk: the yearly work in the browser, with forms that do what the commands do.
//!
//! ```text
//! request → guard → address → content, read anew → a page, or changed texts under the lock of the site → the page again
//! ```
//!
//! Pages are plain HTML forms, complete without a script. The content is read for each request, so that a page shows what is on the disk,
//! whoever wrote it. A form says what it was made from: what somebody else changed meanwhile is shown beside what was typed and never
//! overwritten. Nothing of the desk is in the site that is published.

mod address;
mod changes;
mod command;
mod content;
mod draft;
mod form;
mod frame;
mod home;
mod http;
mod job;
mod measure;
mod results;
mod settings;
mod steps;
mod template;
mod translation;

use crate::disk::{FolderLock, TextChange, change_all, place_missing};
use crate::error::Error;
use crate::history::SnapshotEvent;
use crate::language::Language;
use crate::message::Message;
use crate::serve::AccessKey;
use crate::site::Choices;
use address::DeskAddress;
use content::DeskContent;
use form::FormFields;
pub use http::{DeskChannels, DeskTask, router};
use jiff::civil::DateTime;
use job::Job;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use template::DeskTemplates;

/// What only the command that runs the desk can do: look at the clock, and lock the site.
pub trait DeskHost: Sync {
    /// Now, where Japanese cities are.
    fn now(&self) -> DateTime;

    /// Changes the site under its lock. The texts are kept in the history before and after, the latter under this event.
    ///
    /// # Errors
    ///
    /// What the lock and the work meet.
    fn change(&self, event: SnapshotEvent, work: &mut dyn FnMut(&FolderLock) -> Result<(), Error>) -> Result<(), Error>;

    /// Starts a command of the program on this site, beside the desk. It speaks this language.
    fn start(&self, arguments: &[String], language: Language) -> Receiver<CommandEvent>;
}

/// What a command says, line by line, and how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandEvent {
    Line(String),
    Ended { is_well: bool },
}

/// The desk of one run.
pub struct Desk<'a> {
    /// Folder of the site: the one that holds `content`.
    pub root: PathBuf,
    /// As the preview shows the site: with drafts.
    pub choices: Choices,
    /// The address of the preview.
    pub preview: String,
    pub access: AccessKey,
    pub host: &'a dyn DeskHost,
    pub state: DeskState,
}

/// What the desk keeps between requests.
pub struct DeskState {
    language: Cell<Language>,
    /// The command that runs, or that ran last.
    job: RefCell<Option<Job>>,
    templates: DeskTemplates,
}

impl DeskState {
    /// The state in which a desk begins; its first page is in this language.
    pub fn new(language: Language) -> DeskState {
        DeskState { language: Cell::new(language), job: RefCell::new(None), templates: DeskTemplates::new() }
    }
}

/// A request that passed the guard.
#[derive(Debug)]
pub struct DeskRequest {
    /// The path, with `/` in front.
    pub path: String,
    pub query: FormFields,
    /// The fields of a form that was sent.
    pub posted: Option<FormFields>,
}

/// What the desk answers.
#[derive(Debug)]
pub enum DeskAnswer {
    Page(String),
    /// There is no such page.
    Nothing(String),
    /// What was asked for could not be done.
    Failed(String),
    /// Another page is to be shown.
    SeeOther(String),
    Picture(Vec<u8>),
    /// A file to keep.
    File {
        name: String,
        bytes: Vec<u8>,
    },
    /// The report of an import: a page of its own, with its own style.
    Report(Vec<u8>),
}

impl Desk<'_> {
    /// Answers until nobody can ask any more.
    pub fn run(&self, inbox: &Receiver<DeskTask>) {
        for DeskTask { request, reply } in inbox {
            // Who asked may have gone away.
            drop(reply.send(self.answer(&request)));
        }
    }

    /// The answer to a request.
    pub fn answer(&self, request: &DeskRequest) -> DeskAnswer {
        let Some(address) = DeskAddress::parse(&request.path) else { return self.nothing() };
        let answered = match (address, &request.posted) {
            (DeskAddress::Home, None) => home::page(self),
            (DeskAddress::Results(place), None) => results::page(self, place, &request.query),
            (DeskAddress::Results(place), Some(form)) => results::post(self, place, form),
            (DeskAddress::Measures(year), None) => measure::list(self, year),
            (DeskAddress::Measure(place), None) => measure::page(self, place, &request.query),
            (DeskAddress::Photo(place, photo), None) => measure::picture(self, place, photo),
            (DeskAddress::Measure(place), Some(form)) => measure::post(self, place, form),
            (DeskAddress::Translation, None) => translation::page(self, &request.query),
            (DeskAddress::Translation, Some(form)) => translation::post(self, form),
            (DeskAddress::Changes, None) => changes::page(self, &request.query),
            (DeskAddress::Undo, Some(form)) => changes::undo(self, form),
            (DeskAddress::Language, Some(form)) => Ok(self.speak(form)),
            (DeskAddress::Settings, None) => settings::page(self, &request.query),
            (DeskAddress::Settings, Some(form)) => settings::post(self, form),
            (DeskAddress::Command(command), None) => command::page(self, command),
            (DeskAddress::Command(command), Some(form)) => command::begin(self, command, form),
            (DeskAddress::Job, None) => job::page(self),
            (DeskAddress::Made(position), None) => job::made(self, position),
            (DeskAddress::Report, None) => job::import_report(self),
            (_, _) => Ok(self.nothing()),
        };
        answered.unwrap_or_else(|error| self.failed(error.message()))
    }

    fn language(&self) -> Language {
        self.state.language.get()
    }

    /// Changes the language of the desk.
    fn speak(&self, form: &FormFields) -> DeskAnswer {
        form.get("language").and_then(Language::from_tag).into_iter().for_each(|language| self.state.language.set(language));
        DeskAnswer::SeeOther(form.get("from").filter(|from| DeskAddress::parse(from).is_some()).unwrap_or("/").to_owned())
    }

    /// Writes texts of the content, by their paths below the root, which were computed from what was read.
    fn save(&self, content: &DeskContent, texts: &BTreeMap<String, String>) -> Result<(), Error> {
        self.save_with(content, texts, &BTreeMap::new())
    }

    /// As [`Desk::save`], with files that the texts name, whose names say what is in them.
    fn save_with(&self, content: &DeskContent, texts: &BTreeMap<String, String>, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
        let there = |path: &str| content.folder.texts.get(path).map(|id| content.folder.sources.get(*id).text.clone());
        let change =
            |(path, after): (&String, &String)| TextChange { file: self.root.join(path), before: there(path), after: after.clone() };
        let changes: Vec<TextChange> = texts.iter().map(change).filter(|change| change.before.as_ref() != Some(&change.after)).collect();
        if changes.is_empty() {
            return Ok(());
        }
        let event = SnapshotEvent::Written { command: steps::COMMAND.to_owned() };
        self.host.change(event, &mut |lock| {
            place_missing(lock, files)?;
            change_all(lock, &changes)
        })
    }

    fn nothing(&self) -> DeskAnswer {
        DeskAnswer::Nothing(self.notice(Message::new("desk.no-page"), Message::new("desk.no-page-advice")))
    }

    fn failed(&self, why: Message) -> DeskAnswer {
        DeskAnswer::Failed(self.notice(Message::new("desk.failed"), why))
    }
}
