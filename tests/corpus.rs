//! Every input that the fuzzer found worth keeping, tried as an ordinary test; the targets are those of `fuzz/`.

#[path = "fuzz/targets.rs"]
pub mod targets;

use crate::harness::html;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// The folder of the repository.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The largest corpus that is kept, in bytes.
const LARGEST: usize = 300_000;

fn inputs(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = format!("{ROOT}/fuzz/corpus/{target}");
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|file| (file.clone(), fs::read(file).unwrap())).collect()
}

/// Runs a target on its corpus; the test's name says which.
fn run(name: &str) {
    let (_, target) = targets::TARGETS.into_iter().find(|(other, _)| *other == name).unwrap();
    let inputs = inputs(name);
    assert!(inputs.len() >= 10, "{} inputs for {name}", inputs.len());
    for (file, bytes) in inputs {
        println!("{}", file.display());
        target(&bytes);
    }
}

#[test]
fn front_matter() {
    run("front_matter");
}

#[test]
fn document() {
    run("document");
}

#[test]
fn markdown() {
    run("markdown");
}

#[test]
fn number() {
    run("number");
}

#[test]
fn table() {
    run("table");
}

#[test]
fn word() {
    run("word");
}

#[test]
fn bag() {
    run("bag");
}

#[test]
fn request() {
    run("request");
}

#[test]
fn the_corpus_is_small_and_every_target_has_its_program() {
    let names: BTreeSet<&str> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
    let sum: usize = names.iter().flat_map(|name| inputs(name)).map(|(_, bytes)| bytes.len()).sum();
    assert!(sum < LARGEST, "{sum} bytes");
    let programs: BTreeSet<String> = fs::read_dir(format!("{ROOT}/fuzz/fuzz_targets"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(programs.iter().map(String::as_str).collect::<BTreeSet<_>>(), names);
}
