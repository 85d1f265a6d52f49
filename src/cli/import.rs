//! `torikumi import`.

mod collected;
mod files;
mod map;
pub mod outcome;
mod questions;
mod strategy;
mod translation;
mod understood;
mod word;

use super::new::concerns_plan;
use super::{Common, ExitStatus, FolderReading, MessageFormat};
use crate::diagnostic::{Fault, Place, Report, Severity, Sources};
use crate::disk::{self, Existing, FolderLock, TextChange};
use crate::error::{Error, Request};
use crate::load::{self, Folder};
use crate::message::{Message, Messages};
use crate::model::subjects::name_subjects_of;
use crate::model::{Document, Edition, Project, read, seal, year};
use crate::sheet::{
    self, ActivityForm, CarriedTexts, Conflicts, PlanChanges, ProposedIndicator, ReportForm, ReportedEdition, TableFile, TableUse,
    Understanding, UnsettledKind,
};
use crate::translation::{Catalogue, TranslationRecord};
use clap::{Args, Subcommand};
use collected::{Collected, TextsOfFiles};
use map::ImportMap;
use outcome::{ImportEnding, ImportOutcome};
use questions::Questions;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use strategy::ImportStrategy;
use translation::ImportTranslation;
use word::{ImportFiles, photo_forms, with_documents};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct ImportArguments {
    #[command(subcommand)]
    what: Option<ImportCommand>,
    #[command(flatten)]
    results: ImportResults,
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    Strategy(ImportStrategy),
    Translation(ImportTranslation),
}

#[derive(Debug, Args)]
struct ImportResults {
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[arg(long, value_name = "YEAR")]
    edition: Option<String>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    accept: bool,
    #[arg(long)]
    into_sealed: bool,
    #[arg(long)]
    history: bool,
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    open: Option<PathBuf>,
}

impl ImportArguments {
    pub fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        match &self.what {
            Some(ImportCommand::Strategy(plan)) => plan.run(common),
            Some(ImportCommand::Translation(texts)) => texts.run(common),
            None => self.results.run(common),
        }
    }
}

impl ImportResults {
    fn run(&self, common: &Common) -> Result<ExitStatus, Error> {
        let lock = if self.dry_run { None } else { Some(common.lock_site("import")?) };
        let mut content = ExistingContent::read(common)?;
        let mut faults = Report::default();
        let year = match &content.project {
            Some(project) => edition_of(project, self.edition.as_deref())?.year,
            None => return Ok(content.refuse(common)),
        };
        let table_use = TableUse::Results(year);
        let Some(map) = ImportMap::read(self.map.as_deref(), table_use, &mut content.folder, &mut faults)? else {
            return Ok(refuse_map(&faults, &content.folder.sources, common));
        };
        let Some(project) = &content.project else { return Ok(content.refuse(common)) };
        let edition = edition_of(project, self.edition.as_deref())?;
        if content.is_in_the_way(edition.year) {
            return Ok(content.refuse(common));
        }
        let reported = ReportedEdition { project, edition };
        let ImportFiles { documents, mut tables, paths, failed } = ImportFiles::open(&files::named(&self.files, common)?)?;
        let mut words = crate::word::compare(reported, &documents, conflicts(self.accept));
        let photo_forms = photo_forms(&paths, &mut tables)?;
        let mut photos = sheet::compare_photos(reported, &photo_forms, &mut words.pictures);
        let forms: Vec<ActivityForm> = tables.iter_mut().flat_map(sheet::take_forms).collect();
        let mut collected = Collected::take(reported, &documents, &mut tables, &common.root)?;
        let mut activities = sheet::compare_activities(reported, &forms);
        map.assign(&mut tables);
        let mut changes = sheet::compare(reported, &tables, conflicts(self.accept));
        write_report(self.report.as_deref(), &tables, &changes.understood, &[], table_use, common)?;
        map.compare(&tables, &changes.understood, conflicts(self.accept), &mut changes.report);
        if !self.history {
            changes.history.clear();
        }
        changes.report.append(std::mem::take(&mut activities.report));
        changes.report.append(std::mem::take(&mut words.report));
        changes.report.append(std::mem::take(&mut photos.report));
        collected.report(&mut changes.report, &mut activities);
        name_subjects_of(reported.strategy(), &mut changes.report);
        let open = changes.report.has_errors();
        let blocked = open && common.strict;
        let questions = Questions {
            file: self.open.as_deref().filter(|_| !self.dry_run),
            rows: &changes.unsettled,
            kind: UnsettledKind::Results,
            footnotes: &BTreeMap::new(),
        };
        questions.refuse_existing()?;
        let (mut texts, mut carried) = (Vec::new(), CarriedTexts::default());
        if !blocked {
            let of_sheets = sheet::texts(reported, &content.folder, &changes, &activities.changes)?;
            let mut all = with_documents(of_sheets, &words.changes, &photos.changes, reported, &content.folder)?;
            let text_of = |document: &Document| sheet::text_of(reported, &content.folder, document);
            carried = sheet::carry(reported, &collected.ticks(), &mut all, text_of)?;
            texts = content.changes(all, common);
        }
        if !texts.is_empty() && !self.into_sealed {
            refuse_sealed(project, edition.year)?;
        }
        let files = texts.len();
        let confirmed = if blocked { Vec::new() } else { collected.confirmed() };
        let unchanged = collected.unchanged();
        if let Some(lock) = lock.as_ref().filter(|_| !blocked) {
            disk::place_missing(lock, &words.pictures.files)?;
            let of_files = TextsOfFiles { photos: &photos.changes, words: &words.changes };
            let record = collected.change(&changes, &activities, of_files, &carried);
            disk::change_all(lock, &texts.into_iter().chain(record).collect::<Vec<_>>())?;
        }
        let ending = match (blocked, self.dry_run) {
            (true, _) => ImportEnding::Blocked,
            (false, true) => ImportEnding::Tried { files },
            (false, false) => ImportEnding::Written { files },
        };
        print(
            common,
            &content.folder.sources,
            &ImportOutcome {
                reported,
                changes: &changes,
                activities: &activities,
                words: &words,
                photos: &photos,
                carried: &carried,
                confirmed,
                unchanged,
                ending,
            },
        );
        questions.write(common)?;
        if !self.dry_run {
            map.write(&tables, &changes.understood, table_use, common)?;
        }
        let failed = failed.into_iter().map(|error| common.fail(error.message())).next_back();
        Ok(failed.unwrap_or(if open { ExitStatus::ContentErrors } else { ExitStatus::Fine }))
    }
}

fn print(common: &Common, sources: &Sources, outcome: &ImportOutcome<'_>) {
    match common.format {
        MessageFormat::Json => common.say_text(&outcome.json(common.language(), sources)),
        MessageFormat::Full | MessageFormat::Short => {
            say_understood(common, &outcome.changes.understood);
            outcome.other_years().iter().for_each(|line| common.conclude(line));
            if !outcome.changes.changes.is_empty() {
                common.conclude_with(&outcome.table(common.language()));
            }
            if outcome.texts().next().is_some() {
                common.conclude_with(&outcome.activity_table(common.language()));
            }
            outcome.confirmed().iter().chain(&outcome.carried()).chain(&outcome.kept_photos()).for_each(|line| common.conclude(line));
            common.print_faults(&outcome.changes.report, sources, Severity::Warning);
            let open = outcome.open();
            match outcome.ending {
                ImportEnding::Tried { .. } | ImportEnding::Written { .. } if open.is_empty() => {
                    std::iter::once(outcome.message()).chain(outcome.blank()).for_each(|line| common.conclude(&line));
                }
                ImportEnding::Blocked | ImportEnding::Tried { .. } | ImportEnding::Written { .. } => {
                    std::iter::once(outcome.message()).chain(open).chain(outcome.blank()).for_each(|line| common.complain(&line));
                }
            }
        }
    }
}

/// What was understood of each sheet; one of which every cell was read needs no word.
fn say_understood(common: &Common, understood: &[Understanding]) {
    let messages = Messages::of(common.language());
    understood.iter().filter_map(|sheet| understood::lines(sheet, &messages)).for_each(|lines| common.conclude_with(&lines));
}

/// Writes the report of what was understood, in place of an earlier one, but of no other file.
fn write_report(
    path: Option<&Path>,
    tables: &[TableFile],
    understood: &[Understanding],
    proposals: &[ProposedIndicator],
    table_use: TableUse,
    common: &Common,
) -> Result<(), Error> {
    let Some(path) = path else { return Ok(()) };
    if ReportForm::of(path).is_none() {
        return Err(Request::ReportForm { found: path.display().to_string() }.into());
    }
    let existing = if sheet::is_report(path) { Existing::Replaced } else { Existing::Refused };
    disk::place(path, &sheet::report(path, tables, understood, proposals, table_use, common.language())?, existing)?;
    common.conclude(&Message::new("import-report.written").part("path", path.display().to_string()));
    Ok(())
}

/// Prints the errors of a map; nothing is read by it.
fn refuse_map(faults: &Report, sources: &Sources, common: &Common) -> ExitStatus {
    common.print_faults(faults, sources, Severity::Warning);
    common.complain(&Message::new("import.refused"));
    ExitStatus::ContentErrors
}

/// The pages of a sealed edition would not show what is written into its sources.
fn refuse_sealed(project: &Project, year: i32) -> Result<(), Error> {
    match seal::in_force(&project.seals, year) {
        Some(seal) => Err(Request::EditionSealed { year, file: seal.file.clone() }.into()),
        None => Ok(()),
    }
}

fn conflicts(accept: bool) -> Conflicts {
    if accept { Conflicts::Accepted } else { Conflicts::Open }
}

/// The edition of a year in any notation, or the newest.
pub fn edition_of<'a>(project: &'a Project, written: Option<&str>) -> Result<&'a Edition, Error> {
    let parsed = |text: &str| year::parse_year(text).ok_or_else(|| Error::from(Request::Year { found: text.to_owned() }));
    sheet::edition(project, written.map(parsed).transpose()?)
}

/// The content as it is now, drafts included.
pub struct ExistingContent {
    pub folder: Folder,
    report: Report,
    pub project: Option<Project>,
}

impl ExistingContent {
    pub fn read(common: &Common) -> Result<ExistingContent, Error> {
        let mut report = Report::default();
        let folder = load::load(&common.root, &mut report)?;
        let project = read::project(&folder, &mut report);
        report.retain(|found| found.severity == Severity::Error);
        Ok(ExistingContent { folder, report, project })
    }

    /// Whether errors keep the plan or the edition from being known. A file that is missing does not, because it will be made, nor does
    /// a file that the format has not.
    pub fn is_in_the_way(&self, edition: i32) -> bool {
        let folder = format!("content/editions/{edition}/");
        self.report.sorted(&self.folder.sources).iter().any(|found| {
            let is_of_edition = path(&found.place, &self.folder).starts_with(&folder);
            let is_harmless = matches!(found.fault, Fault::MissingFile { .. } | Fault::UnexpectedFile { .. });
            (is_of_edition || concerns_plan(&found.place, &self.folder)) && !is_harmless
        })
    }

    /// The texts that are translated, and what their English was made from; those of sealed editions are left out.
    pub fn catalogue(&self, report: &mut Report) -> TranslationContent {
        let sealed = self.project.as_ref().map(|project| seal::sealed_years(&project.seals)).unwrap_or_default();
        let record = TranslationRecord::read(&self.folder, report);
        TranslationContent { catalogue: Catalogue::with_memory(&self.folder, &record, &sealed), record, sealed }
    }

    /// Whether a file of a strategy cannot be read; then only the errors of its files are kept.
    fn has_unreadable(&mut self, strategy: &str) -> bool {
        let unreadable = sheet::unreadable(&self.folder, strategy);
        if !unreadable.is_empty() {
            let folder = &self.folder;
            self.report.retain(|found| unreadable.iter().any(|file| file == path(&found.place, folder)));
        }
        !unreadable.is_empty()
    }

    /// Brings the files of a strategy to their new texts, and then removes those that go.
    fn write(&self, lock: &FolderLock, changes: &PlanChanges, common: &Common) -> Result<(), Error> {
        disk::change_all(lock, &self.changes(changes.texts.clone(), common))?;
        let gone = changes.removed.iter().filter_map(|path| Some((path.clone(), self.folder.sources.get(*self.folder.texts.get(path)?))));
        let gone = self.changes(gone.map(|(path, source)| (path, source.text.clone())).collect(), common);
        // Nobody else may have changed a file that goes.
        gone.iter().try_for_each(|change| change.bytes().and_then(|_| disk::remove_file(&change.file)))?;
        gone.iter().filter_map(|change| change.file.parent()).try_for_each(disk::remove_if_empty)
    }

    /// Prints the errors of the content.
    pub fn refuse(self, common: &Common) -> ExitStatus {
        common.print(&FolderReading { folder: self.folder, report: self.report, loaded: None }, Severity::Error);
        common.complain(&Message::new("import.refused"));
        ExitStatus::ContentErrors
    }

    /// The changes of files that bring them to new texts, given by their paths below the root.
    pub fn changes(&self, texts: BTreeMap<String, String>, common: &Common) -> Vec<TextChange> {
        let change = |(path, after): (String, String)| {
            let source = self.folder.texts.get(&path);
            let file = source.and_then(|source| self.folder.files.get(source)).cloned().unwrap_or_else(|| common.root.join(&path));
            TextChange { file, before: source.map(|source| self.folder.sources.get(*source).text.clone()), after }
        };
        texts.into_iter().map(change).collect()
    }
}

/// The texts of the content that are translated.
pub struct TranslationContent {
    pub catalogue: Catalogue,
    pub record: TranslationRecord,
    /// Editions whose texts are left out.
    pub sealed: BTreeSet<i32>,
}

fn path<'a>(place: &'a Place, folder: &'a Folder) -> &'a str {
    match place {
        Place::Span(source, _) => &folder.sources.get(*source).path,
        Place::File(path) => path,
        Place::Cell(cell) => &cell.file,
    }
}
