//! `datapackage.json`: a Frictionless Data Package, version 1, with a table schema for each table.

use super::column::{Column, Presence};
use super::package::{Extent, File, Issue};
use super::table::Subject;
use crate::model::{Licence, Published, Settings};
use crate::record::Texts;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Which columns there are and what they mean. It grows with the next column, and the version of every package with it.
pub const FORM: u32 = 1;

/// What a package is described from: what its editions say of themselves, gathered one by one.
#[derive(Clone, Debug)]
pub struct Descriptor<'a> {
    settings: &'a Settings,
    extent: Extent,
    /// The newest fiscal year.
    newest: i32,
    corrections: usize,
    /// The titles of the newest edition.
    titles: Texts,
    /// When the last of the editions was published.
    published: Option<Published>,
    /// The reports, then what their indicators name as their sources.
    reports: Vec<String>,
    sources: Vec<String>,
}

impl<'a> Descriptor<'a> {
    /// The descriptor of a package without editions.
    pub fn new(settings: &'a Settings, extent: Extent) -> Descriptor<'a> {
        Descriptor {
            settings,
            extent,
            newest: 0,
            corrections: 0,
            titles: Texts::new(),
            published: None,
            reports: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// One edition more, newer than those before.
    pub fn add(&mut self, issue: &Issue) {
        let record = &issue.record;
        self.newest = record.edition;
        self.corrections += issue.corrections;
        self.titles.clone_from(&record.title);
        self.published = self.published.max(record.published.as_deref().and_then(Published::parse));
        note(&mut self.reports, record.title.get("ja"));
        for entry in &record.indicators {
            note(&mut self.sources, entry.about.source.as_ref().and_then(|source| source.get("ja")));
        }
    }

    /// The name by which machines know the package: that of its file, with the code of the city where it has one.
    pub fn name(&self) -> String {
        let code = self.settings.publisher.as_ref().and_then(|publisher| publisher.code.as_ref());
        code.map_or_else(|| self.extent.name(), |code| format!("{}-{code}", self.extent.name()))
    }

    /// Three numbers: the newest fiscal year, the form of the columns, how many corrections there are.
    pub fn version(&self) -> String {
        format!("{}.{FORM}.{}", self.newest, self.corrections)
    }

    /// The Japanese title of the edition, or of the site.
    pub fn title(&self) -> &str {
        match self.extent {
            Extent::All => &self.settings.title.ja,
            Extent::Edition(_) => self.titles.get("ja").map_or("", String::as_str),
        }
    }

    fn title_en(&self) -> Option<&String> {
        match self.extent {
            Extent::All => self.settings.title.en.as_ref(),
            Extent::Edition(_) => self.titles.get("en"),
        }
    }

    /// What the package covers.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// Who publishes, in Japanese; empty where that is not said.
    pub fn author(&self) -> &'a str {
        self.settings.publisher.as_ref().map_or("", |publisher| &publisher.name.ja)
    }

    /// When the newest of what it holds was published.
    pub fn published(&self) -> Option<Published> {
        self.published
    }

    /// The descriptor of some files.
    pub fn json(&self, files: &BTreeMap<File, Vec<u8>>) -> Vec<u8> {
        let bytes = |file: File| files.get(&file).map(Vec::as_slice).unwrap_or_default();
        let mut value = json!({
            "profile": "data-package",
            "name": self.name(),
            "title": self.title(),
            "version": self.version(),
            "sources": self.sources(),
        });
        let mut say = |key: &str, said: Option<Value>| {
            if let Some(said) = said {
                value[key] = said;
            }
        };
        say("title_en", self.title_en().map(|title| json!(title)));
        say("homepage", self.homepage().map(|url| json!(url)));
        say("licenses", self.settings.licence.as_ref().map(|licence| json!([licence_of(licence)])));
        let publisher = self.settings.publisher.as_ref();
        say("contributors", publisher.map(|publisher| json!([{ "title": publisher.name.ja, "role": "publisher" }])));
        say("resources", Some(resources(self.extent, bytes)));
        pretty(&value)
    }

    /// Where the page of the data is.
    fn homepage(&self) -> Option<String> {
        let base = self.settings.base_url.as_ref()?;
        Some(match self.extent {
            Extent::All => format!("{base}/data/"),
            Extent::Edition(year) => format!("{base}/{year}/data/"),
        })
    }

    /// The reports themselves, then what the indicators name as their sources, each once.
    fn sources(&self) -> Vec<Value> {
        let named = self.sources.iter().filter(|source| !self.reports.contains(source));
        self.reports.iter().chain(named).map(|title| json!({ "title": title })).collect()
    }
}

/// Notes a title that is not noted yet.
fn note(titles: &mut Vec<String>, title: Option<&String>) {
    if let Some(title) = title.filter(|title| !title.is_empty() && !titles.contains(title)) {
        titles.push(title.clone());
    }
}

fn licence_of(licence: &Licence) -> Value {
    let mut value = json!({ "path": licence.url, "title": licence.name.ja });
    if let Some(id) = licence.id {
        value["name"] = json!(id);
    }
    value
}

fn resources<'a>(extent: Extent, bytes: impl Fn(File) -> &'a [u8]) -> Value {
    let table = |subject: Subject, file: File| {
        let mut value = resource((subject.name(), file), extent, bytes(file));
        value["profile"] = json!("tabular-data-resource");
        value["title"] = json!(subject.titles().0);
        value["title_en"] = json!(subject.titles().1);
        value["encoding"] = json!("utf-8");
        value["dialect"] = json!({ "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true });
        value["schema"] = schema(subject);
        value
    };
    let plain = |name: &str, file: File| {
        let mut value = resource((name, file), extent, bytes(file));
        value["profile"] = json!("data-resource");
        // Programs shall take them as files and not look for tables in them.
        value["type"] = json!("file");
        value
    };
    json!([
        table(Subject::Indicators, File::Indicators),
        table(Subject::Observations, File::Observations),
        table(Subject::Dictionary, File::Dictionary),
        plain("indicators-json", File::Json),
        plain("indicators-xlsx", File::Workbook),
    ])
}

fn resource((name, file): (&str, File), extent: Extent, bytes: &[u8]) -> Value {
    let path = file.name(extent);
    let format = path.rsplit_once('.').map_or("", |(_, format)| format);
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    json!({
        "name": name,
        "format": format,
        "mediatype": file.media_type(),
        "bytes": bytes.len(),
        "hash": format!("sha256:{hash}"),
        "path": path,
    })
}

/// The schema of a table; its fields are named by the headers of the file.
fn schema(subject: Subject) -> Value {
    let columns = subject.columns();
    let fields: Vec<Value> = columns.iter().filter(|column| !column.is_json_only()).map(field).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    let headers = |names: &[&str]| -> Vec<&str> {
        columns.iter().filter(|column| names.contains(&column.name)).map(|column| column.header).collect()
    };
    match subject {
        Subject::Indicators => schema["primaryKey"] = json!(headers(&["id", "edition"])),
        Subject::Observations => {
            let key = headers(&["id", "edition"]);
            schema["foreignKeys"] = json!([{ "fields": key, "reference": { "resource": Subject::Indicators.name(), "fields": key } }]);
        }
        Subject::Dictionary => schema["primaryKey"] = json!(headers(&["table", "name"])),
    }
    schema
}

fn field(column: &Column) -> Value {
    let mut constraints = serde_json::Map::new();
    if column.presence == Presence::Always {
        constraints.insert("required".to_owned(), json!(true));
    }
    if let Some(pattern) = column.kind.pattern() {
        constraints.insert("pattern".to_owned(), json!(pattern));
    }
    let words: Vec<&str> = column.kind.choices().iter().map(|(word, _, _)| *word).collect();
    if !words.is_empty() {
        constraints.insert("enum".to_owned(), json!(words));
    }
    let mut field = json!({
        "name": column.header,
        "machineName": column.name,
        "type": column.kind.schema_type(),
        "description": column.ja,
        "description_en": column.en,
    });
    if !constraints.is_empty() {
        field["constraints"] = Value::Object(constraints);
    }
    field
}

/// JSON that people can read, with a line break at its end.
fn pretty(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
