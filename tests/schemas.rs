//! The JSON Schemas know exactly the keys that the readers know, at every level.
//!
//! `tests/schemas` is a site that has every key once. A key that nobody knows is put into each of its tables; the fault that
//! the readers report names the keys that they know there.

use crate::harness::{Run, Site, repository, tree};
use serde_json::Value;
use std::collections::BTreeSet;
use toml::Table;
use torikumi::diagnostic::{Fault, Report};
use torikumi::load::Folder;
use torikumi::model::read;
use torikumi::sheet::{MapPurpose, heading_map};

const UNKNOWN: &str = "a-key-that-nobody-knows";

/// A map of headings, which is no content.
const MAP: &str = "map.toml";

/// A file of each kind.
const FILES: [(&str, &str); 12] = [
    ("site", "content/site.toml"),
    ("frameworks", "content/frameworks.toml"),
    ("glossary", "content/glossary.toml"),
    ("page", "content/pages/about.md"),
    ("strategy", "content/strategies/second/strategy.md"),
    ("section", "content/strategies/second/background.md"),
    ("goal", "content/strategies/second/goal-1/goal.md"),
    ("measure", "content/strategies/second/goal-1/measure-1.md"),
    ("edition", "content/editions/2020/edition.md"),
    ("edition-goal", "content/editions/2020/goal-1/goal.md"),
    ("edition-measure", "content/editions/2020/goal-1/measure-1.md"),
    ("map", MAP),
];

fn schema(kind: &str) -> Value {
    let run = Site::empty().run(&["schema", kind]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{kind}");
    serde_json::from_str(&run.stdout).unwrap()
}

/// The site with every key, one of its files perhaps replaced.
fn folder(replaced: Option<(&str, &str)>) -> Folder {
    let mut folder = Folder::default();
    for (path, bytes) in tree(&repository("tests/schemas")) {
        match String::from_utf8(bytes).ok().filter(|_| path.ends_with(".md") || path.ends_with(".toml")) {
            Some(text) => folder.add_text(&path, replaced.filter(|(other, _)| *other == path).map_or(text.as_str(), |(_, text)| text)),
            None => drop(folder.others.insert(path.clone(), repository("tests/schemas").join(path))),
        }
    }
    folder
}

fn faults(folder: &Folder) -> Vec<Fault> {
    let mut report = Report::default();
    read::project(folder, &mut report);
    heading_map(folder.texts[MAP], &folder.sources, MapPurpose::Plan, &mut report);
    report.sorted(&folder.sources).into_iter().map(|found| found.fault.clone()).collect()
}

/// The TOML of a file.
fn facts(path: &str) -> Table {
    let text = std::fs::read_to_string(repository("tests/schemas").join(path)).unwrap();
    text.trim_matches(['+', '\n']).parse().unwrap()
}

/// A step from a table towards one within it.
#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Item(usize),
}

/// Where the tables of a value are.
fn tables(value: &toml::Value, path: &[Step], found: &mut Vec<Vec<Step>>) {
    let with = |step: Step| path.iter().cloned().chain([step]).collect::<Vec<_>>();
    match value {
        toml::Value::Table(table) => {
            found.push(path.to_vec());
            table.iter().for_each(|(key, value)| tables(value, &with(Step::Key(key.clone())), found));
        }
        toml::Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| tables(item, &with(Step::Item(index)), found)),
        _ => {}
    }
}

fn table_at<'a>(value: &'a mut toml::Value, path: &[Step]) -> &'a mut Table {
    let inner = path.iter().fold(value, |value, step| match step {
        Step::Key(key) => &mut value[key.as_str()],
        Step::Item(index) => &mut value[*index],
    });
    inner.as_table_mut().unwrap()
}

/// The keys that the readers know in a table of a file; `None` where its author chooses them.
fn known(path: &str, facts: &toml::Value, table: &[Step]) -> Option<BTreeSet<String>> {
    let mut facts = facts.clone();
    table_at(&mut facts, table).insert(UNKNOWN.to_owned(), toml::Value::Boolean(true));
    let text = toml::to_string(&facts).unwrap();
    let text = if path.ends_with(".md") { format!("+++\n{text}+++\n") } else { text };
    let known = faults(&folder(Some((path, &text)))).into_iter().find_map(|fault| match fault {
        Fault::UnknownKey { key, known, .. } if key == UNKNOWN => Some(known),
        _ => None,
    });
    known.map(|known| known.into_iter().collect())
}

/// Whether a schema knows every key of a table, and its choices are those of the schema.
fn fits(own: &serde_json::Map<String, Value>, table: &Table) -> bool {
    let is_open = |key: &str, value: &toml::Value| match (own[key]["enum"].as_array(), value.as_str()) {
        (Some(words), Some(word)) => words.contains(&Value::from(word)),
        (Some(_), None) | (None, _) => true,
    };
    table.iter().all(|(key, value)| own.contains_key(key) && is_open(key, value))
}

/// The schemas of a value at a place: those of the alternatives that know all of its keys, and its kind.
fn parts<'a>(schema: (&'a Value, String), value: &toml::Value, path: &[Step]) -> Vec<(&'a Value, String)> {
    let (node, pointer) = schema;
    if let Some(alternatives) = node["anyOf"].as_array() {
        let each = alternatives.iter().enumerate().map(|(index, other)| (other, format!("{pointer}/anyOf/{index}")));
        return each.flat_map(|other| parts(other, value, path)).collect();
    }
    let (own, any) = (node["properties"].as_object(), &node["additionalProperties"]);
    match (path, value) {
        (_, toml::Value::Table(table)) if !own.map_or(any.is_object(), |own| fits(own, table)) => Vec::new(),
        ([], toml::Value::Table(_)) => vec![(node, pointer)],
        ([Step::Key(key), rest @ ..], toml::Value::Table(table)) => match own {
            Some(own) => parts((&own[key], format!("{pointer}/properties/{key}")), &table[key], rest),
            None => parts((any, format!("{pointer}/additionalProperties")), &table[key], rest),
        },
        ([Step::Item(index), rest @ ..], toml::Value::Array(items)) if node["items"].is_object() => {
            parts((&node["items"], format!("{pointer}/items")), &items[*index], rest)
        }
        _ => Vec::new(),
    }
}

/// Where a schema describes tables.
fn levels(node: &Value, pointer: &str, found: &mut BTreeSet<String>) {
    if let Some(properties) = node["properties"].as_object() {
        assert_eq!(node["additionalProperties"], Value::Bool(false), "{pointer}");
        found.insert(pointer.to_owned());
        properties.iter().for_each(|(key, node)| levels(node, &format!("{pointer}/properties/{key}"), found));
    } else if node["additionalProperties"].is_object() {
        found.insert(pointer.to_owned());
        levels(&node["additionalProperties"], &format!("{pointer}/additionalProperties"), found);
    }
    if node["items"].is_object() {
        levels(&node["items"], &format!("{pointer}/items"), found);
    }
    for (index, other) in node["anyOf"].as_array().into_iter().flatten().enumerate() {
        levels(other, &format!("{pointer}/anyOf/{index}"), found);
    }
}

#[test]
fn the_site_with_every_key_has_no_fault() {
    assert_eq!(faults(&folder(None)), [], "tests/schemas");
}

#[test]
fn every_level_of_every_schema_has_exactly_the_keys_that_the_readers_know() {
    for (kind, path) in FILES {
        let schema = schema(kind);
        let facts = toml::Value::Table(facts(path));
        let mut found = Vec::new();
        tables(&facts, &[], &mut found);
        let mut visited = BTreeSet::new();
        for table in &found {
            let fitting = parts((&schema, String::new()), &facts, table);
            let [(node, pointer)] = fitting.as_slice() else { panic!("{kind}: {} schemas fit {table:?}", fitting.len()) };
            visited.insert(pointer.clone());
            let keys = node["properties"].as_object().map(|properties| properties.keys().cloned().collect::<BTreeSet<_>>());
            assert_eq!(keys, known(path, &facts, table), "{kind}: {table:?}");
        }
        let mut all = BTreeSet::new();
        levels(&schema, "", &mut all);
        assert_eq!(visited, all, "{kind}: tests/schemas has no such table");
    }
}

#[test]
fn every_key_says_what_it_is_for() {
    fn undescribed(node: &Value, pointer: &str, found: &mut Vec<String>) {
        match node {
            Value::Object(object) => {
                for (key, property) in node["properties"].as_object().into_iter().flatten() {
                    if property.get("description").is_none() {
                        found.push(format!("{pointer}/{key}"));
                    }
                }
                let judging = ["if", "then", "else", "not"];
                object
                    .iter()
                    .filter(|(key, _)| !judging.contains(&key.as_str()))
                    .for_each(|(key, value)| undescribed(value, &format!("{pointer}/{key}"), found));
            }
            Value::Array(items) => items.iter().for_each(|item| undescribed(item, pointer, found)),
            _ => {}
        }
    }
    for (kind, _) in FILES {
        let mut found = Vec::new();
        undescribed(&schema(kind), "", &mut found);
        assert_eq!(found, [""; 0], "{kind}");
    }
}

#[test]
fn without_a_kind_the_kinds_are_listed_and_all_can_be_written() {
    let site = Site::empty();
    let listed = site.run(&["schema"]);
    let kinds: Vec<&str> = listed.stdout.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!((listed.status, kinds), (0, FILES.map(|(kind, _)| kind).to_vec()));
    assert_eq!(site.run(&["schema", "--output-dir", "a/b"]), Run::new(0, "12 schemas in `a/b`\n", ""));
    let written = site.tree("a/b");
    assert_eq!(written.len(), FILES.len());
    for (kind, _) in FILES {
        let text = String::from_utf8(written[&format!("{kind}.json")].clone()).unwrap();
        assert_eq!(text, site.run(&["schema", kind]).stdout, "{kind}");
        assert!(!text.contains("$ref"), "{kind} stands alone");
    }
}

#[test]
fn an_unknown_kind_is_refused_with_the_nearest() {
    let site = Site::empty();
    assert_eq!(site.run(&["schema", "strateg"]), Run::new(2, "", "error: no schema `strateg`: did you mean `strategy`?\n"));
    let said = "エラー：スキーマ `strateg` はありません。もしかして `strategy` ですか\n";
    assert_eq!(site.run(&["schema", "strateg", "--lang", "ja"]), Run::new(2, "", said));
}
