//! Results in front matter: only their own bytes change.

use super::{VISITORS, imported, open_base, results_in, sample};
use crate::harness::Site;

/// Imports results into a file of the small site that looks so.
fn changed(old: &str, csv: &str) -> String {
    let site = Site::base();
    site.write(VISITORS, old);
    site.write("a.csv", csv);
    let run = site.run(&["import", "a.csv", "--accept"]);
    assert_eq!(run.status, 0, "{run:?}");
    let new = site.read(VISITORS);
    let again = site.run(&["import", "a.csv"]);
    assert_eq!((again.status, site.read(VISITORS)), (0, new.clone()), "the second import of {csv:?} into {old:?}: {again:?}");
    new
}

#[test]
fn a_new_value_takes_the_place_of_the_old_one_and_nothing_else_changes() {
    let old = "+++\r\n# 実績\r\n[results]\r\n  visitors   =  86 # 確定\r\nwalking-map = \"none\"\r\n\r\n[[review]]\r\nby = \"division\"\r\ntext = { ja = \"順調\" }\r\n+++\r\n\r\n本文  \n末尾";
    assert_eq!(changed(old, "ID,実績\nvisitors,９１\n"), old.replace("=  86 #", "=  91 #"));
    let marked = format!("\u{feff}{old}");
    assert_eq!(changed(&marked, "ID,実績\nvisitors,91\n"), marked.replace("=  86 #", "=  91 #"));
}

#[test]
fn the_other_keys_of_a_long_form_are_kept() {
    let old = "+++\n[results]\nvisitors = {value = 86, restated = [{ year = 2020, value = 81 }],  note = { ja = \"推計\", en = \"estimated\" } } # 注\nwalking-map = \"none\"\n+++\n";
    assert_eq!(changed(old, "ID,実績\nvisitors,90\n"), old.replace("value = 86", "value = 90"));
    let expected = old.replace("value = 86", "value = 90").replace(" } } # 注", " }, year = 2020, certainty = \"estimate\" } # 注");
    assert_eq!(changed(old, "ID,実績,年度,状況\nvisitors,90,R2,見込値\n"), expected);
    let expected = old.replace("{value = 86,", "{").replace("en = \"estimated\" } }", "en = \"estimated\" }, status = \"no-survey\" }");
    assert_eq!(changed(old, "ID,状況\nvisitors,調査なし\n"), expected);
}

#[test]
fn a_short_form_becomes_a_long_one_where_there_is_more_to_say() {
    let old = "+++\n[results]\nvisitors = 86\nwalking-map = \"none\"\n+++\n";
    let expected = old.replace("= 86", "= { value = 86, certainty = \"provisional\", note = { ja = \"速報\\n\\\"値\\\"\" } }");
    assert_eq!(changed(old, "ID,実績,状況,備考\nvisitors,86,速報値,\"速報\n\"\"値\"\"\"\n"), expected);
}

#[test]
fn results_that_are_not_there_go_in_in_the_order_of_the_strategy() {
    let both = "ID,実績\nwalking-map,作成完了\nvisitors,90\n";
    assert_eq!(changed("+++\n[results]\n+++\n", both), "+++\n[results]\nvisitors = 90\nwalking-map = \"done\"\n+++\n");
    let old = "+++\r\n[results]\r\nwalking-map = \"none\"\r\n+++\r\n";
    assert_eq!(changed(old, "ID,実績\nvisitors,90\n"), "+++\r\n[results]\r\nvisitors = 90\r\nwalking-map = \"none\"\r\n+++\r\n");
}

#[test]
fn a_file_without_results_gets_them_below_its_first_comment() {
    let csv = "ID,実績\nvisitors,90\n";
    assert_eq!(changed("+++\n+++\n", csv), "+++\n[results]\nvisitors = 90\n+++\n");
    let review = "[[review]]\nby = \"division\"\ntext = { ja = \"順調\", en = \"Well\" }\n";
    assert_eq!(changed(&format!("+++\n{review}+++\n"), csv), format!("+++\n[results]\nvisitors = 90\n\n{review}+++\n"));
    let expected = format!("+++\n# 目標1\n\n[results]\nvisitors = 90\n\n{review}+++\n");
    assert_eq!(changed(&format!("+++\n# 目標1\n\n{review}+++\n"), csv), expected);
}

#[test]
fn rare_forms_of_tables_are_changed_as_well() {
    let csv = "ID,実績\nvisitors,90\n";
    let old = "+++\r\n# 表\r\n[results]\r\nwalking-map = \"none\" # まだ\r\n\r\n[results.visitors]\r\nvalue = 86 # 値\r\n+++\r\n";
    assert_eq!(changed(old, csv), old.replace("86", "90"));
    let dotted = "+++\n[results]\nvisitors.value = 86 # 値\nwalking-map = \"none\"\n+++\n";
    assert_eq!(changed(dotted, csv), dotted.replace("86", "90"));
    let inline = "+++\nresults = { visitors = 86, walking-map = \"none\" } # 表\n+++\n";
    assert_eq!(changed(inline, csv), inline.replace("86", "90"));
}

#[test]
fn a_line_of_another_table_is_not_taken_for_one_that_is_kept_free() {
    let old = "+++\n[results]\n# walking-map = \n\n# [budget]\n# visitors = 1\n+++\n";
    let expected = old.replace("[results]\n", "[results]\nvisitors = 90\n");
    assert_eq!(changed(old, "ID,実績\nvisitors,90\n"), expected);
}

#[test]
fn a_file_that_is_not_there_is_made_as_a_new_edition_has_it() {
    let site = sample();
    let path = "content/editions/2026/goal-1/goal.md";
    let made = site.read(path);
    site.remove(path);
    site.write("a.csv", "ID,実績\nbirths,305\n");
    assert_eq!(imported(&site, "a.csv", path), made.replace("# births = \n", "births = 305\n"));
}

#[test]
fn a_dry_run_writes_nothing_and_shows_what_would_change() {
    let site = Site::base();
    site.write(VISITORS, "+++\n[results]\nvisitors = { status = \"pending\" }\n+++\n");
    site.write("a.csv", "指標名,実績\nまち歩き地図の作成,作成完了\n観光入込客数,90\n");
    let before = site.tree("content");
    let run = site.run(&["import", "a.csv", "--dry-run", "--lang", "ja"]);
    let expected = "\
a.csv：見出しは1行目、読んだ行は2行
  読んだ列：A1 指標名＝名称、B1 実績＝実績値
ID           指標名              現在    新しい値  読み取った場所
visitors     観光入込客数        集計中  90        a.csv:B3
walking-map  まち歩き地図の作成  –       作成完了  a.csv:B2
試しに読み取りました（書き込んでいません）：1ファイルに実績2件、変更なし0件
";
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, expected, ""));
    assert!(site.tree("content") == before);
    let json = site.run(&["import", "a.csv", "--dry-run", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let changes = serde_json::json!([
        { "id": "visitors", "before": "{ status = \"pending\" }", "after": "90", "from": "a.csv:B3" },
        { "id": "walking-map", "before": null, "after": "\"done\"", "from": "a.csv:B2" },
    ]);
    assert_eq!((&document["changes"], &document["written"], &document["errors"]), (&changes, &false.into(), &0.into()));
}

#[test]
fn content_with_errors_is_left_alone() {
    let site = Site::base();
    site.write(VISITORS, "+++\n[results\n+++\n");
    site.write("a.csv", "ID,実績\nvisitors,90\n");
    let run = site.run(&["import", "a.csv", "--format", "short"]);
    assert_eq!((run.status, run.stdout.as_str(), site.read(VISITORS).as_str()), (1, "", "+++\n[results\n+++\n"));
    assert!(
        run.stderr.contains("error[toml-syntax]") && run.stderr.ends_with("nothing was written: these have to be mended first\n"),
        "{run:?}"
    );
}

#[test]
fn what_a_spreadsheet_leaves_in_a_text_is_cleaned_and_told_and_what_is_hostile_is_refused() {
    let old = "+++\n[results]\nvisitors = 86\nwalking-map = \"none\"\n+++\n";
    let imported = |note: &str, accept: &[&str]| {
        let site = Site::base();
        site.write(VISITORS, old);
        site.write("a.csv", &format!("ID,実績,備考\nvisitors,86,{note}\n"));
        let run = site.run(&[&["import", "a.csv", "--format", "short"], accept].concat());
        (run, site.read(VISITORS))
    };
    for note in ["速報_x000B_2月に確定", "速報\u{b}2月に確定", "速報\u{2028}2月に\u{200b}確定"] {
        let (run, text) = imported(note, &[]);
        assert!(run.status == 0 && run.stderr.contains("a.csv:C2: warning[characters-cleaned]"), "{note:?}: {run:?}");
        assert!(text.contains("note = { ja = \"速報 2月に確定\" }"), "{note:?}: {text}");
    }
    for note in ["速報\u{1}", "速報\u{202e}", "速報\u{fffe}"] {
        for accept in [&[][..], &["--accept"]] {
            let (run, text) = imported(note, accept);
            assert!(run.status == 1 && run.stderr.contains("error[odd-character]"), "{note:?}: {run:?}");
            assert_eq!(text, old);
        }
    }
}

#[test]
fn lock_files_of_excel_are_passed_over_and_patterns_are_expanded() {
    let site = open_base();
    site.write("forms/b.csv", "ID,実績\nwalking-map,作成完了\n");
    site.write("forms/a.csv", "ID,実績\nvisitors,90\n");
    site.write("forms/~$a.csv", "\0");
    site.write("forms/.hidden.csv", "\0");
    let run = site.run(&["import", "forms/*.csv"]);
    let passed = "`forms/~$a.csv` was passed over: Excel keeps it while a workbook is open; save and close the workbook before an import\n";
    assert_eq!((run.status, run.stderr.as_str()), (0, passed), "{run:?}");
    assert_eq!(results_in(&site, VISITORS), ["visitors = 90", "walking-map = \"done\""]);
    let run = site.run(&["import", "forms/?.xlsx"]);
    assert!(run.status == 2 && run.stderr.starts_with("error: cannot read `forms/?.xlsx`: "), "{run:?}");
}
