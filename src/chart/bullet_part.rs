//! The parts a bullet is put together from.

use super::canvas::{Anchor, At, Canvas, area};
use super::{ChartTone, Ink};

/// A part of the bar, in units from the left.
pub(super) enum Part {
    /// Empty band.
    Track(f64, f64),
    /// Thin continuation where the scale is compressed, with its ticks.
    Tail(f64, f64, f64),
    /// Bar between two places.
    Bar(Ink, f64, f64),
    /// Bar that goes on beyond its end.
    Arrow(Ink, f64, f64),
    /// Cut that says: the scale changes here.
    Cut(f64),
    /// Side of a line that is wanted.
    Side(f64, f64),
    /// Band to be inside of, between brackets.
    Zone(f64, f64),
    /// Line down to the flags, in front of the bar.
    Line(Ink, f64),
    /// Paper around a line where a bar runs through it.
    Paper(f64),
    /// Line of the expected value, with paper around it.
    Expected(f64),
    /// Result that is a place and not a length.
    Dot(ChartTone, f64),
    /// Text at the foot of a tail.
    Tick(f64, &'static str),
}

impl Part {
    /// Draws the part in a bar whose headline ends at `top`.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, top: f64) {
        let bar = Edges { top: top + 27.0, bottom: top + 39.0 };
        match *self {
            Self::Track(left, right) => canvas.rect(Ink::Band, area(left, top + 24.0, right, top + 42.0)),
            Self::Tail(left, middle, right) => {
                canvas.rect(Ink::Band, area(left, bar.top, right, bar.bottom));
                canvas.line(Ink::Axis, &[(middle, top + 41.0), (middle, top + 45.0)]);
                canvas.line(Ink::Axis, &[(right, top + 27.0), (right, top + 45.0)]);
            }
            Self::Bar(ink, left, right) => canvas.rect(ink, area(left, bar.top, right, bar.bottom)),
            Self::Arrow(ink, from, tip) => canvas.shape(ink, &arrow(from, tip, bar)),
            Self::Cut(x) => canvas.shape(Ink::Clear, &cut(x, bar)),
            Self::Side(left, right) => canvas.rect(Ink::Zone, area(left, top + 24.0, right, top + 42.0)),
            Self::Zone(left, right) => {
                canvas.rect(Ink::Zone, area(left, top + 24.0, right, top + 42.0));
                for (x, foot) in [(left, left + 4.0), (right, right - 4.0)] {
                    canvas.line(Ink::Target, &[(foot, top + 20.0), (x, top + 20.0), (x, top + 46.0), (foot, top + 46.0)]);
                }
            }
            Self::Paper(x) => canvas.line(Ink::Halo, &[(x, bar.top - 1.0), (x, bar.bottom + 1.0)]),
            Self::Line(ink, x) => canvas.line(ink, &[(x, top + 18.0), (x, top + 48.0)]),
            Self::Expected(x) => {
                canvas.line(Ink::Halo, &[(x, top + 25.0), (x, top + 41.0)]);
                canvas.line(Ink::Expected, &[(x, top + 20.0), (x, top + 48.0)]);
            }
            Self::Dot(tone, x) => dot(canvas, tone, (x, top + 33.0)),
            Self::Tick(x, text) => canvas.text(Ink::TextSmall, (x, top + 57.0), Anchor::End, text),
        }
    }
}

/// Upper and lower edge of a bar.
#[derive(Clone, Copy)]
struct Edges {
    top: f64,
    bottom: f64,
}

fn arrow(from: f64, tip: f64, edges: Edges) -> Vec<At> {
    let Edges { top, bottom } = edges;
    let neck = tip + if tip > from { -6.0 } else { 6.0 };
    let middle = (top + bottom) / 2.0;
    vec![(from, top), (neck, top), (tip, middle), (neck, bottom), (from, bottom)]
}

fn cut(x: f64, edges: Edges) -> Vec<At> {
    let (top, bottom) = (edges.top - 1.0, edges.bottom + 1.0);
    vec![(x + 3.0, top), (x + 5.0, top), (x + 2.0, bottom), (x, bottom)]
}

fn dot(canvas: &Canvas<'_>, tone: ChartTone, at: At) {
    canvas.circle(Ink::Clear, at, 8.0);
    canvas.circle(Ink::fill(tone), at, 6.0);
}
