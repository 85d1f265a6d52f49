//! The chart of an indicator over the years: results up to the year of its edition, and the path to the target.

use super::indicator::IndicatorText;
use super::words::fill;
use crate::chart::{self, Segment, Trajectory, Validity, YearMark, YearValue};
use crate::evaluate::progress::{self, Expected, Share};
use crate::model::{Aim, Direction, Kind, Period, Reading, Status, Target, Text};
use crate::record::SeriesPoint;
use std::collections::BTreeMap;

/// The chart's input.
pub fn input(indicator_text: &IndicatorText<'_>) -> Trajectory {
    let points = known(indicator_text);
    let baseline = baseline(indicator_text);
    let targets = targets(indicator_text);
    let expected = expected(indicator_text);
    let shown = shown_years(indicator_text, &points, &targets);
    let years = axis_years(indicator_text, &shown, &points, &targets);
    let periods = periods(indicator_text, &years);
    let history = history(indicator_text);
    Trajectory {
        frame: indicator_text.titled_frame("t", &indicator_text.context.words.chart.trajectory_title),
        tone: indicator_text.tone(),
        unit: indicator_text.amounts.axis_unit(),
        axis: axis(indicator_text),
        minus: indicator_text.amounts.formatter.minus,
        years,
        points,
        actual: indicator_text
            .record
            .result
            .as_ref()
            .filter(|_| indicator_text.record.figures.actual.is_some())
            .map(|result| result.year.number),
        path: path(indicator_text),
        baseline,
        targets,
        difference: if expected.is_some() { difference(indicator_text) } else { String::new() },
        expected,
        history,
        periods,
        earlier: Vec::new(),
        notes: Vec::new(),
    }
}

/// The chart's input for an indicator through all its strategies, the earlier ones newest first: with the way and the verdict of each,
/// and what is to be known of single years.
pub fn input_of_all(newest: &IndicatorText<'_>, earlier: &[&IndicatorText<'_>]) -> Trajectory {
    let mut input = input(newest);
    input.earlier = earlier.iter().rev().map(|text| earlier_plan(newest, text)).collect();
    input.notes = notes(newest);
    for note in &input.notes {
        let missing = input.points.iter_mut().filter(|point| point.year == note.year && point.value.is_none());
        missing.for_each(|point| point.label += &note.sign);
    }
    let marked = input.earlier.iter().flat_map(|plan| {
        let years = plan.path.iter().map(|(year, _)| *year).chain(plan.baseline.iter().map(|mark| mark.year));
        years.chain(plan.target.iter().map(|target| target.to))
    });
    let shown: Vec<i32> = marked.chain(shown_years(newest, &input.points, &input.targets)).collect();
    input.years = axis_years(newest, &shown, &input.points, &input.targets);
    input
}

/// The way of an earlier plan in the scale of the newest, with what became of its target.
fn earlier_plan(newest: &IndicatorText<'_>, text: &IndicatorText<'_>) -> chart::EarlierPlan {
    let scaled = IndicatorText { amounts: newest.amounts, ..*text };
    let mut target = targets(&scaled).pop();
    if let Some(target) = &mut target {
        target.label = with_verdict(&scaled, target);
    }
    chart::EarlierPlan { baseline: baseline(&scaled), path: path(&scaled), target }
}

/// "目標 300件：達成", once the year of the target has been reported.
fn with_verdict(text: &IndicatorText<'_>, target: &Segment) -> String {
    let words = &text.context.words.chart;
    let reported = text.record.result.as_ref().is_some_and(|result| result.year.number >= target.to);
    match text.record.figures.met {
        Some(true) => fill(&words.verdict, &[("target", &target.label), ("verdict", &words.met)]),
        Some(false) if reported => fill(&words.verdict, &[("target", &target.label), ("verdict", &words.not_met)]),
        Some(false) | None => target.label.clone(),
    }
}

/// What editions noted of single results, and corrections.
fn notes(text: &IndicatorText<'_>) -> Vec<chart::YearNote> {
    let noted: Vec<(SeriesPoint<'_>, String)> =
        results(text).into_iter().filter_map(|point| Some((point, text.context.plain(point.note?)))).collect();
    let note = |(index, (point, said)): (usize, &(SeriesPoint<'_>, String))| {
        let sign = fill(&text.context.words.chart.note_sign, &[("n", &(index + 1).to_string())]);
        let year = text.year_short(point.printed_year());
        let written = fill(&text.context.words.chart.note, &[("sign", &sign), ("year", &year), ("note", said)]);
        chart::YearNote { year: point.year.number, sign, text: written }
    };
    noted.iter().enumerate().map(note).collect()
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
        let label = point_label(indicator_text, point, value.is_some(), Some(index) == last);
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

/// "実績 39.6万人" at the edition's own result; its year beside the last value where the edition has no result; why a value is missing.
fn point_label(indicator_text: &IndicatorText<'_>, point: &SeriesPoint<'_>, has_place: bool, is_last: bool) -> String {
    let is_own = indicator_text.record.result.as_ref().is_some_and(|own| own.year == point.year);
    let has_result = indicator_text.record.figures.actual.is_some();
    let at_baseline = start(indicator_text).is_some_and(|(year, _)| year == point.year.number);
    let written = || indicator_text.short(point.reading, point.bound);
    match point.reading {
        Reading::Missing(_) if !has_place => written(),
        _ if has_place && is_own => fill(&indicator_text.context.words.chart.actual, &[("value", &written())]),
        _ if is_last && !has_result && !at_baseline => indicator_text.dated(&written(), point.printed_year()),
        Reading::Value(_) | Reading::Step(_) | Reading::Missing(_) => String::new(),
    }
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
        &indicator_text.context.words.chart.mark,
        &[("label", indicator_text.expected_mark_name()), ("value", &indicator_text.amounts.short(indicator_text.expected()?))],
    );
    Some(YearMark { year, value: indicator_text.amounts.position(value), label })
}

/// "＋12.8万人" between the result and the expected value.
fn difference(indicator_text: &IndicatorText<'_>) -> String {
    let lead = indicator_text.lead().filter(|lead| !lead.value.is_zero());
    lead.map(|lead| indicator_text.signed_difference(lead)).unwrap_or_default()
}

/// The way that was planned, from where it begins: what is expected of each year, by the function that the edition's own expected value
/// comes from.
fn path(indicator_text: &IndicatorText<'_>) -> Vec<(i32, f64)> {
    let expected = expected_path(indicator_text);
    let first = expected.first().map(|(year, _)| *year);
    let start = start(indicator_text).filter(|(year, _)| first.is_some_and(|first| *year < first));
    let whole: Vec<(i32, Share)> = start.into_iter().chain(expected.into_iter().map(|(year, expected)| (year, expected.value()))).collect();
    let bends = |index: usize| {
        let neighbours = index.checked_sub(1).and_then(|before| whole.get(before)).zip(whole.get(index + 1));
        neighbours.is_none_or(|(before, after)| {
            let rate = |from: &(i32, Share), to: &(i32, Share)| (to.1 - from.1) / Share::from(i128::from(to.0 - from.0));
            rate(before, &whole[index]) != rate(&whole[index], after)
        })
    };
    let corners = whole.iter().enumerate().filter(|(index, _)| bends(*index));
    corners.map(|(_, (year, value))| (*year, indicator_text.amounts.position(*value))).collect()
}

fn expected_path(indicator_text: &IndicatorText<'_>) -> Vec<(i32, Expected)> {
    progress::expected_path(&indicator_text.edition.subject(indicator_text.record), &indicator_text.edition.rule)
}

/// The legend of the chart in one sentence.
pub fn legend(indicator_text: &IndicatorText<'_>) -> String {
    let words = &indicator_text.context.words.chart;
    let band = matches!(indicator_text.record.indicator.direction, Some(Direction::Keep | Direction::Range));
    let path = expected_path(indicator_text);
    let has = |wanted: fn(&Expected) -> bool| path.iter().any(|(_, expected)| wanted(expected));
    let legend = if has(|expected| matches!(expected, Expected::Scheduled(_))) {
        &words.legend_schedule
    } else if has(|expected| matches!(expected, Expected::ByRule(_))) {
        &words.legend_rule
    } else if !path.is_empty() {
        &words.legend_path
    } else if band && indicator_text.record.plan().target.is_some() {
        &words.legend_band
    } else {
        &words.legend_results
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

/// The years of everything shown.
fn shown_years(indicator_text: &IndicatorText<'_>, points: &[YearValue], targets: &[Segment]) -> Vec<i32> {
    let plan = indicator_text.record.plan();
    points
        .iter()
        .map(|point| point.year)
        .chain(targets.iter().flat_map(|target| [target.from, target.to]))
        .chain(plan.baseline.map(|baseline| baseline.year.number))
        .chain(plan.target.map(|target| target.year.number))
        .chain(expected_path(indicator_text).iter().map(|(year, _)| *year))
        .collect()
}

/// One label for each year from the oldest to the newest of those shown; that of the newest value, of the baseline and of the target is
/// always there.
fn axis_years(indicator_text: &IndicatorText<'_>, shown: &[i32], points: &[YearValue], targets: &[Segment]) -> Vec<chart::AxisYear> {
    let (Some(first), Some(last)) = (shown.iter().min().copied(), shown.iter().max().copied()) else { return Vec::new() };
    let result = indicator_text.record.result.as_ref();
    let calendar = result.is_some_and(|result| result.year.calendar);
    let label = |number: i32| indicator_text.amounts.formatter.year_short(crate::model::Year { number, calendar });
    let newest = points.iter().map(|point| point.year).max();
    let baseline = indicator_text.record.plan().baseline.map(|baseline| baseline.year.number);
    let needed = [newest, result.map(|result| result.year.number), baseline, targets.last().map(|target| target.to)];
    let weight = |year| if needed.contains(&Some(year)) { chart::Weight::Needed } else { chart::Weight::Extra };
    (first..=last).map(|year| chart::AxisYear { year, label: label(year), weight: weight(year) }).collect()
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
    let planned = renderer.planned.get(id).into_iter().flatten();
    let planned = planned.map(|strategy| (strategy.id.as_str(), PlanPeriod { title: &strategy.title, period: strategy.period }));
    let reported = renderer.results.editions(id).filter(|edition| edition.year <= indicator_text.edition.year);
    let reported = reported.map(|edition| &edition.strategy);
    let reported = reported.map(|strategy| (strategy.id.as_str(), PlanPeriod { title: &strategy.title, period: strategy.period }));
    planned.chain(reported).collect()
}

/// The record in small as a picture; `None` where there are no two figures to compare.
pub fn sparkline(indicator_text: &IndicatorText<'_>) -> Option<String> {
    small_record(indicator_text).map(|record| chart::sparkline(&record))
}

/// The record in small; `None` where there are no two figures to compare.
pub fn small_record(indicator_text: &IndicatorText<'_>) -> Option<chart::Sparkline> {
    let points: Vec<chart::SparkPoint> = known(indicator_text)
        .into_iter()
        .map(|point| chart::SparkPoint { year: point.year, value: point.value, certainty: point.certainty })
        .collect();
    let target = indicator_text.record.plan().target.and_then(Target::value).map(|value| indicator_text.amounts.position(value.ratio()));
    let enough = points.iter().filter(|point| point.value.is_some()).count() >= 2;
    enough.then(|| chart::Sparkline { tone: indicator_text.tone(), axis: axis(indicator_text), points, target })
}
