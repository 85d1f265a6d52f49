//! The form of `record.json`, and records of form 1.

use super::{evaluated, fixture, project, read_site};
use crate::harness::{repository, updating};
use torikumi::model::{Quantity, Reading, Rule, Tone};
use torikumi::record::{Difference, EditionRecord, IndicatorRecord, differences};

fn text(record: &EditionRecord) -> String {
    String::from_utf8(record.json()).unwrap()
}

/// A record without a rule beside it.
fn parsed(bytes: &[u8]) -> Option<EditionRecord> {
    EditionRecord::parse(bytes, |_| None)
}

#[test]
fn the_sealed_form_does_not_change_and_is_read_back_whole() {
    let json = text(&evaluated(&project(), 2018));
    if updating() {
        std::fs::write(repository("tests/record/form-2-2018.json"), &json).unwrap();
    }
    let sealed = String::from_utf8(fixture("form-2-2018.json")).unwrap();
    assert!(json == sealed, "a changed form needs another number, and a reader for this one: {}", first_difference(&json, &sealed));
    assert_eq!(text(&parsed(sealed.as_bytes()).unwrap()), sealed);
}

fn first_difference(one: &str, other: &str) -> String {
    one.lines().zip(other.lines()).find(|(one, other)| one != other).map(|(one, other)| format!("{one} / {other}")).unwrap_or_default()
}

#[test]
fn a_key_or_a_form_that_is_not_known_is_refused() {
    let sealed = String::from_utf8(fixture("form-2-2018.json")).unwrap();
    for (old, new) in [
        ("\"form\": 2", "\"form\": 3"),
        ("\"id\": \"first\"", "\"id\": \"first\", \"more\": 1"),
        ("\"role\": \"target\"", "\"role\": \"target\", \"more\": 1"),
        ("\"pace\"", "\"pase\""),
    ] {
        assert!(sealed.contains(old) && parsed(sealed.replacen(old, new, 1).as_bytes()).is_none(), "{new}");
    }
}

/// Everything of an indicator that form 1 holds or that follows from it; of a unit of the city's own it lacks the English singular.
fn of_form_one(record: &IndicatorRecord) -> impl PartialEq + std::fmt::Debug {
    let indicator = &record.indicator;
    let plan = record.plan();
    let unit = indicator.unit.as_ref().map(|unit| (unit.ja.clone(), unit.other.clone(), unit.factor));
    let about = (unit, indicator.tolerance, indicator.steps.clone(), indicator.definition.clone());
    let planned = (plan.baseline.cloned(), plan.target.cloned(), plan.schedule.to_vec());
    let computed = (record.figures, record.verdict.clone(), record.by_hand.clone());
    (indicator.id.clone(), about, planned, record.result.clone(), record.restated.clone(), computed)
}

#[test]
fn a_record_of_form_1_gives_what_its_sources_gave_and_no_difference_to_them() {
    let project = project();
    for (year, name) in [(2018, "form-1-2018.json"), (2021, "form-1-2021.json")] {
        let now = evaluated(&project, year);
        let record = EditionRecord::parse(&fixture(name), |_| Some(now.rule.clone())).unwrap();
        let mut rule = now.rule.clone();
        rule.grades.iter_mut().filter(|grade| grade.id == "worse").for_each(|grade| grade.label.ja = "基準値未満".to_owned());
        assert_eq!((record.form, &record.rule, &record.title), (1, &rule, &now.title));
        let [sealed, sources] = [&record, &now].map(|record| record.indicators().map(of_form_one).collect::<Vec<_>>());
        assert_eq!(sealed.len(), sources.len());
        for (sealed, sources) in sealed.iter().zip(&sources) {
            assert_eq!(sealed, sources);
        }
        assert_eq!(differences(&record, &now), []);
    }
}

#[test]
fn the_former_name_of_a_built_in_grade_is_no_difference_to_the_sources() {
    let sealed = String::from_utf8(fixture("form-2-2018.json")).unwrap().replace("基準値より悪化", "基準値未満");
    let record = parsed(sealed.as_bytes()).unwrap();
    assert_eq!(record.grade_named("worse").unwrap().label.ja, "基準値未満");
    assert_eq!(differences(&record, &evaluated(&project(), 2018)), []);
}

#[test]
fn a_record_of_form_1_differs_in_what_it_holds_and_in_nothing_else() {
    let mut now = evaluated(&project(), 2018);
    let record = parsed(&fixture("form-1-2018.json")).unwrap();
    now.rule.grades[0].symbol = "S".to_owned();
    now.selection = Some(now.title.clone());
    now.goals[0].indicators[0].result.as_mut().unwrap().reading = Reading::Value(Quantity::parse("9.99").unwrap());
    let id = now.goals[0].indicators[0].indicator.id.clone();
    let [Difference { field, now, .. }] = &differences(&record, &now)[..] else { panic!("one difference") };
    assert_eq!((field.as_str(), now.as_str()), (format!("{id}: result.value").as_str(), "9.99"));
}

#[test]
fn grades_of_form_1_look_as_the_built_in_ones_do_and_others_like_none() {
    let tones = |rule: &Rule| rule.grades.iter().map(|grade| (grade.id.clone(), grade.symbol.clone(), grade.tone)).collect::<Vec<_>>();
    let of_preset = parsed(&fixture("form-1-2018.json")).unwrap();
    assert_eq!(tones(&of_preset.rule), tones(&evaluated(&project(), 2018).rule));
    assert!(of_preset.rule.is_known());
    let own = parsed(&fixture("form-1-2021.json")).unwrap();
    assert!(!own.rule.is_known());
    let achieved = ("achieved".to_owned(), "◎".to_owned(), Some(Tone::Good));
    assert_eq!(tones(&own.rule)[0], achieved);
    assert_eq!(tones(&own.rule)[1], ("as-planned".to_owned(), String::new(), None));
}

#[test]
fn targets_by_year_that_the_program_did_not_know_when_it_sealed_are_no_difference_to_the_sources() {
    let record = parsed(&fixture("form-2-targets-by-year.json")).unwrap();
    let now = evaluated(&read_site("tests/sites/hamanasu"), 2024);
    let grades = |record: &EditionRecord| record.indicators().filter(|one| one.grade().is_some()).count();
    assert_eq!((grades(&record), grades(&now)), (1, 4), "the sealed edition keeps what it said");
    assert_eq!(differences(&record, &now), []);
}
