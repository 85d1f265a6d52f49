//! Digits of computed values: none that the city did not print, none that a reader cannot compute, and words where they would hide a side.

mod names;
mod working;

use crate::harness::Site;
use crate::harness::html::Page;

const GOAL: &str = "content/strategies/plan/goal-1/goal.md";
const RESULTS: &str = "content/editions/2021/goal-1/goal.md";

/// Baseline, target and result of the only figure of the small site.
struct Plan<'a> {
    baseline: &'a str,
    target: &'a str,
    result: &'a str,
}

impl Plan<'_> {
    fn site(&self) -> Site {
        let site = Site::base();
        site.change(GOAL, "baseline = { year = 2019, value = 80 }", &format!("baseline = {{ year = 2019, value = {} }}", self.baseline));
        site.change(GOAL, "target = { year = 2024, value = 100 }", &format!("target = {{ year = 2024, value = {} }}", self.target));
        site.change(RESULTS, "visitors = 86", &format!("visitors = {{ value = {} }}", self.result));
        site
    }
}

fn page(site: &Site, language: &str) -> Page {
    let path = format!("{language}2021/indicators/visitors.html");
    Page::read(&path, &site.read(&format!("output/{path}")))
}

/// The sentence of the figure in both languages.
fn says(plan: &Plan<'_>) -> [String; 2] {
    let site = plan.site().built();
    ["", "en/"].map(|language| page(&site, language).texts(|_, element| element.is_of("lead"))[0].clone())
}

#[test]
fn an_expected_value_has_the_places_of_the_results_and_not_of_the_baseline() {
    let plan = Plan { baseline: "33.333333", target: "50.00", result: "36" };
    let [japanese, english] = says(&plan);
    assert_eq!(japanese, "33.333333万人から36万人に増え、予定の40万人に4万人届かない。");
    assert!(english.ends_with("40,000 behind the on-schedule value of 400,000 people."), "{english}");
    let plan = Plan { baseline: "71.25", target: "80", result: "73.5" };
    assert_eq!(says(&plan)[0], "71.25万人から73.5万人に増え、予定の74.8万人に1.3万人届かない。");
}

#[test]
fn what_is_printed_alike_is_about_the_same() {
    let plan = Plan { baseline: "12.9", target: "13.41", result: "13.1" };
    let [japanese, english] = says(&plan);
    assert_eq!(japanese, "12.9万人から13.1万人に増え、予定の13.1万人とほぼ同じ。");
    assert!(english.ends_with(", about the same as the on-schedule value of 131,000 people."), "{english}");
    let exactly = Plan { baseline: "12.9", target: "13.4", result: "13.1" };
    assert_eq!(says(&exactly)[0], "12.9万人から13.1万人に増え、予定のとおり。");
}

#[test]
fn a_difference_is_that_of_the_printed_figures() {
    let plan = Plan { baseline: "80", target: "91", result: "86" };
    assert_eq!(says(&plan)[0], "80万人から86万人に増え、予定の84万人より2万人進んでいる。");
    let plan = Plan { baseline: "80", target: "91.25", result: "86" };
    assert_eq!(says(&plan)[0], "80万人から86万人に増え、予定の85万人より1万人進んでいる。", "84.5 is printed as 85");
}

#[test]
fn a_percentage_that_is_not_0_is_not_printed_as_0() {
    let plan = Plan { baseline: "10000", target: "20000", result: "10001" };
    let site = plan.site().built();
    let rows = page(&site, "").rows(|table| table.is_of("working"));
    assert!(rows.iter().any(|row| row[0] == "増減率" && row[2] == "+0.01%"), "{rows:?}");
}

#[test]
fn qualifiers_stay_in_sentences_and_charts_and_leave_no_false_difference() {
    let plan = Plan { baseline: "80, bound = \"about\"", target: "100", result: "86, bound = \"about\"" };
    let site = plan.site().built();
    assert_eq!(
        page(&site, "").texts(|_, element| element.is_of("lead"))[0],
        "80万人程度から86万人程度に増え、予定の88万人に2万人程度届かない。"
    );
    let chart = site.read("output/2021/indicators/visitors.svg");
    assert!(chart.contains(">実績 86万人程度<") && chart.contains(">基準 80万人程度<"), "{chart}");
    assert!(site.read("output/2021/goal-1.html").contains(">80万人程度<"), "the label of the bullet");
    assert!(site.read("output/2021/changes.html").contains("+6万人程度"));
    let plan = Plan { baseline: "80", target: "100", result: "86, bound = \"less-than\"" };
    assert_eq!(says(&plan)[0], "80万人から86万人未満に増え、目標は100万人。", "how far it is from anything is not known");
}

#[test]
fn a_restated_figure_keeps_its_qualifier() {
    let site = Site::base();
    site.change(GOAL, "kind = \"annual\"", "kind = \"annual\"\nhistory = [{ year = 2018, value = 77, bound = \"about\" }]");
    site.change(RESULTS, "visitors = 86", "visitors = { value = 86, restated = [{ year = 2018, value = 79 }] }");
    let site = site.built();
    assert!(site.read("output/indicators/visitors.html").contains("77万人程度から修正"));
}

const CUTS_OFF: &str = r#"
[rating]
figure = "attainment-of-expected"
places = 0
rounding = "truncate"
grade = [
    { id = "good", label = { ja = "順調" }, symbol = "○", tone = "good" },
    { id = "bad", label = { ja = "遅れ" }, symbol = "×", tone = "bad" },
]
test = [{ grade = "good", at_least = 100 }, { grade = "bad", when = "otherwise" }]
"#;

#[test]
fn a_rule_that_cuts_off_shows_the_fractions_that_it_used() {
    let plan = Plan { baseline: "42.1", target: "21.8", result: "32.1145" };
    let site = plan.site();
    site.change(GOAL, "direction = \"up\"", "direction = \"down\"");
    site.change(GOAL, "year = 2024, value = 21.8", "year = 2030, value = 21.8");
    site.change("content/site.toml", "\n[publisher]", &format!("\n{CUTS_OFF}\n[publisher]"));
    let site = site.built();
    let page = page(&site, "");
    let rows = page.rows(|table| table.is_of("working"));
    let line = |label: &str| rows.iter().find(|row| row[0] == label).unwrap()[1..].to_vec();
    assert_eq!(line("予定（中間の目安）"), ["42.1 + (21.8 − 42.1) × 2 ÷ 11", "38.4091万人"]);
    assert_eq!(line("予定に対する達成率"), ["(42.1 + (21.8 − 42.1) × 2 ÷ 11) ÷ 32.1145", "119%"]);
    let notes = page.texts_of("p");
    assert!(notes.iter().any(|note| note.contains("切り捨てています")), "{notes:?}");
    assert!(working::recomputed(&site) > 0);
}
