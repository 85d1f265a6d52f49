//! All results of one indicator, across editions and strategies.

use super::{EditionRecord, IndicatorRecord};
use crate::model::{Bound, Certainty, HistoricalFigure, Observation, PrintedYear, Published, Reading, Restated, Text, Year};
use std::collections::BTreeMap;

/// What is known of one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesPoint<'a> {
    pub year: Year,
    pub reading: Reading,
    pub bound: Option<Bound>,
    pub certainty: Option<Certainty>,
    pub note: Option<&'a Text>,
    /// What is printed in place of the year.
    pub label: Option<&'a Text>,
    /// The day to which the figure belongs.
    pub as_of: Option<Published>,
    pub origin: SeriesOrigin<'a>,
    /// How a later edition changed it.
    pub restated: Option<Restatement<'a>>,
}

impl<'a> SeriesPoint<'a> {
    /// Its year as it is printed.
    pub fn printed_year(&self) -> PrintedYear<'a> {
        PrintedYear { year: self.year, label: self.label }
    }
}

/// Where a figure of a series comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SeriesOrigin<'a> {
    /// The edition that reported it first.
    Edition(i32),
    /// The plan, as history from before its editions.
    History(&'a HistoricalFigure),
}

/// A figure that another one is compared with: of the edition before as it is known now, the baseline, or what was restated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReferenceFigure {
    pub year: Year,
    pub reading: Reading,
    pub bound: Option<Bound>,
}

impl<'a> SeriesPoint<'a> {
    /// The figure itself.
    pub fn figure(&self) -> ReferenceFigure {
        ReferenceFigure { year: self.year, reading: self.reading, bound: self.bound }
    }

    /// The figure of the history, where it is one.
    pub fn historical(&self) -> Option<&'a HistoricalFigure> {
        match self.origin {
            SeriesOrigin::History(figure) => Some(figure),
            SeriesOrigin::Edition(_) => None,
        }
    }
}

/// A change of an older figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Restatement<'a> {
    /// The edition that made it.
    pub edition: i32,
    /// What was known before, if anything was.
    pub before: Option<ReferenceFigure>,
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

    /// Most decimals of an indicator's results in the editions of a strategy up to one year; `None` where none gives a figure.
    pub fn places(&self, id: &str, strategy: &str, until: i32) -> Option<u32> {
        let editions = self.by_indicator.get(id).into_iter().flatten();
        let known = editions.filter(|reported| reported.edition.strategy.id == strategy && reported.edition.year <= until);
        known.filter_map(|reported| reported.record.result.as_ref()?.value()).map(|value| value.decimal().scale()).max()
    }

    /// The results of an indicator as an edition knows them: the history of the plans, then all of the editions up to it, restated
    /// figures in place of the older ones; an edition never knows the future. By year.
    pub fn series(&self, id: &str, until: i32) -> Vec<SeriesPoint<'a>> {
        let known = || self.by_indicator.get(id).into_iter().flatten().filter(|reported| reported.edition.year <= until);
        let history = known().flat_map(|reported| &reported.record.indicator.history).map(historical);
        let mut points: BTreeMap<Year, SeriesPoint<'a>> = history.map(|point| (point.year, point)).collect();
        for reported in known() {
            add(&mut points, reported);
        }
        points.into_values().collect()
    }
}

fn historical(figure: &HistoricalFigure) -> SeriesPoint<'_> {
    SeriesPoint {
        year: figure.year,
        reading: Reading::Value(figure.value),
        bound: figure.bound,
        certainty: None,
        note: figure.note.as_ref(),
        label: None,
        as_of: None,
        origin: SeriesOrigin::History(figure),
        restated: None,
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

/// A result in its year. Where an edition has given the year a figure already, it is restated: as this edition itself says, else
/// silently. A result takes the place of history without restating it.
fn observed<'a>(observation: &'a Observation, edition: i32, before: Option<SeriesPoint<'a>>) -> SeriesPoint<'a> {
    let Observation { year, reading, bound, certainty, note, label, as_of, .. } = observation;
    let is_reported = |before: &SeriesPoint<'_>| before.historical().is_none() || before.restated.is_some();
    let known = before.filter(|before| !matches!(before.reading, Reading::Missing(_)) && is_reported(before));
    let restated = known.and_then(|before| match before.restated {
        Some(stated) if stated.edition == edition => Some(stated),
        earlier if before.reading == *reading => earlier,
        _ => Some(Restatement { edition, before: Some(before.figure()), reason: None }),
    });
    let origin = known.map_or(SeriesOrigin::Edition(edition), |before| before.origin);
    SeriesPoint {
        year: *year,
        reading: *reading,
        bound: *bound,
        certainty: *certainty,
        note: note.as_ref(),
        label: label.as_ref(),
        as_of: *as_of,
        origin,
        restated,
    }
}

fn restate<'a>(points: &mut BTreeMap<Year, SeriesPoint<'a>>, edition: i32, restated: &'a Restated) {
    let before = points.get(&restated.year);
    let restatement = Restatement { edition, before: before.map(SeriesPoint::figure), reason: restated.reason.as_ref() };
    let point = SeriesPoint {
        year: restated.year,
        reading: Reading::Value(restated.value),
        bound: None,
        certainty: None,
        note: None,
        label: None,
        as_of: None,
        origin: before.map_or(SeriesOrigin::Edition(edition), |point| point.origin),
        restated: Some(restatement),
    };
    points.insert(restated.year, point);
}
