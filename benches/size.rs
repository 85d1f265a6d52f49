//! How the time and memory of a build grow with the site: `cargo bench --bench size`.
//!
//! Made-up sites of 0, 1, 10 and 100 editions, built as whole processes in memory, beside `cp -r` of what was built: the least
//! that writing so many files can take. The aims: at most 4 times `cp -r`, a page at 100 editions in no more time than at 10,
//! 120 MiB at most, an empty site in 5 ms; on the disk an unchanged build touches no file and takes at most 0.15 s more than the
//! first build in memory. `EDITIONS=10` measures that size alone.
//!
//! What runs is a copy of the program, as it is installed: pages of a file that the linker has just left in memory are mapped one
//! by one, which takes a millisecond more than after they were read from the disk.

mod synthetic;

use nix::sys::resource::{UsageWho, getrusage};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

const SIZES: [i32; 4] = [0, 1, 10, 100];

fn main() {
    // A process of its own for each size, so that each tells of its own memory.
    if let Some(editions) = std::env::var("SIZE").ok().and_then(|size| size.parse().ok()) {
        return measure(editions);
    }
    let wanted = std::env::var("EDITIONS").ok().and_then(|size| size.parse::<i32>().ok());
    println!("editions  files   first build  cp -r    times  a page    unchanged  on disk, unchanged  peak memory");
    for editions in SIZES.into_iter().filter(|size| wanted.is_none_or(|wanted| wanted == *size)) {
        let program = std::env::current_exe().expect("this program");
        let status = Command::new(program).env("SIZE", editions.to_string()).status().expect("this program");
        assert!(status.success(), "the measurement of {editions} editions failed");
    }
}

fn measure(editions: i32) {
    let installed = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk");
    let program = installed.path().join("torikumi");
    std::fs::copy(env!("CARGO_BIN_EXE_torikumi"), &program).expect("a copy of the program");
    let memory = tempfile::tempdir_in(if Path::new("/dev/shm").is_dir() { "/dev/shm" } else { "." }).expect("a folder in memory");
    let root = memory.path().join("site");
    synthetic::write(&root, editions);
    let (output, copy) = (memory.path().join("output"), memory.path().join("copy"));
    // What takes milliseconds is measured often: a neighbour of this machine takes as much.
    let runs = match editions {
        0 => 101,
        1..=10 => 15,
        _ => 5,
    };
    let empty = |folder: &Path| std::fs::remove_dir_all(folder).unwrap_or_default();
    build(&program, &root, &output);
    let (mut first, mut copied) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        empty(&output);
        first.push(build(&program, &root, &output));
        empty(&copy);
        copied.push(copy_of(&output, &copy));
    }
    empty(&copy);
    let (first, copied) = (median(first), median(copied));
    let unchanged = median((0..runs).map(|_| build(&program, &root, &output)).collect());
    let peak = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the usage of processes that have ended").max_rss();
    let files = files(&output);
    let on_disk = on_disk(&program, &root, runs);
    println!(
        "{editions:>8}  {:>6}  {:>8.1} ms  {:>6.1} ms  {:>4.1}  {:>6.1} µs  {:>6.1} ms  {:>15.1} ms  {:>7.1} MiB",
        files.len(),
        milliseconds(first),
        milliseconds(copied),
        milliseconds(first) / milliseconds(copied),
        milliseconds(first) * 1000.0 / count(files.len()),
        milliseconds(unchanged),
        milliseconds(on_disk),
        count(usize::try_from(peak).unwrap_or_default()) / 1024.0,
    );
}

/// An unchanged build on the disk; it touches no file.
fn on_disk(program: &Path, root: &Path, runs: usize) -> Duration {
    let disk = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk");
    let output = disk.path().join("output");
    build(program, root, &output);
    let before = files(&output);
    let taken = median((0..runs).map(|_| build(program, root, &output)).collect());
    assert!(before == files(&output), "an unchanged build touched a file");
    taken
}

fn build(program: &Path, root: &Path, output: &Path) -> Duration {
    let mut command = Command::new(program);
    command.args(["build", "--quiet", "--root"]).arg(root).arg("--output-dir").arg(output).stdout(Stdio::null());
    timed(&mut command)
}

fn copy_of(output: &Path, copy: &Path) -> Duration {
    timed(Command::new("cp").arg("-r").arg(output).arg(copy))
}

fn timed(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.status().expect("a program");
    let taken = start.elapsed();
    assert!(status.success(), "{command:?} failed");
    taken
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Every file of the site with the time of its last change.
fn files(folder: &Path) -> Vec<(PathBuf, SystemTime)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| entry.file_name() != ".torikumi");
    let files = entries.map(|entry| entry.expect("an entry of the output")).filter(|entry| entry.file_type().is_file());
    files.map(|file| (file.path().to_owned(), file.metadata().expect("a file").modified().expect("a time"))).collect()
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn count(number: usize) -> f64 {
    number as f64
}
