//! The workbook of the translator: a row for each distinct text, the terms, and how to fill it in.

use super::entry::{EntryState, TranslationEntry};
use super::glossary::TermRow;
use super::wording::note;
use crate::language::Language;
use crate::message::{Message, Messages};
use crate::render::text_diff::{Piece, pieces};
use crate::sheet;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The columns that every tool for translators reads, with their widths.
pub const COLUMNS: [(&str, f64); 6] =
    [("context", 24.0), ("source", 56.0), ("target", 56.0), ("state", 10.0), ("previous source", 40.0), ("note", 40.0)];
/// Positions among them.
const TARGET: u16 = 2;
const STATE: u16 = 3;
/// Most letters that a cell of Excel holds.
const MOST_LETTERS: usize = 32_767;
const OPEN: u32 = 0xFFF7C2;
const HEADING: u32 = 0xD9E2EC;
const REMOVED: u32 = 0xB00020;
const ADDED: u32 = 0x0B57A4;

/// The bytes of the workbook; the same entries give the same bytes.
///
/// # Errors
///
/// Those of the library.
pub fn workbook(entries: &[TranslationEntry<'_>], terms: &[TermRow], language: Language) -> Result<Vec<u8>, XlsxError> {
    let messages = Messages::of(language);
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    texts(workbook.add_worksheet().set_name("translation")?, entries, &messages)?;
    glossary(workbook.add_worksheet().set_name("glossary")?, terms, &messages)?;
    explanation(workbook.add_worksheet().set_name("help")?, &messages)?;
    workbook.save_to_buffer()
}

fn texts(page: &mut Worksheet, entries: &[TranslationEntry<'_>], messages: &Messages) -> Result<(), XlsxError> {
    let [closed, open] = [framed(), framed().set_background_color(OPEN).set_unlocked()];
    for (column, (name, width)) in (0..).zip(COLUMNS) {
        page.set_column_width(column, width)?.write_string_with_format(0, column, name, &heading())?;
    }
    for (row, entry) in (1..).zip(entries) {
        page.write_string_with_format(row, 0, entry.text.context(), &closed)?;
        source(page, row, entry, &closed)?;
        page.write_string_with_format(row, TARGET, cut(entry.target.unwrap_or_default()), &open)?;
        page.write_string_with_format(row, STATE, entry.state.word(), &open)?;
        let note = note(entry, messages);
        page.write_string_with_format(row, 5, &note, &closed)?;
        let context = entry.text.context();
        let texts = [&context, &entry.text.ja, entry.target.unwrap_or_default(), "", entry.previous.unwrap_or_default(), &note];
        page.set_row_height(row, sheet::row_height(texts.into_iter().zip(COLUMNS.map(|(_, width)| width))))?;
    }
    let last = u32::try_from(entries.len()).unwrap_or(0).max(1);
    let states =
        DataValidation::new().allow_list_strings(&[EntryState::New, EntryState::Changed, EntryState::Done].map(EntryState::word))?;
    page.add_data_validation(1, STATE, last, STATE, &states)?;
    page.autofilter(0, 0, last, 5)?;
    page.set_freeze_panes(1, 0)?.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// The Japanese, and that from which the English was made: what changed is struck out in the one and coloured in the other.
fn source(sheet: &mut Worksheet, row: u32, entry: &TranslationEntry<'_>, format: &Format) -> Result<(), XlsxError> {
    let Some(previous) = entry.previous else {
        sheet.write_string_with_format(row, 1, cut(&entry.text.ja), format)?;
        sheet.write_blank(row, 4, format)?;
        return Ok(());
    };
    let [old, new] = pieces(previous, &entry.text.ja);
    let [added, removed] = [ADDED, REMOVED].map(|colour| Format::new().set_font_color(Color::RGB(colour)));
    marked(sheet, row, 1, &new, &added.set_bold(), format)?;
    marked(sheet, row, 4, &old, &removed.set_font_strikethrough(), format)
}

fn marked(sheet: &mut Worksheet, row: u32, column: u16, pieces: &[Piece], mark: &Format, cell: &Format) -> Result<(), XlsxError> {
    let plain = Format::new();
    let parts: Vec<(&Format, &str)> = pieces
        .iter()
        .filter(|piece| !piece.text.is_empty())
        .map(|piece| (if piece.changed { mark } else { &plain }, piece.text.as_str()))
        .collect();
    let length: usize = parts.iter().map(|(_, text)| text.chars().count()).sum();
    match parts.as_slice() {
        [_, _, ..] if length <= MOST_LETTERS => sheet.write_rich_string_with_format(row, column, &parts, cell)?,
        _ => {
            let whole: String = parts.iter().map(|(_, text)| *text).collect();
            sheet.write_string_with_format(row, column, cut(&whole), cell)?
        }
    };
    Ok(())
}

fn glossary(sheet: &mut Worksheet, terms: &[TermRow], messages: &Messages) -> Result<(), XlsxError> {
    for (column, (name, width)) in (0..).zip([("source", 32.0), ("target", 48.0), ("note", 48.0)]) {
        sheet.set_column_width(column, width)?.write_string_with_format(0, column, name, &heading())?;
    }
    for (row, term) in (1..).zip(terms) {
        sheet.write_string_with_format(row, 0, cut(&term.ja), &framed())?;
        sheet.write_string_with_format(row, 1, cut(&term.en), &framed())?;
        let note = term.note.clone().unwrap_or_else(|| messages.text(&Message::new("translation-sheet.used").part("count", term.uses)));
        sheet.write_string_with_format(row, 2, cut(&note), &framed())?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn explanation(sheet: &mut Worksheet, messages: &Messages) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 110)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, line) in (0..).zip(messages.text(&Message::new("translation-sheet.help")).lines()) {
        sheet.write_string_with_format(row, 0, line, &wrapped)?;
    }
    Ok(())
}

fn heading() -> Format {
    framed().set_bold().set_background_color(HEADING)
}

fn framed() -> Format {
    Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top)
}

fn cut(text: &str) -> String {
    text.chars().take(MOST_LETTERS).collect()
}
