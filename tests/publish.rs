//! Publishing to a folder: only what differs, nothing of others, whole whatever happens.

mod guard;
mod handover;
#[cfg(feature = "remote")]
#[cfg(feature = "remote")]
mod proxy;
mod trouble;

use crate::harness::{Run, Site, Tree, differences};

const ABOUT: &str = "content/pages/about.md";
const SETTINGS: &str = "content/site.toml";

/// The base site with a folder `www` beside its content to publish to, and one for looking before.
fn site() -> Site {
    let site = Site::base();
    let targets = "\n[publish.production]\nkind = \"folder\"\npath = \"www\"\n\n[publish.staging]\nkind = \"folder\"\npath = \"staging\"\nstage = \"staging\"\n";
    site.write(SETTINGS, &(site.read(SETTINGS) + targets));
    site.write("www/CNAME", "of others");
    site.write("www/en/notes.txt", "of others");
    site.write("staging/CNAME", "of others");
    site
}

/// The base site, published.
fn published() -> Site {
    let site = site();
    let run = site.run(&["publish"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    site
}

/// What visitors see of a folder, without what others put there.
fn seen(site: &Site, folder: &str) -> Tree {
    let mut tree = site.tree(folder);
    tree.retain(|path, _| !path.starts_with(".torikumi/"));
    for (path, text) in [("CNAME", "of others"), ("en/notes.txt", "of others")] {
        let foreign = tree.remove(path);
        assert!(foreign.is_none_or(|bytes| bytes == text.as_bytes()), "{path}");
    }
    assert_eq!(site.read(&format!("{folder}/CNAME")), "of others");
    tree
}

/// What `build` makes of the same content.
fn built(site: &Site) -> Tree {
    assert_eq!(site.run(&["build", "--output-dir", "built"]).status, 0);
    let mut tree = site.tree("built");
    tree.retain(|path, _| !path.starts_with(".torikumi/"));
    tree
}

fn same(expected: &Tree, found: &Tree) {
    assert_eq!(differences(expected, found), [""; 0]);
}

/// Changes one page and brings new ones.
fn change(site: &Site) {
    site.change(ABOUT, "架空の市", "想像上の市");
    let text = "+++\ntitle = { ja = \"次期見本市総合戦略\", en = \"Next Mihon City Comprehensive Strategy\" }\n+++\n";
    site.write("content/strategies/next/strategy.md", text);
}

fn has(run: &Run, status: i32, text: &str) {
    assert_eq!(run.status, status, "{run:?}");
    assert!(run.stdout.contains(text) || run.stderr.contains(text), "`{text}` in {run:?}");
}

#[test]
fn the_first_publication_brings_the_built_site_and_keeps_what_others_put_there() {
    let site = site();
    let run = site.run(&["publish"]);
    let expected = built(&site);
    let (files, bytes) = (expected.len(), expected.values().map(Vec::len).sum::<usize>());
    let said = format!(
        "{files} files ({bytes} bytes) sent to `production` in … s: {files} new, 0 changed, 0 unchanged, 0 removed\n\
         read back: {files} files, all bytes as they were sent\n"
    );
    assert_eq!(run.timeless(), Run::new(0, &said, ""));
    same(&expected, &seen(&site, "www"));
    assert_eq!(site.read("www/en/notes.txt"), "of others");
    assert!(!site.path("www/.torikumi/lock").exists() && !site.path("www/.torikumi/intent.json").exists());
}

#[test]
fn a_second_publication_sends_nothing_and_touches_nothing() {
    let site = published();
    let before = site.tree("www");
    let run = site.run(&["publish"]);
    has(&run, 0, "0 files (0 bytes) sent to `production`");
    same(&before, &site.tree("www"));
}

#[test]
fn a_small_change_sends_one_page() {
    let site = published();
    site.change(ABOUT, "架空の市", "想像上の市");
    has(&site.run(&["publish"]), 0, ": 0 new, 1 changed, ");
    same(&built(&site), &seen(&site, "www"));
}

#[test]
fn pages_that_are_no_more_are_removed_with_their_folders() {
    let site = published();
    change(&site);
    assert_eq!(site.run(&["publish"]).status, 0);
    site.remove("content/strategies/next");
    has(&site.run(&["publish"]), 0, " 2 removed");
    same(&built(&site), &seen(&site, "www"));
    assert!(!site.path("www/strategies/next").exists());
}

#[test]
fn a_dry_run_prints_the_plan_and_does_nothing() {
    let site = published();
    change(&site);
    let before = site.tree("");
    let run = site.run(&["publish", "--dry-run"]);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines.contains(&"changed  about.html") && lines.contains(&"new      strategies/next/index.html"), "{lines:?}");
    assert!(lines.last().is_some_and(|line| line.starts_with("would send ") && line.ends_with("; nothing was done")), "{lines:?}");
    let entry = |line: &&str| line.ends_with(" index.html") || line.ends_with(" en/index.html");
    let mut after_entries =
        lines.iter().skip_while(|line| !entry(line)).filter(|line| line.starts_with("new") || line.starts_with("changed"));
    assert!(after_entries.all(entry), "{lines:?}");
    same(&before, &site.tree(""));
}

#[test]
fn a_quiet_dry_run_prints_the_whole_plan() {
    let site = published();
    change(&site);
    let run = site.run(&["publish", "--dry-run", "--quiet"]);
    assert_eq!(run, site.run(&["publish", "--dry-run"]));
    assert!(run.stdout.ends_with("; nothing was done\n"), "{run:?}");
    assert_eq!(site.run(&["publish", "--quiet"]), Run::new(0, "", ""));
    assert_eq!(site.run(&["rollback", "--dry-run", "--quiet"]), site.run(&["rollback", "--dry-run"]));
}

#[test]
fn the_order_of_a_first_publication_is_assets_pages_entries() {
    let run = site().run(&["publish", "--dry-run"]);
    let rank = |line: &str| match line.trim_start_matches("new").trim() {
        "index.html" | "en/index.html" => 2,
        path if path.ends_with(".html") => 1,
        _ => 0,
    };
    let ranks: Vec<i32> = run.stdout.lines().filter(|line| line.starts_with("new ")).map(rank).collect();
    assert!(ranks.is_sorted() && ranks.first() == Some(&0) && ranks.last() == Some(&2), "{ranks:?}");
}

#[test]
fn a_file_that_we_did_not_put_there_stops_everything_and_is_named() {
    let site = site();
    site.write("www/index.html", "of others");
    site.write("www/2021", "a file where a folder has to be");
    let before = site.tree("www");
    let run = site.run(&["publish"]);
    has(&run, 2, "error: at the target are files that torikumi did not put there, or that were changed there since:\n  2021/");
    has(&run, 2, "move them away; nothing was sent");
    same(&before, &site.tree("www"));
    has(&site.run(&["publish", "--lang", "ja"]), 2, "別の場所に移してください（何も送っていません）");
}

#[test]
fn a_page_of_ours_that_somebody_changed_there_is_not_overwritten_nor_removed() {
    let site = published();
    change(&site);
    assert_eq!(site.run(&["publish"]).status, 0);
    site.write("www/about.html", "corrected on the server");
    site.write("www/strategies/next/index.html", "corrected on the server");
    site.change(ABOUT, "想像上の市", "架空の市");
    site.remove("content/strategies/next");
    let before = site.tree("www");
    has(&site.run(&["publish"]), 2, "  about.html\n  strategies/next/index.html\n");
    same(&before, &site.tree("www"));
    site.remove("www/about.html");
    site.remove("www/strategies/next/index.html");
    assert_eq!(site.run(&["publish"]).status, 0);
    same(&built(&site), &seen(&site, "www"));
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_not_followed_out_of_the_target() {
    let site = site();
    site.write("elsewhere/keep.txt", "");
    site.remove("www/en");
    std::os::unix::fs::symlink(site.path("elsewhere"), site.path("www/en")).unwrap();
    has(&site.run(&["publish"]), 2, "  en/index.html\n");
    assert_eq!(site.tree("elsewhere").len(), 1);
}

#[test]
fn a_share_that_is_not_connected_is_not_taken_for_an_empty_one() {
    let site = site();
    site.remove("www");
    has(&site.run(&["publish"]), 2, "error: the folder `www` is not there: connect the share, or make the folder");
    assert!(!site.path("www").exists());
}

#[test]
fn a_rollback_brings_the_publication_before_back_and_can_be_taken_back() {
    let site = published();
    let old = seen(&site, "www");
    change(&site);
    assert_eq!(site.run(&["publish"]).status, 0);
    let new = seen(&site, "www");
    let run = site.run(&["rollback", "--dry-run"]);
    has(&run, 0, "removed  strategies/next/index.html\n");
    same(&new, &seen(&site, "www"));
    has(&site.run(&["rollback"]), 0, "`production` is again as published on 2");
    same(&old, &seen(&site, "www"));
    has(&site.run(&["rollback"]), 0, "read back: ");
    same(&new, &seen(&site, "www"));
}

#[test]
fn without_a_publication_before_there_is_nothing_to_bring_back() {
    let site = site();
    has(&site.run(&["rollback"]), 2, "error: nothing was published to this target yet\n");
    has(&site.run(&["publish", "--verify"]), 2, "error: nothing was published to this target yet\n");
    assert_eq!(site.run(&["publish"]).status, 0);
    has(&site.run(&["rollback"]), 2, "error: there is no publication before the one at this target\n");
}

#[test]
fn only_one_publication_is_kept() {
    let site = published();
    let kept = |site: &Site| site.tree("www/.torikumi/objects").len();
    for (old, new) in [("架空の市", "想像上の市"), ("想像上の市", "夢の市"), ("夢の市", "架空の市")] {
        site.change(ABOUT, old, new);
        assert_eq!(site.run(&["publish"]).status, 0);
        assert_eq!(kept(&site), 1);
    }
}

#[test]
fn a_damaged_kept_file_stops_a_rollback_before_it_writes() {
    let site = published();
    change(&site);
    site.change(SETTINGS, "見本市総合戦略の取組状況", "見本市の取組");
    assert_eq!(site.run(&["publish"]).status, 0);
    let kept: Vec<String> = site.tree("www/.torikumi/objects").into_keys().collect();
    assert!(kept.len() > 2, "several pages would be written: {kept:?}");
    let damaged = format!("www/.torikumi/objects/{}", kept[kept.len() / 2]);
    let mut bytes = std::fs::read(site.path(&damaged)).unwrap();
    bytes[0] ^= 1;
    std::fs::write(site.path(&damaged), bytes).unwrap();
    let before = site.tree("www");
    for options in [&["rollback", "--dry-run"][..], &["rollback"]] {
        let run = site.run(options);
        has(&run, 2, "error: the publication before cannot come back, for these kept files of it at the target are damaged:\n");
        has(&run, 2, &format!("  .torikumi/objects/{} (", kept[kept.len() / 2]));
        same(&before, &site.tree("www"));
    }
    has(&site.run(&["rollback", "--lang", "ja"]), 2, "壊れているため戻せません");
}

#[test]
fn verifying_names_what_is_missing_or_changed_and_publishing_mends_what_is_missing() {
    let site = published();
    has(&site.run(&["publish", "--verify"]), 0, "read back: ");
    site.remove("www/about.html");
    site.write("www/404.html", "changed");
    let expected = "error: `404.html` at `production` is not what was sent: move it away there and publish again\n\
                    error: `about.html` is missing at `production`: publish again\n";
    assert_eq!(site.run(&["publish", "--verify"]), Run::new(2, "", expected));
    site.remove("www/404.html");
    has(&site.run(&["publish"]), 0, "2 files (");
    same(&built(&site), &seen(&site, "www"));
}
