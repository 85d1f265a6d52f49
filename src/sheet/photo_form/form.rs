//! The sheet 写真 of a form that goes out.

use super::returned::{ALT, CAPTION, CREDIT, FILE, NOW, made_for};
use crate::model::{MeasureReport, Photo};
use crate::sheet::activity::ReportedMeasure;
use crate::sheet::change::ReportedEdition;
use crate::sheet::form::cut;
use crate::sheet::form::head::{EDITION_ROW, HEADING_ROW, SheetHead};
use crate::sheet::form::look::CellStyle;
use crate::sheet::form::origin::{GOAL, ID, MEASURE, goal_name};
use rust_xlsxwriter::{ProtectionOptions, Workbook, Worksheet, XlsxError};

const SHEET: &str = "写真";
/// Rows for the photos of each measure.
const ROWS: u32 = 3;
/// The columns with their widths in letters of half width.
const COLUMNS: [(&str, f64); 8] =
    [(ID, 16.0), (GOAL, 20.0), (MEASURE, 24.0), (NOW, 28.0), (FILE, 32.0), (CAPTION, 32.0), (ALT, 32.0), (CREDIT, 20.0)];
/// Columns that are filled in, from 0.
const FIRST_OPEN: u16 = 4;
const EXPLANATIONS: [&str; 3] = [
    "写真1枚につき1行に記入してください（1施策に3枚まで。足りないときは行をコピーして使えます）。",
    "「ファイル名」には、この票と同じフォルダーに置いた写真の名前を書いてください。黄色の欄に写真を貼り付けてもかまいません。縮小し、位置情報は除きます。",
    "「写っているもの」は、写真が見えない人に読み上げる文です（例：会場で説明を聞く参加者）。空欄の行は、何も変わりません。",
];
/// Height of a row into which a picture fits, in points.
const HEIGHT: f64 = 72.0;

/// Adds the sheet to a form.
pub fn write(
    workbook: &mut Workbook,
    reported: ReportedEdition<'_>,
    title: &str,
    measures: &[ReportedMeasure<'_>],
) -> Result<(), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?;
    SheetHead { title, explanations: EXPLANATIONS, edition: None }.write(&mut sheet, COLUMNS)?;
    sheet.write_string(EDITION_ROW, 0, made_for(reported))?;
    let mut row = HEADING_ROW + 1;
    for measure in measures {
        let known = [measure.key(), goal_name(measure.goal), measure.name(), now(reported, measure)];
        for _ in 0..ROWS {
            for (column, text) in (0..).zip(&known) {
                sheet.write_string_with_format(row, column, cut(text), &CellStyle::Locked.format())?;
            }
            for column in (FIRST_OPEN..).take(COLUMNS.len() - usize::from(FIRST_OPEN)) {
                sheet.write_blank(row, column, &CellStyle::Open.format())?;
            }
            sheet.set_row_height(row, HEIGHT)?;
            row += 1;
        }
    }
    const A4: u8 = 9;
    sheet.set_freeze_panes(HEADING_ROW + 1, 3)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    // Pictures are objects.
    sheet.protect_with_options(&ProtectionOptions { format_columns: true, format_rows: true, edit_objects: true, ..Default::default() });
    workbook.push_worksheet(sheet);
    Ok(())
}

/// The photos that the edition shows already.
fn now(reported: ReportedEdition<'_>, measure: &ReportedMeasure<'_>) -> String {
    let goal = reported.edition.goal(measure.goal.number);
    let report = goal.and_then(|goal| goal.measures.iter().find(|report| report.number == measure.measure.number));
    let photos: &[Photo] = report.map_or(&[], |report: &MeasureReport| &report.photos);
    let name = |photo: &Photo| {
        let file = photo.file.as_ref().and_then(|file| file.path.rsplit('/').next()).unwrap_or_default();
        let caption = photo.caption.as_ref().map(|caption| caption.ja.as_str()).unwrap_or_default();
        [file, caption].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("：")
    };
    photos.iter().map(name).collect::<Vec<_>>().join("\n")
}
