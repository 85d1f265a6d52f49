//! Indicators through all editions, and the list of all of them.

use super::{of_class, page};

/// Year, value, and the edition with its grade and notes, of every row.
fn rows(path: &str) -> Vec<Vec<String>> {
    page(path).rows(|_| true).into_iter().skip(1).collect()
}

fn charts(path: &str) -> usize {
    page(path).texts(|_, element| element.is_of("wide")).len()
}

#[test]
fn a_series_shows_every_year_of_all_strategies_with_the_edition_and_its_grade() {
    let wanted = [
        ["平成29年（2017）", "104.2万人", "平成29年度の取組状況◎達成"],
        ["平成30年（2018）", "111.0万人", "平成30年度の取組状況△やや遅れ"],
        ["令和元年（2019）", "118.3万人", "令和元年度の取組状況△やや遅れ"],
        ["令和2年（2020）", "61.4万人", "令和2年度の取組状況×要見直し"],
        ["令和3年（2021）", "77.0万人", "令和3年度の取組状況×要見直し見込値"],
    ];
    assert_eq!(rows("indicators/tourists.html"), wanted);
    let english = rows("en/indicators/tourists.html");
    assert_eq!(english[4], ["2021", "770,000 people", "Progress in FY2021×Needs reviewestimate"]);
}

#[test]
fn figures_that_go_on_have_one_chart_and_those_that_begin_anew_one_for_each_strategy() {
    assert_eq!(charts("indicators/tourists.html"), 1);
    assert_eq!(charts("indicators/postnatal-visits.html"), 2);
    let chart = page("indicators/tourists.html").texts_of("desc");
    assert_eq!(chart.len(), 1);
}

#[test]
fn a_restated_year_stands_once_with_what_it_was() {
    let rows = rows("indicators/books-lent-children.html");
    let restated: Vec<&Vec<String>> = rows.iter().filter(|row| row[0] == "平成29年度（2017）").collect();
    let note = "平成30年度報告で51,300冊から修正学校への団体貸出の集計もれを加えた。";
    assert_eq!((restated.len(), restated[0][1].as_str(), restated[0][2].ends_with(note)), (1, "51,800冊", true), "{restated:?}");
}

#[test]
fn the_plans_of_all_strategies_stand_beside_each_other_with_their_revisions() {
    let plans = of_class(&page("en/indicators/tourists.html"), "strip");
    for text in
        ["Baseline 1.183 million people (2019) → Target 1.50 million people (2024)", "The target was reached in 2017 and has been raised."]
    {
        assert!(plans.contains(text), "{text} is not in {plans}");
    }
}

#[test]
fn the_list_of_all_indicators_names_each_once_and_those_that_ended_last() {
    let page = page("indicators/index.html");
    let links: Vec<String> =
        page.links().into_iter().filter(|(element, _, _)| *element == "a").map(|(_, _, value)| value.to_owned()).collect();
    let files = super::BUILT.0.tree("output");
    let series: Vec<&str> = files
        .keys()
        .filter_map(|path| path.strip_prefix("indicators/"))
        .filter(|path| path.ends_with(".html") && *path != "index.html")
        .collect();
    for file in &series {
        assert_eq!(links.iter().filter(|link| link == file).count(), 1, "{file}");
    }
    let headings = page.texts_of("h2");
    assert_eq!(headings.last().map(String::as_str), Some("終わった指標"));
    let of_first: Vec<&&str> = series.iter().filter(|file| !files.contains_key(&format!("2021/indicators/{file}"))).collect();
    assert!(!of_first.is_empty(), "some indicators have ended");
}

#[test]
fn only_the_page_of_an_indicator_leads_to_what_goes_on_after_its_edition() {
    let files = super::BUILT.0.tree("output");
    for path in files.keys().filter(|path| path.starts_with("2019/") && path.ends_with(".html")) {
        let page = page(path);
        let is_outside = |value: &String| value.starts_with("../indicators/") || value.starts_with("../../indicators/");
        let outside: Vec<String> = page.links().into_iter().map(|(_, _, value)| value.to_owned()).filter(is_outside).collect();
        let own = path.strip_prefix("2019/indicators/").map(|file| format!("../../indicators/{file}"));
        assert_eq!(outside, own.into_iter().collect::<Vec<_>>(), "{path}");
    }
}
