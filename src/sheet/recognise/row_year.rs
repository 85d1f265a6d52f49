//! The column 年度 of a plan's table with a row for each year of an indicator.

use super::column_choice::ChosenColumns;
use super::heading_text::{HeadingText, HeadingYear, YearWord};
use super::row_text::{is_ditto, only_text};
use super::segment::TableSegment;
use super::table_heading::HeadedColumn;
use crate::model::year::parse_year;
use crate::sheet::plain::plain;
use crate::sheet::table::{CellContent, SheetTable};
use crate::sheet::words::{SheetColumn, named};
use std::collections::{BTreeMap, BTreeSet};

/// Words by which the figure of a row is the baseline.
const BASE: [&str; 6] = ["基準", "現状", "現況", "当初", "策定時", "開始時"];
/// Words beside a year without another meaning, in the form of [`plain`].
const BESIDE: [&str; 7] = ["年度", "年", "末", "年度末", "時点", "現在", "最終年度"];
/// Words in the heading of the year by which it is that of results.
const OF_RESULTS: [&str; 2] = ["実績", "結果"];
/// The columns in which the rows of one indicator are the same, besides those of its place.
const SAME: [SheetColumn; 2] = [SheetColumn::Id, SheetColumn::Name];

/// What the years of the rows belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearsOf {
    /// To baselines and targets.
    Figures,
    /// To results, which are no part of a plan: the targets are the same in all rows.
    Results,
}

/// The column of the years of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearColumn {
    pub position: u32,
    pub of: YearsOf,
    /// The column of results, whose figure in the row of the baseline is the baseline.
    pub results: Option<u32>,
}

/// The year of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowYear {
    pub year: Option<i32>,
    pub is_base: bool,
    pub is_calendar: bool,
}

impl RowYear {
    /// R6, 令和6年度（目標）, R1（基準年）, 現状; `None` where it is no year and no word for the baseline.
    pub fn parse(text: &str) -> Option<RowYear> {
        if let Some(year) = parse_year(text.trim()) {
            return Some(RowYear { year: Some(year), is_base: false, is_calendar: false });
        }
        let read = HeadingText::parse(text);
        let year = match read.year {
            HeadingYear::Of(year) => Some(year),
            HeadingYear::Absent if read.without_era.is_none() => None,
            HeadingYear::Absent | HeadingYear::Unclear => return None,
        };
        let is_base = |word: &str| BASE.iter().any(|base| word.contains(base));
        let is_target = |word: &str| matches!(named(word), Some(SheetColumn::Target | SheetColumn::TargetYear));
        let words = || read.brackets.iter().chain([&read.words]).map(String::as_str).filter(|word| !word.is_empty());
        let is_understood = words().all(|word| is_base(word) || is_target(word) || BESIDE.contains(&word));
        let row = RowYear { year, is_base: words().any(is_base), is_calendar: read.calendar == Some(YearWord::Calendar) };
        (is_understood && (row.year.is_some() || row.is_base)).then_some(row)
    }
}

impl YearColumn {
    /// The one column of years, where a plan's table, or another one of the sheet with the same headings, has rows of one indicator that
    /// differ in it.
    pub fn of_plan(table: &SheetTable, all: &[TableSegment], segment: &TableSegment, chosen: &ChosenColumns) -> Option<YearColumn> {
        let columns = &segment.heading.columns;
        let mut years = columns.iter().filter(|headed| headed.column == Some(SheetColumn::Year));
        let (Some(year), None) = (years.next(), years.next()) else { return None };
        let has_yearly_columns = chosen.columns.keys().any(|column| matches!(column, SheetColumn::YearlyTarget(_)));
        if year.year != HeadingYear::Absent || has_yearly_columns || !chosen.columns.contains_key(&SheetColumn::Name) {
            return None;
        }
        let of_heading = |headed: &HeadedColumn| (headed.position, plain(&headed.heading));
        let has_same = |other: &&TableSegment| other.heading.columns.iter().map(of_heading).eq(columns.iter().map(of_heading));
        let same: Vec<&TableSegment> = all.iter().filter(has_same).collect();
        let found = TargetsByRow::new(table, &same, chosen, year.position);
        if !found.is_by_year {
            return None;
        }
        let is_filled = |headed: &HeadedColumn| rows_of(table, &same).any(|(_, cells)| cells.contains_key(&headed.position));
        let results: Vec<&HeadedColumn> =
            columns.iter().filter(|headed| headed.column == Some(SheetColumn::Value) && is_filled(headed)).collect();
        let says_results = OF_RESULTS.iter().any(|word| plain(&year.heading).contains(word));
        let is_one_target = !results.is_empty() && found.is_one_target;
        let of = if says_results || chosen.years.contains_key(&SheetColumn::Target) || is_one_target {
            YearsOf::Results
        } else {
            YearsOf::Figures
        };
        let results = match results.as_slice() {
            [one] if one.year == HeadingYear::Absent => Some(one.position),
            _ => None,
        };
        Some(YearColumn { position: year.position, of, results })
    }
}

fn rows_of<'a>(table: &'a SheetTable, segments: &'a [&TableSegment]) -> impl Iterator<Item = (&'a u32, &'a BTreeMap<u32, CellContent>)> {
    segments.iter().flat_map(|segment| table.rows.range(segment.rows.clone()))
}

/// What the rows of each indicator have for targets.
#[derive(Default)]
struct TargetsByRow {
    /// Whether an indicator has rows of several years.
    is_by_year: bool,
    /// Whether each indicator has one target, which all its rows repeat.
    is_one_target: bool,
}

impl TargetsByRow {
    fn new(table: &SheetTable, segments: &[&TableSegment], chosen: &ChosenColumns, year: u32) -> TargetsByRow {
        let same: Vec<u32> = SheetColumn::PLACES.iter().chain(&SAME).filter_map(|column| chosen.columns.get(column).copied()).collect();
        let target = chosen.columns.get(&SheetColumn::Target);
        let mut above: Vec<String> = vec![String::new(); same.len()];
        let mut section = 0;
        let mut years: BTreeMap<(u32, Vec<String>), BTreeSet<String>> = BTreeMap::new();
        let mut has_year = false;
        let mut targets: BTreeMap<(u32, Vec<String>), BTreeSet<Option<String>>> = BTreeMap::new();
        for (row, cells) in rows_of(table, segments) {
            // Below another heading stands another indicator, whatever its name.
            if only_text(cells).is_some() {
                section = *row;
                continue;
            }
            for (text, position) in above.iter_mut().zip(&same) {
                let own = cells.get(position).map(CellContent::text).filter(|text| !is_ditto(text));
                own.into_iter().for_each(|own| *text = plain(own));
            }
            let Some(cell) = cells.get(&year) else { continue };
            has_year |= RowYear::parse(cell.text()).is_some();
            let key = (section, above.clone());
            years.entry(key.clone()).or_default().insert(plain(cell.text()));
            let text = target.and_then(|position| cells.get(position)).map(|cell| plain(cell.text()));
            targets.entry(key).or_default().insert(text);
        }
        TargetsByRow {
            is_by_year: has_year && years.values().any(|years| years.len() > 1),
            is_one_target: targets.values().all(|targets| targets.len() == 1 && !targets.contains(&None)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_rows_say_which_is_the_baseline() {
        let read = |text: &str| RowYear::parse(text).map(|row| (row.year, row.is_base));
        for text in ["R1（基準年）", "基準値（令和元年度）", "2019年度 基準", "令和元年度（現状値）"] {
            assert_eq!(read(text), Some((Some(2019), true)), "{text}");
        }
        for text in ["R6", "2024", "令和6年度（目標）", "令和6（2024）年度"] {
            assert_eq!(read(text), Some((Some(2024), false)), "{text}");
        }
        assert_eq!(read("現状"), Some((None, true)));
        for text in ["", "計", "R4～R6", "R5（実績）", "6年度"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
