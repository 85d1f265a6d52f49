//! Two programs at once, in every order that matters: the first is held before one of its operations while the second runs.

use super::layer::{HeldProgram, MOMENT};
use super::scenarios;
use crate::harness::{Site, Tree, differences, thoroughness};
use std::fs;
use std::process::Stdio;

/// How many operations the first program may have at most; it is held before each of a sample of them.
const MOST: usize = 2000;

/// Starts the second program while the first is held, lets the first go on as soon as the second has ended or waits for it, and gives
/// whether it had to wait.
fn together(site: &Site, first: HeldProgram, second: &[&str]) -> bool {
    let said = site.root().with_extension("second");
    let arguments: Vec<&str> = second.iter().copied().chain(["--lang", "en"]).collect();
    let mut child = site.command(&arguments).stdout(Stdio::null()).stderr(fs::File::create(&said).unwrap()).spawn().unwrap();
    let waits = || fs::read_to_string(&said).unwrap().contains("waiting: ");
    while child.try_wait().unwrap().is_none() && !waits() {
        std::thread::sleep(MOMENT);
    }
    let waited = waits();
    let first = first.finish();
    let ended = child.wait().unwrap();
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    assert!(ended.success(), "{second:?}: {}", fs::read_to_string(&said).unwrap());
    fs::remove_file(said).unwrap();
    waited
}

/// What is tried of two programs: the first, the second, and how the site is brought to the state before and looked at after.
struct Pair<'a> {
    site: &'a Site,
    first: &'a [&'a str],
    second: &'a [&'a str],
    /// Every how many operations the first is held, where a sample is enough.
    step: usize,
}

impl Pair<'_> {
    /// Tries the pair; says how often the second had to wait, and how often it did not.
    fn try_all(&self, prepare: impl Fn(), meanwhile: impl Fn(), look: impl Fn()) -> (usize, usize) {
        let (mut waited, mut passed) = (0, 0);
        let how = thoroughness();
        for number in (1..MOST).filter(|number| how.tries(number - 1, self.step)) {
            prepare();
            let first = HeldProgram::start(self.site.root(), self.first, number);
            let is_held = self.site.root().with_extension("log.held").exists();
            meanwhile();
            if together(self.site, first, self.second) {
                waited += 1;
            } else {
                passed += 1;
            }
            look();
            if !is_held {
                return (waited, passed);
            }
        }
        panic!("{:?} has more than {MOST} operations", self.first);
    }
}

fn remove(site: &Site, folders: &[&str]) {
    for folder in folders {
        let _ = fs::remove_dir_all(site.path(folder));
    }
}

/// What visitors see of a folder.
fn pages(site: &Site, folder: &str) -> Tree {
    let mut tree = site.tree(folder);
    tree.retain(|path, _| !path.starts_with(".torikumi/") && path != "CNAME");
    tree
}

fn run(site: &Site, arguments: &[&str]) {
    let run = site.run(arguments);
    assert_eq!(run.status, 0, "{arguments:?}: {run:?}");
}

/// Other results in the content than before.
fn set_visitors(site: &Site, visitors: u32) {
    const GOAL: &str = "content/editions/2021/goal-1/goal.md";
    let text = site.read(GOAL);
    let line = text.lines().find(|line| line.starts_with("visitors = ")).unwrap();
    site.write(GOAL, &text.replace(line, &format!("visitors = {visitors}")));
}

#[test]
fn two_builds() {
    let site = scenarios::publishing();
    set_visitors(&site, 88);
    run(&site, &["build", "--output-dir", "expected"]);
    let pair = Pair { site: &site, first: &["build"], second: &["build"], step: 13 };
    let prepare = || {
        remove(&site, &["output"]);
        set_visitors(&site, 87);
    };
    let look = || assert_eq!(differences(&pages(&site, "expected"), &pages(&site, "output")), [""; 0]);
    let (waited, passed) = pair.try_all(prepare, || set_visitors(&site, 88), look);
    assert!(waited > 3 && passed > 0, "{waited} {passed}");
}

#[test]
fn two_publications() {
    let site = scenarios::publishing();
    set_visitors(&site, 88);
    run(&site, &["build", "--output-dir", "expected"]);
    let pair = Pair { site: &site, first: &["publish"], second: &["publish"], step: 29 };
    let prepare = || {
        remove(&site, &["www"]);
        site.write("www/CNAME", "of others");
        set_visitors(&site, 87);
    };
    let look = || {
        run(&site, &["publish", "--verify"]);
        assert_eq!(differences(&pages(&site, "expected"), &pages(&site, "www")), [""; 0]);
    };
    let (waited, passed) = pair.try_all(prepare, || set_visitors(&site, 88), look);
    assert!(waited > 3 && passed > 0, "{waited} {passed}");
}

#[test]
fn a_build_and_a_publication() {
    let site = scenarios::publishing();
    run(&site, &["build", "--output-dir", "expected"]);
    let pair = Pair { site: &site, first: &["build"], second: &["publish"], step: 97 };
    let prepare = || {
        remove(&site, &["output", "www"]);
        site.write("www/CNAME", "of others");
    };
    let look = || {
        for folder in ["output", "www"] {
            assert_eq!(differences(&pages(&site, "expected"), &pages(&site, folder)), [""; 0], "{folder}");
        }
    };
    assert_eq!(pair.try_all(prepare, || (), look).0, 0, "they have nothing in common");
}

#[test]
fn two_imports() {
    let scenario = scenarios::import();
    let site = &scenario.site;
    site.write("first.csv", "ID,実績\nvisitors,91\nboards,3\n");
    site.write("second.csv", "ID,実績\nwalking-map,done\nbenches,4\n");
    let goals = ["content/editions/2021/goal-1/goal.md", "content/editions/2021/goal-2/goal.md"];
    let before = goals.map(|path| (path, before(&scenario, path)));
    let pair = Pair { site, first: &["import", "first.csv", "--accept"], second: &["import", "second.csv", "--accept"], step: 1 };
    let prepare = || {
        remove(site, &["content/editions/2021/goal-3"]);
        before.iter().for_each(|(path, text)| site.write(path, text));
    };
    let look = || {
        let text: String = (1..=3).map(|goal| site.read(&format!("content/editions/2021/goal-{goal}/goal.md"))).collect();
        for line in ["visitors = 91", "boards = 3", "benches = 4", "walking-map = \"done\""] {
            assert!(text.contains(line), "{line} is lost: {text}");
        }
    };
    let (waited, passed) = pair.try_all(prepare, || (), look);
    assert!(waited > 3 && passed > 0, "{waited} {passed}");
}

fn before(scenario: &super::trial::Scenario, path: &str) -> String {
    String::from_utf8(scenario.before[path].clone()).unwrap()
}

#[test]
fn a_sealing_and_who_reads_the_archive() {
    const SEALING: &[&str] = &["archive", "2021", "--date", "2022-10-01"];
    let scenario = scenarios::archive();
    let site = &scenario.site;
    let register = before(&scenario, "content/archive/register.toml");
    let prepare = || {
        let _ = fs::remove_file(site.path("content/archive/2021.zip"));
        site.write("content/archive/register.toml", &register);
    };
    let look = || {
        run(site, &["verify"]);
        assert_eq!(fs::read_dir(site.path("content/archive")).unwrap().count(), 3);
    };
    for second in [&["check"][..], &["verify"], &["build"]] {
        let pair = Pair { site, first: SEALING, second, step: 5 };
        assert_eq!(pair.try_all(prepare, || (), look).0, 0, "who reads needs not wait");
    }
}
