//! The year of an indicator in one line: on cards, in the table of all indicators, at the head of its page, on paper.

use crate::harness::html::{Page, Token};
use crate::harness::{Site, repository};

fn page(site: &Site, path: &str) -> Page {
    Page::read(path, &site.read(&format!("output/{path}")))
}

/// The lines of a page, without spaces.
fn lines(site: &Site, path: &str) -> Vec<String> {
    page(site, path).texts(|_: &[&Token], element: &Token| element.is_of("yl")).iter().map(|text| spaceless(text)).collect()
}

fn spaceless(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The row of an indicator in the table of all indicators, without spaces.
fn row(site: &Site, path: &str, name: &str) -> String {
    let rows = page(site, path).texts(|_: &[&Token], element: &Token| element.name() == Some("tr"));
    let row = rows.iter().find(|row| row.trim_start().starts_with(name)).unwrap_or_else(|| panic!("{name} in {rows:?}"));
    spaceless(row)
}

#[test]
fn the_line_is_the_same_on_card_head_and_paper_in_both_languages() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki")).built();
    let said = [
        ("", "前回 61.4 (R2) → 今回 77.0万人 見込値 (R3) ▲ +15.6万人 （前年比） 予定 127.8 目標 150 (R6)"),
        (
            "en/",
            "Previous 614,000 (2020) → now 770,000 people estimate (2021) ▲ +156,000 on the year before On schedule 1,278,000 Target 1,500,000 (2024)",
        ),
    ];
    for (folder, line) in said {
        for path in ["index.html", "2021/goal-3.html", "2021/indicators/tourists.html", "2021/print.html"] {
            let lines = lines(&site, &format!("{folder}{path}"));
            assert!(lines.contains(&spaceless(line)), "{folder}{path}: {line} in {lines:#?}");
        }
    }
}

#[test]
fn the_figures_of_the_line_stand_in_the_table_of_all_indicators() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki")).built();
    let row = row(&site, "2021/indicators.html", "観光入込客数");
    for part in ["前回 61.4 (R2) →", "今回 77.0万人 見込値 (R3)", "▲ +15.6万人", "127.8", "150万人 (R6)", "104.2万人 → 77.0万人"]
    {
        assert!(row.contains(&spaceless(part)), "{part} in {row}");
    }
}

#[test]
fn a_line_without_a_figure_before_it_begins_with_the_baseline_or_with_the_result() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki")).built();
    let first = lines(&site, "2017/goal-3.html");
    assert!(first.iter().any(|line| line.contains("（基準値比）") && line.starts_with("基準値")), "the first edition: {first:#?}");
    let cancelled = lines(&site, "2020/indicators/festival-visitors.html");
    assert!(cancelled.iter().all(|line| line.contains("中止") && !line.contains('▲') && !line.contains('▼')), "{cancelled:#?}");
}

#[test]
fn bars_have_their_figure_over_their_end_and_words_for_what_no_percentage_says() {
    let site = Site::empty().with(&repository("tests/sites/tsubaki")).built();
    let html = site.read("output/2021/indicators.html");
    let bars: Vec<&str> = html.split("<td class=\"bar-cell\">").skip(1).filter_map(|cell| cell.split("</td>").next()).collect();
    assert!(!bars.is_empty());
    for bar in bars.iter().filter(|bar| bar.contains("<text")) {
        let spoken = bar.rsplit_once("class=\"off\">").and_then(|(_, text)| text.split_once('<')).map(|(text, _)| text);
        assert!(spoken.is_some_and(|spoken| bar.contains(&format!(">{spoken}</text>"))), "{bar}");
    }
    assert!(!html.contains(">−"), "a percentage below 0 is in words");
}
