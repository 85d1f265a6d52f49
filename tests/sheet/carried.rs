//! 前回から変更なし: the words of the edition before go on where the new report has none.

use super::{Typed, fill_in_sheet, sample};
use crate::harness::{Run, Site, tree};
use crate::word::document::WordDocument;

const FORM: &str = "R8_子ども課.xlsx";
const OLD: &str = "content/editions/2025/goal-1/measure-1.md";
const FILE: &str = "content/editions/2026/goal-1/measure-1.md";
const WORDS: &str = "\n- 相談窓口を設けました（[資料](shiryo.pdf)）。\n\n## 成果\n\n待機児童が減った。\n\n## 体制\n\n3人\n";
const REVIEW: &str = "\n[[review]]\nby = \"division\"\nnext = \"expand\"\n";

/// A site whose last edition says much of a measure, with the form of its division.
fn exported() -> Site {
    let site = sample();
    let old = site.read(OLD);
    let facts = old.rsplit_once("+++\n").unwrap().0;
    site.write(OLD, &format!("{facts}{REVIEW}+++\n{WORDS}"));
    site.write("content/editions/2025/goal-1/shiryo.pdf", "%PDF-1.4\n%%EOF\n");
    site.run(&["export", "form", "--division", "子ども課"]);
    site
}

fn ticked(site: &Site, tick: &str) {
    fill_in_sheet(&site.path(FORM), "確認", &[("B10", Typed::Text(tick))]);
}

fn import(site: &Site, more: &[&str]) -> Run {
    site.run(&[&["import", FORM, "--lang", "ja"], more].concat())
}

fn body(site: &Site) -> String {
    site.read(FILE).rsplit_once("+++\n").unwrap().1.to_owned()
}

#[test]
fn a_tick_takes_over_the_words_and_the_next_step_and_no_figure() {
    let site = exported();
    ticked(&site, "○");
    let before = (tree(&site.path("content")), site.path(".torikumi/collection").exists());
    let line = "「前回から変更なし」（子ども課）：(1) 保育の充実に令和7年度報告の内容を引き継ぎます（主な取組、成果、体制、今後の方針）\n";
    let tried = import(&site, &["--dry-run"]);
    assert!(tried.status == 0 && tried.stdout.contains(line), "{tried:?}");
    assert!((tree(&site.path("content")), site.path(".torikumi/collection").exists()) == before, "a dry run writes nothing");
    let run = import(&site, &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains(line) && run.stdout.contains("取組の記入4件"), "{}", run.stdout);
    assert!(
        run.stdout.contains("子ども課：1件 — (1) 保育の充実（予算額（円）、決算額（円））"),
        "sums are still asked for: {}",
        run.stdout
    );
    assert_eq!(body(&site), WORDS.replace("(shiryo.pdf)", "(../../2025/goal-1/shiryo.pdf)"));
    let text = site.read(FILE);
    assert!(text.contains(REVIEW) && !text.contains("\n[budget]") && !text.contains("\nwaiting-children = 14"), "{text}");
    let record = site.read(".torikumi/collection/2026.toml");
    assert!(record.contains("key = \"goal-1/measure-1 成果\", before = \"\", after = \"待機児童が減った。\""), "{record}");
    let check = site.run(&["check", "--format", "short"]);
    assert!(!check.stderr.contains("error["), "{check:?}");
    let whole = site.tree("content");
    let again = import(&site, &[]);
    assert!(again.status == 0 && !again.stdout.contains("引き継"), "{again:?}");
    assert!(site.tree("content") == whole && site.read(".torikumi/collection/2026.toml") == record, "once more changes nothing");
}

#[test]
fn what_was_written_otherwise_wins() {
    let site = exported();
    ticked(&site, "○");
    let own = [("F7", Typed::Text("満足度が上がった。")), ("H7", Typed::Text("見直し"))];
    fill_in_sheet(&site.path(FORM), "取組", &own);
    let document = WordDocument::new().heading(2, "(1) 保育の充実").heading(3, "体制").plain("5人");
    std::fs::write(site.path("報告.docx"), document.bytes()).unwrap();
    let run = import(&site, &["報告.docx"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("引き継ぎます（主な取組）"), "{}", run.stdout);
    let text = site.read(FILE);
    assert!(text.contains("\n- 相談窓口を") && text.contains("## 成果\n\n満足度が上がった。\n"), "{text}");
    assert!(text.contains("## 体制\n\n5人\n") && text.contains("next = \"revise\"") && !text.contains("3人"), "{text}");
}

#[test]
fn words_that_went_on_give_way_to_new_ones_from_a_form_and_from_a_document() {
    let site = exported();
    ticked(&site, "○");
    import(&site, &[]);
    fill_in_sheet(&site.path(FORM), "取組", &[("E7", Typed::Text("窓口を増やした")), ("H7", Typed::Text("継続"))]);
    let run = import(&site, &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let document = WordDocument::new().heading(2, "(1) 保育の充実").heading(3, "成果").plain("入所が増えた。");
    std::fs::write(site.path("報告.docx"), document.bytes()).unwrap();
    let run = site.run(&["import", "報告.docx"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let record = site.read(".torikumi/collection/2026.toml");
    let change = "key = \"goal-1/measure-1 成果\", before = \"待機児童が減った。\", after = \"入所が増えた。\"";
    assert!(record.contains(change), "{record}");
    let text = site.read(FILE);
    assert!(text.contains("\n- 窓口を増やした\n\n## 成果\n\n入所が増えた。\n\n## 体制\n\n3人\n"), "{text}");
    assert!(text.contains("next = \"continue\"") && !text.contains("expand"), "{text}");
}

#[test]
fn a_tick_that_is_taken_back_names_what_stays() {
    let site = exported();
    ticked(&site, "×");
    assert!(!import(&site, &[]).stdout.contains("前回から変更なし"), "there was no tick");
    ticked(&site, "○");
    import(&site, &[]);
    let before = site.tree("content");
    ticked(&site, "×");
    let run = import(&site, &[]);
    let line = "「前回から変更なし」の取消し（子ども課）：(1) 保育の充実には令和7年度報告から引き継いだ内容が残っています（主な取組、成果、体制、今後の方針）";
    // The link to the file of the other edition is part of what stays.
    assert!(run.stdout.contains(line), "{}", run.stdout);
    assert!(site.tree("content") == before);
}

#[test]
fn a_measure_of_which_nothing_was_said_is_named_and_a_conflict_under_strict_takes_nothing_over() {
    let site = exported();
    ticked(&site, "○");
    fill_in_sheet(&site.path(FORM), "取組", &[("H7", Typed::Text("様子見"))]);
    let before = site.tree("content");
    assert_eq!(import(&site, &["--strict"]).status, 1);
    assert!(site.tree("content") == before);
    let site = exported();
    site.write(OLD, "+++\n+++\n");
    ticked(&site, "○");
    let run = import(&site, &[]);
    let line = "「前回から変更なし」（子ども課）：(1) 保育の充実は、前回の報告に文章がないため、引き継ぐものがありません\n";
    assert!(run.status == 0 && run.stdout.contains(line), "{run:?}");
    assert_eq!(body(&site), "");
}

#[test]
fn a_new_plan_goes_on_from_the_measure_that_it_continues() {
    let site = exported();
    std::fs::remove_dir_all(site.path("content/editions/2026")).unwrap();
    let first = "content/strategies/first";
    for (path, bytes) in tree(&site.path(first)) {
        let text = String::from_utf8(bytes).unwrap();
        // The measure (1) is the second one of the new plan.
        let path = path.replace("goal-1/measure-1", "goal-1/measure-x").replace("goal-1/measure-2", "goal-1/measure-1");
        site.write(&format!("content/strategies/next/{}", path.replace("measure-x", "measure-2")), &text);
    }
    let strategy = site.read("content/strategies/next/strategy.md");
    site.write("content/strategies/next/strategy.md", &strategy.replacen("+++\n", "+++\nsucceeds = \"first\"\n", 1));
    let new = site.run(&["new", "edition", "R8", "--strategy", "next"]);
    assert_eq!(new.status, 0, "{new:?}");
    let run = site.run(&["export", "form", "--division", "子ども課", "--force"]);
    assert_eq!(run.status, 0, "{run:?}");
    ticked(&site, "○");
    let run = import(&site, &[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("(2) 保育の充実に令和7年度報告の内容を引き継ぎます"), "{}", run.stdout);
    let text = site.read("content/editions/2026/goal-1/measure-2.md");
    assert!(text.ends_with(&WORDS.replace("(shiryo.pdf)", "(../../2025/goal-1/shiryo.pdf)")), "{text}");
}
