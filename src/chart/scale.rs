//! The scale of values of a line chart: its ends, its ticks and their figures.

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use super::canvas::{Anchor, Area, At, Canvas, Span, tenths};
use super::text::TextMeasure;
use super::year_axis::{self, YearLabel};
use super::{AxisYear, Ink};

/// Which way a scale runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Large values are above.
    Rising,
    /// Small values are above: rank 1 is the best.
    Inverted,
}

/// Coordinates of a line chart: years and values.
pub(super) type Spec = Cartesian2d<RangedCoordf64, RangedCoordf64>;

/// Ends and ticks of a scale.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) ticks: Vec<f64>,
    step: f64,
    /// How figures below 0 begin.
    minus: char,
}

impl Scale {
    /// A scale on which all these values find room; it begins at 0 unless the values lie close together and far from
    /// it, and at 1 where it counts ranks.
    pub(super) fn of(values: &[f64], axis: Axis) -> Self {
        let finite = || values.iter().copied().filter(|value| value.abs() < 1e15);
        match (finite().reduce(f64::min), finite().reduce(f64::max)) {
            (Some(least), Some(most)) => Self::between(least, most, axis),
            (None, _) | (_, None) => Self { low: 0.0, high: 1.0, ticks: Vec::new(), step: 1.0, minus: '−' },
        }
    }

    /// The same scale whose figures below 0 begin with another sign.
    pub(super) fn with_minus(self, minus: char) -> Self {
        Self { minus, ..self }
    }

    fn between(least: f64, most: f64, axis: Axis) -> Self {
        let inverted = axis == Axis::Inverted;
        let near = inverted || least < 0.0 || (least >= most * 0.6 && least < most);
        let floor = if near { least } else { 0.0 };
        let spread = if most > floor { most - floor } else { 1.0 };
        let step = nice(spread / 4.0);
        // A value on the edge of the field would have its mark cut: one step more there.
        let below = f64::from(u8::from(near && is_on(floor, step)));
        let above = f64::from(u8::from(inverted && is_on(most, step)));
        let low = (floor / step).floor() - below;
        let low = if least >= 0.0 { low.max(0.0) } else { low };
        let high = ((most / step).ceil() + above).max(low + 1.0);
        let count = (high - low).round() as i32;
        let ticks = (0..=count).map(|index| step * (low + f64::from(index))).collect();
        let scale = Self { low: low * step, high: high * step, ticks, step, minus: '−' };
        if inverted && least >= 1.0 && scale.low < 1.0 { scale.starting_at_one() } else { scale }
    }

    fn starting_at_one(mut self) -> Self {
        self.low = 1.0;
        self.ticks.retain(|tick| *tick > 1.0);
        self.ticks.insert(0, 1.0);
        self
    }

    /// Figure at a tick.
    pub(super) fn figure(&self, tick: f64) -> String {
        figure(tick, self.step, self.minus)
    }
}

/// Whether a value stands on a tick.
fn is_on(value: f64, step: f64) -> bool {
    (value / step - (value / step).round()).abs() < 0.12
}

/// The next of 1, 2, 5, 10 … at or over a width.
fn nice(width: f64) -> f64 {
    let power = 10_f64.powf(width.log10().floor());
    let lead = [1.0, 2.0, 5.0].into_iter().find(|lead| lead * power >= width * 0.999);
    lead.unwrap_or(10.0) * power
}

/// A number with thousands commas and as many decimals as the step needs.
fn figure(value: f64, step: f64, minus: char) -> String {
    let decimals = (-(step.log10() + 1e-9).floor()).clamp(0.0, 6.0) as usize;
    let written = format!("{:.decimals$}", value.abs());
    let (whole, part) = written.split_once('.').map_or((written.as_str(), None), |(whole, part)| (whole, Some(part)));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out = format!("{out}.{part}");
    }
    let is_zero = out.chars().all(|c| matches!(c, '0' | '.' | ','));
    if value < 0.0 && !is_zero { format!("{minus}{out}") } else { out }
}

/// The field of a line chart.
pub(super) struct Plot {
    pub(super) scale: Scale,
    pub(super) spec: Spec,
    pub(super) field: Area,
    years: Vec<YearLabel>,
}

/// What a plot is made of.
pub(super) struct Design<'a> {
    pub(super) scale: Scale,
    pub(super) axis: Axis,
    pub(super) years: &'a [AxisYear],
    /// Upper edge of the field.
    pub(super) top: f64,
    /// Lower edge of the field.
    pub(super) bottom: f64,
    /// Right edge of the field.
    pub(super) right: f64,
    /// Space between the last year and the right edge.
    pub(super) margin: f64,
}

impl Plot {
    /// Lays out the field: the left edge keeps clear of the figures of the ticks.
    pub(super) fn new(design: Design<'_>) -> Self {
        let Design { scale, axis, years, top, bottom, right, margin } = design;
        let measure = TextMeasure::of(Ink::TextSoft);
        let widest = scale.ticks.iter().map(|tick| measure.width(&scale.figure(*tick))).fold(0.0, f64::max);
        let left = widest + 8.0;
        let first = years.first().map_or(0, |year| year.year);
        let last = years.last().map_or(1, |year| year.year).max(first + 1);
        let across = tenths(left + 16.0)..tenths(right - margin);
        let down = match axis {
            Axis::Rising => tenths(bottom)..tenths(top),
            Axis::Inverted => tenths(top)..tenths(bottom),
        };
        let spec = Spec::new(f64::from(first)..f64::from(last), scale.low..scale.high, (across, down));
        let field = Area { left, top, right, bottom };
        let mut plot = Self { scale, spec, field, years: Vec::new() };
        let label = |year: &AxisYear| YearLabel { x: plot.x(year.year), text: year.label.clone(), weight: year.weight };
        plot.years = years.iter().map(label).collect();
        plot
    }

    /// Place of a year, in units.
    pub(super) fn x(&self, year: i32) -> f64 {
        self.at(year, self.scale.low).0
    }

    /// Place of a year and a value, in units; what is off the scale stands at its edge.
    pub(super) fn at(&self, year: i32, value: f64) -> At {
        let value = if value.is_nan() { self.scale.low } else { value.clamp(self.scale.low, self.scale.high) };
        let years = self.spec.x_spec().range();
        let year = f64::from(year).clamp(years.start, years.end);
        let (x, y) = self.spec.translate(&(year, value));
        (f64::from(x) / 10.0, f64::from(y) / 10.0)
    }

    /// Draws grid, figures, axis and years. The grid gives way to labels.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, labels: &[Area]) {
        let Area { left, top: _, right, bottom } = self.field;
        let year = self.spec.x_spec().range().start as i32;
        for tick in &self.scale.ticks {
            let y = self.at(year, *tick).1;
            if (y - bottom).abs() > 0.2 {
                for span in free(Span { left, right }, y, labels) {
                    canvas.line(Ink::Grid, &[(span.left, y), (span.right, y)]);
                }
            }
        }
        canvas.line(Ink::Axis, &[(left, bottom), (right, bottom)]);
        for label in &self.years {
            canvas.line(Ink::Axis, &[(label.x, bottom), (label.x, bottom + 4.0)]);
        }
        for tick in &self.scale.ticks {
            let y = self.at(year, *tick).1;
            canvas.text(Ink::TextSoft, (left - 6.0, y + 4.0), Anchor::End, &self.scale.figure(*tick));
        }
        year_axis::draw(canvas, &self.years, 360.0, bottom + 20.0);
    }
}

/// What labels leave of a line at a height.
fn free(line: Span, y: f64, labels: &[Area]) -> Vec<Span> {
    let mut behind: Vec<&Area> = labels.iter().filter(|label| label.top - 1.0 < y && y < label.bottom + 1.0).collect();
    behind.sort_by(|a, b| a.left.total_cmp(&b.left));
    let (mut left, mut spans) = (line.left, Vec::new());
    for label in behind {
        spans.push(Span { left, right: label.left - 2.0 });
        left = left.max(label.right + 2.0);
    }
    spans.push(Span { left, right: line.right });
    spans.retain(|span| span.right - span.left > 1.0);
    spans
}

#[cfg(test)]
mod tests {
    use super::{Axis, Scale};

    fn figures(values: &[f64], axis: Axis) -> Vec<String> {
        let scale = Scale::of(values, axis);
        scale.ticks.iter().map(|tick| scale.figure(*tick)).collect()
    }

    #[test]
    fn far_values_have_their_own_scale() {
        let expected = ["1,750", "1,800", "1,850", "1,900", "1,950", "2,000"];
        assert_eq!(figures(&[2000.0, 1962.0, 1800.0], Axis::Rising), expected);
    }

    #[test]
    fn near_values_begin_at_zero() {
        let expected = ["0", "10", "20", "30", "40"];
        assert_eq!(figures(&[20.0, 39.6], Axis::Rising), expected);
    }

    #[test]
    fn ranks_begin_at_one() {
        let expected = ["1", "5", "10", "15", "20"];
        assert_eq!(figures(&[18.0, 5.0], Axis::Inverted), expected);
    }

    #[test]
    fn small_steps_have_decimals() {
        let expected = ["1.40", "1.45", "1.50", "1.55", "1.60"];
        assert_eq!(figures(&[1.43, 1.6], Axis::Rising), expected);
    }
}
