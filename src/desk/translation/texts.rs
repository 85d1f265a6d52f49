//! The Japanese texts of the content with their English.

use crate::desk::content::DeskContent;
use crate::desk::draft::mark;
use crate::diagnostic::Report;
use crate::load::Folder;
use crate::model::{Project, seal};
use crate::translation::{Catalogue, EntryState, TermRow, TranslationEntry, TranslationRecord, Wanted, entries, terms};
use serde::Serialize;

/// The texts that are translated, in the content as it is now.
pub struct ContentTexts<'a> {
    pub project: &'a Project,
    pub folder: &'a Folder,
    pub catalogue: Catalogue,
    pub record: TranslationRecord,
    /// Whether the record of translations could be read. If not, what would be written in its place would lack what it says.
    pub is_sound: bool,
    /// How many sealed editions are left out.
    pub sealed: usize,
}

/// A distinct text, with the key that names it in forms.
pub struct ListedText<'a> {
    pub key: String,
    pub entry: TranslationEntry<'a>,
}

/// How many distinct texts there are in each state.
#[derive(Serialize)]
pub struct TextStates {
    pub new: usize,
    pub changed: usize,
    pub all: usize,
}

impl<'a> ContentTexts<'a> {
    /// The texts; `None` where not even the settings of the site can be read.
    pub fn of(content: &'a DeskContent) -> Option<ContentTexts<'a>> {
        let project = content.project()?;
        let sealed = seal::sealed_years(&project.seals);
        let mut report = Report::default();
        let record = TranslationRecord::read(&content.folder, &mut report);
        let catalogue = Catalogue::with_memory(&content.folder, &record, &sealed);
        let folder = &content.folder;
        Some(ContentTexts { project, folder, catalogue, record, is_sound: !report.has_errors(), sealed: sealed.len() })
    }

    /// Every distinct text, in the order of the catalogue.
    pub fn all(&self) -> Vec<ListedText<'_>> {
        entries(&self.catalogue, Wanted::All).into_iter().map(|entry| ListedText { key: key(&entry), entry }).collect()
    }

    /// What is known of terms in English.
    pub fn terms(&self) -> Vec<TermRow> {
        terms(&self.catalogue, &self.project.glossary)
    }
}

impl TextStates {
    pub fn of(all: &[ListedText<'_>]) -> TextStates {
        let count = |state| all.iter().filter(|listed| listed.entry.state == state).count();
        TextStates { new: count(EntryState::New), changed: count(EntryState::Changed), all: all.len() }
    }
}

/// How many distinct texts of the content have no English.
pub fn missing(content: &DeskContent) -> usize {
    ContentTexts::of(content).map_or(0, |texts| entries(&texts.catalogue, Wanted::Missing).len())
}

/// What names a distinct text: everything that makes it one.
fn key(entry: &TranslationEntry<'_>) -> String {
    let english = entry.text.english.as_ref().map_or("", |english| &english.text);
    let parts = [entry.state.word(), &entry.text.ja, english, entry.previous.unwrap_or_default()];
    mark(&parts.join("\0"))
}
