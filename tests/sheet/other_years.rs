//! Results of other years beside those of the edition: compared with what the content has, and history for years before its editions.

use super::{VISITORS, book, open_base, results_in, row};
use crate::harness::{Run, Site};

const GOAL: &str = "content/strategies/plan/goal-1/goal.md";

/// Imports a table with results of several years into the small site, whose first edition is that of 2021.
fn imported(site: &Site, table: &str, more: &[&str]) -> Run {
    site.write("a.csv", table);
    site.run(&[&["import", "a.csv", "--format", "short"], more].concat())
}

/// The lines of history in the file of the goal.
fn history(site: &Site) -> Vec<String> {
    site.read(GOAL).lines().filter(|line| line.starts_with("history")).map(str::to_owned).collect()
}

#[test]
fn the_result_of_the_edition_is_written_and_the_others_are_compared_with_what_is_there() {
    let site = open_base();
    let table = "指標名,実績値（R元）,実績値（R2）,実績値（R3）\n観光入込客数,80,83,90\nまち歩き地図の作成,未作成,,作成完了\n";
    let run = imported(&site, table, &[]);
    assert_eq!(results_in(&site, VISITORS), ["visitors = 90", "walking-map = \"done\""], "{run:?}");
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    assert!(run.stdout.contains("results of FY2019: 2 as recorded\nresults of FY2020: 1 not recorded\n"), "{run:?}");
}

#[test]
fn another_figure_than_is_recorded_is_told_with_both_and_not_written() {
    let site = Site::base();
    let run = imported(&site, "指標名,実績値（R元）,実績値（R3）\n観光入込客数,81,86\nまち歩き地図の作成,作成完了,\n", &["--lang", "ja"]);
    let expected = [
        "a.csv:B2: warning[other-year-differs]: 「観光入込客数」（基本目標1）の2019年度の実績は、この表では 81、計画では 80 です",
        "a.csv:B3: warning[other-year-differs]: 「まち歩き地図の作成」（基本目標1）の2019年度の実績は、この表では 作成完了、計画では 未作成 です",
    ];
    let said: Vec<&str> = run.stderr.lines().filter_map(|line| Some(line.split_once(" (")?.0)).collect();
    assert_eq!((run.status, said), (0, expected.to_vec()), "{run:?}");
    assert!(run.stdout.contains("2019年度の実績：記録と違う2件\n"), "{run:?}");
    let document = |run: Run| serde_json::from_str::<serde_json::Value>(&run.stdout).unwrap();
    let found = document(site.run(&["import", "a.csv", "--dry-run", "--format", "json"]));
    let expected = serde_json::json!([{ "year": 2019, "equal": 0, "different": 2, "unrecorded": 0, "unread": 0, "historical": 0 }]);
    assert_eq!((&found["otherYears"], &found["history"]), (&expected, &serde_json::json!([])));
}

/// The small site with a second edition, on the year after the first one.
fn next_year() -> Site {
    let site = Site::base();
    assert_eq!(site.run(&["new", "edition", "2022"]).status, 0);
    site
}

#[test]
fn figures_of_editions_count_as_they_are_known_now() {
    let site = next_year();
    let table = "指標名,R3実績,R4実績\n観光入込客数,86,90\n";
    assert!(imported(&site, table, &["--dry-run"]).stdout.contains("results of FY2021: 1 as recorded\n"));
    let run = imported(&site, &table.replace("86", "87"), &["--dry-run"]);
    assert!(
        run.stderr.starts_with("a.csv:B2: warning[other-year-differs]") && run.stderr.contains("but 86 in the edition 2021"),
        "{run:?}"
    );
    let path = "content/editions/2022/goal-1/goal.md";
    let restated = "[results]\nvisitors = { value = 90, restated = [{ year = 2021, value = 87, reason = { ja = \"精査\" } }] }";
    site.write(path, &site.read(path).replace("[results]", restated));
    let run = imported(&site, &table.replace("86", "87"), &["--dry-run"]);
    assert!(run.stdout.contains("results of FY2021: 1 as recorded\n") && run.status == 0, "{run:?}");
}

#[test]
fn years_before_the_first_edition_become_history_only_when_asked() {
    let site = open_base();
    let table = "指標名,H29実績,H30実績,R元実績,R3実績\n観光入込客数,約70万人,770千人,80,90\nまち歩き地図の作成,,,,作成完了\n";
    let run = imported(&site, table, &[]);
    let offer = "not recorded and of years before the first edition: 2 results; --history writes them into the history of the plan\n";
    assert!(run.stdout.contains(offer) && history(&site).is_empty(), "{run:?}");
    let before = site.tree("content");
    let run = imported(&site, table, &["--history", "--dry-run"]);
    assert!(run.stdout.contains("results of FY2017: 1 added to the history of the plan\n") && site.tree("content") == before, "{run:?}");
    assert_eq!(imported(&site, table, &["--history"]).status, 0);
    let written = "history = [{ year = 2017, value = 70, bound = \"about\" }, { year = 2018, value = 77 }]";
    assert_eq!(history(&site), [written]);
    // Only the line of the history is new, and the content is sound.
    assert_eq!(site.read(GOAL).replace(&format!("{written}\n"), ""), Site::base().read(GOAL));
    assert_eq!(site.run(&["check", "--format", "short"]).stderr, "");
    let after = site.tree("content");
    let run = imported(&site, table, &["--history"]);
    assert!(run.stdout.contains("results of FY2017: 1 as recorded\nresults of FY2018: 1 as recorded\n") && site.tree("content") == after);
    assert_eq!(imported(&site, "指標名,H28実績,R3実績\n観光入込客数,6９,90\n", &["--history"]).status, 0);
    assert_eq!(history(&site), [written.replace("77 }]", "77 }, { year = 2016, value = 69 }]")]);
}

#[test]
fn a_year_between_editions_and_cells_that_differ_become_no_history() {
    let site = next_year();
    site.remove("content/editions/2021");
    let table = "指標名,年度,実績値\n観光入込客数,R2,83\n観光入込客数,R4,90\n";
    let run = imported(&site, table, &["--history"]);
    assert!(run.status == 0 && history(&site) == ["history = [{ year = 2020, value = 83 }]"], "{run:?}");
    let table = "指標名,R元実績,H30実績,H30実績,R4実績\n観光入込客数,80,77,78,90\n";
    assert_eq!(imported(&site, table, &["--history"]).status, 0);
    assert_eq!(history(&site), ["history = [{ year = 2020, value = 83 }]"]);
    let site = next_year();
    let run = imported(&site, "指標名,R5実績,R4実績\n観光入込客数,83,90\n", &["--history"]);
    assert!(run.stdout.contains("results of FY2023: 1 not recorded\n") && history(&site).is_empty(), "{run:?}");
}

#[test]
fn a_cell_of_another_year_that_cannot_be_read_is_told_and_hinders_nothing() {
    let site = open_base();
    book(&site, "a.xlsx", |sheet| {
        row(sheet, 0, &["指標名", "実績値（R2）", "実績値（R3）（千人）"])?;
        row(sheet, 1, &["観光入込客数", "42.4／55.4", "900千人"])
    });
    let run = site.run(&["import", "a.xlsx", "--format", "short", "--accept"]);
    assert!(run.stderr.contains("a.xlsx:表:B2: warning[several-figures]") && run.status == 0, "{run:?}");
    assert!(run.stdout.contains("results of FY2020: 1 unreadable\n"), "{run:?}");
    assert_eq!(results_in(&site, VISITORS), ["visitors = 90"]);
}
