//! What a strategy says: its texts, goals, measures and indicators.

use super::facts::{FactValue, SubjectFacts};
use super::words::DiffWords;
use crate::message::Message;
use crate::model::{Goal, Indicator, Measure, Observation, PopulationVision, Quantity, Rule, Strategy, Target};

/// The texts of a strategy itself.
pub fn strategy(facts: &mut SubjectFacts<'_>, strategy: &Strategy) {
    let words = facts.words;
    facts.text("title", &Message::new("diff-item.title"), Some(&strategy.title));
    facts.text("stage", &Message::new("diff-item.stage"), strategy.stage.as_ref());
    let period = strategy.period.map(|period| format!("{}～{}", words.fiscal(period.first), words.fiscal(period.last)));
    facts.short("period", &Message::new("diff-item.period"), period);
    facts.short("published", &Message::new("diff-item.published"), strategy.published.map(|date| words.date(date)));
    if let Some(vision) = &strategy.vision {
        facts.text("vision", &Message::new("diff-item.vision"), Some(&vision.title));
        facts.text("vision.subtitle", &Message::new("diff-item.vision-subtitle"), vision.subtitle.as_ref());
        facts.text("vision.note", &Message::new("diff-item.vision-note"), vision.note.as_ref());
    }
    for (number, related) in (1..).zip(&strategy.related) {
        facts.text(&format!("related.{number}"), &Message::new("diff-item.related"), Some(related));
    }
    facts.body("body", &Message::new("diff-item.body"), &strategy.introduction);
    for section in strategy.prose.iter().chain(&strategy.comparison) {
        let title = words.name(&section.title);
        facts.text(&format!("section.{}.title", section.name), &Message::new("diff-item.section-title"), Some(&section.title));
        facts.body(&format!("section.{}.body", section.name), &Message::new("diff-item.section").part("title", title), &section.prose);
    }
    strategy.population.iter().for_each(|population| self::population(facts, population));
    strategy.rule.iter().for_each(|rule| self::rule(facts, rule));
}

fn population(facts: &mut SubjectFacts<'_>, population: &PopulationVision) {
    let words = facts.words;
    for scenario in &population.scenarios {
        let name = words.name(&scenario.name);
        for point in &scenario.points {
            let item = Message::new("diff-item.population").part("scenario", name.as_str()).part("year", point.year);
            let value = FactValue::Figure { written: words.quantity(None, point.value), value: Some(point.value), unit: None };
            facts.add(&format!("population.{}.{}", scenario.name.ja, point.year), &item, value);
        }
    }
    for lever in &population.levers {
        let item = Message::new("diff-item.lever").part("name", words.name(&lever.name));
        facts.text(&format!("population.lever.{}", lever.name.ja), &item, Some(&lever.text));
    }
}

/// The rule by which indicators are judged: its grades are shown, all of it is compared.
pub fn rule(facts: &mut SubjectFacts<'_>, rule: &Rule) {
    let words = facts.words;
    let grades = words.list(rule.grades.iter().map(|grade| words.name(&grade.label)));
    let shown =
        rule.name.map_or(grades.clone(), |preset| words.with(words.choice(preset), Some(grades).into_iter().filter(|all| !all.is_empty())));
    let whole = serde_json::to_string(rule).unwrap_or_default();
    facts.add("rule", &Message::new("diff-item.rule"), FactValue::Shown { shown, whole });
}

pub fn goal(facts: &mut SubjectFacts<'_>, goal: &Goal) {
    facts.text("title", &Message::new("diff-item.title"), Some(&goal.title));
    facts.text("short", &Message::new("diff-item.short"), goal.short.as_ref());
    facts.body("body", &Message::new("diff-item.body"), &goal.prose);
}

pub fn measure(facts: &mut SubjectFacts<'_>, measure: &Measure) {
    facts.text("title", &Message::new("diff-item.title"), Some(&measure.title));
    facts.body("body", &Message::new("diff-item.body"), &measure.prose);
    for (number, policy) in (1..).zip(&measure.policies) {
        facts.text(&format!("policy.{number}"), &Message::new("diff-item.policy").part("number", number), Some(&policy.title));
    }
    years(facts, measure.from, measure.until);
}

/// The editions to which something belongs.
fn years(facts: &mut SubjectFacts<'_>, from: Option<i32>, until: Option<i32>) {
    let words = facts.words;
    facts.short("from", &Message::new("diff-item.from"), from.map(|year| words.fiscal(year)));
    facts.short("until", &Message::new("diff-item.until"), until.map(|year| words.fiscal(year)));
}

/// What the plan says of an indicator. `part` is the goal or measure to which it belongs.
pub fn indicator(facts: &mut SubjectFacts<'_>, indicator: &Indicator, part: &str) {
    let words = facts.words;
    let unit = indicator.unit.as_ref();
    facts.text("name", &Message::new("diff-item.name"), Some(&indicator.name));
    facts.short("part", &Message::new("diff-item.part"), Some(part.to_owned()));
    facts.short("role", &Message::new("diff-item.role"), Some(words.choice(indicator.role)));
    facts.short("unit", &Message::new("diff-item.unit"), unit.map(|unit| unit.ja.clone()));
    facts.short("kind", &Message::new("diff-item.kind"), Some(words.choice(indicator.kind)));
    facts.short("direction", &Message::new("diff-item.direction"), indicator.direction.map(|direction| words.choice(direction)));
    baseline(facts, "baseline", indicator, indicator.baseline.as_ref(), &Message::new("diff-item.baseline"));
    target(facts, "target", indicator, indicator.target.as_ref(), &Message::new("diff-item.target"));
    for scheduled in &indicator.schedule {
        let item = Message::new("diff-item.scheduled").part("year", words.year(scheduled.year));
        facts.add(&format!("schedule.{}", scheduled.year.number), &item, figure(words, indicator, scheduled.value));
    }
    for past in &indicator.history {
        let item = Message::new("diff-item.history").part("year", words.year(past.year));
        facts.add(&format!("history.{}", past.year.number), &item, figure(words, indicator, past.value));
    }
    let tolerance = Some(indicator.tolerance).filter(|tolerance| !tolerance.is_zero());
    facts.short("tolerance", &Message::new("diff-item.tolerance"), tolerance.map(|value| words.quantity(unit, value)));
    let texts = [
        ("definition", Message::new("diff-item.definition"), &indicator.definition),
        ("source", Message::new("diff-item.source"), &indicator.source),
        ("note", Message::new("diff-item.note"), &indicator.note),
        ("owner", Message::new("diff-item.owner"), &indicator.owner),
        ("group", Message::new("diff-item.group"), &indicator.group),
    ];
    texts.iter().for_each(|(key, item, text)| facts.text(key, item, text.as_ref()));
    for step in &indicator.steps {
        facts.text(&format!("step.{}", step.id), &Message::new("diff-item.step").part("id", step.id.as_str()), Some(&step.name));
    }
    years(facts, indicator.from, indicator.until);
    facts.short("lag", &Message::new("diff-item.lag"), indicator.lag.map(|lag| lag.to_string()));
    revisions(facts, indicator);
}

fn revisions(facts: &mut SubjectFacts<'_>, indicator: &Indicator) {
    let words = facts.words;
    for revision in &indicator.revisions {
        let item = |key: &str| Message::new(key).part("year", words.fiscal(revision.from));
        let key = |part: &str| format!("revision.{}.{part}", revision.from);
        baseline(facts, &key("baseline"), indicator, revision.baseline.as_ref(), &item("diff-item.revised-baseline"));
        target(facts, &key("target"), indicator, revision.target.as_ref(), &item("diff-item.revised-target"));
        let schedule = revision.schedule.as_ref().map(|schedule| words.schedule(indicator, schedule));
        facts.short(&key("schedule"), &item("diff-item.revised-schedule"), schedule);
        facts.text(&key("reason"), &item("diff-item.revision-reason"), revision.reason.as_ref());
    }
}

fn baseline(facts: &mut SubjectFacts<'_>, key: &str, indicator: &Indicator, baseline: Option<&Observation>, item: &Message) {
    let Some(baseline) = baseline else { return };
    let written = facts.words.observation(indicator, baseline, None);
    facts.add(key, item, FactValue::Figure { written, value: baseline.value(), unit: indicator.unit.clone() });
    let note = Message::new("diff-item.note-on").part("item", facts.words.text(item));
    facts.text(&format!("{key}.note"), &note, baseline.note.as_ref());
}

fn target(facts: &mut SubjectFacts<'_>, key: &str, indicator: &Indicator, target: Option<&Target>, item: &Message) {
    let Some(target) = target else { return };
    let written = facts.words.target(indicator, target);
    facts.add(key, item, FactValue::Figure { written, value: target.value(), unit: indicator.unit.clone() });
    let note = Message::new("diff-item.note-on").part("item", facts.words.text(item));
    facts.text(&format!("{key}.note"), &note, target.note.as_ref());
}

/// A figure in the unit of an indicator.
pub fn figure(words: &DiffWords, indicator: &Indicator, value: Quantity) -> FactValue {
    let unit = indicator.unit.clone();
    FactValue::Figure { written: words.quantity(unit.as_ref(), value), value: Some(value), unit }
}
