//! The rule by which a city judges its indicators, as data.

use super::{Figure, Precision, Preset, Quantity, Rounding, ScheduleBasis, Text, Threshold, Tone, When};
use serde::{Deserialize, Serialize};

/// Expected shares by year of the plan, for indicators without yearly targets of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleSchedule {
    /// Per cent at the end of the first, second, … year of the plan.
    pub percent: Vec<Quantity>,
    pub basis: ScheduleBasis,
}

/// A grade, in the order in which it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grade {
    pub id: String,
    pub label: Text,
    pub symbol: String,
    /// `None` only where a record of an older form does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tone: Option<Tone>,
}

/// What has to hold for a test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Test {
    /// Position of the grade in [`Rule::grades`].
    pub grade: usize,
    pub condition: Condition,
}

/// A whole rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// The name of a built-in rule; `None` of a city's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Preset>,
    /// Grades are left out, the figures are kept.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub off: bool,
    /// The figure that it is about, which tables and cards show, where that is not the first that its tests use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
    /// Whether values may be expected on the straight line from baseline to target, where the rule says so itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub straight_line: Option<bool>,
    /// Decimals of a printed percentage.
    pub places: u32,
    pub rounding: Rounding,
    pub precision: Precision,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<RuleSchedule>,
    pub grades: Vec<Grade>,
    pub tests: Vec<Test>,
}

impl Rule {
    /// Whether it says how it judges; a record of an older form may know nothing but the grades.
    pub fn is_known(&self) -> bool {
        self.off || !self.tests.is_empty()
    }

    /// Every figure that it uses, that which it is about first; progress where it uses none.
    pub fn figures(&self) -> Vec<Figure> {
        let of_test = |test: &Test| match test.condition {
            Condition::Percent { figure, .. } => Some(figure),
            Condition::Met | Condition::Improved | Condition::Unchanged | Condition::Worse | Condition::Otherwise => None,
        };
        let tests = if self.off { &[][..] } else { &self.tests[..] };
        let mut figures: Vec<Figure> = Vec::new();
        for figure in self.figure.into_iter().chain(tests.iter().filter_map(of_test)) {
            if !figures.contains(&figure) {
                figures.push(figure);
            }
        }
        if figures.is_empty() { vec![Figure::Progress] } else { figures }
    }

    /// The figure beside bars and on cards: that which it is about. A pace says nothing without its progress, which stands there.
    pub fn main_figure(&self) -> Figure {
        match self.figures().first() {
            None | Some(Figure::Progress | Figure::Pace) => Figure::Progress,
            Some(figure) => *figure,
        }
    }

    /// Whether values may be expected on the straight line from baseline to target: unless it says so itself, where it looks at
    /// what time has passed.
    pub fn has_straight_line(&self) -> bool {
        let timed = |figure: &Figure| matches!(figure, Figure::Pace | Figure::AttainmentOfExpected);
        self.straight_line.unwrap_or_else(|| self.figures().iter().any(timed))
    }
}
