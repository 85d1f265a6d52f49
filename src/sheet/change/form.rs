//! Forms of the program: what they were made for, and what people type into their cells.

use super::{Conflicts, ReportedEdition, ResultComparison};
use crate::diagnostic::{Fault, FileCell, Place};
use crate::model::year::parse_year;
use crate::model::{Indicator, Observation, Target};
use crate::sheet::form;
use crate::sheet::plain::plain;
use crate::sheet::recognise::{SheetRow, SheetRows};
use crate::sheet::table::{CellContent, SheetTable, TableOrigin};
use crate::sheet::words::SheetColumn;
use std::collections::BTreeMap;

/// Words before the year in the titles of forms.
const TITLES: [&str; 2] = ["記入票（", "記入用紙（"];

impl ResultComparison<'_> {
    /// Compares the rows of a table of which it may be known what it was made for.
    pub fn add_table(&mut self, table: &SheetTable, mut rows: SheetRows, footnotes: &BTreeMap<String, String>) {
        form::add_levels(table, &mut rows);
        let is_filled_in = rows.understanding.is_form || table.made_for.is_some() || rows.understanding.is_of_open_rows();
        if rows.origin == TableOrigin::Workbook && is_filled_in {
            rows.origin = TableOrigin::Form;
        }
        let is_of_edition = rows.edition.as_ref().is_none_or(|(found, _)| *found == self.reported.edition.year);
        let made_for = table.made_for.as_ref().filter(|_| is_of_edition);
        if let Some(fault) = made_for.and_then(|made_for| made_for.refusal(self.reported)) {
            let place = rows.edition.as_ref().map_or_else(|| Place::File(table.file.clone()), |(_, place)| place.clone());
            return self.refuse(rows, place, fault);
        }
        let doubt = if table.made_for.is_none() && is_of_edition { self.other_year(table, &rows) } else { None };
        match doubt {
            Some((place, fault)) if self.conflicts == Conflicts::Accepted => self.conflict(place, fault),
            Some((place, fault)) => return self.refuse(rows, place, fault),
            None => {}
        }
        self.add(rows, footnotes);
    }

    fn refuse(&mut self, rows: SheetRows, place: Place, fault: Fault) {
        self.found.understood.push(rows.understanding);
        self.conflict(place, fault);
        self.found.unsettled_tables += 1;
    }

    /// What shows that a form whose hidden sheet is gone was made for another year than its head says: its title, or all its results of
    /// the time before.
    fn other_year(&self, table: &SheetTable, rows: &SheetRows) -> Option<(Place, Fault)> {
        let edition = rows.edition.as_ref()?.0;
        let other = |found: i32| (found != edition).then_some(Fault::OtherEdition { found, edition });
        let first = rows.understanding.headings.first()?.first;
        let above = table.rows.range(..first).flat_map(|(row, cells)| cells.iter().map(move |(column, content)| (*row, *column, content)));
        for (row, column, content) in above {
            if let Some(fault) = year_of_title(content.text()).and_then(other) {
                return Some((table.place(row, column), fault));
            }
        }
        let is_last = |heading: &str| plain(heading) == plain(form::LAST_HEADING);
        let (column, _) = rows.understanding.columns().find(|(_, column)| is_last(&column.heading))?;
        let shift = |fields: &SheetRow| {
            let Place::Cell(FileCell { row, .. }) = fields.values().next()?.place else { return None };
            let known = self.reported.last(self.known_indicator(fields)?.indicator)?.observation.year.number;
            let shown = year_in_brackets(table.rows.get(&row)?.get(&column.column)?.text())?;
            Some((table.place(row, column.column), known - shown))
        };
        let shifts: Vec<(Place, i32)> = rows.rows.iter().filter_map(shift).collect();
        let (place, years) = shifts.first()?;
        let is_of_another = shifts.iter().all(|(_, years)| *years != 0);
        other(edition - years).filter(|_| is_of_another).map(|fault| (place.clone(), fault))
    }
}

/// The year in the title of a form: `実績記入票（令和4年度）：商工課`, `実績の記入用紙（2022年度・R4）`.
fn year_of_title(title: &str) -> Option<i32> {
    let behind = TITLES.iter().find_map(|words| title.split_once(words))?.1;
    parse_year(behind.split(['）', '・']).next()?)
}

/// The year behind a figure: `14人（令和3年度、速報値）`, `14人（2021年度・R3）`.
fn year_in_brackets(text: &str) -> Option<i32> {
    parse_year(text.rsplit_once('（')?.1.split(['）', '、', '・']).next()?)
}

/// A row of a form with its figure in the decimals in which the indicator is counted: a number cell keeps no 0 at its end.
pub fn with_decimals(reported: ReportedEdition<'_>, indicator: &Indicator, row: &SheetRow) -> SheetRow {
    let mut row = row.clone();
    let Some(CellContent::Number(digits)) = row.get_mut(&SheetColumn::Value).map(|field| &mut field.content) else { return row };
    *digits = padded(digits, decimals(reported, indicator));
    row
}

/// A number with at least so many decimals. Those that the format of a cell adds, `33.20%`, are none.
fn padded(digits: &str, decimals: usize) -> String {
    let (bare, percent) = digits.strip_suffix('%').map_or((digits, ""), |bare| (bare, "%"));
    let (whole, there) = bare.split_once('.').unwrap_or((bare, ""));
    let is_number = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    if !is_number(whole.strip_prefix('-').unwrap_or(whole)) || !is_number(there) {
        return digits.to_owned();
    }
    let there = if percent.is_empty() { there } else { there.trim_end_matches('0') };
    let there = format!("{there:0<decimals$}");
    let point = if there.is_empty() { "" } else { "." };
    format!("{whole}{point}{there}{percent}")
}

/// Most decimals of what is known of an indicator.
fn decimals(reported: ReportedEdition<'_>, indicator: &Indicator) -> usize {
    let plan = indicator.plan(reported.edition.year);
    let target = plan.target.cloned().or_else(|| plan.yearly_target(reported.edition.year));
    let there = reported.edition.outcome(&indicator.id).map(|outcome| &outcome.observation);
    let last = reported.last(indicator).map(|last| last.observation);
    let figures = [plan.baseline, last, there].into_iter().flatten().filter_map(Observation::value);
    let scales = figures.chain(target.as_ref().and_then(Target::value)).map(|value| value.decimal().scale());
    scales.max().unwrap_or(0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_the_decimals_of_their_indicator() {
        let cases = [
            ("94", 1, "94.0"),
            ("94.567", 1, "94.567"),
            ("-3", 0, "-3"),
            ("1.6", 2, "1.60"),
            ("33.20%", 1, "33.2%"),
            ("100.00%", 0, "100%"),
        ];
        for (digits, decimals, expected) in cases {
            assert_eq!(padded(digits, decimals), expected, "{digits}");
        }
        assert_eq!(padded("1,021", 1), "1,021");
    }

    #[test]
    fn forms_say_their_years_in_titles_and_behind_figures() {
        for (title, year) in [
            ("第2期総合戦略　実績記入票（令和4年度）：商工課", Some(2022)),
            ("第2期総合戦略　実績の記入用紙（2023年度・R5）：健康づくり課", Some(2023)),
            ("実績の一覧（令和4年度）", None),
        ] {
            assert_eq!(year_of_title(title), year, "{title}");
        }
        let figures = ["14人（令和3年度、速報値）", "14人以上（2021年度・R3）", "△3.5％（令和3年）", "14人", ""].map(year_in_brackets);
        assert_eq!(figures, [Some(2021), Some(2021), Some(2021), None, None]);
    }
}
