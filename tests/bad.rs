//! Every kind of fault, with the exact report that its author reads.
//!
//! A folder of `tests/bad` is one case: files that are laid over `tests/bad/base`, perhaps a list of files to take away
//! (`remove.txt`), and the report in English (`report.txt`) and Japanese (`report.ja.txt`). A new rule is a new folder.
//! `UPDATE=1 cargo test --test all bad::` rewrites the reports; read them before you keep them.

use crate::harness::{Run, Site, repository, tree, updating};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use torikumi::diagnostic::CODES;

/// What `check` alone looks for: a build says nothing of it.
const CHECK_ALONE: [&str; 15] = [
    "attachment-unused",
    "corrected-in-text",
    "correction-differs",
    "dead-link",
    "indicator-differs",
    "japanese-in-english",
    "photo-unused",
    "result-older-than-usual",
    "seal-differs",
    "sealed-before-correction",
    "suspicious-jump",
    "term-translated-otherwise",
    "translation-older",
    "translation-varies",
    "value-differs",
];

/// A site with something wrong.
struct Case {
    name: String,
    folder: PathBuf,
}

impl Case {
    fn site(&self) -> Site {
        let site = Site::base().with(&self.folder);
        for path in fs::read_to_string(self.folder.join("remove.txt")).unwrap_or_default().lines() {
            site.remove(path);
        }
        site
    }

    fn expected(&self, file: &str) -> String {
        fs::read_to_string(self.folder.join(file)).unwrap_or_default()
    }

    /// Whether a build has an error.
    fn is_error(&self) -> bool {
        self.has_for_build("error[")
    }

    /// Whether a build has a warning.
    fn is_warning(&self) -> bool {
        self.has_for_build("warning[")
    }

    fn has_for_build(&self, level: &str) -> bool {
        codes_after(level, &self.expected("report.txt")).iter().any(|code| !CHECK_ALONE.contains(&code.as_str()))
    }
}

/// Every case, by name.
fn cases() -> Vec<Case> {
    let entries = fs::read_dir(repository("tests/bad")).unwrap().map(|entry| entry.unwrap());
    let case = |entry: fs::DirEntry| Case { name: entry.file_name().into_string().unwrap(), folder: entry.path() };
    let mut cases: Vec<Case> = entries.map(case).filter(|case| case.name != "base").collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

/// Compares the report of every case with the file beside it. An error ends the run with status 1, a warning does not, and
/// only where there is neither it is said that there are no faults.
fn compare_reports(language: &str, file: &str) {
    let mut different = Vec::new();
    for case in cases() {
        let run = case.site().run(&["check", "--all", "--lang", language]);
        if updating() {
            fs::write(case.folder.join(file), &run.stderr).unwrap();
        }
        let expected = case.expected(file);
        let has_error = run.stderr.contains("error[") || run.stderr.contains("エラー[");
        let has_warning = run.stderr.contains("warning[") || run.stderr.contains("警告[");
        let is_sound = run.stdout.starts_with("no faults\n") || run.stdout.starts_with("誤りはありません\n");
        assert_eq!((run.status, is_sound), (i32::from(has_error), !has_error && !has_warning), "{}", case.name);
        if run.stderr != expected || expected.is_empty() {
            different.push(format!("--- {}/{file}, expected\n{expected}\n--- found\n{}", case.name, run.stderr));
        }
    }
    assert!(different.is_empty(), "{} reports differ\n{}", different.len(), different.join("\n"));
}

#[test]
fn every_fault_is_reported_in_english() {
    compare_reports("en", "report.txt");
}

#[test]
fn every_fault_is_reported_in_japanese() {
    compare_reports("ja", "report.ja.txt");
}

#[test]
fn the_site_that_cases_begin_with_has_no_fault() {
    let short = |language| Site::base().run(&["check", "--format", "short", "--lang", language]);
    assert_eq!(short("en"), Run::new(0, "no faults\n", ""));
    assert_eq!(short("ja"), Run::new(0, "誤りはありません\n", ""));
}

#[test]
fn a_build_with_an_error_writes_nothing_and_ends_with_status_1() {
    for case in cases().into_iter().filter(Case::is_error) {
        let site = case.site();
        let before = tree(site.root());
        let run = site.run(&["build"]);
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", case.name);
        assert!(tree(site.root()) == before, "`{}` wrote something", case.name);
        assert!(!site.path("output").exists(), "`{}` made the output folder", case.name);
    }
}

#[test]
fn a_build_with_warnings_alone_writes_the_site_unless_it_is_strict() {
    let warned: Vec<Case> = cases().into_iter().filter(|case| !case.is_error() && case.is_warning()).collect();
    assert!(!warned.is_empty());
    let mut as_checked = 0;
    for case in warned {
        let strict = case.site().run(&["build", "--strict"]);
        assert_eq!((strict.status, strict.stdout.as_str()), (1, ""), "{}", case.name);
        let site = case.site();
        let run = site.run(&["build"]);
        assert_eq!(run.status, 0, "{}", case.name);
        assert!(site.path("output/index.html").is_file(), "{}", case.name);
        let expected = case.expected("report.txt");
        if codes_in(&expected).iter().all(|code| !CHECK_ALONE.contains(&code.as_str())) {
            assert_eq!(run.stderr, expected, "{}", case.name);
            as_checked += 1;
        }
    }
    assert!(as_checked > 0, "no build says the whole of a report");
}

#[test]
fn a_build_says_nothing_of_what_check_alone_looks_for() {
    let alone = |case: &Case| codes_in(&case.expected("report.txt")).iter().any(|code| CHECK_ALONE.contains(&code.as_str()));
    let looked_for: Vec<Case> = cases().into_iter().filter(alone).collect();
    assert!(looked_for.len() >= CHECK_ALONE.len());
    for case in looked_for.into_iter().filter(|case| !case.is_error() && !case.is_warning()) {
        let run = case.site().run(&["build", "--strict"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", case.name);
    }
}

#[test]
fn both_languages_report_the_same_faults_at_the_same_places() {
    for case in cases() {
        let marks = |file: &str| -> Vec<String> {
            let mut report = case.expected(file);
            for (japanese, english) in [("エラー[", "error["), ("警告[", "warning["), ("お知らせ[", "note[")] {
                report = report.replace(japanese, english);
            }
            let heads = report.lines().filter_map(|line| line.split_once("]: ").map(|(head, _)| head));
            let places = report.lines().map(str::trim_start).filter(|line| line.starts_with("--> ") || line.starts_with("::: "));
            heads.chain(places).map(str::to_owned).collect()
        };
        let english = marks("report.txt");
        assert!(english.len() > 1, "{}", case.name);
        assert_eq!(english, marks("report.ja.txt"), "{}", case.name);
    }
}

/// Codes between brackets: `error[unknown-key]`.
fn codes_in(report: &str) -> BTreeSet<String> {
    ["error[", "warning[", "note["].into_iter().flat_map(|level| codes_after(level, report)).collect()
}

fn codes_after(level: &str, report: &str) -> Vec<String> {
    report.split(level).skip(1).filter_map(|rest| Some(rest.split_once(']')?.0.to_owned())).collect()
}

/// Codes of tables that are imported; `tests/sheet.rs` has a case of each.
const IMPORTED: [&str; 47] = [
    "alt-from-caption",
    "ambiguous-column",
    "ambiguous-name",
    "characters-cleaned",
    "columns-unused",
    "day-for-number",
    "doubtful-match",
    "figure-doubtful",
    "footnote-unknown",
    "heading-read-as",
    "hidden-passed",
    "kind-of-cell",
    "lines-passed",
    "map-column-twice",
    "map-incomplete",
    "map-missing",
    "map-purpose",
    "no-columns",
    "no-translation-columns",
    "not-placed",
    "number-as-date",
    "number-as-text",
    "number-rounded",
    "number-twice",
    "other-edition",
    "other-site",
    "other-year-differs",
    "place-differs",
    "place-unknown",
    "result-differs",
    "result-twice",
    "results-passed",
    "rows-differ",
    "rows-passed",
    "several-figures",
    "still-used",
    "text-changed-since",
    "text-differs",
    "text-for-figure",
    "translation-figures",
    "translation-lost-link",
    "translation-other-block",
    "translation-source-changed",
    "translation-twice",
    "unit-converted",
    "unit-differs",
    "year-of-cell",
];

/// Codes of files that this repository cannot hold on every system; `tests/pathological.rs` has a case of each.
const ELSEWHERE: [&str; 4] = ["not-a-file", "too-deep", "too-large", "unusable-name"];

#[test]
fn every_code_has_a_case() {
    let defined: BTreeSet<String> = CODES.iter().map(|code| code.name.to_owned()).collect();
    let provoked: BTreeSet<String> = cases().iter().flat_map(|case| codes_in(&case.expected("report.txt"))).collect();
    let elsewhere = IMPORTED.into_iter().chain(ELSEWHERE).map(str::to_owned).collect();
    assert_eq!(provoked, &defined - &elsewhere);
}
