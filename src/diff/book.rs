//! Changes as a workbook: one table, to be sorted and filtered by division.

use super::form::COLUMNS;
use super::{ContentChange, ContentDiff};
use crate::render::text_diff::Piece;
use crate::sheet::row_height;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Workbook, Worksheet, XlsxError,
};

/// Widths of the columns in letters of half width.
const WIDTHS: [f64; COLUMNS.len()] = [16.0, 24.0, 34.0, 44.0, 44.0, 18.0];
/// Most letters of a cell of a workbook.
const MOST_LETTERS: usize = 32_000;

pub fn bytes(diff: &ContentDiff) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = diff.column("title");
    workbook.set_properties(&DocProperties::new().set_title(&title).set_creation_datetime(&created));
    let sheet = workbook.add_worksheet().set_name(&title)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let bold = Format::new().set_bold();
    sheet.write_string_with_format(0, 0, diff.heading(), &bold)?;
    let mut row = 1;
    for remark in &diff.remarks {
        sheet.write_string(row, 0, remark)?;
        row += 1;
    }
    let head = framed().set_bold().set_background_color(0xE4ECF5);
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(row, column, diff.column(name), &head)?;
    }
    let first = row;
    for change in &diff.changes {
        row += 1;
        write(sheet, row, change, diff)?;
    }
    let last = u16::try_from(COLUMNS.len() - 1).unwrap_or_default();
    sheet.autofilter(first, 0, row, last)?.set_freeze_panes(first + 1, 0)?.set_repeat_rows(first, first)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    workbook.save_to_buffer()
}

fn write(sheet: &mut Worksheet, row: u32, change: &ContentChange, diff: &ContentDiff) -> Result<(), XlsxError> {
    let side = |pieces: &[Piece]| if pieces.is_empty() { diff.nothing() } else { ContentChange::plain(pieces) };
    let cells = [
        diff.division(&change.subject),
        diff.part(change),
        diff.item(change),
        side(&change.before),
        side(&change.after),
        diff.difference(change),
    ];
    for (column, text) in (0..).zip(&cells) {
        sheet.write_string_with_format(row, column, cut(text), &framed())?;
    }
    let old = Format::new().set_font_color(Color::RGB(0xB0_2A1A)).set_font_strikethrough();
    let new = Format::new().set_font_color(Color::RGB(0x10_5A20)).set_bold().set_underline(FormatUnderline::Single);
    mark(sheet, row, 3, &change.before, &old)?;
    mark(sheet, row, 4, &change.after, &new)?;
    sheet.set_row_height(row, row_height(cells.iter().map(String::as_str).zip(WIDTHS)))?;
    Ok(())
}

/// Writes a text over again with what changed in a look of its own, where that is a part of it.
fn mark(sheet: &mut Worksheet, row: u32, column: u16, pieces: &[Piece], look: &Format) -> Result<(), XlsxError> {
    let length: usize = pieces.iter().map(|piece| piece.text.chars().count()).sum();
    if pieces.len() < 2 || length > MOST_LETTERS {
        return Ok(());
    }
    let plain = Format::new();
    let parts: Vec<(&Format, &str)> = pieces.iter().map(|piece| (if piece.changed { look } else { &plain }, piece.text.as_str())).collect();
    sheet.write_rich_string_with_format(row, column, &parts, &framed())?;
    Ok(())
}

fn framed() -> Format {
    Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top)
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(MOST_LETTERS).map_or(text, |(end, _)| &text[..end])
}
