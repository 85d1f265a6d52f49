//! Years under a picture: all of them as ticks, as many of them as labels as there is room for.

use super::Ink;
use super::canvas::{Anchor, Canvas};
use super::text::{TextMeasure, clean, shorten};

/// Least distance between two labels.
const APART: f64 = 5.0;

/// A label and the place of its middle, in units.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct YearLabel {
    pub(super) x: f64,
    pub(super) text: String,
}

/// The labels that stay: every one, every second, every third, counted from the last, so that none touch and all
/// stand inside the width.
pub(super) fn thin(labels: &[YearLabel], width: f64) -> Vec<YearLabel> {
    let measure = TextMeasure::of(Ink::TextSoft);
    let inside: Vec<YearLabel> = labels
        .iter()
        .map(|label| {
            let text = shorten(&clean(&label.text), &measure, width);
            let half = measure.width(&text) / 2.0;
            let x = label.x.max(half).min(width - half);
            YearLabel { x, text }
        })
        .collect();
    (1..=inside.len())
        .map(|step| every(&inside, step))
        .find(|kept| kept.windows(2).all(|pair| free(&pair[0], &pair[1], &measure)))
        .unwrap_or_default()
}

fn every(labels: &[YearLabel], step: usize) -> Vec<YearLabel> {
    let last = labels.len() - 1;
    let kept = labels.iter().enumerate().filter(|(index, _)| (last - index).is_multiple_of(step));
    kept.map(|(_, label)| label.clone()).collect()
}

fn free(a: &YearLabel, b: &YearLabel, measure: &TextMeasure) -> bool {
    let (left, right) = if a.x <= b.x { (a, b) } else { (b, a) };
    let reach = (measure.width(&left.text) + measure.width(&right.text)) / 2.0;
    right.x - left.x >= reach + APART
}

/// Draws the labels that stay, on a baseline.
pub(super) fn draw(canvas: &Canvas<'_>, labels: &[YearLabel], width: f64, y: f64) {
    for label in thin(labels, width) {
        canvas.text(Ink::TextSoft, (label.x, y), Anchor::Middle, &label.text);
    }
}
