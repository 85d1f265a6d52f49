//! An import as a whole: files in, changed texts of content out.

use super::activity::{self, ActivityChange};
use super::change::{Conflicts, ReportedEdition, ResultChanges, ResultComparison};
use super::figure::footnotes;
use super::history;
use super::recognise::{TableUse, UnreadSheet, no_columns, rows};
use super::results::ResultFile;
use super::table::TableFile;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::error::{Error, Request};
use crate::load::Folder;
use crate::model::{Document, Edition, Project};
use crate::scaffold;
use std::collections::BTreeMap;

/// The edition of a year, or the newest, be it a draft.
///
/// # Errors
///
/// [`Request::NoEdition`] and [`Request::NoEditionYet`].
pub fn edition(project: &Project, year: Option<i32>) -> Result<&Edition, Error> {
    let known = || project.editions.iter().map(|edition| edition.year).collect();
    match year {
        Some(year) => {
            let found = project.editions.iter().find(|edition| edition.year == year);
            found.ok_or_else(|| Request::NoEdition { year, known: known() }.into())
        }
        None => project.editions.last().ok_or_else(|| Request::NoEditionYet.into()),
    }
}

/// Compares the tables of files, each with all its sheets, with what an edition reports.
pub fn compare<'a>(reported: ReportedEdition<'a>, files: &[TableFile], conflicts: Conflicts) -> ResultChanges<'a> {
    let table_use = TableUse::Results(reported.edition.year);
    let mut comparison = ResultComparison::new(reported, conflicts);
    let mut unrecognised = Vec::new();
    let mut unread = Vec::new();
    let hidden: Vec<Diagnostic> = files.iter().flat_map(|file| &file.tables).filter_map(|table| table.hidden_passed(table_use)).collect();
    for file in files.iter().filter(|file| !file.tables.is_empty()) {
        let mut count = 0;
        let mut without_headings = Vec::new();
        for table in &file.tables {
            match rows(table, table_use) {
                Some(rows) => {
                    comparison.add_table(table, rows, &footnotes(table));
                    count += 1;
                }
                None => without_headings.extend(UnreadSheet::new(table, table_use)),
            }
        }
        if count == 0 {
            unrecognised.push(file);
        } else {
            unread.extend(without_headings);
        }
    }
    let mut changes = comparison.finish();
    for UnreadSheet { understanding, said } in unread {
        changes.understood.push(understanding);
        said.into_iter().for_each(|said| changes.report.push(said));
    }
    hidden.into_iter().for_each(|passed| changes.report.push(passed));
    for file in unrecognised {
        let fault = no_columns(&file.tables, table_use);
        let severity = match conflicts {
            Conflicts::Open | Conflicts::Corrected => {
                changes.unsettled_tables += 1;
                fault.severity()
            }
            Conflicts::Accepted => Severity::Warning,
        };
        changes.report.push(Diagnostic { severity, fault, place: Place::File(file.name.clone()), related: None });
    }
    changes
}

/// The texts of the content files with the changes, by their paths below the root. A file that is not there yet is made as a new
/// edition would have it.
///
/// # Errors
///
/// [`Error::File`] where front matter cannot be changed, and what [`scaffold::edition`] meets; content without faults gives cause for
/// neither.
pub fn texts(
    reported: ReportedEdition<'_>,
    folder: &Folder,
    changes: &ResultChanges<'_>,
    activities: &[ActivityChange],
) -> Result<BTreeMap<String, String>, Error> {
    let wanted = reported.wanted();
    let order: Vec<&str> = wanted.iter().map(|wanted| wanted.indicator.id.as_str()).collect();
    let target = ResultFile { edition: reported.edition.year, order: &order };
    let mut texts = BTreeMap::new();
    for change in &changes.changes {
        let path = change.wanted.document.file();
        let text = match texts.remove(&path) {
            Some(text) => text,
            None => text_of(reported, folder, &change.wanted.document)?,
        };
        let changed = target.changed(&text, change).ok_or_else(|| Error::unchangeable(&path))?;
        texts.insert(path, changed);
    }
    texts.extend(history_texts(folder, changes)?);
    activity::apply(activities, &mut texts, |document| text_of(reported, folder, document))?;
    Ok(texts)
}

/// The files of the plan with the history of their indicators.
fn history_texts(folder: &Folder, changes: &ResultChanges<'_>) -> Result<BTreeMap<String, String>, Error> {
    let mut texts = BTreeMap::new();
    for figures in changes.history.chunk_by(|one, next| one.indicator.id == next.indicator.id) {
        let Some(first) = figures.first() else { continue };
        let path = first.document.file();
        let there = || folder.texts.get(&path).map(|source| folder.sources.get(*source).text.clone());
        let text = texts.remove(&path).or_else(there).unwrap_or_default();
        let changed = history::changed(&text, &first.indicator.id, figures).ok_or_else(|| Error::unchangeable(&path))?;
        texts.insert(path, changed);
    }
    Ok(texts)
}

/// The text of a file of the content; of one that is not there yet that of a new edition.
///
/// # Errors
///
/// What [`scaffold::edition`] meets.
pub fn text_of(reported: ReportedEdition<'_>, folder: &Folder, document: &Document) -> Result<String, Error> {
    let path = document.path();
    if let Some(source) = folder.texts.get(&format!("content/{path}")) {
        return Ok(folder.sources.get(*source).text.clone());
    }
    let year = reported.edition.year.to_string();
    let draft = scaffold::edition(reported.project, &year, Some(&reported.strategy().id))?;
    let within = path.strip_prefix(&format!("editions/{year}/")).unwrap_or(&path);
    Ok(draft.files.into_iter().find(|file| file.path == within).map(|file| file.text).unwrap_or_default())
}
