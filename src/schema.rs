//! JSON Schemas of everything that an author writes in TOML, for editors: made from the keys of the format.

mod value;

use crate::diagnostic::nearest;
use crate::disk::{Existing, place};
use crate::error::{Error, Request};
use crate::format::{FILES, FileKind};
use serde_json::json;
use std::path::Path;

/// Every kind of file or front matter that has a schema.
pub fn kinds() -> &'static [FileKind] {
    &FILES
}

/// The schema of a kind, with all that belongs to it.
///
/// # Errors
///
/// [`Request::UnknownSchema`].
pub fn schema(kind: &str) -> Result<String, Error> {
    match FILES.iter().find(|file| file.name == kind) {
        Some(file) => Ok(whole(file)),
        None => {
            let known: Vec<String> = FILES.iter().map(|file| file.name.to_owned()).collect();
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
    for file in &FILES {
        place(&folder.join(format!("{}.json", file.name)), whole(file).as_bytes(), Existing::Replaced)?;
    }
    Ok(FILES.len())
}

/// A schema that stands alone: the text of a key is found beside the key, also by editors that look at nothing else beside a
/// `$ref`.
fn whole(file: &FileKind) -> String {
    let mut schema = value::table(file.keys);
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(format!("{} / {}", file.about.ja, file.about.en)));
    format!("{:#}\n", serde_json::Value::Object(schema))
}
