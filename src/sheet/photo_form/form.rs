//! The sheet 写真 of a form that goes out.

use super::existing::existing;
use super::held::{self, ShownPhoto};
use super::returned::{ALT, CAPTION, CREDIT, FILE, ORDER, REMOVED, made_for};
use crate::sheet::activity::ReportedMeasure;
use crate::sheet::change::ReportedEdition;
use crate::sheet::confirmation::TICK;
use crate::sheet::form::head::{EDITION_ROW, HEADING_ROW, SheetHead};
use crate::sheet::form::look::CellStyle;
use crate::sheet::form::origin::{GOAL, ID, MEASURE, goal_name};
use crate::sheet::form::{cut, told};
use rust_xlsxwriter::{DataValidation, ProtectionOptions, Workbook, Worksheet, XlsxError};

const SHEET: &str = "写真";
/// Rows for the photos of each measure, at least one of them blank.
const ROWS: usize = 3;
/// The columns with their widths in letters of half width.
const COLUMNS: [(&str, f64); 9] =
    [(ID, 16.0), (GOAL, 20.0), (MEASURE, 24.0), (FILE, 32.0), (CAPTION, 32.0), (ALT, 32.0), (CREDIT, 20.0), (ORDER, 8.0), (REMOVED, 8.0)];
/// The first column that is filled in, and that of 削除, from 0.
const FIRST_OPEN: u16 = 3;
const REMOVED_COLUMN: u16 = 8;
const EXPLANATIONS: [&str; 3] = [
    "写真1枚につき1行に記入してください（足りないときは行をコピーして使えます）。掲載中の写真は、文を直す、順番の数字を変える、「削除」に○を付ける、ができます。",
    "「ファイル名」には、この票と同じフォルダーに置いた写真の名前を書いてください。空いている行の黄色の欄に写真を貼り付けてもかまいません。縮小し、位置情報は除きます。",
    "「写っているもの」は、写真が見えない人に読み上げる文です（例：会場で説明を聞く参加者）。空欄の行は、何も変わりません。",
];
/// Height of a row into which a picture fits, in points.
const HEIGHT: f64 = 72.0;

/// Adds the sheet to a form; `origin` keeps the photos that it shows.
pub fn write(
    workbook: &mut Workbook,
    origin: &mut Worksheet,
    reported: ReportedEdition<'_>,
    title: &str,
    measures: &[ReportedMeasure<'_>],
) -> Result<(), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?;
    SheetHead { title, explanations: EXPLANATIONS, edition: None }.write(&mut sheet, COLUMNS)?;
    sheet.write_string(EDITION_ROW, 0, made_for(reported))?;
    let mut row = HEADING_ROW + 1;
    let mut shown = Vec::new();
    for measure in measures {
        let known = [measure.key(), goal_name(measure.goal), measure.name()];
        let photos: Vec<ShownPhoto> = existing(reported, measure).into_iter().map(|photo| photo.shown).collect();
        let blank = ROWS.saturating_sub(photos.len()).max(1);
        let filled = photos.iter().enumerate().map(|(number, photo)| cells(photo, number + 1));
        for open in filled.chain(std::iter::repeat_n(Default::default(), blank)) {
            for (column, text) in (0..).zip(&known) {
                sheet.write_string_with_format(row, column, cut(text), &CellStyle::Locked.format())?;
            }
            for (column, text) in (FIRST_OPEN..).zip(&open) {
                sheet.write_string_with_format(row, column, cut(text), &CellStyle::Open.format())?;
            }
            sheet.set_row_height(row, HEIGHT)?;
            row += 1;
        }
        shown.extend(photos);
    }
    held::keep(origin, &shown)?;
    let rule = told(DataValidation::new().allow_list_strings(&[TICK])?, "載せない写真に「○」を選んでください。")?;
    sheet.add_data_validation(HEADING_ROW + 1, REMOVED_COLUMN, row, REMOVED_COLUMN, &rule)?;
    const A4: u8 = 9;
    sheet.set_freeze_panes(HEADING_ROW + 1, 3)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    // Pictures are objects.
    sheet.protect_with_options(&ProtectionOptions { format_columns: true, format_rows: true, edit_objects: true, ..Default::default() });
    workbook.push_worksheet(sheet);
    Ok(())
}

/// The cells of a photo that is there, from its file name on.
fn cells(photo: &ShownPhoto, number: usize) -> [String; 6] {
    let ShownPhoto { file, caption, alt, credit, .. } = photo.clone();
    [file, caption, alt, credit, number.to_string(), String::new()]
}
