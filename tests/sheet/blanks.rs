//! What an import says of the cells of the sheets 取組 that are still blank.

use super::{Typed, fill_in_sheet, sample};
use crate::harness::{Run, Site};

const FORM: &str = "R8_子ども課.xlsx";

fn exported() -> Site {
    let site = sample();
    assert_eq!(site.run(&["export", "form", "--division", "子ども課"]).status, 0);
    site
}

fn imported(site: &Site, more: &[&str]) -> Run {
    let run = site.run(&[&["import", FORM, "--lang", "ja"], more].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    run
}

#[test]
fn a_sheet_that_came_back_without_a_word_is_said_so() {
    let site = exported();
    let run = imported(&site, &[]);
    let said: Vec<&str> = run.stdout.lines().skip_while(|line| !line.contains("取組")).collect();
    let all = "担当課なし：4件 — (1) 保育の充実（すべて）、(2) 子どもの居場所づくり（すべて）、(1) 中心市街地のにぎわい（すべて）、(2) 緑のまちづくり（すべて）";
    let expected = [
        "まだ空欄のある取組：施策4件".to_owned(),
        "  子ども課：1件 — (1) 保育の充実（すべて）".to_owned(),
        format!("  {all}"),
        format!("「取組」のシートに何も書かれていない票：1件 — {FORM}"),
    ];
    assert_eq!(said, expected, "{run:?}");
    let english = site.run(&["import", FORM, "--lang", "en"]);
    assert!(english.stdout.ends_with(&format!("1 form whose sheet of activities is empty: {FORM}\n")), "{english:?}");
}

#[test]
fn cells_that_are_blank_are_named_by_division_and_measure_until_they_are_filled_in() {
    let site = exported();
    let typed = |cells: &[(&str, Typed)]| fill_in_sheet(&site.path(FORM), "取組", cells);
    typed(&[("E7", Typed::Text("相談会")), ("H7", Typed::Text("継続")), ("I7", Typed::Number("1200000"))]);
    for more in [&["--dry-run"][..], &[]] {
        let run = imported(&site, more);
        assert!(run.stdout.contains("\n  子ども課：1件 — (1) 保育の充実（成果、課題、決算額（円））\n"), "{run:?}");
        assert!(!run.stdout.contains("何も書かれていない"), "{run:?}");
    }
    typed(&[("F7", Typed::Text("減った")), ("G7", Typed::Text("保育士")), ("J7", Typed::Number("1150000"))]);
    let run = imported(&site, &[]);
    assert!(
        !run.stdout.contains("(1) 保育の充実（") && run.stdout.contains("まだ空欄のある取組：施策3件"),
        "備考 is nobody's duty: {run:?}"
    );
}

#[test]
fn blank_cells_and_sheets_are_there_for_machines_and_not_said_where_no_form_came() {
    let site = exported();
    fill_in_sheet(&site.path(FORM), "取組", &[("E7", Typed::Text("相談会"))]);
    let json = |file: &str| -> serde_json::Value {
        let run = site.run(&["import", file, "--dry-run", "--format", "json"]);
        serde_json::from_str(&run.stdout).unwrap()
    };
    let document = json(FORM);
    let parts = ["成果", "課題", "今後の方針", "予算額（円）", "決算額（円）"];
    let expected = serde_json::json!({
        "division": "子ども課", "count": 1, "measures": [{ "goal": 1, "measure": "(1) 保育の充実", "parts": parts }],
    });
    assert_eq!((&document["blankTexts"][0], &document["blankSheets"]), (&expected, &serde_json::json!([])));
    site.run(&["export", "form", "--all"]);
    assert_eq!(json("R8_全課.xlsx")["blankSheets"], serde_json::json!(["R8_全課.xlsx"]));
    site.write("a.csv", "ID,実績\nbirths,305\n");
    let run = site.run(&["import", "a.csv", "--lang", "ja"]);
    assert!(run.stdout.contains("まだ空欄の実績") && !run.stdout.contains("取組"), "{run:?}");
}
