//! The one list of all columns. Headers, table schema, dictionary, JSON and the page are made from it.

// One column in two lines, or three where its cell is long: Japanese above English.
#[rustfmt::skip]
mod corrections;
#[rustfmt::skip]
mod head;
#[rustfmt::skip]
mod observations;
#[rustfmt::skip]
mod outcome;
#[rustfmt::skip]
mod plan;
#[rustfmt::skip]
mod ratings;

use super::cell::Cell;
use super::column::{Column, ColumnKind};
use super::rows::{CorrectionRow, IndicatorRow, ObservationRow, RatingRow};

/// A column of the table of indicators with what stands in it.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorColumn {
    pub column: Column,
    pub cell: fn(&IndicatorRow<'_>) -> Cell,
}

/// A column that may have empty cells: name, what stands in it, header, and what it means in Japanese and English.
const fn column(
    name: &'static str,
    kind: ColumnKind,
    header: &'static str,
    ja: &'static str,
    en: &'static str,
    cell: fn(&IndicatorRow<'_>) -> Cell,
) -> IndicatorColumn {
    IndicatorColumn { column: Column::new(name, header, ja, en).of(kind), cell }
}

impl IndicatorColumn {
    const fn always(self) -> IndicatorColumn {
        IndicatorColumn { column: self.column.always(), ..self }
    }
}

/// A column of the table of observations with what stands in it.
#[derive(Clone, Copy, Debug)]
pub struct ObservationColumn {
    pub column: Column,
    from: CellSource,
}

/// Where the cell of an observation comes from.
#[derive(Clone, Copy, Debug)]
enum CellSource {
    /// As in the table of indicators.
    Indicator(fn(&IndicatorRow<'_>) -> Cell),
    Own(fn(&ObservationRow<'_>) -> Cell),
}

const fn shared(shared: IndicatorColumn) -> ObservationColumn {
    ObservationColumn { column: shared.column, from: CellSource::Indicator(shared.cell) }
}

/// As [`column`], of the table of observations alone.
const fn own(
    name: &'static str,
    kind: ColumnKind,
    header: &'static str,
    ja: &'static str,
    en: &'static str,
    cell: fn(&ObservationRow<'_>) -> Cell,
) -> ObservationColumn {
    ObservationColumn { column: Column::new(name, header, ja, en).of(kind), from: CellSource::Own(cell) }
}

impl ObservationColumn {
    const fn always(self) -> ObservationColumn {
        ObservationColumn { column: self.column.always(), ..self }
    }

    /// What stands in it.
    pub fn cell(&self, observation: &ObservationRow<'_>) -> Cell {
        match self.from {
            CellSource::Indicator(cell) => cell(&observation.row),
            CellSource::Own(cell) => cell(observation),
        }
    }
}

/// A column of the table of ratings with what stands in it.
#[derive(Clone, Copy, Debug)]
pub struct RatingColumn {
    pub column: Column,
    pub cell: fn(&RatingRow<'_>) -> Cell,
}

/// A column as in the table of indicators.
const fn of_edition(column: Column, cell: fn(&RatingRow<'_>) -> Cell) -> RatingColumn {
    RatingColumn { column, cell }
}

/// As [`column`], of the table of ratings alone.
const fn given(
    name: &'static str,
    kind: ColumnKind,
    header: &'static str,
    ja: &'static str,
    en: &'static str,
    cell: fn(&RatingRow<'_>) -> Cell,
) -> RatingColumn {
    RatingColumn { column: Column::new(name, header, ja, en).of(kind), cell }
}

impl RatingColumn {
    const fn always(self) -> RatingColumn {
        RatingColumn { column: self.column.always(), ..self }
    }
}

/// A column of the table of corrections with what stands in it.
#[derive(Clone, Copy, Debug)]
pub struct CorrectionColumn {
    pub column: Column,
    pub cell: fn(&CorrectionRow<'_>) -> Cell,
}

/// A column as in the table of indicators.
const fn as_there(column: Column, cell: fn(&CorrectionRow<'_>) -> Cell) -> CorrectionColumn {
    CorrectionColumn { column, cell }
}

/// As [`column`], of the table of corrections alone.
const fn corrected(
    name: &'static str,
    kind: ColumnKind,
    header: &'static str,
    ja: &'static str,
    en: &'static str,
    cell: fn(&CorrectionRow<'_>) -> Cell,
) -> CorrectionColumn {
    CorrectionColumn { column: Column::new(name, header, ja, en).of(kind), cell }
}

impl CorrectionColumn {
    const fn always(self) -> CorrectionColumn {
        CorrectionColumn { column: self.column.always(), ..self }
    }
}

/// The columns of the table of indicators.
pub fn indicators() -> impl Iterator<Item = &'static IndicatorColumn> {
    [head::HEAD, plan::PLAN, plan::BASELINE, outcome::RESULT, plan::TARGET, outcome::FIGURES, outcome::GRADE, plan::ABOUT]
        .into_iter()
        .flatten()
}

/// The columns of the table of observations.
pub fn observations() -> impl Iterator<Item = &'static ObservationColumn> {
    observations::OBSERVATIONS.iter()
}

/// The columns of the table of ratings.
pub fn ratings() -> impl Iterator<Item = &'static RatingColumn> {
    ratings::RATINGS.iter()
}

/// The columns of the table of corrections.
pub fn corrections() -> impl Iterator<Item = &'static CorrectionColumn> {
    corrections::CORRECTIONS.iter()
}
