//! A record in small, for a cell: no words, its numbers stand beside it.

use super::canvas::{Area, At, Canvas, Drawing, hidden};
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

/// Width and height of a small record, in units.
pub(super) const SIZE: At = (104.0, 30.0);

/// Draws a small record, 104×30. Its scale is that of the record; a target that is farther off than the record is high is an arrow at the
/// edge.
pub fn sparkline(input: &Sparkline) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &Sparkline) -> Drawing {
    hidden(SIZE, |canvas| draw_in(canvas, input, (0.0, 0.0)))
}

/// Draws a small record whose upper left corner is at a place.
pub(super) fn draw_in(canvas: &Canvas<'_>, input: &Sparkline, corner: At) {
    let place = RecordScale::of(input, corner);
    place.draw_target(canvas, input);
    for run in input.points.split(|point| point.value.is_none()) {
        let known = run.iter().filter_map(|point| point.value.map(|value| place.at(point.year, value)));
        canvas.line(Ink::line(input.tone), &known.collect::<Vec<_>>());
    }
    for point in input.points.iter().filter(|point| point.value.is_none()) {
        let (x, y) = (place.x(point.year), place.area.bottom);
        canvas.line(Ink::Gap, &[(x - 2.5, y - 2.5), (x + 2.5, y + 2.5)]);
        canvas.line(Ink::Gap, &[(x - 2.5, y + 2.5), (x + 2.5, y - 2.5)]);
    }
    draw_dots(canvas, input, &place);
}

fn draw_dots(canvas: &Canvas<'_>, input: &Sparkline, place: &RecordScale) {
    let last = input.points.iter().rposition(|point| point.value.is_some());
    for (index, point) in input.points.iter().enumerate() {
        let Some(value) = point.value else {
            continue;
        };
        let radius = if Some(index) == last { 4.0 } else { 2.0 };
        match point.certainty {
            PointCertainty::Final if Some(index) == last => canvas.circle(Ink::dot(input.tone), place.at(point.year, value), radius),
            PointCertainty::Final if is_alone(input, index) => canvas.circle(Ink::dot(input.tone), place.at(point.year, value), 3.0),
            PointCertainty::Final => {}
            PointCertainty::Provisional => canvas.circle(Ink::hollow(input.tone), place.at(point.year, value), radius.max(2.5)),
        }
    }
}

/// Whether no line reaches the point.
fn is_alone(input: &Sparkline, index: usize) -> bool {
    let known = |at: Option<usize>| at.and_then(|at| input.points.get(at)).is_some_and(|point| point.value.is_some());
    !known(index.checked_sub(1)) && !known(index.checked_add(1))
}

/// Where the target is beside the record.
#[derive(Clone, Copy, Debug, PartialEq)]
enum TargetMark {
    None,
    /// On the scale.
    On(f64),
    /// Beyond its upper or lower edge.
    Beyond {
        is_above: bool,
    },
}

/// The scale of a small record.
struct RecordScale {
    /// Where values lie; the target stands to the right of it.
    area: Area,
    low: f64,
    high: f64,
    first: i32,
    years: i32,
    axis: Axis,
    target: TargetMark,
}

impl RecordScale {
    fn of(input: &Sparkline, corner: At) -> RecordScale {
        let values = || input.points.iter().filter_map(|point| point.value).filter(|value| value.is_finite());
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        let span = if high > low { high - low } else { high.abs().max(1.0) };
        let target = match input.target.filter(|target| target.is_finite() && low.is_finite()) {
            None => TargetMark::None,
            Some(target) if target > high + span => TargetMark::Beyond { is_above: input.axis == Axis::Rising },
            Some(target) if target < low - span => TargetMark::Beyond { is_above: input.axis == Axis::Inverted },
            Some(target) => TargetMark::On(target),
        };
        let (low, high) = match target {
            TargetMark::On(target) => (low.min(target), high.max(target)),
            TargetMark::None | TargetMark::Beyond { .. } => (low, high),
        };
        let first = input.points.first().map_or(0, |point| point.year);
        let years = input.points.last().map_or(1, |point| point.year - first).max(1);
        let (left, top) = corner;
        let area = Area { left: left + 5.0, top: top + 6.0, right: left + 82.0, bottom: top + SIZE.1 - 6.0 };
        RecordScale { area, low, high, first, years, axis: input.axis, target }
    }

    fn x(&self, year: i32) -> f64 {
        self.area.left + (self.area.right - self.area.left) * f64::from(year - self.first) / f64::from(self.years)
    }

    fn at(&self, year: i32, value: f64) -> At {
        let share = if self.high > self.low { ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0) } else { 0.5 };
        let up = match self.axis {
            Axis::Rising => share,
            Axis::Inverted => 1.0 - share,
        };
        (self.x(year), self.area.bottom - (self.area.bottom - self.area.top) * up)
    }

    /// A tick to the right of the record, or an arrow towards a target beyond its edge.
    fn draw_target(&self, canvas: &Canvas<'_>, input: &Sparkline) {
        let (left, right) = (self.area.right + 7.0, self.area.right + 20.0);
        match self.target {
            TargetMark::None => {}
            TargetMark::On(target) => {
                let y = self.at(input.points.last().map_or(0, |point| point.year), target).1;
                canvas.line(Ink::Target, &[(left, y), (right, y)]);
            }
            TargetMark::Beyond { is_above } => {
                let (tip, foot) =
                    if is_above { (self.area.top - 4.0, self.area.top + 5.0) } else { (self.area.bottom + 4.0, self.area.bottom - 5.0) };
                let middle = (left + right) / 2.0;
                canvas.line(Ink::Target, &[(left + 1.5, foot), (middle, tip), (right - 1.5, foot)]);
            }
        }
    }
}
