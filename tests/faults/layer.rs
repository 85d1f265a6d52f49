//! The program with the layer of `layer.c` between it and its files.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

/// How long is waited before something is looked at again.
pub const MOMENT: Duration = Duration::from_millis(2);

/// The layer, compiled once for all tests.
static LAYER: LazyLock<PathBuf> = LazyLock::new(|| {
    let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("layer-{}.so", std::process::id()));
    let source = crate::harness::repository("tests/faults/layer.c");
    let mut compiler = Command::new("cc");
    compiler.args(["-O1", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", "-o"]).arg(&library).arg(source).arg("-ldl");
    assert!(compiler.status().unwrap().success(), "the layer cannot be compiled");
    library
});

/// How an operation fails; their names are those of `layer.c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Broken,
    Full,
    Denied,
    ReadOnly,
    Interrupted,
    Vanished,
    Half,
    Killed,
    Torn,
    /// The program is held before an operation until it may go on.
    Held,
    /// The power goes: files that were not forced to the disk are empty.
    DataLost,
    /// The same, and no name is left in a folder that was not forced to the disk.
    NamesLost,
    /// The same, and the later half of such names is lost.
    HalfLost,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Broken => "broken",
            Kind::Full => "full",
            Kind::Denied => "denied",
            Kind::ReadOnly => "read-only",
            Kind::Interrupted => "interrupted",
            Kind::Vanished => "vanished",
            Kind::Half => "half",
            Kind::Killed => "killed",
            Kind::Torn => "torn",
            Kind::Held => "held",
            Kind::DataLost => "data-lost",
            Kind::NamesLost => "names-lost",
            Kind::HalfLost => "half-lost",
        }
    }

    pub fn kills(self) -> bool {
        matches!(self, Kind::Killed | Kind::Torn | Kind::DataLost | Kind::NamesLost | Kind::HalfLost)
    }

    /// Whether a program that knows its trade does what it was asked for all the same.
    pub fn is_harmless(self) -> bool {
        matches!(self, Kind::Interrupted | Kind::Half)
    }
}

/// How long the trouble lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// One operation fails.
    Once,
    /// Every operation from that one on fails.
    On,
}

/// The number of the moment after the last operation.
pub const AT_THE_END: usize = usize::MAX;

/// Which operation fails, and how; the number 0 is none.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    pub kind: Kind,
    pub lasting: Lasting,
    pub number: usize,
    /// Only operations on paths with this in them; empty for all.
    pub within: &'static str,
}

/// How a run ended, and what the layer saw.
#[derive(Debug)]
pub struct Outcome {
    /// `None` where the program was killed.
    pub status: Option<i32>,
    pub signal: Option<i32>,
    pub stderr: String,
    /// Operation and path of each that failed.
    pub failed: Vec<(String, String)>,
    /// How often each operation was met; `count` are those that could have failed.
    pub counts: BTreeMap<String, usize>,
}

/// Runs the program in a folder, on one thread, so that the n-th operation is always the same.
pub fn run(root: &Path, arguments: &[&str], fault: Fault) -> Outcome {
    let output = command(root, arguments, fault).output().unwrap();
    let mut outcome = Outcome {
        status: output.status.code(),
        signal: output.status.signal(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        failed: Vec::new(),
        counts: BTreeMap::new(),
    };
    for line in fs::read_to_string(root.with_extension("log")).unwrap_or_default().lines() {
        outcome.note(line);
    }
    outcome
}

/// The program with the layer, to be run in a folder.
fn command(root: &Path, arguments: &[&str], fault: Fault) -> Command {
    let log = root.with_extension("log");
    for left in ["log", "log.held", "log.go"] {
        let _ = fs::remove_file(root.with_extension(left));
    }
    let _ = fs::remove_dir_all(root.with_extension("log.kept"));
    let mut command = Command::new(crate::harness::program());
    for name in ["LC_ALL", "LC_MESSAGES"] {
        command.env_remove(name);
    }
    // Every other run speaks Japanese: messages have to name the file in both languages.
    command.env("LANG", if fault.number.is_multiple_of(2) { "ja_JP.UTF-8" } else { "C" }).env("RAYON_NUM_THREADS", "1");
    command.env("LD_PRELOAD", LAYER.as_path()).env("FAULT_ROOT", root).env("FAULT_LOG", &log);
    command.env("FAULT_KIND", fault.kind.name()).env("FAULT_AT", fault.number.to_string());
    if fault.lasting == Lasting::On {
        command.env("FAULT_ON", "1");
    }
    if !fault.within.is_empty() {
        command.env("FAULT_WITHIN", fault.within);
    }
    command.args(arguments).current_dir(root);
    command
}

/// A program that is held before its n-th operation, unless it has fewer.
pub struct HeldProgram {
    child: Child,
    root: PathBuf,
}

impl HeldProgram {
    /// Starts a program, and waits until it is held or has ended.
    pub fn start(root: &Path, arguments: &[&str], number: usize) -> HeldProgram {
        let fault = Fault { kind: Kind::Held, lasting: Lasting::Once, number, within: "" };
        let mut child = command(root, arguments, fault).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        while child.try_wait().unwrap().is_none() && !root.with_extension("log.held").exists() {
            std::thread::sleep(MOMENT);
        }
        HeldProgram { child, root: root.to_owned() }
    }

    /// Lets it go on, and waits for its end.
    pub fn finish(self) -> Output {
        fs::write(self.root.with_extension("log.go"), "").unwrap();
        self.child.wait_with_output().unwrap()
    }
}

impl Outcome {
    fn note(&mut self, line: &str) {
        let (word, rest) = line.split_once(' ').unwrap();
        match rest.split_once(' ') {
            Some((operation, path)) => self.failed.push((operation.to_owned(), path.to_owned())),
            None => drop(self.counts.insert(word.to_owned(), rest.parse().unwrap())),
        }
    }
}
