//! Conflicts: each by file, sheet and cell, in both languages, and nothing is written while one is open.

use super::{Run, VISITORS, book, conflicts_of, open_base, results_in, row};
use crate::harness::Site;
use rust_xlsxwriter::{ExcelDateTime, Format};

#[test]
fn a_value_that_is_there_already_and_different() {
    let site = Site::base();
    site.write("a.csv", "ID,実績\nvisitors,90\n");
    let english = "a.csv:B2: error[result-differs]: the result of “Tourist arrivals” (goal 1) is 90 here and 86 in the edition (find out which is right; --accept takes this one)";
    let japanese = "a.csv:B2: error[result-differs]: 「観光入込客数」（基本目標1）の実績は、この表では 90、報告では 86 です (どちらが正しいか確かめてください。表の値に書き換えるときは --accept を付けます)";
    assert_eq!(
        (conflicts_of(&site, "a.csv", "en"), conflicts_of(&site, "a.csv", "ja")),
        (vec![english.to_owned()], vec![japanese.to_owned()])
    );
    let run = site.run(&["import", "a.csv", "--accept", "--format", "short"]);
    assert_eq!((run.status, results_in(&site, VISITORS)), (0, vec!["visitors = 90".to_owned(), "walking-map = \"none\"".to_owned()]));
    assert!(run.stderr.contains("warning[result-differs]"), "{run:?}");
}

#[test]
fn a_result_of_a_year_after_the_edition() {
    let site = open_base();
    site.write("a.csv", "ID,実績,年度\nvisitors,90,令和10\nwalking-map,作成完了,2021\n");
    let english = "a.csv:B2: error[result-after-edition]: “Tourist arrivals” (goal 1) has a result of FY2028 in the edition 2021 (correct the year; a result of a later year belongs into the edition of that year)";
    assert_eq!(conflicts_of(&site, "a.csv", "en"), [english]);
    assert_eq!(site.run(&["import", "a.csv", "--accept"]).status, 0);
    assert_eq!(results_in(&site, VISITORS), ["walking-map = \"done\""]);
}

#[test]
fn an_unknown_name_with_the_nearest_one() {
    let site = open_base();
    site.write("a.csv", "指標名,実績\n観光入込客,90\nまち歩き地図の作成,作成完了\n");
    let english = "a.csv:A2: error[unknown-name]: unknown indicator `観光入込客` (did you mean `観光入込客数`?)";
    assert_eq!(conflicts_of(&site, "a.csv", "en"), [english]);
    let japanese = "a.csv:A2: error[unknown-name]: 指標 `観光入込客` はありません (もしかして `観光入込客数` ですか)";
    assert_eq!(conflicts_of(&site, "a.csv", "ja"), [japanese]);
    assert_eq!(site.run(&["import", "a.csv", "--accept"]).status, 0);
    assert_eq!(results_in(&site, VISITORS), ["walking-map = \"done\""]);
}

#[test]
fn a_unit_that_is_not_the_indicators() {
    let site = open_base();
    site.write("a.csv", "ID,実績,単位\nvisitors,90,千人\n");
    let english = "a.csv:B2: error[unit-converted]: `90千人` is 9 in `万人` (write 9, or take it by --accept)";
    assert_eq!(conflicts_of(&site, "a.csv", "en"), [english]);
    site.write("a.csv", "ID,実績,単位\nvisitors,90,件\n");
    let english = "a.csv:C2: error[unit-differs]: the unit is `件`, but “Tourist arrivals” (goal 1) is counted in `万人` (convert the figure into the unit of the indicator)";
    assert_eq!(conflicts_of(&site, "a.csv", "en"), [english]);
    site.write("a.csv", "ID,実績\nvisitors,900世帯\n");
    let japanese = "a.csv:B2: error[unit-differs]: 単位が `世帯` ですが、「観光入込客数」（基本目標1）の単位は`万人` です (指標の単位に換算して書き直してください)";
    assert_eq!(conflicts_of(&site, "a.csv", "ja"), [japanese]);
    assert_eq!(site.run(&["import", "a.csv", "--accept"]).status, 0);
    assert_eq!(results_in(&site, VISITORS), Vec::<String>::new());
}

#[test]
fn a_number_that_is_text_or_a_date() {
    let site = open_base();
    book(&site, "a.xlsx", |sheet| {
        row(sheet, 0, &["ID", "実績"])?;
        row(sheet, 1, &["visitors", "９０"])?;
        Ok(())
    });
    let text =
        "a.xlsx:表:B2: error[number-as-text]: a number that is stored as text: `９０` (type it again as a number; --accept reads it as 90)";
    assert_eq!(conflicts_of(&site, "a.xlsx", "en"), [text]);
    let text = "a.xlsx:表:B2: error[number-as-text]: 数値が文字として入っています：`９０` (数値として入れ直してください。--accept を付けると 90 として読みます)";
    assert_eq!(conflicts_of(&site, "a.xlsx", "ja"), [text]);
    book(&site, "b.xlsx", |sheet| {
        row(sheet, 0, &["ID", "実績"])?;
        row(sheet, 1, &["visitors"])?;
        sheet.write_datetime_with_format(1, 1, ExcelDateTime::from_ymd(1900, 3, 30)?, &Format::new().set_num_format("yyyy-mm-dd"))?;
        Ok(())
    });
    let date = "b.xlsx:表:B2: error[number-as-date]: a date where a number is expected: `1900-03-30` (give the cell a number format and look at its value; --accept reads it as 90)";
    assert_eq!(conflicts_of(&site, "b.xlsx", "en"), [date]);
    for file in ["a.xlsx", "b.xlsx"] {
        assert_eq!(site.run(&["import", file, "--accept"]).status, 0);
        assert_eq!(results_in(&site, VISITORS), ["visitors = 90"]);
    }
}

#[test]
fn a_form_of_another_edition() {
    let site = open_base();
    site.run(&["export", "form", "--all"]);
    site.write("content/editions/2022/edition.md", &site.read("content/editions/2021/edition.md").replace("2022-09", "2023-09"));
    site.write("content/editions/2022/goal-1/goal.md", "+++\n[results]\n+++\n");
    let english = "R3_全課.xlsx:実績:C5: error[other-edition]: a table of the edition 2021, but the edition 2022 is to be filled in (to fill in the edition 2021, add --edition 2021)";
    assert_eq!(
        conflicts_of(&site, "R3_全課.xlsx", "en"),
        ["実績:C5", "取組:C5", "写真:C6", "確認:B5"].map(|cell| english.replace("実績:C5", cell))
    );
    assert_eq!(site.run(&["import", "R3_全課.xlsx", "--edition", "R3"]).status, 0);
}

#[test]
fn a_name_that_several_indicators_have() {
    let site = open_base();
    let plan = "content/strategies/plan/goal-1/goal.md";
    site.change(plan, "まち歩き地図の作成", "観光入込客数");
    site.write("a.csv", "指標名,実績\n観光入込客数,90\n");
    let english = "a.csv:A2: error[ambiguous-name]: several indicators are called `観光入込客数` (tell them apart in a column of ids: `visitors`, `walking-map`)";
    assert_eq!(conflicts_of(&site, "a.csv", "en"), [english]);
}

#[test]
fn names_that_differ_only_by_look_alikes_are_told_and_never_chosen_from() {
    let site = open_base();
    let plan = "content/strategies/plan/goal-1/goal.md";
    site.change(plan, "観光入込客数", "入込客数（4〜3月）");
    site.change(plan, "まち歩き地図の作成", "入込客数（4～3月）");
    for name in ["入込客数（4〜3月）", "入込客数（4～3月）"] {
        site.write("a.csv", &format!("指標名,実績\n{name},90\n"));
        let english = format!(
            "a.csv:A2: error[ambiguous-name]: several indicators are called `{name}` (tell them apart in a column of ids: `visitors`, `walking-map`)"
        );
        assert_eq!(conflicts_of(&site, "a.csv", "en"), [english]);
    }
}

#[test]
fn steps_that_differ_only_by_look_alikes_are_told_and_never_chosen_from() {
    let site = open_base();
    let plan = "content/strategies/plan/goal-1/goal.md";
    site.change(plan, "作成完了", "作成ー中");
    site.change(plan, "未作成", "作成－中");
    site.write("a.csv", "ID,実績\nwalking-map,作成—中\n");
    let conflicts = conflicts_of(&site, "a.csv", "en");
    assert!(conflicts.len() == 1 && conflicts[0].starts_with("a.csv:B2: error[milestone-step]"), "{conflicts:?}");
}

#[test]
fn two_results_of_one_indicator() {
    let site = open_base();
    site.write("a.csv", "ID,実績\nvisitors,86\nvisitors,86.0\nvisitors,90\n");
    let english =
        "a.csv:B4: error[result-twice]: two results of “Tourist arrivals” (goal 1): 90 here, 86 in a row before (keep the right one)";
    assert_eq!(conflicts_of(&site, "a.csv", "en"), [english]);
    assert_eq!(site.run(&["import", "a.csv", "--accept"]).status, 0);
    assert_eq!(results_in(&site, VISITORS), Vec::<String>::new());
}

#[test]
fn a_table_without_headings() {
    let site = open_base();
    site.write("a.csv", "観光入込客数,90\n");
    let english = "a.csv: error[no-columns]: no row of headings was found (headings that are needed: 名称, 今回の実績, 状況)";
    assert_eq!(conflicts_of(&site, "a.csv", "en"), [english]);
}

#[test]
fn what_cannot_be_read_is_a_conflict_of_its_cell() {
    let site = open_base();
    let rows = [
        "visitors,90～95,,",
        "visitors,90,平成,",
        "visitors,90,,不明瞭",
        "visitors,90,,集計中",
        "walking-map,もうすぐ,,",
        "visitors,1.1234567,,",
    ];
    let codes: Vec<String> = rows
        .iter()
        .flat_map(|row| {
            site.write("a.csv", &format!("ID,実績,年度,状況\n{row}\n"));
            conflicts_of(&site, "a.csv", "en")
        })
        .map(|line| line.split("]:").next().unwrap().to_owned())
        .collect();
    let expected = [
        "B2: error[several-figures",
        "C2: error[unknown-year",
        "D2: error[unknown-name",
        "D2: error[conflicting-keys",
        "B2: error[milestone-step",
        "B2: error[too-many-digits",
    ];
    assert_eq!(codes, expected.map(|code| format!("a.csv:{code}")));
}

#[test]
fn an_indicator_of_other_editions_is_told_from_one_that_nobody_knows() {
    let site = open_base();
    site.change("content/strategies/plan/goal-1/goal.md", "kind = \"annual\"", "kind = \"annual\"\nfrom = 2022");
    site.write("a.csv", "ID,実績\nvisitors,90\n");
    let conflicts = conflicts_of(&site, "a.csv", "en");
    assert!(conflicts[0].starts_with("a.csv:A2: error[indicator-not-in-edition]"), "{conflicts:?}");
}

#[test]
fn conflicts_name_their_cell_for_machines_too() {
    let site = open_base();
    book(&site, "a.xlsx", |sheet| {
        row(sheet, 0, &["ID", "実績"])?;
        row(sheet, 1, &["visitors", "９０"])
    });
    let run = site.run(&["import", "a.xlsx", "--strict", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let found = &document["diagnostics"][0];
    assert_eq!((run.status, &found["path"], &found["sheet"], &found["cell"]), (1, &"a.xlsx".into(), &"表".into(), &"B2".into()));
    assert_eq!(document["written"], false);
}

#[test]
fn results_of_a_sealed_edition_are_refused_unless_they_are_wanted_all_the_same() {
    let site = Site::base();
    assert_eq!(site.run(&["archive", "2021", "--date", "2022-10-01"]).status, 0);
    site.write("same.csv", "ID,実績\nvisitors,86\n");
    assert_eq!(site.run(&["import", "same.csv"]).status, 0);
    site.write("other.csv", "ID,実績\nvisitors,90\n");
    let before = site.tree("content");
    let english = "error: the edition of 2021 is sealed as `2021.zip`, and its pages would not follow what is imported: nothing was written; \
                   to change its sources all the same, before it is sealed again, add --into-sealed\n";
    let japanese = "エラー：2021年度報告は `2021.zip` として確定済みで、取り込んでもページは変わりません（何も書き込んでいません）。\
                    確定し直すために原稿を改めるときは --into-sealed を付けてください\n";
    for (language, words) in [("en", english), ("ja", japanese)] {
        for more in [&["--accept"][..], &["--accept", "--dry-run"]] {
            let run = site.run(&[&["import", "other.csv", "--lang", language], more].concat());
            assert_eq!(run, Run::new(2, "", words));
            assert!(site.tree("content") == before, "something was written");
        }
    }
    assert_eq!(site.run(&["import", "other.csv", "--accept", "--into-sealed"]).status, 0);
    assert_eq!(results_in(&site, VISITORS), ["visitors = 90", "walking-map = \"none\""]);
    assert_eq!(site.run(&["archive", "2021", "--revision", "訂正", "--date", "2022-11-01"]).status, 0);
    assert_eq!(site.run(&["import", "other.csv"]).status, 0);
}

#[test]
fn what_is_sure_is_taken_though_other_rows_are_not() {
    let site = open_base();
    site.write("a.csv", "ID,指標名,単位,実績\nvisitors,,万人,\"9,0\"\nwalking-map,,,作成完了\n");
    let dry = site.run(&["import", "a.csv", "--dry-run", "--open", "open.xlsx"]);
    assert_eq!((dry.status, results_in(&site, VISITORS).len(), site.path("open.xlsx").exists()), (1, 0, false), "{dry:?}");
    let run = site.run(&["import", "a.csv", "--format", "short", "--open", "open.xlsx"]);
    assert_eq!((run.status, results_in(&site, VISITORS)), (1, vec!["walking-map = \"done\"".to_owned()]), "{run:?}");
    assert!(
        run.stderr.contains("1 result written into 1 file") && run.stdout.ends_with("`open.xlsx`: 1 row to fill in and to import\n"),
        "{run:?}"
    );
    assert!(run.stderr.contains("1 row not taken: settle the conflicts above and import again"), "{run:?}");
    let again = site.run(&["import", "a.csv", "--open", "open.xlsx"]);
    assert_eq!((again.status, again.stderr.contains("open.xlsx")), (2, true), "a workbook that may be filled in stays: {again:?}");
    let untouched = site.run(&["import", "open.xlsx", "--format", "short"]);
    assert_eq!((untouched.status, untouched.stderr.as_str()), (0, ""), "{untouched:?}");
    let filled = filled_in(&site, "<c r=\"E2\"><v>90</v></c>");
    assert_eq!(
        (filled.status, results_in(&site, VISITORS)),
        (0, vec!["visitors = 90".to_owned(), "walking-map = \"done\"".to_owned()]),
        "{filled:?}"
    );
}

#[test]
fn a_number_that_was_typed_as_text_into_the_open_rows_is_read() {
    let site = open_base();
    site.write("a.csv", "ID,指標名,単位,実績\nvisitors,,万人,\"9,0\"\nwalking-map,,,作成完了\n");
    site.run(&["import", "a.csv", "--open", "open.xlsx"]);
    let filled = filled_in(&site, "<c r=\"E2\" t=\"inlineStr\"><is><t>９０万人</t></is></c>");
    assert_eq!((filled.status, filled.stderr.as_str()), (0, ""), "{filled:?}");
    assert_eq!(results_in(&site, VISITORS)[0], "visitors = 90");
}

/// Types a cell with the right value into the workbook of open rows, and imports it.
fn filled_in(site: &Site, cell: &str) -> Run {
    super::change_sheet(&site.path("open.xlsx"), |xml| {
        let (row, rest) =
            xml.split_once("<row r=\"2\"").map(|(before, after)| (before.to_owned(), format!("<row r=\"2\"{after}"))).unwrap();
        let reason = rest.find("<c r=\"F2\"").unwrap();
        format!("{row}{}{cell}{}", &rest[..reason], &rest[reason..])
    });
    site.run(&["import", "open.xlsx"])
}

#[test]
fn a_row_whose_value_another_row_gives_surely_is_taken_and_one_that_two_rows_dispute_is_not() {
    let site = open_base();
    site.write("a.csv", "ID,実績\nvisitors,90\nvisitors,91\nvisitors,90\nwalking-map,作成完了\n");
    let run = site.run(&["import", "a.csv"]);
    assert_eq!((run.status, results_in(&site, VISITORS)), (1, vec!["walking-map = \"done\"".to_owned()]), "{run:?}");
}

#[test]
fn with_strict_nothing_is_written_while_a_conflict_is_open() {
    let site = open_base();
    site.write("a.csv", "ID,実績\nvisitors,\"9,0\"\nwalking-map,作成完了\n");
    let run = site.run(&["import", "a.csv", "--strict"]);
    assert_eq!((run.status, results_in(&site, VISITORS).len()), (1, 0), "{run:?}");
    assert!(run.stderr.contains("nothing was written: settle these conflicts first, or leave --strict out"), "{run:?}");
}

#[test]
fn a_name_with_the_mark_of_another_kind_says_which_indicator_it_may_be() {
    let site = super::open_base();
    site.write("a.csv", "指標名,実績\n観光入込客数（累計）,90\n");
    let conflicts = super::conflicts_of(&site, "a.csv", "en");
    assert!(conflicts.len() == 1 && conflicts[0].starts_with("a.csv:A2: error[kind-of-cell]"), "{conflicts:?}");
}
