//! The home page: how the strategy stands, in words and one picture.

mod movers;

use super::parts::{GoalCard, PopulationView, cards, edition_counts, population};
use crate::evaluate::{Assessment, Evaluation};
use crate::model::{Strategy, Tone};
use crate::render::Html;
use crate::render::frame::{About, Frame};
use crate::render::grades::grades;
use crate::render::indicator::Speaker;
use crate::render::route::PageAddress;
use crate::render::scene::Scene;
use crate::render::words::fill;
use movers::MoversView;
use serde::Serialize;

/// Struct of `home.html`.
#[derive(Debug, Serialize)]
pub struct HomeView {
    pub frame: Frame,
    pub edition: Option<Glance>,
    pub strategies: Vec<StripItem>,
    /// Where the open data of all editions is.
    pub data_href: Option<String>,
}

/// The newest edition at a glance.
#[derive(Debug, Serialize)]
pub struct Glance {
    pub eyebrow: String,
    pub published: Option<String>,
    pub answer: String,
    pub answer_fine: Option<String>,
    pub picture_title: String,
    pub picture: Html,
    pub lead: String,
    pub look: Vec<Look>,
    pub rating_href: String,
    pub cards: Vec<GoalCard>,
    pub indicators_href: String,
    pub series_href: String,
    pub moved: Option<MoversView>,
    pub population: Option<PopulationView>,
}

/// The indicators of a grade that asks for attention.
#[derive(Debug, Serialize)]
pub struct Look {
    pub title: String,
    pub items: Vec<LookItem>,
}

#[derive(Debug, Serialize)]
pub struct LookItem {
    pub href: String,
    pub name: Html,
    pub progress: String,
}

/// A strategy or edition in the strip.
#[derive(Debug, Serialize)]
pub struct StripItem {
    pub href: String,
    pub title: Html,
    pub lines: Vec<Html>,
    pub current: bool,
}

/// Makes the view.
pub fn view(scene: &Scene<'_>) -> HomeView {
    let latest = scene.renderer.latest();
    let description = latest.map_or_else(|| scene.words.home.no_edition.clone(), |evaluation| description(scene, evaluation));
    HomeView {
        frame: scene.frame(About { title: None, description, ..About::default() }),
        edition: latest.map(|evaluation| glance(scene, evaluation)),
        strategies: strip(scene),
        data_href: scene.all_data_href(),
    }
}

fn description(scene: &Scene<'_>, evaluation: &Evaluation<'_>) -> String {
    let tally = evaluation.tally();
    let year = scene.writer(evaluation.edition.notation()).fiscal_long(evaluation.edition.year);
    let values = [
        ("selection", scene.selection(evaluation)),
        ("all", tally.denominator().to_string()),
        ("counts", scene.counts(evaluation, &tally)),
        ("title", scene.plain(&evaluation.edition.title)),
        ("year", year),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(&scene.words.home.description, &values)
}

fn glance(scene: &Scene<'_>, evaluation: &Evaluation<'_>) -> Glance {
    let words = &scene.words.home;
    let writer = scene.writer(evaluation.edition.notation());
    let year = evaluation.edition.year;
    let (answer, answer_fine) = answer(scene, evaluation);
    Glance {
        eyebrow: fill(&words.eyebrow, &[("year", &writer.fiscal_long(year))]),
        published: evaluation.edition.published.map(|date| fill(&words.eyebrow_published, &[("date", &writer.date(date))])),
        answer,
        answer_fine,
        picture_title: scene.picture_title(evaluation),
        picture: Html::finished(grades(scene, evaluation)),
        lead: lead(scene, evaluation),
        look: look(scene, evaluation),
        rating_href: scene.href_part(PageAddress::Edition(year), "rating"),
        cards: cards(scene, evaluation),
        indicators_href: scene.href(PageAddress::Indicators(year)),
        series_href: scene.href(PageAddress::AllSeries),
        moved: movers::view(scene, evaluation),
        population: population(scene, evaluation.strategy),
    }
}

fn is_fine(tone: Tone) -> bool {
    matches!(tone, Tone::Good | Tone::Fair)
}

/// "20の指標のうち、" and "13が達成または順調".
fn answer(scene: &Scene<'_>, evaluation: &Evaluation<'_>) -> (String, Option<String>) {
    let words = &scene.words.home;
    let tally = evaluation.tally();
    let all = tally.all().to_string();
    let fine = evaluation.rule.grades.iter().zip(&tally.by_grade).filter(|(grade, _)| is_fine(grade.tone));
    let (labels, counts): (Vec<String>, Vec<usize>) =
        fine.map(|(grade, count)| (scene.in_sentence(&scene.plain(&grade.label)), *count)).unzip();
    if labels.is_empty() || tally.evaluated() == 0 {
        return (fill(&words.answer_no_grades, &[("all", &all)]), None);
    }
    let count = counts.iter().sum::<usize>().to_string();
    let fine = fill(&words.answer_fine, &[("count", &count), ("grades", &scene.words.list.join_or(&labels))]);
    let evaluated = tally.evaluated().to_string();
    let answer = if tally.not_evaluated == 0 { &words.answer } else { &words.answer_evaluated };
    (fill(answer, &[("all", &evaluated)]), Some(fine))
}

fn lead(scene: &Scene<'_>, evaluation: &Evaluation<'_>) -> String {
    let Some(period) = evaluation.strategy.period else { return edition_counts(scene, evaluation) };
    let gone = (evaluation.edition.year - period.first + 1).to_string();
    let counts = scene.counts(evaluation, &evaluation.tally());
    fill(&scene.words.home.lead, &[("years", &period.years().to_string()), ("gone", &gone), ("counts", &counts)])
}

/// The indicators of the worst grades.
fn look(scene: &Scene<'_>, evaluation: &Evaluation<'_>) -> Vec<Look> {
    let bad = evaluation.rule.grades.iter().enumerate().filter(|(_, grade)| grade.tone == Tone::Bad);
    let look = |(index, grade): (usize, &crate::model::Grade)| {
        let items: Vec<LookItem> = evaluation
            .indicators()
            .filter(|assessment| assessment.grade() == Some(index))
            .map(|assessment| look_item(scene, evaluation, assessment))
            .collect();
        let title = fill(&scene.words.home.look, &[("grade", &scene.plain(&grade.label))]);
        (!items.is_empty()).then_some(Look { title, items })
    };
    bad.filter_map(look).collect()
}

fn look_item(scene: &Scene<'_>, evaluation: &Evaluation<'_>, assessment: &Assessment<'_>) -> LookItem {
    let speaker = Speaker::new(scene, evaluation, assessment);
    let progress =
        assessment.figures.progress.map(|share| fill(&scene.words.home.look_item, &[("progress", &speaker.percent(Some(share)))]));
    LookItem { href: speaker.href(), name: speaker.name_html(), progress: progress.unwrap_or_default() }
}

/// The editions, newest first, then the strategies.
fn strip(scene: &Scene<'_>) -> Vec<StripItem> {
    let latest = scene.renderer.latest().map(|evaluation| evaluation.edition.year);
    let editions = scene.renderer.evaluations.iter().rev().take(3).map(|evaluation| edition_item(scene, evaluation, latest));
    let strategies = scene.renderer.project.strategies.iter().rev().map(|strategy| strategy_item(scene, strategy));
    editions.chain(strategies).collect()
}

fn edition_item(scene: &Scene<'_>, evaluation: &Evaluation<'_>, latest: Option<i32>) -> StripItem {
    let edition = evaluation.edition;
    let writer = scene.writer(edition.notation());
    let title = fill(&scene.words.home.eyebrow, &[("year", &writer.fiscal_long(edition.year))]);
    let published = edition.published.map(|date| fill(&scene.words.frame.published, &[("date", &writer.date(date))]));
    let current = latest == Some(edition.year);
    let now = current.then(|| scene.html(&scene.words.home.now_shown));
    let lines = std::iter::once(scene.text(&evaluation.strategy.title)).chain(published.map(|line| scene.html(&line))).chain(now);
    StripItem { href: scene.href(PageAddress::Edition(edition.year)), title: scene.html(&title), lines: lines.collect(), current }
}

fn strategy_item(scene: &Scene<'_>, strategy: &Strategy) -> StripItem {
    let vision = strategy.vision.as_ref().map(|vision| scene.text(&vision.title));
    let period = super::parts::period(scene, strategy).map(|period| scene.html(&period));
    let href = scene.href(PageAddress::Strategy(strategy.id.clone()));
    StripItem { href, title: super::strategy::title(scene, strategy), lines: vision.into_iter().chain(period).collect(), current: false }
}
