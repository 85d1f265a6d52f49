//! The rule by which a city judges its indicators, as data.

use super::{Quantity, Text};

/// A figure that a test can look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Progress,
    Pace,
    Attainment,
    AttainmentOfExpected,
    Change,
}

/// How a percentage is cut to its printed decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    HalfUp,
    Truncate,
}

/// What a threshold is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// The exact figure.
    Exact,
    /// The figure as printed.
    Rounded,
}

/// What a schedule in per cent is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduleBasis {
    /// The target.
    Target,
    /// The way from baseline to target.
    Distance,
}

/// Expected shares by year of the plan, for indicators without yearly targets of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSchedule {
    /// Per cent at the end of the first, second, … year of the plan.
    pub percent: Vec<Quantity>,
    pub basis: ScheduleBasis,
}

/// The colour and pattern of a grade in the theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    Good,
    Fair,
    Poor,
    Bad,
}

/// A grade, in the order in which it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Grade {
    pub id: String,
    pub label: Text,
    pub symbol: String,
    pub tone: Tone,
}

/// A limit in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

/// What has to hold for a test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Condition {
    Met,
    Improved,
    Unchanged,
    Worse,
    Otherwise,
    Percent { figure: Figure, threshold: Threshold, percent: Quantity },
}

/// One line of the rule; the first that holds gives the grade.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// Position of the grade in [`Rule::grades`].
    pub grade: usize,
    pub condition: Condition,
}

/// A whole rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Grades are left out, the figures are kept.
    pub off: bool,
    /// Decimals of a printed percentage.
    pub places: u32,
    pub rounding: Rounding,
    pub precision: Precision,
    pub schedule: Option<RuleSchedule>,
    pub grades: Vec<Grade>,
    pub tests: Vec<Test>,
}
