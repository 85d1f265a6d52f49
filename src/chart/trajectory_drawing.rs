//! How a trajectory is drawn: record, way, targets, and the labels between them.

use super::canvas::{Anchor, Area, Canvas, Drawing, framed};
use super::scale::{Design, Plot, Scale};
use super::text::{TextMeasure, shorten, wrap};
use super::trajectory::{
    BOTTOM, Segment, TOP, TargetLevel, Trajectory, Validity, WIDTH, YearValue, actual, boundary, gaps, is_history, levels, runs, stem,
    touch, upper,
};
use super::trajectory_labels::{GAP, place};
use super::{Ink, PointCertainty};

/// Draws a trajectory, 360 units wide and 222 or more high.
pub fn trajectory(input: &Trajectory) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &Trajectory) -> Drawing {
    let plot = plot(input);
    let field = place(input, &plot);
    let measure = TextMeasure::of(Ink::Text);
    let notes = input.notes.iter().map(|note| &note.text);
    let below: Vec<String> = field.listed.iter().chain(notes).flat_map(|text| wrap(text, &measure, WIDTH, 4)).collect();
    let list = if below.is_empty() { 0.0 } else { 3.0 };
    let height = BOTTOM + 26.0 + list + 15.0 * below.len() as f64;
    framed(&input.frame, (WIDTH, height), |canvas| {
        draw_ground(canvas, input, &plot, &field.areas());
        draw_targets(canvas, input, &plot);
        input.paths().for_each(|path| canvas.series(&plot.spec, Ink::Path, path));
        draw_expected_stem(canvas, input, &plot);
        draw_record(canvas, input, &plot);
        draw_marks(canvas, input, &plot);
        field.draw(canvas);
        for (row, line) in below.iter().enumerate() {
            canvas.text(Ink::Text, (0.0, BOTTOM + 39.0 + 15.0 * row as f64), Anchor::Start, line);
        }
    })
}

fn plot(input: &Trajectory) -> Plot {
    let points = input.points.iter().filter_map(|point| point.value);
    let path = input.paths().flatten().map(|(_, value)| *value);
    let marks = input.baselines().chain(&input.expected).map(|mark| mark.value);
    let targets = input.all_targets().flat_map(|segment| levels(segment.goal));
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

fn draw_ground(canvas: &Canvas<'_>, input: &Trajectory, plot: &Plot, labels: &[Area]) {
    let unit = shorten(&input.unit, &TextMeasure::of(Ink::TextSoft), WIDTH);
    canvas.text(Ink::TextSoft, (0.0, 13.0), Anchor::Start, &unit);
    for segment in &input.targets {
        if let TargetLevel::Between(low, high) = segment.goal {
            let (left, y) = plot.at(segment.from, high);
            let (right, foot) = plot.at(segment.to, low);
            canvas.rect(Ink::Zone, Area { left, top: y, right: right + 10.0, bottom: foot });
        }
    }
    plot.draw(canvas, labels);
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
    for segment in input.all_targets() {
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

/// A stem that is no longer than the mark of the result is hidden by it.
fn draw_expected_stem(canvas: &Canvas<'_>, input: &Trajectory, plot: &Plot) {
    const HIDDEN: f64 = 7.0;
    if let Some([from, to]) = stem(input, plot).filter(|[from, to]| (from.1 - to.1).abs() > HIDDEN) {
        canvas.line(Ink::Expected, &[from, to]);
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
    for run in gaps(&input.points) {
        draw_gap(canvas, plot, run);
    }
}

/// A cross at each year without a value; a line joins those that share a word.
fn draw_gap(canvas: &Canvas<'_>, plot: &Plot, run: &[YearValue]) {
    for point in run {
        let x = plot.x(point.year);
        canvas.line(Ink::Gap, &[(x - 3.0, GAP - 3.0), (x + 3.0, GAP + 3.0)]);
        canvas.line(Ink::Gap, &[(x - 3.0, GAP + 3.0), (x + 3.0, GAP - 3.0)]);
    }
    if let [first, .., last] = run {
        canvas.line(Ink::Gap, &[(plot.x(first.year), GAP), (plot.x(last.year), GAP)]);
    }
}

/// Least distance of years at which every value has a dot.
const DOTS_APART: f64 = 11.0;

/// Earlier values, the baseline and the expected value; the result last, so that nothing covers it.
fn draw_marks(canvas: &Canvas<'_>, input: &Trajectory, plot: &Plot) {
    let own = actual(input);
    let dense = input.years.len() > 1 && plot.x(input.years[0].year + 1) - plot.x(input.years[0].year) < DOTS_APART;
    for (index, point) in input.points.iter().enumerate() {
        let shown = !dense || point.certainty == PointCertainty::Provisional || is_end(&input.points, index);
        if let Some(value) = point.value.filter(|_| shown && own.is_none_or(|(own, _)| own.year != point.year)) {
            let (ink, radius) = match point.certainty {
                PointCertainty::Final if is_history(input, point.year) => (Ink::DotNone, 3.5),
                PointCertainty::Final => (Ink::dot(input.tone), 4.5),
                PointCertainty::Provisional => (Ink::hollow(input.tone), 3.5),
            };
            canvas.circle(ink, plot.at(point.year, value), radius);
        }
    }
    for mark in input.baselines() {
        canvas.circle(Ink::Ring, plot.at(mark.year, mark.value), 5.5);
    }
    if let Some(mark) = &input.expected {
        let (x, y) = plot.at(mark.year, mark.value);
        // Around a result that it touches, its corners are seen.
        let reach = if stem(input, plot).is_some_and(|[from, to]| touch(from, to)) { 10.0 } else { 6.0 };
        canvas.shape(Ink::Diamond, &[(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]);
    }
    if let Some((point, value)) = own {
        let (ink, radius) = match point.certainty {
            PointCertainty::Final => (Ink::dot(input.tone), 7.0),
            PointCertainty::Provisional => (Ink::hollow(input.tone), 6.0),
        };
        canvas.circle(ink, plot.at(point.year, value), radius);
    }
}

/// Whether a value is the first or the last of a run of years.
fn is_end(points: &[YearValue], index: usize) -> bool {
    let known = |at: Option<usize>| at.and_then(|at| points.get(at)).is_some_and(|point| point.value.is_some());
    !known(index.checked_sub(1)) || !known(index.checked_add(1))
}
