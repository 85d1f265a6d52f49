//! How the time of a check and of a build grows with the indicators of one edition: `cargo bench --bench indicators`.
//!
//! Twice as many indicators are twice as many pages, and take twice as long: the columns of one indicator stay the same. The aim is a check
//! of 20,000 in five seconds. `INDICATORS=20000` measures that number alone.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SIZES: [usize; 4] = [1000, 5000, 10_000, 20_000];
/// A text of the content has four megabytes at most.
const GOALS: usize = 4;

fn main() {
    let wanted = std::env::var("INDICATORS").ok().and_then(|size| size.parse::<usize>().ok());
    let sizes = wanted.map_or_else(|| SIZES.to_vec(), |size| vec![size]);
    println!("indicators      check  check of one      build  build of one");
    for size in sizes {
        let memory = tempfile::tempdir_in(if Path::new("/dev/shm").is_dir() { "/dev/shm" } else { "." }).expect("a folder in memory");
        write(memory.path(), size);
        let (check, build) = (run(memory.path(), "check"), run(memory.path(), "build"));
        let one = |time: Duration| time.as_secs_f64() * 1000.0 / f64::from(u32::try_from(size).unwrap_or(u32::MAX));
        let (of_check, of_build) = (one(check), one(build));
        println!("{size:>10}  {:>7.2} s  {of_check:>9.2} ms  {:>7.2} s  {of_build:>9.2} ms", check.as_secs_f64(), build.as_secs_f64());
    }
}

fn run(root: &Path, command: &str) -> Duration {
    let started = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_torikumi"));
    let status = program.args([command, "--quiet"]).current_dir(root).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.expect("the program").success(), "{command} failed");
    started.elapsed()
}

/// A site of one strategy and one edition.
fn write(root: &Path, indicators: usize) {
    let put = |path: &str, text: &str| {
        let path = root.join("content").join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    let title = "title = { ja = \"計画\", en = \"Plan\" }";
    put("site.toml", &format!("{title}\nlanguages = [\"ja\", \"en\"]\n"));
    put("strategies/plan/strategy.md", &format!("+++\n{title}\nperiod = [2020, 2024]\n+++\n"));
    put("editions/2021/edition.md", &format!("+++\nstrategy = \"plan\"\npublished = \"2022-09\"\n{title}\n+++\n"));
    for goal in 0..GOALS {
        let (mut plan, mut results) = (String::new(), String::new());
        for number in (goal..indicators).step_by(GOALS) {
            let name = format!("{{ ja = \"指標{number}\", en = \"Indicator {number}\" }}");
            let values = "baseline = { year = 2019, value = 80 }\ntarget = { year = 2024, value = 100 }";
            let facts = "unit = \"人\"\nkind = \"level\"\ndirection = \"up\"";
            writeln!(plan, "\n[[indicator]]\nid = \"i-{number}\"\nrole = \"kpi\"\nname = {name}\n{facts}\n{values}").expect("a text");
            writeln!(results, "i-{number} = {}", 80 + number % 30).expect("a text");
        }
        let title = format!("title = {{ ja = \"基本目標その{goal}\", en = \"Goal {goal}\" }}");
        put(&format!("strategies/plan/goal-{}/goal.md", goal + 1), &format!("+++\n{title}\n{plan}+++\n"));
        put(&format!("editions/2021/goal-{}/goal.md", goal + 1), &format!("+++\n[results]\n{results}+++\n"));
    }
}
