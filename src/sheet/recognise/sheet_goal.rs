//! A goal that only the name of its sheet names.

use super::row_text::{is_role, is_title, level, only_text};
use super::segment::TableSegment;
use crate::sheet::plain::plain;
use crate::sheet::strategy::NumberedTitle;
use crate::sheet::table::SheetTable;
use crate::sheet::words::SheetColumn;

/// The goal by the name of a sheet, where the name has the number of one and neither a column nor a row has goals. `above_headings` are
/// the rows directly above headings that can be those of a goal.
pub fn sheet_goal(table: &SheetTable, segments: &[TableSegment], above_headings: &[u32]) -> Option<String> {
    let name = table.sheet.as_ref().map(|(_, name)| name.replace(['_', '＿'], " ")).filter(|name| is_goal(name))?;
    let number = NumberedTitle::parse(&name).number;
    let first = segments.first()?.heading.first_row;
    let texts = |rows: &[u32]| -> Vec<String> {
        rows.iter().filter_map(|row| table.rows.get(row).and_then(only_text)).map(|(_, text)| text.to_owned()).collect()
    };
    let above: Vec<u32> = table.rows.range(..first).map(|(row, _)| *row).collect();
    let is_its_title = |text: &String| level(text) == Some(3) && NumberedTitle::parse(text).number == number;
    let is_unnumbered = |text: &String| level(text).is_none() && !is_title(text) && !is_role(text) && !text.starts_with(['（', '(']);
    let has_column = segments.iter().any(|segment| segment.heading.has(SheetColumn::Goal));
    let has_rows = table.rows.values().filter_map(only_text).any(|(_, text)| level(text).is_some_and(|level| level < 3));
    let is_titled = texts(&above).iter().any(is_its_title) || texts(above_headings).iter().any(is_unnumbered);
    (!has_column && !has_rows && !is_titled).then_some(name)
}

/// Whether the name of a sheet has the number of a goal: 基本目標1, 目標1 産業, 第1章.
fn is_goal(name: &str) -> bool {
    let is_numbered = plain(name).strip_prefix("目標").is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
    is_numbered || level(name) == Some(0)
}
