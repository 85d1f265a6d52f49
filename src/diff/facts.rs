//! What the content says, value by value: two states of it are compared by these.

use super::state::FileContent;
use super::subject::{ChangeSubject, ComparedPart};
use super::words::DiffWords;
use crate::message::Message;
use crate::model::{Language, Prose, Quantity, Text, Unit};
use crate::translation::blocks;
use std::collections::BTreeMap;

/// A value of the content.
#[derive(Clone, Debug, PartialEq)]
pub struct ContentFact {
    pub subject: ComparedPart,
    /// Its way within the subject, the same before and after: `edition.2022.result`.
    pub key: String,
    /// What it is called.
    pub item: String,
    pub value: FactValue,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum FactValue {
    /// A figure in words, and as a number where it is one.
    Figure { written: String, value: Option<Quantity>, unit: Option<Unit> },
    /// A choice, a date: compared as a whole.
    Short(String),
    /// What is compared by more than is shown of it.
    Shown { shown: String, whole: String },
    /// Words: those that changed are marked.
    Words { language: Option<Language>, text: String },
    /// A body, block by block.
    Body { language: Language, blocks: Vec<String> },
}

impl FactValue {
    /// The value as it is shown, without marks.
    pub fn shown(&self) -> String {
        match self {
            FactValue::Figure { written, .. } => written.clone(),
            FactValue::Short(text) | FactValue::Words { text, .. } | FactValue::Shown { shown: text, .. } => text.clone(),
            FactValue::Body { blocks, .. } => blocks.join("\n"),
        }
    }
}

/// The values of a state, and what they belong to.
#[derive(Debug, Default)]
pub struct FactList {
    pub subjects: Vec<ChangeSubject>,
    pub facts: Vec<ContentFact>,
}

/// Collects the values of one subject.
pub struct SubjectFacts<'a> {
    pub words: &'a DiffWords,
    /// The files that both states know, by their paths.
    pub files: &'a BTreeMap<&'a String, &'a FileContent>,
    pub list: &'a mut FactList,
    pub subject: ComparedPart,
}

impl SubjectFacts<'_> {
    /// A value with the words for what it is.
    pub fn add(&mut self, key: &str, item: &Message, value: FactValue) {
        let item = self.words.text(item);
        self.list.facts.push(ContentFact { subject: self.subject.clone(), key: key.to_owned(), item, value });
    }

    pub fn short(&mut self, key: &str, item: &Message, value: Option<String>) {
        value.into_iter().for_each(|value| self.add(key, item, FactValue::Short(value)));
    }

    /// A text in each language that it has.
    pub fn text(&mut self, key: &str, item: &Message, text: Option<&Text>) {
        let Some(text) = text else { return };
        for (language, text) in [(Language::Ja, Some(&text.ja)), (Language::En, text.en.as_ref())] {
            let Some(text) = text.filter(|text| !text.trim().is_empty()) else { continue };
            let item = self.words.in_language(item, language);
            let value = FactValue::Words { language: Some(language), text: text.trim().to_owned() };
            self.add(&format!("{key}.{}", language.tag()), &item, value);
        }
    }

    /// A body in each language that it has.
    pub fn body(&mut self, key: &str, item: &Message, prose: &Prose) {
        for (language, body) in [(Language::Ja, &prose.ja), (Language::En, &prose.en)] {
            let Some(body) = body.as_ref().filter(|body| !body.markdown.trim().is_empty()) else { continue };
            let item = self.words.in_language(item, language);
            let value = FactValue::Body { language, blocks: parts(&body.markdown) };
            self.add(&format!("{key}.{}", language.tag()), &item, value);
        }
    }
}

/// The paragraphs, items and headings of a body; where lines end within them is no matter. What is none of these stands line by line.
fn parts(markdown: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut behind = 0;
    let lines = |text: &str| -> Vec<String> {
        let is_word = |line: &&str| line.chars().any(char::is_alphanumeric);
        text.lines().map(str::trim).filter(is_word).map(str::to_owned).collect()
    };
    for block in blocks(markdown) {
        parts.extend(lines(&markdown[behind.min(block.range.start)..block.range.start]));
        parts.push(block.text.split_whitespace().collect::<Vec<_>>().join(" "));
        behind = block.range.end;
    }
    parts.extend(lines(&markdown[behind..]));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_falls_into_parts_and_nothing_of_it_is_left_out() {
        let markdown = "## 見出し\n\n一行目\n二行目\n\n- 項目\n- [次](a.md)\n\n```\n符号 1\n```\n\n| 表 | 5 |\n|---|---|\n";
        assert_eq!(parts(markdown), ["見出し", "一行目 二行目", "項目", "[次](a.md)", "符号 1", "表", "5"]);
        assert_eq!(parts("一行目 二行目"), parts("一行目\n二行目\n"));
    }
}
