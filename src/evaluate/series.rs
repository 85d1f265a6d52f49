//! All results of one indicator, across editions and strategies.

use crate::model::{Bound, Certainty, Edition, Observation, Project, Reading, Restated, Text, Year};
use std::collections::BTreeMap;

/// What is known of one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesPoint<'a> {
    pub year: Year,
    pub reading: Reading,
    pub bound: Option<Bound>,
    pub certainty: Option<Certainty>,
    pub note: Option<&'a Text>,
    /// The edition that reported it first.
    pub edition: i32,
    /// How a later edition changed it.
    pub restated: Option<Restatement<'a>>,
}

/// A change of an older figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Restatement<'a> {
    /// The edition that made it.
    pub edition: i32,
    /// What was known before, if anything was.
    pub before: Option<Reading>,
    pub reason: Option<&'a Text>,
}

/// The results of an indicator as an edition knows them: all of the editions up to it, restated figures in place of the
/// older ones; an edition never knows the future. By year.
pub fn series<'a>(project: &'a Project, id: &str, until: i32) -> Vec<SeriesPoint<'a>> {
    let mut points: BTreeMap<Year, SeriesPoint<'a>> = BTreeMap::new();
    for edition in project.editions.iter().filter(|edition| edition.year <= until) {
        add(&mut points, edition, id);
    }
    points.into_values().collect()
}

fn add<'a>(points: &mut BTreeMap<Year, SeriesPoint<'a>>, edition: &'a Edition, id: &str) {
    let Some(outcome) = edition.outcome(id) else { return };
    for restated in &outcome.restated {
        restate(points, edition.year, restated);
    }
    points.insert(outcome.observation.year, observed(&outcome.observation, edition.year));
}

fn observed(observation: &Observation, edition: i32) -> SeriesPoint<'_> {
    let Observation { year, reading, bound, certainty, note } = observation;
    SeriesPoint { year: *year, reading: *reading, bound: *bound, certainty: *certainty, note: note.as_ref(), edition, restated: None }
}

fn restate<'a>(points: &mut BTreeMap<Year, SeriesPoint<'a>>, edition: i32, restated: &'a Restated) {
    let before = points.get(&restated.year);
    let restatement = Restatement { edition, before: before.map(|point| point.reading), reason: restated.reason.as_ref() };
    let point = SeriesPoint {
        year: restated.year,
        reading: Reading::Value(restated.value),
        bound: None,
        certainty: None,
        note: None,
        edition: before.map_or(edition, |point| point.edition),
        restated: Some(restatement),
    };
    points.insert(restated.year, point);
}
