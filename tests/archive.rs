//! Sealed editions: what goes into a bundle, that it never changes, and that every damage is found.

use crate::harness::html::Page;
use crate::harness::kills::{Left, kill_at_moments};
use crate::harness::{Site, Tree, differences, repository};
use std::collections::BTreeMap;
use std::fs;
use torikumi::bag::{Bag, InfoLine};

const DATE: &str = "2026-04-01";

fn tsubaki() -> Site {
    Site::empty().with(&repository("tests/sites/tsubaki"))
}

fn seal(site: &Site, year: &str, more: &[&str]) -> crate::harness::Run {
    site.run(&[&["archive", year, "--date", DATE], more].concat())
}

fn sealed(site: &Site, year: &str) {
    let run = seal(site, year, &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{year}");
}

fn built(site: &Site) -> Tree {
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    site.tree("output").into_iter().filter(|(path, _)| !path.starts_with(".torikumi")).collect()
}

/// The files of an edition in a built site.
fn of_edition(tree: &Tree, year: &str) -> Tree {
    let folders = [format!("{year}/"), format!("en/{year}/")];
    tree.iter()
        .filter(|(path, _)| folders.iter().any(|folder| path.starts_with(folder.as_str())))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

fn bundle(site: &Site, name: &str) -> Bag {
    Bag::open(fs::read(site.path(&format!("content/archive/{name}"))).unwrap().into()).unwrap()
}

#[test]
fn editions_sealed_year_by_year_keep_their_bytes_whatever_happens_to_the_theme() {
    let site = tsubaki();
    let mut kept: BTreeMap<&str, Tree> = BTreeMap::new();
    for year in ["2017", "2018", "2019", "2020", "2021"] {
        let before = of_edition(&built(&site), year);
        sealed(&site, year);
        let tree = built(&site);
        assert_eq!(differences(&before, &of_edition(&tree, year)), [""; 0], "{year} as it was made from its sources");
        kept.insert(year, before);
        for (year, before) in &kept {
            assert_eq!(differences(before, &of_edition(&tree, year)), [""; 0], "{year}");
        }
        let palette = fs::read_to_string(repository("themes/default/palette.toml")).unwrap();
        site.write("themes/default/palette.toml", &format!("{palette}\n# {year}\n"));
        let style = fs::read_to_string(repository("themes/default/style.css")).unwrap();
        site.write("themes/default/style.css", &format!("{style}\n.of-{year} {{ color: inherit; }}\n"));
    }
    assert_eq!(site.run(&["verify", "--site", "output"]).status, 0);
    assert_eq!(site.run(&["check"]).stdout.lines().next(), Some("no faults"));
}

#[test]
fn a_bundle_holds_the_edition_its_covers_its_sources_and_its_record() {
    let site = tsubaki();
    let tree = of_edition(&built(&site), "2018");
    sealed(&site, "2018");
    let bag = bundle(&site, "2018.zip");
    assert!(bag.verify().is_empty());
    let of_site: Vec<&str> = bag.payload().filter_map(|(path, _)| path.strip_prefix("site/")).collect();
    for (path, bytes) in &tree {
        assert!(bag.read(&format!("site/{path}")).unwrap() == *bytes, "{path}");
    }
    let covers: Vec<&str> = of_site.iter().copied().filter(|path| !tree.contains_key(*path)).collect();
    let strategy = ["strategies/first/index.html", "en/strategies/first/index.html"];
    for cover in ["index.html", "en/index.html", "archive/index.html", "en/archive/index.html"].iter().chain(&strategy) {
        assert!(covers.contains(cover), "{cover} is not among {covers:?}");
    }
    let paths: Vec<&str> = bag.payload().map(|(path, _)| path).collect();
    for source in ["sources/content/site.toml", "sources/content/editions/2018/edition.md", "sources/content/strategies/first/strategy.md"]
    {
        assert!(paths.contains(&source), "{source}");
    }
    let record: serde_json::Value = serde_json::from_slice(&bag.read("record.json").unwrap()).unwrap();
    assert_eq!((&record["edition"], &record["strategy"]["id"]), (&2018.into(), &"first".into()));
    assert!(record["goals"].as_array().unwrap().len() > 2);
}

#[test]
fn every_link_of_an_unpacked_bundle_leads_to_a_file_and_no_page_to_another_machine() {
    let site = tsubaki();
    for year in ["2017", "2021"] {
        sealed(&site, year);
        let bag = bundle(&site, &format!("{year}.zip"));
        let paths: Vec<&str> = bag.payload().filter_map(|(path, _)| path.strip_prefix("site/")).collect();
        for path in paths.iter().filter(|path| path.ends_with(".html")) {
            let html = String::from_utf8(bag.read(&format!("site/{path}")).unwrap()).unwrap();
            for (element, attribute, value) in Page::read(path, &html).links() {
                let target = value.split(['#', '?']).next().unwrap().to_owned();
                if target.is_empty() || target.contains("://") || attribute == "srcset" {
                    assert!(element == "a" || element == "link" || !target.contains("://"), "{path}: {value}");
                    continue;
                }
                assert!(!target.ends_with('/'), "{path}: {value}: a folder is not opened by file://");
                assert!(paths.contains(&resolved(path, &target).as_str()), "{path}: {value}");
            }
        }
    }
}

fn resolved(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{link} leaves the bundle"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, other) = (tsubaki(), tsubaki());
    sealed(&one, "2019");
    let run = other.run_with(&["archive", "2019", "--date", "2030-01-01"], &[("RAYON_NUM_THREADS", "1"), ("TZ", "America/New_York")]);
    assert_eq!(run.status, 0);
    let bytes = |site: &Site| fs::read(site.path("content/archive/2019.zip")).unwrap();
    assert!(bytes(&one) == bytes(&other));
}

#[test]
fn what_is_not_finished_is_not_sealed() {
    let site = Site::base();
    site.change("content/editions/2021/goal-1/goal.md", "visitors = ", "# visitors = ");
    let run = seal(&site, "2021", &[]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("indicator-without-result") && run.stderr.contains("--force \"reason\""), "{}", run.stderr);
    assert!(!site.path("content/archive").exists());
    assert_eq!(seal(&site, "2021", &["--force", "the survey comes in spring"]).status, 0);
    assert!(site.read("content/archive/register.toml").contains("forced = \"the survey comes in spring\""));
    assert!(bundle(&site, "2021.zip").info().contains(&InfoLine::new("Sealed-Incomplete-Reason", "the survey comes in spring")));
    let draft = Site::base();
    draft.change("content/editions/2021/edition.md", "published = \"2022-09\"", "draft = true");
    assert_eq!(seal(&draft, "2021", &[]).status, 1);
    assert_eq!(seal(&draft, "2030", &[]).status, 2);
    let faulty = Site::base();
    faulty.change("content/site.toml", "title", "tilte");
    assert_eq!(seal(&faulty, "2021", &[]).status, 1);
    assert!(!draft.path("content/archive").exists() && !faulty.path("content/archive").exists());
}

#[test]
fn sealing_again_needs_a_reason_and_another_name_and_both_stay_listed() {
    let site = Site::base();
    sealed(&site, "2021");
    let first = fs::read(site.path("content/archive/2021.zip")).unwrap();
    let refused = seal(&site, "2021", &[]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("--revision"), "{}", refused.stderr);
    site.write("content/pages/about.en.md", "Something else\n");
    site.change("content/editions/2021/edition.md", "published = \"2022-09\"", "published = \"2022-10\"");
    assert_eq!(seal(&site, "2021", &["--revision", "a wrong date"]).status, 0);
    assert!(fs::read(site.path("content/archive/2021.zip")).unwrap() == first, "the first bundle stays as it was");
    let tree = built(&site);
    assert!(tree["archive/2021.zip"] == first && tree.contains_key("archive/2021-r2.zip"));
    let page = String::from_utf8(tree["en/archive/index.html"].clone()).unwrap();
    for text in ["a wrong date", "version 2", "there is a newer version", "SHA-512", "2021-r2.zip"] {
        assert!(page.contains(text), "{text}");
    }
    let newest = bundle(&site, "2021-r2.zip");
    assert!(tree["2021/index.html"] == newest.read("site/2021/index.html").unwrap(), "the newest is shown");
    let taken = seal(&site, "2021", &["--withdraw", "a photo has to go"]);
    assert_eq!(taken.status, 0, "{}", taken.stderr);
    let tree = built(&site);
    assert!(
        !tree.contains_key("archive/2021-r2.zip")
            && tree["2021/index.html"] == bundle(&site, "2021.zip").read("site/2021/index.html").unwrap()
    );
    assert!(String::from_utf8(tree["en/archive/index.html"].clone()).unwrap().contains("a photo has to go"));
    assert_eq!(seal(&site, "2021", &["--revision", "without the photo"]).status, 0);
    assert!(site.path("content/archive/2021-r3.zip").exists(), "a name is never used again");
}

#[test]
fn changed_sources_do_not_touch_a_sealed_edition_and_check_says_where_they_differ() {
    let site = tsubaki();
    sealed(&site, "2017");
    let before = built(&site);
    let path = "content/editions/2017/goal-3/goal.md";
    site.change(path, "value = 104.2", "value = 104.9");
    let after = built(&site);
    assert_eq!(differences(&of_edition(&before, "2017"), &of_edition(&after, "2017")), [""; 0]);
    assert_eq!(differences(&of_edition(&before, "2018"), &of_edition(&after, "2018")), [""; 0], "later editions take the sealed value");
    let check = site.run(&["check", "--format", "short"]);
    assert!(
        check.stderr.contains("warning[seal-differs]")
            && check.stderr.contains("result of “Tourist arrivals” (Tourism Division, goal 3): `104.2`"),
        "{}",
        check.stderr
    );
}

#[test]
fn what_a_sealed_edition_lacks_is_not_linked_to() {
    let site = tsubaki();
    sealed(&site, "2021");
    site.change("content/strategies/second/goal-1/goal.md", "id = \"total-fertility-rate\"", "id = \"fertility-rate\"");
    site.change("content/editions/2021/goal-1/goal.md", "total-fertility-rate", "fertility-rate");
    site.change("content/editions/2020/goal-1/goal.md", "total-fertility-rate", "fertility-rate");
    let tree = built(&site);
    assert!(tree.contains_key("indicators/fertility-rate.html") && !tree.contains_key("2021/indicators/fertility-rate.html"));
    let check = site.run(&["check", "--format", "short"]);
    assert!(!check.stderr.contains("dead-link"), "{}", check.stderr);
}

#[test]
fn every_kind_of_damage_is_found_and_stops_a_build() {
    let site = Site::base();
    sealed(&site, "2021");
    let before = built(&site);
    let path = site.path("content/archive/2021.zip");
    let good = fs::read(&path).unwrap();
    let report = |bytes: Option<&[u8]>| {
        match bytes {
            Some(bytes) => fs::write(&path, bytes).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let verify = site.run(&["verify"]);
        assert_eq!(verify.status, 1, "{}", verify.stdout);
        let build = site.run(&["build"]);
        assert_eq!(build.status, 1);
        assert!(build.stderr.contains("error[broken-seal]"), "{}", build.stderr);
        let now: Tree = site.tree("output").into_iter().filter(|(path, _)| !path.starts_with(".torikumi")).collect();
        assert_eq!(differences(&before, &now), [""; 0], "the last good site is whole");
    };
    let mut flipped = good.clone();
    flipped[good.len() / 2] ^= 1;
    report(Some(&flipped));
    report(Some(&good[..good.len() - 1]));
    report(Some(b"not a zip"));
    report(None);
    fs::write(&path, &good).unwrap();
    assert_eq!(site.run(&["verify"]).status, 0);
    fs::write(site.path("content/archive/2020.zip"), &good).unwrap();
    let strange = site.run(&["verify", "--lang", "en"]);
    assert_eq!((strange.status, strange.stdout.contains("2020.zip: is not in the register")), (1, true));
}

#[test]
fn published_files_are_held_against_the_sealed_ones() {
    let site = Site::base();
    sealed(&site, "2021");
    built(&site);
    let verify = |expected: &str| {
        let run = site.run(&["verify", "--site", "output", "--lang", "en"]);
        assert_eq!((run.status, run.stdout.contains(expected)), (1, true), "{}", run.stdout);
    };
    let page = site.read("output/2021/goal-1.html");
    site.write("output/2021/goal-1.html", &page.replacen("<h1", "<h1 ", 1));
    verify("`2021/goal-1.html` is published with other bytes");
    site.remove("output/2021/goal-1.html");
    verify("`2021/goal-1.html` is not published");
    site.write("output/2021/goal-1.html", &page);
    site.write("output/en/2021/more.html", "more");
    verify("`en/2021/more.html` is published but not sealed");
    site.remove("output/en/2021/more.html");
    let json = site.run(&["verify", "--site", "output", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((json.status, &found["bundles"][0]["sound"]), (0, &true.into()));
}

#[test]
fn killed_at_any_moment_of_sealing_either_all_or_nothing_is_sealed() {
    let site = Site::base();
    sealed(&site, "2021");
    let bytes = fs::read(site.path("content/archive/2021.zip")).unwrap();
    let look = |killed: &str| {
        let registered = site.path("content/archive/register.toml").exists();
        assert_eq!(site.run(&["verify"]).status, 0, "{killed}");
        if registered {
            assert!(fs::read(site.path("content/archive/2021.zip")).unwrap() == bytes, "{killed}");
        } else {
            sealed(&site, "2021");
        }
        let is_seen = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with('.');
        let left =
            fs::read_dir(site.path("content/archive")).unwrap().filter(|entry| is_seen(&entry.as_ref().unwrap().file_name())).count();
        assert_eq!(left, 2, "nothing else is left: {killed}");
        if registered { Left::New } else { Left::Old }
    };
    let unsealed = || drop(fs::remove_dir_all(site.path("content/archive")));
    kill_at_moments(&site, &["archive", "2021", "--date", DATE], unsealed, look);
}

#[test]
fn a_bundle_that_is_being_sealed_is_no_stranger_and_goes_where_its_sealing_was_interrupted() {
    let site = Site::base();
    site.write("content/archive/.sealing", "2021.zip");
    site.write("content/archive/2021.zip", "left by a killed run");
    let left = site.tree("content/archive");
    for reading in ["verify", "check", "build"] {
        let run = site.run(&[reading, "--lang", "en"]);
        assert!(run.status == 0 && run.stderr.contains("the next `torikumi archive` clears it up"), "{reading}: {run:?}");
        assert_eq!(site.tree("content/archive"), left, "{reading} writes nothing there");
    }
    sealed(&site, "2021");
    assert_eq!(site.run(&["verify"]).status, 0);
    assert_eq!(site.tree("content/archive").into_keys().collect::<Vec<_>>(), ["2021.zip", "register.toml"]);
}

#[test]
fn a_register_names_no_files_but_those_that_sealing_made() {
    let site = Site::base();
    sealed(&site, "2021");
    let register = site.read("content/archive/register.toml");
    for name in ["../../../outside.zip", "/outside.zip", "2022.zip", "2021-r2.zip", "con.zip", "2021.zip.zip", "..zip"] {
        for withdrawn in ["", "\n[seal.withdrawn]\ndate = \"2024-01-02\"\nreason = \"x\"\n"] {
            site.write("content/archive/register.toml", &(register.replace("\"2021.zip\"", &format!("\"{name}\"")) + withdrawn));
            let before = site.without_history();
            for reading in [&["check"][..], &["verify"], &["build"], &["archive", "2021", "--revision", "x"]] {
                let run = site.run(&[reading, &["--format", "short"]].concat());
                let place = "content/archive/register.toml:6:8: error[wrong-type]";
                assert!(run.status == 1 && run.stderr.contains(place), "{name} {reading:?}: {run:?}");
            }
            assert_eq!(differences(&before, &site.without_history()), [""; 0], "{name}");
        }
    }
    site.write("content/archive/register.toml", &register.replace("edition = 2021", "edition = 99999999999"));
    assert_eq!(site.run(&["check"]).status, 1);
}

#[test]
fn an_older_bundle_that_is_another_file_is_not_published() {
    let site = Site::base();
    sealed(&site, "2021");
    assert_eq!(seal(&site, "2021", &["--revision", "a typing error"]).status, 0);
    let file = site.path("content/archive/2021.zip");
    let mut bytes = fs::read(&file).unwrap();
    bytes[100] ^= 1;
    fs::write(&file, bytes).unwrap();
    let run = site.run(&["build", "--format", "short"]);
    assert!(run.status == 1 && run.stderr.contains("error[broken-seal]"), "{run:?}");
}

#[test]
fn a_name_that_other_programs_misread_is_warned_of_and_never_sealed() {
    let site = Site::base();
    site.write("content/editions/2021/goal-1/達成率100%.pdf", "");
    let check = site.run(&["check", "--format", "short"]);
    assert!(check.status == 0 && check.stderr.contains("達成率100%.pdf: warning[unportable-name]"), "{check:?}");
    let run = seal(&site, "2021", &[]);
    assert!(run.status == 2 && run.stderr.contains("達成率100%.pdf` is not allowed in a bag"), "{run:?}");
    assert!(!site.path("content/archive").exists());
}

#[test]
fn a_note_of_a_sealing_leads_nowhere_else() {
    let site = Site::base();
    site.write("precious.zip", "of somebody else");
    site.write("content/archive/.sealing", "../../precious.zip");
    sealed(&site, "2021");
    assert_eq!(site.read("precious.zip"), "of somebody else");
}
