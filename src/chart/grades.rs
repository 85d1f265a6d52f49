//! Grades and time: one tile for each indicator, grouped by grade, over the years of the plan.

use super::{ChartFrame, ChartTone, TargetOutcome};

/// All indicators of a report by grade, and how much of the plan's time is gone.
#[derive(Clone, Debug, PartialEq)]
pub struct Grades {
    /// What the chart says without being seen.
    pub frame: ChartFrame,
    /// The grades in the order shown; those without an indicator are left out of the picture.
    pub groups: Vec<GradeGroup>,
    /// Sums over neighbouring grades, from left to right.
    pub braces: Vec<Brace>,
    /// The time of the plan, if it is to be shown.
    pub time: Option<Time>,
}

/// The indicators of one grade.
#[derive(Clone, Debug, PartialEq)]
pub struct GradeGroup {
    /// The look of the grade.
    pub tone: ChartTone,
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
    pub outcome: TargetOutcome,
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
