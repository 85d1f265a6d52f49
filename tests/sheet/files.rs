//! Every kind of file gives the same tables: what is shown, merged cells filled in, and what is hidden apart.
//!
//! `tests/sheet/files` holds one workbook as LibreOffice saves it in each kind.

use super::{VISITORS, conflicts_of, imported, open_base, results_in};
use crate::harness::{Run, repository};
use std::fs;
use torikumi::sheet::{SheetTable, tables};

fn bytes(file: &str) -> Vec<u8> {
    fs::read(repository("tests/sheet/files").join(file)).unwrap()
}

/// What is said of a sheet: its name, the shown rows, and behind them the hidden ones.
fn described(table: &SheetTable) -> Vec<String> {
    let (_, name) = table.sheet.as_ref().unwrap();
    let state = if table.hidden.is_sheet { " (hidden)" } else { "" };
    let mut lines = vec![format!("{name}{state}")];
    for (mark, rows) in [("", &table.rows), ("hidden ", &table.hidden.cells)] {
        for (row, cells) in rows {
            let cells: Vec<String> = cells.iter().map(|(column, content)| format!("{column}:{}", content.text())).collect();
            lines.push(format!("{mark}{row} {}", cells.join(" ")));
        }
    }
    lines
}

const RESULTS: [&str; 6] = [
    "実績",
    "0 0:令和3年度 KPI実績（例市） 1:令和3年度 KPI実績（例市） 2:令和3年度 KPI実績（例市） 3:令和3年度 KPI実績（例市） 4:令和3年度 KPI実績（例市）",
    "1 0:指標名 1:単位 2:実績値（R2） 3:実績値（R3） 4:備考",
    "2 0:観光入込客数 1:万人 2:83 3:90 4:速報\u{3000}①～－髙﨑",
    "3 0:まち歩き地図の作成 2:未作成 3:作成完了",
    "hidden 4 0:昨年の指標 1:人 2:1 3:2",
];
const HIDDEN_SHEET: [&str; 3] = ["旧実績 (hidden)", "hidden 0 0:指標名 1:実績値", "hidden 1 0:観光入込客数 1:70"];
const SHOWN: [&str; 24] = [
    "いろいろ",
    "0 0:種類 1:値",
    "1 0:率 1:96.2%",
    "2 0:率2 1:7%",
    "3 0:単位 1:299人",
    "4 0:千 1:1235",
    "5 0:減 1:-1.3",
    "6 0:全部 1:298.6667",
    "7 0:日 1:42460",
    "8 0:円 1:1235",
    "9 0:大 1:12345678.25",
    "10 0:指数 1:1234.5",
    "11 0:小 1:3.25",
    "13 0:式 1:196.2%",
    "14 0:字 1:aい",
    "15 0:誤 1:#DIV/0!",
    "16 0:縦 1:二行\n目",
    "17 0:縦 1:5",
    "18 0:隠",
    "19 0:同じ 1:9",
    "20 0:同じ 1:9",
    "21 0:同じ 1:9",
    "22 0:同じ 1:9",
    "hidden 18 2:7",
];

#[test]
fn workbooks_of_every_kind_say_the_same() {
    for (file, name) in [("kinds.xlsx", "kinds.xlsx"), ("kinds.xlsx", "kinds.xlsm"), ("kinds.xls", "kinds.xls"), ("kinds.ods", "kinds.ods")]
    {
        let found: Vec<Vec<String>> = tables(name, bytes(file)).unwrap().iter().map(described).collect();
        assert_eq!(found, [RESULTS.to_vec(), HIDDEN_SHEET.to_vec(), SHOWN.to_vec()], "{name}");
    }
}

#[test]
fn a_page_of_the_web_says_what_it_shows() {
    let found: Vec<Vec<String>> = tables("kinds.html", bytes("kinds.html")).unwrap().iter().map(described).collect();
    let expected: Vec<&str> = [&["1"], &RESULTS[1..5]].concat();
    assert_eq!(found[0], expected);
    assert_eq!(found[1][2..4], ["1 0:率 1:96.2%", "2 0:率2 1:7%"]);
}

#[test]
fn a_result_is_imported_from_every_kind_and_a_rounded_one_is_said() {
    for (file, name) in [
        ("kinds.xlsx", "kpi.xlsm"),
        ("kinds.xls", "kpi.xls"),
        ("kinds.ods", "kpi.ods"),
        ("kinds.html", "kpi.html"),
        ("kinds.html", "kpi.xls"),
    ] {
        let site = open_base();
        fs::write(site.path(name), bytes(file)).unwrap();
        let run = site.run(&["import", name, "--format", "short"]);
        assert_eq!(run.status, 0, "{name}: {run:?}");
        assert_eq!(
            results_in(&site, VISITORS),
            ["visitors = { value = 90, note = { ja = \"速報\u{3000}①～－髙﨑\" } }", "walking-map = \"done\""],
            "{name}"
        );
        assert_eq!(run.stderr.contains("warning[number-rounded]"), file != "kinds.html", "{name}: {run:?}");
    }
}

#[test]
fn what_is_hidden_is_said_and_not_read() {
    for (file, name) in [("kinds.xlsx", "kpi.xlsx"), ("kinds.xls", "kpi.xls"), ("kinds.ods", "kpi.ods")] {
        let site = open_base();
        fs::write(site.path(name), bytes(file)).unwrap();
        let words = site.run(&["import", name, "--format", "short"]).stderr;
        let of_rows = format!("{name}:実績:A5: warning[hidden-passed]: hidden rows were not read: `5`");
        let of_sheet = format!("{name}:旧実績:B2: warning[hidden-passed]: this sheet is hidden and was not read");
        assert!(words.contains(&of_rows) || words.contains(&of_rows.replace(":A5", ":C5")), "{words}");
        assert!(words.contains(&of_sheet), "{words}");
        // The sheet without headings that are known has a hidden column too.
        assert_eq!(words.matches("hidden-passed").count(), 2, "{words}");
    }
}

#[test]
fn cells_of_a_page_stand_where_a_browser_puts_them() {
    let page = "<!DOCTYPE html><title>KPI</title><table><caption>表１ <b>実績</b></caption>\
        <thead><tr><th rowspan=2>指標名<th colspan='2'>実績値<th rowspan=1000000>備考<tr><th>R2<th>R3</thead>\
        <tr><td>観光<ruby>入込<rt>いりこみ</rt></ruby>客数<td>83<td>90&nbsp;<td>A&amp;B&lt;<br>次の行<script>'<td>9'</script>\
        <tr style='mso-x: y; display: none'><td>隠れた行<td>1<td>2\
        <tr><td><table><tr><td>中<td>1</table>外<td rowspan=0>7</table>";
    let found: Vec<Vec<String>> = tables("a.html", page.as_bytes().to_vec()).unwrap().iter().map(described).collect();
    let outer = [
        "表１ 実績",
        "0 0:指標名 1:実績値 2:実績値 3:備考",
        "1 0:指標名 1:R2 2:R3 3:備考",
        "2 0:観光入込客数 1:83 2:90 3:A&B<\n次の行",
        "4 0:外 1:7",
        "hidden 3 0:隠れた行 1:1 2:2",
    ];
    assert_eq!(found, [outer.to_vec(), vec!["2", "0 0:中 1:1"]]);
}

#[test]
fn a_page_is_read_in_the_encoding_that_it_names() {
    let page = |charset: &str| format!("<html><head>{charset}</head><table><tr><td>指標名<td>実績値<tr><td>観光入込客数<td>90</table>");
    let meta = |name: &str| page(&format!("<meta http-equiv=Content-Type content='text/html; charset={name}'>"));
    let utf_16: Vec<u8> = page("").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (what, bytes) in [
        ("Shift_JIS", encoding_rs::SHIFT_JIS.encode(&meta("x-sjis")).0.into_owned()),
        ("EUC-JP", encoding_rs::EUC_JP.encode(&meta("euc-jp")).0.into_owned()),
        ("UTF-8", meta("utf-8").into_bytes()),
        ("nothing, UTF-8", page("").into_bytes()),
        ("nothing, Shift_JIS", encoding_rs::SHIFT_JIS.encode(&page("")).0.into_owned()),
        ("a mark", [&[0xff, 0xfe], &utf_16[..]].concat()),
        ("a wrong name", meta("shift_jis").into_bytes()),
    ] {
        let site = open_base();
        fs::write(site.path("kpi.xls"), bytes).unwrap();
        imported(&site, "kpi.xls", VISITORS);
        assert_eq!(results_in(&site, VISITORS), ["visitors = 90"], "{what}");
    }
}

#[test]
fn a_conflict_of_a_page_names_its_table() {
    let site = open_base();
    site.write("a.html", "<p>令和3年度</p><table><caption>別表<tr><td>指標名<td>実績値<tr><td>別の名称<td>90</table>");
    let conflicts = conflicts_of(&site, "a.html", "en");
    assert!(conflicts.len() == 1 && conflicts[0].starts_with("a.html:別表:A2: error[unknown-name]"), "{conflicts:?}");
}

#[test]
fn a_hidden_sheet_of_a_form_is_not_spoken_of() {
    let site = super::sample();
    assert_eq!(site.run(&["export", "form", "--all", "-o", "forms"]).status, 0);
    let form = fs::read_dir(site.path("forms")).unwrap().next().unwrap().unwrap().file_name();
    let Run { status, stderr, .. } = site.run(&["import", &format!("forms/{}", form.to_str().unwrap())]);
    assert!(status == 0 && !stderr.contains("hidden-passed"), "{stderr}");
}
