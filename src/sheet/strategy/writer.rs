//! What rows of a table say otherwise, into the front matter of a plan: only the bytes of these keys change.

use super::block::{EditedFacts, TextEdit, line_before, line_end};
use super::difference::PlanDifference;
use super::known::{KnownFigure, KnownIndicator};
use super::plan::{CellFigure, DraftIndicator, PlanFigure, ScheduledTarget};
use super::toml;
use crate::model::Word;
use crate::sheet::results::text;
use std::ops::Range;
use toml_edit::{TableLike, Value};

/// The keys of an indicator in the order in which the program writes them.
const KEYS: [&str; 17] = [
    "id",
    "role",
    "name",
    "unit",
    "kind",
    "direction",
    "steps",
    "baseline",
    "target",
    "schedule",
    "tolerance",
    "lag",
    "group",
    "definition",
    "source",
    "owner",
    "note",
];
/// The keys of a baseline or a target in this order.
const FIGURE_KEYS: [&str; 9] = ["year", "as_of", "calendar", "value", "min", "max", "status", "bound", "note"];

/// A key of an indicator with what it is to hold.
enum NewValue {
    /// The whole value.
    Whole(String),
    /// The text of one language; the other stays.
    Text { language: &'static str, text: String },
}

/// Changes the keys of an indicator in which its row differs; `None` where its form in the file is not one that can be changed.
pub fn change(file: &mut EditedFacts<'_>, own: &KnownIndicator, draft: &DraftIndicator<'_>, differences: &[PlanDifference]) -> Option<()> {
    let mut edits = Vec::new();
    {
        let (table, has_lines) = file.indicator(&own.id)?;
        let indicator = EditedIndicator { facts: file.facts(), table, has_lines };
        for difference in differences {
            edits.extend(indicator.edits(difference.key, own, draft)?);
        }
    }
    file.edits.extend(edits);
    Some(())
}

/// Gives a goal or a measure without a title the one of the table.
pub fn give_title(file: &mut EditedFacts<'_>, title: &str) -> Option<()> {
    let edit = match file.get("title") {
        None => TextEdit { range: 0..0, new: format!("title = {{ ja = {} }}\n", text(title)) },
        Some(item) => TextEdit { range: item.get("ja")?.span()?, new: text(title) },
    };
    file.edits.push(edit);
    Some(())
}

/// Says in the text of a strategy which one it succeeds: in place of another one, in the line that is kept free, or first of all.
pub fn succeed(file: &mut EditedFacts<'_>, before: &str) -> Option<()> {
    let facts = file.facts();
    let line = format!("succeeds = \"{before}\"");
    let edit = match file.get("succeeds") {
        Some(item) => TextEdit { range: item.span()?, new: format!("\"{before}\"") },
        None => match free_line(facts, 0..facts.len(), "succeeds") {
            Some(range) => TextEdit { range, new: line + "\n" },
            None => TextEdit { range: 0..0, new: line + "\n" },
        },
    };
    file.edits.push(edit);
    Some(())
}

/// The table of an indicator in its text.
struct EditedIndicator<'a> {
    facts: &'a str,
    table: &'a dyn TableLike,
    /// Whether its keys stand on lines of their own.
    has_lines: bool,
}

impl EditedIndicator<'_> {
    fn edits(&self, key: &'static str, own: &KnownIndicator, draft: &DraftIndicator<'_>) -> Option<Vec<TextEdit>> {
        let sheet = &draft.sheet;
        let word = |word: &str| NewValue::Whole(format!("\"{word}\""));
        let in_japanese = |text: &str| NewValue::Text { language: "ja", text: text.to_owned() };
        let (key, value) = match key {
            "name" => (key, in_japanese(&sheet.name.ja)),
            "name-en" => ("name", NewValue::Text { language: "en", text: sheet.name.en.clone()? }),
            "unit" => {
                let printed = sheet.unit.as_ref()?;
                let has_languages = self.table.get("unit").is_some_and(|unit| unit.get("ja").is_some());
                let whole = printed.toml().strip_prefix("unit = ")?.to_owned();
                (key, if has_languages { in_japanese(&printed.ja) } else { NewValue::Whole(whole) })
            }
            "role" => (key, word(sheet.role?.word())),
            "kind" => (key, word(sheet.kind?.word())),
            "direction" => (key, word(sheet.direction?.word())),
            "baseline" => return self.figure(key, own, own.baseline.as_ref(), sheet.baseline.as_ref()?, &sheet.steps),
            "target" => return self.figure(key, own, own.target.as_ref(), sheet.target.as_ref()?, &sheet.steps),
            "schedule" => return self.schedule(&sheet.schedule),
            _ => (key, in_japanese(&sheet.texts().find(|(own, _)| *own == key)?.1.ja)),
        };
        self.value(key, value).map(|edit| vec![edit])
    }

    fn value(&self, key: &'static str, value: NewValue) -> Option<TextEdit> {
        match (self.table.get(key), value) {
            (None, NewValue::Whole(value)) => self.inserted(key, &value),
            (None, NewValue::Text { language, text: said }) => self.inserted(key, &format!("{{ {language} = {} }}", text(&said))),
            (Some(item), NewValue::Whole(value)) => Some(TextEdit { range: item.span()?, new: value }),
            (Some(item), NewValue::Text { language, text: said }) => match item.get(language) {
                Some(there) => Some(TextEdit { range: there.span()?, new: text(&said) }),
                None => {
                    let end =
                        item.as_value()?.as_inline_table()?.iter().filter_map(|(_, value)| value.span()).map(|span| span.end).max()?;
                    Some(TextEdit { range: end..end, new: format!(", {language} = {}", text(&said)) })
                }
            },
        }
    }

    /// A key that is not there yet: in the lines that are kept free for it, else behind the key before it.
    fn inserted(&self, key: &str, value: &str) -> Option<TextEdit> {
        let rank = |key: &str| KEYS.iter().position(|other| *other == key).unwrap_or(KEYS.len());
        let spans = || self.table.iter().filter_map(|(key, item)| Some((key, item.as_value()?.span()?)));
        if !self.has_lines {
            let end = spans().map(|(_, span)| span.end).max()?;
            return Some(TextEdit { range: end..end, new: format!(", {key} = {value}") });
        }
        let line = format!("{key} = {value}\n");
        let first = spans().map(|(_, span)| span.start).min()?;
        let last = spans().map(|(_, span)| span.end).max()?;
        let mut end = line_end(self.facts, last);
        while self.facts[end..].starts_with('#') {
            end = line_end(self.facts, end);
        }
        if let Some(range) = free_line(self.facts, first..end, key) {
            return Some(TextEdit { range, new: line });
        }
        let before = spans().filter(|(other, _)| rank(other) < rank(key)).map(|(_, span)| span.end).max().unwrap_or(first);
        let at = line_end(self.facts, before);
        let break_before = if self.facts[..at].ends_with('\n') { "" } else { "\n" };
        Some(TextEdit { range: at..at, new: format!("{break_before}{line}") })
    }

    /// The keys of a baseline or a target: those that the row does not say stay.
    fn figure(
        &self,
        key: &'static str,
        own: &KnownIndicator,
        known: Option<&KnownFigure>,
        said: &PlanFigure,
        steps: &[String],
    ) -> Option<Vec<TextEdit>> {
        let step = |position: usize| own.step(steps.get(position)?);
        let Some((item, known)) = self.table.get(key).zip(known) else {
            let value = match said.figure {
                CellFigure::Step(position) => {
                    toml::figure(&PlanFigure { figure: CellFigure::Step(step(position)?), ..said.clone() }, false)
                }
                _ => toml::figure(said, false),
            };
            return self.inserted(key, &value).map(|edit| vec![edit]);
        };
        let there = item.as_table_like()?;
        let mut keys: Vec<(String, String)> = there
            .iter()
            .filter_map(|(key, item)| Some((key.to_owned(), item.clone().into_value().ok()?.decorated("", "").to_string())))
            .collect();
        let old = known.figure.as_ref();
        let is_other = old.is_none_or(|old| !own.is_same_figure(old, said, steps));
        let mut put = |key: &str, value: Option<String>| {
            let position = keys.iter().position(|(other, _)| other == key);
            match (position, value) {
                (Some(position), Some(value)) => keys[position].1 = value,
                (Some(position), None) => drop(keys.remove(position)),
                (None, Some(value)) => keys.push((key.to_owned(), value)),
                (None, None) => {}
            }
        };
        if is_other {
            let quoted = |word: &str| Some(format!("\"{word}\""));
            let (mut value, mut limits, mut status, mut bound) = (None, None, None, None);
            match &said.figure {
                CellFigure::Value(number, own) => {
                    value = Some(number.decimal().to_string());
                    bound = own.and_then(|own| quoted(own.word()));
                }
                CellFigure::Range(min, max) => limits = Some((min.decimal().to_string(), max.decimal().to_string())),
                CellFigure::Missing(missing) => status = quoted(missing.word()),
                CellFigure::Step(position) => value = quoted(&own.steps.get(step(*position)?)?.id),
            }
            let (min, max) = limits.unzip();
            for (key, value) in [("value", value), ("min", min), ("max", max), ("status", status), ("bound", bound)] {
                put(key, value);
            }
        }
        match (said.as_of, said.year) {
            (Some(day), _) => {
                put("as_of", Some(day.to_string()));
                put("year", None);
            }
            (None, Some(year)) if old.and_then(|old| old.year) != Some(year) => {
                put("year", Some(year.to_string()));
                put("as_of", None);
            }
            (None, _) => {}
        }
        if said.calendar {
            put("calendar", Some("true".to_owned()));
        }
        let note = said.note.as_ref().filter(|note| old.and_then(|old| old.note.as_ref()) != Some(note));
        let mut edits = Vec::new();
        if let Some(note) = note {
            match there.get("note").and_then(|note| note.get("ja")) {
                Some(ja) => edits.push(TextEdit { range: ja.span()?, new: text(note) }),
                None => put("note", Some(format!("{{ ja = {} }}", text(note)))),
            }
        }
        let is_same_form = keys.len() == there.len() && keys.iter().zip(there.iter()).all(|((key, _), (old, _))| key == old);
        if is_same_form {
            for ((_, value), (_, item)) in keys.iter().zip(there.iter()) {
                let old = item.clone().into_value().ok()?.decorated("", "").to_string();
                if old != *value {
                    edits.push(TextEdit { range: item.span()?, new: value.clone() });
                }
            }
            return Some(edits);
        }
        let inline: &Value = item.as_value()?;
        if let Some(note) = note.filter(|_| !edits.is_empty()) {
            let (_, value) = keys.iter_mut().find(|(key, _)| key == "note")?;
            let mut table: Value = value.parse().ok()?;
            table.as_inline_table_mut()?.insert("ja", note.as_str().into());
            *value = table.decorated("", "").to_string();
        }
        keys.sort_by_key(|(key, _)| FIGURE_KEYS.iter().position(|other| other == key).unwrap_or(FIGURE_KEYS.len()));
        let each: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {value}")).collect();
        Some(vec![TextEdit { range: inline.span()?, new: format!("{{ {} }}", each.join(", ")) }])
    }

    /// The targets of years: those of other years stay.
    fn schedule(&self, said: &[ScheduledTarget]) -> Option<Vec<TextEdit>> {
        let Some(item) = self.table.get("schedule") else {
            return self.inserted("schedule", &toml::schedule(said)).map(|edit| vec![edit]);
        };
        let array = item.as_value()?.as_array()?;
        let mut entries = Vec::new();
        let mut edits = Vec::new();
        for entry in array {
            let table = entry.as_inline_table()?;
            let year: i32 = table.get("year")?.as_integer()?.try_into().ok()?;
            let old = table.get("value")?;
            let new = said.iter().find(|target| target.year == year).map(|target| target.value.decimal().to_string());
            let span = entry.span()?;
            let mut text = self.facts[span.clone()].to_owned();
            if let Some(new) = new.filter(|new| *new != old.clone().decorated("", "").to_string()) {
                let value = old.span()?;
                text.replace_range(value.start - span.start..value.end - span.start, &new);
                edits.push(TextEdit { range: value, new });
            }
            entries.push((year, text));
        }
        let are_there = |target: &&ScheduledTarget| entries.iter().any(|(year, _)| *year == target.year);
        let missing: Vec<(i32, String)> = said
            .iter()
            .filter(|target| !are_there(target))
            .map(|target| (target.year, format!("{{ year = {}, value = {} }}", target.year, target.value.decimal())))
            .collect();
        if missing.is_empty() {
            return Some(edits);
        }
        entries.extend(missing);
        entries.sort_by_key(|(year, _)| *year);
        let each: Vec<String> = entries.into_iter().map(|(_, text)| text).collect();
        Some(vec![TextEdit { range: array.span()?, new: format!("[{}]", each.join(", ")) }])
    }
}

/// The line that is kept free for a key, `# kind = …`, with its break, and with the line above it that lists its words.
fn free_line(facts: &str, within: Range<usize>, key: &str) -> Option<Range<usize>> {
    let mut start = within.start;
    for line in facts[within].split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let rest = line.strip_prefix('#').and_then(|rest| rest.trim_start().strip_prefix(key));
        if rest.is_some_and(|rest| rest.trim_start().starts_with('=')) {
            let words = line_before(facts, range.start).filter(|above| facts[above.clone()].starts_with(&format!("# {key}：")));
            return Some(words.map_or(range.start, |above| above.start)..range.end);
        }
    }
    None
}
