//! What is kept of a changed cell, and whether a measure has been written about at all.

use super::{ActivityChange, ReportedMeasure, measures, next};
use crate::model::{NextStep, Photo};
use crate::sheet::change::ReportedEdition;

impl ReportedMeasure<'_> {
    /// Whether the edition says anything of it in words.
    pub fn has_words(&self, reported: ReportedEdition<'_>) -> bool {
        !self.body(reported).trim().is_empty()
    }

    /// The next step that the division named.
    pub fn next_step(&self, reported: ReportedEdition<'_>) -> Option<NextStep> {
        self.report(reported).and_then(next)
    }

    pub fn photos<'a>(&self, reported: ReportedEdition<'a>) -> &'a [Photo] {
        self.report(reported).map_or(&[], |report| &report.photos)
    }
}

impl ActivityChange {
    /// `goal-1/measure-2 主な取組`.
    pub fn key(&self, reported: ReportedEdition<'_>) -> String {
        let of = self.of(reported).map(|measure| measure.key());
        format!("{} {}", of.unwrap_or_default(), self.column.heading())
    }

    /// What the cell of a form would have held before the change.
    pub fn before(&self, reported: ReportedEdition<'_>) -> String {
        self.of(reported).map(|measure| measure.cell(reported, self.column)).unwrap_or_default()
    }

    /// The cell as it was typed.
    pub fn after(&self) -> &str {
        self.text.trim()
    }

    fn of<'a>(&self, reported: ReportedEdition<'a>) -> Option<ReportedMeasure<'a>> {
        measures(reported).into_iter().find(|measure| measure.document(reported.edition.year) == self.document)
    }
}
