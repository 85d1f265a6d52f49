//! Forms: what is in them, what can be changed in them, and that they come back as they went.

use super::{Typed, fill_in, sample};
use crate::harness::{Run, Site, repository, tree};
use calamine::{Data, Reader, Xlsx, open_workbook};

const FORM: &str = "R8_全課.xlsx";
/// The columns of the result, of its year and of its status.
const VALUE: char = 'K';
const YEAR: char = 'L';
const STATUS: char = 'M';

/// The cells of the sheet to fill in, as texts.
fn cells(site: &Site, file: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook(site.path(file)).unwrap();
    let range = workbook.worksheet_range("実績").unwrap();
    let text = |data: &Data| match data {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

/// A part of a workbook as it is written.
fn part(site: &Site, file: &str, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(site.path(file)).unwrap()).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

#[test]
fn each_division_gets_a_form_and_what_has_none_a_form_of_its_own() {
    let site = sample();
    let run = site.run(&["export", "form"]);
    let forms = || run.stdout.lines().filter(|line| line.contains(".xlsx"));
    let total: usize = forms().map(|line| line.split(' ').nth(1).unwrap().parse::<usize>().unwrap()).sum();
    let names: Vec<&str> = forms().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    assert_eq!(names, ["./R8_子ども課.xlsx", "./R8_担当課なし.xlsx"]);
    let all = site.run(&["export", "form", "--all", "--output-dir", "forms", "--lang", "ja"]);
    assert_eq!(all, Run::new(0, &format!("forms/R8_全課.xlsx：指標{total}件、施策4件\n"), ""), "a measure of two divisions is one");
}

#[test]
fn a_form_shows_what_is_known_of_an_indicator() {
    let site = sample();
    site.run(&["export", "form", "--division", "子ども課"]);
    let cells = cells(&site, "R8_子ども課.xlsx");
    assert_eq!(cells[0][1], "かえで市総合戦略　実績記入票（令和8年度）：子ども課");
    assert_eq!(cells[4][1..3], texts(&["対象年度", "令和8年度"]));
    let heading = ["ID", "基本目標", "施策", "指標名", "種別", "定義", "単位", "基準値（年度）", "目標値（年度）", "前回の実績（年度）"];
    assert_eq!(cells[5], texts(&[&heading[..], &["今回の実績", "年度", "状況", "備考", "担当課"]].concat()));
    let known = [
        "waiting-children",
        "基本目標1 安心して子育てできるまちをつくる",
        "(1) 保育の充実",
        "保育所の待機児童数",
        "年度末時点の値",
        "",
        "人",
    ];
    let known = [&known[..], &["20人（令和6年度）", "0人（令和11年度）", "14人（令和7年度）"]].concat();
    assert_eq!(cells[6..], [texts(&[&known[..], &["", "令和8年度", "", "", "子ども課"]].concat())]);
}

#[test]
fn only_the_cells_to_fill_in_are_open() {
    let site = sample();
    site.run(&["export", "form", "--all"]);
    let mut workbook: Xlsx<_> = open_workbook(site.path("R8_全課.xlsx")).unwrap();
    let styles = workbook.worksheet_style("実績").unwrap();
    for row in 0..8 {
        for column in 0..15 {
            let open = styles.get((row, column)).and_then(|style| style.protection.as_ref()).is_some_and(|protection| !protection.locked);
            assert_eq!(open, row > 5 && (10..=13).contains(&column), "row {row}, column {column}");
        }
    }
    let sheet = part(&site, "R8_全課.xlsx", "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<sheetProtection sheet=\"1\""), "{sheet}");
    assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("fitToHeight=\"0\""), "{sheet}");
    assert!(sheet.contains("topLeftCell=\"E7\"") && sheet.contains("state=\"frozen\""), "{sheet}");
    assert!(sheet.contains("<col min=\"1\" max=\"1\"") && sheet.contains(" hidden=\"1\""), "{sheet}");
}

#[test]
fn states_and_steps_are_chosen_from_lists() {
    let site = sample();
    site.run(&["export", "form", "--all"]);
    let sheet = part(&site, "R8_全課.xlsx", "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("\"速報値,見込値,未実施,－,調査なし,集計中,未公表,中止,該当なし\""), "{sheet}");
    let row = cells(&site, "R8_全課.xlsx").iter().position(|row| row[0] == "play-centre-plan").unwrap() + 1;
    assert!(sheet.contains(&format!("<formula1>選択肢!$A${row}:$C${row}</formula1>")), "{sheet}");
    let mut workbook: Xlsx<_> = open_workbook(site.path("R8_全課.xlsx")).unwrap();
    let choices = workbook.worksheet_range("選択肢").unwrap();
    let steps: Vec<String> = choices.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(steps, ["構想", "設計", "開設"]);
}

#[test]
fn the_same_edition_gives_the_same_bytes_and_a_form_is_replaced_only_on_demand() {
    let site = sample();
    site.run(&["export", "form", "--all"]);
    let first = std::fs::read(site.path("R8_全課.xlsx")).unwrap();
    let refused = site.run(&["export", "form", "--all"]);
    assert_eq!(refused, Run::new(2, "", "error: `./R8_全課.xlsx` is there already; nothing was changed\n"));
    assert_eq!(site.run(&["export", "form", "--all", "--force"]).status, 0);
    assert!(std::fs::read(site.path("R8_全課.xlsx")).unwrap() == first);
}

#[test]
fn a_division_that_is_not_there_is_named_with_the_nearest() {
    let says = |language: &str| sample().run(&["export", "form", "--division", "子供課", "--lang", language]);
    assert_eq!(says("en"), Run::new(2, "", "error: no division in charge is called `子供課`: there are `子ども課`, `担当課なし`\n"));
    assert_eq!(says("ja"), Run::new(2, "", "エラー：担当課 `子供課` はありません。使えるもの：`子ども課`, `担当課なし`\n"));
    let near = sample().run(&["export", "form", "--division", "子ども室", "--lang", "ja"]);
    assert_eq!(near, Run::new(2, "", "エラー：担当課 `子ども室` はありません。もしかして `子ども課` ですか\n"));
}

/// How names of forms begin for a fiscal year.
fn years_in_office(year: &str) -> Option<&str> {
    let known = [("2016", "H28"), ("2017", "H29"), ("2018", "H30"), ("2019", "R1"), ("2020", "R2")];
    known.into_iter().find_map(|(number, office)| (number == year).then_some(office))
}

#[test]
fn a_form_with_what_is_known_already_changes_nothing() {
    for (content, years) in [("content", vec!["2016"]), ("tests/sites/tsubaki/content", vec!["2016", "2017", "2018", "2019", "2020"])] {
        let site = Site::empty();
        crate::harness::copy(&repository(content), &site.path("content"));
        let before = tree(&site.path("content"));
        let years: Vec<&str> = years.into_iter().filter(|year| site.path(&format!("content/editions/{year}")).exists()).collect();
        assert!(!years.is_empty());
        for year in years {
            let made = site.run(&["export", "form", "--all", "--edition", year]);
            let file = made.stdout.split(':').next().unwrap().trim_start_matches("./").to_owned();
            assert_eq!((made.status, file.split('_').next()), (0, years_in_office(year)), "{made:?}");
            let asked = cells(&site, &file).len() - 6;
            let run = site.run(&["import", &file, "--edition", year]);
            let with_result = run.stdout.split(", ").nth(1).unwrap().split(' ').next().unwrap().parse::<usize>().unwrap();
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{content} {year}");
            assert!(
                run.stdout.starts_with("0 results written into 0 files, ") && with_result <= asked && with_result > 0,
                "{}",
                run.stdout
            );
            assert!(tree(&site.path("content")) == before, "{content} {year}");
            assert_eq!(site.run(&["export", "form", "--all", "--edition", year, "-o", "again"]).status, 0);
            assert!(
                std::fs::read(site.path(&file)).unwrap() == std::fs::read(site.path(&format!("again/{file}"))).unwrap(),
                "{content} {year}"
            );
        }
    }
}

#[test]
fn a_form_shows_and_keeps_more_decimals_than_there_were() {
    let site = sample();
    site.run(&["export", "form", "--all"]);
    let row = cells(&site, "R8_全課.xlsx").iter().position(|row| row[0] == "childcare-occupancy").unwrap() + 1;
    fill_in(&site.path("R8_全課.xlsx"), &[(&format!("{VALUE}{row}"), Typed::Number("94.567"))]);
    assert_eq!(site.run(&["import", "R8_全課.xlsx"]).status, 0);
    assert!(site.read("content/editions/2026/goal-1/goal.md").contains("\nchildcare-occupancy = 94.567\n"));
}

#[test]
fn a_form_that_was_filled_in_goes_into_the_lines_that_were_kept_free() {
    let site = sample();
    site.run(&["export", "form", "--all"]);
    let rows = cells(&site, "R8_全課.xlsx");
    let cell = |id: &str, column: char| format!("{column}{}", rows.iter().position(|row| row[0] == id).unwrap() + 1);
    let typed = [
        (cell("waiting-children", VALUE), Typed::Number("9")),
        (cell("waiting-children", STATUS), Typed::Text("速報値")),
        (cell("trained-supporters", STATUS), Typed::Text("集計中")),
        (cell("trained-supporters", 'N'), Typed::Text("７月に確定 ①髙﨑～")),
        (cell("play-centre-plan", VALUE), Typed::Text("設計")),
        (cell("childcare-occupancy", VALUE), Typed::Number("94.5")),
    ];
    let typed: Vec<(&str, Typed)> = typed.iter().map(|(cell, typed)| (cell.as_str(), *typed)).collect();
    fill_in(&site.path("R8_全課.xlsx"), &typed);
    let free = site.read("content/editions/2026/goal-1/measure-1.md");
    let run = site.run(&["import", "R8_全課.xlsx"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let expected = free
        .replace("# waiting-children = \n", "waiting-children = { value = 9, certainty = \"provisional\" }\n")
        .replace("# trained-supporters = \n", "trained-supporters = { status = \"pending\", note = { ja = \"７月に確定 ①髙﨑～\" } }\n");
    assert_eq!(site.read("content/editions/2026/goal-1/measure-1.md"), expected);
    assert!(site.read("content/editions/2026/goal-1/measure-2.md").contains("\nplay-centre-plan = \"design\"\n"));
    assert!(site.read("content/editions/2026/goal-1/goal.md").contains("\nchildcare-occupancy = 94.5\n"));
    let before = site.tree("content");
    assert!(site.run(&["import", "R8_全課.xlsx"]).stdout.starts_with("0 results written into 0 files, 4 unchanged\n"));
    assert!(site.tree("content") == before);
}

#[test]
fn what_people_type_into_a_form_is_read_as_they_write_it() {
    let site = sample();
    site.run(&["export", "form", "--all"]);
    let rows = cells(&site, FORM);
    let row = |id: &str| rows.iter().position(|row| row[0] == id).unwrap() + 1;
    let typed = |column: char, id: &str, text: &str| {
        fill_in(&site.path(FORM), &[(&format!("{column}{}", row(id)), Typed::Text(text))]);
        let run = site.run(&["import", FORM, "--format", "short", "--lang", "ja"]);
        let path = if id == "births" || id == "childcare-occupancy" { "goal.md" } else { "measure-1.md" };
        let text = site.read(&format!("content/editions/2026/goal-1/{path}"));
        let line = text.lines().find(|line| line.starts_with(id)).unwrap_or_default().to_owned();
        fill_in(&site.path(FORM), &[(&format!("{column}{}", row(id)), Typed::Text(""))]);
        (run, line)
    };
    for (id, text, expected, shown) in [
        ("births", "１，０２１", "births = 1021", "–     1021 "),
        ("childcare-occupancy", "33.2%", "childcare-occupancy = 33.2", "–     33.2 "),
        ("waiting-children", "121人", "waiting-children = 121", "–     121 "),
        ("trained-supporters", "約398", "trained-supporters = { value = 398, bound = \"about\" }", "–     398程度 "),
    ] {
        let (run, line) = typed(VALUE, id, text);
        assert_eq!((run.status, run.stderr.as_str(), line.as_str()), (0, "", expected), "{text}");
        assert!(run.stdout.contains(shown), "what was read is shown: {run:?}");
    }
    let (run, _) = typed(VALUE, "childcare-occupancy", "90%→94%");
    assert!(run.status == 1 && run.stderr.contains("`90%→94%`") && run.stderr.contains("90%、94%"), "{run:?}");
    let sheet = part(&site, FORM, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("type=\"whole\"") && sheet.contains("type=\"decimal\" errorStyle=\"warning\""), "{sheet}");
}

#[test]
fn the_year_of_a_result_is_typed_in_any_notation_and_a_doubtful_one_is_a_conflict() {
    for (text, expected) in [
        ("R7", Ok("births = { year = 2025, value = 305 }")),
        ("令和7", Ok("births = { year = 2025, value = 305 }")),
        ("Ｒ７年度", Ok("births = { year = 2025, value = 305 }")),
        ("2025", Ok("births = { year = 2025, value = 305 }")),
        ("R8", Ok("births = 305")),
        ("7", Err("unknown-year")),
        ("R7.3", Err("unknown-year")),
        ("R7年", Err("year-of-cell")),
    ] {
        let site = sample();
        site.run(&["export", "form", "--all"]);
        let row = cells(&site, FORM).iter().position(|row| row[0] == "births").unwrap() + 1;
        fill_in(&site.path(FORM), &[(&format!("{VALUE}{row}"), Typed::Number("305")), (&format!("{YEAR}{row}"), Typed::Text(text))]);
        let run = site.run(&["import", FORM, "--format", "short"]);
        let written = site.read("content/editions/2026/goal-1/goal.md");
        match expected {
            Ok(line) => assert!(run.status == 0 && written.contains(&format!("\n{line}\n")), "{text}: {run:?}"),
            Err(code) => {
                let place = format!("{YEAR}{row}: error[{code}]");
                assert!(run.status == 1 && run.stderr.contains(&place) && run.stderr.contains(text), "{text}: {run:?}");
            }
        }
    }
}

/// The sample site with one result filled in by a form, and what the import said.
fn partly_answered(arguments: &[&str]) -> (Site, Run) {
    let site = sample();
    site.run(&["export", "form", "--all"]);
    let row = cells(&site, "R8_全課.xlsx").iter().position(|row| row[0] == "childcare-occupancy").unwrap() + 1;
    fill_in(&site.path("R8_全課.xlsx"), &[(&format!("{VALUE}{row}"), Typed::Number("94.5"))]);
    let run = site.run(&[&["import", "R8_全課.xlsx"], arguments].concat());
    (site, run)
}

/// The report on a measure of two divisions.
const WORDS: &str = "content/editions/2026/goal-1/measure-1.md";

/// The names of the indicators that a form asks for.
fn asked(site: &Site, file: &str) -> Vec<String> {
    cells(site, file)[6..].iter().map(|row| row[0].clone()).collect()
}

#[test]
fn an_import_ends_with_what_is_still_blank_by_division() {
    for (arguments, language) in [(&["--lang", "ja"][..], "ja"), (&["--lang", "ja", "--dry-run"], "ja"), (&[], "en")] {
        let (site, run) = partly_answered(arguments);
        let left: Vec<Vec<String>> = cells(&site, "R8_全課.xlsx")[6..].to_vec();
        let left: Vec<&Vec<String>> = left.iter().filter(|row| row[0] != "childcare-occupancy").collect();
        let others = left.len() - 1;
        let is_heading = |line: &&str| line.starts_with("まだ空欄の実績") || line.starts_with("still blank");
        let mut said: Vec<&str> = run.stdout.lines().skip_while(|line| !is_heading(line)).take(3).collect();
        said.reverse();
        let (heading, child) = match language {
            "ja" => (format!("まだ空欄の実績：{}件", left.len()), "  子ども課：1件 — 保育所の待機児童数"),
            _ => (format!("still blank: {} results", left.len()), "  子ども課: 1 — 保育所の待機児童数"),
        };
        assert_eq!((said[2], said[1]), (heading.as_str(), child), "{run:?}");
        let count =
            if language == "ja" { format!("  担当課なし：{others}件 — ") } else { format!("  担当課なし: {others} — ") };
        let more = if language == "ja" { format!("、ほか{}件", others - 5) } else { format!(" and {} more", others - 5) };
        assert!(said[0].starts_with(&count) && said[0].ends_with(&more), "{run:?}");
    }
    let (_, run) = partly_answered(&["--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let child = serde_json::json!({
        "division": "子ども課", "count": 1, "indicators": [{ "id": "waiting-children", "name": "保育所の待機児童数" }],
    });
    assert_eq!(document["blank"][0], child);
    assert!(!document["blank"].to_string().contains("childcare-occupancy"));
}

#[test]
fn forms_for_what_is_open_have_only_indicators_without_a_result() {
    let (site, _) = partly_answered(&[]);
    let every = asked(&site, "R8_全課.xlsx");
    let run = site.run(&["export", "form", "--all", "--open", "--lang", "ja"]);
    let left: Vec<String> = every.iter().filter(|id| *id != "childcare-occupancy").cloned().collect();
    let made = format!("./R8_全課-未記入.xlsx：実績がまだ空欄の指標{}件、取組がまだ空欄の施策4件\n", left.len());
    assert_eq!(run, Run::new(0, &made, ""));
    assert_eq!(asked(&site, "R8_全課-未記入.xlsx"), left);
    site.write("a.csv", "ID,状況\nwaiting-children,集計中\n");
    assert_eq!(site.run(&["import", "a.csv"]).status, 0);
    let none = site.run(&["export", "form", "--open", "--division", "子ども課", "--output-dir", "words"]);
    assert_eq!(none, Run::new(0, "words/R8_子ども課-未記入.xlsx: 1 measure without words\n", ""));
    site.write(WORDS, &(site.read(WORDS) + "\n- 相談会\n"));
    let run = site.run(&["export", "form", "--open", "--output-dir", "forms"]);
    let expected = format!(
        "forms/R8_担当課なし-未記入.xlsx: {} indicators without a result, 3 measures without words\n\
         forms/R8_依頼文-未記入.txt: a draft of the mail to send with the forms\n",
        left.len() - 1
    );
    assert_eq!(run, Run::new(0, &expected, ""), "a status is an answer, and a division that gave all gets no form");
    let none = site.run(&["export", "form", "--open", "--division", "子ども課"]);
    assert_eq!(none, Run::new(0, "every indicator has a result and every measure words: no form was made\n", ""));
    assert!(!site.path("R8_子ども課-未記入.xlsx").exists());
}
