//! Tables with years as columns, in which the rows of an indicator are its targets, its results and its rates of achievement.

use super::column_choice::{ChosenColumns, TableUse};
use super::heading_text::{HeadingText, HeadingYear};
use super::meaning::HeadingMeaning;
use super::row_text::{is_total, only_text};
use super::segment::TableSegment;
use super::table_heading::HeadedColumn;
use crate::sheet::plain::plain;
use crate::sheet::table::{CellContent, SheetTable};
use crate::sheet::words::SheetColumn;
use std::collections::{BTreeMap, BTreeSet};

/// Rows below the headings that have to say of which figure they are.
const DECIDING_ROWS: usize = 2;
/// Rows of which the words are collected.
const MOST_ROWS: usize = 30;
/// What may stand above or beside a year that is the year of whatever figure the row has, in the form of [`plain`].
const BESIDE_YEAR: [&str; 8] = ["年度", "年", "年次", "推移", "年度別", "年度別推移", "数値", "値"];
/// The same in brackets.
const IN_BRACKETS: [&str; 5] = ["最終年度", "目標年度", "目標年", "最終目標年度", "計画最終年度"];

/// The column that says of which figure each row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureColumn {
    pub position: u32,
    /// The figures of the first rows.
    pub words: BTreeSet<SheetColumn>,
}

/// Of which figure a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFigure {
    /// The headings say it of each column.
    AsHeaded,
    /// The row says it of all years.
    Of(SheetColumn),
    /// The row has to say it and does not.
    Unknown,
}

impl FigureColumn {
    /// The column left of years, or among the other headings, whose words are figures: 目標値, 実績値. `below` is the first row below the headings.
    pub fn find(table: &SheetTable, below: u32, columns: &[HeadedColumn]) -> Option<FigureColumn> {
        if !columns.iter().any(is_of_year) {
            return None;
        }
        let is_name = |headed: &&HeadedColumn| matches!(headed.column, Some(SheetColumn::Name | SheetColumn::Id));
        let has_one_name = columns.iter().filter(is_name).count() == 1;
        let headed = |position: u32| columns.iter().find(|headed| headed.position == position);
        let may_say = |position: u32| headed(position).is_none_or(|headed| !is_of_year(headed) && !(has_one_name && is_name(&headed)));
        let is_record = |cells: &&BTreeMap<u32, CellContent>| {
            let is_word = only_text(cells).is_none_or(|(_, text)| figure_word(text).is_some());
            is_word && !cells.values().any(|content| is_total(content.text()))
        };
        let records = || table.rows.range(below..).map(|(_, cells)| cells).filter(is_record);
        let word = |cells: &BTreeMap<u32, CellContent>, position: u32| figure_word(cells.get(&position)?.text());
        let mut candidates = records().next()?.keys().copied().filter(|position| may_say(*position));
        let position = candidates.find(|position| records().take(DECIDING_ROWS).all(|cells| word(cells, *position).is_some()))?;
        let words: BTreeSet<SheetColumn> = records().take(MOST_ROWS).map_while(|cells| word(cells, position)).collect();
        let has_figure = [SheetColumn::Baseline, SheetColumn::Target, SheetColumn::Value].iter().any(|figure| words.contains(figure));
        has_figure.then_some(FigureColumn { position, words })
    }
}

/// The figure that a word names: 目標値, 計画, 実績, 達成率. With anything beside it, it names none.
fn figure_word(text: &str) -> Option<SheetColumn> {
    use SheetColumn::{Achievement, Baseline, Grade, Target, Value};
    if plain(text) == "計画" {
        return Some(Target);
    }
    let meaning = HeadingMeaning::of_text(text);
    let is_bare = meaning.year == HeadingYear::Absent && HeadingText::parse(text).brackets.is_empty();
    meaning.column.filter(|column| is_bare && matches!(column, Baseline | Target | Value | Achievement | Grade))
}

/// Whether a heading is a year of which no figure is said: R5, 推移 above R5, R6（最終年度）.
pub fn is_of_year(headed: &HeadedColumn) -> bool {
    if headed.year == HeadingYear::Absent {
        return false;
    }
    let HeadingText { words, brackets, .. } = HeadingText::parse(&headed.heading);
    let is_of_all = words.contains("目標") && words.contains("実績");
    (words.is_empty() || is_of_all || BESIDE_YEAR.contains(&words.as_str()))
        && brackets.iter().all(|bracket| IN_BRACKETS.contains(&bracket.as_str()))
}

/// A table as the rows of one figure read it.
#[derive(Debug)]
pub struct FigureTable {
    pub segment: TableSegment,
    pub chosen: ChosenColumns,
}

impl FigureTable {
    /// The years that `is_read` are those of the figure.
    fn new(
        table: &SheetTable,
        segment: &TableSegment,
        table_use: TableUse,
        figure: SheetColumn,
        is_read: impl Fn(u32) -> bool,
    ) -> FigureTable {
        let mut segment = segment.clone();
        for headed in segment.heading.columns.iter_mut().filter(|headed| is_of_year(headed)) {
            headed.column = Some(figure).filter(|_| is_read(headed.position));
        }
        let chosen = ChosenColumns::new(table, &segment.heading, table_use);
        FigureTable { segment, chosen }
    }
}

/// The figures of the rows of a table.
#[derive(Debug)]
pub struct FigureRows {
    position: u32,
    tables: BTreeMap<SheetColumn, FigureTable>,
    table_use: TableUse,
}

impl FigureRows {
    /// `None` where the headings say of each column which figure it has.
    pub fn new(table: &SheetTable, segment: &TableSegment, table_use: TableUse) -> Option<FigureRows> {
        use SheetColumn::{Achievement, Grade, Target, Value};
        let position = segment.heading.figures.as_ref()?.position;
        let of = |figure| (figure, FigureTable::new(table, segment, table_use, figure, |_| true));
        Some(FigureRows { position, tables: [Target, Value, Achievement, Grade].map(of).into(), table_use })
    }

    /// The table as the rows read it for which the whole is read: those of targets in a plan, else those of results.
    pub fn main(&self) -> &FigureTable {
        let figure = match self.table_use {
            TableUse::Plan => SheetColumn::Target,
            TableUse::Results(_) => SheetColumn::Value,
        };
        &self.tables[&figure]
    }

    /// Of which figure a row is.
    pub fn figure(&self, cells: &BTreeMap<u32, CellContent>) -> RowFigure {
        cells.get(&self.position).and_then(|content| figure_word(content.text())).map_or(RowFigure::Unknown, RowFigure::Of)
    }

    /// The table as the rows of a figure read it; rows of baselines have theirs by the years that they fill in.
    pub fn of(&self, figure: RowFigure) -> &FigureTable {
        match figure {
            RowFigure::Of(figure) => self.tables.get(&figure).unwrap_or(self.main()),
            RowFigure::AsHeaded | RowFigure::Unknown => self.main(),
        }
    }
}

/// The table as a row of a baseline reads it: the year that it fills in is that of the baseline.
pub fn of_baseline(table: &SheetTable, segment: &TableSegment, table_use: TableUse, cells: &BTreeMap<u32, CellContent>) -> FigureTable {
    FigureTable::new(table, segment, table_use, SheetColumn::Baseline, |position| cells.contains_key(&position))
}

/// The columns that are read of a table, be the figures said by its headings or by its rows.
pub fn chosen_columns(table: &SheetTable, segment: &TableSegment, table_use: TableUse) -> ChosenColumns {
    match FigureRows::new(table, segment, table_use) {
        Some(figures) => figures.main().chosen.clone(),
        None => ChosenColumns::new(table, &segment.heading, table_use),
    }
}
