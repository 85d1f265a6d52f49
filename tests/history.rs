//! Results of years before the first edition: in table, chart, series and open data, and never as corrections.

use crate::harness::Site;
use crate::harness::html::Page;

const GOAL: &str = "content/strategies/plan/goal-1/goal.md";
const TARGET: &str = "target = { year = 2024, value = 100 }";
const HISTORY: &str = "history = [\
    { year = 2018, value = 77, bound = \"about\", note = { ja = \"推計\", en = \"An estimate\" } }, \
    { year = 2016, value = 70.5, source = { ja = \"観光統計\", en = \"Tourism statistics\" } }]";

/// The small site with history.
fn site() -> Site {
    let site = Site::base();
    site.change(GOAL, TARGET, &format!("{TARGET}\n{HISTORY}"));
    site
}

fn built() -> Site {
    site().built()
}

/// The rows of the first table of a page.
fn rows(site: &Site, path: &str) -> Vec<Vec<String>> {
    Page::read(path, &site.read(&format!("output/{path}"))).rows(|_| true).into_iter().skip(1).collect()
}

#[test]
fn history_stands_in_the_table_of_an_indicator_with_its_source_and_note() {
    let site = built();
    let japanese = rows(&site, "2021/indicators/visitors.html");
    assert_eq!(japanese[0], ["平成28年度（2016）", "計画前の実績値出典：観光統計", "70.5万人"]);
    assert_eq!(japanese[1], ["平成30年度（2018）", "計画前の実績値推計", "77万人程度"]);
    assert_eq!(japanese[2][1], "基準値");
    let english = rows(&site, "en/2021/indicators/visitors.html");
    assert_eq!(english[0], ["FY2016", "Before the planSource: Tourism statistics", "705,000 people"]);
}

#[test]
fn history_is_a_grey_line_of_the_chart_up_to_the_beginning_of_the_plan() {
    let site = built();
    let page = site.read("output/2021/indicators/visitors.html");
    assert!(page.contains("最初の縦の点線より左は、計画前の実績。"));
    let chart = site.read("output/2021/indicators/visitors.svg");
    assert_eq!(["c-line-none", "c-bound", ">計画前<"].map(|part| chart.matches(part).count() > 0), [true; 3], "{chart}");
    let without = Site::base();
    assert_eq!(without.run(&["build"]).status, 0);
    assert!(!without.read("output/2021/indicators/visitors.html").contains("計画前"));
}

#[test]
fn history_of_years_of_the_plan_is_not_called_before_it() {
    let site = site();
    site.change(GOAL, "{ year = 2018, value = 77", "{ year = 2020, value = 77");
    assert_eq!(site.run(&["build"]).status, 0);
    let rows = rows(&site, "2021/indicators/visitors.html");
    assert!(rows.iter().any(|row| row[0] == "令和2年度（2020）" && row[1] == "報告前の実績値推計"), "{rows:?}");
}

#[test]
fn a_series_has_history_without_an_edition_and_without_a_correction() {
    let site = built();
    let rows = rows(&site, "indicators/visitors.html");
    assert_eq!(
        rows[..2],
        [["平成28年度（2016）", "70.5万人", "計画前の実績値出典：観光統計"], ["平成30年度（2018）", "77万人程度", "計画前の実績値推計"]]
    );
    for path in ["indicators/visitors.html", "2021/indicators/visitors.html", "2021/changes.html"] {
        assert!(!site.read(&format!("output/{path}")).contains("修正"), "{path}");
    }
}

#[test]
fn history_that_an_edition_corrects_is_a_correction() {
    let site = site();
    let restated = "visitors = { value = 86, restated = [{ year = 2018, value = 79 }] }";
    site.change("content/editions/2021/goal-1/goal.md", "visitors = 86", restated);
    assert_eq!(site.run(&["build"]).status, 0);
    assert!(site.read("output/indicators/visitors.html").contains("77万人程度から修正"));
}

#[test]
fn history_is_open_data_with_its_source() {
    let site = built();
    let table = site.read("output/2021/data/observations.csv");
    let lines: Vec<&str> = table.lines().filter(|line| line.contains(",history,")).collect();
    assert!(lines[0].contains(",history,2016,fiscal,70.5,万人,") && lines[0].contains(",観光統計,Tourism statistics,"), "{lines:?}");
    assert!(lines[1].contains(",history,2018,fiscal,77,万人,") && lines[1].contains(",about,,,推計,An estimate"), "{lines:?}");
    assert_eq!(lines.len(), 2);
}

#[test]
fn a_sealed_edition_keeps_the_history_that_it_knew() {
    let site = Site::base();
    assert_eq!(site.run(&["archive", "2021", "--date", "2026-04-01"]).status, 0);
    site.change(GOAL, TARGET, &format!("{TARGET}\n{HISTORY}"));
    let added = site.run(&["check", "--format", "short"]);
    assert!(!added.stderr.contains("seal-differs"), "{}", added.stderr);

    let site = self::site();
    assert_eq!(site.run(&["archive", "2021", "--date", "2026-04-01"]).status, 0);
    site.change(GOAL, "value = 70.5", "value = 71");
    let changed = site.run(&["check", "--format", "short"]);
    assert!(changed.stderr.contains("history (1.value) of “Tourist arrivals”"), "{}", changed.stderr);
    assert_eq!(site.run(&["build"]).status, 0);
    assert!(site.read("output/2021/indicators/visitors.html").contains("70.5万人"));
    assert!(site.read("output/indicators/visitors.html").contains("70.5万人"));
}
