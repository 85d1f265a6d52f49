//! A command tried with every fault, and what has to be true afterwards.

use super::layer::{AT_THE_END, Fault, Kind, Lasting, Outcome, run};
use crate::harness::kills::{Left, kill_at_moments};
use crate::harness::{Site, differences, thoroughness};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use torikumi::digest::sha256;
use torikumi::history::ContentSnapshot;

const HISTORY: &str = ".torikumi/history/";

/// Everything below a folder: files with their bytes, folders (`a/`) with none.
pub type State = BTreeMap<String, Vec<u8>>;

/// Reads the state of a folder.
pub fn state(root: &Path) -> State {
    let mut state = State::new();
    collect(root, "", &mut state);
    state
}

fn collect(folder: &Path, prefix: &str, state: &mut State) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), state);
            state.insert(format!("{path}/"), Vec::new());
        } else {
            state.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// What counts of a state: not the lock that a killed run leaves, which is nobody's, not the note and the hidden files of an interrupted
/// sealing, which the next one clears away, and not the manifest of a publication, the history and the record of a collection, which say
/// when they were.
pub fn counted(state: &State) -> State {
    let is_passed_over = |path: &String| {
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let of_sealing = path.starts_with("content/archive/.");
        let of_lock = path.ends_with(".torikumi/lock") || path.ends_with(".torikumi/") || path.contains(".torikumi/.");
        let of_collection = path.contains(".torikumi/collection/");
        of_lock || of_sealing || of_collection || path.starts_with(HISTORY) || name == "manifest.json"
    };
    state.iter().filter(|(path, _)| !is_passed_over(path)).map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

/// The snapshots of a history that cannot be read whole: whatever happened, each has its texts, and each text is what its name says.
fn unreadable_history(state: &State) -> Vec<String> {
    let texts = format!("{HISTORY}texts/");
    let is_wrong = |(path, bytes): &(&String, &Vec<u8>)| match path.strip_prefix(&texts) {
        Some(text) if text.len() > "ab/".len() => text[3..] != sha256(bytes),
        _ if path.starts_with(&format!("{HISTORY}snapshots/")) && path.ends_with(".json") && !path.contains("/.") => {
            let snapshot: Option<ContentSnapshot> = serde_json::from_slice(bytes).ok();
            !snapshot.is_some_and(|snapshot| {
                snapshot.texts.values().all(|digest| state.contains_key(&format!("{texts}{}/{digest}", &digest[..2])))
            })
        }
        _ => false,
    };
    state.iter().filter(is_wrong).map(|(path, _)| format!("not whole: {path}")).collect()
}

/// Brings a folder to a state.
fn restore(root: &Path, wanted: &State) {
    let found = state(root);
    for path in found.keys().filter(|path| !wanted.contains_key(*path)).rev() {
        let place = root.join(path);
        let _ = if path.ends_with('/') { fs::remove_dir_all(place) } else { fs::remove_file(place) };
    }
    for (path, bytes) in wanted.iter().filter(|(path, bytes)| found.get(*path) != Some(bytes)) {
        let folder = if path.ends_with('/') { root.join(path) } else { root.join(path).parent().unwrap().to_owned() };
        fs::create_dir_all(folder).unwrap();
        if !path.ends_with('/') {
            fs::write(root.join(path), bytes).unwrap();
        }
    }
}

/// A command on a site, what it makes of it, and how trouble is got over.
pub struct Scenario {
    pub site: Site,
    pub command: &'static [&'static str],
    pub before: State,
    pub after: State,
    /// Runs what a person would run next, without faults.
    pub again: fn(&Site) -> Result<(), String>,
    /// What has to be true of a state right after a run that failed, besides what is true of all.
    pub promise: fn(&Scenario, &State, Fault) -> Vec<String>,
    /// What a person sees of a state.
    pub visible: fn(&State) -> State,
}

/// What the trials of a scenario met.
#[derive(Default)]
pub struct Met {
    pub trials: usize,
    /// Those that did not end with status 0.
    pub failed: usize,
    /// Operations that were made to fail.
    pub operations: BTreeSet<String>,
    /// Those of them for which a run gave up.
    pub refused: BTreeSet<String>,
    pub problems: Vec<String>,
    /// States from which the next run is known to come to the right end.
    sound: BTreeSet<State>,
}

impl Scenario {
    /// The scenario of a command on a site as it is now.
    pub fn new(site: Site, command: &'static [&'static str], again: fn(&Site) -> Result<(), String>) -> Scenario {
        let before = state(site.root());
        let outcome = run(site.root(), command, Fault { kind: Kind::Broken, lasting: Lasting::Once, number: 0, within: "" });
        assert_eq!((outcome.status, outcome.stderr.as_str()), (Some(0), ""), "{command:?}");
        let after = state(site.root());
        Scenario { site, command, before, after, again, promise: |_, _, _| Vec::new(), visible: counted }
    }

    /// Tries operations that can fail so, every `step`-th where a sample is enough, and the last, by which what was made comes into its place.
    pub fn try_each(&self, met: &mut Met, (kind, lasting): (Kind, Lasting), step: usize) {
        self.try_every(met, Fault { kind, lasting, number: 0, within: "" }, step);
    }

    /// The same for the operations that a fault concerns, whatever its number.
    pub fn try_every(&self, met: &mut Met, fault: Fault, step: usize) {
        let Fault { kind, lasting, .. } = fault;
        restore(self.site.root(), &self.before);
        let counted = run(self.site.root(), self.command, Fault { number: 0, ..fault });
        let count = counted.counts["count"];
        let failed = met.failed;
        let how = thoroughness();
        for number in (1..=count).filter(|number| how.tries(number - 1, step) || *number == count) {
            self.try_one(met, Fault { number, ..fault });
        }
        // A layer that nobody meets proves nothing.
        assert!(count > 0 && (kind.is_harmless() || met.failed > failed), "{kind:?} {lasting:?}: {count} operations, no run failed");
    }

    /// The power goes before every `step`-th operation that changes something, and at the end. After the end all is there.
    pub fn lose_power(&self, met: &mut Met, step: usize) {
        for kind in [Kind::DataLost, Kind::NamesLost, Kind::HalfLost] {
            self.try_each(met, (kind, Lasting::Once), step);
            self.try_one(met, Fault { kind, lasting: Lasting::Once, number: AT_THE_END, within: "" });
            restore(self.site.root(), &self.before);
            let ended = run(self.site.root(), self.command, Fault { kind, lasting: Lasting::Once, number: AT_THE_END, within: "" });
            let left = (self.visible)(&state(self.site.root()));
            assert_eq!(ended.signal, Some(9), "{kind:?}: {ended:?}");
            met.problems
                .extend(differences(&(self.visible)(&self.after), &left).into_iter().map(|line| format!("{kind:?} at the end: {line}")));
        }
    }

    /// A run in which nothing within a part of the site can be done from the first operation on, and the state that it leaves.
    pub fn try_within(&self, kind: Kind, within: &'static str) -> (Outcome, State) {
        restore(self.site.root(), &self.before);
        let outcome = run(self.site.root(), self.command, Fault { kind, lasting: Lasting::On, number: 1, within });
        (outcome, state(self.site.root()))
    }

    /// Kills the program, without the layer, at growing times; each file is whole, and the next run comes to the right end.
    pub fn kill_at_moments(&self) {
        let look = |killed: &str| {
            let fault = Fault { kind: Kind::Killed, lasting: Lasting::Once, number: 0, within: "" };
            let left = state(self.site.root());
            assert_eq!(self.authors(fault, &left), [""; 0], "{killed}");
            assert_eq!(self.recover(), Ok(()), "{killed}");
            if counted(&left) == counted(&self.before) {
                Left::Old
            } else if counted(&left) == counted(&self.after) {
                Left::New
            } else {
                Left::Between
            }
        };
        kill_at_moments(&self.site, self.command, || restore(self.site.root(), &self.before), look);
    }

    fn try_one(&self, met: &mut Met, fault: Fault) {
        restore(self.site.root(), &self.before);
        let outcome = run(self.site.root(), self.command, fault);
        let left = state(self.site.root());
        let mut problems = self.judge(fault, &outcome, &left);
        if fault.kind != Kind::Vanished && !met.sound.contains(&left) {
            match self.recover() {
                Ok(()) => drop(met.sound.insert(left)),
                Err(wrong) => problems.push(format!("afterwards: {wrong}")),
            }
        }
        met.trials += 1;
        met.failed += usize::from(outcome.status != Some(0));
        let operations = || outcome.failed.iter().map(|(operation, _)| operation.clone());
        met.operations.extend(operations());
        if outcome.status == Some(2) {
            met.refused.extend(operations());
        }
        if !problems.is_empty() {
            problems.truncate(6);
            let (operation, path) = outcome.failed.first().cloned().unwrap_or_default();
            let stderr = outcome.stderr.trim_end();
            let status = outcome.status;
            met.problems.push(format!("{fault:?}: {operation} {path}: {status:?} {stderr}\n    {}", problems.join("\n    ")));
        }
    }

    /// What is wrong with a run, and with what it left.
    fn judge(&self, fault: Fault, outcome: &Outcome, left: &State) -> Vec<String> {
        let mut problems = Vec::new();
        match (fault.kind.kills(), outcome.status) {
            (true, None) if outcome.signal == Some(9) => {}
            // Two threads may share the work, and a run take a few operations less than the one that was counted: nothing came between.
            (true, Some(0)) if outcome.counts.get("count").is_some_and(|count| *count < fault.number) => {
                problems.extend(self.is_done(fault, left));
            }
            (true, _) => problems.push(format!("not killed: {:?}", outcome.status)),
            (false, Some(0)) => problems.extend(self.is_done(fault, left)),
            (false, Some(1 | 2)) => problems.extend(said(outcome)),
            (false, _) => problems.push("a panic".to_owned()),
        }
        problems.extend(unreadable_history(left));
        if fault.kind.is_harmless() && outcome.status != Some(0) {
            problems.push("it could have gone on".to_owned());
        }
        if outcome.status != Some(0) {
            problems.extend(self.authors(fault, left));
            problems.extend((self.promise)(self, left, fault));
            problems.extend(self.rubbish(fault, left));
        }
        problems
    }

    /// A run that says that all is well has done all. What vanished may be missing in what was made; that is told apart by a
    /// promise.
    fn is_done(&self, fault: Fault, left: &State) -> Vec<String> {
        match fault.kind {
            Kind::Vanished => (self.promise)(self, left, fault),
            _ => differences(&counted(&self.after), &counted(left)),
        }
    }

    /// Files of the author's are as they were or as they will be.
    fn authors(&self, fault: Fault, left: &State) -> Vec<String> {
        let is_authors = |path: &&String| !path.starts_with("output") && !path.starts_with("www");
        let is_whole = |path: &String| [&self.before, &self.after].iter().any(|state| state.get(path) == left.get(path));
        let (before, after) = (counted(&self.before), counted(&self.after));
        let all: BTreeSet<&String> = before.keys().chain(after.keys()).filter(is_authors).collect();
        let vanished = |path: &String| fault.kind == Kind::Vanished && !left.contains_key(path);
        all.into_iter().filter(|path| !is_whole(path) && !vanished(path)).map(|path| format!("the author's {path} is changed")).collect()
    }

    /// Nothing is left lying about, but by a run that was killed or whose disk failed for good.
    fn rubbish(&self, fault: Fault, left: &State) -> Vec<String> {
        let excused = fault.kind.kills() || fault.lasting == Lasting::On;
        let is_new = |path: &&String| !self.before.contains_key(*path) && !self.after.contains_key(*path);
        counted(left).keys().filter(is_new).filter(|_| !excused).map(|path| format!("left lying about: {path}")).collect()
    }

    /// The next run, undisturbed, comes to the right end and leaves nothing else.
    pub fn recover(&self) -> Result<(), String> {
        (self.again)(&self.site)?;
        match differences(&counted(&self.after), &counted(&state(self.site.root()))).as_slice() {
            [] => Ok(()),
            different => Err(different.join("\n    ")),
        }
    }
}

/// A message that names the file or its folder, in words of the trouble.
fn said(outcome: &Outcome) -> Option<String> {
    let parts = |path: &str| path.trim_end_matches('/').rsplit('/').take(2).map(str::to_owned).collect::<Vec<_>>();
    let named = outcome.failed.iter().flat_map(|(_, path)| parts(path)).any(|part| outcome.stderr.contains(&part));
    (!named || outcome.stderr.contains("panicked")).then(|| "the message does not name the file".to_owned())
}
