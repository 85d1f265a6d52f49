//! What an edition still lacks: the indicators without a result, by division.

use super::change::{ExpectedResult, ReportedEdition, ResultChange};
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
