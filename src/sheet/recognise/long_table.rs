//! Tables of results with a row for each year of an indicator: of these rows the edition's is read.

use super::SheetRow;
use crate::sheet::plain::plain;
use crate::sheet::read::year;
use crate::sheet::words::SheetColumn;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of a table, and those of other years.
pub struct RowsByYear {
    pub of_edition: Vec<SheetRow>,
    pub of_other_years: Vec<SheetRow>,
}

impl RowsByYear {
    /// Sets the rows of other years apart where an indicator has several rows, each of a year of its own, and one of them is of the
    /// edition. Tables that say for which edition or which figure a row is are left as they are.
    pub fn new(rows: Vec<SheetRow>, edition: i32) -> RowsByYear {
        let mut years: BTreeMap<String, Vec<Option<i32>>> = BTreeMap::new();
        for row in &rows {
            years.entry(key(row)).or_default().push(year_of(row));
        }
        let is_by_year = |years: &Vec<Option<i32>>| {
            let distinct: BTreeSet<i32> = years.iter().flatten().copied().collect();
            years.len() > 1 && distinct.len() == years.len() && distinct.contains(&edition)
        };
        let by_year: BTreeSet<String> =
            years.into_iter().filter(|(key, years)| !key.is_empty() && is_by_year(years)).map(|(key, _)| key).collect();
        let is_other = |row: &SheetRow| by_year.contains(&key(row)) && year_of(row) != Some(edition);
        let (of_other_years, of_edition) = rows.into_iter().partition(is_other);
        RowsByYear { of_edition, of_other_years }
    }
}

fn key(row: &SheetRow) -> String {
    let field = row.get(&SheetColumn::Id).or_else(|| row.get(&SheetColumn::Name));
    field.map(|field| plain(field.content.text())).unwrap_or_default()
}

fn year_of(row: &SheetRow) -> Option<i32> {
    let says_more = row.contains_key(&SheetColumn::Edition) || row.contains_key(&SheetColumn::Figure);
    row.get(&SheetColumn::Year).filter(|_| !says_more).and_then(|field| year(field).ok())
}
