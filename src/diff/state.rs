//! A state of the content, and the values in it.

use super::facts::FactList;
use super::walk::StateWalk;
use super::words::DiffWords;
use crate::diagnostic::{Report, Severity};
use crate::digest::sha256;
use crate::load::Folder;
use crate::model::{Project, read, seal};
use crate::record::EditionRecord;
use crate::site::{Sealed, SealedSource};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The content at a moment, as far as it can be read.
#[derive(Debug)]
pub struct ContentState {
    /// `None` where there is no usable `site.toml`, or nothing but a record.
    pub project: Option<Project>,
    pub records: Vec<EditionRecord>,
    /// Files that are no texts, by their paths, as far as their content is known.
    pub files: BTreeMap<String, FileContent>,
    /// How many errors its files have: what they say is compared as far as it could be read.
    pub errors: usize,
}

/// What is known of a file that is no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileContent {
    /// In bytes.
    pub size: u64,
    pub sha256: String,
}

/// What is compared: everything, or an edition with the strategy that it reports on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffScope {
    All,
    Edition { year: i32, strategy: String },
}

impl DiffScope {
    /// Whether a strategy is compared.
    pub fn has_strategy(&self, id: &str) -> bool {
        match self {
            DiffScope::All => true,
            DiffScope::Edition { strategy, .. } => strategy == id,
        }
    }

    /// Whether an edition is compared.
    pub fn has_edition(&self, year: i32) -> bool {
        match self {
            DiffScope::All => true,
            DiffScope::Edition { year: wanted, .. } => *wanted == year,
        }
    }
}

impl ContentState {
    /// Reads texts, drafts too. Faults go to `report`.
    pub fn read(folder: &Folder, report: &mut Report) -> ContentState {
        let project = read::project(folder, report);
        let of_project = |project: &Project| project.editions.iter().map(|edition| EditionRecord::of(project, edition)).collect();
        let records = project.as_ref().map(of_project).unwrap_or_default();
        ContentState { project, records, files: BTreeMap::new(), errors: report.count(Severity::Error) }
    }

    /// The state in a bundle: its sources where it has them, and its record.
    pub fn sealed(sealed: &Sealed) -> ContentState {
        let (mut folder, mut files) = (Folder::default(), BTreeMap::new());
        for SealedSource { path, bytes } in sealed.sources() {
            if !is_text(&path) {
                files.insert(path.clone(), FileContent { size: bytes.len() as u64, sha256: sha256(&bytes) });
            }
            match String::from_utf8(bytes) {
                Ok(text) if is_text(&path) => folder.add_text(&path, text.strip_prefix('\u{feff}').unwrap_or(&text)),
                Ok(_) | Err(_) => drop(folder.others.insert(path, PathBuf::new())),
            }
        }
        let ContentState { project, errors, .. } = ContentState::read(&folder, &mut Report::default());
        // A strategy without the one that it succeeds, links to pages that are not sealed: a bundle holds a part of the content.
        let has_sources = project.as_ref().is_some_and(|project| project.editions.iter().any(|edition| edition.year == sealed.record.year));
        let project = project.filter(|_| has_sources);
        ContentState { errors: if project.is_some() { 0 } else { errors }, files, project, records: vec![sealed.record.clone()] }
    }

    /// The same without what a record does not hold.
    pub fn of_records(self) -> ContentState {
        ContentState { project: None, ..self }
    }

    /// The editions that this state shows as another one does, because both have the same bundle of them.
    pub fn sealed_alike(&self, other: &ContentState) -> BTreeSet<i32> {
        let seals = |state: &ContentState, year: i32| -> Option<String> {
            seal::in_force(&state.project.as_ref()?.seals, year).map(|seal| seal.sha512.clone())
        };
        let years = self.records.iter().map(|record| record.year);
        years.filter(|year| seals(self, *year).is_some_and(|seal| Some(seal) == seals(other, *year))).collect()
    }

    /// What is compared of an edition; `None` where the content has no such edition.
    pub fn scope(&self, year: i32) -> Option<DiffScope> {
        let record = self.records.iter().find(|record| record.year == year)?;
        Some(DiffScope::Edition { year, strategy: record.strategy.id.clone() })
    }

    /// Everything that the state says. Files that are no texts are compared where `other` knows them as well.
    pub fn facts(&self, other: &ContentState, scope: &DiffScope, words: &DiffWords) -> FactList {
        let files = self.files.iter().filter(|(path, _)| other.files.contains_key(*path)).collect();
        let mut walk = StateWalk { words, scope, files, list: FactList::default() };
        match &self.project {
            Some(project) => walk.project(project, &self.records),
            None => self.records.iter().filter(|record| scope.has_edition(record.year)).for_each(|record| walk.record(record)),
        }
        walk.list
    }
}

fn is_text(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".toml")
}
