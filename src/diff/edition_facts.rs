//! What an edition says: results and grades of indicators, texts, photos, budgets and reviews.

use super::facts::{FactValue, SubjectFacts};
use super::plan_facts::figure;
use crate::message::Message;
use crate::model::{Budget, Edition, FlagAnswer, GoalReport, MeasureReport, Outcome, Photo, Prose, Quantity, Review, Text, Units, Year};
use crate::record::{EditionRecord, IndicatorRecord};
use std::collections::BTreeMap;

/// The texts of an edition as a whole.
pub fn edition(facts: &mut SubjectFacts<'_>, edition: &Edition) {
    let words = facts.words;
    facts.text("title", &Message::new("diff-item.title"), Some(&edition.title));
    facts.short("published", &Message::new("diff-item.published"), edition.published.map(|date| words.date(date)));
    facts.text("selection", &Message::new("diff-item.selection"), edition.selection.as_ref());
    draft(facts, "draft", &Message::new("diff-item.draft"), edition.draft);
    facts.body("body", &Message::new("diff-item.body"), &edition.introduction);
    for (number, correction) in (1..).zip(&edition.corrections) {
        let item = Message::new("diff-item.correction").part("date", words.date(correction.date));
        facts.text(&format!("correction.{number}"), &item, Some(&correction.text));
    }
    reviews(facts, edition.year, &edition.reviews);
}

/// That something is not to be published yet.
pub fn draft(facts: &mut SubjectFacts<'_>, key: &str, item: &Message, is_draft: bool) {
    let value = is_draft.then(|| facts.words.text(&Message::new("diff-item.is-draft")));
    facts.short(key, item, value);
}

/// What an edition reports of a goal.
pub fn goal(facts: &mut SubjectFacts<'_>, year: i32, goal: &GoalReport) {
    let item = Message::new("diff-item.report-draft").part("year", facts.words.fiscal(year));
    draft(facts, &format!("edition.{year}.draft"), &item, goal.draft);
    body(facts, year, &goal.prose);
    photos(facts, year, &goal.photos);
    reviews(facts, year, &goal.reviews);
}

/// What an edition reports of a measure.
pub fn measure(facts: &mut SubjectFacts<'_>, year: i32, measure: &MeasureReport) {
    let words = facts.words;
    let of = |key: &str| Message::new(key).part("year", words.fiscal(year));
    body(facts, year, &measure.prose);
    if let Some(Budget { planned, settled }) = measure.budget {
        money(facts, &format!("edition.{year}.budget.planned"), &of("diff-item.budget-planned"), planned);
        money(facts, &format!("edition.{year}.budget.settled"), &of("diff-item.budget-settled"), settled);
    }
    photos(facts, year, &measure.photos);
    reviews(facts, year, &measure.reviews);
}

fn body(facts: &mut SubjectFacts<'_>, year: i32, prose: &Prose) {
    let item = Message::new("diff-item.report-body").part("year", facts.words.fiscal(year));
    facts.body(&format!("edition.{year}.body"), &item, prose);
}

fn money(facts: &mut SubjectFacts<'_>, key: &str, item: &Message, amount: Option<Quantity>) {
    let Some(amount) = amount else { return };
    let unit = Units::default().find("円");
    let written = facts.words.quantity(unit.as_ref(), amount);
    facts.add(key, item, FactValue::Figure { written, value: Some(amount), unit });
}

/// A photo is known by its file, one without a file by its number.
fn photos(facts: &mut SubjectFacts<'_>, year: i32, photos: &[Photo]) {
    for (number, photo) in (1_usize..).zip(photos) {
        let file = photo.file.as_ref().map(|file| file.path.rsplit('/').next().unwrap_or(&file.path).to_owned());
        let name = file.unwrap_or_else(|| number.to_string());
        let item = Message::new("diff-item.photo").part("year", facts.words.fiscal(year)).part("name", name.as_str());
        let texts = [photo.file.as_ref().map(|file| &file.alt), photo.caption.as_ref(), photo.credit.as_ref()];
        let lines = texts.into_iter().flatten().flat_map(|text: &Text| std::iter::once(&text.ja).chain(&text.en));
        let text = lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        facts.add(&format!("edition.{year}.photo.{name}"), &item, FactValue::Words { language: None, text });
        if let Some(content) = photo.file.as_ref().and_then(|file| facts.files.get(&file.path).copied()) {
            let item = Message::new("diff-item.picture").part("year", facts.words.fiscal(year)).part("name", name.as_str());
            // Both sides have this fact only where both know the file.
            let value = FactValue::Shown { shown: facts.words.picture(content), whole: content.sha256.clone() };
            facts.add(&format!("edition.{year}.photo.{name}.file"), &item, value);
        }
    }
}

fn reviews(facts: &mut SubjectFacts<'_>, year: i32, reviews: &[Review]) {
    let words = facts.words;
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for review in reviews {
        let by = facts.words.choice(review.by);
        let number = numbers.entry(format!("{by}{:?}", review.policy)).and_modify(|number| *number += 1).or_insert(1);
        let key = format!("edition.{year}.review.{}.{}.{number}", review.by as usize, review.policy.unwrap_or(0));
        let of = |key: &str| Message::new(key).part("year", words.fiscal(year)).part("by", by.as_str()).part("policy", review.policy);
        facts.text(&key, &of("diff-item.review"), review.text.as_ref());
        let next = review.next.map(|next| facts.words.choice(next));
        facts.short(&format!("{key}.next"), &of("diff-item.next"), next);
        let rating = review
            .rating
            .as_ref()
            .map(|rating| facts.words.with(rating.mark.clone(), rating.meaning.iter().map(|meaning| facts.words.name(meaning))));
        facts.short(&format!("{key}.rating"), &of("diff-item.rating"), rating);
    }
}

/// The result of an indicator, and the grade that follows from it.
pub fn result(facts: &mut SubjectFacts<'_>, edition: &EditionRecord, record: &IndicatorRecord) {
    let (words, year, indicator) = (facts.words, edition.year, &record.indicator);
    let key = |part: &str| format!("edition.{year}.{part}");
    let of = |key: &str| Message::new(key).part("year", words.fiscal(year));
    if let Some(result) = &record.result {
        let written = words.observation(indicator, result, Some(Year::fiscal(year)));
        let value = FactValue::Figure { written, value: result.value(), unit: indicator.unit.clone() };
        facts.add(&key("result"), &of("diff-item.result"), value);
        facts.text(&key("note"), &of("diff-item.result-note"), result.note.as_ref());
        if let Some(interim) = &result.interim {
            let item = of("diff-item.interim").part("period", words.name(&interim.period));
            facts.add(&key("interim"), &item, figure(words, indicator, interim.value));
        }
        let next = result.next_release.as_ref().map(|next| words.with(words.date(next.date), next.by.iter().map(|by| words.name(by))));
        facts.short(&key("next-release"), &of("diff-item.next-release"), next);
    }
    for restated in &record.restated {
        let item = of("diff-item.restated").part("of", words.year(restated.year));
        facts.add(&key(&format!("restated.{}", restated.year.number)), &item, figure(words, indicator, restated.value));
        facts.text(&key(&format!("restated.{}.reason", restated.year.number)), &item, restated.reason.as_ref());
    }
    if edition.is_graded() && record.result.is_some() {
        let none = || words.text(&Message::new("diff-item.not-evaluated"));
        let grade = edition.grade(record).map_or_else(none, |grade| words.name(&grade.label));
        facts.short(&key(GRADE), &of("diff-item.grade"), Some(grade));
    }
    let reason = record.by_hand.as_ref().and_then(|stated| stated.reason.as_ref());
    facts.text(&key("grade-reason"), &of("diff-item.grade-reason"), reason);
}

/// The end of the key of a grade.
pub const GRADE: &str = "grade";

/// The key of a grade of an edition.
pub fn grade_of(year: i32) -> String {
    format!("edition.{year}.{GRADE}")
}

/// The division's answers to the questions of the rule.
pub fn answers(facts: &mut SubjectFacts<'_>, edition: &EditionRecord, outcome: &Outcome) {
    for FlagAnswer { flag, answer, .. } in &outcome.flags {
        let asked = edition.rule.flags.iter().find(|asked| asked.id == *flag);
        let question = asked.map_or_else(|| flag.clone(), |asked| facts.words.name(&asked.label));
        let item = Message::new("diff-item.answer").part("year", facts.words.fiscal(edition.year)).part("question", question);
        let value = facts.words.text(&Message::new(if *answer { "diff-item.yes" } else { "diff-item.no" }));
        facts.short(&format!("edition.{}.answer.{flag}", edition.year), &item, Some(value));
    }
}
