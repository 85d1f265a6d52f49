//! The rule by which a city judges its indicators, as data.

use super::{Figure, Indicator, Kind, Precision, Preset, Quantity, Rounding, ScheduleBasis, Text, Threshold, Tone, When};
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

/// A question of the rule that the division in charge answers with yes or no for each result: 事業は予定どおりか.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleFlag {
    pub id: String,
    pub label: Text,
}

/// What counts as unchanged, and as kept, where an indicator does not say it itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleTolerance {
    /// In the indicator's unit.
    pub value: Quantity,
    /// The only unit that it holds for, as the city writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The only kind that it holds for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
}

/// What has to hold for a test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    Met,
    Improved,
    Unchanged,
    Worse,
    HasTarget,
    HasBaseline,
    LastYear,
    Otherwise,
    Percent {
        figure: Figure,
        threshold: Threshold,
        percent: Quantity,
    },
    /// The division's answer to a question is yes, or no.
    Flag {
        flag: String,
        answer: bool,
    },
    /// Every one of them holds.
    All(Vec<Condition>),
    /// One of them holds.
    Any(Vec<Condition>),
}

impl Condition {
    /// The conditions that are joined in it; itself, where it joins none.
    pub fn single(&self) -> Vec<&Condition> {
        match self {
            Condition::All(joined) | Condition::Any(joined) => joined.iter().flat_map(Condition::single).collect(),
            single => vec![single],
        }
    }

    fn add_percentages(&self, percentages: &mut Vec<Quantity>) {
        match self {
            Condition::Percent { percent, .. } => percentages.push(*percent),
            Condition::All(joined) | Condition::Any(joined) => joined.iter().for_each(|one| one.add_percentages(percentages)),
            _ => {}
        }
    }

    /// The first figure that it looks at.
    fn figure(&self) -> Option<Figure> {
        match self {
            Condition::Percent { figure, .. } => Some(*figure),
            Condition::All(joined) | Condition::Any(joined) => joined.iter().find_map(Condition::figure),
            _ => None,
        }
    }
}

impl From<When> for Condition {
    fn from(when: When) -> Condition {
        match when {
            When::Met => Condition::Met,
            When::Improved => Condition::Improved,
            When::Unchanged => Condition::Unchanged,
            When::Worse => Condition::Worse,
            When::HasTarget => Condition::HasTarget,
            When::HasBaseline => Condition::HasBaseline,
            When::LastYear => Condition::LastYear,
            When::Otherwise => Condition::Otherwise,
        }
    }
}

/// One line of the rule; the first that holds gives the grade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// The first that fits an indicator counts.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub tolerances: Vec<RuleTolerance>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub flags: Vec<RuleFlag>,
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
        let of_test = |condition: &Condition| match condition {
            Condition::Percent { figure, .. } => Some(*figure),
            _ => None,
        };
        let tests = if self.off { Vec::new() } else { self.conditions() };
        let mut figures: Vec<Figure> = Vec::new();
        for figure in self.figure.into_iter().chain(tests.into_iter().filter_map(of_test)) {
            if !figures.contains(&figure) {
                figures.push(figure);
            }
        }
        if figures.is_empty() { vec![Figure::Progress] } else { figures }
    }

    /// Every condition of its tests, those that are joined one by one.
    pub fn conditions(&self) -> Vec<&Condition> {
        self.tests.iter().flat_map(|test| test.condition.single()).collect()
    }

    /// The percentages with which its tests compare.
    pub fn percentages(&self) -> Vec<Quantity> {
        let mut percentages = Vec::new();
        self.tests.iter().for_each(|test| test.condition.add_percentages(&mut percentages));
        percentages
    }

    /// The questions that its tests ask.
    pub fn asked(&self) -> impl Iterator<Item = &RuleFlag> {
        let asks = |condition: &&Condition, id: &str| matches!(condition, Condition::Flag { flag, .. } if flag == id);
        self.flags.iter().filter(move |known| self.conditions().iter().any(|condition| asks(condition, &known.id)))
    }

    /// What counts as unchanged for an indicator: its own tolerance, else the first that fits.
    pub fn tolerance(&self, indicator: &Indicator) -> Quantity {
        let unit = indicator.unit.as_ref().map(|unit| &unit.ja);
        let fits = |tolerance: &&RuleTolerance| {
            tolerance.unit.as_ref().is_none_or(|wanted| Some(wanted) == unit) && tolerance.kind.is_none_or(|kind| kind == indicator.kind)
        };
        let stated = Some(indicator.tolerance).filter(|own| !own.is_zero());
        stated.or_else(|| Some(self.tolerances.iter().find(fits)?.value)).unwrap_or(Quantity::ZERO)
    }

    /// The figure beside bars and on cards: that which it is about. A pace says nothing without its progress, which stands there.
    pub fn main_figure(&self) -> Figure {
        let of_tests = || self.tests.iter().filter(|_| !self.off).find_map(|test| test.condition.figure());
        match self.figure.or_else(of_tests) {
            None | Some(Figure::Progress | Figure::Pace) => Figure::Progress,
            Some(figure) => figure,
        }
    }

    /// Whether values may be expected on the straight line from baseline to target: unless it says so itself, where it looks at
    /// what time has passed.
    pub fn has_straight_line(&self) -> bool {
        let timed = |figure: &Figure| matches!(figure, Figure::Pace | Figure::AttainmentOfExpected);
        self.straight_line.unwrap_or_else(|| self.figures().iter().any(timed))
    }
}
