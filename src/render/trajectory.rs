//! The trajectory of an indicator: what an edition knows of all years up to its own, and the way to the target.

use super::indicator::Speaker;
use super::words::fill;
use crate::chart::{self, Point, Segment, Trajectory, Validity, YearMark};
use crate::evaluate::SeriesPoint;
use crate::evaluate::progress::{self, Share};
use crate::model::{Aim, Direction, Kind, Observation, Reading, Status, Target};

/// The chart's input.
pub fn input(speaker: &Speaker<'_>) -> Trajectory {
    let points = known(speaker);
    let baseline = baseline(speaker);
    let targets = targets(speaker);
    let expected = expected(speaker);
    let years = years(speaker, &points, &targets);
    let periods = periods(speaker, &years);
    let has_gap = points.iter().any(|point| point.value.is_none());
    Trajectory {
        frame: speaker.titled_frame("t", &speaker.context.words.chart.trajectory_title),
        tone: speaker.tone(),
        unit: speaker.amounts.axis_unit(),
        axis: axis(speaker),
        years,
        points,
        gap_note: if has_gap { gap_note(speaker) } else { String::new() },
        path: path(speaker),
        baseline,
        targets,
        difference: if expected.is_some() { difference(speaker) } else { String::new() },
        expected,
        periods,
    }
}

/// Rank 1 is at the top.
pub fn axis(speaker: &Speaker<'_>) -> chart::Axis {
    match speaker.assessment.indicator.kind {
        Kind::Rank => chart::Axis::Inverted,
        _ => chart::Axis::Rising,
    }
}

/// The results that the edition knows of, as far back as they can be compared: a total or an average over a period has
/// none of other periods, and what had not begun by the baseline has none before it.
pub fn results<'a>(speaker: &Speaker<'a>) -> Vec<SeriesPoint<'a>> {
    let indicator = speaker.assessment.indicator;
    let not_begun = speaker.assessment.plan.baseline.filter(|baseline| baseline.reading == Reading::Missing(Status::NotStarted));
    let first = match indicator.kind {
        Kind::Sum | Kind::Average => speaker.evaluation.strategy.period.map(|period| period.first),
        Kind::Cumulative => not_begun.map(|baseline| baseline.year.number + 1),
        Kind::Level | Kind::Annual | Kind::Rank | Kind::Milestone => None,
    };
    let mut points = speaker.context.renderer.results.series(&indicator.id, speaker.evaluation.edition.year);
    points.retain(|point| first.is_none_or(|first| point.year.number >= first));
    points
}

fn known(speaker: &Speaker<'_>) -> Vec<Point> {
    let results = results(speaker);
    let last = results.iter().rposition(|point| matches!(point.reading, Reading::Value(_)));
    let point = |(index, point): (usize, &SeriesPoint<'_>)| {
        let value = match point.reading {
            Reading::Value(value) => Some(speaker.amounts.position(value.ratio())),
            Reading::Missing(Status::NotStarted) if speaker.assessment.indicator.starts_from_zero() => Some(0.0),
            Reading::Step(_) | Reading::Missing(_) => None,
        };
        let label = match point.reading {
            Reading::Value(value) if Some(index) == last => {
                fill(&speaker.context.words.chart.actual, &[("value", &speaker.amounts.short(value))])
            }
            _ => String::new(),
        };
        let certainty = if point.certainty.is_some() { chart::Certainty::Provisional } else { chart::Certainty::Final };
        Point { year: point.year.number, value, certainty, label }
    };
    let start = start(speaker).filter(|(year, _)| !results.iter().any(|point| point.year.number <= *year));
    let start = start.map(|(year, value)| Point {
        year,
        value: Some(speaker.amounts.position(value)),
        certainty: chart::Certainty::Final,
        label: String::new(),
    });
    start.into_iter().chain(results.iter().enumerate().map(point)).collect()
}

/// Where the way begins: at the baseline, 0 where nothing had begun; a total over the period at 0 in the year before it.
fn start(speaker: &Speaker<'_>) -> Option<(i32, Share)> {
    let plan = speaker.assessment.plan;
    let year = match speaker.assessment.indicator.kind {
        Kind::Sum => speaker.evaluation.strategy.period.map(|period| period.first - 1),
        _ => plan.baseline.map(|baseline| baseline.year.number),
    };
    Some((year?, speaker.assessment.figures.baseline?))
}

fn baseline(speaker: &Speaker<'_>) -> Option<YearMark> {
    let (year, value) = start(speaker)?;
    let words = &speaker.context.words.chart;
    let label = match (speaker.assessment.indicator.kind, speaker.assessment.plan.baseline) {
        (Kind::Sum, _) | (_, None) => words.start.clone(),
        (_, Some(Observation { reading: Reading::Value(value), .. })) => plain_label(&words.baseline, &speaker.amounts.short(*value)),
        (_, Some(baseline)) => plain_label(&words.baseline, &speaker.reading(baseline.reading)),
    };
    Some(YearMark { year, value: speaker.amounts.position(value), label })
}

/// A label's word with a figure in place of its year: "基準 20万人".
fn plain_label(template: &str, value: &str) -> String {
    fill(template, &[("year", value)])
}

/// What was to be expected by now; `None` where it is the target itself, which has its own mark.
fn expected(speaker: &Speaker<'_>) -> Option<YearMark> {
    let value = speaker.assessment.figures.expected?.value();
    let year = speaker.assessment.outcome?.observation.year.number;
    if speaker.assessment.plan.target.is_some_and(|target| target.year.number == year) && Some(value) == speaker.assessment.figures.target {
        return None;
    }
    let label = fill(
        &speaker.context.words.chart.part,
        &[("label", &speaker.context.words.chart.expected), ("value", &speaker.computed_short(value))],
    );
    Some(YearMark { year, value: speaker.amounts.position(value), label })
}

/// "＋12.8万人" between the result and the expected value.
fn difference(speaker: &Speaker<'_>) -> String {
    let figures = &speaker.assessment.figures;
    let (Some(actual), Some(expected)) = (figures.actual, figures.expected) else { return String::new() };
    let distance = actual - expected.value();
    let written = speaker.difference(distance);
    if distance > Share::from_integer(0) { format!("+{written}") } else { written }
}

/// What the dashed line of a trajectory is.
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

fn path_of(speaker: &Speaker<'_>) -> Path {
    let directed = matches!(speaker.assessment.indicator.direction, Some(Direction::Up | Direction::Down));
    if !speaker.assessment.plan.schedule.is_empty() {
        Path::Scheduled
    } else if !planned(speaker).is_empty() {
        Path::ByRule
    } else if directed && start(speaker).is_some() && speaker.assessment.figures.target.is_some() {
        Path::Straight
    } else {
        Path::None
    }
}

/// What the rule expects of the indicator in each year of the plan.
fn planned(speaker: &Speaker<'_>) -> Vec<(i32, Share)> {
    let Some(schedule) = &speaker.evaluation.rule.schedule else { return Vec::new() };
    let assessment = speaker.assessment;
    let subject = progress::Subject {
        indicator: assessment.indicator,
        plan: assessment.plan,
        actual: assessment.outcome.map(|outcome| &outcome.observation),
        period: speaker.evaluation.strategy.period,
        edition: speaker.evaluation.edition.year,
    };
    progress::planned(&subject, schedule)
}

/// The way that was planned, from where it begins.
fn path(speaker: &Speaker<'_>) -> Vec<(i32, f64)> {
    let plan = speaker.assessment.plan;
    let steps: Vec<(i32, Share)> = match path_of(speaker) {
        Path::None => Vec::new(),
        Path::Scheduled => plan.schedule.iter().map(|scheduled| (scheduled.year.number, scheduled.value.ratio())).collect(),
        Path::ByRule => planned(speaker),
        Path::Straight => plan.target.map(|target| target.year.number).zip(speaker.assessment.figures.target).into_iter().collect(),
    };
    let first = steps.first().map(|(year, _)| *year);
    let start = start(speaker).filter(|(year, _)| first.is_some_and(|first| *year < first));
    start.into_iter().chain(steps).map(|(year, value)| (year, speaker.amounts.position(value))).collect()
}

/// The sentence over the chart: what its lines are.
pub fn says(speaker: &Speaker<'_>) -> String {
    let words = &speaker.context.words.chart;
    let band = matches!(speaker.assessment.indicator.direction, Some(Direction::Keep | Direction::Range));
    let said = match path_of(speaker) {
        Path::None if band && speaker.assessment.plan.target.is_some() => &words.says_band,
        Path::None => &words.says_results,
        Path::Scheduled => &words.says_schedule,
        Path::ByRule => &words.says_rule,
        Path::Straight => &words.says_path,
    };
    said.clone()
}

/// The target in force, after those that it replaced.
fn targets(speaker: &Speaker<'_>) -> Vec<Segment> {
    let indicator = speaker.assessment.indicator;
    let edition = speaker.evaluation.edition.year;
    let revised = indicator.revisions_until(edition).filter_map(|revision| Some((revision.from, revision.target.as_ref()?)));
    let all: Vec<(Option<i32>, &Target)> =
        indicator.target.iter().map(|target| (None, target)).chain(revised.map(|(from, target)| (Some(from), target))).collect();
    let mut segments = Vec::new();
    for (index, (from, target)) in all.iter().enumerate() {
        let next = all.get(index + 1).and_then(|(from, _)| *from);
        segments.extend(segment(speaker, (*from, next), target));
    }
    segments
}

fn segment(speaker: &Speaker<'_>, (from, next): (Option<i32>, Option<i32>), target: &Target) -> Option<Segment> {
    let place = |value: Share| speaker.amounts.position(value);
    let tolerance = speaker.assessment.indicator.tolerance.ratio();
    let goal = match (target.aim, speaker.assessment.indicator.direction) {
        (Aim::Value(value), Some(Direction::Keep)) => {
            chart::Goal::Between(place(value.ratio() - tolerance), place(value.ratio() + tolerance))
        }
        (Aim::Value(value), _) => chart::Goal::At(place(value.ratio())),
        (Aim::Range { min, max }, _) => chart::Goal::Between(place(min.ratio()), place(max.ratio())),
        (Aim::Step(_), _) => return None,
    };
    let written = match target.aim {
        Aim::Value(value) if target.bound.is_none() && matches!(goal, chart::Goal::At(_)) => speaker.amounts.short(value),
        Aim::Value(_) | Aim::Range { .. } | Aim::Step(_) => speaker.target(target),
    };
    let label = plain_label(&speaker.context.words.chart.target, &written);
    let whole = matches!(goal, chart::Goal::Between(_, _)) || next.is_some();
    let start = if whole { speaker.evaluation.strategy.period.map(|period| period.first) } else { None };
    let (from, to) = (from.or(start).unwrap_or(target.year.number), next.map_or(target.year.number, |next| next - 1));
    let validity = if next.is_some() { Validity::Superseded } else { Validity::InForce };
    let from = if next.is_some() { from.min(to) } else { from };
    Some(Segment { from: from.min(to), to, goal, label, validity })
}

/// One label for each year from the oldest to the newest of everything shown.
fn years(speaker: &Speaker<'_>, points: &[Point], targets: &[Segment]) -> Vec<chart::Year> {
    let plan = speaker.assessment.plan;
    let shown: Vec<i32> = points
        .iter()
        .map(|point| point.year)
        .chain(targets.iter().flat_map(|target| [target.from, target.to]))
        .chain(plan.baseline.map(|baseline| baseline.year.number))
        .chain(plan.target.map(|target| target.year.number))
        .chain(plan.schedule.iter().map(|scheduled| scheduled.year.number))
        .collect();
    let (Some(first), Some(last)) = (shown.iter().min().copied(), shown.iter().max().copied()) else { return Vec::new() };
    let calendar = speaker.assessment.outcome.is_some_and(|outcome| outcome.observation.year.calendar);
    let label = |number: i32| speaker.amounts.writer.year_short(crate::model::Year { number, calendar });
    (first..=last).map(|year| chart::Year { year, label: label(year) }).collect()
}

/// The status of the first year without a figure.
fn gap_note(speaker: &Speaker<'_>) -> String {
    let status = results(speaker).into_iter().find_map(|point| match point.reading {
        Reading::Missing(status) => Some(status),
        Reading::Value(_) | Reading::Step(_) => None,
    });
    status.map(|status| speaker.status(status).to_owned()).unwrap_or_default()
}

/// The beginnings of the plan periods, where the record reaches over several.
fn periods(speaker: &Speaker<'_>, years: &[chart::Year]) -> Vec<chart::Period> {
    let project = speaker.context.renderer.project;
    let edition = speaker.evaluation.edition.year;
    let id = &speaker.assessment.indicator.id;
    let first = years.first().map_or(edition, |year| year.year);
    let reaches = |period: &crate::model::Period| period.first <= edition && period.last > first;
    let begun: Vec<chart::Period> = project
        .strategies
        .iter()
        .filter_map(|strategy| Some((strategy, strategy.period.filter(reaches)?)))
        .filter(|(strategy, _)| strategy.indicators().any(|indicator| indicator.id == *id))
        .map(|(strategy, period)| chart::Period { from: period.first, label: speaker.context.plain(&strategy.title) })
        .collect();
    if begun.len() > 1 { begun } else { Vec::new() }
}

/// The record in small; `None` with fewer than three years, where a line says nothing.
pub fn sparkline(speaker: &Speaker<'_>) -> Option<String> {
    let points: Vec<chart::SparkPoint> = known(speaker)
        .into_iter()
        .map(|point| chart::SparkPoint { year: point.year, value: point.value, certainty: point.certainty })
        .collect();
    let target = speaker.assessment.plan.target.and_then(Target::value).map(|value| speaker.amounts.position(value.ratio()));
    let enough = points.iter().filter(|point| point.value.is_some()).count() >= 3;
    enough.then(|| chart::sparkline(&chart::Sparkline { tone: speaker.tone(), axis: axis(speaker), points, target }))
}
