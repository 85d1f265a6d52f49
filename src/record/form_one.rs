//! Records of form 1, which the first versions of the program sealed.
//!
//! Form 1 had the indicators in one list, the plan in force without its revisions, of grades no more than their names, and of figures
//! no more than shares. Its first bundles did not even name the goals. What it lacks is computed from what it holds. Its rule is the one
//! that its sealed sources state; where that has other grades, symbols and tones are those of built-in grades. Nothing comes from the
//! project, which may have changed since.

use super::{EditionRecord, IndicatorRecord};
use crate::evaluate::progress::figures;
use crate::evaluate::rating::verdict;
use crate::evaluate::{Expected, Figures, NotEvaluated, Verdict};
use crate::model::{Grade, Indicator, Precision, Rounding, Rule, Text, Unit, UnitPosition, Units, read};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

/// Whether a record names its goals and says what indicators are about; those that were sealed before there was open data do not.
fn has_details(record: &EditionRecord) -> bool {
    record.goals.iter().any(|goal| !goal.title.ja.is_empty())
}

/// A record from its JSON and the rule that its sealed sources state for its strategy; `None` where it is none of form 1.
pub fn record(sealed: &Value, stated_rule: impl FnOnce(&str) -> Option<Rule>) -> Option<EditionRecord> {
    let mut record: EditionRecord = serde_json::from_value(edition(sealed)?).ok()?;
    record.rule = rule(record.rule.grades, stated_rule(&record.strategy.id));
    let judged: Vec<Recalculation> = record.indicators().map(|one| Recalculation::of(&record, one)).collect();
    let indicators = record.goals.iter_mut().flat_map(|goal| &mut goal.indicators);
    for (one, judged) in indicators.zip(judged) {
        one.figures = completed(one.figures, judged.figures);
        one.verdict = match (&one.verdict, judged.verdict) {
            (Verdict::Graded { grade, .. }, Verdict::Graded { grade: same, test }) if *grade == same => {
                Verdict::Graded { grade: same, test }
            }
            (Verdict::NotEvaluated(_), Verdict::NotEvaluated(reason)) => Verdict::NotEvaluated(reason),
            (as_sealed, _) => as_sealed.clone(),
        };
    }
    Some(record)
}

/// What today's arithmetic makes of a sealed indicator.
struct Recalculation {
    figures: Figures,
    verdict: Verdict,
}

impl Recalculation {
    fn of(edition: &EditionRecord, record: &IndicatorRecord) -> Recalculation {
        let subject = edition.subject(record);
        let figures = figures(&subject, &edition.rule);
        Recalculation { figures, verdict: verdict(&subject, &figures, &edition.rule) }
    }
}

/// The sealed figures with what form 1 does not hold.
fn completed(sealed: Figures, computed: Figures) -> Figures {
    let Figures { baseline, actual, target, met, trend, .. } = computed;
    let value = sealed.expected.map(Expected::value);
    let expected = if computed.expected.map(Expected::value) == value { computed.expected } else { sealed.expected };
    Figures { baseline, actual, target, met, trend, expected, ..sealed }
}

/// The stated or built-in rule with the same grades under the same names. Else a rule without tests, whose grades look as those of the
/// same ids do in a built-in rule, or like none.
fn rule(sealed: Vec<Grade>, stated: Option<Rule>) -> Rule {
    let presets: Vec<Rule> = read::presets().collect();
    let names = |grades: &[Grade]| grades.iter().map(|grade| (grade.id.clone(), today(&grade.label))).collect::<Vec<_>>();
    let ids = |grades: &[Grade]| grades.iter().map(|grade| grade.id.clone()).collect::<Vec<_>>();
    if let Some(same) = stated.iter().chain(&presets).find(|known| names(&known.grades) == names(&sealed)) {
        let labels = same.grades.iter().zip(sealed).map(|(known, sealed)| Grade { label: sealed.label, ..known.clone() });
        return Rule { grades: labels.collect(), ..same.clone() };
    }
    let like = presets.iter().find(|preset| ids(&preset.grades) == ids(&sealed));
    let all: Vec<&Grade> = like.into_iter().chain(&presets).flat_map(|preset| &preset.grades).collect();
    let look = |grade: Grade| match all.iter().find(|known| known.id == grade.id) {
        Some(known) => Grade { symbol: known.symbol.clone(), tone: known.tone, ..grade },
        None => grade,
    };
    unknown_rule(sealed.into_iter().map(look).collect())
}

/// The name of a grade as the built-in rules have it today.
pub(super) fn today(label: &Text) -> Text {
    match label.ja.as_str() {
        "基準値未満" => Text { ja: "基準値より悪化".to_owned(), ..label.clone() },
        _ => label.clone(),
    }
}

/// A rule of which no more than the grades is known.
fn unknown_rule(grades: Vec<Grade>) -> Rule {
    let (rounding, precision) = (Rounding::HalfUp, Precision::Exact);
    Rule {
        name: None,
        off: false,
        figure: None,
        straight_line: None,
        places: 1,
        rounding,
        precision,
        schedule: None,
        grades,
        tolerances: Vec::new(),
        flags: Vec::new(),
        tests: Vec::new(),
    }
}

/// The JSON of an edition in today's form.
fn edition(sealed: &Value) -> Option<Value> {
    let strategy = &sealed["strategy"];
    let grades = sealed["grades"].as_array()?.iter().map(|grade| json!({ "id": grade["id"], "label": grade["name"], "symbol": "" }));
    let mut goals = goals(sealed)?;
    for indicator in sealed["indicators"].as_array()? {
        let goal = goals.iter_mut().find(|goal| goal["number"] == indicator["goal"])?;
        goal["indicators"].as_array_mut()?.push(self::indicator(indicator)?);
    }
    let mut edition = object(&[
        ("form", json!(1)),
        ("edition", sealed["edition"].clone()),
        ("title", sealed["title"].clone()),
        ("published", sealed["published"].clone()),
        ("rule", serde_json::to_value(unknown_rule(Vec::new())).ok()?),
        ("goals", Value::Array(goals)),
    ]);
    edition["rule"]["grades"] = grades.collect();
    let period = match &strategy["period"] {
        Value::Null => Value::Null,
        period => json!({ "first": period[0], "last": period[1] }),
    };
    edition["strategy"] = object(&[("id", strategy["id"].clone()), ("title", strategy["title"].clone()), ("period", period)]);
    Some(edition)
}

/// The goals without their indicators; by number only where the record does not name them.
fn goals(sealed: &Value) -> Option<Vec<Value>> {
    let goal =
        |number: &Value, title: Value, measures: Value| json!({ "number": number, "title": title, "measures": measures, "indicators": [] });
    if let Some(named) = sealed.get("goals").and_then(Value::as_array) {
        let measures = |goal: &Value| goal.get("measures").cloned().unwrap_or_else(|| json!([]));
        return Some(named.iter().map(|named| goal(&named["number"], named["title"].clone(), measures(named))).collect());
    }
    let mut numbers: Vec<u64> = sealed["indicators"].as_array()?.iter().filter_map(|indicator| indicator["goal"].as_u64()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    Some(numbers.into_iter().map(|number| goal(&json!(number), json!({ "ja": "" }), json!([]))).collect())
}

/// The JSON of an indicator in today's form.
fn indicator(sealed: &Value) -> Option<Value> {
    let about = &sealed["about"];
    let steps = steps(sealed);
    let observed = |name: &str| observed(&sealed[name], &steps);
    let named = |names: &[&'static str], from: &Value| names.iter().map(|name| (*name, from[*name].clone())).collect::<Vec<_>>();
    let mut keys = named(&["id", "role", "name", "kind", "direction", "measure", "schedule"], sealed);
    keys.extend(named(&["tolerance", "group", "definition", "source", "owner", "note"], about));
    keys.extend([("unit", unit(sealed)?), ("steps", Value::Array(steps.clone())), ("figures", figures_of(&sealed["figures"]))]);
    keys.extend([("baseline", observed("baseline")), ("result", observed("result")), ("target", aimed(observed("target")))]);
    keys.extend([("restated", restated(&sealed["restated"])), ("verdict", verdict_of(sealed)), ("by_hand", by_hand(sealed))]);
    Some(object(&keys))
}

/// An object of what is not empty.
fn object(keys: &[(&str, Value)]) -> Value {
    let there = keys.iter().filter(|(_, value)| !value.is_null());
    Value::Object(there.map(|(key, value)| ((*key).to_owned(), value.clone())).collect::<Map<_, _>>())
}

/// The unit as the program knows it, where it is counted as the record says.
fn unit(sealed: &Value) -> Option<Value> {
    let Some(ja) = sealed["unit"].as_str() else { return Some(Value::Null) };
    let other = sealed["about"]["unit_en"].as_str().map(str::to_owned);
    let factor: Decimal = sealed["about"]["unit_factor"].as_str().map_or(Some(Decimal::ONE), |factor| factor.parse().ok())?;
    let spoken = |unit: &Unit| unit.other.clone().filter(|name| !name.is_empty()) == other && unit.factor == factor;
    let known = Units::default().find(ja).filter(spoken);
    let unit = known.unwrap_or_else(|| Unit {
        ja: ja.to_owned(),
        position: UnitPosition::After,
        one: other.clone(),
        other,
        factor,
        attached: false,
    });
    serde_json::to_value(Unit { position: UnitPosition::After, ..unit }).ok()
}

/// The steps of a milestone; where the record does not list them, those that it mentions, by their ids.
fn steps(sealed: &Value) -> Vec<Value> {
    if let Some(steps) = sealed["about"]["steps"].as_array() {
        return steps.clone();
    }
    let mut ids: Vec<&str> = ["baseline", "result", "target"].iter().filter_map(|name| sealed[*name]["step"].as_str()).collect();
    ids.dedup();
    ids.into_iter().map(|id| json!({ "id": id, "name": { "ja": id } })).collect()
}

/// An observation or a target, its step by position.
fn observed(sealed: &Value, steps: &[Value]) -> Value {
    let mut observed = sealed.clone();
    if let Some(id) = sealed.get("step") {
        observed["step"] = json!(steps.iter().position(|step| step["id"] == *id));
    }
    observed
}

fn aimed(mut target: Value) -> Value {
    if let Some(target) = target.as_object_mut()
        && let (Some(min), Some(max)) = (target.remove("min"), target.remove("max"))
    {
        target.insert("range".to_owned(), json!({ "min": min, "max": max }));
    }
    target
}

fn restated(sealed: &Value) -> Value {
    let one = |restated: &Value| {
        let figure = &restated["figure"];
        let keys = ["year", "calendar", "value"].map(|key| (key, figure[key].clone()));
        object(&[keys.as_slice(), &[("reason", restated["reason"].clone())]].concat())
    };
    sealed.as_array().into_iter().flatten().map(one).collect()
}

fn figures_of(sealed: &Value) -> Value {
    let mut figures = sealed.clone();
    if let Some(expected) = sealed.get("expected") {
        figures["expected"] = json!({ "straight": expected });
    }
    figures
}

/// The computed grade: that which counts, where it was not set by hand.
fn verdict_of(sealed: &Value) -> Value {
    let key = if sealed["by_hand"].is_null() { "grade" } else { "computed" };
    match &sealed[key] {
        Value::Null => json!({ "not-evaluated": "undefined" }),
        grade => json!({ "graded": { "grade": grade } }),
    }
}

fn by_hand(sealed: &Value) -> Value {
    match &sealed["by_hand"] {
        Value::Null => Value::Null,
        reason => json!({ "grade": sealed["grade"], "reason": reason }),
    }
}

/// A record of form 1 and one of today with nothing but what form 1 can hold.
pub struct Comparable {
    pub sealed: EditionRecord,
    pub now: EditionRecord,
}

/// Brings two records to what form 1 can hold.
pub fn comparable(sealed: &EditionRecord, now: &EditionRecord) -> Comparable {
    let has_details = has_details(sealed);
    let (mut sealed, mut now) = (reduced(sealed, has_details), reduced(now, has_details));
    for goal in &mut sealed.goals {
        let reported = now.goals.iter().find(|other| other.number == goal.number).map(|other| other.measures.clone()).unwrap_or_default();
        goal.measures.retain(|measure| reported.iter().any(|other| other.number == measure.number));
    }
    if !has_details {
        now.goals.retain(|goal| !goal.indicators.is_empty());
    }
    Comparable { sealed, now }
}

fn reduced(record: &EditionRecord, has_details: bool) -> EditionRecord {
    let mut record = record.clone();
    let bare = |grade: &Grade| Grade { symbol: String::new(), tone: None, ..grade.clone() };
    record.rule = unknown_rule(record.rule.grades.iter().map(bare).collect());
    (record.selection, record.strategy.stage, record.strategy.published) = (None, None, None);
    record.ratings.clear();
    for goal in &mut record.goals {
        goal.measures.iter_mut().for_each(|measure| measure.continues = None);
        if !has_details {
            goal.title = crate::model::Text::default();
            goal.measures.clear();
        }
        for one in &mut goal.indicators {
            one.indicator = in_force(&one.indicator, has_details);
            one.figures = shares(one.figures, has_details);
            one.verdict = match &one.verdict {
                Verdict::Graded { grade, .. } if has_details || one.by_hand.is_none() => {
                    Verdict::Graded { grade: grade.clone(), test: None }
                }
                Verdict::Graded { .. } | Verdict::NotEvaluated(_) => Verdict::NotEvaluated(NotEvaluated::Undefined),
            };
        }
    }
    record
}

/// The plan in force without its revisions, and the unit as form 1 knows it.
fn in_force(indicator: &Indicator, has_details: bool) -> Indicator {
    let plan = indicator.plan(i32::MAX);
    let (baseline, mut target, schedule) = (plan.baseline.cloned(), plan.target.cloned(), plan.schedule.to_vec());
    let unit = indicator.unit.clone().map(|unit| Unit {
        one: None,
        position: UnitPosition::After,
        attached: false,
        other: unit.other.filter(|name| !name.is_empty()),
        ..unit
    });
    if has_details {
        return Indicator { baseline, target, schedule, unit, revisions: Vec::new(), history: Vec::new(), ..indicator.clone() };
    }
    target.iter_mut().for_each(|target| target.note = None);
    let unit = unit.map(|unit| Unit { other: None, factor: Decimal::ONE, ..unit });
    let steps = indicator.steps.iter().map(|step| crate::model::Step { name: crate::model::Text::default(), ..step.clone() }).collect();
    let (group, owner, source, definition, note) = (None, None, None, None, None);
    let tolerance = crate::model::Quantity::ZERO;
    let bare = Indicator { history: Vec::new(), ..indicator.clone() };
    Indicator { baseline, target, schedule, unit, steps, group, owner, source, definition, note, tolerance, revisions: Vec::new(), ..bare }
}

/// The figures that form 1 has.
fn shares(figures: Figures, has_details: bool) -> Figures {
    let expected = figures.expected.map(|expected| Expected::Straight(expected.value()));
    let attainment_of_expected = figures.attainment_of_expected.filter(|_| has_details);
    Figures { baseline: None, actual: None, target: None, met: None, trend: None, expected, attainment_of_expected, ..figures }
}
