//! Percentages with names, in words where a percentage would mislead, and numbers below 0.

use super::{GOAL, Plan, RESULTS, page, says};
use crate::harness::Site;
use crate::harness::html::Page;

/// The texts of a page's charts of indicators.
fn chart_texts(site: &Site, path: &str) -> Vec<String> {
    Page::read(path, &site.read(&format!("output/{path}"))).texts_of("text")
}

fn has(texts: &[String], wanted: &str) -> bool {
    texts.iter().any(|text| text == wanted)
}

#[test]
fn the_percentage_beside_a_bar_says_what_it_is() {
    let site = Site::base().built();
    assert!(has(&chart_texts(&site, "2021/goal-1.html"), "進捗率30.0%"));
    assert!(has(&chart_texts(&site, "en/2021/goal-1.html"), "Progress 30.0%"));
}

#[test]
fn a_negative_percentage_is_in_words_with_both_values_in_a_summary() {
    let plan = Plan { baseline: "80", target: "100", result: "75" };
    let site = plan.site().built();
    assert!(has(&chart_texts(&site, "2021/goal-1.html"), "基準値より悪化"));
    assert!(has(&chart_texts(&site, "en/2021/goal-1.html"), "Worse than baseline"));
    let home = Page::read("index.html", &site.read("output/index.html"));
    let attention = home.texts(|_, element| element.is_of("look"));
    assert_eq!(attention, ["「基準値より悪化」の指標観光入込客数（80万人 → 75万人、基準値より悪化）"]);
    assert!(!home.said().iter().any(|said| said.text.contains("−25")), "no negative percentage");
    let rows = page(&site, "").rows(|table| table.is_of("working"));
    assert!(rows.iter().any(|row| row[0] == "進捗率" && row[2] == "−25.0%"), "the working keeps the figure");
}

#[test]
fn a_percentage_of_four_digits_is_in_words_in_a_summary() {
    let plan = Plan { baseline: "80", target: "81", result: "92" };
    assert!(has(&chart_texts(&plan.site().built(), "2021/goal-1.html"), "目標までの約12倍"));
}

/// What the home page says of the pace of two indicators with this way done after a third of the time and after two fifths.
fn paces(result: &str) -> Vec<String> {
    let site = Plan { baseline: "80", target: "100", result }.site();
    let second = "[[indicator]]\nid = \"walks\"\nrole = \"kpi\"\nname = { ja = \"散策会の回数\", en = \"Walks\" }\nunit = \"回\"\nkind = \"annual\"\n\
                  direction = \"up\"\nbaseline = { year = 2019, value = 0 }\ntarget = { year = 2024, value = 100 }\n\n[[indicator]]\nid = \"walking-map\"";
    site.change(GOAL, "[[indicator]]\nid = \"walking-map\"", second);
    site.change(RESULTS, "walking-map =", "walks = 40\nwalking-map =");
    let site = site.built();
    let read = |path: &str| {
        let home = Page::read(path, &site.read(&format!("output/{path}")));
        home.texts(|around, element| element.is_of("value") && around.iter().any(|outer| outer.is_of("rank")))
    };
    [read("index.html"), read("en/index.html")].concat()
}

#[test]
fn a_pace_is_in_words() {
    let planned = ["計画どおりの速さ", "the planned pace"];
    for (result, japanese, english) in [
        ("114", "計画の約4倍の速さ", "about 4 times the planned pace"),
        ("90", "計画の約1.3倍の速さ", "about 1.3 times the planned pace"),
        ("88.1", "ほぼ計画どおりの速さ", "about the planned pace"),
        ("85.6", "計画の約7割の速さ", "about 70% of the planned pace"),
        ("84", "計画の半分の速さ", "half the planned pace"),
        ("80.1", "計画の1割に満たない速さ", "less than a tenth of the planned pace"),
        ("80", "基準値から動きなし", "no change from the baseline"),
        ("70", "基準値より悪化", "Worse than baseline"),
    ] {
        let found = paces(result);
        for wanted in [japanese, english].iter().chain(&planned) {
            assert!(has(&found, wanted), "{result}: {found:?}");
        }
    }
}

#[test]
fn below_zero_a_figure_gets_better_or_worse_instead_of_more_or_less() {
    let below = |baseline, result| says(&Plan { baseline, target: "0", result });
    assert_eq!(below("-186", "-98")[0], "−186万人から−98万人に改善、予定の−112万人より14万人進んでいる。");
    let english = &below("-186", "-98")[1];
    assert!(english.starts_with("Improved from −1,860,000 people to −980,000 people, "), "{english}");
    assert!(below("-186", "-200")[0].starts_with("−186万人から−200万人に悪化、"));
}

#[test]
fn japanese_pages_have_triangles_where_the_city_wants_them_and_english_and_data_never() {
    let site = Plan { baseline: "-186", target: "0", result: "-98" }.site();
    site.change("content/site.toml", "\n[publisher]", "\ntriangle_minus = true\n\n[publisher]");
    let site = site.built();
    let lead = page(&site, "").texts(|_, element| element.is_of("lead"))[0].clone();
    assert_eq!(lead, "△186万人から△98万人に改善、予定の△112万人より14万人進んでいる。");
    let axis = chart_texts(&site, "2021/indicators/visitors.html");
    assert!(has(&axis, "△200") && !axis.iter().any(|text| text.contains('−')), "{axis:?}");
    for path in ["en/2021/indicators/visitors.html", "en/index.html", "en/2021/indicators/visitors.svg"] {
        let text = site.read(&format!("output/{path}"));
        assert!(text.contains('−') && !text.contains("△1"), "{path}");
    }
    let data = site.read("output/2021/data/indicators.csv");
    assert!(data.contains(",-98,") && !data.contains("△9"), "{data}");
    assert!(super::working::recomputed(&site) > 0);
}
