//! What holds for all sheets of a workbook: their names, the texts of their cells, and number formats ([MS-XLS] 2.1.7.20.3).

use super::damaged;
use super::record::{BEGIN, END, Records, XlsRecord};
use crate::error::TableProblem;
use crate::sheet::number_format::NumberFormat;
use crate::sheet::table::MOST_TEXT;
use std::collections::BTreeMap;

const DATE_MODE: u16 = 0x0022;
const PASSWORD: u16 = 0x002f;
const SHEET: u16 = 0x0085;
const STYLE: u16 = 0x00e0;
const TEXTS: u16 = 0x00fc;
const FORMAT: u16 = 0x041e;
/// The version of the records of Excel 97 to 2003.
const VERSION: u16 = 0x0600;

/// The number formats that have a number and no code of their own ([MS-XLS] 2.4.126).
const BUILT_IN: [(u16, &str); 22] = [
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (5, "#,##0"),
    (6, "#,##0"),
    (7, "#,##0.00"),
    (8, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (37, "#,##0;-#,##0"),
    (38, "#,##0;-#,##0"),
    (39, "#,##0.00;-#,##0.00"),
    (40, "#,##0.00;-#,##0.00"),
    (41, "#,##0;-#,##0"),
    (42, "#,##0;-#,##0"),
    (43, "#,##0.00;-#,##0.00"),
    (44, "#,##0.00;-#,##0.00"),
    (48, "##0.0E+0"),
];
/// Built-in formats of dates and times, those of Japan among them.
const DATES: [std::ops::RangeInclusive<u16>; 4] = [14..=22, 27..=36, 45..=47, 50..=58];

/// A sheet, and where its records begin.
pub struct SheetStart {
    pub name: String,
    pub start: usize,
    pub is_hidden: bool,
}

/// How a cell shows a number.
pub enum CellFormat {
    Number(NumberFormat),
    Date,
}

pub struct Globals {
    /// The sheets with cells, in their order.
    pub sheets: Vec<SheetStart>,
    /// The texts to which cells lead.
    pub texts: Vec<String>,
    /// Of each style the number of its format, and the formats.
    styles: Vec<u16>,
    formats: BTreeMap<u16, CellFormat>,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
}

impl Globals {
    /// # Errors
    ///
    /// [`TableProblem`] where the records are damaged, encrypted, or of an older Excel.
    pub fn read(stream: &[u8]) -> Result<Globals, TableProblem> {
        let built_in = BUILT_IN.iter().map(|(number, code)| (*number, CellFormat::Number(NumberFormat::parse(code))));
        let dates = DATES.into_iter().flatten().map(|number| (number, CellFormat::Date));
        let formats = built_in.chain(dates).collect();
        let mut globals = Globals { sheets: Vec::new(), texts: Vec::new(), styles: Vec::new(), formats, from_1904: false };
        let mut begun = false;
        for record in Records::new(stream) {
            let mut record = record?;
            match record.kind {
                END => break,
                BEGIN if !begun => {
                    begun = true;
                    if record.short()? < VERSION {
                        return Err(TableProblem::OldWorkbook);
                    }
                }
                _ if !begun => return Err(damaged("no beginning of a workbook")),
                PASSWORD => return Err(TableProblem::Encrypted),
                _ => globals.look_at(&mut record)?,
            }
        }
        Ok(globals)
    }

    fn look_at(&mut self, record: &mut XlsRecord<'_>) -> Result<(), TableProblem> {
        match record.kind {
            DATE_MODE => self.from_1904 = record.short()? == 1,
            SHEET => {
                let start = record.long()? as usize;
                let (visibility, kind) = (record.byte()?, record.byte()?);
                let name = record.short_text()?;
                // Charts, macros and modules have no cells to read.
                if kind == 0 {
                    self.sheets.push(SheetStart { name, start, is_hidden: visibility & 3 != 0 });
                }
            }
            STYLE => {
                record.skip(2)?;
                self.styles.push(record.short()?);
            }
            FORMAT => {
                let number = record.short()?;
                let code = record.text()?;
                let format = if is_date(&code) { CellFormat::Date } else { CellFormat::Number(NumberFormat::parse(&code)) };
                self.formats.insert(number, format);
            }
            TEXTS => {
                record.skip(4)?;
                let count = record.long()?;
                let mut bytes = 0;
                for _ in 0..count {
                    let text = record.text()?;
                    bytes += text.len() + size_of::<String>();
                    if bytes > MOST_TEXT {
                        return Err(TableProblem::TooLarge { megabytes: (MOST_TEXT >> 20) as u64 });
                    }
                    self.texts.push(text);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// How a cell of this style shows a number; `None` where it shows all digits.
    pub fn format(&self, style: u16) -> Option<&CellFormat> {
        self.formats.get(self.styles.get(usize::from(style))?)
    }
}

/// Whether a code shows a date or a time: letters that stand for their parts, outside of quoted texts and brackets.
fn is_date(code: &str) -> bool {
    let mut letters = code.chars();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        match letter {
            '"' => while letters.next().is_some_and(|letter| letter != '"') {},
            '\\' | '_' | '*' => before = letters.next().unwrap_or(' '),
            '[' => {
                let inner: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                if ["h", "hh", "m", "mm", "s", "ss"].contains(&inner.to_ascii_lowercase().as_str()) {
                    return true;
                }
            }
            // `General`, in any spelling, and exponents are no dates.
            'G' | 'g' if code.to_ascii_lowercase().contains("general") || code.contains('/') && code.contains("標準") => return false,
            'E' | 'e' if matches!(before, '0' | '#' | '?' | '.') => {}
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'g' | 'G' | 'e' | 'E' => return true,
            other => before = other,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_dates_are_told_from_codes_of_numbers() {
        for code in ["yyyy/m/d", "ggge\"年\"m\"月\"d\"日\"", "[h]:mm", "[$-411]ge.m.d", "h:mm AM/PM", "m\"月\""] {
            assert!(is_date(code), "{code}");
        }
        for code in ["General", "0.00E+00", "#,##0\"days\"", "0.0%", "[Red]0", "\"mm\"0", "0_d", "G/標準", "General\"人\"", "@"] {
            assert!(!is_date(code), "{code}");
        }
    }
}
