//! A sealed record beside what the sources give now, field by field.

use super::Record;
use serde_json::Value;

/// A field in which they differ; what is not there is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where: `published`, or `postnatal-care-supporters: result.value`.
    pub field: String,
    pub sealed: String,
    pub now: String,
}

/// Every field in which two records differ, in the order of the sealed one, then what is only in the other. What an older sealed
/// record could not hold yet is no difference.
pub fn differences(sealed: &Record, now: &Record) -> Vec<Difference> {
    let comparable = if sealed.goals.is_empty() { now.clone().without_details() } else { now.clone() };
    let (sealed, now) = (fields(sealed), fields(&comparable));
    let value = |fields: &[(String, String)], field: &str| fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone());
    let changed = sealed.iter().filter_map(|(field, before)| {
        let now = value(&now, field).unwrap_or_default();
        (now != *before).then(|| Difference { field: field.clone(), sealed: before.clone(), now })
    });
    let added = now.iter().filter(|(field, _)| value(&sealed, field).is_none());
    let added = added.map(|(field, now)| Difference { field: field.clone(), sealed: String::new(), now: now.clone() });
    changed.chain(added).collect()
}

/// Every leaf of a record with its path; indicators by their ids.
fn fields(record: &Record) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut value = serde_json::to_value(record).unwrap_or_default();
    let indicators = value.as_object_mut().and_then(|whole| whole.remove("indicators")).unwrap_or_default();
    leaves("", &value, &mut fields);
    for indicator in indicators.as_array().into_iter().flatten() {
        let id = indicator["id"].as_str().unwrap_or_default();
        leaves(&format!("{id}: "), indicator, &mut fields);
    }
    fields
}

fn leaves(path: &str, value: &Value, fields: &mut Vec<(String, String)>) {
    let inner = |name: &str| if path.is_empty() || path.ends_with(": ") { format!("{path}{name}") } else { format!("{path}.{name}") };
    match value {
        Value::Object(object) => object.iter().for_each(|(name, value)| leaves(&inner(name), value, fields)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| leaves(&inner(&(index + 1).to_string()), value, fields)),
        Value::String(text) => fields.push((path.to_owned(), text.clone())),
        Value::Null | Value::Bool(_) | Value::Number(_) => fields.push((path.to_owned(), value.to_string())),
    }
}
