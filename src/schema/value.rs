//! Keys and values of the format as parts of a schema.

use crate::format::{Key, KeyPresence, KeyType, Keys, TEXT, TableCondition};
use crate::model::Choice;
use serde_json::{Map, Value, json};

type JsonSchema = Map<String, Value>;

/// The schema of a table.
pub fn table(keys: &Keys) -> JsonSchema {
    let properties: JsonSchema = keys.list.iter().map(|key| (key.name.to_owned(), Value::Object(property(key)))).collect();
    let required: Vec<&str> = keys.list.iter().filter(|key| key.presence == KeyPresence::Required).map(|key| key.name).collect();
    let mut schema = object(json!({ "type": "object", "properties": properties, "additionalProperties": false }));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.extend(keys.condition.map(condition).unwrap_or_default());
    schema
}

/// What may stand at a key, with what it is for.
fn property(key: &Key) -> JsonSchema {
    let mut schema = value(&key.value);
    let words = choices(&key.value).map(|choice| format!("\n{}: {} / {}", choice.word, choice.meaning.ja, choice.meaning.en));
    let about = format!("{}\n{}{}", key.about.ja, key.about.en, words.collect::<String>());
    schema.insert("description".to_owned(), json!(about));
    schema
}

/// The words that may stand at a key.
fn choices(value: &KeyType) -> Box<dyn Iterator<Item = &'static Choice>> {
    match value {
        KeyType::Choice(choices) => Box::new(choices.iter()),
        KeyType::Either(values) => Box::new(values.iter().flat_map(choices)),
        _ => Box::new(std::iter::empty()),
    }
}

/// The schema of a value.
fn value(value_type: &KeyType) -> JsonSchema {
    object(match value_type {
        KeyType::Boolean => json!({ "type": "boolean" }),
        KeyType::Quoted => json!({ "type": "string" }),
        KeyType::Filled => pattern(r"\S"),
        KeyType::Number => json!({ "anyOf": [{ "type": "number" }, pattern(NUMBER)] }),
        KeyType::NumberOrStep => json!({ "type": ["number", "string"] }),
        KeyType::Count => json!({ "type": "integer", "minimum": 1 }),
        KeyType::UpTo(most) => json!({ "type": "integer", "minimum": 0, "maximum": most }),
        KeyType::Year => json!({ "anyOf": [{ "type": "integer", "minimum": 1868, "maximum": 2999 }, pattern(YEAR)] }),
        KeyType::Period => json!({ "type": "array", "items": value(&KeyType::Year), "minItems": 2, "maxItems": 2 }),
        KeyType::MonthOrDay => pattern("^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"),
        KeyType::Day => pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        KeyType::Id => pattern(ID),
        KeyType::IndicatorId => json!({ "type": "string", "pattern": ID, "not": { "const": "index" } }),
        KeyType::Languages => json!({ "enum": [["ja"], ["ja", "en"]] }),
        KeyType::PublisherCode => pattern("^[0-9]{6}$"),
        KeyType::Counterpart => pattern(r"^goal-[0-9]+/measure-[0-9]+(\.md)?$"),
        KeyType::Alias => json!({ "type": "string", "minLength": 1, "pattern": ALIAS }),
        KeyType::WebAddress => pattern(r#"^\s*https?://[^/?#\s"<>][^\s"<>]*\s*$"#),
        KeyType::SiteAddress => pattern(r#"^\s*(https?://[^/?# "<>][^?# "<>]*)?\s*$"#),
        KeyType::TargetAddress => pattern(r#"^\s*https?://[^/?# "<>@][^?# "<>@]*\s*$"#),
        KeyType::ServerAddress => pattern(SERVER),
        KeyType::ProxyAddress => pattern(r#"^\s*https?://[^/?# "<>@]+/*\s*$"#),
        KeyType::Text => Value::Object(table(&TEXT)),
        KeyType::Choice(choices) => json!({ "enum": choices.iter().map(|choice| choice.word).collect::<Vec<_>>() }),
        KeyType::List(item) => json!({ "type": "array", "items": value(item) }),
        KeyType::Table(keys) => Value::Object(table(keys)),
        KeyType::Named(item) => json!({ "type": "object", "additionalProperties": value(item) }),
        KeyType::Either(values) => json!({ "anyOf": values.iter().map(value).collect::<Vec<_>>() }),
    })
}

const NUMBER: &str = r"^\s*([-△▲−－‐]\s*)?[+＋]?([0-9０-９]+|[0-9０-９]{1,3}([,，][0-9０-９]{3})+)([.．][0-9０-９]+)?\s*[%％]?\s*$";
const YEAR: &str = r"^\s*([FＦ][YＹ])?([0-9０-９]{4}|([MTSHRＭＴＳＨＲ]|明治|大正|昭和|平成|令和)(元|[0-9０-９]{1,2}))(年度|年)?\s*$";
const ID: &str = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$";
/// Names that every system can have, as the reader of old paths asks for.
const ALIAS: &str = r#"^((?![.])(?!([cC][oO][nN]|[pP][rR][nN]|[aA][uU][xX]|[nN][uU][lL]|([cC][oO][mM]|[lL][pP][tT])[1-9])\s*([./]|$))[^/\\?#%"<>|:*\n]*[^/\\?#%"<>|:*.\s]/)*((?![.])(?!([cC][oO][nN]|[pP][rR][nN]|[aA][uU][xX]|[nN][uU][lL]|([cC][oO][mM]|[lL][pP][tT])[1-9])\s*([./]|$))[^/\\?#%"<>|:*\n]+\.html)?$"#;
const SERVER: &str = r"^\s*sftp://([A-Za-z0-9_.][A-Za-z0-9_.-]*@)?[A-Za-z0-9_.][A-Za-z0-9_.-]*(:[0-9]+)?/.*$";

fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// What has to be there, depending on something else in the table.
/// That one of these keys is there, and not two.
fn one_of(keys: &[&str]) -> serde_json::Value {
    json!({ "oneOf": keys.iter().map(|key| needs(&[*key])).collect::<Vec<_>>() })
}

fn condition(condition: TableCondition) -> JsonSchema {
    object(match condition {
        TableCondition::ExactlyOne(keys) => one_of(keys),
        TableCondition::ExactlyOneOfEach(lists) => json!({ "allOf": lists.iter().map(|keys| one_of(keys)).collect::<Vec<_>>() }),
        TableCondition::Unless { when, required } => {
            json!({ "if": { "properties": { (when): { "enum": [true] } }, "required": [when] }, "else": needs(required) })
        }
        TableCondition::Beside { has, with, without } => json!({ "if": needs(&[has]), "then": needs(&[with]), "else": needs(&[without]) }),
        TableCondition::Without { key, others } => {
            let others: Vec<Value> = others.iter().map(|other| needs(&[*other])).collect();
            json!({ "if": { "not": { "anyOf": others } }, "then": needs(&[key]) })
        }
        TableCondition::Milestone => json!({
            "if": { "properties": { "kind": { "enum": ["milestone"] } }, "required": ["kind"] },
            "then": { "required": ["steps"], "not": needs(&["direction"]), "properties": values(json!({ "type": "string" })) },
            "else": { "required": ["direction"], "not": needs(&["steps"]), "properties": values(value(&KeyType::Number).into()) },
        }),
    })
}

fn needs(keys: &[&str]) -> Value {
    json!({ "required": keys })
}

/// What the values of an indicator's baseline and target are.
fn values(value: Value) -> Value {
    let table = json!({ "properties": { "value": value } });
    json!({ "baseline": table, "target": table })
}

/// What `json!` made of braces.
fn object(value: Value) -> JsonSchema {
    match value {
        Value::Object(object) => object,
        _ => JsonSchema::new(),
    }
}
