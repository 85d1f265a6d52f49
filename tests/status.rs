//! The state of a collection: who has answered, what is open, who is late, and what the last import changed.

use crate::harness::{Run, Site, copy, repository};
use serde_json::{Value, json};

const RECORD: &str = ".torikumi/collection/2022.toml";

/// A city whose report on 2022 is being collected; nothing has come yet.
fn collecting() -> Site {
    let site = Site::empty();
    copy(&repository("tests/sites/tsubaki/content"), &site.path("content"));
    let run = site.run(&["new", "edition", "R4"]);
    assert_eq!(run.status, 0, "{run:?}");
    site
}

fn document(site: &Site, arguments: &[&str]) -> Value {
    let run = site.run(&[&["status", "--format", "json"], arguments].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    serde_json::from_str(&run.stdout).unwrap()
}

/// What is said of one division.
fn division(document: &Value, name: &str) -> Value {
    let divisions = document["divisions"].as_array().unwrap();
    divisions.iter().find(|division| division["division"] == name).unwrap_or_else(|| panic!("{name}: {document}")).clone()
}

/// A result for each of these indicators.
fn answer(site: &Site, ids: &[&str]) {
    let rows: String = ids.iter().map(|id| format!("{id},集計中\n")).collect();
    site.write("answer.csv", &format!("ID,状況\n{rows}"));
    let run = site.run(&["import", "answer.csv"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
}

/// The ids of what is open of a division.
fn open(division: &Value, of: &str) -> Vec<String> {
    division[of].as_array().unwrap().iter().map(|open| open["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn nothing_has_come_where_an_edition_is_new() {
    let site = collecting();
    let document = document(&site, &[]);
    let divisions = document["divisions"].as_array().unwrap();
    assert_eq!(divisions.len(), 4, "{document}");
    assert_eq!((&document["edition"], &document["answered"], &document["partly"]), (&json!(2022), &json!(0), &json!(0)));
    assert_eq!((&document["open"], &document["lastImport"]), (&json!(divisions.len()), &Value::Null));
    for division in divisions {
        assert_eq!((&division["state"], &division["late"]), (&json!("open"), &json!(false)));
        assert_eq!(division["results"]["asked"], json!(division["openResults"].as_array().unwrap().len()));
    }
    assert!(!site.path(".torikumi/collection").exists(), "it writes nothing");
}

#[test]
fn a_division_has_answered_with_all_its_results_and_words_on_its_measures() {
    let site = collecting();
    let before = division(&document(&site, &[]), "健康課");
    let (results, measures) = (open(&before, "openResults"), open(&before, "openMeasures"));
    assert!(!results.is_empty() && !measures.is_empty(), "{before}");
    answer(&site, &results.iter().map(String::as_str).collect::<Vec<_>>());
    let partly = division(&document(&site, &[]), "健康課");
    assert_eq!((&partly["state"], &partly["openResults"], open(&partly, "openMeasures")), (&json!("partly"), &json!([]), measures.clone()));
    for measure in &measures {
        let file = format!("content/editions/2022/{measure}.md");
        site.write(&file, &(site.read(&file) + "\n健診の案内を送りました。\n"));
    }
    let whole = division(&document(&site, &[]), "健康課");
    assert_eq!((&whole["state"], &whole["openMeasures"]), (&json!("answered"), &json!([])));
    assert_eq!(whole["measures"], json!({ "asked": measures.len(), "answered": measures.len() }));
}

#[test]
fn a_tick_stands_for_the_words_but_not_for_the_results() {
    let site = collecting();
    site.write(RECORD, "edition = 2022\n\n[division.\"健康課\"]\nunchanged = true\n");
    let ticked = division(&document(&site, &[]), "健康課");
    assert_eq!((&ticked["state"], &ticked["openMeasures"], &ticked["unchanged"]), (&json!("partly"), &json!([]), &json!(true)));
    assert!(!open(&ticked, "openResults").is_empty());
    site.write(RECORD, "edition = 2022\n\n[division.\"健康課\"]\nunchanged = false\n");
    assert!(!open(&division(&document(&site, &[]), "健康課"), "openMeasures").is_empty(), "a tick that was taken back");
}

#[test]
fn a_division_without_indicators_counts_by_its_measures() {
    let site = collecting();
    let plan = "content/strategies/second/goal-1/measure-1.md";
    let of_health = open(&division(&document(&site, &[]), "健康課"), "openResults");
    site.write(plan, &site.read(plan).replace("owner = {", "until = 2021\nowner = {"));
    let left = division(&document(&site, &[]), "健康課");
    assert_eq!((left["results"].clone(), left["state"].clone()), (json!({ "asked": 0, "answered": 0 }), json!("open")));
    assert_eq!(open(&left, "openMeasures"), ["goal-1/measure-1"]);
    assert!(!of_health.is_empty());
    let file = "content/editions/2022/goal-1/measure-1.md";
    site.write(file, &(site.read(file) + "\n健診の案内を送りました。\n"));
    assert_eq!(division(&document(&site, &[]), "健康課")["state"], json!("answered"));
}

#[test]
fn who_is_late_and_what_came_last_is_said_with_names() {
    let site = collecting();
    site.write(
        RECORD,
        "edition = 2022\n\n[division.\"健康課\"]\ndue = \"2023-05-19\"\nperson = \"係\"\ntelephone = \"4512\"\n\n[division.\"観光課\"]\ndue = \"2999-05-19\"\n",
    );
    let results = open(&division(&document(&site, &[]), "健康課"), "openResults");
    answer(&site, &[results[0].as_str()]);
    let document = document(&site, &["R4"]);
    let health = division(&document, "健康課");
    assert_eq!((&health["late"], &health["due"], &health["person"]), (&json!(true), &json!("2023-05-19"), &json!("係")));
    assert_eq!(division(&document, "観光課")["late"], json!(false));
    let import = &document["lastImport"];
    assert_eq!((&import["files"], &import["divisions"]), (&json!(["answer.csv"]), &json!(["健康課"])));
    let name = import["changes"][0]["name"].as_str().unwrap();
    assert_eq!(import["changes"][0]["key"], json!(results[0]));
    assert!(name.chars().any(|letter| letter > '\u{3000}'), "a name and no id: {name}");
    let text = site.run(&["status", "--lang", "ja"]).stdout;
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("令和4年度報告の取りまとめ（令和") && lines[0].ends_with("日現在）"), "{text}");
    assert!(lines[1].starts_with("回答済0課、一部1課、未回答"), "{text}");
    let row = lines.iter().find(|line| line.starts_with("健康課 ")).unwrap();
    assert!(row.contains("令和5年5月19日（期限超過）") && row.ends_with("係 4512"), "{text}");
    assert!(text.contains(&format!("\n  {name}：")), "{text}");
    let english = site.run(&["status", "2022", "--lang", "en"]).stdout;
    assert!(english.contains("2023-05-19 (over)") && english.contains("\nlast import ("), "{english}");
}

#[test]
fn columns_stand_below_each_other_with_full_width_letters() {
    use unicode_width::UnicodeWidthStr;
    let site = collecting();
    let text = site.run(&["status", "--lang", "ja"]).stdout;
    let table: Vec<&str> = text.split("\n\n").nth(1).unwrap().lines().collect();
    let column = table[0].split("状況").next().unwrap().width();
    for row in &table[1..] {
        assert_eq!(row.split("未回答").next().unwrap().width(), column, "{text}");
    }
}

#[test]
fn the_newest_edition_that_is_not_sealed_is_meant() {
    let site = collecting();
    std::fs::remove_dir_all(site.path("content/editions/2022")).unwrap();
    assert_eq!(document(&site, &[])["edition"], json!(2021));
    assert_eq!(site.run(&["archive", "2021", "--force", "test"]).status, 0);
    assert_ne!(document(&site, &[])["edition"], json!(2021));
    assert_eq!(document(&site, &["R3"])["edition"], json!(2021), "a sealed one by name");
    let base = Site::base();
    assert_eq!(base.run(&["archive", "2021"]).status, 0);
    let run = base.run(&["status", "--lang", "ja"]);
    assert_eq!(run, Run::new(0, "報告はすべて確定済みで、取りまとめ中のものはありません\n", ""));
    let other = base.run(&["status", "1999", "--lang", "ja"]);
    assert_eq!(other, Run::new(2, "", "エラー：1999年度報告はありません。使えるもの：`2021`\n"));
}

#[test]
fn a_check_begins_with_the_state_while_results_are_missing() {
    let site = collecting();
    site.write(RECORD, "edition = 2022\n\n[division.\"健康課\"]\ndue = \"2023-05-19\"\n");
    let run = site.run(&["check", "--lang", "ja"]);
    let expected = [
        "令和4年度報告を取りまとめ中です：回答済0課、一部0課、未回答4課（実績は20件のうち0件）",
        "回答期限を過ぎた課：健康課",
        "担当課ごとの状況は `torikumi status` で分かります",
    ];
    assert_eq!(run.stdout.lines().take(3).collect::<Vec<_>>(), expected);
    for quiet in [&["--quiet"][..], &["--format", "short"], &["--format", "json"]] {
        let run = site.run(&[&["check", "--lang", "ja"], quiet].concat());
        assert!(!run.stdout.contains("取りまとめ中"), "{quiet:?}: {run:?}");
    }
    site.write(RECORD, "no record");
    let run = site.run(&["check", "--lang", "ja"]);
    assert!(run.stderr.contains("を読めません（1行目）") && run.stdout.starts_with("令和4年度報告を取りまとめ中です"), "{run:?}");
    std::fs::remove_dir_all(site.path("content/editions/2022")).unwrap();
    assert!(!site.run(&["check", "--lang", "ja"]).stdout.contains("取りまとめ中"), "nothing is open");
}

#[test]
fn a_record_that_cannot_be_read_is_said() {
    let site = collecting();
    site.write(RECORD, "edition = 2022\n[[import]]\n");
    let run = site.run(&["status", "--lang", "en"]);
    assert!(run.status == 2 && run.stderr.contains(&format!("`./{RECORD}` (line 2)")), "{run:?}");
}
