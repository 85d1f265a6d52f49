//! More kinds of tables that cities have, and what is said of years, roles and repeated cells.

use super::layouts::{filled, plan, read, read_sheet};
use super::{VISITORS, open_base};
use crate::harness::{Run, Site};
use rust_xlsxwriter::{Format, Workbook};

#[test]
fn a_year_spans_target_and_result_of_each_year() {
    let rows: &[&[&str]] = &[
        &["基本目標", "指標名", "単位", "基準値（R1）", "R2", "", "R3", ""],
        &["", "", "", "", "目標", "実績", "目標", "実績"],
        &["基本目標1 しごと", "創業者数", "人", "10", "12", "11", "14", "15"],
    ];
    let merged = &[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 1, 3), (0, 4, 0, 5), (0, 6, 0, 7)];
    let (lines, run) = read(rows, merged);
    let expected = [
        "goal-1/goal.md しごと",
        "- target 創業者数 [人] baseline { value = 10, year = 2019 } target { value = 14, year = 2021 } schedule [{ value = 12, year = 2020 }]",
    ];
    assert_eq!(lines, expected, "{run:?}");
    assert!(run.stdout.contains("（計画には入れない実績）：F2 R2 実績、H2 R3 実績"), "{run:?}");
}

#[test]
fn goals_stand_in_merged_cells_with_a_letter_a_line() {
    let rows: &[&[&str]] = &[
        &["基本\n目標", "指標名", "単位", "現状値（R1）", "目標値（R6）"],
        &["し\nご\nと", "創業者数", "人", "10", "14"],
        &["", "相談件数", "件", "20", "30"],
    ];
    let expected = [
        "goal-1/goal.md しごと",
        "- target 創業者数 [人] baseline { value = 10, year = 2019 } target { value = 14, year = 2024 }",
        "- target 相談件数 [件] baseline { value = 20, year = 2019 } target { value = 30, year = 2024 }",
    ];
    assert_eq!(plan(rows, &[(1, 0, 2, 0)]), expected);
}

#[test]
fn the_indicator_stands_before_its_measure() {
    let rows: &[&[&str]] = &[
        &["指標名", "単位", "現状値（R1）", "目標値（R6）", "施策", "基本目標"],
        &["創業者数", "人", "10", "14", "1-1 創業の支援", "1 しごと"],
        &["相談件数", "件", "20", "30", "1-2 相談", "1 しごと"],
    ];
    let expected = [
        "goal-1/goal.md しごと",
        "goal-1/measure-1.md 創業の支援",
        "- kpi 創業者数 [人] baseline { value = 10, year = 2019 } target { value = 14, year = 2024 }",
        "goal-1/measure-2.md 相談",
        "- kpi 相談件数 [件] baseline { value = 20, year = 2019 } target { value = 30, year = 2024 }",
    ];
    assert_eq!(plan(rows, &[]), expected);
}

#[test]
fn a_spreadsheet_has_made_days_of_the_numbers_of_measures() {
    let (lines, run) = read_sheet(|sheet| {
        let rows: &[&[&str]] = &[
            &["基本目標", "施策番号", "施策名", "指標名", "単位", "現状値（R1）", "目標値（R6）"],
            &["1 しごと", "", "創業の支援", "創業者数", "人", "10", "14"],
            &["1 しごと", "", "相談", "相談件数", "件", "20", "30"],
        ];
        filled(sheet, rows, &[])?;
        let day = Format::new().set_num_format("m\"月\"d\"日\"");
        sheet.write_number_with_format(1, 1, 46_023, &day)?;
        sheet.write_number_with_format(2, 1, 46_024, &day)?;
        Ok(())
    });
    let expected = [
        "goal-1/goal.md しごと",
        "goal-1/measure-1.md 創業の支援",
        "- kpi 創業者数 [人] baseline { value = 10, year = 2019 } target { value = 14, year = 2024 }",
        "goal-1/measure-2.md 相談",
        "- kpi 相談件数 [件] baseline { value = 20, year = 2019 } target { value = 30, year = 2024 }",
    ];
    assert_eq!(lines, expected, "{run:?}");
    assert!(run.stderr.contains("B2: warning[day-for-number]: 番号が日付になっています：`1月1日` を 1-1 として読みました"), "{run:?}");
}

#[test]
fn units_stand_in_a_row_below_the_headings() {
    let rows: &[&[&str]] = &[
        &["基本目標", "指標名", "現状値", "目標値"],
        &["", "", "（R1）", "（R6）"],
        &["1 しごと", "創業者数（人）", "10", "14"],
        &["1 しごと", "相談件数（件）", "20", "30"],
    ];
    let (lines, run) = read(rows, &[(0, 0, 1, 0), (0, 1, 1, 1)]);
    assert!(lines.iter().any(|line| line.contains("baseline { value = 10, year = 2019 }")), "{run:?}");
    let rows: &[&[&str]] =
        &[&["基本目標", "指標名", "現状値（R1）", "目標値（R6）"], &["", "", "（人）", "（人）"], &["1 しごと", "創業者数", "10", "14"]];
    let expected =
        ["goal-1/goal.md しごと", "- target 創業者数 [人] baseline { value = 10, year = 2019 } target { value = 14, year = 2024 }"];
    assert_eq!(plan(rows, &[(0, 0, 1, 0), (0, 1, 1, 1)]), expected);
}

#[test]
fn a_total_of_the_years_is_no_target() {
    let rows: &[&[&str]] = &[
        &["基本目標", "指標名", "単位", "現状値（R1）", "目標値（R2）", "目標値（R3）", "計"],
        &["1 しごと", "創業者数", "人", "10", "12", "14", "26"],
    ];
    let (lines, run) = read(rows, &[]);
    let expected = [
        "goal-1/goal.md しごと",
        "- target 創業者数 [人] baseline { value = 10, year = 2019 } target { value = 14, year = 2021 } schedule [{ value = 12, year = 2020 }]",
    ];
    assert_eq!(lines, expected, "{run:?}");
    assert!(run.stdout.contains("（見出しの意味が分からない列）：G1 計"), "{run:?}");
}

#[test]
fn a_table_begins_in_the_third_column_of_the_seventh_row() {
    let mut rows: Vec<&[&str]> = vec![&["", "総合戦略　KPI一覧"], &[], &["", "", "令和7年4月1日現在"], &[], &[], &[]];
    rows.push(&["", "", "基本目標", "指標名", "単位", "現状値（R1）", "目標値（R6）"]);
    rows.push(&["", "", "1 しごと", "創業者数", "人", "10", "14"]);
    rows.push(&["", "", "", "", "", "", "次ページへ続く"]);
    rows.push(&["", "", "基本\n目標", "指　標　名", "単\n位", "現状値\n（R1）", "目標値\n（R6）"]);
    rows.push(&["", "", "1 しごと", "相談件数", "件", "20", "30"]);
    rows.push(&["", "", "（次ページにつづく）"]);
    let expected = [
        "goal-1/goal.md しごと",
        "- target 創業者数 [人] baseline { value = 10, year = 2019 } target { value = 14, year = 2024 }",
        "- target 相談件数 [件] baseline { value = 20, year = 2019 } target { value = 30, year = 2024 }",
    ];
    let (lines, run) = read(&rows, &[]);
    assert_eq!(lines, expected, "{run:?}");
    assert!(run.stdout.contains("見出しは7、10行目"), "{run:?}");
}

#[test]
fn several_indicators_in_one_cell_are_not_one() {
    let rows: &[&[&str]] = &[
        &["基本目標", "指標名", "単位", "現状値（R1）", "目標値（R6）"],
        &["1 しごと", "・創業者数\n・相談件数", "人", "・10\n・20", "・14\n・30"],
        &["1 しごと", "求人数", "人", "5", "6"],
    ];
    let (lines, run) = read(rows, &[]);
    assert!(run.status == 1 && lines.is_empty() && run.stderr.contains("several-figures"), "{run:?}");
}

#[test]
fn measures_and_their_actions_stand_in_rows_of_bullets() {
    let rows: &[&[&str]] = &[
        &["基本目標1　しごと"],
        &["施策（1）創業の支援"],
        &["KPI", "単位", "現状値（R1）", "目標値（R6）", "担当部局", "担当課", "関係課"],
        &["創業者数", "人", "10", "14", "産業部", "商工課", "企画課"],
    ];
    let (lines, run) = read(rows, &[]);
    assert_eq!(
        lines.last().map(String::as_str),
        Some("- kpi 創業者数 [人] baseline { value = 10, year = 2019 } target { value = 14, year = 2024 }"),
        "{run:?}"
    );
    assert!(
        run.stdout.contains("F3 担当課") && run.stdout.contains("（担当課のほかの関係課や、担当課の部局）：E3 担当部局、G3 関係課"),
        "{run:?}"
    );
}

#[test]
fn the_last_column_has_the_year_of_the_target_in_words() {
    let rows: &[&[&str]] = &[
        &["基本目標", "指標名", "単位", "基準年度（H26）", "目標年度（R1）", "算出方法", "出典"],
        &["1 しごと", "創業者数", "人", "10", "14", "届出の数", "庁内資料"],
    ];
    let expected =
        ["goal-1/goal.md しごと", "- target 創業者数 [人] baseline { value = 10, year = 2014 } target { value = 14, year = 2019 }"];
    assert_eq!(plan(rows, &[]), expected);
}

#[test]
fn a_year_without_its_era_is_read_beside_years_near_to_one_era() {
    let rows: &[&[&str]] =
        &[&["基本目標", "指標名", "単位", "現状値（平成16年度）", "目標値（21年度）"], &["1 しごと", "創業者数", "人", "10", "14"]];
    let (lines, run) = read(rows, &[]);
    assert!(lines[1].ends_with("baseline { value = 10, year = 2004 } target { value = 14, year = 2009 }"), "{run:?}");
    assert!(run.stdout.contains("E1 目標値（21年度）＝目標値（2009年度）"), "{run:?}");
    let alone: &[&[&str]] = &[&["基本目標", "指標名", "単位", "現状値", "目標値（21年度）"], &["1 しごと", "創業者数", "人", "10", "14"]];
    let (_, run) = read(alone, &[]);
    assert!(run.status == 1 && run.stderr.contains("error[unknown-year]"), "{run:?}");
}

#[test]
fn calendar_years_in_headings_are_told_apart() {
    let rows: &[&[&str]] =
        &[&["基本目標", "指標名", "単位", "現状値（令和元年・暦年）", "目標値（令和6年）"], &["1 しごと", "出生数", "人", "10", "14"]];
    let (lines, run) = read(rows, &[]);
    assert!(lines.last().is_some_and(|line| line.ends_with("target { value = 14, year = 2024 }")), "{run:?}");
    assert!(run.stdout.contains("「年」とだけある見出し（年度として読みました）：E1 目標値（令和6年）"), "{run:?}");
    let results = |heading: &str| -> (Site, Run) {
        let site = open_base();
        site.write("a.csv", &format!("指標名,{heading}\n観光入込客数,90\n"));
        let run = site.run(&["import", "a.csv", "--format", "short", "--lang", "en"]);
        (site, run)
    };
    let (site, run) = results("実績値（令和3年）");
    assert!(run.status == 1 && run.stderr.contains("a.csv:B2: error[year-of-cell]"), "{run:?}");
    assert!(!site.read(VISITORS).contains("visitors"));
    for heading in ["実績値（令和3年度）", "実績値（R3）"] {
        let (site, run) = results(heading);
        assert!(run.status == 0 && site.read(VISITORS).contains("visitors = 90"), "{heading} {run:?}");
    }
}

#[test]
fn the_name_of_a_sheet_is_the_goal_where_no_row_is() {
    let site = Site::base();
    let mut book = Workbook::new();
    for (name, title, indicator) in [("目標1_産業", "", "創業者数"), ("基本目標2", "2 暮らし", "移住者数")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let rows: &[&[&str]] =
            &[&[title], &["(1) 相談", ""], &["指標名", "単位", "現状値（R1）", "目標値（R6）"], &[indicator, "人", "10", "14"]];
        filled(sheet, rows, &[]).unwrap();
    }
    book.save(site.path("kpi.xlsx")).unwrap();
    let run = site.run(&["import", "strategy", "kpi.xlsx", "--id", "new", "--format", "short", "--lang", "ja"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(site.read("content/strategies/new/goal-1/goal.md").contains("産業"), "{run:?}");
    assert!(site.read("content/strategies/new/goal-1/measure-1.md").contains("創業者数"), "{run:?}");
    assert!(run.stdout.contains("シートの名前を基本目標としました：目標1 産業"), "{run:?}");
    assert_eq!(run.stdout.matches("シートの名前を").count(), 1, "{run:?}");
}

#[test]
fn words_that_are_no_role_and_cells_that_repeat_the_one_above_are_named() {
    let rows: &[&[&str]] = &[
        &["基本目標", "指標名", "区分", "単位", "現状値（R1）", "目標値（R6）", "担当課"],
        &["1 しごと", "創業者数", "KPI", "人", "10", "14", "商工課"],
        &["〃", "相談件数", "当初", "件", "20", "30", "〃"],
    ];
    let (_, run) = read(rows, &[]);
    assert!(run.status == 1 && run.stderr.contains("kpi.xlsx:表:C3: error[unknown-name]"), "{run:?}");
    assert!(run.stdout.contains("上の行と同じ内容として読んだセル：A3、G3"), "{run:?}");
    assert!(run.stdout.contains("（指標の区分と分からない言葉）：C3"), "{run:?}");
}
