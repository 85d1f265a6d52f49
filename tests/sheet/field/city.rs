//! A city's whole year: its strategy from its table, the answers of sixteen divisions as they came and as they were mended, and the strategy
//! after it.

use super::{compare, faults, name, place, plan, plan_import, tables, understood};
use crate::harness::{Run, Site, tree};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The base site without a strategy and an edition of its own.
fn empty() -> Site {
    let site = Site::base();
    site.remove("content/strategies");
    site.remove("content/editions");
    site
}

#[test]
fn every_table_of_the_plan_is_read_as_it_is_meant() {
    let import = |table: &PathBuf| {
        let site = empty();
        let names = place(&site, std::slice::from_ref(table));
        (format!("city/plans/{}.expected", names[0]), plan_import(&site, names[0]))
    };
    compare(&tables("city/plans").iter().map(import).collect::<Vec<_>>());
}

/// The table of the plan with a word in its name.
fn table(word: &str) -> PathBuf {
    tables("city/plans").into_iter().find(|path| name(path).contains(word)).unwrap()
}

/// The site with the strategy, with the kinds and directions that a clerk gave it, and the report on its third year to fill in.
pub fn reporting() -> Site {
    let site = empty();
    let tables = [table("整形2")];
    let names = place(&site, &tables);
    let run = site.run(&["import", "strategy", names[0], "--id", "second"]);
    assert_eq!(run.status, 0, "{run:?}");
    let titled = "title = { ja = \"第2期桜瀬市総合戦略\" }\nperiod = [\"R2\", \"R6\"]";
    site.change("content/strategies/second/strategy.md", "title = { ja = \"\", en = \"\" }", titled);
    let run = site.run(&["new", "edition", "R4", "--strategy", "second"]);
    assert_eq!(run.status, 0, "{run:?}");
    site
}

/// The answers of a folder, imported at once.
fn answers(site: &Site, folder: &str, more: &[&str]) -> Run {
    let tables = tables(folder);
    let names = place(site, &tables);
    site.run(&[&["import"][..], &names, &["--edition", "R4", "--format", "short", "--lang", "ja"], more].concat())
}

#[test]
fn of_the_answers_as_they_came_what_is_sure_is_taken_and_the_rest_is_open_with_its_reason() {
    let site = reporting();
    let run = answers(&site, "city/answers-as-sent", &["--open", "open.xlsx"]);
    assert_eq!((run.status, site.path("open.xlsx").exists()), (1, true), "{run:?}");
    assert_eq!(run.stderr.lines().filter(|line| line.contains(": error[")).count(), 8, "{run:?}");
    assert!(run.stderr.contains("実績27件") && run.stderr.contains("\n8行は取り込んでいません"), "{run:?}");
    compare(&[("city/answers-as-sent.expected".to_owned(), format!("exit {}\n{}{}", run.status, run.stdout, faults(&run)))]);
}

#[test]
fn the_answers_as_they_were_mended_are_taken() {
    let site = reporting();
    let run = answers(&site, "city/answers-mended", &[]);
    compare(&[("city/answers-mended.expected".to_owned(), format!("exit {}\n{}{}", run.status, run.stdout, faults(&run)))]);
}

#[test]
fn the_state_of_the_collection_names_what_each_of_sixteen_divisions_lacks() {
    let site = reporting();
    answers(&site, "city/answers-as-sent", &[]);
    let run = site.run(&["status", "R4", "--lang", "ja"]);
    // Today and the time of the import are left out.
    let line = |line: &str| match line.split_once("の取りまとめ（").or_else(|| line.split_once("の取込み（")) {
        Some((before, rest)) => format!("{before}{}\n", rest.split_once('）').unwrap().1),
        None => format!("{line}\n"),
    };
    let said: String = run.stdout.lines().map(line).collect();
    compare(&[("city/status.expected".to_owned(), format!("exit {}\n{said}{}", run.status, run.stderr))]);
}

#[test]
fn the_next_strategy_keeps_the_ids_of_what_goes_on() {
    let site = reporting();
    let tables = [table("第3期")];
    let names = place(&site, &tables);
    let run = site.run(&["import", "strategy", names[0], "--id", "third", "--succeeds", "second", "--format", "short", "--lang", "ja"]);
    let said: String =
        run.stdout.lines().skip_while(|line| line.starts_with("  ") || line.contains("見出しは")).map(|line| format!("{line}\n")).collect();
    let text = format!("exit {}\n{}{}{}{}", run.status, understood(&run), said, faults(&run), plan(&site, "third"));
    compare(&[("city/succession.expected".to_owned(), text)]);
}

/// What a run said, and the text of each file of the content that it changed, without comments.
fn said_and_written(site: &Site, run: &Run, before: &BTreeMap<String, Vec<u8>>) -> String {
    let after = tree(&site.path("content"));
    let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes));
    let text = |(path, bytes): (&String, &Vec<u8>)| match std::str::from_utf8(bytes) {
        Ok(text) => {
            let lines = text.lines().filter(|line| !line.starts_with('#') || line.starts_with("##"));
            format!("=== {path}\n{}\n", lines.collect::<Vec<_>>().join("\n"))
        }
        Err(_) => format!("=== {path}\n({} bytes)\n", bytes.len()),
    };
    let written: Vec<String> = changed.map(text).collect();
    let said: String = run.stdout.lines().take_while(|line| !line.contains("まだ空欄")).map(|line| format!("{line}\n")).collect();
    format!("exit {}\n{said}{}{}", run.status, faults(run), written.concat())
}

#[test]
fn of_word_files_every_measure_gets_its_text_and_what_is_not_placed_is_said() {
    let mut found = Vec::new();
    for document in tables("city/word") {
        let site = reporting();
        let documents = [document];
        let names = place(&site, &documents);
        let import = || site.run(&["import", names[0], "--edition", "R4", "--format", "short", "--lang", "ja"]);
        let before = tree(&site.path("content"));
        let run = import();
        found.push((format!("city/word/{}.expected", names[0]), said_and_written(&site, &run, &before)));
        let once = tree(&site.path("content"));
        assert_eq!(import().status, run.status, "{}", names[0]);
        assert!(tree(&site.path("content")) == once, "a second import changes nothing");
        let check = site.run(&["check", "--lang", "ja", "--format", "short"]);
        let faults: Vec<&str> = check.stderr.lines().filter(|line| line.contains("/measure-") && line.contains("error[")).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
    compare(&found);
}
