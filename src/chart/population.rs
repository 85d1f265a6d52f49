//! The population: reference projection and the city's own vision, in one year or over several.

use super::canvas::{Anchor, Canvas, Drawing, area, framed};
use super::scale::{Axis, Design, Plot, Scale};
use super::text::{TextMeasure, shorten, wrap};
use super::{AxisYear, ChartFrame, Ink};

const WIDTH: f64 = 360.0;
/// Place of the largest value.
const END: f64 = 352.0;
/// Distance of two lines of text.
const LEADING: f64 = 17.0;

/// The population by scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// What the chart says without being seen.
    pub frame: ChartFrame,
    /// One year or several.
    pub picture: PopulationPicture,
}

/// What a population chart can show.
#[derive(Clone, Debug, PartialEq)]
pub enum PopulationPicture {
    /// One year: a bar for each scenario.
    OneYear {
        /// The bars; a vision longer than the reference shows its surplus hatched.
        bars: Vec<Bar>,
        /// Finished difference between vision and reference, "＋8万5千人"; empty for none.
        difference: String,
    },
    /// Several years: a line for each scenario.
    Years {
        /// Unit of the scale, "万人".
        unit: String,
        /// The years of the axis, in order.
        years: Vec<AxisYear>,
        /// The lines.
        scenarios: Vec<ScenarioBars>,
    },
}

/// One scenario in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Whose scenario it is.
    pub role: ScenarioRole,
    /// Its name, "国の推計".
    pub label: String,
    /// Finished figure, "34万7千人".
    pub value: String,
    /// Length of the bar, in any unit common to all; not negative.
    pub at: f64,
}

/// One scenario over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioBars {
    /// Whose scenario it is.
    pub role: ScenarioRole,
    /// Its name, at the end of its line.
    pub label: String,
    /// Finished last figure, under the name.
    pub value: String,
    /// Western years and values in the unit of the scale, in order.
    pub points: Vec<(i32, f64)>,
}

/// Whose scenario it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScenarioRole {
    /// What others project, or what has been counted.
    Reference,
    /// What the city aims at.
    Vision,
}

/// Draws the population, 360 units wide.
pub fn population(input: &Population) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &Population) -> Drawing {
    match &input.picture {
        PopulationPicture::OneYear { bars, difference } => one_year(&input.frame, bars, difference),
        PopulationPicture::Years { unit, years, scenarios } => several_years(&input.frame, unit, years, scenarios),
    }
}

/// A bar with its texts in place.
struct Row<'a> {
    bar: &'a Bar,
    end: f64,
    /// Upper edge of the bar.
    top: f64,
    label: Vec<String>,
    value: Vec<String>,
    /// Lines of the figure that stand under the name and not beside it.
    under: usize,
    /// Right end of the figure.
    right: f64,
}

fn rows(bars: &[Bar]) -> Vec<Row<'_>> {
    let largest = bars.iter().map(|bar| bar.at).fold(0.0, f64::max);
    let scale = if largest > 0.0 { END / largest } else { 0.0 };
    let mut top = 0.0;
    let mut rows = Vec::new();
    for bar in bars {
        let mut row = row(bar, (bar.at.max(0.0) * scale).max(1.0));
        row.top = top + 4.0 + LEADING * row.lines();
        top = row.top + 30.0;
        rows.push(row);
    }
    rows
}

fn row(bar: &Bar, end: f64) -> Row<'_> {
    let (names, figures) = (TextMeasure::of(Ink::Text), TextMeasure::of(Ink::TextStrong));
    let label = wrap(&bar.label, &names, WIDTH, 3);
    let value = wrap(&bar.value, &figures, WIDTH, 2);
    let name = label.last().map_or(0.0, |line| names.width(line));
    let figure = value.iter().map(|line| figures.width(line)).fold(0.0, f64::max);
    let right = (name + 10.0 + figure).max(end);
    let beside = value.len() == 1 && right <= WIDTH;
    let right = right.min(WIDTH);
    let under = if beside { 0 } else { value.len() };
    Row { bar, end, top: 0.0, label, value, under, right }
}

impl Row<'_> {
    /// Lines of text over the bar.
    fn lines(&self) -> f64 {
        (self.label.len() + self.under).max(self.value.len()).max(1) as f64
    }
}

fn one_year(frame: &ChartFrame, bars: &[Bar], difference: &str) -> Drawing {
    let rows = rows(bars);
    let reference = rows.iter().find(|row| row.bar.role == ScenarioRole::Reference).map(|row| row.end);
    let foot = rows.last().map_or(0.0, |row| row.top + 20.0);
    let words = wrap(difference, &TextMeasure::of(Ink::TextStrong), WIDTH, 2);
    let below = if words.is_empty() { 4.0 } else { 16.0 + 17.0 * words.len() as f64 };
    framed(frame, (WIDTH, foot + below), |canvas| {
        for row in &rows {
            draw_row(canvas, row, reference);
        }
        let vision = rows.iter().rfind(|row| row.bar.role == ScenarioRole::Vision);
        if let (Some(start), Some(vision)) = (reference, vision) {
            DifferenceBrace { start, end: vision.end, top: vision.top, foot }.draw(canvas, &words);
        }
    })
}

fn draw_row(canvas: &Canvas<'_>, row: &Row<'_>, reference: Option<f64>) {
    let (top, bottom) = (row.top, row.top + 20.0);
    let above = LEADING * row.under as f64;
    for (index, line) in row.label.iter().rev().enumerate() {
        canvas.text(Ink::Text, (0.0, top - above - 7.0 - LEADING * index as f64), Anchor::Start, line);
    }
    for (index, line) in row.value.iter().rev().enumerate() {
        canvas.text(Ink::TextStrong, (row.right, top - 7.0 - LEADING * index as f64), Anchor::End, line);
    }
    match (row.bar.role, reference) {
        (ScenarioRole::Reference, _) => canvas.rect(Ink::Neutral, area(0.0, top, row.end, bottom)),
        (ScenarioRole::Vision, Some(start)) if start + 2.0 < row.end => {
            canvas.rect(Ink::Vision, area(0.0, top, start, bottom));
            canvas.rect(Ink::More, area(start + 0.8, top + 0.8, row.end - 0.8, bottom - 0.8));
        }
        (ScenarioRole::Vision, _) => canvas.rect(Ink::Vision, area(0.0, top, row.end, bottom)),
    }
}

/// Brace under the vision's bar, from the end of the reference to its own.
struct DifferenceBrace {
    start: f64,
    end: f64,
    /// Upper edge of the vision's bar, and lower edge of the last one.
    top: f64,
    foot: f64,
}

impl DifferenceBrace {
    fn draw(&self, canvas: &Canvas<'_>, words: &[String]) {
        let DifferenceBrace { start, end, top, foot } = *self;
        if words.is_empty() {
            return;
        }
        let (left, right) = (start.min(end), start.max(end).max(start.min(end) + 1.0));
        canvas.line(Ink::Halo, &[(start, top), (start, foot)]);
        canvas.line(Ink::Expected, &[(start, top), (start, foot + 5.0)]);
        canvas.line(Ink::Brace, &[(left, foot + 5.0), (left, foot + 11.0), (right, foot + 11.0), (right, foot + 5.0)]);
        let measure = TextMeasure::of(Ink::TextStrong);
        for (index, line) in words.iter().enumerate() {
            let x = right.max(measure.width(line));
            canvas.text(Ink::TextStrong, (x, foot + 27.0 + 17.0 * index as f64), Anchor::End, line);
        }
    }
}

/// Widest name at the end of a line.
const NAMES: f64 = 92.0;

/// A line's end and the words beside it.
struct End<'a> {
    scenario: &'a ScenarioBars,
    lines: Vec<(Ink, String)>,
    /// Upper edge of the words.
    top: f64,
}

impl End<'_> {
    fn height(&self) -> f64 {
        15.0 * self.lines.len() as f64 + 5.0
    }
}

/// Several years: a line for each scenario, named at its end.
fn several_years(frame: &ChartFrame, unit: &str, years: &[AxisYear], scenarios: &[ScenarioBars]) -> Drawing {
    let mut ends: Vec<End<'_>> = scenarios.iter().map(end).collect();
    let names = ends.iter().flat_map(|end| &end.lines).map(|(ink, line)| TextMeasure::of(*ink).width(line)).fold(0.0, f64::max);
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
    framed(frame, (WIDTH, bottom + 26.0), |canvas| {
        canvas.text(Ink::TextSoft, (0.0, 13.0), Anchor::Start, &shorten(unit, &TextMeasure::of(Ink::TextSoft), WIDTH));
        plot.draw(canvas, &[]);
        for end in &ends {
            draw_line(canvas, &plot, end.scenario);
        }
        for end in &ends {
            draw_words(canvas, &plot, end);
        }
    })
}

fn end(scenario: &ScenarioBars) -> End<'_> {
    let value = match scenario.role {
        ScenarioRole::Reference => Ink::Text,
        ScenarioRole::Vision => Ink::TextStrong,
    };
    let name = wrap(&scenario.label, &TextMeasure::of(Ink::Text), NAMES, 4);
    let figure = wrap(&scenario.value, &TextMeasure::of(value), NAMES, 3);
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

fn draw_line(canvas: &Canvas<'_>, plot: &Plot, scenario: &ScenarioBars) {
    let ink = match scenario.role {
        ScenarioRole::Reference => Ink::LineNone,
        ScenarioRole::Vision => Ink::LineVision,
    };
    let points: Vec<_> = scenario.points.iter().map(|(year, value)| plot.at(*year, *value)).collect();
    canvas.line(ink, &points);
    if let Some(last) = points.last() {
        let dot = match scenario.role {
            ScenarioRole::Reference => Ink::DotNone,
            ScenarioRole::Vision => Ink::Vision,
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
