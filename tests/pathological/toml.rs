//! Front matter that overflows stacks, and messages that would be as long as what they quote.

use super::{bounded, faults, japanese};
use crate::harness::Run;

const LEVELS: usize = 100_000;

#[test]
fn front_matter_that_nests_too_deep_is_a_fault_of_its_line() {
    let site = japanese();
    let dotted = vec!["a"; LEVELS].join(".");
    let facts = [
        ("arrays-closed", format!("x = {}{}", "[".repeat(LEVELS), "]".repeat(LEVELS))),
        ("arrays-open", format!("x = {}", "[".repeat(LEVELS))),
        ("dotted", format!("{dotted} = 1")),
        ("header", format!("[{dotted}]")),
        ("headers", format!("[[{dotted}]]")),
        ("tables-closed", format!("x = {}1{}", "{a=".repeat(LEVELS), "}".repeat(LEVELS))),
        ("tables-open", format!("x = {}", "{a=".repeat(LEVELS))),
    ];
    for (name, facts) in &facts {
        site.write(&format!("content/pages/{name}.md"), &format!("+++\ntitle = {{ ja = \"頁\" }}\n{facts}\n+++\n"));
    }
    let found = faults(&site, &["build"]);
    let places: Vec<&str> = found.iter().filter_map(|fault| fault.strip_prefix("content/pages/")).collect();
    let expected = [
        "arrays-closed.md:3:85: error[toml-syntax]",
        "arrays-open.md:3:85: error[toml-syntax]",
        "dotted.md:3:1: error[toml-syntax]",
        "header.md:3:1: error[toml-syntax]",
        "headers.md:3:1: error[toml-syntax]",
        "tables-closed.md:3:245: error[toml-syntax]",
        "tables-open.md:3:245: error[toml-syntax]",
    ];
    assert_eq!(places, expected);
    assert_eq!(found.len(), expected.len());
    for (language, words) in [("en", "brackets, braces or dotted keys nest too deep"), ("ja", "かっこや「.」の入れ子が深すぎます")]
    {
        let run = bounded(&site, &["build", "--format", "short", "--lang", language]);
        assert_eq!(run.stderr.matches(words).count(), expected.len(), "{}", super::beginning(&run.stderr));
    }
}

#[test]
fn what_a_message_quotes_is_cut_and_cannot_move_the_cursor() {
    let site = japanese();
    let long = "x".repeat(1 << 20);
    site.write("content/pages/long.md", &format!("+++\ntitle = {{ ja = \"頁\" }}\n{long} = 1\naliases = \"{long}\"\n+++\n"));
    site.write("content/pages/red.md", "+++\ntitle = { ja = \"頁\" }\naliases = \"\\u001b[31m\\u0007\"\n+++\n");
    for format in ["short", "full"] {
        let run = bounded(&site, &["build", "--format", format]);
        assert_eq!(run.status, 1);
        assert!(run.stderr.len() < 20_000 && run.stderr.contains('…'), "{} bytes", run.stderr.len());
        assert!(!run.stderr.contains(['\u{1b}', '\u{7}']), "{}", run.stderr);
    }
}

#[test]
fn ten_thousand_faults_of_one_file_are_all_reported() {
    let site = japanese();
    let keys: String = (0..10_000).map(|number| format!("k{number} = 1\n")).collect();
    site.write("content/pages/keys.md", &format!("+++\ntitle = {{ ja = \"頁\" }}\n{keys}+++\n"));
    let expected: Vec<String> = (0..10_000).map(|number| format!("content/pages/keys.md:{}:1: error[unknown-key]", number + 3)).collect();
    assert_eq!(faults(&site, &["build"]), expected);
    let run = bounded(&site, &["build"]);
    assert!(run.stderr.ends_with("10000 errors in 1 file\n"), "{}", super::beginning(&run.stderr));
}

#[test]
fn errors_of_fifty_thousand_lines_are_five_and_one_that_goes_on_is_one() {
    let site = japanese();
    site.write("content/pages/twice.md", &format!("+++\n{}+++\n", "zz = 1\n".repeat(50_000)));
    site.write("content/pages/empty.md", &format!("+++\n{}+++\n", "= 1\n".repeat(50_000)));
    let found = faults(&site, &["build"]);
    let several = [2, 4, 5, 6, 7].map(|line| format!("content/pages/empty.md:{line}:1: error[toml-syntax]"));
    assert_eq!(found, [&several[..], &["content/pages/twice.md:3:1: error[toml-syntax]".to_owned()]].concat());
}

#[test]
fn a_title_of_a_hundred_thousand_letters_is_a_title() {
    let site = japanese();
    site.write("content/pages/long.md", &format!("+++\ntitle = {{ ja = \"{}\" }}\n+++\n", "長".repeat(1 << 17)));
    assert_eq!(bounded(&site, &["build", "--quiet"]), Run::new(0, "", ""));
}
