//! Names in every script, names that no other system can have, and what stands in the place of a file.

use super::{bounded, faults, japanese, page};
use crate::harness::{Run, Site};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::process::Command;

/// Where files lie that are no texts and that nothing names.
const FOLDER: &str = "content/editions/2021/goal-1";

fn files(site: &Site, names: &[&str]) {
    names.iter().for_each(|name| site.write(&format!("{FOLDER}/{name}"), ""));
}

#[test]
fn names_in_every_script_are_names() {
    let site = japanese();
    files(&site, &["写真.jpg", "ภาพถ่าย.jpg", "صورة.jpg", "🏯.jpg", "фото.jpg", "ｶﾞｿﾞｳ.jpg", "a b.jpg", "한국.jpg"]);
    // The second is が as two letters, and is page が.
    for name in ["大人", "か\u{3099}", "عربي", "Ελληνικά", "한국어", "𠮷野家"] {
        page(&site, name, "本文");
    }
    assert_eq!(bounded(&site, &["build", "--quiet", "--strict"]), Run::new(0, "", ""));
    for name in ["大人", "が", "عربي", "Ελληνικά", "한국어", "𠮷野家"] {
        assert!(site.read(&format!("output/{name}.html")).contains("<p>本文</p>"), "{name}");
    }
}

#[test]
fn names_that_cannot_be_shown_or_told_apart_are_refused() {
    let site = japanese();
    files(&site, &["a\u{202e}gpj.md.exe", "line\nbreak.jpg", "\u{1b}[31m.jpg", "が.jpg", "か\u{3099}.jpg"]);
    fs::write(site.path(FOLDER).join(OsStr::from_bytes(b"\xff\xfe.jpg")), "").unwrap();
    fs::create_dir(site.path(FOLDER).join(OsStr::from_bytes(b"\x83t"))).unwrap();
    let expected = ["\u{fffd}[31m.jpg", "\u{fffd}t", "\u{fffd}\u{fffd}.jpg", "a\u{fffd}gpj.md.exe", "line\u{fffd}break.jpg", "が.jpg"];
    let mut expected = expected.map(|name| format!("{FOLDER}/{name}: error[unusable-name]"));
    expected.sort();
    assert_eq!(faults(&site, &["build"]), expected);
    assert_eq!(bounded(&site, &["build"]).status, 1);
    let said = |language| bounded(&site, &["check", "--format", "short", "--lang", language]).stderr;
    let (english, japanese) = (said("en"), said("ja"));
    assert!(english.contains("が.jpg: error[unusable-name]: this name stands twice, its letters composed in two ways"), "{english}");
    assert!(english.contains("break.jpg: error[unusable-name]: the name has letters in it that cannot be seen"), "{english}");
    assert!(english.contains("t: error[unusable-name]: the name is not UTF-8 (rename it)"), "{english}");
    assert!(japanese.contains("break.jpg: error[unusable-name]: 名前に目に見えない文字が入っています"), "{japanese}");
}

/// A name that would colour a terminal, begin a line of its own and turn the rest round, and what is shown of it.
const HOSTILE: &str = "a\u{1b}[31m\nb\u{9b}\u{202e}c";
const SHOWN: &str = "a\u{fffd}[31m\u{fffd}b\u{fffd}\u{fffd}c";

/// Runs in both languages; the whole output has `SHOWN` in it and nothing that a terminal would obey.
fn shows_harmless(site: &Site, arguments: &[&str], status: i32) {
    for language in ["en", "ja"] {
        let run = bounded(site, &[arguments, &["--lang", language]].concat());
        let said = run.stdout + &run.stderr;
        assert_eq!(run.status, status, "{said:?}");
        assert!(said.contains(SHOWN) && !said.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{arguments:?}: {said:?}");
    }
}

#[test]
fn errors_show_names_as_diagnostics_do() {
    let site = japanese();
    shows_harmless(&site, &["import", &format!("{HOSTILE}.csv")], 2);
    shows_harmless(&site, &["check", "--root", HOSTILE], 2);
    site.write("taken/index.html", "");
    fs::rename(site.path("taken"), site.path(HOSTILE)).unwrap();
    shows_harmless(&site, &["build", "--output-dir", HOSTILE], 2);
    shows_harmless(&site, &["init", HOSTILE], 2);
}

#[test]
fn what_tables_and_archives_are_called_is_shown_harmless() {
    let site = japanese();
    site.write(&format!("{HOSTILE}.csv"), "指標,実績\nなし,1\n");
    for format in ["full", "short"] {
        shows_harmless(&site, &["import", &format!("{HOSTILE}.csv"), "--format", format], 1);
    }
    site.write(&format!("content/archive/{HOSTILE}.zip"), "");
    shows_harmless(&site, &["verify"], 1);
}

#[test]
fn names_that_other_systems_cannot_have_are_warned_of() {
    let site = japanese();
    files(&site, &["CON", "a:b.jpg", "aux.jpg", "end.", "lpt1.tar.gz", "nul", "space ", "what?.jpg", "A.jpg", "a.jpg"]);
    page(&site, "aux", "本文");
    page(&site, "About", "本文");
    let windows = ["CON", "a:b.jpg", "aux.jpg", "end.", "lpt1.tar.gz", "nul", "space ", "what?.jpg"].map(|name| format!("{FOLDER}/{name}"));
    let clashing = [format!("{FOLDER}/a.jpg"), "content/pages/about.md".to_owned()];
    let pages = ["content/pages/aux.md".to_owned()];
    let all = windows.into_iter().chain(clashing).chain(pages);
    let mut expected: Vec<String> = all.map(|path| format!("{path}: warning[unportable-name]")).collect();
    expected.sort();
    assert_eq!(faults(&site, &["build"]), expected);
    assert!(site.path("output/index.html").is_file());
    let said = |language| bounded(&site, &["check", "--format", "short", "--lang", language]).stderr;
    let help = "rename one of them: on Windows and macOS the two are one";
    let english = format!(
        "content/pages/about.md: warning[unportable-name]: only capital letters tell this name from `content/pages/About.md` ({help})"
    );
    assert!(said("en").contains(&english), "{}", said("en"));
    assert!(said("ja").contains("about.md: warning[unportable-name]: `content/pages/About.md` と大文字・小文字しか違いません"));
}

#[test]
fn old_paths_that_fall_on_a_page_where_capital_letters_do_not_count_are_taken() {
    let site = japanese();
    site.write("content/pages/help.md", "+++\ntitle = { ja = \"頁\" }\naliases = [\"Index.html\"]\n+++\n\n本文\n");
    assert_eq!(faults(&site, &["build"]), ["content/pages/help.md:3:12: error[alias-taken]"]);
}

#[test]
fn what_is_no_file_has_no_place_in_content() {
    let site = japanese();
    fs::create_dir(site.path("content/pages/folder.md")).unwrap();
    assert!(Command::new("mkfifo").arg(site.path("content/pages/pipe.md")).status().unwrap().success());
    let _socket = UnixListener::bind(site.path("content/pages/socket.jpg")).unwrap();
    let expected = ["folder.md", "pipe.md", "socket.jpg"].map(|name| format!("content/pages/{name}: error[not-a-file]"));
    assert_eq!(faults(&site, &["build"]), expected);
    for (language, words) in [
        ("en", ["a folder has the name of a file", "this is neither a file nor a folder"]),
        ("ja", ["ファイルの名前がフォルダーに付いています", "ファイルでもフォルダーでもありません"]),
    ] {
        let run = bounded(&site, &["check", "--format", "short", "--lang", language]);
        assert!(words.iter().all(|word| run.stderr.contains(word)), "{}", run.stderr);
    }
    assert!(!site.path("output").exists());
}

#[test]
fn a_file_that_may_not_be_read_is_named() {
    let site = japanese();
    fs::set_permissions(site.root(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(site.path("content/pages/about.md"), fs::Permissions::from_mode(0o000)).unwrap();
    // Who may do everything has to become somebody else first, and the program to lie where everybody may run it.
    let program = site.path("program");
    fs::copy(crate::harness::program(), &program).unwrap();
    let is_root = fs::File::open(site.path("content/pages/about.md")).is_ok();
    let mut command = Command::new(if is_root { "setpriv" } else { "env" });
    if is_root {
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
    }
    let output = command.arg(program).args(["check", "--lang", "en"]).current_dir(site.root()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("error: ") && said.contains("content/pages/about.md"), "{said}");
}

#[test]
fn loops_of_links_and_links_to_folders_are_reported_and_links_to_files_within_are_followed() {
    let site = japanese();
    symlink("loop-b.md", site.path("content/pages/loop-a.md")).unwrap();
    symlink("loop-a.md", site.path("content/pages/loop-b.md")).unwrap();
    symlink("..", site.path("content/pages/up")).unwrap();
    symlink("about.md", site.path("content/pages/same.md")).unwrap();
    let expected = [
        "content/pages/loop-a.md: error[link-leaves-folder]",
        "content/pages/loop-b.md: error[link-leaves-folder]",
        "content/pages/up: error[not-a-file]",
    ];
    assert_eq!(faults(&site, &["check"]), expected);
    ["loop-a.md", "loop-b.md", "up"].iter().for_each(|name| site.remove_link(&format!("content/pages/{name}")));
    assert_eq!(bounded(&site, &["build", "--quiet"]), Run::new(0, "", ""));
    assert!(site.path("output/same.html").is_file());
}
