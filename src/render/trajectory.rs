//! The chart of an indicator over the years: results up to the year of its edition, and the path to the target.

use super::indicator::IndicatorText;
use super::words::fill;
use crate::chart::{self, Segment, Trajectory, Validity, YearMark, YearValue};
use crate::evaluate::progress::{self, Share};
use crate::model::{Aim, Direction, Kind, Period, Reading, Status, Strategy, Target, Text};
use crate::record::SeriesPoint;
use std::collections::BTreeMap;

/// The chart's input.
pub fn input(indicator_text: &IndicatorText<'_>) -> Trajectory {
    let points = known(indicator_text);
    let baseline = baseline(indicator_text);
    let targets = targets(indicator_text);
    let expected = expected(indicator_text);
    let years = years(indicator_text, &points, &targets);
    let periods = periods(indicator_text, &years);
    let has_gap = points.iter().any(|point| point.value.is_none());
    let history = history(indicator_text);
    Trajectory {
        frame: indicator_text.titled_frame("t", &indicator_text.context.words.chart.trajectory_title),
        tone: indicator_text.tone(),
        unit: indicator_text.amounts.axis_unit(),
        axis: axis(indicator_text),
        minus: indicator_text.amounts.formatter.minus,
        years,
        points,
        gap_note: if has_gap { gap_note(indicator_text) } else { String::new() },
        path: path(indicator_text),
        baseline,
        targets,
        difference: if expected.is_some() { difference(indicator_text) } else { String::new() },
        expected,
        history,
        periods,
    }
}

/// Rank 1 is at the top.
pub fn axis(indicator_text: &IndicatorText<'_>) -> chart::Axis {
    match indicator_text.record.indicator.kind {
        Kind::Rank => chart::Axis::Inverted,
        _ => chart::Axis::Rising,
    }
}

/// The results that the edition knows of, as far back as they can be compared: a total or an average over a period has
/// none of other periods, and what had not begun by the baseline has none before it.
pub fn results<'a>(indicator_text: &IndicatorText<'a>) -> Vec<SeriesPoint<'a>> {
    let indicator = &indicator_text.record.indicator;
    let not_begun = indicator_text.record.plan().baseline.filter(|baseline| baseline.reading == Reading::Missing(Status::NotStarted));
    let first = match indicator.kind {
        Kind::Sum | Kind::Average => indicator_text.edition.strategy.period.map(|period| period.first),
        Kind::Cumulative => not_begun.map(|baseline| baseline.year.number + 1),
        Kind::Level | Kind::Annual | Kind::Rank | Kind::Milestone => None,
    };
    let mut points = indicator_text.context.renderer.results.series(&indicator.id, indicator_text.edition.year);
    points.retain(|point| first.is_none_or(|first| point.year.number >= first));
    points
}

/// Whether a figure is history from before the plan that the edition reports on.
pub fn is_before_plan(indicator_text: &IndicatorText<'_>, point: &SeriesPoint<'_>) -> bool {
    let period = indicator_text.edition.strategy.period;
    point.historical().is_some() && period.is_none_or(|period| point.year.number < period.first)
}

/// The part of the record from before the plan; `None` where there is none.
fn history(indicator_text: &IndicatorText<'_>) -> Option<chart::HistoryPart> {
    let until =
        results(indicator_text).iter().filter(|point| is_before_plan(indicator_text, point)).map(|point| point.year.number).max()?;
    Some(chart::HistoryPart { until, label: indicator_text.context.words.chart.before_plan.clone() })
}

fn known(indicator_text: &IndicatorText<'_>) -> Vec<YearValue> {
    let results = results(indicator_text);
    let last = results.iter().rposition(|point| matches!(point.reading, Reading::Value(_)));
    let point = |(index, point): (usize, &SeriesPoint<'_>)| {
        let value = match point.reading {
            Reading::Value(value) => Some(indicator_text.amounts.position(value.ratio())),
            Reading::Missing(Status::NotStarted) if indicator_text.record.indicator.starts_from_zero() => Some(0.0),
            Reading::Step(_) | Reading::Missing(_) => None,
        };
        let label = match point.reading {
            Reading::Value(_) if Some(index) == last && point.historical().is_none() => {
                fill(&indicator_text.context.words.chart.actual, &[("value", &indicator_text.short(point.reading, point.bound))])
            }
            _ => String::new(),
        };
        let certainty = if point.certainty.is_some() { chart::PointCertainty::Provisional } else { chart::PointCertainty::Final };
        YearValue { year: point.year.number, value, certainty, label }
    };
    let follows = |point: &SeriesPoint<'_>, year: i32| match point.historical() {
        Some(figure) => figure.year.number == year,
        None => point.year.number <= year,
    };
    let start = start(indicator_text).filter(|(year, _)| !results.iter().any(|point| follows(point, *year)));
    let start = start.map(|(year, value)| YearValue {
        year,
        value: Some(indicator_text.amounts.position(value)),
        certainty: chart::PointCertainty::Final,
        label: String::new(),
    });
    let mut points: Vec<YearValue> = start.into_iter().chain(results.iter().enumerate().map(point)).collect();
    points.sort_by_key(|point| point.year);
    points
}

/// Where the way begins: at the baseline, 0 where nothing had begun; a total over the period at 0 in the year before it.
fn start(indicator_text: &IndicatorText<'_>) -> Option<(i32, Share)> {
    let plan = indicator_text.record.plan();
    let year = match indicator_text.record.indicator.kind {
        Kind::Sum => indicator_text.edition.strategy.period.map(|period| period.first - 1),
        _ => plan.baseline.map(|baseline| baseline.year.number),
    };
    Some((year?, indicator_text.record.figures.baseline?))
}

fn baseline(indicator_text: &IndicatorText<'_>) -> Option<YearMark> {
    let (year, value) = start(indicator_text)?;
    let words = &indicator_text.context.words.chart;
    let label = match (indicator_text.record.indicator.kind, indicator_text.record.plan().baseline) {
        (Kind::Sum, _) | (_, None) => words.start.clone(),
        (_, Some(baseline)) => plain_label(&words.baseline, &indicator_text.short(baseline.reading, baseline.bound)),
    };
    Some(YearMark { year, value: indicator_text.amounts.position(value), label })
}

/// A label's word with a figure in place of its year: "基準 20万人".
fn plain_label(template: &str, value: &str) -> String {
    fill(template, &[("year", value)])
}

/// What was to be expected by now; `None` where it is the target itself, which has its own mark.
fn expected(indicator_text: &IndicatorText<'_>) -> Option<YearMark> {
    let value = indicator_text.record.figures.expected?.value();
    let year = indicator_text.record.result.as_ref()?.year.number;
    if indicator_text.record.plan().target.is_some_and(|target| target.year.number == year)
        && Some(value) == indicator_text.record.figures.target
    {
        return None;
    }
    let label = fill(
        &indicator_text.context.words.chart.part,
        &[("label", indicator_text.expected_mark_name()), ("value", &indicator_text.amounts.short(indicator_text.expected()?))],
    );
    Some(YearMark { year, value: indicator_text.amounts.position(value), label })
}

/// "＋12.8万人" between the result and the expected value.
fn difference(indicator_text: &IndicatorText<'_>) -> String {
    let lead = indicator_text.lead().filter(|lead| !lead.value.is_zero());
    lead.map(|lead| indicator_text.signed_difference(lead)).unwrap_or_default()
}

/// What the dashed line of the chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Path {
    None,
    /// The yearly targets of the plan.
    Scheduled,
    /// What the rule expects year by year.
    ByRule,
    /// Straight from baseline to target.
    Straight,
}

fn path_of(indicator_text: &IndicatorText<'_>) -> Path {
    let directed = matches!(indicator_text.record.indicator.direction, Some(Direction::Up | Direction::Down));
    if !indicator_text.record.plan().schedule.is_empty() {
        Path::Scheduled
    } else if !planned(indicator_text).is_empty() {
        Path::ByRule
    } else if directed && start(indicator_text).is_some() && indicator_text.record.figures.target.is_some() {
        Path::Straight
    } else {
        Path::None
    }
}

/// What the rule expects of the indicator in each year of the plan.
fn planned(indicator_text: &IndicatorText<'_>) -> Vec<(i32, Share)> {
    let Some(schedule) = &indicator_text.edition.rule.schedule else { return Vec::new() };
    progress::planned(&indicator_text.edition.subject(indicator_text.record), schedule)
}

/// The way that was planned, from where it begins.
fn path(indicator_text: &IndicatorText<'_>) -> Vec<(i32, f64)> {
    let plan = indicator_text.record.plan();
    let steps: Vec<(i32, Share)> = match path_of(indicator_text) {
        Path::None => Vec::new(),
        Path::Scheduled => plan.schedule.iter().map(|scheduled| (scheduled.year.number, scheduled.value.ratio())).collect(),
        Path::ByRule => planned(indicator_text),
        Path::Straight => plan.target.map(|target| target.year.number).zip(indicator_text.record.figures.target).into_iter().collect(),
    };
    let first = steps.first().map(|(year, _)| *year);
    let start = start(indicator_text).filter(|(year, _)| first.is_some_and(|first| *year < first));
    start.into_iter().chain(steps).map(|(year, value)| (year, indicator_text.amounts.position(value))).collect()
}

/// The legend of the chart in one sentence.
pub fn legend(indicator_text: &IndicatorText<'_>) -> String {
    let words = &indicator_text.context.words.chart;
    let band = matches!(indicator_text.record.indicator.direction, Some(Direction::Keep | Direction::Range));
    let legend = match path_of(indicator_text) {
        Path::None if band && indicator_text.record.plan().target.is_some() => &words.legend_band,
        Path::None => &words.legend_results,
        Path::Scheduled => &words.legend_schedule,
        Path::ByRule => &words.legend_rule,
        Path::Straight => &words.legend_path,
    };
    match history(indicator_text) {
        Some(_) => legend.clone() + &words.legend_history,
        None => legend.clone(),
    }
}

/// The target in force, after those that it replaced.
fn targets(indicator_text: &IndicatorText<'_>) -> Vec<Segment> {
    let indicator = &indicator_text.record.indicator;
    let revised = indicator.revisions.iter().filter_map(|revision| Some((revision.from, revision.target.as_ref()?)));
    let all: Vec<(Option<i32>, &Target)> =
        indicator.target.iter().map(|target| (None, target)).chain(revised.map(|(from, target)| (Some(from), target))).collect();
    let mut segments = Vec::new();
    for (index, (from, target)) in all.iter().enumerate() {
        let next = all.get(index + 1).and_then(|(from, _)| *from);
        segments.extend(segment(indicator_text, *from, next, target));
    }
    segments.extend(indicator_text.record.yearly_target.iter().filter_map(|target| segment(indicator_text, None, None, target)));
    segments
}

/// A target from the year of its revision to the year before the next revision; `None` for the step of a milestone.
fn segment(indicator_text: &IndicatorText<'_>, from: Option<i32>, next: Option<i32>, target: &Target) -> Option<Segment> {
    let place = |value: Share| indicator_text.amounts.position(value);
    let tolerance = indicator_text.record.indicator.tolerance.ratio();
    let goal = match (target.aim, indicator_text.record.indicator.direction) {
        (Aim::Value(value), Some(Direction::Keep)) => {
            chart::TargetLevel::Between(place(value.ratio() - tolerance), place(value.ratio() + tolerance))
        }
        (Aim::Value(value), _) => chart::TargetLevel::At(place(value.ratio())),
        (Aim::Range { min, max }, _) => chart::TargetLevel::Between(place(min.ratio()), place(max.ratio())),
        (Aim::Step(_), _) => return None,
    };
    let written = match target.aim {
        Aim::Value(value) if target.bound.is_none() && matches!(goal, chart::TargetLevel::At(_)) => indicator_text.amounts.short(value),
        Aim::Value(_) | Aim::Range { .. } | Aim::Step(_) => indicator_text.target(target),
    };
    let label = plain_label(indicator_text.target_mark(), &written);
    let whole = matches!(goal, chart::TargetLevel::Between(_, _)) || next.is_some();
    let start = if whole { indicator_text.edition.strategy.period.map(|period| period.first) } else { None };
    let (from, to) = (from.or(start).unwrap_or(target.year.number), next.map_or(target.year.number, |next| next - 1));
    let validity = if next.is_some() { Validity::Superseded } else { Validity::InForce };
    let from = if next.is_some() { from.min(to) } else { from };
    Some(Segment { from: from.min(to), to, goal, label, validity })
}

/// One label for each year from the oldest to the newest of everything shown.
fn years(indicator_text: &IndicatorText<'_>, points: &[YearValue], targets: &[Segment]) -> Vec<chart::AxisYear> {
    let plan = indicator_text.record.plan();
    let shown: Vec<i32> = points
        .iter()
        .map(|point| point.year)
        .chain(targets.iter().flat_map(|target| [target.from, target.to]))
        .chain(plan.baseline.map(|baseline| baseline.year.number))
        .chain(plan.target.map(|target| target.year.number))
        .chain(plan.schedule.iter().map(|scheduled| scheduled.year.number))
        .collect();
    let (Some(first), Some(last)) = (shown.iter().min().copied(), shown.iter().max().copied()) else { return Vec::new() };
    let calendar = indicator_text.record.result.as_ref().is_some_and(|result| result.year.calendar);
    let label = |number: i32| indicator_text.amounts.formatter.year_short(crate::model::Year { number, calendar });
    (first..=last).map(|year| chart::AxisYear { year, label: label(year) }).collect()
}

/// The status of the first year without a figure.
fn gap_note(indicator_text: &IndicatorText<'_>) -> String {
    let status = results(indicator_text).into_iter().find_map(|point| match point.reading {
        Reading::Missing(status) => Some(status),
        Reading::Value(_) | Reading::Step(_) => None,
    });
    status.map(|status| indicator_text.status(status).to_owned()).unwrap_or_default()
}

/// The beginnings of the plan periods, where the record reaches over several or back before the first.
fn periods(indicator_text: &IndicatorText<'_>, years: &[chart::AxisYear]) -> Vec<chart::PeriodLabel> {
    let edition = indicator_text.edition.year;
    let first = years.first().map_or(edition, |year| year.year);
    let reaches = |period: &crate::model::Period| period.first <= edition && period.last > first;
    let begins = |plan: PlanPeriod<'_>| {
        let period = plan.period.filter(reaches)?;
        Some(chart::PeriodLabel { from: period.first, label: indicator_text.context.plain(plan.title) })
    };
    let mut begun: Vec<chart::PeriodLabel> = plan_periods(indicator_text).into_values().filter_map(begins).collect();
    begun.sort_by_key(|period| period.from);
    if begun.len() > 1 || history(indicator_text).is_some() { begun } else { Vec::new() }
}

/// A strategy's title and period.
struct PlanPeriod<'a> {
    title: &'a Text,
    period: Option<Period>,
}

/// The strategies that have the indicator, by id: as the editions until this one know them, and as they are now where none reports on
/// them.
fn plan_periods<'a>(indicator_text: &IndicatorText<'a>) -> BTreeMap<&'a str, PlanPeriod<'a>> {
    let renderer = indicator_text.context.renderer;
    let id = indicator_text.record.indicator.id.as_str();
    let has_it = |strategy: &&Strategy| strategy.indicators().any(|indicator| indicator.id == id);
    let planned = renderer.project.strategies.iter().filter(has_it);
    let planned = planned.map(|strategy| (strategy.id.as_str(), PlanPeriod { title: &strategy.title, period: strategy.period }));
    let reported = renderer.results.editions(id).filter(|edition| edition.year <= indicator_text.edition.year);
    let reported = reported.map(|edition| &edition.strategy);
    let reported = reported.map(|strategy| (strategy.id.as_str(), PlanPeriod { title: &strategy.title, period: strategy.period }));
    planned.chain(reported).collect()
}

/// The record in small; `None` with fewer than three years, where a line says nothing.
pub fn sparkline(indicator_text: &IndicatorText<'_>) -> Option<String> {
    let points: Vec<chart::SparkPoint> = known(indicator_text)
        .into_iter()
        .map(|point| chart::SparkPoint { year: point.year, value: point.value, certainty: point.certainty })
        .collect();
    let target = indicator_text.record.plan().target.and_then(Target::value).map(|value| indicator_text.amounts.position(value.ratio()));
    let enough = points.iter().filter(|point| point.value.is_some()).count() >= 3;
    enough.then(|| chart::sparkline(&chart::Sparkline { tone: indicator_text.tone(), axis: axis(indicator_text), points, target }))
}
