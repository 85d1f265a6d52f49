//! What is known of an indicator, as a line of comment beside the result that is to be filled in.

use crate::model::{Aim, Bound, Edition, Indicator, Language, Notation, Observation, Reading, Target, Word, Year};

/// What an edition reports of an indicator, if it is a figure or a step.
pub fn figure<'a>(edition: &'a Edition, indicator: &Indicator) -> Option<&'a Observation> {
    let observation = &edition.outcome(&indicator.id)?.observation;
    match observation.reading {
        Reading::Value(_) => Some(observation),
        Reading::Step(step) if step < indicator.steps.len() => Some(observation),
        Reading::Step(_) | Reading::Missing(_) => None,
    }
}

/// Name, unit, baseline, last known figure and target, as the edition of a year knows them.
pub fn words(indicator: &Indicator, last: Option<&Observation>, year: i32) -> String {
    let plan = indicator.plan(year);
    let unit = indicator.unit.as_ref().map(|unit| unit.ja.as_str());
    let mark = indicator.kind.choice().mark.filter(|_| indicator.lacks_mark(Language::Ja));
    let marks: Vec<&str> = unit.into_iter().chain(mark.map(|mark| mark.ja)).collect();
    let marks = if marks.is_empty() { String::new() } else { format!("（{}）", marks.join("、")) };
    let parts: Vec<String> = [
        plan.baseline.map(|baseline| format!("基準値 {}", observation(indicator, baseline))),
        last.map(|last| format!("前回 {}", observation(indicator, last))),
        plan.target.map(|target| format!("目標値 {}", aim(indicator, target))),
        plan.yearly_target(year).map(|target| format!("年度目標 {}", aim(indicator, &target))),
        steps(indicator),
    ]
    .into_iter()
    .flatten()
    .collect();
    let known = if parts.is_empty() { String::new() } else { format!("：{}", parts.join("、")) };
    line(&format!("{}{marks}{known}", indicator.name.ja))
}

/// A text on one line, so that it stays within a comment.
pub fn line(text: &str) -> String {
    text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn observation(indicator: &Indicator, observed: &Observation) -> String {
    let value = match observed.reading {
        Reading::Value(quantity) => quantity.decimal().to_string(),
        Reading::Step(position) => step(indicator, position),
        Reading::Missing(status) => status.choice().label.ja.to_owned(),
    };
    let certainty = observed.certainty.map(|certainty| format!("、{}", certainty.choice().label.ja)).unwrap_or_default();
    format!("{value}{}（{}{certainty}）", bound(observed.bound), in_year(observed.year))
}

fn aim(indicator: &Indicator, target: &Target) -> String {
    let value = match target.aim {
        Aim::Value(quantity) => quantity.decimal().to_string(),
        Aim::Range { min, max } => format!("{}～{}", min.decimal(), max.decimal()),
        Aim::Step(position) => step(indicator, position),
    };
    format!("{value}{}（{}）", bound(target.bound), in_year(target.year))
}

fn step(indicator: &Indicator, position: usize) -> String {
    indicator.steps.get(position).map(|step| format!("\"{}\"", step.id)).unwrap_or_default()
}

/// What can be filled in for a milestone.
fn steps(indicator: &Indicator) -> Option<String> {
    let each: Vec<String> = indicator.steps.iter().map(|step| format!("\"{}\" {}", step.id, step.name.ja)).collect();
    (!each.is_empty()).then(|| format!("段階 {}", each.join("・")))
}

/// 2024年度・R6; of calendar years 2024年・R6.
pub fn in_year(year: Year) -> String {
    let unit = if year.calendar { "年" } else { "年度" };
    let era = Notation::as_of(None).era_year(year.number).map(|(_, letter, number)| format!("・{letter}{number}")).unwrap_or_default();
    format!("{}{unit}{era}", year.number)
}

/// The words of a closed choice with what they mean, for a comment: `up 増やす、down 減らす`.
pub fn choices<T: Word>() -> String {
    let each: Vec<String> = T::CHOICES.iter().map(|choice| format!("{} {}", choice.word, choice.meaning.ja)).collect();
    each.join("、")
}

/// What follows a figure that is a limit.
pub fn bound(bound: Option<Bound>) -> &'static str {
    bound.map_or("", |bound| bound.choice().label.ja)
}
