//! Which file is which document, split into facts and body.

use super::prose;
use super::stray::stray;
use super::values::WithPlace;
use crate::diagnostic::{Fault, Place, Report, SourceId, nearest};
use crate::load::Folder;
use crate::load::fields::{TomlBlock, TomlValue};
use crate::load::front_matter::{self, SplitError};
use crate::model::{Attachment, Document, PageLink, Prose, Translation, document};
use crate::path;
use std::collections::BTreeMap;

/// The files of `content` by what they are.
pub struct ContentFiles<'a> {
    pub folder: &'a Folder,
    pub originals: BTreeMap<Document, SourceId>,
    pub translations: BTreeMap<Document, SourceId>,
}

/// One original, split.
pub struct OpenedFile<'a> {
    pub facts: TomlBlock<'a>,
    pub prose: Prose,
    /// Its first line.
    pub place: Place,
}

/// A file whose place among others has a number.
pub struct NumberedFile<'a> {
    pub number: u32,
    pub file: &'a OpenedFile<'a>,
}

/// All originals that could be split.
pub struct OpenedFiles<'a> {
    files: BTreeMap<Document, OpenedFile<'a>>,
    /// Of every Japanese body, by document.
    pub translations: Vec<Translation>,
    /// Every file that a body leads to or shows, by document.
    pub attachments: Vec<Attachment>,
    /// Every link of a body to another page, by document.
    pub page_links: Vec<PageLink>,
}

impl<'a> ContentFiles<'a> {
    /// Sorts the texts below `content` by what they are, and reports those that are nothing.
    pub fn sort(folder: &'a Folder, report: &mut Report) -> ContentFiles<'a> {
        let mut files = ContentFiles { folder, originals: BTreeMap::new(), translations: BTreeMap::new() };
        for (path, id) in folder.below("content") {
            files.add(path, id, report);
        }
        for (document, id) in &files.translations {
            if !files.originals.contains_key(document) {
                let original = file_name(&document.path()).to_owned();
                report.add(Place::File(folder.sources.get(*id).path.clone()), Fault::TranslationWithoutOriginal { original });
            }
        }
        files
    }

    fn add(&mut self, path: &str, id: SourceId, report: &mut Report) {
        let translated = document::original_of(path);
        let target = if translated.is_some() { &mut self.translations } else { &mut self.originals };
        match Document::parse(translated.as_deref().unwrap_or(path)) {
            Some(document) => drop(target.insert(document, id)),
            None => report.add(Place::File(self.folder.sources.get(id).path.clone()), stray(path)),
        }
    }

    /// The text of a source.
    pub fn text(&self, id: SourceId) -> &'a str {
        &self.folder.sources.get(id).text
    }

    /// The file that a text names by a path relative to its own folder: its path below the root, and the place of the name.
    pub fn beside(&self, from: SourceId, value: &TomlValue<'_>, report: &mut Report) -> Option<WithPlace<String>> {
        let written = value.text(report)?;
        let own = &self.folder.sources.get(from).path;
        let folder = path::folder(own);
        let path: String = prose::joined(folder, written).unwrap_or_default();
        if self.folder.others.contains_key(&path) {
            return Some(WithPlace { item: path, place: value.place() });
        }
        let known: Vec<&str> = self.folder.others.keys().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/')).collect();
        report.add(value.place(), Fault::BrokenLink { target: written.to_owned(), nearest: nearest(written, known) });
        None
    }

    /// A TOML file as one block.
    pub fn block(&self, document: &Document) -> Option<TomlBlock<'a>> {
        let id = *self.originals.get(document)?;
        let text = self.text(id);
        Some(TomlBlock { source: id, text, range: 0..text.len() })
    }

    /// Splits every original into facts and body and reads the bodies of both languages.
    pub fn open(&'a self, report: &mut Report) -> OpenedFiles<'a> {
        let mut bodies = prose::Bodies::read(self, report);
        let originals = self.originals.iter().filter(|(document, _)| document.page().is_some());
        let open = |(document, id): (&Document, &SourceId)| {
            let facts = self.facts(*id, report)?;
            Some((document.clone(), OpenedFile { facts, prose: bodies.take(document), place: Place::Span(*id, 0..3) }))
        };
        OpenedFiles {
            files: originals.filter_map(open).collect(),
            translations: bodies.translations,
            attachments: bodies.attachments,
            page_links: bodies.page_links,
        }
    }

    fn facts(&self, id: SourceId, report: &mut Report) -> Option<TomlBlock<'a>> {
        let text = self.text(id);
        match front_matter::split(text) {
            Ok(parts) => Some(TomlBlock { source: id, text, range: parts.facts }),
            Err(unsplit) => {
                let end = text.find('\n').unwrap_or(text.len());
                let fault = match unsplit {
                    SplitError::Missing => Fault::FrontMatterMissing,
                    SplitError::Unclosed => Fault::FrontMatterUnclosed,
                };
                report.add(Place::Span(id, 0..end), fault);
                None
            }
        }
    }
}

impl<'a> OpenedFiles<'a> {
    /// The documents from one on that could be split, sorted, each with its file: what belongs together stands together.
    pub fn since(&self, first: Document) -> impl Iterator<Item = (&Document, &OpenedFile<'a>)> {
        self.files.range(first..)
    }

    /// A document, if it is there and could be split.
    pub fn get(&self, document: &Document) -> Option<&OpenedFile<'a>> {
        self.files.get(document)
    }
}

/// The last part of a path.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
