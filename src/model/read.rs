//! From texts to a [`Project`]: every fault of every file in one pass.

mod attachment;
mod correction;
mod edition;
mod files;
mod glossary;
mod history;
mod indicator;
mod observation;
mod outcome;
mod prose;
mod review;
mod rule;
mod seals;
mod site;
mod strategy;
mod stray;
mod target;
mod values;

use super::{Document, Language, Project, Settings};
use crate::diagnostic::{Fault, Place, Report, Severity, SourceId};
use crate::load::Folder;
use files::ContentFiles;
use rayon::prelude::*;
use std::collections::BTreeSet;

pub use rule::{default_rule, presets, stated_rule};
pub use site::parse_base_url;
pub use values::{is_id, year};

/// Reads a whole site. Faults go to `report`; `None` when there is no usable `site.toml`.
///
/// What could be read is returned even beside faults, so that later stages can add theirs; a caller builds nothing from it
/// while the report has errors.
pub fn project(folder: &Folder, report: &mut Report) -> Option<Project> {
    let mut found = Report::default();
    let files = ContentFiles::sort(folder, &mut found);
    let read = read_all(&files, &mut found);
    if read.as_ref().is_some_and(|project| project.settings.languages == [Language::Ja]) {
        found.retain(|found| !is_of_english(&found.fault));
    }
    let unread = unread(folder, report);
    let paths: BTreeSet<&str> = unread.iter().map(|id| folder.sources.get(*id).path.as_str()).collect();
    found.retain(|found| match &found.place {
        Place::Span(id, _) => !unread.contains(id),
        Place::File(path) => !paths.contains(path.as_str()),
        Place::Cell(_) => true,
    });
    report.append(found);
    read
}

/// The settings of a site alone, without its faults; `None` where they have errors: a target that is read only in part is another one.
pub fn settings(folder: &Folder) -> Option<Settings> {
    let (mut elsewhere, mut unsaid) = (Report::default(), Report::default());
    let settings = site::settings(&ContentFiles::sort(folder, &mut elsewhere), &mut unsaid);
    settings.filter(|_| !unsaid.has_errors())
}

/// Texts that could not be read: nothing else that is found in them counts.
fn unread(folder: &Folder, report: &Report) -> BTreeSet<SourceId> {
    let mut unread = report.sources_with(|fault| *fault == Fault::NotUtf8);
    let too_large = report.iter().filter(|found| matches!(found.fault, Fault::TooLarge { .. }));
    unread.extend(too_large.filter_map(|found| match &found.place {
        Place::File(path) => folder.texts.get(path).copied(),
        Place::Span(id, _) => Some(*id),
        Place::Cell(_) => None,
    }));
    unread
}

fn read_all(files: &ContentFiles<'_>, report: &mut Report) -> Option<Project> {
    let opened = files.open(report);
    let settings = site::settings(files, report);
    let frameworks = site::frameworks(files, report);
    let units = settings.as_ref().map(|settings| settings.units.clone()).unwrap_or_default();
    let mut shared = SharedContext { files, opened: &opened, units: &units, frameworks: &frameworks, damage: FaultySources::default() };
    let strategies = strategy::all(&shared, report);
    shared.damage = FaultySources::of(report);
    let editions = edition::all(&shared, &strategies, report);
    let pages = site::pages(&shared, report);
    if let Some(settings) = &settings {
        edition::check_grades(&editions, &strategies, &settings.rule, report);
        history::check(&editions, &strategies, report);
    }
    let (translations, attachments, page_links) = (opened.translations.clone(), opened.attachments.clone(), opened.page_links.clone());
    let seals = seals::seals(files, report);
    let glossary = glossary::glossary(files, report);
    Some(Project { settings: settings?, frameworks, strategies, editions, pages, attachments, page_links, translations, seals, glossary })
}

/// Reads many things side by side. What they become, and their faults, stand in the order of the things.
fn side_by_side<T: Sync, R: Send>(things: &[T], report: &mut Report, read: impl Fn(&T, &mut Report) -> R + Sync) -> Vec<R> {
    let one = |thing: &T| {
        let mut found = Report::default();
        (read(thing, &mut found), found)
    };
    let all: Vec<(R, Report)> = things.par_iter().map(one).collect();
    let in_order = |(read, found)| {
        report.append(found);
        read
    };
    all.into_iter().map(in_order).collect()
}

/// What readers of strategies and editions share.
struct SharedContext<'a> {
    files: &'a ContentFiles<'a>,
    opened: &'a files::OpenedFiles<'a>,
    units: &'a super::Units,
    frameworks: &'a [super::Framework],
    damage: FaultySources,
}

/// What is wrong with the files of strategies, so that editions are not blamed for it.
#[derive(Default)]
struct FaultySources {
    unreadable: BTreeSet<SourceId>,
    faulty: BTreeSet<SourceId>,
}

impl FaultySources {
    fn of(report: &Report) -> FaultySources {
        FaultySources {
            unreadable: report.sources_with(is_unreadable),
            faulty: report.sources_with(|fault| fault.severity() == Severity::Error),
        }
    }
}

/// Whether a fault is none where the site has no English pages.
fn is_of_english(fault: &Fault) -> bool {
    let is_missing = matches!(fault, Fault::MissingTranslation | Fault::MissingTranslatedBody { .. });
    is_missing || *fault == Fault::EmptyText { key: "en".to_owned() }
}

/// Whether a fault keeps what a file says from being known.
fn is_unreadable(fault: &Fault) -> bool {
    matches!(fault, Fault::TomlSyntax { .. } | Fault::FrontMatterMissing | Fault::FrontMatterUnclosed)
}

impl SharedContext<'_> {
    /// Whether there are files of something that could not be read: what refers to it is not to blame.
    fn exists(&self, is_it: impl Fn(&Document) -> bool) -> bool {
        self.files.originals.keys().any(is_it)
    }

    /// Whether a file of a strategy has a fault that keeps what it says from being known.
    fn is_unreadable(&self, document: &Document) -> bool {
        self.files.originals.get(document).is_some_and(|id| self.damage.unreadable.contains(id))
    }

    /// Whether a file of a strategy has an error.
    fn has_errors(&self, document: &Document) -> bool {
        self.files.originals.get(document).is_some_and(|id| self.damage.faulty.contains(id))
    }

    /// The numbers of the goals below a folder, from the paths; `firsts` stand before its goals and before its measures.
    fn goals(&self, firsts: [Document; 2], pick: impl Fn(&Document) -> Option<u32>) -> Vec<u32> {
        let below = |first: Document| self.opened.since(first).map_while(|(document, _)| pick(document)).collect::<Vec<_>>();
        let mut numbers: Vec<u32> = firsts.into_iter().flat_map(below).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}
