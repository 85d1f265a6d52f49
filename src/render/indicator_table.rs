//! The table of indicators: a row for each, grouped by goal.

use super::board::RecordView;
use super::context::PageContext;
use super::figure::{main_head, main_name, shown_figures};
use super::frame::colour;
use super::grade::{GradeView, footnote};
use super::html::Html;
use super::indicator::IndicatorText;
use super::moved::LastResult;
use super::route::PageAddress;
use super::words::fill;
use super::year_line::LabelledCell;
use crate::model::{Certainty, Figure, Observation, PrintedYear, Role, Target, Year};
use crate::record::{EditionRecord, GoalRecord, IndicatorRecord};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A table with a row for each indicator.
#[derive(Debug, Serialize)]
pub struct IndicatorTable {
    pub caption: Html,
    pub baseline: String,
    /// 前回と増減; where the edition before has results of them.
    pub before: Option<String>,
    pub actual: String,
    /// Where there is something to expect by now.
    pub expected: Option<String>,
    pub target: String,
    /// Names of the figures of the rule.
    pub figures: Vec<String>,
    /// Name of the figure that it is about.
    pub figure: String,
    /// What the bars show; empty where there are none.
    pub key: String,
    /// Whether some indicator has a record.
    pub recorded: bool,
    /// Whether there is a column of grades.
    pub graded: bool,
    /// How many columns the table of all indicators has.
    pub columns: usize,
    pub groups: Vec<IndicatorTableGroup>,
    /// Who found the grades, where people gave some.
    pub footnote: String,
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
    /// 速報値, 見込値; 年度目標 beside targets of other years.
    pub remark: Option<String>,
}

/// A table of the results of one goal, as its page shows it: values and figures, without pictures.
#[derive(Debug, Serialize)]
pub struct ResultTable {
    pub caption: Html,
    pub baseline: String,
    pub before: Option<String>,
    pub actual: String,
    pub target: String,
    pub figures: Vec<String>,
    pub graded: bool,
    pub rows: Vec<ResultRow>,
    pub footnote: String,
}

/// An indicator as a row of the table of its goal.
#[derive(Debug, Serialize)]
pub struct ResultRow {
    pub href: String,
    pub name: Html,
    pub baseline: ValueCell,
    /// What the edition before reported.
    pub last: Option<LastResult>,
    pub actual: ValueCell,
    pub target: ValueCell,
    /// The figures of the rule, in the order of the table's heads.
    pub figures: Vec<String>,
    pub grade: Option<GradeView>,
}

/// An indicator as a row of the table of all indicators.
#[derive(Debug, Serialize)]
pub struct IndicatorTableRow {
    pub id: String,
    pub href: String,
    pub name: Html,
    /// "数値目標", on those.
    pub tag: Option<String>,
    pub baseline: ValueCell,
    /// What the edition before reported.
    pub last: Option<LastResult>,
    pub actual: ValueCell,
    pub expected: Option<LabelledCell>,
    pub target: ValueCell,
    /// The figures of the rule.
    pub figures: Vec<String>,
    /// That which the rule is about.
    pub figure: String,
    pub grade: Option<GradeView>,
    pub bar: Html,
    /// Numbers by which the table can be sorted: the figure that the rule is about, the place of the grade in the rule.
    pub sort_figure: String,
    pub sort_grade: String,
    pub record: RecordView,
}

/// The years in the head of a table: those that most of its rows have.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeadYears {
    pub baseline: Option<Year>,
    pub actual: Option<Year>,
    pub target: Option<Year>,
    /// Whether all targets are those of the year.
    pub is_yearly: bool,
}

impl IndicatorText<'_> {
    /// The row of the indicator in a table of its goal whose head shows `head`.
    fn result_row(&self, head: HeadYears) -> ResultRow {
        let plan = self.record.plan();
        let actual = self.record.result.as_ref();
        let yearly = self.record.yearly_target.as_ref().filter(|_| !head.is_yearly).map(|_| self.target_name().to_owned());
        ResultRow {
            href: self.href(),
            name: self.name_html(),
            baseline: self.cell(plan.baseline.map(|baseline| (self.observation(baseline), baseline.printed_year())), head.baseline, None),
            last: self.last(),
            actual: self.cell(
                actual.map(|actual| (self.observation(actual), actual.printed_year())),
                head.actual,
                actual.and_then(|actual| actual.certainty),
            ),
            target: ValueCell {
                remark: yearly,
                ..self.cell(plan.target.map(|target| (self.target(target), target.printed_year())), head.target, None)
            },
            figures: shown_figures(&self.edition.rule).into_iter().map(|figure| self.shown(figure)).collect(),
            grade: self.grade(),
        }
    }

    /// The row of the indicator in a table whose head shows `head`.
    fn row(&self, head: HeadYears) -> IndicatorTableRow {
        let is_target = self.record.indicator.role == Role::Target;
        let ResultRow { href, name, baseline, last, actual, target, figures, grade } = self.result_row(head);
        IndicatorTableRow {
            id: self.record.indicator.id.clone(),
            href,
            name,
            tag: is_target.then(|| self.context.words.closed.of(Role::Target).to_owned()),
            baseline,
            last,
            actual,
            expected: self.expected_cell(),
            target,
            figures,
            figure: Some(self.main_brief()).filter(|brief| !brief.is_empty()).unwrap_or_else(|| self.context.words.indicator.none.clone()),
            grade,
            bar: Html::finished(self.small_bullet().unwrap_or_default()),
            sort_figure: self.main_share().map(|share| format!("{:.4}", super::bullet::float(share))).unwrap_or_default(),
            sort_grade: self.edition.position(self.record).map(|position| position.to_string()).unwrap_or_default(),
            record: RecordView::of(self),
        }
    }

    fn cell(&self, value: Option<(String, PrintedYear<'_>)>, head: Option<Year>, certainty: Option<Certainty>) -> ValueCell {
        let Some((value, year)) = value else {
            return ValueCell { value: self.context.html(&self.context.words.indicator.none), year: None, remark: None };
        };
        let year = (Some(year) != head.map(PrintedYear::from)).then(|| self.year_short(year));
        ValueCell { value: self.context.html(&value), year, remark: self.certainty(certainty) }
    }
}

/// What stands over the columns that both kinds of tables have.
struct TableHeads {
    baseline: String,
    before: Option<String>,
    actual: String,
    target: String,
    figures: Vec<String>,
}

/// The heads of a table whose head shows `head`; the edition before has one where it has results of the table's indicators.
fn heads(context: &PageContext<'_>, edition: &EditionRecord, head: HeadYears, has_last: bool) -> TableHeads {
    let words = &context.words.indicator;
    let formatter = context.formatter(edition.notation());
    let dated = |label: &str, year: Option<Year>| match year {
        Some(year) => fill(&words.with_year, &[("label", label), ("year", &formatter.year_short(year))]),
        None => label.to_owned(),
    };
    let before = context.renderer.before(edition).filter(|_| has_last).map(|before| Year::fiscal(before.year));
    TableHeads {
        baseline: dated(&words.baseline, head.baseline),
        before: before.map(|year| dated(&context.words.changes.last_column, Some(year))),
        actual: dated(&words.actual, head.actual),
        target: dated(if head.is_yearly { &words.scheduled } else { &words.target }, head.target),
        figures: shown_figures(&edition.rule).into_iter().map(|figure| figure.name(words, edition.aims()).to_owned()).collect(),
    }
}

/// The table of all indicators of an edition.
pub fn table<'a>(context: &'a PageContext<'a>, edition: &'a EditionRecord) -> IndicatorTable {
    let goals: Vec<&GoalRecord> = edition.goals.iter().collect();
    let head = head_years(edition.indicators());
    let groups: Vec<_> = goals.iter().filter_map(|goal| group(context, edition, goal, head)).collect();
    let some = |has: fn(&IndicatorTableRow) -> bool| groups.iter().flat_map(|group| &group.rows).any(has);
    let (is_expected, recorded) = (some(|row| row.expected.is_some()), some(|row| row.record.record.is_some()));
    let TableHeads { baseline, before, actual, target, figures } = heads(context, edition, head, some(|row| row.last.is_some()));
    IndicatorTable {
        caption: caption(context, edition),
        before,
        baseline,
        actual,
        expected: is_expected.then(|| edition.aims().short_name(context.words)),
        target,
        figures,
        figure: main_head(context, edition).to_owned(),
        key: key(context, edition, &goals),
        graded: edition.is_graded(),
        footnote: footnote(context, edition, edition.indicators().collect::<Vec<_>>()),
        recorded,
        columns: 5 + [is_expected, recorded, edition.is_graded()].map(usize::from).iter().sum::<usize>(),
        groups,
    }
}

/// The table of the results of a goal.
pub fn result_table<'a>(context: &'a PageContext<'a>, edition: &'a EditionRecord, goal: &'a GoalRecord, caption: Html) -> ResultTable {
    let head = head_years(&goal.indicators);
    let rows: Vec<ResultRow> = goal.indicators.iter().map(|record| IndicatorText::new(context, edition, record).result_row(head)).collect();
    let has_last = rows.iter().any(|row| row.last.is_some());
    let TableHeads { baseline, before, actual, target, figures } = heads(context, edition, head, has_last);
    let footnote = footnote(context, edition, &goal.indicators);
    ResultTable { caption, baseline, before, actual, target, figures, graded: edition.is_graded(), rows, footnote }
}

/// The caption of the table of all indicators.
fn caption(context: &PageContext<'_>, edition: &EditionRecord) -> Html {
    let words = &context.words.indicator;
    let template = if edition.is_graded() { &words.caption } else { &words.caption_no_grades };
    context.html(&fill(template, &[("figure", &main_name(context, edition))]))
}

/// What the bars of indicators show; empty where they have none.
pub fn key(context: &PageContext<'_>, edition: &EditionRecord, goals: &[&GoalRecord]) -> String {
    let words = &context.words.indicator;
    let name = main_name(context, edition);
    match edition.rule.main_figure() {
        Figure::Attainment | Figure::AttainmentOfExpected => fill(&words.key_share, &[("figure", &name)]),
        Figure::Change => String::new(),
        Figure::Progress | Figure::Pace => {
            let is_expected = goals.iter().flat_map(|goal| &goal.indicators).any(|record| record.figures.expected.is_some());
            let expected = if is_expected { words.key_expected.as_str() } else { "" };
            fill(&words.key, &[("figure", &name), ("expected", expected)])
        }
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
        label: fill(&context.words.frame.goal, &[("n", &goal.number.to_string())]),
        title: context.text(&goal.title),
        href: context.href(PageAddress::Goal(edition.year, goal.number)),
        rows: goal.indicators.iter().map(|record| IndicatorText::new(context, edition, record).row(head)).collect(),
    })
}

/// The years that most of some indicators have.
fn head_years<'a>(records: impl IntoIterator<Item = &'a IndicatorRecord>) -> HeadYears {
    let all: Vec<&IndicatorRecord> = records.into_iter().collect();
    HeadYears {
        baseline: commonest(all.iter().filter_map(|record| record.plan().baseline.map(Observation::printed_year))),
        actual: commonest(all.iter().filter_map(|record| record.result.as_ref().map(Observation::printed_year))),
        is_yearly: all.iter().all(|record| record.plan().target.is_none() || record.yearly_target.is_some()),
        target: commonest(all.iter().filter_map(|record| record.plan().target.map(Target::printed_year))),
    }
}

/// The commonest year that no label stands in place of; of several the earliest.
fn commonest<'a>(years: impl Iterator<Item = PrintedYear<'a>>) -> Option<Year> {
    let mut counts: BTreeMap<Year, usize> = BTreeMap::new();
    for PrintedYear { year, .. } in years.filter(|printed| printed.label.is_none()) {
        *counts.entry(year).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(year, count)| (*count, Reverse(*year))).map(|(year, _)| year)
}
