//! Every text of the content that is translated, with its English and what it was made from.

use super::blocks::BlockKind;
use super::body::{BilingualBody, BlockOrigin};
use super::record::TranslationRecord;
use super::values::{EnglishSlot, ValueText, values};
use crate::diagnostic::{Place, SourceId};
use crate::load::Folder;
use crate::load::front_matter::{begins, split};
use crate::model::{Document, document, translation};
use std::collections::{BTreeMap, BTreeSet};

/// All texts, and the files that they stand in.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// In the order of the paths, and within a file in the order of the text.
    pub texts: Vec<TranslatableText>,
    pub(super) bodies: Vec<BodyFile>,
    /// The paths of files whose short texts cannot be read.
    pub(super) unreadable: BTreeSet<String>,
    /// The English of Japanese texts in what is left out, the newest of each.
    pub(super) remembered: BTreeMap<String, String>,
}

/// A Japanese text.
#[derive(Clone, Debug)]
pub struct TranslatableText {
    /// What it belongs to.
    pub document: Document,
    /// Its key within the file: `indicator.visitors.name`, or `body.3` for the third block of the body.
    pub key: String,
    pub kind: TextKind,
    pub place: Place,
    pub ja: String,
    pub english: Option<EnglishText>,
    /// The Japanese that the English was made from, where it was another one.
    pub origin: TextOrigin,
    pub(super) slot: TextSlot,
}

/// The English of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnglishText {
    pub text: String,
    pub place: Place,
}

/// What is known of the Japanese that an English text was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextOrigin {
    NotRecorded,
    Today,
    /// The Japanese has changed since: how it was then, where that is known.
    Older(Option<String>),
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// A value of TOML.
    Value,
    /// A unit that is spelt out: the singular, or the plural.
    Unit,
    Block(BlockKind),
}

/// Where the English of a text goes.
#[derive(Clone, Debug)]
pub(super) enum TextSlot {
    Value {
        source: SourceId,
        slot: EnglishSlot,
    },
    /// A block of a body, by the positions of both.
    Block {
        body: usize,
        block: usize,
    },
}

/// A body, and the files that it stands in.
#[derive(Clone, Debug)]
pub(super) struct BodyFile {
    pub document: Document,
    pub english: Option<SourceId>,
    /// Of the Japanese body.
    pub hash: String,
    pub body: BilingualBody,
}

impl TranslatableText {
    /// What names the text: `editions/2024/goal-1/goal.md#title`.
    pub fn context(&self) -> String {
        format!("{}#{}", self.document.path(), self.key)
    }

    /// Whether the Japanese has changed since it was translated.
    pub fn is_older(&self) -> bool {
        self.english.is_some() && matches!(self.origin, TextOrigin::Older(_))
    }
}

impl Catalogue {
    /// Reads the texts of a folder; those of sealed editions are left out, because their pages do not change.
    pub fn of(folder: &Folder, record: &TranslationRecord, sealed: &BTreeSet<i32>) -> Catalogue {
        Catalogue::read(folder, record, |document| !is_sealed(document, sealed))
    }

    /// The same, with the English of sealed editions as what was translated before.
    pub fn with_memory(folder: &Folder, record: &TranslationRecord, sealed: &BTreeSet<i32>) -> Catalogue {
        let left_out = Catalogue::read(folder, record, |document| is_sealed(document, sealed));
        let known = left_out.texts.into_iter().filter(|text| !text.is_older());
        // Editions stand in the order of their years.
        let remembered = known.filter_map(|text| Some((text.ja, text.english?.text))).collect();
        Catalogue { remembered, ..Catalogue::of(folder, record, sealed) }
    }

    fn read(folder: &Folder, record: &TranslationRecord, is_wanted: impl Fn(&Document) -> bool) -> Catalogue {
        let mut catalogue = Catalogue::default();
        let translations: BTreeMap<String, SourceId> =
            folder.below("content").filter_map(|(path, source)| Some((document::original_of(path)?, source))).collect();
        for (path, source) in folder.below("content") {
            let Some(document) = Document::parse(path).filter(&is_wanted) else { continue };
            let text = &folder.sources.get(source).text;
            match &document {
                Document::Register | Document::Translations | Document::Glossary => {}
                Document::Site | Document::Frameworks => catalogue.add_values(&document, source, values(text, 0), record),
                _ => {
                    let Ok(parts) = split(text) else { continue };
                    let found = values(&text[parts.facts.clone()], parts.facts.start);
                    catalogue.add_values(&document, source, found, record);
                    let body = &text[parts.body.clone()];
                    if !body.trim().is_empty() {
                        let japanese = BodySource { source, start: parts.body.start, text: body };
                        catalogue.add_body(&document, &japanese, translations.get(path).copied(), record, folder);
                    }
                }
            }
        }
        catalogue
    }

    fn add_values(&mut self, document: &Document, source: SourceId, found: Option<Vec<ValueText>>, record: &TranslationRecord) {
        let path = document.path();
        if found.is_none() {
            self.unreadable.insert(path.clone());
        }
        for value in found.into_iter().flatten() {
            let made_from = record.text(&path, &value.key);
            let origin = match made_from {
                None => TextOrigin::NotRecorded,
                Some(made_from) if made_from == value.ja => TextOrigin::Today,
                Some(made_from) => TextOrigin::Older(Some(made_from.to_owned())),
            };
            let english_place = match &value.slot {
                EnglishSlot::There(range) => Place::Span(source, range.clone()),
                EnglishSlot::Missing { .. } => Place::Span(source, value.ja_range.clone()),
            };
            self.texts.push(TranslatableText {
                document: document.clone(),
                key: value.key,
                kind: if value.is_unit { TextKind::Unit } else { TextKind::Value },
                place: Place::Span(source, value.ja_range),
                ja: value.ja,
                english: value.en.map(|text| EnglishText { text, place: english_place }),
                origin,
                slot: TextSlot::Value { source, slot: value.slot },
            });
        }
    }

    fn add_body(
        &mut self,
        document: &Document,
        japanese: &BodySource<'_>,
        english: Option<SourceId>,
        record: &TranslationRecord,
        folder: &Folder,
    ) {
        let english = english.filter(|source| !begins(&folder.sources.get(*source).text));
        let text = english.map(|source| folder.sources.get(source).text.as_str());
        let line = text.map(translation::record);
        let hash = translation::hash(japanese.text);
        let is_recorded = line.as_ref().is_some_and(|line| line.hash.is_some());
        let is_older = line.as_ref().and_then(|line| line.hash).is_some_and(|made_from| made_from != hash);
        let start = line.map_or(0, |line| line.line.end);
        let english_body = text.map(|text| &text[start..]);
        let body = BilingualBody::new(japanese.text, english_body, record.body(&document.path()), is_older);
        let position = self.bodies.len();
        for (number, block) in body.ja.iter().enumerate().filter(|(_, block)| block.is_text()) {
            let found = body.english_of(number).zip(english);
            let origin = match &body.pairs[number].origin {
                BlockOrigin::Today if is_recorded => TextOrigin::Today,
                BlockOrigin::Today => TextOrigin::NotRecorded,
                BlockOrigin::Other(made_from) => TextOrigin::Older(Some(made_from.clone())),
                BlockOrigin::Unknown => TextOrigin::Older(None),
            };
            self.texts.push(TranslatableText {
                document: document.clone(),
                key: format!("body.{}", number + 1),
                kind: TextKind::Block(block.kind),
                place: Place::Span(japanese.source, japanese.start + block.range.start..japanese.start + block.range.end),
                ja: block.text.clone(),
                english: found.map(|(english, source)| EnglishText {
                    text: english.text.clone(),
                    place: Place::Span(source, start + english.range.start..start + english.range.end),
                }),
                origin,
                slot: TextSlot::Block { body: position, block: number },
            });
        }
        self.bodies.push(BodyFile { document: document.clone(), english, hash, body });
    }
}

/// A Japanese body in its file.
struct BodySource<'a> {
    source: SourceId,
    start: usize,
    text: &'a str,
}

fn is_sealed(document: &Document, sealed: &BTreeSet<i32>) -> bool {
    document.page().and_then(|page| page.edition()).is_some_and(|year| sealed.contains(&year))
}
