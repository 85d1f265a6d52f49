//! Sealed editions: their data is in their bundle, and the data of all editions takes theirs from their records.

use super::{bytes, rows, table};
use crate::harness::{Site, repository};

#[test]
fn a_sealed_edition_keeps_its_data_and_all_editions_take_it_from_its_record() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki"));
    assert_eq!(site.run(&["build"]).status, 0);
    let (single, all) = (site.tree("output/2018/data"), bytes(&site, "data/indicators.csv"));
    assert_eq!(single.len(), 9);
    let run = site.run(&["archive", "2018"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let results = "content/editions/2018/goal-1/measure-2.md";
    site.change(results, "value = 55870", "value = 99999");
    assert_eq!(site.run(&["build"]).status, 0);
    assert!(site.tree("output/2018/data") == single);
    assert!(bytes(&site, "data/indicators.csv") == all);
}

#[test]
fn an_edition_that_was_sealed_before_there_was_open_data_has_its_rows_and_no_dead_link() {
    let site = Site::base().with(&repository("tests/bad/seal-differs"));
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(!site.path("output/2021/data").exists());
    let sealed: Vec<_> = rows(&bytes(&site, "data/indicators.csv")).into_iter().filter(|row| row["対象年度"] == "2021").collect();
    let visitors = sealed.iter().find(|row| row["ID"] == "visitors").unwrap();
    assert_eq!((visitors["実績値"].as_str(), visitors.get("基本目標名")), ("86", None), "the sealed figure; its record names no goals");
    let (_, observations) = table(&bytes(&site, "data/observations.csv"));
    assert!(!observations.is_empty());
    for path in ["index.html", "archive/index.html", "data/index.html"] {
        assert!(!site.read(&format!("output/{path}")).contains("2021/data/"), "{path}");
    }
    let found = site.run(&["check", "--format", "short"]).stderr;
    assert!(found.contains("seal-differs") && !found.contains("dead-link"), "{found}");
}
