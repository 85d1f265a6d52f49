//! The figures themselves, as exact fractions. Results are of 2017 unless they say otherwise.

use super::city::{City, average, down, keep, milestone, range, since, sum, until, up};
use torikumi::evaluate::progress::{Expected, Figures, Share, Trend};
use torikumi::record::EditionRecord;

fn share(numer: i128, denom: i128) -> Option<Share> {
    Some(Share::new(numer, denom))
}

fn straight(numer: i128, denom: i128) -> Option<Expected> {
    Some(Expected::Straight(Share::new(numer, denom)))
}

/// The figures of one indicator with one result.
fn figures(indicator: &str, result: &str) -> Figures {
    figures_by("", indicator, result)
}

fn figures_by(rating: &str, indicator: &str, result: &str) -> Figures {
    figures_in(2017, City::rated(rating).indicators([("one", indicator)]), result)
}

/// The figures of the only indicator of a city in the edition of a year.
fn figures_in(edition: i32, city: City, result: &str) -> Figures {
    let project = city.edition(edition, &format!("one = {result}")).project();
    EditionRecord::of(&project, &project.editions[0]).indicator("one").unwrap().figures
}

#[test]
fn an_indicator_that_should_rise_has_every_figure() {
    let found = figures(&up("80", "120.5"), "101");
    let wanted = Figures {
        baseline: share(80, 1),
        actual: share(101, 1),
        target: share(241, 2),
        progress: share(42, 81),
        elapsed: share(3, 5),
        pace: share(70, 81),
        attainment: share(202, 241),
        expected: straight(1043, 10),
        attainment_of_expected: share(1010, 1043),
        change: share(21, 80),
        met: Some(false),
        trend: Some(Trend::Improved),
    };
    assert_eq!(found, wanted);
}

#[test]
fn an_indicator_that_should_fall_is_turned_round() {
    let found = figures(&down("120", "80"), "100");
    let wanted = Figures {
        baseline: share(120, 1),
        actual: share(100, 1),
        target: share(80, 1),
        progress: share(1, 2),
        elapsed: share(3, 5),
        pace: share(5, 6),
        attainment: share(4, 5),
        expected: straight(96, 1),
        attainment_of_expected: share(24, 25),
        change: share(1, 6),
        met: Some(false),
        trend: Some(Trend::Improved),
    };
    assert_eq!(found, wanted);
}

#[test]
fn an_indicator_that_moved_away_has_negative_figures() {
    let found = figures(&up("100", "200"), "50");
    let wanted = Figures {
        baseline: share(100, 1),
        actual: share(50, 1),
        target: share(200, 1),
        progress: share(-1, 2),
        elapsed: share(3, 5),
        pace: share(-5, 6),
        attainment: share(1, 4),
        expected: straight(160, 1),
        attainment_of_expected: share(5, 16),
        change: share(-1, 2),
        met: Some(false),
        trend: Some(Trend::Worse),
    };
    assert_eq!(found, wanted);
}

#[test]
fn nothing_is_clamped_beyond_the_target() {
    let found = figures(&up("1", "2"), "5");
    assert_eq!((found.progress, found.pace, found.attainment, found.met), (share(4, 1), share(20, 3), share(5, 2), Some(true)));
}

#[test]
fn an_average_has_no_pace() {
    let wanted = Figures { pace: None, ..figures(&up("100", "200"), "150") };
    assert_eq!(figures(&average("100", "200"), "150"), wanted);
}

#[test]
fn a_sum_starts_from_0_in_the_year_before_the_period() {
    let wanted = Figures {
        baseline: share(0, 1),
        actual: share(250, 1),
        target: share(500, 1),
        progress: share(1, 2),
        elapsed: share(3, 5),
        pace: share(5, 6),
        attainment: share(1, 2),
        expected: straight(300, 1),
        attainment_of_expected: share(5, 6),
        change: None,
        met: Some(false),
        trend: Some(Trend::Improved),
    };
    assert_eq!(figures(&sum("500"), "250"), wanted);
    let printed = format!("{}\nbaseline = {{ year = 2010, value = 480 }}", sum("500"));
    assert_eq!(figures(&printed, "250"), wanted);
}

#[test]
fn a_range_knows_only_whether_it_holds_and_which_way_it_went() {
    let wanted = Figures {
        baseline: share(30, 1),
        actual: share(35, 1),
        elapsed: share(3, 5),
        met: Some(false),
        trend: Some(Trend::Improved),
        ..Figures::default()
    };
    assert_eq!(figures(&range("30"), "35"), wanted);
}

#[test]
fn what_is_to_be_kept_knows_only_whether_it_holds_and_which_way_it_went() {
    let wanted = Figures {
        baseline: share(100, 1),
        actual: share(104, 1),
        target: share(100, 1),
        elapsed: share(3, 5),
        met: Some(true),
        trend: Some(Trend::Unchanged),
        ..Figures::default()
    };
    assert_eq!(figures(&keep("100", "100"), "104"), wanted);
}

#[test]
fn a_milestone_counts_the_steps_taken() {
    let wanted = Figures {
        baseline: share(0, 1),
        actual: share(2, 1),
        target: share(3, 1),
        progress: share(2, 3),
        elapsed: share(3, 5),
        met: Some(false),
        trend: Some(Trend::Improved),
        ..Figures::default()
    };
    assert_eq!(figures(&milestone(2019), "\"work\""), wanted);
}

#[test]
fn where_target_equals_baseline_there_is_no_way_to_go() {
    let found = figures(&up("100", "100"), "101");
    assert_eq!((found.progress, found.pace, found.met), (None, None, Some(true)));
}

#[test]
fn a_target_on_the_unwanted_side_has_no_progress() {
    for indicator in [up("200", "100"), down("100", "200")] {
        let found = figures(&indicator, "150");
        assert_eq!((found.progress, found.pace, found.met), (None, None, Some(true)));
    }
}

#[test]
fn a_target_of_0_has_no_attainment_upwards() {
    assert_eq!(figures(&up("-10", "0"), "-4").attainment, None);
    assert_eq!(figures(&down("10", "0"), "4").attainment, share(0, 1));
    assert_eq!(figures(&down("10", "0"), "0").attainment, None);
}

#[test]
fn change_is_measured_by_the_size_of_the_baseline() {
    assert_eq!(figures(&up("-10", "10"), "-15").change, share(-1, 2));
    assert_eq!(figures(&down("-10", "-20"), "-15").change, share(1, 2));
    assert_eq!(figures(&up("0", "10"), "5").change, None);
}

#[test]
fn without_a_baseline_the_target_alone_speaks() {
    let wanted = Figures { actual: share(150, 1), target: share(200, 1), attainment: share(3, 4), met: Some(false), ..Figures::default() };
    assert_eq!(figures(&format!("kind = \"level\"\ndirection = \"up\"\n{}", until("200")), "150"), wanted);
}

#[test]
fn without_a_target_the_baseline_alone_speaks() {
    let wanted =
        Figures { baseline: share(100, 1), actual: share(150, 1), change: share(1, 2), trend: Some(Trend::Improved), ..Figures::default() };
    assert_eq!(figures(&format!("kind = \"level\"\ndirection = \"up\"\n{}", since("100")), "150"), wanted);
}

#[test]
fn a_status_leaves_the_plan_and_no_result() {
    let wanted = Figures { baseline: share(100, 1), target: share(200, 1), ..Figures::default() };
    assert_eq!(figures(&up("100", "200"), "{ status = \"pending\" }"), wanted);
}

#[test]
fn a_result_no_newer_than_the_baseline_says_nothing_about_the_way() {
    let wanted =
        Figures { baseline: share(100, 1), actual: share(150, 1), target: share(200, 1), attainment: share(3, 4), ..Figures::default() };
    assert_eq!(figures(&up("100", "200"), "{ year = 2014, value = 150 }"), wanted);
}

#[test]
fn elapsed_counts_from_the_baseline_to_the_result() {
    let elapsed = |baseline: i32, result: &str| {
        let plan = format!(
            "baseline = {{ year = {baseline}, calendar = true, value = 1.43 }}\ntarget = {{ year = 2019, calendar = true, value = 1.6 }}"
        );
        figures(&format!("kind = \"level\"\ndirection = \"up\"\n{plan}"), result).elapsed
    };
    assert_eq!(elapsed(2013, "{ year = 2015, calendar = true, value = 1.49 }"), share(1, 3));
    assert_eq!(elapsed(2016, "1.49"), share(1, 3));
    assert_eq!(elapsed(2019, "{ year = 2017, value = 1.5 }"), None);
    assert_eq!(elapsed(2018, "{ year = 2017, value = 1.5 }"), None);
}

#[test]
fn a_yearly_target_is_what_is_expected() {
    let indicator = format!("{}\nschedule = [{{ year = 2016, value = 110 }}, {{ year = 2017, value = 125 }}]", up("100", "200"));
    let found = figures(&indicator, "150");
    assert_eq!((found.expected, found.attainment_of_expected), (Some(Expected::Scheduled(Share::from_integer(125))), share(6, 5)));
    let of_the_year_before = figures(&indicator, "{ year = 2016, value = 99 }");
    assert_eq!(of_the_year_before.attainment_of_expected, share(9, 10));
    let without = figures(&indicator, "{ year = 2015, value = 120 }");
    assert_eq!(without.expected, straight(120, 1));
}

#[test]
fn a_rule_may_set_the_share_of_the_target_or_of_the_way_for_each_year() {
    let rule = |of: &str| format!("[rating]\noff = true\nstraight_line = true\nschedule = [10, 30, 62.5]\nschedule_of = \"{of}\"");
    let by_rule = |numer: i128, denom: i128| Some(Expected::ByRule(Share::new(numer, denom)));
    let expected = |of: &str, indicator: &str, year: i32| {
        let city = City::rated(&rule(of)).indicators([("one", indicator)]);
        figures_in(year.max(2017), city, &format!("{{ year = {year}, value = 1 }}")).expected
    };
    assert_eq!(expected("target", &up("100", "200"), 2015), by_rule(20, 1));
    assert_eq!(expected("target", &up("100", "200"), 2017), by_rule(125, 1));
    assert_eq!(expected("distance", &up("100", "200"), 2017), by_rule(325, 2));
    assert_eq!(expected("distance", &down("200", "100"), 2017), by_rule(275, 2));
    assert_eq!(expected("target", &up("100", "200"), 2018), straight(180, 1));
    assert_eq!(expected("target", &down("200", "100"), 2017), straight(140, 1));
    assert_eq!(expected("distance", &keep("100", "100"), 2017), None);
}
