//! What is said of a file in which no headings are found: the rows that look most like them, and the words that were nearly known.

use super::column_choice::TableUse;
use super::meaning::HeadingMeaning;
use crate::diagnostic::{Fault, FileCell, Place};
use crate::sheet::table::{CellContent, SheetTable};
use crate::sheet::words::nearly;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Rows from the top of a sheet that are looked at.
const MOST_ROWS: usize = 200;
/// Rows, cells of a row, and letters of a cell that a message shows.
const SHOWN_ROWS: usize = 2;
const SHOWN_CELLS: usize = 10;
const SHOWN_LETTERS: usize = 14;

/// A row that could have been meant as headings.
struct GuessedHeadings {
    /// How many of its texts are known, and how many are nearly known.
    known: usize,
    near: Vec<String>,
    shown: String,
}

/// The row of a table that looks most like headings, with its texts, each with its column; `None` where no row has several texts.
pub fn likely_headings(table: &SheetTable) -> Option<(u32, Vec<(u32, String)>)> {
    let texts = |cells: &BTreeMap<u32, CellContent>| -> Vec<(u32, String)> {
        let mut texts: Vec<(u32, String)> = Vec::new();
        for (column, content) in cells {
            if let CellContent::Text(text) = content
                && !texts.iter().any(|(_, there)| there == text)
            {
                texts.push((*column, text.clone()));
            }
        }
        texts
    };
    let rows = table.rows.iter().take(MOST_ROWS).map(|(row, cells)| (*row, texts(cells)));
    let known = |texts: &[(u32, String)]| {
        let is_known = |text: &&String| HeadingMeaning::of_text(text).column.is_some() || nearly(text).is_some();
        texts.iter().map(|(_, text)| text).filter(is_known).count()
    };
    rows.filter(|(_, texts)| texts.len() > 1).max_by_key(|(row, texts)| (known(texts), texts.len(), Reverse(*row)))
}

/// The fault of a file in which no table has what is needed.
pub fn no_columns(tables: &[SheetTable], table_use: TableUse) -> Fault {
    let mut guesses: Vec<GuessedHeadings> = tables.iter().flat_map(of_table).filter(|guess| guess.known + guess.near.len() > 0).collect();
    guesses.sort_by_key(|guess| Reverse((guess.known, guess.near.len())));
    guesses.truncate(SHOWN_ROWS);
    let near = guesses.iter().flat_map(|guess| guess.near.iter().cloned()).collect();
    Fault::NoColumns { wanted: table_use.wanted(), rows: guesses.into_iter().map(|guess| guess.shown).collect(), near }
}

fn of_table(table: &SheetTable) -> impl Iterator<Item = GuessedHeadings> {
    table.rows.iter().take(MOST_ROWS).filter_map(|(row, cells)| {
        let mut texts = Vec::new();
        for content in cells.values() {
            let CellContent::Text(text) = content else { continue };
            let text = cut(text);
            if texts.last() != Some(&text) {
                texts.push(text);
            }
        }
        texts.truncate(SHOWN_CELLS);
        let (known, unknown): (Vec<&String>, Vec<&String>) = texts.iter().partition(|text| HeadingMeaning::of_text(text).column.is_some());
        let near = unknown.iter().filter_map(|text| Some(format!("{text} ≒ {}", nearly(text)?))).collect();
        let first = cells.keys().next().copied()?;
        let cell = match table.place(*row, first) {
            Place::Cell(cell) => FileCell { file: String::new(), ..cell }.name(),
            Place::Span(..) | Place::File(_) => String::new(),
        };
        (texts.len() > 1).then(|| GuessedHeadings { known: known.len(), near, shown: format!("{cell} {}", texts.join(" | ")) })
    })
}

fn cut(text: &str) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = text.chars().take(SHOWN_LETTERS).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
