//! What each division is asked for in an edition: its indicators, and the measures that they stand in.

use super::activity::{ReportedMeasure, measures};
use super::change::{ExpectedResult, ReportedEdition};
use super::form::{WITHOUT, by_owner, owner};
use crate::model::{Indicator, Measure};
use std::collections::{BTreeMap, BTreeSet};

/// A division with what it is asked for; at least one of the two lists has something in it.
pub struct DivisionTask<'a> {
    /// As `export form --division` calls it.
    pub name: String,
    /// In the order of the strategy.
    pub indicators: Vec<ExpectedResult<'a>>,
    /// Measures with an indicator of the division that this edition reports on. A measure without any is of the divisions whose indicators
    /// it had, and of the division that has no name where it had none.
    pub measures: Vec<ReportedMeasure<'a>>,
}

/// The division that answers for an indicator, as `export form --division` calls it.
pub fn division_of(indicator: &Indicator) -> &str {
    owner(indicator).unwrap_or(WITHOUT)
}

/// The divisions that answer for a measure in an edition, at least one.
fn owners(measure: &Measure, edition: i32) -> BTreeSet<&str> {
    let reported = measure.indicators.iter().filter(|indicator| indicator.belongs_to(edition));
    let mut owners: BTreeSet<&str> = reported.map(division_of).collect();
    if owners.is_empty() {
        owners = measure.indicators.iter().map(division_of).collect();
    }
    if owners.is_empty() { BTreeSet::from([WITHOUT]) } else { owners }
}

/// The divisions of an edition, in the order of their forms.
pub fn divisions(reported: ReportedEdition<'_>) -> Vec<DivisionTask<'_>> {
    let mut indicators = by_owner(reported.wanted());
    let mut of_division: BTreeMap<String, Vec<ReportedMeasure<'_>>> = BTreeMap::new();
    for measure in measures(reported) {
        for owner in owners(measure.measure, reported.edition.year) {
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
