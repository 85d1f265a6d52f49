//! What a sheet does not show: hidden rows and columns, rows that a filter leaves out, and hidden sheets. It is not read, and said.

use super::recognise::{TableUse, rows};
use super::table::{CellContent, CellRows, SheetTable};
use super::understanding::{CellMeaning, SheetPosition, WhyNotUsed};
use crate::diagnostic::{Diagnostic, Fault, letters};
use std::collections::BTreeSet;

/// Rows, or columns, that a message names, those side by side as one.
const MOST_NAMED: usize = 25;

/// Rows or columns, from 0, in ranges without gaps between the two numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineRanges(Vec<(u32, u32)>);

impl LineRanges {
    /// Ranges in any order, which may overlap.
    pub fn new(mut ranges: Vec<(u32, u32)>) -> LineRanges {
        ranges.retain(|(first, last)| first <= last);
        ranges.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (first, last) in ranges {
            match joined.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
                Some(_) | None => joined.push((first, last)),
            }
        }
        LineRanges(joined)
    }

    pub fn contains(&self, line: u32) -> bool {
        let behind = self.0.partition_point(|(first, _)| *first <= line);
        behind.checked_sub(1).is_some_and(|position| line <= self.0[position].1)
    }
}

/// What of a sheet is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HiddenLines {
    pub is_sheet: bool,
    pub rows: LineRanges,
    pub columns: LineRanges,
}

/// The cells of a sheet that are not shown, apart from those that are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HiddenCells {
    /// Whether the sheet as a whole is hidden.
    pub is_sheet: bool,
    /// Hidden rows and columns with something in them.
    pub rows: BTreeSet<u32>,
    pub columns: BTreeSet<u32>,
    pub cells: CellRows,
}

impl SheetTable {
    /// Puts aside what is hidden.
    pub fn hide(&mut self, lines: &HiddenLines) {
        let mut hidden = HiddenCells { is_sheet: lines.is_sheet, ..HiddenCells::default() };
        for (row, cells) in std::mem::take(&mut self.rows) {
            let is_row = lines.rows.contains(row);
            for (column, content) in cells {
                let is_column = lines.columns.contains(column);
                hidden.rows.extend(is_row.then_some(row));
                hidden.columns.extend(is_column.then_some(column));
                let kept = if is_row || is_column || lines.is_sheet { &mut hidden.cells } else { &mut self.rows };
                kept.entry(row).or_default().insert(column, content);
            }
        }
        self.hidden = hidden;
    }

    /// The warning of what would have been looked at if it were shown: figures below headings that are known.
    pub fn hidden_passed(&self, table_use: TableUse) -> Option<Diagnostic> {
        if self.hidden.cells.is_empty() || self.assigned.is_left_out {
            return None;
        }
        let mut whole = self.clone();
        for (row, cells) in &self.hidden.cells {
            whole.rows.entry(*row).or_default().extend(cells.clone());
        }
        let understanding = rows(&whole, table_use)?.understanding;
        // Without headings that are shown, whatever is hidden may be what was looked for.
        let is_unheaded = !self.hidden.is_sheet && rows(self, table_use).is_none();
        let is_of_table = |meaning: &CellMeaning| match meaning {
            CellMeaning::Read(_) | CellMeaning::FromAbove(_) => true,
            CellMeaning::NotUsed(why) => !matches!(why, WhyNotUsed::NoHeading | WhyNotUsed::Title | WhyNotUsed::RowNumber),
            _ => false,
        };
        let counts = |SheetPosition { row, column }: &SheetPosition| {
            let content = self.hidden.cells.get(row).and_then(|cells| cells.get(column));
            content.is_some_and(|content| is_unheaded || is_figure(content))
        };
        let of_table = understanding.cells.iter().filter(|(_, meaning)| is_of_table(meaning)).map(|(place, _)| *place);
        let figures: Vec<SheetPosition> = of_table.filter(counts).collect();
        let SheetPosition { row, column } = *figures.first()?;
        let lines = |hidden: &BTreeSet<u32>, line: fn(&SheetPosition) -> u32, name: fn(u32) -> String| {
            let with_figures: BTreeSet<u32> = figures.iter().map(line).filter(|line| hidden.contains(line)).collect();
            if self.hidden.is_sheet { Vec::new() } else { named(&with_figures, name) }
        };
        let fault = Fault::HiddenPassed {
            rows: lines(&self.hidden.rows, |cell| cell.row, |row| (row + 1).to_string()),
            columns: lines(&self.hidden.columns, |cell| cell.column, letters),
        };
        Some(Diagnostic { severity: fault.severity(), fault, place: self.place(row, column), related: None })
    }
}

/// Whether a cell has a number, or a text with a digit in it.
fn is_figure(content: &CellContent) -> bool {
    match content {
        CellContent::Number(_) | CellContent::Rounded { .. } => true,
        CellContent::Text(text) => text.contains(char::is_numeric),
        CellContent::Date(_) | CellContent::Other(_) => false,
    }
}

/// The names of rows or columns: `5`, `8–12`.
fn named(lines: &BTreeSet<u32>, name: fn(u32) -> String) -> Vec<String> {
    let LineRanges(ranges) = LineRanges::new(lines.iter().map(|line| (*line, *line)).collect());
    let range = |(first, last): (u32, u32)| if first == last { name(first) } else { format!("{}–{}", name(first), name(last)) };
    let more = ranges.len() > MOST_NAMED;
    ranges.into_iter().take(MOST_NAMED).map(range).chain(more.then(|| "…".to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_joined_and_looked_up() {
        let ranges = LineRanges::new(vec![(7, 9), (1, 2), (3, 3), (9, 12), (20, 19)]);
        assert_eq!(ranges, LineRanges(vec![(1, 3), (7, 12)]));
        let contained: Vec<u32> = (0..15).filter(|line| ranges.contains(*line)).collect();
        assert_eq!(contained, [1, 2, 3, 7, 8, 9, 10, 11, 12]);
        assert!(!LineRanges::default().contains(0));
    }

    #[test]
    fn lines_side_by_side_have_one_name() {
        assert_eq!(named(&BTreeSet::from([0, 2, 3, 4]), letters), ["A", "C–E"]);
        let many = named(&(0..100).map(|line| line * 2).collect(), |row| (row + 1).to_string());
        assert_eq!((many.len(), many[25].as_str()), (26, "…"));
    }
}
