//! The trajectory: an indicator's values by year, its way to the target, and the target itself.

use super::canvas::At;
use super::scale::{Axis, Plot};
use super::{AxisYear, ChartFrame, ChartTone, PointCertainty};

pub(super) const WIDTH: f64 = 360.0;
/// Upper edge of the field; plan periods have their names over it.
pub(super) const TOP: f64 = 46.0;
pub(super) const BOTTOM: f64 = 196.0;

/// An indicator over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// What the chart says without being seen.
    pub frame: ChartFrame,
    /// Grade of the latest result.
    pub tone: ChartTone,
    /// Unit of the scale, "万人".
    pub unit: String,
    /// Which way the scale runs.
    pub axis: Axis,
    /// How figures of the scale below 0 begin.
    pub minus: char,
    /// The years of the axis, in order, one a year.
    pub years: Vec<AxisYear>,
    /// The record, in order of years.
    pub points: Vec<YearValue>,
    /// Western year of the edition's own result; `None` where it has none: then no value is "the result".
    pub actual: Option<i32>,
    /// Where the way to the target begins.
    pub baseline: Option<YearMark>,
    /// The way to the target: two points for a straight one, more for a yearly schedule.
    pub path: Vec<(i32, f64)>,
    /// The targets, in order; those that a later one replaced come first.
    pub targets: Vec<Segment>,
    /// Where the indicator should be by now.
    pub expected: Option<YearMark>,
    /// Finished distance between the latest result and the expected value, "＋12.8万人"; empty for none.
    pub difference: String,
    /// The part of the record from before the plan.
    pub history: Option<HistoryPart>,
    /// Plan periods; a boundary is drawn where each begins.
    pub periods: Vec<PeriodLabel>,
    /// The plans before the present one, in order.
    pub earlier: Vec<EarlierPlan>,
    /// What is to be known of single years; listed under the picture.
    pub notes: Vec<YearNote>,
}

/// The way and the target of a plan that has been followed by another.
#[derive(Clone, Debug, PartialEq)]
pub struct EarlierPlan {
    /// Where its way begins.
    pub baseline: Option<YearMark>,
    /// Its way, as that of the present plan.
    pub path: Vec<(i32, f64)>,
    /// Its last target; the label says whether it was met.
    pub target: Option<Segment>,
}

/// What is to be known of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearNote {
    /// Western year.
    pub year: i32,
    /// Sign beside its value, "※1".
    pub sign: String,
    /// Finished note, "※1 R2：算定方法を変更".
    pub text: String,
}

impl Trajectory {
    /// The ways of all plans.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Vec<(i32, f64)>> {
        self.earlier.iter().map(|plan| &plan.path).chain([&self.path])
    }

    /// The baselines of all plans.
    pub(super) fn baselines(&self) -> impl DoubleEndedIterator<Item = &YearMark> {
        self.earlier.iter().filter_map(|plan| plan.baseline.as_ref()).chain(&self.baseline)
    }

    /// The targets of all plans, the newest last.
    pub(super) fn all_targets(&self) -> impl DoubleEndedIterator<Item = &Segment> {
        self.earlier.iter().filter_map(|plan| plan.target.as_ref()).chain(&self.targets)
    }
}

/// A year of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct YearValue {
    /// Western year.
    pub year: i32,
    /// Value in the unit of the scale; `None` where there was no survey.
    pub value: Option<f64>,
    /// Whether the value is final.
    pub certainty: PointCertainty,
    /// Finished label: "実績 39.6万人" at the edition's own result, "R1 21,300人" at an older one, "中止" where there is no value; empty
    /// for none.
    pub label: String,
}

/// The part of a record from before the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryPart {
    /// Its last western year.
    pub until: i32,
    /// Finished name, "計画前"; left out where there is no room.
    pub label: String,
}

/// A labelled value of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearMark {
    /// Western year.
    pub year: i32,
    /// Value in the unit of the scale.
    pub value: f64,
    /// Finished label, "基準 20万人".
    pub label: String,
}

/// A target over the years in which it was in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// First western year.
    pub from: i32,
    /// Last western year, as a rule the one in which it is to be met.
    pub to: i32,
    /// What is to be met.
    pub goal: TargetLevel,
    /// Finished label, "目標 37万人".
    pub label: String,
    /// Whether it still holds.
    pub validity: Validity,
}

/// What is to be met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TargetLevel {
    /// A value.
    At(f64),
    /// A band, from its lower to its upper end.
    Between(f64, f64),
}

/// Whether a target still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// The target in force.
    InForce,
    /// A later target replaced it.
    Superseded,
}

/// A plan period.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodLabel {
    /// First western year of the period.
    pub from: i32,
    /// Finished name, "第2期"; left out where there is no room.
    pub label: String,
}

/// The values a goal draws a line at: lower and upper end of a band, or the one to reach.
pub(super) fn levels(goal: TargetLevel) -> Vec<f64> {
    match goal {
        TargetLevel::At(value) => vec![value],
        TargetLevel::Between(low, high) => vec![low, high],
    }
}

/// The upper end of a goal.
pub(super) fn upper(goal: TargetLevel) -> f64 {
    match goal {
        TargetLevel::At(value) | TargetLevel::Between(_, value) => value,
    }
}

/// Whether a year lies in the part of the record from before the plan.
pub(super) fn is_history(input: &Trajectory, year: i32) -> bool {
    input.history.as_ref().is_some_and(|history| year <= history.until)
}

/// Runs of the record without a gap.
pub(super) fn runs(points: &[YearValue]) -> Vec<Vec<(i32, f64)>> {
    let runs = points.split(|point| point.value.is_none());
    let known = |run: &[YearValue]| run.iter().filter_map(|point| point.value.map(|value| (point.year, value))).collect();
    runs.map(known).filter(|run: &Vec<_>| !run.is_empty()).collect()
}

/// The edition's own result.
pub(super) fn actual(input: &Trajectory) -> Option<(&YearValue, f64)> {
    let point = input.points.iter().find(|point| Some(point.year) == input.actual)?;
    Some((point, point.value?))
}

/// Neighbouring years without a value that have one word.
pub(super) fn gaps(points: &[YearValue]) -> Vec<&[YearValue]> {
    let same = |a: &YearValue, b: &YearValue| a.value.is_none() == b.value.is_none() && a.label == b.label && a.year + 1 == b.year;
    points.chunk_by(same).filter(|run| run[0].value.is_none()).collect()
}

/// Places of years and values.
pub(super) fn places(plot: &Plot, points: &[(i32, f64)]) -> Vec<At> {
    points.iter().map(|(year, value)| plot.at(*year, *value)).collect()
}

/// Between the last year of one period and the first of the next.
pub(super) fn boundary(plot: &Plot, from: i32) -> f64 {
    (plot.x(from - 1) + plot.x(from)) / 2.0
}

/// From the result to where it should be, when both are of the same year.
pub(super) fn stem(input: &Trajectory, plot: &Plot) -> Option<[At; 2]> {
    let mark = input.expected.as_ref()?;
    let (point, value) = actual(input).filter(|(point, _)| point.year == mark.year)?;
    Some([plot.at(point.year, value), plot.at(mark.year, mark.value)])
}

/// Whether two marks of a year are closer than a mark is large.
pub(super) fn touch(a: At, b: At) -> bool {
    (a.1 - b.1).abs() < 13.0
}
