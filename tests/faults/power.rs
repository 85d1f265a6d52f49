//! The power goes at any moment: the old is there or the new, the next command completes it by itself, and what was done stays.

use super::scenarios;
use super::trial::{Met, Scenario};

/// The power goes before every operation, or where a sample is enough before every `step`-th.
fn survives(scenario: &Scenario, step: usize) {
    let mut met = Met::default();
    scenario.lose_power(&mut met, step);
    println!("{:?}: {} trials, {} failed", scenario.command, met.trials, met.failed);
    assert!(met.failed > 5, "the power went {} times", met.failed);
    let shown: Vec<&str> = met.problems.iter().take(20).map(String::as_str).collect();
    assert!(met.problems.is_empty(), "{} of {} trials:\n{}", met.problems.len(), met.trials, shown.join("\n"));
}

#[test]
fn a_first_build_survives() {
    survives(&scenarios::first_build(), 23);
}

#[test]
fn a_later_build_survives() {
    survives(&scenarios::later_build(), 7);
}

#[test]
fn a_first_publication_survives() {
    survives(&scenarios::first_publication(), 23);
}

#[test]
fn a_later_publication_survives() {
    survives(&scenarios::later_publication(), 7);
}

#[test]
fn sealing_survives() {
    survives(&scenarios::archive(), 2);
}

#[test]
fn an_import_survives() {
    survives(&scenarios::import(), 2);
}

#[test]
fn a_new_edition_survives() {
    survives(&scenarios::new_edition(), 2);
}

#[test]
fn a_new_site_survives() {
    survives(&scenarios::init(), 11);
}
