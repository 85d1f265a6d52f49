//! Cells of tables that were imported, as places of faults.

use super::shown;

/// A cell of a table in a file, or a line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCell {
    /// The file as the command named it.
    pub file: String,
    /// Position and name of its sheet; a table in a text file has none.
    pub sheet: Option<(usize, String)>,
    /// From 0.
    pub row: u32,
    /// From 0; `None` stands for a whole line of a text.
    pub column: Option<u32>,
}

impl FileCell {
    /// As people call it: `B12`, or the number of a line.
    pub fn name(&self) -> String {
        let column = self.column.map(letters).unwrap_or_default();
        format!("{column}{}", self.row + 1)
    }

    /// With its file and sheet: `form.xlsx:実績:B12`.
    pub fn address(&self) -> String {
        let sheet = self.sheet.as_ref().map(|(_, name)| format!("{name}:")).unwrap_or_default();
        shown::name(&format!("{}:{sheet}{}", self.file, self.name()))
    }

    /// Its place among all cells of the file: sheet by sheet, row by row.
    pub fn position(&self) -> usize {
        let sheet = self.sheet.as_ref().map_or(0, |(position, _)| *position);
        (sheet << 40) + ((self.row as usize) << 16) + self.column.unwrap_or(0) as usize
    }
}

/// The letters of a column: 0 is A, 26 is AA.
pub fn letters(column: u32) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    if column < 26 { last.to_string() } else { letters(column / 26 - 1) + &last.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters_as_in_a_spreadsheet() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702, 16383].map(letters).into();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn an_address_names_file_sheet_and_cell() {
        let cell = FileCell { file: "a.xlsx".to_owned(), sheet: Some((0, "実績".to_owned())), row: 11, column: Some(1) };
        assert_eq!(cell.address(), "a.xlsx:実績:B12");
        assert_eq!(FileCell { sheet: None, column: None, ..cell }.address(), "a.xlsx:12");
    }
}
