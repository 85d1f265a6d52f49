//! The one list of all columns. Headers, table schema, dictionary, JSON and the page are made from it.

mod head;
mod observations;
mod outcome;
mod plan;

use super::cell::Cell;
use super::column::Column;
use super::rows::{IndicatorRow, ObservationRow};

/// A column of the table of indicators with what stands in it.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorColumn {
    pub column: Column,
    pub cell: fn(&IndicatorRow<'_>) -> Cell,
}

impl IndicatorColumn {
    const fn new(column: Column, cell: fn(&IndicatorRow<'_>) -> Cell) -> IndicatorColumn {
        IndicatorColumn { column, cell }
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

impl ObservationColumn {
    const fn shared(shared: IndicatorColumn) -> ObservationColumn {
        ObservationColumn { column: shared.column, from: CellSource::Indicator(shared.cell) }
    }

    const fn own(column: Column, cell: fn(&ObservationRow<'_>) -> Cell) -> ObservationColumn {
        ObservationColumn { column, from: CellSource::Own(cell) }
    }

    /// What stands in it.
    pub fn cell(&self, observation: &ObservationRow<'_>) -> Cell {
        match self.from {
            CellSource::Indicator(cell) => cell(&observation.row),
            CellSource::Own(cell) => cell(observation),
        }
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
