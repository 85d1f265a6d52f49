//! The report of what an import understood: every cell as it was, with its mark and what is said of it.

use super::{Typed, VISITORS, book, change_part, open_base, results_in, row, type_into};
use crate::harness::html::Page;
use crate::harness::{Run, Site};
use rust_xlsxwriter::Format;
use std::io::Read;
use torikumi::sheet::{SheetTable, tables};

/// A workbook with headings that are read, of another year and unknown, a hidden row, merged cells, and a sheet without headings.
fn workbook(site: &Site) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("実績").unwrap();
    sheet.merge_range(0, 0, 0, 3, "令和3年度 <KPI> 実績", &Format::new()).unwrap();
    row(sheet, 1, &["指標名", "実績値（R2）", "実績値（R3）", "ひとこと"]).unwrap();
    row(sheet, 2, &["観光入込客数", "83", "", "晴れ\n多し"]).unwrap();
    sheet.write_number(2, 2, 90).unwrap();
    row(sheet, 3, &["隠れた指標", "1", "2"]).unwrap();
    sheet.set_row_hidden(3).unwrap();
    row(book.add_worksheet().set_name("メモ: 1/2".replace([':', '/'], "-")).unwrap(), 0, &["覚え書き"]).unwrap();
    book.save(site.path("kpi.xlsx")).unwrap();
}

fn report(site: &Site, file: &str, language: &str) -> Run {
    site.run(&["import", "kpi.xlsx", "--dry-run", "--report", file, "--lang", language])
}

fn cells(table: &SheetTable) -> Vec<String> {
    let row = |(row, cells): (&u32, &std::collections::BTreeMap<u32, _>)| -> Vec<String> { vec![format!("{row}: {cells:?}")] };
    table.rows.iter().flat_map(row).collect()
}

#[test]
fn a_workbook_has_every_cell_as_it_was_with_its_mark_a_note_and_remarks() {
    let site = open_base();
    workbook(&site);
    let run = report(&site, "out.xlsx", "ja");
    assert!(run.status == 0 && run.stdout.contains("読み取った内容：`out.xlsx`"), "{run:?}");
    let bytes = std::fs::read(site.path("out.xlsx")).unwrap();
    let found = tables("out.xlsx", bytes.clone()).unwrap();
    let names: Vec<&str> = found.iter().map(|table| table.sheet.as_ref().unwrap().1.as_str()).collect();
    assert_eq!(names, ["凡例", "1 実績", "2 メモ- 1-2"]);
    let text = |row, column| found[1].get(row, column).map(|content| content.text().to_owned()).unwrap_or_default();
    assert_eq!(
        [text(0, 0), text(0, 3), text(2, 2), text(2, 3), text(3, 0)].join("|"),
        "令和3年度 <KPI> 実績|令和3年度 <KPI> 実績|90|晴れ\n多し|[隠] 隠れた指標"
    );
    assert_eq!(text(1, 4), "A: 名称; B: 不使用：ほかの年度の実績; C: 実績値（2021年）; D: 不使用：見出しの意味が分からない列");
    assert_eq!(text(0, 4), "不使用：表題など");
    assert_eq!([text(2, 4), text(3, 4)], ["", ""], "the marks and the headings say it");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    assert!(part("xl/styles.xml").contains("[取]"), "the mark is shown without colour");
    assert!(part("xl/comments1.xml").contains("取込み：実績値"));
    assert_eq!(report(&site, "again.xlsx", "ja").status, 0);
    assert!(bytes == std::fs::read(site.path("again.xlsx")).unwrap(), "the same bytes");
    assert!(cells(&found[0]).concat().contains("1行を取り込みました"), "{:?}", cells(&found[0]));
}

#[test]
fn a_page_says_the_same_in_visible_text_and_needs_nothing_around_it() {
    let site = open_base();
    workbook(&site);
    assert_eq!(report(&site, "out.html", "en").status, 0);
    let html = site.read("out.html");
    assert_eq!(Page::read("out.html", &html).path(), "out.html");
    for text in [
        "<html lang=\"en\">",
        "<td class=\"unused\" rowspan=\"1\" colspan=\"4\"><b>X</b> 令和3年度 &lt;KPI&gt; 実績</td>",
        "<td class=\"read\"><b>R</b> 90</td>",
        "<td class=\"unused\"><b>X</b> 晴れ<br>多し</td>",
        "<td class=\"hidden\"><b>Z</b> 隠れた指標</td>",
        "<td class=\"remarks\">A: name; B: not used: results of other years; C: result of 2021; D: not used: columns whose heading is not known</td>",
        "<p>1 row read</p>",
        "<p>no headings that are known: nothing of this sheet was read</p>",
        "aria-labelledby=\"sheet-1\"",
    ] {
        assert!(html.contains(text), "{text}\n{html}");
    }
    assert!(!html.contains("http") && !html.contains("<script") && !html.contains(" src="), "{html}");
}

#[test]
fn a_report_is_written_while_conflicts_are_open_and_over_an_earlier_report_but_over_nothing_else() {
    let site = open_base();
    workbook(&site);
    site.write("mine.html", "<table><tr><td>指標名</table>");
    let run = report(&site, "mine.html", "en");
    assert!(run.status == 2 && run.stderr.contains("is there already"), "{run:?}");
    let run = report(&site, "kpi.xlsx", "en");
    assert!(run.status == 2 && run.stderr.contains("is there already"), "{run:?}");
    let run = report(&site, "out.pdf", "en");
    assert_eq!(run, Run::new(2, "", "error: `out.pdf` is no name of a report: it has to end in .xlsx or .html\n"));
    for file in ["out.html", "out.xlsx"] {
        assert_eq!([report(&site, file, "en").status, report(&site, file, "ja").status], [0, 0], "{file}");
    }
    site.write("kpi.csv", "指標名,実績値\n別の名称,90\n");
    let run = site.run(&["import", "kpi.csv", "--report", "open.html"]);
    assert!(run.status == 1 && site.read("open.html").contains("<b>R</b> 別の名称"), "{run:?}");
    assert_eq!(results_in(&site, VISITORS), Vec::<String>::new());
}

#[test]
fn a_plan_and_lines_have_a_report_too() {
    let site = Site::base();
    book(&site, "plan.xlsx", |sheet| {
        row(sheet, 0, &["指標名", "基準値", "目標値"])?;
        row(sheet, 1, &["待機児童数", "3人（R1）", "0人（R6）"])
    });
    let run = site.run(&["import", "strategy", "plan.xlsx", "--id", "next", "--report", "plan.html"]);
    assert!(run.status == 0 && site.read("plan.html").contains("<p>A plan</p>"), "{run:?}");
    let site = open_base();
    site.write("lines.txt", "基本目標1 にぎわい\n観光入込客数 80万人（R1）→ 90万人（R3）→ 100万人（R6）\n");
    assert_eq!(site.run(&["import", "lines.txt", "--report", "lines.html"]).status, 0);
    assert!(site.read("lines.html").contains("<td class=\"remarks\">A: line of an indicator, read</td>"));
}

/// What a person confirms in the report of a plan is what the plan says, and the report is read as the table that it was made from.
#[test]
fn proposals_that_are_confirmed_in_the_report_are_taken() {
    let site = Site::empty();
    site.run(&["init", "--empty", ".", "--name", "桜瀬市", "--plan", "総合戦略", "--years", "R2-R6"]);
    let rows = [
        &["基本目標", "施策", "指標名", "単位", "基準値（R元）", "目標値（R6）"][..],
        &["基本目標1 しごと", "(1) 観光の振興", "観光入込客数", "千人", "1284", "1500"],
        &["", "", "認定農業者数", "経営体", "142", "150"],
        &["", "", "隠れた指標", "人", "1", "2"],
    ];
    let mut plan = rust_xlsxwriter::Workbook::new();
    let sheet = plan.add_worksheet().set_name("KPI").unwrap();
    for (number, cells) in (0..).zip(rows) {
        row(sheet, number, cells).unwrap();
    }
    sheet.set_row_hidden(3).unwrap();
    plan.save(site.path("kpi.xlsx")).unwrap();
    let import = |file: &str| site.run(&["import", "strategy", file, "--id", "first", "--report", "report.xlsx", "--lang", "ja"]);
    assert_eq!(import("kpi.xlsx").status, 0);
    let measure = "content/strategies/first/goal-1/measure-1.md";
    let said = || site.read(measure).lines().filter(|line| line.starts_with("kind") || line.starts_with("direction")).count();
    assert_eq!(said(), 0, "a proposal is no fact");
    let found = tables("report.xlsx", std::fs::read(site.path("report.xlsx")).unwrap()).unwrap();
    let text = |row, column| found[1].get(row, column).map(|content| content.text().to_owned()).unwrap_or_default();
    assert_eq!([text(0, 6), text(0, 7)], ["種別", "方向"]);
    assert_eq!(text(1, 8), "種別：単年度の値（1年間に数えるもの）、方向：増えることが望ましい（目標値が基準値より大きい）");
    let cells = [("G2", Typed::Text("単年度の値")), ("H2", Typed::Text("増")), ("H3", Typed::Text("保つことが望ましい"))];
    change_part(&site.path("report.xlsx"), "xl/worksheets/sheet2.xml", |xml| cells.iter().fold(xml, type_into));
    std::fs::copy(site.path("report.xlsx"), site.path("confirmed.xlsx")).unwrap();
    let run = import("confirmed.xlsx");
    assert_eq!(run.status, 0, "{run:?}");
    let lines: Vec<String> =
        site.read(measure).lines().filter(|line| line.contains("kind =") || line.contains("direction =")).map(str::to_owned).collect();
    assert_eq!(
        lines,
        ["kind = \"annual\"", "direction = \"up\"", "# kind = \"level\"  # 提案：ある時点の値", "direction = \"keep\""],
        "{run:?}"
    );
    assert!(!site.read(measure).contains("隠れた指標"), "what was hidden stays so");
}
