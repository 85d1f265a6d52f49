//! The files of a package, as its descriptor describes them. It is written for every edition, so it goes straight from columns to text.
//! Keys are in the order of the alphabet.

use crate::data::column::{CellPresence, Column};
use crate::data::package::{File, Scope};
use crate::data::table::DataTable;
use crate::digest;
use serde::Serialize;
use std::collections::BTreeMap;

/// A file.
#[derive(Serialize)]
pub struct Resource {
    bytes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    dialect: Option<Dialect>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    format: String,
    hash: String,
    mediatype: &'static str,
    name: &'static str,
    path: String,
    profile: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<TableSchema>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title_en: Option<&'static str>,
    /// Programs shall take other files as files and not look for tables in them.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
}

/// How a table is written as text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    double_quote: bool,
    header: bool,
    line_terminator: &'static str,
    quote_char: &'static str,
}

/// The schema of a table; its fields are named by the headers of the file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TableSchema {
    fields: Vec<TableField>,
    #[serde(skip_serializing_if = "Option::is_none")]
    foreign_keys: Option<[ForeignKey; 1]>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_key: Option<Vec<&'static str>>,
}

#[derive(Serialize)]
struct ForeignKey {
    fields: Vec<&'static str>,
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    fields: Vec<&'static str>,
    resource: &'static str,
}

#[derive(Serialize)]
struct TableField {
    #[serde(skip_serializing_if = "Option::is_none")]
    constraints: Option<Constraints>,
    description: &'static str,
    description_en: &'static str,
    #[serde(rename = "machineName")]
    machine_name: &'static str,
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Serialize)]
struct Constraints {
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    choices: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
}

/// The files of a package but for the archive, which holds the descriptor itself.
pub fn resources(scope: Scope, files: &BTreeMap<File, Vec<u8>>) -> Vec<Resource> {
    let of = |name: &'static str, file: File| resource(name, file, scope, files.get(&file).map(Vec::as_slice).unwrap_or_default());
    let tables = files.keys().filter_map(|file| file.table()).map(|subject| of(subject.name(), File::of(subject)).tabular(subject));
    tables.chain([of("indicators-json", File::Json), of("indicators-xlsx", File::Workbook)]).collect()
}

fn resource(name: &'static str, file: File, scope: Scope, bytes: &[u8]) -> Resource {
    let path = file.name(scope);
    Resource {
        bytes: bytes.len(),
        dialect: None,
        encoding: None,
        format: path.rsplit_once('.').map_or("", |(_, format)| format).to_owned(),
        hash: format!("sha256:{}", digest::sha256(bytes)),
        mediatype: file.media_type(),
        name,
        path,
        profile: "data-resource",
        schema: None,
        title: None,
        title_en: None,
        kind: Some("file"),
    }
}

impl Resource {
    fn tabular(self, subject: DataTable) -> Resource {
        let (title, title_en) = subject.titles();
        let dialect = Dialect { delimiter: ",", double_quote: true, header: true, line_terminator: "\r\n", quote_char: "\"" };
        Resource {
            dialect: Some(dialect),
            encoding: Some("utf-8"),
            profile: "tabular-data-resource",
            schema: Some(schema(subject)),
            title: Some(title),
            title_en: Some(title_en),
            kind: None,
            ..self
        }
    }
}

fn schema(subject: DataTable) -> TableSchema {
    let columns = subject.columns();
    let headers = |names: [&str; 2]| columns.iter().filter(|column| names.contains(&column.name)).map(|column| column.header).collect();
    let (primary_key, foreign_keys) = match subject {
        DataTable::Indicators => (Some(headers(["id", "edition"])), None),
        DataTable::Observations => {
            let reference = Reference { fields: headers(["id", "edition"]), resource: DataTable::Indicators.name() };
            (None, Some([ForeignKey { fields: headers(["id", "edition"]), reference }]))
        }
        DataTable::Ratings | DataTable::Corrections => (None, None),
        DataTable::Dictionary => (Some(headers(["table", "name"])), None),
    };
    let fields = columns.iter().filter(|column| !column.is_json_only()).map(field).collect();
    TableSchema { fields, foreign_keys, missing_values: [""], primary_key }
}

fn field(column: &Column) -> TableField {
    let constraints = Constraints {
        choices: column.kind.choices().iter().map(|choice| choice.word).collect(),
        pattern: column.kind.pattern(),
        required: (column.presence == CellPresence::Always).then_some(true),
    };
    let is_free = constraints.choices.is_empty() && constraints.pattern.is_none() && constraints.required.is_none();
    TableField {
        constraints: (!is_free).then_some(constraints),
        description: column.ja,
        description_en: column.en,
        machine_name: column.name,
        name: column.header,
        kind: column.kind.schema_type(),
    }
}
