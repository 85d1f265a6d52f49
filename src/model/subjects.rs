//! The names of what faults are about, from the plan.

use super::{Goal, Indicator, Language, Measure, Project, Strategy, Text};
use crate::diagnostic::{Report, StrategySubjects, Subject, SubjectKey, SubjectWords, Subjects, subject_keys};
use std::collections::{BTreeMap, BTreeSet};

/// Lets a report call indicators and measures by their names.
pub fn name_subjects(project: &Project, report: &mut Report) {
    let keys = subject_keys(report.iter().map(|found| &found.fault));
    if keys.is_empty() {
        return;
    }
    let of = |(position, strategy): (usize, &Strategy)| StrategySubjects {
        editions: project.editions.iter().filter(|edition| edition.strategy == position).map(|edition| edition.year).collect(),
        ..strategy_subjects(strategy, &keys)
    };
    report.call(Subjects { strategies: project.strategies.iter().enumerate().map(of).collect() });
}

/// Lets a report on a table call the indicators and measures of one strategy by their names.
pub fn name_subjects_of(strategy: &Strategy, report: &mut Report) {
    let keys = subject_keys(report.iter().map(|found| &found.fault));
    report.call(Subjects { strategies: vec![strategy_subjects(strategy, &keys)] });
}

fn strategy_subjects(strategy: &Strategy, keys: &BTreeSet<SubjectKey>) -> StrategySubjects {
    StrategySubjects { strategy: strategy.id.clone(), editions: Vec::new(), subjects: subjects(strategy, keys) }
}

fn subjects(strategy: &Strategy, keys: &BTreeSet<SubjectKey>) -> BTreeMap<SubjectKey, Subject> {
    let mut found = BTreeMap::new();
    for goal in &strategy.goals {
        for (measure, indicator) in goal.all_indicators() {
            let key = SubjectKey::Indicator(indicator.id.clone());
            if keys.contains(&key) {
                found.insert(key, subject(goal, measure, &indicator.name, Some(indicator)));
            }
        }
        for measure in &goal.measures {
            let key = SubjectKey::Measure(goal.number, measure.number);
            if keys.contains(&key) {
                // The division in charge of a measure is that of its first indicator.
                found.insert(key, subject(goal, Some(measure), &measure.title, measure.indicators.first()));
            }
        }
    }
    found
}

fn subject(goal: &Goal, measure: Option<&Measure>, name: &Text, indicator: Option<&Indicator>) -> Subject {
    let owner = indicator.and_then(|indicator| indicator.owner.as_ref());
    let words = |language: Language| SubjectWords {
        name: name.in_language(language).0.clone(),
        division: owner.map(|owner| owner.in_language(language).0.trim().to_owned()).filter(|owner| !owner.is_empty()),
    };
    Subject { ja: words(Language::Ja), en: words(Language::En), goal: goal.number, measure: measure.map(|measure| measure.number) }
}
