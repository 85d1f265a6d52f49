//! Columns of one meaning: by the year in their headings, never the first one; and what is said of columns that are not read.

use super::{VISITORS, book, conflicts_of, open_base, results_in, row};
use crate::harness::{Run, Site};
use rust_xlsxwriter::Format;

/// Imports a table into the open results of 2021, with what is said of it.
fn imported_with_words(table: &str) -> (Vec<String>, String) {
    let site = open_base();
    site.write("a.csv", table);
    let run = site.run(&["import", "a.csv", "--format", "short"]);
    assert_eq!(run.status, 0, "{run:?}");
    (results_in(&site, VISITORS), run.stderr)
}

#[test]
fn of_columns_by_year_the_one_of_the_edition_is_read_and_the_others_are_named() {
    for (headings, columns) in [
        ("実績値（R1）,実績値（R2）,実績値（R3）", "B1 実績値（R1）, C1 実績値（R2）"),
        ("令和元年度実績,2020年度実績,令和３年度実績", "B1 令和元年度実績, C1 2020年度実績"),
        ("H31実績,Ｒ２の実績,実績値【2021（R3）年度】", "B1 H31実績, C1 Ｒ２の実績"),
    ] {
        let site = open_base();
        site.write("a.csv", &format!("指標名,{headings}\n観光入込客数,81,83,90\n"));
        let run = site.run(&["import", "a.csv", "--format", "short"]);
        assert_eq!((run.status, results_in(&site, VISITORS)), (0, vec!["visitors = 90".to_owned()]), "{headings}: {run:?}");
        assert!(run.stdout.contains(&format!("not used (results of other years): {columns}\n")), "{headings}: {run:?}");
        assert!(run.stdout.contains("results of FY2019: 1 differs from the record\nresults of FY2020: 1 not recorded\n"), "{run:?}");
    }
}

#[test]
fn years_below_a_merged_heading_belong_to_it() {
    let site = open_base();
    book(&site, "a.xlsx", |sheet| {
        row(sheet, 0, &["指標名", "単位", "基準値"])?;
        sheet.merge_range(0, 0, 1, 0, "指標名", &Format::new())?;
        sheet.merge_range(0, 3, 0, 5, "実績値", &Format::new())?;
        for (column, year) in [(2, "H30"), (3, "R1"), (4, "R2"), (5, "R3")] {
            sheet.write_string(1, column, year)?;
        }
        row(sheet, 2, &["観光入込客数", "万人"])?;
        for (column, value) in [(2, 80), (3, 81), (4, 83), (5, 90)] {
            sheet.write_number(2, column, value)?;
        }
        Ok(())
    });
    let run = site.run(&["import", "a.xlsx", "--format", "short"]);
    assert_eq!((run.status, results_in(&site, VISITORS)), (0, vec!["visitors = 90".to_owned()]), "{run:?}");
    assert!(run.stdout.contains("D2 実績値 R1, E2 実績値 R2"), "{run:?}");
}

#[test]
fn years_of_a_text_stand_below_or_beside_their_heading() {
    for table in ["指標名,実績値,,\n,2019,2020,2021\n観光入込客数,81,83,90\n", ",実績値,,\n指標名,R1,R2,R3\n観光入込客数,81,83,90\n"]
    {
        assert_eq!(imported_with_words(table).0, ["visitors = 90"], "{table}");
    }
}

#[test]
fn two_columns_without_a_year_are_a_conflict_that_names_them() {
    let site = open_base();
    site.write("a.csv", "指標名,実績値,実績（人）\n観光入込客数,81,90\n");
    let english = "a.csv:B1: error[ambiguous-column]: several columns mean the same: `B1 実績値`, `C1 実績（人）` (write into each heading of which year it is, or keep one of the columns; --accept leaves them out)";
    assert_eq!(conflicts_of(&site, "a.csv", "en")[..1], [english]);
    let japanese = "a.csv:B1: error[ambiguous-column]: 同じ意味の列が複数あります：`B1 実績値`, `C1 実績（人）` (見出しにそれぞれの年度を書くか、一つの列だけを残してください。--accept を付けると、これらの列は取り込みません)";
    assert_eq!(conflicts_of(&site, "a.csv", "ja")[..1], [japanese]);
    assert_eq!(site.run(&["import", "a.csv", "--accept"]).status, 0);
    assert_eq!(results_in(&site, VISITORS), Vec::<String>::new());
}

#[test]
fn a_column_of_the_edition_beside_one_without_a_year_is_a_conflict_too() {
    let site = open_base();
    site.write("a.csv", "指標名,実績値,実績値（R3）\n観光入込客数,81,90\n");
    assert!(conflicts_of(&site, "a.csv", "en")[0].contains("error[ambiguous-column]"));
}

#[test]
fn results_of_other_years_only_and_of_a_year_without_its_era_are_not_taken() {
    let site = open_base();
    site.write("a.csv", "指標名,実績値（R1）,実績値（R2）\n観光入込客数,81,83\n");
    assert!(conflicts_of(&site, "a.csv", "en")[0].starts_with("a.csv:C1: error[other-edition]: a table of the edition 2020"));
    site.write("a.csv", "指標名,実績値（21年度）\n観光入込客数,81\n");
    assert!(conflicts_of(&site, "a.csv", "en")[0].starts_with("a.csv:B1: error[unknown-year]: `実績値（21年度）`"));
}

#[test]
fn of_what_stands_beside_results_only_unknown_columns_are_named() {
    let table = "指標名,基準値,目標値（R6）,担当課,前回の実績（年度）,実績値,感想\n観光入込客数,80,100,観光課,81,90,良い\n";
    let (results, words) = imported_with_words(table);
    assert_eq!(results, ["visitors = 90"]);
    assert!(words.contains("a.csv:G1: warning[columns-unused]: columns that were not read: `G1 感想` ("), "{words}");
}

/// The file of the goal that comes of a plan, with what is said of it.
fn planned(table: &str, more: &[&str]) -> (String, Run) {
    let site = Site::base();
    site.write("kpi.csv", table);
    let run = site.run(&[&["import", "strategy", "kpi.csv", "--id", "new", "--format", "short"], more].concat());
    let goal = "content/strategies/new/goal-1/goal.md";
    (if run.status == 0 { site.read(goal) } else { String::new() }, run)
}

#[test]
fn the_years_of_headings_are_the_years_of_baseline_and_target() {
    for (baseline, target) in
        [("現状値（平成30年度）", "目標値（令和6年度）"), ("H30基準値", "目標値（2024（R6）年）"), ("平成３０年度の現状値", "目標【Ｒ６】")]
    {
        let (goal, run) = planned(&format!("指標名,単位,{baseline},{target}\n移住者数,人,25,45\n"), &[]);
        assert!(goal.contains("baseline = { year = 2018, value = 25 }\ntarget = { year = 2024, value = 45 }\n"), "{baseline}: {goal}");
        assert_eq!(run.stderr, "", "{baseline}");
    }
}

#[test]
fn the_year_of_a_row_counts_more_than_that_of_its_heading() {
    let (goal, _) = planned("指標名,基準値（H30）,目標値（R6）,目標年度\n移住者数,25（H29）,45,R7\n", &[]);
    assert!(goal.contains("baseline = { year = 2017, value = 25 }\ntarget = { year = 2025, value = 45 }\n"), "{goal}");
}

#[test]
fn the_last_of_several_targets_is_the_target_and_those_before_are_its_schedule() {
    let (goal, run) = planned("指標名,単位,基準値（R1）,目標値（R4）,目標値（R5）,目標値（R6）\n観光客数,人,10,15人,－,20\n", &[]);
    let expected = "target = { year = 2024, value = 20 }\nschedule = [{ year = 2022, value = 15 }]\n";
    assert!(goal.contains(expected), "{goal}");
    assert_eq!(run.stderr, "");
    let (_, run) = planned("指標名,目標値（R4）,目標値（R6）\n観光客数,10～15,20\n", &[]);
    assert!(run.status == 1 && run.stderr.contains("kpi.csv:B2: error[wrong-type]"), "{run:?}");
}

#[test]
fn targets_or_baselines_that_no_year_tells_apart_are_a_conflict() {
    for (headings, found) in [
        ("目標値（R6）,目標値", "`B1 目標値（R6）`, `C1 目標値`"),
        ("目標値（R6）,目標（令和6年度）", "`B1 目標値（R6）`, `C1 目標（令和6年度）`"),
        ("基準値（H30）,当初値（R2）", "`B1 基準値（H30）`, `C1 当初値（R2）`"),
        ("現状値（H30）,現況値（R2）", "`B1 現状値（H30）`, `C1 現況値（R2）`"),
    ] {
        let table = format!("指標名,{headings}\n観光客数,15,20\n");
        let (_, run) = planned(&table, &[]);
        let conflict = format!("kpi.csv:B1: error[ambiguous-column]: several columns mean the same: {found} (");
        assert!(run.status == 1 && run.stderr.contains(&conflict) && !run.stderr.contains("columns-unused"), "{run:?}");
    }
}

#[test]
fn columns_of_a_plan_that_are_not_read_are_named_in_one_warning() {
    let (goal, run) = planned("No.,指標名,現状値,目標値（中間）,目標値（R6）,ねらい,空欄\n1,移住者数,25,30,45,安心,\n", &[]);
    assert!(goal.contains("target = { year = 2024, value = 45 }\n"), "{goal}");
    let words = "kpi.csv:D1: warning[columns-unused]: columns that were not read: `D1 目標値（中間）`, `F1 ねらい` (";
    assert!(run.stderr.contains(words) && run.stderr.matches("warning[").count() == 1, "{run:?}");
}

#[test]
fn a_line_for_a_note_stays_what_it_is() {
    let (results, _) = imported_with_words("指標名,実績値,備考\n観光入込客数,90,－\n");
    assert_eq!(results, ["visitors = { value = 90, note = { ja = \"－\" } }"]);
}

#[test]
fn of_rows_by_year_the_one_of_the_edition_is_read() {
    let (results, _) = imported_with_words("指標名,年度,実績値\n観光入込客数,R1,81\n観光入込客数,R2,83\n観光入込客数,R3,90\n");
    assert_eq!(results, ["visitors = 90"]);
    let site = open_base();
    site.write("a.csv", "指標名,年度,実績値\n観光入込客数,R3,81\n観光入込客数,R3,83\n");
    assert!(conflicts_of(&site, "a.csv", "en")[0].contains("error[result-twice]"));
    site.write("a.csv", "指標名,年度,実績値\n観光入込客数,R3,90\n,R2,83\n観光入込客数,2020,83\n");
    let run = site.run(&["import", "a.csv", "--lang", "ja"]);
    assert!(run.status == 0 && run.stdout.contains("（ほかの年度や報告の行）：A4") && run.stdout.contains("1行は対象外"), "{run:?}");
}
