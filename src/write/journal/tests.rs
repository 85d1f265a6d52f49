use super::*;

use std::path::PathBuf;
use tempfile::TempDir;

const PAGES: [&str; 5] = ["en/index.html", "index.html", "new/a/index.html", "new/b.html", "old/more.html"];

/// A journal as it is written down: new folders as a whole, and the manifest.
fn journal() -> Journal {
    let placed = ["en", "index.html", "new", "old/more.html", ".torikumi/manifest"];
    Journal { placed: placed.map(str::to_owned).to_vec(), removed: vec!["old/page.html".to_owned()] }
}

/// An output folder with an old site, and a stage with a new one.
fn prepared() -> (TempDir, PathBuf, Staging) {
    let root = tempfile::tempdir().expect("a temporary folder");
    let own = root.path().join(OWN_FOLDER);
    for (path, text) in [("index.html", "old home"), ("old/page.html", "old"), (".torikumi/manifest", "index.html\nold/page.html\n")] {
        fs::create_dir_all(root.path().join(path).parent().expect("a parent")).expect("a folder");
        fs::write(root.path().join(path), text).expect("an old file");
    }
    let stage = Staging::new(&own).expect("a stage");
    for path in PAGES {
        stage.put(path, format!("new {path}").as_bytes()).expect("a staged file");
    }
    (root, own, stage)
}

fn files(root: &Path) -> Vec<(String, String)> {
    let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry"));
    let text = |path: &Path| fs::read_to_string(path).expect("a text");
    let below = |path: &Path| path.strip_prefix(root).expect("a path below").display().to_string();
    entries
        .filter(|entry| entry.depth() > 0)
        .map(|entry| (below(entry.path()), if entry.file_type().is_file() { text(entry.path()) } else { String::new() }))
        .collect()
}

fn new_files() -> Vec<(String, String)> {
    let manifest = "en/index.html\nindex.html\nnew/a/index.html\nnew/b.html\nold/more.html\n";
    [
        (".torikumi", ""),
        (".torikumi/manifest", manifest),
        ("en", ""),
        ("en/index.html", "new en/index.html"),
        ("index.html", "new index.html"),
        ("new", ""),
        ("new/a", ""),
        ("new/a/index.html", "new new/a/index.html"),
        ("new/b.html", "new new/b.html"),
        ("old", ""),
        ("old/more.html", "new old/more.html"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

fn paths() -> BTreeSet<String> {
    PAGES.iter().map(|path| (*path).to_owned()).collect()
}

fn of_site() -> Journal {
    Journal::new(paths(), vec!["old/page.html".to_owned()])
}

#[test]
fn a_journal_is_read_as_it_was_written_and_a_torn_one_is_not() {
    let text = journal().text();
    assert_eq!(Journal::parse(&text), Some(journal()));
    assert_eq!(Journal::parse(&text[..text.len() - 2]), None);
}

#[test]
fn a_folder_that_is_new_is_one_step() {
    let (root, _, stage) = prepared();
    let mut written = of_site();
    written.prepare(root.path(), &MadeFolders::default(), &stage, &paths()).expect("a journal");
    assert_eq!(written, journal());
}

#[test]
fn a_commit_brings_the_new_site() {
    let (root, _, stage) = prepared();
    of_site().commit(root.path(), &MadeFolders::default(), stage, &paths()).expect("a commit");
    assert_eq!(files(root.path()), new_files());
}

#[test]
fn a_commit_interrupted_at_any_step_is_completed() {
    for done in 0..=5 {
        let (root, own, stage) = prepared();
        let mut journal = of_site();
        journal.prepare(root.path(), &MadeFolders::default(), &stage, &paths()).expect("a journal");
        for path in journal.placed.iter().take(done) {
            rename(&stage.new_of(path), &root.path().join(path)).expect("a rename");
        }
        recover(root.path(), &own).expect("recovery");
        assert_eq!(files(root.path()), new_files(), "after {done}");
    }
}

#[test]
fn what_was_put_into_a_new_folder_before_a_commit_is_completed_stays() {
    let (root, own, stage) = prepared();
    let mut journal = of_site();
    journal.prepare(root.path(), &MadeFolders::default(), &stage, &paths()).expect("a journal");
    fs::create_dir_all(root.path().join("new/a")).expect("a folder");
    fs::write(root.path().join("new/a/foreign.txt"), "foreign").expect("a file");
    recover(root.path(), &own).expect("recovery");
    let (foreign, ours): (Vec<_>, Vec<_>) = files(root.path()).into_iter().partition(|(path, _)| path == "new/a/foreign.txt");
    assert_eq!(ours, new_files());
    assert_eq!(foreign[0].1, "foreign");
}

#[cfg(unix)]
#[test]
fn nothing_is_placed_through_a_link_that_stands_where_a_new_folder_has_to_be() {
    let outside = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(outside.path().join("a")).expect("a folder");
    for link in ["new", "new/a"] {
        let (root, own, stage) = prepared();
        of_site().prepare(root.path(), &MadeFolders::default(), &stage, &paths()).expect("a journal");
        let target = if link == "new" { outside.path().to_owned() } else { outside.path().join("a") };
        fs::create_dir_all(root.path().join(link).parent().expect("a parent")).expect("a folder");
        std::os::unix::fs::symlink(target, root.path().join(link)).expect("a link");
        assert!(matches!(recover(root.path(), &own), Err(Error::HalfWay { .. })), "{link}");
        assert_eq!(files(outside.path()), [("a".to_owned(), String::new())], "{link}");
        // Without the link the next run completes what was begun.
        fs::remove_file(root.path().join(link)).expect("a link");
        recover(root.path(), &own).expect("recovery");
        assert_eq!(files(root.path()), new_files(), "{link}");
    }
}

#[test]
fn a_commit_that_fails_at_any_step_brings_the_old_site_back() {
    for done in 0..=PAGES.len() {
        let (root, _, stage) = prepared();
        let before: Vec<_> = files(root.path()).into_iter().filter(|(path, _)| !path.contains("stage")).collect();
        // A file that vanishes from the stage fails at its step, however often that is tried.
        let mut journal = of_site();
        journal.placed.insert(done, "vanished.html".to_owned());
        let failed = journal.commit(root.path(), &MadeFolders::default(), stage, &paths());
        assert!(matches!(failed, Err(Error::File { action: Action::Rename, .. })), "{failed:?}");
        assert_eq!(files(root.path()), before, "after {done}");
    }
}

#[test]
fn a_file_gives_way_to_a_folder_of_its_name_and_comes_back() {
    for vanishes in [false, true] {
        let (root, _, stage) = prepared();
        stage.put("old/page.html/index.html", b"below").expect("a staged file");
        let mut journal = of_site();
        journal.placed.push("old/page.html/index.html".to_owned());
        if vanishes {
            journal.placed.push("vanished.html".to_owned());
        }
        assert_eq!(journal.commit(root.path(), &MadeFolders::default(), stage, &paths()).is_ok(), !vanishes);
        let place = if vanishes { "old/page.html" } else { "old/page.html/index.html" };
        assert!(root.path().join(place).is_file());
    }
}

#[test]
fn a_journal_that_leads_out_of_the_folder_is_not_ours() {
    for step in ["remove ../page.html", "put /page.html", "put a/../../page.html", "remove "] {
        assert!(Journal::parse(&format!("{step}\nend\n")).is_none(), "{step}");
    }
}
