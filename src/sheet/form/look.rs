//! How the cells of a form look: those to fill in are yellow and open.

use rust_xlsxwriter::{ConditionalFormatFormula, Format, FormatAlign, FormatBorder};

/// Colours that stay apart in black and white as well.
const OPEN: u32 = 0xFFF7C2;
const CLOSED: u32 = 0xEDEDED;
const HEADING: u32 = 0xD9E2EC;

/// What a cell is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellStyle {
    Title,
    Explanation,
    Heading,
    Locked,
    Open,
    /// A year to fill in: a text, so that no program makes a date of R4.3.
    OpenYear,
    /// A figure to fill in: without a format of its own, so that programs keep 33.2 %, 94.5 and a day as what they are.
    OpenNumber,
    /// A sum of money to fill in.
    OpenSum,
}

impl CellStyle {
    pub fn format(self) -> Format {
        match self {
            CellStyle::Title => Format::new().set_bold().set_font_size(14),
            CellStyle::Explanation => Format::new(),
            CellStyle::Heading => framed(HEADING).set_bold().set_align(FormatAlign::Center),
            CellStyle::Locked => framed(CLOSED),
            CellStyle::Open | CellStyle::OpenNumber => framed(OPEN).set_unlocked(),
            CellStyle::OpenYear => framed(OPEN).set_unlocked().set_num_format("@"),
            CellStyle::OpenSum => framed(OPEN).set_unlocked().set_num_format("#,##0"),
        }
    }
}

/// Separators in large figures, which [`CellStyle::OpenNumber`] shows bare. A figure in percent is small and keeps its format.
pub fn separators(cell: &str) -> [ConditionalFormatFormula; 2] {
    let format = |rule: String, format: &str| {
        ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(Format::new().set_num_format(format))
    };
    [
        format(format!("=AND(ABS({cell})>=1000,INT({cell})={cell})"), "#,##0"),
        format(format!("=AND(ABS({cell})>=1000,INT({cell})<>{cell})"), "#,##0.0#####"),
    ]
}

fn framed(colour: u32) -> Format {
    Format::new().set_background_color(colour).set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top)
}
