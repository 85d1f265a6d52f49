//! Sealed editions that show a figure which was corrected since.

use super::{Loaded, Sealed};
use crate::model::{CorrectedFigure, Correction, Edition, Reading, Seal, seal};

/// A sealed edition that still shows a corrected figure as it was.
#[derive(Clone, Copy, Debug)]
pub struct OutdatedSeal<'a> {
    pub seal: &'a Seal,
    /// The fiscal year of the corrected edition.
    pub corrected: i32,
    pub correction: &'a Correction,
    pub figure: &'a CorrectedFigure,
}

impl Loaded {
    /// Every sealed edition that shows a corrected figure as it was, by year: the corrected edition and later ones. A bundle of an
    /// earlier version does not say which figures of earlier editions its pages show; it is outdated if it was sealed before the day
    /// of the correction.
    pub fn outdated(&self) -> Vec<OutdatedSeal<'_>> {
        let mut outdated = Vec::new();
        for (year, sealed) in &self.sealed {
            let Some(seal) = seal::in_force(&self.project.seals, *year) else { continue };
            for edition in self.project.editions.iter().filter(|edition| edition.year <= *year) {
                let newest = edition.corrected_figures().filter(|(_, figure)| is_newest(edition, figure));
                let shown = newest.filter(|(correction, figure)| shows_old(sealed, seal, edition, correction, figure));
                outdated.extend(shown.map(|(correction, figure)| OutdatedSeal { seal, corrected: edition.year, correction, figure }));
            }
        }
        outdated
    }
}

/// Whether a figure of an indicator and a year was not corrected once more.
fn is_newest(edition: &Edition, figure: &CorrectedFigure) -> bool {
    edition.corrected_figures().filter(|(_, other)| is_same(other, figure)).last().is_some_and(|(_, last)| std::ptr::eq(last, figure))
}

fn is_same(one: &CorrectedFigure, other: &CorrectedFigure) -> bool {
    one.indicator == other.indicator && one.year == other.year
}

fn shows_old(sealed: &Sealed, seal: &Seal, edition: &Edition, correction: &Correction, figure: &CorrectedFigure) -> bool {
    let CorrectedFigure { indicator, year, after, .. } = figure;
    if sealed.record.indicator(indicator).is_none() {
        return false;
    }
    if sealed.record.year != edition.year && !sealed.record.has_earlier() {
        return seal.date < correction.date;
    }
    let shown = known(sealed.record.shown_reading(indicator, *year));
    let mut befores = edition.corrected_figures().filter(|(_, other)| is_same(other, figure)).map(|(_, other)| other.before);
    shown != *after && befores.any(|before| before == shown)
}

/// What is shown, if it is a figure.
fn known(reading: Option<Reading>) -> Option<Reading> {
    reading.filter(|reading| reading.status().is_none())
}
