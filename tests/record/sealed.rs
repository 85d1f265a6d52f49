//! What sealed editions say after the strategy and its rule have changed.

use super::tsubaki;
use crate::harness::Site;
use crate::harness::html::Page;
use std::fs;

const FIRST: &str = "content/strategies/first/strategy.md";
const SECOND: &str = "content/strategies/second/strategy.md";

fn seal(site: &Site, year: &str) {
    let run = site.run(&["archive", year, "--date", "2026-04-01"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{year}");
}

fn build(site: &Site) {
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

/// The row of an edition in the table of a series.
fn series_row(site: &Site, id: &str, edition: &str) -> String {
    let html = site.read(&format!("output/indicators/{id}.html"));
    let row = html.split("<tr").find(|row| row.contains(edition) && row.contains("<td"));
    let row = row.unwrap_or_else(|| panic!("{id}: no row of {edition}"));
    row.split("</tr>").next().unwrap_or_default().to_owned()
}

/// The rows of the edition published then, in the open data of all editions.
fn data_rows(site: &Site, published: &str) -> Vec<String> {
    let text = String::from_utf8(fs::read(site.path("output/data/indicators.csv")).unwrap()).unwrap();
    text.lines().filter(|line| line.contains(published)).map(str::to_owned).collect()
}

fn lead(site: &Site, path: &str) -> String {
    Page::read(path, &site.read(&format!("output/{path}"))).texts(|_, element| element.is_of("lead"))[0].clone()
}

/// The rule `symbols` in the place of `pace`; the grade that an edition sets by hand is one of it.
fn judge_by_symbols(site: &Site) {
    site.change(FIRST, "rating = \"pace\"", "rating = \"symbols\"");
    site.change("content/editions/2019/goal-4/measure-1.md", "grade = \"slightly-behind\"", "grade = \"nearly-achieved\"");
}

#[test]
fn another_rule_changes_no_grade_of_a_sealed_edition() {
    let site = tsubaki();
    build(&site);
    let ids = ["postnatal-visits", "tourists", "waiting-children"];
    let before = ids.map(|id| series_row(&site, id, "平成30年度"));
    let data = data_rows(&site, "2019-09-18");
    assert!(before.iter().all(|row| row.contains("class=\"grade")) && data.len() > 20);
    seal(&site, "2018");
    judge_by_symbols(&site);
    build(&site);
    assert_eq!(ids.map(|id| series_row(&site, id, "平成30年度")), before);
    assert_eq!(data_rows(&site, "2019-09-18"), data);
    let changes = site.read("output/2019/changes.html");
    assert!(
        changes.contains("<span aria-hidden=\"true\">◎</span>達成"),
        "sealed as ◎ 達成, which stands beside the grade of the other rule"
    );
}

#[test]
fn grades_of_two_rules_are_not_counted_as_risen_or_fallen() {
    let site = tsubaki();
    build(&site);
    let before = lead(&site, "2019/changes.html");
    assert!(before.starts_with("評価が上がった指標は9指標、下がった指標は3指標、変わらない指標は8指標"), "{before}");
    seal(&site, "2018");
    build(&site);
    assert_eq!(lead(&site, "2019/changes.html"), before, "sealed under the rule of today");
    judge_by_symbols(&site);
    build(&site);
    let now = lead(&site, "2019/changes.html");
    assert!(now.starts_with("二つの報告では評価基準が異なるため"), "{now}");
}

#[test]
fn a_changed_label_unit_title_or_period_stays_as_it_was_sealed() {
    let site = tsubaki();
    build(&site);
    let (row, data) = (series_row(&site, "postnatal-visits", "平成30年度"), data_rows(&site, "2019-09-18"));
    seal(&site, "2018");
    site.change("content/strategies/first/goal-1/measure-1.md", "unit = \"件\"", "unit = \"回\"");
    site.change(FIRST, "title = { ja = \"椿市総合戦略\"", "title = { ja = \"椿市の戦略\"");
    site.change(FIRST, "period = [2015, 2019]", "period = [2014, 2019]");
    build(&site);
    assert_eq!(series_row(&site, "postnatal-visits", "平成30年度"), row);
    assert_eq!(data_rows(&site, "2019-09-18"), data);
    let check = site.run(&["check", "--format", "short"]).stderr;
    for field in ["unit (ja) of “Visits before and after birth”", "strategy (title.ja): `椿市総合戦略`", "strategy (period.first): `2015`"]
    {
        assert!(check.contains(field), "{field}: {check}");
    }
}

#[test]
fn a_renamed_grade_keeps_its_old_name_in_sealed_editions_and_means_the_same() {
    let site = tsubaki();
    build(&site);
    let (row, counts) = (series_row(&site, "bus-services", "令和2年度"), lead(&site, "2021/changes.html"));
    assert!(row.contains("</span>達成</span>") && counts.starts_with("評価が上がった指標は"), "{row} {counts}");
    seal(&site, "2020");
    site.change(SECOND, "ja = \"達成\"", "ja = \"目標達成\"");
    build(&site);
    assert_eq!(series_row(&site, "bus-services", "令和2年度"), row);
    assert_eq!(lead(&site, "2021/changes.html"), counts);
}

#[test]
fn an_indicator_that_the_strategy_no_longer_has_keeps_its_page() {
    let site = tsubaki();
    build(&site);
    let row = series_row(&site, "postnatal-visits", "平成30年度");
    seal(&site, "2018");
    site.change("content/strategies/first/goal-1/measure-1.md", "id = \"postnatal-visits\"", "id = \"visits\"");
    for year in ["2017", "2018", "2019"] {
        site.change(&format!("content/editions/{year}/goal-1/measure-1.md"), "postnatal-visits", "visits");
    }
    build(&site);
    assert_eq!(series_row(&site, "postnatal-visits", "平成30年度"), row);
    assert!(data_rows(&site, "2019-09-18").iter().any(|row| row.contains("postnatal-visits")));
    assert!(!site.run(&["check", "--format", "short"]).stderr.contains("dead-link"));
}
