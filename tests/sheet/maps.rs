//! Maps of headings: written by the first run, mended by hand, and used for the next year's table.

use super::{VISITORS, open_base};
use crate::harness::{Run, Site};

const MAP: &str = "maps/results.toml";

fn import(site: &Site, file: &str) -> Run {
    site.run(&["import", file, "--map", MAP, "--format", "short", "--lang", "ja"])
}

/// The lines of a map that say something.
fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
}

fn column(heading: &str, means: &str) -> String {
    format!("[[column]]\nheading = \"{heading}\"\nmeans = \"{means}\"\n")
}

fn map(entries: &[(&str, &str)]) -> String {
    let columns: String = entries.iter().map(|(heading, means)| column(heading, means)).collect();
    format!("purpose = \"results\"\n{columns}")
}

#[test]
fn the_first_run_writes_what_it_understood_and_the_next_year_needs_no_question() {
    let site = open_base();
    site.write("a.csv", "取りまとめ,,,\n指標名,実績値（R2）,実績値（R3）,ひとこと\n観光入込客数,83,90,晴れ\n");
    let run = import(&site, "a.csv");
    assert!(run.status == 0 && run.stdout.contains("見出しの対応表：`maps/results.toml`"), "{run:?}");
    let text = site.read(MAP);
    let expected = [
        "purpose = \"results\"",
        "[[column]]",
        "heading = \"指標名\"",
        "means = \"名称\"",
        "[[column]]",
        "heading = \"実績値（{year}）\"",
        "means = \"実績値\"",
        "[[column]]",
        "heading = \"ひとこと\"",
        "means = \"\"",
    ];
    assert_eq!(lines(&text), expected, "{text}");
    for said in [
        "# B2 実績値（R2）：使わない（ほかの年度の実績） / not used (results of other years)",
        "# C2 実績値（R3）\n",
        "# D2 ひとこと：使わない（見出しの意味が分からない列） / not used (columns whose heading is not known)",
        "# headings = [2]",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    // Another table: other columns, other years, other line breaks; the run says nothing of columns that are not used by hand.
    site.write("content/editions/2021/goal-1/goal.md", "+++\n[results]\n+++\n");
    site.write("b.csv", "ひとこと,\"実績値\n（令和4年度）\",指標名,\"実績値（令和3年度）\"\n雨,91,観光入込客数,92\n");
    site.write(MAP, &text.replace("実績値（{year}）", "実績値（{year}年度）"));
    let run = import(&site, "b.csv");
    assert!(run.status == 0 && !run.stderr.contains("[map-"), "{run:?}");
    assert!(site.read(VISITORS).contains("visitors = 92"), "{}", site.read(VISITORS));
    assert!(run.stdout.contains("（対応表で使わないとした列）：A1 ひとこと"), "{run:?}");
    assert!(!run.stdout.contains("見出しの対応表"), "{run:?}");
}

#[test]
fn headings_that_nobody_knows_are_read_as_the_map_says() {
    let site = open_base();
    site.write("a.csv", "何の数か,数えた結果,前に数えた結果\n観光入込客数,93,80\n");
    let run = import(&site, "a.csv");
    assert!(run.status == 1 && run.stderr.contains("error[no-columns]"), "{run:?}");
    let text = site.read(MAP);
    assert_eq!(lines(&text).len(), 10, "{text}");
    let text = text.replace("heading = \"何の数か\"\nmeans = \"\"", "heading = \"何の数か\"\nmeans = \"name\"");
    site.write(MAP, &text.replace("heading = \"数えた結果\"\nmeans = \"\"", "heading = \"数えた結果\"\nmeans = \"実績\""));
    let run = import(&site, "a.csv");
    assert!(run.status == 0 && run.stderr.is_empty(), "{run:?}");
    assert!(site.read(VISITORS).contains("visitors = 93"));
}

#[test]
fn what_a_map_says_wins_over_the_words_of_a_heading() {
    let site = open_base();
    site.write("a.csv", "指標名,実績値,実績値,実績値\n観光入込客数,71,72,73\n");
    assert!(import(&site, "a.csv").stderr.contains("error[ambiguous-column]"));
    let nth = |number: u32, means: &str| column("実績値", means).replace("means", &format!("nth = {number}\nmeans"));
    site.write(MAP, &format!("{}{}{}", map(&[("指標名", "名称")]), column("実績値", ""), nth(2, "実績値")));
    let run = import(&site, "a.csv");
    assert!(run.status == 0 && run.stderr.is_empty(), "{run:?}");
    assert!(site.read(VISITORS).contains("visitors = 72"));
}

#[test]
fn rows_of_headings_and_sheets_that_are_left_out_can_be_given() {
    let site = open_base();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("R3実績").unwrap();
    super::row(sheet, 0, &["指標名", "実績値", "説明"]).unwrap();
    super::row(sheet, 2, &["A", "B", "C"]).unwrap();
    super::row(sheet, 3, &["観光入込客数", "", ""]).unwrap();
    sheet.write_number(3, 1, 94).unwrap();
    let other = book.add_worksheet().set_name("旧").unwrap();
    super::row(other, 0, &["指標名", "実績値"]).unwrap();
    super::row(other, 1, &["観光入込客数", ""]).unwrap();
    other.write_number(1, 1, 1).unwrap();
    book.save(site.path("a.xlsx")).unwrap();
    let columns = format!("{}{}{}", column("A", "名称"), column("B", "実績値"), column("C", ""));
    site.write(MAP, &format!("purpose = \"results\"\nleave_out = [\"旧\"]\n[[sheet]]\nname = \"{{year}}実績\"\nheadings = [3]\n{columns}"));
    let run = import(&site, "a.xlsx");
    assert!(run.status == 0 && run.stderr.is_empty(), "{run:?}");
    assert!(site.read(VISITORS).contains("visitors = 94"));
    assert!(run.stdout.contains("（対応表で除いたシート）：A1、A2"), "{run:?}");
}

#[test]
fn every_fault_of_a_map_has_its_place() {
    let site = open_base();
    site.write("a.csv", "指標名,実績値,確報,ねらい\n観光入込客数,90,91,\n");
    let faults = |text: &str| {
        site.write(MAP, text);
        let run = site.run(&["import", "a.csv", "--map", MAP, "--dry-run", "--format", "short", "--lang", "en"]);
        (
            run.status,
            run.stderr
                .lines()
                .filter(|line| line.contains('['))
                .map(|line| line.split(" (").next().unwrap().to_owned())
                .collect::<Vec<_>>(),
        )
    };
    let both = [("指標名", "名称"), ("確報", ""), ("ねらい", ""), ("実績値", "実績値")];
    assert_eq!(faults(&map(&both)), (0, vec![]));
    let word = map(&[("指標名", "名称"), ("実績値", "実積値")]);
    assert_eq!(faults(&word), (1, vec![format!("{MAP}:7:9: error[unknown-name]: unknown column `実積値`")]));
    let missing = map(&[("指標名", "名称"), ("確報", ""), ("ねらい", ""), ("実績値", "実績値"), ("実績（R5）", "実績値"), ("ない", "")]);
    assert_eq!(faults(&missing), (1, vec![format!("{MAP}:15:11: error[map-missing]: no table has the heading `実績（R5）` of the map")]));
    let new = map(&[("指標名", "名称"), ("実績値", "実績値")]);
    assert_eq!(
        faults(&new),
        (
            0,
            vec![
                "a.csv:C1: warning[columns-unused]: columns that were not read: `C1 確報`".to_owned(),
                "a.csv:C1: warning[map-incomplete]: headings that the map does not have: `C1 確報`, `D1 ねらい`".to_owned(),
            ]
        )
    );
    let twice = map(&[("指標名", "名称"), ("ねらい", ""), ("実績値", "実績値"), ("確報", "実績値")]);
    assert_eq!(
        faults(&twice),
        (1, vec![format!("{MAP}:12:11: error[map-column-twice]: the map gives several columns one meaning: `B1 実績値`, `C1 確報`")])
    );
    let same = map(&[("指標名", "名称"), ("実績値", "実績値"), ("実績 値", "")]);
    let run = faults(&same);
    assert!(run.0 == 1 && run.1[0].contains(&format!("{MAP}:9:11: error[duplicate-id]")), "{run:?}");
    let plan = "purpose = \"plan\"\n";
    assert_eq!(faults(plan), (1, vec![format!("{MAP}:1:11: error[map-purpose]: this map is for plan and cannot be used for results")]));
    let sheet = format!("leave_out = [\"旧\"]\n{}", map(&both));
    assert_eq!(faults(&sheet), (1, vec![format!("{MAP}:1:14: error[map-missing]: no file has the sheet `旧` of the map")]));
    assert_eq!(faults("purpose = \"x\"\nsheets = 1\n").0, 1);
}

#[test]
fn a_dry_run_writes_no_map_and_a_map_is_never_written_over() {
    let site = open_base();
    site.write("a.csv", "指標名,実績値\n観光入込客数,90\n");
    let run = site.run(&["import", "a.csv", "--map", MAP, "--dry-run"]);
    assert!(run.status == 0 && !site.path(MAP).exists(), "{run:?}");
    assert_eq!(import(&site, "a.csv").status, 0);
    let written = site.read(MAP);
    assert_eq!(import(&site, "a.csv").status, 0);
    assert_eq!(site.read(MAP), written);
    site.write("plan.csv", "指標名,目標値\n観光入込客数,90\n");
    let run = site.run(&["import", "strategy", "plan.csv", "--id", "new", "--map", MAP, "--lang", "en"]);
    assert!(run.status == 1 && run.stderr.contains("map-purpose") && !site.path("content/strategies/new").exists(), "{run:?}");
}

#[test]
fn a_map_gives_a_year_to_a_heading_that_has_none() {
    let site = Site::base();
    site.write("kpi.csv", "指標名,単位,策定時,中間目標,目標値（R11）\n出生数,人,398,400,410\n");
    let entries = [("指標名", "名称", ""), ("単位", "単位", ""), ("策定時", "基準値", "R6"), ("中間目標", "目標値", "2026")];
    let columns = entries.map(|(heading, means, year)| {
        let year = if year.is_empty() { String::new() } else { format!("year = \"{year}\"\n") };
        column(heading, means) + &year
    });
    site.write("map.toml", &format!("purpose = \"plan\"\n{}{}", columns.concat(), column("目標値（{year}）", "目標値")));
    let run = site.run(&["import", "strategy", "kpi.csv", "--id", "new", "--map", "map.toml", "--format", "short"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    let text = site.read("content/strategies/new/goal-1/goal.md");
    let figures =
        "baseline = { year = 2024, value = 398 }\ntarget = { year = 2029, value = 410 }\nschedule = [{ year = 2026, value = 400 }]";
    assert!(text.contains(figures), "{text}");
    site.write("map.toml", &site.read("map.toml").replace("\"2026\"", "\"いつか\""));
    let run = site.run(&["import", "strategy", "kpi.csv", "--id", "new", "--map", "map.toml", "--format", "short"]);
    assert!(run.status == 1 && run.stderr.contains("unknown-year"), "{run:?}");
}
