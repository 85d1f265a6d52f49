//! Tables as offices have them, as files: what is understood of each, what is said, and what comes of it.
//!
//! `UPDATE=1 cargo test --test all sheet::field::` rewrites the expected files beside the tables; read the difference before you keep it.

pub mod city;

use crate::harness::{Run, Site, repository, updating};
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "tests/sheet/field";

/// The tables of a folder below [`FOLDER`], in the order of their names.
fn tables(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(repository(FOLDER).join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut tables: Vec<PathBuf> = entries.filter(|path| path.is_file() && path.extension().is_none_or(|end| end != "expected")).collect();
    tables.sort();
    assert!(!tables.is_empty(), "{folder}");
    tables
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// Puts tables into the folder of a site and gives their names.
fn place<'a>(site: &Site, tables: &'a [PathBuf]) -> Vec<&'a str> {
    let place = |table: &'a PathBuf| {
        fs::copy(table, site.path(name(table))).unwrap();
        name(table)
    };
    tables.iter().map(place).collect()
}

/// Compares texts with those of expected files, and names all that differ.
fn compare(found: &[(String, String)]) {
    let mut different = Vec::new();
    for (path, text) in found {
        let file = repository(FOLDER).join(path);
        if updating() {
            fs::write(&file, text).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if expected != *text || text.is_empty() {
            different.push(format!("--- {path}, expected\n{expected}\n--- found\n{text}"));
        }
    }
    assert!(different.is_empty(), "{} files differ\n{}", different.len(), different.join("\n"));
}

/// What an import understood of its sheets, without what follows: each begins with the name of its file.
fn understood(run: &Run) -> String {
    let is_of_sheet = |line: &&str| line.starts_with("  ") || line.contains("見出しは") || line.contains("行を読みました");
    run.stdout.lines().take_while(is_of_sheet).map(|line| format!("{line}\n")).collect()
}

/// The faults of a run.
fn faults(run: &Run) -> String {
    let is_fault = |line: &&str| line.contains(": error[") || line.contains(": warning[");
    let short = |line: &str| line.split_once(" (").map_or(line, |(fact, _)| fact).to_owned() + "\n";
    // A cell of several lines is named with its breaks.
    run.stderr.replace("\n中3", "↵中3").lines().filter(is_fault).map(short).collect()
}

/// The plan that was made, a line for each goal, measure and indicator; lines of choices are left out.
fn plan(site: &Site, id: &str) -> String {
    let files = site.tree(&format!("content/strategies/{id}")).into_iter().filter(|(path, _)| path != "strategy.md");
    let of_file = |(path, text): (String, Vec<u8>)| {
        let text = String::from_utf8(text).unwrap();
        let mut parts = text.split("+++\n").nth(1).unwrap().split("\n[[indicator]]\n");
        let head = parts.next().unwrap().trim_end().to_owned();
        let is_said = |line: &&str| !line.is_empty() && !line.starts_with("# kind：") && !line.starts_with("# direction：");
        let indicators = parts.map(|part| format!("- {}\n", part.lines().filter(is_said).collect::<Vec<_>>().join(" | ")));
        format!("{path} {}\n{}", head.replace('\n', " | "), indicators.collect::<String>())
    };
    files.map(of_file).collect()
}

/// The import of a plan: exit status, what was understood, faults, and the plan. Where nothing is made, the same with the faults accepted.
fn plan_import(site: &Site, table: &str) -> String {
    let arguments = ["import", "strategy", table, "--id", "new", "--format", "short", "--lang", "ja"];
    let run = site.run(&arguments);
    let mut text = format!("exit {}\n{}{}", run.status, understood(&run), faults(&run));
    if !site.path("content/strategies/new").exists() {
        let accepted = site.run(&[&arguments[..], &["--accept"]].concat());
        text += &format!("with --accept: exit {}\n", accepted.status);
    }
    text + &plan(site, "new")
}

#[test]
fn plans_are_read_as_they_are_meant() {
    let import = |table: &PathBuf| {
        let site = Site::base();
        let names = place(&site, std::slice::from_ref(table));
        (format!("plans/{}.expected", names[0]), plan_import(&site, names[0]))
    };
    compare(&tables("plans").iter().map(import).collect::<Vec<_>>());
}

/// The sample site with three results of its newest edition still open, and with a name that has a wave dash.
fn sample() -> Site {
    const WAVE_DASH: &str = "出生数（4\u{301c}3月）";
    let site = Site::empty();
    assert_eq!(site.run(&["init", "."]).status, 0);
    for (path, text) in site.tree("content/editions/2025") {
        let text = String::from_utf8_lossy(&text).into_owned();
        let is_open = |line: &&str| ["births = ", "open-shops = ", "trained-supporters = "].iter().any(|result| line.starts_with(result));
        if text.lines().any(|line| is_open(&line)) {
            let kept: String = text.lines().filter(|line| !is_open(line)).map(|line| format!("{line}\n")).collect();
            site.write(&format!("content/editions/2025/{path}"), &kept);
        }
    }
    for (path, text) in site.tree("content/strategies") {
        let text = String::from_utf8_lossy(&text).into_owned();
        if path.ends_with(".md") && text.contains("ja = \"子育てサポーター養成者数\"") {
            site.write(
                &format!("content/strategies/{path}"),
                &text.replace("ja = \"子育てサポーター養成者数\"", &format!("ja = \"{WAVE_DASH}\"")),
            );
        }
    }
    site
}

#[test]
fn results_are_read_as_they_are_meant() {
    let import = |table: &PathBuf| {
        let site = sample();
        let names = place(&site, std::slice::from_ref(table));
        let run = site.run(&["import", names[0], "--dry-run", "--format", "short", "--lang", "ja"]);
        (format!("results/{}.expected", names[0]), format!("exit {}\n{}{}", run.status, run.stdout, faults(&run)))
    };
    compare(&tables("results").iter().map(import).collect::<Vec<_>>());
}
