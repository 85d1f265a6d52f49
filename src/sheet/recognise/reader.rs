//! The rows of a sheet, one after another: each is a heading, a title, a note, a total or a record.

mod indicator_above;
mod record;

use super::column_choice::{ChosenColumns, TableUse};
use super::figure_rows::{FigureRows, RowFigure, chosen_columns, of_baseline};
use super::heading_unit::{HeadingUnit, is_unit_label};
use super::long_table::RowsByYear;
use super::row_text::{is_note, is_page_head, is_role, is_title, is_total, level, only_text};
use super::row_year::{YearColumn, YearsOf};
use super::segment::TableSegment;
use super::sheet_goal::sheet_goal;
use super::structure::{OpenedSection, PlanStructure};
use super::table_heading::{HeadedColumn, HeadingShape};
use super::unused::{PassedRows, columns_unused, headings_beside, unused_columns, why_not_used};
use super::yearly_rows::{RowKinds, YearlyRows};
use super::{OddCell, SheetField, SheetRow, SheetRows, edition};
use crate::diagnostic::{Diagnostic, Fault, FileCell, Place};
use crate::sheet::figure::WrittenFigure;
use crate::sheet::table::{CellContent, SheetTable};
use crate::sheet::understanding::{CellMeaning, ColumnMeaning, HeadingRows, SheetPosition, UNHEADED, Understanding, WhyNotUsed};
use crate::sheet::words::SheetColumn;
use indicator_above::IndicatorAbove;
use std::collections::{BTreeMap, BTreeSet};

/// Letters of the longest heading in a row of its own.
const LONGEST_TITLE: usize = 100;

/// Reads the tables of one sheet.
pub struct TableReader<'a> {
    table: &'a SheetTable,
    table_use: TableUse,
    /// Headings that may stand beside what is read.
    beside: BTreeSet<String>,
    structure: PlanStructure,
    /// The last field of each column, for ditto marks.
    above: SheetRow,
    /// The indicator of the last row, where rows say of which figure they are.
    indicator: IndicatorAbove,
    rows: Vec<SheetRow>,
    of_other_years: Vec<SheetRow>,
    /// The positions of rows of a plan whose years are those of results.
    of_result_years: BTreeSet<usize>,
    /// The positions of rows of a plan that say of which figure they are.
    of_figures: BTreeSet<usize>,
    odd: Vec<OddCell>,
    faults: Vec<(Place, Fault)>,
    passed: PassedRows,
    /// What is said of cells that were read otherwise than they stand there.
    said: Vec<Diagnostic>,
    /// The headings of goals and measures in rows of their own.
    sections: Vec<SheetField>,
    understanding: Understanding,
    /// The unit that a text above the table gives to all figures.
    unit_above: Option<HeadingUnit>,
    /// The rows that name the one indicator of a block.
    blocks: Vec<u32>,
    /// The rows directly above headings that can be those of a goal.
    above_headings: Vec<u32>,
}

/// The table within which a row stands.
#[derive(Clone, Copy)]
struct TableWithin<'a> {
    segment: &'a TableSegment,
    chosen: &'a ChosenColumns,
    /// The column of the years of rows, in a plan's table with several rows of an indicator.
    years: Option<YearColumn>,
    /// The row that names the indicator of a block, of which no row was read yet.
    title: Option<u32>,
    /// Of which figure the row is.
    figure: RowFigure,
}

/// What a row is, and what of it was used.
enum RowKind {
    /// All its cells are the same thing.
    Whole(CellMeaning),
    /// Its cells are what their columns hold.
    Record,
}

impl<'a> TableReader<'a> {
    pub fn new(table: &'a SheetTable, table_use: TableUse) -> TableReader<'a> {
        let understanding =
            Understanding { file: table.file.clone(), sheet: table.sheet.clone(), is_turned: table.is_turned, ..Understanding::default() };
        TableReader {
            table,
            table_use,
            beside: headings_beside(table_use),
            structure: PlanStructure::default(),
            above: SheetRow::new(),
            indicator: IndicatorAbove::default(),
            rows: Vec::new(),
            of_other_years: Vec::new(),
            of_result_years: BTreeSet::new(),
            of_figures: BTreeSet::new(),
            odd: Vec::new(),
            faults: Vec::new(),
            passed: PassedRows::default(),
            said: Vec::new(),
            sections: Vec::new(),
            understanding,
            unit_above: None,
            blocks: Vec::new(),
            above_headings: Vec::new(),
        }
    }

    /// What is said of a sheet that a map leaves out: nothing of it was used.
    pub fn left_out(mut self) -> SheetRows {
        let cells: Vec<(u32, u32)> = self.table.rows.iter().flat_map(|(row, cells)| cells.keys().map(|column| (*row, *column))).collect();
        cells.into_iter().for_each(|(row, column)| self.means(row, column, CellMeaning::NotUsed(WhyNotUsed::LeftOut)));
        self.read(&[])
    }

    /// What the tables hold, in the order of the sheet.
    pub fn read(mut self, segments: &[TableSegment]) -> SheetRows {
        let edition = segments.first().and_then(|first| edition(self.table, first.heading.first_row));
        self.understanding.is_form = edition.is_some();
        let above = segments.first().map_or(0, |first| first.heading.first_row);
        let is_block = |segment: &&TableSegment| segment.shape == HeadingShape::Block;
        self.blocks = segments.iter().filter(is_block).filter_map(|block| self.row_above(block)).collect();
        self.above_headings = segments.iter().filter_map(|segment| self.row_of_section(segment)).collect();
        self.goal_of_sheet(segments);
        for (row, cells) in self.table.rows.range(..above) {
            self.row(*row, cells, None);
        }
        let mut unused: Vec<(HeadedColumn, WhyNotUsed)> = Vec::new();
        for segment in segments {
            let figures = FigureRows::new(self.table, segment, self.table_use);
            let mut chosen = chosen_columns(self.table, segment, self.table_use);
            let years = self.years(segments, segment, &chosen).filter(|_| figures.is_none());
            if let Some(YearColumn { position, of: YearsOf::Figures, .. }) = years {
                chosen.columns.insert(SheetColumn::Year, position);
            }
            let whole = figures.as_ref().map_or(segment, |figures| &figures.main().segment);
            self.headings(whole, &chosen);
            unused.extend(unused_columns(self.table, whole, &chosen, self.table_use, &self.beside));
            self.indicator = IndicatorAbove::default();
            let mut title = Some(segment).filter(is_block).and_then(|block| self.row_above(block));
            for (row, cells) in self.table.rows.range(segment.rows.clone()) {
                let figure = figures.as_ref().map_or(RowFigure::AsHeaded, |figures| figures.figure(cells));
                let own = (figure == RowFigure::Of(SheetColumn::Baseline)).then(|| of_baseline(self.table, segment, self.table_use, cells));
                let of_row = own.as_ref().or(figures.as_ref().map(|figures| figures.of(figure)));
                let (segment, chosen) = of_row.map_or((segment, &chosen), |table| (&table.segment, &table.chosen));
                if self.row(*row, cells, Some(TableWithin { segment, chosen, years, title, figure })) && figures.is_none() {
                    title = None;
                }
                own.into_iter().flat_map(|own| own.chosen.faults).for_each(|fault| self.fault(fault));
            }
            chosen.faults.into_iter().for_each(|fault| self.fault(fault));
        }
        let passed = self.set_other_years_apart();
        let kinds = RowKinds { of_results: &self.of_result_years, of_figures: &self.of_figures };
        let YearlyRows { rows, merged, without_figures } = YearlyRows::new(std::mem::take(&mut self.rows), kinds, self.table_use);
        self.rows = rows;
        without_figures.iter().for_each(|row| self.passed.add_row(row));
        if self.rows.is_empty() {
            self.sections.iter().for_each(|field| self.passed.add(field));
        }
        let mut said: Vec<_> = columns_unused(self.table, &unused).into_iter().collect();
        said.extend(self.passed.diagnostic());
        said.append(&mut self.said);
        SheetRows {
            edition,
            origin: self.table.origin,
            rows: self.rows,
            merged,
            odd: self.odd,
            faults: self.faults,
            unused: said,
            passed,
            of_other_years: self.of_other_years,
            understanding: self.understanding,
        }
    }

    /// The column of the years of rows, where a plan has several rows of an indicator.
    fn years(&self, all: &[TableSegment], segment: &TableSegment, chosen: &ChosenColumns) -> Option<YearColumn> {
        match self.table_use {
            TableUse::Plan => YearColumn::of_plan(self.table, all, segment, chosen),
            TableUse::Results(_) => None,
        }
    }

    /// Takes the name of the sheet for the goal, where it is that.
    fn goal_of_sheet(&mut self, segments: &[TableSegment]) {
        let first = segments.first().and_then(|segment| segment.heading.columns.first());
        let Some(first) = first.filter(|_| self.table_use == TableUse::Plan) else { return };
        let Some(name) = sheet_goal(self.table, segments, &self.above_headings) else { return };
        let place = self.table.place(first.row, first.position);
        self.structure.name_goal(SheetField { content: CellContent::Text(name.clone()), place });
        self.understanding.goal_of_sheet = Some(name);
    }

    /// Passes over rows of other years, and says how many.
    fn set_other_years_apart(&mut self) -> usize {
        let TableUse::Results(edition) = self.table_use else { return 0 };
        let RowsByYear { of_edition, of_other_years } = RowsByYear::new(std::mem::take(&mut self.rows), edition);
        self.rows = of_edition;
        self.understanding.records -= of_other_years.len();
        for field in of_other_years.iter().flat_map(|row| row.values()) {
            if let Place::Cell(FileCell { row, column: Some(column), .. }) = field.place {
                let meaning = self.understanding.cells.get_mut(&SheetPosition { row, column });
                meaning
                    .filter(|meaning| matches!(meaning, CellMeaning::Read(_) | CellMeaning::FromAbove(_)))
                    .into_iter()
                    .for_each(|meaning| *meaning = CellMeaning::NotUsed(WhyNotUsed::OtherRow));
            }
        }
        let passed = of_other_years.len();
        self.of_other_years.extend(of_other_years);
        passed
    }

    /// The filled row above the headings of a table.
    fn row_above(&self, segment: &TableSegment) -> Option<u32> {
        self.table.rows.range(..segment.heading.first_row).next_back().map(|(row, _)| *row)
    }

    /// The row directly above the headings of a table, where it can be that of a goal: goals have no column, or it says a role.
    fn row_of_section(&self, segment: &TableSegment) -> Option<u32> {
        let row = segment.heading.first_row.checked_sub(1)?;
        let text = self.table.rows.get(&row)?.values().next()?.text();
        (!segment.heading.has(SheetColumn::Goal) || is_role(text)).then_some(row)
    }

    fn means(&mut self, row: u32, column: u32, meaning: CellMeaning) {
        let place = if self.table.is_turned { SheetPosition { row: column, column: row } } else { SheetPosition { row, column } };
        self.understanding.cells.insert(place, meaning);
    }

    fn headings(&mut self, segment: &TableSegment, chosen: &ChosenColumns) {
        let heading = &segment.heading;
        self.understanding.headings.push(HeadingRows { first: heading.first_row, last: heading.last_row });
        let meaning_of = |headed: &HeadedColumn, reader: &TableReader<'_>| ColumnMeaning {
            heading: headed.heading.clone(),
            column: headed.column,
            year: headed.year,
            year_word: headed.year_word,
            not_used: why_not_used(headed, chosen, reader.table_use, &reader.beside),
        };
        for row in heading.first_row..=heading.last_row {
            let positions: Vec<u32> = self.table.rows.get(&row).into_iter().flat_map(|cells| cells.keys().copied()).collect();
            for position in positions {
                let headed = heading.columns.iter().find(|headed| headed.position == position);
                let meaning = headed.map(|headed| CellMeaning::Heading(meaning_of(headed, self)));
                self.means(row, position, meaning.unwrap_or(CellMeaning::NotUsed(WhyNotUsed::UnknownHeading)));
            }
        }
        for headed in heading.columns.iter().filter(|headed| headed.heading == UNHEADED) {
            let meaning = CellMeaning::Heading(meaning_of(headed, self));
            self.means(headed.row, headed.position, meaning);
        }
    }

    /// Reads one row; whether it was a record.
    fn row(&mut self, row: u32, cells: &BTreeMap<u32, CellContent>, within: Option<TableWithin<'_>>) -> bool {
        let meaning = match (self.kind(row, cells, within), within) {
            (RowKind::Record, Some(within)) => {
                self.record(row, cells, within);
                return true;
            }
            (RowKind::Record, None) => CellMeaning::NotUsed(WhyNotUsed::NoHeading),
            (RowKind::Whole(meaning), _) => meaning,
        };
        self.unit_above = HeadingUnit::above(self.table, row, cells).or(self.unit_above.take());
        if matches!(meaning, CellMeaning::GoalTitle | CellMeaning::MeasureTitle | CellMeaning::RoleTitle) {
            self.indicator = IndicatorAbove::default();
        }
        cells.keys().for_each(|position| self.means(row, *position, meaning.clone()));
        false
    }

    fn kind(&mut self, row: u32, cells: &BTreeMap<u32, CellContent>, within: Option<TableWithin<'_>>) -> RowKind {
        let chosen = within.map(|within| within.chosen);
        let is_above_headings = self.above_headings.contains(&row);
        let not_used = |why| RowKind::Whole(CellMeaning::NotUsed(why));
        // Figures that are the same are no title whose cells are merged.
        let is_figure = |(_, text): (u32, &str)| WrittenFigure::parse(text, None).is_number();
        let is_of_block = |within: TableWithin<'_>| within.segment.shape == HeadingShape::Block && only_text(cells).is_some_and(is_figure);
        if within.is_some_and(|within| matches!(within.figure, RowFigure::Of(_)) || is_of_block(within)) {
            return RowKind::Record;
        }
        let Some((position, text)) = only_text(cells) else {
            // Above the headings stand the title and the number of a paper side by side.
            return if chosen.is_none() { self.title_or_section(row, cells) } else { RowKind::Record };
        };
        let column = chosen
            .and_then(|chosen| chosen.columns.iter().find(|(_, there)| **there == position && cells.len() == 1))
            .map(|(column, _)| *column);
        if is_note(text) {
            return RowKind::Whole(CellMeaning::Note);
        }
        if self.blocks.contains(&row) {
            return RowKind::Whole(CellMeaning::BlockTitle);
        }
        if is_total(text) {
            return not_used(WhyNotUsed::Total);
        }
        if is_page_head(text) {
            return not_used(WhyNotUsed::Title);
        }
        // In the column of measures stands a goal where goals have no column: above headings, or by the form of its number.
        let has_goals = chosen.is_some_and(|chosen| chosen.columns.contains_key(&SheetColumn::Goal));
        let level = level(text);
        let is_of_goals = level.is_some_and(|level| level < 3 || self.structure.has_level(level));
        let is_section = !has_goals && (is_of_goals || is_above_headings);
        if matches!(self.table_use, TableUse::Results(_))
            || (column.is_some_and(|column| SheetColumn::PLACES.contains(&column)) && !is_section)
        {
            return if chosen.is_some() { RowKind::Record } else { not_used(WhyNotUsed::Title) };
        }
        self.section(row, position, text, chosen.is_some())
    }

    /// A row of several texts above all headings: the first of them may be the heading of a goal.
    fn title_or_section(&mut self, row: u32, cells: &BTreeMap<u32, CellContent>) -> RowKind {
        let is_beside_title = |content: &CellContent| is_page_head(content.text()) || is_unit_label(content.text());
        match cells.iter().next() {
            Some((position, CellContent::Text(text)))
                if cells.values().skip(1).all(is_beside_title) && self.table_use == TableUse::Plan =>
            {
                self.section(row, *position, text.trim(), false)
            }
            _ => RowKind::Whole(CellMeaning::NotUsed(WhyNotUsed::Title)),
        }
    }

    /// One text in a row: the heading of a goal or of a measure where it is numbered or stands directly above headings, else a title.
    fn section(&mut self, row: u32, position: u32, text: &str, is_below_headings: bool) -> RowKind {
        let is_above_headings = self.above_headings.contains(&row);
        let not_used = |why| RowKind::Whole(CellMeaning::NotUsed(why));
        let field = SheetField { content: CellContent::Text(text.to_owned()), place: self.table.place(row, position) };
        let Some(field) = field.cleaned(&mut self.odd) else { return not_used(WhyNotUsed::Title) };
        if is_role(text) && (is_below_headings || is_above_headings) {
            self.structure.open_role(field);
            return RowKind::Whole(CellMeaning::RoleTitle);
        }
        let level = level(text);
        let is_short = text.chars().count() <= LONGEST_TITLE;
        let is_heading = is_short && (level.is_some() || (is_above_headings && !is_title(text) && !text.starts_with(['（', '('])));
        if !is_heading {
            if is_below_headings {
                self.passed.add(&field);
            }
            return not_used(if is_below_headings { WhyNotUsed::NoIndicator } else { WhyNotUsed::Title });
        }
        self.sections.push(field.clone());
        RowKind::Whole(match self.structure.open(field, level) {
            OpenedSection::Goal => CellMeaning::GoalTitle,
            OpenedSection::Measure => CellMeaning::MeasureTitle,
        })
    }
}
