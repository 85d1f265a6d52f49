use super::*;
use crate::write::OWN_FOLDER;
use std::path::PathBuf;
use tempfile::TempDir;

const PAGES: [&str; 3] = ["en/index.html", "index.html", "new/index.html"];

/// A journal as it is written down, manifest included.
fn journal() -> Journal {
    let placed = PAGES.iter().map(|path| (*path).to_owned()).chain([format!("{OWN_FOLDER}/{MANIFEST}")]);
    Journal { placed: (0..).zip(placed).collect(), removed: vec![(4, "old/page.html".to_owned())] }
}

/// An output folder with an old site, and a stage with a new one.
fn prepared() -> (TempDir, PathBuf, Stage) {
    let root = tempfile::tempdir().expect("a temporary folder");
    let own = root.path().join(OWN_FOLDER);
    for (path, text) in [("index.html", "old home"), ("old/page.html", "old"), (".torikumi/manifest", "index.html\nold/page.html\n")] {
        fs::create_dir_all(root.path().join(path).parent().expect("a parent")).expect("a folder");
        fs::write(root.path().join(path), text).expect("an old file");
    }
    let stage = Stage::new(&own).expect("a stage");
    for (number, path) in PAGES.iter().enumerate() {
        stage.put(number, format!("new {path}").as_bytes()).expect("a staged file");
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
    let manifest = "en/index.html\nindex.html\nnew/index.html\n";
    [
        (".torikumi", ""),
        (".torikumi/manifest", manifest),
        ("en", ""),
        ("en/index.html", "new en/index.html"),
        ("index.html", "new index.html"),
        ("new", ""),
        ("new/index.html", "new new/index.html"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

fn paths() -> BTreeSet<String> {
    PAGES.iter().map(|path| (*path).to_owned()).collect()
}

fn of_site() -> Journal {
    let placed = PAGES.iter().enumerate().map(|(number, path)| (number, (*path).to_owned())).collect();
    Journal::new(placed, vec!["old/page.html".to_owned()])
}

#[test]
fn a_journal_is_read_as_it_was_written_and_a_torn_one_is_not() {
    let text = journal().text();
    assert_eq!(Journal::parse(&text), Some(journal()));
    assert_eq!(Journal::parse(&text[..text.len() - 2]), None);
}

#[test]
fn a_commit_brings_the_new_site() {
    let (root, _, stage) = prepared();
    of_site().commit(root.path(), stage, &paths()).expect("a commit");
    assert_eq!(files(root.path()), new_files());
}

#[test]
fn a_commit_interrupted_at_any_step_is_completed() {
    for done in 0..=4 {
        let (root, own, mut stage) = prepared();
        let mut journal = of_site();
        journal.prepare(root.path(), &mut stage, &paths()).expect("a journal");
        for (number, path) in journal.placed.iter().take(done) {
            rename(&stage.new_file(*number), &root.path().join(path)).expect("a rename");
        }
        recover(root.path(), &own).expect("recovery");
        assert_eq!(files(root.path()), new_files(), "after {done}");
    }
}

#[test]
fn a_commit_that_fails_at_any_step_brings_the_old_site_back() {
    for done in 0..=3 {
        let (root, _, stage) = prepared();
        let before: Vec<_> = files(root.path()).into_iter().filter(|(path, _)| !path.contains("stage")).collect();
        // A file that vanishes from the stage fails at its step, however often that is tried.
        let mut journal = of_site();
        journal.placed.insert(done, (100, "vanished.html".to_owned()));
        let failed = journal.commit(root.path(), stage, &paths());
        assert!(matches!(failed, Err(Error::File { action: Action::Rename, .. })), "{failed:?}");
        assert_eq!(files(root.path()), before, "after {done}");
    }
}

#[test]
fn a_file_gives_way_to_a_folder_of_its_name_and_comes_back() {
    for vanishes in [false, true] {
        let (root, _, stage) = prepared();
        stage.put(7, b"below").expect("a staged file");
        let mut journal = of_site();
        journal.placed.push((7, "old/page.html/index.html".to_owned()));
        if vanishes {
            journal.placed.push((100, "vanished.html".to_owned()));
        }
        assert_eq!(journal.commit(root.path(), stage, &paths()).is_ok(), !vanishes);
        let place = if vanishes { "old/page.html" } else { "old/page.html/index.html" };
        assert!(root.path().join(place).is_file());
    }
}

#[test]
fn a_journal_that_leads_out_of_the_folder_is_not_ours() {
    for step in ["remove 0 ../page.html", "put 0 /page.html", "put 0 a/../../page.html", "remove 0 "] {
        assert!(Journal::parse(&format!("{step}\nend\n")).is_none(), "{step}");
    }
}
