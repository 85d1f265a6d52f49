//! Readers of strategies, their goals and measures.

use super::SharedContext;
use super::indicator::indicator;
use super::observation::span;
use super::values::{alias, choice, count, dated, period, plain, published, quantity, text, year};
use super::{files, rule};
use crate::diagnostic::{Fault, KeyMisuse, NameClass, Place, Report, Shape};
use crate::format;
use crate::load::fields::{Fields, NamedValue, TomlValue};
use crate::model::{
    Alignment, Depth, Document, Goal, Lever, Measure, Policy, PopulationNotation, PopulationPoint, PopulationVision, ProseSection,
    Scenario, Section, Strategy, Vision,
};
use std::collections::BTreeMap;

/// The structured parts, in the order that a strategy has without `sections`.
const PARTS: [(&str, Section); 5] = [
    ("vision", Section::Vision),
    ("alignment", Section::Alignment),
    ("population", Section::Population),
    ("goals", Section::Goals),
    ("comparison", Section::Comparison),
];

/// All strategies, each after the one that it succeeds.
pub fn all(shared: &SharedContext<'_>, report: &mut Report) -> Vec<Strategy> {
    let mut ids: Vec<String> = shared.files.originals.keys().filter_map(strategy_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let read = super::side_by_side(&ids, report, |id, report| strategy(id, shared, report));
    let mut strategies: Vec<Strategy> = read.into_iter().flatten().collect();
    check_indicators(&strategies, report);
    check_succession(&mut strategies, report);
    check_counterparts(&strategies, report);
    strategies
}

pub fn strategy_id(document: &Document) -> Option<String> {
    match document {
        Document::Strategy(id) | Document::StrategySection(id, _) => Some(id.clone()),
        Document::StrategyGoal(id, _) | Document::StrategyMeasure(id, _, _) => Some(id.clone()),
        _ => None,
    }
}

/// The strategy and goal that a file belongs to.
pub fn strategy_goal(document: &Document) -> Option<(&String, u32)> {
    match document {
        Document::StrategyGoal(id, goal) | Document::StrategyMeasure(id, goal, _) => Some((id, *goal)),
        _ => None,
    }
}

fn strategy(id: &str, shared: &SharedContext<'_>, report: &mut Report) -> Option<Strategy> {
    let document = Document::Strategy(id.to_owned());
    if !shared.files.originals.contains_key(&document) {
        report.add(Place::File(format!("content/strategies/{id}")), Fault::MissingFile { path: "strategy.md".to_owned() });
    }
    let goals = goals(id, shared, report);
    let (prose, comparison) = prose(id, shared, report);
    let file = shared.opened.get(&document)?;
    file.facts.read(report, |mut fields, report| {
        let place = fields.place().clone();
        let title = fields.required("title", report, text);
        let sections = fields.optional("sections", report, |value, report| sections(value, &prose, report));
        let period = fields.optional("period", report, period);
        let strategy = Strategy {
            id: id.to_owned(),
            title: title.unwrap_or_default(),
            period,
            published: fields.optional("published", report, dated(period, published)),
            stage: fields.optional("stage", report, text),
            succeeds: fields.optional("succeeds", report, plain),
            compare: fields.optional("compare", report, |value, report| choice(value, report, NameClass::Depth)).unwrap_or(Depth::Goals),
            sections: sections.unwrap_or_default(),
            vision: fields.optional("vision", report, vision),
            related: fields.list("related", report, related),
            population: fields.optional("population", report, population),
            comparison,
            introduction: file.prose.clone(),
            goals,
            rule: fields.optional("rating", report, rule::rule),
            aliases: fields.list("aliases", report, alias),
            place: if fields.has("succeeds") { fields.key_place("succeeds") } else { place },
            prose,
        };
        fields.finish(&format::STRATEGY, report);
        Some(with_default_sections(strategy))
    })
}

/// Without `sections`: the structured parts that there are, then the prose by name.
fn with_default_sections(mut strategy: Strategy) -> Strategy {
    if strategy.sections.is_empty() {
        let structured = PARTS.iter().map(|(_, part)| part.clone()).filter(|part| match part {
            Section::Vision => strategy.vision.is_some(),
            Section::Population => strategy.population.is_some(),
            Section::Alignment => strategy.goals.iter().any(|goal| !goal.aligns.is_empty()),
            Section::Comparison => strategy.succeeds.is_some(),
            Section::Goals | Section::Prose(_) => true,
        });
        strategy.sections = structured.chain((0..strategy.prose.len()).map(Section::Prose)).collect();
    }
    strategy
}

fn sections(value: &TomlValue<'_>, prose: &[ProseSection], report: &mut Report) -> Option<Vec<Section>> {
    let mut sections = Vec::new();
    let mut meant = Vec::new();
    for item in value.items(report)? {
        let Some(name) = item.text(report) else { continue };
        let part = PARTS.iter().find(|(part, _)| *part == name).map(|(_, section)| section.clone());
        let section = part.or_else(|| prose.iter().position(|section| section.name == name).map(Section::Prose));
        match section {
            Some(section) => sections.push(section),
            None => {
                let known = PARTS.iter().map(|(part, _)| *part).chain(prose.iter().map(|section| section.name.as_str()));
                let fault = Fault::unknown(NameClass::Section, name, known);
                if let Fault::Unknown { nearest, .. } = &fault {
                    meant.extend(nearest.clone());
                }
                report.add(item.place(), fault);
            }
        }
    }
    for (index, section) in prose.iter().enumerate() {
        if !sections.contains(&Section::Prose(index)) && !meant.contains(&section.name) {
            report.add(value.place(), Fault::SectionNotListed { name: section.name.clone() });
            sections.push(Section::Prose(index));
        }
    }
    Some(sections)
}

/// The sections of prose by name, and the note under the comparison.
fn prose(id: &str, shared: &SharedContext<'_>, report: &mut Report) -> (Vec<ProseSection>, Option<ProseSection>) {
    let mut sections = Vec::new();
    let mut comparison = None;
    let first = Document::StrategySection(id.to_owned(), String::new());
    let of_strategy = shared.opened.since(first).map_while(|(document, file)| match document {
        Document::StrategySection(strategy, name) if strategy == id => Some((name, file)),
        _ => None,
    });
    for (name, file) in of_strategy {
        let title = title_only(file, report);
        let section = ProseSection { name: name.clone(), title: title.unwrap_or_default(), prose: file.prose.clone() };
        if name == "comparison" { comparison = Some(section) } else { sections.push(section) }
    }
    (sections, comparison)
}

fn title_only(file: &files::OpenedFile<'_>, report: &mut Report) -> Option<crate::model::Text> {
    file.facts.read(report, |mut fields, report| {
        let title = fields.required("title", report, text);
        fields.finish(&format::SECTION, report);
        title
    })
}

fn goals(id: &str, shared: &SharedContext<'_>, report: &mut Report) -> Vec<Goal> {
    let firsts = [Document::StrategyGoal(id.to_owned(), 0), Document::StrategyMeasure(id.to_owned(), 0, 0)];
    let numbers = shared.goals(firsts, |document| match document {
        Document::StrategyGoal(strategy, goal) | Document::StrategyMeasure(strategy, goal, _) if strategy == id => Some(*goal),
        _ => None,
    });
    numbers.into_iter().filter_map(|number| goal(id, number, shared, report)).collect()
}

fn goal(id: &str, number: u32, shared: &SharedContext<'_>, report: &mut Report) -> Option<Goal> {
    let measures = measures(id, number, shared, report);
    let document = Document::StrategyGoal(id.to_owned(), number);
    if !shared.files.originals.contains_key(&document) {
        let folder = format!("content/strategies/{id}/goal-{number}");
        report.add(Place::File(folder), Fault::MissingFile { path: "goal.md".to_owned() });
    }
    let file = shared.opened.get(&document)?;
    file.facts.read(report, |mut fields, report| {
        let title = fields.required("title", report, text);
        let short = fields.optional("short", report, text);
        let aligns = fields.optional("aligns", report, |value, report| aligns(value, shared, report)).unwrap_or_default();
        let indicators = fields.list("indicator", report, |value, report| indicator(value, shared, report));
        fields.finish(&format::GOAL, report);
        Some(Goal { number, title: title.unwrap_or_default(), short, prose: file.prose.clone(), aligns, indicators, measures })
    })
}

fn measures(id: &str, goal: u32, shared: &SharedContext<'_>, report: &mut Report) -> Vec<Measure> {
    let mut measures = Vec::new();
    let first = Document::StrategyMeasure(id.to_owned(), goal, 0);
    let of_goal = shared.opened.since(first).map_while(|(document, file)| match document {
        Document::StrategyMeasure(strategy, of, number) if strategy == id && *of == goal => Some((*number, file)),
        _ => None,
    });
    for (number, file) in of_goal {
        let numbered = files::NumberedFile { number, file };
        measures.extend(file.facts.read(report, |fields, report| measure(&numbered, fields, shared, report)));
    }
    measures
}

fn measure(numbered: &files::NumberedFile<'_>, mut fields: Fields<'_>, shared: &SharedContext<'_>, report: &mut Report) -> Option<Measure> {
    let files::NumberedFile { number, file } = *numbered;
    let title = fields.required("title", report, text);
    let policies = fields.list("policy", report, policy);
    let indicators = fields.list("indicator", report, |value, report| indicator(value, shared, report));
    let continues = fields.optional("continues", report, continues);
    let (from, until) = span(&mut fields, report);
    fields.finish(&format::MEASURE, report);
    Some(Measure {
        number,
        title: title.unwrap_or_default(),
        prose: file.prose.clone(),
        policies,
        indicators,
        continues,
        from,
        until,
        place: file.place.clone(),
    })
}

fn policy(value: &TomlValue<'_>, report: &mut Report) -> Option<Policy> {
    let mut fields = value.fields(report)?;
    let title = fields.required("title", report, text);
    let revises = fields.optional("revises", report, count);
    fields.finish(&format::POLICY, report);
    Some(Policy { title: title?, revises, place: value.place() })
}

/// `goal-4/measure-2`.
fn continues(value: &TomlValue<'_>, report: &mut Report) -> Option<(u32, u32)> {
    let written = value.text(report)?;
    let parts = written.split_once('/').and_then(|(goal, measure)| {
        Some((
            goal.strip_prefix("goal-")?.parse().ok()?,
            measure.strip_suffix(".md").unwrap_or(measure).strip_prefix("measure-")?.parse().ok()?,
        ))
    });
    parts.or_else(|| value.wrong(Shape::Measure, report))
}

/// `{ national = ["work"] }`.
fn aligns(value: &TomlValue<'_>, shared: &SharedContext<'_>, report: &mut Report) -> Option<Vec<Alignment>> {
    let mut alignments = Vec::new();
    for NamedValue { name, place, value: items } in value.fields(report)?.entries() {
        let Some(framework) = shared.frameworks.iter().position(|framework| framework.id == name) else {
            report.add(place, Fault::unknown(NameClass::Framework, name, shared.frameworks.iter().map(|framework| framework.id.as_str())));
            continue;
        };
        let known = &shared.frameworks[framework].items;
        let item = |value: &TomlValue<'_>, report: &mut Report| {
            let found = value.text(report)?;
            let position = known.iter().position(|item| item.id == found);
            if position.is_none() {
                report.add(value.place(), Fault::unknown(NameClass::FrameworkItem, found, known.iter().map(|item| item.id.as_str())));
            }
            position
        };
        let items = items.items(report)?.iter().filter_map(|value| item(value, report)).collect();
        alignments.push(Alignment { framework, items });
    }
    Some(alignments)
}

fn vision(value: &TomlValue<'_>, report: &mut Report) -> Option<Vision> {
    let mut fields = value.fields(report)?;
    let title = fields.required("title", report, text);
    let subtitle = fields.optional("subtitle", report, text);
    let note = fields.optional("note", report, text);
    fields.finish(&format::VISION, report);
    Some(Vision { title: title?, subtitle, note })
}

fn related(value: &TomlValue<'_>, report: &mut Report) -> Option<crate::model::Text> {
    let mut fields = value.fields(report)?;
    let name = fields.required("name", report, text);
    fields.finish(&format::RELATED, report);
    name
}

fn population(value: &TomlValue<'_>, report: &mut Report) -> Option<PopulationVision> {
    let mut fields = value.fields(report)?;
    let notation = fields.optional("notation", report, |value, report| choice(value, report, NameClass::Notation));
    let scenarios = fields.list("scenario", report, scenario);
    let levers = fields.list("lever", report, lever);
    fields.finish(&format::POPULATION, report);
    Some(PopulationVision { notation: notation.unwrap_or(PopulationNotation::Digits), scenarios, levers })
}

fn scenario(value: &TomlValue<'_>, report: &mut Report) -> Option<Scenario> {
    let mut fields = value.fields(report)?;
    let name = fields.required("name", report, text);
    let mut points = fields.required_list("points", report, point);
    points.sort_by_key(|point| point.year);
    fields.finish(&format::SCENARIO, report);
    Some(Scenario { name: name?, points })
}

fn point(value: &TomlValue<'_>, report: &mut Report) -> Option<PopulationPoint> {
    let mut fields = value.fields(report)?;
    let year = fields.required("year", report, year);
    let value = fields.required("value", report, quantity);
    fields.finish(&format::POINT, report);
    Some(PopulationPoint { year: year?, value: value? })
}

fn lever(value: &TomlValue<'_>, report: &mut Report) -> Option<Lever> {
    let mut fields = value.fields(report)?;
    let name = fields.required("name", report, text);
    let text = fields.required("text", report, text);
    fields.finish(&format::LEVER, report);
    Some(Lever { name: name?, text: text? })
}

/// An id is unique within a strategy.
fn check_indicators(strategies: &[Strategy], report: &mut Report) {
    for strategy in strategies {
        let mut first: BTreeMap<&str, &Place> = BTreeMap::new();
        for indicator in strategy.indicators() {
            if let Some(earlier) = first.insert(&indicator.id, &indicator.place) {
                report.add_related(indicator.place.clone(), earlier.clone(), Fault::DuplicateId { id: indicator.id.clone() });
            }
        }
    }
}

/// `succeeds` names a strategy and does not go round in circles; then each strategy is put after the one it succeeds.
fn check_succession(strategies: &mut [Strategy], report: &mut Report) {
    let before: BTreeMap<String, Option<String>> =
        strategies.iter().map(|strategy| (strategy.id.clone(), strategy.succeeds.clone())).collect();
    for strategy in strategies.iter() {
        if let Some(id) = strategy.succeeds.as_ref().filter(|id| !before.contains_key(*id)) {
            report.add(strategy.place.clone(), Fault::unknown(NameClass::Strategy, id, before.keys().map(String::as_str)));
        } else if depth(&strategy.id, &before).is_none() {
            report.add(strategy.place.clone(), Fault::SuccessionLoop { strategy: strategy.id.clone() });
        }
    }
    strategies.sort_by_key(|strategy| depth(&strategy.id, &before));
}

/// How many strategies come before this one; `None` in a circle.
fn depth(id: &str, before: &BTreeMap<String, Option<String>>) -> Option<usize> {
    let mut current = id;
    for depth in 0..=before.len() {
        match before.get(current).and_then(Option::as_ref) {
            Some(next) => current = next,
            None => return Some(depth),
        }
    }
    None
}

/// `continues` and `revises` name parts of the strategy before.
fn check_counterparts(strategies: &[Strategy], report: &mut Report) {
    for strategy in strategies {
        let before = strategy.succeeds.as_ref().and_then(|id| strategies.iter().find(|other| other.id == *id));
        for goal in &strategy.goals {
            for measure in &goal.measures {
                check_measure(before, goal, measure, report);
            }
        }
    }
}

fn check_measure(before: Option<&Strategy>, goal: &Goal, measure: &Measure, report: &mut Report) {
    let Some(before) = before else {
        let continues = measure.continues.is_some().then_some(("continues", &measure.place));
        let revises = measure.policies.iter().filter(|policy| policy.revises.is_some()).map(|policy| ("revises", &policy.place));
        for (key, place) in continues.into_iter().chain(revises) {
            report.add(place.clone(), Fault::KeyWithoutMeaning { key: key.to_owned(), misuse: KeyMisuse::SucceedsNone });
        }
        return;
    };
    let counterpart = measure.counterpart(goal.number, before);
    if let (Some((goal, number)), None) = (measure.continues, counterpart) {
        let known: Vec<String> = before
            .goals
            .iter()
            .flat_map(|goal| goal.measures.iter().map(move |measure| format!("goal-{}/measure-{}", goal.number, measure.number)))
            .collect();
        let fault = Fault::not_among(NameClass::Measure, &format!("goal-{goal}/measure-{number}"), known.iter().map(String::as_str));
        report.add(measure.place.clone(), fault);
    }
    let policies = counterpart.map_or(0, |measure| measure.policies.len());
    for policy in &measure.policies {
        if let Some(number) = policy.revises.filter(|number| *number as usize > policies) {
            let known: Vec<String> = (1..=policies).map(|number| number.to_string()).collect();
            report.add(policy.place.clone(), Fault::not_among(NameClass::Policy, &number.to_string(), known.iter().map(String::as_str)));
        }
    }
}
