//! Publications at a store in memory that fails at any request: near ones can hash, distant ones cannot.

use super::lock::TargetLock;
use super::manifest::{FileStamps, Stamp, own};
use super::put;
use super::rollback::RollbackPlan;
use super::store::{Created, Distance, Store, StoreEntry};
use super::transfer::{Transfer, TransferSummary};
use super::verify::{ComparedBy, Verified, verify};
use crate::disk::{Claim, Held};
use crate::error::{Action, Cure, Error, Holder, PublishError};
use crate::interruption::Interruption;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::thread::sleep;
use std::time::Duration;

/// Texts of files by their paths.
type Texts = BTreeMap<String, String>;

/// What a request that fails has done before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// Nothing: it was refused.
    Refused,
    /// Everything: only its answer was lost.
    Unanswered,
}

struct Memory {
    distance: Distance,
    files: Mutex<Texts>,
    /// How many requests that change something still succeed, and how the next one fails.
    left: Mutex<Option<(usize, Failure)>>,
}

impl Memory {
    fn new(distance: Distance, foreign: &Texts) -> Memory {
        Memory { distance, files: Mutex::new(foreign.clone()), left: Mutex::new(None) }
    }

    /// What visitors see.
    fn seen(&self) -> Texts {
        self.files.lock().unwrap().iter().filter(|(path, _)| !path.starts_with(".torikumi/")).map(|(a, b)| (a.clone(), b.clone())).collect()
    }

    fn change(&self, change: impl FnOnce(&mut Texts)) -> Result<(), Error> {
        let failed = || Error::file(Action::Write, Path::new("memory"), io::ErrorKind::StorageFull.into());
        let mut left = self.left.lock().unwrap();
        match *left {
            None => change(&mut self.files.lock().unwrap()),
            Some((0, Failure::Refused)) => return Err(failed()),
            Some((0, Failure::Unanswered)) => {
                change(&mut self.files.lock().unwrap());
                *left = Some((0, Failure::Refused));
                return Err(failed());
            }
            Some((count, failure)) => {
                change(&mut self.files.lock().unwrap());
                *left = Some((count - 1, failure));
            }
        }
        Ok(())
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

impl Store for Memory {
    fn distance(&self) -> Distance {
        self.distance
    }

    fn folder(&self) -> Option<&Path> {
        None
    }

    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.write(path, bytes)
    }

    fn clear(&self) -> Result<(), Error> {
        Ok(())
    }

    fn settle(&self, _: &[String]) -> Result<(), Error> {
        Ok(())
    }

    fn at_once(&self) -> usize {
        4
    }

    fn list(&self, folder: &str) -> Result<BTreeMap<String, StoreEntry>, Error> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let files = self.files.lock().unwrap();
        let below = files.iter().filter_map(|(path, text)| Some((path.strip_prefix(&prefix)?, text.len() as u64)));
        let entry = |(rest, size): (&str, u64)| match rest.split_once('/') {
            Some((name, _)) => (name.to_owned(), StoreEntry::Folder),
            None => (rest.to_owned(), StoreEntry::File(size)),
        };
        Ok(below.map(entry).collect())
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.files.lock().unwrap().get(path).map(|text| text.clone().into_bytes()))
    }

    fn hash(&self, path: &str) -> Result<Option<String>, Error> {
        let bytes = self.read(path)?.filter(|_| self.distance == Distance::Near);
        Ok(bytes.map(|bytes| crate::digest::sha256(&bytes)))
    }

    fn write(&self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.change(|files| drop(files.insert(path.to_owned(), text(bytes))))
    }

    fn create(&self, path: &str, bytes: Vec<u8>) -> Result<Created, Error> {
        if self.files.lock().unwrap().contains_key(path) {
            return Ok(Created::WasThere);
        }
        self.write(path, bytes).map(|()| Created::New)
    }

    fn copy(&self, from: &str, to: &str) -> Result<(), Error> {
        self.change(|files| {
            let text = files[from].clone();
            files.insert(to.to_owned(), text);
        })
    }

    fn remove(&self, path: &str) -> Result<(), Error> {
        self.change(|files| drop(files.remove(path)))
    }
}

fn texts(pairs: &[(&str, &str)]) -> Texts {
    pairs.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

fn lock<'a>(store: &'a Memory, user: &str, held: Held) -> Result<TargetLock<'a>, Error> {
    let [command, host, since] = ["publish", "planning", "then"].map(str::to_owned);
    let holder = Holder { command, user: user.to_owned(), host, process: std::process::id(), since };
    static NEVER: Interruption = Interruption::none();
    TargetLock::take(store, "memory", &Claim { holder, held, waiting: &|_| {} }, &NEVER)
}

/// Publishes these texts; a lock that was left is broken, as its owner is told to do.
fn publish(store: &Memory, site: &Texts) -> Result<TransferSummary, Error> {
    publish_slowly(store, site, Duration::ZERO)
}

/// Rests after each step, so that others go on meanwhile.
fn publish_slowly(store: &Memory, site: &Texts, rest: Duration) -> Result<TransferSummary, Error> {
    let wanted: FileStamps = site.iter().map(|(path, text)| (path.clone(), Stamp::of(text.as_bytes()))).collect();
    let lock = lock(store, "tester", Held::Break)?;
    let source = |path: &str, _: &Stamp| Ok(site[path].clone().into_bytes());
    let done = put(&Transfer { lock: &lock, source: &source, observer: &|| sleep(rest) }, &wanted, "then");
    lock.release();
    done
}

fn rollback(store: &Memory) -> Result<TransferSummary, Error> {
    let lock = lock(store, "tester", Held::Break)?;
    let done = RollbackPlan::plan(store).and_then(|rollback| rollback.carry_out(&lock, &|| {}));
    lock.release();
    done
}

fn both(first: &Texts, second: &Texts) -> Texts {
    first.iter().chain(second).map(|(path, text)| (path.clone(), text.clone())).collect()
}

fn sites() -> (Texts, Texts, Texts) {
    let foreign = texts(&[("CNAME", "of others"), ("en/notes.txt", "of others")]);
    let old = texts(&[("index.html", "old home"), ("a.html", "same"), ("2015/goal-1.html", "old goal"), ("assets/1.css", "old style")]);
    let new = texts(&[("index.html", "new home"), ("a.html", "same"), ("en/index.html", "english"), ("assets/2.css", "new style")]);
    (foreign, old, new)
}

#[test]
fn only_what_differs_is_sent_and_a_second_publication_changes_nothing_at_all() {
    let (foreign, old, new) = sites();
    for distance in [Distance::Near, Distance::Far] {
        let store = Memory::new(distance, &foreign);
        assert_eq!(publish(&store, &old).unwrap(), TransferSummary { new: 4, bytes: 8 + 4 + 8 + 9, ..TransferSummary::default() });
        let sent = TransferSummary { new: 2, changed: 1, removed: 2, unchanged: 1, bytes: 8 + 7 + 9 };
        assert_eq!(publish(&store, &new).unwrap(), sent);
        assert_eq!(store.seen(), both(&foreign, &new));
        let before = store.files.lock().unwrap().clone();
        assert_eq!(publish(&store, &new).unwrap(), TransferSummary { unchanged: 4, ..TransferSummary::default() });
        assert_eq!(*store.files.lock().unwrap(), before);
        let compared = if distance == Distance::Near { ComparedBy::Hashes } else { ComparedBy::Sizes };
        assert_eq!(verify(&store).unwrap(), Verified { files: 4, compared: ComparedBy::Sizes, wrong: Vec::new() }.with(compared));
    }
}

impl Verified {
    fn with(self, compared: ComparedBy) -> Verified {
        Verified { compared, ..self }
    }
}

#[test]
fn interrupted_at_any_request_every_address_is_old_or_new_and_the_next_run_succeeds() {
    let (foreign, old, new) = sites();
    for (distance, failure) in
        [Distance::Near, Distance::Far].into_iter().flat_map(|near| [(near, Failure::Refused), (near, Failure::Unanswered)])
    {
        for count in 0.. {
            let store = Memory::new(distance, &foreign);
            publish(&store, &old).unwrap();
            *store.left.lock().unwrap() = Some((count, failure));
            let ended = publish(&store, &new);
            for (path, text) in store.seen() {
                let known = [&foreign, &old, &new].iter().any(|texts| texts.get(&path) == Some(&text));
                assert!(known, "{path} is `{text}` after {count} requests");
            }
            *store.left.lock().unwrap() = None;
            publish(&store, &new).unwrap();
            assert_eq!(store.seen(), both(&foreign, &new), "{distance:?} {failure:?} {count}");
            assert!(verify(&store).unwrap().wrong.is_empty());
            rollback(&store).unwrap();
            assert_eq!(store.seen(), both(&foreign, &old), "{distance:?} {failure:?} {count}");
            if ended.is_ok() {
                assert!(count > 12, "{count}");
                break;
            }
        }
    }
}

#[test]
fn an_interrupted_publication_can_be_undone_instead() {
    let (foreign, old, new) = sites();
    for distance in [Distance::Near, Distance::Far] {
        for count in 2..14 {
            let store = Memory::new(distance, &foreign);
            publish(&store, &old).unwrap();
            *store.left.lock().unwrap() = Some((count, Failure::Unanswered));
            let ended = publish(&store, &new);
            *store.left.lock().unwrap() = None;
            let unfinished = store.read(&own("intent.json")).unwrap().is_some();
            if ended.is_err() && unfinished {
                assert!(matches!(verify(&store), Err(Error::Publish(PublishError::Unfinished))));
                rollback(&store).unwrap();
                let complete = [both(&foreign, &old), both(&foreign, &new)];
                assert!(complete.contains(&store.seen()), "{distance:?} {count}");
            }
        }
    }
}

#[test]
fn what_an_interrupted_run_left_is_cleared_even_if_nothing_is_to_be_sent_any_more() {
    let (_, old, new) = sites();
    for count in 1..14 {
        let store = Memory::new(Distance::Near, &Texts::new());
        publish(&store, &old).unwrap();
        let before = store.files.lock().unwrap().clone();
        *store.left.lock().unwrap() = Some((count, Failure::Unanswered));
        publish(&store, &new).unwrap_err();
        *store.left.lock().unwrap() = None;
        publish(&store, &old).unwrap();
        assert_eq!(*store.files.lock().unwrap(), before, "{count}");
    }
}

#[test]
fn a_rollback_can_be_taken_back() {
    let (foreign, old, new) = sites();
    let store = Memory::new(Distance::Far, &foreign);
    publish(&store, &old).unwrap();
    publish(&store, &new).unwrap();
    rollback(&store).unwrap();
    rollback(&store).unwrap();
    assert_eq!(store.seen(), both(&foreign, &new));
}

#[test]
fn a_kept_file_that_is_another_one_is_found_before_anything_is_written() {
    for distance in [Distance::Near, Distance::Far] {
        let (foreign, old, new) = sites();
        let store = Memory::new(distance, &foreign);
        publish(&store, &old).unwrap();
        publish(&store, &new).unwrap();
        let name = own(&format!("objects/{}", Stamp::of(b"old goal").sha256));
        assert_eq!(store.files.lock().unwrap().insert(name.clone(), "bad goal".to_owned()).as_deref(), Some("old goal"));
        let before = store.files.lock().unwrap().clone();
        let found = rollback(&store);
        let named = format!("{name} (2015/goal-1.html)");
        assert!(matches!(&found, Err(Error::Publish(PublishError::KeptDamaged { paths })) if *paths == [named]), "{found:?}");
        assert_eq!(*store.files.lock().unwrap(), before);
    }
}

#[test]
fn a_publisher_whose_lock_is_broken_notices() {
    let (foreign, old, _) = sites();
    let store = Memory::new(Distance::Near, &foreign);
    let lock = lock(&store, "first", Held::Respect).unwrap();
    publish(&store, &old).unwrap();
    assert!(matches!(lock.hold(), Err(Error::Publish(PublishError::LockLost))));
}

#[test]
fn two_publishers_at_a_service_are_one_unless_the_first_is_gone() {
    let store = Memory::new(Distance::Far, &Texts::new());
    let put = |text: &[u8]| store.write(&own("lock"), text.to_vec()).unwrap();
    let [command, user, host, since] = ["publish", "sato", "elsewhere", "then"].map(str::to_owned);
    let elsewhere = Holder { command, user, host, process: 1, since };
    put(&elsewhere.bytes());
    let second = lock(&store, "second", Held::Respect);
    assert!(matches!(second.err(), Some(Error::Busy(busy)) if busy.holder.as_ref() == Some(&elsewhere) && busy.cure == Cure::Break));
    let gone = Holder { host: "planning".to_owned(), process: u32::MAX >> 1, ..elsewhere };
    for nobodys in [&b""[..], &gone.bytes()[..30], &gone.bytes()] {
        put(nobodys);
        lock(&store, "second", Held::Respect).unwrap().release();
        assert_eq!(store.read(&own("lock")).unwrap(), None);
    }
}

#[test]
fn a_manifest_that_leads_out_of_the_target_is_not_believed() {
    let (_, old, _) = sites();
    let store = Memory::new(Distance::Near, &Texts::new());
    publish(&store, &old).unwrap();
    let manifest = store.files.lock().unwrap()[&own("manifest.json")].replace("2015/goal-1.html", "../../goal-1.html");
    store.files.lock().unwrap().insert(own("manifest.json"), manifest);
    assert!(matches!(publish(&store, &old), Err(Error::Publish(PublishError::Unreadable { .. }))));
}

fn any_site() -> impl Strategy<Value = Texts> {
    let path = prop::sample::select(vec!["index.html", "en/index.html", "a/b.html", "a/c.html", "a/assets/1.css", "robots.txt"]);
    let text = prop::sample::select(vec!["1", "2", "longer"]);
    prop::collection::btree_map(path.prop_map(str::to_owned), text.prop_map(str::to_owned), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever was published before, by whatever chain of interrupted runs: in the end the site is there, and the files of others.
    #[test]
    fn any_chain_of_interruptions_ends_well(
        runs in prop::collection::vec((any_site(), 0..20_usize, any::<bool>()), 1..5),
        last in any_site(),
        far in any::<bool>(),
    ) {
        let foreign = texts(&[("a/notes.txt", "of others"), ("CNAME", "1")]);
        let store = Memory::new(if far { Distance::Far } else { Distance::Near }, &foreign);
        for (site, count, refused) in &runs {
            let failure = if *refused { Failure::Refused } else { Failure::Unanswered };
            *store.left.lock().unwrap() = Some((*count, failure));
            let _ = publish(&store, site);
            *store.left.lock().unwrap() = None;
        }
        publish(&store, &last).unwrap();
        prop_assert_eq!(store.seen(), both(&foreign, &last));
        prop_assert!(verify(&store).unwrap().wrong.is_empty());
        let objects = store.list(&own("objects")).unwrap();
        let manifest = super::manifest::TargetState::read(&store).unwrap().manifest;
        let kept = manifest.map(|manifest| manifest.kept()).unwrap_or_default();
        prop_assert!(objects.keys().all(|hash| kept.contains(hash)));
    }
}

#[test]
fn pages_that_go_have_their_pictures_as_long_as_they_are_there() {
    let named = |path: fn(usize) -> String| (0..16).map(move |number| (path(number), String::new()));
    let old: Texts = named(|number| format!("{number}.html")).chain(named(|number| format!("assets/{number}.svg"))).collect();
    for count in 0..60 {
        let store = Memory::new(Distance::Far, &Texts::new());
        publish(&store, &old).unwrap();
        *store.left.lock().unwrap() = Some((count, Failure::Refused));
        let _ = publish_slowly(&store, &Texts::new(), Duration::from_millis(1));
        let seen = store.seen();
        let pictures = seen.keys().filter(|path| path.starts_with("assets/")).count();
        assert!(seen.len() == pictures || pictures == 16, "{seen:?}");
    }
}

#[test]
fn a_signal_stops_a_publication_between_two_steps_and_gives_the_lock_back() {
    let (foreign, old, new) = sites();
    let store = Memory::new(Distance::Far, &foreign);
    publish(&store, &old).unwrap();
    let wanted: FileStamps = new.iter().map(|(path, text)| (path.clone(), Stamp::of(text.as_bytes()))).collect();
    let interruption = Interruption::none();
    let [command, user, host, since] = ["publish", "tester", "planning", "then"].map(str::to_owned);
    let holder = Holder { command, user, host, process: std::process::id(), since };
    let lock = TargetLock::take(&store, "memory", &Claim { holder, held: Held::Respect, waiting: &|_| {} }, &interruption).unwrap();
    let source = |path: &str, _: &Stamp| Ok(new[path].clone().into_bytes());
    let stopped = put(&Transfer { lock: &lock, source: &source, observer: &|| interruption.notice() }, &wanted, "then");
    assert!(matches!(stopped, Err(Error::Publish(PublishError::Interrupted))), "{stopped:?}");
    lock.release();
    assert!(!store.files.lock().unwrap().contains_key(&own("lock")));
    publish(&store, &new).unwrap();
    assert_eq!(store.seen(), both(&foreign, &new));
}
