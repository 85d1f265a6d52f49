//! Open data: what every file holds, that nothing is lost on the way, and that the files describe each other truly.

mod figures;
mod package;
mod pages;
mod round_trip;
mod sealed;
mod survival;

use crate::harness::{Run, Site, repository};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The sites of Kanazawa and Tsubaki, each built once with warnings as errors.
static KANAZAWA: LazyLock<Site> = LazyLock::new(|| built(Site::kanazawa(), &["build"]));
static TSUBAKI: LazyLock<Site> = LazyLock::new(|| {
    let root = repository("tests/sites/tsubaki");
    built(Site::empty(), &["build", "--strict", "--root", root.to_str().unwrap(), "--output-dir", "output"])
});

fn built(site: Site, arguments: &[&str]) -> Site {
    let Run { status, stderr, .. } = site.run(arguments);
    assert_eq!((status, stderr.as_str()), (0, ""));
    site
}

fn bytes(site: &Site, path: &str) -> Vec<u8> {
    std::fs::read(site.path("output").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The header and the rows of a table, without its byte order mark.
fn table(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::Reader::from_reader(text);
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<String>>();
    let header = cells(reader.headers().unwrap());
    (header, reader.records().map(|record| cells(&record.unwrap())).collect())
}

/// Every row as what stands under each header; empty cells are left out.
fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let (header, rows) = table(bytes);
    let row = |row: Vec<String>| header.iter().cloned().zip(row).filter(|(_, cell)| !cell.is_empty()).collect();
    rows.into_iter().map(row).collect()
}

/// The rows of one indicator from a column on, as `header=cell` in the order of the columns.
fn said(site: &Site, path: &str, (id, from): (&str, &str)) -> Vec<String> {
    let (header, rows) = table(&bytes(site, path));
    let (start, ids) = (header.iter().position(|name| name == from).unwrap(), header.iter().position(|name| name == "ID").unwrap());
    let cell = |(name, cell): (&String, &String)| (!cell.is_empty()).then(|| format!("{name}={cell}"));
    let row = |row: &Vec<String>| header.iter().zip(row).skip(start).filter_map(cell).collect::<Vec<_>>().join(" ");
    rows.iter().filter(|row| row[ids] == id).map(row).collect()
}
