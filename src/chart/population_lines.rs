//! The population over several years: a line for each scenario, named at its end.

use super::canvas::{Anchor, Canvas, Drawing, framed};
use super::population::{Role, Scenario};
use super::scale::{Design, Plot, Scale};
use super::text::{Measure, shorten, wrap};
use super::{Axis, Frame, Ink, Year};

const WIDTH: f64 = 360.0;
/// Widest name at the end of a line.
const NAMES: f64 = 92.0;

/// A line's end and the words beside it.
struct End<'a> {
    scenario: &'a Scenario,
    lines: Vec<(Ink, String)>,
    /// Upper edge of the words.
    top: f64,
}

impl End<'_> {
    fn height(&self) -> f64 {
        15.0 * self.lines.len() as f64 + 5.0
    }
}

pub(super) fn draw(frame: &Frame, unit: &str, years: &[Year], scenarios: &[Scenario]) -> Drawing {
    let mut ends: Vec<End<'_>> = scenarios.iter().map(end).collect();
    let names = ends.iter().flat_map(|end| &end.lines).map(|(ink, line)| Measure::of(*ink).width(line)).fold(0.0, f64::max);
    let needed: f64 = ends.iter().map(End::height).sum();
    let bottom = 170.0_f64.max(26.0 + needed);
    let values: Vec<f64> = scenarios.iter().flat_map(|scenario| scenario.points.iter().map(|(_, value)| *value)).collect();
    let plot = Plot::new(Design {
        scale: Scale::of(&values, Axis::Rising),
        axis: Axis::Rising,
        years,
        top: 30.0,
        bottom,
        right: WIDTH - 2.0 - names,
        margin: 10.0,
    });
    seat(&mut ends, &plot);
    framed(frame, (WIDTH, bottom + 24.0), |canvas| {
        canvas.text(Ink::TextSoft, (0.0, 13.0), Anchor::Start, &shorten(unit, &Measure::of(Ink::TextSoft), WIDTH));
        plot.draw(canvas);
        for end in &ends {
            draw_line(canvas, &plot, end.scenario);
        }
        for end in &ends {
            draw_words(canvas, &plot, end);
        }
    })
}

fn end(scenario: &Scenario) -> End<'_> {
    let value = match scenario.role {
        Role::Reference => Ink::Text,
        Role::Vision => Ink::TextStrong,
    };
    let name = wrap(&scenario.label, &Measure::of(Ink::Text), NAMES, 4);
    let figure = wrap(&scenario.value, &Measure::of(value), NAMES, 3);
    let lines = name.into_iter().map(|line| (Ink::Text, line));
    let lines = lines.chain(figure.into_iter().map(|line| (value, line))).collect();
    End { scenario, lines, top: 0.0 }
}

/// Puts the words at the height of their line's end, then pushes them apart and back into the picture.
fn seat(ends: &mut [End<'_>], plot: &Plot) {
    for end in ends.iter_mut() {
        let height = end.scenario.points.last().map_or(plot.field.bottom, |(year, value)| plot.at(*year, *value).1);
        end.top = height - end.height() / 2.0;
    }
    ends.sort_by(|a, b| a.top.total_cmp(&b.top));
    let mut edge = 18.0;
    for end in ends.iter_mut() {
        end.top = end.top.max(edge);
        edge = end.top + end.height();
    }
    let mut edge = plot.field.bottom + 4.0;
    for end in ends.iter_mut().rev() {
        end.top = end.top.min(edge - end.height());
        edge = end.top;
    }
}

fn draw_line(canvas: &Canvas<'_>, plot: &Plot, scenario: &Scenario) {
    let ink = match scenario.role {
        Role::Reference => Ink::LineNone,
        Role::Vision => Ink::LineVision,
    };
    let points: Vec<_> = scenario.points.iter().map(|(year, value)| plot.at(*year, *value)).collect();
    canvas.line(ink, &points);
    if let Some(last) = points.last() {
        let dot = match scenario.role {
            Role::Reference => Ink::DotNone,
            Role::Vision => Ink::Vision,
        };
        canvas.circle(dot, *last, 4.0);
    }
}

fn draw_words(canvas: &Canvas<'_>, plot: &Plot, end: &End<'_>) {
    for (row, (ink, line)) in end.lines.iter().enumerate() {
        let at = (plot.field.right + 2.0, end.top + 13.0 + 15.0 * row as f64);
        canvas.text(*ink, at, Anchor::Start, line);
    }
}
