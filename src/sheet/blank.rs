//! What an edition still lacks: the indicators without a result, and the measures of which little is said, by division.

use super::activity::{ActivityColumn, ReportedMeasure};
use super::change::{ExpectedResult, ReportedEdition, ResultChange};
use super::division::{DivisionTask, divisions};
use super::form::by_owner;
use crate::model::Indicator;

/// A division with the indicators of which it has given no result, neither a figure nor a status.
#[derive(Debug)]
pub struct BlankDivision<'a> {
    /// As `export form --division` calls it.
    pub name: String,
    /// In the order of the strategy, at least one.
    pub indicators: Vec<&'a Indicator>,
}

/// A division with the measures in whose row of the sheet 取組 cells are empty.
#[derive(Debug)]
pub struct SilentDivision {
    /// As `export form --division` calls it.
    pub name: String,
    /// In the order of the strategy, at least one.
    pub measures: Vec<SilentMeasure>,
}

/// A measure with what nothing is said of; 備考 is nobody's duty.
#[derive(Debug)]
pub struct SilentMeasure {
    /// The number of its goal.
    pub goal: u32,
    /// `(2) 観光の振興`.
    pub name: String,
    /// At least one.
    pub columns: Vec<ActivityColumn>,
}

impl SilentMeasure {
    /// Whether nothing at all is said.
    pub fn is_whole(&self) -> bool {
        self.columns.len() == ActivityColumn::asked().count()
    }
}

/// The divisions that lack results once `coming` is written, in the order of their forms.
pub fn blanks<'a>(reported: ReportedEdition<'a>, coming: &[ResultChange<'_>]) -> Vec<BlankDivision<'a>> {
    let comes = |indicator: &Indicator| coming.iter().any(|change| change.wanted.indicator.id == indicator.id);
    let blank = reported.wanted().into_iter().filter(|wanted| reported.lacks(wanted.indicator) && !comes(wanted.indicator)).collect();
    let division = |(name, blank): (String, Vec<ExpectedResult<'a>>)| BlankDivision {
        name,
        indicators: blank.into_iter().map(|blank| blank.indicator).collect(),
    };
    by_owner(blank).into_iter().map(division).collect()
}

/// The divisions that say nothing in cells of the sheet 取組 once what `is_coming` is written, in the order of their forms.
pub fn silent<'a>(reported: ReportedEdition<'a>, is_coming: impl Fn(&ReportedMeasure<'a>, ActivityColumn) -> bool) -> Vec<SilentDivision> {
    let division = |task: DivisionTask<'a>| {
        let measures = task.measures.into_iter().filter_map(|measure| {
            let is_silent = |column: &ActivityColumn| measure.cell(reported, *column).is_empty() && !is_coming(&measure, *column);
            let columns: Vec<ActivityColumn> = ActivityColumn::asked().filter(is_silent).collect();
            (!columns.is_empty()).then(|| SilentMeasure { goal: measure.goal.number, name: measure.name(), columns })
        });
        SilentDivision { name: task.name, measures: measures.collect() }
    };
    divisions(reported).into_iter().map(division).filter(|division| !division.measures.is_empty()).collect()
}
