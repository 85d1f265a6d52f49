//! All results of one indicator, across editions and strategies.

use super::{EditionRecord, IndicatorRecord};
use crate::model::{Bound, Certainty, Observation, Reading, Restated, Text, Year};
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

/// What all editions report, by indicator.
#[derive(Clone, Debug)]
pub struct ResultSeries<'a> {
    /// By id, oldest edition first.
    by_indicator: BTreeMap<&'a str, Vec<ReportedResult<'a>>>,
}

/// What one edition reports of an indicator.
#[derive(Clone, Copy, Debug)]
struct ReportedResult<'a> {
    edition: &'a EditionRecord,
    record: &'a IndicatorRecord,
}

impl<'a> ResultSeries<'a> {
    /// Gathers the results of all editions once, oldest first, so that no page has to look through all of them.
    pub fn of(editions: impl IntoIterator<Item = &'a EditionRecord>) -> ResultSeries<'a> {
        let mut by_indicator: BTreeMap<&'a str, Vec<ReportedResult<'a>>> = BTreeMap::new();
        for edition in editions {
            for record in edition.indicators() {
                by_indicator.entry(&record.indicator.id).or_default().push(ReportedResult { edition, record });
            }
        }
        ResultSeries { by_indicator }
    }

    /// The editions that have an indicator, oldest first.
    pub fn editions(&self, id: &str) -> impl Iterator<Item = &'a EditionRecord> {
        self.by_indicator.get(id).into_iter().flatten().map(|reported| reported.edition)
    }

    /// The results of an indicator as an edition knows them: all of the editions up to it, restated figures in place of the
    /// older ones; an edition never knows the future. By year.
    pub fn series(&self, id: &str, until: i32) -> Vec<SeriesPoint<'a>> {
        let mut points: BTreeMap<Year, SeriesPoint<'a>> = BTreeMap::new();
        for reported in self.by_indicator.get(id).into_iter().flatten().filter(|reported| reported.edition.year <= until) {
            add(&mut points, reported);
        }
        points.into_values().collect()
    }
}

fn add<'a>(points: &mut BTreeMap<Year, SeriesPoint<'a>>, reported: &ReportedResult<'a>) {
    for restated in &reported.record.restated {
        restate(points, reported.edition.year, restated);
    }
    if let Some(result) = &reported.record.result {
        let before = points.get(&result.year).copied();
        points.insert(result.year, observed(result, reported.edition.year, before));
    }
}

/// A result in its year. Where the year has a figure already, it is restated: as the edition itself says, else silently.
fn observed<'a>(observation: &'a Observation, edition: i32, before: Option<SeriesPoint<'a>>) -> SeriesPoint<'a> {
    let Observation { year, reading, bound, certainty, note } = observation;
    let known = before.filter(|before| !matches!(before.reading, Reading::Missing(_)));
    let restated = known.and_then(|before| match before.restated {
        Some(stated) if stated.edition == edition => Some(stated),
        earlier if before.reading == *reading => earlier,
        _ => Some(Restatement { edition, before: Some(before.reading), reason: None }),
    });
    let first = known.map_or(edition, |before| before.edition);
    SeriesPoint { year: *year, reading: *reading, bound: *bound, certainty: *certainty, note: note.as_ref(), edition: first, restated }
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
