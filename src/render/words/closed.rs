//! The words of closed choices on pages: those of the format, but where a theme has its own below `[closed]`.

use crate::model::{Certainty, Choice, Direction, Kind, Language, NextStep, Reviewer, Role, Status, Word};
use serde::{Deserialize, Deserializer, Serialize, de};
use std::collections::BTreeMap;

/// A closed choice whose words stand on pages.
pub trait PageChoice: Word {
    /// The table of a theme that may have other words for it.
    const NAME: &'static str;
}

impl PageChoice for Status {
    const NAME: &'static str = "status";
}

impl PageChoice for Kind {
    const NAME: &'static str = "kind";
}

impl PageChoice for Direction {
    const NAME: &'static str = "direction";
}

impl PageChoice for Certainty {
    const NAME: &'static str = "certainty";
}

impl PageChoice for Role {
    const NAME: &'static str = "role";
}

impl PageChoice for Reviewer {
    const NAME: &'static str = "reviewer";
}

impl PageChoice for NextStep {
    const NAME: &'static str = "next";
}

/// How the words of a choice begin in English.
#[derive(Clone, Copy)]
enum Case {
    /// They stand alone.
    Capital,
    /// They stand within a sentence.
    Small,
}

/// A closed choice as a theme's file of words has it.
struct ChoiceGroup {
    name: &'static str,
    choices: &'static [Choice],
    case: Case,
}

const fn group<T: PageChoice>(case: Case) -> ChoiceGroup {
    ChoiceGroup { name: T::NAME, choices: T::CHOICES, case }
}

const GROUPS: [ChoiceGroup; 7] = [
    group::<Status>(Case::Capital),
    group::<Kind>(Case::Capital),
    group::<Direction>(Case::Small),
    group::<Certainty>(Case::Small),
    group::<Role>(Case::Capital),
    group::<Reviewer>(Case::Capital),
    group::<NextStep>(Case::Capital),
];

/// The words of each choice, by the word that front matter has.
#[derive(Debug, Default, Serialize)]
pub struct ClosedWords(BTreeMap<String, BTreeMap<String, String>>);

impl ClosedWords {
    /// What pages show for a value.
    pub fn of<T: PageChoice>(&self, value: T) -> &str {
        self.0.get(T::NAME).and_then(|words| words.get(value.word())).map_or(value.word(), String::as_str)
    }

    /// Takes the words of the format where the theme has none.
    pub fn complete(&mut self, language: Language) {
        for group in &GROUPS {
            let words = self.0.entry(group.name.to_owned()).or_default();
            for choice in group.choices {
                words.entry(choice.word.to_owned()).or_insert_with(|| begun(choice.label.in_language(language), group.case));
            }
        }
    }
}

fn begun(label: &str, case: Case) -> String {
    let mut letters = label.chars();
    match (case, letters.next()) {
        (Case::Capital, Some(first)) => first.to_uppercase().chain(letters).collect(),
        (Case::Capital | Case::Small, _) => label.to_owned(),
    }
}

impl<'de> Deserialize<'de> for ClosedWords {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ClosedWords, D::Error> {
        let found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::deserialize(deserializer)?;
        for (name, words) in &found {
            let group = GROUPS.iter().find(|group| group.name == name);
            let group = group.ok_or_else(|| unknown(name, GROUPS.iter().map(|group| group.name)))?;
            let known = || group.choices.iter().map(|choice| choice.word);
            if let Some(word) = words.keys().find(|word| !known().any(|known| known == *word)) {
                return Err(unknown(word, known()));
            }
        }
        Ok(ClosedWords(found))
    }
}

/// An unknown name, in the words by which faults of themes are recognised.
fn unknown<E: de::Error>(found: &str, known: impl Iterator<Item = &'static str>) -> E {
    let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
    E::custom(format!("unknown field `{found}`, expected one of {}", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_exactly_the_words_of_the_format() {
        for language in Language::ALL {
            let mut words = ClosedWords::default();
            words.complete(language);
            assert_eq!(words.0.len(), GROUPS.len());
            for group in &GROUPS {
                let mut wanted: Vec<&str> = group.choices.iter().map(|choice| choice.word).collect();
                wanted.sort_unstable();
                assert_eq!(words.0[group.name].keys().collect::<Vec<_>>(), wanted);
            }
        }
    }

    #[test]
    fn a_theme_may_have_other_words_but_no_unknown_ones() {
        let mut words: ClosedWords = toml::from_str("status.pending = \"調べ中\"").unwrap();
        words.complete(Language::Ja);
        assert_eq!([words.of(Status::Pending), words.of(Status::NoSurvey), words.of(Role::Target)], ["調べ中", "調査なし", "数値目標"]);
        let mut english = ClosedWords::default();
        english.complete(Language::En);
        assert_eq!([english.of(Status::Pending), english.of(Certainty::Estimate)], ["Being compiled", "estimate"]);
        for wrong in ["status.perhaps = \"\"", "states.pending = \"\""] {
            let error = toml::from_str::<ClosedWords>(wrong).unwrap_err();
            assert!(error.message().starts_with("unknown field `"), "{error}");
        }
    }
}
