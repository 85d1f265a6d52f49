//! What is judged of typed English texts, as the import of a translator's table judges its rows.

use super::texts::{ContentTexts, ListedText};
use super::typed::{PlacedDraft, PlacedTranslation};
use crate::desk::frame::sentence;
use crate::diagnostic::{Diagnostic, Place, Report, Severity, Sources, words};
use crate::language::Language;
use crate::message::{Message, Messages};
use crate::translation::{EntryState, ReturnedRow, TakenTranslations, is_acceptable, take};
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with a text, in words.
#[derive(Default)]
pub struct TextFindings {
    pub errors: Vec<String>,
    /// Whether a person may say that it is right all the same.
    pub is_acceptable: bool,
}

/// Typed texts, read as the rows of a table that came back.
#[derive(Default)]
pub struct JudgedTranslations {
    /// By the keys of today.
    pub found: BTreeMap<String, TextFindings>,
    /// The keys of texts that are written when the rest of their bodies has English.
    pub waiting: BTreeSet<String>,
    /// The keys under which those were typed that can be saved.
    pub taken: Vec<String>,
    /// The texts that would be written, by their paths below the root.
    pub files: BTreeMap<String, String>,
}

impl JudgedTranslations {
    pub fn of(texts: &ContentTexts<'_>, all: &[ListedText<'_>], placed: &PlacedDraft<'_>, language: Language) -> JudgedTranslations {
        let mut judged = JudgedTranslations::default();
        let messages = Messages::of(language);
        let rows = all.iter().filter_map(|listed| Some((listed, placed.rows.get(listed.key.as_str())?)));
        let mut returned = Vec::new();
        let mut readable = Vec::new();
        for (listed, row) in rows {
            match refused(listed, row) {
                Some(why) => judged.add(&listed.key, messages.text(&why)),
                None => {
                    returned.push(returned_row(listed, row));
                    readable.push((listed, row));
                }
            }
        }
        let taken = take(texts.folder, &texts.catalogue, &texts.record, &returned);
        judged.read(&taken, language);
        for (listed, row) in readable.into_iter() {
            if judged.found.contains_key(&listed.key) {
                continue;
            }
            if taken.holds_back(listed.entry.text) {
                judged.waiting.insert(listed.key.clone());
            } else {
                judged.taken.push(row.typed_as.to_owned());
            }
        }
        judged.files = taken.files;
        judged
    }

    fn add(&mut self, key: &str, error: String) {
        self.found.entry(key.to_owned()).or_default().errors.push(error);
    }

    /// What the import says of its rows.
    fn read(&mut self, taken: &TakenTranslations, language: Language) {
        for diagnostic in taken.report.iter().filter(|diagnostic| diagnostic.severity == Severity::Error) {
            let Place::File(key) = &diagnostic.place else { continue };
            let is_acceptable = is_acceptable(&diagnostic.fault);
            self.add(key, said(diagnostic, language));
            self.found.entry(key.clone()).or_default().is_acceptable |= is_acceptable;
        }
    }
}

/// A row as it would come back from a translator. Its place is the key of the text.
fn returned_row(listed: &ListedText<'_>, row: &PlacedTranslation<'_>) -> ReturnedRow {
    let place = Place::File(listed.key.clone());
    ReturnedRow {
        context: listed.entry.text.context(),
        source: listed.entry.text.ja.clone(),
        target: row.typed.english.clone(),
        is_done: row.typed.is_done,
        is_accepted: row.typed.is_accepted,
        source_place: place.clone(),
        target_place: place,
    }
}

/// Why a text is not even read: somebody else changed it meanwhile, or nothing stands in the place of its English.
fn refused(listed: &ListedText<'_>, row: &PlacedTranslation<'_>) -> Option<Message> {
    let entry = &listed.entry;
    if row.is_outdated(&listed.key) {
        return Some(match &entry.text.english {
            _ if entry.text.ja != row.typed.ja => Message::new("desk-translation.other-japanese"),
            Some(english) => Message::new("desk-translation.other-english").part("now", english.text.clone()),
            None => Message::new("desk-translation.no-english"),
        });
    }
    (row.typed.english.is_empty() && entry.state != EntryState::New).then(|| Message::new("desk-translation.emptied"))
}

/// A fault of a row. The cure of one that a person may accept is a tick on the page, and no option of a command.
fn said(diagnostic: &Diagnostic, language: Language) -> String {
    let said = words(diagnostic, &Report::default(), &Sources::default(), language);
    sentence(said.title, said.help.filter(|_| !is_acceptable(&diagnostic.fault)), language)
}
