//! `torikumi status`.

use super::archive::today;
use super::import::outcome::aligned;
use super::import::{ExistingContent, edition_of};
use super::{Common, ExitStatus, MessageFormat};
use crate::collection::{AnswerCount, AnswerState, ChangeRecord, CollectionFile, CollectionState, DivisionState, ImportRecord, collected};
use crate::error::Error;
use crate::language::Language;
use crate::message::{Message, Messages, name};
use crate::model::{Edition, Published, Year};
use crate::sheet::{ReportedEdition, japanese_day};
use clap::Args;
use serde_json::{Value, json};

/// The columns of the table.
const COLUMNS: [&str; 7] = ["division", "state", "results", "measures", "due", "approved", "person"];
/// Most changes of the last import that are shown.
const MOST_CHANGES: usize = 20;

#[derive(Debug, Args)]
pub struct StatusArguments {
    #[arg(value_name = "YEAR")]
    year: Option<String>,
}

impl StatusArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let content = ExistingContent::read(common)?;
        let Some(project) = &content.project else { return Ok(content.refuse(common)) };
        let edition = match &self.year {
            Some(year) => Some(edition_of(project, Some(year))?),
            None => collected(project)?,
        };
        let Some(edition) = edition else {
            match common.format {
                MessageFormat::Json => common.say_text(&json!({ "edition": null }).to_string()),
                MessageFormat::Full | MessageFormat::Short => common.conclude(&Message::new("status.all-sealed")),
            }
            return Ok(ExitStatus::Fine);
        };
        if content.is_in_the_way(edition.year) {
            return Ok(content.refuse(common));
        }
        let record = CollectionFile::read(&common.root, edition.year)?.record;
        let reported = ReportedEdition { project, edition };
        let state = CollectionState::of(reported, &record);
        let last = record.imports.last();
        let shown = ShownState { state: &state, last, today: today(), language: common.language() };
        match common.format {
            MessageFormat::Json => common.say_text(&shown.json().to_string()),
            MessageFormat::Full | MessageFormat::Short => common.say_text(&shown.text()),
        }
        Ok(ExitStatus::Fine)
    }
}

/// `令和4年度`, or `2022`.
pub fn fiscal_year(edition: &Edition, language: Language) -> String {
    if language == Language::Ja { edition.notation().japanese(Year::fiscal(edition.year)) } else { edition.year.to_string() }
}

/// The state of a collection as it is shown.
struct ShownState<'a> {
    state: &'a CollectionState<'a>,
    last: Option<&'a ImportRecord>,
    today: Published,
    language: Language,
}

impl ShownState<'_> {
    fn text(&self) -> String {
        let messages = Messages::of(self.language);
        let head = [self.heading(), counts(self.state)].map(|message| messages.text(&message));
        let parts = [head.join("\n"), self.table(&messages), self.open(&messages), self.last(&messages)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    fn heading(&self) -> Message {
        let year = fiscal_year(self.state.reported.edition, self.language);
        Message::new("status.heading").part("year", year).part("today", self.day(self.today))
    }

    fn day(&self, day: Published) -> String {
        if self.language == Language::Ja { japanese_day(day) } else { day.to_string() }
    }

    /// A line for each division.
    fn table(&self, messages: &Messages) -> String {
        let headings = COLUMNS.map(|column| messages.text(&Message::new(&format!("status-table.{column}"))));
        let rows = self.state.divisions.iter().map(|division| self.row(division, messages));
        aligned(&std::iter::once(headings).chain(rows).collect::<Vec<_>>())
    }

    fn row(&self, division: &DivisionState<'_>, messages: &Messages) -> [String; COLUMNS.len()] {
        let count = |count: AnswerCount| if count.asked == 0 { String::from("–") } else { format!("{}/{}", count.answered, count.asked) };
        let record = &division.record;
        let measures = count(division.measures);
        let measures = match record.unchanged {
            Some(true) => messages.text(&Message::new("status.unchanged").part("count", measures)),
            Some(false) | None => measures,
        };
        let due = match record.due.map(|due| self.day(due)) {
            Some(due) if division.is_late(self.today) => messages.text(&Message::new("status.late").part("day", due)),
            due => due.unwrap_or_default(),
        };
        let person = [&record.person, &record.telephone].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
        [
            division.name.clone(),
            messages.text(&Message::new(&format!("status-state.{}", name(&division.state())))),
            count(division.results),
            measures,
            due,
            record.approved.map(|day| self.day(day)).unwrap_or_default(),
            person,
        ]
    }

    /// The names of what is open; nothing where all is answered.
    fn open(&self, messages: &Messages) -> String {
        let line = |key: &str, division: &DivisionState<'_>, names: Vec<String>| {
            let message = Message::new(key).part("division", division.name.as_str()).part("names", names.clone());
            (!names.is_empty()).then(|| messages.text(&message))
        };
        let of_division = |division: &DivisionState<'_>| {
            let results = division.open_results.iter().map(|indicator| indicator.name.ja.clone()).collect();
            let measures = division.open_measures.iter().map(|measure| measure.name()).collect();
            [line("status.open-results", division, results), line("status.open-measures", division, measures)]
        };
        let lines: Vec<String> = self.state.divisions.iter().flat_map(of_division).flatten().collect();
        if lines.is_empty() { String::new() } else { format!("{}\n{}", messages.text(&Message::new("status.open")), lines.join("\n")) }
    }

    /// What the last import changed.
    fn last(&self, messages: &Messages) -> String {
        let Some(import) = self.last else { return String::new() };
        let head = Message::new("status.last").part("time", import.time.as_str()).part("files", import.files.clone());
        let line = |change: &ChangeRecord| {
            let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let before = Some(one_line(&change.before)).filter(|before| !before.is_empty());
            Message::new("status.change").part("name", self.name(&change.key)).part("before", before).part("after", one_line(&change.after))
        };
        let more = import.more + import.changes.len().saturating_sub(MOST_CHANGES);
        let more = (more > 0).then(|| Message::new("status.more").part("count", more));
        let lines = std::iter::once(head).chain(import.changes.iter().take(MOST_CHANGES).map(line)).chain(more);
        lines.map(|line| messages.text(&line)).collect::<Vec<_>>().join("\n")
    }

    /// The name of an indicator in the place of its id; every other key as it is.
    fn name(&self, key: &str) -> String {
        let (id, year) = key.split_once(' ').map_or((key, String::new()), |(id, year)| (id, format!(" {year}")));
        let indicator = self.state.reported.strategy().indicators().find(|indicator| indicator.id == id);
        indicator.map_or_else(|| key.to_owned(), |indicator| format!("{}{year}", indicator.name.ja))
    }

    fn json(&self) -> Value {
        let change = |change: &ChangeRecord| json!({ "key": change.key, "name": self.name(&change.key), "before": change.before, "after": change.after });
        let import = |import: &ImportRecord| {
            let changes: Vec<Value> = import.changes.iter().map(change).collect();
            json!({ "time": import.time, "files": import.files, "divisions": import.divisions, "changes": changes, "more": import.more })
        };
        json!({
            "edition": self.state.reported.edition.year,
            "today": self.today.to_string(),
            "answered": self.state.count(AnswerState::Answered),
            "partly": self.state.count(AnswerState::Partly),
            "open": self.state.count(AnswerState::Open),
            "divisions": self.state.divisions.iter().map(|division| self.division_document(division)).collect::<Vec<_>>(),
            "lastImport": self.last.map(import),
        })
    }

    fn division_document(&self, division: &DivisionState<'_>) -> Value {
        let count = |count: AnswerCount| json!({ "asked": count.asked, "answered": count.answered });
        let record = &division.record;
        let day = |day: Option<Published>| day.map(|day| day.to_string());
        let results = division.open_results.iter().map(|indicator| json!({ "id": indicator.id, "name": indicator.name.ja }));
        let measures = division.open_measures.iter().map(|measure| json!({ "id": measure.key(), "name": measure.name() }));
        json!({
            "division": division.name,
            "state": name(&division.state()),
            "results": count(division.results),
            "measures": count(division.measures),
            "openResults": results.collect::<Vec<_>>(),
            "openMeasures": measures.collect::<Vec<_>>(),
            "due": day(record.due),
            "late": division.is_late(self.today),
            "person": record.person,
            "telephone": record.telephone,
            "unchanged": record.unchanged,
            "approved": day(record.approved),
        })
    }
}

/// How many divisions have answered, and how much of what was asked.
pub fn counts(state: &CollectionState<'_>) -> Message {
    let results = state.results();
    let [answered, partly, open] = [AnswerState::Answered, AnswerState::Partly, AnswerState::Open].map(|of| state.count(of));
    let message = Message::new("status.counts").part("answered", answered).part("partly", partly).part("open", open);
    message.part("results", results.answered).part("indicators", results.asked)
}
