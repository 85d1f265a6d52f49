//! One strategy: vision, alignment, population, goals, comparison, prose.

use super::comparison;
use super::parts::{PopulationView, goal_label, period, population};
use crate::evaluate::Comparison;
use crate::model::{Goal, Measure, Role, Section, Strategy};
use crate::render::Html;
use crate::render::frame::{About, Frame, colour};
use crate::render::indicator::name_html;
use crate::render::route::PageAddress;
use crate::render::scene::Scene;
use crate::render::words::fill;
use serde::Serialize;

/// Struct of `strategy.html`.
#[derive(Debug, Serialize)]
pub struct StrategyView {
    pub frame: Frame,
    pub title: Html,
    pub stage: Option<Html>,
    pub introduction: Option<Html>,
    pub facts: Vec<StrategyFact>,
    pub sections: Vec<SectionView>,
}

/// A line of the head: period, strategy before, editions.
#[derive(Debug, Serialize)]
pub struct StrategyFact {
    pub label: String,
    pub items: Vec<(Option<String>, Html)>,
}

/// A part of the page: exactly one of the parts is given.
#[derive(Debug, Default, Serialize)]
pub struct SectionView {
    pub id: String,
    pub title: Html,
    pub prose: Option<Html>,
    pub vision: Option<VisionView>,
    pub alignment: Option<Vec<AlignmentTable>>,
    pub population: Option<PopulationView>,
    pub goals: Option<Vec<PlanGoal>>,
    pub comparison: Option<ComparisonNote>,
}

#[derive(Debug, Serialize)]
pub struct VisionView {
    pub title: Html,
    pub subtitle: Option<Html>,
    pub note: Option<Html>,
    pub related: Vec<Html>,
}

/// How the goals align with one framework.
#[derive(Debug, Serialize)]
pub struct AlignmentTable {
    pub caption: Html,
    pub framework: Html,
    pub strategy: Html,
    pub rows: Vec<AlignmentRow>,
}

#[derive(Debug, Serialize)]
pub struct AlignmentRow {
    pub item: Html,
    pub goals: Vec<(String, Html)>,
}

/// A goal of the plan.
#[derive(Debug, Serialize)]
pub struct PlanGoal {
    pub number: u32,
    pub colour: u32,
    pub label: String,
    pub title: Html,
    pub prose: Option<Html>,
    pub targets: Vec<PlanIndicator>,
    pub kpis: Vec<PlanIndicator>,
    pub measures: Vec<PlanMeasure>,
}

#[derive(Debug, Serialize)]
pub struct PlanIndicator {
    /// Its series, once an edition reports on it.
    pub href: Option<String>,
    pub name: Html,
    pub from: Html,
    pub to: Html,
}

#[derive(Debug, Serialize)]
pub struct PlanMeasure {
    pub number: u32,
    pub anchor: String,
    pub title: Html,
    pub prose: Option<Html>,
    pub policies: Vec<(String, Html)>,
}

/// What changed against the strategy before, in short.
#[derive(Debug, Serialize)]
pub struct ComparisonNote {
    pub intro: Html,
    pub counts: Vec<(String, String)>,
    pub href: String,
}

/// The title with its stage: 次期金沢版総合戦略（骨子案）.
pub fn title(scene: &Scene<'_>, strategy: &Strategy) -> Html {
    let title = scene.text(&strategy.title);
    match (&strategy.stage, scene.language) {
        (None, _) => title,
        (Some(stage), crate::model::Language::Ja) => Html::finished(format!("{}（{}）", title.as_str(), scene.text(stage).as_str())),
        (Some(stage), crate::model::Language::En) => Html::finished(format!("{} ({})", title.as_str(), scene.text(stage).as_str())),
    }
}

/// Makes the view.
pub fn view(scene: &Scene<'_>, strategy: &Strategy) -> StrategyView {
    let plain = scene.plain(&strategy.title);
    let measures = strategy.goals.iter().map(|goal| goal.measures.len()).sum::<usize>().to_string();
    let values = [("title", plain.as_str()), ("goals", &strategy.goals.len().to_string()), ("measures", &measures)];
    let description = fill(&scene.words.strategy.description, &values);
    let crumbs = vec![scene.here(scene.text(&strategy.title))];
    StrategyView {
        frame: scene.frame(About { title: Some(plain), description, crumbs, colour: None }),
        title: scene.text(&strategy.title),
        stage: strategy.stage.as_ref().map(|stage| scene.text(stage)),
        introduction: scene.prose(&strategy.introduction, 2),
        facts: facts(scene, strategy),
        sections: strategy.sections.iter().filter_map(|section| section_view(scene, strategy, section)).collect(),
    }
}

fn facts(scene: &Scene<'_>, strategy: &Strategy) -> Vec<StrategyFact> {
    let words = &scene.words.strategy;
    let link = |other: &Strategy| (Some(scene.href(PageAddress::Strategy(other.id.clone()))), title(scene, other));
    let all = &scene.renderer.project.strategies;
    let before = before(scene, strategy);
    let compared = before.filter(|_| !strategy.sections.contains(&Section::Comparison)).map(|_| {
        let href = scene.href(PageAddress::Comparison(strategy.id.clone()));
        (Some(href), scene.html(&words.comparison))
    });
    let after: Vec<_> = all.iter().filter(|other| other.succeeds.as_ref() == Some(&strategy.id)).map(link).collect();
    let editions = scene.renderer.evaluations.iter().filter(|evaluation| evaluation.strategy.id == strategy.id).map(|evaluation| {
        let writer = scene.writer(evaluation.edition.notation());
        let heading = scene.html(&fill(&scene.words.home.eyebrow, &[("year", &writer.fiscal_long(evaluation.edition.year))]));
        (Some(scene.href(PageAddress::Edition(evaluation.edition.year))), heading)
    });
    let fact =
        |label: &str, items: Vec<(Option<String>, Html)>| (!items.is_empty()).then(|| StrategyFact { label: label.to_owned(), items });
    let period = period(scene, strategy).map(|period| (None, scene.html(&period)));
    let facts = [
        fact(&words.period, period.into_iter().collect()),
        fact(&words.succeeds, before.map(link).into_iter().chain(compared).collect()),
        fact(&words.succeeded_by, after),
        fact(&words.editions, editions.collect()),
    ];
    facts.into_iter().flatten().collect()
}

fn section_view(scene: &Scene<'_>, strategy: &Strategy, section: &Section) -> Option<SectionView> {
    let words = &scene.words.strategy;
    let part = |id: &str, title: &str| SectionView { id: id.to_owned(), title: scene.html(title), ..SectionView::default() };
    match section {
        Section::Vision => Some(SectionView { vision: Some(vision(scene, strategy)?), ..part("vision", &words.vision) }),
        Section::Alignment => Some(SectionView { alignment: Some(alignment(scene, strategy)), ..part("alignment", &words.alignment) }),
        Section::Population => {
            Some(SectionView { population: Some(population(scene, strategy)?), ..part("population", &words.population) })
        }
        Section::Goals => {
            let goals = strategy.goals.iter().map(|goal| plan_goal(scene, strategy, goal)).collect();
            Some(SectionView { goals: Some(goals), ..part("goals", &words.goals) })
        }
        Section::Comparison => {
            Some(SectionView { comparison: Some(comparison(scene, strategy)?), ..part("comparison", &words.comparison) })
        }
        Section::Prose(index) => {
            let section = strategy.prose.get(*index)?;
            let prose = scene.prose(&section.prose, 3);
            Some(SectionView { id: section.name.clone(), title: scene.text(&section.title), prose, ..SectionView::default() })
        }
    }
}

fn vision(scene: &Scene<'_>, strategy: &Strategy) -> Option<VisionView> {
    let vision = strategy.vision.as_ref()?;
    Some(VisionView {
        title: scene.text(&vision.title),
        subtitle: vision.subtitle.as_ref().map(|subtitle| scene.text(subtitle)),
        note: vision.note.as_ref().map(|note| scene.text(note)),
        related: strategy.related.iter().map(|name| scene.text(name)).collect(),
    })
}

/// One table for each framework that the strategy's goals name.
fn alignment(scene: &Scene<'_>, strategy: &Strategy) -> Vec<AlignmentTable> {
    let frameworks = scene.renderer.project.frameworks.iter().enumerate();
    let aligned = |framework: usize, item: usize| {
        let goals = strategy
            .goals
            .iter()
            .filter(move |goal| goal.aligns.iter().any(|align| align.framework == framework && align.items.contains(&item)));
        goals.map(|goal| (goal_label(scene, goal.number), scene.text(&goal.title))).collect::<Vec<_>>()
    };
    let used = frameworks.filter(|(index, _)| strategy.goals.iter().any(|goal| goal.aligns.iter().any(|align| align.framework == *index)));
    used.map(|(index, framework)| AlignmentTable {
        caption: Html::finished(fill(&scene.words.strategy.alignment_caption, &[("framework", scene.text(&framework.name).as_str())])),
        framework: scene.text(&framework.name),
        strategy: title(scene, strategy),
        rows: framework
            .items
            .iter()
            .enumerate()
            .map(|(position, item)| AlignmentRow {
                item: Html::finished(format!("{}{}", numbered(scene, item.number), scene.text(&item.name).as_str())),
                goals: aligned(index, position),
            })
            .collect(),
    })
    .collect()
}

/// ① … ⑳ in Japanese, "1. " in English.
pub fn numbered(scene: &Scene<'_>, number: u32) -> String {
    let circled = char::from_u32(0x245f + number).filter(|_| (1..=20).contains(&number));
    match (scene.language, circled) {
        (crate::model::Language::Ja, Some(circled)) => circled.to_string(),
        (crate::model::Language::Ja, None) => format!("({number})"),
        (crate::model::Language::En, _) => format!("{number}. "),
    }
}

fn plan_goal(scene: &Scene<'_>, strategy: &Strategy, goal: &Goal) -> PlanGoal {
    let indicators = |role: Role| {
        let of_role = goal.all_indicators().filter(move |(_, indicator)| indicator.role == role);
        of_role.map(|(_, indicator)| plan_indicator(scene, strategy, indicator)).collect()
    };
    PlanGoal {
        number: goal.number,
        colour: colour(goal.number),
        label: goal_label(scene, goal.number),
        title: scene.text(&goal.title),
        prose: scene.prose(&goal.prose, 4),
        targets: indicators(Role::Target),
        kpis: indicators(Role::Kpi),
        measures: goal.measures.iter().map(|measure| plan_measure(scene, goal.number, measure)).collect(),
    }
}

/// An indicator as the plan states it, before any edition.
fn plan_indicator(scene: &Scene<'_>, strategy: &Strategy, indicator: &crate::model::Indicator) -> PlanIndicator {
    let writer = scene.writer(strategy.notation());
    let speaker = crate::render::plan::PlanSpeaker::new(scene, writer, indicator);
    let reported = scene.renderer.evaluations.iter().any(|evaluation| evaluation.indicator(&indicator.id).is_some());
    let href = reported.then(|| scene.href(PageAddress::Series(indicator.id.clone())));
    PlanIndicator { href, name: name_html(scene, indicator), from: scene.html(&speaker.baseline()), to: scene.html(&speaker.target()) }
}

fn plan_measure(scene: &Scene<'_>, goal: u32, measure: &Measure) -> PlanMeasure {
    let policies = (1..).zip(&measure.policies).map(|(number, policy)| (numbered(scene, number), scene.text(&policy.title)));
    PlanMeasure {
        number: measure.number,
        anchor: format!("goal-{goal}-measure-{}", measure.number),
        title: scene.text(&measure.title),
        prose: scene.prose(&measure.prose, 5),
        policies: policies.collect(),
    }
}

fn comparison(scene: &Scene<'_>, strategy: &Strategy) -> Option<ComparisonNote> {
    let old = before(scene, strategy)?;
    Some(ComparisonNote {
        intro: comparison::intro(scene, old, strategy),
        counts: comparison::counts(scene, &Comparison::of(old, strategy)),
        href: scene.href(PageAddress::Comparison(strategy.id.clone())),
    })
}

/// The strategy that a strategy succeeds.
pub fn before<'a>(scene: &Scene<'a>, strategy: &Strategy) -> Option<&'a Strategy> {
    scene.renderer.project.strategy(strategy.succeeds.as_ref()?)
}
