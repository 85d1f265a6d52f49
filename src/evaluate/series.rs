//! All results of one indicator, across editions and strategies.

use crate::model::{Certainty, Edition, Project, Quantity, Reading, Year};
use std::collections::BTreeMap;

/// What is known of one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesPoint {
    pub year: Year,
    pub reading: Reading,
    pub certainty: Option<Certainty>,
    /// The edition that reported it, and the later one that restated it.
    pub edition: i32,
    pub restated: Option<i32>,
}

/// The results of an indicator as an edition knows them: all of the editions up to it, restated figures in place of the
/// older ones; an edition never knows the future. By year.
pub fn series(project: &Project, id: &str, until: i32) -> Vec<SeriesPoint> {
    let mut points: BTreeMap<Year, SeriesPoint> = BTreeMap::new();
    for edition in project.editions.iter().filter(|edition| edition.year <= until) {
        add(&mut points, edition, id);
    }
    points.into_values().collect()
}

fn add(points: &mut BTreeMap<Year, SeriesPoint>, edition: &Edition, id: &str) {
    let Some(outcome) = edition.outcome(id) else { return };
    for restated in &outcome.restated {
        restate(points, edition.year, (restated.year, restated.value));
    }
    let observed = &outcome.observation;
    let point = SeriesPoint {
        year: observed.year,
        reading: observed.reading,
        certainty: observed.certainty,
        edition: edition.year,
        restated: None,
    };
    points.insert(observed.year, point);
}

fn restate(points: &mut BTreeMap<Year, SeriesPoint>, edition: i32, (year, value): (Year, Quantity)) {
    let first = points.get(&year).map_or(edition, |point| point.edition);
    let point = SeriesPoint { year, reading: Reading::Value(value), certainty: None, edition: first, restated: Some(edition) };
    points.insert(year, point);
}
