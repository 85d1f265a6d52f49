//! 正誤 on pages: what was corrected, when and why, from which figure to which.

use super::context::PageContext;
use super::indicator::IndicatorText;
use super::words::fill;
use super::{Html, ShownEdition};
use crate::model::{CorrectedFigure, Correction, Notation, Reading};
use crate::record::{EditionRecord, IndicatorRecord};
use serde::Serialize;

/// One correction.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    pub date: String,
    pub figures: Vec<CorrectedFigureView>,
    /// What was corrected; beside figures why.
    pub text: Html,
}

/// A corrected figure.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectedFigureView {
    pub name: Html,
    pub href: String,
    /// "平成30年度の実績値 6人 → 7人".
    pub change: Html,
}

/// A correction with the edition that was corrected.
#[derive(Clone, Copy, Debug)]
struct CorrectionOf<'a> {
    edition: &'a EditionRecord,
    correction: &'a Correction,
}

/// The corrections that an edition's own file states.
pub fn own(context: &PageContext<'_>, shown: &ShownEdition<'_>) -> Vec<CorrectionView> {
    shown
        .sources
        .corrections
        .iter()
        .map(|correction| view(context, &CorrectionOf { edition: shown.record, correction }, |_| true))
        .collect()
}

/// What pages about an edition as a whole say: its own corrections, and those of earlier editions whose figures it showed.
pub fn of_edition(context: &PageContext<'_>, edition: &EditionRecord) -> Vec<CorrectionView> {
    let is_own = |of: &CorrectionOf<'_>| of.edition.year == edition.year;
    let all = known(context, edition).into_iter().filter_map(|of| {
        let view = view(context, &of, |figure| edition.indicator(&figure.indicator).is_some());
        (is_own(&of) || !view.figures.is_empty()).then_some(view)
    });
    all.collect()
}

/// What pages about some indicators of an edition say.
pub fn of_indicators<'a>(
    context: &PageContext<'_>,
    edition: &EditionRecord,
    records: impl IntoIterator<Item = &'a IndicatorRecord>,
) -> Vec<CorrectionView> {
    let corrections = known(context, edition);
    if corrections.is_empty() {
        return Vec::new();
    }
    let ids: Vec<&str> = records.into_iter().map(|record| record.indicator.id.as_str()).collect();
    with_figures(context, &corrections, &ids)
}

/// What the page of an indicator through all editions says.
pub fn of_series(context: &PageContext<'_>, id: &str) -> Vec<CorrectionView> {
    let corrections: Vec<CorrectionOf<'_>> = context.renderer.editions.iter().flat_map(all_of).collect();
    with_figures(context, &corrections, &[id])
}

fn with_figures(context: &PageContext<'_>, corrections: &[CorrectionOf<'_>], ids: &[&str]) -> Vec<CorrectionView> {
    let views = corrections.iter().map(|of| view(context, of, |figure| ids.contains(&figure.indicator.as_str())));
    views.filter(|view| !view.figures.is_empty()).collect()
}

/// The corrections of an edition, and those of earlier ones that were made after it was published: it had shown the old figures.
fn known<'a>(context: &PageContext<'a>, edition: &EditionRecord) -> Vec<CorrectionOf<'a>> {
    let earlier = |of: &CorrectionOf<'_>| edition.published.is_some_and(|published| published < of.correction.date);
    let editions = context.renderer.editions.iter().filter(|shown| shown.record.year <= edition.year);
    editions.flat_map(all_of).filter(|of| of.edition.year == edition.year || earlier(of)).collect()
}

fn all_of<'a>(shown: &ShownEdition<'a>) -> impl Iterator<Item = CorrectionOf<'a>> + use<'a> {
    let edition = shown.record;
    shown.sources.corrections.iter().map(move |correction| CorrectionOf { edition, correction })
}

fn view(context: &PageContext<'_>, of: &CorrectionOf<'_>, wanted: impl Fn(&CorrectedFigure) -> bool) -> CorrectionView {
    let CorrectionOf { edition, correction } = of;
    let figures = correction.figures.iter().filter(|figure| wanted(figure)).filter_map(|figure| figure_view(context, edition, figure));
    CorrectionView {
        date: context.formatter(Notation::as_of(Some(correction.date))).date(correction.date),
        figures: figures.collect(),
        text: context.text(&correction.text),
    }
}

fn figure_view(context: &PageContext<'_>, edition: &EditionRecord, figure: &CorrectedFigure) -> Option<CorrectedFigureView> {
    let text = IndicatorText::new(context, edition, edition.indicator(&figure.indicator)?);
    Some(CorrectedFigureView { name: text.name_html(), href: text.href(), change: context.html(&change(&text, figure)) })
}

/// "平成30年度の実績値 6人 → 7人".
fn change(text: &IndicatorText<'_>, figure: &CorrectedFigure) -> String {
    let words = &text.context.words.corrections;
    let written = |reading: Option<Reading>| reading.map_or_else(|| words.none.clone(), |reading| text.figure(reading, None));
    let year = text.year_long(figure.year.into());
    fill(&words.change, &[("year", &year), ("before", &written(figure.before)), ("after", &written(figure.after))])
}

/// A correction as one line, for the feed.
pub fn line(context: &PageContext<'_>, edition: &EditionRecord, correction: &Correction) -> String {
    let figure = |figure: &CorrectedFigure| {
        let text = IndicatorText::new(context, edition, edition.indicator(&figure.indicator)?);
        Some(fill(&context.words.corrections.line, &[("name", &text.name()), ("change", &change(&text, figure))]))
    };
    let figures = correction.figures.iter().filter_map(figure);
    figures.chain([context.plain(&correction.text)]).collect::<Vec<_>>().join(&context.words.corrections.separator)
}
