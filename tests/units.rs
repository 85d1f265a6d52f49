//! Units where the city has them, and names as the city prints them.

use crate::harness::Site;
use crate::harness::html::Page;

const GOAL: &str = "content/strategies/plan/goal-1/goal.md";

/// The small site with another unit of its figures, and what its settings say besides.
fn counted_in(unit: &str, settings: &str) -> Site {
    let site = Site::base();
    site.change(GOAL, "unit = \"万人\"", &format!("unit = {unit}"));
    site.change("content/site.toml", "\n[publisher]", &format!("\n{settings}\n[publisher]"));
    site.built()
}

/// Kind and value of every row of the table of an indicator.
fn values(site: &Site, language: &str) -> Vec<Vec<String>> {
    let path = format!("{language}2021/indicators/visitors.html");
    let rows = Page::read(&path, &site.read(&format!("output/{path}"))).rows(|_| true);
    rows.into_iter().skip(1).take(3).map(|row| row[1..].to_vec()).collect()
}

/// What stands as the name of an indicator on its page.
fn name(site: &Site, language: &str) -> String {
    let path = format!("{language}2021/indicators/visitors.html");
    Page::read(&path, &site.read(&format!("output/{path}"))).texts_of("h1")[0].clone()
}

#[test]
fn a_rate_of_the_population_stands_before_its_figure_in_japanese_and_behind_it_in_english() {
    let site = counted_in("\"人口10万対\"", "");
    let values_of = |language: &str| values(&site, language).into_iter().map(|row| row[1].clone()).collect::<Vec<_>>();
    assert_eq!(values_of(""), ["人口10万対 80", "人口10万対 86", "人口10万対 88"]);
    assert_eq!(values_of("en/"), ["80 per 100,000 people", "86 per 100,000 people", "88 per 100,000 people"]);
    let chart = site.read("output/2021/indicators/visitors.svg");
    assert!(chart.contains(">人口10万対<") && chart.contains(">実績 86<"), "{chart}");
    assert!(site.read("output/2021/data/indicators.csv").contains(",人口10万対,\"per 100,000 people\","));
    assert!(site.read("output/2021/indicators/visitors.html").contains("人口10万対\u{a0}88に2届かない"), "a difference is bare");
}

#[test]
fn a_unit_stands_in_brackets_where_the_city_has_it_there() {
    for (unit, settings) in [
        ("{ ja = \"人口千対\", other = \"per 1,000 people\", position = \"brackets\" }", ""),
        ("\"人口千対\"", "[units.\"人口千対\"]\nen_other = \"per 1,000 people\"\nposition = \"brackets\"\n"),
    ] {
        let site = counted_in(unit, settings);
        assert_eq!(values(&site, "")[1][1], "86（人口千対）", "{unit}");
        assert_eq!(values(&site, "en/")[1][1], "86 per 1,000 people", "{unit}");
    }
}

#[test]
fn a_rate_is_imported_with_its_unit_on_either_side() {
    for figure in ["人口10万対 90.5", "90.5（人口10万対）", "90.5"] {
        let site = Site::base();
        site.change(GOAL, "unit = \"万人\"", "unit = \"人口10万対\"");
        site.write("content/editions/2021/goal-1/goal.md", "+++\n[results]\nwalking-map = \"none\"\n+++\n");
        site.write("a.csv", &format!("ID,実績\nvisitors,{figure}\n"));
        let run = site.run(&["import", "a.csv"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{figure}");
        assert!(site.read("content/editions/2021/goal-1/goal.md").contains("visitors = 90.5"), "{figure}");
    }
}

#[test]
fn a_known_unit_may_stand_in_brackets_without_its_english_and_is_bare_in_charts() {
    let site = counted_in("{ ja = \"人口10万対\", position = \"brackets\" }", "");
    assert_eq!(values(&site, "")[1][1], "86（人口10万対）");
    assert_eq!(values(&site, "en/")[1][1], "86 per 100,000 people");
    let chart = site.read("output/2021/indicators/visitors.svg");
    assert!(chart.contains(">人口10万対<") && chart.contains(">実績 86<"), "{chart}");
}

#[test]
fn a_plan_keeps_where_its_table_prints_the_units() {
    let site = Site::base();
    let table = "基本目標,施策,指標名,種別,方向,基準値,基準年度,目標値,目標年度\n\
                 基本目標1 健やかなまち,(1) 健康,自殺死亡率,単年度,減,18.5（人口10万対）,R1,15.0以下（人口10万対）,R6\n\
                 ,,出生率,単年度,増,人口千対 6.5,R1,人口千対 7.0,R6\n\
                 ,,研修の受講,単年度,増,20人／年,R1,30人／年,R6\n";
    site.write("plan.csv", table);
    let run = site.run(&["import", "strategy", "plan.csv", "--id", "new", "--lang", "en"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let written = site.read("content/strategies/new/goal-1/measure-1.md");
    for line in [
        "unit = { ja = \"人口10万対\", position = \"brackets\" }\n",
        "target = { year = 2024, value = 15.0, bound = \"at-most\" }\n",
        "unit = \"人口千対\"\n",
        "baseline = { year = 2019, value = 6.5 }\n",
        "unit = \"人／年\"\n",
    ] {
        assert!(written.contains(line), "{line}: {written}");
    }
}

/// The small site with a running total of this name.
fn named(ja: &str, en: &str) -> Site {
    let site = Site::base();
    site.change(GOAL, "kind = \"annual\"", "kind = \"cumulative\"");
    site.change(GOAL, "name = { ja = \"観光入込客数\", en = \"Tourist arrivals\" }", &format!("name = {{ ja = \"{ja}\", en = \"{en}\" }}"));
    site
}

#[test]
fn the_mark_of_a_kind_is_added_only_to_a_name_that_lacks_it() {
    let names = |ja: &str, en: &str| {
        let site = named(ja, en).built();
        (name(&site, ""), name(&site, "en/"))
    };
    let pair = |ja: &str, en: &str| (ja.to_owned(), en.to_owned());
    assert_eq!(names("観光入込客数", "Tourist arrivals"), pair("観光入込客数（累計）", "Tourist arrivals (cumulative)"));
    assert_eq!(names("観光入込客数の累計", "Cumulative tourist arrivals"), pair("観光入込客数の累計", "Cumulative tourist arrivals"));
    assert_eq!(names("累計観光入込客数", "Tourist arrivals"), pair("累計観光入込客数", "Tourist arrivals (cumulative)"));
}

#[test]
fn a_city_may_print_names_without_any_mark() {
    let site = named("観光入込客数", "Tourist arrivals");
    site.change("content/site.toml", "\n[publisher]", "mark_kinds = false\n\n[publisher]");
    let site = site.built();
    assert_eq!((name(&site, ""), name(&site, "en/")), ("観光入込客数".to_owned(), "Tourist arrivals".to_owned()));
    assert!(!site.read("output/2021/print.html").contains("累計）"));
}
