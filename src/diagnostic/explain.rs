//! The long form of every code: what it means, why it matters, how to mend it, and an example.
//!
//! The texts are files in both languages, the examples are shared by them: `explain/{en,ja,example}`, each in four files.

use super::Language;
use super::fault::Code;
use crate::message::{Message, Messages};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

const ENGLISH: [&str; 4] = [
    include_str!("explain/en/facts.toml"),
    include_str!("explain/en/report.toml"),
    include_str!("explain/en/page.toml"),
    include_str!("explain/en/sheet.toml"),
];

const JAPANESE: [&str; 4] = [
    include_str!("explain/ja/facts.toml"),
    include_str!("explain/ja/report.toml"),
    include_str!("explain/ja/page.toml"),
    include_str!("explain/ja/sheet.toml"),
];

const EXAMPLES: [&str; 4] = [
    include_str!("explain/example/facts.toml"),
    include_str!("explain/example/report.toml"),
    include_str!("explain/example/page.toml"),
    include_str!("explain/example/sheet.toml"),
];

/// What a code means, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// The meaning in one line, as in the table of all codes.
    pub line: String,
    /// What was found.
    pub means: String,
    /// Why it matters.
    pub why: String,
    /// How to mend it.
    pub mend: String,
}

/// A slip and its correction.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The file that both stand in; without it they are lists of files.
    pub file: Option<String>,
    pub wrong: String,
    pub right: String,
}

/// The explanation of a code; every code has one.
pub fn explanation(code: &str, language: Language) -> Option<Explanation> {
    match language {
        Language::Ja => find(&JAPANESE, code),
        Language::En => find(&ENGLISH, code),
    }
}

/// The example of a code; every code has one.
pub fn example(code: &str) -> Option<Example> {
    find(&EXAMPLES, code)
}

fn find<T: DeserializeOwned>(files: &[&str], code: &str) -> Option<T> {
    files.iter().find_map(|file| {
        let mut all: BTreeMap<String, T> = toml::from_str(file).expect("the built-in texts have this form: a test reads them all");
        all.remove(code)
    })
}

impl Explanation {
    /// The whole text for people, with the example.
    pub fn print(&self, code: Code, example: &Example, language: Language) -> String {
        let messages = Messages::of(language);
        let heading = |name: &str| messages.text(&Message::new(&format!("explain.{name}")).part("file", example.file.clone()));
        let parts =
            [("means", &self.means), ("why", &self.why), ("mend", &self.mend), ("wrong", &example.wrong), ("right", &example.right)];
        let severity = messages.text(&Message::new(&format!("severity.{}", code.severity.name())));
        let head = format!("{severity}[{}]: {}\n", code.name, self.line);
        parts.iter().fold(head, |text, (name, body)| format!("{text}\n{}\n{}", heading(name), indented(body)))
    }
}

fn indented(text: &str) -> String {
    text.trim_end().lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect()
}
