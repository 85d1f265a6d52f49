//! The rule as data: order, thresholds, rounding, `otherwise`, grades set by hand, grades off.

use super::city::{City, average, case, holds, since, sum, until, up, verdict};
use torikumi::record::{EditionRecord, GradeTally};

/// A rule of its own with the grades `yes`, `no` and `other`; `head` are the lines before them.
fn rule(head: &str, tests: &[&str]) -> String {
    let grade = |id: &str| format!("[[rating.grade]]\nid = \"{id}\"\nlabel = {{ ja = \"{id}\" }}\nsymbol = \"○\"\ntone = \"fair\"\n");
    let grades: String = ["yes", "no", "other"].into_iter().map(grade).collect();
    let tests: String = tests.iter().map(|test| format!("[[rating.test]]\n{test}\n")).collect();
    format!("[rating]\n{head}\n{grades}{tests}")
}

const YES_AT_50: [(&str, [&str; 3]); 4] = [
    ("at_least", ["no", "yes", "yes"]),
    ("more_than", ["no", "no", "yes"]),
    ("at_most", ["yes", "yes", "no"]),
    ("less_than", ["yes", "no", "no"]),
];

#[test]
fn each_threshold_knows_on_which_side_its_edge_is() {
    for (threshold, [below, at, above]) in YES_AT_50 {
        let test = format!("grade = \"yes\"\nfigure = \"progress\"\n{threshold} = 50");
        let rule = rule("", &[&test, "grade = \"no\"\nwhen = \"otherwise\""]);
        let cases = [
            case("below", up("0", "100"), "49.999999", below),
            case("at", up("0", "100"), "50", at),
            case("above", up("0", "100"), "50.000001", above),
        ];
        holds(&rule, &cases);
    }
}

#[test]
fn the_first_test_that_holds_decides() {
    let tests = ["grade = \"other\"\nat_least = 50", "grade = \"yes\"\nat_least = 100", "grade = \"no\"\nwhen = \"otherwise\""];
    let rule = rule("figure = \"progress\"", &tests);
    holds(&rule, &[case("both would hold", up("0", "100"), "100", "other"), case("neither", up("0", "100"), "49", "no")]);
}

#[test]
fn a_test_may_look_at_a_figure_of_its_own() {
    let tests = [
        "grade = \"yes\"\nat_least = 70\nfigure = \"attainment\"",
        "grade = \"other\"\nat_least = 40",
        "grade = \"no\"\nwhen = \"otherwise\"",
    ];
    let rule = rule("figure = \"progress\"", &tests);
    let cases = [
        case("attainment 70", up("50", "100"), "70", "yes"),
        case("attainment 69, progress 38", up("50", "100"), "69", "no"),
        case("attainment 52, progress 40", up("20", "100"), "52", "other"),
    ];
    holds(&rule, &cases);
}

#[test]
fn without_a_figure_the_default_is_the_pace() {
    let rule = rule("", &["grade = \"yes\"\nat_least = 100", "grade = \"no\"\nwhen = \"otherwise\""]);
    holds(&rule, &[case("on time", up("0", "100"), "60", "yes"), case("late", up("0", "100"), "59", "no")]);
}

#[test]
fn every_condition_can_be_asked() {
    for (condition, grades) in [
        ("met", ["no", "no", "no", "yes"]),
        ("improved", ["no", "no", "yes", "yes"]),
        ("unchanged", ["no", "yes", "no", "no"]),
        ("worse", ["yes", "no", "no", "no"]),
    ] {
        let rule = rule("", &[&format!("grade = \"yes\"\nwhen = \"{condition}\""), "grade = \"no\"\nwhen = \"otherwise\""]);
        let [worse, same, better, met] = grades;
        let cases = [
            case("worse", up("10", "20"), "9", worse),
            case("the same", up("10", "20"), "10", same),
            case("better", up("10", "20"), "11", better),
            case("met", up("10", "20"), "20", met),
        ];
        holds(&rule, &cases);
    }
}

#[test]
fn otherwise_holds_only_where_every_test_before_it_could_be_decided() {
    let rule = rule(
        "",
        &[
            "grade = \"yes\"\nwhen = \"met\"",
            "grade = \"other\"\nat_least = 100\nfigure = \"pace\"",
            "grade = \"no\"\nwhen = \"otherwise\"",
        ],
    );
    let cases = [
        case("all decided", up("0", "100"), "10", "no"),
        case("no pace", average("0", "100"), "10", "Undefined"),
        case("no pace, but met before", average("0", "100"), "100", "yes"),
    ];
    holds(&rule, &cases);
}

#[test]
fn where_no_test_holds_there_is_no_grade() {
    let rule = rule("", &["grade = \"yes\"\nwhen = \"worse\""]);
    let no_target = format!("kind = \"level\"\ndirection = \"up\"\n{}", since("1"));
    holds(&rule, &[case("better", up("1", "2"), "2", "NoTestHolds"), case("better, without a target", no_target, "2", "NoTestHolds")]);
}

/// Progress of 99.94, 99.95, 99.96 and 100 per cent against a limit of 100.
#[test]
fn thresholds_see_the_exact_figure_or_the_printed_one() {
    let tests = ["grade = \"yes\"\nat_least = 100", "grade = \"no\"\nwhen = \"otherwise\""];
    for (head, grades) in [
        ("compare = \"exact\"", ["no", "no", "no", "yes"]),
        ("compare = \"rounded\"", ["no", "yes", "yes", "yes"]),
        ("compare = \"rounded\"\nrounding = \"truncate\"", ["no", "no", "no", "yes"]),
        ("compare = \"rounded\"\nplaces = 2", ["no", "no", "no", "yes"]),
        ("compare = \"rounded\"\nplaces = 0", ["yes", "yes", "yes", "yes"]),
        ("compare = \"rounded\"\nplaces = 0\nrounding = \"truncate\"", ["no", "no", "no", "yes"]),
    ] {
        let cases: Vec<_> = ["9994", "9995", "9996", "10000"]
            .into_iter()
            .zip(grades)
            .map(|(result, grade)| case(head, up("0", "10000"), result, grade))
            .collect();
        holds(&rule(&format!("figure = \"progress\"\n{head}"), &tests), &cases);
    }
}

/// A change of −10.04, −10.05 and −10.1 per cent against a limit of −10.
#[test]
fn a_half_is_rounded_away_from_0() {
    let tests = ["grade = \"yes\"\nat_least = -10", "grade = \"no\"\nwhen = \"otherwise\""];
    for (head, grades) in [
        ("compare = \"rounded\"", ["yes", "no", "no"]),
        ("compare = \"rounded\"\nrounding = \"truncate\"", ["yes", "yes", "no"]),
        ("compare = \"exact\"", ["no", "no", "no"]),
    ] {
        let cases: Vec<_> = ["8996", "8995", "8990"]
            .into_iter()
            .zip(grades)
            .map(|(result, grade)| case(head, up("10000", "20000"), result, grade))
            .collect();
        holds(&rule(&format!("figure = \"change\"\n{head}"), &tests), &cases);
    }
}

#[test]
fn a_strategy_s_rule_comes_before_the_site_s() {
    let strategy = format!("+++\ntitle = {{ ja = \"戦略\" }}\nperiod = [2015, 2019]\n{}+++\n", "rating = \"trend\"\n");
    let city = City::rated("rating = \"met\"").indicators([("one", up("1", "3").as_str())]).edition(2017, "one = 2");
    let project = city.file("strategies/first/strategy.md", &strategy).project();
    let edition = EditionRecord::of(&project, &project.editions[0]);
    assert_eq!(verdict(edition.indicator("one").unwrap()), "improved");
}

#[test]
fn grades_off_leave_the_figures() {
    let indicator = up("1", "3");
    let project = City::rated("[rating]\noff = true").indicators([("one", indicator.as_str())]).edition(2017, "one = 3").project();
    let edition = EditionRecord::of(&project, &project.editions[0]);
    let one = edition.indicator("one").unwrap();
    assert_eq!((verdict(one), one.figures.met), ("Off".to_owned(), Some(true)));
    assert_eq!(edition.tally(), GradeTally { by_grade: Vec::new(), not_evaluated: 1 });
}

#[test]
fn a_grade_set_by_hand_counts_and_leaves_the_computed_one_beside_it() {
    let result = r#"one = { value = 100, grade = "behind", grade_reason = { ja = "年度末に閉鎖したため" } }"#;
    let project = City::rated("").indicators([("one", up("0", "100").as_str())]).edition(2017, result).project();
    let edition = EditionRecord::of(&project, &project.editions[0]);
    let one = edition.indicator("one").unwrap();
    let own = one.by_hand.as_ref().unwrap();
    assert_eq!(
        (verdict(one).as_str(), own.grade.as_str(), own.reason.as_ref().unwrap().ja.as_str()),
        ("achieved", "behind", "年度末に閉鎖したため")
    );
    assert_eq!((one.grade(), edition.tally().by_grade), (Some("behind"), vec![0, 0, 0, 1, 0]));
}

#[test]
fn a_grade_set_by_hand_stands_even_where_none_could_be_computed() {
    let result = r#"one = { status = "pending", grade = "on-track", grade_reason = { ja = "速報による" } }"#;
    let project = City::rated("").indicators([("one", up("0", "100").as_str())]).edition(2017, result).project();
    let edition = EditionRecord::of(&project, &project.editions[0]);
    assert_eq!(edition.tally(), GradeTally { by_grade: vec![0, 1, 0, 0, 0], not_evaluated: 0 });
}

#[test]
fn what_is_not_evaluated_leaves_the_denominator() {
    let indicators = [
        ("a", up("0", "100")),
        ("b", up("0", "100")),
        ("c", sum("100")),
        ("d", format!("kind = \"level\"\ndirection = \"up\"\n{}", until("9"))),
    ];
    let indicators = indicators.iter().map(|(id, lines)| (*id, lines.as_str()));
    let project = City::rated("").indicators(indicators).edition(2017, "a = 100\nb = { status = \"no-survey\" }\nc = 10\nd = 8").project();
    let edition = EditionRecord::of(&project, &project.editions[0]);
    let tally = edition.tally();
    assert_eq!(tally, GradeTally { by_grade: vec![1, 0, 0, 1, 0], not_evaluated: 2 });
    assert_eq!((tally.evaluated(), tally.all()), (2, 4));
    assert_eq!(edition.tally_of(&edition.goal(1).unwrap().indicators), tally);
}
