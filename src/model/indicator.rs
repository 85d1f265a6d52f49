//! Indicators: what is counted, from where, to where.

use super::{Bound, Certainty, Direction, Kind, Language, Published, Quantity, Role, Status, Text, Unit, Word, Year};
use crate::diagnostic::Place;
use serde::{Deserialize, Serialize};

/// What was observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// A figure, in the indicator's unit.
    Value(Quantity),
    /// A step of a milestone, by its position in [`Indicator::steps`].
    Step(usize),
    /// No figure, for a reason.
    #[serde(rename = "status")]
    Missing(Status),
}

/// A year as it stands beside a figure: with what the city prints in its place, 計画策定時.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrintedYear<'a> {
    pub year: Year,
    pub label: Option<&'a Text>,
}

impl From<Year> for PrintedYear<'_> {
    fn from(year: Year) -> Self {
        PrintedYear { year, label: None }
    }
}

/// A reading of one year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    #[serde(flatten)]
    pub year: Year,
    #[serde(flatten)]
    pub reading: Reading,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// What is printed in place of the year: 計画策定時.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// The day to which the figure belongs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Published>,
    /// A figure of a part of the year, where there is none of the whole yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interim: Option<InterimFigure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_release: Option<NextRelease>,
}

/// A figure of a part of a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InterimFigure {
    /// Which part: 上半期.
    pub period: Text,
    pub value: Quantity,
}

/// When the next figure is published, and by whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NextRelease {
    pub date: Published,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Text>,
}

impl Observation {
    /// Its year as it is printed.
    pub fn printed_year(&self) -> PrintedYear<'_> {
        PrintedYear { year: self.year, label: self.label.as_ref() }
    }

    /// A bare reading of a year.
    pub fn new(year: Year, reading: Reading) -> Observation {
        let (label, as_of, interim, next_release) = (None, None, None, None);
        Observation { year, reading, bound: None, certainty: None, note: None, label, as_of, interim, next_release }
    }

    /// The figure, where there is one.
    pub fn value(&self) -> Option<Quantity> {
        self.reading.value()
    }

    /// Why there is no figure.
    pub fn status(&self) -> Option<Status> {
        self.reading.status()
    }
}

impl Reading {
    /// The figure, where it is one.
    pub fn value(self) -> Option<Quantity> {
        match self {
            Reading::Value(quantity) => Some(quantity),
            Reading::Step(_) | Reading::Missing(_) => None,
        }
    }

    /// Why there is no figure.
    pub fn status(self) -> Option<Status> {
        match self {
            Reading::Missing(status) => Some(status),
            Reading::Value(_) | Reading::Step(_) => None,
        }
    }
}

/// What is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aim {
    Value(Quantity),
    Range { min: Quantity, max: Quantity },
    Step(usize),
}

/// An aim with its year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    #[serde(flatten)]
    pub year: Year,
    #[serde(flatten)]
    pub aim: Aim,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// What is printed in place of the year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

impl Target {
    /// Its year as it is printed.
    pub fn printed_year(&self) -> PrintedYear<'_> {
        PrintedYear { year: self.year, label: self.label.as_ref() }
    }

    /// The figure, where the aim is one.
    pub fn value(&self) -> Option<Quantity> {
        match self.aim {
            Aim::Value(quantity) => Some(quantity),
            Aim::Range { .. } | Aim::Step(_) => None,
        }
    }
}

/// The target of one year (年度目標).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scheduled {
    #[serde(flatten)]
    pub year: Year,
    pub value: Quantity,
}

/// A result of a year before the editions that report on the indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoricalFigure {
    #[serde(flatten)]
    pub year: Year,
    pub value: Quantity,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// Where it comes from, if not from the source of the indicator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Where it stands; no part of a record.
    #[serde(skip, default = "nowhere")]
    pub place: Place,
}

/// A change of the plan, from an edition on (目標値の見直し).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// The first edition for which it holds.
    pub from: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Observation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Vec<Scheduled>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// A step of a milestone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub id: String,
    pub name: Text,
}

/// An indicator as a strategy defines it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// Stable across editions and strategies.
    pub id: String,
    pub role: Role,
    /// As printed, without the mark of the kind.
    pub name: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    pub kind: Kind,
    /// `None` only for a milestone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Observation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub schedule: Vec<Scheduled>,
    /// By year; never of a milestone.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub history: Vec<HistoricalFigure>,
    /// First edition that it belongs to, when not the whole plan.
    #[serde(skip)]
    pub from: Option<i32>,
    /// Last edition that it belongs to, when not the whole plan.
    #[serde(skip)]
    pub until: Option<i32>,
    /// In the indicator's unit: what counts as unchanged.
    #[serde(skip_serializing_if = "Quantity::is_zero", default)]
    pub tolerance: Quantity,
    /// How many years a result usually is older than its edition, where the plan says it; no part of a record.
    #[serde(skip)]
    pub lag: Option<u32>,
    /// Ties the parts of one figure together, such as 子ども and 大人.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub revisions: Vec<Revision>,
    /// In the order in which they are taken; only of a milestone.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub steps: Vec<Step>,
    /// Where it is defined; no part of a record.
    #[serde(skip, default = "nowhere")]
    pub place: Place,
}

/// The place of what was read from a record.
fn nowhere() -> Place {
    Place::File(String::new())
}

/// Baseline, target and schedule of an indicator as one edition saw them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan<'a> {
    pub baseline: Option<&'a Observation>,
    pub target: Option<&'a Target>,
    pub schedule: &'a [Scheduled],
}

impl Plan<'_> {
    /// The target of a year where the plan has targets by year only.
    pub fn yearly_target(&self, year: i32) -> Option<Target> {
        let scheduled = self.schedule.iter().find(|scheduled| scheduled.year.number == year).filter(|_| self.target.is_none())?;
        Some(Target { year: scheduled.year, aim: Aim::Value(scheduled.value), bound: None, label: None, note: None })
    }
}

impl Indicator {
    /// Whether what had not begun counts as 0: where figures are counted upwards.
    pub fn starts_from_zero(&self) -> bool {
        let counted = matches!(self.kind, Kind::Level | Kind::Annual | Kind::Cumulative | Kind::Sum);
        counted && self.direction == Some(Direction::Up)
    }

    /// Whether its figures are counted in the unit of another one's.
    pub fn is_counted_like(&self, other: &Indicator) -> bool {
        match (&self.unit, &other.unit) {
            (Some(one), Some(other)) => one.counts_like(other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    /// Whether its name in a language lacks the mark of its kind: a name that says 累計 needs no second one.
    pub fn lacks_mark(&self, language: Language) -> bool {
        let name = self.name.in_language(language).0.to_lowercase();
        self.kind.choice().mark.is_some_and(|mark| !name.contains(mark.ja) && !name.contains(mark.en))
    }

    /// Whether an edition reports on it.
    pub fn belongs_to(&self, edition: i32) -> bool {
        self.from.is_none_or(|from| edition >= from) && self.until.is_none_or(|until| edition <= until)
    }

    /// The plan in force in an edition: every revision up to it applied, in the order of their years.
    pub fn plan(&self, edition: i32) -> Plan<'_> {
        let first = Plan { baseline: self.baseline.as_ref(), target: self.target.as_ref(), schedule: &self.schedule };
        self.revisions_until(edition).fold(first, |plan, revision| Plan {
            baseline: revision.baseline.as_ref().or(plan.baseline),
            target: revision.target.as_ref().or(plan.target),
            schedule: revision.schedule.as_deref().unwrap_or(plan.schedule),
        })
    }

    /// The indicator with the plan in force in an edition.
    pub fn planned(&self, edition: i32) -> Indicator {
        let Plan { baseline, target, schedule } = self.plan(edition);
        Indicator { baseline: baseline.cloned(), target: target.cloned(), schedule: schedule.to_vec(), ..self.clone() }
    }

    /// The revisions that an edition knows of, in the order of their years.
    pub fn revisions_until(&self, edition: i32) -> impl Iterator<Item = &Revision> {
        self.revisions.iter().filter(move |revision| revision.from <= edition)
    }
}
