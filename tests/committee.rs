//! A town whose grades are its committee's, with ratings on scales of their own: whose judgement it is stands everywhere.

use crate::harness::html::{Page, Token};
use crate::harness::{Run, Site, repository};
use calamine::{Reader, Xlsx};
use std::io::Cursor;
use std::sync::LazyLock;

static BUILT: LazyLock<(Site, Run)> = LazyLock::new(|| {
    let site = Site::empty().with(&repository("tests/sites/committee"));
    let run = site.run(&["build", "--strict"]);
    (site, run)
});

fn page(path: &str) -> Page {
    Page::read(path, &BUILT.0.read(&format!("output/{path}")))
}

fn texts(path: &str, class: &str) -> Vec<String> {
    page(path).texts(|_, element| element.is_of(class))
}

#[test]
fn no_page_with_a_stated_grade_says_that_the_site_computed_it() {
    assert_eq!((BUILT.1.status, BUILT.1.stderr.as_str()), (0, ""));
    for (path, bytes) in BUILT.0.tree("output").iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        for claim in ["評価基準により算定", "This site computed", "computed by this site", "評価は示されていません", "No grade is given"]
        {
            assert!(!text.contains(claim), "{path}: {claim}");
        }
    }
}

#[test]
fn sentence_and_footnote_say_whose_grade_it_is() {
    let says = |path: &str| texts(path, "lead")[1].clone();
    assert_eq!(says("2021/indicators/migration.html"), "外部有識者・推進委員会による評価「効果があった」（資料の表記：A+）。");
    assert_eq!(
        says("2021/indicators/households.html"),
        "外部有識者・推進委員会による評価「効果がなかった」：相談が移住につながっていない。"
    );
    let english = "Graded “Effective” by the external experts and promotion committee (printed as “A+”).";
    assert_eq!(says("en/2021/indicators/migration.html"), english);
    let stated = "評価は、外部有識者・推進委員会によるものです。";
    for path in
        ["index.html", "2021/index.html", "2021/goal-1.html", "2021/indicators.html", "2021/print.html", "2021/indicators/migration.html"]
    {
        assert!(BUILT.0.read(&format!("output/{path}")).contains(stated), "{path}");
    }
}

#[test]
fn labels_that_are_phrases_stand_in_quotation_marks() {
    assert_eq!(page("index.html").texts_of("h1"), ["2指標のうち、1指標が「効果があった」または「やや効果があった」"]);
    assert_eq!(texts("2021/index.html", "lead")[0], "指標2件中 「効果があった」1・「効果がなかった」1");
    assert_eq!(page("en/index.html").texts_of("h1"), ["Of 2 indicators, 1 are effective or fairly effective"]);
}

#[test]
fn every_grade_has_an_address_and_those_in_use_are_counted() {
    let places = |path: &str, name: &str| -> Vec<[String; 2]> {
        let page = page(path);
        let fits = page.elements().into_iter().map(|(_, element)| element).filter(|element| element.name() == Some(name));
        let of = |element: &Token, key: &str| element.get(key).unwrap_or_default().to_owned();
        fits.map(|element| [of(element, "id"), of(element, "class")])
            .filter(|[id, class]| !id.is_empty() || class.starts_with('p'))
            .collect()
    };
    let expected = [["all", ""], ["a", "p0"], ["b", "p1"], ["c", "p2"], ["not-evaluated", "p"]];
    assert_eq!(places("2021/indicators.html", "li"), expected.map(|place| place.map(str::to_owned)));
    let rows: Vec<String> = places("2021/indicators.html", "tr").into_iter().map(|[_, class]| class).collect();
    assert_eq!(rows, ["p0", "p2"]);
    let links = page("index.html").values("href");
    let links: Vec<&String> = links.iter().filter(|link| link.contains("indicators.html#")).collect();
    assert_eq!(links, ["2021/indicators.html#a", "2021/indicators.html#c"]);
}

#[test]
fn where_some_grades_are_computed_both_are_said() {
    let site = Site::base();
    site.change(
        "content/editions/2021/goal-1/goal.md",
        "visitors = 86",
        "visitors = { value = 86, grade = \"behind\", grade_by = \"division\" }",
    );
    site.change("content/editions/2021/goal-1/goal.md", "walking-map = \"none\"", "walking-map = \"done\"");
    assert_eq!(site.run(&["build"]).status, 0);
    let partly = "評価のうち1指標は担当課によるもの、ほかは実績値を基に、共通の評価基準により算定したものです。";
    assert!(site.read("output/index.html").contains(partly));
    let stated = site.read("output/2021/indicators/visitors.html");
    assert!(stated.contains("評価は、担当課によるものです。") && !stated.contains("算定"));
    assert!(stated.contains("参考：数値だけを評価基準に当てはめると、上から4番目の条件により「やや遅れ」。"), "{stated}");
    assert!(site.read("output/2021/indicators/walking-map.html").contains("評価基準により算定しています"));
}

#[test]
fn edition_goal_and_policy_carry_ratings_of_their_own() {
    assert_eq!(texts("2021/index.html", "review"), ["外部有識者・推進委員会効果の4区分：Ab（相当程度効果があった）全体として進んでいる。"]);
    assert_eq!(texts("2021/goal-1.html", "review"), ["担当課取組方針2 移住の相談担当課の自己評価：C今後の方針: 見直し", "市評価：Ⅱ"]);
    assert_eq!(texts("2021/print.html", "review").len(), 3);
    assert_eq!(
        texts("en/2021/goal-1.html", "review")[0],
        "The division in chargePolicy 2 Advise people who want to moveThe division’s own rating: CNext step: Revise"
    );
}

#[test]
fn marks_and_ratings_are_open_data() {
    let table = BUILT.0.read("output/2021/data/indicators.csv");
    assert!(table.contains(",a,効果があった,Effective,committee,A+,,,"), "{table}");
    let data: serde_json::Value = serde_json::from_str(&BUILT.0.read("output/2021/data/indicators.json")).unwrap();
    let marks: Vec<&str> = data["ratings"].as_array().unwrap().iter().map(|rating| rating["mark"].as_str().unwrap()).collect();
    assert_eq!(marks, ["Ab", "Ⅱ", "C"]);
    let of_policy = &data["ratings"][2];
    assert_eq!(
        ["edition", "goal_number", "measure_number", "policy_number"].map(|key| of_policy[key].as_u64()),
        [Some(2021), Some(1), Some(1), Some(2)]
    );
    let ratings = BUILT.0.read("output/2021/data/ratings.csv");
    let first = ",2021,,,,,,,,committee,Ab,相当程度効果があった,Considerable effect,効果の4区分,\"Effect, in four classes\",全体として進んでいる。,";
    assert!(ratings.lines().nth(1).unwrap().contains(first), "{ratings}");
    assert!(BUILT.0.read("output/data/dictionary.csv").contains("\nratings,評定の表記,mark,"));
    let package: serde_json::Value = serde_json::from_str(&BUILT.0.read("output/data/datapackage.json")).unwrap();
    assert_eq!(package["resources"][2]["name"], "ratings");
    for (page, text) in [("data/index.html", "評定の一覧"), ("en/2021/data/index.html", "ratings.csv")] {
        assert!(BUILT.0.read(&format!("output/{page}")).contains(text), "{page}");
    }
    let workbook = Xlsx::new(Cursor::new(std::fs::read(BUILT.0.path("output/2021/data/indicators.xlsx")).unwrap())).unwrap();
    assert_eq!(workbook.sheet_names(), ["指標の一覧", "値の一覧", "評定の一覧", "項目の説明"]);
}

#[test]
fn without_ratings_there_is_no_table_of_them() {
    let site = Site::base();
    assert_eq!(site.run(&["build"]).status, 0);
    let with_ratings =
        |(path, bytes): (&String, &Vec<u8>)| path.ends_with(".html") && String::from_utf8_lossy(bytes).contains("ratings.csv");
    assert!(!site.tree("output").iter().any(with_ratings) && !site.path("output/data/ratings.csv").exists());
}

#[test]
fn a_sealed_edition_keeps_whose_grade_it_was_and_an_older_bundle_says_the_city() {
    let site = Site::empty().with(&repository("tests/sites/committee"));
    assert_eq!(site.run(&["archive", "2021", "--date", "2026-04-01"]).status, 0);
    site.change("content/editions/2021/goal-1/goal.md", "grade_by = \"committee\"", "grade_by = \"division\"");
    let check = site.run(&["check", "--format", "short"]);
    assert!(check.stderr.contains("grade given by hand (by) of “Net migration”"), "{}", check.stderr);
    assert_eq!(site.run(&["build"]).status, 0);
    assert!(site.read("output/data/indicators.csv").contains(",committee,A+,"));
}

#[test]
fn what_is_said_of_a_grade_needs_one_and_a_review_needs_a_policy_that_is_there() {
    let faults = |path: &str, old: &str, new: &str| {
        let site = Site::empty().with(&repository("tests/sites/committee"));
        site.change(path, old, new);
        site.run(&["check", "--format", "short"]).stderr
    };
    let alone = faults("content/editions/2021/goal-1/goal.md", "grade = \"a\", ", "");
    assert!(alone.contains("missing-key") && alone.contains("grade"), "{alone}");
    let policy = faults("content/editions/2021/goal-1/measure-1.md", "policy = 2", "policy = 3");
    assert!(policy.contains("unknown-name"), "{policy}");
    let empty = faults("content/editions/2021/goal-1/goal.md", "rating = { mark = \"Ⅱ\" }", "");
    assert!(empty.contains("missing-key"), "{empty}");
}
