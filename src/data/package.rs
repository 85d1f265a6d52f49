//! All files of open data of one edition, or of all editions together.

use super::csv::{Mark, csv};
use super::descriptor::Descriptor;
use super::json::json;
use super::sighting::Row;
use super::table::{Subject, Table};
use super::workbook::{Properties, workbook};
use crate::bag;
use crate::model::{Published, Settings};
use crate::record::Record;
use std::collections::BTreeMap;

/// What a package covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    All,
    /// One edition, by its fiscal year.
    Edition(i32),
}

/// A file of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    Indicators,
    Observations,
    Dictionary,
    Json,
    Workbook,
    /// `datapackage.json`: what the others are.
    Descriptor,
    /// All of them in one.
    Archive,
}

/// An edition whose data is published.
#[derive(Clone, Debug)]
pub struct Issue {
    pub record: Record,
    /// How many corrections it has.
    pub corrections: usize,
}

/// The files of a package.
#[derive(Debug)]
pub struct Package {
    files: BTreeMap<File, Vec<u8>>,
}

impl Extent {
    /// The name of the package and of its zip file; it stays as it is whatever a city fills in later.
    pub fn name(self) -> String {
        match self {
            Extent::All => "progress-reports".to_owned(),
            Extent::Edition(year) => format!("progress-report-{year}"),
        }
    }
}

impl File {
    /// Every file, in the order in which people look for them.
    pub const ALL: [File; 7] =
        [File::Workbook, File::Indicators, File::Observations, File::Dictionary, File::Json, File::Descriptor, File::Archive];

    /// The name of the file.
    pub fn name(self, extent: Extent) -> String {
        match self {
            File::Indicators => "indicators.csv".to_owned(),
            File::Observations => "observations.csv".to_owned(),
            File::Dictionary => "dictionary.csv".to_owned(),
            File::Json => "indicators.json".to_owned(),
            File::Workbook => "indicators.xlsx".to_owned(),
            File::Descriptor => "datapackage.json".to_owned(),
            File::Archive => format!("{}.zip", extent.name()),
        }
    }

    /// What it is for machines.
    pub fn media_type(self) -> &'static str {
        match self {
            File::Indicators | File::Observations | File::Dictionary => "text/csv",
            File::Json | File::Descriptor => "application/json",
            File::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            File::Archive => "application/zip",
        }
    }
}

impl Package {
    /// The files of some editions, oldest first.
    pub fn of(settings: &Settings, extent: Extent, issues: &[Issue]) -> Package {
        let rows: Vec<Row<'_>> = issues.iter().flat_map(|issue| rows(settings, &issue.record)).collect();
        let tables = [Table::indicators(&rows), Table::observations(&rows), Table::dictionary()];
        let descriptor = Descriptor { settings, extent, issues };
        let mark = if settings.bom { Mark::Written } else { Mark::LeftOut };
        let mut files = BTreeMap::new();
        for table in &tables {
            let file = match table.subject {
                Subject::Indicators => File::Indicators,
                Subject::Observations => File::Observations,
                Subject::Dictionary => File::Dictionary,
            };
            files.insert(file, csv(table, mark));
        }
        let (name, version) = (descriptor.name(), descriptor.version());
        files.insert(File::Json, json(&[("name", &name), ("version", &version)], &[&tables[0], &tables[1]]));
        files.insert(File::Workbook, workbook(&tables.each_ref(), &properties(&descriptor)));
        let described = descriptor.json(&files);
        files.insert(File::Descriptor, described);
        let archive = archive(extent, &files);
        files.insert(File::Archive, archive);
        Package { files }
    }

    /// The bytes of a file.
    pub fn bytes(&self, file: File) -> &[u8] {
        self.files.get(&file).map(Vec::as_slice).unwrap_or_default()
    }
}

fn rows<'a>(settings: &'a Settings, record: &'a Record) -> impl Iterator<Item = Row<'a>> {
    record.indicators.iter().map(move |entry| Row { settings, record, entry })
}

fn properties<'a>(descriptor: &'a Descriptor<'_>) -> Properties<'a> {
    let settings = descriptor.settings;
    let published = descriptor.issues.iter().filter_map(|issue| Published::parse(issue.record.published.as_deref()?));
    Properties {
        title: descriptor.title(),
        author: settings.publisher.as_ref().map_or("", |publisher| &publisher.name.ja),
        published: published.max(),
    }
}

/// All files in one, at its top, where programs look for `datapackage.json`.
fn archive(extent: Extent, files: &BTreeMap<File, Vec<u8>>) -> Vec<u8> {
    let named = files.iter().map(|(file, bytes)| (file.name(extent), bytes.as_slice()));
    bag::zipped(named).expect("names of our own, sizes within what a zip file holds")
}
