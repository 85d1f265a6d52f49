//! A sealed record beside what the sources give now, field by field.

use super::form_one::{self, Comparable};
use super::{EditionRecord, FORM, IndicatorRecord};
use serde_json::Value;
use std::collections::BTreeMap;

/// A field in which they differ; what is not there is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where: `published`, or `postnatal-care-supporters: result.value`.
    pub field: String,
    pub sealed: String,
    pub now: String,
}

/// A field of a record that is no list and no table, by its path.
struct RecordField {
    path: String,
    value: String,
}

/// Every field in which two records differ, in the order of the sealed one, then what is only in the other. What a sealed record of an
/// older form or version could not hold is no difference, nor is history that was added to the plan after the sealing. Figures of
/// earlier editions belong to those.
pub fn differences(sealed: &EditionRecord, now: &EditionRecord) -> Vec<Difference> {
    let sealed = &sealed.clone().without_earlier();
    if sealed.form == FORM && sealed.json() == now.json() {
        return Vec::new();
    }
    let (sealed, now) = (&with_names_of_today(sealed), &as_known_then(sealed, now));
    let (sealed, now) = match sealed.form {
        FORM => (fields(sealed), fields(now)),
        _ => {
            let Comparable { sealed, now } = form_one::comparable(sealed, now);
            (fields(&sealed), fields(&now))
        }
    };
    let by_path = |fields: &[RecordField]| fields.iter().map(|field| (field.path.clone(), field.value.clone())).collect::<BTreeMap<_, _>>();
    let (of_sealed, of_now) = (by_path(&sealed), by_path(&now));
    let changed = sealed.into_iter().filter_map(|RecordField { path, value }| {
        let now = of_now.get(&path).cloned().unwrap_or_default();
        (now != value).then_some(Difference { field: path, sealed: value, now })
    });
    let added = now.into_iter().filter(|field| !of_sealed.contains_key(&field.path));
    changed.chain(added.map(|RecordField { path, value }| Difference { field: path, sealed: String::new(), now: value })).collect()
}

/// A record whose built-in grades are called as they are today: a new name is no change of the sources.
fn with_names_of_today(sealed: &EditionRecord) -> EditionRecord {
    let mut sealed = sealed.clone();
    sealed.rule.grades.iter_mut().for_each(|grade| grade.label = form_one::today(&grade.label));
    sealed
}

/// A record without what the sealed one could not hold: history of years that came later, the figure of the rule, names for menus, and
/// what follows from targets by year only, which earlier versions took for no targets.
fn as_known_then(sealed: &EditionRecord, now: &EditionRecord) -> EditionRecord {
    let mut now = now.clone();
    now.rule.figure = now.rule.figure.filter(|_| sealed.rule.figure.is_some());
    for goal in &mut now.goals {
        goal.short = goal.short.take().filter(|_| sealed.goal(goal.number).is_some_and(|known| known.short.is_some()));
    }
    for one in now.goals.iter_mut().flat_map(|goal| &mut goal.indicators) {
        let Some(known) = sealed.indicator(&one.indicator.id) else { continue };
        one.indicator.history.retain(|figure| known.indicator.history.iter().any(|other| other.year == figure.year));
        if lacks_yearly_target(sealed, known) {
            (one.yearly_target, one.figures, one.verdict) = (None, known.figures, known.verdict.clone());
        }
    }
    now
}

/// Whether the plan has a target of the year of the result that the record does not name.
fn lacks_yearly_target(edition: &EditionRecord, record: &IndicatorRecord) -> bool {
    let year = record.result.as_ref().map_or(edition.year, |result| result.year.number);
    record.plan().yearly_target(year).is_some()
}

/// Every field of a record but its form; indicators by their ids.
fn fields(record: &EditionRecord) -> Vec<RecordField> {
    let mut fields = Vec::new();
    let mut value = serde_json::to_value(record).unwrap_or_default();
    if let Some(whole) = value.as_object_mut() {
        whole.remove("form");
    }
    let mut indicators = Vec::new();
    for goal in value["goals"].as_array_mut().into_iter().flatten() {
        let of_goal = goal.as_object_mut().and_then(|goal| goal.remove("indicators")).unwrap_or_default();
        indicators.extend(of_goal.as_array().into_iter().flatten().cloned().map(|indicator| (goal["number"].clone(), indicator)));
    }
    leaves("", &value, &mut fields);
    for (goal, mut indicator) in indicators {
        indicator["goal"] = goal;
        let of_record = fields.len();
        leaves(&format!("{}: ", indicator["id"].as_str().unwrap_or_default()), &indicator, &mut fields);
        name_steps(&indicator, &mut fields[of_record..]);
    }
    fields
}

/// Puts the ids of steps in the place of their positions.
fn name_steps(indicator: &Value, fields: &mut [RecordField]) {
    for field in fields.iter_mut().filter(|field| field.path.ends_with(".step")) {
        let id = field.value.parse().ok().and_then(|position: usize| indicator["steps"][position]["id"].as_str());
        field.value = id.unwrap_or_default().to_owned();
    }
}

fn leaves(path: &str, value: &Value, fields: &mut Vec<RecordField>) {
    let inner = |name: &str| if path.is_empty() || path.ends_with(": ") { format!("{path}{name}") } else { format!("{path}.{name}") };
    match value {
        Value::Object(object) => object.iter().for_each(|(name, value)| leaves(&inner(name), value, fields)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| leaves(&inner(&(index + 1).to_string()), value, fields)),
        Value::String(text) => fields.push(RecordField { path: path.to_owned(), value: text.clone() }),
        Value::Null | Value::Bool(_) | Value::Number(_) => fields.push(RecordField { path: path.to_owned(), value: value.to_string() }),
    }
}
