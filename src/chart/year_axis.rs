//! Years under a picture: all of them as ticks, as many of them as labels as there is room for.

use super::Ink;
use super::canvas::{Anchor, Canvas};
use super::placing::Weight;
use super::text::{TextMeasure, clean, shorten};

/// Least distance between two labels.
const APART: f64 = 5.0;

/// A label and the place of its middle, in units.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct YearLabel {
    pub(super) x: f64,
    pub(super) text: String,
    pub(super) weight: Weight,
}

/// The labels that stay: the needed ones, pushed apart where they would touch, and of the others every one, every second, every third,
/// counted from the last, so that none touch and all stand inside the width.
pub(super) fn thin(labels: &[YearLabel], width: f64) -> Vec<YearLabel> {
    let measure = TextMeasure::of(Ink::TextSoft);
    let inside: Vec<YearLabel> = labels
        .iter()
        .map(|label| {
            let text = shorten(&clean(&label.text), &measure, width);
            let half = measure.width(&text) / 2.0;
            YearLabel { x: label.x.max(half).min(width - half), text, weight: label.weight }
        })
        .collect();
    let needed: Vec<YearLabel> = inside.iter().filter(|label| label.weight == Weight::Needed).cloned().collect();
    let needed = pushed_apart(needed, width, &measure);
    let fits = |step: usize| {
        let others = every(&inside, step).filter(|label| needed.iter().all(|other| free(label, other, &measure)));
        let mut kept: Vec<YearLabel> = needed.iter().cloned().chain(others).collect();
        kept.sort_by(|a, b| a.x.total_cmp(&b.x));
        kept.windows(2).all(|pair| free(&pair[0], &pair[1], &measure)).then_some(kept)
    };
    (1..=inside.len()).find_map(fits).unwrap_or_default()
}

/// Labels that would touch stand a little beside their years; where there is no room for all, the last stay.
fn pushed_apart(mut labels: Vec<YearLabel>, width: f64, measure: &TextMeasure) -> Vec<YearLabel> {
    let reach = |a: &YearLabel, b: &YearLabel| (measure.width(&a.text) + measure.width(&b.text)) / 2.0 + APART;
    for index in 1..labels.len() {
        let least = labels[index - 1].x + reach(&labels[index - 1], &labels[index]);
        let shift = (least - labels[index].x).max(0.0);
        labels[index - 1].x -= shift / 2.0;
        labels[index].x += shift / 2.0;
    }
    let mut edge = width;
    for label in labels.iter_mut().rev() {
        let half = measure.width(&label.text) / 2.0;
        label.x = label.x.min(edge - half);
        edge = label.x - half - APART;
    }
    labels.retain(|label| label.x - measure.width(&label.text) / 2.0 >= 0.0);
    labels
}

fn every(labels: &[YearLabel], step: usize) -> impl Iterator<Item = YearLabel> {
    let last = labels.len().saturating_sub(1);
    let others =
        labels.iter().enumerate().filter(move |(index, label)| (last - index).is_multiple_of(step) && label.weight == Weight::Extra);
    others.map(|(_, label)| label.clone())
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
