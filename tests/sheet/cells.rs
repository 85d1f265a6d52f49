//! Results as offices write them into cells: what the cell says beside its figure goes where it belongs, and nothing is guessed.

use super::{VISITORS, book, conflicts_of, open_base, results_in, row};

/// What becomes of a cell of `visitors`, which is counted in 万人 and reported for 2021, in a table without other columns.
fn taken(cell: &str, more: &[&str]) -> (i32, Vec<String>, Vec<String>) {
    let site = open_base();
    site.write("a.csv", &format!("ID,実績\nvisitors,\"{cell}\"\n※1 観光統計による\n"));
    let run = site.run(&[&["import", "a.csv", "--format", "short"], more].concat());
    let codes = run.stderr.split("[").skip(1).filter_map(|rest| rest.split_once("]:")).map(|(code, _)| code.to_owned()).collect();
    (run.status, codes, results_in(&site, VISITORS))
}

#[test]
fn what_a_cell_says_beside_its_figure_goes_where_it_belongs() {
    for (cell, result) in [
        ("約90万人", "{ value = 90, bound = \"about\" }"),
        ("90万人以上を維持", "{ value = 90, bound = \"at-least\" }"),
        ("90（速報値）", "{ value = 90, certainty = \"provisional\" }"),
        ("９０万人（見込み）", "{ value = 90, certainty = \"estimate\" }"),
        ("90（推計値）", "{ value = 90, certainty = \"estimate\", note = { ja = \"推計値\" } }"),
        ("90（R3年度）", "90"),
        ("90万人\n(2020)", "{ year = 2020, value = 90 }"),
        ("90（R4.3.31現在）", "{ as_of = 2022-03-31, value = 90 }"),
        ("90（R4.3）", "{ value = 90, note = { ja = \"R4.3\" } }"),
        ("延べ90万人（電話含む）", "{ value = 90, note = { ja = \"延べ、電話含む\" } }"),
        ("90（単年度）", "90"),
        ("90 ※1", "{ value = 90, note = { ja = \"観光統計による\" } }"),
        ("年90万人", "{ value = 90, note = { ja = \"年90万人\" } }"),
        ("…", "{ status = \"unknown\" }"),
        ("集計中（R3）", "{ status = \"pending\" }"),
    ] {
        assert_eq!(taken(cell, &[]), (0, vec![], vec![format!("visitors = {result}")]), "{cell}");
    }
}

#[test]
fn what_a_person_should_look_at_is_offered_and_taken_only_when_it_is_accepted() {
    for (cell, code, result) in [
        ("900,000人", "unit-converted", "90"),
        ("90万7千人", "unit-converted", "90.7"),
        ("九十", "figure-doubtful", "90"),
        ("90を目指す", "figure-doubtful", "{ value = 90, note = { ja = \"90を目指す\" } }"),
        ("前年並み", "text-for-figure", "{ status = \"unknown\", note = { ja = \"前年並み\" } }"),
        ("2022年度に初回調査", "text-for-figure", "{ status = \"unknown\", note = { ja = \"2022年度に初回調査\" } }"),
    ] {
        assert_eq!(taken(cell, &[]), (1, vec![code.to_owned()], vec![]), "{cell}");
        assert_eq!(taken(cell, &["--accept"]), (0, vec![code.to_owned()], vec![format!("visitors = {result}")]), "{cell}");
    }
}

#[test]
fn a_figure_that_cannot_be_chosen_is_left_out() {
    for (cell, code) in [
        ("86→90", "several-figures"),
        ("86／90", "several-figures"),
        ("男 42\n女 48", "several-figures"),
        ("(90)", "several-figures"),
        ("90（累計）", "kind-of-cell"),
        ("90世帯", "unit-differs"),
        ("月90万人", "unit-differs"),
        ("90（2021年）", "year-of-cell"),
        ("90（R4.4.1現在）", "result-after-edition"),
        ("12,34", "wrong-type"),
        ("〃", "wrong-type"),
    ] {
        assert_eq!(taken(cell, &[]), (1, vec![code.to_owned()], vec![]), "{cell}");
        assert_eq!(taken(cell, &["--accept"]), (0, vec![code.to_owned()], vec![]), "{cell}");
    }
}

#[test]
fn the_cell_itself_is_shown_where_it_has_several_figures() {
    let site = open_base();
    site.write("a.csv", "ID,実績\nvisitors,3万人→0万人\n");
    let english = "a.csv:B2: error[several-figures]: several figures in one cell: `3万人→0万人` (leave the one that is meant, or name the parts in brackets behind the name of the indicator: 3万人, 0万人)";
    assert_eq!(conflicts_of(&site, "a.csv", "en"), [english]);
    let japanese = "a.csv:B2: error[several-figures]: 一つのセルに複数の値があります：`3万人→0万人` (求める値を一つだけ書くか、内訳であれば、指標の名称に「（男性／女性）」のように内訳の名称を書いてください：3万人、0万人)";
    assert_eq!(conflicts_of(&site, "a.csv", "ja"), [japanese]);
}

#[test]
fn the_year_of_a_cell_has_to_be_that_of_its_row() {
    let site = open_base();
    site.write("a.csv", "ID,実績,年度\nvisitors,90（R3.3末）,R3\n");
    let english = "a.csv:B2: error[year-of-cell]: the cell says `R3.3末`, but the figure of this row is of FY2021 (find out the year, and correct one of the two)";
    assert_eq!(conflicts_of(&site, "a.csv", "en"), [english]);
    site.write("a.csv", "ID,実績,年度\nvisitors,90（R4.3末）,R3\n");
    assert_eq!(site.run(&["import", "a.csv"]).stderr, "");
    assert_eq!(results_in(&site, VISITORS), ["visitors = { as_of = 2022-03-31, value = 90 }"]);
    assert!(site.run(&["import", "a.csv"]).stdout.contains("1"), "a second import finds the result there");
    assert_eq!(results_in(&site, VISITORS), ["visitors = { as_of = 2022-03-31, value = 90 }"]);
}

#[test]
fn remarks_and_footnotes_stand_beside_a_note_that_is_there() {
    let site = open_base();
    site.write("a.csv", "ID,実績,備考\nvisitors,延べ90（注2）,※1\n,,\n※1 観光統計による,,\n");
    let run = site.run(&["import", "a.csv", "--format", "short"]);
    let said = "a.csv:B2: warning[footnote-unknown]: no note below the table has the mark `注2` (a row below the table that begins with `注2` becomes the note)";
    assert!(run.status == 0 && run.stderr.contains(said), "{run:?}");
    assert_eq!(results_in(&site, VISITORS), ["visitors = { value = 90, note = { ja = \"観光統計による、延べ\" } }"]);
}

#[test]
fn a_step_with_a_word_for_done_is_offered_and_brackets_are_taken_off() {
    let site = open_base();
    site.write("a.csv", "ID,実績\nwalking-map,作成済\n");
    let english = "a.csv:B2: error[figure-doubtful]: no name of a step: `作成済` (--accept reads it as 作成完了)";
    assert_eq!(conflicts_of(&site, "a.csv", "en"), [english]);
    assert_eq!(site.run(&["import", "a.csv", "--accept"]).status, 0);
    assert_eq!(results_in(&site, VISITORS), ["walking-map = \"done\""]);
    let site = open_base();
    site.write("a.csv", "ID,実績\nwalking-map,作成完了（R2）\n");
    assert_eq!(site.run(&["import", "a.csv"]).stderr, "");
    assert_eq!(results_in(&site, VISITORS), ["walking-map = { year = 2020, value = \"done\" }"]);
}

#[test]
fn a_text_of_a_workbook_with_its_unit_is_no_number_as_text() {
    for (cell, result) in [("９０万人", "90"), ("90（速報）", "{ value = 90, certainty = \"provisional\" }")] {
        let site = open_base();
        book(&site, "a.xlsx", |sheet| {
            row(sheet, 0, &["ID", "実績"])?;
            row(sheet, 1, &["visitors", cell])
        });
        let run = site.run(&["import", "a.xlsx"]);
        assert_eq!((run.status, run.stderr.as_str(), results_in(&site, VISITORS)), (0, "", vec![format!("visitors = {result}")]));
    }
}

#[test]
fn parts_of_a_result_are_those_of_the_indicators_that_they_name() {
    let site = open_base();
    let plan = site.tree("content/strategies").into_iter().find(|(_, text)| String::from_utf8_lossy(text).contains("id = \"visitors\""));
    let (path, text) = plan.unwrap();
    let renamed = String::from_utf8(text).unwrap().replace("観光入込客数", "観光入込客数（宿泊）");
    site.write(&format!("content/strategies/{path}"), &renamed);
    site.write("a.csv", "指標名,実績\n観光入込客数（宿泊／日帰り）,42／48\n");
    let run = site.run(&["import", "a.csv", "--format", "short"]);
    assert_eq!((run.status, results_in(&site, VISITORS)), (1, vec!["visitors = 42".to_owned()]), "{run:?}");
    assert!(run.stderr.contains("観光入込客数（日帰り）") && !run.stderr.contains("several-figures"), "{run:?}");
}
