//! What pages show is what the rule of their edition uses, and nothing that its record contradicts.

use crate::harness::html::Page;
use crate::harness::{Site, repository};
use std::fs;
use torikumi::diagnostic::Report;
use torikumi::load;
use torikumi::model::{Figure, read};
use torikumi::record::{EditionRecord, IndicatorRecord};

const STRATEGY: &str = "content/strategies/plan/strategy.md";
const GOAL: &str = "content/strategies/plan/goal-1/goal.md";
const TARGET: &str = "target = { year = 2024, value = 100 }";

/// The small site with a rule.
fn rated(rule: &str) -> Site {
    let site = Site::base();
    site.change(STRATEGY, "period = [2020, 2024]", &format!("period = [2020, 2024]\n{rule}"));
    site.built()
}

/// The made-up town without grades, and with yearly targets later.
fn hamanasu() -> Site {
    Site::empty().with(&repository("tests/sites/hamanasu")).built()
}

fn page(site: &Site, path: &str) -> Page {
    Page::read(path, &site.read(&format!("output/{path}")))
}

/// Everything that a page says, and its pictures too.
fn said(page: &Page) -> String {
    page.said().into_iter().map(|said| said.text).collect::<Vec<_>>().join("\n")
}

/// The pages of a site but those that explain open data, whose columns are the same for every rule.
fn pages(site: &Site) -> Vec<Page> {
    let tree = site.tree("output");
    let html = tree.keys().filter(|path| path.ends_with(".html") && !path.contains("data/"));
    html.map(|path| page(site, path)).collect()
}

/// The cells of the rows of the table on the page of the goal.
fn goal_table(site: &Site, path: &str) -> Vec<Vec<String>> {
    page(site, path).rows(|_| true)
}

/// The sentence of an indicator in an edition, in both languages.
fn sentences(site: &Site, indicator: &str) -> [String; 2] {
    ["", "en/"].map(|language| {
        let page = page(site, &format!("{language}{indicator}.html"));
        page.texts(|_, element| element.is_of("lead")).remove(0)
    })
}

#[test]
fn the_table_of_a_goal_has_the_figure_of_the_citys_rule() {
    let heads = |rule: &str| goal_table(&rated(rule), "2021/goal-1.html")[0][4..].to_vec();
    assert_eq!(heads("rating = \"pace\""), ["進捗率", "経過率", "ペース", "評価"]);
    assert_eq!(heads("rating = \"symbols\""), ["達成率", "評価"]);
    assert_eq!(heads("rating = \"bands-on-target-and-baseline\""), ["増減率", "達成率", "評価"]);
    assert_eq!(heads("rating = \"expected\""), ["予定（中間の目安）", "予定に対する達成率", "評価"]);
    assert_eq!(heads("rating = \"trend\""), ["進捗率", "評価"]);
    assert_eq!(heads("[rating]\noff = true\nfigure = \"change\""), ["増減率"]);
}

#[test]
fn every_place_of_the_main_figure_has_that_of_the_rule() {
    let site = rated("rating = \"symbols\"");
    let row = &goal_table(&site, "2021/goal-1.html")[1];
    assert_eq!(row[4], "86.0%");
    let table = page(&site, "2021/indicators.html");
    assert_eq!(table.rows(|_| true)[0][4], "達成率");
    assert_eq!(table.values("data-sort"), ["figure", "grade"]);
    assert_eq!(table.values("data-figure"), ["0.8600", ""]);
    assert!(said(&table).contains("帯＝達成率、太線＝100%。"));
    let home = said(&page(&site, "index.html"));
    assert!(home.contains("観光入込客数：達成率86.0%") && home.contains("達成率"), "{home}");
    assert!(said(&page(&site, "2021/goal-1.html")).contains("達成率＝増やす指標は実績値÷目標値、減らす指標は目標値÷実績値。"));
    assert!(said(&page(&site, "en/2021/indicators.html")).contains("Bar: attainment. Thick line: 100%."));
}

#[test]
fn what_moved_is_the_figure_of_the_rule() {
    let site = hamanasu();
    let changes = said(&page(&site, "2024/changes.html"));
    assert!(changes.contains("達成率 −5.3ポイント"), "1378 ÷ 1450 less 1405 ÷ 1400, of targets by year: {changes}");
    assert!(changes.contains("達成率 +5.7ポイント"), "240 ÷ 266 less 240 ÷ 284: {changes}");
    let home = said(&page(&site, "index.html"));
    assert!(home.contains("達成率の増減の大きい順に並べています。") && !home.contains("ペース"), "{home}");
}

#[test]
fn no_value_is_expected_where_the_rule_expects_none() {
    for (rule, is_expected) in [
        ("rating = \"trend\"", false),
        ("rating = \"met\"", false),
        ("[rating]\noff = true", false),
        ("rating = \"pace\"", true),
        ("rating = \"expected\"", true),
        ("[rating]\noff = true\nfigure = \"attainment\"\nstraight_line = true", true),
    ] {
        let site = rated(rule);
        let all = pages(&site).iter().map(said).collect::<String>();
        assert_eq!(all.contains("予定") || all.contains("on-schedule"), is_expected, "{rule}");
        let data = site.read("output/2021/data/observations.csv");
        assert_eq!(data.contains(",expected,"), is_expected, "{rule}");
    }
    let silent = ["80万人から86万人に増え、目標は100万人。", "Up from 800,000 people to 860,000 people; the target is 1,000,000 people."];
    assert_eq!(sentences(&rated("rating = \"trend\""), "2021/indicators/visitors")[0], silent[0]);
}

#[test]
fn a_strategy_without_grades_has_no_word_of_them() {
    let site = hamanasu();
    let own = |page: &&Page| ["2021/", "2022/", "en/2021/", "en/2022/"].iter().any(|folder| page.path().starts_with(folder));
    let mut seen = 0;
    for page in pages(&site).iter().filter(own) {
        let said = said(page).replace("重要業績評価指標", "");
        for word in ["評価", "予定", "届かない", "grade", "Grade", "valuated", "schedule", "short of"] {
            assert!(!said.contains(word), "`{word}` on {}: {said}", page.path());
        }
        assert!(page.texts(|_, element| element.is_of("grade")).is_empty(), "{}", page.path());
        seen += 1;
    }
    assert!(seen > 30, "{seen}");
    assert_eq!(
        sentences(&site, "2021/indicators/landings"),
        ["1,240tから1,310tに増え、目標は1,500t。", "Up from 1,240 t to 1,310 t; the target is 1,500 t."]
    );
    assert!(said(&page(&site, "2021/index.html")).contains("指標4件"));
}

#[test]
fn the_target_of_the_year_is_the_target_where_a_plan_has_targets_by_year_only() {
    let site = hamanasu();
    assert_eq!(
        sentences(&site, "2024/indicators/landings"),
        [
            "1,390tから1,378tに減り、年度目標の1,450tに72t届かない。",
            "Down from 1,390 t to 1,378 t, 72 short of the yearly target of 1,450 t."
        ]
    );
    assert_eq!(sentences(&site, "2023/indicators/landings")[0], "1,390tから1,405tに増え、年度目標の1,400tを超えた。");
    assert_eq!(sentences(&site, "2023/indicators/vacant-houses")[0], "288戸から284戸に減り、年度目標の280戸より4戸多い。");
    let table = goal_table(&site, "2024/goal-1.html");
    assert_eq!(table[1][1..6], ["1,390t", "1,405t ▼ −27t", "1,378t", "1,450t 年度目標", "95.0%"]);
    let values: Vec<Vec<String>> = page(&site, "2024/indicators/landings.html").rows(|table| table.is_of("years"));
    let of_year: Vec<&[String]> = values.iter().filter(|row| row[0].contains("2024")).map(|row| &row[1..]).collect();
    assert_eq!(of_year, [["実績値", "1,378t"], ["年度目標", "1,450t"]]);
    assert!(said(&page(&site, "2024/goal-1.html")).contains("年度目標 1,450"), "the line of the year");
    assert!(site.read("output/2024/indicators/landings.svg").contains("年度目標 1,450t"));
    let row = site.read("output/2024/data/indicators.csv").lines().find(|line| line.contains(",landings,")).unwrap().to_owned();
    assert!(row.contains(",2024,fiscal,,,1450,"), "{row}");
    assert!(said(&page(&site, "strategies/second/index.html")).contains("1,400t (R5)～1,500t (R7)（年度目標）"));
}

#[test]
fn a_year_without_a_target_of_its_own_is_said_so() {
    let site = hamanasu();
    let sentences = sentences(&site, "2023/indicators/stalls");
    assert_eq!(sentences, ["実績は18店、令和5年度の年度目標はない。", "Now 18 shops; there is no yearly target for FY2023."]);
    let working = said(&page(&site, "2023/indicators/stalls.html"));
    assert!(working.contains("令和5年度の年度目標がないため、評価できません。"), "{working}");
}

#[test]
fn what_the_city_set_is_a_yearly_target_and_what_the_program_computes_an_on_schedule_value() {
    let site = Site::base();
    site.change(STRATEGY, "period = [2020, 2024]", "period = [2020, 2024]\nrating = \"expected\"");
    site.change(GOAL, TARGET, &format!("{TARGET}\nschedule = [{{ year = 2021, value = 87 }}]"));
    let site = site.built();
    assert_eq!(goal_table(&site, "2021/goal-1.html")[0][4..], ["年度目標", "年度目標に対する達成率", "評価"]);
    assert_eq!(sentences(&site, "2021/indicators/visitors")[0], "80万人から86万人に増え、年度目標の87万人に1万人届かない。");
    let english = said(&page(&site, "en/2021/indicators/visitors.html"));
    assert!(english.contains("Attainment of yearly target") && !english.contains("schedule"), "{english}");
    let straight = said(&page(&rated("rating = \"expected\""), "en/2021/indicators/visitors.html"));
    assert!(straight.contains("On-schedule value") && straight.contains("Attainment of on-schedule value"), "{straight}");
}

/// The records of a site as they are evaluated from its sources.
fn records(site: &Site) -> Vec<EditionRecord> {
    let mut report = Report::default();
    let folder = load::load(site.root(), &mut report).unwrap();
    let project = read::project(&folder, &mut report).unwrap();
    project.editions.iter().map(|edition| EditionRecord::of(&project, edition)).collect()
}

/// What a page of an indicator may not say.
fn forbidden(edition: &EditionRecord, record: &IndicatorRecord) -> Vec<&'static str> {
    let mut words = Vec::new();
    if record.plan().target.is_some() {
        words.extend(["目標値はない", "目標はない", "目標値がない", "no target", "no yearly target"]);
    }
    if record.figures.expected.is_none() {
        words.extend(["予定の", "on-schedule value of"]);
    }
    if record.figures.expected.is_none() && !edition.rule.has_straight_line() {
        words.extend(["予定", "n-schedule"]);
    }
    if record.by_hand.is_some() {
        words.extend(["評価基準により算定", "This site computed", "computed by this site"]);
    }
    if !edition.rule.figures().contains(&Figure::Pace) {
        words.extend(["ペース", "Pace", "pace"]);
    }
    if !edition.is_graded() {
        words.extend(["評価", "grade", "Grade", "valuated"]);
    }
    words
}

#[test]
fn no_page_of_a_test_site_says_what_its_record_contradicts() {
    let mut pages_read = 0;
    let sites = fs::read_dir(repository("tests/sites")).unwrap().map(|entry| entry.unwrap().path());
    let sites = sites.map(|folder| Site::empty().with(&folder)).chain([Site::kanazawa()]);
    for site in sites.map(Site::built) {
        for edition in records(&site) {
            for record in edition.indicators() {
                for language in ["", "en/"] {
                    let path = format!("{language}{}/indicators/{}.html", edition.year, record.indicator.id);
                    if !site.path(&format!("output/{path}")).exists() {
                        continue;
                    }
                    let said = said(&page(&site, &path)).replace("重要業績評価指標", "");
                    for word in forbidden(&edition, record) {
                        assert!(!said.contains(word), "`{word}` on {path}: {said}");
                    }
                    pages_read += 1;
                }
            }
        }
    }
    assert!(pages_read > 100, "{pages_read}");
}
