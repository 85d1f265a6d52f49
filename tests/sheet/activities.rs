//! The sheet 取組 of a form: into the file of the measure and back, and nothing twice.

use super::{Typed, fill_in_sheet, sample};
use crate::harness::{Site, tree};
use calamine::{Data, Reader, Xlsx, open_workbook};

const FORM: &str = "R8_子ども課.xlsx";
const FILE: &str = "content/editions/2026/goal-1/measure-1.md";

/// The cells of the sheet 取組, from its headings on.
fn cells(site: &Site, file: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook(site.path(file)).unwrap();
    let range = workbook.worksheet_range("取組").unwrap();
    let text = |data: &Data| match data {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    range.rows().skip(5).map(|row| row.iter().map(text).collect()).collect()
}

/// A site with the form of a division.
fn exported() -> Site {
    let site = sample();
    site.run(&["export", "form", "--division", "子ども課"]);
    site
}

fn typed(site: &Site, cells: &[(&str, Typed)]) {
    fill_in_sheet(&site.path(FORM), "取組", cells);
}

const ACTIVITIES: Typed = Typed::Text("・相談会を3回開いた\n　・東部\n※見込み");

#[test]
fn a_form_asks_for_the_activities_of_each_measure_with_those_of_the_last_edition_beside_them() {
    let site = exported();
    let cells = cells(&site, FORM);
    assert_eq!(
        cells[0],
        ["ID", "基本目標", "施策", "前回の取組", "主な取組", "成果", "課題", "今後の方針", "予算額（円）", "決算額（円）", "備考"]
    );
    let title = &cells[1];
    assert_eq!(cells.len(), 2);
    assert_eq!(title[0], "goal-1/measure-1");
    assert!(title[1].starts_with("基本目標1 ") && title[2].starts_with("(1) "), "{title:?}");
    assert!(title[3].starts_with('・'), "what the edition before says: {title:?}");
    assert_eq!(title[4..], [""; 7]);
}

#[test]
fn what_a_division_says_goes_into_the_file_of_its_measure() {
    let site = exported();
    let before = site.read(FILE);
    typed(
        &site,
        &[
            ("E7", ACTIVITIES),
            ("F7", Typed::Text("【成果】\n待機児童が減った。\n保護者の*満足度*が上がった。")),
            ("G7", Typed::Text("保育士の確保\n【備考】\n続く。")),
            ("H7", Typed::Text("見直し")),
            ("I7", Typed::Text("１，２００，０００円")),
            ("J7", Typed::Number("1150000")),
            ("K7", Typed::Text("特になし")),
        ],
    );
    let run = site.run(&["import", FORM]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    assert!(run.stdout.contains("0 results and 7 texts of measures written into 1 file, 0 unchanged"), "{}", run.stdout);
    let after = site.read(FILE);
    let facts = before.rsplit_once("+++").unwrap().0;
    let new = "\n[budget]\nplanned = 1200000\n\n[[review]]\nby = \"division\"\nnext = \"revise\"\n";
    let body = "+++\n\n- 相談会を3回開いた\n  - 東部\n\n※見込み\n\n## 成果\n\n待機児童が減った。\n\n保護者の\\*満足度\\*が上がった。\n\n## 課題\n\n保育士の確保\n\n### 備考\n\n続く。\n\n## 備考\n\n特になし\n";
    assert_eq!(after.rsplit_once("+++").unwrap().1, body.split_once("+++").unwrap().1);
    assert!(after.starts_with(facts), "everything that was there stays: {after}");
    assert!(after.contains("settled = 1150000\n"), "{after}");
    assert!(new.split("\n\n").all(|part| part.lines().all(|line| after.contains(line))), "{after}");
    assert!(!site.run(&["check"]).stderr.contains("error["));
    let whole = tree(&site.path("content"));
    let again = site.run(&["import", FORM]);
    assert!(again.status == 0 && again.stdout.starts_with("0 results written into 0 files, 0 unchanged\n"), "{again:?}");
    assert!(tree(&site.path("content")) == whole, "a second import changes nothing");
}

#[test]
fn a_blank_form_and_one_that_was_not_changed_change_nothing() {
    let site = exported();
    let before = tree(&site.path("content"));
    assert_eq!(site.run(&["import", FORM]).status, 0);
    assert!(tree(&site.path("content")) == before);
    typed(&site, &[("E7", ACTIVITIES), ("I7", Typed::Number("1200000"))]);
    site.run(&["import", FORM]);
    let before = tree(&site.path("content"));
    site.run(&["export", "form", "--division", "子ども課", "--force"]);
    assert!(site.run(&["import", FORM]).stdout.starts_with("0 results written into 0 files, 0 unchanged\n"));
    assert!(tree(&site.path("content")) == before);
}

#[test]
fn a_text_that_changed_since_the_form_was_made_is_a_conflict_with_both_texts() {
    let site = exported();
    let text = site.read(FILE);
    site.write(FILE, &format!("{text}\n- 庁内で書いた\n"));
    let before = tree(&site.path("content"));
    typed(&site, &[("E7", Typed::Text("担当課が書いた"))]);
    let run = site.run(&["import", FORM, "--format", "short", "--lang", "ja"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("取組:E7: error[text-changed-since]"), "{}", run.stderr);
    assert!(run.stderr.contains("庁内で書いた") && run.stderr.contains("担当課が書いた"), "{}", run.stderr);
    assert!(tree(&site.path("content")) == before);
}

#[test]
fn a_form_of_another_edition_city_or_plan_is_refused_by_what_it_holds() {
    let refused = |change: &dyn Fn(&Site), code: &str| {
        let site = exported();
        typed(&site, &[("E7", ACTIVITIES)]);
        change(&site);
        let before = tree(&site.path("content"));
        let run = site.run(&["import", FORM, "--format", "short"]);
        assert!(run.status == 1 && run.stderr.contains(&format!("error[{code}]")), "{code}: {run:?}");
        assert!(tree(&site.path("content")) == before, "{code}");
    };
    refused(&|site| fill_in_sheet(&site.path(FORM), "取組", &[("C5", Typed::Number("2025"))]), "other-edition");
    refused(&|site| fill_in_sheet(&site.path(FORM), "作成時の内容", &[("B2", Typed::Text("999999"))]), "other-site");
    refused(&|site| fill_in_sheet(&site.path(FORM), "作成時の内容", &[("B3", Typed::Text("second"))]), "other-site");
}

#[test]
fn what_cannot_be_read_is_said_by_its_cell_and_the_rest_is_taken() {
    let site = exported();
    typed(&site, &[("E7", ACTIVITIES), ("H7", Typed::Text("様子見")), ("I7", Typed::Text("約120万")), ("A7", Typed::Text(""))]);
    let run = site.run(&["import", FORM, "--format", "short"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("取組:H7: error[unknown-name]") && run.stderr.contains("取組:I7: error[wrong-type]"), "{}", run.stderr);
    assert!(run.stderr.contains("2 cells not taken"), "{}", run.stderr);
    assert!(site.read(FILE).contains("- 相談会を3回開いた\n"), "the row is known without its id");
}
