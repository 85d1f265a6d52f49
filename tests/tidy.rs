//! `torikumi tidy`: bodies in place, and nothing else.

use crate::harness::{Run, Site, tree};

const FACTS: &str = "+++\r\n# ・事実\r\ntitle = { ja = \"資料\", en = \"Material\" }   # ① ※\r\n+++\r\n";
const TYPED: &str = "\r\n次の資料です。\r\n※見本\r\n\r\n・子育て\r\n　・相談会\r\n・見守り\r\n";
const TIDY: &str = "\r\n次の資料です。\r\n\r\n※見本\r\n\r\n- 子育て\r\n  - 相談会\r\n- 見守り\r\n";
const PAGE: &str = "content/pages/material.md";

fn site() -> Site {
    let site = Site::base();
    site.write(PAGE, &format!("{FACTS}{TYPED}"));
    site
}

#[test]
fn bodies_are_tidied_in_place_and_front_matter_stays_byte_for_byte() {
    let site = site();
    let before = tree(&site.path("content"));
    assert_eq!(site.run(&["tidy"]), Run::new(0, "changed 1 file:\n  content/pages/material.md\n", ""));
    let mut expected = before;
    expected.insert("pages/material.md".to_owned(), format!("{FACTS}{TIDY}").into_bytes());
    assert_eq!(tree(&site.path("content")), expected);
    assert_eq!(site.run(&["tidy"]), Run::new(0, "nothing to tidy\n", ""));
}

#[test]
fn a_trial_writes_nothing() {
    let site = site();
    let before = tree(site.root());
    let run = site.run(&["tidy", "--dry-run", "--lang", "ja"]);
    assert_eq!(run, Run::new(0, "直すファイルは次の1個です（まだ書き込んでいません）：\n  content/pages/material.md\n", ""));
    assert_eq!(tree(site.root()), before);
}

#[test]
fn only_the_files_that_are_named_are_tidied() {
    let site = site();
    let other = site.path("content/strategies").display().to_string();
    assert_eq!(site.run(&["tidy", &other]), Run::new(0, "nothing to tidy\n", ""));
    let file = site.path("content/site.toml").display().to_string();
    assert_eq!(
        site.run(&["tidy", &file]),
        Run::new(2, "", &format!("error: `{file}` is no Markdown file of the content, and none lies in it\n"))
    );
    let file = site.path(PAGE).display().to_string();
    assert_eq!(site.run(&["tidy", &file]).stdout, "changed 1 file:\n  content/pages/material.md\n");
}

#[test]
fn a_translation_stays_up_to_date_when_no_word_of_its_original_changed() {
    let site = site();
    let english = "content/pages/material.en.md";
    site.write(english, "The material.\n\n- Children\n  - Meetings\n- Neighbours\n");
    site.run(&["check", "--accept-translations"]);
    let older = |site: &Site| site.run(&["check", "--format", "short"]).stderr.contains("translation-older");
    site.run(&["tidy"]);
    assert!(!older(&site));
    site.change(PAGE, "見本", "見本です");
    assert!(older(&site));
    site.change(PAGE, "- 子育て\r\n", "・子育て\r\n・家庭\r\n");
    site.run(&["tidy"]);
    assert!(older(&site), "what was not up to date before is not made so");
}

#[test]
fn sealed_editions_stay_unless_they_are_named() {
    let site = Site::base();
    let goal = "content/editions/2021/goal-1/goal.md";
    assert_eq!(site.run(&["archive", "2021", "--force", "見本"]).status, 0);
    let text = std::fs::read_to_string(site.path(goal)).unwrap();
    site.write(goal, &format!("{text}\n・子育て\n・見守り\n"));
    assert_eq!(site.run(&["tidy"]), Run::new(0, "nothing to tidy\n", ""));
    let file = site.path(goal).display().to_string();
    assert_eq!(site.run(&["tidy", &file]).stdout, format!("changed 1 file:\n  {goal}\n"));
}
