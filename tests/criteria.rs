//! Criteria as cities publish them: conditions joined, questions that the division answers, tolerances of a whole rule, the last year.

use crate::harness::Site;
use crate::harness::html::Page;

const GRADES: &str = r#"
[[rating.grade]]
id = "achieved"
label = { ja = "達成", en = "Achieved" }
symbol = "◎"
tone = "good"

[[rating.grade]]
id = "on-track"
label = { ja = "順調", en = "On track" }
symbol = "○"
tone = "fair"

[[rating.grade]]
id = "behind"
label = { ja = "やや遅れ", en = "Behind" }
symbol = "△"
tone = "poor"

[[rating.grade]]
id = "missed"
label = { ja = "未達成", en = "Missed" }
symbol = "×"
tone = "bad"
"#;

/// The small site under a rule of its own.
fn ruled(rule: &str) -> Site {
    let site = Site::base();
    let settings = site.read("content/site.toml");
    site.write("content/site.toml", &format!("{settings}\n[rating]\n{rule}\n{GRADES}"));
    site
}

fn build(site: &Site) {
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

/// The lines of the criteria on the page of the edition.
fn criteria(site: &Site, path: &str) -> Vec<String> {
    let page = Page::read(path, &site.read(&format!("output/{path}")));
    page.rows(|table| table.is_of("rule")).into_iter().skip(1).map(|row| row[1].clone()).collect()
}

/// The id of the grade of an indicator; empty where it has none.
fn grade(site: &Site, id: &str) -> String {
    let data: serde_json::Value = serde_json::from_str(&site.read("output/2021/data/indicators.json")).unwrap();
    let row = data["indicators"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap();
    row["grade_id"].as_str().unwrap_or_default().to_owned()
}

const JOINED: &str = r#"
test = [
    { grade = "achieved", when = "met" },
    { grade = "on-track", all = [{ when = "has-target" }, { any = [{ at_least = 90, figure = "attainment" }, { at_least = 100, figure = "pace" }] }] },
    { grade = "behind", all = [{ when = "has-target" }, { when = "has-baseline" }] },
    { grade = "on-track", when = "improved" },
    { grade = "missed", when = "otherwise" },
]"#;

#[test]
fn joined_conditions_are_sentences() {
    let site = ruled(JOINED);
    build(&site);
    assert_eq!(
        criteria(&site, "2021/index.html"),
        [
            "実績値が目標値に届いている",
            "目標値がある、かつ、（達成率が90%以上、または、ペースが100%以上）",
            "目標値がある、かつ、基準値がある",
            "実績値が基準値より改善",
            "上のどれでもない"
        ]
    );
    assert_eq!(
        criteria(&site, "en/2021/index.html")[1..3],
        ["There is a target, and (attainment is 90% or more, or pace is 100% or more)", "There is a target, and there is a baseline"]
    );
}

#[test]
fn one_condition_decides_where_the_others_are_not_defined() {
    let site = ruled(JOINED);
    let with_plan = |plan: &str| {
        let file = "content/strategies/plan/goal-1/goal.md";
        let text = site.read(file);
        let stated = "baseline = { year = 2019, value = 80 }\ntarget = { year = 2024, value = 100 }";
        site.change(file, stated, plan);
        build(&site);
        site.write(file, &text);
        grade(&site, "visitors")
    };
    // 86 of 100: attainment 86 %, pace 75 %.
    assert_eq!(with_plan("baseline = { year = 2019, value = 80 }\ntarget = { year = 2024, value = 100 }"), "behind");
    assert_eq!(with_plan("baseline = { year = 2019, value = 80 }\ntarget = { year = 2024, value = 95 }"), "on-track");
    // Without a target the second and third test fail instead of being open.
    assert_eq!(with_plan("baseline = { year = 2019, value = 80 }"), "on-track");
    // Without a baseline the first of two alternatives is enough, and where it fails the second is open.
    assert_eq!(with_plan("target = { year = 2024, value = 95 }"), "on-track");
    assert_eq!(with_plan("target = { year = 2024, value = 100 }"), "");
}

const ASKED: &str = r#"
test = [
    { grade = "behind", not_flag = "on-schedule" },
    { grade = "on-track", all = [{ flag = "on-schedule" }, { at_least = 100 }] },
    { grade = "behind", when = "otherwise" },
]
flag = [{ id = "on-schedule", label = { ja = "事業は予定どおりか", en = "Is the project on schedule?" } }]"#;

#[test]
fn the_division_answers_what_the_rule_asks() {
    let site = ruled(ASKED);
    let goal = "content/editions/2021/goal-1/goal.md";
    let answered = |value: &str, answer: &str| format!("visitors = {{ value = {value}, flags = {{ on-schedule = {answer} }} }}");
    site.change(goal, "visitors = 86", &answered("90", "true"));
    let run = site.run(&["build"]);
    assert!(
        run.stderr.contains("warning[flag-not-set]: the result of “Making of a walking map” (goal 1) does not answer `on-schedule`"),
        "{}",
        run.stderr
    );
    assert_eq!((grade(&site, "visitors"), grade(&site, "walking-map")), ("on-track".to_owned(), String::new()));
    site.change(goal, "on-schedule = true", "on-schedule = false");
    build(&site);
    assert_eq!(grade(&site, "visitors"), "behind");
    assert_eq!(
        criteria(&site, "2021/index.html")[..2],
        ["「事業は予定どおりか」への担当課の回答が「いいえ」", "「事業は予定どおりか」への担当課の回答が「はい」、かつ、ペースが100%以上"]
    );
    assert!(site.read("output/index.html").contains("評価は、実績値と担当課の回答を基に、全指標共通の評価基準により算定しています。"));
    let page = site.read("output/en/2021/indicators/visitors.html");
    assert!(page.contains("<dt>Is the project on schedule?</dt><dd>No (answer of the division in charge)</dd>"), "{page}");
    assert!(site.read("output/2021/data/indicators.csv").contains(",on-schedule=false,"));
}

#[test]
fn what_is_not_answered_is_said() {
    let site = ruled(ASKED);
    site.change("content/editions/2021/goal-1/goal.md", "visitors = 86", "visitors = 96");
    site.change("content/editions/2021/goal-1/goal.md", "walking-map = \"none\"", "walking-map = \"done\"");
    build(&site);
    let page = site.read("output/2021/indicators/visitors.html");
    assert!(page.contains("評価基準で問う「事業は予定どおりか」に回答がないため、評価できません。"), "{page}");
}

#[test]
fn a_rule_has_tolerances_by_unit_and_kind_and_an_indicator_its_own() {
    let tests = r#"test = [{ grade = "on-track", when = "unchanged" }, { grade = "behind", when = "otherwise" }]"#;
    let of = |tolerance: &str, own: &str| {
        let site = ruled(&format!("tolerance = {tolerance}\n{tests}"));
        site.change("content/strategies/plan/goal-1/goal.md", "direction = \"up\"\n", &format!("direction = \"up\"\n{own}\n"));
        build(&site);
        (grade(&site, "visitors"), site)
    };
    assert_eq!(of("5", "").0, "behind");
    assert_eq!(of("6", "").0, "on-track");
    assert_eq!(of("6", "tolerance = 5").0, "behind");
    assert_eq!(of(r#"[{ value = 6, unit = "人" }, { value = 5 }]"#, "").0, "behind");
    assert_eq!(of(r#"[{ value = 6, kind = "annual" }, { value = 5 }]"#, "").0, "on-track");
    let (grade, site) = of(r#"[{ value = 6, unit = "万人" }, { value = 5 }]"#, "");
    assert_eq!(grade, "on-track");
    let terms = |path: &str| Page::read(path, &site.read(&format!("output/{path}"))).texts_of("dd");
    let japanese = terms("2021/index.html");
    assert!(japanese.contains(&"単位が「万人」の指標では、基準値との差が6万人以内なら変化なしとみなす".to_owned()), "{japanese:?}");
    assert!(japanese.contains(&"ほかの指標では、基準値との差が5以内なら変化なしとみなす".to_owned()), "{japanese:?}");
    let english = terms("en/2021/index.html");
    let line = "for indicators in people, a difference of up to 60,000 people from the baseline counts as unchanged";
    assert!(english.contains(&line.to_owned()), "{english:?}");
}

#[test]
fn the_last_year_of_the_plan_has_criteria_of_its_own() {
    let site = ruled(
        r#"test = [
    { grade = "achieved", when = "met" },
    { grade = "missed", all = [{ when = "last-year" }, { when = "has-target" }] },
    { grade = "on-track", at_least = 100 },
    { grade = "behind", when = "otherwise" },
]"#,
    );
    build(&site);
    assert_eq!(grade(&site, "visitors"), "behind");
    assert_eq!(criteria(&site, "2021/index.html")[1], "計画期間の最終年度である、かつ、目標値がある");
    assert_eq!(criteria(&site, "en/2021/index.html")[1], "It is the last year of the plan, and there is a target");
    site.change("content/strategies/plan/strategy.md", "period = [2020, 2024]", "period = [2020, 2021]");
    build(&site);
    assert_eq!(grade(&site, "visitors"), "missed");
}

#[test]
fn a_sealed_edition_keeps_its_criteria_and_answers() {
    let site = ruled(&format!("tolerance = 2\n{ASKED}"));
    let goal = "content/editions/2021/goal-1/goal.md";
    site.change(goal, "visitors = 86", "visitors = { value = 90, flags = { on-schedule = true } }");
    site.change(goal, "walking-map = \"none\"", "walking-map = { value = \"done\", flags = { on-schedule = true } }");
    let run = site.run(&["archive", "2021", "--date", "2026-04-01"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(site.run(&["check", "--format", "short"]).stderr, "");
    site.change(goal, "on-schedule = true } }\nwalk", "on-schedule = false } }\nwalk");
    site.change("content/site.toml", "tolerance = 2", "tolerance = 3");
    let check = site.run(&["check", "--format", "short"]).stderr;
    for field in
        ["answers to the rule (on-schedule) of “Tourist arrivals”", "rule (tolerances.1.value)", "`tolerance` of “Tourist arrivals”"]
    {
        assert!(check.contains(field), "{field}: {check}");
    }
    build(&site);
    assert!(site.read("output/data/indicators.csv").contains(",on-schedule=true,"));
}
