//! The reference of the content format, held against the keys and the closed words of the program.

use crate::harness::{Site, repository, updating};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use torikumi::format::{FILES, KeyPresence, KeyType, Keys};
use torikumi::model::{Bound, Certainty, Choice, Depth, Direction, Kind, NextStep, Preset, Reviewer, Role, Status, Word};

const BEGIN: &str = "<!-- keys of ";
const END: &str = "<!-- keys: end -->";

/// Every table that an author writes, by its name.
fn tables() -> BTreeMap<&'static str, &'static Keys> {
    fn visit(keys: &'static Keys, found: &mut BTreeMap<&'static str, &'static Keys>) {
        found.insert(keys.name, keys);
        keys.list.iter().for_each(|key| look_into(&key.value, found));
    }
    fn look_into(value: &'static KeyType, found: &mut BTreeMap<&'static str, &'static Keys>) {
        match value {
            KeyType::Table(keys) => visit(keys, found),
            KeyType::Text => visit(&torikumi::format::TEXT, found),
            KeyType::List(inner) | KeyType::Named(inner) => look_into(inner, found),
            KeyType::Either(values) => values.iter().for_each(|value| look_into(value, found)),
            _ => {}
        }
    }
    let mut found = BTreeMap::new();
    FILES.iter().for_each(|file| visit(file.keys, &mut found));
    found
}

/// What stands at a key, in words.
fn words(value: &KeyType) -> String {
    let plain = match value {
        KeyType::Boolean => "`true` or `false`",
        KeyType::Text => "text",
        KeyType::Quoted | KeyType::Filled => "`\"…\"`",
        KeyType::Number => "number",
        KeyType::NumberOrStep => "number, or id of a step",
        KeyType::Count => "whole number",
        KeyType::UpTo(most) => return format!("0 to {most}"),
        KeyType::Year => "year",
        KeyType::Period => "two years",
        KeyType::MonthOrDay => "month or day",
        KeyType::Day => "day",
        KeyType::Id | KeyType::IndicatorId => "id",
        KeyType::Languages => "list of languages",
        KeyType::PublisherCode => "`\"…\"`, six digits",
        KeyType::Counterpart => "`\"goal-4/measure-2\"`",
        KeyType::Alias => "path",
        KeyType::WebAddress | KeyType::SiteAddress | KeyType::TargetAddress => "address",
        KeyType::ServerAddress | KeyType::ProxyAddress => "address",
        KeyType::Choice(choices) => return choices.iter().map(|choice| format!("`\"{}\"`", choice.word)).collect::<Vec<_>>().join(", "),
        KeyType::List(item) => return format!("list: {}", words(item)),
        KeyType::Table(keys) => return format!("table `{}`", keys.name),
        KeyType::Named(item) => return format!("by name: {}", words(item)),
        KeyType::Either(values) => return values.iter().map(words).collect::<Vec<_>>().join(", or "),
    };
    plain.to_owned()
}

/// The table of a table's keys.
fn table(keys: &Keys) -> String {
    let line = |key: &torikumi::format::Key| {
        let presence = match key.presence {
            KeyPresence::Required => "required".to_owned(),
            KeyPresence::Optional if keys.is_conditional(key.name) => "depends".to_owned(),
            KeyPresence::Optional => "optional".to_owned(),
            KeyPresence::Default(value) => format!("`{value}`"),
        };
        format!("| `{}` | {} | {presence} | {} |\n", key.name, words(&key.value), key.about.en)
    };
    let lines: String = keys.list.iter().map(line).collect();
    format!("| `{}` | value | required or default | meaning |\n|---|---|---|---|\n{lines}", keys.name)
}

#[test]
fn the_reference_has_the_keys_of_every_table() {
    let file = repository("docs/format.md");
    let text = fs::read_to_string(&file).unwrap();
    let tables = tables();
    let mut parts = text.split(BEGIN);
    let mut expected = parts.next().unwrap().to_owned();
    let mut found = Vec::new();
    for part in parts {
        let (name, rest) = part.split_once(": begin").unwrap();
        let (begin, rest) = rest.split_once("-->\n").unwrap();
        let (_, after) = rest.split_once(END).unwrap();
        let keys = tables.get(name).unwrap_or_else(|| panic!("no table `{name}`"));
        expected += &format!("{BEGIN}{name}: begin{begin}-->\n{}{END}{after}", table(keys));
        found.push(name);
    }
    assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len(), "{found:?}");
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), tables.into_keys().collect(), "tables that the reference names");
    if updating() {
        fs::write(&file, &expected).unwrap();
    } else {
        assert_eq!(text, expected, "write it anew with UPDATE=1 cargo test reference::");
    }
}

/// The cells of the table of the reference with this head.
fn cells(head: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(repository("docs/format.md")).unwrap();
    let (_, table) = text.split_once(head).unwrap_or_else(|| panic!("a table {head}"));
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn first_column(head: &str) -> Vec<String> {
    cells(head).into_iter().map(|row| row[0].clone()).collect()
}

fn quoted(choices: &[Choice]) -> Vec<String> {
    choices.iter().map(|choice| format!("`\"{}\"`", choice.word)).collect()
}

#[test]
fn the_reference_explains_every_closed_word() {
    let (status, bound) = ("| `status` | shown as | in grades |", "| `bound` | in Japanese | in English |");
    assert_eq!(first_column(status), quoted(Status::CHOICES));
    assert_eq!(first_column(bound), quoted(Bound::CHOICES));
    assert_eq!(first_column("| `kind` | for | the values are |"), quoted(Kind::CHOICES));
    assert_eq!(first_column("| `direction` | the target is | met when the result is |"), quoted(Direction::CHOICES));
    let presets: Vec<String> = first_column("| preset | grades, in the order of their tests |");
    assert_eq!(presets.iter().map(|cell| cell.replace(" (the default)", "")).collect::<Vec<_>>(), quoted(Preset::CHOICES));
    for (row, choice) in cells(status).iter().zip(Status::CHOICES) {
        assert_eq!(row[1], choice.label.ja);
    }
    for (row, choice) in cells(bound).iter().zip(Bound::CHOICES) {
        assert!(row[1].contains(choice.label.ja) && row[2].contains(choice.label.en), "{row:?}");
    }
}

/// Every list of words of a schema.
fn enums(schema: &serde_json::Value, found: &mut BTreeSet<Vec<String>>) {
    match schema {
        serde_json::Value::Object(object) => {
            let words = object.get("enum").and_then(|words| words.as_array());
            found.extend(words.map(|words| words.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()));
            object.values().for_each(|value| enums(value, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| enums(item, found)),
        _ => {}
    }
}

#[test]
fn the_schemas_list_the_closed_words() {
    let mut found = BTreeSet::new();
    for file in FILES {
        let schema = Site::empty().run(&["schema", file.name]).stdout;
        enums(&serde_json::from_str(&schema).unwrap(), &mut found);
    }
    let words = |choices: &[Choice]| choices.iter().map(|choice| choice.word.to_owned()).collect::<Vec<_>>();
    for choices in [
        Status::CHOICES,
        Kind::CHOICES,
        Direction::CHOICES,
        Bound::CHOICES,
        Certainty::CHOICES,
        Role::CHOICES,
        Reviewer::CHOICES,
        NextStep::CHOICES,
        Depth::CHOICES,
        Preset::CHOICES,
    ] {
        assert!(found.contains(&words(choices)), "{choices:?}");
    }
}

#[test]
fn completion_knows_every_kind_of_file() {
    let script = Site::empty().run(&["completions", "bash"]).stdout;
    let names = FILES.iter().map(|file| file.name).collect::<Vec<_>>().join(" ");
    assert!(script.contains(&names), "{names}");
}
