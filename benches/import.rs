//! How long an import takes: `cargo bench --bench import`.
//!
//! A plan of 1,000 indicators from a table, and then their results from a table with two years, as whole processes in memory. The aim is
//! one second each.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROWS: usize = 1_000;
const RUNS: usize = 15;

fn main() {
    let memory = tempfile::tempdir_in(if Path::new("/dev/shm").is_dir() { "/dev/shm" } else { "." }).expect("a folder in memory");
    let root = memory.path();
    std::fs::create_dir_all(root.join("content")).expect("a folder in memory");
    write(root, "content/site.toml", "title = { ja = \"実績\" }\nlanguages = [\"ja\"]\n\n[publisher]\nname = { ja = \"市\" }\n");
    write(root, "plan.csv", &plan());
    write(root, "results.csv", &results());
    let plan = median(|| {
        std::fs::remove_dir_all(root.join("content/strategies")).unwrap_or_default();
        torikumi(root, &["import", "strategy", "plan.csv", "--id", "plan", "--accept-proposals"])
    });
    write(root, "content/strategies/plan/strategy.md", "+++\ntitle = { ja = \"戦略\" }\nperiod = [2020, 2024]\n+++\n");
    torikumi(root, &["new", "edition", "2022"]);
    let tried = median(|| torikumi(root, &["import", "results.csv", "--dry-run"]));
    let written = torikumi(root, &["import", "results.csv"]);
    let seconds = |time: Duration| format!("{:.2} s", time.as_secs_f64());
    println!("rows   plan    results, tried  results, written");
    println!("{ROWS}  {:>7} {:>14}  {:>16}", seconds(plan), seconds(tried), seconds(written));
}

fn write(root: &Path, path: &str, text: &str) {
    std::fs::write(root.join(path), text).expect("a file in memory");
}

/// Ten goals of ten measures with ten indicators each.
fn plan() -> String {
    let mut table = "基本目標,施策,指標名,単位,基準値（R1）,目標値（R6）,担当課\n".to_owned();
    for row in 0..ROWS {
        let (goal, measure) = (row / 100 + 1, row / 10 % 10 + 1);
        writeln!(
            table,
            "{goal} 目標{goal},({measure}) 施策{goal}の{measure},指標{row}の利用者数,人,{},{}人以上,第{goal}課",
            row + 10,
            row + 30
        )
        .expect("a text");
    }
    table
}

fn results() -> String {
    let mut table = "指標名,単位,実績値（R3）,実績値（R4）,備考\n".to_owned();
    for row in 0..ROWS {
        writeln!(table, "指標{row}の利用者数,人,{},{}人,窓口で数えたもの", row + 11, row + 12).expect("a text");
    }
    table
}

fn torikumi(root: &Path, arguments: &[&str]) -> Duration {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_torikumi"));
    let status = command.args(arguments).current_dir(root).stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program");
    assert!(status.success(), "{arguments:?}");
    start.elapsed()
}

fn median(mut run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
    times.sort();
    times[RUNS / 2]
}
