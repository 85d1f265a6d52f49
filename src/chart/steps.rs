//! A milestone: the steps reached by year, as stairs towards the target.

use super::canvas::{Anchor, At, Canvas, Drawing, framed};
use super::flags::Headline;
use super::placing::Weight;
use super::text::{TextMeasure, wrap};
use super::year_axis::{self, YearLabel};
use super::{ChartFrame, ChartTone, Ink};

const WIDTH: f64 = 360.0;
/// Widest column of step names.
const NAMES: f64 = 126.0;

/// An indicator that is reached step by step.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// What the chart says without being seen.
    pub frame: ChartFrame,
    /// Grade of the result.
    pub tone: ChartTone,
    /// Bold line over the stairs: "策定完了 (H27)"; empty where a text above the chart says it.
    pub headline: String,
    /// Figure at its right end; empty where there is none.
    pub figure: String,
    /// Names of the steps, first to last.
    pub steps: Vec<String>,
    /// Labels of the years from baseline to target, one a year.
    pub years: Vec<String>,
    /// Number of the step reached in each year from the first on (0 is the first step); `None` where it is not known.
    pub reached: Vec<Option<usize>>,
    /// Where the stairs are to lead.
    pub target: Option<StepsTarget>,
}

/// The step to reach.
#[derive(Clone, Debug, PartialEq)]
pub struct StepsTarget {
    /// Number of the year in [`Steps::years`].
    pub year: usize,
    /// Number of the step in [`Steps::steps`].
    pub step: usize,
    /// Finished label, "目標 H31".
    pub label: String,
}

/// Draws a milestone, 360 units wide; its height grows with the steps.
pub fn steps(input: &Steps) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &Steps) -> Drawing {
    let headline = Headline::new(&input.headline, &input.figure, WIDTH, WIDTH);
    let stairs = Stairs::new(input, headline.extra() + 24.0);
    framed(&input.frame, (WIDTH, stairs.foot() + 24.0), |canvas| {
        headline.draw(canvas);
        stairs.draw_rows(canvas);
        stairs.draw_years(canvas);
        stairs.draw_target(canvas);
        stairs.draw_record(canvas);
    })
}

/// Measures of the stairs, in units.
struct Stairs<'a> {
    input: &'a Steps,
    names: Vec<Vec<String>>,
    target: Vec<String>,
    /// Upper edge.
    top: f64,
    left: f64,
    pitch: f64,
}

impl<'a> Stairs<'a> {
    fn new(input: &'a Steps, top: f64) -> Self {
        let measure = TextMeasure::of(Ink::Text);
        let names: Vec<_> = input.steps.iter().map(|name| wrap(name, &measure, NAMES, 3)).collect();
        let widest = names.iter().flatten().map(|line| measure.width(line)).fold(0.0, f64::max);
        let most = names.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let label = input.target.as_ref().map_or("", |target| target.label.as_str());
        let target = wrap(label, &TextMeasure::of(Ink::TextSoft), WIDTH - 2.0, 2);
        Self { input, names, target, top, left: widest + 20.0, pitch: (15.0 * most as f64 + 7.0).max(26.0) }
    }

    fn head(&self) -> f64 {
        self.top + 14.0 * self.target.len() as f64 + 10.0
    }

    fn foot(&self) -> f64 {
        self.row(0) + 14.0
    }

    /// Height of a step's line; the last step is the highest.
    fn row(&self, step: usize) -> f64 {
        let last = self.input.steps.len().saturating_sub(1);
        let below = last - step.min(last);
        self.head() + (self.pitch - 26.0) / 2.0 + self.pitch * below as f64
    }

    fn year(&self, year: usize) -> f64 {
        let last = self.input.years.len().saturating_sub(1).max(1);
        self.left + (WIDTH - 9.0 - self.left) * year.min(last) as f64 / last as f64
    }

    fn draw_rows(&self, canvas: &Canvas<'_>) {
        for (step, name) in self.names.iter().enumerate() {
            let y = self.row(step);
            canvas.line(Ink::Grid, &[(self.left - 8.0, y), (WIDTH - 1.0, y)]);
            let first = y + 4.5 - 7.5 * (name.len() as f64 - 1.0);
            for (index, line) in name.iter().enumerate() {
                let at = (0.0, first + 15.0 * index as f64);
                canvas.text(Ink::Text, at, Anchor::Start, line);
            }
        }
    }

    fn draw_years(&self, canvas: &Canvas<'_>) {
        let label = |(year, text): (usize, &String)| YearLabel { x: self.year(year), text: text.clone(), weight: Weight::Extra };
        let labels: Vec<_> = self.input.years.iter().enumerate().map(label).collect();
        for label in &labels {
            canvas.line(Ink::Axis, &[(label.x, self.foot()), (label.x, self.foot() + 4.0)]);
        }
        canvas.line(Ink::Axis, &[(self.left - 8.0, self.foot()), (WIDTH - 1.0, self.foot())]);
        year_axis::draw(canvas, &labels, WIDTH, self.foot() + 18.0);
    }

    fn draw_target(&self, canvas: &Canvas<'_>) {
        let Some(target) = &self.input.target else {
            return;
        };
        let at = (self.year(target.year), self.row(target.step));
        for (index, line) in self.target.iter().enumerate() {
            let half = TextMeasure::of(Ink::TextSoft).width(line) / 2.0;
            let x = at.0.min(WIDTH - half).max(half);
            let y = self.top + 12.0 + 14.0 * index as f64;
            canvas.text(Ink::TextSoft, (x, y), Anchor::Middle, line);
        }
        let above = self.top + 14.0 * self.target.len() as f64 + 2.0;
        canvas.line(Ink::Base, &[(at.0, above), (at.0, self.foot())]);
        canvas.line(Ink::Target, &[(at.0, at.1 - 9.0), (at.0, at.1 + 9.0)]);
    }

    fn known(&self) -> Vec<(At, usize)> {
        let known = |(year, step): (usize, &Option<usize>)| step.map(|step| ((self.year(year), self.row(step)), step));
        let years = self.input.years.len();
        self.input.reached.iter().take(years).enumerate().filter_map(known).collect()
    }

    fn draw_record(&self, canvas: &Canvas<'_>) {
        let known = self.known();
        let Some(&(last, _)) = known.last() else {
            return;
        };
        if let Some(target) = &self.input.target {
            canvas.line(Ink::Path, &[last, (self.year(target.year), self.row(target.step))]);
        }
        canvas.line(Ink::line(self.input.tone), &stairs(&known));
        for (at, _) in known.iter().skip(1) {
            canvas.circle(Ink::dot(self.input.tone), *at, 4.5);
        }
        if let Some((start, _)) = known.first() {
            canvas.circle(Ink::Ring, *start, 5.0);
        }
        if known.len() > 1 {
            canvas.circle(Ink::dot(self.input.tone), last, 7.0);
        }
    }
}

/// Points of the stairs: a step holds until the year in which the next is reached.
fn stairs(known: &[(At, usize)]) -> Vec<At> {
    let mut points: Vec<At> = Vec::new();
    for (at, _) in known {
        if let Some(&(_, y)) = points.last() {
            points.push((at.0, y));
        }
        points.push(*at);
    }
    points
}
