//! Indicators: what is counted, from where, to where.

use super::{Bound, Certainty, Direction, Kind, Quantity, Role, Status, Text, Unit, Year};
use crate::diagnostic::Place;

/// What was observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A figure, in the indicator's unit.
    Value(Quantity),
    /// A step of a milestone, by its position in [`Indicator::steps`].
    Step(usize),
    /// No figure, for a reason.
    Missing(Status),
}

/// A reading of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    pub year: Year,
    pub reading: Reading,
    pub bound: Option<Bound>,
    pub certainty: Option<Certainty>,
    pub note: Option<Text>,
}

impl Observation {
    /// The figure, where there is one.
    pub fn value(&self) -> Option<Quantity> {
        match self.reading {
            Reading::Value(quantity) => Some(quantity),
            Reading::Step(_) | Reading::Missing(_) => None,
        }
    }
}

/// What is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    Value(Quantity),
    Range { min: Quantity, max: Quantity },
    Step(usize),
}

/// An aim with its year.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub year: Year,
    pub aim: Aim,
    pub bound: Option<Bound>,
    pub note: Option<Text>,
}

impl Target {
    /// The figure, where the aim is one.
    pub fn value(&self) -> Option<Quantity> {
        match self.aim {
            Aim::Value(quantity) => Some(quantity),
            Aim::Range { .. } | Aim::Step(_) => None,
        }
    }
}

/// The target of one year (年度目標).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scheduled {
    pub year: Year,
    pub value: Quantity,
}

/// A change of the plan, from an edition on (目標値の見直し).
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// The first edition for which it holds.
    pub from: i32,
    pub baseline: Option<Observation>,
    pub target: Option<Target>,
    pub schedule: Option<Vec<Scheduled>>,
    pub reason: Option<Text>,
}

/// A step of a milestone.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub id: String,
    pub name: Text,
}

/// An indicator as a strategy defines it.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Stable across editions and strategies.
    pub id: String,
    pub role: Role,
    /// As printed, without the mark of the kind.
    pub name: Text,
    pub unit: Option<Unit>,
    pub kind: Kind,
    /// `None` only for a milestone.
    pub direction: Option<Direction>,
    pub baseline: Option<Observation>,
    pub target: Option<Target>,
    pub schedule: Vec<Scheduled>,
    /// First edition that it belongs to, when not the whole plan.
    pub from: Option<i32>,
    /// Last edition that it belongs to, when not the whole plan.
    pub until: Option<i32>,
    /// In the indicator's unit: what counts as unchanged.
    pub tolerance: Quantity,
    /// Ties the parts of one figure together, such as 子ども and 大人.
    pub group: Option<Text>,
    pub owner: Option<Text>,
    pub source: Option<Text>,
    pub definition: Option<Text>,
    pub note: Option<Text>,
    pub revisions: Vec<Revision>,
    /// In the order in which they are taken; only of a milestone.
    pub steps: Vec<Step>,
    /// Where it is defined.
    pub place: Place,
}

/// Baseline, target and schedule of an indicator as one edition saw them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan<'a> {
    pub baseline: Option<&'a Observation>,
    pub target: Option<&'a Target>,
    pub schedule: &'a [Scheduled],
}

impl Indicator {
    /// Whether what had not begun counts as 0: where figures are counted upwards.
    pub fn starts_from_zero(&self) -> bool {
        let counted = matches!(self.kind, Kind::Level | Kind::Annual | Kind::Cumulative | Kind::Sum);
        counted && self.direction == Some(Direction::Up)
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

    /// The revisions that an edition knows of, in the order of their years.
    pub fn revisions_until(&self, edition: i32) -> impl Iterator<Item = &Revision> {
        self.revisions.iter().filter(move |revision| revision.from <= edition)
    }
}
