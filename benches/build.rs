//! How long a build of Kanazawa's site takes as a whole process, and how much memory: `cargo bench --bench build`.
//!
//! The aim: a first build in under 50 ms, in under 40 MiB.

use nix::sys::resource::{UsageWho, getrusage};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 21;

fn main() {
    let folder = memory_folder();
    let output = folder.path().join("output");
    let empty = || std::fs::remove_dir_all(&output).unwrap_or_default();
    build(&output);
    let first = median(|| {
        empty();
        build(&output)
    });
    let unchanged = median(|| build(&output));
    let peak = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the usage of processes that have ended").max_rss();
    println!("files            {}", files(&output));
    println!("first build      {:.1} ms (median of {RUNS})", milliseconds(first));
    println!("unchanged build  {:.1} ms (median of {RUNS})", milliseconds(unchanged));
    println!("peak memory      {:.1} MiB", kibibytes(peak) / 1024.0);
}

/// A temporary folder, in memory where the system has such a place.
fn memory_folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let parent = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    tempfile::tempdir_in(parent).expect("a temporary folder")
}

/// One build as a process of its own.
fn build(output: &Path) -> Duration {
    let mut command = Command::new(env!("CARGO_BIN_EXE_torikumi"));
    command.args(["build", "--root", env!("CARGO_MANIFEST_DIR"), "--output-dir"]).arg(output).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status().expect("the program");
    let taken = start.elapsed();
    assert!(status.success(), "the build failed");
    taken
}

fn median(mut run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
    times.sort();
    times[RUNS / 2]
}

fn files(folder: &Path) -> usize {
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { 1 };
    let entries = std::fs::read_dir(folder).expect("the output folder").filter_map(Result::ok);
    entries.filter(|entry| entry.file_name() != ".torikumi").map(|entry| below(entry.path())).sum()
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn kibibytes(size: i64) -> f64 {
    size as f64
}
