//! The grade of an indicator as pages and charts show it.

use super::context::PageContext;
use super::html::Html;
use super::indicator::IndicatorText;
use super::words::fill;
use crate::chart;
use crate::model::{Grade, Reviewer, Tone, Word};
use crate::record::{EditionRecord, GradeByHand, IndicatorRecord};
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
    /// The grade that counts; `None` where the rule gives none.
    pub fn grade(&self) -> Option<GradeView> {
        match self.edition.grade(self.record) {
            Some(grade) => Some(grade_view(self.context, grade)),
            None if self.edition.rule.off => None,
            None => Some(GradeView {
                symbol: self.context.words.indicator.none.clone(),
                label: self.context.html(&self.context.words.indicator.not_evaluated),
                tone: tone_class(chart::ChartTone::Unjudged),
                reason: Some(self.reason()),
            }),
        }
    }

    /// The tone of the grade that counts, for charts.
    pub fn tone(&self) -> chart::ChartTone {
        tone_of(self.edition, self.record)
    }
}

/// Who found the grades of some indicators: people, this site by the rule, or both; empty where none has a grade.
pub fn rated_by<'a>(context: &PageContext<'_>, edition: &EditionRecord, records: impl IntoIterator<Item = &'a IndicatorRecord>) -> String {
    let words = &context.words.home;
    let graded: Vec<&IndicatorRecord> = records.into_iter().filter(|record| edition.grade(record).is_some()).collect();
    let stated: Vec<&GradeByHand> = graded.iter().filter_map(|record| record.by_hand.as_ref()).collect();
    let given = |by: &&Reviewer| stated.iter().any(|own| own.by == **by);
    let by: Vec<String> = Reviewer::ALL.iter().filter(given).map(|by| context.in_sentence(context.words.closed.of(*by))).collect();
    let values = [
        ("by", by.join(&context.words.list.separator)),
        ("count", stated.len().to_string()),
        ("basis", basis(context, edition).to_owned()),
    ];
    let template = match (graded.len(), stated.len()) {
        (0, _) => return String::new(),
        (_, 0) => &words.computed,
        (all, stated) if all == stated => &words.stated,
        (_, _) => &words.partly_stated,
    };
    fill(template, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// What the rule looks at.
pub fn basis<'a>(context: &PageContext<'a>, edition: &EditionRecord) -> &'a str {
    let words = &context.words.home;
    if edition.rule.asked().next().is_some() { &words.basis_with_answers } else { &words.basis }
}

/// Who found the grades, where people gave some: the footnote of a table; else empty.
pub fn footnote<'a>(
    context: &PageContext<'_>,
    edition: &EditionRecord,
    records: impl IntoIterator<Item = &'a IndicatorRecord> + Clone,
) -> String {
    match records.clone().into_iter().any(|record| record.by_hand.is_some()) {
        true => rated_by(context, edition, records),
        false => String::new(),
    }
}

/// A grade of a rule as it is shown.
pub fn grade_view(context: &PageContext<'_>, grade: &Grade) -> GradeView {
    GradeView { symbol: grade.symbol.clone(), label: context.text(&grade.label), tone: tone_class(chart_tone(grade.tone)), reason: None }
}

/// The tone of a grade in charts.
pub fn chart_tone(tone: Option<Tone>) -> chart::ChartTone {
    match tone {
        Some(Tone::Good) => chart::ChartTone::Good,
        Some(Tone::Fair) => chart::ChartTone::Fair,
        Some(Tone::Poor) => chart::ChartTone::Poor,
        Some(Tone::Bad) => chart::ChartTone::Bad,
        None => chart::ChartTone::Unjudged,
    }
}

/// The tone of the grade that counts.
pub fn tone_of(edition: &EditionRecord, record: &IndicatorRecord) -> chart::ChartTone {
    match edition.grade(record) {
        Some(grade) => chart_tone(grade.tone),
        None if edition.is_graded() => chart::ChartTone::Unjudged,
        // Without grades nothing is set apart.
        None => chart::ChartTone::Fair,
    }
}

/// The class of a tone in the style sheet.
pub fn tone_class(tone: chart::ChartTone) -> &'static str {
    match tone {
        chart::ChartTone::Good => "good",
        chart::ChartTone::Fair => "fair",
        chart::ChartTone::Poor => "poor",
        chart::ChartTone::Bad => "bad",
        chart::ChartTone::Unjudged => "none",
    }
}
