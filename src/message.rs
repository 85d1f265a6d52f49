//! The messages of the program: two files with all of them, and what fills their parts.
//!
//! The code says which message and gives its parts; the words, in Japanese or in English, are looked up last. The files are
//! `message/messages.ja.toml` and `message/messages.en.toml`; their first lines say how they are written.

pub mod shown;

use crate::language::{Language, Placeholder, expand};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What is put into a message, by name. A text or a number stands for itself, an object of one member for another message, and `null`
/// or `false` for nothing at all.
pub type MessageParts = Map<String, Value>;

/// A message without its words: its key in the files, `section.name`, and its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    key: String,
    parts: MessageParts,
}

impl Message {
    /// The message of a key.
    pub fn new(key: &str) -> Message {
        Message { key: key.to_owned(), parts: MessageParts::new() }
    }

    /// The message of a key with its parts.
    pub fn with_parts(key: &str, parts: MessageParts) -> Message {
        Message { key: key.to_owned(), parts }
    }

    /// The message of one case of an enum: named in the section as serde names the case, with its fields as parts.
    pub fn of_case(section: &str, case: &impl Serialize) -> Message {
        match to_value(case) {
            Value::String(name) => Message::new(&format!("{section}.{name}")),
            Value::Object(object) => {
                let (name, fields) = object.into_iter().next().unwrap_or_default();
                Message { key: format!("{section}.{name}"), parts: members(fields) }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => Message::new(section),
        }
    }

    /// Adds a part.
    pub fn part(mut self, name: &str, value: impl Into<Value>) -> Message {
        self.parts.insert(name.to_owned(), value.into());
        self
    }

    /// The part of a name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.parts.get(name)
    }
}

/// A message is a part of another one as an object with a single member: its parts under its key.
impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        BTreeMap::from([(&self.key, &self.parts)]).serialize(serializer)
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Value {
        Value::Object(Map::from_iter([(message.key, Value::Object(message.parts))]))
    }
}

/// The fields of a case of an enum, as parts.
pub fn parts(case: &impl Serialize) -> MessageParts {
    match to_value(case) {
        Value::Object(object) => object.into_iter().next().map(|(_, fields)| members(fields)).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => MessageParts::new(),
    }
}

/// The name of a case of an enum, as serde gives it.
pub fn name(case: &impl Serialize) -> String {
    match to_value(case) {
        Value::String(name) => name,
        Value::Object(object) => object.into_iter().next().map(|(name, _)| name).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => String::new(),
    }
}

fn members(value: Value) -> MessageParts {
    match value {
        Value::Object(object) => object,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => MessageParts::new(),
    }
}

fn to_value(case: &impl Serialize) -> Value {
    serde_json::to_value(case).expect("enums of texts and numbers can always be written as JSON")
}

const ENGLISH: &str = include_str!("message/messages.en.toml");
const JAPANESE: &str = include_str!("message/messages.ja.toml");

/// Most names that a list of them shows, and most lines.
const MOST_NAMES: usize = 24;
const MOST_LINES: usize = 20;

/// All messages in one language. Sections are found at once and parsed when they are asked for: few of them are, in one run.
#[derive(Debug)]
pub struct Messages {
    sections: BTreeMap<&'static str, &'static str>,
}

/// Some sections of the messages: a text is taken from the first that has it.
#[derive(Debug)]
pub struct MessageSections<'a> {
    messages: &'a Messages,
    tables: Vec<toml::Table>,
}

impl Messages {
    /// The messages in a language.
    pub fn of(language: Language) -> Messages {
        let file = match language {
            Language::Ja => JAPANESE,
            Language::En => ENGLISH,
        };
        Messages { sections: file.split("\n[").skip(1).filter_map(|section| section.split_once("]\n")).collect() }
    }

    /// The words of a message; its key where it has none.
    pub fn text(&self, message: &Message) -> String {
        self.find(&message.key, &message.parts).unwrap_or_else(|| message.key.clone())
    }

    /// The words under a key that need no parts, if there are such.
    pub fn plain(&self, key: &str) -> Option<String> {
        self.find(key, &MessageParts::new())
    }

    fn find(&self, key: &str, parts: &MessageParts) -> Option<String> {
        let (section, name) = key.rsplit_once('.')?;
        self.section(&[section]).text(name, parts).map(|text| text.trim_end_matches('\n').to_owned())
    }

    /// Sections by their names, the one that goes before the others first; those that are not there are passed over.
    pub fn section(&self, names: &[&str]) -> MessageSections<'_> {
        let table = |name: &&str| self.sections.get(name)?.parse().ok();
        MessageSections { messages: self, tables: names.iter().filter_map(table).collect() }
    }

    /// A value as it is written in this language; `None` where it stands for nothing.
    fn value(&self, value: &Value, form: Option<&str>) -> Option<String> {
        match value {
            Value::Null | Value::Bool(false) => None,
            Value::Bool(true) => Some(String::new()),
            Value::Number(number) => Some(number.to_string()),
            Value::String(text) => Some(shown::lines(text)),
            Value::Array(items) => self.list(items, form.unwrap_or("names")),
            Value::Object(object) => match object.iter().next()? {
                (key, Value::Object(parts)) => self.find(key, parts),
                (section, Value::String(name)) => self.find(&format!("{section}.{name}"), &MessageParts::new()),
                (_, Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_)) => None,
            },
        }
    }

    /// `names` in back-ticks, `quoted` ones in quotation marks, `lines` of their own, or as the file joins lists of this form.
    fn list(&self, items: &[Value], form: &str) -> Option<String> {
        let items: Vec<String> = items.iter().filter_map(|item| self.value(item, None)).collect();
        let first = |most: usize| items.iter().take(most).map(|item| shown::name(item));
        let more = |most: usize| items.len().checked_sub(most).filter(|more| *more > 0);
        let joined = |items: Vec<String>| Some(items.join(&self.plain(&format!("list.{form}"))?));
        match form {
            _ if items.is_empty() => None,
            "lines" => {
                let more = more(MOST_LINES).map(|more| format!("… +{more}"));
                Some(first(MOST_LINES).chain(more).map(|line| format!("  {line}\n")).collect())
            }
            "quoted" => Some(items.iter().map(|item| format!("'{item}'")).collect::<Vec<_>>().join(", ")),
            "names" => joined(first(MOST_NAMES).map(|name| format!("`{name}`")).chain(more(MOST_NAMES).map(|_| "…".to_owned())).collect()),
            _ => joined(items),
        }
    }
}

impl MessageSections<'_> {
    /// The words of a name: the first of its wordings whose parts are all there; `None` where there is none.
    pub fn text(&self, name: &str, parts: &MessageParts) -> Option<String> {
        match self.tables.iter().find_map(|table| table.get(name))? {
            toml::Value::String(wording) => self.filled(wording, parts),
            toml::Value::Array(wordings) => wordings.iter().find_map(|wording| self.filled(wording.as_str()?, parts)),
            _ => None,
        }
    }

    fn filled(&self, wording: &str, parts: &MessageParts) -> Option<String> {
        let mut is_whole = true;
        let filled = expand(wording, |filled, placeholder| {
            let value = self.part(placeholder, parts);
            is_whole &= value.is_some();
            value.inspect(|value| placeholder.write(filled, value)).is_some()
        });
        is_whole.then_some(filled)
    }

    /// A part, or else another text of the section.
    fn part(&self, placeholder: Placeholder<'_>, parts: &MessageParts) -> Option<String> {
        let value = match parts.get(placeholder.name) {
            Some(value) => self.messages.value(value, placeholder.form),
            None => self.text(placeholder.name, parts),
        };
        if placeholder.form == Some("spaced") { value.map(spaced) } else { value }
    }
}

/// A space between Latin letters and the kana that follow.
fn spaced(text: String) -> String {
    if text.ends_with(|last: char| last.is_ascii()) { text + " " } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wordings(message: &Message) -> [String; 2] {
        Language::ALL.map(|language| Messages::of(language).text(message))
    }

    #[test]
    fn of_several_wordings_the_first_is_taken_whose_parts_are_all_there() {
        let unknown = || Message::new("request.unknown-schema").part("found", "sit");
        let near = unknown().part("nearest", "site").part("known", vec!["site"]);
        assert_eq!(wordings(&near), ["スキーマ `sit` はありません。もしかして `site` ですか", "no schema `sit`: did you mean `site`?"]);
        let far = unknown().part("nearest", None::<String>).part("known", vec!["goal", "site"]);
        assert_eq!(
            wordings(&far),
            ["スキーマ `sit` はありません。使えるもの：`goal`, `site`", "no schema `sit`: there are `goal`, `site`"]
        );
        let alone = unknown().part("known", Vec::<String>::new());
        assert_eq!(wordings(&alone), ["スキーマ `sit` はありません", "no schema `sit`"]);
    }

    #[test]
    fn a_message_may_be_part_of_another_one() {
        let counts = vec![Message::new("summary.errors").part("count", 1), Message::new("summary.notes").part("count", 2)];
        let line = Message::new("summary.line").part("counts", counts).part("files", 1);
        assert_eq!(wordings(&line), ["1ファイルにエラー1件、お知らせ2件", "1 error, 2 notes in 1 file"]);
    }

    #[test]
    fn a_case_of_an_enum_is_a_message_with_its_fields_as_parts() {
        #[derive(Serialize)]
        #[serde(rename_all = "kebab-case")]
        enum Damage {
            Declaration,
            Missing { path: &'static str },
        }
        assert_eq!(Message::of_case("damage", &Damage::Declaration), Message::new("damage.declaration"));
        let missing = Message::new("damage.missing").part("path", "a\u{1b}b");
        assert_eq!(Message::of_case("damage", &Damage::Missing { path: "a\u{1b}b" }), missing);
        assert_eq!(wordings(&missing), ["`a\u{fffd}b` がありません", "`a\u{fffd}b` is missing"]);
    }

    #[test]
    fn a_long_list_of_names_is_cut() {
        let names: Vec<String> = (0..30).map(|number| number.to_string()).collect();
        let words = Messages::of(Language::En).text(&Message::new("request.which-strategy").part("fitting", names));
        assert!(words.ends_with("`22`, `23`, …)"), "{words}");
    }
}
