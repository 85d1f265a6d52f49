//! What each division is asked for in an edition: its indicators, and the measures that they stand in.

use super::activity::{ReportedMeasure, measures};
use super::change::{ExpectedResult, ReportedEdition};
use super::form::{WITHOUT, by_owner, owner};
use crate::model::Indicator;
use std::collections::{BTreeMap, BTreeSet};

/// A division with what it is asked for; at least one of the two lists has something in it.
pub struct DivisionTask<'a> {
    /// As `export form --division` calls it.
    pub name: String,
    /// In the order of the strategy.
    pub indicators: Vec<ExpectedResult<'a>>,
    /// Measures with an indicator of the division, be it one that this edition does not report on. A measure without indicators is of
    /// the division that has no name.
    pub measures: Vec<ReportedMeasure<'a>>,
}

/// The division that answers for an indicator, as `export form --division` calls it.
pub fn division_of(indicator: &Indicator) -> &str {
    owner(indicator).unwrap_or(WITHOUT)
}

/// The divisions of an edition, in the order of their forms.
pub fn divisions(reported: ReportedEdition<'_>) -> Vec<DivisionTask<'_>> {
    let mut indicators = by_owner(reported.wanted());
    let mut of_division: BTreeMap<String, Vec<ReportedMeasure<'_>>> = BTreeMap::new();
    for measure in measures(reported) {
        let mut owners: BTreeSet<&str> = measure.measure.indicators.iter().map(division_of).collect();
        if owners.is_empty() {
            owners.insert(WITHOUT);
        }
        for owner in owners {
            of_division.entry(owner.to_owned()).or_default().push(measure);
        }
    }
    let names: BTreeSet<String> = indicators.keys().chain(of_division.keys()).cloned().collect();
    let task = |name: String| DivisionTask {
        indicators: indicators.remove(&name).unwrap_or_default(),
        measures: of_division.remove(&name).unwrap_or_default(),
        name,
    };
    names.into_iter().map(task).collect()
}
