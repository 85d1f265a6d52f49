//! The sheet 確認 of a form, and the record of the collection: what goes into it, and that nothing of it gets out.

use super::{Typed, fill_in, fill_in_sheet, sample};
use crate::harness::{Run, Site, tree};
use calamine::{Data, Reader, Xlsx, open_workbook};

const FORM: &str = "R8_子ども課.xlsx";
const RECORD: &str = ".torikumi/collection/2026.toml";
const PERSON: &str = "桜瀬花子";
const TELEPHONE: &str = "0451-内4512";

/// The cells of the sheet 確認: label and cell.
fn cells(site: &Site, file: &str) -> Vec<[String; 2]> {
    let mut workbook: Xlsx<_> = open_workbook(site.path(file)).unwrap();
    let range = workbook.worksheet_range("確認").unwrap();
    let text = |data: Option<&Data>| data.map(ToString::to_string).unwrap_or_default();
    range.rows().skip(4).map(|row| [text(row.first()), text(row.get(1))]).collect()
}

fn exported(arguments: &[&str]) -> Site {
    let site = sample();
    let run = site.run(&[&["export", "form", "--division", "子ども課"], arguments].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    site
}

/// Types into the sheet: person, telephone, tick, day of approval.
fn confirmed(site: &Site, [person, telephone, tick, approved]: [&str; 4]) {
    let typed = [("B8", person), ("B9", telephone), ("B10", tick), ("B11", approved)];
    let typed: Vec<(&str, Typed)> =
        typed.into_iter().filter(|(_, text)| !text.is_empty()).map(|(cell, text)| (cell, Typed::Text(text))).collect();
    fill_in_sheet(&site.path(FORM), "確認", &typed);
}

/// The record without the comment above it and without the time of the import.
fn record(site: &Site) -> String {
    let text = site.read(RECORD);
    let line = |line: &&str| !line.starts_with('#') && !line.starts_with("time = ");
    text.lines().filter(line).map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_form_asks_who_answers_and_whether_the_head_approved() {
    let site = exported(&["--due", "R9.5.19"]);
    let expected = [
        ["対象年度", "令和8年度"],
        ["担当課", "子ども課"],
        ["回答期限", "令和9年5月19日"],
        ["担当者", ""],
        ["電話番号（内線）", ""],
        ["前回から変更なし", ""],
        ["所属長の確認（決裁日）", ""],
    ];
    assert_eq!(cells(&site, FORM), expected.map(|line| line.map(str::to_owned)));
    assert_eq!(record(&site), "edition = 2026\n\n[division.\"子ども課\"]\ndue = \"2027-05-19\"\n");
    let run = site.run(&["export", "form", "--division", "担当課なし"]);
    assert_eq!(run.status, 0);
    assert_eq!(cells(&site, "R8_担当課なし.xlsx")[2][1], "", "the day of one division is not that of another");
}

#[test]
fn the_day_is_remembered_for_the_next_form_and_for_one_with_everything() {
    let site = exported(&["--due", "2027-05-19", "--force"]);
    assert_eq!(site.run(&["export", "form", "-o", "again"]).status, 0);
    assert_eq!(cells(&site, "again/R8_子ども課.xlsx")[2][1], "令和9年5月19日");
    assert_eq!(site.run(&["export", "form", "--due", "令和9年5月31日", "-o", "later"]).status, 0);
    assert_eq!(cells(&site, "later/R8_担当課なし.xlsx")[2][1], "令和9年5月31日");
    assert_eq!(site.run(&["export", "form", "--all"]).status, 0);
    assert_eq!(cells(&site, "R8_全課.xlsx")[1..3], [["担当課", ""], ["回答期限", "令和9年5月31日"]].map(|line| line.map(str::to_owned)));
    let refused = site.run(&["export", "form", "--force", "--due", "5月", "--lang", "ja"]);
    let message = "エラー：`5月` は日付として読めません。2023-05-19、R5.5.19、令和5年5月19日のように書いてください\n";
    assert_eq!(refused, Run::new(2, "", message));
}

#[test]
fn what_a_division_says_goes_into_the_record_and_not_into_the_content() {
    let site = exported(&["--due", "2027-05-19"]);
    fill_in(&site.path(FORM), &[("K7", Typed::Number("9"))]);
    confirmed(&site, [PERSON, TELEPHONE, "〇", "R9.5.10"]);
    let tried = site.run(&["import", FORM, "--dry-run", "--lang", "ja"]);
    assert!(tried.status == 0 && tried.stdout.contains("確認のシート：子ども課\n"), "{tried:?}");
    assert!(!record(&site).contains(PERSON), "a dry run writes nothing");
    let run = site.run(&["import", FORM, "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.status, &document["confirmed"]), (0, &serde_json::json!(["子ども課"])));
    let silent = document["blankTexts"].to_string();
    let sums = "{\"count\":1,\"division\":\"子ども課\",\"measures\":[{\"goal\":1,\"measure\":\"(1) 保育の充実\",\"parts\":[\"予算額（円）\",\"決算額（円）\"]}]}";
    assert!(silent.contains(sums) && silent.contains("担当課なし"), "texts that stand are not blank: {silent}");
    let expected = format!(
        "edition = 2026\n\n[division.\"子ども課\"]\ndue = \"2027-05-19\"\nperson = \"{PERSON}\"\ntelephone = \"{TELEPHONE}\"\n\
         unchanged = true\napproved = \"2027-05-10\"\n\n[[import]]\nfiles = [\"{FORM}\"]\ndivisions = [\"子ども課\"]\n\
         changes = [\n    {{ key = \"waiting-children\", before = \"\", after = \"9人（令和8年度）\" }},\n    \
         {{ key = \"goal-1/measure-1 主な取組\", before = \"\", \
         after = \"- 保育士のための相談窓口を設けました。\\n- 子育てサポーターの養成講座を2回開きました。\" }},\n]\n"
    );
    assert_eq!(record(&site), expected);
    let words = tree(&site.path("content")).into_values().any(|bytes| String::from_utf8_lossy(&bytes).contains(PERSON));
    assert!(!words, "nothing of it in the content");
    let before = site.read(RECORD);
    assert_eq!(site.run(&["import", FORM]).status, 0);
    assert_eq!(site.read(RECORD), before, "the same once more is no import");
    assert_eq!(site.run(&["export", "form", "--division", "子ども課", "--force"]).status, 0);
    let known: Vec<String> = cells(&site, FORM).into_iter().skip(3).map(|[_, cell]| cell).collect();
    assert_eq!(known, [PERSON, TELEPHONE, "○", "令和9年5月10日"]);
}

#[test]
fn texts_of_measures_are_recorded_with_what_stood_there() {
    let site = exported(&[]);
    fill_in_sheet(&site.path(FORM), "取組", &[("G7", Typed::Text("保育士の確保"))]);
    assert_eq!(site.run(&["import", FORM]).status, 0);
    let change = "    { key = \"goal-1/measure-1 課題\", before = \"\", after = \"保育士の確保\" },\n";
    assert!(record(&site).contains(change), "{}", record(&site));
}

#[test]
fn cells_that_cannot_be_read_are_named_and_the_others_are_taken() {
    let site = exported(&[]);
    confirmed(&site, [PERSON, "", "たぶん", "済"]);
    let run = site.run(&["import", FORM, "--format", "short", "--lang", "ja"]);
    let faults: Vec<&str> = run.stderr.lines().filter(|line| line.contains("error[")).collect();
    let expected = [
        format!("{FORM}:確認:B10: error[unknown-name]: 記号 `たぶん` はありません (使えるもの：`○`, `×`)"),
        format!("{FORM}:確認:B11: error[wrong-type]: 2017-10-10 のような日付が必要ですが、`済` が書かれています"),
    ];
    assert_eq!((run.status, faults), (1, expected.iter().map(String::as_str).collect()), "{run:?}");
    assert!(record(&site).contains(&format!("person = \"{PERSON}\"\n\n")), "{}", record(&site));
}

#[test]
fn a_sheet_of_another_edition_or_of_no_division_is_refused() {
    let site = exported(&[]);
    confirmed(&site, [PERSON, "", "", ""]);
    fill_in_sheet(&site.path(FORM), "確認", &[("B6", Typed::Text("子育て支援課"))]);
    let run = site.run(&["import", FORM, "--format", "short"]);
    assert!(run.status == 1 && run.stderr.contains("確認:B6: error[unknown-name]"), "{run:?}");
    fill_in_sheet(&site.path(FORM), "確認", &[("B5", Typed::Text("R7"))]);
    let run = site.run(&["import", FORM, "--format", "short"]);
    assert!(run.status == 1 && run.stderr.contains("確認:B5: error[other-edition]"), "{run:?}");
    fill_in_sheet(&site.path(FORM), "確認", &[("B5", Typed::Text("R8"))]);
    fill_in_sheet(&site.path(FORM), "作成時の内容", &[("B2", Typed::Text("別の市"))]);
    let run = site.run(&["import", FORM, "--format", "short"]);
    assert!(run.status == 1 && run.stderr.contains("確認:B6: error[other-site]"), "{run:?}");
    assert!(!site.path(RECORD).exists());
}

#[test]
fn a_record_that_cannot_be_read_stops_the_import_before_it_writes() {
    let site = exported(&[]);
    fill_in(&site.path(FORM), &[("K7", Typed::Number("9"))]);
    site.write(RECORD, "edition = 2026\nperson = \"x\"\n");
    let before = (site.tree("content"), site.read(RECORD));
    let run = site.run(&["import", FORM, "--lang", "ja"]);
    let message = "エラー：取りまとめの記録 `./.torikumi/collection/2026.toml` を読めません（2行目）。\
                   以前の内容に戻すか、ほかの場所に移してください。何も変更していません\n";
    assert_eq!(run, Run::new(2, "", message));
    assert!((site.tree("content"), site.read(RECORD)) == before);
}

#[test]
fn no_word_of_the_record_gets_into_the_site_its_bundles_or_a_publication() {
    let site = Site::base();
    site.write("content/site.toml", &(site.read("content/site.toml") + "\n[publish.production]\nkind = \"folder\"\npath = \"www\"\n"));
    assert_eq!(site.run(&["export", "form", "--edition", "2021", "--due", "2022-05-19"]).status, 0);
    let file = std::fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let file = file.into_iter().find(|name| name.ends_with(".xlsx")).unwrap();
    let record = ".torikumi/collection/2021.toml";
    site.write(record, &format!("{}person = \"{PERSON}\"\ntelephone = \"{TELEPHONE}\"\n", site.read(record)));
    std::fs::remove_file(site.path(&file)).unwrap();
    std::fs::create_dir(site.path("www")).unwrap();
    for command in [&["build"][..], &["archive", "2021"], &["build"], &["publish"]] {
        let run = site.run(command);
        assert_eq!(run.status, 0, "{command:?}: {run:?}");
    }
    let mut looked_at = 0;
    for folder in ["output", "www", "content"] {
        for (path, bytes) in tree(&site.path(folder)) {
            let texts = if path.ends_with(".zip") { unpacked(&bytes) } else { vec![(path.clone(), bytes)] };
            for (name, bytes) in texts {
                let text = String::from_utf8_lossy(&bytes);
                assert!(!text.contains(PERSON) && !text.contains("4512") && !name.contains("collection"), "{folder}/{path} {name}");
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 100, "{looked_at}");
}

/// The files of a zip file.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let file = |position| {
        let mut entry = archive.by_index(position).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        (entry.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(file).collect()
}
