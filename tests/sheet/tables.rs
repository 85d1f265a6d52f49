//! Tables of others: encodings, headings, merged cells, what is hidden, formulas, percentages.

use super::{VISITORS, book, conflicts_of, imported, open_base, rename_parts, results_in, row};
use crate::harness::Site;
use rust_xlsxwriter::{FilterCondition, Format, Formula, Worksheet, XlsxError};

#[test]
fn a_table_in_shift_jis_survives_with_the_letters_of_windows() {
    let site = open_base();
    let (bytes, _, lost) = encoding_rs::SHIFT_JIS.encode("指標名,実績値,備考\r\n観光入込客数,１，０３３万人,髙﨑①～－㈱\r\n");
    assert!(!lost);
    std::fs::write(site.path("a.csv"), &bytes).unwrap();
    assert_eq!(imported(&site, "a.csv", VISITORS), "+++\n[results]\nvisitors = { value = 1033, note = { ja = \"髙﨑①～－㈱\" } }\n+++\n");
}

#[test]
fn texts_have_any_line_end_and_delimiter_and_faults_point_at_the_row_of_a_spreadsheet() {
    for end in ["\n", "\r\n", "\r"] {
        for delimiter in [",", "\t", ";", "|"] {
            let site = open_base();
            let text = |name: &str| {
                let rows = ["令和7年度 実績", "", "指標名_実績値_備考", &format!("{name}_90_\"a{end}b, c; d|e\tf\""), ""];
                rows.join(end).replace('_', delimiter)
            };
            site.write("a.txt", &text("別の名称"));
            let conflicts = conflicts_of(&site, "a.txt", "en");
            assert!(
                conflicts.len() == 1 && conflicts[0].starts_with("a.txt:A4: error[unknown-name]"),
                "{end:?} {delimiter:?}: {conflicts:?}"
            );
            site.write("a.txt", &text("観光入込客数"));
            imported(&site, "a.txt", VISITORS);
            let [result] = &results_in(&site, VISITORS)[..] else { panic!("{end:?} {delimiter:?}") };
            assert!(result.starts_with("visitors = { value = 90, note = "), "{end:?} {delimiter:?}: {result}");
        }
    }
}

#[test]
fn names_of_the_plan_are_found_by_the_look_alikes_that_windows_types() {
    let site = open_base();
    site.change("content/strategies/plan/goal-1/goal.md", "観光入込客数", "高崎・徳島デ\u{30fc}タ（4\u{301c}3月）");
    let (bytes, _, lost) = encoding_rs::SHIFT_JIS.encode("指標名,実績値\r\n髙﨑･德島データ（４～３月）,90\r\n");
    assert!(!lost);
    std::fs::write(site.path("a.csv"), &bytes).unwrap();
    imported(&site, "a.csv", VISITORS);
    assert_eq!(results_in(&site, VISITORS), ["visitors = 90"]);
}

#[test]
fn a_line_before_a_figure_is_no_sign_of_it() {
    for written in ["—1.5万人", "ー1.5万人"] {
        let site = open_base();
        site.write("a.csv", &format!("ID,実績\nvisitors,{written}\n"));
        let conflicts = conflicts_of(&site, "a.csv", "en");
        assert!(conflicts.len() == 1 && conflicts[0].contains("error[wrong-type]"), "{conflicts:?}");
    }
}

#[test]
fn figures_are_read_as_people_write_them() {
    for (written, expected) in [
        ("\"１，１９０\"", "1190"),
        ("△1.5", "-1.5"),
        ("▲12", "-12"),
        ("1.60", "1.60"),
        ("未公表", "{ status = \"unpublished\" }"),
        ("－", "{ status = \"unknown\" }"),
        ("no-survey", "{ status = \"no-survey\" }"),
    ] {
        let site = open_base();
        site.write("a.csv", &format!("id,結果\nvisitors,{written}\n"));
        imported(&site, "a.csv", VISITORS);
        assert_eq!(results_in(&site, VISITORS), [format!("visitors = {expected}")], "{written}");
    }
}

#[test]
fn headings_are_found_below_titles_and_with_brackets() {
    let site = open_base();
    site.write("a.csv", "見本市の実績\n\n,指標名（全角）,年 度,今年度の実績（万人）,状態\n,観光入込客数,令和２年度,90,速報値\n,,,,\n");
    imported(&site, "a.csv", VISITORS);
    assert_eq!(results_in(&site, VISITORS), ["visitors = { year = 2020, value = 90, certainty = \"provisional\" }"]);
}

#[test]
fn rows_of_other_editions_are_passed_over() {
    let site = open_base();
    site.write("a.csv", "ID,報告年度,実績値\nvisitors,2020年度,80\nvisitors,2021年度,90\n");
    let run = site.run(&["import", "a.csv"]);
    assert!(run.stdout.contains("\n1 result written into 1 file, 0 unchanged, 1 row of other editions passed over\n"), "{run:?}");
    assert_eq!(results_in(&site, VISITORS), ["visitors = 90"]);
}

#[test]
fn merged_cells_hold_what_their_first_cell_holds() {
    let site = open_base();
    book(&site, "a.xlsx", |sheet| {
        row(sheet, 0, &["指標名", "年度", "実績"])?;
        row(sheet, 1, &["観光入込客数"])?;
        row(sheet, 2, &["まち歩き地図の作成"])?;
        sheet.merge_range(1, 1, 2, 1, "R2", &Format::new())?;
        sheet.write_number(1, 2, 90)?;
        sheet.write_string(2, 2, "作成完了")?;
        Ok(())
    });
    imported(&site, "a.xlsx", VISITORS);
    assert_eq!(results_in(&site, VISITORS), ["visitors = { year = 2020, value = 90 }", "walking-map = { year = 2020, value = \"done\" }"]);
}

#[test]
fn formulas_give_what_they_came_to() {
    let site = open_base();
    book(&site, "a.xlsx", |sheet| {
        row(sheet, 0, &["指標名", "実績"])?;
        row(sheet, 1, &["観光入込客数"])?;
        sheet.write_formula(1, 1, Formula::new("=0.1+0.2+90").set_result("90.30000000000001"))?;
        row(sheet, 2, &["まち歩き地図の作成"])?;
        sheet.write_formula(2, 1, Formula::new("=\"作成\"&\"完了\"").set_result("作成完了"))?;
        Ok(())
    });
    imported(&site, "a.xlsx", VISITORS);
    assert_eq!(results_in(&site, VISITORS), ["visitors = 90.3", "walking-map = \"done\""]);
}

/// What is said of hidden lines, and the results that were read.
fn with_hidden(hide: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> (Vec<String>, Vec<String>) {
    let site = open_base();
    book(&site, "a.xlsx", |sheet| {
        row(sheet, 0, &["R3 実績（1月1日現在）"])?;
        row(sheet, 1, &["指標名", "実績値（R2）", "実績値（R3）", "備考"])?;
        row(sheet, 2, &["観光入込客数", "", "", "速報"])?;
        sheet.write_number(2, 1, 83)?.write_number(2, 2, 90)?;
        row(sheet, 3, &["まち歩き地図の作成", "未作成", "作成完了"])?;
        row(sheet, 4, &["別の指標", "1人", "2人"])?;
        row(sheet, 5, &["区切り"])?;
        hide(sheet)
    });
    let run = site.run(&["import", "a.xlsx", "--accept", "--format", "short"]);
    assert_eq!(run.status, 0, "{run:?}");
    let said = run.stderr.lines().filter(|line| line.contains("hidden-passed"));
    (said.map(|line| line.split(" (to have").next().unwrap().to_owned()).collect(), results_in(&site, VISITORS))
}

#[test]
fn hidden_rows_and_columns_are_not_read_and_said_where_they_have_figures() {
    let read = ["visitors = { value = 90, note = { ja = \"速報\" } }", "walking-map = \"done\""];
    let said = |what: &str| vec![format!("a.xlsx:表:{what}")];
    let (words, results) = with_hidden(|sheet| sheet.set_row_hidden(2)?.set_row_hidden(4)?.set_row_hidden(5).map(drop));
    assert_eq!(words, said("B3: warning[hidden-passed]: hidden rows were not read: `3`, `5`"));
    assert_eq!(results, [read[1]]);
    let (words, results) = with_hidden(|sheet| sheet.set_column_hidden(1).map(drop));
    assert_eq!(words, said("B3: warning[hidden-passed]: hidden columns were not read: `B`"));
    assert_eq!(results, read);
    let (words, _) = with_hidden(|sheet| sheet.set_row_hidden(2)?.set_row_hidden(4)?.set_row_hidden(3)?.set_column_hidden(1).map(drop));
    assert_eq!(words, said("B3: warning[hidden-passed]: hidden rows were not read: `3`, `5`; hidden columns: `B`"));
    let (words, results) = with_hidden(|sheet| sheet.set_row_hidden(0)?.set_row_hidden(5)?.set_column_hidden(3).map(drop));
    assert_eq!((words, results), (Vec::new(), vec!["visitors = 90".to_owned(), read[1].to_owned()]));
}

#[test]
fn rows_that_a_filter_leaves_out_are_hidden() {
    let (words, results) = with_hidden(|sheet| {
        sheet.autofilter(1, 0, 5, 3)?;
        sheet.filter_column(0, &FilterCondition::new().add_list_filter("まち歩き地図の作成"))?;
        Ok(())
    });
    assert!(words.len() == 1 && words[0].contains("`3`, `5`"), "{words:?}");
    assert_eq!(results, ["walking-map = \"done\""]);
}

#[test]
fn rows_of_a_sheet_that_hides_all_others_are_hidden_unless_they_are_shown() {
    let (words, results) = with_hidden(|sheet| {
        sheet.hide_unused_rows(true);
        sheet.set_row_hidden(3)?.set_row_hidden(4).map(drop)
    });
    assert!(words[0].contains(": `5`"), "{words:?}");
    assert_eq!(results, ["visitors = { value = 90, note = { ja = \"速報\" } }"]);
}

#[test]
fn a_table_whose_headings_are_hidden_is_said_and_not_read() {
    let site = open_base();
    book(&site, "a.xlsx", |sheet| {
        row(sheet, 0, &["指標名", "実績"])?;
        row(sheet, 1, &["観光入込客数", "90"])?;
        sheet.set_column_hidden(0).map(drop)
    });
    let run = site.run(&["import", "a.xlsx", "--format", "short"]);
    assert!(run.status == 1 && run.stderr.contains("no-columns") && run.stderr.contains("hidden columns"), "{run:?}");
}

#[test]
fn a_percentage_is_read_as_it_is_shown_and_decimals_are_kept() {
    let site = open_base();
    site.change("content/strategies/plan/goal-1/goal.md", "unit = \"万人\"", "unit = \"％\"");
    book(&site, "a.xlsx", |sheet| {
        row(sheet, 0, &["ID", "実績", "単位"])?;
        row(sheet, 1, &["visitors", "", "%"])?;
        sheet.write_number_with_format(1, 1, 0.125, &Format::new().set_num_format("0.00%"))?;
        Ok(())
    });
    imported(&site, "a.xlsx", VISITORS);
    assert_eq!(results_in(&site, VISITORS), ["visitors = 12.50"]);
}

#[test]
fn a_number_counts_as_its_format_shows_it() {
    for (format, number, unit, expected) in [
        ("0.0%", 0.962_345_678, "％", "96.2"),
        ("#,##0", 298.666_666_666_7, "万人", "299"),
        ("#,##0.0\"万人\"", 90.25, "万人", "90.3"),
        ("0.0;[Red]\"△ \"0.0", -1.25, "万人", "-1.3"),
        ("# ?/?", 90.25, "万人", "90.25"),
    ] {
        let site = open_base();
        site.change("content/strategies/plan/goal-1/goal.md", "unit = \"万人\"", &format!("unit = \"{unit}\""));
        book(&site, "a.xlsx", |sheet| {
            row(sheet, 0, &["ID", "実績"])?;
            row(sheet, 1, &["visitors"])?;
            let formula = Formula::new("=A1").set_result(number.to_string());
            sheet.write_formula_with_format(1, 1, formula, &Format::new().set_num_format(format)).map(drop)
        });
        let run = site.run(&["import", "a.xlsx", "--format", "short"]);
        let said = format!("a.xlsx:表:B2: warning[number-rounded]: the sheet shows {expected}");
        assert_eq!((run.status, run.stderr.starts_with(&said)), (0, format != "# ?/?"), "{format}: {}", run.stderr);
        assert_eq!(results_in(&site, VISITORS), [format!("visitors = {expected}")], "{format}");
    }
}

#[test]
fn a_unit_that_a_format_shows_has_to_be_that_of_the_indicator() {
    let site = open_base();
    book(&site, "a.xlsx", |sheet| {
        row(sheet, 0, &["ID", "実績"])?;
        row(sheet, 1, &["visitors"])?;
        sheet.write_number_with_format(1, 1, 900_000, &Format::new().set_num_format("#,##0,\"千人\"")).map(drop)
    });
    let conflicts = conflicts_of(&site, "a.xlsx", "en");
    assert!(conflicts.len() == 1 && conflicts[0].starts_with("a.xlsx:表:B2: error[unit-converted]"), "{conflicts:?}");
}

#[test]
fn parts_of_a_workbook_are_found_whatever_their_case_and_their_slashes() {
    for (old, new) in
        [("xl/", "xl\\"), ("xl/workbook.xml", "xl/Workbook.xml"), ("xl/worksheets/", "XL\\WorkSheets\\"), ("xl/styles", "xl/Styles")]
    {
        let site = open_base();
        book(&site, "a.xlsx", |sheet| {
            row(sheet, 0, &["ID", "実績"])?;
            row(sheet, 1, &["visitors"])?;
            sheet.write_number_with_format(1, 1, 0.9, &Format::new().set_num_format("0%")).map(drop)
        });
        site.change("content/strategies/plan/goal-1/goal.md", "unit = \"万人\"", "unit = \"％\"");
        rename_parts(&site.path("a.xlsx"), old, new);
        imported(&site, "a.xlsx", VISITORS);
        assert_eq!(results_in(&site, VISITORS), ["visitors = 90"], "{new}");
    }
}

#[test]
fn a_row_that_says_nothing_changes_nothing() {
    let site = Site::base();
    let before = site.tree("content");
    site.write("a.csv", "ID,実績,年度,状況,備考\nvisitors,,2019,,覚え書き\nunknown,,,,\n");
    let run = site.run(&["import", "a.csv"]);
    assert!(run.status == 0 && run.stdout.ends_with("\n0 results written into 0 files, 0 unchanged\n"), "{run:?}");
    assert!(site.tree("content") == before);
}
