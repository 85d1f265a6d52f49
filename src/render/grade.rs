//! The grade of an indicator as pages and charts show it.

use super::context::PageContext;
use super::html::Html;
use super::indicator::IndicatorText;
use crate::chart;
use crate::model::{Grade, Tone};
use crate::record::{EditionRecord, IndicatorRecord};
use serde::Serialize;

/// A grade as it is shown: symbol, word and tone; or that there is none, and why.
#[derive(Clone, Debug, Serialize)]
pub struct GradeView {
    pub symbol: String,
    pub label: Html,
    /// Name of the tone's class.
    pub tone: &'static str,
    /// Why there is no grade.
    pub reason: Option<String>,
}

impl IndicatorText<'_> {
    /// The grade that counts.
    pub fn grade(&self) -> GradeView {
        match self.edition.grade(self.record) {
            Some(grade) => grade_view(self.context, grade),
            None => GradeView {
                symbol: self.context.words.indicator.none.clone(),
                label: self.context.html(&self.context.words.indicator.not_evaluated),
                tone: tone_class(chart::Tone::Unjudged),
                reason: Some(self.reason()),
            },
        }
    }

    /// The tone of the grade that counts, for charts.
    pub fn tone(&self) -> chart::Tone {
        tone_of(self.edition, self.record)
    }
}

/// A grade of a rule as it is shown.
pub fn grade_view(context: &PageContext<'_>, grade: &Grade) -> GradeView {
    GradeView { symbol: grade.symbol.clone(), label: context.text(&grade.label), tone: tone_class(chart_tone(grade.tone)), reason: None }
}

/// The tone of a grade in charts.
pub fn chart_tone(tone: Option<Tone>) -> chart::Tone {
    match tone {
        Some(Tone::Good) => chart::Tone::Good,
        Some(Tone::Fair) => chart::Tone::Fair,
        Some(Tone::Poor) => chart::Tone::Poor,
        Some(Tone::Bad) => chart::Tone::Bad,
        None => chart::Tone::Unjudged,
    }
}

/// The tone of the grade that counts.
pub fn tone_of(edition: &EditionRecord, record: &IndicatorRecord) -> chart::Tone {
    edition.grade(record).map_or(chart::Tone::Unjudged, |grade| chart_tone(grade.tone))
}

/// The class of a tone in the style sheet.
pub fn tone_class(tone: chart::Tone) -> &'static str {
    match tone {
        chart::Tone::Good => "good",
        chart::Tone::Fair => "fair",
        chart::Tone::Poor => "poor",
        chart::Tone::Bad => "bad",
        chart::Tone::Unjudged => "none",
    }
}
