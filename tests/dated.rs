//! What stands beside a figure's year: a label in its place, a day, a figure of a part of the year, the next publication.

use crate::harness::Site;
use crate::harness::html::Page;

const GOAL: &str = "content/strategies/plan/goal-1/goal.md";
const RESULTS: &str = "content/editions/2021/goal-1/goal.md";
const BASELINE: &str = "baseline = { year = 2019, value = 80 }";
const TARGET: &str = "target = { year = 2024, value = 100 }";
const RESULT: &str = "visitors = 86";
const LABEL: &str = "label = { ja = \"計画策定時\", en = \"When planned\" }";
const PENDING: &str = "visitors = { status = \"pending\", \
    interim = { period = { ja = \"上半期\", en = \"first half\" }, value = 52 }, \
    next_release = { date = \"2027-03\", by = { ja = \"県統計課\", en = \"Prefectural Statistics Division\" } } }";

/// The small site with another text in one of its files.
fn site(path: &str, old: &str, new: &str) -> Site {
    let site = Site::base();
    site.change(path, old, new);
    site
}

/// The rows of the first table of the indicator's page, without its head.
fn rows(site: &Site, language: &str) -> Vec<Vec<String>> {
    let path = format!("{language}2021/indicators/visitors.html");
    Page::read(&path, &site.read(&format!("output/{path}"))).rows(|_| true).into_iter().skip(1).take(3).collect()
}

/// What the open data says of the indicator in a column; empty where it says nothing.
fn cell(site: &Site, column: &str) -> String {
    let data: serde_json::Value = serde_json::from_str(&site.read("output/2021/data/indicators.json")).unwrap();
    let rows = data["indicators"].as_array().unwrap();
    let row = rows.iter().find(|row| row["id"] == "visitors").unwrap();
    row.get(column).map(|cell| cell.as_str().map_or_else(|| cell.to_string(), str::to_owned)).unwrap_or_default()
}

#[test]
fn a_label_stands_in_place_of_the_year_of_baseline_target_and_result() {
    let site = site(GOAL, BASELINE, &BASELINE.replace("value = 80", &format!("value = 80, {LABEL}")));
    site.change(GOAL, TARGET, &TARGET.replace("value = 100", "value = 100, label = { ja = \"計画終了時\", en = \"At the end\" }"));
    site.change(RESULTS, RESULT, "visitors = { value = 86, label = { ja = \"直近値\", en = \"Latest\" } }");
    let site = site.built();
    let years = |language: &str| rows(&site, language).into_iter().map(|row| row[0].clone()).collect::<Vec<_>>();
    assert_eq!([&years("")[0], &years("")[1]], ["計画策定時", "直近値"]);
    assert_eq!([&years("en/")[0], &years("en/")[1]], ["When planned", "Latest"]);
    let table = site.read("output/2021/indicators.html");
    for label in ["(計画策定時)", "(計画終了時)", "(直近値)"] {
        assert!(table.contains(label), "{label}");
    }
    let page = site.read("output/2021/indicators/visitors.html");
    assert!(page.contains("直近値の実績値") && page.contains("基準値 80万人 (計画策定時)") && !page.contains("基準 R1"), "{page}");
    let cells = ["baseline_label", "baseline_label_en", "target_label", "result_label", "baseline_year"].map(|head| cell(&site, head));
    assert_eq!(cells, ["計画策定時", "When planned", "計画終了時", "直近値", "2019"]);
}

#[test]
fn the_fiscal_year_of_a_day_is_derived_and_shown() {
    let site = site(RESULTS, RESULT, "visitors = { as_of = 2021-03-31, value = 86 }");
    let site = site.built();
    assert_eq!(rows(&site, "")[1], ["令和2年度（2020）", "実績値令和3年3月31日現在", "86万人"]);
    assert_eq!(rows(&site, "en/")[1][..2], ["FY2020", "Actualas of 31 March 2021"]);
    assert!(site.read("output/2021/indicators/visitors.html").contains("令和3年3月31日現在（令和2年度）の実績値"));
    assert_eq!(["result_year", "result_as_of"].map(|head| cell(&site, head)), ["2020", "2021-03-31"]);
}

#[test]
fn a_fiscal_year_begins_in_april() {
    for (day, year) in [("2021-03-31", "2020"), ("2021-04-01", "2021")] {
        let site = site(RESULTS, RESULT, &format!("visitors = {{ as_of = \"{day}\", value = 86 }}")).built();
        assert_eq!(cell(&site, "result_year"), year, "{day}");
    }
    let calendar = site(RESULTS, RESULT, "visitors = { as_of = 2021-03-31, calendar = true, value = 86 }").built();
    assert_eq!(cell(&calendar, "result_year"), "2021");
    let baseline = site(GOAL, "year = 2019, value = 80", "as_of = 2020-03-31, value = 80").built();
    assert_eq!(["baseline_year", "baseline_as_of"].map(|head| cell(&baseline, head)), ["2019", "2020-03-31"]);
}

#[test]
fn an_interim_figure_stands_beside_what_is_pending_and_is_not_judged() {
    let site = site(RESULTS, RESULT, PENDING).built();
    assert_eq!(rows(&site, "")[1][2], "集計中（上半期 52万人）");
    assert!(rows(&site, "en/")[1][2].ends_with("(first half: 520,000 people)"), "{:?}", rows(&site, "en/"));
    assert!(site.read("output/2021/goal-1.html").contains("集計中（上半期 52万人）"));
    let cells = ["result_value", "interim_value", "interim_period", "grade"].map(|head| cell(&site, head));
    assert_eq!(cells, ["", "52", "上半期", ""]);
    let line = site.read("output/2021/data/observations.csv").lines().find(|line| line.contains(",interim,")).map(str::to_owned);
    assert!(line.is_some_and(|line| line.contains("上半期,first half,") && line.contains(",52,")));
}

#[test]
fn the_next_publication_is_said_with_its_body() {
    let site = site(RESULTS, RESULT, PENDING).built();
    let said = |language: &str| {
        let path = format!("{language}2021/indicators/visitors.html");
        Page::read(&path, &site.read(&format!("output/{path}"))).texts_of("dd")
    };
    assert!(said("").contains(&"令和9年3月（県統計課）".to_owned()), "{:?}", said(""));
    assert!(said("en/").contains(&"March 2027, Prefectural Statistics Division".to_owned()), "{:?}", said("en/"));
    assert_eq!(["next_release", "next_release_by"].map(|head| cell(&site, head)), ["2027-03", "県統計課"]);
}

#[test]
fn what_contradicts_itself_is_an_error_with_its_line() {
    let fault = |result: &str| site(RESULTS, RESULT, result).run(&["check", "--format", "short"]);
    for (result, code) in [
        ("visitors = { year = 2020, as_of = 2021-03-31, value = 86 }", "conflicting-keys"),
        ("visitors = { value = 86, interim = { period = { ja = \"上半期\", en = \"first half\" }, value = 52 } }", "conflicting-keys"),
        ("visitors = { as_of = \"2021-03\", value = 86 }", "wrong-type"),
        ("visitors = { as_of = 2022-04-01, value = 86 }", "result-after-edition"),
        ("visitors = { status = \"pending\", next_release = { by = { ja = \"県\", en = \"Prefecture\" } } }", "missing-key"),
    ] {
        let run = fault(result);
        assert!(run.status == 1 && run.stderr.contains(code) && run.stderr.contains("goal-1/goal.md:3"), "{result}: {}", run.stderr);
    }
}

#[test]
fn a_sealed_edition_keeps_all_of_it() {
    let site = site(RESULTS, RESULT, PENDING);
    site.change(GOAL, "year = 2019, value = 80", &format!("as_of = 2020-03-31, value = 80, {LABEL}"));
    let run = site.run(&["archive", "2021", "--date", "2026-04-01", "--force", "集計中のため"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(!site.run(&["check", "--format", "short"]).stderr.contains("seal-differs"));
    site.change(RESULTS, "value = 52", "value = 53");
    assert!(site.run(&["check", "--format", "short"]).stderr.contains("seal-differs"));
    let site = site.built();
    assert!(site.read("output/indicators/visitors.html").contains("集計中（上半期 52万人）"));
    assert_eq!(["baseline_label", "baseline_as_of", "next_release"].map(|head| cell(&site, head)), ["計画策定時", "2020-03-31", "2027-03"]);
}

#[test]
fn an_import_of_the_final_figure_ends_the_interim_one_and_keeps_the_rest() {
    let site = site(RESULTS, RESULT, PENDING);
    site.write("a.csv", "ID,実績\nvisitors,90\n");
    let run = site.run(&["import", "a.csv"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let written = site.read(RESULTS);
    assert!(written.contains("value = 90") && !written.contains("interim") && written.contains("next_release"), "{written}");
}

#[test]
fn an_import_leaves_the_day_of_a_figure() {
    let site = site(RESULTS, RESULT, "visitors = { as_of = 2022-03-31, status = \"pending\" }");
    site.write("a.csv", "ID,実績\nvisitors,90\n");
    assert_eq!(site.run(&["import", "a.csv"]).status, 0);
    assert!(site.read(RESULTS).contains("visitors = { as_of = 2022-03-31, value = 90 }"), "{}", site.read(RESULTS));
}
