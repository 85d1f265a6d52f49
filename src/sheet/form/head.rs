//! What stands above the table of each sheet of a form, and the headings of its columns, of which the first, that of the ids, is hidden.

use super::look::CellStyle;
use super::rows::cut;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The column beside that of the ids, where the texts above the table begin.
pub const FIRST: u16 = 1;
/// The row that says for which year the form was made, and that of the headings, from 0.
pub const EDITION_ROW: u32 = 4;
pub const HEADING_ROW: u32 = 5;

/// The title of a sheet and how it is filled in.
pub struct SheetHead<'a> {
    pub title: &'a str,
    pub explanations: [&'a str; 3],
    /// The year that it is for, where the sheet shows it.
    pub edition: Option<&'a str>,
}

impl SheetHead<'_> {
    /// Writes it with the headings of the columns, each with its width in letters of half width.
    pub fn write<'a>(&self, sheet: &mut Worksheet, columns: impl IntoIterator<Item = (&'a str, f64)>) -> Result<(), XlsxError> {
        sheet.write_string_with_format(0, FIRST, cut(self.title), &CellStyle::Title.format())?;
        for (row, explanation) in (1..).zip(self.explanations) {
            sheet.write_string_with_format(row, FIRST, explanation, &CellStyle::Explanation.format())?;
        }
        if let Some(edition) = self.edition {
            sheet.write_string_with_format(EDITION_ROW, FIRST, "対象年度", &CellStyle::Locked.format())?;
            sheet.write_string_with_format(EDITION_ROW, FIRST + 1, edition, &CellStyle::Locked.format())?;
        }
        for (column, (heading, width)) in (0..).zip(columns) {
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(HEADING_ROW, column, heading, &CellStyle::Heading.format())?;
        }
        sheet.set_column_hidden(0)?;
        Ok(())
    }
}
