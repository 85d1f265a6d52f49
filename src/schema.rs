//! JSON Schemas of everything that an author writes in TOML, for editors.

use crate::diagnostic::nearest;
use crate::error::{Action, Error, Request};
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

/// What several schemas share, by name.
const SHARED: &str = include_str!("schema/shared.json");

/// Every kind of file or front matter, and its schema.
const KINDS: [(&str, &str); 10] = [
    ("site", include_str!("schema/site.json")),
    ("frameworks", include_str!("schema/frameworks.json")),
    ("page", include_str!("schema/page.json")),
    ("strategy", include_str!("schema/strategy.json")),
    ("section", include_str!("schema/section.json")),
    ("goal", include_str!("schema/goal.json")),
    ("measure", include_str!("schema/measure.json")),
    ("edition", include_str!("schema/edition.json")),
    ("edition-goal", include_str!("schema/edition-goal.json")),
    ("edition-measure", include_str!("schema/edition-measure.json")),
];

/// Every kind, and the title of its schema: what it is for.
pub fn kinds() -> impl Iterator<Item = (&'static str, String)> {
    KINDS.iter().map(|(kind, text)| (*kind, object(text).get("title").and_then(Value::as_str).unwrap_or_default().to_owned()))
}

/// The schema of a kind, with all that it refers to.
///
/// # Errors
///
/// [`Request::UnknownSchema`].
pub fn schema(kind: &str) -> Result<String, Error> {
    match KINDS.iter().find(|(name, _)| *name == kind) {
        Some((_, text)) => Ok(whole(text)),
        None => {
            let known: Vec<String> = KINDS.iter().map(|(name, _)| (*name).to_owned()).collect();
            let nearest = nearest(kind, known.iter().map(String::as_str));
            Err(Request::UnknownSchema { found: kind.to_owned(), nearest, known }.into())
        }
    }
}

/// Writes every schema into a folder, as `KIND.json`, and gives how many there are.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn write_all(folder: &Path) -> Result<usize, Error> {
    fs::create_dir_all(folder).map_err(|error| Error::file(Action::Write, folder, error))?;
    for (kind, text) in KINDS {
        let path = folder.join(format!("{kind}.json"));
        fs::write(&path, whole(text)).map_err(|error| Error::file(Action::Write, &path, error))?;
    }
    Ok(KINDS.len())
}

/// A schema that stands alone: what it shares with others is written out in it. So the text of a key is found beside the key,
/// also by editors that look at nothing else beside a `$ref`.
fn whole(text: &str) -> String {
    let shared = shared();
    format!("{:#}\n", written_out(&Value::Object(object(text)), &shared))
}

fn written_out(value: &Value, shared: &Map<String, Value>) -> Value {
    match value {
        Value::Object(object) => {
            let mut out = match object.get("$ref").and_then(part_of).and_then(|name| shared.get(name)).map(|part| written_out(part, shared))
            {
                Some(Value::Object(part)) => part,
                _ => Map::new(),
            };
            out.extend(object.iter().filter(|(key, _)| *key != "$ref").map(|(key, value)| (key.clone(), written_out(value, shared))));
            Value::Object(out)
        }
        Value::Array(items) => Value::Array(items.iter().map(|value| written_out(value, shared)).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// The name of the shared part that a `$ref` leads to.
fn part_of(reference: &Value) -> Option<&str> {
    reference.as_str()?.trim_start_matches("shared.json").strip_prefix("#/$defs/")
}

/// The shared parts by name.
fn shared() -> Map<String, Value> {
    object(SHARED).get("$defs").and_then(Value::as_object).cloned().unwrap_or_default()
}

/// An embedded file; that each can be read is tested.
fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/schema");
        let mut files: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        files.sort();
        let mut embedded: Vec<String> = KINDS.iter().map(|(kind, _)| format!("{kind}.json")).chain(["shared.json".to_owned()]).collect();
        embedded.sort();
        assert_eq!(files, embedded);
    }

    /// The parts that a value refers to.
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").map(|reference| part_of(reference).unwrap().to_owned()));
                object.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn every_shared_part_is_used_and_no_other_is_referred_to() {
        let mut used = BTreeSet::new();
        for text in KINDS.iter().map(|(_, text)| *text).chain([SHARED]) {
            references(&serde_json::from_str(text).unwrap(), &mut used);
        }
        assert_eq!(used, shared().keys().cloned().collect());
    }
}
