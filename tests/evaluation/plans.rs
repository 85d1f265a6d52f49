//! Plans that change: revisions, first and last editions, restated results. An edition never knows the future.

use super::city::{City, milestone, up, verdict};
use torikumi::evaluate::progress::{Expected, Share};
use torikumi::model::{Bound, Certainty, Project, Quantity, Reading, Status, Text, Year};
use torikumi::record::{EditionRecord, ReferenceFigure, Restatement, ResultSeries, SeriesOrigin, SeriesPoint};

/// The same result in the editions 2016 to 2018.
fn three_editions(indicator: &str) -> Project {
    let city = City::rated("").indicators([("one", indicator)]);
    (2016..=2018).fold(city, |city, year| city.edition(year, "one = 140")).project()
}

fn of_each<T>(project: &Project, pick: impl Fn(&EditionRecord) -> T) -> Vec<T> {
    project.editions.iter().map(|edition| pick(&EditionRecord::of(project, edition))).collect()
}

fn integer(number: i128) -> Option<Share> {
    Some(Share::from_integer(number))
}

fn records(project: &Project) -> Vec<EditionRecord> {
    of_each(project, EditionRecord::clone)
}

fn series_of<'a>(records: &'a [EditionRecord], id: &str, until: i32) -> Vec<SeriesPoint<'a>> {
    ResultSeries::of(records).series(id, until)
}

#[test]
fn a_revised_target_holds_from_its_edition_on() {
    let revision = "[[indicator.revision]]\nfrom = 2017\ntarget = { year = 2018, value = 130 }\n[[indicator.revision]]\nfrom = 2018\ntarget = { year = 2019, value = 220 }";
    let project = three_editions(&format!("{}\n{revision}", up("100", "200")));
    let seen = of_each(&project, |edition| {
        let one = edition.indicator("one").unwrap();
        (one.figures.target, one.plan().target.map(|target| target.year), one.figures.elapsed, verdict(one))
    });
    let wanted = [
        (integer(200), Some(Year::fiscal(2019)), Some(Share::new(2, 5)), "on-track".to_owned()),
        (integer(130), Some(Year::fiscal(2018)), Some(Share::new(3, 4)), "achieved".to_owned()),
        (integer(220), Some(Year::fiscal(2019)), Some(Share::new(4, 5)), "behind".to_owned()),
    ];
    assert_eq!(seen, wanted);
}

#[test]
fn revisions_are_applied_by_year_whatever_their_order_in_the_file() {
    let revision = "[[indicator.revision]]\nfrom = 2018\ntarget = { year = 2019, value = 220 }\n[[indicator.revision]]\nfrom = 2017\ntarget = { year = 2019, value = 210 }";
    let project = three_editions(&format!("{}\n{revision}", up("100", "200")));
    let targets = of_each(&project, |edition| edition.indicator("one").unwrap().figures.target);
    assert_eq!(targets, [integer(200), integer(210), integer(220)]);
}

#[test]
fn baseline_and_yearly_targets_can_be_revised_and_the_rest_stays() {
    let revision = "[[indicator.revision]]\nfrom = 2017\nbaseline = { year = 2015, value = 120 }\n[[indicator.revision]]\nfrom = 2018\nschedule = [{ year = 2018, value = 175 }]";
    let plan = format!("{}\nschedule = [{{ year = 2016, value = 115 }}]\n{revision}", up("100", "200"));
    let seen = of_each(&three_editions(&plan), |edition| {
        let figures = edition.indicator("one").unwrap().figures;
        (figures.baseline, figures.target, figures.expected)
    });
    let wanted = [
        (integer(100), integer(200), Some(Expected::Scheduled(Share::from_integer(115)))),
        (integer(120), integer(200), Some(Expected::Straight(Share::from_integer(160)))),
        (integer(120), integer(200), Some(Expected::Scheduled(Share::from_integer(175)))),
    ];
    assert_eq!(seen, wanted);
}

#[test]
fn an_indicator_belongs_to_the_editions_from_its_first_to_its_last() {
    let first = format!("{}\nuntil = 2016", up("1", "2"));
    let second = format!("{}\nfrom = 2017\nuntil = 2017", up("1", "2"));
    let city = City::rated("").indicators([("ends", first.as_str()), ("between", second.as_str())]);
    let project = city.edition(2016, "ends = 1").edition(2017, "between = 1").edition(2018, "").project();
    let ids = of_each(&project, |edition| edition.indicators().map(|one| one.indicator.id.clone()).collect::<Vec<_>>());
    assert_eq!(ids, [vec!["ends".to_owned()], vec!["between".to_owned()], vec![]]);
}

#[test]
fn a_milestone_is_judged_when_it_is_reached_or_its_year_has_come() {
    let city = City::rated("rating = \"met\"").indicators([("one", milestone(2017).as_str())]);
    let project = city
        .edition(2015, "one = \"plan\"")
        .edition(2016, "one = \"work\"")
        .edition(2017, "one = \"work\"")
        .edition(2018, "one = \"done\"")
        .project();
    let grades = of_each(&project, |edition| verdict(edition.indicator("one").unwrap()));
    assert_eq!(grades, ["BeforeDeadline", "BeforeDeadline", "not-achieved", "achieved"]);
}

#[test]
fn each_year_of_a_plan_expects_its_share_of_the_target() {
    let city = City::rated("rating = \"yearly-schedule\"").indicators([("one", up("0", "200").as_str())]);
    let project = (2015..=2019).fold(city, |city, year| city.edition(year, "one = 100")).project();
    let expected = of_each(&project, |edition| edition.indicator("one").unwrap().figures.expected.map(Expected::value));
    assert_eq!(expected, [integer(40), integer(80), integer(120), integer(160), integer(200)]);
}

fn point(year: i32, value: &str, edition: i32) -> SeriesPoint<'static> {
    let reading = Reading::Value(Quantity::parse(value).unwrap());
    let origin = SeriesOrigin::Edition(edition);
    SeriesPoint {
        year: Year::fiscal(year),
        reading,
        bound: None,
        certainty: None,
        note: None,
        label: None,
        as_of: None,
        origin,
        restated: None,
    }
}

fn restated<'a>(point: SeriesPoint<'a>, edition: i32, before: Option<&str>, reason: Option<&'a Text>) -> SeriesPoint<'a> {
    let figure = |value| ReferenceFigure { year: point.year, reading: Reading::Value(Quantity::parse(value).unwrap()), bound: None };
    let before = before.map(figure);
    SeriesPoint { restated: Some(Restatement { edition, before, reason }), ..point }
}

#[test]
fn a_series_has_the_results_of_every_edition_so_far_and_none_of_the_future() {
    let city = City::rated("").indicators([("one", up("1", "2").as_str())]);
    let later =
        r#"one = { value = 1.7, restated = [{ year = 2015, value = 1.15, reason = { ja = "再集計" } }, { year = 2012, value = 0.9 }] }"#;
    let project = city.edition(2015, "one = 1.1").edition(2016, "one = { status = \"no-survey\" }").edition(2017, later).project();
    let records = records(&project);
    let reason = Text { ja: "再集計".to_owned(), en: None };
    let gap = SeriesPoint { reading: Reading::Missing(Status::NoSurvey), ..point(2016, "0", 2016) };
    assert_eq!(series_of(&records, "one", 2014), []);
    assert_eq!(series_of(&records, "one", 2016), [point(2015, "1.1", 2015), gap]);
    let now = [
        restated(point(2012, "0.9", 2017), 2017, None, None),
        restated(point(2015, "1.15", 2015), 2017, Some("1.1"), Some(&reason)),
        gap,
        point(2017, "1.7", 2017),
    ];
    assert_eq!(series_of(&records, "one", 2017), now);
    assert_eq!(series_of(&records, "one", 2019), now);
}

#[test]
fn a_series_keeps_bounds_certainty_and_notes() {
    let city = City::rated("").indicators([("one", up("1", "2").as_str())]);
    let result = r#"one = { value = 1.5, bound = "about", certainty = "estimate", note = { ja = "見込み" } }"#;
    let project = city.edition(2016, result).edition(2017, "one = 1.6").project();
    let records = records(&project);
    let note = Text { ja: "見込み".to_owned(), en: None };
    let first =
        SeriesPoint { bound: Some(Bound::About), certainty: Some(Certainty::Estimate), note: Some(&note), ..point(2016, "1.5", 2016) };
    assert_eq!(series_of(&records, "one", 2017), [first, point(2017, "1.6", 2017)]);
}

#[test]
fn a_result_that_came_late_takes_the_place_of_its_year() {
    let city = City::rated("").indicators([("one", up("1", "2").as_str())]);
    let project = city.edition(2015, "one = { status = \"pending\" }").edition(2016, "one = { year = 2015, value = 1.2 }").project();
    let records = records(&project);
    assert_eq!(series_of(&records, "one", 2016), [point(2015, "1.2", 2016)]);
    let edition = EditionRecord::of(&project, &project.editions[1]);
    assert_eq!(edition.indicator("one").unwrap().figures.elapsed, Some(Share::new(1, 5)));
}

#[test]
fn a_result_that_corrects_its_own_year_is_restated_with_its_reason_or_without_one() {
    let city = City::rated("").indicators([("one", up("1", "2").as_str())]);
    let said = r#"one = { year = 2015, value = 1.3, restated = [{ year = 2015, value = 1.3, reason = { ja = "再集計" } }] }"#;
    let city = city.edition(2015, "one = 1.1").edition(2016, said).edition(2017, "one = { year = 2015, value = 1.4 }");
    let project = city.edition(2018, "one = { year = 2015, value = 1.4 }").project();
    let records = records(&project);
    let reason = Text { ja: "再集計".to_owned(), en: None };
    let first = point(2015, "1.3", 2015);
    assert_eq!(series_of(&records, "one", 2016), [restated(first, 2016, Some("1.1"), Some(&reason))]);
    let silent = restated(point(2015, "1.4", 2015), 2017, Some("1.3"), None);
    assert_eq!(series_of(&records, "one", 2017), [silent]);
    assert_eq!(series_of(&records, "one", 2018), [silent]);
}

#[test]
fn a_series_runs_through_strategies_that_share_the_id() {
    let second = "+++\ntitle = { ja = \"次の戦略\" }\nperiod = [2020, 2024]\nsucceeds = \"first\"\n+++\n";
    let goal = "+++\ntitle = { ja = \"目標\" }\n[[indicator]]\nid = \"one\"\nrole = \"kpi\"\nname = { ja = \"名\" }\nkind = \"level\"\ndirection = \"up\"\n+++\n";
    let edition = "+++\nstrategy = \"second\"\ntitle = { ja = \"報告\" }\npublished = \"2021-09\"\n+++\n";
    let city = City::rated("").indicators([("one", up("1", "2").as_str())]).edition(2019, "one = 2");
    let city = city.file("strategies/second/strategy.md", second).file("strategies/second/goal-1/goal.md", goal);
    let project =
        city.file("editions/2020/edition.md", edition).file("editions/2020/goal-1/goal.md", "+++\n[results]\none = 3\n+++\n").project();
    let records = records(&project);
    assert_eq!(series_of(&records, "one", 2020), [point(2019, "2", 2019), point(2020, "3", 2020)]);
    assert_eq!(of_each(&project, |edition| verdict(edition.indicator("one").unwrap())), ["achieved", "NoTarget"]);
}
