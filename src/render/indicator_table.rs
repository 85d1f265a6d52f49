//! The table of indicators: a row for each, grouped by goal.

use super::context::PageContext;
use super::frame::colour;
use super::grade::GradeView;
use super::html::Html;
use super::indicator::IndicatorText;
use super::route::PageAddress;
use super::words::fill;
use crate::model::{Certainty, Role, Year};
use crate::record::{EditionRecord, GoalRecord, IndicatorRecord};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A table with a row for each indicator.
#[derive(Debug, Serialize)]
pub struct IndicatorTable {
    pub caption: Html,
    pub baseline: String,
    pub actual: String,
    pub target: String,
    pub groups: Vec<IndicatorTableGroup>,
}

/// The rows of one goal.
#[derive(Debug, Serialize)]
pub struct IndicatorTableGroup {
    pub number: u32,
    pub colour: u32,
    pub label: String,
    pub title: Html,
    pub href: String,
    pub rows: Vec<IndicatorTableRow>,
}

/// A value with its year.
#[derive(Clone, Debug, Serialize)]
pub struct ValueCell {
    pub value: Html,
    /// Short year where it is not the one in the table's head.
    pub year: Option<String>,
    /// 速報値, 見込値.
    pub certainty: Option<String>,
}

/// An indicator as a row of a table.
#[derive(Debug, Serialize)]
pub struct IndicatorTableRow {
    pub id: String,
    pub href: String,
    pub name: Html,
    /// "数値目標", on those.
    pub tag: Option<String>,
    pub baseline: ValueCell,
    pub actual: ValueCell,
    pub target: ValueCell,
    pub progress: String,
    pub elapsed: String,
    pub pace: String,
    pub grade: GradeView,
    pub bar: Html,
    /// Numbers by which the table can be sorted: progress and pace in per cent, the place of the grade in the rule.
    pub sort_progress: String,
    pub sort_grade: String,
    /// The record in small, where there is one of three years or more.
    pub record: Option<Html>,
}

/// The years in the head of a table: those that most of its rows have.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeadYears {
    pub baseline: Option<Year>,
    pub actual: Option<Year>,
    pub target: Option<Year>,
}

impl IndicatorText<'_> {
    /// The row of the indicator in a table whose head shows `head`.
    pub fn row(&self, head: HeadYears) -> IndicatorTableRow {
        let plan = self.record.plan();
        let actual = self.record.result.as_ref();
        let figures = &self.record.figures;
        let is_target = self.record.indicator.role == Role::Target;
        IndicatorTableRow {
            id: self.record.indicator.id.clone(),
            href: self.href(),
            name: self.name_html(),
            tag: is_target.then(|| self.context.words.closed.of(Role::Target).to_owned()),
            baseline: self.cell(plan.baseline.map(|baseline| (self.observation(baseline), baseline.year)), head.baseline, None),
            actual: self.cell(
                actual.map(|actual| (self.observation(actual), actual.year)),
                head.actual,
                actual.and_then(|actual| actual.certainty),
            ),
            target: self.cell(plan.target.map(|target| (self.target(target), target.year)), head.target, None),
            progress: self.percent(figures.progress),
            elapsed: self.percent(figures.elapsed),
            pace: self.percent(figures.pace),
            grade: self.grade(),
            bar: Html::finished(super::bullet::small_bullet(self)),
            sort_progress: figures.progress.map(|share| format!("{:.4}", super::bullet::float(share))).unwrap_or_default(),
            sort_grade: self.edition.position(self.record).map(|position| position.to_string()).unwrap_or_default(),
            record: super::trajectory::sparkline(self).map(Html::finished),
        }
    }

    fn cell(&self, value: Option<(String, Year)>, head: Option<Year>, certainty: Option<Certainty>) -> ValueCell {
        let Some((value, year)) = value else {
            return ValueCell { value: self.context.html(&self.context.words.indicator.none), year: None, certainty: None };
        };
        let year = (Some(year) != head).then(|| self.amounts.formatter.year_short(year));
        ValueCell { value: self.context.html(&value), year, certainty: self.certainty(certainty) }
    }
}

/// A table of the indicators of some goals.
pub fn table<'a>(context: &'a PageContext<'a>, edition: &'a EditionRecord, goals: &[&'a GoalRecord], caption: Html) -> IndicatorTable {
    let head = head_years(goals.iter().flat_map(|goal| &goal.indicators));
    let words = &context.words.indicator;
    let formatter = context.formatter(edition.notation());
    let dated = |label: &str, year: Option<Year>| match year {
        Some(year) => fill(&words.with_year, &[("label", label), ("year", &formatter.year_short(year))]),
        None => label.to_owned(),
    };
    IndicatorTable {
        caption,
        baseline: dated(&words.baseline, head.baseline),
        actual: dated(&words.actual, head.actual),
        target: dated(&words.target, head.target),
        groups: goals.iter().filter_map(|goal| group(context, edition, goal, head)).collect(),
    }
}

fn group<'a>(
    context: &'a PageContext<'a>,
    edition: &'a EditionRecord,
    goal: &'a GoalRecord,
    head: HeadYears,
) -> Option<IndicatorTableGroup> {
    if goal.indicators.is_empty() {
        return None;
    }
    Some(IndicatorTableGroup {
        number: goal.number,
        colour: colour(goal.number),
        label: fill(&context.words.frame.goal_short, &[("n", &goal.number.to_string())]),
        title: context.text(&goal.title),
        href: context.href(PageAddress::Goal(edition.year, goal.number)),
        rows: goal.indicators.iter().map(|record| IndicatorText::new(context, edition, record).row(head)).collect(),
    })
}

/// The years that most of some indicators have.
pub fn head_years<'a>(records: impl IntoIterator<Item = &'a IndicatorRecord>) -> HeadYears {
    let all: Vec<&IndicatorRecord> = records.into_iter().collect();
    HeadYears {
        baseline: commonest(all.iter().filter_map(|record| record.plan().baseline.map(|baseline| baseline.year))),
        actual: commonest(all.iter().filter_map(|record| record.result.as_ref().map(|result| result.year))),
        target: commonest(all.iter().filter_map(|record| record.plan().target.map(|target| target.year))),
    }
}

/// The commonest year; of several the earliest.
fn commonest(years: impl Iterator<Item = Year>) -> Option<Year> {
    let mut counts: BTreeMap<Year, usize> = BTreeMap::new();
    for year in years {
        *counts.entry(year).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(year, count)| (*count, Reverse(*year))).map(|(year, _)| year)
}
