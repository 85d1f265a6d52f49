//! `torikumi correct`.

use super::archive::{day, sealed, today};
use super::import::outcome::{address, aligned, headings};
use super::progress::Clock;
use super::{Common, ExitStatus, FolderReading, MessageFormat};
use crate::archive;
use crate::correct::{self, CorrectionOrder, CorrectionPlan, CorrectionRefusal, PublishedSite};
use crate::diagnostic::{self, Report, Severity, Sources};
use crate::error::{Error, Request};
use crate::message::Message;
use crate::model::{Published, Text, year};
use crate::sheet::{self, TableFile};
use crate::site::{BaseUrl, PhotoCache, Sealing};
use clap::Args;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct CorrectArguments {
    year: String,
    #[arg(value_name = "FIGURE", required = true)]
    figures: Vec<OsString>,
    #[arg(long, value_name = "REASON")]
    reason: String,
    #[arg(long, value_name = "REASON")]
    reason_en: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Published>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    accept: bool,
}

impl CorrectArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let year = year::parse_year(&self.year).ok_or_else(|| Request::Year { found: self.year.clone() })?;
        let tables = self.figures.iter().map(table).collect::<Result<Vec<TableFile>, Error>>()?;
        let mut clock = Clock::start(common);
        let lock = if self.dry_run { None } else { Some(common.lock_site("correct")?) };
        let cache: fn(PathBuf) -> PhotoCache = if self.dry_run { PhotoCache::Look } else { PhotoCache::Keep };
        let choices = common.choices(BaseUrl::Own, Sealing::Shown, cache);
        let mut reading = common.read_with(&mut clock, choices.clone())?;
        let Some(loaded) = reading.loaded.take() else { return Ok(refuse(common, reading)) };
        if let Some(lock) = &lock {
            archive::complete(lock)?;
        }
        let reason = Text { ja: self.reason.clone(), en: self.reason_en.clone() };
        let order = CorrectionOrder { year, tables, date: self.date.unwrap_or_else(today), reason, accept: self.accept };
        let site = PublishedSite { root: &common.root, folder: &reading.folder, loaded: &loaded, choices: &choices };
        let correction = match correct::plan(site, &order) {
            Ok(correction) => correction,
            Err(refusal) => return refused(common, refusal, &reading.folder.sources),
        };
        if let Some(lock) = &lock {
            correction.write(lock)?;
        }
        say(common, &correction, year, lock.is_some());
        Ok(ExitStatus::Fine)
    }
}

/// A file, or a figure that is given as `id=value`.
fn table(argument: &OsString) -> Result<TableFile, Error> {
    let stated = argument.to_str().filter(|_| !Path::new(argument).exists());
    match stated.and_then(|text| Some((text, sheet::stated(text)?))) {
        Some((text, Ok(table))) => Ok(TableFile { name: text.to_owned(), tables: vec![table] }),
        Some((text, Err(problem))) => Err(Error::Table { path: PathBuf::from(text), problem }),
        None => sheet::open(Path::new(argument)),
    }
}

fn refuse(common: &Common, reading: FolderReading) -> ExitStatus {
    common.print(&reading, Severity::Error);
    common.complain(&Message::new("correct.refused"));
    ExitStatus::ContentErrors
}

fn refused(common: &Common, refusal: CorrectionRefusal, sources: &Sources) -> Result<ExitStatus, Error> {
    match refusal {
        CorrectionRefusal::Error(error) => return Err(error),
        CorrectionRefusal::Conflicts(report) => {
            common.print_faults(&report, sources, Severity::Warning);
            common.complain(&Message::new("correct.blocked"));
        }
        CorrectionRefusal::Content(folder, report) => return Ok(refuse(common, FolderReading { folder: *folder, report, loaded: None })),
        CorrectionRefusal::OtherChanges(others) => {
            let lines: String = others.iter().map(|other| format!("  {}: {}\n", other.file, other.what)).collect();
            common.complain(&Message::new("correct.other-changes").part("changes", lines));
        }
    }
    Ok(ExitStatus::ContentErrors)
}

/// Says what was corrected, or would be.
fn say(common: &Common, correction: &CorrectionPlan, year: i32, written: bool) {
    if let MessageFormat::Json = common.format {
        return common.say_text(&document(common, correction, year, written));
    }
    if correction.is_done() {
        return common.conclude(&Message::new("correct.done"));
    }
    let row = |row: &correct::CorrectedRow| {
        let figure = |figure: &Option<String>| figure.clone().unwrap_or_else(|| "–".to_owned());
        [row.id.clone(), row.name.clone(), figure(&row.before), figure(&row.after), address(&row.place)]
    };
    if !correction.rows.is_empty() {
        common.conclude_with(&aligned(
            &std::iter::once(headings(common.language())).chain(correction.rows.iter().map(row)).collect::<Vec<_>>(),
        ));
    }
    for successor in &correction.successors {
        let seal = &successor.prepared.seal;
        let followed = Message::new("correct.succeeds").part("former", successor.former.as_str()).part("file", seal.file.as_str());
        common.conclude(&followed);
        if written {
            common.conclude(&sealed(seal));
        }
    }
    let left: &Report = &correction.left;
    common.print_faults(left, correction.sources(), Severity::Note);
    let count = Some(left.sorted(correction.sources()).len()).filter(|count| *count > 0);
    let ending = if written { "correct.written" } else { "correct.tried" };
    common.conclude(
        &Message::new(ending).part("files", correction.changes.len()).part("bundles", correction.successors.len()).part("count", count),
    );
}

/// All of it as one document in a single line.
fn document(common: &Common, correction: &CorrectionPlan, year: i32, written: bool) -> String {
    let left = diagnostic::json(&correction.left, correction.sources(), common.language());
    let mut document: Value = serde_json::from_str(&left).unwrap_or_default();
    let figure =
        |row: &correct::CorrectedRow| json!({ "id": row.id, "before": row.before, "after": row.after, "from": address(&row.place) });
    document["edition"] = json!(year);
    document["corrected"] = correction.rows.iter().map(figure).collect();
    document["sealed"] =
        correction.successors.iter().map(|successor| json!({ "file": successor.prepared.seal.file, "former": successor.former })).collect();
    document["written"] = json!(written);
    document.to_string()
}
