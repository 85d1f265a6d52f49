//! A report as a workbook: a sheet with the legend, then the sheets as they were, with notes on the cells and a column of remarks.

use super::confirmation::{Confirmation, hidden_mark};
use super::remark::CellMark;
use super::{ImportReport, ReportCell, ReportSheet, SIGNATURE};
use crate::sheet::row_height;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// Most notes of a sheet; the column of remarks has all of them.
const MOST_NOTES: usize = 5_000;
/// Letters of the longest name of a sheet, and what may not be in it.
const LONGEST_NAME: usize = 31;
const NOT_IN_NAMES: &[char] = &['[', ']', ':', '*', '?', '/', '\\', '\''];
const COLUMN_WIDTH: f64 = 14.0;
const REMARKS_WIDTH: f64 = 60.0;
const PROPOSALS_WIDTH: f64 = 40.0;
/// What the mark behind a text takes of its column, in letters of half width.
const MARK_WIDTH: f64 = 4.0;

pub fn bytes(report: &ImportReport) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(report.words.of("title")).set_creation_datetime(&created));
    let legend = report.words.of("legend");
    write_legend(workbook.add_worksheet().set_name(&legend)?, report)?;
    for (number, sheet) in (1..).zip(&report.sheets) {
        let bare: String = sheet.name.as_deref().unwrap_or(&sheet.file).replace(NOT_IN_NAMES, " ");
        let name: String = format!("{number} {}", bare.trim()).chars().take(LONGEST_NAME).collect();
        write(workbook.add_worksheet().set_name(name.trim_end())?, sheet, report)?;
    }
    workbook.save_to_buffer()
}

fn write_legend(sheet: &mut Worksheet, report: &ImportReport) -> Result<(), XlsxError> {
    let words = &report.words;
    let bold = Format::new().set_bold();
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, 30)?.set_column_width(1, REMARKS_WIDTH)?;
    sheet.write_string(0, 0, SIGNATURE)?.write_string_with_format(1, 0, words.of("title"), &bold)?;
    sheet.write_string(2, 0, &report.purpose)?.write_string_with_format(4, 0, words.of("legend"), &bold)?;
    let mut row = 5;
    for mark in CellMark::ALL {
        sheet.write_string_with_format(row, 0, mark.letter(words), &look(mark))?.write_string(row, 1, mark.word(words))?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, words.of("sheet"), &bold)?;
    for found in &report.sheets {
        row += 1;
        sheet.write_string(row, 0, found.title())?.write_string(row, 1, &found.summary)?;
        sheet.write_number_with_format(row, 2, found.read_width(), &Format::new().set_font_color(0x808080))?;
    }
    Ok(())
}

fn write(sheet: &mut Worksheet, found: &ReportSheet, report: &ImportReport) -> Result<(), XlsxError> {
    let formats: BTreeMap<CellMark, Format> = CellMark::ALL.into_iter().map(|mark| (mark, marked(mark, report))).collect();
    let format = |mark: CellMark| formats.get(&mark).cloned().unwrap_or_default();
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    let beside = u16::try_from(found.width).map_err(|_| XlsxError::RowColumnLimitError)?;
    for column in 0..beside {
        sheet.set_column_width(column, COLUMN_WIDTH)?;
    }
    let beside = match &found.confirmation {
        Some(confirmation) => write_confirmation(sheet, beside, confirmation, report)?,
        None => beside,
    };
    sheet.set_column_width(beside, REMARKS_WIDTH)?;
    let mut notes = 0;
    for (row, cells) in &found.rows {
        for (column, cell) in cells {
            let column = u16::try_from(*column).map_err(|_| XlsxError::RowColumnLimitError)?;
            // A text that is alone in its row runs on over the empty cells beside it.
            let format = if cells.len() == 1 { format(cell.mark).unset_text_wrap() } else { format(cell.mark) };
            let hidden = if cell.mark == CellMark::Hidden { hidden_mark(&report.words) } else { String::new() };
            sheet.write_string_with_format(*row, column, format!("{hidden}{}", text(cell)), &format)?;
        }
        let remarks = ReportSheet::remarks(cells);
        let proposal = found.confirmation.as_ref().and_then(|confirmation| confirmation.proposals.get(row));
        sheet.set_row_height(*row, height(cells, proposal.map_or("", String::as_str), &remarks))?;
        sheet.write_string_with_format(*row, beside, text_of(&remarks), &Format::new().set_text_wrap().set_align(FormatAlign::Top))?;
    }
    for region in &found.merged {
        let (first, last) = (region.first, region.last);
        let Some(cell) = found.rows.get(&first.0).and_then(|cells| cells.get(&first.1)) else { continue };
        let columns = [first.1, last.1].map(|column| u16::try_from(column).unwrap_or(u16::MAX));
        sheet.merge_range(first.0, columns[0], last.0, columns[1], text(cell), &format(cell.mark))?;
    }
    let is_first = |row: u32, column: u32| {
        let within = found.merged.iter().find(|it| (it.first.0..=it.last.0).contains(&row) && (it.first.1..=it.last.1).contains(&column));
        within.is_none_or(|region| region.first == (row, column))
    };
    for (row, cells) in &found.rows {
        for (column, cell) in cells {
            if notes < MOST_NOTES && is_first(*row, *column) {
                notes += 1;
                let note = Note::new(&cell.remark).add_author_prefix(false);
                sheet.insert_note(*row, u16::try_from(*column).unwrap_or(u16::MAX), &note)?;
            }
        }
    }
    Ok(())
}

/// The columns to fill in, from one on, and the proposals beside them. Gives the column behind them.
fn write_confirmation(sheet: &mut Worksheet, first: u16, confirmation: &Confirmation, report: &ImportReport) -> Result<u16, XlsxError> {
    let framed = || Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
    let (heading, open) = (framed().set_bold(), framed().set_background_color(0xFFF2A8));
    let mut column = first;
    for confirmed in &confirmation.columns {
        sheet.set_column_width(column, COLUMN_WIDTH)?;
        for row in &confirmation.headings {
            sheet.write_string_with_format(*row, column, confirmed.heading(), &heading)?;
        }
        let list = DataValidation::new().allow_list_strings(&confirmed.choices())?;
        for row in confirmation.proposals.keys() {
            sheet.write_blank(*row, column, &open)?;
            sheet.add_data_validation(*row, column, *row, column, &list)?;
        }
        column += 1;
    }
    sheet.set_column_width(column, PROPOSALS_WIDTH)?;
    for row in &confirmation.headings {
        sheet.write_string_with_format(*row, column, report.words.of("proposals"), &heading)?;
    }
    for (row, proposal) in &confirmation.proposals {
        sheet.write_string_with_format(*row, column, text_of(proposal), &framed())?;
    }
    Ok(column + 1)
}

/// The height of a row in which every text is whole; one that is alone in its row runs on beside its cell.
fn height(cells: &BTreeMap<u32, ReportCell>, proposal: &str, remarks: &str) -> f64 {
    let texts = cells.values().filter(|_| cells.len() > 1).map(|cell| (cell.text.as_str(), COLUMN_WIDTH - MARK_WIDTH));
    row_height(texts.chain([(proposal, PROPOSALS_WIDTH), (remarks, REMARKS_WIDTH)]))
}

/// Most letters of a cell of a workbook.
const MOST_LETTERS: usize = 32_000;

fn text(cell: &ReportCell) -> &str {
    text_of(&cell.text)
}

fn text_of(text: &str) -> &str {
    text.char_indices().nth(MOST_LETTERS).map_or(text, |(end, _)| &text[..end])
}

/// The look of a cell of the sheet: its text stays as it was, and the mark is shown behind it.
fn marked(mark: CellMark, report: &ImportReport) -> Format {
    match mark {
        // The text itself says it.
        CellMark::Hidden => look(mark),
        _ => look(mark).set_num_format(format!("@\" [{}]\"", mark.letter(&report.words))),
    }
}

/// Colours that stay apart from each other and from the text in black and white as well.
fn look(mark: CellMark) -> Format {
    let framed =
        |colour: u32| Format::new().set_background_color(colour).set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
    match mark {
        CellMark::Heading => framed(0xC9DCF0).set_bold(),
        CellMark::Title => framed(0xE3D9F2).set_bold(),
        CellMark::Read => framed(0xDDF2DD),
        CellMark::Note => framed(0xFFF7C2),
        CellMark::NotUsed => framed(0xF8D8D0),
        CellMark::Hidden => framed(0xD0D0D0).set_italic(),
        CellMark::Unknown => framed(0xFFFFFF),
    }
}
