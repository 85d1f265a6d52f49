//! The sheet 確認, written.

use super::{ConfirmationField, DivisionConfirmation, KnownConfirmations, NO_TICK, TICK};
use crate::model::{Published, Year};
use crate::sheet::change::ReportedEdition;
use crate::sheet::day::japanese_day;
use crate::sheet::form::look::CellStyle;
use crate::sheet::form::{cut, told};
use crate::sheet::row_height;
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Workbook, Worksheet, XlsxError};

const SHEET: &str = "確認";
/// Rows above the first field, from 0.
const FIRST_ROW: u32 = 4;
/// Widths of label, cell and note, in letters of half width.
const WIDTHS: [f64; 3] = [24.0, 32.0, 64.0];
const EXPLANATIONS: [&str; 2] =
    ["黄色のセルに記入し、ほかのシートとともに回答してください。", "この用紙の内容は取りまとめにだけ使い、公表しません。"];

/// Adds the sheet to a form; `division` is `None` where the form is for all of them.
pub fn write(workbook: &mut Workbook, reported: ReportedEdition<'_>, title: &str, asked: &AskedDivision<'_>) -> Result<(), XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?;
    sheet.write_string_with_format(0, 0, cut(title), &CellStyle::Title.format())?;
    for (row, explanation) in (1..).zip(EXPLANATIONS) {
        sheet.write_string_with_format(row, 0, explanation, &CellStyle::Explanation.format())?;
    }
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    for (row, field) in (FIRST_ROW..).zip(ConfirmationField::ALL) {
        line(&mut sheet, row, field, &asked.text(reported, field))?;
    }
    rules(&mut sheet)?;
    paper(&mut sheet)?;
    sheet.protect_with_options(&rust_xlsxwriter::ProtectionOptions { format_columns: true, format_rows: true, ..Default::default() });
    workbook.push_worksheet(sheet);
    Ok(())
}

/// Whom a form is for, and what is known of its answer.
pub struct AskedDivision<'a> {
    /// `None` for a form for all divisions.
    pub name: Option<&'a str>,
    known: DivisionConfirmation,
}

impl<'a> AskedDivision<'a> {
    /// A division with what is known of it. A form for all has the day until which all are asked, where it is the same.
    pub fn of(name: Option<&'a str>, known: &KnownConfirmations) -> AskedDivision<'a> {
        let mut dues = known.values().map(|known| known.due);
        let mut of_all = || dues.next().flatten().filter(|first| dues.all(|due| due == Some(*first)));
        let known = match name {
            Some(name) => known.get(name).cloned().unwrap_or_default(),
            None => DivisionConfirmation { due: of_all(), ..DivisionConfirmation::default() },
        };
        AskedDivision { name, known }
    }

    fn text(&self, reported: ReportedEdition<'_>, field: ConfirmationField) -> String {
        let day = |date: Option<Published>| date.map(japanese_day).unwrap_or_default();
        let words = |text: &Option<String>| text.clone().unwrap_or_default();
        match field {
            ConfirmationField::Edition => reported.edition.notation().japanese(Year::fiscal(reported.edition.year)),
            ConfirmationField::Division => self.name.unwrap_or_default().to_owned(),
            ConfirmationField::Due => day(self.known.due),
            ConfirmationField::Person => words(&self.known.person),
            ConfirmationField::Telephone => words(&self.known.telephone),
            ConfirmationField::Unchanged => {
                self.known.unchanged.map_or("", |is_unchanged| if is_unchanged { TICK } else { NO_TICK }).to_owned()
            }
            ConfirmationField::Approved => day(self.known.approved),
        }
    }
}

fn line(sheet: &mut Worksheet, row: u32, field: ConfirmationField, text: &str) -> Result<(), XlsxError> {
    let is_open = match field {
        ConfirmationField::Edition | ConfirmationField::Due => false,
        ConfirmationField::Division => text.is_empty(),
        ConfirmationField::Person | ConfirmationField::Telephone | ConfirmationField::Unchanged | ConfirmationField::Approved => true,
    };
    // As text, so that an extension keeps its zeros and a day its notation.
    let format = if is_open { CellStyle::Open.format().set_num_format("@") } else { CellStyle::Locked.format() };
    sheet.write_string_with_format(row, 0, field.label(), &CellStyle::Heading.format())?;
    sheet.write_string_with_format(row, 1, cut(text), &format)?;
    sheet.write_string_with_format(row, 2, note(field), &Format::new().set_text_wrap().set_align(FormatAlign::Top).set_indent(1))?;
    sheet.set_row_height(row, row_height([(text, WIDTHS[1]), (note(field), WIDTHS[2])]).max(24.0))?;
    Ok(())
}

fn note(field: ConfirmationField) -> &'static str {
    match field {
        ConfirmationField::Edition | ConfirmationField::Division => "",
        ConfirmationField::Due => "この日までに回答してください。",
        ConfirmationField::Person => "回答した方の氏名",
        ConfirmationField::Telephone => "内容についての問合せ先",
        ConfirmationField::Unchanged => {
            "取組の文章と今後の方針を、前回の報告のままとするときは「○」を選んでください。空欄に前回の内容が入ります。取り消すときは「×」です。実績と予算額・決算額は、この場合も記入してください。"
        }
        ConfirmationField::Approved => "所属長が確認（決裁）した日（例：令和5年5月10日、R5.5.10）",
    }
}

fn rules(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let position = ConfirmationField::ALL.iter().position(|field| *field == ConfirmationField::Unchanged).unwrap_or(0);
    let row = FIRST_ROW + u32::try_from(position).unwrap_or(0);
    let rule = told(DataValidation::new().allow_list_strings(&[TICK, NO_TICK])?, "「○」か「×」を一覧から選んでください。")?;
    sheet.add_data_validation(row, 1, row, 1, &rule)?;
    Ok(())
}

fn paper(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    let last = FIRST_ROW + u32::try_from(ConfirmationField::ALL.len() - 1).unwrap_or(0);
    sheet.set_print_area(0, 0, last, 2)?;
    Ok(())
}
