//! An edition beside the one before it: what moved, what is new and what ended.

use super::city::{City, average, down, keep, milestone, sum, up};
use torikumi::evaluate::progress::Share;
use torikumi::model::{Project, Reading};
use torikumi::record::{Changes, EditionRecord, GradeChange, IndicatorRecord, MeasureOfGoal, Moved, ResultSeries};

/// Id, figure before, grade, difference, change in progress.
type Line = (String, Option<String>, GradeChange, Option<Share>, Option<Share>);

fn line(moved: &Moved<'_>) -> Line {
    let earlier = moved.earlier.map(|earlier| match earlier.reading {
        Reading::Value(value) => value.decimal().to_string(),
        Reading::Step(step) => format!("step {step}"),
        Reading::Missing(status) => format!("{status:?}"),
    });
    (moved.now.indicator.id.clone(), earlier, moved.grade, moved.difference, moved.figure)
}

fn editions(project: &Project) -> Vec<EditionRecord> {
    project.editions.iter().map(|edition| EditionRecord::of(project, edition)).collect()
}

/// The lines of the last edition beside the one before it.
fn lines(city: &City) -> Vec<Line> {
    let project = city.project();
    let editions = editions(&project);
    let [.., before, now] = editions.as_slice() else { panic!("two editions") };
    Changes::of(&ResultSeries::of(&editions), Some(before), now).moved.iter().map(line).collect()
}

fn share(numer: i128, denom: i128) -> Option<Share> {
    Some(Share::new(numer, denom))
}

fn wanted(id: &str, earlier: &str, grade: GradeChange, difference: Option<Share>, figure: Option<Share>) -> Line {
    (id.to_owned(), Some(earlier.to_owned()), grade, difference, figure)
}

#[test]
fn fallen_grades_come_first_then_risen_ones_then_the_rest_by_how_far_they_moved() {
    let rising = up("0", "100");
    let falling = down("100", "50");
    let names = [("little", &rising), ("rose", &rising), ("much", &rising), ("fell", &rising), ("less", &falling), ("lost", &rising)];
    let city = City::rated("rating = \"met\"").indicators(names.map(|(id, lines)| (id, lines.as_str())));
    let city = city.edition(2016, "little = 10\nrose = 90\nmuch = 10\nfell = 100\nless = 80\nlost = 10");
    let city = city.edition(2017, "little = 11\nrose = 100\nmuch = 40\nfell = 95\nless = 60\nlost = { status = \"no-survey\" }");
    let expected = [
        wanted("fell", "100", GradeChange::Fell, share(-5, 1), share(-1, 20)),
        wanted("rose", "90", GradeChange::Rose, share(10, 1), share(1, 10)),
        wanted("much", "10", GradeChange::Same, share(30, 1), share(3, 10)),
        wanted("less", "80", GradeChange::Same, share(-20, 1), share(5, 24)),
        wanted("little", "10", GradeChange::Same, share(1, 1), share(1, 100)),
        wanted("lost", "10", GradeChange::NotComparable, None, None),
    ];
    assert_eq!(lines(&city), expected);
}

#[test]
fn what_is_compared_depends_on_the_kind() {
    let kept = keep("100", "100");
    let names = [("steps", milestone(2017)), ("total", sum("100")), ("mean", average("0", "10")), ("kept", kept), ("new", up("0", "10"))];
    let city = City::rated("").indicators(names.iter().map(|(id, lines)| (*id, lines.as_str())));
    let city = city.edition(2016, "steps = \"plan\"\ntotal = 20\nmean = 2\nkept = 101\nnew = { status = \"not-started\" }");
    let city = city.edition(2017, "steps = \"done\"\ntotal = 50\nmean = 1\nkept = 99\nnew = 5");
    let mut found = lines(&city);
    found.sort();
    let found: Vec<_> =
        found.into_iter().map(|(id, earlier, _, difference, progress)| (id, earlier.unwrap(), difference, progress)).collect();
    let expected = [
        ("kept", "101", share(-2, 1), None),
        ("mean", "2", share(-1, 1), share(-1, 10)),
        ("new", "NotStarted", share(5, 1), share(1, 2)),
        ("steps", "step 1", None, share(2, 3)),
        ("total", "20", share(30, 1), share(3, 10)),
    ];
    assert_eq!(found, expected.map(|(id, earlier, difference, progress)| (id.to_owned(), earlier.to_owned(), difference, progress)));
}

#[test]
fn a_restated_figure_is_the_one_that_is_compared() {
    let city = City::rated("").indicators([("one", up("0", "100").as_str())]).edition(2016, "one = 20");
    let city = city.edition(2017, "one = { value = 30, restated = [{ year = 2016, value = 25 }] }");
    let found = lines(&city);
    assert_eq!(found, [wanted("one", "25", found[0].2, share(5, 1), share(1, 20))]);
}

#[test]
fn the_first_edition_is_compared_with_the_baselines_and_a_total_with_none() {
    let city = City::rated("").indicators([("one", up("10", "20").as_str()), ("total", sum("100").as_str())]);
    let project = city.edition(2015, "one = 14\ntotal = 70").edition(2016, "one = 99\ntotal = 99").project();
    let editions = editions(&project);
    let results = ResultSeries::of(&editions);
    let changes = Changes::of(&results, None, &editions[0]);
    let found: Vec<Line> = changes.moved.iter().map(line).collect();
    let total = ("total".to_owned(), None, GradeChange::NotComparable, None, share(7, 10));
    assert_eq!(found, [total, wanted("one", "10", GradeChange::NotComparable, share(4, 1), share(2, 5))]);
    assert_eq!((changes.new.len(), changes.ended.len(), changes.new_measures.len()), (0, 0, 0));
}

#[test]
fn what_has_no_counterpart_is_new_or_ended_and_revisions_are_those_since_the_edition_before() {
    let revision = "[[indicator.revision]]\nfrom = 2017\ntarget = { year = 2019, value = 200 }\nreason = { ja = \"上方\" }";
    let older = "[[indicator.revision]]\nfrom = 2016\ntarget = { year = 2019, value = 150 }\nreason = { ja = \"前\" }";
    let revised = format!("{}\n{older}\n{revision}", up("0", "100"));
    let [ends, begins] = ["until = 2016", "from = 2017"].map(|years| format!("{}\n{years}", up("0", "100")));
    let city = City::rated("").indicators([("ends", ends.as_str()), ("begins", begins.as_str()), ("revised", revised.as_str())]);
    let measure = |years: &str| format!("+++\ntitle = {{ ja = \"{years}\" }}\n{years}\n+++\n");
    let city = city.file("strategies/first/goal-1/measure-1.md", &measure("until = 2016"));
    let city = city.file("strategies/first/goal-1/measure-2.md", &measure("from = 2017"));
    let project = city.edition(2016, "ends = 1\nrevised = 1").edition(2017, "begins = 1\nrevised = 2").project();
    let editions = editions(&project);
    let results = ResultSeries::of(&editions);
    let changes = Changes::of(&results, Some(&editions[0]), &editions[1]);
    let ids = |records: &[&IndicatorRecord]| -> Vec<String> { records.iter().map(|record| record.indicator.id.clone()).collect() };
    assert_eq!((ids(&changes.new), ids(&changes.ended)), (vec!["begins".to_owned()], vec!["ends".to_owned()]));
    let numbers = |measures: &[MeasureOfGoal<'_>]| measures.iter().map(|ended| ended.measure.number).collect::<Vec<_>>();
    assert_eq!((numbers(&changes.new_measures), numbers(&changes.ended_measures)), (vec![2], vec![1]));
    let revised: Vec<i32> = changes.revised.iter().map(|revised| revised.revision.from).collect();
    assert_eq!(revised, [2017]);
}

#[test]
fn across_strategies_what_begins_anew_and_grades_of_another_rule_are_not_compared() {
    let begins = "kind = \"cumulative\"\ndirection = \"up\"\nbaseline = { year = 2014, status = \"not-started\" }\ntarget = { year = 2019, value = 50 }";
    let city = City::rated("").indicators([("total", begins), ("level", up("0", "100").as_str())]).edition(2019, "total = 50\nlevel = 50");
    let second = "+++\ntitle = { ja = \"次\" }\nperiod = [2020, 2024]\nsucceeds = \"first\"\nrating = \"met\"\n+++\n";
    let begins = begins.replace("2019", "2024").replace("2014", "2019");
    let level = "kind = \"level\"\ndirection = \"up\"\nbaseline = { year = 2019, value = 50 }\ntarget = { year = 2024, value = 60 }";
    let block = |id: &str, lines: &str| format!("[[indicator]]\nid = \"{id}\"\nrole = \"kpi\"\nname = {{ ja = \"{id}\" }}\n{lines}\n");
    let goal = format!("+++\ntitle = {{ ja = \"目標\" }}\n{}{}+++\n", block("total", &begins), block("level", level));
    let city = city.file("strategies/second/strategy.md", second).file("strategies/second/goal-1/goal.md", &goal);
    let edition = "+++\nstrategy = \"second\"\ntitle = { ja = \"報告\" }\npublished = \"2021-09\"\n+++\n";
    let city = city.file("editions/2020/edition.md", edition);
    let city = city.file("editions/2020/goal-1/goal.md", "+++\n[results]\ntotal = 10\nlevel = 55\n+++\n");
    let expected = [
        wanted("level", "50", GradeChange::NotComparable, share(5, 1), share(1, 12)),
        wanted("total", "50", GradeChange::NotComparable, None, None),
    ];
    assert_eq!(lines(&city), expected);
}
