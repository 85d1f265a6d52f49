//! The targets, which the ordinary tests use as well.

#[path = "../../tests/harness/html.rs"]
pub mod html;
#[path = "../../tests/fuzz/targets.rs"]
pub mod targets;

/// The folder of the repository.
pub const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The target of a name.
pub fn target(name: &str) -> fn(&[u8]) {
    targets::TARGETS.into_iter().find(|(other, _)| *other == name).expect("a target").1
}
