//! Tables with years as columns, in which targets and results are rows of their own, and tables in which nothing stands above the names.

use super::layouts::{filled, plan, read};
use super::{VISITORS, book, open_base};
use crate::harness::{Run, Site};

#[test]
fn rows_of_targets_give_a_plan_whichever_row_names_the_indicator() {
    let expected = [
        "goal-1/goal.md しごと",
        "goal-1/measure-1.md 創業",
        "- kpi 創業件数 [件] baseline { value = 10, year = 2019 } target { value = 20, year = 2022 } \
         schedule [{ value = 12, year = 2020 }, { value = 14, year = 2021 }]",
        "- kpi 相談件数 [件] baseline { value = 4, year = 2019 } target { bound = 'at-least', value = 9, year = 2022 } \
         schedule [{ value = 5, year = 2020 }]",
    ];
    let headings: &[&str] = &["基本目標", "施策", "指標名", "単位", "区分", "R元", "R2", "R3", "R4", "担当課"];
    let goal = ["基本目標1 しごと", "(1) 創業"];
    let targets_first: &[&[&str]] = &[
        headings,
        &[goal[0], goal[1], "創業件数", "件", "目標値", "", "12", "14", "20", "商工課"],
        &["", "", "", "", "基準値", "10", "", "", "", ""],
        &["", "", "", "", "実績値", "10", "11", "13", "", ""],
        &["", "", "", "", "達成率", "", "92%", "93%", "", ""],
        &["", "", "相談件数", "件", "目標値", "", "5", "", "9以上", "商工課"],
        &["", "", "", "", "基準値", "4", "", "", "", ""],
        &["", "", "", "", "実績値", "4", "11", "13", "", ""],
    ];
    let results_first: &[&[&str]] = &[
        headings,
        &[goal[0], goal[1], "創業件数", "件", "実績", "10", "11", "13", "", "商工課"],
        &["", "", "", "", "基準", "10", "", "", "", ""],
        &["", "", "", "", "計画", "", "12", "14", "20", ""],
        &["", "", "相談件数", "", "実績", "4", "11", "13", "", "商工課"],
        &["", "", "", "", "現状", "4", "", "", "", ""],
        &["", "", "", "件", "目標", "", "5", "", "9以上", ""],
    ];
    let merged = &[(1, 0, 7, 0), (1, 1, 7, 1), (1, 2, 4, 2), (1, 3, 4, 3), (1, 9, 4, 9), (5, 2, 7, 2)];
    for (rows, merged) in [(targets_first, &[][..]), (targets_first, merged), (results_first, &[])] {
        let (lines, run) = read(rows, merged);
        assert_eq!((lines, run.stderr.as_str()), (expected.map(str::to_owned).to_vec(), ""), "{run:?}");
        assert!(run.stdout.contains("E1 区分＝値の区分、F1 R元＝目標値（2019年度）"), "{run:?}");
        assert!(run.stdout.contains("（計画には入れない実績）："), "{run:?}");
    }
}

#[test]
fn rows_of_targets_stand_beside_a_baseline_below_two_rows_of_headings_and_without_a_heading_of_their_own() {
    let expected = [
        "goal-1/goal.md ",
        "- target 創業件数 [件] baseline { value = 10, year = 2019 } target { value = 20, year = 2022 } \
         schedule [{ value = 12, year = 2020 }, { value = 14, year = 2021 }]",
    ];
    let beside: &[&[&str]] = &[
        &["指標名", "単位", "基準値（R元）", "区分", "R2", "R3", "R4（最終年度）"],
        &["創業件数", "件", "10", "目標", "12", "14", "20"],
        &["", "", "", "実績", "11", "", ""],
    ];
    let below: &[&[&str]] = &[
        &["指標名", "", "年度", "", "", ""],
        &["", "", "R1", "R2", "R3", "R4"],
        &["創業件数", "基準値", "10件", "", "", ""],
        &["", "目標値", "", "12件", "14件", "20件"],
        &["", "実績値", "10件", "11件", "", ""],
    ];
    let unheaded: &[&[&str]] = &[
        &["", "単位", "", "基準値（R1）", "R2", "R3", "R4"],
        &["創業件数", "件", "計画", "10", "12", "14", "20"],
        &["", "", "実績", "", "11", "", ""],
    ];
    for (rows, merged) in [(beside, &[][..]), (below, &[(0, 0, 1, 1), (0, 2, 0, 5)]), (unheaded, &[])] {
        assert_eq!(plan(rows, merged), expected);
    }
    let (_, run) = read(unheaded, &[]);
    assert!(run.stdout.contains("A1 （見出しなし）＝名称、B1 単位、C1 （見出しなし）＝値の区分"), "{run:?}");
}

#[test]
fn rows_of_figures_that_are_not_clear_are_a_conflict_or_are_named() {
    let headings: &[&str] = &["指標名", "単位", "区分", "R4", "R5", "R6"];
    let rows: &[&[&str]] = &[headings, &["創業件数", "件", "目標値", "10", "12", "20"], &["創業件数", "件", "目標値", "10", "13", "20"]];
    let (lines, run) = read(rows, &[]);
    assert!(lines.is_empty() && run.stderr.contains("表:E3: error[rows-differ]: `創業件数` の目標値（2023）が"), "{run:?}");
    let rows: &[&[&str]] = &[headings, &["創業件数", "件", "基準値", "10", "12", ""], &["", "", "目標値", "", "", "20"]];
    let (lines, run) = read(rows, &[]);
    assert!(lines.is_empty() && run.stderr.contains("表:D1: error[ambiguous-column]"), "{run:?}");
    let rows: &[&[&str]] = &[
        headings,
        &["創業件数", "件", "目標値", "10", "12", "20"],
        &["", "", "実績値", "9", "", ""],
        &["", "", "その他", "1", "2", "3"],
        &["来場者数", "人", "実績値", "10", "", ""],
    ];
    let (lines, run) = read(rows, &[]);
    assert_eq!(lines.len(), 2, "{run:?}");
    assert!(run.stderr.contains("warning[rows-passed]") && run.stderr.contains("`C4 その他`, `A5 来場者数`"), "{run:?}");
}

#[test]
fn a_column_without_a_heading_is_no_name_beside_texts_below_an_unknown_one() {
    let rows: &[&[&str]] = &[&["", "ものさし", "単位", "基準値（R1）", "目標値（R6）"], &["創業の支援", "創業件数", "件", "10", "20"]];
    let (lines, run) = read(rows, &[]);
    assert!(lines.is_empty() && run.stderr.contains("error[no-columns]"), "{run:?}");
}

#[test]
fn a_block_has_rows_of_targets_and_results() {
    let rows: &[&[&str]] = &[
        &["数値目標①　婚姻率"],
        &["区分", "H27", "H28", "H31"],
        &["目標値", "5.5‰", "5.6‰", "5.9‰"],
        &["実績値", "5.4‰", "5.0‰", ""],
        &["数値目標②　出生数"],
        &["", "H27", "H28", "H31"],
        &["実績値", "3975人", "3679人", ""],
        &["目標値", "3976人", "4000人", "4107人"],
    ];
    let expected = [
        "goal-1/goal.md ",
        "- target 婚姻率 [‰] target { value = 5.9, year = 2019 } schedule [{ value = 5.5, year = 2015 }, { value = 5.6, year = 2016 }]",
        "- target 出生数 [人] target { value = 4107, year = 2019 } schedule [{ value = 3976, year = 2015 }, { value = 4000, year = 2016 }]",
    ];
    assert_eq!(plan(rows, &[]), expected);
}

#[test]
fn figures_of_a_block_that_are_the_same_are_no_title() {
    let rows: &[&[&str]] = &[&["出生数"], &["H27\n（基準値）", "H31\n（目標値）"], &["410人", "410人"]];
    let expected = ["goal-1/goal.md ", "- target 出生数 [人] baseline { value = 410, year = 2015 } target { value = 410, year = 2019 }"];
    assert_eq!(plan(rows, &[]), expected);
}

#[test]
fn tables_with_rows_and_columns_swapped_have_a_free_corner_roles_or_figures() {
    let figures = [
        "baseline { value = 450, year = 2019 } target { value = 460, year = 2024 }",
        "baseline { value = 12, year = 2019 } target { value = 60, year = 2024 }",
    ];
    let of = |roles: [&str; 2]| {
        vec![
            "goal-1/goal.md ".to_owned(),
            format!("- {} 出生数 [人] {}", roles[0], figures[0]),
            format!("- {} 移住者数 [人] {}", roles[1], figures[1]),
        ]
    };
    let figures: [&[&str]; 3] = [&["単位", "人", "人"], &["基準値（R1）", "450", "12"], &["目標値（R6）", "460", "60"]];
    for corner in ["", "項目"] {
        let rows: &[&[&str]] = &[&["KPI一覧"], &[corner, "出生数", "移住者数"], figures[0], figures[1], figures[2]];
        assert_eq!(plan(rows, &[]), of(["target", "target"]));
    }
    let rows: &[&[&str]] = &[&["区分", "数値目標", "KPI"], &["指標名", "出生数", "移住者数"], figures[0], figures[1], figures[2]];
    assert_eq!(plan(rows, &[]), of(["target", "kpi"]));
    let rows: &[&[&str]] = &[
        &["指標名", "出生数", "", "移住者数", ""],
        &["単位", "人", "", "人", ""],
        &["区分", "目標", "実績", "目標", "実績"],
        &["R5", "450", "440", "12", "11"],
        &["R6", "460", "", "60", ""],
    ];
    let expected = [
        "goal-1/goal.md ",
        "- target 出生数 [人] target { value = 460, year = 2024 } schedule [{ value = 450, year = 2023 }]",
        "- target 移住者数 [人] target { value = 60, year = 2024 } schedule [{ value = 12, year = 2023 }]",
    ];
    for merged in [&[][..], &[(0, 1, 0, 2), (0, 3, 0, 4), (1, 1, 1, 2), (1, 3, 1, 4)]] {
        assert_eq!(plan(rows, merged), expected);
    }
}

/// What an import of results of the small site says, and the site.
fn results(rows: &[&[&str]]) -> (Site, Run) {
    let site = open_base();
    book(&site, "kpi.xlsx", |sheet| filled(sheet, rows, &[]));
    let run = site.run(&["import", "kpi.xlsx", "--edition", "R3", "--history", "--format", "short", "--lang", "ja"]);
    (site, run)
}

#[test]
fn of_the_row_of_results_the_year_of_the_edition_is_read_and_the_years_before_can_become_history() {
    let tables: [&[&[&str]]; 4] = [
        &[
            &["指標名", "単位", "区分", "R2", "R3", "R6"],
            &["観光入込客数", "万人", "目標値", "82", "84", "100"],
            &["", "", "実績値", "70", "77", ""],
            &["", "", "達成率", "85%", "92%", ""],
        ],
        &[&["", "区分", "R2", "R3"], &["観光入込客数", "実績", "70", "77"]],
        &[&["指標名", "観光入込客数", ""], &["区分", "目標", "実績"], &["R2", "82", "70"], &["R3", "84", "77"]],
        &[&["観光入込客数"], &["区分", "R2", "R3"], &["目標", "82", "84"], &["実績", "70", "77"]],
    ];
    for rows in tables {
        let (site, run) = results(rows);
        assert!(run.status == 0 && run.stderr.is_empty(), "{run:?}");
        assert!(site.read(VISITORS).contains("\nvisitors = 77\n"), "{run:?}");
        assert!(site.read("content/strategies/plan/goal-1/goal.md").contains("history = [{ year = 2020, value = 70 }]"), "{run:?}");
    }
    let (site, run) = results(&[&["指標名", "区分", "R2", "R4"], &["観光入込客数", "目標", "82", "84"], &["", "実績", "70", "77"]]);
    assert!(run.status == 1 && run.stderr.contains("表:D1: error[other-edition]"), "{run:?}");
    assert!(!site.read(VISITORS).contains("visitors"), "{run:?}");
}

#[test]
fn the_rows_of_a_single_indicator_are_no_headings_down() {
    let (lines, run) = read(
        &[
            &["区分", "重要業績評価指標\n（KPI）", "項目", "2013年度", "2022年度", "2025年度", "主管課"],
            &["(1) 健康づくり", "", "", "", "", "", ""],
            &["KPI", "創業件数", "目標値", "", "34655万人", "22万人", "企画課"],
            &["KPI", "〃", "実績値", "777万人", "777万人", "", ""],
            &["KPI", "〃", "達成率", "77.7%", "77.7%", "77.7%", ""],
            &["KPI", "〃", "策定時", "13万人", "", "", ""],
        ],
        &[],
    );
    let line = "- kpi 創業件数 [万人] baseline { value = 13, year = 2013 } target { value = 22, year = 2025 } \
                schedule [{ value = 34655, year = 2022 }]";
    assert!(lines.iter().any(|found| found == line), "{lines:?} {run:?}");
}
