//! What a fault is about, as people call it: an indicator or a measure by its name, its division and its place in the plan.

use super::Fault;
use crate::language::Language;
use crate::message::Message;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What names an indicator or a measure in the content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectKey {
    /// The id of an indicator.
    Indicator(String),
    /// Goal and measure, by their numbers.
    Measure(u32, u32),
}

/// The words for a subject in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubjectWords {
    pub name: String,
    /// The division in charge.
    pub division: Option<String>,
}

/// An indicator or a measure as people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub ja: SubjectWords,
    pub en: SubjectWords,
    pub goal: u32,
    /// `None` for an indicator of the goal itself.
    pub measure: Option<u32>,
}

/// The subjects of one strategy.
#[derive(Clone, Debug, Default)]
pub struct StrategySubjects {
    pub strategy: String,
    /// The editions that report on it.
    pub editions: Vec<i32>,
    pub subjects: BTreeMap<SubjectKey, Subject>,
}

/// The subjects of the faults of a report, strategy by strategy; the newest last.
#[derive(Clone, Debug, Default)]
pub struct Subjects {
    pub strategies: Vec<StrategySubjects>,
}

/// A subject as programs read it; indicators with their ids.
#[derive(Debug, Serialize)]
pub(super) struct SubjectEntry<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    division: Option<&'a str>,
    goal: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<u32>,
}

impl Subject {
    fn words(&self, language: Language) -> &SubjectWords {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }

    /// The division in charge.
    pub fn division(&self, language: Language) -> Option<&str> {
        self.words(language).division.as_deref()
    }

    /// The subject of a key.
    pub(super) fn entry(&self, key: Option<SubjectKey>, language: Language) -> SubjectEntry<'_> {
        let SubjectWords { name, division } = self.words(language);
        let id = key.and_then(|key| if let SubjectKey::Indicator(id) = key { Some(id) } else { None });
        SubjectEntry { id, name, division: division.as_deref(), goal: self.goal, measure: self.measure }
    }
}

impl SubjectKey {
    /// The key as a part of a message: by the name of its subject, else as the content has it.
    pub(super) fn named(&self, subject: Option<&Subject>, language: Language) -> Message {
        match (self, subject) {
            (SubjectKey::Indicator(id), None) => Message::new("subject.id").part("id", id.as_str()),
            (SubjectKey::Indicator(_), Some(subject)) => {
                let SubjectWords { name, division } = subject.words(language);
                let message = Message::new("subject.indicator").part("name", name.as_str()).part("division", division.clone());
                message.part("goal", subject.goal).part("measure", subject.measure)
            }
            (SubjectKey::Measure(goal, measure), subject) => {
                let name = subject.map(|subject| subject.words(language).name.clone());
                Message::new("subject.measure").part("goal", *goal).part("measure", *measure).part("name", name)
            }
        }
    }
}

impl Fault {
    /// The indicator or the measure that it is about, if it is about one.
    pub fn subject(&self) -> Option<SubjectKey> {
        match self {
            Fault::MeasureWithoutReport { goal, number } => Some(SubjectKey::Measure(*goal, *number)),
            Fault::SealDiffers { id, .. } => id.clone().map(SubjectKey::Indicator),
            Fault::IndicatorNotInEdition { id, .. }
            | Fault::IndicatorWithoutResult { id, .. }
            | Fault::ResultAfterEdition { id, .. }
            | Fault::HistoryWithinEditions { id, .. }
            | Fault::FlagNotSet { id, .. }
            | Fault::ValueDiffers { id, .. }
            | Fault::SuspiciousJump { id, .. }
            | Fault::IndicatorDiffers { id, .. }
            | Fault::ResultOlderThanUsual { id, .. }
            | Fault::SealedBeforeCorrection { id, .. }
            | Fault::CorrectionDiffers { id, .. }
            | Fault::ResultDiffers { id, .. }
            | Fault::ResultTwice { id, .. }
            | Fault::UnitDiffers { id, .. }
            | Fault::KindOfCell { id, .. }
            | Fault::OtherYearDiffers { id, .. } => Some(SubjectKey::Indicator(id.clone())),
            _ => None,
        }
    }
}

impl Subjects {
    /// The subject of a key in a file of the site: by the strategy that the file belongs to, else by the newest that has it.
    pub fn find(&self, key: &SubjectKey, path: &str) -> Option<&Subject> {
        let own = self.strategies.iter().find(|strategy| strategy.has(path)).and_then(|strategy| strategy.subjects.get(key));
        own.or_else(|| self.strategies.iter().rev().find_map(|strategy| strategy.subjects.get(key)))
    }
}

impl StrategySubjects {
    /// Whether a file belongs to the strategy or to an edition that reports on it.
    fn has(&self, path: &str) -> bool {
        let first = |folder: &str| path.strip_prefix(folder).and_then(|rest| rest.split('/').next());
        match (first("content/strategies/"), first("content/editions/")) {
            (Some(strategy), _) => strategy == self.strategy,
            (None, Some(year)) => year.parse().is_ok_and(|year| self.editions.contains(&year)),
            (None, None) => false,
        }
    }
}

/// The keys of the subjects of some faults.
pub fn subject_keys<'a>(faults: impl Iterator<Item = &'a Fault>) -> BTreeSet<SubjectKey> {
    faults.filter_map(Fault::subject).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strategy(id: &str, editions: &[i32], name: &str) -> StrategySubjects {
        let words = SubjectWords { name: name.to_owned(), division: None };
        let subject = Subject { ja: words.clone(), en: words, goal: 1, measure: Some(2) };
        let subjects = BTreeMap::from([(SubjectKey::Indicator("a".to_owned()), subject)]);
        StrategySubjects { strategy: id.to_owned(), editions: editions.to_vec(), subjects }
    }

    #[test]
    fn a_subject_is_that_of_the_strategy_of_its_file() {
        let subjects = Subjects { strategies: vec![strategy("first", &[2020], "old"), strategy("second", &[2025], "new")] };
        let name = |path: &str| subjects.find(&SubjectKey::Indicator("a".to_owned()), path).unwrap().ja.name.as_str();
        assert_eq!(name("content/editions/2020/goal-1/goal.md"), "old");
        assert_eq!(name("content/strategies/first/goal-1/goal.md"), "old");
        assert_eq!(name("content/editions/2025/goal-1/goal.md"), "new");
        assert_eq!(name("answers.xlsx"), "new");
        assert_eq!(subjects.find(&SubjectKey::Measure(1, 1), "answers.xlsx"), None);
    }
}
