//! What other documents than forms say of a measure.

use super::{ActivityColumn, ReportedMeasure, facts, next};
use crate::model::{Document, NextStep, Quantity};
use crate::sheet::change::ReportedEdition;

/// Something of a measure that its front matter holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MeasureFact {
    Next(NextStep),
    Planned(Quantity),
    Settled(Quantity),
}

impl MeasureFact {
    /// The front matter with it; `None` where that cannot be read.
    pub fn applied(&self, there: &str) -> Option<String> {
        match self {
            MeasureFact::Next(step) => facts::with_next(there, *step),
            MeasureFact::Planned(sum) => facts::with_sum(there, "planned", &sum.decimal().to_string()),
            MeasureFact::Settled(sum) => facts::with_sum(there, "settled", &sum.decimal().to_string()),
        }
    }

    pub fn column(&self) -> ActivityColumn {
        match self {
            MeasureFact::Next(_) => ActivityColumn::Next,
            MeasureFact::Planned(_) => ActivityColumn::Planned,
            MeasureFact::Settled(_) => ActivityColumn::Settled,
        }
    }
}

impl ReportedMeasure<'_> {
    /// The file of its report in an edition.
    pub fn file(&self, edition: i32) -> Document {
        self.document(edition)
    }

    /// The Japanese body of its report.
    pub fn text<'a>(&self, reported: ReportedEdition<'a>) -> &'a str {
        self.body(reported)
    }

    /// What the edition says already in the place of a fact.
    pub fn fact(&self, reported: ReportedEdition<'_>, column: ActivityColumn) -> Option<MeasureFact> {
        match column {
            ActivityColumn::Next => self.report(reported).and_then(next).map(MeasureFact::Next),
            ActivityColumn::Planned => self.sum(reported, column).map(MeasureFact::Planned),
            ActivityColumn::Settled => self.sum(reported, column).map(MeasureFact::Settled),
            ActivityColumn::Activities | ActivityColumn::Outcome | ActivityColumn::Problems | ActivityColumn::Remarks => None,
        }
    }
}
