//! The home page: the newest edition in words and one chart, and all editions and strategies.

mod movers;

use super::goal_card::{GoalCard, cards, edition_counts};
use crate::evaluate::Trend;
use crate::model::{Grade, Strategy, Tone};
use crate::record::{EditionRecord, IndicatorRecord};
use crate::render::Html;
use crate::render::board::{self, BoardView};
use crate::render::context::PageContext;
use crate::render::frame::{Frame, PageHead};
use crate::render::grade::rated_by;
use crate::render::grade_charts::{GradePicture, PlanTime, grades, time};
use crate::render::help::{Help, help};
use crate::render::indicator::IndicatorText;
use crate::render::population::{self, PopulationView};
use crate::render::route::PageAddress;
use crate::render::words::fill;
use movers::MoversView;
use serde::Serialize;

/// Struct of `home.html`.
#[derive(Debug, Serialize)]
pub struct HomeView {
    pub frame: Frame,
    pub edition: Option<LatestEdition>,
    pub strategies: Vec<StripItem>,
    /// Where the open data of all editions is.
    pub data_href: Option<String>,
}

/// The newest edition at a glance.
#[derive(Debug, Serialize)]
pub struct LatestEdition {
    pub eyebrow: String,
    pub published: Option<String>,
    pub answer: String,
    pub answer_fine: Option<String>,
    pub picture: Option<GradePicture>,
    pub time: Option<PlanTime>,
    pub lead: String,
    /// Indicators of bad grades.
    pub attention: Vec<AttentionList>,
    /// Where the rule stands, if there is one.
    pub rating_href: Option<String>,
    /// Who found the grades.
    pub rated_by: String,
    pub board: BoardView,
    pub cards: Vec<GoalCard>,
    pub help: Help,
    pub indicators_href: String,
    pub series_href: String,
    pub moved: Option<MoversView>,
    pub population: Option<PopulationView>,
}

/// The indicators of a bad grade.
#[derive(Debug, Serialize)]
pub struct AttentionList {
    pub title: String,
    pub items: Vec<AttentionItem>,
}

#[derive(Debug, Serialize)]
pub struct AttentionItem {
    pub href: String,
    pub name: Html,
    /// The figure that the rule is about, in brackets.
    pub figure: String,
}

/// A strategy or edition in the list at the end.
#[derive(Debug, Serialize)]
pub struct StripItem {
    pub href: String,
    pub title: Html,
    pub lines: Vec<Html>,
    pub current: bool,
}

/// Makes the view.
pub fn view(context: &PageContext<'_>) -> HomeView {
    let latest = context.renderer.latest();
    let description = latest.map_or_else(|| context.words.home.no_edition.clone(), |edition| description(context, edition));
    HomeView {
        frame: context.frame(PageHead { title: None, description, ..PageHead::default() }),
        edition: latest.map(|edition| glance(context, edition)),
        strategies: strip(context),
        data_href: context.all_data_href(),
    }
}

fn description(context: &PageContext<'_>, edition: &EditionRecord) -> String {
    let tally = edition.tally();
    let year = context.formatter(edition.notation()).fiscal_long(edition.year);
    let values = [
        ("selection", context.selection(edition)),
        ("all", tally.denominator().to_string()),
        ("counts", context.counts(edition, &tally)),
        ("title", context.plain(&edition.title)),
        ("year", year),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let words = &context.words.home;
    fill(if edition.is_graded() { &words.description } else { &words.description_no_grades }, &values)
}

fn glance(context: &PageContext<'_>, edition: &EditionRecord) -> LatestEdition {
    let words = &context.words.home;
    let formatter = context.formatter(edition.notation());
    let year = edition.year;
    let (answer, answer_fine) = answer(context, edition);
    LatestEdition {
        eyebrow: fill(&words.eyebrow, &[("year", &formatter.fiscal_long(year))]),
        published: edition.published.map(|date| fill(&words.eyebrow_published, &[("date", &formatter.date(date))])),
        answer,
        answer_fine,
        picture: grades(context, edition),
        time: time(context, edition),
        lead: lead(context, edition),
        attention: attention(context, edition),
        rating_href: (!edition.rule.off).then(|| context.href_part(PageAddress::Edition(year), "rating")),
        rated_by: rated_by(context, edition, edition.indicators()),
        board: board::view(context, edition),
        cards: cards(context, edition),
        help: help(context, edition),
        indicators_href: context.href(PageAddress::Indicators(year)),
        series_href: context.href(PageAddress::AllSeries),
        moved: movers::view(context, edition),
        population: context.renderer.shown(year).and_then(|shown| population::view(context, shown.strategy)),
    }
}

fn is_fine(tone: Tone) -> bool {
    matches!(tone, Tone::Good | Tone::Fair)
}

/// "20の指標のうち、" and "13が達成または順調".
fn answer(context: &PageContext<'_>, edition: &EditionRecord) -> (String, Option<String>) {
    let words = &context.words.home;
    let tally = edition.tally();
    let all = tally.all().to_string();
    let fine = edition.rule.grades.iter().zip(&tally.by_grade).filter(|(grade, _)| grade.tone.is_some_and(is_fine));
    let (grades, counts): (Vec<&Grade>, Vec<usize>) = fine.map(|(grade, count)| (grade, *count)).unzip();
    if grades.is_empty() || tally.evaluated() == 0 {
        return (fill(&words.answer_no_grades, &[("all", &all)]), None);
    }
    let count = counts.iter().sum::<usize>().to_string();
    let fine = fill(&words.answer_fine, &[("count", &count), ("grades", &context.words.list.join_or(&context.labels(&grades)))]);
    let evaluated = tally.evaluated().to_string();
    let answer = if tally.not_evaluated == 0 { &words.answer } else { &words.answer_evaluated };
    (fill(answer, &[("all", &evaluated)]), Some(fine))
}

fn lead(context: &PageContext<'_>, edition: &EditionRecord) -> String {
    let Some(period) = edition.strategy.period else { return edition_counts(context, edition) };
    let gone = (edition.year - period.first + 1).to_string();
    let counts = context.counts(edition, &edition.tally());
    let words = &context.words.home;
    fill(
        if edition.is_graded() { &words.lead } else { &words.lead_no_grades },
        &[("years", &period.years().to_string()), ("gone", &gone), ("counts", &counts)],
    )
}

/// The indicators of the worst grades.
fn attention(context: &PageContext<'_>, edition: &EditionRecord) -> Vec<AttentionList> {
    let bad = edition.rule.grades.iter().enumerate().filter(|(_, grade)| grade.tone == Some(Tone::Bad));
    let list = |(index, grade): (usize, &Grade)| {
        let items: Vec<AttentionItem> = edition
            .indicators()
            .filter(|record| edition.position(record) == Some(index))
            .map(|record| attention_item(context, edition, record))
            .collect();
        let title = fill(&context.words.home.attention, &[("grade", &context.plain(&grade.label))]);
        (!items.is_empty()).then_some(AttentionList { title, items })
    };
    bad.filter_map(list).collect()
}

fn attention_item(context: &PageContext<'_>, edition: &EditionRecord, record: &IndicatorRecord) -> AttentionItem {
    let indicator_text = IndicatorText::new(context, edition, record);
    let label = context.in_sentence(&indicator_text.main_label());
    let values = record.plan().baseline.zip(record.result.as_ref()).filter(|_| record.figures.trend == Some(Trend::Worse));
    let figure = match values {
        Some((baseline, actual)) => {
            let values = [("baseline", indicator_text.observation(baseline)), ("actual", indicator_text.observation(actual))];
            fill(&context.words.home.attention_worse, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        None if label.is_empty() => String::new(),
        None => fill(&context.words.home.attention_item, &[("figure", &label)]),
    };
    AttentionItem { href: indicator_text.href(), name: indicator_text.name_html(), figure }
}

/// The editions, newest first, then the strategies.
fn strip(context: &PageContext<'_>) -> Vec<StripItem> {
    let latest = context.renderer.latest().map(|edition| edition.year);
    let editions = context.renderer.records().rev().take(3).map(|edition| edition_item(context, edition, latest));
    let strategies = context.renderer.project.strategies.iter().rev().map(|strategy| strategy_item(context, strategy));
    editions.chain(strategies).collect()
}

fn edition_item(context: &PageContext<'_>, edition: &EditionRecord, latest: Option<i32>) -> StripItem {
    let formatter = context.formatter(edition.notation());
    let title = fill(&context.words.home.eyebrow, &[("year", &formatter.fiscal_long(edition.year))]);
    let published = edition.published.map(|date| fill(&context.words.frame.published, &[("date", &formatter.date(date))]));
    let current = latest == Some(edition.year);
    let now = current.then(|| context.html(&context.words.home.now_shown));
    let lines = std::iter::once(context.text(&edition.strategy.title)).chain(published.map(|line| context.html(&line))).chain(now);
    StripItem { href: context.href(PageAddress::Edition(edition.year)), title: context.html(&title), lines: lines.collect(), current }
}

fn strategy_item(context: &PageContext<'_>, strategy: &Strategy) -> StripItem {
    let vision = strategy.vision.as_ref().map(|vision| context.text(&vision.title));
    let period = context.period(strategy.period, strategy.published).unwrap_or_else(|| context.words.strategy.period_not_stated.clone());
    let href = context.href(PageAddress::Strategy(strategy.id.clone()));
    StripItem {
        href,
        title: super::strategy::title(context, strategy),
        lines: vision.into_iter().chain([context.html(&period)]).collect(),
        current: false,
    }
}
