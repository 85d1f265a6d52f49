//! The bullet of a table's row: a bar with its figure over its end.

use super::canvas::{Anchor, At, Canvas, Drawing, Span, area, hidden};
use super::progress::Way;
use super::text::TextMeasure;
use super::{ChartTone, Ink, TargetOutcome};

const SPAN: Span = Span { left: 2.0, right: 118.0 };

/// One indicator's result beside its target, small.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallBullet {
    /// Grade of the result.
    pub tone: ChartTone,
    /// The picture itself.
    pub picture: SmallPicture,
    /// Figure over the end of the bar, "80.1%"; empty where there is none.
    pub figure: String,
}

/// What a small bullet can show; see [`super::BulletPicture`].
#[derive(Clone, Debug, PartialEq)]
pub enum SmallPicture {
    /// The way from baseline (0) to target (1); a value on a scale from 0 as a share of its target is drawn alike.
    Progress {
        /// Progress of the result.
        actual: Option<f64>,
        /// Where the indicator should be by now.
        expected: Option<f64>,
    },
    /// Target equal to the baseline.
    Equal {
        /// Side of the result.
        outcome: TargetOutcome,
    },
    /// A band to be inside of, in the indicator's unit.
    Band {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
        /// Value of the result.
        actual: Option<f64>,
    },
}

/// Draws a small bullet, 120×37.
pub fn small_bullet(input: &SmallBullet) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &SmallBullet) -> Drawing {
    hidden((120.0, 37.0), |canvas| {
        let end = match input.picture {
            SmallPicture::Progress { actual, expected } => progress(canvas, input.tone, actual, expected),
            SmallPicture::Equal { outcome } => equal(canvas, input.tone, outcome),
            SmallPicture::Band { low, high, actual } => band(canvas, input.tone, [low, high], actual),
        };
        let width = TextMeasure::of(Ink::Text).width(&input.figure);
        let left = (end.unwrap_or(SPAN.right) - width / 2.0).min(120.0 - width).max(0.0);
        canvas.text(Ink::Text, (left, 11.0), Anchor::Start, &input.figure);
    })
}

/// Places of values on a scale that keeps a margin of a fifth on both sides of them; never divides by nothing.
pub(super) fn fit(values: &[f64], span: Span) -> impl Fn(f64) -> f64 + use<> {
    let Span { left, right } = span;
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let spread = if high > low { high - low } else { 1.0 };
    let margin = (right - left) * 0.15;
    move |value| {
        let share = ((value - low) / spread).clamp(0.0, 1.0);
        left + margin + share * (right - left - 2.0 * margin)
    }
}

fn progress(canvas: &Canvas<'_>, tone: ChartTone, actual: Option<f64>, expected: Option<f64>) -> Option<f64> {
    let way = Way::of(actual);
    let place = |t: f64| way.place(t, SPAN);
    canvas.rect(Ink::Band, area(SPAN.left, 19.0, place(1.0), 33.0));
    if let Some(t) = actual {
        if t > 1.0 {
            canvas.rect(Ink::Band, area(place(1.0), 21.0, place(2.0), 31.0));
        }
        bar(canvas, tone, t, way);
    }
    if way == Way::Regress {
        canvas.line(Ink::Base, &[(place(0.0), 17.0), (place(0.0), 35.0)]);
    }
    if let Some(t) = expected {
        canvas.line(Ink::Halo, &[(place(t), 20.0), (place(t), 32.0)]);
        canvas.line(Ink::Expected, &[(place(t), 16.0), (place(t), 36.0)]);
    }
    if actual.is_some_and(|t| t > 1.0) {
        canvas.line(Ink::Halo, &[(place(1.0), 20.0), (place(1.0), 32.0)]);
    }
    canvas.line(Ink::Target, &[(place(1.0), 17.0), (place(1.0), 35.0)]);
    actual.map(place)
}

fn bar(canvas: &Canvas<'_>, tone: ChartTone, t: f64, way: Way) {
    let (start, end) = (way.place(0.0, SPAN), way.place(t, SPAN));
    match (way, way.is_off(t)) {
        (Way::Forward, false) => canvas.rect(Ink::fill(tone), area(start, 21.0, end.max(start + 2.0), 31.0)),
        (Way::Forward, true) => canvas.shape(Ink::fill(tone), &arrow(start, 119.0)),
        (Way::Regress, off) => {
            let tip = if off { 1.5 } else { end.min(start - 5.0) };
            let ink = if tone == ChartTone::Unjudged { Ink::Unjudged } else { Ink::Bad };
            canvas.shape(ink, &arrow(start, tip));
        }
    }
    if end > way.place(1.0, SPAN) + 5.0 {
        let x = way.place(1.0, SPAN) + 2.5;
        canvas.shape(Ink::Clear, &[(x + 2.0, 20.0), (x + 3.5, 20.0), (x + 1.5, 32.0), (x, 32.0)]);
    }
}

fn arrow(from: f64, tip: f64) -> Vec<At> {
    let neck = tip + if tip > from { -5.0 } else { 5.0 };
    vec![(from, 21.0), (neck, 21.0), (tip, 26.0), (neck, 31.0), (from, 31.0)]
}

fn equal(canvas: &Canvas<'_>, tone: ChartTone, outcome: TargetOutcome) -> Option<f64> {
    canvas.rect(Ink::Band, area(SPAN.left, 19.0, 60.0, 33.0));
    canvas.rect(Ink::Zone, area(60.0, 19.0, SPAN.right, 33.0));
    let place = match outcome {
        TargetOutcome::Met => Some(89.0),
        TargetOutcome::NotMet => Some(31.0),
        TargetOutcome::Unknown => None,
    };
    if let Some(x) = place {
        canvas.circle(Ink::fill(tone), (x, 26.0), 5.0);
    }
    canvas.line(Ink::Target, &[(60.0, 17.0), (60.0, 35.0)]);
    place
}

fn band(canvas: &Canvas<'_>, tone: ChartTone, ends: [f64; 2], actual: Option<f64>) -> Option<f64> {
    let [low, high] = ends;
    let values: Vec<f64> = [Some(low), Some(high), actual].into_iter().flatten().collect();
    let place = fit(&values, SPAN);
    canvas.rect(Ink::Band, area(SPAN.left, 19.0, SPAN.right, 33.0));
    canvas.rect(Ink::Zone, area(place(low), 19.0, place(high), 33.0));
    canvas.line(Ink::Target, &[(place(low), 17.0), (place(low), 35.0)]);
    canvas.line(Ink::Target, &[(place(high), 17.0), (place(high), 35.0)]);
    if let Some(value) = actual {
        canvas.circle(Ink::Clear, (place(value), 26.0), 6.5);
        canvas.circle(Ink::fill(tone), (place(value), 26.0), 5.0);
    }
    actual.map(place)
}
