//! Words, years, structures and cells as cities write them: each on one row, beside what is read of it.

use super::layouts::{filled, plan, read};
use super::open_base;
use crate::harness::{Run, Site};
use rust_xlsxwriter::Workbook;

/// What is read of one indicator below some headings.
fn indicator(headings: &[&str], cells: &[&str]) -> (String, Run) {
    let (lines, run) = read(&[headings, cells], &[]);
    (lines.get(1).cloned().unwrap_or_default(), run)
}

#[test]
fn headings_and_years_in_any_notation() {
    for (headings, cells, expected) in [
        (
            &["KPI名", "H26基準値", "R6目標値", "主管課"][..],
            &["創業件数", "10件", "20件", "商工課"][..],
            "baseline { value = 10, year = 2014 } target { value = 20, year = 2024 }",
        ),
        (
            &["目標（指標）名", "策定時\n（平成26年度（2014））", "最終目標\n（2019(H31/R1)）"],
            &["創業件数", "10件", "20件"],
            "baseline { value = 10, year = 2014 } target { value = 20, year = 2019 }",
        ),
        (
            &["評価指標", "現況値 2014(H26)", "計画値 2019（H31）年度"],
            &["創業件数", "10件", "20件"],
            "baseline { value = 10, year = 2014 } target { value = 20, year = 2019 }",
        ),
        (
            &["成果指標", "当初値（平成19年度）", "目標値（24年度）"],
            &["創業件数", "10件", "20件"],
            "baseline { value = 10, year = 2007 } target { value = 20, year = 2012 }",
        ),
        (
            &["指標名", "指標の単位", "基準値（暦年2019）", "目標値（暦年2024）"],
            &["創業件数", "件", "10", "20"],
            "baseline { calendar = true, value = 10, year = 2019 } target { calendar = true, value = 20, year = 2024 }",
        ),
        (
            &["指標名", "現状", "基準", "目標", "目標年次", "達成度", "評価", "評価理由"],
            &["創業件数", "10件", "8件", "20件", "令和6年度", "50%", "A", "順調"],
            "baseline { value = 8 } target { value = 20, year = 2024 }",
        ),
        (
            &["指標名", "単位", "基準値", "中間目標（R9）", "最終目標（R11）"],
            &["創業件数", "件", "10", "15", "20"],
            "baseline { value = 10 } target { value = 20, year = 2029 } schedule [{ value = 15, year = 2027 }]",
        ),
    ] {
        let (found, run) = indicator(headings, cells);
        assert_eq!(found, format!("- target 創業件数 [件] {expected}"), "{run:?}");
    }
    let (_, run) = indicator(&["指標名", "基準値（暦年2019）", "目標値（2024年度）"], &["創業件数", "10件", "20件"]);
    assert!(run.stdout.contains("＝基準値（2019年（暦年））、C1 目標値（2024年度）＝目標値（2024年度）"), "{run:?}");
    // An interim target beside one without a year is no part of its schedule.
    let (found, run) = indicator(&["指標名", "中間目標（R9）", "目標値", "目標年度"], &["創業件数", "15件", "20件", "R11"]);
    assert_eq!(found, "- target 創業件数 [件] target { value = 20, year = 2029 }", "{run:?}");
    assert!(run.stderr.contains("`B1 中間目標（R9）`"), "{run:?}");
}

#[test]
fn cells_of_a_plan() {
    for (baseline, target, unit, expected) in [
        (
            "約398",
            "500程度",
            "人",
            "baseline { bound = 'about', value = 398, year = 2019 } target { bound = 'about', value = 500, year = 2024 }",
        ),
        ("75", "75％以上を維持", "％", "baseline { value = 75, year = 2019 } target { bound = 'at-least', value = 75, year = 2024 }"),
        ("9位／20市町", "第5位", "位", "baseline { note = { ja = '／20市町' }, value = 9, year = 2019 } target { value = 5, year = 2024 }"),
        ("２万４千人", "△12", "人", "baseline { value = 24000, year = 2019 } target { value = -12, year = 2024 }"),
        ("8割", "85～95", "％", "baseline { value = 80, year = 2019 } target { max = 95, min = 85, year = 2024 }"),
        ("１４路線（R2.3.31現在）", "20", "路線", "baseline { as_of = 2020-03-31, value = 14 } target { value = 20, year = 2024 }"),
        ("未策定", "策定", "–", "baseline { value = 'step-1', year = 2019 } target { value = 'step-2', year = 2024 }"),
        ("", "未策定→策定", "–", "baseline { value = 'step-1', year = 2019 } target { value = 'step-2', year = 2024 }"),
        ("―", "未策定→策定", "–", "baseline { value = 'step-1', year = 2019 } target { value = 'step-2', year = 2024 }"),
        ("なし", "設置", "–", "baseline { value = 'step-1', year = 2019 } target { value = 'step-2', year = 2024 }"),
    ] {
        let own = if unit == "–" { "" } else { unit };
        let (found, run) = indicator(&["指標名", "単位", "基準値（R1）", "目標値（R6）"], &["指標", own, baseline, target]);
        // The year of the baseline that stands in the cell of the target is that of its heading only where that has a cell.
        let expected = if baseline.is_empty() { expected.replacen(", year = 2019", "", 1) } else { expected.to_owned() };
        assert_eq!(found, format!("- target 指標 [{unit}] {expected}"), "{baseline} {target} {run:?}");
    }
    for (baseline, target, fault) in [
        ("検討中", "未策定→策定", "several-figures"),
        ("3人", "3人→0人", "several-figures"),
        ("()", "100", "wrong-type"),
        ("(12)", "100", "several-figures"),
        ("113,000人", "12万人", "unit-converted"),
        ("増加", "100", "text-for-figure"),
    ] {
        let unit = if fault == "unit-converted" { "万人" } else { "人" };
        let (_, run) = indicator(&["指標名", "単位", "基準値（R1）", "目標値（R6）"], &["指標", unit, baseline, target]);
        assert!(run.status == 1 && run.stderr.contains(&format!("error[{fault}]")), "{baseline} {target} {run:?}");
    }
}

#[test]
fn levels_in_columns_give_their_titles_without_numbers_of_however_many_parts() {
    let rows: &[&[&str]] = &[
        &["基本目標", "施策", "具体的施策", "取組", "指標名", "単位", "目標値（R6）"],
        &["Ⅰ しごと", "1-1 産業", "1-1-1 創業", "① 相談", "相談件数", "件", "2"],
        &["", "", "", "② 講座", "受講者数", "人", "4"],
        &["", "", "1-1-2 承継", "ア 支援", "承継件数", "件", "6"],
    ];
    let titles: Vec<String> = plan(rows, &[]).into_iter().filter(|line| !line.starts_with('-')).collect();
    let expected = [
        "goal-1/goal.md しごと",
        "goal-1/measure-1.md 産業／創業／相談",
        "goal-1/measure-2.md 産業／創業／講座",
        "goal-1/measure-3.md 産業／承継／支援",
    ];
    assert_eq!(titles, expected);
}

#[test]
fn a_table_with_other_headings_below_the_first_one_is_a_table_of_its_own() {
    let below: &[&[&str]] = &[&["No.", "指標名", "単位", "目標値（R6）"], &["1", "移住者数", "人", "60"]];
    for above in [
        [&["指標名", "区分", "単位", "目標値（R6）"][..], &["創業件数", "KPI", "件", "20"]],
        [&["指標名", "", "R4", "R6"], &["創業件数", "目標", "12件", "20件"]],
    ] {
        let rows: Vec<&[&str]> = above.into_iter().chain(below.iter().copied()).collect();
        let (lines, run) = read(&rows, &[]);
        assert_eq!(lines.last().map(String::as_str), Some("- target 移住者数 [人] target { value = 60, year = 2024 }"), "{run:?}");
        assert!(!run.stderr.contains("rows-passed"), "{run:?}");
    }
}

/// A site with a workbook of two sheets.
fn two_sheets(site: &Site, sheets: [&[&[&str]]; 2]) {
    let mut workbook = Workbook::new();
    for (name, rows) in ["KPI", "別表"].into_iter().zip(sheets) {
        filled(workbook.add_worksheet().set_name(name).unwrap(), rows, &[]).unwrap();
    }
    workbook.save(site.path("kpi.xlsx")).unwrap();
}

#[test]
fn a_sheet_without_headings_is_named_beside_others_with_a_warning_where_it_has_figures() {
    let table: &[&[&str]] = &[&["指標名", "実績値", "目標値（R6）"], &["観光入込客数", "90", "100"]];
    for (other, is_warned) in [(&[&["ものさし", "いま"][..], &["創業", "3"], &["継承", "4"]][..], true), (&[&["集計用"]], false)]
    {
        for arguments in [&["import", "strategy", "kpi.xlsx", "--id", "new"][..], &["import", "kpi.xlsx", "--edition", "R3"]] {
            let site = open_base();
            two_sheets(&site, [table, other]);
            let run = site.run(&[arguments, &["--format", "short", "--lang", "ja"]].concat());
            assert!(
                run.status == 0 && run.stdout.contains("kpi.xlsxのシート「別表」：見出しが見つからないため、読んでいません\n"),
                "{run:?}"
            );
            assert_eq!(run.stderr.contains("kpi.xlsx:別表:A1: warning[no-columns]"), is_warned, "{run:?}");
        }
    }
}

#[test]
fn the_mark_of_a_line_leads_to_its_footnote() {
    let site = Site::base();
    let line = "基本目標1　子育て\n・待機児童数 5人（H26）→ 0人（H31）※1\n・出生数 450人（H26）→ 460人（H31）※2\n※1 4月1日現在\n";
    site.write("kpi.txt", line);
    let run = site.run(&["import", "strategy", "kpi.txt", "--id", "new", "--format", "short", "--lang", "ja"]);
    let text = site.read("content/strategies/new/goal-1/goal.md");
    assert!(text.contains("target = { year = 2019, value = 0, note = { ja = \"4月1日現在\" } }"), "{run:?}\n{text}");
    assert!(run.status == 0 && run.stderr.contains("kpi.txt:3: warning[footnote-unknown]"), "{run:?}");
    assert!(!run.stdout.contains("使わなかったもの"), "{run:?}");
}
