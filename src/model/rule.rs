//! The rule by which a city judges its indicators, as data.

use super::{Figure, Precision, Quantity, Rounding, ScheduleBasis, Text, Threshold, Tone, When};

/// Expected shares by year of the plan, for indicators without yearly targets of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSchedule {
    /// Per cent at the end of the first, second, … year of the plan.
    pub percent: Vec<Quantity>,
    pub basis: ScheduleBasis,
}

/// A grade, in the order in which it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Grade {
    pub id: String,
    pub label: Text,
    pub symbol: String,
    pub tone: Tone,
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

impl From<When> for Condition {
    fn from(when: When) -> Condition {
        match when {
            When::Met => Condition::Met,
            When::Improved => Condition::Improved,
            When::Unchanged => Condition::Unchanged,
            When::Worse => Condition::Worse,
            When::Otherwise => Condition::Otherwise,
        }
    }
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
