//! The rows of one indicator of a plan that differ in their year, as one row.

use super::column_choice::TableUse;
use super::row_year::{RowYear, YearsOf};
use super::unused::is_no_indicator;
use super::{SheetField, SheetRow};
use crate::diagnostic::{Fault, Place};
use crate::model::Status;
use crate::sheet::figure::{WrittenAmount, WrittenCell, WrittenFigure};
use crate::sheet::plain::plain;
use crate::sheet::read;
use crate::sheet::table::CellContent;
use crate::sheet::words::{SheetColumn, usual};
use std::collections::{BTreeMap, BTreeSet};

/// The rows of which one was made.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedRow {
    /// Each with its year.
    pub rows: Vec<SheetRow>,
    /// What the years of the rows belong to; `None` where each row is of another figure.
    pub years: Option<YearsOf>,
    /// Where they contradict each other; the first one is taken.
    pub faults: Vec<(Place, Fault)>,
}

/// The rows of a plan, and of which rows some of them were made.
#[derive(Debug)]
pub struct YearlyRows {
    pub rows: Vec<SheetRow>,
    /// By the position of the row that was made.
    pub merged: BTreeMap<usize, MergedRow>,
    /// Of indicators of which no row has a figure of a plan.
    pub without_figures: Vec<SheetRow>,
}

/// What is known of rows by their positions.
#[derive(Clone, Copy)]
pub struct RowKinds<'a> {
    /// Their years are those of results.
    pub of_results: &'a BTreeSet<usize>,
    /// They are of one figure of an indicator.
    pub of_figures: &'a BTreeSet<usize>,
}

impl YearlyRows {
    /// Makes one row of those with the same goal, measure, id, name and unit, where they are of several years or figures; rows without
    /// years have to be the same.
    pub fn new(rows: Vec<SheetRow>, kinds: RowKinds<'_>, table_use: TableUse) -> YearlyRows {
        let mut found = YearlyRows { rows: Vec::new(), merged: BTreeMap::new(), without_figures: Vec::new() };
        if table_use != TableUse::Plan {
            found.rows = rows;
            return found;
        }
        let mut groups: BTreeMap<[String; 4], Vec<usize>> = BTreeMap::new();
        for (position, row) in rows.iter().enumerate().filter(|(_, row)| row.contains_key(&SheetColumn::Name)) {
            groups.entry(key(row)).or_default().push(position);
        }
        let groups: Vec<Vec<usize>> = groups.into_values().flat_map(|group| of_one_indicator(&rows, group, kinds)).collect();
        let first: BTreeMap<usize, &Vec<usize>> = groups.iter().map(|group| (group[0], group)).collect();
        let others: BTreeSet<usize> = groups.iter().flat_map(|group| &group[1..]).copied().collect();
        for (position, row) in rows.iter().enumerate().filter(|(position, _)| !others.contains(position)) {
            let Some(group) = first.get(&position) else {
                found.rows.push(row.clone());
                continue;
            };
            let of_group: Vec<SheetRow> = group.iter().map(|position| rows[*position].clone()).collect();
            let years = years_of(&rows, group, kinds);
            let RowMerge { row, faults, .. } = RowMerge::new(&of_group, years.unwrap_or(YearsOf::Results));
            if is_no_indicator(&row) {
                found.without_figures.push(row);
                continue;
            }
            found.merged.insert(found.rows.len(), MergedRow { rows: of_group, years, faults });
            found.rows.push(row);
        }
        found
    }
}

/// What the years of the rows of an indicator belong to.
fn years_of(rows: &[SheetRow], group: &[usize], kinds: RowKinds<'_>) -> Option<YearsOf> {
    let is_of_figures = |position: &usize| rows[*position].contains_key(&SheetColumn::Year) && !kinds.of_results.contains(position);
    match group {
        _ if group.iter().all(|position| kinds.of_figures.contains(position)) => None,
        _ if group.iter().any(is_of_figures) => Some(YearsOf::Figures),
        _ => Some(YearsOf::Results),
    }
}

fn text_of(row: &SheetRow, column: SheetColumn) -> String {
    row.get(&column).map(|field| plain(field.content.text())).unwrap_or_default()
}

fn key(row: &SheetRow) -> [String; 4] {
    [SheetColumn::Goal, SheetColumn::Measure, SheetColumn::Id, SheetColumn::Name].map(|column| text_of(row, column))
}

/// The rows of one name by what they are of: rows without a year are of one indicator where they have one unit and no id.
fn of_one_indicator(rows: &[SheetRow], group: Vec<usize>, kinds: RowKinds<'_>) -> Vec<Vec<usize>> {
    let has = |column: SheetColumn| group.iter().any(|position| rows[*position].contains_key(&column));
    if has(SheetColumn::Year) {
        return by_unit(rows, group);
    }
    let is_of_figures = group.iter().all(|position| kinds.of_figures.contains(position));
    if has(SheetColumn::Id) && !is_of_figures {
        return Vec::new();
    }
    let mut units: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    group.iter().for_each(|position| units.entry(text_of(&rows[*position], SheetColumn::Unit)).or_default().push(*position));
    // Of rows of figures only one may say the unit.
    if is_of_figures && units.keys().filter(|unit| !unit.is_empty()).count() < 2 {
        return vec![group];
    }
    units.into_values().filter(|rows| rows.len() > 1 || is_of_figures).collect()
}

/// Rows of several units are several indicators where units share a year; else the unit of one indicator differs, which is a conflict. A
/// row without a unit has that of the row above.
fn by_unit(rows: &[SheetRow], group: Vec<usize>) -> Vec<Vec<usize>> {
    let mut units: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut unit = String::new();
    for position in &group {
        let own = Some(text_of(&rows[*position], SheetColumn::Unit)).filter(|own| !own.is_empty());
        unit = own.unwrap_or(unit);
        units.entry(unit.clone()).or_default().push(*position);
    }
    let mut seen = BTreeSet::new();
    let shares_year = units.values().any(|positions| {
        let years: BTreeSet<String> = positions.iter().map(|position| text_of(&rows[*position], SheetColumn::Year)).collect();
        let is_shared = years.iter().any(|year| seen.contains(year));
        seen.extend(years);
        is_shared
    });
    if shares_year { units.into_values().collect() } else { vec![group] }
}

/// A row that is made of several.
struct RowMerge {
    row: SheetRow,
    faults: Vec<(Place, Fault)>,
    name: String,
}

/// A baseline in one of the rows.
struct FoundBaseline {
    field: SheetField,
    row_year: RowYear,
    year_place: Place,
    has_target: bool,
}

/// A target, and the cell of its year.
type FoundTarget = (SheetField, Place);

impl RowMerge {
    fn new(rows: &[SheetRow], years: YearsOf) -> RowMerge {
        let name = rows[0].get(&SheetColumn::Name).map(|field| field.content.text().trim().to_owned()).unwrap_or_default();
        let mut merge = RowMerge { row: SheetRow::new(), faults: Vec::new(), name };
        let is_of_figures = years == YearsOf::Figures;
        rows.iter().for_each(|row| merge.shared(row, is_of_figures));
        merge.notes(rows);
        if is_of_figures {
            merge.figures(rows);
        }
        merge
    }

    /// What all rows have to say alike.
    fn shared(&mut self, row: &SheetRow, is_of_figures: bool) {
        for (column, field) in row {
            let is_figure = matches!(column, SheetColumn::Baseline | SheetColumn::Target);
            if (is_figure && is_of_figures) || matches!(column, SheetColumn::Year | SheetColumn::Note) {
                continue;
            }
            match self.row.get(column) {
                Some(there) if !(is_figure && is_dash(there)) => {
                    let is_same = is_same(there, field) || (is_figure && is_dash(field));
                    let words = match column {
                        SheetColumn::YearlyTarget(year) => format!("{}（{year}）", usual(*column)),
                        column => usual(*column).to_owned(),
                    };
                    let fault = (!is_same).then(|| self.differs(*column, words, there, field));
                    self.faults.extend(fault.map(|fault| (field.place.clone(), fault)));
                }
                Some(_) | None => drop(self.row.insert(*column, field.clone())),
            }
        }
    }

    fn differs(&self, column: SheetColumn, words: String, there: &SheetField, here: &SheetField) -> Fault {
        let text = |field: &SheetField| field.content.text().trim().to_owned();
        match column {
            SheetColumn::Unit => Fault::UnitDiffers { id: self.name.clone(), found: text(here), unit: Some(text(there)) },
            _ => Fault::RowsDiffer { name: self.name.clone(), column: words, here: text(here), there: text(there) },
        }
    }

    /// Notes of single years say the year.
    fn notes(&mut self, rows: &[SheetRow]) {
        let noted = rows.iter().filter_map(|row| Some((row.get(&SheetColumn::Year), row.get(&SheetColumn::Note)?)));
        let mut notes: Vec<(Option<&SheetField>, &SheetField)> = Vec::new();
        for (year, note) in noted {
            if !notes.iter().any(|(_, there)| is_same(there, note)) {
                notes.push((year, note));
            }
        }
        let Some((_, first)) = notes.first() else { return };
        let texts = notes.iter().map(|(year, note)| match year.filter(|_| notes.len() > 1) {
            Some(year) => format!("{}：{}", year.content.text().trim(), note.content.text().trim()),
            None => note.content.text().trim().to_owned(),
        });
        let content = CellContent::Text(texts.collect::<Vec<_>>().join("、"));
        let field = SheetField { content, place: first.place.clone() };
        self.row.insert(SheetColumn::Note, field);
    }

    fn figures(&mut self, rows: &[SheetRow]) {
        let mut baselines: Vec<FoundBaseline> = Vec::new();
        let mut targets: BTreeMap<i32, FoundTarget> = BTreeMap::new();
        let mut dashes: BTreeMap<i32, FoundTarget> = BTreeMap::new();
        for row in rows {
            let Some((row_year, year_place)) = self.year_of(row) else { continue };
            let own = row.get(&SheetColumn::Baseline).cloned();
            let target = row.get(&SheetColumn::Target).cloned();
            let (target, dash) =
                target.map_or((None, None), |field| if is_dash(&field) { (None, Some(field)) } else { (Some(field), None) });
            let has_own = own.as_ref().is_some_and(|own| !is_dash(own));
            let found = |field| FoundBaseline { field, row_year, year_place: year_place.clone(), has_target: target.is_some() };
            baselines.extend(own.map(found));
            match (row_year, target) {
                (RowYear { is_base: true, .. }, Some(field)) => {
                    let found = FoundBaseline { field, row_year, year_place: year_place.clone(), has_target: false };
                    baselines.insert(if has_own { baselines.len() } else { 0 }, found);
                }
                (RowYear { year: Some(year), is_base: false, .. }, Some(field)) => self.target(&mut targets, year, field, year_place),
                (RowYear { year: Some(year), .. }, None) => {
                    dashes.extend(dash.map(|dash| (year, (dash, year_place))));
                }
                (RowYear { year: None, .. }, _) => {}
            }
        }
        self.baseline(baselines);
        if targets.is_empty() {
            targets.extend(dashes.pop_last());
        }
        self.targets(targets);
    }

    /// The year of a row and its cell; a row that has none is a conflict.
    fn year_of(&mut self, row: &SheetRow) -> Option<(RowYear, Place)> {
        let field = row.get(&SheetColumn::Year);
        let read = field.and_then(|field| Some((RowYear::parse(field.content.text())?, field.place.clone())));
        let field = field.or_else(|| row.get(&SheetColumn::Name)).filter(|_| read.is_none());
        let fault = field.map(|field| (field.place.clone(), Fault::UnknownYear { found: field.content.text().trim().to_owned() }));
        self.faults.extend(fault);
        read
    }

    fn target(&mut self, targets: &mut BTreeMap<i32, FoundTarget>, year: i32, field: SheetField, year_place: Place) {
        self.year_in_cell(&field, year);
        match targets.get(&year) {
            Some((there, _)) if is_same(there, &field) => {}
            Some((there, _)) => {
                let words = format!("{}（{year}）", usual(SheetColumn::Target));
                let fault = self.differs(SheetColumn::Target, words, there, &field);
                self.faults.push((field.place, fault));
            }
            None => drop(targets.insert(year, (field, year_place))),
        }
    }

    /// The figure of the row that says so, else the one of the column; a row with nothing but a baseline gives it its year.
    fn baseline(&mut self, mut found: Vec<FoundBaseline>) {
        if found.iter().any(|found| !is_dash(&found.field)) {
            found.retain(|found| !is_dash(&found.field));
        }
        found.sort_by_key(|found| !found.row_year.is_base);
        let Some((first, others)) = found.split_first() else { return };
        for other in others.iter().filter(|other| !is_same(&first.field, &other.field)) {
            let fault = self.differs(SheetColumn::Baseline, usual(SheetColumn::Baseline).to_owned(), &first.field, &other.field);
            self.faults.push((other.field.place.clone(), fault));
        }
        self.row.insert(SheetColumn::Baseline, first.field.clone());
        let is_of_row = first.row_year.is_base || (others.is_empty() && !first.has_target);
        if let Some(year) = first.row_year.year.filter(|_| is_of_row) {
            self.year_in_cell(&first.field, year);
            self.year_of_figure([SheetColumn::BaselineYear, SheetColumn::BaselineHeadingYear], year, &first.year_place);
            if first.row_year.is_calendar {
                let kind = SheetField { content: CellContent::Text("暦年".to_owned()), place: first.year_place.clone() };
                self.row.insert(SheetColumn::HeadingYearKind, kind);
            }
        }
    }

    /// The last target, and the targets of the years before it.
    fn targets(&mut self, mut targets: BTreeMap<i32, FoundTarget>) {
        let Some((year, (field, place))) = targets.pop_last() else { return };
        self.row.insert(SheetColumn::Target, field);
        self.year_of_figure([SheetColumn::TargetYear, SheetColumn::TargetHeadingYear], year, &place);
        self.row.extend(targets.into_iter().map(|(year, (field, _))| (SheetColumn::YearlyTarget(year), field)));
    }

    /// Gives a figure the year of its row; another one of its own column or heading is a conflict.
    fn year_of_figure(&mut self, columns: [SheetColumn; 2], year: i32, place: &Place) {
        let said = columns.iter().find_map(|column| Some((*column, self.row.get(column)?.clone())));
        let field = SheetField { content: CellContent::Text(year.to_string()), place: place.clone() };
        match said {
            Some((_, there)) if read::year(&there).ok() == Some(year) => {}
            Some((column, there)) => {
                let fault = self.differs(column, usual(column).to_owned(), &there, &field);
                self.faults.push((place.clone(), fault));
            }
            None => drop(self.row.insert(columns[1], field)),
        }
    }

    /// A figure whose cell names another year than its row.
    fn year_in_cell(&mut self, field: &SheetField, year: i32) {
        let written = one_figure(field).and_then(|figure| figure.year);
        if let Some(own) = written.filter(|own| own.number != year && own.year(false).number != year) {
            self.faults.push((field.place.clone(), Fault::YearOfCell { found: own.text, year, calendar: false }));
        }
    }
}

fn is_same(there: &SheetField, here: &SheetField) -> bool {
    plain(there.content.text()) == plain(here.content.text())
}

fn one_figure(field: &SheetField) -> Option<WrittenFigure> {
    match WrittenCell::parse(field.content.text(), None) {
        WrittenCell::One(figure) => Some(figure),
        WrittenCell::Parts(_) | WrittenCell::Change(..) | WrittenCell::Above => None,
    }
}

/// Whether a cell only says that there is no figure: ―.
fn is_dash(field: &SheetField) -> bool {
    one_figure(field).is_some_and(|figure| figure.amount == WrittenAmount::Missing(Status::Unknown))
}
