//! Layouts in which cities publish their plans: headings in several rows, sections, blocks, turned tables; each is read as it is meant.

use super::book;
use crate::harness::{Run, Site};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// Cells that are merged: first row and column, last row and column.
pub type Merged = (u32, u16, u32, u16);

/// A sheet of such rows; a cell of digits is a number, an empty one is left free.
pub fn filled(sheet: &mut Worksheet, rows: &[&[&str]], merged: &[Merged]) -> Result<(), XlsxError> {
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
            let number = text.parse::<f64>().ok().filter(|_| !text.ends_with('年'));
            match (merged.iter().find(|(top, left, ..)| (*top, *left) == (row, column)), number) {
                (Some((_, _, bottom, right)), _) => sheet.merge_range(row, column, *bottom, *right, text, &Format::new())?,
                (None, Some(number)) => sheet.write_number(row, column, number)?,
                (None, None) => sheet.write_string(row, column, *text)?,
            };
        }
    }
    Ok(())
}

/// The plan that is made of a sheet: each goal, measure and indicator on a line, and what was said.
pub fn read(rows: &[&[&str]], merged: &[Merged]) -> (Vec<String>, Run) {
    read_sheet(|sheet| filled(sheet, rows, merged))
}

/// The same of any sheet.
pub fn read_sheet(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> (Vec<String>, Run) {
    let site = Site::base();
    book(&site, "kpi.xlsx", fill);
    let run = site.run(&["import", "strategy", "kpi.xlsx", "--id", "new", "--format", "short", "--lang", "ja"]);
    the_map_of_it_gives_the_same(&site, &run);
    if run.status != 0 {
        return (Vec::new(), run);
    }
    let mut lines = Vec::new();
    for (path, text) in site.tree("content/strategies/new").into_iter().filter(|(path, _)| path != "strategy.md") {
        let text = String::from_utf8(text).unwrap();
        let plan: toml::Table = text.split("+++").nth(1).unwrap().parse().unwrap();
        lines.push(format!("{path} {}", plan["title"]["ja"].as_str().unwrap()));
        for indicator in plan.get("indicator").and_then(toml::Value::as_array).into_iter().flatten() {
            let figure =
                |key: &str| indicator.get(key).map(|figure| format!(" {key} {}", figure.to_string().replace('"', "'"))).unwrap_or_default();
            let unit = indicator.get("unit").and_then(toml::Value::as_str).unwrap_or("–");
            let name = indicator["name"]["ja"].as_str().unwrap();
            lines.push(format!(
                "- {} {name} [{unit}]{}{}{}",
                indicator["role"].as_str().unwrap(),
                figure("baseline"),
                figure("target"),
                figure("schedule")
            ));
        }
    }
    (lines, run)
}

/// A map is written, and read again; either run makes what the run without one made.
fn the_map_of_it_gives_the_same(there: &Site, without: &Run) {
    let files = |site: &Site| if without.status == 0 { site.tree("content/strategies/new") } else { Default::default() };
    for place in ["first", "again"] {
        let site = Site::base();
        std::fs::copy(there.path("kpi.xlsx"), site.path("kpi.xlsx")).unwrap();
        let map = there.path("map.toml").display().to_string();
        let run = site.run(&["import", "strategy", "kpi.xlsx", "--id", "new", "--format", "short", "--lang", "ja", "--map", &map]);
        let text = std::fs::read_to_string(&map).unwrap_or_default();
        assert_eq!(run.status, without.status, "{place}: {run:?}\n{without:?}\n{text}");
        assert!(files(&site) == files(there), "{place}: {run:?}\n{without:?}\n{text}");
        assert!(!run.stderr.contains("map-missing") && !run.stderr.contains("map-incomplete"), "{place}: {run:?}\n{text}");
    }
}

/// The plan of a sheet of which nothing is doubtful.
pub fn plan(rows: &[&[&str]], merged: &[Merged]) -> Vec<String> {
    let (lines, run) = read(rows, merged);
    assert_eq!(run.status, 0, "{run:?}");
    lines
}

#[test]
fn year_and_figure_stand_below_merged_headings() {
    let rows: &[&[&str]] = &[
        &["第2期総合戦略　KPI一覧"],
        &["（令和2年3月策定）"],
        &["基本目標", "施策", "No.", "重要業績評価指標\n（KPI）", "単位", "基準値", "", "目標値", "", "担当課", "備考"],
        &["", "", "", "", "", "年度", "値", "年度", "値", "", ""],
        &["基本目標1　安心して働けるまち", "数値目標", "1", "従業者数", "人", "R元", "24310", "R6", "24800", "商工課", ""],
        &["", "(1) 創業の支援", "2", "相談件数", "件", "R元", "△12", "R6", "30", "〃", "※1"],
        &["基本目標2　ひとの流れ", "(1) 移住の促進", "3", "移住者数", "人", "R元", "―", "R6", "60", "企画課", ""],
        &["", "", "4", "移住相談", "件", "H30", "41.2", "R5", "60件以上", "企画課", ""],
        &[],
        &["※1　窓口で受けたもの"],
    ];
    let merged = &[(2, 5, 2, 6), (2, 7, 2, 8), (2, 0, 3, 0), (2, 1, 3, 1), (2, 3, 3, 3), (4, 0, 5, 0), (6, 0, 7, 0), (6, 1, 7, 1)];
    let (lines, run) = read(rows, merged);
    let expected = [
        "goal-1/goal.md 安心して働けるまち",
        "- target 従業者数 [人] baseline { value = 24310, year = 2019 } target { value = 24800, year = 2024 }",
        "goal-1/measure-1.md 創業の支援",
        "- kpi 相談件数 [件] baseline { value = -12, year = 2019 } target { value = 30, year = 2024 }",
        "goal-2/goal.md ひとの流れ",
        "goal-2/measure-1.md 移住の促進",
        "- kpi 移住者数 [人] baseline { status = 'unknown', year = 2019 } target { value = 60, year = 2024 }",
        "- kpi 移住相談 [件] baseline { value = 41.2, year = 2018 } target { bound = 'at-least', value = 60, year = 2023 }",
    ];
    assert_eq!(lines, expected, "{run:?}");
    assert!(run.stdout.contains("見出しは3-4行目、読んだ行は4行"), "{run:?}");
    assert!(run.stdout.contains("F4 基準値 年度＝基準年度、G4 基準値 値＝基準値"), "{run:?}");
    assert!(run.stdout.contains("使わなかったもの（行の番号）：C3 No.") && run.stdout.contains("（表題など）：A1、A2\n"), "{run:?}");
}

#[test]
fn headings_are_repeated_below_chapters_and_sections() {
    let headings: &[&str] = &["目標（指標）名", "単位", "現状", "目標（平成31年度）", "目標（指標）の説明"];
    let rows: &[&[&str]] = &[
        &["成果指標"],
        &["1章 個性を伸ばすまち（教育・文化）"],
        &["①子育て"],
        headings,
        &["待機児童", "人", "0", "0", "受け皿を確保する。"],
        &["認定こども園", "カ所", "1", "3", "—"],
        &["②義務教育"],
        headings,
        &["耐震化率", "％", "0", "100", "同上"],
        &["2章 にぎわい"],
        headings,
        &["観光客", "人", "5", "6", ""],
    ];
    let expected = [
        "goal-1/goal.md 個性を伸ばすまち（教育・文化）",
        "goal-1/measure-1.md 子育て",
        "- kpi 待機児童 [人] baseline { value = 0 } target { value = 0, year = 2019 }",
        "- kpi 認定こども園 [カ所] baseline { value = 1 } target { value = 3, year = 2019 }",
        "goal-1/measure-2.md 義務教育",
        "- kpi 耐震化率 [％] baseline { value = 0 } target { value = 100, year = 2019 }",
        "goal-2/goal.md にぎわい",
        "- target 観光客 [人] baseline { value = 5 } target { value = 6, year = 2019 }",
    ];
    assert_eq!(plan(rows, &[]), expected);
}

#[test]
fn numbers_of_measures_have_a_column_of_their_own_and_the_goal_stands_above_the_headings() {
    let rows: &[&[&str]] = &[
        &["総合計画の成果指標一覧表", "", "", "", "", "【資料4】"],
        &["1 安全・安心 ～安心に暮らせるまち～"],
        &["施策\n番号", "施策名", "めざす姿の成果指標名", "単位", "現状値\n(平成24年度)", "目標値\n(平成29年度)"],
        &["1-1", "防災の推進", "自主防災組織数", "組織", "16", "21"],
        &["", "", "火災件数", "件", "27", "25"],
        &["1-2", "交通安全", "事故件数", "件", "273", "256"],
    ];
    let expected = [
        "goal-1/goal.md 安全・安心 ～安心に暮らせるまち～",
        "goal-1/measure-1.md 防災の推進",
        "- kpi 自主防災組織数 [組織] baseline { value = 16, year = 2012 } target { value = 21, year = 2017 }",
        "- kpi 火災件数 [件] baseline { value = 27, year = 2012 } target { value = 25, year = 2017 }",
        "goal-1/measure-2.md 交通安全",
        "- kpi 事故件数 [件] baseline { value = 273, year = 2012 } target { value = 256, year = 2017 }",
    ];
    assert_eq!(plan(rows, &[(3, 0, 4, 0), (3, 1, 4, 1)]), expected);
}

#[test]
fn the_figures_of_an_indicator_stand_below_its_name_with_years_as_columns() {
    let rows: &[&[&str]] = &[
        &["数値目標・重要業績評価指標の現状値"],
        &["数値目標①　婚姻率"],
        &["平成25年\n（基準値）", "平成27年", "平成28年\n（現状値）", "平成31年\n（目標値）"],
        &["5.5‰", "5.4‰", "5.0‰", "5.9‰"],
        &["（参考）婚姻率＝婚姻件数／人口（千人）"],
        &["数値目標②　出生数"],
        &["平成26年\n（基準値）", "平成27年", "平成29年\n（現状値）", "平成31年\n（目標値）"],
        &["3,823人", "3,975人", "3,679人", "4,107人"],
    ];
    let (lines, run) = read(rows, &[]);
    let expected = [
        "goal-1/goal.md ",
        "- target 婚姻率 [‰] baseline { value = 5.5, year = 2013 } target { value = 5.9, year = 2019 }",
        "- target 出生数 [人] baseline { value = 3823, year = 2014 } target { value = 4107, year = 2019 }",
    ];
    assert_eq!(lines, expected, "{run:?}");
    assert!(run.stderr.contains("warning[columns-unused]") && run.stderr.contains("`C3 平成28年 （現状値）`"), "{run:?}");
}

#[test]
fn rows_and_columns_are_swapped() {
    let rows: &[&[&str]] =
        &[&["指標名", "出生数", "人口"], &["単位", "人", "千人"], &["基準値（R1）", "300", "20"], &["目標値（R6）", "320", "21"]];
    let (lines, run) = read(rows, &[]);
    let expected = [
        "goal-1/goal.md ",
        "- target 出生数 [人] baseline { value = 300, year = 2019 } target { value = 320, year = 2024 }",
        "- target 人口 [千人] baseline { value = 20, year = 2019 } target { value = 21, year = 2024 }",
    ];
    assert_eq!(lines, expected, "{run:?}");
    assert!(run.stdout.contains("見出しは1列目、読んだ列は2列（行と列が入れ替わった表）"), "{run:?}");
}

#[test]
fn levels_below_the_measure_become_one_title() {
    let rows: &[&[&str]] = &[
        &["基本目標", "施策", "具体的な施策", "指標名", "現状値", "目標値（R6）"],
        &["1 しごと", "1 産業", "(1) 創業", "創業件数", "3件", "9件"],
        &["", "", "(2) 承継", "承継件数", "1件", "2件"],
        &["", "2 観光", "(1) 誘客", "観光客数", "5人", "6人"],
        &["2 ひと", "1 移住", "", "移住者数", "5人", "6人"],
    ];
    let titles: Vec<String> = plan(rows, &[]).into_iter().filter(|line| !line.starts_with('-')).collect();
    let expected = [
        "goal-1/goal.md しごと",
        "goal-1/measure-1.md 産業／創業",
        "goal-1/measure-2.md 産業／承継",
        "goal-1/measure-3.md 観光／誘客",
        "goal-2/goal.md ひと",
        "goal-2/measure-1.md 移住",
    ];
    assert_eq!(titles, expected);
}

#[test]
fn of_a_file_without_headings_the_rows_that_look_like_them_are_told() {
    let (_, run) = read(&[&["施策", "指標の名前", "いまの値", "めざす値"], &["1 安全", "事故", "3", "1"]], &[]);
    let said =
        "見出しの行が見つかりません (必要な見出し：名称、基準値、目標値。見出しに近い行：`A1 施策 | 指標の名前 | いまの値 | めざす値`";
    assert!(run.status == 1 && run.stderr.contains(said), "{run:?}");
    assert!(run.stderr.contains("指標の名前 ≒ 指標"), "{run:?}");
}

#[test]
fn a_unit_in_a_heading_or_above_the_table_is_that_of_the_figures() {
    for rows in [
        &[&["指標名", "基準値（千人）", "目標値（R6）（千人）"][..], &["観光客", "12", "15"]][..],
        &[&["KPI一覧", "", "（単位：千人）"], &["指標名", "基準値", "目標値（R6）"], &["観光客", "12", "15"]],
    ] {
        let expected = ["goal-1/goal.md ", "- target 観光客 [千人] baseline { value = 12 } target { value = 15, year = 2024 }"];
        assert_eq!(plan(rows, &[]), expected);
    }
    let (_, run) = read(&[&["指標名", "基準値（千人）", "目標値（人）"], &["観光客", "12", "15000"]], &[]);
    assert!(run.status == 1 && run.stderr.contains("error[unit-differs]"), "{run:?}");
    let site = super::open_base();
    site.write("a.csv", "指標名,実績値（千人）\n観光入込客数,90\n");
    let conflicts = super::conflicts_of(&site, "a.csv", "en");
    assert!(conflicts.len() == 1 && conflicts[0].contains("error[unit-converted]: `90千人` is 9 in `万人`"), "{conflicts:?}");
}

#[test]
fn headings_in_rows_end_those_of_their_level_and_below() {
    let rows: &[&[&str]] = &[
        &["基本目標1 しごと"],
        &["施策1 産業"],
        &["取組1 創業"],
        &["指標名", "基準値", "目標値（R6）"],
        &["創業件数", "3件", "9件"],
        &["取組2 承継"],
        &["承継件数", "1件", "2件"],
        &["施策2 注目される観光地づくり"],
        &["観光客数", "5人", "6人"],
    ];
    let titles: Vec<String> = plan(rows, &[]).into_iter().filter(|line| !line.starts_with('-')).collect();
    let expected = [
        "goal-1/goal.md しごと",
        "goal-1/measure-1.md 産業／創業",
        "goal-1/measure-2.md 産業／承継",
        "goal-1/measure-3.md 注目される観光地づくり",
    ];
    assert_eq!(titles, expected);
}

#[test]
fn a_unit_above_a_table_is_that_of_this_table_and_not_of_the_next_one() {
    let rows: &[&[&str]] = &[
        &["基本目標1 しごと", "", "単位：千人"],
        &["指標名", "基準値", "目標値（R6）"],
        &["観光客数", "12", "15"],
        &["基本目標2 ひと"],
        &["（単位：％）"],
        &["指標名", "基準値", "目標値（R6）"],
        &["就職率", "40", "50"],
    ];
    let expected = [
        "goal-1/goal.md しごと",
        "- target 観光客数 [千人] baseline { value = 12 } target { value = 15, year = 2024 }",
        "goal-2/goal.md ひと",
        "- target 就職率 [％] baseline { value = 40 } target { value = 50, year = 2024 }",
    ];
    assert_eq!(plan(rows, &[]), expected);
}

#[test]
fn rows_of_the_years_of_an_indicator_become_its_schedule() {
    let rows: &[&[&str]] = &[
        &["施策", "指標名", "単位", "年度", "基準値", "目標値", "実績値", "担当課"],
        &["(1) 創業", "創業件数", "件", "R1（基準年）", "", "－", "10", "商工課"],
        &["", "", "", "R2", "", "12", "11", "〃"],
        &["", "", "", "R6", "", "20", "", "〃"],
        &["", "相談件数", "件", "R2", "5", "6", "", "商工課"],
        &["", "相談件数", "件", "R4", "5", "7", "", "商工課"],
        &["", "相談件数", "件", "R6", "5", "9件以上", "", "商工課"],
        &["(2) 承継", "創業件数", "件", "R6", "", "3", "", "商工課"],
    ];
    let (lines, run) = read(rows, &[(1, 0, 6, 0), (1, 1, 3, 1), (1, 2, 3, 2)]);
    let expected = [
        "goal-1/goal.md ",
        "goal-1/measure-1.md 創業",
        "- kpi 創業件数 [件] baseline { value = 10, year = 2019 } target { value = 20, year = 2024 } schedule [{ value = 12, year = 2020 }]",
        "- kpi 相談件数 [件] baseline { value = 5 } target { bound = 'at-least', value = 9, year = 2024 } \
         schedule [{ value = 6, year = 2020 }, { value = 7, year = 2022 }]",
        "goal-1/measure-2.md 承継",
        "- kpi 創業件数 [件] target { value = 3, year = 2024 }",
    ];
    assert_eq!(lines, expected, "{run:?}");
    assert!(run.stderr.contains("warning[columns-unused]") && run.stderr.contains("`G1 実績値`"), "{run:?}");
    assert!(!run.stderr.contains("D1 年度"), "{run:?}");
}

#[test]
fn names_that_are_left_free_below_the_first_year_are_the_one_above() {
    let rows: &[&[&str]] = &[
        &["指標名", "単位", "年度", "基準値", "目標値"],
        &["創業件数", "件", "R1", "10", ""],
        &["", "", "令和5年度", "", "12"],
        &["", "", "令和6年度", "", "14"],
        &["来場者数", "人", "現状", "7", ""],
        &["", "", "令和6年度", "", "8"],
    ];
    let expected = [
        "goal-1/goal.md ",
        "- target 創業件数 [件] baseline { value = 10, year = 2019 } target { value = 14, year = 2024 } \
         schedule [{ value = 12, year = 2023 }]",
        "- target 来場者数 [人] baseline { value = 7 } target { value = 8, year = 2024 }",
    ];
    assert_eq!(plan(rows, &[]), expected);
}

#[test]
fn years_of_results_are_not_those_of_the_one_target_that_their_rows_repeat() {
    let rows: &[&[&str]] = &[
        &["指標名", "単位", "年度", "基準値（R1）", "目標値", "実績値"],
        &["創業件数", "件", "R2", "10", "20", "11"],
        &["創業件数", "件", "R3", "10", "20", "13"],
    ];
    let (lines, run) = read(rows, &[]);
    assert_eq!(lines, ["goal-1/goal.md ", "- target 創業件数 [件] baseline { value = 10, year = 2019 } target { value = 20 }"], "{run:?}");
    assert!(run.stderr.contains("`C1 年度`") && run.stderr.contains("`F1 実績値`"), "{run:?}");
}

#[test]
fn rows_of_an_indicator_that_contradict_each_other_are_a_conflict_at_the_cell() {
    let headings: &[&str] = &["指標名", "単位", "年度", "基準値", "目標値"];
    let of =
        |unit: &'static str, year: &'static str, baseline: &'static str, target: &'static str| ["創業件数", unit, year, baseline, target];
    for (rows, said) in [
        (
            [of("件", "R5", "10", "12"), of("件", "R6", "10", "14"), of("件", "R6", "10", "15")],
            "表:E4: error[rows-differ]: `創業件数` の目標値（2024）が",
        ),
        (
            [of("件", "R4", "10", "12"), of("件", "R5", "11", "14"), of("件", "R6", "10", "15")],
            "表:D3: error[rows-differ]: `創業件数` の基準値が",
        ),
        ([of("件", "R4", "10", "12"), of("人", "R5", "10", "14"), of("件", "R6", "10", "15")], "表:B3: error[unit-differs]"),
        ([of("件", "R4", "10", "12"), of("件", "計", "10", "14"), of("件", "R6", "10", "15")], "表:C3: error[unknown-year]"),
        ([of("件", "R4", "10", "12"), of("件", "R5", "10", "14（R4）"), of("件", "R6", "10", "15")], "表:E3: error[year-of-cell]"),
        ([of("件", "R1（基準）", "10", "12"), of("件", "R5", "10", "14"), of("件", "R6", "10", "15")], "表:E2: error[rows-differ]"),
    ] {
        let sheet: Vec<&[&str]> = [headings].into_iter().chain(rows.iter().map(|row| &row[..])).collect();
        let (lines, run) = read(&sheet, &[]);
        assert!(run.status == 1 && lines.is_empty() && run.stderr.contains(said), "{said}: {run:?}");
        assert_eq!(run.stderr.matches("error[").count(), 1, "{run:?}");
    }
    let two = [of("件", "R5", "10", "12"), of("件", "R6", "10", "14"), of("人", "R5", "1", "2"), of("人", "R6", "1", "3")];
    let sheet: Vec<&[&str]> = [headings].into_iter().chain(two.iter().map(|row| &row[..])).collect();
    let expected = [
        "goal-1/goal.md ",
        "- target 創業件数 [件] baseline { value = 10 } target { value = 14, year = 2024 } schedule [{ value = 12, year = 2023 }]",
        "- target 創業件数 [人] baseline { value = 1 } target { value = 3, year = 2024 } schedule [{ value = 2, year = 2023 }]",
    ];
    assert_eq!(plan(&sheet, &[]), expected);
}

#[test]
fn an_indicator_without_a_target_of_the_last_year_has_its_last_one() {
    let rows: &[&[&str]] = &[
        &["指標名", "単位", "目標値（R6）", "目標値（R8）", "目標値（R10）"],
        &["創業件数", "件", "10", "20", "30"],
        &["来場者数", "人", "5", "7", ""],
    ];
    let expected = [
        "goal-1/goal.md ",
        "- target 創業件数 [件] target { value = 30, year = 2028 } schedule [{ value = 10, year = 2024 }, { value = 20, year = 2026 }]",
        "- target 来場者数 [人] target { value = 7, year = 2026 } schedule [{ value = 5, year = 2024 }]",
    ];
    assert_eq!(plan(rows, &[]), expected);
}

#[test]
fn a_unit_that_is_left_free_below_another_one_is_this_one() {
    let headings: &[&str] = &["指標名", "単位", "年度", "目標値"];
    for (name, unit) in [("", ""), ("利用状況", ""), ("利用状況", "〃")] {
        let rows: &[&[&str]] = &[
            headings,
            &["利用状況", "件", "R5", "12"],
            &[name, unit, "R6", "14"],
            &["利用状況", "人", "R5", "2"],
            &[name, unit, "R6", "3"],
        ];
        let expected = [
            "goal-1/goal.md ",
            "- target 利用状況 [件] target { value = 14, year = 2024 } schedule [{ value = 12, year = 2023 }]",
            "- target 利用状況 [人] target { value = 3, year = 2024 } schedule [{ value = 2, year = 2023 }]",
        ];
        assert_eq!(plan(rows, &[]), expected, "{name} {unit}");
    }
}

#[test]
fn one_target_in_all_years_is_that_of_each_of_them() {
    let rows: &[&[&str]] = &[
        &["指標名", "単位", "年度", "目標値", "備考"],
        &["来館者数", "人", "R5", "330", "休館を除く"],
        &["来館者数", "人", "R6", "330", ""],
        &["来館者数", "人", "R7", "330", "改修後"],
    ];
    let (lines, run) = read(rows, &[]);
    let expected = [
        "goal-1/goal.md ",
        "- target 来館者数 [人] target { value = 330, year = 2025 } schedule [{ value = 330, year = 2023 }, { value = 330, year = 2024 }]",
    ];
    assert_eq!((lines, run.stderr.as_str()), (expected.map(str::to_owned).to_vec(), ""), "{run:?}");
}

/// The texts of an indicator in the file of the first goal.
fn indicators(rows: &[&[&str]]) -> (Vec<toml::Table>, Run) {
    let site = Site::base();
    book(&site, "kpi.xlsx", |sheet| filled(sheet, rows, &[]));
    let run = site.run(&["import", "strategy", "kpi.xlsx", "--id", "new", "--lang", "en"]);
    let text = site.read("content/strategies/new/goal-1/goal.md");
    let plan: toml::Table = text.split("+++").nth(1).unwrap().parse().unwrap();
    let tables = plan["indicator"].as_array().unwrap().iter().map(|table| table.as_table().unwrap().clone());
    (tables.collect(), run)
}

fn ja<'a>(indicator: &'a toml::Table, key: &str) -> Option<&'a str> {
    indicator.get(key)?.get("ja")?.as_str()
}

#[test]
fn parts_of_a_figure_are_indicators_of_one_group() {
    let rows: &[&[&str]] = &[
        &["指標名", "単位", "現状値（R1）", "目標値（R6）", "担当課"],
        &["未婚率（男性／女性）", "％", "42.4／55.4", "40／50", "企画課"],
        &["児童生徒の割合", "％", "小6 79.7\n中3 76.2", "小6 95\n中3 96", "学校教育課"],
    ];
    let (found, run) = indicators(rows);
    let said: Vec<_> = found
        .iter()
        .map(|indicator| {
            let value = |key: &str| indicator[key]["value"].to_string();
            (ja(indicator, "group"), ja(indicator, "name"), value("baseline"), value("target"), ja(indicator, "owner"))
        })
        .collect();
    let expected = [
        ("未婚率", "未婚率（男性）", "42.4", "40", "企画課"),
        ("未婚率", "未婚率（女性）", "55.4", "50", "企画課"),
        ("児童生徒の割合", "児童生徒の割合（小6）", "79.7", "95", "学校教育課"),
        ("児童生徒の割合", "児童生徒の割合（中3）", "76.2", "96", "学校教育課"),
    ];
    let expected = expected
        .map(|(group, name, baseline, target, owner)| (Some(group), Some(name), baseline.to_owned(), target.to_owned(), Some(owner)));
    assert_eq!(said, expected, "{run:?}");
    let rows: &[&[&str]] = &[&["指標名", "単位", "現状値（R1）", "目標値（R6）"], &["未婚率", "％", "42.4／55.4", "40／50"]];
    let (lines, run) = read(rows, &[]);
    assert!(lines.is_empty() && run.stderr.matches("error[several-figures]").count() == 2, "{run:?}");
}

#[test]
fn of_divisions_the_one_in_charge_is_read_and_the_others_are_named_with_the_reason() {
    for (headings, charge) in
        [(["担当課", "関係課", "担当部局"], 0), (["部局", "主管課", "関係部署"], 1), (["関係課", "所管課", "所管部局"], 1)]
    {
        let divisions = ["甲課", "乙課", "丙課"];
        let rows: &[&[&str]] = &[
            &["指標名", "目標値（R6）", headings[0], headings[1], headings[2]],
            &["出生数", "400", divisions[0], divisions[1], divisions[2]],
        ];
        let (found, run) = indicators(rows);
        assert_eq!(ja(&found[0], "owner"), Some(divisions[charge]), "{headings:?} {run:?}");
        let others: Vec<String> =
            (0..3).filter(|place| *place != charge).map(|place| format!("{}1 {}", ["C", "D", "E"][place], headings[place])).collect();
        let said = format!("not used (divisions beside the one in charge, and its department): {}\n", others.join(", "));
        assert!(run.stdout.contains(&said) && run.stderr.contains(&format!("`{}`", others.join("`, `"))), "{said} {run:?}");
    }
}

#[test]
fn a_mark_of_a_text_leads_to_its_footnote_as_that_of_a_figure_does() {
    let rows: &[&[&str]] = &[
        &["指標名", "目標値（R6）", "出典", "定義"],
        &["出生数", "400", "※1 毎年度末", "届出の数※1"],
        &["転入数", "500", "※2 毎年度末", ""],
        &["※1 住民基本台帳による"],
    ];
    let (found, run) = indicators(rows);
    let texts = |key: &str| found.iter().map(|indicator| ja(indicator, key)).collect::<Vec<_>>();
    assert_eq!(texts("source"), [Some("毎年度末"), Some("※2 毎年度末")], "{run:?}");
    assert_eq!((texts("definition"), texts("note")), (vec![Some("届出の数"), None], vec![Some("住民基本台帳による"), None]));
}

#[test]
fn a_milestone_that_is_proposed_has_no_free_line_for_a_direction() {
    let site = Site::base();
    let rows: &[&[&str]] = &[&["指標名", "現状値（R1）", "目標値（R6）"], &["計画の策定", "未策定", "策定"], &["講座の数", "5", "6以上"]];
    book(&site, "kpi.xlsx", |sheet| filled(sheet, rows, &[]));
    assert_eq!(site.run(&["import", "strategy", "kpi.xlsx", "--id", "new"]).status, 0);
    let text = site.read("content/strategies/new/goal-1/goal.md");
    let (milestone, other) = text.split_once("講座の数").unwrap();
    assert!(milestone.contains("# kind = \"milestone\"") && !milestone.contains("direction"), "{text}");
    assert!(other.contains("# direction = \"up\"  # 提案：目標値に「以上」とある"), "{text}");
}

#[test]
fn two_rows_of_one_name_are_one_indicator_only_where_they_are_the_same() {
    let headings: &[&str] = &["指標名", "単位", "基準値（R1）", "目標値（R6）"];
    let rows: &[&[&str]] =
        &[headings, &["創業件数", "件", "10", "20"], headings, &["創業件数", "件", "10", "20"], &["創業件数", "人", "1", "2"]];
    let expected = [
        "goal-1/goal.md ",
        "- target 創業件数 [件] baseline { value = 10, year = 2019 } target { value = 20, year = 2024 }",
        "- target 創業件数 [人] baseline { value = 1, year = 2019 } target { value = 2, year = 2024 }",
    ];
    assert_eq!(plan(rows, &[]), expected);
    let rows: &[&[&str]] = &[headings, &["創業件数", "件", "10", "20"], &["創業件数", "件", "10", "22"]];
    let (lines, run) = read(rows, &[]);
    assert!(lines.is_empty() && run.stderr.contains("表:D3: error[rows-differ]"), "{run:?}");
}

#[test]
fn measures_numbered_with_letters_words_for_steps_and_the_end_of_a_year_are_read() {
    let rows: &[&[&str]] = &[
        &["第1章　しごと"],
        &["指標名", "単位", "基準値", "目標値", "目標年次"],
        &["ア　創業"],
        &["創業件数", "件", "10", "20", "令和6年度末"],
        &["イ　継承"],
        &["相談窓口", "", "なし", "設置", "2024(R6)年度"],
    ];
    let expected = [
        "goal-1/goal.md しごと",
        "goal-1/measure-1.md 創業",
        "- kpi 創業件数 [件] baseline { value = 10 } target { value = 20, year = 2024 }",
        "goal-1/measure-2.md 継承",
        "- kpi 相談窓口 [–] baseline { value = 'step-1' } target { value = 'step-2', year = 2024 }",
    ];
    assert_eq!(plan(rows, &[]), expected);
}

#[test]
fn a_target_without_its_era_is_of_no_year_before_the_other_figures() {
    for (year, target) in [("11", Some(2029)), ("21", None)] {
        let heading = format!("目標値（{year}年度）");
        let rows: &[&[&str]] = &[&["指標名", "単位", "基準値（2019(H31/R1)）", &heading], &["出生数", "人", "450", "460"]];
        let (lines, run) = read(rows, &[]);
        match target {
            Some(year) => assert!(lines[1].ends_with(&format!("target {{ value = 460, year = {year} }}")), "{lines:?}"),
            None => assert!(run.status == 1 && run.stderr.contains("表:D1: error[unknown-year]"), "{run:?}"),
        }
    }
}

#[test]
fn a_section_below_a_roman_number_keeps_both_titles() {
    let rows: &[&[&str]] = &[
        &["指標名", "単位", "基準値（R元）", "目標値（R6）"],
        &["Ⅰ　しごと"],
        &["第1節　創業の支援"],
        &["相談件数", "件", "12", "30"],
        &["第2節　農業"],
        &["就農者数", "人", "3", "5"],
        &["Ⅱ　ひと"],
        &["第1節　移住の促進"],
        &["移住者数", "人", "10", "60"],
    ];
    let (lines, run) = read(rows, &[]);
    let titles: Vec<&String> = lines.iter().filter(|line| !line.starts_with('-')).collect();
    let expected = [
        "goal-1/goal.md しごと",
        "goal-1/measure-1.md 創業の支援",
        "goal-1/measure-2.md 農業",
        "goal-2/goal.md ひと",
        "goal-2/measure-1.md 移住の促進",
    ];
    assert_eq!(titles, expected, "{run:?}");
}
