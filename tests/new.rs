//! `init` and `new`: what they write is sound, says what is still open, and is never written over anything.

use crate::harness::kills::{Left, kill_at_moments};
use crate::harness::{Run, Site, Tree, differences, repository, tree, updating};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// The sample site.
fn sample() -> Site {
    let site = Site::empty();
    let run = site.run(&["init", "."]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    site
}

/// The made-up city with several editions.
fn tsubaki() -> Site {
    Site::empty().with(&repository("tests/sites/tsubaki"))
}

/// What `check` says, a line for each fault.
fn check(site: &Site) -> Vec<String> {
    let run = site.run(&["check", "--format", "short"]);
    run.stderr.lines().map(str::to_owned).collect()
}

/// The ids of the indicators that `check` finds without a result, with their files.
fn open_results(site: &Site) -> BTreeSet<(String, String)> {
    let run = site.run(&["check", "--format", "json"]);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let open = document["diagnostics"].as_array().unwrap().iter().filter(|found| found["code"] == "indicator-without-result");
    open.map(|found| (text(&found["path"]), text(&found["subject"]["id"]))).collect()
}

/// The files that a run says it made.
fn made(run: &Run) -> BTreeSet<String> {
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    run.stdout.lines().filter_map(|line| line.strip_prefix("  ")).map(str::to_owned).collect()
}

/// The lines to fill in: file and id.
fn lines_to_fill(site: &Site, folder: &str) -> BTreeSet<(String, String)> {
    let mut lines = BTreeSet::new();
    for (path, bytes) in site.tree(folder) {
        let text = String::from_utf8(bytes).unwrap();
        let open = text.lines().filter(|line| line.ends_with(" = ") || line.ends_with(", value = }"));
        let ids = open.filter_map(|line| line.strip_prefix("# ")?.split(' ').next());
        lines.extend(ids.map(|id| (format!("{folder}/{path}"), id.to_owned())));
    }
    lines
}

/// Runs the program and holds that it refuses, and that the site stays as it is.
fn refused(site: &Site, arguments: &[&str], status: i32, stderr: &str) {
    let before = site.without_history();
    assert_eq!(site.run(arguments), Run::new(status, "", stderr), "{arguments:?}");
    assert_eq!(differences(&before, &site.without_history()), [""; 0], "{arguments:?}");
}

#[test]
fn a_new_site_is_sound_and_can_be_built() {
    let site = Site::empty();
    let run = site.run(&["init", "deep/site"]);
    let says = "24 files in `deep/site`: a sample site of a made-up city\n\nnext:\n  \
                torikumi serve --root deep/site    # look at it in the browser\n  \
                torikumi check --root deep/site    # after every change\n";
    assert_eq!(run, Run::new(0, says, ""));
    assert_eq!(differences(&tree(&repository("src/scaffold/site")), &site.tree("deep/site")), [""; 0]);
    let checked = site.run(&["check", "--strict", "--root", "deep/site"]);
    assert_eq!((checked.status, checked.stderr.as_str()), (0, ""));
    let built = site.run(&["build", "--strict", "--root", "deep/site"]);
    assert_eq!((built.status, built.stderr.as_str()), (0, ""));
    assert!(site.path("deep/site/output/en/2025/indicators/play-centre-plan.html").is_file());
}

#[test]
fn the_sample_has_a_draft_of_the_accessibility_statement_that_every_foot_leads_to() {
    let site = sample();
    assert_eq!(site.run(&["build"]).status, 0);
    for (path, parts) in [
        ("accessibility.html", ["対象範囲", "目標とする適合レベル", "把握している問題", "お問い合わせ"]),
        ("en/accessibility.html", ["Scope", "Level aimed at", "Known problems", "Contact"]),
    ] {
        let page = site.read(&format!("output/{path}"));
        assert!(parts.iter().all(|part| page.contains(&format!("<dt>{part}</dt>"))), "{page}");
    }
    for (path, bytes) in site.tree("output").into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8(bytes).unwrap();
        let foot = page.split("<footer").nth(1);
        assert!(foot.is_some_and(|foot| foot.contains("accessibility.html\"")), "{path}");
    }
}

#[test]
fn the_sample_has_an_indicator_of_every_kind_and_direction() {
    let texts: Vec<String> = sample().tree("content").into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    let kinds = ["level", "annual", "cumulative", "average", "sum", "rank", "milestone"].map(|word| format!("\nkind = \"{word}\"\n"));
    let directions = ["up", "down", "keep", "range"].map(|word| format!("\ndirection = \"{word}\"\n"));
    for line in kinds.iter().chain(&directions) {
        assert!(texts.iter().any(|text| text.contains(line)), "{line}");
    }
}

#[test]
fn a_new_site_is_made_only_where_nothing_is() {
    let site = Site::empty();
    site.write("full/notes.txt", "mine");
    refused(&site, &["init", "full"], 2, "error: `full` is not empty: name a new or an empty folder; nothing was changed\n");
    let says = "エラー：`full` は空ではありません。新しいフォルダーか空のフォルダーを指定してください（何も変更していません）\n";
    refused(&site, &["init", "full", "--lang", "ja"], 2, says);
    let run = site.run(&["init", "full/notes.txt"]);
    assert!(run.status == 2 && run.stderr.starts_with("error: cannot read `full/notes.txt`: "), "{run:?}");
    assert_eq!(site.tree("").len(), 1);
}

/// The results of the sample's second year.
const RESULTS: [(&str, &str); 10] = [
    ("childcare-occupancy", "94.8"),
    ("births", "314"),
    ("waiting-children", "9"),
    ("trained-supporters", "74"),
    ("play-centre-plan", "\"design\""),
    ("attractiveness-rank", "10"),
    ("bus-routes", "14"),
    ("market-visitors", "2.5"),
    ("open-shops", "66"),
    ("maple-seedlings", "205"),
];

#[test]
fn a_new_edition_names_what_is_open_until_it_is_filled_in() {
    let site = sample();
    assert_eq!(site.run(&["build"]).status, 0);
    let run = site.run(&["new", "edition", "R8"]);
    let paths: BTreeSet<String> =
        site.tree("content/editions/2026").into_keys().map(|path| format!("content/editions/2026/{path}")).collect();
    assert_eq!(made(&run), paths);
    let earlier: BTreeSet<String> = site.tree("content/editions/2025").into_keys().filter(|path| !path.ends_with(".en.md")).collect();
    assert_eq!(paths, earlier.iter().map(|path| format!("content/editions/2026/{path}")).collect());

    let open = open_results(&site);
    assert_eq!(open.len(), 10);
    assert_eq!(check(&site).len(), open.len() + 1, "nothing else is open");
    assert_eq!(lines_to_fill(&site, "content/editions/2026"), open);
    for (path, id) in &open {
        let (_, value) = RESULTS.iter().find(|(name, _)| name == id).unwrap();
        site.change(path, &format!("\n# {id} = \n"), &format!("\n{id} = {value}\n"));
    }
    assert_eq!(check(&site), [""; 0]);
    assert_eq!(site.run(&["build", "--strict", "--drafts"]).status, 0);
    assert!(site.path("output-drafts/2026/goal-1.html").is_file());
}

#[test]
fn a_new_edition_says_what_is_known_of_every_indicator() {
    let site = tsubaki();
    assert_eq!(made(&site.run(&["new", "edition", "令和４年度"])).len(), site.tree("content/editions/2022").len());
    let expected = repository("tests/new/2022");
    if updating() {
        fs::create_dir_all(&expected).unwrap();
        crate::harness::copy(&site.path("content/editions/2022"), &expected);
    }
    assert_eq!(differences(&tree(&expected), &site.tree("content/editions/2022")), [""; 0]);
    let open = open_results(&site);
    assert_eq!(lines_to_fill(&site, "content/editions/2022"), open);
    assert_eq!(check(&site).iter().filter(|line| line.contains("/2022/")).count(), open.len());
}

#[test]
fn an_edition_before_others_knows_nothing_of_them() {
    let site = tsubaki();
    site.remove("content/editions/2019");
    site.run(&["new", "edition", "2019"]);
    let text: String = site.tree("content/editions/2019").into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    assert!(text.contains("前回") && text.contains("（2018年度・H30）"));
    assert!(!text.contains("前回 50（2020年度") && !text.contains("2021年度"), "{text}");
    assert_eq!(lines_to_fill(&site, "content/editions/2019"), open_results(&site));
}

#[test]
fn the_first_edition_is_named_after_its_strategy() {
    let site = sample();
    site.remove("content/editions");
    assert_eq!(made(&site.run(&["new", "edition", "2025"])).len(), 7);
    let line =
        "title = { ja = \"令和7年度 かえで市総合戦略の取組状況\", en = \"Kaede City Comprehensive Strategy: Progress Report, FY2025\" }";
    assert!(site.read("content/editions/2025/edition.md").lines().any(|other| other == line));
}

#[test]
fn what_an_edition_cannot_be_made_of_is_refused() {
    let site = sample();
    refused(&site, &["new", "edition", "R7"], 2, "error: `./content/editions/2025` is there already; nothing was changed\n");
    refused(&site, &["new", "edition", "X9"], 2, "error: `X9` cannot be read as a year: write 2017, H29 or R5\n");
    refused(&site, &["new", "edition", "2030"], 2, "error: fiscal year 2030 is not in the period of `first` (2025 to 2029)\n");
    let japanese = "エラー：2030年度は次の戦略の期間に入っていません：`first`（2025～2029年度）\n";
    refused(&site, &["new", "edition", "2030", "--lang", "ja"], 2, japanese);
    refused(&site, &["new", "edition", "2026", "--strategy", "frist"], 2, "error: unknown strategy `frist`: did you mean `first`?\n");
    site.change("content/strategies/first/strategy.md", "period = [2025, 2029]\n", "period = [2025, 2029]\nperoid = 1\n");
    let run = site.run(&["new", "edition", "2026", "--format", "short"]);
    let fault = "content/strategies/first/strategy.md:6:1: error[unknown-key]: unknown key `peroid` (did you mean `period`?)\n";
    assert_eq!(run, Run::new(1, "", &format!("{fault}1 error in 1 file\nnothing was made: these have to be mended first\n")));
    assert!(!site.path("content/editions/2026").exists());
}

#[test]
fn of_several_strategies_one_is_named() {
    let site = sample();
    crate::harness::copy(&site.path("content/strategies/first"), &site.path("content/strategies/other"));
    let several = "error: several strategies fit: name one with --strategy (`first`, `other`)\n";
    refused(&site, &["new", "edition", "2026"], 2, several);
    refused(&site, &["new", "goal"], 2, several);
    assert!(site.run(&["new", "edition", "2026", "--strategy", "other"]).status == 0);
    assert!(site.read("content/editions/2026/edition.md").contains("\nstrategy = \"other\"\n"));
    assert_eq!(made(&site.run(&["new", "goal", "--strategy", "other"])), files("content/strategies/other/goal-3", &GOAL));
}

const GOAL: [&str; 2] = ["goal.md", "measure-1.md"];

fn files(folder: &str, names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| format!("{folder}/{name}")).collect()
}

/// Where the empty texts of new files are that `check` finds: file and line.
fn open_texts(site: &Site) -> BTreeSet<String> {
    let place = |line: &String| Some(line.splitn(3, ':').take(2).collect::<Vec<_>>().join(":")).filter(|_| line.contains("]: "));
    check(site).iter().filter_map(place).collect()
}

/// Where the empty texts of a folder are.
fn empty_texts(site: &Site, folder: &str) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    for (path, bytes) in site.tree(folder) {
        let text = String::from_utf8(bytes).unwrap();
        let open = text.lines().enumerate().filter(|(_, line)| line.contains("{ ja = \"\", en = \"\" }"));
        places.extend(open.map(|(number, _)| format!("{folder}/{path}:{}", number + 1)));
    }
    places
}

#[test]
fn a_new_strategy_and_its_goals_name_their_open_texts_until_they_are_filled_in() {
    let site = sample();
    let second = "content/strategies/second";
    let names = ["strategy.md", "goal-1/goal.md", "goal-1/measure-1.md"];
    assert_eq!(made(&site.run(&["new", "strategy", "second", "--succeeds", "first"])), files(second, &names));
    assert!(site.read("content/strategies/second/strategy.md").contains("\nsucceeds = \"first\"\n"));
    assert_eq!(made(&site.run(&["new", "goal"])), files("content/strategies/second/goal-2", &GOAL), "of the newest strategy");
    let open = empty_texts(&site, second);
    assert_eq!(open.len(), 5);
    assert_eq!(open_texts(&site), open);
    for path in site.tree(second).into_keys() {
        site.change(&format!("{second}/{path}"), "{ ja = \"\", en = \"\" }", "{ ja = \"題\", en = \"Title\" }");
    }
    let checked = site.run(&["check", "--strict"]);
    assert_eq!((checked.status, checked.stderr.as_str()), (0, ""));
}

#[test]
fn a_strategy_that_cannot_be_is_refused() {
    let site = sample();
    refused(&site, &["new", "strategy", "first"], 2, "error: `./content/strategies/first` is there already; nothing was changed\n");
    for id in ["my plan", "a/b", "..", "", "x.md"] {
        let says = format!("error: `{id}` cannot be the id of a strategy: use letters, digits, `-` and `_`\n");
        refused(&site, &["new", "strategy", id], 2, &says);
    }
    refused(&site, &["new", "strategy", "b", "--succeeds", "frist"], 2, "error: unknown strategy `frist`: did you mean `first`?\n");
    let japanese = "エラー：戦略 `x` はありません。使えるもの：`first`\n";
    refused(&site, &["new", "goal", "--strategy", "x", "--lang", "ja"], 2, japanese);
    site.remove("content/strategies");
    site.remove("content/editions");
    let none = "error: the site has no strategy yet: make one with `torikumi new strategy ID`\n";
    refused(&site, &["new", "goal"], 2, none);
    refused(&Site::empty(), &["new", "goal"], 2, "error: `.` has no folder `content`: name the site's folder with --root\n");
}

/// A form with every key that it explains in a comment.
fn with_every_key(text: &str) -> String {
    let is_key = |line: &str| {
        let word: String = line.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '_').collect();
        line.starts_with('[') || (!word.is_empty() && line[word.len()..].starts_with(" = "))
    };
    let uncommented = |line: &str| {
        line.strip_prefix("# ")
            .filter(|line| is_key(line) && !line.ends_with(" = ") && !line.ends_with("value = }"))
            .unwrap_or(line)
            .to_owned()
    };
    text.lines().map(|line| uncommented(line) + "\n").collect()
}

#[test]
fn a_form_explains_every_key_at_its_top_and_no_other() {
    let site = sample();
    assert_eq!(site.run(&["new", "edition", "2026"]).status, 0);
    assert_eq!(site.run(&["new", "strategy", "second"]).status, 0);
    for (kind, path) in [
        ("strategy", "content/strategies/second/strategy.md"),
        ("goal", "content/strategies/second/goal-1/goal.md"),
        ("measure", "content/strategies/second/goal-1/measure-1.md"),
        ("edition", "content/editions/2026/edition.md"),
        ("edition-goal", "content/editions/2026/goal-1/goal.md"),
        ("edition-measure", "content/editions/2026/goal-1/measure-1.md"),
    ] {
        let text = with_every_key(&site.read(path));
        let facts: toml::Table = text.trim_matches(['+', '\n']).parse().unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        let schema: serde_json::Value = serde_json::from_str(&site.run(&["schema", kind]).stdout).unwrap();
        let known: BTreeSet<&String> = schema["properties"].as_object().unwrap().keys().collect();
        assert_eq!(facts.keys().collect::<BTreeSet<_>>(), known, "{path}");
        site.write(path, &text);
    }
    let unknown: Vec<String> =
        check(&site).into_iter().filter(|line| line.contains("[unknown-key]") || line.contains("[toml-syntax]")).collect();
    assert_eq!(unknown, [""; 0]);
}

#[test]
fn what_a_killed_run_left_is_no_content_and_no_hindrance() {
    let site = sample();
    site.write("content/editions/.0123456789abcdef.torikumi-new/edition.md", "+++\nstrat");
    let checked = site.run(&["check", "--strict"]);
    assert_eq!((checked.status, checked.stderr.as_str()), (0, ""));
    assert_eq!(made(&site.run(&["new", "edition", "2026"])).len(), 7);
    assert!(!site.path("content/editions/.0123456789abcdef.torikumi-new").exists());
}

#[test]
fn a_failing_run_leaves_nothing() {
    let site = sample();
    site.remove("content/editions");
    site.write("content/editions", "a file in the way");
    let before = site.without_history();
    let run = site.run(&["new", "edition", "2026"]);
    assert!(run.status == 2 && run.stdout.is_empty() && run.stderr.starts_with("error: cannot "), "{run:?}");
    assert_eq!(differences(&before, &site.without_history()), [""; 0]);
}

#[test]
fn killed_at_any_moment_an_edition_is_there_whole_or_not_at_all() {
    let site = tsubaki();
    const NEW: [&str; 3] = ["new", "edition", "2022"];
    assert_eq!(site.run(&NEW).status, 0);
    let whole: Tree = site.tree("content/editions/2022");
    let look = |killed: &str| {
        if site.path("content/editions/2022").exists() {
            assert_eq!(differences(&whole, &site.tree("content/editions/2022")), [""; 0], "{killed}");
            Left::New
        } else {
            assert_eq!(site.run(&NEW).status, 0, "{killed}");
            Left::Old
        }
    };
    kill_at_moments(&site, &NEW, || drop(fs::remove_dir_all(site.path("content/editions/2022"))), look);
}

/// A new site without samples, made with these options besides.
fn empty(site: &Site, options: &[&str]) -> Run {
    let city = ["init", "--empty", ".", "--name", "桜瀬市", "--name-en", "Sakurase City", "--plan", "第2期総合戦略", "--years", "R2-R6"];
    site.run(&[&city[..], options].concat())
}

#[test]
fn a_site_without_samples_has_its_names_alone_and_can_be_built() {
    let site = Site::empty();
    let run = empty(&site, &["--plan-en", "Second Comprehensive Strategy", "--code", "172014", "--strategy", "second"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    assert!(run.stdout.contains("torikumi import strategy KPI.xlsx --id second --root ."), "{run:?}");
    assert_eq!(site.tree("content").into_keys().collect::<Vec<_>>(), ["site.toml", "strategies/second/strategy.md"]);
    let checked = site.run(&["check", "--strict"]);
    assert_eq!((checked.status, checked.stderr.as_str()), (0, ""), "{checked:?}");
    assert_eq!(site.run(&["build", "--strict"]).status, 0);
    let page = fs::read_to_string(site.path("output/en/strategies/second/index.html")).unwrap();
    assert!(page.contains("Second Comprehensive Strategy") && page.contains("FY2020"), "{page}");
}

#[test]
fn a_site_without_samples_is_refused_where_something_is_missing_or_wrong() {
    let site = Site::empty();
    let run = site.run(&["init", "--empty", ".", "--name", "桜瀬市"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (2, "error: not given: `--plan`, `--years` (on a terminal, the program asks for them)\n")
    );
    let years = site.run(&["init", "--empty", ".", "--name", "桜瀬市", "--plan", "総合戦略", "--years", "R6-R2"]);
    assert_eq!(years.status, 2);
    let code = empty(&site, &["--code", "172013"]);
    assert!(code.status == 1 && code.stderr.contains("[publisher-code]") && code.stderr.contains("nothing was made"), "{code:?}");
    assert!(!site.path("content").exists());
}
