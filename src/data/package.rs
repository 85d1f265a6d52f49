//! All files of open data of one edition, or of all editions together.

use super::cell::Cell;
use super::csv::ByteOrderMark;
use super::descriptor::Descriptor;
use super::forms::{FinishedTable, Forms};
use super::json::json;
use super::rows::{self, CorrectionRow, RatingRow};
use super::table::{self, DataTable};
use super::workbook::{Properties, WorkbookSheet, workbook};
use crate::bag;
use crate::media;
use crate::model::{Correction, Settings};
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

/// A file of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    Indicators,
    Observations,
    Ratings,
    Corrections,
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
    pub corrections: &'a [Correction],
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
    /// The files of some editions, in the order in which people look for them.
    pub fn all<'a>(editions: impl Iterator<Item = EditionData<'a>>) -> Vec<File> {
        let tables = DataTable::of(editions).into_iter().map(File::of);
        [File::Workbook].into_iter().chain(tables).chain([File::Json, File::Descriptor, File::Archive]).collect()
    }

    /// The file of a table.
    pub fn of(table: DataTable) -> File {
        match table {
            DataTable::Indicators => File::Indicators,
            DataTable::Observations => File::Observations,
            DataTable::Ratings => File::Ratings,
            DataTable::Corrections => File::Corrections,
            DataTable::Dictionary => File::Dictionary,
        }
    }

    /// The table that it is.
    pub fn table(self) -> Option<DataTable> {
        match self {
            File::Indicators => Some(DataTable::Indicators),
            File::Observations => Some(DataTable::Observations),
            File::Ratings => Some(DataTable::Ratings),
            File::Corrections => Some(DataTable::Corrections),
            File::Dictionary => Some(DataTable::Dictionary),
            File::Json | File::Workbook | File::Descriptor | File::Archive => None,
        }
    }

    /// The name of the file.
    pub fn name(self, scope: Scope) -> String {
        match (self, self.table()) {
            (_, Some(table)) => format!("{}.csv", table.name()),
            (File::Workbook, None) => "indicators.xlsx".to_owned(),
            (File::Descriptor, None) => "datapackage.json".to_owned(),
            (File::Archive, None) => format!("{}.zip", scope.name()),
            (_, None) => "indicators.json".to_owned(),
        }
    }

    /// What it is for machines.
    pub fn media_type(self) -> &'static str {
        media::media_type(&self.name(Scope::Site))
    }
}

impl Package {
    /// The files of some editions, oldest first. They are asked for again and again, and each is gone before the next: a workbook in the
    /// making takes as much memory as everything else, so it is made before the rest.
    pub fn of<'a, I: IntoIterator<Item = EditionData<'a>>>(settings: &Settings, scope: Scope, editions: impl Fn() -> I) -> Package {
        let mut descriptor = Descriptor::new(settings, scope);
        editions().into_iter().for_each(|edition| descriptor.add(&edition));
        let subjects = DataTable::of(editions().into_iter());
        let mut sheets: BTreeMap<DataTable, WorkbookSheet> =
            subjects.iter().map(|subject| (*subject, WorkbookSheet::new(*subject))).collect();
        add_rows(settings, &subjects, editions().into_iter(), |subject, row| {
            sheets.entry(subject).and_modify(|sheet| sheet.add(row));
        });
        let workbook = workbook(sheets.into_values(), &properties(&descriptor));
        let mark = if settings.bom { ByteOrderMark::Written } else { ByteOrderMark::LeftOut };
        let mut tables: BTreeMap<DataTable, Forms> = subjects.iter().map(|subject| (*subject, Forms::new(*subject, mark))).collect();
        add_rows(settings, &subjects, editions().into_iter(), |subject, row| {
            tables.entry(subject).and_modify(|table| table.add(row));
        });
        Package { files: files(&descriptor, workbook, tables.into_values().map(Forms::finish).collect()) }
    }

    /// The bytes of a file, if there is one.
    pub fn bytes(&self, file: File) -> Option<&[u8]> {
        self.files.get(&file).map(Vec::as_slice)
    }

    /// How large each file is, in bytes.
    pub fn sizes(&self) -> BTreeMap<File, u64> {
        self.files.iter().map(|(file, bytes)| (*file, bytes.len() as u64)).collect()
    }
}

/// Adds every row to its table.
fn add_rows<'a>(
    settings: &Settings,
    subjects: &[DataTable],
    editions: impl Iterator<Item = EditionData<'a>>,
    mut add: impl FnMut(DataTable, &[Cell]),
) {
    for EditionData { record: edition, corrections } in editions {
        for row in rows::indicators(settings, edition) {
            add(DataTable::Indicators, &table::indicator(&row));
            row.observations().iter().for_each(|observation| add(DataTable::Observations, &table::observation(observation)));
        }
        edition.ratings.iter().for_each(|rating| add(DataTable::Ratings, &table::rating(&RatingRow { settings, edition, rating })));
        let corrected = corrections.iter().flat_map(|correction| CorrectionRow::of(settings, edition, correction));
        corrected.for_each(|row| add(DataTable::Corrections, &table::correction(&row)));
    }
    table::dictionary(subjects).for_each(|row| add(DataTable::Dictionary, &row));
}

/// The first rows of a table as its file has them, each with the cells of its main columns.
pub fn preview<'a>(settings: &'a Settings, subject: DataTable, editions: impl Iterator<Item = EditionData<'a>>) -> Vec<Vec<Cell>> {
    const ROWS: usize = 3;
    let (columns, names) = (subject.columns(), subject.main_columns());
    let places: Vec<usize> = names.iter().filter_map(|name| columns.iter().position(|column| column.name == *name)).collect();
    let rows = editions.flat_map(|edition| rows_of(settings, subject, edition)).take(ROWS);
    rows.map(|row| places.iter().map(|place| row[*place].clone()).collect()).collect()
}

/// The rows of one table, each made when it is asked for.
fn rows_of<'a>(settings: &'a Settings, subject: DataTable, data: EditionData<'a>) -> Box<dyn Iterator<Item = Vec<Cell>> + 'a> {
    let EditionData { record: edition, corrections } = data;
    let indicators = rows::indicators(settings, edition);
    match subject {
        DataTable::Indicators => Box::new(indicators.map(|row| table::indicator(&row))),
        DataTable::Observations => {
            Box::new(indicators.flat_map(|row| row.observations().iter().map(table::observation).collect::<Vec<_>>()))
        }
        DataTable::Ratings => Box::new(edition.ratings.iter().map(move |rating| table::rating(&RatingRow { settings, edition, rating }))),
        DataTable::Corrections => {
            let corrected = corrections.iter().flat_map(move |correction| CorrectionRow::of(settings, edition, correction));
            Box::new(corrected.map(|row| table::correction(&row)))
        }
        DataTable::Dictionary => Box::new(table::dictionary(&[DataTable::Dictionary]).collect::<Vec<_>>().into_iter()),
    }
}

fn files(descriptor: &Descriptor<'_>, workbook: Vec<u8>, tables: Vec<FinishedTable>) -> BTreeMap<File, Vec<u8>> {
    let mut files = BTreeMap::from([(File::Workbook, workbook)]);
    let (name, version) = (descriptor.name(), descriptor.version());
    let lists = tables.iter().filter(|table| table.subject != DataTable::Dictionary);
    let lists: Vec<(DataTable, &str)> = lists.map(|table| (table.subject, table.json.as_str())).collect();
    files.insert(File::Json, json(&[("name", &name), ("version", &version)], &lists));
    files.extend(tables.into_iter().map(|table| (File::of(table.subject), table.csv)));
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
