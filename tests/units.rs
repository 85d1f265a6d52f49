//! Units where the city has them, and names as the city prints them.

use crate::harness::Site;
use crate::harness::html::Page;

const GOAL: &str = "content/strategies/plan/goal-1/goal.md";

/// The small site with another unit of its figures, and what its settings say besides.
fn counted_in(unit: &str, settings: &str) -> Site {
    let site = Site::base();
    site.change(GOAL, "unit = \"万人\"", &format!("unit = {unit}"));
    site.change("content/site.toml", "\n[publisher]", &format!("\n{settings}\n[publisher]"));
    built(site)
}

fn built(site: Site) -> Site {
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    site
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
    assert!(site.read("output/2021/indicators/visitors.svg").contains("人口10万対\u{a0}86"));
    assert!(site.read("output/2021/data/indicators.csv").contains(",人口10万対,\"per 100,000 people\","));
    assert!(site.read("output/2021/goal-1.html").contains("人口10万対\u{a0}88に2届かない"), "a difference is bare");
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
        let site = built(named(ja, en));
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
    let site = built(site);
    assert_eq!((name(&site, ""), name(&site, "en/")), ("観光入込客数".to_owned(), "Tourist arrivals".to_owned()));
    assert!(!site.read("output/2021/print.html").contains("累計）"));
}
