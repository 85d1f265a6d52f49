//! Forms as they come back: without their ids, without their hidden sheet, from another year or another city.

use super::{Typed, change_part, fill_in, fill_in_sheet, part_of_sheet, sample};
use crate::harness::{Run, Site};
use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;

const FORM: &str = "R8_全課.xlsx";
const NAME: usize = 3;
const VALUE: char = 'K';

fn cells(site: &Site, sheet: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook(site.path(FORM)).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

/// The row of an indicator, from 1.
fn row(site: &Site, id: &str) -> usize {
    cells(site, "実績").iter().position(|row| row[0] == id).unwrap() + 1
}

/// The sample site with a form in which results stand.
fn answered(site: Site, answers: &[(&str, &str)]) -> Site {
    assert_eq!(site.run(&["export", "form", "--all"]).status, 0);
    for (id, value) in answers {
        let cell = format!("{VALUE}{}", row(&site, id));
        fill_in(&site.path(FORM), &[(&cell, Typed::Number(value))]);
    }
    site
}

/// Empties a column of a sheet of the form, as far as an import sees it: its cells are gone.
fn without_ids(site: &Site, sheet: &str) {
    change_part(&site.path(FORM), &part_of_sheet(sheet), |xml| {
        let mut parts = xml.split("<c r=\"A");
        let first = parts.next().unwrap().to_owned();
        let rest = |part: &str| {
            let end = part.find("</c>").map(|end| end + 4).unwrap();
            part[end..].to_owned()
        };
        first + &parts.map(rest).collect::<String>()
    });
}

/// A sheet of the form alone, without the cells of some columns, in a workbook of its own.
fn copied(site: &Site, file: &str, is_kept: impl Fn(usize) -> bool) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(cells(site, "実績")) {
        let kept = cells.iter().enumerate().filter(|(column, _)| is_kept(*column)).map(|(_, cell)| cell);
        for (column, cell) in (0..).zip(kept).filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).map(drop).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).map(drop).unwrap(),
            }
        }
    }
    workbook.save(site.path(file)).unwrap();
}

fn short(site: &Site, file: &str) -> Run {
    site.run(&["import", file, "--format", "short", "--lang", "ja"])
}

#[test]
fn a_form_is_read_without_its_ids_and_without_its_hidden_sheet() {
    let answers = [("births", "305"), ("waiting-children", "9")];
    let goal = "content/editions/2026/goal-1/goal.md";
    let measure = "content/editions/2026/goal-1/measure-1.md";
    for change in [
        &(|site: &Site| without_ids(site, "実績")) as &dyn Fn(&Site),
        &|site: &Site| copied(site, FORM, |column| column != 0),
        &|site: &Site| copied(site, FORM, |_| true),
    ] {
        let site = answered(sample(), &answers);
        change(&site);
        let run = short(&site, FORM);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
        assert!(site.read(goal).contains("\nbirths = 305\n") && site.read(measure).contains("\nwaiting-children = 9\n"), "{run:?}");
    }
}

#[test]
fn the_hidden_ids_of_a_form_are_read_and_other_hidden_columns_are_not() {
    let site = answered(sample(), &[("births", "305")]);
    site.change("content/strategies/first/goal-1/goal.md", "年間出生数", "一年間の出生数");
    let run = short(&site, FORM);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "the id counts more than a name: {run:?}");
    assert!(site.read("content/editions/2026/goal-1/goal.md").contains("\nbirths = 305\n"));
    let hide = |xml: String| xml.replace("<col min=\"11\" max=\"11\"", "<col hidden=\"1\" min=\"11\" max=\"11\"");
    let site = answered(sample(), &[("births", "305")]);
    change_part(&site.path(FORM), &part_of_sheet("実績"), hide);
    let run = short(&site, FORM);
    assert!(run.stderr.contains("[hidden-passed]") && run.stderr.contains("`K`"), "{run:?}");
    assert!(!site.read("content/editions/2026/goal-1/goal.md").contains("\nbirths = 305\n"));
}

#[test]
fn a_row_that_was_copied_with_its_hidden_id_counts_by_its_new_name() {
    let site = answered(sample(), &[("births", "305")]);
    let last = cells(&site, "実績").len();
    let copied = |xml: String| {
        let start = xml.find(&format!("<row r=\"{last}\"")).unwrap();
        let end = start + xml[start..].find("</row>").unwrap() + 6;
        let row = xml[start..end].replace(&format!("r=\"{last}\""), &format!("r=\"{}\"", last + 1));
        let row = (b'A'..=b'O')
            .map(char::from)
            .fold(row, |row, column| row.replace(&format!("\"{column}{last}\""), &format!("\"{column}{}\"", last + 1)));
        format!("{}{row}{}", &xml[..end], &xml[end..])
    };
    change_part(&site.path(FORM), &part_of_sheet("実績"), copied);
    let (name, value) = (format!("D{}", last + 1), format!("{VALUE}{}", last + 1));
    fill_in(&site.path(FORM), &[(&name, Typed::Text("子ども食堂の数")), (&value, Typed::Number("12"))]);
    let run = short(&site, FORM);
    assert!(run.status == 1 && run.stderr.contains(&format!("実績:{name}: error[unknown-name]: 指標 `子ども食堂の数`")), "{run:?}");
    assert!(run.stderr.contains("1ファイルに実績1件") && run.stdout.lines().count() == 2, "{run:?}");
    fill_in_sheet(&site.path(FORM), "取組", &[("C7", Typed::Text("(9) 食堂")), ("E7", Typed::Text("開いた"))]);
    let run = short(&site, FORM);
    assert!(run.stderr.contains("取組:C7: error[unknown-name]"), "{run:?}");
}

/// The sample site in which three indicators have one name: one of a goal, two of measures.
fn with_one_name() -> Site {
    let site = sample();
    for (file, name) in [("goal-2/goal.md", "コミュニティバスの路線数"), ("goal-2/measure-1.md", "商店街の営業店舗数")]
    {
        site.change(&format!("content/strategies/first/{file}"), name, "保育所の待機児童数");
    }
    site
}

#[test]
fn names_that_stand_twice_are_told_apart_by_goal_and_measure() {
    let site = answered(with_one_name(), &[("waiting-children", "9"), ("bus-routes", "12"), ("open-shops", "41")]);
    let names: Vec<String> = cells(&site, "実績").into_iter().map(|row| row[NAME].clone()).collect();
    assert_eq!(names.iter().filter(|name| *name == "保育所の待機児童数").count(), 3, "{names:?}");
    without_ids(&site, "実績");
    let run = short(&site, FORM);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    for (file, line) in
        [("goal-1/measure-1.md", "waiting-children = 9"), ("goal-2/goal.md", "bus-routes = 12"), ("goal-2/measure-1.md", "open-shops = 41")]
    {
        assert!(site.read(&format!("content/editions/2026/{file}")).contains(&format!("\n{line}\n")), "{line}: {run:?}");
    }
    let site = answered(with_one_name(), &[("waiting-children", "9")]);
    copied(&site, FORM, |column| column > 2);
    let run = short(&site, FORM);
    assert!(run.status == 1 && run.stderr.contains("error[ambiguous-name]"), "without goal and measure: {run:?}");
}

#[test]
fn a_sheet_of_activities_is_read_without_its_ids() {
    let site = answered(sample(), &[]);
    let path = "content/editions/2026/goal-1/measure-1.md";
    fill_in_sheet(&site.path(FORM), "取組", &[("E7", Typed::Text("相談会を開いた"))]);
    assert_eq!(short(&site, FORM).status, 0);
    site.run(&["export", "form", "--all", "--force"]);
    fill_in_sheet(&site.path(FORM), "取組", &[("E7", Typed::Text("相談会を3回開いた"))]);
    without_ids(&site, "取組");
    let run = short(&site, FORM);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "what the cell held is known by the names of the row: {run:?}");
    assert!(site.read(path).contains("相談会を3回開いた") && !site.read(path).contains("相談会を開いた"), "{}", site.read(path));
}

#[test]
fn a_form_of_another_year_city_or_plan_is_refused_whatever_its_head_and_its_name_say() {
    let refused = |change: &dyn Fn(&Site), expected: &str| {
        let site = answered(sample(), &[("births", "305"), ("waiting-children", "9")]);
        change(&site);
        let before = site.tree("content");
        let run = short(&site, FORM);
        assert!(run.status == 1 && run.stderr.contains(expected), "{expected}: {run:?}");
        assert!(site.tree("content") == before, "{expected}");
    };
    let origin = |cell: &'static str, text: &'static str| {
        move |site: &Site| fill_in_sheet(&site.path(FORM), "作成時の内容", &[(cell, Typed::Text(text))])
    };
    refused(&origin("B4", "2025"), "実績:C5: error[other-edition]");
    refused(&origin("B2", "999999"), "実績:C5: error[other-site]");
    refused(&origin("B3", "second"), "実績:C5: error[other-site]");
    let copy = |site: &Site| copied(site, FORM, |_| true);
    let title = |site: &Site| {
        fill_in(&site.path(FORM), &[("B1", Typed::Text("かえで市総合戦略　実績の記入用紙（2025年度・R7）：子ども課"))]);
        copy(site);
    };
    refused(&title, "B1: error[other-edition]: 2025年度の表ですが");
    // Last year's form, of which only title and head were changed: what it calls the last result is that of the year before.
    let earlier = |site: &Site| {
        for (id, text) in [("births", "312人（令和6年度）"), ("waiting-children", "17人（2024年度・R6）")] {
            fill_in(&site.path(FORM), &[(&format!("J{}", row(site, id)), Typed::Text(text))]);
        }
        let others = cells(site, "実績")
            .iter()
            .enumerate()
            .skip(6)
            .filter(|(_, row)| row[9].contains("令和7年度"))
            .map(|(row, _)| format!("J{}", row + 1))
            .collect::<Vec<_>>();
        others.iter().for_each(|cell| fill_in(&site.path(FORM), &[(cell, Typed::Text("1（令和6年度）"))]));
        copy(site);
    };
    refused(&earlier, "error[other-edition]: 2025年度の表ですが");
}

#[test]
fn what_was_said_before_may_have_come_in_late_for_some_and_a_doubt_can_be_accepted() {
    let site = answered(sample(), &[("births", "305")]);
    fill_in(&site.path(FORM), &[(&format!("J{}", row(&site, "births")), Typed::Text("312人（令和6年度）"))]);
    copied(&site, FORM, |_| true);
    assert_eq!(short(&site, FORM).status, 0, "the others are of this year's form");
}
