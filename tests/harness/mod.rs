//! A site in a temporary folder, and the program run on it.

pub mod html;
pub mod kills;
pub mod picture;
mod thoroughness;

pub use thoroughness::thoroughness;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A path of this repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The program under test: the one that `TORIKUMI` names, as `tests/run` does, or else that of this build.
pub fn program() -> OsString {
    std::env::var_os("TORIKUMI").unwrap_or_else(|| env!("CARGO_BIN_EXE_torikumi").into())
}

/// Whether expected files are to be rewritten instead of compared.
pub fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// The files below a folder with their bytes, by their paths with `/`. A missing folder has none.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Reads every file below a folder; what is no file (a symbolic link) is left out.
pub fn tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    collect(folder, "", &mut tree);
    tree
}

fn collect(folder: &Path, prefix: &str, tree: &mut Tree) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            collect(&entry.path(), &format!("{path}/"), tree);
        } else if kind.is_file() {
            tree.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// Copies a folder over another one, symbolic links as links.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            copy(&entry.path(), &target);
        } else if kind.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(entry.path()).unwrap(), target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A site in a temporary folder that vanishes with it.
pub struct Site {
    folder: TempDir,
}

/// How a run of the program ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// A run that ended so.
    pub fn new(status: i32, stdout: &str, stderr: &str) -> Run {
        Run { status, stdout: stdout.to_owned(), stderr: stderr.to_owned() }
    }

    /// The same run with `…` instead of every time in seconds.
    pub fn timeless(self) -> Run {
        Run { status: self.status, stdout: timeless(&self.stdout), stderr: timeless(&self.stderr) }
    }
}

/// `…` for each number before ` s` or `秒`.
fn timeless(text: &str) -> String {
    let mut rest = text;
    let mut out = String::new();
    while let Some(end) = [" s", "秒"].iter().filter_map(|unit| rest.find(unit)).min() {
        let number = rest[..end].trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
        let unit = end + rest[end..].chars().next().map_or(0, char::len_utf8);
        out += number;
        out += if number.len() < end { "…" } else { "" };
        out += &rest[end..unit];
        rest = &rest[unit..];
    }
    out + rest
}

/// A run of a command to its end.
fn ended(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Site {
    /// An empty folder.
    pub fn empty() -> Site {
        Site { folder: tempfile::tempdir().unwrap() }
    }

    /// The small site on which faults are tried, without a fault.
    pub fn base() -> Site {
        Site::empty().with(&repository("tests/bad/base"))
    }

    /// The site of Kanazawa.
    pub fn kanazawa() -> Site {
        let site = Site::empty();
        copy(&repository("content"), &site.path("content"));
        site
    }

    /// The same site with a folder laid over it.
    pub fn with(self, overlay: &Path) -> Site {
        copy(overlay, self.folder.path());
        self
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces the only occurrence of a text in a file.
    pub fn change(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(old).count(), 1, "`{old}` in {path}");
        self.write(path, &text.replace(old, new));
    }

    pub fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
    }

    /// Removes a symbolic link, wherever it leads.
    pub fn remove_link(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// What lies below a folder of the site.
    pub fn tree(&self, path: &str) -> Tree {
        tree(&self.path(path))
    }

    /// What lies in the folder of the site but its history, which keeps what a command finds whatever becomes of the command.
    pub fn without_history(&self) -> Tree {
        self.tree("").into_iter().filter(|(path, _)| !path.starts_with(".torikumi/history/")).collect()
    }

    /// Runs the program in the folder of the site, in an environment that says nothing about languages.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    /// The site once it is built.
    pub fn built(self) -> Site {
        let run = self.run(&["build"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        self
    }

    /// The program in the folder of the site, in an environment that says nothing about languages.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.command_of(&program(), arguments)
    }

    /// As [`Site::command`], of a program.
    fn command_of(&self, program: &OsStr, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "RAYON_NUM_THREADS"] {
            command.env_remove(name);
        }
        command.args(arguments).current_dir(self.root());
        command
    }

    /// Runs the program with variables of the environment.
    pub fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        self.run_in(".", arguments, variables)
    }

    /// Runs the program in a folder of the site.
    pub fn run_in(&self, folder: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        let mut command = self.command(arguments);
        ended(command.envs(variables.iter().copied()).current_dir(self.path(folder)))
    }

    /// Runs the program of this build, which has every feature of it.
    #[cfg(feature = "remote")]
    pub fn run_this_build(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        ended(self.command_of(OsStr::new(env!("CARGO_BIN_EXE_torikumi")), arguments).envs(variables.iter().copied()))
    }
}

/// How two trees differ, a line for each path; empty when they are equal.
pub fn differences(expected: &Tree, found: &Tree) -> Vec<String> {
    let mut lines = Vec::new();
    for (path, bytes) in expected {
        match found.get(path) {
            None => lines.push(format!("missing: {path}")),
            Some(other) if other != bytes => lines.push(format!("different: {path}{}", first_difference(bytes, other))),
            Some(_) => {}
        }
    }
    lines.extend(found.keys().filter(|path| !expected.contains_key(*path)).map(|path| format!("extra: {path}")));
    lines
}

fn first_difference(expected: &[u8], found: &[u8]) -> String {
    let (expected, found) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(found));
    let pair = expected.lines().zip(found.lines()).enumerate().find(|(_, (a, b))| a != b);
    pair.map(|(line, (a, b))| format!("\n  line {}\n  - {a}\n  + {b}", line + 1)).unwrap_or_default()
}
