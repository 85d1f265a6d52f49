//! All files of open data of one edition, or of all editions together.

use super::cell::Cell;
use super::csv::ByteOrderMark;
use super::descriptor::Descriptor;
use super::forms::{FinishedTable, Forms};
use super::json::json;
use super::rows;
use super::table::{self, DataTable};
use super::workbook::{Properties, WorkbookSheet, workbook};
use crate::bag;
use crate::media;
use crate::model::Settings;
use crate::record::EditionRecord;
use std::collections::BTreeMap;

/// What a package covers, and which pages an asset belongs to: an edition has its own, so that it can be cut out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The site with all of its editions.
    Site,
    /// One edition, by its fiscal year.
    Edition(i32),
}

/// The tables, in the order of the workbook.
const SUBJECTS: [DataTable; 3] = [DataTable::Indicators, DataTable::Observations, DataTable::Dictionary];

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
#[derive(Clone, Copy, Debug)]
pub struct EditionData<'a> {
    pub record: &'a EditionRecord,
    /// How many corrections it has.
    pub corrections: usize,
}

/// The files of a package.
#[derive(Debug)]
pub struct Package {
    files: BTreeMap<File, Vec<u8>>,
}

impl Scope {
    /// The name of the package and of its zip file; it stays as it is whatever a city fills in later.
    pub fn name(self) -> String {
        match self {
            Scope::Site => "progress-reports".to_owned(),
            Scope::Edition(year) => format!("progress-report-{year}"),
        }
    }
}

impl File {
    /// Every file, in the order in which people look for them.
    pub const ALL: [File; 7] =
        [File::Workbook, File::Indicators, File::Observations, File::Dictionary, File::Json, File::Descriptor, File::Archive];

    /// The name of the file.
    pub fn name(self, scope: Scope) -> String {
        match self {
            File::Indicators => "indicators.csv".to_owned(),
            File::Observations => "observations.csv".to_owned(),
            File::Dictionary => "dictionary.csv".to_owned(),
            File::Json => "indicators.json".to_owned(),
            File::Workbook => "indicators.xlsx".to_owned(),
            File::Descriptor => "datapackage.json".to_owned(),
            File::Archive => format!("{}.zip", scope.name()),
        }
    }

    /// What it is for machines.
    pub fn media_type(self) -> &'static str {
        media::media_type(&self.name(Scope::Site))
    }
}

impl Package {
    /// The files of some editions, oldest first. They are asked for twice, and each is gone before the next: a workbook in the making
    /// takes as much memory as everything else, so it is made before the rest.
    pub fn of<'a, I: IntoIterator<Item = EditionData<'a>>>(settings: &Settings, scope: Scope, editions: impl Fn() -> I) -> Package {
        let mut descriptor = Descriptor::new(settings, scope);
        let [mut indicators, mut observations, mut dictionary] = SUBJECTS.map(WorkbookSheet::new);
        for edition in editions() {
            descriptor.add(&edition);
            add_rows(
                settings,
                edition.record,
                RowTables { indicator: &mut |row| indicators.add(row), observation: &mut |row| observations.add(row) },
            );
        }
        table::dictionary().for_each(|row| dictionary.add(&row));
        let workbook = workbook([indicators, observations, dictionary], &properties(&descriptor));
        let mark = if settings.bom { ByteOrderMark::Written } else { ByteOrderMark::LeftOut };
        let [mut indicators, mut observations, mut dictionary] = SUBJECTS.map(|subject| Forms::new(subject, mark));
        for edition in editions() {
            add_rows(
                settings,
                edition.record,
                RowTables { indicator: &mut |row| indicators.add(row), observation: &mut |row| observations.add(row) },
            );
        }
        table::dictionary().for_each(|row| dictionary.add(&row));
        Package { files: files(&descriptor, workbook, [indicators, observations, dictionary].map(Forms::finish)) }
    }

    /// The bytes of a file.
    pub fn bytes(&self, file: File) -> &[u8] {
        self.files.get(&file).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Takes a row of a table.
type Add<'a> = &'a mut dyn FnMut(&[Cell]);

/// Where the rows of an edition go: those of its indicators and those of its observations.
struct RowTables<'a> {
    indicator: Add<'a>,
    observation: Add<'a>,
}

fn add_rows(settings: &Settings, edition: &EditionRecord, tables: RowTables<'_>) {
    for row in rows::indicators(settings, edition) {
        (tables.indicator)(&table::indicator(&row));
        row.observations().iter().for_each(|observation| (tables.observation)(&table::observation(observation)));
    }
}

fn files(descriptor: &Descriptor<'_>, workbook: Vec<u8>, tables: [FinishedTable; 3]) -> BTreeMap<File, Vec<u8>> {
    let mut files = BTreeMap::from([(File::Workbook, workbook)]);
    let (name, version) = (descriptor.name(), descriptor.version());
    let of_json = [&tables[0], &tables[1]].map(|table| (table.subject, table.json.as_str()));
    files.insert(File::Json, json(&[("name", &name), ("version", &version)], &of_json));
    for table in tables {
        let file = match table.subject {
            DataTable::Indicators => File::Indicators,
            DataTable::Observations => File::Observations,
            DataTable::Dictionary => File::Dictionary,
        };
        files.insert(file, table.csv);
    }
    let described = descriptor.json(&files);
    files.insert(File::Descriptor, described);
    let archive = archive(descriptor.scope(), &files);
    files.insert(File::Archive, archive);
    files
}

fn properties<'a>(descriptor: &'a Descriptor<'_>) -> Properties<'a> {
    Properties { title: descriptor.title(), author: descriptor.author(), published: descriptor.published() }
}

/// All files in one, at its top, where programs look for `datapackage.json`.
fn archive(scope: Scope, files: &BTreeMap<File, Vec<u8>>) -> Vec<u8> {
    let named = files.iter().map(|(file, bytes)| (file.name(scope), bytes.as_slice()));
    bag::zipped(named).expect("names of our own, sizes within what a zip file holds")
}
