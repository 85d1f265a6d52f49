//! Grades and time: one tile for each indicator, grouped by grade, over the years of the plan.

use super::canvas::{Anchor, Canvas, Drawing, framed};
use super::flags::area;
use super::grades_layout::{self, WIDTH};
use super::text::{Measure, wrap};
use super::year_axis::{self, YearLabel};
use super::{Frame, Ink, Outcome, Tone};

/// All indicators of a report by grade, and how much of the plan's time is gone.
#[derive(Clone, Debug, PartialEq)]
pub struct Grades {
    /// What the chart says without being seen.
    pub frame: Frame,
    /// The grades in the order shown; those without an indicator are left out of the picture.
    pub groups: Vec<Group>,
    /// Sums over neighbouring grades, from left to right.
    pub braces: Vec<Brace>,
    /// The time of the plan, if it is to be shown.
    pub time: Option<Time>,
}

/// The indicators of one grade.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The look of the grade.
    pub tone: Tone,
    /// Its symbol, "◎", or a letter.
    pub symbol: String,
    /// Its name, "達成".
    pub label: String,
    /// Finished count, "5".
    pub count: String,
    /// One name for each indicator, shown where its tile is pointed at; an empty name shows nothing.
    pub names: Vec<String>,
}

/// A sum over neighbouring grades.
#[derive(Clone, Debug, PartialEq)]
pub struct Brace {
    /// Number of the first grade in [`Grades::groups`].
    pub first: usize,
    /// Number of the last grade.
    pub last: usize,
    /// Finished text, "達成・順調 13".
    pub text: String,
    /// Good news or what needs a look.
    pub outcome: Outcome,
}

/// The time of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Finished sentence, "計画の時間：5年のうち2年が経過".
    pub title: String,
    /// The years of the plan.
    pub years: Vec<PlanYear>,
}

/// A year of the plan.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanYear {
    /// It is gone.
    Past(String),
    /// It is to come.
    Future(String),
}

/// Draws grades and time, 360 units wide.
pub fn grades(input: &Grades) -> String {
    draw(input).svg
}

pub(super) fn draw(input: &Grades) -> Drawing {
    let rows = grades_layout::layout(input);
    let height = rows.bottom + input.time.as_ref().map_or(0.0, time_height);
    framed(&input.frame, (WIDTH, height), |canvas| {
        rows.draw(canvas, input);
        if let Some(time) = &input.time {
            draw_time(canvas, time, rows.bottom);
        }
    })
}

fn title(time: &Time) -> Vec<String> {
    wrap(&time.title, &Measure::of(Ink::TextStrong), WIDTH - 1.0, 3)
}

fn time_height(time: &Time) -> f64 {
    16.0 + 18.0 * title(time).len() as f64 + 34.0
}

fn draw_time(canvas: &Canvas<'_>, time: &Time, top: f64) {
    canvas.line(Ink::Grid, &[(1.0, top + 2.0), (WIDTH - 1.0, top + 2.0)]);
    let lines = title(time);
    for (index, line) in lines.iter().enumerate() {
        canvas.text(Ink::TextStrong, (1.0, top + 24.0 + 18.0 * index as f64), Anchor::Start, line);
    }
    let top = top + 15.0 + 18.0 * lines.len() as f64;
    let pitch = (WIDTH + 1.0) / time.years.len().max(1) as f64;
    let mut labels = Vec::new();
    for (index, year) in time.years.iter().enumerate() {
        let (ink, text) = match year {
            PlanYear::Past(text) => (Ink::Past, text),
            PlanYear::Future(text) => (Ink::Future, text),
        };
        let left = 1.0 + pitch * index as f64;
        canvas.rect(ink, area(left, top, left + pitch - 3.0, top + 12.0));
        labels.push(YearLabel { x: left + (pitch - 3.0) / 2.0, text: text.clone() });
    }
    year_axis::draw(canvas, &labels, WIDTH, top + 28.0);
}
