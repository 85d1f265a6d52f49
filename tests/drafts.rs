//! Pages that are drafts of their own: free pages, and reports on single goals of an edition.

use crate::harness::{Run, Site, Tree, picture};
use std::fs;

const ABOUT: &str = "content/pages/about.md";
const NOTICE: &str = "content/pages/notice.md";
const GOAL: &str = "content/editions/2021/goal-1/goal.md";
const MEASURE: &str = "content/editions/2021/goal-1/measure-1.md";
const PHOTO: &str = "content/editions/2021/goal-1/photos/a.jpg";

/// The base site, which has an address, with a free page that is a draft.
fn with_notice() -> Site {
    let site = Site::base();
    let settings = site.read("content/site.toml");
    site.write("content/site.toml", &settings.replace("languages =", "base_url = \"https://city.example\"\nlanguages ="));
    site.write(
        NOTICE,
        "+++\ntitle = { ja = \"お知らせ\", en = \"Notice\" }\ndraft = true\naliases = [\"old.html\"]\n+++\n\n準備中の文。\n",
    );
    site.write(&NOTICE.replace(".md", ".en.md"), "A text in preparation.\n");
    site
}

/// The base site with a goal whose report has a text, a photo, a budget and reviews.
fn with_goal() -> Site {
    let site = Site::base();
    fs::create_dir_all(site.path(PHOTO).parent().unwrap()).unwrap();
    fs::write(site.path(PHOTO), picture::jpeg(30, 20)).unwrap();
    let review = "[[review]]\nby = \"committee\"\ntext = { ja = \"委員会の意見\", en = \"An opinion\" }\nrating = { mark = \"A\" }\n";
    let photo = "[[photo]]\nfile = \"photos/a.jpg\"\nalt = { ja = \"広場\", en = \"A square\" }\n";
    site.change(GOAL, "walking-map = \"none\"\n+++", &format!("walking-map = \"none\"\n{review}+++\n\n目標の本文。"));
    site.write(&GOAL.replace(".md", ".en.md"), "The text of the goal.\n");
    let measure = site.read(MEASURE).replacen("+++\n", &format!("+++\n[budget]\nplanned = 4800000\n{photo}{review}"), 1);
    site.write(MEASURE, &measure);
    site
}

fn make_draft(site: &Site) {
    site.write(GOAL, &site.read(GOAL).replacen("+++\n", "+++\ndraft = true\n", 1));
}

fn built(site: &Site, arguments: &[&str]) -> Tree {
    let Run { status, stderr, .. } = site.run(&[&["build"], arguments].concat());
    assert_eq!((status, stderr.as_str()), (0, ""));
    let folder = if arguments.contains(&"--drafts") { "output-drafts" } else { "output" };
    site.tree(folder).into_iter().filter(|(path, _)| !path.starts_with(".torikumi")).collect()
}

/// The files in which a text stands.
fn holding<'a>(tree: &'a Tree, text: &str) -> Vec<&'a str> {
    let has = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    tree.iter().filter(|(_, bytes)| has(bytes)).map(|(path, _)| path.as_str()).collect()
}

#[test]
fn a_free_page_that_is_a_draft_is_nowhere_in_the_site() {
    let site = with_notice();
    site.write("content/pages/shiryo.pdf", "%PDF-1.4");
    site.write(NOTICE, &(site.read(NOTICE) + "\n[資料](shiryo.pdf)\n"));
    let tree = built(&site, &[]);
    assert!(!tree.keys().any(|path| path.ends_with(".pdf")), "its files are left out with it");
    for text in ["お知らせ", "Notice", "notice.html", "準備中の文"] {
        assert_eq!(holding(&tree, text), [""; 0], "{text}");
    }
    assert!(!tree.contains_key("notice.html") && !tree.contains_key("en/notice.html") && !tree.contains_key("old.html"));
    assert_eq!(holding(&tree, "noindex"), [""; 0], "the rest of the site is what it was");
    let check = site.run(&["check"]);
    assert_eq!((check.status, check.stderr.as_str()), (0, ""));
}

#[test]
fn a_free_page_that_is_a_draft_is_shown_with_its_mark_where_drafts_are() {
    let site = with_notice();
    site.write(ABOUT, &(site.read(ABOUT) + "\n[お知らせ](notice.md)\n"));
    let tree = built(&site, &["--drafts"]);
    let page = |path: &str| String::from_utf8(tree[path].clone()).unwrap();
    for (path, title, banner) in [
        ("notice.html", "【下書き】お知らせ</h1>", "下書きです。公表前の内容で"),
        ("en/notice.html", "Draft: Notice</h1>", "Draft. Not published yet"),
    ] {
        let html = page(path);
        assert!(html.contains(title) && html.contains(banner) && html.contains("noindex"), "{path}: {html}");
    }
    let about = page("about.html");
    assert!(about.contains("<a href=\"notice.html\">お知らせ</a>") && about.contains("【下書き】お知らせ"), "the body and the menu");
    assert!(!about.contains("下書きです。公表前の内容で") && about.contains("noindex"), "{about}");
    assert!(!site.path("output").exists());
}

#[test]
fn faults_of_a_draft_are_reported_all_the_same() {
    let site = with_notice();
    site.write(NOTICE, &(site.read(NOTICE) + "\n[資料](nothing.pdf)\n"));
    let run = site.run(&["build", "--format", "short"]);
    assert!(run.stderr.contains("notice.md:9:1: error[broken-link]"), "{}", run.stderr);
}

#[test]
fn a_link_to_a_draft_is_a_fault_only_on_a_page_that_is_shown() {
    let site = with_notice();
    site.write("content/pages/other.md", "+++\ntitle = { ja = \"別\", en = \"Other\" }\n+++\n\n[お知らせ](notice.md)\n");
    site.write("content/pages/other.en.md", "More.\n");
    let run = site.run(&["build", "--format", "short"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("other.md:5:1: error[link-to-draft]: the link leads to a draft: `notice.md`"), "{}", run.stderr);
    site.change("content/pages/other.md", "+++\n\n[", "draft = true\n+++\n\n[");
    built(&site, &[]);
}

#[test]
fn the_report_on_a_goal_that_is_a_draft_is_left_out_and_its_figures_stay() {
    let site = with_goal();
    let whole = built(&site, &[]);
    make_draft(&site);
    let tree = built(&site, &[]);
    let gone: Vec<&String> = whole.keys().filter(|path| !tree.contains_key(*path)).collect();
    let is_of_report = |path: &&String| path.ends_with("2021/goal-1.html") || path.contains("photo.") || path.ends_with("ratings.csv");
    assert!(gone.iter().all(is_of_report), "{gone:?}");
    assert_eq!(gone.iter().filter(|path| path.ends_with("goal-1.html")).count(), 2);
    for text in ["目標の本文", "The text of the goal", "委員会の意見", "An opinion", "案内板を3か所", "4,800,000", "goal-1.html"]
    {
        assert!(!holding(&whole, text).is_empty(), "{text}");
        assert_eq!(holding(&tree, text), [""; 0], "{text}");
    }
    for file in ["2021/data/indicators.csv", "2021/data/observations.csv", "2021/indicators/visitors.svg"] {
        assert_eq!(tree[file], whole[file], "{file}");
    }
    let print = String::from_utf8(tree["2021/print.html"].clone()).unwrap();
    assert!(print.contains("報告は準備中です。") && !print.contains("この年度の報告はありません。"), "{print}");
    let check = site.run(&["check"]);
    assert_eq!((check.status, check.stderr.as_str()), (0, ""), "no link is dead and no photo unused");
}

#[test]
fn the_report_on_a_goal_that_is_a_draft_is_shown_with_its_mark_where_drafts_are() {
    let site = with_goal();
    make_draft(&site);
    let tree = built(&site, &["--drafts"]);
    for (path, title, banner) in [
        ("2021/goal-1.html", "<h1>【下書き】", "下書きです。公表前の内容で"),
        ("en/2021/goal-1.html", "<h1>Draft: ", "Draft. Not published yet"),
    ] {
        let html = String::from_utf8(tree[path].clone()).unwrap();
        assert!(html.contains(title) && html.contains(banner) && html.contains("noindex"), "{path}: {html}");
    }
    assert_eq!(holding(&tree, "下書きです。公表前の内容で"), ["2021/goal-1.html"]);
    assert!(holding(&tree, "目標の本文").contains(&"2021/print.html"));
}

#[test]
fn an_edition_with_a_report_that_is_a_draft_is_not_sealed() {
    let site = with_goal();
    make_draft(&site);
    for arguments in [&["archive", "2021"][..], &["archive", "2021", "--force", "a reason", "--drafts"]] {
        let run = site.run(arguments);
        assert_eq!(run.status, 2, "{}", run.stderr);
        let told = "the edition of 2021 has drafts: take `draft = true` out of `content/editions/2021/goal-1/goal.md` before it is sealed";
        assert!(run.stderr.contains(told), "{}", run.stderr);
    }
    assert!(!site.path("content/archive").exists());
}

#[test]
fn a_sealed_edition_is_shown_as_it_was_sealed_whatever_its_sources_call_a_draft() {
    let site = with_goal();
    let run = site.run(&["archive", "2021", "--date", "2026-04-01"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let before = built(&site, &[]);
    make_draft(&site);
    site.write(ABOUT, &(site.read(ABOUT) + "\n[基本目標1](../editions/2021/goal-1/goal.md)\n"));
    let tree = built(&site, &[]);
    assert_eq!(tree["2021/goal-1.html"], before["2021/goal-1.html"]);
    assert!(String::from_utf8_lossy(&tree["about.html"]).contains("<a href=\"2021/goal-1.html\">"));
    let check = site.run(&["check"]);
    assert_eq!((check.status, check.stderr.as_str()), (0, ""));
}

#[test]
fn only_goals_and_free_pages_can_be_drafts_of_their_own() {
    let site = Site::base();
    site.write(MEASURE, &site.read(MEASURE).replacen("+++\n", "+++\ndraft = true\n", 1));
    assert!(site.run(&["build"]).stderr.contains("error[unknown-key]"));
}
