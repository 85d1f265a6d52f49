//! A record in a table's cell: no words, its numbers stand beside it.

use super::canvas::{At, Canvas, Drawing, hidden};
use super::{Axis, ChartTone, Ink, PointCertainty};

/// A small record.
#[derive(Clone, Debug, PartialEq)]
pub struct Sparkline {
    /// Grade of the latest result.
    pub tone: ChartTone,
    /// Which way the scale runs.
    pub axis: Axis,
    /// The record, in order of years.
    pub points: Vec<SparkPoint>,
    /// Target in force, if it is a value.
    pub target: Option<f64>,
}

/// A year of a small record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SparkPoint {
    /// Western year.
    pub year: i32,
    /// Value; `None` where there was no survey.
    pub value: Option<f64>,
    /// Whether the value is final.
    pub certainty: PointCertainty,
}

/// Draws a small record, 120×22.
pub fn sparkline(input: &Sparkline) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &Sparkline) -> Drawing {
    let place = place(input);
    hidden((120.0, 22.0), |canvas| {
        if let Some(target) = input.target {
            let y = place(0, target).1;
            canvas.line(Ink::Path, &[(2.0, y), (118.0, y)]);
        }
        for run in input.points.split(|point| point.value.is_none()) {
            let known = run.iter().filter_map(|point| point.value.map(|value| place(point.year, value)));
            canvas.line(Ink::line(input.tone), &known.collect::<Vec<_>>());
        }
        draw_dots(canvas, input, &place);
    })
}

fn draw_dots(canvas: &Canvas<'_>, input: &Sparkline, place: impl Fn(i32, f64) -> At) {
    let last = input.points.iter().rposition(|point| point.value.is_some());
    for (index, point) in input.points.iter().enumerate() {
        let Some(value) = point.value else {
            continue;
        };
        let radius = if Some(index) == last { 4.0 } else { 2.0 };
        match point.certainty {
            PointCertainty::Final if Some(index) == last => canvas.circle(Ink::dot(input.tone), place(point.year, value), radius),
            PointCertainty::Final if is_alone(input, index) => canvas.circle(Ink::dot(input.tone), place(point.year, value), 3.0),
            PointCertainty::Final => {}
            PointCertainty::Provisional => canvas.circle(Ink::hollow(input.tone), place(point.year, value), radius.max(2.5)),
        }
    }
}

/// Whether no line reaches the point.
fn is_alone(input: &Sparkline, index: usize) -> bool {
    let known = |at: Option<usize>| at.and_then(|at| input.points.get(at)).is_some_and(|point| point.value.is_some());
    !known(index.checked_sub(1)) && !known(index.checked_add(1))
}

/// Place of a year and a value; the scale runs over the record and its target.
fn place(input: &Sparkline) -> impl Fn(i32, f64) -> At + use<> {
    let values = || input.points.iter().filter_map(|point| point.value).chain(input.target).filter(|value| value.is_finite());
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let first = input.points.first().map_or(0, |point| point.year);
    let years = input.points.last().map_or(1, |point| point.year - first).max(1);
    let axis = input.axis;
    move |year, value| {
        let share = if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
        let up = match axis {
            Axis::Rising => share,
            Axis::Inverted => 1.0 - share,
        };
        (6.0 + 108.0 * f64::from(year - first) / f64::from(years), 17.0 - 12.0 * up)
    }
}
