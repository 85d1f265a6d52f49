//! The trajectory of an indicator: what an edition knows of all years up to its own, and the way to the target.

use super::indicator::{Speaker, typed};
use super::number::computed;
use super::words::fill;
use crate::chart::{self, Point, Segment, Trajectory, Validity, YearMark};
use crate::evaluate::progress::Share;
use crate::evaluate::{SeriesPoint, series};
use crate::model::{Aim, Direction, Kind, Observation, Reading, Target};

/// The chart's input.
pub fn input(speaker: &Speaker<'_>) -> Trajectory {
    let points = known(speaker);
    let baseline = baseline(speaker);
    let targets = targets(speaker);
    let expected = expected(speaker);
    let years = years(speaker, &points, &targets);
    let has_gap = points.iter().any(|point| point.value.is_none());
    Trajectory {
        frame: speaker.titled_frame("t", &speaker.scene.words.chart.trajectory_title),
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
        periods: periods(speaker),
    }
}

/// Rank 1 is at the top.
pub fn axis(speaker: &Speaker<'_>) -> chart::Axis {
    match speaker.assessment.indicator.kind {
        Kind::Rank => chart::Axis::Inverted,
        _ => chart::Axis::Rising,
    }
}

/// The results that the edition knows of.
pub fn results(speaker: &Speaker<'_>) -> Vec<SeriesPoint> {
    series(speaker.scene.renderer.project, &speaker.assessment.indicator.id, speaker.evaluation.edition.year)
}

fn known(speaker: &Speaker<'_>) -> Vec<Point> {
    let results = results(speaker);
    let last = results.iter().rposition(|point| matches!(point.reading, Reading::Value(_)));
    let point = |(index, point): (usize, &SeriesPoint)| {
        let value = match point.reading {
            Reading::Value(value) => Some(speaker.amounts.position(value.ratio())),
            Reading::Step(_) | Reading::Missing(_) => None,
        };
        let label = match point.reading {
            Reading::Value(value) if Some(index) == last => {
                fill(&speaker.scene.words.chart.actual, &[("value", &speaker.amounts.short(value))])
            }
            _ => String::new(),
        };
        let certainty = if point.certainty.is_some() { chart::Certainty::Provisional } else { chart::Certainty::Final };
        Point { year: point.year.number, value, certainty, label }
    };
    let first = speaker.assessment.plan.baseline.filter(|baseline| !results.iter().any(|point| point.year.number <= baseline.year.number));
    let start = first.and_then(|baseline| from_baseline(speaker, baseline));
    start.into_iter().chain(results.iter().enumerate().map(point)).collect()
}

/// The record begins at the baseline, where that is a figure and no older result is known.
fn from_baseline(speaker: &Speaker<'_>, baseline: &Observation) -> Option<Point> {
    let value = baseline_value(speaker)?;
    let position = Some(speaker.amounts.position(value));
    Some(Point { year: baseline.year.number, value: position, certainty: chart::Certainty::Final, label: String::new() })
}

/// The printed baseline as a number; 0 where nothing had begun.
fn baseline_value(speaker: &Speaker<'_>) -> Option<Share> {
    match speaker.assessment.plan.baseline.and_then(Observation::value) {
        Some(value) => Some(value.ratio()),
        None => speaker.assessment.figures.baseline,
    }
}

fn baseline(speaker: &Speaker<'_>) -> Option<YearMark> {
    let baseline = speaker.assessment.plan.baseline?;
    let value = baseline_value(speaker)?;
    let written = match baseline.reading {
        Reading::Value(value) => speaker.amounts.short(value),
        reading => speaker.reading(reading),
    };
    Some(YearMark {
        year: baseline.year.number,
        value: speaker.amounts.position(value),
        label: plain_label(&speaker.scene.words.chart.baseline, &written),
    })
}

/// A label's word with a figure in place of its year: "基準 20万人".
fn plain_label(template: &str, value: &str) -> String {
    fill(template, &[("year", value)])
}

fn expected(speaker: &Speaker<'_>) -> Option<YearMark> {
    let value = speaker.assessment.figures.expected?.value();
    let year = speaker.assessment.outcome?.observation.year.number;
    let label =
        fill(&speaker.scene.words.chart.part, &[("label", &speaker.scene.words.chart.expected), ("value", &speaker.computed_short(value))]);
    Some(YearMark { year, value: speaker.amounts.position(value), label })
}

/// "＋12.8万人" between the result and the expected value.
fn difference(speaker: &Speaker<'_>) -> String {
    let figures = &speaker.assessment.figures;
    let (Some(actual), Some(expected)) = (figures.actual, figures.expected) else { return String::new() };
    let distance = actual - expected.value();
    let written = speaker.amounts.short(computed(distance, typed(speaker.assessment)));
    if distance > Share::from_integer(0) { format!("+{written}") } else { written }
}

/// The yearly targets, else the straight way from baseline to target.
fn path(speaker: &Speaker<'_>) -> Vec<(i32, f64)> {
    let plan = speaker.assessment.plan;
    let place = |value: Share| speaker.amounts.position(value);
    if !plan.schedule.is_empty() {
        return plan.schedule.iter().map(|scheduled| (scheduled.year.number, place(scheduled.value.ratio()))).collect();
    }
    let directed = matches!(speaker.assessment.indicator.direction, Some(Direction::Up | Direction::Down));
    let ends = plan.baseline.zip(baseline_value(speaker)).zip(plan.target.zip(plan.target.and_then(Target::value)));
    match ends {
        Some(((baseline, from), (target, to))) if directed && target.year > baseline.year => {
            vec![(baseline.year.number, place(from)), (target.year.number, place(to.ratio()))]
        }
        _ => Vec::new(),
    }
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
        Aim::Value(value) => speaker.amounts.short(value),
        Aim::Range { .. } | Aim::Step(_) => speaker.target(target),
    };
    let label = plain_label(&speaker.scene.words.chart.target, &written);
    let whole = matches!(goal, chart::Goal::Between(_, _));
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
fn periods(speaker: &Speaker<'_>) -> Vec<chart::Period> {
    let project = speaker.scene.renderer.project;
    let edition = speaker.evaluation.edition.year;
    let id = &speaker.assessment.indicator.id;
    let with_it = project.strategies.iter().filter(|strategy| strategy.indicators().any(|indicator| indicator.id == *id));
    let begun: Vec<chart::Period> = with_it
        .filter_map(|strategy| Some((strategy, strategy.period.filter(|period| period.first <= edition)?)))
        .map(|(strategy, period)| chart::Period { from: period.first, label: speaker.scene.plain(&strategy.title) })
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
