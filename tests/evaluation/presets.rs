//! Each preset on a table of cases. Baselines are of 2014, targets of 2019, results of 2017: three fifths of the time are gone.

use super::city::{average, case, down, holds, keep, milestone, range, since, sum, until, up};

const NOT_STARTED: &str = "baseline = { year = 2014, status = \"not-started\" }";

#[test]
fn pace_compares_the_way_with_the_time() {
    let strict = "kind = \"level\"\ndirection = \"down\"\nbaseline = { year = 2014, value = 20 }\ntarget = { year = 2019, value = 10, bound = \"less-than\" }";
    holds(
        "",
        &[
            case("the target itself", up("100", "200"), "200", "achieved"),
            case("past the target", up("100", "200"), "201", "achieved"),
            case("just on time", up("100", "200"), "160", "on-track"),
            case("a hair late", up("100", "200"), "159.999999", "slightly-behind"),
            case("at 60 per cent of the pace", up("100", "200"), "136", "slightly-behind"),
            case("below 60 per cent of the pace", up("100", "200"), "135.999999", "behind"),
            case("no change", up("100", "200"), "100", "behind"),
            case("below the baseline", up("100", "200"), "99.999999", "worse"),
            case("down: the target itself", down("200", "100"), "100", "achieved"),
            case("down: just on time", down("200", "100"), "140", "on-track"),
            case("down: a hair late", down("200", "100"), "140.000001", "slightly-behind"),
            case("down: at 60 per cent", down("200", "100"), "164", "slightly-behind"),
            case("down: below 60 per cent", down("200", "100"), "164.000001", "behind"),
            case("down: worse", down("200", "100"), "200.000001", "worse"),
            case("a target of 0 from above", down("10", "0"), "4", "on-track"),
            case("a target of 0, reached", down("10", "0"), "0", "achieved"),
            case("a target of 0 from below", up("-10", "0"), "-4", "on-track"),
            case("target equals baseline: kept", up("100", "100"), "100", "achieved"),
            case("target equals baseline: lost", up("100", "100"), "99", "worse"),
            case("target on the unwanted side: still met", up("200", "100"), "150", "achieved"),
            case("target on the unwanted side: below it", up("200", "100"), "99", "worse"),
            case("strict: the bound itself is not met", strict, "10", "on-track"),
            case("strict: beyond the bound", strict, "9.9", "achieved"),
            case("a sum begins at 0 before the period", sum("500"), "300", "on-track"),
            case("a sum ignores its printed baseline", format!("{}\n{}", sum("500"), since("400")), "299", "slightly-behind"),
            case("an average has no pace", average("100", "200"), "160", "Undefined"),
            case("an average that is met", average("100", "200"), "200", "achieved"),
            case("an average that fell", average("100", "200"), "99", "worse"),
            case("a value within its tolerance", keep("100", "100"), "105", "achieved"),
            case("a value that left its tolerance", keep("100", "100"), "105.1", "worse"),
            case("a value on its way back has no pace", keep("120", "100"), "110", "Undefined"),
            case("the ends of a range belong to it", range("30"), "40", "achieved"),
            case("outside a range, but nearer", range("30"), "39", "Undefined"),
            case("out of a range", range("50"), "61", "worse"),
        ],
    );
}

#[test]
fn pace_says_why_there_is_no_grade() {
    let rank = "kind = \"rank\"\ndirection = \"down\"\nbaseline = { year = 2014, value = 11 }\ntarget = { year = 2019, value = 1 }";
    let begun = format!("kind = \"annual\"\ndirection = \"up\"\n{NOT_STARTED}\n{}", until("100"));
    let ended = format!("kind = \"annual\"\ndirection = \"down\"\n{NOT_STARTED}\n{}", until("10"));
    let no_baseline = format!("kind = \"level\"\ndirection = \"up\"\n{}", until("200"));
    let no_target = format!("kind = \"level\"\ndirection = \"up\"\n{}", since("100"));
    holds(
        "rating = \"pace\"",
        &[
            case("what had not begun counts as 0", begun.clone(), "60", "on-track"),
            case("what has not begun yet is 0 too", begun, "{ status = \"not-started\" }", "behind"),
            case("less is better: not begun is no figure", ended.clone(), "{ status = \"not-started\" }", "Status(NotStarted)"),
            case("less is better: not begun is no baseline", ended.clone(), "50", "NoBaseline"),
            case("without a baseline met can be decided", ended, "10", "achieved"),
            case("an average cannot be 0 for not begun", average("100", "200"), "{ status = \"not-started\" }", "Status(NotStarted)"),
            case("unknown", up("1", "2"), "{ status = \"unknown\" }", "Status(Unknown)"),
            case("no survey", up("1", "2"), "{ status = \"no-survey\" }", "Status(NoSurvey)"),
            case("pending", up("1", "2"), "{ status = \"pending\" }", "Status(Pending)"),
            case("unpublished", up("1", "2"), "{ status = \"unpublished\" }", "Status(Unpublished)"),
            case("cancelled", up("1", "2"), "{ status = \"cancelled\" }", "Status(Cancelled)"),
            case("not applicable", up("1", "2"), "{ status = \"not-applicable\" }", "Status(NotApplicable)"),
            case("no result", up("1", "2"), "", "NoResult"),
            case("a result as old as the baseline", up("1", "2"), "{ year = 2014, value = 2 }", "NotNewer"),
            case("a result of the year before", up("100", "200"), "{ year = 2016, value = 140 }", "on-track"),
            case("no baseline", no_baseline.clone(), "199", "NoBaseline"),
            case("no baseline, but met", no_baseline, "200", "achieved"),
            case("no target", no_target.clone(), "150", "NoTarget"),
            case("no target, but worse", no_target, "99", "worse"),
            case("a rank on time", rank, "5", "on-track"),
            case("a rank a place late", rank, "6", "slightly-behind"),
            case("a rank that fell", rank, "12", "worse"),
            case("a milestone before its year", milestone(2018), "\"work\"", "BeforeDeadline"),
            case("a milestone before its year, done", milestone(2018), "\"done\"", "achieved"),
            case("a milestone in its year has no pace", milestone(2017), "\"work\"", "Undefined"),
            case("a milestone after its year", milestone(2016), "\"done\"", "achieved"),
        ],
    );
}

#[test]
fn met_asks_for_the_target_alone() {
    let less = "kind = \"level\"\ndirection = \"down\"\ntarget = { year = 2019, value = 10, bound = \"less-than\" }";
    let more = "kind = \"level\"\ndirection = \"up\"\ntarget = { year = 2019, value = 10, bound = \"more-than\" }";
    let at_least = "kind = \"level\"\ndirection = \"up\"\ntarget = { year = 2019, value = 10, bound = \"at-least\" }";
    holds(
        "rating = \"met\"",
        &[
            case("the target itself", up("100", "200"), "200", "achieved"),
            case("a millionth less", up("100", "200"), "199.999999", "not-achieved"),
            case("down: the target itself", down("200", "100"), "100", "achieved"),
            case("down: a millionth more", down("200", "100"), "100.000001", "not-achieved"),
            case("未満 excludes the figure", less, "10", "not-achieved"),
            case("未満 begins below it", less, "9.999999", "achieved"),
            case("超 excludes the figure", more, "10", "not-achieved"),
            case("超 begins above it", more, "10.000001", "achieved"),
            case("以上 includes the figure", at_least, "10", "achieved"),
            case("the tolerance belongs to what is kept", keep("90", "100"), "95", "achieved"),
            case("beyond the tolerance", keep("100", "100"), "94.999999", "not-achieved"),
            case("the lower end of a range", range("50"), "40", "achieved"),
            case("the upper end of a range", range("50"), "60", "achieved"),
            case("below a range", range("50"), "39.999999", "not-achieved"),
            case("above a range", range("50"), "60.000001", "not-achieved"),
            case("target equals baseline", up("100", "100"), "99", "not-achieved"),
            case("target on the unwanted side", up("200", "100"), "100", "achieved"),
            case("an average needs no pace here", average("100", "200"), "150", "not-achieved"),
            case("a sum", sum("500"), "500", "achieved"),
            case("a milestone in its year, not done", milestone(2017), "\"work\"", "not-achieved"),
            case("a milestone before its year", milestone(2018), "\"work\"", "BeforeDeadline"),
            case("no target", format!("kind = \"level\"\ndirection = \"up\"\n{}", since("1")), "2", "NoTarget"),
            case("pending", up("1", "2"), "{ status = \"pending\" }", "Status(Pending)"),
        ],
    );
}

#[test]
fn bands_ask_for_the_target_and_then_for_the_baseline() {
    holds(
        "rating = \"bands-on-target-and-baseline\"",
        &[
            case("past the target", up("100", "200"), "200.000001", "s"),
            case("the target itself is not past it", up("100", "200"), "200", "a"),
            case("a little better than the baseline", up("100", "200"), "100.000001", "a"),
            case("as the baseline", up("100", "200"), "100", "b"),
            case("a tenth below the baseline", up("100", "200"), "90", "b"),
            case("more than a tenth below", up("100", "200"), "89.999999", "c"),
            case("down: past the target", down("100", "50"), "49.999999", "s"),
            case("down: the target itself", down("100", "50"), "50", "a"),
            case("down: a tenth above the baseline", down("100", "50"), "110", "b"),
            case("down: more than a tenth above", down("100", "50"), "110.000001", "c"),
            case("down to 0: no share of the target, but improved", down("100", "50"), "0", "a"),
            case("a negative baseline, a tenth lost", up("-10", "10"), "-11", "b"),
            case("a negative baseline, improved", up("-10", "10"), "-9", "a"),
            case("from 0 only the target can be decided", up("0", "100"), "50", "Undefined"),
            case("from 0, past the target", up("0", "100"), "101", "s"),
            case("what is kept has no wanted direction", keep("100", "100"), "101", "Undefined"),
            case("no baseline", format!("kind = \"level\"\ndirection = \"up\"\n{}", until("100")), "99", "NoBaseline"),
            case("no target, but better than the baseline", format!("kind = \"level\"\ndirection = \"up\"\n{}", since("100")), "101", "a"),
            case("no target, far below the baseline", format!("kind = \"level\"\ndirection = \"up\"\n{}", since("100")), "50", "NoTarget"),
        ],
    );
}

#[test]
fn symbols_follow_the_share_of_the_target() {
    let more = "kind = \"level\"\ndirection = \"up\"\ntarget = { year = 2019, value = 100, bound = \"more-than\" }";
    holds(
        "rating = \"symbols\"",
        &[
            case("past the target", up("0", "100"), "100.000001", "exceeded"),
            case("the target itself", up("0", "100"), "100", "achieved"),
            case("just below", up("0", "100"), "99.999999", "nearly-achieved"),
            case("four fifths", up("0", "100"), "80", "nearly-achieved"),
            case("below four fifths", up("0", "100"), "79.999999", "not-achieved"),
            case("down: past the target", down("100", "50"), "49.999999", "exceeded"),
            case("down: the target itself", down("100", "50"), "50", "achieved"),
            case("down: four fifths", down("100", "50"), "62.5", "nearly-achieved"),
            case("down: below four fifths", down("100", "50"), "62.500001", "not-achieved"),
            case("超: the figure itself is 100 per cent and not met", more, "100", "nearly-achieved"),
            case("down to a target of 0, above it", down("10", "0"), "5", "not-achieved"),
            case("down to a target of 0, reached", down("10", "0"), "0", "achieved"),
            case("up to a target of 0: no share", up("-10", "0"), "-1", "Undefined"),
            case("up to a target of 0, reached", up("-10", "0"), "0", "achieved"),
            case("within a range", range("30"), "50", "achieved"),
            case("outside a range", range("30"), "70", "Undefined"),
            case("a milestone in its year, not done", milestone(2017), "\"plan\"", "Undefined"),
            case("a milestone, done", milestone(2019), "\"done\"", "achieved"),
        ],
    );
}

#[test]
fn baseline_first_lets_nothing_pass_that_is_worse() {
    let tolerant = format!("{}\ntolerance = 5", up("150", "160"));
    let no_baseline = format!("kind = \"level\"\ndirection = \"up\"\n{}", until("200"));
    holds(
        "rating = \"baseline-first\"",
        &[
            case("worse, though near the target", up("150", "160"), "149", "c"),
            case("worse, though past a low target", up("200", "100"), "150", "c"),
            case("within the tolerance it is not worse", tolerant.clone(), "145", "b"),
            case("beyond the tolerance it is", tolerant, "144.999999", "c"),
            case("the target itself", up("100", "200"), "200", "a"),
            case("just below the target", up("100", "200"), "199.999999", "b"),
            case("four fifths", up("100", "200"), "160", "b"),
            case("below four fifths", up("100", "200"), "159.999999", "c"),
            case("down: four fifths", down("200", "100"), "125", "b"),
            case("down: below four fifths", down("200", "100"), "125.000001", "c"),
            case("target equals baseline", up("200", "200"), "200", "a"),
            case("target equals baseline, lost", up("200", "200"), "199", "c"),
            case("no baseline: passed over", no_baseline.clone(), "160", "b"),
            case("no baseline: never the worst grade", no_baseline, "150", "NoBaseline"),
            case("no target", format!("kind = \"level\"\ndirection = \"up\"\n{}", since("100")), "150", "NoTarget"),
        ],
    );
}

#[test]
fn yearly_schedule_expects_a_fifth_of_the_target_each_year() {
    let own = format!("{}\nschedule = [{{ year = 2017, value = 50 }}]", up("0", "100"));
    holds(
        "rating = \"yearly-schedule\"",
        &[
            case("three fifths in the third year", up("0", "100"), "60", "on-track"),
            case("just below", up("0", "100"), "59.999999", "slightly-behind"),
            case("60 per cent of it", up("0", "100"), "36", "slightly-behind"),
            case("below 60 per cent of it", up("0", "100"), "35.999999", "behind"),
            case("of the target, whatever the baseline", up("50", "100"), "60", "on-track"),
            case("no baseline is needed", format!("kind = \"cumulative\"\ndirection = \"up\"\n{}", until("100")), "60", "on-track"),
            case("a sum", sum("500"), "300", "on-track"),
            case("the city's own yearly target comes first", own.clone(), "50", "on-track"),
            case("60 per cent of the city's own", own.clone(), "30", "slightly-behind"),
            case("below 60 per cent of the city's own", own, "29.999999", "behind"),
            case("less is better: the straight way", down("100", "50"), "70", "on-track"),
            case("less is better, late", down("100", "50"), "70.000001", "slightly-behind"),
            case("less is better, far above", down("100", "50"), "116.67", "behind"),
            case("a target of 0 has no share", up("-10", "0"), "-1", "Undefined"),
            case("what is kept has no way", keep("100", "100"), "100", "Undefined"),
            case("no target", format!("kind = \"level\"\ndirection = \"up\"\n{}", since("1")), "2", "NoTarget"),
        ],
    );
}

#[test]
fn expected_takes_the_result_as_a_share_of_what_should_be_there_by_now() {
    let own = format!("{}\nschedule = [{{ year = 2017, value = 150 }}]", up("100", "200"));
    holds(
        "rating = \"expected\"",
        &[
            case("as expected", up("100", "200"), "160", "on-track"),
            case("just below", up("100", "200"), "159.999999", "nearly-on-track"),
            case("four fifths", up("100", "200"), "128", "nearly-on-track"),
            case("below four fifths", up("100", "200"), "127.999999", "slightly-behind"),
            case("half", up("100", "200"), "80", "slightly-behind"),
            case("below half", up("100", "200"), "79.999999", "behind"),
            case("down: as expected", down("200", "100"), "140", "on-track"),
            case("down: four fifths", down("200", "100"), "175", "nearly-on-track"),
            case("down: half", down("200", "100"), "280", "slightly-behind"),
            case("down: below half", down("200", "100"), "280.000001", "behind"),
            case("the yearly target comes first", own.clone(), "150", "on-track"),
            case("the yearly target, missed", own, "149.999999", "nearly-on-track"),
            case("an average can be expected", average("100", "200"), "160", "on-track"),
            case("nothing is expected below 0", up("-100", "0"), "-30", "Undefined"),
            case("no baseline", format!("kind = \"level\"\ndirection = \"up\"\n{}", until("100")), "99", "NoBaseline"),
        ],
    );
}

#[test]
fn trend_asks_whether_it_got_better() {
    let tolerant = format!("{}\ntolerance = 5", up("100", "200"));
    holds(
        "rating = \"trend\"",
        &[
            case("met", up("100", "200"), "200", "achieved"),
            case("better", up("100", "200"), "100.000001", "improved"),
            case("the same", up("100", "200"), "100", "not-improved"),
            case("worse", up("100", "200"), "99", "not-improved"),
            case("down: better", down("100", "50"), "99", "improved"),
            case("within the tolerance", tolerant.clone(), "105", "not-improved"),
            case("beyond the tolerance", tolerant, "105.000001", "improved"),
            case("nearer to what is to be kept", keep("120", "100"), "114", "improved"),
            case("hardly nearer to what is to be kept", keep("120", "100"), "115", "not-improved"),
            case("nearer to the range", range("70"), "65", "improved"),
            case("farther from the range", range("70"), "75", "not-improved"),
            case("from one side of the range to the other", range("35"), "65", "not-improved"),
            case("no baseline", format!("kind = \"level\"\ndirection = \"up\"\n{}", until("100")), "99", "NoBaseline"),
            case("no target, better", format!("kind = \"level\"\ndirection = \"up\"\n{}", since("100")), "101", "improved"),
            case("no target, the same", format!("kind = \"level\"\ndirection = \"up\"\n{}", since("100")), "100", "NoTarget"),
            case("a step taken by its year", milestone(2017), "\"plan\"", "improved"),
            case("no step taken by its year", milestone(2017), "\"idea\"", "not-improved"),
            case("a step taken before its year", milestone(2018), "\"plan\"", "BeforeDeadline"),
        ],
    );
}
