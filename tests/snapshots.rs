//! The history of the content: what commands keep of it, within which bounds, and that nothing of it gets in anybody's way.

use crate::harness::{Site, Tree};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use torikumi::digest::sha256;
use torikumi::history::{ContentSnapshot, History, SnapshotName};

const GOAL: &str = "content/editions/2021/goal-1/goal.md";
const SNAPSHOTS: &str = ".torikumi/history/snapshots";
const TEXTS: &str = ".torikumi/history/texts";
const IMPORT: [&str; 2] = ["import", "results.csv"];

/// A site with a table of results that differ from what is there, and a folder to publish to.
fn site() -> Site {
    let site = Site::base();
    site.write("results.csv", "指標,実績,目標値（R6）\n観光入込客数,90,100\n");
    let target = "\n[publish.production]\nkind = \"folder\"\npath = \"www\"\n";
    site.write("content/site.toml", &(site.read("content/site.toml") + target));
    fs::create_dir(site.path("www")).unwrap();
    site
}

fn succeed(site: &Site, arguments: &[&str]) {
    let run = site.run(arguments);
    assert_eq!(run.status, 0, "{arguments:?}: {}{}", run.stdout, run.stderr);
}

/// The occasions of the snapshots, in their order.
fn words(site: &Site) -> Vec<String> {
    site.tree(SNAPSHOTS).keys().map(|name| name.rsplit('-').next().unwrap().trim_end_matches(".json").to_owned()).collect()
}

/// The text of a file in each snapshot, in their order.
fn texts(site: &Site, path: &str) -> Vec<String> {
    let history = History::open(site.root()).unwrap();
    let text = |name: &SnapshotName| {
        let past = history.content(&history.read(name).unwrap());
        assert_eq!(past.missing, 0);
        past.folder.sources.get(past.folder.texts[path]).text.clone()
    };
    history.names().iter().map(text).collect()
}

/// Paths below the history.
fn paths(tree: &Tree) -> BTreeSet<&String> {
    tree.keys().collect()
}

#[test]
fn a_command_that_writes_keeps_what_it_found_and_what_it_left() {
    let site = site();
    let first = site.read(GOAL);
    succeed(&site, &["import", "results.csv", "--accept"]);
    assert_eq!(words(&site), ["found", "written"]);
    let second = site.read(GOAL);
    assert_ne!(first, second);
    assert_eq!(texts(&site, GOAL), [first.clone(), second.clone()]);
    site.change(GOAL, "visitors = 90", "visitors = 91");
    succeed(&site, &["tidy"]);
    let third = site.read(GOAL);
    assert_eq!(texts(&site, GOAL), [first, second, third], "what was changed by hand is in the next snapshot");
    assert_eq!(words(&site), ["found", "written", "found"], "an equal state is kept once");
}

#[test]
fn a_text_is_kept_once_under_its_digest() {
    let site = site();
    succeed(&site, &["import", "results.csv", "--accept"]);
    let kept = site.tree(TEXTS);
    for (path, bytes) in &kept {
        let digest = sha256(bytes);
        assert_eq!(*path, format!("{}/{digest}", &digest[..2]));
    }
    let content = site.tree("content").len();
    assert_eq!(kept.len(), content + 1, "each text of the content, and the one that was changed as it was before");
}

#[test]
fn each_command_that_writes_content_takes_part() {
    let commands: [&[&str]; 7] = [
        &["new", "edition", "2022"],
        &["tidy"],
        &["check", "--accept-translations"],
        &["archive", "2021"],
        &["import", "results.csv", "--accept"],
        &["correct", "2021", "visitors=90", "--reason", "集計の誤り"],
        &["new", "strategy", "next"],
    ];
    for command in commands {
        let site = site();
        let run = site.run(command);
        let kept: Vec<String> = words(&site);
        assert!(run.status < 2 && kept.first().is_some_and(|word| word == "found"), "{command:?}: {run:?} {kept:?}");
        let history = History::open(site.root()).unwrap();
        let newest: ContentSnapshot = history.read(history.names().last().unwrap()).unwrap();
        let now: BTreeSet<String> = site.tree("content").into_keys().map(|path| format!("content/{path}")).collect();
        assert_eq!(newest.texts.into_keys().chain(newest.files.into_keys()).collect::<BTreeSet<_>>(), now, "{command:?}");
    }
}

#[test]
fn a_publication_is_kept_with_its_target_once() {
    let site = site();
    succeed(&site, &["publish", "--dry-run"]);
    assert!(!site.path(SNAPSHOTS).exists());
    succeed(&site, &["publish"]);
    assert_eq!(words(&site), ["published"]);
    assert!(site.tree(SNAPSHOTS).into_values().all(|bytes| String::from_utf8(bytes).unwrap().contains("\"target\":\"production\"")));
    succeed(&site, &["publish"]);
    assert_eq!(words(&site), ["published"]);
    site.change(GOAL, "visitors = 86", "visitors = 87");
    succeed(&site, &["tidy"]);
    assert_eq!(words(&site), ["published", "found"]);
    succeed(&site, &["publish"]);
    assert_eq!(words(&site), ["published", "found", "published"], "the state is known, but not that it was published");
}

#[test]
fn a_publication_into_a_zip_file_beside_the_content_is_kept_too() {
    let site = site();
    site.change("content/site.toml", "kind = \"folder\"\npath = \"www\"", "kind = \"zip\"\npath = \"site.zip\"");
    let run = site.run(&["publish"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(words(&site), ["published"]);
}

#[test]
fn who_only_reads_or_tries_keeps_nothing() {
    let site = site();
    for command in [&["check"][..], &["build"], &["import", "results.csv", "--accept", "--dry-run"], &["tidy", "--dry-run"], &["verify"]] {
        site.run(command);
        assert!(!site.path(".torikumi/history").exists(), "{command:?}");
    }
    let empty = Site::empty();
    succeed(&empty, &["init", "town"]);
    assert!(!empty.path("town/.torikumi/history").exists());
}

#[test]
fn nothing_of_the_history_is_content_or_is_published_or_sealed() {
    let site = site();
    succeed(&site, &["import", "results.csv", "--accept"]);
    for command in [&["build"][..], &["archive", "2021"], &["publish"]] {
        succeed(&site, command);
    }
    let bundle = String::from_utf8_lossy(&fs::read(site.path("content/archive/2021.zip")).unwrap()).into_owned();
    assert!(bundle.contains("content/editions/2021/") && !bundle.contains("history/") && !bundle.contains(".torikumi"));
    for folder in ["output", "www"] {
        assert!(!site.tree(folder).keys().any(|path| path.contains("history") || path.contains("snapshots")), "{folder}");
    }
}

#[test]
fn a_damaged_snapshot_is_said_once_and_the_work_goes_on() {
    let site = site();
    succeed(&site, &["tidy"]);
    let name = site.tree(SNAPSHOTS).into_keys().next().unwrap();
    site.write(&format!("{SNAPSHOTS}/{name}"), "{\"time\":");
    let run = site.run(&["import", "results.csv", "--accept"]);
    assert_eq!(run.status, 0, "{run:?}");
    let said = format!("note: a snapshot of the history cannot be read: `./{SNAPSHOTS}/{name}`");
    assert!(run.stderr.starts_with(&said) && run.stderr.matches("note:").count() == 1, "{}", run.stderr);
    assert_eq!(words(&site), ["found", "found", "written"]);
    let run = site.run(&["tidy"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
}

#[test]
fn a_text_that_is_not_what_it_was_is_missing_in_its_snapshots_alone() {
    let site = site();
    let first = site.read(GOAL);
    succeed(&site, &["import", "results.csv", "--accept"]);
    let digest = sha256(first.as_bytes());
    site.write(&format!("{TEXTS}/{}/{digest}", &digest[..2]), "of somebody else");
    let history = History::open(site.root()).unwrap();
    let past: Vec<_> = history.names().iter().map(|name| history.content(&history.read(name).unwrap())).collect();
    assert!(!past[0].folder.texts.contains_key(GOAL) && past[0].folder.texts.contains_key("content/site.toml"));
    assert_eq!([past[0].missing, past[1].missing], [1, 0]);
}

#[test]
fn nothing_is_written_behind_a_link_or_where_a_file_stands() {
    let elsewhere = tempfile::tempdir().unwrap();
    for way in [".torikumi/history", ".torikumi/history/texts", ".torikumi/history/snapshots"] {
        let site = site();
        fs::create_dir_all(site.path(way).parent().unwrap()).unwrap();
        symlink(elsewhere.path(), site.path(way)).unwrap();
        let run = site.run(&["import", "results.csv", "--accept"]);
        assert_eq!(run.status, 0, "{run:?}");
        assert!(run.stderr.contains(&format!("`./{way}` is a link")), "{way}: {}", run.stderr);
        assert!(site.read(GOAL).contains("visitors = 90"));
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0, "{way}");
    }
    let site = site();
    site.write(".torikumi/history", "a file");
    let run = site.run(&["import", "results.csv", "--accept"]);
    assert!(run.status == 0 && run.stderr.contains("the history of the changes was not kept: cannot"), "{run:?}");
    assert!(site.read(GOAL).contains("visitors = 90"));
}

#[test]
fn of_three_hundred_snapshots_the_oldest_go_with_their_texts() {
    let site = site();
    succeed(&site, &["tidy"]);
    let (name, bytes) = site.tree(SNAPSHOTS).into_iter().next().unwrap();
    let time = name.split('-').nth(1).unwrap();
    let alone = "only in the oldest";
    let digest = sha256(alone.as_bytes());
    let oldest =
        String::from_utf8(bytes.clone()).unwrap().replace("\"texts\":{", &format!("\"texts\":{{\"content/gone.md\":\"{digest}\","));
    site.write(&format!("{TEXTS}/{}/{digest}", &digest[..2]), alone);
    site.write(&format!("{SNAPSHOTS}/000000-{time}-written.json"), &oldest);
    for number in 2..300 {
        fs::write(site.path(&format!("{SNAPSHOTS}/{number:06}-{time}-written.json")), &bytes).unwrap();
    }
    let kept = site.tree(TEXTS);
    site.change(GOAL, "visitors = 86", "visitors = 87");
    succeed(&site, &["tidy"]);
    assert_eq!(site.tree(SNAPSHOTS).len(), 270);
    let left = site.tree(TEXTS);
    let changed = sha256(site.read(GOAL).as_bytes());
    let mut expected: BTreeSet<String> = paths(&kept).into_iter().cloned().collect();
    expected.remove(&format!("{}/{digest}", &digest[..2]));
    expected.insert(format!("{}/{changed}", &changed[..2]));
    assert_eq!(left.into_keys().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn where_a_snapshot_that_stays_cannot_be_read_all_texts_stay() {
    let site = site();
    succeed(&site, &["tidy"]);
    let (name, bytes) = site.tree(SNAPSHOTS).into_iter().next().unwrap();
    let time = name.split('-').nth(1).unwrap();
    for number in 2..301 {
        fs::write(site.path(&format!("{SNAPSHOTS}/{number:06}-{time}-written.json")), &bytes).unwrap();
    }
    site.write(&format!("{SNAPSHOTS}/000250-{time}-written.json"), "torn");
    let before = site.tree(TEXTS);
    site.change(GOAL, "visitors = 86", "visitors = 87");
    let run = site.run(&["tidy"]);
    assert!(run.status == 0 && run.stderr.contains("000250-"), "{run:?}");
    assert!(paths(&before).is_subset(&paths(&site.tree(TEXTS))));
}

#[test]
fn an_import_that_is_refused_leaves_the_history_as_it_was() {
    let site = site();
    succeed(&site, &["tidy"]);
    let before = site.tree(SNAPSHOTS);
    assert_eq!(site.run(&IMPORT).status, 1);
    assert_eq!(paths(&before), paths(&site.tree(SNAPSHOTS)));
}
