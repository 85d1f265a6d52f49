//! The long form of every code: complete in both languages, with examples that are true, and the same in the documentation.

use crate::harness::{Run, Site, repository, tree, updating};
use std::collections::BTreeSet;
use std::fs;
use torikumi::diagnostic::{CODES, Code, Example, Language, example, explanation};
use torikumi::message::Messages;

/// Codes whose example is a list of files, or a table that is imported.
const LISTS: [&str; 61] = [
    "alt-from-caption",
    "ambiguous-column",
    "ambiguous-name",
    "attachment-unusable",
    "broken-seal",
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
    "link-leaves-folder",
    "map-column-twice",
    "map-incomplete",
    "map-missing",
    "map-purpose",
    "measure-without-report",
    "missing-file",
    "missing-translated-body",
    "no-columns",
    "no-translation-columns",
    "not-a-file",
    "not-placed",
    "not-utf8",
    "number-as-date",
    "number-as-text",
    "number-rounded",
    "number-twice",
    "other-edition",
    "other-site",
    "other-year-differs",
    "photo-unusable",
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
    "too-large",
    "translation-figures",
    "translation-lost-link",
    "translation-other-block",
    "translation-source-changed",
    "translation-twice",
    "translation-without-original",
    "unexpected-file",
    "unit-converted",
    "unit-differs",
    "unportable-name",
    "unusable-name",
    "year-of-cell",
];

/// Codes whose example needs more than the file that it shows.
const NEEDS_MORE: [&str; 11] = [
    "attachment-unused",
    "corrected-in-text",
    "correction-differs",
    "flag-not-set",
    "link-to-draft",
    "photo-unused",
    "photo-without-file",
    "picture-without-text",
    "seal-differs",
    "sealed-before-correction",
    "translation-older",
];

/// What the correction of an example takes the place of, where it does not stand in the site already.
const IN_PLACE_OF: [(&str, &str); 15] = [
    ("alias-taken", "strategy = \"plan\""),
    ("broken-anchor", "見本市は架空の市です。"),
    ("broken-link", "見本市は架空の市です。"),
    ("empty-condition", "grade = \"achieved\"\nwhen = \"met\""),
    ("history-within-editions", "baseline = { year = 2019, value = 80 }"),
    ("indicator-without-result", "[results]\nvisitors = 86\nwalking-map = \"none\""),
    ("link-scheme", "見本市は架空の市です。"),
    ("leftover-emphasis", "見本市は架空の市です。"),
    ("lines-run-together", "見本市は架空の市です。\n"),
    ("link-with-space", "見本市は架空の市です。"),
    ("milestone-step", "walking-map = \"none\""),
    ("too-deep", "見本市は架空の市です。"),
    ("too-many-digits", "visitors = 86"),
    ("unknown-year", "baseline = { year = 2019, value = 80 }"),
    ("wrong-type", "baseline = { year = 2019, value = 80 }"),
];

fn codes() -> BTreeSet<String> {
    CODES.iter().map(|code| code.name.to_owned()).collect()
}

fn set(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// The codes that a folder of texts explains.
fn explained(folder: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (path, bytes) in tree(&repository("src/diagnostic/explain").join(folder)) {
        let table: toml::Table = toml::from_str(&String::from_utf8(bytes).unwrap()).unwrap();
        for code in table.keys() {
            assert!(all.insert(code.clone()), "`{code}` stands twice, the second time in {folder}/{path}");
        }
    }
    all
}

#[test]
fn exactly_the_codes_are_explained_in_both_languages_with_an_example() {
    let expected = codes();
    for folder in ["en", "ja", "example"] {
        assert_eq!(explained(folder), expected, "{folder}");
    }
    for code in &expected {
        assert!(explanation(code, Language::En).is_some() && explanation(code, Language::Ja).is_some(), "{code}");
        assert!(example(code).is_some(), "{code}");
    }
}

/// Columns on a terminal: two for each letter that is not ASCII.
fn columns(line: &str) -> usize {
    line.chars().map(|letter| if letter.is_ascii() || letter == '…' { 1 } else { 2 }).sum()
}

#[test]
fn explanations_fit_on_a_terminal_and_say_something() {
    for code in explained("en") {
        for language in [Language::En, Language::Ja] {
            let text = explanation(&code, language).unwrap();
            for part in [&text.means, &text.why, &text.mend] {
                assert!(part.trim().chars().count() > 10, "{code}: `{part}`");
                assert_eq!(part.lines().find(|line| columns(line) > 78), None, "{code}");
            }
            let is_fact = !text.line.ends_with(['.', '。']) && !text.line.contains('\n');
            assert!(is_fact && !text.line.is_empty(), "{code}: a line is a fact without a full stop: {}", text.line);
        }
    }
}

/// The small site or the made-up city: the one that has the text in its file; the small one for a file that neither has.
fn host(file: &str, text: &str) -> Site {
    let city = Site::empty().with(&repository("tests/sites/tsubaki"));
    let has = |site: &Site| fs::read_to_string(site.path(file)).is_ok_and(|found| found.contains(text));
    if has(&city) { city } else { Site::base() }
}

/// The codes that `check` reports with a text of an example in the site.
fn reported(code: &str, example: &Example, text: &str) -> BTreeSet<String> {
    let file = example.file.as_deref().unwrap();
    let old = IN_PLACE_OF.iter().find(|(name, _)| *name == code).map_or(example.right.as_str(), |(_, old)| *old);
    let site = host(file, old);
    if site.path(file).exists() {
        site.change(file, old, text);
    } else {
        site.write(file, text);
    }
    let run = site.run(&["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{code}: {error}: {run:?}"));
    json["diagnostics"].as_array().unwrap().iter().map(|entry| entry["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_slip_is_reported_with_its_code_and_its_correction_is_not() {
    for code in codes() {
        let example = example(&code).unwrap();
        if example.file.is_none() || NEEDS_MORE.contains(&code.as_str()) {
            continue;
        }
        let (wrong, right) = (reported(&code, &example, &example.wrong), reported(&code, &example, &example.right));
        assert!(wrong.contains(&code), "the slip of `{code}` draws {wrong:?}");
        assert!(!right.contains(&code), "the correction of `{code}` draws {right:?}");
    }
}

#[test]
fn only_what_no_single_file_of_content_can_show_names_no_file() {
    let lists: BTreeSet<String> = explained("example").into_iter().filter(|code| example(code).unwrap().file.is_none()).collect();
    assert_eq!(lists, set(&LISTS));
}

#[test]
fn the_long_form_is_printed_in_both_languages() {
    let site = Site::empty();
    let english = "error[range-reversed]: `min` is above `max`

What it means
    The target of an indicator that is to stay in a range begins above its end.

Why it matters
    No figure can lie in such a range, so the target could never be met.

How to mend it
    Exchange the two, or correct the one that is misspelt.

Wrong, in `content/strategies/first/goal-4/goal.md`
    target = { year = 2019, min = 15.0, max = 10.0 }

Right, in `content/strategies/first/goal-4/goal.md`
    target = { year = 2019, min = 10.0, max = 15.0 }
";
    assert_eq!(site.run(&["explain", "range-reversed"]), Run::new(0, english, ""));
    let japanese = "エラー[range-reversed]: `min` が `max` より大きい

意味
    範囲で示す目標の下限が、上限より大きくなっています。

困ること
    この範囲に入る値はないため、いつまでも達成になりません。

直し方
    二つを入れ替えるか、打ち間違いを直してください。

誤りの例：`content/strategies/first/goal-4/goal.md`
    target = { year = 2019, min = 15.0, max = 10.0 }

正しい例：`content/strategies/first/goal-4/goal.md`
    target = { year = 2019, min = 10.0, max = 15.0 }
";
    assert_eq!(site.run_with(&["explain", "range-reversed"], &[("LANG", "ja_JP.UTF-8")]), Run::new(0, japanese, ""));
}

#[test]
fn without_a_code_every_code_is_listed_below_its_severity() {
    for (name, language) in [("en", Language::En), ("ja", Language::Ja)] {
        let run = Site::empty().run(&["explain", "--lang", name]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        let mut severity = "";
        let mut listed = Vec::new();
        for line in run.stdout.lines() {
            match line.strip_prefix("  ").and_then(|entry| entry.split_once("  ")) {
                Some((code, meaning)) => listed.push((severity, code.to_owned(), meaning.trim_start().to_owned())),
                None => severity = line,
            }
        }
        listed.sort();
        let words = ["error", "warning", "note"].map(|name| Messages::of(language).plain(&format!("severity.{name}")).unwrap());
        let severity = |code: &Code| words[code.severity as usize].as_str();
        let expected = CODES.iter().map(|code| (severity(code), code.name.to_owned(), explanation(code.name, language).unwrap().line));
        let mut expected: Vec<_> = expected.collect();
        expected.sort();
        assert_eq!(listed, expected);
    }
}

#[test]
fn an_unknown_code_ends_with_status_2_and_names_those_that_are_near() {
    let site = Site::empty();
    let says = |code: &str, language: &str| site.run(&["explain", code, "--lang", language]);
    let error = |text: &str| Run::new(2, "", &format!("error: {text}\n"));
    let japanese = |text: &str| Run::new(2, "", &format!("エラー：{text}\n"));
    assert_eq!(says("brokn-link", "en"), error("unknown code `brokn-link` (did you mean `broken-link`?)"));
    assert_eq!(says("brokn-link", "ja"), japanese("コード `brokn-link` はありません。もしかして `broken-link` ですか"));
    assert_eq!(says("digits", "en"), error("unknown code `digits` (did you mean `too-many-digits`?)"));
    assert_eq!(says("wrong", "ja"), japanese("コード `wrong` はありません。もしかして `wrong-type` ですか"));
    assert_eq!(says("xyz", "en"), error("unknown code `xyz`: `torikumi explain` lists all of them"));
    assert_eq!(says("xyz", "ja"), japanese("コード `xyz` はありません。`torikumi explain` で一覧を示します"));
}

#[test]
fn the_documentation_has_the_table_of_all_codes() {
    let file = repository("docs/format.md");
    let text = fs::read_to_string(&file).unwrap();
    let (before, rest) = text.split_once("<!-- codes: begin").unwrap();
    let (begin, rest) = rest.split_once("-->\n").unwrap();
    let (_, after) = rest.split_once("<!-- codes: end -->").unwrap();
    let line = |code: &torikumi::diagnostic::Code| {
        let meaning = explanation(code.name, Language::En).unwrap().line;
        format!("| `{}` | {} | {meaning} |\n", code.name, code.severity.name())
    };
    let table = CODES.iter().map(line).collect::<String>();
    let expected =
        format!("{before}<!-- codes: begin{begin}-->\n| code | severity | meaning |\n|---|---|---|\n{table}<!-- codes: end -->{after}");
    if updating() {
        fs::write(&file, &expected).unwrap();
    } else {
        assert_eq!(text, expected, "write it anew with UPDATE=1 cargo test --test all explain::");
    }
}
