//! One indicator of an edition: trajectory, values, and how its grade was found.

use super::goal_card::goal_label;
use crate::evaluate::progress::Expected;
use crate::model::{NextRelease, Observation, Plan, Published, Reading, Revision, RuleFlag, Scheduled, Target, Text, Year};
use crate::record::{EditionRecord, GoalRecord, MeasureRecord, Restatement, SeriesPoint};
use crate::render::Html;
use crate::render::bullet::BulletLabels;
use crate::render::calculation::CalculationStep;
use crate::render::context::PageContext;
use crate::render::corrections::{self, CorrectionView};
use crate::render::criteria::RuleView;
use crate::render::frame::{Frame, PageHead, colour};
use crate::render::grade::{GradeView, rated_by};
use crate::render::help::{Help, help};
use crate::render::indicator::IndicatorText;
use crate::render::route::{Address, ChartFile, PageAddress};
use crate::render::trajectory::{self, results};
use crate::render::words::fill;
use crate::render::year_line::YearLine;
use serde::Serialize;

/// Struct of `indicator.html`.
#[derive(Debug, Serialize)]
pub struct IndicatorView {
    pub frame: Frame,
    pub eyebrow: String,
    pub name: Html,
    pub grade: Option<GradeView>,
    pub line: YearLine,
    pub value_label: String,
    pub summary: Html,
    pub bullet: Html,
    pub trajectory: Option<Html>,
    pub help: Help,
    /// What the lines of the trajectory are.
    pub trajectory_legend: String,
    pub download_href: String,
    /// The indicator through all editions.
    pub series_href: String,
    pub values: Vec<ValueRow>,
    pub calculation: Vec<CalculationStep>,
    pub calculation_notes: Vec<String>,
    pub rule: RuleView,
    /// "評価の計算"; without grades "数値の計算".
    pub working_title: String,
    pub conclusion: Option<Html>,
    pub stated: Option<Html>,
    /// Who found the grade.
    pub rated_by: String,
    pub corrections: Vec<CorrectionView>,
    pub revisions: Vec<RevisionView>,
    pub facts: Vec<Fact>,
}

/// A value of one year.
#[derive(Debug, Serialize)]
pub struct ValueRow {
    pub year: String,
    pub kind: String,
    pub value: Html,
    pub note: Option<Html>,
    pub now: bool,
}

/// A change of the plan.
#[derive(Debug, Serialize)]
pub struct RevisionView {
    pub from: String,
    pub change: Html,
    pub reason: Option<Html>,
}

#[derive(Debug, Serialize)]
pub struct Fact {
    pub label: String,
    pub text: Html,
    pub href: Option<String>,
}

/// Makes the view; `None` where the edition has no such indicator.
pub fn view(context: &PageContext<'_>, edition: &EditionRecord, id: &str) -> Option<IndicatorView> {
    let record = edition.indicator(id)?;
    let indicator_text = IndicatorText::new(context, edition, record);
    let goal = edition.goal_of(id)?;
    let role = context.words.closed.of(record.indicator.role);
    let observed = record.result.as_ref();
    let summary = indicator_text.summary();
    let trajectory = indicator_text.trajectory();
    let words = &context.words.calculation;
    let working_title = if edition.rule.off || record.by_hand.is_some() { &words.heading_no_grades } else { &words.heading };
    Some(IndicatorView {
        frame: context.frame(head(&indicator_text, goal, &summary)),
        help: help(context, edition),
        eyebrow: format!(
            "{}{}{role}",
            goal_label(context, goal.number),
            if context.language == crate::model::Language::Ja { "・" } else { ", " }
        ),
        name: indicator_text.name_html(),
        grade: indicator_text.grade(),
        line: indicator_text.year_line(),
        value_label: observed.map(|observed| indicator_text.result_of(observed)).unwrap_or_default(),
        summary: context.sentence(&summary),
        bullet: Html::finished(indicator_text.bullet(if trajectory.is_some() { BulletLabels::Names } else { BulletLabels::Values })),
        trajectory: trajectory.map(Html::finished),
        trajectory_legend: trajectory::legend(&indicator_text),
        download_href: context.links.to(&Address::Chart(context.language, ChartFile::Indicator(edition.year, id.to_owned()))),
        series_href: context.href(PageAddress::Series(id.to_owned())),
        values: values(&indicator_text),
        calculation: indicator_text.calculation(),
        calculation_notes: indicator_text.calculation_notes(),
        rule: indicator_text.rule(),
        working_title: working_title.clone(),
        conclusion: indicator_text.conclusion(),
        stated: indicator_text.stated(),
        rated_by: rated_by(context, edition, [record]),
        corrections: corrections::of_indicators(context, edition, [record]),
        revisions: revisions(&indicator_text),
        facts: facts(&indicator_text, goal),
    })
}

fn head(indicator_text: &IndicatorText<'_>, goal: &GoalRecord, summary: &str) -> PageHead {
    let context = indicator_text.context;
    let year = indicator_text.edition.year;
    let name = indicator_text.name();
    let description = fill(&context.words.indicator.description, &[("name", &name), ("summary", summary)]);
    let title = context.dated_title(&name, indicator_text.edition);
    let crumbs = vec![
        context.crumb(PageAddress::Edition(year), &context.words.frame.edition),
        context.crumb(PageAddress::Goal(year, goal.number), &goal_label(context, goal.number)),
        context.here(indicator_text.name_html()),
    ];
    PageHead { title: Some(title), description, crumbs, colour: Some(colour(goal.number)) }
}

/// Every value by year: baseline, results of all editions so far, what was expected, targets.
fn values(indicator_text: &IndicatorText<'_>) -> Vec<ValueRow> {
    let words = &indicator_text.context.words.indicator;
    let plan = indicator_text.record.plan();
    let mut rows: Vec<(Year, u8, ValueRow)> = Vec::new();
    let row = |year: Year, kind: &str, value: &str| ValueRow {
        year: indicator_text.amounts.formatter.year_both(year),
        kind: kind.to_owned(),
        value: indicator_text.context.html(value),
        note: None,
        now: false,
    };
    let note = |note: &Option<Text>| note.as_ref().map(|note| indicator_text.context.text(note));
    rows.extend(plan.baseline.map(|b| {
        (
            b.year,
            0,
            ValueRow {
                year: indicator_text.year_both(b.printed_year()),
                note: dated_note(indicator_text, b.as_of, b.note.as_ref()),
                ..row(b.year, &words.baseline, &indicator_text.observation(b))
            },
        )
    }));
    rows.extend(table_points(indicator_text).into_iter().map(|point| (point.year, 1, result_row(indicator_text, &point))));
    let is_computed = matches!(indicator_text.record.figures.expected, Some(Expected::ByRule(_) | Expected::Straight(_)));
    let expected = indicator_text.expected().filter(|_| is_computed).zip(indicator_text.record.result.as_ref());
    let on_schedule = |expected, year| row(year, &words.expected, &indicator_text.amounts.amount(expected));
    rows.extend(expected.map(|(expected, result)| (result.year, 2, on_schedule(expected, result.year))));
    rows.extend(plan.schedule.iter().map(|s| (s.year, 3, row(s.year, &words.scheduled, &indicator_text.reading(Reading::Value(s.value))))));
    rows.extend(plan.target.filter(|_| indicator_text.record.yearly_target.is_none()).map(|t| {
        (
            t.year,
            4,
            ValueRow {
                year: indicator_text.year_both(t.printed_year()),
                note: note(&t.note),
                ..row(t.year, &words.target, &indicator_text.target(t))
            },
        )
    }));
    rows.sort_by_key(|(year, order, _)| (year.number, *order));
    rows.into_iter().map(|(_, _, row)| row).collect()
}

/// The points of the trajectory, and all history: what cannot be compared in a chart can still be read.
fn table_points<'a>(indicator_text: &IndicatorText<'a>) -> Vec<SeriesPoint<'a>> {
    let shown = results(indicator_text);
    let all = indicator_text.context.renderer.results.series(&indicator_text.record.indicator.id, indicator_text.edition.year);
    all.into_iter().filter(|point| point.historical().is_some() || shown.contains(point)).collect()
}

/// What a figure of a series is: a result, or history from before the plan or from before its first edition.
pub fn point_kind<'a>(indicator_text: &IndicatorText<'a>, point: &SeriesPoint<'_>) -> &'a str {
    let words = &indicator_text.context.words.indicator;
    match point.historical() {
        None => &words.actual,
        Some(_) if trajectory::is_before_plan(indicator_text, point) => &words.history,
        Some(_) => &words.history_of_plan,
    }
}

fn result_row(indicator_text: &IndicatorText<'_>, point: &SeriesPoint<'_>) -> ValueRow {
    ValueRow {
        year: indicator_text.year_both(point.printed_year()),
        kind: point_kind(indicator_text, point).to_owned(),
        value: indicator_text.context.html(&point_value(indicator_text, point)),
        note: notes(indicator_text, point),
        now: indicator_text.record.result.as_ref().is_some_and(|result| result.year == point.year),
    }
}

/// A figure of a series; beside a pending one that of a part of the year.
pub fn point_value(indicator_text: &IndicatorText<'_>, point: &SeriesPoint<'_>) -> String {
    let own = indicator_text.record.result.as_ref().filter(|result| result.year == point.year && result.reading == point.reading);
    own.map_or_else(|| indicator_text.figure(point.reading, point.bound), |own| indicator_text.observation(own))
}

/// The day to which a figure belongs, and the note beside it.
fn dated_note(indicator_text: &IndicatorText<'_>, as_of: Option<Published>, note: Option<&Text>) -> Option<Html> {
    let context = indicator_text.context;
    let day = as_of.map(|day| context.html(&indicator_text.as_of(day)));
    let notes: Vec<String> = day.into_iter().chain(note.map(|note| context.text(note))).map(|html| html.as_str().to_owned()).collect();
    (!notes.is_empty()).then(|| Html::finished(notes.join("<br>")))
}

/// The remarks on a figure: to which day it belongs, that it is provisional, that it was restated and why, its note.
pub fn notes(indicator_text: &IndicatorText<'_>, point: &SeriesPoint<'_>) -> Option<Html> {
    let context = indicator_text.context;
    let restated = point.restated.map(|restatement| restated(indicator_text, restatement));
    let day = point.as_of.map(|day| indicator_text.as_of(day));
    let remarks = day
        .into_iter()
        .chain(indicator_text.certainty(point.certainty))
        .chain(restated)
        .map(|note| context.html(&note).as_str().to_owned());
    let reason = point.restated.and_then(|restatement| restatement.reason);
    let texts = reason.into_iter().chain(point.note).map(|text| context.text(text).as_str().to_owned());
    let source = point.historical().and_then(|figure| figure.source.as_ref());
    let source = source.map(|source| fill(&context.words.indicator.sourced, &[("source", context.text(source).as_str())]));
    let notes: Vec<String> = remarks.chain(texts).chain(source).collect();
    (!notes.is_empty()).then(|| Html::finished(notes.join("<br>")))
}

/// "平成30年度報告で51,300冊から修正".
fn restated(indicator_text: &IndicatorText<'_>, restatement: Restatement<'_>) -> String {
    let words = &indicator_text.context.words.indicator;
    let year = indicator_text.amounts.formatter.fiscal_long(restatement.edition);
    match restatement.before {
        Some(before) => fill(&words.restated_from, &[("year", &year), ("before", &indicator_text.figure(before.reading, before.bound))]),
        None => fill(&words.restated, &[("year", &year)]),
    }
}

/// The revisions that the edition knows of, each with what it replaced.
pub fn revisions(indicator_text: &IndicatorText<'_>) -> Vec<RevisionView> {
    let context = indicator_text.context;
    let indicator = &indicator_text.record.indicator;
    let view = |revision: &Revision| RevisionView {
        from: fill(&context.words.indicator.revision, &[("year", &indicator_text.amounts.formatter.fiscal_long(revision.from))]),
        change: context.html(&revised(indicator_text, indicator.plan(revision.from - 1), revision).join(&context.words.list.separator)),
        reason: revision.reason.as_ref().map(|reason| context.text(reason)),
    };
    indicator.revisions.iter().map(view).collect()
}

/// "目標値 100万人 (R1) → 120万人 (R1)".
pub fn revised(indicator_text: &IndicatorText<'_>, before: Plan<'_>, revision: &Revision) -> Vec<String> {
    let words = &indicator_text.context.words;
    let baseline = |baseline: &Observation| indicator_text.dated(&indicator_text.observation(baseline), baseline.printed_year());
    let target = |target: &Target| indicator_text.dated(&indicator_text.target(target), target.printed_year());
    let change = |label: &str, before: Option<String>, after: String| {
        let change = match before {
            Some(before) => fill(&words.indicator.revised, &[("before", &before), ("after", &after)]),
            None => after,
        };
        format!("{label} {change}")
    };
    let parts = [
        revision.baseline.as_ref().map(|after| change(&words.indicator.baseline, before.baseline.map(baseline), baseline(after))),
        revision.target.as_ref().map(|after| change(&words.indicator.target, before.target.map(target), target(after))),
    ];
    let scheduled = revision.schedule.iter().flatten().filter(|after| !before.schedule.contains(after)).map(|after| {
        let value =
            |scheduled: &Scheduled| indicator_text.dated(&indicator_text.reading(Reading::Value(scheduled.value)), scheduled.year.into());
        let old = before.schedule.iter().find(|old| old.year == after.year).map(value);
        change(&words.indicator.scheduled, old, value(after))
    });
    parts.into_iter().flatten().chain(scheduled).collect()
}

fn facts(indicator_text: &IndicatorText<'_>, goal: &GoalRecord) -> Vec<Fact> {
    let context = indicator_text.context;
    let words = &context.words.indicator;
    let year = indicator_text.edition.year;
    let goal_fact = Fact {
        label: goal_label(context, goal.number),
        text: context.text(&goal.title),
        href: Some(context.href(PageAddress::Goal(year, goal.number))),
    };
    let measure = indicator_text.record.measure.and_then(|number| goal.measure(number));
    let measure_fact = measure.map(|measure: &MeasureRecord| Fact {
        label: words.measure.clone(),
        text: context.text(&measure.title),
        href: Some(context.href_part(PageAddress::Goal(year, goal.number), &format!("measure-{}", measure.number))),
    });
    let release = indicator_text.record.result.as_ref().and_then(|result| result.next_release.as_ref());
    let release_fact = release.map(|release| next_release(indicator_text, release));
    let facts = std::iter::once(goal_fact).chain(measure_fact).chain(answers(indicator_text)).chain(definition(indicator_text));
    facts.chain(release_fact).collect()
}

/// The division's answers to the questions of the rule.
fn answers(indicator_text: &IndicatorText<'_>) -> Vec<Fact> {
    let IndicatorText { context, edition, record, .. } = indicator_text;
    let given = edition.rule.flags.iter().filter_map(|flag| Some((flag, record.flags.get(&flag.id)?)));
    let fact = |(flag, answer): (&RuleFlag, &bool)| Fact {
        label: context.plain(&flag.label),
        text: context.html(if *answer { &context.words.indicator.answer_yes } else { &context.words.indicator.answer_no }),
        href: None,
    };
    given.map(fact).collect()
}

/// "令和9年3月（総務省統計局）".
fn next_release(indicator_text: &IndicatorText<'_>, release: &NextRelease) -> Fact {
    let (context, words) = (indicator_text.context, &indicator_text.context.words.indicator);
    let date = indicator_text.amounts.formatter.date(release.date);
    let text = match &release.by {
        Some(by) => fill(&words.next_release_by, &[("date", &date), ("by", &context.plain(by))]),
        None => date,
    };
    Fact { label: words.next_release.clone(), text: context.html(&text), href: None }
}

/// What the indicator counts, as far as the plan says it.
pub fn definition(indicator_text: &IndicatorText<'_>) -> Vec<Fact> {
    let words = &indicator_text.context.words.indicator;
    let indicator = &indicator_text.record.indicator;
    let kind = Fact { label: words.kind.clone(), text: indicator_text.context.html(&indicator_text.kind()), href: None };
    let texts = [
        (&words.group, &indicator.group),
        (&words.definition, &indicator.definition),
        (&words.owner, &indicator.owner),
        (&words.source, &indicator.source),
        (&words.note, &indicator.note),
    ];
    let given = |(label, text): (&String, &Option<Text>)| {
        text.as_ref().map(|text| Fact { label: label.clone(), text: indicator_text.context.text(text), href: None })
    };
    std::iter::once(kind).chain(texts.into_iter().filter_map(given)).collect()
}
