//! The figures: how much of the way is done, beside how much of the time.
//!
//! B is the baseline, A this edition's result, T the target in force, S this year's scheduled target; t_B, t_A, t_T are
//! their years. All arithmetic is in exact fractions; numbers have at most 18 digits, 6 of them decimals, and shares that a
//! rule sets are at most 1,000,000 per cent, so that nothing overflows.

use crate::model::{
    Aim, Bound, Direction, Indicator, Kind, Observation, Period, Plan, Quantity, Reading, Rounding, Rule, RuleSchedule, ScheduleBasis,
    Status, serial,
};
use num_rational::Ratio;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// An exact fraction; 1 stands for 100 per cent.
pub type Share = Ratio<i128>;

/// What is evaluated: an indicator as it stood in an edition.
#[derive(Clone, Copy, Debug)]
pub struct EvaluatedIndicator<'a> {
    pub indicator: &'a Indicator,
    pub plan: Plan<'a>,
    pub actual: Option<&'a Observation>,
    /// The period of the strategy, for schedules by year of the plan.
    pub period: Option<Period>,
    /// The fiscal year of the edition.
    pub edition: i32,
    /// The division's answers to the questions of the rule, by their ids.
    pub flags: &'a BTreeMap<String, bool>,
}

/// Where the result stands beside the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    Improved,
    Unchanged,
    Worse,
}

/// What was to be expected by now, in the indicator's unit, and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// The yearly target (S) that the city set.
    Scheduled(#[serde(with = "serial::fraction")] Share),
    /// A share of the target or of the way that the rule sets for this year of the plan.
    ByRule(#[serde(with = "serial::fraction")] Share),
    /// On the straight line: B + (T − B) · elapsed.
    Straight(#[serde(with = "serial::fraction")] Share),
}

impl Expected {
    /// The value, in the indicator's unit.
    pub fn value(self) -> Share {
        match self {
            Expected::Scheduled(value) | Expected::ByRule(value) | Expected::Straight(value) => value,
        }
    }
}

/// All figures of one indicator; each is `None` where its formula is not defined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// B as a number: the printed baseline, or 0 where nothing had begun.
    #[serde(with = "serial::optional_fraction", skip_serializing_if = "Option::is_none", default)]
    pub baseline: Option<Share>,
    /// A as a number.
    #[serde(with = "serial::optional_fraction", skip_serializing_if = "Option::is_none", default)]
    pub actual: Option<Share>,
    /// T as a number.
    #[serde(with = "serial::optional_fraction", skip_serializing_if = "Option::is_none", default)]
    pub target: Option<Share>,
    /// 進捗率: (A − B) / (T − B). Not clamped: below 0 it moved away, above 1 it went past.
    #[serde(with = "serial::optional_fraction", skip_serializing_if = "Option::is_none", default)]
    pub progress: Option<Share>,
    /// 経過率: (t_A − t_B) / (t_T − t_B).
    #[serde(with = "serial::optional_fraction", skip_serializing_if = "Option::is_none", default)]
    pub elapsed: Option<Share>,
    /// ペース: progress / elapsed.
    #[serde(with = "serial::optional_fraction", skip_serializing_if = "Option::is_none", default)]
    pub pace: Option<Share>,
    /// 達成率: up A / T, down T / A.
    #[serde(with = "serial::optional_fraction", skip_serializing_if = "Option::is_none", default)]
    pub attainment: Option<Share>,
    /// 年度目標, else 予定.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
    /// Up A / expected, down expected / A.
    #[serde(with = "serial::optional_fraction", skip_serializing_if = "Option::is_none", default)]
    pub attainment_of_expected: Option<Share>,
    /// 増減率: (A − B) / |B|, positive in the wanted direction.
    #[serde(with = "serial::optional_fraction", skip_serializing_if = "Option::is_none", default)]
    pub change: Option<Share>,
    /// Whether the target is reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
    /// Beside the baseline, beyond the tolerance or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<Trend>,
}

/// Computes every figure of an indicator.
pub fn figures(subject: &EvaluatedIndicator<'_>, rule: &Rule) -> Figures {
    let numbers = Numbers::of(subject);
    let elapsed = subject.elapsed();
    let progress = subject.progress(&numbers);
    let expected = subject.expected(&numbers, rule);
    Figures {
        baseline: numbers.baseline,
        actual: numbers.actual,
        target: numbers.target,
        progress,
        elapsed,
        pace: subject.pace(progress, elapsed),
        attainment: subject.attainment(numbers.actual, numbers.target),
        expected,
        attainment_of_expected: subject.attainment(numbers.actual, expected.map(Expected::value)),
        change: subject.change(&numbers),
        met: subject.met(&numbers),
        trend: subject.trend(&numbers),
    }
}

/// What is expected of each year: from the year after the baseline, or the first for which anything is planned, to the year of the target,
/// the last planned one or the result's, whichever is latest. A year of which nothing is expected is left out.
pub fn expected_path(subject: &EvaluatedIndicator<'_>, rule: &Rule) -> Vec<(i32, Expected)> {
    let numbers = Numbers::of(subject);
    let scheduled = || subject.plan.schedule.iter().map(|scheduled| scheduled.year.number);
    let by_rule =
        |period: Period| rule.schedule.as_ref().and_then(|schedule| Some(period.first - 1 + i32::try_from(schedule.percent.len()).ok()?));
    let first =
        subject.baseline_year().map(|year| year + 1).into_iter().chain(subject.period.map(|period| period.first)).chain(scheduled()).min();
    let target = subject.plan.target.map(|target| target.year.number);
    let actual = subject.actual.map(|actual| actual.year.number);
    let last = scheduled().chain(target).chain(actual).chain(subject.period.and_then(by_rule)).max();
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    (first..=last).filter_map(|year| Some((year, subject.expected_in(&numbers, rule, year)?))).collect()
}

/// B, A and T as numbers; steps of a milestone as their positions.
#[derive(Clone, Copy)]
struct Numbers {
    baseline: Option<Share>,
    actual: Option<Share>,
    target: Option<Share>,
}

impl Numbers {
    fn of(subject: &EvaluatedIndicator<'_>) -> Numbers {
        let target = subject.plan.target.and_then(|target| match target.aim {
            Aim::Value(value) => Some(value.ratio()),
            Aim::Step(step) => Some(share(step)),
            Aim::Range { .. } => None,
        });
        Numbers { baseline: subject.baseline(), actual: subject.actual.and_then(|actual| subject.number(actual)), target }
    }
}

fn share(count: usize) -> Share {
    Share::from_integer(count as i128)
}

impl EvaluatedIndicator<'_> {
    fn wants_more(&self) -> bool {
        self.indicator.direction == Some(Direction::Up)
    }

    fn wants_less(&self) -> bool {
        self.indicator.direction == Some(Direction::Down)
    }

    fn is_milestone(&self) -> bool {
        self.indicator.kind == Kind::Milestone
    }

    /// Whether it is to stay where it is instead of going somewhere.
    fn has_band(&self) -> bool {
        matches!(self.indicator.direction, Some(Direction::Keep | Direction::Range))
    }

    /// The number behind an observation: `not-started` is 0 where figures are counted upwards.
    fn number(&self, observation: &Observation) -> Option<Share> {
        match observation.reading {
            Reading::Value(value) => Some(value.ratio()),
            Reading::Step(step) => Some(share(step)),
            Reading::Missing(Status::NotStarted) if self.indicator.starts_from_zero() => Some(share(0)),
            Reading::Missing(_) => None,
        }
    }

    /// B: a sum over the period starts from 0, whatever its printed baseline.
    fn baseline(&self) -> Option<Share> {
        match self.indicator.kind {
            Kind::Sum => Some(share(0)),
            _ => self.plan.baseline.and_then(|baseline| self.number(baseline)),
        }
    }

    /// t_B: of a sum, the year before the period.
    fn baseline_year(&self) -> Option<i32> {
        match self.indicator.kind {
            Kind::Sum => self.period.map(|period| period.first - 1).or(self.plan.baseline.map(|baseline| baseline.year.number)),
            _ => self.plan.baseline.map(|baseline| baseline.year.number),
        }
    }

    fn elapsed(&self) -> Option<Share> {
        self.elapsed_in(self.actual.filter(|actual| self.number(actual).is_some())?.year.number)
    }

    /// How much of the time from the baseline to the target is gone in a year.
    fn elapsed_in(&self, year: i32) -> Option<Share> {
        let target = self.plan.target?.year.number;
        let baseline = self.baseline_year()?;
        (target > baseline && year > baseline).then(|| Share::new(i128::from(year - baseline), i128::from(target - baseline)))
    }

    /// Whether the result is newer than the baseline: an old figure says nothing about progress.
    pub(super) fn is_newer(&self) -> bool {
        match (self.baseline_year(), self.actual) {
            (Some(baseline), Some(actual)) => actual.year.number > baseline,
            (None, Some(_)) => true,
            (_, None) => false,
        }
    }

    fn progress(&self, numbers: &Numbers) -> Option<Share> {
        let (baseline, actual, target) = (numbers.baseline?, numbers.actual?, numbers.target?);
        let directed = match self.indicator.direction {
            Some(Direction::Up) => target > baseline,
            Some(Direction::Down) => target < baseline,
            None => target > baseline,
            Some(Direction::Keep | Direction::Range) => false,
        };
        (directed && self.is_newer()).then(|| (actual - baseline) / (target - baseline))
    }

    fn pace(&self, progress: Option<Share>, elapsed: Option<Share>) -> Option<Share> {
        let defined = !matches!(self.indicator.kind, Kind::Milestone | Kind::Average);
        defined.then_some(progress?).zip(elapsed).map(|(progress, elapsed)| progress / elapsed)
    }

    /// 達成率 against any aim: the target, or what was expected.
    pub fn attainment(&self, actual: Option<Share>, aim: Option<Share>) -> Option<Share> {
        let (actual, aim) = (actual?, aim?);
        let zero = share(0);
        match self.indicator.direction {
            Some(Direction::Up) if aim > zero => Some(actual / aim),
            Some(Direction::Down) if actual > zero => Some(aim / actual),
            _ => None,
        }
    }

    /// What is expected of the result's year; without a result, of the edition's, as far as that was planned.
    fn expected(&self, numbers: &Numbers, rule: &Rule) -> Option<Expected> {
        let expected = self.expected_in(numbers, rule, self.actual.map_or(self.edition, |actual| actual.year.number))?;
        (numbers.actual.is_some() || !matches!(expected, Expected::Straight(_))).then_some(expected)
    }

    /// What is expected of a year.
    fn expected_in(&self, numbers: &Numbers, rule: &Rule, year: i32) -> Option<Expected> {
        if self.is_milestone() {
            return None;
        }
        if let Some(scheduled) = self.plan.schedule.iter().find(|scheduled| scheduled.year.number == year) {
            return Some(Expected::Scheduled(scheduled.value.ratio()));
        }
        if self.has_band() {
            return None;
        }
        let by_rule = rule.schedule.as_ref().and_then(|schedule| self.by_rule(numbers, schedule, year));
        by_rule.map(Expected::ByRule).or_else(|| {
            let (baseline, target) = (numbers.baseline?, numbers.target?);
            rule.has_straight_line().then_some(Expected::Straight(baseline + (target - baseline) * self.elapsed_in(year)?))
        })
    }

    /// What the rule expects in a year of the plan.
    fn by_rule(&self, numbers: &Numbers, schedule: &RuleSchedule, year: i32) -> Option<Share> {
        let position = usize::try_from(year - self.period?.first).ok()?;
        self.part_of_way(numbers, schedule.basis, *schedule.percent.get(position)?)
    }

    /// A share of the target or of the way. A share of the target says nothing where less is better.
    fn part_of_way(&self, numbers: &Numbers, basis: ScheduleBasis, percent: Quantity) -> Option<Share> {
        let (target, part) = (numbers.target?, percent.ratio() / share(100));
        match basis {
            ScheduleBasis::Target => self.wants_more().then(|| target * part),
            ScheduleBasis::Distance => numbers.baseline.map(|baseline| baseline + (target - baseline) * part),
        }
    }

    /// Of what is to be kept no direction is wanted, so that its change has no sign.
    fn change(&self, numbers: &Numbers) -> Option<Share> {
        let (baseline, actual) = (numbers.baseline?, numbers.actual?);
        let directed = self.wants_more() || self.wants_less();
        if !directed || baseline == share(0) || !self.is_newer() {
            return None;
        }
        let size = if baseline < share(0) { -baseline } else { baseline };
        let change = (actual - baseline) / size;
        Some(if self.wants_less() { -change } else { change })
    }

    fn met(&self, numbers: &Numbers) -> Option<bool> {
        let actual = numbers.actual?;
        if !self.is_newer() {
            return None;
        }
        if let Some(target) = self.plan.target
            && let Aim::Range { min, max } = target.aim
        {
            return Some((min.ratio()..=max.ratio()).contains(&actual));
        }
        let target = numbers.target?;
        let strict =
            self.plan.target.and_then(|target| target.bound).is_some_and(|bound| matches!(bound, Bound::LessThan | Bound::MoreThan));
        Some(match self.indicator.direction {
            Some(Direction::Keep) => distance(actual, target) <= self.tolerance(),
            Some(Direction::Down) => actual < target || (actual == target && !strict),
            Some(Direction::Up | Direction::Range) | None => actual > target || (actual == target && !strict),
        })
    }

    fn tolerance(&self) -> Share {
        self.indicator.tolerance.ratio()
    }

    fn trend(&self, numbers: &Numbers) -> Option<Trend> {
        let (baseline, actual) = (numbers.baseline?, numbers.actual?);
        if !self.is_newer() {
            return None;
        }
        let gain = match self.indicator.direction {
            Some(Direction::Up) | None => actual - baseline,
            Some(Direction::Down) => baseline - actual,
            Some(Direction::Keep | Direction::Range) => self.off_band(baseline, numbers)? - self.off_band(actual, numbers)?,
        };
        Some(if gain > self.tolerance() {
            Trend::Improved
        } else if gain < -self.tolerance() {
            Trend::Worse
        } else {
            Trend::Unchanged
        })
    }

    /// How far a value is from the range, or from the target that is to be kept; 0 inside.
    fn off_band(&self, value: Share, numbers: &Numbers) -> Option<Share> {
        let (min, max) = match self.plan.target?.aim {
            Aim::Range { min, max } => (min.ratio(), max.ratio()),
            Aim::Value(_) | Aim::Step(_) => (numbers.target?, numbers.target?),
        };
        Some(if value < min {
            min - value
        } else if value > max {
            value - max
        } else {
            share(0)
        })
    }
}

fn distance(one: Share, other: Share) -> Share {
    if one > other { one - other } else { other - one }
}

/// A fraction as a decimal of so many places, half up (away from 0) or cut off.
///
/// Used for everything that is printed: percentages (times 100) and expected values. Divided by hand, digit by digit,
/// because a fraction times a power of ten may not fit into an `i128`.
pub fn rounded(value: Share, places: u32, rounding: Rounding) -> Quantity {
    let mut digits = value.trunc().to_integer();
    let mut rest = *value.fract().numer();
    for _ in 0..places {
        digits = digits.saturating_mul(10).saturating_add(rest * 10 / value.denom());
        rest = rest * 10 % value.denom();
    }
    let up = rounding == Rounding::HalfUp && rest.abs() >= value.denom() - rest.abs();
    Quantity::from_scaled(if up { digits.saturating_add(value.numer().signum()) } else { digits }, places)
}

/// A figure of so many decimals, or of more where these would carry it onto or past a limit that it does not reach.
pub fn rounded_on_its_side(exact: Share, places: u32, rounding: Rounding, limits: &[Share]) -> Quantity {
    let honest = |printed: &Quantity| {
        let printed = printed.ratio();
        compared(printed, exact).is_eq() || limits.iter().all(|limit| compared(printed, *limit) == compared(exact, *limit))
    };
    let printed = (places..=places + 6).map(|places| rounded(exact, places, rounding)).find(honest);
    printed.unwrap_or_else(|| rounded(exact, places, rounding))
}

/// Which of two fractions is larger: by one multiplication each, as long as these fit.
fn compared(one: Share, other: Share) -> Ordering {
    match (one.numer().checked_mul(*other.denom()), other.numer().checked_mul(*one.denom())) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => one.cmp(&other),
    }
}
