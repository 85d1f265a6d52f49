//! Input that no clerk types and that comes all the same: far too deep, far too large, with names that lead elsewhere. It ends in bounded
//! time and memory, with a diagnostic or with the right site, and never with a panic.

mod archive;
mod links;
mod markdown;
mod names;
mod size;
mod tables;
mod themes;
mod toml;

use crate::harness::{Run, Site, program};
use std::process::Command;

/// Most seconds that a run may take before it is killed; sound ones take a few. No measure of speed.
const SECONDS: u32 = 180;
/// Most kilobytes of addresses that a run may have: the allocator takes them in large pieces.
const KILOBYTES: u32 = 4 << 20;

/// Runs the program within bounds of time and memory; it ends by itself.
fn bounded(site: &Site, arguments: &[&str]) -> Run {
    let script = format!("ulimit -v {KILOBYTES}; exec timeout --signal=KILL {SECONDS} \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
        command.env_remove(name);
    }
    let output = command.args(["-c", &script]).arg(program()).args(arguments).current_dir(site.root()).output().unwrap();
    let status = output.status.code().unwrap_or(-1);
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!((0..=2).contains(&status) && !stderr.contains("panicked"), "status {status}: {}", beginning(&stderr));
    Run { status, stdout, stderr }
}

fn beginning(text: &str) -> String {
    text.chars().take(2000).collect()
}

/// The faults of a site in one line each, `path:line:column: severity[code]`, without their words.
fn faults(site: &Site, arguments: &[&str]) -> Vec<String> {
    let run = bounded(site, &[arguments, &["--format", "short"]].concat());
    let head = |line: &str| line.split_once("]: ").map(|(head, _)| format!("{head}]"));
    run.stderr.lines().filter_map(head).collect()
}

/// The small site in Japanese alone, so that nothing is said of translations.
fn japanese() -> Site {
    let site = Site::base();
    site.change("content/site.toml", "languages = [\"ja\", \"en\"]", "languages = [\"ja\"]");
    site
}

/// A free page of this body.
fn page(site: &Site, name: &str, body: &str) {
    site.write(&format!("content/pages/{name}.md"), &format!("+++\ntitle = {{ ja = \"頁\", en = \"Page\" }}\n+++\n\n{body}\n"));
}
