//! Tables for translators: what is in them, and what of them comes back into the content.

mod properties;

use crate::harness::{Run, Site, repository, tree};
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::collections::BTreeMap;

const ABOUT: &str = "content/pages/about.md";
const ABOUT_EN: &str = "content/pages/about.en.md";
const GOAL: &str = "content/strategies/plan/goal-1/goal.md";

/// The rows of a sheet of a table, without its heading.
fn sheet(site: &Site, file: &str, name: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook(site.path(file)).unwrap();
    let range = workbook.worksheet_range(name).unwrap();
    let text = |data: &Data| if *data == Data::Empty { String::new() } else { data.to_string() };
    range.rows().skip(1).map(|row| row.iter().map(text).collect()).collect()
}

/// The rows of a new table.
fn exported(site: &Site, options: &[&str]) -> Vec<Vec<String>> {
    let run = site.run(&[&["export", "translation", "--force", "-o", "t.xlsx"], options].concat());
    assert_eq!(run.status, 0, "{run:?}");
    if site.path("t.xlsx").exists() { sheet(site, "t.xlsx", "translation") } else { Vec::new() }
}

/// The first columns of rows.
fn first<const COLUMNS: usize>(rows: &[Vec<String>]) -> Vec<[&str; COLUMNS]> {
    rows.iter().map(|row| std::array::from_fn(|column| row[column].as_str())).collect()
}

fn field(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Imports rows of context, source, target and state.
fn import(site: &Site, rows: &[[&str; 4]], options: &[&str]) -> Run {
    let lines = rows.iter().map(|row| row.map(field).join(",") + "\n").collect::<String>();
    site.write("t.csv", &format!("context,source,target,state\n{lines}"));
    site.run(&[&["import", "translation", "t.csv"], options].concat())
}

fn codes(run: &Run) -> Vec<&str> {
    run.stderr.lines().filter_map(|line| line.strip_prefix("error[")?.split_once(']')).map(|(code, _)| code).collect()
}

/// The made-up city without any English.
fn japanese_city() -> Site {
    let site = Site::empty().with(&repository("tests/sites/tsubaki"));
    for (path, bytes) in tree(&site.path("content")) {
        let path = format!("content/{path}");
        if path.ends_with(".en.md") {
            site.remove(&path);
        } else if path.ends_with(".md") || path.ends_with(".toml") {
            site.write(&path, &without_english(&String::from_utf8(bytes).unwrap()));
        }
    }
    site
}

/// A text of TOML without `, en = "…"`.
fn without_english(text: &str) -> String {
    let mut parts = text.split(", en = \"");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, rest| {
        let end = rest.match_indices('"').map(|(at, _)| at).find(|at| !rest[..*at].ends_with('\\')).unwrap();
        text + &rest[end + 1..]
    })
}

#[test]
fn a_whole_city_is_translated_by_one_table_and_its_front_matter_is_what_it_was() {
    let whole = Site::empty().with(&repository("tests/sites/tsubaki"));
    // The site has another English title than its editions.
    whole.change(
        "content/site.toml",
        "Tsubaki City: Progress of the Comprehensive Strategy",
        "Tsubaki City Comprehensive Strategy: Progress Report",
    );
    let all = exported(&whole, &["--all"]);
    let bare = japanese_city();
    let open = exported(&bare, &[]);
    assert!(open.iter().all(|row| row[3] == "new" || row[0].contains(".unit")), "{open:?}");
    std::fs::copy(whole.path("t.xlsx"), bare.path("all.xlsx")).unwrap();
    let run = bare.run(&["import", "translation", "all.xlsx", "--accept"]);
    assert_eq!(run.status, 0, "{run:?}");
    let expected = tree(&whole.path("content"));
    let found = tree(&bare.path("content"));
    for (path, bytes) in expected.iter().filter(|(path, _)| !path.ends_with(".en.md")) {
        assert_eq!(String::from_utf8_lossy(&found[path]), String::from_utf8_lossy(bytes), "{path}");
    }
    let targets = |rows: &[Vec<String>]| rows.iter().map(|row| (row[0].clone(), row[2].clone())).collect::<BTreeMap<_, _>>();
    assert_eq!(targets(&exported(&bare, &["--all"])), targets(&all));
    assert_eq!(bare.run(&["export", "translation", "-o", "u.xlsx"]).stdout, "there is nothing to translate\n");
    let before = tree(&bare.path("content"));
    assert_eq!(bare.run(&["import", "translation", "all.xlsx", "--accept"]).status, 0);
    assert!(before == tree(&bare.path("content")), "a second import writes");
}

#[test]
fn a_text_that_stands_in_several_places_is_translated_once() {
    let site = Site::base();
    site.write(ABOUT, "+++\ntitle = { ja = \"子ども課\" }\n+++\n- 子ども課\n- 子ども課\n- 5\n");
    site.remove(ABOUT_EN);
    let rows = exported(&site, &[]);
    assert_eq!(first::<4>(&rows), [["pages/about.md#title", "子ども課", "", "new"]]);
    assert!(rows[0][5].contains("2 other places"), "{rows:?}");
    let run = import(&site, &[["pages/about.md#title", "子ども課", "Children's Division", ""]], &[]);
    assert_eq!(run, Run::new(0, "3 places translated, 0 confirmed, in 3 files\n", ""));
    assert!(site.read(ABOUT).contains("title = { ja = \"子ども課\", en = \"Children's Division\" }"));
    assert!(site.read(ABOUT_EN).ends_with("-->\n\n- Children's Division\n- Children's Division\n- 5\n"));
}

#[test]
fn what_changed_is_shown_beside_what_it_was_and_is_done_when_somebody_says_so() {
    let site = Site::base();
    assert_eq!(site.run(&["check", "--accept-translations"]).status, 0);
    site.change(GOAL, "観光入込客数", "観光客の数");
    site.change(ABOUT, "見本市は架空の市です。", "見本市は架空の市です。\n\n人口は5万人です。");
    let check = site.run(&["check", "--format", "short"]);
    assert_eq!(check.stderr.matches("warning[translation-older]").count(), 2, "{check:?}");
    let rows = exported(&site, &[]);
    let expected = [
        ["pages/about.md#body.3", "人口は5万人です。", "", "new", ""],
        ["strategies/plan/goal-1/goal.md#indicator.visitors.name", "観光客の数", "Tourist arrivals", "changed", "観光入込客数"],
    ];
    assert_eq!(first::<5>(&rows), expected);
    let answers = [
        ["pages/about.md#body.3", "人口は5万人です。", "It has 50,000 inhabitants.", ""],
        ["strategies/plan/goal-1/goal.md#indicator.visitors.name", "観光客の数", "Tourist arrivals", "done"],
    ];
    let run = import(&site, &answers, &[]);
    assert_eq!(run, Run::new(0, "1 place translated, 1 confirmed, in 2 files\n", ""));
    assert!(
        site.read(ABOUT_EN).ends_with("## Sources\n\nMihon City is made up.\n\nIt has 50,000 inhabitants.\n"),
        "{}",
        site.read(ABOUT_EN)
    );
    let check = site.run(&["check", "--format", "short"]);
    assert!(!check.stderr.contains("translation-older"), "{check:?}");
    assert_eq!(exported(&site, &["--stale"]).len(), rows.len(), "there was nothing to write");
}

#[test]
fn a_translation_that_loses_something_is_refused_with_its_cell_and_the_rest_is_taken() {
    let site = Site::base();
    site.write(ABOUT, "+++\ntitle = { ja = \"152件の資料\" }\n+++\n[計画](../strategies/plan/strategy.md)を見る\n\n窓口\n");
    site.remove(ABOUT_EN);
    let title = ["pages/about.md#title", "152件の資料", "125 documents", ""];
    let link = ["pages/about.md#body.1", "[計画](../strategies/plan/strategy.md)を見る", "See the plan", ""];
    let block = ["pages/about.md#body.2", "窓口", "- Desk", ""];
    let gone = ["pages/about.md#body.3", "なくなった段落", "A paragraph that is gone", ""];
    let run = import(&site, &[title, link, block, gone], &[]);
    assert_eq!(codes(&run), ["translation-figures", "translation-lost-link", "translation-other-block", "translation-source-changed"]);
    assert!(run.status == 1 && run.stderr.contains("t.csv:C2") && run.stderr.contains("t.csv:B5"), "{run:?}");
    assert!(!site.path(ABOUT_EN).exists() && !site.read(ABOUT).contains("en ="));
    let run = import(&site, &[title, ["pages/about.md#body.2", "窓口", "Desk", ""]], &["--accept"]);
    assert!(run.status == 1 && run.stderr.contains("is written as soon as its other blocks are translated"), "{run:?}");
    assert!(site.read(ABOUT).contains("ja = \"152件の資料\", en = \"125 documents\""));
    assert!(!site.path(ABOUT_EN).exists());
    let twice = [["pages/about.md#body.2", "窓口", "Desk", ""], ["pages/about.md#body.2", "窓口", "Counter", ""]];
    assert_eq!(codes(&import(&site, &twice, &[])), ["translation-twice"]);
    site.write("u.csv", "日本語,英語\n窓口,Desk\n");
    assert_eq!(codes(&site.run(&["import", "translation", "u.csv"])), ["no-translation-columns"]);
}

#[test]
fn nothing_is_written_when_it_is_tried_or_strict() {
    let site = Site::base();
    let before = tree(&site.path("content"));
    let rows = [
        ["pages/about.md#title", "このサイトについて", "About this website", ""],
        ["pages/about.md#body.2", "見本市は架空の市です。", "Mihon City has 3 parts.", ""],
    ];
    assert_eq!(import(&site, &rows[..1], &["--dry-run"]).status, 0);
    assert_eq!(import(&site, &rows, &["--strict"]).status, 1);
    assert!(before == tree(&site.path("content")));
}

#[test]
fn a_po_file_goes_out_and_comes_back_and_what_is_fuzzy_is_not_taken() {
    let site = Site::base();
    site.run(&["check", "--accept-translations"]);
    site.change(GOAL, "観光入込客数", "観光客の\\\"数\\\"");
    site.change(ABOUT, "title = { ja = \"このサイトについて\", en = \"About this site\" }", "title = { ja = \"まとめ\" }");
    let run = site.run(&["export", "translation", "-o", "t.po"]);
    assert_eq!(run.status, 0, "{run:?}");
    let po = site.read("t.po");
    assert!(
        po.contains("#, fuzzy\nmsgctxt \"strategies/plan/goal-1/goal.md#indicator.visitors.name\"\nmsgid \"観光客の\\\"数\\\"\""),
        "{po}"
    );
    assert!(po.contains("観光入込客数\n"), "the earlier Japanese is a comment: {po}");
    site.write("t.po", &po.replace("msgid \"まとめ\"\nmsgstr \"\"", "msgid \"まとめ\"\nmsgstr \"Sources \\\"A\\\"\""));
    let run = site.run(&["import", "translation", "t.po"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(site.read(ABOUT).contains("ja = \"まとめ\", en = \"Sources \\\"A\\\"\""), "{}", site.read(ABOUT));
    site.write("t.po", &po.replace("#, fuzzy\n", ""));
    let run = site.run(&["import", "translation", "t.po"]);
    assert_eq!(run.stdout, "0 places translated, 1 confirmed, in 1 file\n", "{run:?}");
}

#[test]
fn terms_come_from_the_glossary_and_from_what_was_translated_before() {
    let site = Site::base();
    site.write("content/glossary.toml", "[[term]]\nja = \"観光\"\nen = \"tourism\"\nnote = \"観光客には使わない\"\n");
    exported(&site, &["--all"]);
    let terms = sheet(&site, "t.xlsx", "glossary");
    assert_eq!(first::<3>(&terms)[0], ["観光", "tourism", "観光客には使わない"]);
    assert!(first::<2>(&terms).contains(&["観光入込客数", "Tourist arrivals"]), "{terms:?}");
}

#[test]
fn the_texts_of_a_sealed_edition_are_left_out() {
    let site = Site::base();
    assert!(exported(&site, &["--all"]).iter().any(|row| row[0].starts_with("editions/2021/")));
    assert_eq!(site.run(&["archive", "2021"]).status, 0);
    let run = site.run(&["export", "translation", "--all", "--force", "-o", "t.xlsx"]);
    assert!(run.stdout.contains("1 sealed edition"), "{run:?}");
    assert!(!sheet(&site, "t.xlsx", "translation").iter().any(|row| row[0].starts_with("editions/2021/")));
}

#[test]
fn what_a_sealed_edition_says_in_english_is_remembered() {
    let site = Site::base();
    let [japanese, english] = ["", ".en"].map(|language| site.read(&format!("content/editions/2021/goal-1/measure-1{language}.md")));
    assert_eq!(site.run(&["archive", "2021"]).status, 0);
    assert_eq!(site.run(&["new", "edition", "2022"]).status, 0);
    let body = japanese.rsplit_once("+++\n").unwrap().1;
    let file = "content/editions/2022/goal-1/measure-1.md";
    site.write(file, &(site.read(file) + body));
    let rows = exported(&site, &["--missing"]);
    let of_body: Vec<&Vec<String>> = rows.iter().filter(|row| row[0].starts_with("editions/2022/goal-1/measure-1.md#body")).collect();
    assert!(!of_body.is_empty(), "{rows:?}");
    for row in of_body {
        assert!(!row[2].is_empty() && english.contains(&row[2]), "{row:?}");
    }
}

#[test]
fn a_record_that_cannot_be_read_is_not_written_over() {
    let site = Site::base();
    site.write("content/translations.toml", "<<<<<<< ours\n");
    let before = site.tree("content");
    let run = import(&site, &[["pages/about.md#title", "このサイトについて", "About", ""]], &[]);
    assert_eq!((run.status, codes(&run)), (1, vec!["toml-syntax"]), "{run:?}");
    assert_eq!(site.tree("content"), before);
}

#[test]
fn what_is_known_of_a_file_that_cannot_be_read_is_kept() {
    let site = Site::base();
    assert_eq!(site.run(&["check", "--accept-translations"]).status, 0);
    site.change(ABOUT, "title = {", "title = = {");
    let run = import(&site, &[["strategies/plan/goal-1/goal.md#indicator.visitors.name", "観光入込客数", "Visitors", ""]], &[]);
    assert!(run.stdout.starts_with("1 place translated"), "{run:?}");
    assert!(
        site.read("content/translations.toml").contains("\"title\" = \"このサイトについて\""),
        "{}",
        site.read("content/translations.toml")
    );
}
