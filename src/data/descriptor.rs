//! `datapackage.json`: a Frictionless Data Package, version 1, with a table schema for each table.

mod resource;

use super::package::{EditionData, File, Scope};
use crate::model::{Licence, Published, Settings, Text};
use resource::{Resource, resources};
use serde::Serialize;
use std::collections::BTreeMap;

/// Which columns there are and what they mean. It grows with the next column, and the version of every package with it.
pub const FORM: u32 = 1;

/// What a package is described from: what its editions say of themselves, gathered one by one.
#[derive(Clone, Debug)]
pub struct Descriptor<'a> {
    settings: &'a Settings,
    scope: Scope,
    /// The newest fiscal year.
    newest: i32,
    corrections: usize,
    /// The titles of the newest edition.
    titles: Text,
    /// When the last of the editions was published.
    published: Option<Published>,
    /// The reports, then what their indicators name as their sources.
    reports: Vec<String>,
    sources: Vec<String>,
}

impl<'a> Descriptor<'a> {
    /// The descriptor of a package without editions.
    pub fn new(settings: &'a Settings, scope: Scope) -> Descriptor<'a> {
        Descriptor {
            settings,
            scope,
            newest: 0,
            corrections: 0,
            titles: Text::default(),
            published: None,
            reports: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// One edition more, newer than those before.
    pub fn add(&mut self, edition: &EditionData<'_>) {
        let record = edition.record;
        self.newest = record.year;
        self.corrections += edition.corrections.len();
        self.titles.clone_from(&record.title);
        self.published = self.published.max(record.published);
        note(&mut self.reports, Some(&record.title));
        record.indicators().for_each(|record| note(&mut self.sources, record.indicator.source.as_ref()));
    }

    /// The name by which machines know the package: that of its file, with the code of the city where it has one.
    pub fn name(&self) -> String {
        let code = self.settings.publisher.as_ref().and_then(|publisher| publisher.code.as_ref());
        code.map_or_else(|| self.scope.name(), |code| format!("{}-{code}", self.scope.name()))
    }

    /// Three numbers: the newest fiscal year, the form of the columns, how many corrections there are.
    pub fn version(&self) -> String {
        format!("{}.{FORM}.{}", self.newest, self.corrections)
    }

    /// The Japanese title of the edition, or of the site.
    pub fn title(&self) -> &str {
        match self.scope {
            Scope::Site => &self.settings.title.ja,
            Scope::Edition(_) => &self.titles.ja,
        }
    }

    fn title_en(&self) -> Option<&String> {
        match self.scope {
            Scope::Site => self.settings.title.en.as_ref(),
            Scope::Edition(_) => self.titles.en.as_ref(),
        }
    }

    /// What the package covers.
    pub fn scope(&self) -> Scope {
        self.scope
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
        let publisher = self.settings.publisher.as_ref();
        pretty(&DataPackage {
            contributors: publisher.map(|publisher| [Contributor { role: "publisher", title: &publisher.name.ja }]),
            homepage: self.homepage(),
            licenses: self.settings.licence.as_ref().map(|licence| [LicenceOf::new(licence)]),
            name: self.name(),
            profile: "data-package",
            resources: resources(self.scope, files),
            sources: self.sources(),
            title: self.title(),
            title_en: self.title_en(),
            version: self.version(),
        })
    }

    /// Where the page of the data is.
    fn homepage(&self) -> Option<String> {
        let base = self.settings.base_url.as_ref()?;
        Some(match self.scope {
            Scope::Site => format!("{base}/data/"),
            Scope::Edition(year) => format!("{base}/{year}/data/"),
        })
    }

    /// The reports themselves, then what the indicators name as their sources, each once.
    fn sources(&self) -> Vec<PackageSource<'_>> {
        let named = self.sources.iter().filter(|source| !self.reports.contains(source));
        self.reports.iter().chain(named).map(|title| PackageSource { title }).collect()
    }
}

/// Notes a title that is not noted yet.
fn note(titles: &mut Vec<String>, title: Option<&Text>) {
    if let Some(title) = title.map(|title| &title.ja).filter(|title| !title.is_empty() && !titles.contains(title)) {
        titles.push(title.clone());
    }
}

/// A package as it is written; keys are in the order of the alphabet.
#[derive(Serialize)]
struct DataPackage<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    contributors: Option<[Contributor<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    homepage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licenses: Option<[LicenceOf<'a>; 1]>,
    name: String,
    profile: &'static str,
    resources: Vec<Resource>,
    sources: Vec<PackageSource<'a>>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title_en: Option<&'a String>,
    version: String,
}

#[derive(Serialize)]
struct Contributor<'a> {
    role: &'static str,
    title: &'a str,
}

#[derive(Serialize)]
struct LicenceOf<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
    path: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct PackageSource<'a> {
    title: &'a str,
}

impl LicenceOf<'_> {
    fn new(licence: &Licence) -> LicenceOf<'_> {
        LicenceOf { name: licence.id, path: &licence.url, title: &licence.name.ja }
    }
}

/// JSON that people can read, with a line break at its end.
fn pretty(package: &DataPackage<'_>) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(package).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
