//! An old strategy beside a new one: counterparts and marks.

use super::city::City;
use torikumi::evaluate::compare::{GoalPair, MeasurePair};
use torikumi::evaluate::{Comparison, Mark};
use torikumi::model::{Project, Text};

/// A strategy `old` and a strategy `new` that succeeds it, compared as deep as `depth` says.
fn plans(depth: &str) -> City {
    let new = format!("+++\ntitle = {{ ja = \"新\" }}\nsucceeds = \"old\"\ncompare = \"{depth}\"\n+++\n");
    let city = City::rated("").indicators([]);
    city.file("strategies/old/strategy.md", "+++\ntitle = { ja = \"旧\" }\n+++\n").file("strategies/new/strategy.md", &new)
}

trait Plan {
    fn goal(self, path: &str, title: &str) -> Self;
    fn measure(self, path: &str, head: &str, policies: &[&str]) -> Self;
}

impl Plan for City {
    fn goal(self, path: &str, title: &str) -> City {
        self.file(&format!("strategies/{path}/goal.md"), &format!("+++\ntitle = {{ ja = \"{title}\" }}\n+++\n"))
    }

    /// `head` is the title, with further lines after it; so is each policy.
    fn measure(self, path: &str, head: &str, policies: &[&str]) -> City {
        let titled = |text: &str| match text.split_once('\n') {
            Some((title, rest)) => format!("title = {{ ja = \"{title}\" }}\n{rest}\n"),
            None => format!("title = {{ ja = \"{text}\" }}\n"),
        };
        let policies: String = policies.iter().map(|policy| format!("[[policy]]\n{}", titled(policy))).collect();
        self.file(&format!("strategies/{path}.md"), &format!("+++\n{}{policies}+++\n", titled(head)))
    }
}

/// Old title, new title and mark.
type Line<'a> = (Option<&'a str>, Option<&'a str>, Mark);

fn line<'a>(old: Option<&'a Text>, new: Option<&'a Text>, mark: Mark) -> Line<'a> {
    (old.map(|text| text.ja.as_str()), new.map(|text| text.ja.as_str()), mark)
}

fn goal<'a>(pair: &GoalPair<'a>) -> Line<'a> {
    line(pair.old.map(|goal| &goal.title), pair.new.map(|goal| &goal.title), pair.mark)
}

fn measures<'a>(pair: &GoalPair<'a>) -> Vec<Line<'a>> {
    pair.parts.iter().map(|pair| line(pair.old.map(|measure| &measure.title), pair.new.map(|measure| &measure.title), pair.mark)).collect()
}

fn policies<'a>(pair: &MeasurePair<'a>) -> Vec<Line<'a>> {
    pair.parts.iter().map(|pair| line(pair.old.map(|policy| &policy.title), pair.new.map(|policy| &policy.title), pair.mark)).collect()
}

fn compare(project: &Project) -> Comparison<'_> {
    Comparison::of(project.strategy("old").unwrap(), project.strategy("new").unwrap())
}

#[test]
fn goals_are_paired_by_their_numbers() {
    let city = plans("goals").goal("old/goal-1", "甲").goal("old/goal-2", "乙").goal("old/goal-3", "丙");
    let project = city.goal("new/goal-1", "甲").goal("new/goal-2", "乙の改").goal("new/goal-4", "丁").project();
    let lines: Vec<Line<'_>> = compare(&project).goals.iter().map(goal).collect();
    let wanted = [
        (Some("甲"), Some("甲"), Mark::Same),
        (Some("乙"), Some("乙の改"), Mark::Revised),
        (None, Some("丁"), Mark::New),
        (Some("丙"), None, Mark::Discontinued),
    ];
    assert_eq!(lines, wanted);
}

#[test]
fn measures_are_paired_by_title_and_then_by_what_they_continue_never_by_position() {
    let city = plans("measures").goal("old/goal-1", "甲").goal("new/goal-1", "甲");
    let city = city.measure("old/goal-1/measure-1", "一", &[]).measure("old/goal-1/measure-2", "二", &[]).measure(
        "old/goal-1/measure-3",
        "三",
        &[],
    );
    let city = city.measure("new/goal-1/measure-1", "二\ncontinues = \"goal-1/measure-1\"", &[]);
    let project = city
        .measure("new/goal-1/measure-2", "一の改\ncontinues = \"goal-1/measure-1\"", &[])
        .measure("new/goal-1/measure-3", "四", &[])
        .project();
    let wanted = [
        (Some("二"), Some("二"), Mark::Same),
        (Some("一"), Some("一の改"), Mark::Revised),
        (None, Some("四"), Mark::New),
        (Some("三"), None, Mark::Discontinued),
    ];
    assert_eq!(measures(&compare(&project).goals[0]), wanted);
}

#[test]
fn a_measure_that_moved_to_another_goal_is_not_discontinued() {
    let city = plans("measures").goal("old/goal-1", "甲").goal("old/goal-2", "乙").goal("new/goal-1", "甲").goal("new/goal-2", "乙");
    let city = city.measure("old/goal-1/measure-1", "一", &[]);
    let project = city.measure("new/goal-2/measure-1", "一\ncontinues = \"goal-1/measure-1\"", &[]).project();
    let comparison = compare(&project);
    assert_eq!(measures(&comparison.goals[0]), []);
    assert_eq!(measures(&comparison.goals[1]), [(Some("一"), Some("一"), Mark::Same)]);
}

#[test]
fn an_equal_title_in_another_goal_is_no_counterpart() {
    let city = plans("measures").goal("old/goal-1", "甲").goal("old/goal-2", "乙").goal("new/goal-1", "甲").goal("new/goal-2", "乙");
    let project = city.measure("old/goal-1/measure-1", "一", &[]).measure("new/goal-2/measure-1", "一", &[]).project();
    let comparison = compare(&project);
    assert_eq!(measures(&comparison.goals[0]), [(Some("一"), None, Mark::Discontinued)]);
    assert_eq!(measures(&comparison.goals[1]), [(None, Some("一"), Mark::New)]);
}

#[test]
fn policies_are_paired_by_title_and_then_by_what_they_revise() {
    let city = plans("policies").goal("old/goal-1", "甲").goal("new/goal-1", "甲");
    let city = city.measure("old/goal-1/measure-1", "一", &["あ", "い", "う"]);
    let project = city.measure("new/goal-1/measure-1", "一", &["う", "あの改\nrevises = 1", "え"]).project();
    let wanted = [
        (Some("う"), Some("う"), Mark::Same),
        (Some("あ"), Some("あの改"), Mark::Revised),
        (None, Some("え"), Mark::New),
        (Some("い"), None, Mark::Discontinued),
    ];
    assert_eq!(policies(&compare(&project).goals[0].parts[0]), wanted);
}

#[test]
fn the_policies_of_a_new_measure_are_new_and_those_of_a_lost_one_are_lost() {
    let city = plans("policies").goal("old/goal-1", "甲").goal("new/goal-1", "甲");
    let project = city.measure("old/goal-1/measure-1", "一", &["あ"]).measure("new/goal-1/measure-1", "二", &["い"]).project();
    let comparison = compare(&project);
    let [new, lost] = comparison.goals[0].parts.as_slice() else { panic!("{comparison:?}") };
    assert_eq!((new.mark, policies(new)), (Mark::New, vec![(None, Some("い"), Mark::New)]));
    assert_eq!((lost.mark, policies(lost)), (Mark::Discontinued, vec![(Some("あ"), None, Mark::Discontinued)]));
}

#[test]
fn the_measures_of_a_lost_goal_are_lost_unless_they_go_on_elsewhere() {
    let city = plans("measures").goal("old/goal-1", "甲").goal("old/goal-2", "乙").goal("new/goal-1", "甲");
    let city = city.measure("old/goal-2/measure-1", "一", &[]).measure("old/goal-2/measure-2", "二", &[]);
    let project = city.measure("new/goal-1/measure-1", "二\ncontinues = \"goal-2/measure-2\"", &[]).project();
    assert_eq!(measures(&compare(&project).goals[1]), [(Some("一"), None, Mark::Discontinued)]);
}

#[test]
fn a_level_that_the_older_strategy_lacks_gets_no_marks() {
    let city = plans("policies").goal("old/goal-1", "甲").goal("new/goal-1", "乙");
    let project = city.measure("new/goal-1/measure-1", "一", &["あ"]).project();
    let comparison = compare(&project);
    assert_eq!(goal(&comparison.goals[0]), (Some("甲"), Some("乙"), Mark::Revised));
    assert_eq!(measures(&comparison.goals[0]), [(None, Some("一"), Mark::Same)]);
    assert_eq!(policies(&comparison.goals[0].parts[0]), []);
}
