//! The headings of a table: in one row, or in two or three below each other.

use super::figure_rows::{FigureColumn, is_of_year};
use super::heading_text::{HeadingYear, YearWord};
use super::meaning::HeadingMeaning;
use super::row_text::only_text;
use super::settled;
use crate::diagnostic::Place;
use crate::model::year::parse_year;
use crate::sheet::map::AssignedHeadings;
use crate::sheet::plain::plain;
use crate::sheet::table::{CellContent, SheetTable};
use crate::sheet::understanding::UNHEADED;
use crate::sheet::words::SheetColumn;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Most rows of the headings of one table.
const MOST_ROWS: usize = 3;
/// Letters of the longest text that is taken for a heading.
const MOST_LETTERS: usize = 60;
const EDITION: &str = "対象年度";
/// Headings above names that say nothing, in the form of [`plain`].
const ITEMS: [&str; 4] = ["項目", "項目名", "内容", "事項"];

type HeadingCells = BTreeMap<u32, CellContent>;

/// A column with its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadedColumn {
    /// Row and column of the heading, from 0; of several rows the lowest one.
    pub row: u32,
    pub position: u32,
    /// As it is written; of several rows with a space between.
    pub heading: String,
    /// `None` where the heading is not known.
    pub column: Option<SheetColumn>,
    pub year: HeadingYear,
    /// The number of its year where the era is missing: 21年度.
    pub without_era: Option<i32>,
    pub year_word: Option<YearWord>,
    /// Where a map says what it means, or that it is not used.
    pub by_hand: Option<Place>,
    /// Whether another column has what it says first: 関係課 beside 担当課.
    pub is_secondary: bool,
}

/// The headings of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableHeading {
    pub first_row: u32,
    pub last_row: u32,
    pub columns: Vec<HeadedColumn>,
    /// The column that says of which figure each row is, where the headings do not.
    pub figures: Option<FigureColumn>,
}

/// What makes a row one of headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingShape {
    /// It names the rows below it.
    Rows,
    /// It has the figures of one thing, which is named above it.
    Block,
}

impl TableHeading {
    /// Whether a column of this meaning is there.
    pub fn has(&self, column: SheetColumn) -> bool {
        self.columns.iter().any(|headed| headed.column == Some(column))
    }

    /// What the headings are, where they have one of the columns that are needed.
    pub fn shape(&self, needed: &[SheetColumn]) -> Option<HeadingShape> {
        let is_of_rows = |column: &SheetColumn| self.figures.as_ref().is_some_and(|figures| figures.words.contains(column));
        let has_needed = needed.iter().any(|column| self.has(*column) || is_of_rows(column));
        let names = self.has(SheetColumn::Id) || self.has(SheetColumn::Name);
        let figures = [SheetColumn::Baseline, SheetColumn::Target, SheetColumn::Value];
        let is_of_figures = self.columns.len() > 1
            && self.columns.iter().all(|headed| {
                headed.column.is_some_and(|column| figures.contains(&column) || column == SheetColumn::Unit)
                    && headed.heading.chars().count() <= MOST_LETTERS
            })
            && self.columns.iter().any(|headed| headed.year != HeadingYear::Absent);
        let is_of_figure_rows = self.figures.is_some()
            && self.columns.iter().all(|headed| {
                is_of_year(headed) || matches!(headed.column, Some(SheetColumn::Figure | SheetColumn::Unit | SheetColumn::Baseline))
            });
        match (has_needed, names) {
            (true, true) => Some(HeadingShape::Rows),
            (true, false) if is_of_figures || is_of_figure_rows => Some(HeadingShape::Block),
            _ => None,
        }
    }

    /// The same with the columns that are known by the rows below: that of figures, and that of names.
    fn with_columns_of_rows(mut self, table: &SheetTable) -> TableHeading {
        let below = self.last_row.saturating_add(1);
        self.figures = FigureColumn::find(table, below, &self.columns);
        if let Some(position) = self.figures.as_ref().map(|figures| figures.position) {
            self.name_column(position, SheetColumn::Figure);
        }
        if let Some(position) = unheaded_names(table, &self) {
            self.name_column(position, SheetColumn::Name);
        }
        self
    }

    /// Says what a column is, whether it has a heading or not.
    fn name_column(&mut self, position: u32, column: SheetColumn) {
        match self.columns.iter_mut().find(|headed| headed.position == position) {
            Some(headed) => headed.column = Some(column),
            None => {
                let at = self.columns.partition_point(|headed| headed.position < position);
                let headed = HeadedColumn {
                    row: self.last_row,
                    position,
                    heading: UNHEADED.to_owned(),
                    column: Some(column),
                    year: HeadingYear::Absent,
                    without_era: None,
                    year_word: None,
                    by_hand: None,
                    is_secondary: false,
                };
                self.columns.insert(at, headed);
            }
        }
    }
}

/// The one column of texts without a heading, or below 項目, left of headings of which two are known, where no heading names the rows.
fn unheaded_names(table: &SheetTable, heading: &TableHeading) -> Option<u32> {
    use SheetColumn::{Baseline, Owner, Target, Unit, Value};
    let known: BTreeSet<SheetColumn> = heading.columns.iter().filter_map(|headed| headed.column).collect();
    if known.contains(&SheetColumn::Name) || known.contains(&SheetColumn::Id) {
        return None;
    }
    let count = [Baseline, Target, Value, Unit, Owner].iter().filter(|column| known.contains(column)).count();
    let years = || heading.columns.iter().filter(|headed| is_of_year(headed)).count();
    if count < 2 && (heading.figures.is_none() || years() < 2) {
        return None;
    }
    let is_free = |headed: &HeadedColumn| headed.column.is_none() && ITEMS.contains(&plain(&headed.heading).as_str());
    let first = heading.columns.iter().find(|headed| headed.column.is_some() || is_of_year(headed))?.position;
    let headed = |position: u32| heading.columns.iter().find(|headed| headed.position == position);
    let mut records =
        table.rows.range(heading.last_row.saturating_add(1)..).map(|(_, cells)| cells).filter(|cells| only_text(cells).is_none());
    let record = records.next()?;
    // A text below words that nobody knows may be the name as well.
    let is_figure = |headed: &HeadedColumn| matches!(headed.column, Some(Baseline | Target | Value)) || is_of_year(headed);
    let is_text = |position: u32| matches!(record.get(&position), Some(CellContent::Text(_)));
    let mut before = heading.columns.iter().take_while(|headed| !is_figure(headed));
    if before.any(|headed| headed.column.is_none() && !is_free(headed) && is_text(headed.position)) {
        return None;
    }
    let mut names =
        record.keys().copied().filter(|position| *position < first && headed(*position).is_none_or(is_free) && is_text(*position));
    names.next().filter(|_| names.next().is_none())
}

/// The headings that begin in a row: of as many rows as belong together. One text alone begins none where the row below is enough.
pub fn heading_at(table: &SheetTable, row: u32, needed: &[SheetColumn]) -> Option<(TableHeading, HeadingShape)> {
    let is_one_text = only_text(table.rows.get(&row)?).is_some();
    let found = longest_heading(table, row, needed)?;
    let is_enough_below = || longest_heading(table, row.checked_add(1)?, needed);
    (!is_one_text || is_enough_below().is_none()).then_some(found)
}

fn longest_heading(table: &SheetTable, row: u32, needed: &[SheetColumn]) -> Option<(TableHeading, HeadingShape)> {
    let first = table.rows.get(&row)?;
    if !could_begin(first, &table.assigned) {
        return None;
    }
    let mut rows = vec![first];
    while rows.len() < MOST_ROWS {
        let Some(below) = u32::try_from(rows.len()).ok().and_then(|count| table.rows.get(&row.checked_add(count)?)) else { break };
        if !continues(&rows, below) {
            break;
        }
        rows.push(below);
    }
    let of_count = |rows: &[&HeadingCells]| {
        let heading = of_rows(row, rows, &table.assigned).with_columns_of_rows(table);
        let shape = heading.shape(needed)?;
        Some((heading, shape))
    };
    let found = (1..=rows.len()).rev().find_map(|count| of_count(&rows[..count]));
    if table.assigned.list.is_empty() {
        return found;
    }
    // By hand headings may have words that nobody knows: as many rows belong to them as give the most of the map.
    let below = |count: u32| table.rows.get(&row.checked_add(count)?);
    let all: Vec<&HeadingCells> = (0..).map_while(below).take(MOST_ROWS).collect();
    let by_hand = |heading: &TableHeading| heading.columns.iter().filter(|headed| headed.by_hand.is_some()).count();
    let more = (1..=all.len())
        .filter_map(|count| of_count(&all[..count]))
        .max_by_key(|(heading, _)| (by_hand(heading), Reverse(heading.last_row)));
    let least = found.as_ref().map_or(0, |(heading, _)| by_hand(heading));
    more.filter(|(heading, _)| by_hand(heading) > least).or(found)
}

/// The headings of a table in given rows that lie below each other.
pub fn heading_in(table: &SheetTable, rows: RangeInclusive<u32>, needed: &[SheetColumn]) -> Option<(TableHeading, HeadingShape)> {
    let cells: Vec<&HeadingCells> = rows.clone().filter_map(|row| table.rows.get(&row)).collect();
    let heading = of_rows(*rows.start(), &cells, &table.assigned);
    let heading = TableHeading { last_row: *rows.end(), ..heading }.with_columns_of_rows(table);
    let shape = heading.shape(needed)?;
    Some((heading, shape))
}

/// The column of the year beside the words 対象年度, by which a table says for which edition it was made.
pub fn edition_in(cells: &HeadingCells) -> Option<u32> {
    let label = cells.iter().find(|(_, content)| plain(content.text()) == EDITION)?.0;
    let year = label.checked_add(1)?;
    parse_year(cells.get(&year)?.text()).map(|_| year)
}

/// Whether a row can be the first one of headings: one of its texts has a known word or a year, or a map has several of them, and no
/// cell is a figure.
fn could_begin(cells: &HeadingCells, assigned: &AssignedHeadings) -> bool {
    let texts: BTreeSet<&str> = cells.keys().filter_map(|position| text(cells, *position)).collect();
    let has_figures = cells.values().any(|content| matches!(content, CellContent::Rounded { .. } | CellContent::Date(_)));
    let is_heading = || texts.iter().any(|text| is_known(&HeadingMeaning::of_text(text))) || assigned.mentions(texts.iter().copied());
    !has_figures && edition_in(cells).is_none() && is_heading()
}

fn is_known(meaning: &HeadingMeaning) -> bool {
    meaning.column.is_some() || meaning.is_bare_year
}

/// A heading is a text of some length.
fn text(cells: &HeadingCells, position: u32) -> Option<&str> {
    match cells.get(&position)? {
        CellContent::Text(text) if !text.trim().is_empty() && text.chars().take(MOST_LETTERS + 1).count() <= MOST_LETTERS => {
            Some(text.trim())
        }
        CellContent::Text(_) | CellContent::Number(_) | CellContent::Rounded { .. } | CellContent::Date(_) | CellContent::Other(_) => None,
    }
}

/// A text, or a year that is held as a number.
fn heading_text(cells: &HeadingCells, position: u32) -> Option<&str> {
    text(cells, position).or_else(|| match cells.get(&position)? {
        CellContent::Number(digits) if HeadingMeaning::of_text(digits).is_bare_year => Some(digits.as_str()),
        _ => None,
    })
}

/// Whether a row belongs to the headings above it: every cell is a word or a year that adds to the heading above, or the heading above
/// once more (merged cells), and no row is named in it.
fn continues(above: &[&HeadingCells], below: &HeadingCells) -> bool {
    let upper = |position: u32| above.iter().rev().find_map(|cells| text(cells, position));
    let mut added = Vec::new();
    for position in below.keys() {
        let Some(text) = heading_text(below, *position) else { return false };
        if upper(*position).is_none_or(|above| plain(above) != plain(text)) {
            added.push(AddedHeading { position: *position, text, meaning: HeadingMeaning::of_text(text) });
        }
    }
    let Some(first) = added.first() else { return false };
    let is_one_text = added.len() > 2 && added.iter().all(|cell| plain(cell.text) == plain(first.text));
    let names = |text: &str| names_rows(&HeadingMeaning::of_text(text));
    let has_names_above = above.iter().any(|cells| cells.keys().any(|position| text(cells, *position).is_some_and(names)));
    let names_a_row = added.iter().any(|cell| !names_rows(&cell.meaning) && upper(cell.position).is_some_and(names));
    let has_names = has_names_above || added.iter().any(|cell| names_rows(&cell.meaning));
    if is_one_text || names_a_row || !has_names {
        return false;
    }
    let Some(last) = above.last() else { return false };
    let is_below_known = |cell: &&AddedHeading<'_>| {
        let group = upper(cell.position).or_else(|| group_to_the_left(last, below, cell.position));
        let path: Vec<&str> = group.into_iter().chain([cell.text]).collect();
        is_known(&HeadingMeaning::of_path(&path))
    };
    let known = added.iter().filter(is_below_known).count();
    let has_year = added.iter().any(|cell| cell.meaning.is_bare_year);
    (has_year || known > 1) && known * 2 >= added.len()
}

/// A cell that says more than the heading above it.
struct AddedHeading<'a> {
    position: u32,
    text: &'a str,
    meaning: HeadingMeaning,
}

fn names_rows(meaning: &HeadingMeaning) -> bool {
    matches!(meaning.column, Some(SheetColumn::Id | SheetColumn::Name))
}

/// The heading to the left of a cell above which nothing stands, if everything up to there has cells below and none above.
fn group_to_the_left<'a>(above: &'a HeadingCells, below: &HeadingCells, position: u32) -> Option<&'a str> {
    let (start, _) = above.range(..=position).next_back()?;
    let is_filled = (*start..=position).all(|between| below.contains_key(&between));
    text(above, *start).filter(|_| is_filled)
}

fn of_rows(first_row: u32, rows: &[&HeadingCells], assigned: &AssignedHeadings) -> TableHeading {
    let positions: BTreeSet<u32> = rows.iter().flat_map(|cells| cells.keys().copied()).collect();
    let column = |position: u32| {
        let mut path: Vec<&str> = Vec::new();
        let mut lowest = first_row;
        for (index, cells) in (0..).zip(rows) {
            let own =
                if index == 0 { text(cells, position).or_else(|| heading_text(cells, position)) } else { heading_text(cells, position) };
            let below = rows.get(index as usize + 1);
            let inherited =
                || below.filter(|below| below.contains_key(&position)).and_then(|below| group_to_the_left(cells, below, position));
            if own.is_some() {
                lowest = first_row + index;
            }
            path.extend(own.or_else(inherited));
        }
        let meaning = HeadingMeaning::of_path(&path);
        let mut words: Vec<&str> = Vec::new();
        path.into_iter().for_each(|text| {
            if words.last().is_none_or(|last| plain(last) != plain(text)) {
                words.push(text)
            }
        });
        (!words.is_empty()).then(|| HeadedColumn {
            row: lowest,
            position,
            heading: words.join(" "),
            column: meaning.column,
            year: meaning.year,
            without_era: meaning.without_era,
            year_word: meaning.year_word,
            by_hand: None,
            is_secondary: false,
        })
    };
    let mut columns: Vec<HeadedColumn> = positions.into_iter().filter_map(column).collect();
    settled::assign(&mut columns, assigned);
    settled::find_eras(&mut columns);
    settled::settle(&mut columns);
    TableHeading { first_row, last_row: first_row + u32::try_from(rows.len()).unwrap_or(1) - 1, columns, figures: None }
}
