//! Every file operation of the program made to fail, one after the other: it says so, the last good site is whole, and nothing
//! of the author's is lost.
//!
//! A layer in C between the program and its files (`tests/faults/layer.c`) does this. The commands that do little are tried with every
//! operation. Builds and a new site do the same to each of many files: of their operations a sample is tried, in steps, with every kind
//! of operation and the last, which shows what was made. `TORIKUMI_TESTS=thorough` tries every operation of all.

mod layer;
mod power;
mod scenarios;
mod together;
mod trial;

use crate::harness::differences;
use layer::Fault;
use layer::Kind::{self, Broken, Denied, Full, Half, Interrupted, Killed, ReadOnly, Torn, Vanished};
use layer::Lasting::{self, On, Once};
use trial::{Met, Scenario};

/// A kind of fault, how long it lasts, and which operations a sample takes: every n-th.
type Tried = (Kind, Lasting, usize);

/// Tries a scenario and tells what went wrong.
fn tried(scenario: &Scenario, kinds: &[Tried]) -> Met {
    let mut met = Met::default();
    for (kind, lasting, step) in kinds {
        scenario.try_each(&mut met, (*kind, *lasting), *step);
    }
    println!("{:?}: {} trials, {} failed, {:?}", scenario.command, met.trials, met.failed, met.operations);
    let shown: Vec<&str> = met.problems.iter().take(20).map(String::as_str).collect();
    assert!(met.problems.is_empty(), "{} of {} trials:\n{}", met.problems.len(), met.trials, shown.join("\n"));
    met
}

/// Every kind, for commands that do little.
const ALL: [Tried; 12] = [
    (Killed, Once, 1),
    (Torn, Once, 1),
    (Full, On, 1),
    (Full, Once, 3),
    (Broken, Once, 1),
    (Broken, On, 11),
    (Denied, Once, 3),
    (ReadOnly, On, 3),
    (ReadOnly, Once, 1),
    (Interrupted, Once, 1),
    (Half, Once, 1),
    (Vanished, Once, 1),
];

/// As [`ALL`], for a command that does the same to many files: no step falls in with the round of operations that a file takes.
const OF_MANY_FILES: [Tried; 11] = [
    (Killed, Once, 4),
    (Torn, Once, 4),
    (Full, On, 7),
    (Full, Once, 7),
    (Broken, Once, 7),
    (Broken, On, 11),
    (Denied, Once, 7),
    (ReadOnly, On, 7),
    (ReadOnly, Once, 5),
    (Interrupted, Once, 5),
    (Half, Once, 4),
];

#[test]
fn a_first_build() {
    tried(&scenarios::first_build(), &[(Killed, Once, 5), (Full, On, 7), (Broken, Once, 9), (Denied, Once, 11), (ReadOnly, On, 13)]);
}

#[test]
fn a_later_build() {
    let rare = [
        (Broken, On, 11),
        (Denied, Once, 7),
        (ReadOnly, On, 5),
        (Interrupted, Once, 5),
        (Half, Once, 5),
        (Torn, Once, 7),
        (Vanished, Once, 1),
    ];
    tried(&scenarios::later_build(), &rare);
}

#[test]
fn a_later_build_that_is_killed_or_whose_disk_is_full() {
    tried(&scenarios::later_build(), &[(Killed, Once, 2), (Full, On, 3), (Full, Once, 5)]);
}

#[test]
fn a_later_build_whose_disk_is_broken() {
    let scenario = scenarios::later_build();
    let mut met = tried(&scenario, &[(Broken, Once, 1)]);
    // Open data is made beside the pages, so that the number of an operation after both may differ from run to run, and the one renaming
    // before the commit be passed over.
    scenario.try_every(&mut met, Fault { kind: Broken, lasting: Once, number: 0, within: ".torikumi/journal" }, 1);
    assert_eq!(met.problems, [""; 0]);
    let all =
        ["create", "link", "mkdir", "open", "opendir", "read", "readdir", "rename", "resolve", "rmdir", "stat", "sync", "unlink", "write"];
    assert_eq!(met.operations.iter().map(String::as_str).collect::<Vec<_>>(), all);
    // A renaming, and so every removal of a file, is tried again.
    let refused = ["create", "mkdir", "open", "opendir", "read", "readdir", "stat", "sync", "write"];
    assert_eq!(met.refused.iter().map(String::as_str).collect::<Vec<_>>(), refused);
}

#[test]
fn a_later_build_over_a_folder_that_nobody_may_write_to() {
    let scenario = scenarios::later_build();
    for within in ["output/2021/", "output/indicators/", "output/new.html", "output/strategies/next/"] {
        let (outcome, left) = scenario.try_within(ReadOnly, within);
        assert!(outcome.status == Some(2) && outcome.stderr.contains(within), "{within}: {outcome:?}");
        assert_eq!(differences(&scenario.before, &left), [""; 0], "{within}");
        assert_eq!(scenario.recover(), Ok(()), "{within}");
    }
}

#[test]
fn sealing() {
    tried(&scenarios::archive(), &ALL);
}

#[test]
fn an_import() {
    tried(&scenarios::import(), &ALL);
}

#[test]
fn an_import_of_a_plan_into_what_is_there() {
    tried(&scenarios::import_plan(), &ALL);
}

#[test]
fn an_import_that_removes_from_a_plan() {
    tried(&scenarios::remove_from_plan(), &ALL);
}

#[test]
fn an_import_that_is_killed_without_the_layer() {
    scenarios::import().kill_at_moments();
}

#[test]
fn a_new_site() {
    let met = tried(&scenarios::init(), &OF_MANY_FILES);
    for operation in ["create", "mkdir", "opendir", "rename", "rmdir", "stat", "sync", "unlink", "write"] {
        assert!(met.operations.contains(operation), "{operation}: {:?}", met.operations);
    }
}

#[test]
fn a_new_edition() {
    tried(&scenarios::new_edition(), &ALL);
}

#[test]
fn a_form() {
    tried(&scenarios::export(), &ALL);
}
