//! Files that are far too large, and far too many.

use super::{beginning, bounded, faults, japanese};
use crate::harness::{Run, Site};
use std::fs;

/// A file of so many megabytes that takes no room on the disk.
pub fn sparse(site: &Site, path: &str, megabytes: u64) {
    let file = fs::File::options().create(true).append(true).open(site.path(path)).unwrap();
    file.set_len(megabytes << 20).unwrap();
}

#[test]
fn a_text_beyond_the_limit_is_refused_and_nothing_else_is_said_of_it() {
    let site = Site::base();
    for path in ["content/editions/2021/goal-1/goal.md", "content/pages/about.en.md", "content/strategies/plan/goal-1/measure-1.md"] {
        sparse(&site, path, 50);
    }
    site.write("themes/mine/style.css", "");
    sparse(&site, "themes/mine/style.css", 50);
    let run = bounded(&site, &["build", "--format", "short"]);
    let line = |path: &str| {
        let help = "see what has got into it: texts of reports are far smaller; split it where it is really one";
        format!("{path}: error[too-large]: the file is larger than 4 MB ({help})\n")
    };
    let paths = [
        "content/editions/2021/goal-1/goal.md",
        "content/pages/about.en.md",
        "content/strategies/plan/goal-1/measure-1.md",
        "themes/mine/style.css",
    ];
    assert_eq!(run, Run::new(1, "", &(paths.map(line).concat() + "4 errors in 4 files\n")));
    let run = bounded(&site, &["build", "--format", "short", "--lang", "ja"]);
    assert!(run.stderr.contains("about.en.md: error[too-large]: ファイルが 4 MB を超えています"), "{}", run.stderr);
}

#[test]
fn a_text_at_the_limit_is_read() {
    let site = japanese();
    let head = "+++\ntitle = { ja = \"頁\" }\n+++\n\n";
    let line = "長い本文です。\n";
    let lines = ((4 << 20) - head.len()) / line.len();
    site.write("content/pages/long.md", &format!("{head}{}", line.repeat(lines)));
    assert_eq!(bounded(&site, &["build", "--quiet"]), Run::new(0, "", ""));
    assert!(fs::metadata(site.path("output/long.html")).unwrap().len() > 3 << 20);
    let rest = (4 << 20) - head.len() - lines * line.len();
    site.write("content/pages/long.md", &format!("{head}{}{}", line.repeat(lines), "a".repeat(rest)));
    assert_eq!(bounded(&site, &["build", "--quiet"]).status, 0);
    fs::File::options().append(true).open(site.path("content/pages/long.md")).unwrap().set_len((4 << 20) + 1).unwrap();
    assert_eq!(faults(&site, &["build"]), ["content/pages/long.md: error[too-large]"]);
}

#[test]
fn a_picture_beyond_the_limit_is_refused() {
    let site = japanese();
    site.write("content/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    site.write("content/site.toml", &(site.read("content/site.toml") + "\n[logo]\nfile = \"logo.svg\"\nalt = { ja = \"章\" }\n"));
    assert_eq!(bounded(&site, &["build", "--quiet"]), Run::new(0, "", ""));
    sparse(&site, "content/logo.svg", 51);
    let run = bounded(&site, &["build", "--format", "short"]);
    assert!(run.status == 1 && run.stderr.contains("content/logo.svg: error[photo-unusable]"), "{}", run.stderr);
    assert!(run.stderr.contains("it has more than 50 MB"), "{}", run.stderr);
}

#[test]
fn a_hundred_thousand_files_are_walked_and_those_that_mean_nothing_are_reported() {
    let site = japanese();
    for folder in 0..100 {
        let folder = format!("content/editions/2021/goal-1/{folder:03}");
        site.write(&format!("{folder}/note.md"), "");
        let path = site.path(&folder);
        (0..1000).for_each(|number| drop(fs::File::create(path.join(format!("{number:04}.jpg"))).unwrap()));
    }
    let expected = (0..100).map(|folder| format!("content/editions/2021/goal-1/{folder:03}/note.md: error[unexpected-file]"));
    assert_eq!(faults(&site, &["build"]), expected.collect::<Vec<_>>());
    (0..100).for_each(|folder| site.remove(&format!("content/editions/2021/goal-1/{folder:03}/note.md")));
    let run = bounded(&site, &["build", "--quiet"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", beginning(&run.stderr));
}
