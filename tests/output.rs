//! The output folder: whole or untouched, whatever happens, and never a file that is not ours.

use crate::harness::kills::{Left, kill_at_moments};
use crate::harness::{Run, Site, Tree, differences};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

const OWN: &str = ".torikumi/";
const ABOUT: &str = "content/pages/about.md";

/// The base site, built.
fn built() -> Site {
    let site = Site::base();
    assert_eq!(site.run(&["build"]).status, 0);
    site
}

/// What visitors see: everything but the program's own folder.
fn published(site: &Site) -> Tree {
    site.tree("output").into_iter().filter(|(path, _)| !path.starts_with(OWN)).collect()
}

/// Adds a strategy, whose pages have folders of their own.
fn add_strategy(site: &Site) {
    let text = "+++\ntitle = { ja = \"次期見本市総合戦略\", en = \"Next Mihon City Comprehensive Strategy\" }\n+++\n";
    site.write("content/strategies/next/strategy.md", text);
}

fn same(expected: &Tree, found: &Tree) {
    assert_eq!(differences(expected, found), [""; 0]);
}

#[test]
fn a_failed_build_leaves_the_last_site_whole() {
    let site = built();
    let before = site.tree("output");
    site.change(ABOUT, "## 資料", "[資料](missing.md)\n");
    assert_eq!(site.run(&["build"]).status, 1);
    same(&before, &site.tree("output"));
}

#[test]
fn a_template_that_fails_on_one_page_leaves_the_last_site_whole() {
    let site = built();
    let before = site.tree("output");
    site.change(ABOUT, "架空の市", "想像上の市");
    let template = "{% extends \"base.html\" %}\n{% block content %}\n<h1>{{ missing }}</h1>\n{% endblock content %}\n";
    site.write("themes/default/templates/404.html", template);
    let run = site.run(&["build", "--format", "short"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.starts_with("themes/default/templates/404.html:3:8: error[template]: "), "{}", run.stderr);
    same(&before, &site.tree("output"));
}

/// When each file was last written, and which file it is.
fn stamps(folder: &Path, stamps: &mut BTreeMap<String, (std::time::SystemTime, u64)>) {
    use std::os::unix::fs::MetadataExt;
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let metadata = entry.metadata().unwrap();
        stamps.insert(entry.path().display().to_string(), (metadata.modified().unwrap(), metadata.ino()));
        if metadata.is_dir() && entry.file_name() != ".torikumi" {
            self::stamps(&entry.path(), stamps);
        }
    }
}

#[test]
fn a_second_build_writes_nothing() {
    let site = built();
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    let own = |site: &Site| site.tree("output/.torikumi");
    let own_before = own(&site);
    stamps(&site.path("output"), &mut before);
    before.remove(&site.path("output/.torikumi").display().to_string());
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!(site.run(&["build"]).status, 0);
    stamps(&site.path("output"), &mut after);
    after.remove(&site.path("output/.torikumi").display().to_string());
    assert_eq!(before, after);
    same(&own_before, &own(&site));
}

#[test]
fn a_small_change_writes_only_the_pages_that_it_changes() {
    let site = built();
    let before = published(&site);
    site.change(ABOUT, "架空の市", "想像上の市");
    let run = site.run(&["build"]);
    assert!(run.stdout.contains(", 1 written, ") && run.stdout.ends_with(" unchanged, 0 removed\n"), "{}", run.stdout);
    let changed = differences(&before, &published(&site));
    assert!(changed.len() == 1 && changed[0].starts_with("different: about.html"), "{changed:?}");
}

#[test]
fn foreign_files_stay() {
    let site = Site::base();
    let foreign = ["output/CNAME", "output/2021/notes.txt", "output/old/index.html", "output/.htaccess"];
    for path in foreign {
        site.write(path, "not ours");
    }
    for _ in 0..2 {
        assert_eq!(site.run(&["build"]).status, 0);
        for path in foreign {
            assert_eq!(site.read(path), "not ours");
        }
    }
}

#[test]
fn foreign_files_in_the_way_are_named_and_nothing_is_changed() {
    let site = Site::base();
    site.write("output/index.html", "not ours");
    site.write("output/2021/goal-1.html", "not ours");
    site.write("output/CNAME", "not in the way");
    let before = site.tree("");
    let expected = "error: the output folder holds files that torikumi did not make, where pages have to go:\n  \
                    ./output/2021/goal-1.html\n  ./output/index.html\nmove them away, or name another folder with --output-dir\n";
    assert_eq!(site.run(&["build"]), Run::new(2, "", expected));
    same(&before, &site.tree(""));
    assert!(!site.path("output/.torikumi").exists());
}

#[test]
fn a_foreign_file_where_a_folder_has_to_be_is_in_the_way_too() {
    let site = Site::base();
    site.write("output/en", "not ours");
    let before = site.tree("");
    let run = site.run(&["build"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("  ./output/en/index.html\n"), "{}", run.stderr);
    same(&before, &site.tree(""));
}

#[test]
fn a_page_that_is_no_more_is_removed_with_its_empty_folder() {
    let site = Site::base();
    add_strategy(&site);
    assert_eq!(site.run(&["build"]).status, 0);
    assert!(site.path("output/strategies/next/index.html").is_file());
    site.remove("content/strategies/next");
    let run = site.run(&["build"]);
    assert!(run.status == 0 && run.stdout.ends_with(" 2 removed\n"), "{run:?}");
    assert!(!site.path("output/strategies/next").exists() && !site.path("output/en/strategies/next").exists());
    same(&published(&built()), &published(&site));
}

#[test]
fn a_folder_with_a_foreign_file_in_it_stays() {
    let site = Site::base();
    add_strategy(&site);
    assert_eq!(site.run(&["build"]).status, 0);
    site.write("output/strategies/next/minutes.pdf", "not ours");
    site.remove("content/strategies/next");
    assert_eq!(site.run(&["build"]).status, 0);
    assert_eq!(site.tree("output/strategies/next").keys().collect::<Vec<_>>(), ["minutes.pdf"]);
    assert!(!site.path("output/en/strategies/next").exists());
}

/// A site that was built, then changed, and the site that the change makes.
fn old_and_new() -> (Site, Tree) {
    let site = built();
    site.change(ABOUT, "架空の市", "想像上の市");
    add_strategy(&site);
    let other = Site::empty().with(site.root());
    assert_eq!(other.run(&["build"]).status, 0);
    (site, other.tree("output"))
}

#[test]
fn a_build_that_was_killed_before_its_commit_left_the_old_site() {
    let (site, new) = old_and_new();
    let old = published(&site);
    site.write("output/.torikumi/stage/new/index.html", "half a page");
    site.write("output/.torikumi/journal.new", "put index.html\n");
    same(&old, &published(&site));
    assert_eq!(site.run(&["build"]).status, 0);
    let new: Tree = new.into_iter().filter(|(path, _)| !path.starts_with(OWN)).collect();
    same(&new, &published(&site));
    assert!(!site.path("output/.torikumi/stage").exists());
}

/// The state of a build killed between its journal and its first rename.
fn killed_after_the_journal() -> (Site, Tree) {
    let (site, new) = old_and_new();
    let old = site.tree("output");
    let mut journal = String::new();
    let differing = new.iter().filter(|(path, bytes)| old.get(*path) != Some(bytes));
    for (path, bytes) in differing {
        site.write(&format!("output/.torikumi/stage/new/{path}"), std::str::from_utf8(bytes).unwrap());
        journal += &format!("put {path}\n");
    }
    site.write("output/.torikumi/journal", &(journal + "end\n"));
    (site, new)
}

#[test]
fn a_build_that_was_killed_in_its_commit_is_completed_by_the_next() {
    let (site, new) = killed_after_the_journal();
    let run = site.run(&["build"]);
    assert!(run.status == 0 && run.stdout.contains(", 0 written, "), "{run:?}");
    same(&new, &site.tree("output"));
}

#[test]
fn a_commit_is_completed_even_when_the_content_is_at_fault_by_now() {
    let (site, new) = killed_after_the_journal();
    site.change("content/editions/2021/edition.md", "\"plan\"", "\"paln\"");
    assert_eq!(site.run(&["build"]).status, 1);
    same(&new, &site.tree("output"));
}

#[test]
fn a_torn_journal_counts_for_nothing() {
    let (site, _) = old_and_new();
    let old = published(&site);
    site.write("output/.torikumi/journal", "put index.html\nremove 404.html\nke");
    site.change("content/editions/2021/edition.md", "\"plan\"", "\"paln\"");
    assert_eq!(site.run(&["build"]).status, 1);
    same(&old, &published(&site));
}

#[test]
fn killed_at_any_moment_the_site_is_the_old_or_the_next_run_makes_it_the_new() {
    let (site, new) = old_and_new();
    let old = site.tree("output");
    kill_at_moments(
        &site,
        &["build"],
        || restore(&site, &old),
        |killed| {
            let committing = site.path("output/.torikumi/journal").exists();
            let after = published(&site);
            let is = |tree: &Tree| tree.iter().filter(|(path, _)| !path.starts_with(OWN)).eq(after.iter());
            assert!(committing || is(&old) || is(&new), "{killed}");
            let left = if is(&old) {
                Left::Old
            } else if is(&new) {
                Left::New
            } else {
                Left::Between
            };
            assert_eq!(site.run(&["build"]).status, 0, "{killed}");
            same(&new, &site.tree("output"));
            left
        },
    );
}

/// Puts the output folder back.
fn restore(site: &Site, tree: &Tree) {
    site.remove("output");
    for (path, bytes) in tree {
        let path = site.path(&format!("output/{path}"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
