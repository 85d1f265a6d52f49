//! What `check` finds beyond a build, what it lets pass, and how it counts translations.

use crate::harness::{Run, Site, copy, picture, repository};

const GOAL: &str = "content/strategies/plan/goal-1/goal.md";
const ABOUT: &str = "content/pages/about.en.md";

/// The site of the made-up city.
fn tsubaki() -> Site {
    let site = Site::empty();
    copy(&repository("tests/sites/tsubaki"), site.root());
    site
}

/// The small site with a second edition whose visitors are these.
fn with_edition(visitors: &str) -> Site {
    let site = Site::base();
    let edition = site.read("content/editions/2021/edition.md").replace("2022-09", "2023-09");
    site.write("content/editions/2022/edition.md", &edition);
    site.write("content/editions/2022/goal-1/goal.md", &format!("+++\n[results]\nvisitors = {visitors}\nwalking-map = \"none\"\n+++\n"));
    site.write("content/editions/2022/goal-1/measure-1.md", "+++\n\n+++\n");
    site
}

/// The next strategy, whose plan begins after the edition on FY2021, with a baseline for that year and an edition.
fn with_successor(indicator: &str, visitors: &str) -> Site {
    let site = Site::base();
    site.change("content/strategies/plan/strategy.md", "[2020, 2024]", "[2020, 2021]");
    let folder = "content/strategies/next";
    let strategy = "+++\ntitle = { ja = \"次期戦略\", en = \"Next\" }\nperiod = [2022, 2026]\nsucceeds = \"plan\"\n+++\n";
    site.write(&format!("{folder}/strategy.md"), strategy);
    let title = "title = { ja = \"訪れたくなるまちをつくる\", en = \"Create a city that people want to visit\" }";
    let head = "[[indicator]]\nid = \"visitors\"\nrole = \"target\"\nname = { ja = \"観光入込客数\", en = \"Tourist arrivals\" }";
    site.write(&format!("{folder}/goal-1/goal.md"), &format!("+++\n{title}\n{head}\n{indicator}\n+++\n"));
    let edition = site.read("content/editions/2021/edition.md").replace("2022-09", "2023-09").replace("\"plan\"", "\"next\"");
    site.write("content/editions/2022/edition.md", &edition);
    site.write("content/editions/2022/goal-1/goal.md", &format!("+++\n[results]\nvisitors = {visitors}\n+++\n"));
    site
}

/// What a check in short form says of the content, without its closing line.
fn found(site: &Site, arguments: &[&str]) -> Vec<String> {
    let run = site.run(&[&["check", "--format", "short"], arguments].concat());
    let lines: Vec<String> = run.stderr.lines().map(|line| line.split_once("]: ").map_or(line, |(head, _)| head).to_owned()).collect();
    lines.split_last().map(|(_, lines)| lines.to_vec()).unwrap_or_default()
}

/// The lines of the table of translations.
fn table(run: &Run) -> Vec<Vec<String>> {
    let (_, table) = run.stdout.split_once("\n\n").or(run.stdout.split_once("\nEnglish")).expect("a table");
    table.lines().map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()).collect()
}

/// The small site with a result of this year in a second edition, and what the plan says besides.
fn with_result_of(year: &str, in_plan: &str) -> Site {
    let site = with_edition(&format!("{{ year = {year}, value = 86 }}"));
    site.change(GOAL, "kind = \"annual\"", &format!("kind = \"annual\"\n{in_plan}"));
    site
}

#[test]
fn a_result_may_be_as_old_as_the_one_before_was_and_as_the_plan_says() {
    let asked = ["content/editions/2022/goal-1/goal.md:3:1: warning[result-older-than-usual".to_owned()];
    assert_eq!(found(&with_result_of("2021", ""), &[]), asked);
    assert_eq!(found(&with_result_of("2021", "lag = 1"), &[]), Vec::<String>::new());
    assert_eq!(found(&with_result_of("2017", "lag = 5"), &[]), Vec::<String>::new());
    assert_eq!(found(&with_result_of("2017", "lag = 4"), &[]), asked);

    let usual = with_result_of("2021", "");
    usual.change("content/editions/2021/goal-1/goal.md", "visitors = 86", "visitors = { year = 2020, value = 86 }");
    assert_eq!(found(&usual, &[]), Vec::<String>::new());

    let explained = with_edition("{ year = 2021, value = 86, note = { ja = \"調査の遅れ\", en = \"Late survey\" } }");
    assert_eq!(found(&explained, &[]), Vec::<String>::new());
}

#[test]
fn an_accepted_translation_is_up_to_date_until_the_japanese_changes() {
    let site = Site::base();
    let before = site.read(ABOUT);
    let accept = ["check", "--format", "short", "--accept-translations"];
    assert_eq!(site.run(&accept), Run::new(0, "13 translations recorded as up to date\nno faults\n", ""));
    let recorded = site.read(ABOUT);
    let (line, body) = recorded.split_once('\n').unwrap();
    assert!(line.starts_with("<!-- translated from ") && line.ends_with(" -->") && line.len() == 37, "{line}");
    assert_eq!(body, before);
    let tree = site.tree("");
    assert_eq!(site.run(&accept), Run::new(0, "0 translations recorded as up to date\nno faults\n", ""));
    assert!(site.tree("") == tree);

    let ja = "content/pages/about.md";
    site.write(ja, &site.read(ja).replace('\n', "\r\n"));
    assert_eq!(found(&site, &[]), Vec::<String>::new());
    site.change(ja, "架空の市です", "架空の都市です");
    assert_eq!(found(&site, &[]), ["content/pages/about.en.md:1:1: warning[translation-older"]);
    assert_eq!(site.run(&["check", "--strict"]).status, 1);
    assert_eq!(site.run(&accept), Run::new(0, "1 translation recorded as up to date\nno faults\n", ""));
}

#[test]
fn the_line_of_a_translation_is_no_part_of_its_body() {
    let (plain, recorded) = (tsubaki(), tsubaki());
    assert_eq!(recorded.run(&["check", "--accept-translations"]).status, 0);
    plain.write(ABOUT, plain.read(ABOUT).split_once('\n').unwrap().1);
    assert_eq!((plain.run(&["build"]).status, recorded.run(&["build"]).status), (0, 0));
    assert!(plain.tree("output") == recorded.tree("output"));
}

#[test]
fn places_below_the_line_of_a_translation_are_those_of_the_file() {
    let site = Site::base();
    site.write(ABOUT, "<!-- translated from 1a2b3c4d5e6f -->\n\n[gone](gone.md)\n");
    assert_eq!(found(&site, &[]), ["content/pages/about.en.md:3:1: error[broken-link"]);
}

#[test]
fn content_with_an_error_records_nothing() {
    let site = Site::base();
    site.change("content/site.toml", "[publisher]", "[publsher]");
    let before = site.without_history();
    let run = site.run(&["check", "--accept-translations"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(site.without_history() == before);
}

#[test]
fn a_site_in_japanese_alone_has_neither_older_translations_nor_a_table() {
    let site = Site::base().with(&repository("tests/bad/translation-older"));
    site.change("content/site.toml", "[\"ja\", \"en\"]", "[\"ja\"]");
    site.change(GOAL, "en = \"Tourist arrivals\"", "en = \"\"");
    assert_eq!(site.run(&["check"]), Run::new(0, "no faults\n", ""));
}

#[test]
fn the_table_counts_bodies_and_short_texts_part_by_part() {
    let site = Site::base().with(&repository("tests/bad/translation-older"));
    site.remove("content/editions/2021/goal-1/measure-1.en.md");
    site.change(GOAL, ", en = \"Tourist arrivals\"", "");
    site.write("content/strategies/plan/aims.md", "+++\ntitle = { ja = \"ねらい\", en = \"\" }\n+++\n見本\n");
    site.write("content/strategies/plan/aims.en.md", "Sample\n");
    let wanted = [
        [
            "English",
            "bodies",
            "translated",
            "of these older",
            "not recorded",
            "missing",
            "short texts",
            "translated",
            "of these older",
            "missing",
        ],
        ["site.toml", "0", "0", "0", "0", "0", "2", "2", "0", "0"],
        ["pages", "1", "1", "1", "0", "0", "1", "1", "0", "0"],
        ["strategies/plan", "1", "1", "0", "1", "0", "8", "6", "1", "2"],
        ["editions/2021", "1", "0", "0", "0", "1", "1", "1", "0", "0"],
        ["total", "3", "2", "1", "1", "1", "12", "10", "1", "2"],
    ];
    let run = site.run(&["check"]);
    assert_eq!(table(&Run { stdout: format!("\n{}", run.stdout), ..run }), wanted);
    let lines = |language: &str| site.run(&["check", "--lang", language]).stdout.lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(lines("ja").iter().any(|line| line.starts_with("英訳の状況") && line.contains("うち古い")));
    assert_eq!((lines("en").len(), lines("ja").len()), (7, 7));
    assert_eq!(site.run(&["check", "--format", "short"]).stdout, "");
}

#[test]
fn figures_that_agree_or_are_explained_are_not_asked_about() {
    let agreeing = |visitors: &str| {
        let site = with_edition(visitors);
        site.change(GOAL, "kind = \"annual\"", "kind = \"annual\"\nlag = 1");
        site
    };
    let restated = "{ value = 87, restated = [{ year = 2021, value = 84 }] }";
    let again = "{ year = 2021, value = 84, restated = [{ year = 2021, value = 84 }] }";
    let mistaken = "{ value = 870, restated = [{ year = 2021, value = 860 }] }";
    let noted = "{ value = 8.6, note = { ja = \"休業のため\", en = \"Closed\" } }";
    for visitors in
        ["{ year = 2021, value = 86.0 }", restated, again, mistaken, noted, "859.9", "8.61", "0", "-860", "{ status = \"pending\" }"]
    {
        assert_eq!(found(&agreeing(visitors), &["--strict"]), Vec::<String>::new(), "{visitors}");
    }
    for (visitors, code) in [("860", "suspicious-jump"), ("8.6", "suspicious-jump"), ("{ year = 2021, value = 85 }", "value-differs")] {
        let wanted = format!("content/editions/2022/goal-1/goal.md:3:1: warning[{code}");
        assert_eq!(found(&agreeing(visitors), &[]), [wanted], "{visitors}");
    }
}

#[test]
fn a_rank_may_rise_from_far_below() {
    let site = with_edition("5");
    site.change(GOAL, "unit = \"万人\"\nkind = \"annual\"\ndirection = \"up\"", "unit = \"位\"\nkind = \"rank\"\ndirection = \"down\"");
    assert_eq!(found(&site, &[]), Vec::<String>::new());
}

#[test]
fn a_later_baseline_is_held_against_earlier_results_of_its_kind_and_unit() {
    let plan = |unit: &str, kind: &str, value: &str| {
        format!("unit = \"{unit}\"\nkind = \"{kind}\"\ndirection = \"up\"\nbaseline = {{ year = 2021, value = {value} }}")
    };
    let place = "content/strategies/next/goal-1/goal.md:4:1: warning[value-differs";
    assert_eq!(found(&with_successor(&plan("万人", "annual", "85"), "90"), &[]), [place]);
    let restated = "{ value = 90, restated = [{ year = 2021, value = 85 }] }";
    assert_eq!(found(&with_successor(&plan("万人", "annual", "85"), restated), &[]), Vec::<String>::new());
    assert_eq!(found(&with_successor(&plan("万人", "annual", "86"), "90"), &[]), Vec::<String>::new());
    let other = "content/strategies/next/goal-1/goal.md:4:1: warning[indicator-differs";
    assert_eq!(found(&with_successor(&plan("千人", "annual", "860"), "900"), &[]), [other]);
    assert_eq!(found(&with_successor(&plan("万人", "level", "70"), "90"), &[]), [other]);
}

#[test]
fn running_totals_begin_anew_with_each_strategy() {
    let plan = "unit = \"万人\"\nkind = \"cumulative\"\ndirection = \"up\"\nbaseline = { year = 2021, value = 0 }";
    let site = with_successor(plan, "3");
    site.change(GOAL, "kind = \"annual\"", "kind = \"cumulative\"");
    assert_eq!(found(&site, &[]), Vec::<String>::new());
}

#[test]
fn a_picture_that_a_photo_a_logo_or_a_body_names_is_used() {
    let site = Site::base();
    let picture = picture::png(40, 20, |_, _| [0; 3]);
    for path in ["content/logo.png", "content/pages/map.png", "content/editions/2021/goal-1/photos/a.png"] {
        std::fs::create_dir_all(site.path(path).parent().unwrap()).unwrap();
        std::fs::write(site.path(path), &picture).unwrap();
    }
    let unused = ["content/editions/2021/goal-1/photos/a.png", "content/logo.png", "content/pages/map.png"];
    assert_eq!(found(&site, &["--strict"]), unused.map(|path| format!("{path}: note[photo-unused")));
    let named = "[logo]\nfile = \"logo.png\"\nalt = { ja = \"市章\", en = \"Emblem\" }\n";
    site.write("content/site.toml", &(site.read("content/site.toml") + named));
    let photo = "[[photo]]\nfile = \"photos/a.png\"\nalt = { ja = \"案内板\", en = \"A board\" }\n";
    site.change("content/editions/2021/goal-1/measure-1.md", "+++\n+++", &format!("+++\n{photo}+++"));
    site.change("content/pages/about.md", "架空の市です。", "架空の市です。\n\n![案内板の地図](map.png)");
    assert_eq!(found(&site, &["--strict"]), Vec::<String>::new());
}

#[test]
fn a_picture_of_a_draft_is_used() {
    let site = Site::base().with(&repository("tests/bad/photo-unused"));
    site.remove("content/pages/map.PNG");
    site.change("content/editions/2021/edition.md", "strategy", "draft = true\nstrategy");
    let photo = "[[photo]]\nfile = \"photos/board.jpg\"\nalt = { ja = \"案内板\", en = \"A board\" }\n";
    site.change("content/editions/2021/goal-1/measure-1.md", "+++\n+++", &format!("+++\n{photo}+++"));
    assert_eq!(found(&site, &[]), Vec::<String>::new());
}

/// Gives a site a built-in template as its own.
fn copy_template(site: &Site, name: &str) {
    let path = format!("themes/default/templates/{name}");
    site.write(&path, &std::fs::read_to_string(repository(&path)).expect("a template"));
}

#[test]
fn a_template_of_the_citys_own_is_tried_on_every_page() {
    let site = Site::base();
    copy_template(&site, "indicator.html");
    assert_eq!(found(&site, &[]), Vec::<String>::new());
    site.change(
        "themes/default/templates/indicator.html",
        "<div class=\"page-head\">",
        "<div class=\"page-head\"><a href=\"gone.html\"></a>",
    );
    let dead = ["2021", "en/2021"].map(|folder| format!("{folder}/indicators/visitors.html: error[dead-link"));
    assert_eq!(found(&site, &[]), dead);
    site.change("themes/default/templates/indicator.html", "{{ eyebrow }}", "{{ unknown }}");
    assert!(found(&site, &[]).iter().all(|line| line.starts_with("themes/default/templates/indicator.html:3:")));
    assert_eq!(site.run(&["check"]).status, 1);
}

#[test]
fn a_link_to_a_part_of_an_indicators_page_or_of_open_data_is_followed() {
    let site = Site::base();
    site.write("content/site.toml", &(site.read("content/site.toml") + "\n[markdown]\nraw_html = true\n"));
    let body = site.read("content/pages/about.md");
    let with = |links: &str| {
        site.write("content/pages/about.md", &format!("{body}\n{links}\n"));
        site.run(&["check", "--lang", "en"]).stderr
    };
    let there = "<a href=\"2021/indicators/visitors.html#working\"></a> <a href=\"indicators/visitors.html#plans\"></a>";
    assert!(!with(there).contains("dead-link"), "{}", with(there));
    for gone in ["2021/indicators/visitors.html#gone", "indicators/visitors.html#gone", "2021/data/index.html#gone"] {
        let said = with(&format!("<a href=\"{gone}\"></a>"));
        assert!(said.contains("dead-link") && said.contains(gone), "{said}");
    }
}

#[test]
fn every_link_of_the_built_in_theme_leads_somewhere_wherever_the_site_lies() {
    for site in [tsubaki(), Site::kanazawa()] {
        // Beside a template of the city's own, pages of single indicators are looked at as well.
        copy_template(&site, "404.html");
        for base in ["https://www.city.example.jp", "https://www.city.example.jp/plan/report"] {
            let run = site.run(&["check", "--strict", "--format", "short", "--base-url", base]);
            assert!(run.status == 0 && !run.stderr.contains("warning["), "{}", run.stderr);
        }
    }
}

#[test]
fn every_translation_of_the_sites_is_recorded() {
    for site in [tsubaki(), Site::kanazawa()] {
        let run = site.run(&["check", "--format", "short", "--accept-translations"]);
        assert!(run.stdout.starts_with("0 translations recorded"), "{}", run.stdout);
    }
}

#[test]
fn an_edition_without_indicators_leads_nowhere_wrong() {
    let site = Site::base();
    site.write(
        "content/strategies/plan/goal-1/goal.md",
        "+++\ntitle = { ja = \"訪れたくなるまちをつくる\", en = \"A city to visit\" }\n+++\n",
    );
    site.write("content/editions/2021/goal-1/goal.md", "+++\n+++\n");
    let run = site.run(&["check", "--lang", "en"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
}

#[test]
fn one_id_of_two_things_is_asked_about_and_a_reworded_name_is_not() {
    let names = |name: &str, more: &str| {
        let site = with_successor("unit = \"万人\"\nkind = \"annual\"\ndirection = \"up\"\nbaseline = { year = 2021, value = 86 }", "90");
        let goal = "content/strategies/next/goal-1/goal.md";
        let text = site.read(goal);
        let line = text.lines().find(|line| line.starts_with("name = ")).unwrap().to_owned();
        site.change(goal, &line, &format!("name = {{ ja = \"{name}\", en = \"Arrivals\" }}{more}"));
        found(&site, &[])
    };
    assert_eq!(names("年間の観光入込客数", ""), Vec::<String>::new());
    assert_eq!(names("宿泊施設の客室数", ""), ["content/strategies/next/goal-1/goal.md:4:1: warning[indicator-differs"]);
    assert_eq!(names("宿泊施設の客室数", "\nnote = { ja = \"改めた\", en = \"Changed\" }"), Vec::<String>::new());
}

#[test]
fn the_comparison_shows_which_indicators_go_on_change_end_and_begin() {
    let site = with_successor("unit = \"万人\"\nkind = \"annual\"\ndirection = \"up\"\ntarget = { year = 2026, value = 120 }", "90");
    let goal = "content/strategies/next/goal-1/goal.md";
    let more = "[[indicator]]\nid = \"guides\"\nrole = \"kpi\"\nname = { ja = \"ガイドの数\", en = \"Guides\" }\nunit = \"人\"\nkind = \"level\"\ndirection = \"up\"\n\
                target = { year = 2026, value = 30 }\n+++\n";
    let text = site.read(goal);
    site.write(goal, &format!("{}{more}", text.strip_suffix("+++\n").unwrap()));
    for path in ["content/editions/2022/edition.md", "content/editions/2022/goal-1/goal.md"] {
        site.remove(path);
    }
    assert_eq!(site.run(&["build"]).status, 0);
    let rows = |page: &str| {
        let html = site.read(&format!("output/{page}"));
        let table = html.split("id=\"indicators\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned();
        let cell = |row: &str| {
            let texts = row.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim());
            texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        };
        table.split("<tr class=\"indicator").skip(1).map(cell).collect::<Vec<_>>()
    };
    let japanese = [
        "旧 観光入込客数 目標値：100万人 (R6) 新 観光入込客数 【改】 目標値：120万人 (R8)",
        "旧 なし 新 ガイドの数 【新】 目標値：30人 (R8)",
        "旧 まち歩き地図の作成 【廃】 目標値：作成完了 (R6) 新 なし",
    ];
    assert_eq!(rows("strategies/next/comparison.html"), japanese);
    let english = rows("en/strategies/next/comparison.html");
    assert!(
        english[0].contains("Target: 1,000,000 people (FY2024)") && english[0].contains("[Revised] Target: 1.20 million people (FY2026)"),
        "{english:?}"
    );
    site.change(goal, "year = 2026, value = 120", "year = 2024, value = 100");
    assert_eq!(site.run(&["build"]).status, 0);
    assert_eq!(
        rows("strategies/next/comparison.html")[0],
        "旧 観光入込客数 目標値：100万人 (R6) 変更なし 観光入込客数 目標値：100万人 (R6)"
    );
}

#[test]
fn errors_are_shown_alone_and_missing_english_is_one_line() {
    let site = Site::base();
    site.change(GOAL, ", en = \"Tourist arrivals\"", "");
    site.remove("content/pages/about.en.md");
    let run = site.run(&["check"]);
    let line =
        "2 places lack English: `torikumi export translation` writes them into a table (--all shows each)\n\n2 warnings in 2 files\n";
    assert_eq!((run.status, run.stderr.as_str()), (0, line));
    assert_eq!(site.run(&["check", "--all"]).stderr.matches("warning[missing-transl").count(), 2);
    site.change(GOAL, "kind = \"annual\"", "kind = \"anual\"");
    let run = site.run(&["check", "--lang", "ja"]);
    assert!(run.status == 1 && run.stderr.starts_with("エラー[") && !run.stderr.contains("警告["), "{}", run.stderr);
    assert!(
        run.stderr.contains("ほかに警告とお知らせが2件あります。エラーを直すと表示します（今すべて見るには --all）\n"),
        "{}",
        run.stderr
    );
}
