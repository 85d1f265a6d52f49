//! What the program prints for whom: JSON for machines, little with `--quiet`, times with `--verbose`, colours and a bar on a
//! terminal alone.

use crate::harness::{Run, Site, program, repository};
use serde_json::{Value, json};
use std::process::Command;

fn case(name: &str) -> Site {
    Site::base().with(&repository("tests/bad").join(name))
}

fn document(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[test]
fn json_gives_messages_with_both_ends_of_their_place() {
    let site = Site::base();
    site.change("content/strategies/plan/goal-1/goal.md", "unit = \"万人\"", "unit = \"万人\"\ntitel = \"観光\"");
    site.write("content/notes.md", "");
    let run = site.run(&["check", "--format", "json"]);
    let help = "the path says what a file is, such as pages/about.md, strategies/first/goal-1/goal.md, editions/2016/goal-1/measure-1.md";
    let known = document(&run)["diagnostics"][1]["help"].clone();
    let expected = json!({
        "diagnostics": [
            {
                "severity": "error",
                "code": "unexpected-file",
                "message": "the format has no such file here",
                "help": help,
                "path": "content/notes.md",
            },
            {
                "severity": "error",
                "code": "unknown-key",
                "message": "unknown key `titel`",
                "label": "not known here",
                "help": known,
                "path": "content/strategies/plan/goal-1/goal.md",
                "line": 9,
                "column": 1,
                "end_line": 9,
                "end_column": 6,
            },
        ],
        "errors": 2,
        "warnings": 0,
        "notes": 0,
    });
    assert_eq!((document(&run), run.status, run.stderr.as_str()), (expected, 1, ""));
    assert_eq!(run.stdout.lines().count(), 1);
}

#[test]
fn json_gives_the_related_place_and_counts_characters() {
    let run = case("duplicate-ids").run(&["check", "--format", "json", "--lang", "ja"]);
    let expected = json!({
        "severity": "error",
        "code": "duplicate-id",
        "message": "`none` が二度定義されています",
        "label": "二つめの定義",
        "path": "content/strategies/plan/goal-1/goal.md",
        "line": 19,
        "column": 60,
        "end_line": 19,
        "end_column": 101,
        "related": {
            "message": "一つめの定義",
            "path": "content/strategies/plan/goal-1/goal.md",
            "line": 19,
            "column": 10,
            "end_line": 19,
            "end_column": 58,
        },
    });
    assert_eq!(document(&run)["diagnostics"][2], expected);
}

/// The lines of `--format short`, made from the JSON.
fn short(document: &Value) -> String {
    let text = |value: &Value| value.as_str().map(str::to_owned).unwrap_or_default();
    let line = |entry: &Value| {
        let place = if entry["line"].is_null() { String::new() } else { format!(":{}:{}", entry["line"], entry["column"]) };
        let help = entry["help"].as_str().map(|help| format!(" ({help})")).unwrap_or_default();
        let [path, severity, code, message] = ["path", "severity", "code", "message"].map(|key| text(&entry[key]));
        format!("{path}{place}: {severity}[{code}]: {message}{help}\n")
    };
    document["diagnostics"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn json_says_what_the_report_says_and_nothing_else_is_on_standard_output() {
    for name in ["several-files", "wrong-type", "not-utf8", "missing-translation", "photo-without-file", "template-syntax"] {
        for (command, language) in [("check", "en"), ("check", "ja"), ("build", "en")] {
            let site = case(name);
            let lines = site.run(&[command, "--lang", language, "--format", "short", "--quiet"]);
            let run = site.run(&[command, "--lang", language, "--format", "json"]);
            assert_eq!((short(&document(&run)), run.status, run.stderr.as_str()), (lines.stderr, lines.status, ""), "{command} {name}");
            let count = |severity: &str| lines_of(&document(&run), severity);
            let counts = ["errors", "warnings", "notes"].map(|key| document(&run)[key].as_u64().unwrap() as usize);
            assert_eq!(counts, [count("error"), count("warning"), count("note")], "{command} {name}");
        }
    }
}

fn lines_of(document: &Value, severity: &str) -> usize {
    document["diagnostics"].as_array().unwrap().iter().filter(|entry| entry["severity"] == severity).count()
}

#[test]
fn json_of_content_without_a_fault_is_an_empty_list() {
    let empty = "{\"diagnostics\":[],\"errors\":0,\"warnings\":0,\"notes\":0}\n";
    let site = Site::base();
    assert_eq!(site.run(&["check", "--format", "json"]), Run::new(0, empty, ""));
    assert_eq!(site.run(&["build", "--format", "json"]), Run::new(0, empty, ""));
    assert!(site.path("output/index.html").is_file());
}

#[test]
fn what_the_program_cannot_do_is_no_json() {
    let run = Site::empty().run(&["check", "--format", "json"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.starts_with("error: "), "{run:?}");
}

#[test]
fn quiet_leaves_the_faults_and_nothing_else() {
    let site = Site::base();
    assert_eq!(site.run(&["check", "--quiet"]), Run::new(0, "", ""));
    assert_eq!(site.run(&["-q", "build"]), Run::new(0, "", ""));
    assert!(site.path("output/index.html").is_file());
    site.change("content/editions/2021/edition.md", "\"plan\"", "\"paln\"");
    let loud = site.run(&["check"]);
    let quiet = site.run(&["check", "-q"]);
    assert_eq!((quiet.status, quiet.stdout.as_str(), quiet.stderr + "\n1 error in 1 file\n"), (1, "", loud.stderr));
}

#[test]
fn verbose_says_what_takes_how_long_and_where() {
    let site = Site::base();
    let run = site.run(&["build", "--verbose"]).timeless();
    let texts = site.tree("content").len() + crate::harness::tree(&repository("themes/default")).len();
    let parts = [
        format!("… s  `.` read: {texts} texts"),
        "… s  evaluated".to_owned(),
        "… s  rendered and compared: 62 files".to_owned(),
        "… s  `./output` written: 62 files\n".to_owned(),
    ];
    assert_eq!((run.status, run.stderr), (0, parts.join("\n")));
    let check = site.run(&["check", "-v", "--lang", "ja"]).timeless();
    let parts = [format!("…秒 `.` の読み込み：{texts}ファイル"), "…秒 評価の計算".to_owned(), "…秒 点検：62ファイル\n".to_owned()];
    assert_eq!((check.status, check.stderr), (0, parts.join("\n")));
}

/// What a terminal shows of a run in the folder of the site.
fn on_a_terminal(site: &Site, arguments: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new("script");
    command.env_remove("NO_COLOR").env("TERM", "xterm").env("LC_ALL", "C.UTF-8").env("RAYON_NUM_THREADS", "1");
    command.envs(variables.iter().copied()).current_dir(site.root());
    let line = format!("{} {arguments}", program().display());
    let output = command.args(["-qec", &line, "/dev/null"]).output().expect("`script` gives a terminal");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn colours_are_for_terminals_and_go_with_no_color() {
    let site = case("unknown-key");
    let coloured = |text: &str| text.contains("\u{1b}[");
    assert!(coloured(&on_a_terminal(&site, "check", &[])));
    assert!(coloured(&on_a_terminal(&site, "check", &[("NO_COLOR", "")])));
    let plain = on_a_terminal(&site, "check", &[("NO_COLOR", "1")]);
    assert!(plain.contains("error[unknown-key]") && !coloured(&plain), "{plain}");
    assert!(!coloured(&site.run(&["check"]).stderr));
}

#[test]
fn a_bar_appears_on_a_terminal_while_long_work_goes_on() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki"));
    let shown = on_a_terminal(&site, "build", &[]);
    let (_, rest) = shown.split_once(" charts in ").unwrap();
    let (seconds, rest) = rest.split_once(" s: ").unwrap();
    let seconds: f64 = seconds.parse().unwrap();
    let files = rest.split(' ').next().unwrap();
    assert!(files.parse::<usize>().unwrap() > 600, "{files}");
    let has_bar = shown.contains(&format!("/{files}\u{1b}")) || shown.contains(&format!("/{files}\r"));
    assert!(if has_bar { seconds >= 0.5 } else { seconds < 0.8 }, "{seconds} s: {shown}");
    let last = shown.trim_end().rsplit(['\n', '\r']).next().unwrap();
    let closing = last.trim_start_matches("\u{1b}[2K");
    assert!(
        closing.contains(" pages and 336 charts in ") && closing.starts_with(|first: char| first.is_ascii_digit()),
        "the bar is still there: {last:?}"
    );
    site.remove("output");
    assert_eq!(on_a_terminal(&site, "build --quiet", &[]), "");
    site.remove("output");
    assert_eq!(site.run(&["build"]).stderr, "", "no bar without a terminal");
}
