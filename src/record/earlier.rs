//! Figures of earlier years, as the pages of a sealed edition show them.

use super::{EditionRecord, ResultSeries, SeriesPoint};
use crate::model::{Reading, Year};
use serde::{Deserialize, Serialize};

/// A figure that an earlier edition reported, as a later one knows it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EarlierResult {
    #[serde(flatten)]
    pub year: Year,
    #[serde(flatten)]
    pub reading: Reading,
}

impl EditionRecord {
    /// The record as it is sealed: with the figures of earlier editions that its pages show.
    pub fn with_earlier(mut self, results: &ResultSeries<'_>) -> EditionRecord {
        let edition = self.year;
        for record in self.goals.iter_mut().flat_map(|goal| &mut goal.indicators) {
            let own = record.result.as_ref().map(|result| result.year);
            let earlier = |point: &SeriesPoint<'_>| point.historical().is_none() && Some(point.year) != own;
            let points = results.series(&record.indicator.id, edition).into_iter().filter(earlier);
            record.earlier = points.map(|point| EarlierResult { year: point.year, reading: point.reading }).collect();
        }
        self
    }

    /// The record without the figures of earlier editions, which are theirs.
    pub(super) fn without_earlier(mut self) -> EditionRecord {
        self.goals.iter_mut().flat_map(|goal| &mut goal.indicators).for_each(|record| record.earlier.clear());
        self
    }

    /// Whether it was sealed with the figures of earlier editions: records of earlier versions lack them.
    pub fn has_earlier(&self) -> bool {
        self.indicators().any(|record| !record.earlier.is_empty())
    }

    /// What the sealed pages show as the figure of a year; `None` where they show none.
    pub fn shown_reading(&self, id: &str, year: Year) -> Option<Reading> {
        let record = self.indicator(id)?;
        let own = record.result.as_ref().filter(|result| result.year == year).map(|result| result.reading);
        own.or_else(|| record.earlier.iter().find(|figure| figure.year == year).map(|figure| figure.reading))
    }
}
