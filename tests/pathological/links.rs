//! Symbolic links that lead out of the folders that the program reads and writes.

use super::{bounded, faults, japanese};
use crate::harness::{Run, Site};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

/// What must be in no page and no archive.
const SECRET: &str = "秘密の文書";

/// A folder beside the site with a text, a picture and a workbook's worth of secrets.
fn outside() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    for name in ["page.md", "photo.jpg", "style.css", "folder/page.md"] {
        fs::write(folder.path().join(name), format!("+++\ntitle = {{ ja = \"頁\" }}\n+++\n\n{SECRET}\n")).unwrap();
    }
    folder
}

fn link(target: &Path, site: &Site, path: &str) {
    let path = site.path(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    symlink(target, path).unwrap();
}

/// The small site with links of every kind that lead out of it.
fn leading_out(outside: &Path) -> Site {
    let site = japanese();
    link(&outside.join("page.md"), &site, "content/pages/absolute.md");
    fs::write(site.path("beside.md"), SECRET).unwrap();
    link(Path::new("../../beside.md"), &site, "content/pages/relative.md");
    link(Path::new("absolute.md"), &site, "content/pages/chain.md");
    link(&outside.join("folder"), &site, "content/pages/folder");
    link(&outside.join("photo.jpg"), &site, "content/editions/2021/goal-1/photo.jpg");
    link(&outside.join("photo.jpg"), &site, "content/logo.png");
    link(&outside.join("style.css"), &site, "themes/mine/style.css");
    link(Path::new("../content/site.toml"), &site, "themes/site.toml");
    link(Path::new("/dev/zero"), &site, "content/pages/zero.md");
    link(Path::new("nowhere.md"), &site, "content/pages/dangling.md");
    site
}

const LEADING_OUT: [&str; 10] = [
    "content/editions/2021/goal-1/photo.jpg",
    "content/logo.png",
    "content/pages/absolute.md",
    "content/pages/chain.md",
    "content/pages/dangling.md",
    "content/pages/folder",
    "content/pages/relative.md",
    "content/pages/zero.md",
    "themes/mine/style.css",
    "themes/site.toml",
];

#[test]
fn links_that_leave_content_or_themes_are_refused_by_every_command() {
    let outside = outside();
    let site = leading_out(outside.path());
    let expected = LEADING_OUT.map(|path| format!("{path}: error[link-leaves-folder]"));
    for arguments in [&["build"] as &[&str], &["check"], &["archive", "2021"]] {
        assert_eq!(faults(&site, arguments), expected, "{arguments:?}");
    }
    site.write("results.csv", "指標,実績\n観光入込客数,99\n");
    let before = site.tree("content");
    let run = bounded(&site, &["import", "results.csv"]);
    assert!(run.status == 1 && LEADING_OUT.iter().all(|path| run.stderr.contains(path)), "{}", run.stderr);
    assert!(site.tree("content") == before);
    assert!(!site.path("output").exists() && !site.path("content/archive").exists());
}

#[test]
fn a_link_in_the_place_of_a_folder_of_pages_is_never_written_through() {
    let outside = outside();
    let site = japanese();
    fs::create_dir(site.path("output")).unwrap();
    link(&outside.path().join("folder"), &site, "output/2021");
    let before = fs::read_dir(outside.path().join("folder")).unwrap().count();
    let run = bounded(&site, &["build"]);
    assert!(run.status == 2 && run.stderr.contains("output/2021"), "{run:?}");
    assert_eq!(fs::read_dir(outside.path().join("folder")).unwrap().count(), before);
    site.remove_link("output/2021");
    assert_eq!(bounded(&site, &["build", "--quiet"]), Run::new(0, "", ""));
}

#[test]
fn a_link_that_takes_the_place_of_a_folder_later_is_neither_written_nor_removed_through() {
    let outside = outside();
    let site = japanese();
    assert_eq!(bounded(&site, &["build", "--quiet"]).status, 0);
    fs::rename(site.path("output/2021"), outside.path().join("2021")).unwrap();
    link(&outside.path().join("2021"), &site, "output/2021");
    let before = crate::harness::tree(outside.path());
    // Without the edition its pages would be removed.
    site.remove("content/editions/2021");
    let run = bounded(&site, &["build"]);
    assert!(run.status == 2 && run.stderr.contains("output/2021"), "{run:?}");
    assert!(crate::harness::tree(outside.path()) == before);
}

#[test]
fn a_link_in_the_place_of_a_page_is_not_written_through() {
    let outside = outside();
    let site = japanese();
    link(&outside.path().join("page.md"), &site, "output/index.html");
    let run = bounded(&site, &["build"]);
    assert!(run.status == 2 && run.stderr.contains("output/index.html"), "{run:?}");
    assert!(fs::read_to_string(outside.path().join("page.md")).unwrap().contains(SECRET));
}

#[test]
fn our_own_folder_of_the_output_is_ours_and_what_it_lists_lies_within() {
    let outside = outside();
    let site = japanese();
    fs::create_dir_all(outside.path().join("own/stage")).unwrap();
    fs::write(outside.path().join("own/stage/keep"), SECRET).unwrap();
    fs::create_dir(site.path("output")).unwrap();
    link(&outside.path().join("own"), &site, "output/.torikumi");
    let run = bounded(&site, &["build"]);
    assert!(run.status == 2 && run.stderr.contains("output/.torikumi"), "{run:?}");
    assert!(outside.path().join("own/stage/keep").is_file());
    site.remove_link("output/.torikumi");

    let victim = outside.path().join("page.md");
    let up = "../".repeat(20) + victim.strip_prefix("/").unwrap().to_str().unwrap();
    for (file, text) in [
        ("manifest", format!("{up}\n{}\n", victim.display())),
        ("journal", format!("remove {up}\nend\n")),
        ("journal", format!("put 0 {up}\nend\n")),
    ] {
        site.write("output/.torikumi/stage/0", "overwritten");
        site.write(&format!("output/.torikumi/{file}"), &text);
        assert_eq!(bounded(&site, &["build", "--quiet"]), Run::new(0, "", ""), "{file}");
        assert!(fs::read_to_string(&victim).unwrap().contains(SECRET), "{file}: {text}");
    }
}
