//! One indicator through all editions and strategies.

use super::goal_card::goal_label;
use super::indicator::{Fact, definition, notes, point_kind, point_value, revisions};
use crate::chart;
use crate::model::{Kind, Language};
use crate::record::{EditionRecord, GoalRecord, SeriesOrigin, SeriesPoint};
use crate::render::board::{self, BoardRowView, BoardView, CellView};
use crate::render::bullet::BulletLabels;
use crate::render::chart_cache::ChartKind;
use crate::render::context::PageContext;
use crate::render::corrections::{self, CorrectionView};
use crate::render::frame::{Frame, PageHead, colour};
use crate::render::grade::GradeView;
use crate::render::indicator::{IndicatorText, typed};
use crate::render::number::AmountFormatter;
use crate::render::plan_text::PlanText;
use crate::render::route::{Address, ChartFile, PageAddress};
use crate::render::trajectory;
use crate::render::words::fill;
use crate::render::{Html, Renderer};
use serde::Serialize;

/// Struct of `series.html`.
#[derive(Debug, Serialize)]
pub struct SeriesView {
    pub frame: Frame,
    pub eyebrow: String,
    pub name: Html,
    pub grade: Option<GradeView>,
    pub value: Html,
    pub value_label: String,
    pub summary: Html,
    /// One over everything; one for each strategy where figures begin anew with it.
    pub charts: Vec<SeriesChart>,
    pub caption: String,
    /// "報告した版と評価".
    pub edition_head: String,
    pub rows: Vec<SeriesRow>,
    pub corrections: Vec<CorrectionView>,
    /// Baseline and target of each strategy, newest first.
    pub plans: Vec<StrategyPlanView>,
    pub facts: Vec<Fact>,
}

#[derive(Debug, Serialize)]
pub struct SeriesChart {
    /// The strategy, where there are several charts.
    pub title: Option<Html>,
    /// What the lines of the chart are.
    pub legend: String,
    pub chart: Html,
    /// The chart as a file, where there is one.
    pub download_href: Option<String>,
}

/// The result of one year.
#[derive(Debug, Serialize)]
pub struct SeriesRow {
    pub year: String,
    pub value: Html,
    pub note: Option<Html>,
    /// The edition that reported it first, or that it is history.
    pub edition: String,
    /// The edition's page of the indicator.
    pub href: Option<String>,
    /// The grade that this edition gave.
    pub grade: Option<GradeView>,
}

/// Baseline and target by a strategy, with the goal that the indicator belongs to there.
#[derive(Debug, Serialize)]
pub struct StrategyPlanView {
    pub href: String,
    pub strategy: Html,
    pub period: Option<String>,
    pub goal: Html,
    pub baseline: String,
    pub target: String,
    /// Later changes with their reasons.
    pub revisions: Vec<super::indicator::RevisionView>,
}

/// The ids of all indicators that an edition reports on: those of the newest edition first, each once.
pub fn ids<'a>(editions: impl DoubleEndedIterator<Item = &'a EditionRecord>) -> Vec<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    let all = editions.rev().flat_map(|edition| edition.indicators().map(|record| record.indicator.id.as_str()));
    all.filter(|id| seen.insert(*id)).collect()
}

/// The records of an indicator, newest edition first.
fn records<'a>(context: &'a PageContext<'a>, id: &str) -> Vec<IndicatorText<'a>> {
    context.renderer.records().rev().filter_map(|edition| Some(IndicatorText::new(context, edition, edition.indicator(id)?))).collect()
}

/// Makes the view; `None` where no edition has such an indicator.
pub fn view<'a>(context: &'a PageContext<'a>, id: &str) -> Option<SeriesView> {
    let indicator_texts = records(context, id);
    let newest = indicator_texts.first()?;
    let words = &context.words.series;
    let observed = newest.record.result.as_ref();
    let summary = newest.summary();
    let (name, year) = (newest.name(), newest.amounts.formatter.fiscal_long(newest.edition.year));
    let title = fill(&words.title, &[("name", &name)]);
    let goal = goal_of(newest);
    let crumbs = vec![context.crumb(PageAddress::AllSeries, &words.heading), context.here(newest.name_html())];
    let head = PageHead {
        description: fill(&words.description, &[("name", &name), ("summary", &summary)]),
        title: Some(title),
        crumbs,
        colour: goal.map(|goal| colour(goal.number)),
    };
    let graded = indicator_texts.iter().any(|indicator_text| indicator_text.edition.is_graded());
    let edition_head = if graded { &words.edition } else { &words.edition_no_grades };
    Some(SeriesView {
        frame: context.frame(head),
        eyebrow: words.eyebrow.clone(),
        name: newest.name_html(),
        grade: newest.grade(),
        value: context.html(&observed.map_or_else(|| newest.missing(), |observed| newest.observation(observed))),
        value_label: observed.map(|observed| newest.result_of(observed)).unwrap_or_default(),
        summary: context.sentence(&fill(&words.as_of, &[("year", &year), ("summary", &summary)])),
        charts: charts(&indicator_texts),
        caption: fill(&words.caption, &[("name", &name)]),
        edition_head: edition_head.clone(),
        rows: rows(&indicator_texts),
        corrections: corrections::of_series(context, id),
        plans: plans(context, &indicator_texts),
        facts: definition(newest),
    })
}

/// The goal that the indicator belongs to.
fn goal_of<'a>(indicator_text: &IndicatorText<'a>) -> Option<&'a GoalRecord> {
    indicator_text.edition.goal_of(&indicator_text.record.indicator.id)
}

/// The newest record of each strategy, newest strategy first.
fn by_strategy<'s, 'a>(indicator_texts: &'s [IndicatorText<'a>]) -> Vec<&'s IndicatorText<'a>> {
    let mut newest: Vec<&IndicatorText<'a>> = Vec::new();
    for indicator_text in indicator_texts {
        if !newest.iter().any(|other| other.edition.strategy.id == indicator_text.edition.strategy.id) {
            newest.push(indicator_text);
        }
    }
    newest
}

/// Whether figures of two strategies cannot stand on one line: totals and averages begin anew, and other units are other scales.
fn begins_anew(one: &IndicatorText<'_>, other: &IndicatorText<'_>) -> bool {
    let (now, before) = (&one.record.indicator, &other.record.indicator);
    matches!(now.kind, Kind::Sum | Kind::Average | Kind::Milestone) || now.kind != before.kind || !now.is_counted_like(before)
}

/// Strategies whose figures stand on one line.
struct OneLine<'s, 'a> {
    newest: &'s IndicatorText<'a>,
    /// Newest first.
    earlier: Vec<&'s IndicatorText<'a>>,
}

impl<'s, 'a> OneLine<'s, 'a> {
    /// `None` where each strategy has its own chart.
    fn of(indicator_texts: &'s [IndicatorText<'a>]) -> Option<OneLine<'s, 'a>> {
        let mut strategies = by_strategy(indicator_texts).into_iter();
        let newest = strategies.next().filter(|newest| newest.record.indicator.kind != Kind::Milestone)?;
        let earlier: Vec<_> = strategies.collect();
        earlier.iter().all(|other| !begins_anew(newest, other)).then_some(OneLine { newest, earlier })
    }

    fn chart(&self) -> String {
        let draw = || chart::trajectory(&trajectory::input_of_all(self.newest, &self.earlier));
        self.newest.context.renderer.chart_cache.chart(self.newest, ChartKind::Series, draw)
    }

    /// What the lines are; with several plans, that each has its own.
    fn legend(&self) -> String {
        let own = trajectory::legend(self.newest);
        if self.earlier.is_empty() { own } else { own + &self.newest.context.words.chart.legend_plans }
    }
}

/// Whether an indicator has one chart through all editions.
pub fn has_one_chart(renderer: &Renderer<'_>, id: &str) -> bool {
    let address = Address::Chart(Language::Ja, ChartFile::Series(id.to_owned()));
    OneLine::of(&records(&PageContext::new(renderer, Language::Ja, &address), id)).is_some()
}

/// The chart through all editions as a file of its own; `None` where there is none.
pub fn download<'a>(context: &'a PageContext<'a>, id: &str) -> Option<String> {
    let indicator_texts = records(context, id);
    let line = OneLine::of(&indicator_texts)?;
    Some(chart::standalone(&line.chart(), &line.newest.caption(PageAddress::Series(id.to_owned()), line.legend())))
}

fn charts(indicator_texts: &[IndicatorText<'_>]) -> Vec<SeriesChart> {
    if let Some(line) = OneLine::of(indicator_texts) {
        let download_href = line.newest.context.chart_href(ChartFile::Series(line.newest.record.indicator.id.clone()));
        return vec![SeriesChart { title: None, legend: line.legend(), chart: Html::finished(line.chart()), download_href }];
    }
    let shown = by_strategy(indicator_texts);
    let chart = |indicator_text: &&IndicatorText<'_>| {
        let strategy = (shown.len() > 1).then_some(&indicator_text.edition.strategy);
        let title = strategy.map(|strategy| super::strategy::titled(indicator_text.context, &strategy.title, strategy.stage.as_ref()));
        let indicator_text = IndicatorText { part: strategy.map(|strategy| strategy.id.as_str()), ..**indicator_text };
        let file = ChartFile::Indicator(indicator_text.edition.year, indicator_text.record.indicator.id.clone());
        let (legend, chart) = match indicator_text.trajectory() {
            Some(chart) => (trajectory::legend(&indicator_text), chart),
            None => (String::new(), indicator_text.bullet(BulletLabels::Values)),
        };
        SeriesChart { title, legend, chart: Html::finished(chart), download_href: indicator_text.context.chart_href(file) }
    };
    shown.iter().map(chart).collect()
}

/// Every year with a result, oldest first, as on the page of an edition; each in the words of the strategy that it was reported for,
/// all in one scale.
fn rows(indicator_texts: &[IndicatorText<'_>]) -> Vec<SeriesRow> {
    let Some(newest) = indicator_texts.first() else { return Vec::new() };
    let context = newest.context;
    let id = &newest.record.indicator.id;
    let points = context.renderer.results.series(id, newest.edition.year);
    let typed_values: Vec<_> = indicator_texts.iter().flat_map(|indicator_text| typed(indicator_text.record)).collect();
    let row = |point: &SeriesPoint<'_>| {
        let reporter = indicator_texts.iter().find(|indicator_text| is_reporter(indicator_text, point))?;
        let unit = reporter.record.indicator.unit.as_ref();
        let amounts = AmountFormatter::new(newest.amounts.formatter, unit, typed_values.iter().copied());
        Some(series_row(&IndicatorText { amounts, ..*reporter }, point))
    };
    points.iter().filter_map(row).collect()
}

/// Whether a figure comes from an edition, or from the history that its plan states.
fn is_reporter(indicator_text: &IndicatorText<'_>, point: &SeriesPoint<'_>) -> bool {
    match point.origin {
        SeriesOrigin::Edition(year) => indicator_text.edition.year == year,
        SeriesOrigin::History(figure) => indicator_text.record.indicator.history.contains(figure),
    }
}

fn series_row(reporter: &IndicatorText<'_>, point: &SeriesPoint<'_>) -> SeriesRow {
    let context = reporter.context;
    let own = reporter.record.result.as_ref().is_some_and(|result| result.year == point.year);
    SeriesRow {
        year: reporter.year_both(point.printed_year()),
        value: context.html(&point_value(reporter, point)),
        note: notes(reporter, point),
        edition: match point.origin {
            SeriesOrigin::Edition(year) => fill(&context.words.home.eyebrow, &[("year", &reporter.amounts.formatter.fiscal_long(year))]),
            SeriesOrigin::History(_) => point_kind(reporter, point).to_owned(),
        },
        href: point.historical().is_none().then(|| reporter.href()),
        grade: if own && reporter.record.grade().is_some() { reporter.grade() } else { None },
    }
}

fn plans(context: &PageContext<'_>, indicator_texts: &[IndicatorText<'_>]) -> Vec<StrategyPlanView> {
    let plan = |indicator_text: &&IndicatorText<'_>| {
        let strategy = &indicator_text.edition.strategy;
        let stated = PlanText::new(context, indicator_text.amounts.formatter, &indicator_text.record.indicator);
        let goal =
            goal_of(indicator_text).map(|goal| format!("{} {}", goal_label(context, goal.number), context.text(&goal.title).as_str()));
        StrategyPlanView {
            href: context.href(context.renderer.strategy_page(indicator_text.edition)),
            strategy: super::strategy::titled(context, &strategy.title, strategy.stage.as_ref()),
            period: context.period(strategy.period, strategy.published),
            goal: Html::finished(goal.unwrap_or_default()),
            baseline: stated.baseline(),
            target: stated.target(),
            revisions: revisions(indicator_text),
        }
    };
    by_strategy(indicator_texts).iter().map(plan).collect()
}

/// Struct of `all-series.html`.
#[derive(Debug, Serialize)]
pub struct AllSeriesView {
    pub frame: Frame,
    pub board: BoardView,
}

/// Makes the view of all indicators.
pub fn index<'a>(context: &'a PageContext<'a>) -> AllSeriesView {
    let words = &context.words.series;
    let crumbs = vec![context.here(context.html(&words.heading))];
    let head = PageHead { title: Some(words.heading.clone()), description: words.index_description.clone(), crumbs, colour: None };
    let board = BoardView {
        title: words.heading.clone(),
        intro: context.words.board.intro.clone(),
        rows: board_rows(context),
        download_href: None,
    };
    AllSeriesView { frame: context.frame(head), board }
}

/// The indicators by the goals of the newest edition, then those that have ended.
fn board_rows<'a>(context: &'a PageContext<'a>) -> Vec<BoardRowView> {
    let Some(latest) = context.renderer.latest() else { return Vec::new() };
    let of_goal = |goal: &GoalRecord| {
        let cells: Vec<CellView> = goal.indicators.iter().filter_map(|record| cell(context, &record.indicator.id)).collect();
        (!cells.is_empty()).then(|| BoardRowView::of_goal(context, goal, cells))
    };
    let ended: Vec<&str> = ids(context.renderer.records()).into_iter().filter(|id| latest.indicator(id).is_none()).collect();
    let ended = (!ended.is_empty()).then(|| BoardRowView {
        anchor: "ended".to_owned(),
        colour: 0,
        label: None,
        title: context.html(&context.words.series.ended),
        href: None,
        cells: ended.iter().filter_map(|id| cell(context, id)).collect(),
    });
    latest.goals.iter().filter_map(of_goal).chain(ended).collect()
}

fn cell<'a>(context: &'a PageContext<'a>, id: &str) -> Option<CellView> {
    let edition = context.renderer.records().rfind(|edition| edition.indicator(id).is_some())?;
    let newest = IndicatorText::new(context, edition, edition.indicator(id)?);
    Some(board::cell(&newest, context.href(PageAddress::Series(id.to_owned()))))
}
