//! The charts of the grades of an edition: tiles, sums, and the years of the plan.

use super::context::PageContext;
use super::grade::{chart_tone, tone_of};
use super::html::Html;
use super::indicator::name;
use super::words::fill;
use crate::chart;
use crate::record::{EditionRecord, GoalRecord, IndicatorRecord};
use serde::Serialize;

/// The indicators of a goal in the order of the grades, those without a grade last.
fn by_grade<'a>(edition: &EditionRecord, goal: &'a GoalRecord) -> Vec<&'a IndicatorRecord> {
    let mut sorted: Vec<&IndicatorRecord> = goal.indicators.iter().collect();
    sorted.sort_by_key(|record| edition.position(record).unwrap_or(edition.rule.grades.len()));
    sorted
}

/// The row of tiles of a goal; `None` without grades.
pub fn tally(context: &PageContext<'_>, edition: &EditionRecord, goal: &GoalRecord) -> Option<String> {
    let tile = |record: &IndicatorRecord| chart::Tile {
        tone: tone_of(edition, record),
        symbol: edition.grade(record).map_or_else(|| context.words.indicator.none.clone(), |grade| grade.symbol.clone()),
        name: name(context, &record.indicator),
    };
    edition.is_graded().then(|| chart::tally(&chart::Tally { tiles: by_grade(edition, goal).into_iter().map(tile).collect() }))
}

/// A chart with its title.
#[derive(Debug, Serialize)]
pub struct TitledChart {
    pub title: String,
    pub chart: Html,
}

/// Grades and time: one tile for each indicator of the edition; `None` without grades.
pub fn grades(context: &PageContext<'_>, edition: &EditionRecord) -> Option<TitledChart> {
    if !edition.is_graded() {
        return None;
    }
    let groups = groups(context, edition);
    let time = time(context, edition);
    let time_title = time.as_ref().map(|time| time.title.clone()).unwrap_or_default();
    let counts = context.counts(edition, &edition.tally());
    let desc = fill(&context.words.chart.grades_desc, &[("counts", &counts), ("time", &time_title)]);
    let title = picture_title(context, edition);
    let frame = chart::ChartFrame { id: "grades".to_owned(), lang: context.language.tag(), title: title.clone(), desc };
    let chart = chart::grades(&chart::Grades { frame, braces: braces(context, &groups), groups, time });
    Some(TitledChart { title, chart: Html::finished(chart) })
}

/// One group for each grade that occurs, in the order of the rule; indicators that were not evaluated come last.
fn groups(context: &PageContext<'_>, edition: &EditionRecord) -> Vec<chart::GradeGroup> {
    let words = &context.words.indicator;
    let group = |grade: Option<usize>| {
        let of_rule = grade.map(|grade| &edition.rule.grades[grade]);
        let names: Vec<String> = edition
            .indicators()
            .filter(|record| edition.position(record) == grade)
            .map(|record| name(context, &record.indicator))
            .collect();
        chart::GradeGroup {
            tone: of_rule.map_or(chart::ChartTone::Unjudged, |grade| chart_tone(grade.tone)),
            symbol: of_rule.map_or_else(|| words.none.clone(), |grade| grade.symbol.clone()),
            label: of_rule.map_or_else(|| words.not_evaluated.clone(), |grade| context.plain(&grade.label)),
            count: names.len().to_string(),
            names,
        }
    };
    let grades = (0..edition.rule.grades.len()).map(Some).chain([None]);
    grades.map(group).filter(|group| !group.names.is_empty()).collect()
}

/// Sums over what is fine and over what needs a look, where they have more than one grade.
fn braces(context: &PageContext<'_>, groups: &[chart::GradeGroup]) -> Vec<chart::Brace> {
    let fine = |tone: chart::ChartTone| matches!(tone, chart::ChartTone::Good | chart::ChartTone::Fair);
    let judged = groups.iter().filter(|group| group.tone != chart::ChartTone::Unjudged).count();
    let split = groups[..judged].iter().take_while(|group| fine(group.tone)).count();
    let halves = [(0, split, chart::TargetOutcome::Met), (split, judged, chart::TargetOutcome::NotMet)];
    let brace = |(first, end, outcome): (usize, usize, chart::TargetOutcome)| {
        let part = groups.get(first..end).filter(|part| part.len() > 1)?;
        let labels: Vec<String> = part.iter().map(|group| context.in_sentence(&group.label)).collect();
        let count: usize = part.iter().map(|group| group.names.len()).sum();
        let text = fill(&context.words.chart.brace, &[("labels", &labels.join(&context.words.list.counts)), ("count", &count.to_string())]);
        Some(chart::Brace { first, last: end - 1, text, outcome })
    };
    halves.into_iter().filter_map(brace).collect()
}

/// The years of the plan, gone and to come.
fn time(context: &PageContext<'_>, edition: &EditionRecord) -> Option<chart::Time> {
    let period = edition.strategy.period?;
    let formatter = context.formatter(edition.notation());
    let years = (period.first..=period.last).map(|year| match year <= edition.year {
        true => chart::PlanYear::Past(formatter.fiscal_short(year)),
        false => chart::PlanYear::Future(formatter.fiscal_short(year)),
    });
    let gone = edition.year - period.first + 1;
    let title = fill(&context.words.home.time, &[("years", &period.years().to_string()), ("gone", &gone.to_string())]);
    Some(chart::Time { title, years: years.collect() })
}

/// "主な指標20件の評価と、計画の時間".
fn picture_title(context: &PageContext<'_>, edition: &EditionRecord) -> String {
    let all = edition.tally().all().to_string();
    fill(&context.words.home.picture, &[("all", &all), ("selection", &context.selection(edition))])
}
