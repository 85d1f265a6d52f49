//! How a trajectory is drawn: record, way, targets, and the labels between them.

use super::canvas::{Anchor, Area, Canvas, Drawing, framed};
use super::scale::{Design, Plot, Scale};
use super::text::{TextMeasure, shorten, wrap};
use super::trajectory::{
    BOTTOM, Segment, TOP, TargetLevel, Trajectory, Validity, WIDTH, boundary, is_history, latest, levels, runs, stem, upper,
};
use super::trajectory_labels::place;
use super::{Ink, PointCertainty};

/// Draws a trajectory, 360 units wide and 214 or more high.
pub fn trajectory(input: &Trajectory) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &Trajectory) -> Drawing {
    let plot = plot(input);
    let mut field = place(input, &plot);
    let measure = TextMeasure::of(Ink::Text);
    let below: Vec<String> = field.listed.iter().flat_map(|text| wrap(text, &measure, WIDTH, 4)).collect();
    let list = if below.is_empty() { 0.0 } else { 3.0 };
    let height = BOTTOM + 24.0 + list + 15.0 * below.len() as f64;
    framed(&input.frame, (WIDTH, height), |canvas| {
        draw_ground(canvas, input, &plot);
        draw_targets(canvas, input, &plot);
        canvas.series(&plot.spec, Ink::Path, &input.path);
        draw_expected_stem(canvas, input, &plot);
        draw_record(canvas, input, &plot);
        draw_marks(canvas, input, &plot);
        field.draw(canvas);
        for (row, line) in below.iter().enumerate() {
            canvas.text(Ink::Text, (0.0, BOTTOM + 37.0 + 15.0 * row as f64), Anchor::Start, line);
        }
    })
}

fn plot(input: &Trajectory) -> Plot {
    let points = input.points.iter().filter_map(|point| point.value);
    let path = input.path.iter().map(|(_, value)| *value);
    let marks = input.baseline.iter().chain(&input.expected).map(|mark| mark.value);
    let targets = input.targets.iter().flat_map(|segment| levels(segment.goal));
    let values: Vec<f64> = points.chain(path).chain(marks).chain(targets).collect();
    Plot::new(Design {
        scale: Scale::of(&values, input.axis).with_minus(input.minus),
        axis: input.axis,
        years: &input.years,
        top: TOP,
        bottom: BOTTOM,
        right: WIDTH - 2.0,
        margin: 22.0,
    })
}

fn draw_ground(canvas: &Canvas<'_>, input: &Trajectory, plot: &Plot) {
    let unit = shorten(&input.unit, &TextMeasure::of(Ink::TextSoft), WIDTH);
    canvas.text(Ink::TextSoft, (0.0, 13.0), Anchor::Start, &unit);
    for segment in &input.targets {
        if let TargetLevel::Between(low, high) = segment.goal {
            let (left, y) = plot.at(segment.from, high);
            let (right, foot) = plot.at(segment.to, low);
            canvas.rect(Ink::Zone, Area { left, top: y, right: right + 10.0, bottom: foot });
        }
    }
    plot.draw(canvas);
    for period in &input.periods {
        let x = boundary(plot, period.from);
        canvas.line(Ink::Boundary, &[(x, 18.0), (x, BOTTOM)]);
    }
    draw_periods(canvas, input, plot);
}

/// Names of the plan periods, where they fit between their boundaries.
fn draw_periods(canvas: &Canvas<'_>, input: &Trajectory, plot: &Plot) {
    let measure = TextMeasure::of(Ink::TextSoft);
    if let (Some(history), Some(first)) = (&input.history, input.periods.first()) {
        let end = boundary(plot, first.from) - 4.0;
        let name = shorten(&history.label, &measure, end - plot.field.left);
        if !name.ends_with('…') {
            canvas.text(Ink::TextSoft, (end, 29.0), Anchor::End, &name);
        }
    }
    let ends = input.periods.iter().skip(1).map(|period| boundary(plot, period.from)).chain([WIDTH]);
    for (period, end) in input.periods.iter().zip(ends) {
        let x = boundary(plot, period.from) + 4.0;
        let name = shorten(&period.label, &measure, end - x - 4.0);
        if !name.ends_with('…') {
            canvas.text(Ink::TextSoft, (x, 29.0), Anchor::Start, &name);
        }
    }
}

fn draw_targets(canvas: &Canvas<'_>, input: &Trajectory, plot: &Plot) {
    for pair in input.targets.windows(2) {
        let from = plot.at(pair[1].from, upper(pair[0].goal));
        let to = plot.at(pair[1].from, upper(pair[1].goal));
        canvas.line(Ink::Superseded, &[from, to]);
    }
    for segment in &input.targets {
        for value in levels(segment.goal) {
            draw_level(canvas, plot, segment, value);
        }
    }
}

fn draw_level(canvas: &Canvas<'_>, plot: &Plot, segment: &Segment, value: f64) {
    let (from, to) = (plot.at(segment.from, value), plot.at(segment.to, value));
    match segment.validity {
        Validity::Superseded => canvas.line(Ink::Superseded, &[from, (to.0 + 8.0, to.1)]),
        Validity::InForce => {
            if from.0 < to.0 {
                canvas.line(Ink::Brace, &[from, to]);
            }
            canvas.line(Ink::Target, &[(to.0 - 10.0, to.1), (to.0 + 10.0, to.1)]);
        }
    }
}

fn draw_expected_stem(canvas: &Canvas<'_>, input: &Trajectory, plot: &Plot) {
    if let Some(stem) = stem(input, plot) {
        canvas.line(Ink::Expected, &stem);
    }
}

fn draw_record(canvas: &Canvas<'_>, input: &Trajectory, plot: &Plot) {
    for run in runs(&input.points) {
        let history = run.iter().take_while(|(year, _)| is_history(input, *year)).count();
        if history > 0 {
            canvas.series(&plot.spec, Ink::LineNone, &run[..run.len().min(history + 1)]);
        }
        if history < run.len() {
            canvas.series(&plot.spec, Ink::line(input.tone), &run[history..]);
        }
    }
    for point in input.points.iter().filter(|point| point.value.is_none()) {
        let (x, y) = (plot.x(point.year), BOTTOM - 6.0);
        canvas.line(Ink::Gap, &[(x - 3.0, y - 3.0), (x + 3.0, y + 3.0)]);
        canvas.line(Ink::Gap, &[(x - 3.0, y + 3.0), (x + 3.0, y - 3.0)]);
    }
}

fn draw_marks(canvas: &Canvas<'_>, input: &Trajectory, plot: &Plot) {
    let last = latest(input);
    for point in &input.points {
        let Some(value) = point.value else {
            continue;
        };
        let is_last = last == Some(point);
        let (ink, radius) = match point.certainty {
            PointCertainty::Final if is_history(input, point.year) => (Ink::DotNone, 3.5),
            PointCertainty::Final => (Ink::dot(input.tone), if is_last { 7.0 } else { 4.5 }),
            PointCertainty::Provisional => (Ink::hollow(input.tone), if is_last { 6.0 } else { 3.5 }),
        };
        canvas.circle(ink, plot.at(point.year, value), radius);
    }
    if let Some(mark) = &input.baseline {
        canvas.circle(Ink::Ring, plot.at(mark.year, mark.value), 5.5);
    }
    if let Some(mark) = &input.expected {
        let (x, y) = plot.at(mark.year, mark.value);
        canvas.shape(Ink::Diamond, &[(x, y - 6.0), (x + 6.0, y), (x, y + 6.0), (x - 6.0, y)]);
    }
}
