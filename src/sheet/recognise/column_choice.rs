//! Which of the columns with one meaning is read: by the years in their headings, never the first one.

use super::heading_text::{HeadingYear, YearWord};
use super::table_heading::{HeadedColumn, TableHeading};
use super::unused::is_of_result;
use super::{SheetField, SheetRow};
use crate::diagnostic::{Fault, Place};
use crate::model::{Kind, Role};
use crate::sheet::read::named;
use crate::sheet::table::{CellContent, SheetTable};
use crate::sheet::words::{SheetColumn, usual};
use std::collections::{BTreeMap, BTreeSet};

/// What a table is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableUse {
    /// The results of the edition of a fiscal year.
    Results(i32),
    Plan,
}

impl TableUse {
    /// At least one of these has to be there, beside an id or a name.
    pub fn needed(self) -> &'static [SheetColumn] {
        match self {
            TableUse::Results(_) => &[SheetColumn::Value, SheetColumn::Status],
            TableUse::Plan => &[SheetColumn::Baseline, SheetColumn::Target],
        }
    }

    /// What has to be there, in the words of a person.
    pub fn wanted(self) -> Vec<String> {
        [SheetColumn::Name].iter().chain(self.needed()).map(|column| usual(*column).to_owned()).collect()
    }

    /// Whether a column is read for this.
    fn reads(self, column: SheetColumn) -> bool {
        use SheetColumn::{Edition, Figure, Id, Name, Note, Unit};
        let is_never_read =
            [SheetColumn::Number, SheetColumn::Rationale, SheetColumn::Achievement, SheetColumn::Grade, SheetColumn::Assessment];
        match self {
            TableUse::Results(_) => is_of_result(column) || [Id, Name, Unit, Figure, Edition].contains(&column),
            TableUse::Plan => !is_never_read.contains(&column) && (!is_of_result(column) || column == Note),
        }
    }
}

/// A year that the heading of a column gives to its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnYear {
    pub year: i32,
    pub word: Option<YearWord>,
    pub place: Place,
}

/// The columns that are read.
#[derive(Clone, Debug, Default)]
pub struct ChosenColumns {
    pub columns: BTreeMap<SheetColumn, u32>,
    pub years: BTreeMap<SheetColumn, ColumnYear>,
    /// The positions of columns between which nothing decides.
    pub conflicting: BTreeSet<u32>,
    /// Columns between which nothing decides.
    pub faults: Vec<(Place, Fault)>,
}

impl ChosenColumns {
    pub fn new(table: &SheetTable, heading: &TableHeading, table_use: TableUse) -> ChosenColumns {
        let mut groups: BTreeMap<SheetColumn, Vec<&HeadedColumn>> = BTreeMap::new();
        for headed in &heading.columns {
            let is_read =
                |column: &SheetColumn| table_use.reads(*column) && !headed.is_secondary && !is_other_division(table, heading, headed);
            if let Some(column) = headed.column.filter(is_read) {
                groups.entry(column).or_default().push(headed);
            }
        }
        let mut choice = ColumnChoice { table, chosen: ChosenColumns::default() };
        for (column, group) in groups {
            match table_use {
                TableUse::Results(edition) if is_of_result(column) => choice.of_edition(column, &group, edition),
                TableUse::Plan if column == SheetColumn::Target => choice.targets(&group),
                TableUse::Results(_) | TableUse::Plan => choice.only(column, &group),
            }
        }
        choice.chosen
    }

    /// Takes the target of the last year that has one, where the column of the last year is empty.
    pub fn last_target(row: &mut SheetRow) {
        let last = row.keys().rev().find_map(|column| match column {
            SheetColumn::YearlyTarget(year) => Some(*year),
            _ => None,
        });
        let Some(year) = last.filter(|_| !row.contains_key(&SheetColumn::Target)) else { return };
        let Some(field) = row.remove(&SheetColumn::YearlyTarget(year)) else { return };
        let of_heading = SheetField { content: CellContent::Text(year.to_string()), place: field.place.clone() };
        row.insert(SheetColumn::Target, field);
        row.insert(SheetColumn::TargetHeadingYear, of_heading);
    }

    /// Gives a row the years of the headings of its figures; the year of a result in a column of its own counts more.
    pub fn add_years(&self, row: &mut SheetRow) {
        for (figure, year_column) in [
            (SheetColumn::Value, SheetColumn::Year),
            (SheetColumn::Baseline, SheetColumn::BaselineHeadingYear),
            (SheetColumn::Target, SheetColumn::TargetHeadingYear),
        ] {
            if let Some(heading) = self.years.get(&figure).filter(|_| row.contains_key(&figure)) {
                let is_calendar_target = figure == SheetColumn::Target && heading.word == Some(YearWord::Calendar);
                let text = format!("{}{}", heading.year, if is_calendar_target { "年" } else { "" });
                let field = SheetField { content: CellContent::Text(text), place: heading.place.clone() };
                let is_own = row.contains_key(&year_column);
                row.entry(year_column).or_insert(field);
                let word = heading.word.filter(|_| !is_own).and_then(|word| word_of_row(figure, word));
                let word = word.map(|text| SheetField { content: CellContent::Text(text.to_owned()), place: heading.place.clone() });
                row.extend(word.map(|field| (SheetColumn::HeadingYearKind, field)));
            }
        }
    }
}

/// What is said of the years of a figure: of results whether the heading says 年 or 年度, of a baseline that it says 暦年.
fn word_of_row(figure: SheetColumn, word: YearWord) -> Option<&'static str> {
    match (figure, word) {
        (SheetColumn::Value, YearWord::Fiscal) => Some("年度"),
        (SheetColumn::Value, YearWord::Year | YearWord::Calendar) | (SheetColumn::Baseline, YearWord::Calendar) => Some("暦年"),
        _ => None,
    }
}

/// Whether a column 区分 divides the indicators by something else than role and kind: 当初, 新規, 継続.
fn is_other_division(table: &SheetTable, heading: &TableHeading, headed: &HeadedColumn) -> bool {
    let of_column = |cells: &BTreeMap<u32, CellContent>| cells.get(&headed.position).map(|content| content.text().to_owned());
    let mut words = table.rows.range(heading.last_row + 1..).filter_map(|(_, cells)| of_column(cells)).peekable();
    let is_filled = headed.column == Some(SheetColumn::Role) && words.peek().is_some();
    is_filled && !words.any(|word| named::<Role>(&word).is_some() || named::<Kind>(&word).is_some())
}

/// The one column whose heading is that of open data and forms, 実績値_備考: it says of which figure it is, and 備考 beside it does not.
fn exact<'a>(group: &[&'a HeadedColumn]) -> Option<&'a HeadedColumn> {
    let mut exact = group.iter().copied().filter(|headed| headed.heading.contains('_'));
    exact.next().filter(|_| exact.next().is_none())
}

struct ColumnChoice<'a> {
    table: &'a SheetTable,
    chosen: ChosenColumns,
}

impl ColumnChoice<'_> {
    fn place(&self, headed: &HeadedColumn) -> Place {
        self.table.place(headed.row, headed.position)
    }

    fn take(&mut self, column: SheetColumn, headed: &HeadedColumn) {
        self.chosen.columns.insert(column, headed.position);
        if let HeadingYear::Of(year) = headed.year {
            self.chosen.years.insert(column, ColumnYear { year, word: headed.year_word, place: self.place(headed) });
        }
    }

    fn unclear_year(&mut self, headed: &HeadedColumn) {
        self.chosen.conflicting.insert(headed.position);
        self.chosen.faults.push((self.place(headed), Fault::UnknownYear { found: headed.heading.clone() }));
    }

    fn ambiguous(&mut self, group: &[&HeadedColumn]) {
        let Some(first) = group.first() else { return };
        self.chosen.conflicting.extend(group.iter().map(|headed| headed.position));
        let columns = group.iter().map(|headed| label(self.table, headed)).collect();
        let by_hand: Vec<&Place> = group.iter().filter_map(|headed| headed.by_hand.as_ref()).collect();
        let other = by_hand.iter().find(|place| **place != by_hand[0]).filter(|_| by_hand.len() == group.len());
        self.chosen.faults.push(match other {
            Some(other) => ((*other).clone(), Fault::MapColumnTwice { columns }),
            None => (self.place(first), Fault::AmbiguousColumn { columns }),
        });
    }

    /// One column, with its year where it has one.
    fn only(&mut self, column: SheetColumn, group: &[&HeadedColumn]) {
        match group {
            [one] => {
                self.take(column, one);
                if one.year == HeadingYear::Unclear && column == SheetColumn::Baseline {
                    self.unclear_year(one);
                }
            }
            [..] => self.ambiguous(group),
        }
    }

    /// The column of the edition's year, or one without a year.
    fn of_edition(&mut self, column: SheetColumn, group: &[&HeadedColumn], edition: i32) {
        let is_other = |headed: &HeadedColumn| matches!(headed.year, HeadingYear::Of(year) if year != edition);
        let possible: Vec<&HeadedColumn> = group.iter().copied().filter(|headed| !is_other(headed)).collect();
        match possible.as_slice() {
            [] if column == SheetColumn::Value => self.other_edition(group, edition),
            [] => {}
            [one] if one.year == HeadingYear::Unclear => self.unclear_year(one),
            [one] => self.take(column, one),
            [..] => match exact(&possible) {
                Some(one) => self.take(column, one),
                None => self.ambiguous(&possible),
            },
        }
    }

    fn other_edition(&mut self, group: &[&HeadedColumn], edition: i32) {
        let dated = |headed: &&&HeadedColumn| match headed.year {
            HeadingYear::Of(year) => year,
            HeadingYear::Absent | HeadingYear::Unclear => i32::MIN,
        };
        let Some(last) = group.iter().max_by_key(dated) else { return };
        self.chosen.faults.push((self.place(last), Fault::OtherEdition { found: dated(&last), edition }));
    }

    /// The last target, and the targets of years before it.
    fn targets(&mut self, group: &[&HeadedColumn]) {
        let mut dated = BTreeMap::new();
        for headed in group {
            if let HeadingYear::Of(year) = headed.year {
                dated.insert(year, *headed);
            }
        }
        let last = dated.pop_last();
        match (group, last) {
            ([one], _) => {
                self.take(SheetColumn::Target, one);
                if one.year == HeadingYear::Unclear {
                    self.unclear_year(one);
                }
            }
            (_, Some((_, last))) if dated.len() + 1 == group.len() => {
                self.take(SheetColumn::Target, last);
                for (year, headed) in dated {
                    self.chosen.columns.insert(SheetColumn::YearlyTarget(year), headed.position);
                }
            }
            _ => self.ambiguous(group),
        }
    }
}

/// A column as a message names it: `E1 実績値`.
pub fn label(table: &SheetTable, headed: &HeadedColumn) -> String {
    let heading: String = headed.heading.split_whitespace().collect::<Vec<_>>().join(" ");
    match table.place(headed.row, headed.position) {
        Place::Cell(cell) => format!("{} {heading}", cell.name()),
        Place::Span(..) | Place::File(_) => heading,
    }
}
