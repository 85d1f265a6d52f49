//! The sheet 取組 of a form, and its part of the hidden sheet with what each cell held.

use super::{ActivityColumn, ReportedMeasure};
use crate::model::NextStep;
use crate::sheet::change::ReportedEdition;
use crate::sheet::form::head::{HEADING_ROW, SheetHead};
use crate::sheet::form::look::CellStyle;
use crate::sheet::form::origin::{FIRST_ROW, GOAL, ID, MEASURE, MEASURE_ID, MEASURE_NAME, goal_name};
use crate::sheet::form::{cut, edition_year, told};
use crate::sheet::read::labels;
use crate::tidy;
use rust_xlsxwriter::{DataValidation, Workbook, Worksheet, XlsxError};

const SHEET: &str = "取組";
const LAST: &str = "前回の取組";
/// The columns before those to fill in, with their widths in letters of half width.
const KNOWN: [(&str, f64); 4] = [(ID, 16.0), (GOAL, 20.0), (MEASURE, 24.0), (LAST, 36.0)];
const EXPLANATIONS: [&str; 3] = [
    "黄色のセルだけに記入してください。「前回の取組」は、前回の報告の内容です（写して書き直せます）。",
    "主な取組は1行に1件書いてください。「・」「①」「【見出し】」などは、箇条書きや見出しになります。セル内の改行は Alt+Enter です。",
    "予算額・決算額は円単位の数値で、今後の方針は一覧から選んで記入してください。空欄のセルは、何も変わりません。",
];
/// Height of a row to write into, in points.
const HEIGHT: f64 = 160.0;

fn width(column: ActivityColumn) -> f64 {
    match column {
        ActivityColumn::Activities => 44.0,
        ActivityColumn::Outcome | ActivityColumn::Problems => 30.0,
        ActivityColumn::Next => 12.0,
        ActivityColumn::Planned | ActivityColumn::Settled => 16.0,
        ActivityColumn::Remarks => 24.0,
    }
}

/// Adds the sheet to a form; `origin` keeps what its cells hold.
pub fn write(
    workbook: &mut Workbook,
    origin: &mut Worksheet,
    reported: ReportedEdition<'_>,
    title: &str,
    measures: &[ReportedMeasure<'_>],
) -> Result<(), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?;
    head(&mut sheet, reported, title)?;
    for (number, measure) in (0..).zip(measures) {
        row(&mut sheet, HEADING_ROW + 1 + number, reported, measure)?;
        origin.write_string(FIRST_ROW + number, MEASURE_ID, measure.key())?;
        origin.write_string(FIRST_ROW + number, MEASURE_NAME, cut(&measure.name()))?;
        for (column, of) in (1..).zip(ActivityColumn::ALL) {
            origin.write_string(FIRST_ROW + number, column, fitting(measure.cell(reported, of)))?;
        }
    }
    paper(&mut sheet, HEADING_ROW + u32::try_from(measures.len()).unwrap_or(0))?;
    sheet.protect_with_options(&rust_xlsxwriter::ProtectionOptions { format_columns: true, format_rows: true, ..Default::default() });
    workbook.push_worksheet(sheet);
    Ok(())
}

fn head(sheet: &mut Worksheet, reported: ReportedEdition<'_>, title: &str) -> Result<(), XlsxError> {
    let headings = KNOWN.into_iter().chain(ActivityColumn::ALL.map(|column| (column.heading(), width(column))));
    SheetHead { title, explanations: EXPLANATIONS, edition: Some(&edition_year(reported)) }.write(sheet, headings)
}

fn row(sheet: &mut Worksheet, row: u32, reported: ReportedEdition<'_>, measure: &ReportedMeasure<'_>) -> Result<(), XlsxError> {
    let known = [measure.key(), goal_name(measure.goal), measure.name(), last(reported, measure)];
    for (column, text) in (0..).zip(known) {
        sheet.write_string_with_format(row, column, cut(&text), &CellStyle::Locked.format())?;
    }
    for (column, of) in (4..).zip(ActivityColumn::ALL) {
        let text = fitting(measure.cell(reported, of));
        match of {
            ActivityColumn::Planned | ActivityColumn::Settled => {
                let style = CellStyle::OpenSum.format();
                match text.parse::<f64>() {
                    Ok(sum) => sheet.write_number_with_format(row, column, sum, &style)?,
                    Err(_) => sheet.write_string_with_format(row, column, text, &style)?,
                };
            }
            ActivityColumn::Next => {
                let words: Vec<&str> = labels::<NextStep>().collect();
                let rule = told(DataValidation::new().allow_list_strings(&words)?, "今後の方針を一覧から選んでください。")?;
                sheet.add_data_validation(row, column, row, column, &rule)?;
                sheet.write_string_with_format(row, column, text, &CellStyle::Open.format())?;
            }
            ActivityColumn::Activities | ActivityColumn::Outcome | ActivityColumn::Problems | ActivityColumn::Remarks => {
                sheet.write_string_with_format(row, column, text, &CellStyle::Open.format())?;
            }
        }
    }
    sheet.set_row_height(row, HEIGHT)?;
    Ok(())
}

/// What the edition before says of the measure, as its page shows it.
fn last(reported: ReportedEdition<'_>, measure: &ReportedMeasure<'_>) -> String {
    tidy::for_office(measure.words_before(reported).trim())
}

/// A text that fits into a cell; a longer one stays away, and an empty cell changes nothing.
fn fitting(text: String) -> String {
    if cut(&text).len() == text.len() { text } else { String::new() }
}

fn paper(sheet: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
    const A3: u8 = 8;
    sheet.set_freeze_panes(HEADING_ROW + 1, 3)?;
    sheet.set_landscape().set_paper_size(A3).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    sheet.set_print_area(0, 1, last, u16::try_from(KNOWN.len() + ActivityColumn::ALL.len() - 1).unwrap_or(0))?;
    Ok(())
}
