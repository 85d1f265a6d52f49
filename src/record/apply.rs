//! A sealed record put in the place of what the sources say.

use super::{Entry, Observed, Record, Texts};
use crate::model::{Edition, GoalReport, Indicator, Outcome, Restated, SealedGrade, Strategy, Text};

/// Puts the results and grades of a record in the place of an edition's own. Indicators that the strategy does not know any
/// more, and results that do not fit theirs any more, are left out.
pub fn apply(record: &Record, strategy: &Strategy, edition: &mut Edition) {
    let mut outcomes: Vec<(&Entry, Outcome)> =
        record.indicators.iter().filter_map(|entry| Some((entry, outcome(entry, strategy, edition)?))).collect();
    for goal in &mut edition.goals {
        clear(goal);
        let number = goal.number;
        let own = outcomes.extract_if(.., |(entry, _)| entry.goal == number && entry.measure.is_none());
        goal.outcomes.extend(own.map(|(_, outcome)| outcome));
        for measure in &mut goal.measures {
            let own = outcomes.extract_if(.., |(entry, _)| entry.goal == number && entry.measure == Some(measure.number));
            measure.outcomes.extend(own.map(|(_, outcome)| outcome));
        }
        // A measure whose report is gone from the sources still has its figures.
        let rest = outcomes.extract_if(.., |(entry, _)| entry.goal == number);
        goal.outcomes.extend(rest.map(|(_, outcome)| outcome));
    }
}

fn clear(goal: &mut GoalReport) {
    goal.outcomes.clear();
    for measure in &mut goal.measures {
        measure.outcomes.clear();
    }
}

fn outcome(entry: &Entry, strategy: &Strategy, edition: &Edition) -> Option<Outcome> {
    let indicator: &Indicator = strategy.indicators().find(|indicator| indicator.id == entry.id)?;
    let observation = entry.result.as_ref()?.observation(&indicator.steps)?;
    let restated = entry.restated.iter().filter_map(|restated| self::restated(&restated.figure, restated.reason.as_ref()));
    let now = edition.outcome(&entry.id);
    Some(Outcome {
        indicator: entry.id.clone(),
        observation,
        manual: None,
        restated: restated.collect(),
        sealed: Some(SealedGrade { grade: entry.grade.clone() }),
        place: now.map_or_else(|| indicator.place.clone(), |outcome| outcome.place.clone()),
    })
}

fn restated(figure: &Observed, reason: Option<&Texts>) -> Option<Restated> {
    let text = |texts: &Texts| Text { ja: texts.get("ja").cloned().unwrap_or_default(), en: texts.get("en").cloned() };
    Some(Restated { year: figure.when(), value: figure.quantity()?, reason: reason.map(text) })
}
