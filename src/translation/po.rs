//! Translations as a PO file of GNU gettext: what changed is fuzzy, and nothing that is fuzzy is taken.

use super::entry::{EntryState, TranslationEntry};
use super::returned::ReturnedRow;
use super::wording::note;
use crate::diagnostic::{FileCell, Place};
use crate::error::TableProblem;
use crate::language::Language;
use crate::message::Messages;
use polib::catalog::Catalog;
use polib::message::{Message, MessageFlags, MessageView};
use polib::metadata::CatalogMetadata;
use polib::po_file;
use std::io::{self, BufWriter};

/// What a line of the file begins with that names a text.
const CONTEXT: &str = "msgctxt ";

/// The bytes of the file; the same entries give the same bytes.
///
/// # Errors
///
/// Those of the library.
pub fn bytes(entries: &[TranslationEntry<'_>], language: Language) -> io::Result<Vec<u8>> {
    let messages = Messages::of(language);
    let mut catalog = Catalog::new(CatalogMetadata {
        mime_version: "1.0".to_owned(),
        content_type: "text/plain; charset=UTF-8".to_owned(),
        content_transfer_encoding: "8bit".to_owned(),
        language: Language::En.tag().to_owned(),
        ..CatalogMetadata::new()
    });
    for entry in entries {
        catalog.append_or_update(message(entry, &messages));
    }
    let mut writer = BufWriter::new(Vec::new());
    po_file::write(&catalog, &mut writer)?;
    writer.into_inner().map_err(io::IntoInnerError::into_error)
}

fn message(entry: &TranslationEntry<'_>, messages: &Messages) -> Message {
    let mut flags = MessageFlags::new();
    if entry.target.is_some() && entry.state != EntryState::Done {
        flags.add_flag("fuzzy");
    }
    let previous = entry.previous.map(|previous| format!("\n{}", previous.replace('\n', " "))).unwrap_or_default();
    Message::build_singular()
        .with_extracted_comments(note(entry, messages) + &previous)
        .with_flags(flags)
        .with_msgctxt(entry.text.context())
        .with_msgid(entry.text.ja.clone())
        .with_msgstr(entry.target.unwrap_or_default().to_owned())
        .done()
}

/// The translations of a file.
///
/// # Errors
///
/// [`TableProblem::Broken`] where it is no PO file.
pub fn rows(name: &str, bytes: &[u8]) -> Result<Vec<ReturnedRow>, TableProblem> {
    let catalog = po_file::parse_from_reader(bytes).map_err(|error| TableProblem::Broken { why: error.to_string() })?;
    let text = String::from_utf8_lossy(bytes);
    let lines = (0..).zip(text.lines()).filter(|(_, line)| line.starts_with(CONTEXT)).map(|(line, _)| line);
    let named = catalog.messages().filter(|message| message.msgctxt().is_some() && message.is_singular());
    let row = |(message, line): (&dyn MessageView, u32)| {
        let place = Place::Cell(FileCell { file: name.to_owned(), sheet: None, row: line, column: None });
        let target = message.msgstr().unwrap_or_default().trim();
        ReturnedRow {
            context: message.msgctxt().unwrap_or_default().to_owned(),
            source: message.msgid().to_owned(),
            target: if message.is_fuzzy() { String::new() } else { target.to_owned() },
            is_done: true,
            is_accepted: false,
            source_place: place.clone(),
            target_place: place,
        }
    };
    Ok(named.zip(lines).map(row).collect())
}
