//! Names of the code: one name for one thing, and no parameter without one.

use crate::harness::{repository, tree};
use std::collections::BTreeMap;

/// The source files by path below `src`, without their unit tests.
fn sources() -> BTreeMap<String, String> {
    let files = tree(&repository("src")).into_iter().filter(|(path, _)| path.ends_with(".rs") && !path.ends_with("tests.rs"));
    let code = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
    };
    files.map(|(path, bytes)| (path, code(bytes))).collect()
}

/// The names of the types that a text defines: those of the macros for closed words and groups of texts too.
fn types(code: &str) -> Vec<&str> {
    let mut is_in_macro = false;
    let mut found = Vec::new();
    for line in code.lines() {
        found.extend(defined(line).or_else(|| line.trim().strip_suffix(" {").filter(|_| is_in_macro)));
        is_in_macro = ["closed! {", "group! {"].contains(&line) || (is_in_macro && line.trim_start().starts_with("///"));
    }
    found
}

/// The name of the type that a line defines.
fn defined(line: &str) -> Option<&str> {
    let line = if line.trim_start().starts_with("type ") { line } else { line.trim_start() };
    let line = line.strip_prefix("pub").map_or(line, |rest| rest.trim_start_matches("(super)").trim_start_matches("(crate)").trim_start());
    let rest = ["struct ", "enum ", "trait ", "type "].into_iter().find_map(|keyword| line.strip_prefix(keyword))?;
    rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next()
}

/// The part of a text up to the bracket that closes the one before it.
fn closed(text: &str) -> &str {
    let mut depth = 1;
    let end = text.find(|letter| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    &text[..end.unwrap_or(text.len())]
}

/// The signatures that take a tuple apart: a parameter that begins with a bracket.
fn taken_apart(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for after in code.split("fn ").skip(1) {
        let name: String = after.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        let Some((_, parameters)) = after.split_once('(').filter(|(before, _)| before.starts_with(&name) && !name.is_empty()) else {
            continue;
        };
        let parameters = closed(parameters);
        let mut depth = 0;
        let mut begins = true;
        let has_tuple = parameters.chars().any(|letter| {
            let is_tuple = begins && letter == '(';
            begins = match letter {
                ',' if depth == 0 => true,
                letter => begins && letter.is_whitespace(),
            };
            depth += match letter {
                '(' | '[' | '<' => 1,
                ')' | ']' | '>' => -1,
                _ => 0,
            };
            is_tuple
        });
        if has_tuple {
            found.push(name);
        }
    }
    found
}

#[test]
fn no_signature_takes_an_anonymous_tuple_apart() {
    assert_eq!(taken_apart("fn both((a, b): (u8, u8)) {} fn one(a: (u8, u8), c: &[(u8, u8)]) {}"), ["both"]);
    assert_eq!(taken_apart("fn later(a: Map<u8, u8>,\n    (b, c): (u8, u8),\n) {}"), ["later"]);
    for (path, code) in sources() {
        assert_eq!(taken_apart(&code), Vec::<String>::new(), "{path}: give the parts a struct with names");
    }
}

#[test]
fn no_two_types_share_a_name() {
    assert_eq!(defined("    pub(super) struct Row<'a> {"), Some("Row"));
    assert_eq!(types("closed! {\n    /// A word.\n    Tone {\n        Good,\n    }\n}\nenum Other {"), ["Tone", "Other"]);
    let mut paths: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, code) in sources() {
        for name in types(&code).into_iter().filter(|name| !name.is_empty()) {
            paths.entry(name.to_owned()).or_default().push(path.clone());
        }
    }
    paths.retain(|_, paths| paths.len() > 1);
    assert!(paths.is_empty(), "{paths:#?}");
}
