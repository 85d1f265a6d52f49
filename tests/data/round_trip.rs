//! Open data taken back: what was published gives the same files once more.

use super::bytes;
use crate::harness::Site;
use std::collections::BTreeMap;
use std::fs;

/// The files of an edition's open data.
fn data(site: &Site, year: &str) -> BTreeMap<String, Vec<u8>> {
    let files = ["indicators.csv", "indicators.json", "indicators.xlsx", "observations.csv", "datapackage.json"];
    files.iter().map(|file| ((*file).to_owned(), bytes(site, &format!("{year}/data/{file}")))).collect()
}

/// Takes every result away that the tables hold whole: grades by hand and restated figures are no part of a result.
fn without_results(site: &Site, year: &str) -> usize {
    let mut taken = 0;
    let folder = format!("content/editions/{year}");
    for path in site.tree(&folder).keys().filter(|path| path.ends_with(".md")) {
        let path = format!("{folder}/{path}");
        let text = site.read(&path);
        let mut in_results = false;
        let kept = text.split_inclusive('\n').filter(|line| {
            in_results = if line.starts_with('[') { line.starts_with("[results]") } else { in_results && !line.starts_with("+++") };
            let is_result = in_results && line.contains(" = ") && !["grade", "restated"].iter().any(|key| line.contains(key));
            taken += usize::from(is_result);
            !is_result
        });
        let kept: String = kept.collect();
        fs::write(site.path(&path), kept).unwrap();
    }
    taken
}

/// Exports, takes the results away, imports, and exports again.
fn comes_back(site: &Site, year: &str, file: &str) {
    assert_eq!(site.run(&["build"]).status, 0);
    let before = data(site, year);
    fs::write(site.path(file), &before[file]).unwrap();
    let taken = without_results(site, year);
    assert!(taken > 10, "{taken} results were taken away");
    let import = site.run(&["import", file, "--edition", year, "--lang", "en"]);
    assert_eq!(import.status, 0, "{file}: {}{}", import.stdout, import.stderr);
    let build = site.run(&["build"]);
    assert_eq!(build.status, 0, "{}", build.stderr);
    let after = data(site, year);
    for (name, bytes) in &before {
        assert!(after[name] == *bytes, "{name} differs after {file}");
    }
    let again = site.run(&["import", file, "--edition", year, "--dry-run", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&again.stdout).unwrap();
    assert_eq!((again.status, found["changes"].as_array().map(Vec::len)), (0, Some(0)), "{}", again.stdout);
}

#[test]
fn the_table_of_an_edition_comes_back_as_it_went() {
    comes_back(&Site::kanazawa(), "2016", "indicators.csv");
}

#[test]
fn steps_statuses_bounds_and_notes_come_back_too() {
    for year in ["2018", "2021"] {
        comes_back(&Site::empty().with(&super::repository("tests/sites/tsubaki")), year, "indicators.csv");
    }
}

#[test]
fn the_workbook_comes_back_as_well() {
    comes_back(&Site::kanazawa(), "2016", "indicators.xlsx");
}

#[test]
fn of_the_long_table_only_results_are_taken() {
    let site = Site::kanazawa();
    assert_eq!(site.run(&["build"]).status, 0);
    fs::write(site.path("observations.csv"), bytes(&site, "2016/data/observations.csv")).unwrap();
    let run = site.run(&["import", "observations.csv", "--dry-run", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.status, found["changes"].as_array().map(Vec::len)), (0, Some(0)), "{}{}", run.stdout, run.stderr);
}
