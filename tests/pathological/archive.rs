//! What sealing and its verification read: each file is at least as large as it may be, and none fills the memory.

use super::size::sparse;
use super::{bounded, japanese};
use crate::harness::{Run, Site};

/// More than a run may have of memory.
const MEGABYTES: u64 = 6 << 10;

fn sealed() -> Site {
    let site = japanese();
    assert_eq!(bounded(&site, &["archive", "2021", "--date", "2026-04-01", "--quiet"]), Run::new(0, "", ""));
    site
}

#[test]
fn a_bundle_that_has_grown_is_not_read() {
    let site = sealed();
    let size = std::fs::metadata(site.path("content/archive/2021.zip")).unwrap().len();
    sparse(&site, "content/archive/2021.zip", MEGABYTES);
    let english = format!("it has more than {size} bytes, so it is not the file that was sealed");
    let japanese = format!("{size}バイトを超えています（確定したファイルではありません）");
    let expected = format!("2021.zip: {english}\n");
    assert_eq!(bounded(&site, &["verify"]), Run::new(1, &expected, ""));
    assert_eq!(bounded(&site, &["verify", "--lang", "ja"]), Run::new(1, &format!("2021.zip: {japanese}\n"), ""));
    let build = bounded(&site, &["build", "--format", "short"]);
    assert!(build.status == 1 && build.stderr.contains("error[broken-seal]") && build.stderr.contains(&english), "{}", build.stderr);
}

#[test]
fn a_bundle_that_is_registered_as_huge_is_read_no_further_than_a_bundle_may_be_large() {
    let site = sealed();
    let size = std::fs::metadata(site.path("content/archive/2021.zip")).unwrap().len();
    site.change("content/archive/register.toml", &format!("size = {size}"), &format!("size = {}", i64::MAX));
    sparse(&site, "content/archive/2021.zip", 3 << 10);
    let expected = "2021.zip: it has more than 2214592512 bytes, so it is not the file that was sealed\n";
    assert_eq!(bounded(&site, &["verify"]), Run::new(1, expected, ""));
}

#[test]
fn a_published_file_that_has_grown_is_another() {
    let site = sealed();
    assert_eq!(bounded(&site, &["build", "--quiet"]), Run::new(0, "", ""));
    assert_eq!(bounded(&site, &["verify", "--site", "output", "--quiet"]), Run::new(0, "", ""));
    sparse(&site, "output/2021/index.html", MEGABYTES);
    let expected = "2021.zip: `2021/index.html` is published with other bytes\n";
    assert_eq!(bounded(&site, &["verify", "--site", "output"]), Run::new(1, expected, ""));
}

#[test]
fn a_register_that_has_grown_is_a_text_that_is_too_large() {
    let site = sealed();
    sparse(&site, "content/archive/register.toml", MEGABYTES);
    let run = bounded(&site, &["build", "--format", "short"]);
    assert!(run.status == 1 && run.stderr.contains("content/archive/register.toml: error[too-large]"), "{}", run.stderr);
}

#[test]
fn what_no_bag_may_hold_is_not_read_for_one() {
    let site = japanese();
    site.write("content/editions/2021/goal-1/talk.mp4", "");
    sparse(&site, "content/editions/2021/goal-1/talk.mp4", MEGABYTES);
    let file = "sources/content/editions/2021/goal-1/talk.mp4";
    let english = format!("error: the edition cannot be put into a bag: `{file}` is larger than 256 MiB\n");
    assert_eq!(bounded(&site, &["archive", "2021"]), Run::new(2, "", &english));
    let japanese = format!("エラー：確定できません：`{file}` の大きさが上限（256 MiB）を超えています\n");
    assert_eq!(bounded(&site, &["archive", "2021", "--lang", "ja"]), Run::new(2, "", &japanese));
}
