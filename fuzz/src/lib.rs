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

/// Lets writing to a closed connection fail instead of ending the process: the fuzzer's `main` is not that of Rust, which sees to it.
pub fn survive_broken_pipes() {
    let unread = std::sync::Arc::default();
    signal_hook::flag::register(signal_hook::consts::SIGPIPE, unread).expect("a signal that can be handled");
}
