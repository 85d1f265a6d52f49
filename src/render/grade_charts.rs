//! The pictures of the grades of an edition: tiles, the counts of the grades, and the years of the plan.

use super::context::PageContext;
use super::grade::{chart_tone, tone_of};
use super::html::Html;
use super::indicator::name;
use super::route::{ChartFile, PageAddress};
use super::words::fill;
use crate::chart;
use crate::model::Grade;
use crate::record::{EditionRecord, GoalRecord, IndicatorRecord};
use serde::Serialize;

/// Indicators in the order of their grades, those without a grade last.
fn by_grade<'a>(edition: &EditionRecord, indicators: impl Iterator<Item = &'a IndicatorRecord>) -> Vec<&'a IndicatorRecord> {
    let mut sorted: Vec<&IndicatorRecord> = indicators.collect();
    sorted.sort_by_key(|record| edition.position(record).unwrap_or(edition.rule.grades.len()));
    sorted
}

fn tiles<'a>(
    context: &PageContext<'_>,
    edition: &EditionRecord,
    indicators: impl Iterator<Item = &'a IndicatorRecord>,
) -> Vec<chart::Tile> {
    let tile = |record: &IndicatorRecord| chart::Tile {
        tone: tone_of(edition, record),
        symbol: symbol(context, edition.grade(record)),
        name: name(context, &record.indicator),
    };
    by_grade(edition, indicators).into_iter().map(tile).collect()
}

fn symbol(context: &PageContext<'_>, grade: Option<&Grade>) -> String {
    grade.map_or_else(|| context.words.indicator.none.clone(), |grade| grade.symbol.clone())
}

/// A tile with the symbol of a grade.
pub fn tile(tone: chart::ChartTone, symbol: String) -> Html {
    Html::finished(chart::tally(&chart::Tally { tiles: vec![chart::Tile { tone, symbol, name: String::new() }] }))
}

/// The row of tiles of a goal; `None` without grades.
pub fn tally(context: &PageContext<'_>, edition: &EditionRecord, goal: &GoalRecord) -> Option<String> {
    edition.is_graded().then(|| chart::tally(&chart::Tally { tiles: tiles(context, edition, goal.indicators.iter()) }))
}

/// The grades of an edition: a strip with a tile for each indicator, and the count of each grade.
#[derive(Debug, Serialize)]
pub struct GradePicture {
    pub title: String,
    pub strip: Html,
    /// The grades that some indicator has.
    pub grades: Vec<GradeCount>,
}

/// A grade, or that there is none, with its indicators.
#[derive(Debug, Serialize)]
pub struct GradeCount {
    /// A tile with the grade's symbol.
    pub tile: Html,
    pub label: Html,
    pub count: usize,
    /// Its indicators in the table of all.
    pub href: String,
    /// Where its list begins in that table.
    pub anchor: String,
    /// Place of the grade in the rule; empty for what has no grade.
    pub position: String,
}

/// The strip and the grades of an edition; `None` without grades.
pub fn grades(context: &PageContext<'_>, edition: &EditionRecord) -> Option<GradePicture> {
    edition.is_graded().then(|| GradePicture {
        title: picture_title(context, edition),
        strip: Html::finished(chart::strip(&chart::Strip { tiles: tiles(context, edition, edition.indicators()) })),
        grades: counts(context, edition).into_iter().filter(|grade| grade.count > 0).collect(),
    })
}

/// Every grade of the rule in its order; what has no grade comes last.
pub fn counts(context: &PageContext<'_>, edition: &EditionRecord) -> Vec<GradeCount> {
    let tally = edition.tally();
    let words = &context.words.indicator;
    let table = PageAddress::Indicators(edition.year);
    // The table has had parts since there are boards: an edition that was sealed before has neither.
    let has_parts = context.chart_href(ChartFile::Board(edition.year)).is_some();
    let count = |(position, count): (Option<usize>, usize)| {
        let grade = position.map(|position| &edition.rule.grades[position]);
        let tone = grade.map_or(chart::ChartTone::Unjudged, |grade| chart_tone(grade.tone));
        let anchor = grade.map_or_else(|| NOT_EVALUATED.to_owned(), |grade| grade.id.to_string());
        GradeCount {
            tile: tile(tone, symbol(context, grade)),
            label: grade.map_or_else(|| context.html(&words.not_evaluated), |grade| context.text(&grade.label)),
            count,
            href: if has_parts { context.href_part(table.clone(), &anchor) } else { context.href(table.clone()) },
            anchor,
            position: position.map(|position| position.to_string()).unwrap_or_default(),
        }
    };
    let by_grade = tally.by_grade.iter().enumerate().map(|(position, count)| (Some(position), *count));
    by_grade.chain([(None, tally.not_evaluated)]).map(count).collect()
}

/// Where the indicators without a grade begin in the table of all indicators.
const NOT_EVALUATED: &str = "not-evaluated";

/// How much of the plan is gone.
#[derive(Debug, Serialize)]
pub struct PlanTime {
    pub title: String,
    pub years: Vec<PlanYear>,
}

/// A year of the plan.
#[derive(Debug, Serialize)]
pub struct PlanYear {
    pub label: String,
    pub is_past: bool,
}

/// The years of the plan, gone and to come; `None` where the plan has no period.
pub fn time(context: &PageContext<'_>, edition: &EditionRecord) -> Option<PlanTime> {
    let period = edition.strategy.period?;
    let formatter = context.formatter(edition.notation());
    let gone = edition.year - period.first + 1;
    let year = |year: i32| PlanYear { label: formatter.fiscal_short(year), is_past: year <= edition.year };
    Some(PlanTime {
        title: fill(&context.words.home.time, &[("years", &period.years().to_string()), ("gone", &gone.to_string())]),
        years: (period.first..=period.last).map(year).collect(),
    })
}

/// "主な指標20件の評価".
fn picture_title(context: &PageContext<'_>, edition: &EditionRecord) -> String {
    let all = edition.tally().all().to_string();
    fill(&context.words.home.picture, &[("all", &all), ("selection", &context.selection(edition))])
}
