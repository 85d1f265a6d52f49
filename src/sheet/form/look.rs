//! How the cells of a form look: those to fill in are yellow and open.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// Colours that stay apart in black and white as well.
const OPEN: u32 = 0xFFF7C2;
const CLOSED: u32 = 0xEDEDED;
const HEADING: u32 = 0xD9E2EC;
/// Most decimals of a figure.
const MOST_DECIMALS: usize = 6;

/// What a cell is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellStyle {
    Title,
    Explanation,
    Heading,
    Locked,
    Open,
    /// A year to fill in.
    OpenYear,
    /// A figure to fill in, with so many decimals, and more where more are typed: a number counts as it is shown.
    OpenNumber(usize),
}

impl CellStyle {
    pub fn format(self) -> Format {
        match self {
            CellStyle::Title => Format::new().set_bold().set_font_size(14),
            CellStyle::Explanation => Format::new(),
            CellStyle::Heading => framed(HEADING).set_bold().set_align(FormatAlign::Center),
            CellStyle::Locked => framed(CLOSED),
            CellStyle::Open => framed(OPEN).set_unlocked(),
            CellStyle::OpenYear => framed(OPEN).set_unlocked().set_num_format("0"),
            CellStyle::OpenNumber(decimals) => {
                let point = if decimals == 0 { String::new() } else { format!(".{:#<MOST_DECIMALS$}", "0".repeat(decimals)) };
                framed(OPEN).set_unlocked().set_num_format(format!("#,##0{point}"))
            }
        }
    }
}

fn framed(colour: u32) -> Format {
    Format::new().set_background_color(colour).set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top)
}
