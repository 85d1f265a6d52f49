//! The command lines of the documentation: each is one that the program takes.

use super::Page;
use crate::harness::Site;
use std::collections::BTreeMap;

/// How a line names the program before its arguments.
const PROGRAM: [&str; 4] = ["torikumi ", "$ torikumi ", "cargo run --release -- ", "- run: torikumi "];
/// What stands for an argument of the reader's own, and one that the program takes there.
const PLACEHOLDERS: [(&str, &str); 4] = [("YEAR", "2016"), ("CODE", "unknown-name"), ("SHELL", "bash"), ("KIND", "site")];

/// The words of a line as a shell splits them, up to a comment or a redirection.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            '#' | '>' if !quoted && word.is_none() => break,
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// The arguments of the program in a line, if it is a command line of the program or of its image.
fn arguments(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let after = |program: &&str| line.strip_prefix(*program);
    let in_image = || line.strip_prefix("docker run ").and_then(|line| line.split_once(" torikumi ")).map(|(_, arguments)| arguments);
    let arguments = PROGRAM.iter().find_map(after).or_else(in_image)?;
    Some(words(arguments).iter().map(|word| plain(word)).filter(|word| !word.is_empty()).collect())
}

/// A word without the marks of a synopsis.
fn plain(word: &str) -> String {
    let word = word.trim_matches(['[', ']', '…']);
    PLACEHOLDERS.iter().find(|(placeholder, _)| *placeholder == word).map_or(word, |(_, argument)| argument).to_owned()
}

/// Every command line of a page.
fn command_lines(page: &Page) -> Vec<Vec<String>> {
    let blocks = page.code_blocks().join("\n").replace("\\\n", " ");
    let lines = blocks.lines().map(str::to_owned).chain(page.code_spans());
    lines.filter_map(|line| arguments(&line)).filter(|arguments| !arguments.is_empty()).collect()
}

/// Whether the program takes the arguments; they are read, and nothing is done.
fn is_taken(site: &Site, arguments: &[String]) -> bool {
    let help = (arguments[0] != "help").then_some("--help");
    let asked: Vec<&str> = arguments.iter().map(String::as_str).chain(help).collect();
    site.run(&asked).status == 0
}

#[test]
fn every_command_line_is_one_that_the_program_takes() {
    let site = Site::empty();
    let mut pages = BTreeMap::new();
    for page in Page::all() {
        pages.extend(command_lines(&page).into_iter().map(|arguments| (arguments, page.path.clone())));
    }
    assert!(pages.len() > 60, "{} command lines", pages.len());
    let refused = pages.iter().filter(|(arguments, _)| !is_taken(&site, arguments));
    let refused: Vec<String> = refused.map(|(arguments, path)| format!("{path}: {}", arguments.join(" "))).collect();
    assert_eq!(refused, Vec::<String>::new());
}

#[test]
fn a_command_line_that_the_program_does_not_take_is_found() {
    let site = Site::empty();
    for line in ["torikumi biuld", "torikumi build --sttrict", "$ torikumi completions csh", "cargo run --release -- check --lang fr"] {
        assert!(!is_taken(&site, &arguments(line).unwrap()), "{line}");
    }
}

#[test]
fn lines_are_split_as_a_shell_does() {
    assert_eq!(words("archive 2016 --revision \"table 3\"  # sealed again"), ["archive", "2016", "--revision", "table 3"]);
    assert_eq!(arguments("torikumi man > torikumi.1"), Some(vec!["man".to_owned()]));
    assert_eq!(arguments("docker run --rm --env LANG torikumi build"), Some(vec!["build".to_owned()]));
    assert_eq!(arguments("torikumi explain [CODE]"), Some(vec!["explain".to_owned(), "unknown-name".to_owned()]));
    assert_eq!(arguments("sudo tar -xzf torikumi-0.1.0.tar.gz"), None);
}
