//! A row of a table as a record: each cell as its column says, with what stands above it, and the units of the headings.

use super::{TableReader, TableWithin};
use crate::diagnostic::{Diagnostic, Fault, Place};
use crate::sheet::plain::plain;
use crate::sheet::recognise::column_choice::{ChosenColumns, TableUse};
use crate::sheet::recognise::field::CellProblem;
use crate::sheet::recognise::figure_rows::RowFigure;
use crate::sheet::recognise::heading_text::HeadingYear;
use crate::sheet::recognise::heading_unit::{HeadingUnit, units_of_row};
use crate::sheet::recognise::parts::part_rows;
use crate::sheet::recognise::row_text::{ExcelDay, is_ditto, is_known_role, is_total, only_text};
use crate::sheet::recognise::row_year::{RowYear, YearColumn, YearsOf};
use crate::sheet::recognise::segment::TableSegment;
use crate::sheet::recognise::unused::{is_no_indicator, repeats_headings, stands_across, why_not_used};
use crate::sheet::recognise::{SheetField, SheetRow};
use crate::sheet::strategy::block_title;
use crate::sheet::table::CellContent;
use crate::sheet::understanding::{CellMeaning, WhyNotUsed};
use crate::sheet::words::SheetColumn;
use std::collections::BTreeMap;

impl TableReader<'_> {
    /// Reads a row within a table, and says what each of its cells is.
    pub(super) fn record(&mut self, row: u32, cells: &BTreeMap<u32, CellContent>, within: TableWithin<'_>) {
        let TableWithin { segment, chosen, years, title, figure } = within;
        let mut fields = SheetRow::new();
        // What is said of single cells beside what their column holds.
        let mut own: BTreeMap<u32, CellMeaning> = BTreeMap::new();
        for (column, position) in &chosen.columns {
            let Some(content) = cells.get(position) else { continue };
            if is_ditto(content.text()) && self.above.contains_key(column) {
                own.insert(*position, CellMeaning::FromAbove(*column));
            }
            if *column == SheetColumn::Role && self.table_use == TableUse::Plan && !is_known_role(content.text()) {
                own.insert(*position, CellMeaning::NotUsed(WhyNotUsed::UnknownRole));
            }
            let field = SheetField { content: content.clone(), place: self.table.place(row, *position) };
            let field = self.without_day(*column, field);
            let field = field.cleaned(&mut self.odd).and_then(|field| self.without_ditto(*column, field));
            fields.extend(field.map(|field| (*column, field)));
        }
        self.block_title(title, &mut fields);
        if let RowFigure::Of(figure) = figure {
            self.indicator.complete(figure, &mut fields);
            fields.remove(&SheetColumn::Figure);
        }
        if let Some(years) = years {
            self.name_from_above(&mut fields);
            if let Some(position) = self.baseline_of_results(row, cells, years, &mut fields) {
                own.insert(position, CellMeaning::Read(SheetColumn::Baseline));
            }
        }
        self.other_years(cells, row, within, &fields);
        self.unit_of_headings(segment, chosen, &mut fields);
        ChosenColumns::last_target(&mut fields);
        chosen.add_years(&mut fields);
        let figures = segment.heading.columns.iter().filter(|headed| chosen.columns.values().any(|position| *position == headed.position));
        let headings: Vec<&str> = figures.map(|headed| headed.heading.as_str()).collect();
        let first = self.rows.len();
        let mut why = None;
        for fields in part_rows(&fields, &headings).unwrap_or_else(|| vec![fields]) {
            why = match figure {
                RowFigure::AsHeaded => self.take(fields),
                RowFigure::Of(figure) => self.take_figure(figure, fields),
                RowFigure::Unknown => {
                    let word = fields.get(&SheetColumn::Figure).or_else(|| fields.values().next());
                    word.into_iter().for_each(|field| self.passed.add(field));
                    Some(WhyNotUsed::NoIndicator)
                }
            };
        }
        if let Some(years) = years.filter(|years| why.is_none() && years.of == YearsOf::Results) {
            self.of_result_years.extend(first..self.rows.len());
            let year = cells
                .get(&years.position)
                .map(|content| SheetField { content: content.clone(), place: self.table.place(row, years.position) });
            self.rows[first..].iter_mut().for_each(|fields| fields.extend(year.clone().map(|year| (SheetColumn::Year, year))));
        }
        for position in cells.keys() {
            let headed = segment.heading.columns.iter().find(|headed| headed.position == *position);
            let meaning = match (why, headed) {
                (Some(why), _) => CellMeaning::NotUsed(why),
                (None, None) => CellMeaning::NotUsed(WhyNotUsed::NoHeading),
                (None, Some(_)) if own.contains_key(position) => own[position].clone(),
                (None, Some(headed)) => match (why_not_used(headed, chosen, self.table_use, &self.beside), headed.column) {
                    (None, Some(column)) => CellMeaning::Read(column),
                    (Some(why), _) => CellMeaning::NotUsed(why),
                    (None, None) => CellMeaning::NotUsed(WhyNotUsed::UnknownHeading),
                },
            };
            self.means(row, *position, meaning);
        }
    }

    /// Gives a row without a name that of the row above, where it names no goal and no measure of its own.
    fn name_from_above(&self, fields: &mut SheetRow) {
        use SheetColumn::{Action, Goal, GoalNumber, Id, Measure, MeasureNumber, Name, SubMeasure};
        let has_own =
            [Goal, GoalNumber, Measure, MeasureNumber, SubMeasure, Action, Id, Name].iter().any(|column| fields.contains_key(column));
        let name = self.above.get(&Name).filter(|_| !has_own && !fields.is_empty());
        fields.extend(name.map(|name| (Name, name.clone())));
    }

    /// Takes the result of the row that says that it is the baseline, where the row has no figure of a plan; the column of the result.
    fn baseline_of_results(
        &mut self,
        row: u32,
        cells: &BTreeMap<u32, CellContent>,
        years: YearColumn,
        fields: &mut SheetRow,
    ) -> Option<u32> {
        let position = years.results.filter(|_| years.of == YearsOf::Figures)?;
        let is_base = RowYear::parse(fields.get(&SheetColumn::Year)?.content.text())?.is_base;
        let content = cells.get(&position).filter(|_| is_base && !fields.contains_key(&SheetColumn::Baseline))?;
        let field = SheetField { content: content.clone(), place: self.table.place(row, position) }.cleaned(&mut self.odd)?;
        fields.insert(SheetColumn::Baseline, field);
        Some(position)
    }

    /// The number of a goal or a measure of which a spreadsheet has made a day: 1月1日 for 1-1. It is said.
    fn without_day(&mut self, column: SheetColumn, field: SheetField) -> SheetField {
        let is_number = matches!(column, SheetColumn::GoalNumber | SheetColumn::MeasureNumber);
        let CellContent::Date(days) = &field.content else { return field };
        let Some(day) = ExcelDay::parse(days).filter(|_| is_number) else { return field };
        let read = format!("{}-{}", day.month, day.day);
        let fault = Fault::DayForNumber { found: format!("{}月{}日", day.month, day.day), read: read.clone() };
        self.said.push(Diagnostic { severity: fault.severity(), fault, place: field.place.clone(), related: None });
        SheetField { content: CellContent::Text(read), place: field.place }
    }

    /// The results of a row that stand in columns of other years.
    fn other_years(&mut self, cells: &BTreeMap<u32, CellContent>, row: u32, within: TableWithin<'_>, fields: &SheetRow) {
        let TableUse::Results(edition) = self.table_use else { return };
        for headed in within.segment.heading.columns.iter().filter(|headed| headed.column == Some(SheetColumn::Value)) {
            let HeadingYear::Of(year) = headed.year else { continue };
            let Some(content) = cells.get(&headed.position).filter(|_| year != edition) else { continue };
            let mut odd = Vec::new();
            let place = self.table.place(row, headed.position);
            let field = SheetField { content: content.clone(), place: place.clone() }.cleaned(&mut odd);
            let is_clean = !odd.iter().any(|odd| matches!(odd.problem, CellProblem::Left(_)));
            self.odd.extend(odd);
            let Some(field) = field.filter(|_| is_clean) else { continue };
            let about = [SheetColumn::Id, SheetColumn::Name, SheetColumn::Unit];
            let mut of_year: SheetRow =
                fields.iter().filter(|(column, _)| about.contains(column)).map(|(column, field)| (*column, field.clone())).collect();
            of_year.insert(SheetColumn::Value, field);
            let year = SheetField { content: CellContent::Text(year.to_string()), place: self.table.place(headed.row, headed.position) };
            of_year.insert(SheetColumn::Year, year);
            let of_value = ChosenColumns { columns: BTreeMap::from([(SheetColumn::Value, headed.position)]), ..ChosenColumns::default() };
            let units = units_of_row(self.table, within.segment, &of_value, &of_year, self.unit_above.as_ref());
            let unit = units.into_iter().next().map(|HeadingUnit { unit, place }| SheetField { content: CellContent::Text(unit), place });
            of_year.extend(unit.map(|unit| (SheetColumn::Unit, unit)));
            let parts = part_rows(&of_year, &[&headed.heading]);
            self.of_other_years.extend(parts.unwrap_or_else(|| vec![of_year]));
        }
    }

    /// A field with what stands above it in the place of 〃, and without a line that only says that there is no text.
    fn without_ditto(&mut self, column: SheetColumn, field: SheetField) -> Option<SheetField> {
        use SheetColumn::{Definition, NameEnglish, Note, Owner, Source};
        let is_ditto = is_ditto(field.content.text());
        let content = self.above.get(&column).filter(|_| is_ditto).map(|above| above.content.clone());
        let field = SheetField { content: content.unwrap_or(field.content), place: field.place };
        self.above.insert(column, field.clone());
        let is_line = self.table_use == TableUse::Plan && plain(field.content.text()) == "-";
        (!is_line || ![Definition, NameEnglish, Note, Owner, Source].contains(&column)).then_some(field)
    }

    /// The unit of the headings of its figures, or above the table, where the row has none; another one beside it is a conflict.
    fn unit_of_headings(&mut self, segment: &TableSegment, chosen: &ChosenColumns, fields: &mut SheetRow) {
        for HeadingUnit { unit, place } in units_of_row(self.table, segment, chosen, fields, self.unit_above.as_ref()) {
            match fields.get(&SheetColumn::Unit) {
                None => drop(fields.insert(SheetColumn::Unit, SheetField { content: CellContent::Text(unit), place })),
                Some(there) if plain(there.content.text()) == plain(&unit) => {}
                Some(there) => {
                    let id = fields.get(&SheetColumn::Name).map_or_else(String::new, |name| name.content.text().trim().to_owned());
                    let unit_of_row = Some(there.content.text().trim().to_owned());
                    self.fault((place, Fault::UnitDiffers { id, found: unit, unit: unit_of_row }));
                }
            }
        }
    }

    /// A conflict of headings, once for all tables that have it.
    pub(super) fn fault(&mut self, fault: (Place, Fault)) {
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    /// The name of the one indicator of a block, which stands above its headings.
    fn block_title(&mut self, title: Option<u32>, fields: &mut SheetRow) {
        let found = title.and_then(|row| self.table.rows.get(&row)).and_then(|cells| Some((title?, only_text(cells)?)));
        let Some((row, (position, text))) = found else { return };
        let place = self.table.place(row, position);
        let (role, name) = block_title(text);
        let field = |text: &str| SheetField { content: CellContent::Text(text.to_owned()), place: place.clone() };
        fields.extend(field(name).cleaned(&mut self.odd).map(|field| (SheetColumn::Name, field)));
        fields.extend(role.map(|role| (SheetColumn::Role, field(role))));
    }

    /// Takes the row of one of the figures of an indicator; why it is none. Of a plan all rows are taken, because what the indicator is may
    /// stand in any of them.
    fn take_figure(&mut self, figure: SheetColumn, mut fields: SheetRow) -> Option<WhyNotUsed> {
        let name = fields.get(&SheetColumn::Name);
        if name.is_some_and(|name| is_total(name.content.text())) {
            return Some(WhyNotUsed::Total);
        }
        match (self.table_use, figure) {
            (TableUse::Results(_), SheetColumn::Value) => self.take(fields),
            (TableUse::Results(_), SheetColumn::Target | SheetColumn::Baseline) => Some(WhyNotUsed::PlanInResults),
            (TableUse::Results(_), _) => Some(WhyNotUsed::OfReport),
            (TableUse::Plan, _) if name.is_none() => {
                self.passed.add_row(&fields);
                Some(WhyNotUsed::NoIndicator)
            }
            (TableUse::Plan, _) => {
                self.structure.complete(&mut fields);
                self.understanding.records += 1;
                self.of_figures.insert(self.rows.len());
                self.rows.push(fields);
                None
            }
        }
    }

    /// Takes a record; why it is none.
    fn take(&mut self, mut fields: SheetRow) -> Option<WhyNotUsed> {
        if fields.is_empty() {
            return Some(WhyNotUsed::NoIndicator);
        }
        if self.table_use == TableUse::Plan {
            if stands_across(&fields) || repeats_headings(&fields) {
                self.passed.add_row(&fields);
                return Some(WhyNotUsed::RepeatedHeading);
            }
            if is_no_indicator(&fields) {
                self.passed.add_row(&fields);
                let is_total = fields.get(&SheetColumn::Name).is_some_and(|name| is_total(name.content.text()));
                self.structure.complete(&mut fields);
                return Some(if is_total { WhyNotUsed::Total } else { WhyNotUsed::NoIndicator });
            }
            self.structure.complete(&mut fields);
        }
        self.understanding.records += usize::from(fields.contains_key(&SheetColumn::Name) || fields.contains_key(&SheetColumn::Id));
        self.rows.push(fields);
        None
    }
}
