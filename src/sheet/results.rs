//! Results into the front matter of an edition's file: only the bytes of a result change.

use super::change::ResultChange;
use super::day::japanese_day;
use crate::load::front_matter::split;
use crate::model::{Indicator, Notation, Observation, Reading, Word, Year};
use crate::scaffold::known;
use std::ops::Range;
use toml_edit::{Document, DocumentMut, InlineTable, Item, Table, TableLike, Value};

const RESULTS: &str = "results";

/// A result as front matter has it: the bare value for the edition's fiscal year, else a table.
pub fn short(indicator: &Indicator, observation: &Observation, edition: i32) -> String {
    let keys = keys(indicator, observation, edition);
    match keys.as_slice() {
        [(key, value)] if *key == "value" => value.clone(),
        _ => {
            let each: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            format!("{{ {} }}", each.join(", "))
        }
    }
}

/// A result as people write it, with what is beside it in brackets: `14（令和7年3月31日現在）`, `0（速報値）`, `調査なし（2年ごと）`.
pub fn in_words(indicator: &Indicator, observation: &Observation, edition: i32) -> String {
    let figure = match observation.reading {
        Reading::Value(quantity) => quantity.decimal().to_string(),
        Reading::Step(step) => indicator.steps.get(step).map(|step| step.name.ja.clone()).unwrap_or_default(),
        Reading::Missing(status) => status.choice().label.ja.to_owned(),
    };
    let is_usual = observation.year == Year::fiscal(edition) || observation.as_of.is_some();
    let year = (!is_usual).then(|| Notation::as_of(None).japanese(observation.year));
    let day = observation.as_of.map(|day| format!("{}現在", japanese_day(day)));
    let certainty = observation.certainty.map(|certainty| certainty.choice().label.ja.to_owned());
    let note = observation.note.as_ref().map(|note| note.ja.clone());
    let beside: Vec<String> = [year, day, certainty, note].into_iter().flatten().collect();
    let beside = if beside.is_empty() { String::new() } else { format!("（{}）", beside.join("、")) };
    format!("{figure}{}{beside}", known::bound(observation.bound))
}

/// The keys of a result in its long form, with their values as TOML.
fn keys(indicator: &Indicator, observation: &Observation, edition: i32) -> Vec<(&'static str, String)> {
    let quoted = |word: &str| format!("\"{word}\"");
    let is_derived = observation.as_of.is_some();
    let year = (observation.year != Year::fiscal(edition) && !is_derived).then(|| ("year", observation.year.number.to_string()));
    let calendar = observation.year.calendar.then(|| ("calendar", "true".to_owned()));
    let as_of = observation.as_of.map(|day| ("as_of", day.to_string()));
    let reading = match observation.reading {
        Reading::Value(quantity) => ("value", quantity.decimal().to_string()),
        Reading::Step(step) => ("value", quoted(indicator.steps.get(step).map_or("", |step| step.id.as_str()))),
        Reading::Missing(status) => ("status", quoted(status.word())),
    };
    let bound = observation.bound.map(|bound| ("bound", quoted(bound.word())));
    let certainty = observation.certainty.map(|certainty| ("certainty", quoted(certainty.word())));
    let note = observation.note.as_ref().map(|note| {
        let en = note.en.as_ref().map(|en| format!(", en = {}", text(en))).unwrap_or_default();
        ("note", format!("{{ ja = {}{en} }}", text(&note.ja)))
    });
    [year, as_of, calendar, Some(reading), bound, certainty, note].into_iter().flatten().collect()
}

/// A text as a TOML string on one line: the escapes of JSON are TOML's, but for the one letter that only TOML forbids.
pub fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

/// What is known of the file that a result goes into.
pub struct ResultFile<'a> {
    /// The fiscal year of the edition.
    pub edition: i32,
    /// The ids of the indicators in the order of the strategy.
    pub order: &'a [&'a str],
}

impl ResultFile<'_> {
    /// The whole text of the file with one more result; `None` where its front matter cannot be read.
    pub fn changed(&self, text: &str, change: &ResultChange<'_>) -> Option<String> {
        let range = split(text).ok()?.facts;
        let facts = self.facts(&text[range.clone()], change)?;
        Some(format!("{}{facts}{}", &text[..range.start], &text[range.end..]))
    }

    fn facts(&self, facts: &str, change: &ResultChange<'_>) -> Option<String> {
        let document = Document::parse(facts).ok()?;
        let id = change.wanted.indicator.id.as_str();
        match document.get(RESULTS) {
            None => Some(self.new_table(facts, &document, change)),
            Some(Item::Table(table)) if !table.is_dotted() && !table.is_implicit() => match table.get(id) {
                None => self.new_line(facts, &document, table, change),
                Some(Item::Value(value)) => {
                    let range = value.span()?;
                    let written = self.value(&facts[range.clone()], value, change)?;
                    Some(replaced(facts, range, &like(facts, &written)))
                }
                Some(_) => self.rewritten(facts, change),
            },
            Some(_) => self.rewritten(facts, change),
        }
    }

    fn short(&self, change: &ResultChange<'_>) -> String {
        short(change.wanted.indicator, &change.after, self.edition)
    }

    /// A value that takes the place of another one; the other keys of a table stay as they are.
    fn value(&self, written: &str, value: &Value, change: &ResultChange<'_>) -> Option<String> {
        if !value.is_inline_table() {
            return Some(self.short(change));
        }
        let mut value: Value = written.parse().ok()?;
        let table = value.as_inline_table_mut()?;
        let end = last_suffix(table, "");
        self.merge(table, change)?;
        last_suffix(table, &end);
        Some(value.to_string())
    }

    /// Brings the keys of a result up to date.
    fn merge(&self, table: &mut dyn TableLike, change: &ResultChange<'_>) -> Option<()> {
        let mut keys = keys(change.wanted.indicator, &change.after, self.edition);
        let gone = [
            ("label", change.after.label.is_none()),
            ("as_of", change.after.as_of.is_none()),
            ("interim", change.after.interim.is_none()),
            ("note", change.after.note.is_none()),
        ];
        for (key, _) in gone.into_iter().filter(|(_, is_gone)| *is_gone) {
            table.remove(key);
        }
        if change.after.as_of.is_some() {
            table.remove("year");
        }
        if table.contains_key("year") && !keys.iter().any(|(key, _)| *key == "year") {
            keys.push(("year", change.after.year.number.to_string()));
        }
        for key in ["value", "status", "calendar", "certainty", "bound"] {
            if !keys.iter().any(|(wanted, _)| *wanted == key) {
                table.remove(key);
            }
        }
        let before = change.before.as_ref();
        let is_kept = |key: &str| match key {
            "note" => before.is_some_and(|before| before.note == change.after.note),
            "as_of" => before.is_some_and(|before| before.as_of == change.after.as_of),
            _ => false,
        };
        for (key, written) in keys {
            if table.contains_key(key) && is_kept(key) {
                continue;
            }
            let mut value: Value = written.parse().ok()?;
            match table.get_mut(key).and_then(Item::as_value_mut) {
                Some(old) => {
                    *value.decor_mut() = old.decor().clone();
                    *old = value;
                }
                None => drop(table.insert(key, Item::Value(value))),
            }
        }
        Some(())
    }

    /// A result that is not there yet: in the place of the line that is kept free for it, else in the order of the strategy.
    fn new_line(&self, facts: &str, document: &Document<&str>, table: &Table, change: &ResultChange<'_>) -> Option<String> {
        let id = change.wanted.indicator.id.as_str();
        let line = format!("{id} = {}", self.short(change));
        let heading = line_end(facts, table.span()?.start);
        let end = end_of_table(facts, heading, document);
        if let Some(free) = lines(facts, heading..end).find(|range| keeps_free(&facts[range.clone()], id)) {
            return Some(replaced(facts, free, &line));
        }
        let position = self.order.iter().position(|other| *other == id).unwrap_or(self.order.len());
        let there = self.order[..position].iter().filter_map(|before| table.get(before)?.as_value()?.span());
        let after = there.map(|span| line_end(facts, span.end)).max().unwrap_or(heading);
        Some(replaced(facts, after..after, &like(facts, &format!("{line}\n"))))
    }

    /// The first result of a file: below its first comment.
    fn new_table(&self, facts: &str, document: &Document<&str>, change: &ResultChange<'_>) -> String {
        let table = format!("[{RESULTS}]\n{} = {}\n", change.wanted.indicator.id, self.short(change));
        let has_keys = document.iter().any(|(_, item)| item.is_value());
        if has_keys {
            return format!("{facts}{}", like(facts, &format!("\n{table}")));
        }
        let comment = lines(facts, 0..facts.len())
            .take_while(|range| facts[range.clone()].starts_with('#'))
            .last()
            .map_or(0, |last| line_end(facts, last.end));
        let stands_alone = facts[comment..].trim_start_matches('\r').starts_with('\n') || facts[comment..].trim().is_empty();
        let at = if stands_alone { comment } else { 0 };
        let (above, below) = (if at > 0 { "\n" } else { "" }, if facts[at..].trim().is_empty() || at > 0 { "" } else { "\n" });
        replaced(facts, at..at, &like(facts, &format!("{above}{table}{below}")))
    }

    /// Rare forms (`[results.x]`, dotted keys) by a parser that keeps comments and order.
    fn rewritten(&self, facts: &str, change: &ResultChange<'_>) -> Option<String> {
        let mut document: DocumentMut = facts.parse().ok()?;
        let results = document.get_mut(RESULTS)?.as_table_like_mut()?;
        let id = change.wanted.indicator.id.as_str();
        match results.get_mut(id).and_then(Item::as_table_like_mut) {
            Some(table) => self.merge(table, change)?,
            None => drop(results.insert(id, Item::Value(self.short(change).parse().ok()?))),
        }
        Some(like(facts, &document.to_string()))
    }
}

/// The whole text of a file without the result of an indicator: its line is kept free for another one. `None` where its front matter
/// cannot be read.
pub fn without(text: &str, id: &str) -> Option<String> {
    let range = split(text).ok()?.facts;
    let facts = &text[range.clone()];
    let document = Document::parse(facts).ok()?;
    let line = document.get(RESULTS).and_then(Item::as_table).filter(|table| !table.is_dotted()).and_then(|table| {
        let span = table.get(id)?.as_value()?.span()?;
        let start = facts[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
        facts[start..].trim_start().starts_with(id).then(|| start..line_end(facts, span.end))
    });
    let changed = match line {
        Some(line) => {
            let end = if facts[line.clone()].ends_with('\n') { "\n" } else { "" };
            replaced(facts, line, &like(facts, &format!("# {id} = {end}")))
        }
        None => {
            let mut document: DocumentMut = facts.parse().ok()?;
            document.get_mut(RESULTS)?.as_table_like_mut()?.remove(id)?;
            like(facts, &document.to_string())
        }
    };
    Some(format!("{}{changed}{}", &text[..range.start], &text[range.end..]))
}

/// Gives what follows the last value of a table, up to its bracket, and puts something else there.
fn last_suffix(table: &mut InlineTable, suffix: &str) -> String {
    let Some((_, last)) = table.iter_mut().last() else { return String::new() };
    let old = last.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().to_owned();
    last.decor_mut().set_suffix(suffix);
    old
}

/// The text with something else in a stretch of it.
pub fn replaced(text: &str, range: Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..range.start], &text[range.end..])
}

/// New text with the line breaks of the old one.
pub fn like(old: &str, new: &str) -> String {
    if old.contains("\r\n") { new.replace("\r\n", "\n").replace('\n', "\r\n") } else { new.to_owned() }
}

/// The beginning of the line after the one that a byte is in.
fn line_end(text: &str, byte: usize) -> usize {
    text[byte..].find('\n').map_or(text.len(), |newline| byte + newline + 1)
}

/// The lines of a stretch, without their breaks.
fn lines(text: &str, stretch: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    text[stretch.clone()].split_inclusive('\n').scan(stretch.start, |start, line| {
        let range = *start..*start + line.trim_end_matches(['\r', '\n']).len();
        *start += line.len();
        Some(range)
    })
}

/// Where the lines that belong to a table end: at the next heading, be it commented out.
fn end_of_table(facts: &str, start: usize, document: &Document<&str>) -> usize {
    let tables = document.iter().flat_map(|(_, item)| match item {
        Item::ArrayOfTables(tables) => tables.iter().filter_map(Table::span).collect(),
        other => other.span().into_iter().collect::<Vec<_>>(),
    });
    let next = tables.map(|span| span.start).filter(|other| *other >= start).min().unwrap_or(facts.len());
    let commented = |range: &Range<usize>| facts[range.clone()].strip_prefix('#').is_some_and(|rest| rest.trim_start().starts_with('['));
    lines(facts, start..next).find(commented).map_or(next, |range| range.start)
}

/// Whether a line is kept free for a result: `# trained-supporters = `.
fn keeps_free(line: &str, id: &str) -> bool {
    let rest = line.strip_prefix('#').and_then(|rest| rest.trim_start().strip_prefix(id));
    rest.is_some_and(|rest| rest.trim_start().starts_with('='))
}
