//! One strategy: vision, alignment, population, goals, comparison, prose.

use super::comparison;
use super::goal_card::goal_label;
use crate::evaluate::Comparison;
use crate::model::{Goal, Measure, Role, Section, Strategy, Text};
use crate::render::Html;
use crate::render::context::PageContext;
use crate::render::frame::{Frame, PageHead, colour};
use crate::render::indicator::name_html;
use crate::render::population::{self, PopulationView};
use crate::render::route::PageAddress;
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
pub fn title(context: &PageContext<'_>, strategy: &Strategy) -> Html {
    titled(context, &strategy.title, strategy.stage.as_ref())
}

/// A title with the public stage, where there is one.
pub fn titled(context: &PageContext<'_>, title: &Text, stage: Option<&Text>) -> Html {
    let title = context.text(title);
    match (stage, context.language) {
        (None, _) => title,
        (Some(stage), crate::model::Language::Ja) => Html::finished(format!("{}（{}）", title.as_str(), context.text(stage).as_str())),
        (Some(stage), crate::model::Language::En) => Html::finished(format!("{} ({})", title.as_str(), context.text(stage).as_str())),
    }
}

/// Makes the view.
pub fn view(context: &PageContext<'_>, strategy: &Strategy) -> StrategyView {
    let plain = context.plain(&strategy.title);
    let measures = strategy.goals.iter().map(|goal| goal.measures.len()).sum::<usize>().to_string();
    let values = [("title", plain.as_str()), ("goals", &strategy.goals.len().to_string()), ("measures", &measures)];
    let description = fill(&context.words.strategy.description, &values);
    let crumbs = vec![context.here(context.text(&strategy.title))];
    StrategyView {
        frame: context.frame(PageHead { title: Some(plain), description, crumbs, colour: None }),
        title: context.text(&strategy.title),
        stage: strategy.stage.as_ref().map(|stage| context.text(stage)),
        introduction: context.prose(&strategy.introduction, 2),
        facts: facts(context, strategy),
        sections: strategy.sections.iter().filter_map(|section| section_view(context, strategy, section)).collect(),
    }
}

fn facts(context: &PageContext<'_>, strategy: &Strategy) -> Vec<StrategyFact> {
    let words = &context.words.strategy;
    let link = |other: &Strategy| (Some(context.href(PageAddress::Strategy(other.id.clone()))), title(context, other));
    let all = &context.renderer.project.strategies;
    let before = before(context, strategy);
    let compared = before.filter(|_| !strategy.sections.contains(&Section::Comparison)).map(|_| {
        let href = context.href(PageAddress::Comparison(strategy.id.clone()));
        (Some(href), context.html(&words.comparison))
    });
    let after: Vec<_> = all.iter().filter(|other| other.succeeds.as_ref() == Some(&strategy.id)).map(link).collect();
    let of_strategy = context.renderer.editions.iter().filter(|shown| shown.strategy.id == strategy.id);
    let editions = of_strategy.map(|shown| shown.record).map(|edition| {
        let formatter = context.formatter(edition.notation());
        let heading = context.html(&fill(&context.words.home.eyebrow, &[("year", &formatter.fiscal_long(edition.year))]));
        (Some(context.href(PageAddress::Edition(edition.year))), heading)
    });
    let fact =
        |label: &str, items: Vec<(Option<String>, Html)>| (!items.is_empty()).then(|| StrategyFact { label: label.to_owned(), items });
    let period = context.period(strategy.period, strategy.published).map(|period| (None, context.html(&period)));
    let facts = [
        fact(&words.period, period.into_iter().collect()),
        fact(&words.succeeds, before.map(link).into_iter().chain(compared).collect()),
        fact(&words.succeeded_by, after),
        fact(&words.editions, editions.collect()),
    ];
    facts.into_iter().flatten().collect()
}

fn section_view(context: &PageContext<'_>, strategy: &Strategy, section: &Section) -> Option<SectionView> {
    let words = &context.words.strategy;
    let part = |id: &str, title: &str| SectionView { id: id.to_owned(), title: context.html(title), ..SectionView::default() };
    match section {
        Section::Vision => Some(SectionView { vision: Some(vision(context, strategy)?), ..part("vision", &words.vision) }),
        Section::Alignment => Some(SectionView { alignment: Some(alignment(context, strategy)), ..part("alignment", &words.alignment) }),
        Section::Population => {
            Some(SectionView { population: Some(population::view(context, strategy)?), ..part("population", &words.population) })
        }
        Section::Goals => {
            let goals = strategy.goals.iter().map(|goal| plan_goal(context, strategy, goal)).collect();
            Some(SectionView { goals: Some(goals), ..part("goals", &words.goals) })
        }
        Section::Comparison => {
            Some(SectionView { comparison: Some(comparison(context, strategy)?), ..part("comparison", &words.comparison) })
        }
        Section::Prose(index) => {
            let section = strategy.prose.get(*index)?;
            let prose = context.prose(&section.prose, 3);
            Some(SectionView { id: section.name.clone(), title: context.text(&section.title), prose, ..SectionView::default() })
        }
    }
}

fn vision(context: &PageContext<'_>, strategy: &Strategy) -> Option<VisionView> {
    let vision = strategy.vision.as_ref()?;
    Some(VisionView {
        title: context.text(&vision.title),
        subtitle: vision.subtitle.as_ref().map(|subtitle| context.text(subtitle)),
        note: vision.note.as_ref().map(|note| context.text(note)),
        related: strategy.related.iter().map(|name| context.text(name)).collect(),
    })
}

/// One table for each framework that the strategy's goals name.
fn alignment(context: &PageContext<'_>, strategy: &Strategy) -> Vec<AlignmentTable> {
    let frameworks = context.renderer.project.frameworks.iter().enumerate();
    let aligned = |framework: usize, item: usize| {
        let goals = strategy
            .goals
            .iter()
            .filter(move |goal| goal.aligns.iter().any(|align| align.framework == framework && align.items.contains(&item)));
        goals.map(|goal| (goal_label(context, goal.number), context.text(&goal.title))).collect::<Vec<_>>()
    };
    let used = frameworks.filter(|(index, _)| strategy.goals.iter().any(|goal| goal.aligns.iter().any(|align| align.framework == *index)));
    used.map(|(index, framework)| AlignmentTable {
        caption: Html::finished(fill(&context.words.strategy.alignment_caption, &[("framework", context.text(&framework.name).as_str())])),
        framework: context.text(&framework.name),
        strategy: title(context, strategy),
        rows: framework
            .items
            .iter()
            .enumerate()
            .map(|(position, item)| AlignmentRow {
                item: Html::finished(format!("{}{}", numbered(context, item.number), context.text(&item.name).as_str())),
                goals: aligned(index, position),
            })
            .collect(),
    })
    .collect()
}

/// ① … ⑳ in Japanese, "1. " in English.
pub fn numbered(context: &PageContext<'_>, number: u32) -> String {
    let circled = char::from_u32(0x245f + number).filter(|_| (1..=20).contains(&number));
    match (context.language, circled) {
        (crate::model::Language::Ja, Some(circled)) => circled.to_string(),
        (crate::model::Language::Ja, None) => format!("({number})"),
        (crate::model::Language::En, _) => format!("{number}. "),
    }
}

fn plan_goal(context: &PageContext<'_>, strategy: &Strategy, goal: &Goal) -> PlanGoal {
    let indicators = |role: Role| {
        let of_role = goal.all_indicators().filter(move |(_, indicator)| indicator.role == role);
        of_role.map(|(_, indicator)| plan_indicator(context, strategy, indicator)).collect()
    };
    PlanGoal {
        number: goal.number,
        colour: colour(goal.number),
        label: goal_label(context, goal.number),
        title: context.text(&goal.title),
        prose: context.prose(&goal.prose, 4),
        targets: indicators(Role::Target),
        kpis: indicators(Role::Kpi),
        measures: goal.measures.iter().map(|measure| plan_measure(context, goal.number, measure)).collect(),
    }
}

/// An indicator as the plan states it, before any edition.
fn plan_indicator(context: &PageContext<'_>, strategy: &Strategy, indicator: &crate::model::Indicator) -> PlanIndicator {
    let formatter = context.formatter(strategy.notation());
    let indicator_text = crate::render::plan_text::PlanText::new(context, formatter, indicator);
    let reported = context.renderer.records().any(|edition| edition.indicator(&indicator.id).is_some());
    let href = reported.then(|| context.href(PageAddress::Series(indicator.id.clone())));
    PlanIndicator {
        href,
        name: name_html(context, indicator),
        from: context.html(&indicator_text.baseline()),
        to: context.html(&indicator_text.target()),
    }
}

fn plan_measure(context: &PageContext<'_>, goal: u32, measure: &Measure) -> PlanMeasure {
    let policies = (1..).zip(&measure.policies).map(|(number, policy)| (numbered(context, number), context.text(&policy.title)));
    PlanMeasure {
        number: measure.number,
        anchor: format!("goal-{goal}-measure-{}", measure.number),
        title: context.text(&measure.title),
        prose: context.prose(&measure.prose, 5),
        policies: policies.collect(),
    }
}

fn comparison(context: &PageContext<'_>, strategy: &Strategy) -> Option<ComparisonNote> {
    let old = before(context, strategy)?;
    Some(ComparisonNote {
        intro: comparison::intro(context, old, strategy),
        counts: comparison::counts(context, &Comparison::of(old, strategy)),
        href: context.href(PageAddress::Comparison(strategy.id.clone())),
    })
}

/// The strategy that a strategy succeeds.
pub fn before<'a>(context: &PageContext<'a>, strategy: &Strategy) -> Option<&'a Strategy> {
    context.renderer.project.strategy(strategy.succeeds.as_ref()?)
}
