//! An old strategy beside a new one: what has a counterpart, and what is new, revised or discontinued.

use crate::model::{Depth, Goal, Indicator, Measure, Policy, Strategy};
use std::collections::{BTreeMap, BTreeSet};

/// 【新】, 【改】, 【廃】, or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Same,
    New,
    Revised,
    Discontinued,
}

/// An old and a new part side by side; one of the two may be missing.
#[derive(Clone, Debug)]
pub struct Pair<'a, T, C = ()> {
    pub old: Option<&'a T>,
    pub new: Option<&'a T>,
    pub mark: Mark,
    pub parts: Vec<C>,
}

/// Policies side by side.
pub type PolicyPair<'a> = Pair<'a, Policy>;
/// Measures side by side, with their policies.
pub type MeasurePair<'a> = Pair<'a, Measure, PolicyPair<'a>>;
/// Goals side by side, with their measures.
pub type GoalPair<'a> = Pair<'a, Goal, MeasurePair<'a>>;

/// Indicators side by side.
pub type IndicatorPair<'a> = Pair<'a, Indicator>;

/// A strategy beside the one that it succeeds.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    pub old: &'a Strategy,
    pub new: &'a Strategy,
    pub goals: Vec<GoalPair<'a>>,
    /// By their ids, wherever they stand: those of the new strategy in its order, then those that it drops. Empty where one of the two
    /// strategies has no indicators.
    pub indicators: Vec<IndicatorPair<'a>>,
}

impl<'a> Comparison<'a> {
    /// Compares two strategies as deep as the new one asks.
    pub fn of(old: &'a Strategy, new: &'a Strategy) -> Comparison<'a> {
        let plans = Plans { old, new };
        let counterpart = |goal: &Goal| old.goal(goal.number);
        let mut goals: Vec<GoalPair<'a>> = new.goals.iter().map(|goal| plans.goal(counterpart(goal), goal)).collect();
        let lost = old.goals.iter().filter(|goal| new.goal(goal.number).is_none());
        goals.extend(lost.map(|goal| plans.lost_goal(goal)));
        Comparison { old, new, goals, indicators: indicator_pairs(old, new) }
    }
}

fn indicator_pairs<'a>(old: &'a Strategy, new: &'a Strategy) -> Vec<IndicatorPair<'a>> {
    let olds: BTreeMap<&str, &Indicator> = old.indicators().map(|indicator| (indicator.id.as_str(), indicator)).collect();
    if olds.is_empty() || new.indicators().next().is_none() {
        return Vec::new();
    }
    let pair = |indicator: &'a Indicator| {
        let old = olds.get(indicator.id.as_str()).copied();
        Pair { old, new: Some(indicator), mark: mark(old.map(|old| is_same_plan(old, indicator))), parts: Vec::new() }
    };
    let kept: BTreeSet<&str> = new.indicators().map(|indicator| indicator.id.as_str()).collect();
    let lost = old.indicators().filter(|indicator| !kept.contains(indicator.id.as_str()));
    new.indicators().map(pair).chain(lost.map(discontinued)).collect()
}

/// Whether two strategies plan one thing: with equal name, unit, kind, direction and target, each as it was last revised.
fn is_same_plan(old: &Indicator, new: &Indicator) -> bool {
    let plan = |indicator: &'_ Indicator| {
        let plan = indicator.plan(i32::MAX);
        (plan.target.map(|target| (target.year, target.aim, target.bound)), plan.schedule.to_vec())
    };
    let is_named_alike = old.name.ja == new.name.ja && old.kind == new.kind && old.direction == new.direction;
    is_named_alike && old.is_counted_like(new) && plan(old) == plan(new)
}

/// The two strategies that are compared.
#[derive(Clone, Copy)]
struct Plans<'a> {
    old: &'a Strategy,
    new: &'a Strategy,
}

impl<'a> Plans<'a> {
    fn goal(&self, old: Option<&'a Goal>, new: &'a Goal) -> GoalPair<'a> {
        let measures = if self.new.compare >= Depth::Measures { self.measures(old, new) } else { Vec::new() };
        Pair { old, new: Some(new), mark: mark(old.map(|old| old.title.ja == new.title.ja)), parts: measures }
    }

    fn measures(&self, old: Option<&'a Goal>, new: &'a Goal) -> Vec<MeasurePair<'a>> {
        let of_same_title = |measure: &Measure| old.and_then(|goal| goal.measures.iter().find(|old| old.title.ja == measure.title.ja));
        let counterpart = |measure: &Measure| of_same_title(measure).or_else(|| continued(self.old, measure));
        let marked = self.old.goals.iter().any(|goal| !goal.measures.is_empty());
        let with_policies = self.new.compare == Depth::Policies
            && self.old.goals.iter().flat_map(|goal| &goal.measures).any(|measure| !measure.policies.is_empty());
        let pair = |measure: &'a Measure| {
            let old = counterpart(measure);
            let parts = if with_policies { policy_pairs(old, measure) } else { Vec::new() };
            let mark = if marked { mark(old.map(|old| old.title.ja == measure.title.ja)) } else { Mark::Same };
            Pair { old, new: Some(measure), mark, parts }
        };
        let mut pairs: Vec<MeasurePair<'a>> = new.measures.iter().map(pair).collect();
        let kept: Vec<&Measure> = new.measures.iter().filter_map(counterpart).collect();
        let moved = self.new.goals.iter().flat_map(|goal| &goal.measures).filter_map(|measure| continued(self.old, measure));
        let kept: Vec<&Measure> = kept.into_iter().chain(moved).collect();
        let lost = old.into_iter().flat_map(|goal| &goal.measures).filter(|measure| !kept.iter().any(|kept| std::ptr::eq(*kept, *measure)));
        pairs.extend(lost.map(|measure| lost_measure(measure, with_policies)));
        pairs
    }

    /// A goal without a counterpart, with those of its measures that no other goal continues.
    fn lost_goal(&self, old: &'a Goal) -> GoalPair<'a> {
        let kept: Vec<&Measure> =
            self.new.goals.iter().flat_map(|goal| &goal.measures).filter_map(|measure| continued(self.old, measure)).collect();
        let deep_enough = self.new.compare >= Depth::Measures;
        let lost = old.measures.iter().filter(|measure| deep_enough && !kept.iter().any(|kept| std::ptr::eq(*kept, *measure)));
        let parts = lost.map(|measure| lost_measure(measure, self.new.compare == Depth::Policies)).collect();
        Pair { old: Some(old), new: None, mark: Mark::Discontinued, parts }
    }
}

fn lost_measure(old: &Measure, with_policies: bool) -> MeasurePair<'_> {
    let policies: &[Policy] = if with_policies { &old.policies } else { &[] };
    Pair { old: Some(old), new: None, mark: Mark::Discontinued, parts: policies.iter().map(discontinued).collect() }
}

/// The measure of the older strategy that a measure names with `continues`.
fn continued<'a>(old_plan: &'a Strategy, measure: &Measure) -> Option<&'a Measure> {
    let (goal, number) = measure.continues?;
    old_plan.goal(goal)?.measures.iter().find(|old| old.number == number)
}

fn policy_pairs<'a>(old: Option<&'a Measure>, new: &'a Measure) -> Vec<PolicyPair<'a>> {
    let olds: &[Policy] = old.map_or(&[], |measure| &measure.policies);
    let counterpart = |policy: &Policy| {
        let revised = || olds.get(policy.revises? as usize - 1);
        olds.iter().find(|old| old.title.ja == policy.title.ja).or_else(revised)
    };
    let pair = |policy: &'a Policy| {
        let old = counterpart(policy);
        Pair { old, new: Some(policy), mark: mark(old.map(|old| old.title.ja == policy.title.ja)), parts: Vec::new() }
    };
    let mut pairs: Vec<PolicyPair<'a>> = new.policies.iter().map(pair).collect();
    let kept: Vec<&Policy> = new.policies.iter().filter_map(counterpart).collect();
    let lost: Vec<&Policy> = olds.iter().filter(|policy| !kept.iter().any(|other| std::ptr::eq(*other, *policy))).collect();
    pairs.extend(lost.into_iter().map(discontinued));
    pairs
}

/// The mark of what has a counterpart with an equal or another title, or none.
fn mark(equal_title: Option<bool>) -> Mark {
    match equal_title {
        Some(true) => Mark::Same,
        Some(false) => Mark::Revised,
        None => Mark::New,
    }
}

fn discontinued<T, C>(old: &T) -> Pair<'_, T, C> {
    Pair { old: Some(old), new: None, mark: Mark::Discontinued, parts: Vec::new() }
}
