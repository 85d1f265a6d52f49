//! Short texts of TOML: every table with a text under `ja`, and where its English stands or would stand.

use std::collections::BTreeMap;
use std::ops::Range;
use toml_edit::{Array, Document, InlineTable, Item, Key, TableLike, Value};

/// A short text with the ranges of its parts in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueText {
    /// The way to it from the top of the table: `indicator.visitors.name`; `.one` and `.other` behind a unit.
    pub key: String,
    /// Whether it is a unit.
    pub is_unit: bool,
    pub ja: String,
    /// The value in quotation marks.
    pub ja_range: Range<usize>,
    pub en: Option<String>,
    pub slot: EnglishSlot,
}

/// Where the English of a short text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnglishSlot {
    /// In the place of what is there.
    There(Range<usize>),
    /// Behind this byte, with what stands before it: `, en = `.
    Missing { at: usize, before: String },
}

/// The keys of a text or unit under which its English stands.
const ENGLISH: &str = "en";
const PLURAL: &str = "other";
const SINGULAR: &str = "one";
/// The key of a table with a unit that is spelt out.
const UNIT: &str = "unit";

/// The short texts of a stretch of TOML that begins at a byte of its file; `None` where it cannot be read. No two have the same key.
pub fn values(toml: &str, start: usize) -> Option<Vec<ValueText>> {
    let document = Document::parse(toml).ok()?;
    let mut walk = ValueWalk { toml, start, found: Vec::new() };
    walk.table(document.as_table(), &[], TableForm::Lines);
    walk.found.sort_by_key(|text| text.ja_range.start);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for text in &mut walk.found {
        let count = seen.entry(text.key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            text.key = format!("{}.{count}", text.key);
        }
    }
    Some(walk.found)
}

/// How the keys of a table are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TableForm {
    /// Each on a line of its own.
    Lines,
    /// One behind the other between braces.
    Inline,
}

struct ValueWalk<'a> {
    toml: &'a str,
    start: usize,
    found: Vec<ValueText>,
}

impl ValueWalk<'_> {
    fn table(&mut self, table: &dyn TableLike, path: &[String], form: TableForm) {
        self.text(table, path, form);
        for (key, item) in table.iter() {
            let below = [path, &[key.to_owned()]].concat();
            match item {
                Item::Table(table) => self.table(table, &below, TableForm::Lines),
                Item::ArrayOfTables(tables) => {
                    for (position, table) in tables.iter().enumerate() {
                        self.table(table, &[below.as_slice(), &[label(table, position)]].concat(), TableForm::Lines);
                    }
                }
                Item::Value(Value::InlineTable(table)) => self.inline(table, &below, form),
                Item::Value(Value::Array(items)) => self.array(items, &below),
                Item::Value(_) | Item::None => {}
            }
        }
    }

    /// Tables of dotted keys are written as the table that they stand in.
    fn inline(&mut self, table: &InlineTable, path: &[String], above: TableForm) {
        self.table(table, path, if table.is_dotted() { above } else { TableForm::Inline });
    }

    fn array(&mut self, items: &Array, path: &[String]) {
        for (position, item) in items.iter().enumerate() {
            match item {
                Value::InlineTable(table) => self.inline(table, &[path, &[label(table, position)]].concat(), TableForm::Inline),
                Value::Array(items) => self.array(items, &[path, &[(position + 1).to_string()]].concat()),
                _ => {}
            }
        }
    }

    fn text(&mut self, table: &dyn TableLike, path: &[String], form: TableForm) {
        let Some((key, ja)) = table.get_key_value("ja").and_then(|(key, item)| Some((key, item.as_value()?))) else { return };
        let (Some(ja_text), Some(ja_range)) = (ja.as_str(), ja.span()) else { return };
        if ja_text.trim().is_empty() {
            return;
        }
        let english: &[&str] = if path.last().is_some_and(|last| last == UNIT) { &[PLURAL, SINGULAR] } else { &[ENGLISH] };
        let is_known_unit = english.len() > 1 && table.get("position").is_some() && !english.iter().any(|key| table.get(key).is_some());
        for name in english.iter().filter(|_| !is_known_unit) {
            let there = table.get(name).and_then(Item::as_value).and_then(|value| Some((value.as_str()?.to_owned(), value.span()?)));
            if *name == SINGULAR && there.is_none() {
                continue;
            }
            let Some(slot) = there.as_ref().map_or_else(|| self.missing(name, key, &ja_range, form), |(_, range)| Some(self.there(range)))
            else {
                continue;
            };
            let suffix = if *name == ENGLISH { String::new() } else { format!(".{name}") };
            self.found.push(ValueText {
                key: path.join(".") + &suffix,
                is_unit: *name != ENGLISH,
                ja: ja_text.trim().to_owned(),
                ja_range: self.in_file(&ja_range),
                en: there.map(|(text, _)| text.trim().to_owned()).filter(|text| !text.is_empty()),
                slot,
            });
        }
    }

    fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        range.start + self.start..range.end + self.start
    }

    fn there(&self, range: &Range<usize>) -> EnglishSlot {
        EnglishSlot::There(self.in_file(range))
    }

    /// Behind the Japanese, with what stands before its key: the spaces and the dotted keys of its line, or of its place in braces.
    fn missing(&self, name: &str, key: &Key, ja: &Range<usize>, form: TableForm) -> Option<EnglishSlot> {
        let own = key.span()?.start;
        match form {
            TableForm::Inline => {
                let from = self.toml[..own].rfind(['{', ','])? + 1;
                let before = format!(", {}{name} = ", self.toml[from..own].trim_start());
                Some(EnglishSlot::Missing { at: ja.end + self.start, before })
            }
            TableForm::Lines => {
                let from = self.toml[..own].rfind('\n').map_or(0, |newline| newline + 1);
                let end = self.toml[ja.end..].find('\n').map_or(self.toml.len(), |newline| ja.end + newline);
                let end = if self.toml[..end].ends_with('\r') { end - 1 } else { end };
                let line_break = if self.toml[end..].starts_with('\r') { "\r\n" } else { "\n" };
                let before = format!("{line_break}{}{name} = ", &self.toml[from..own]);
                Some(EnglishSlot::Missing { at: end + self.start, before })
            }
        }
    }
}

/// What an item of a list is called: its id or name where it has one, else its number from 1.
fn label(table: &dyn TableLike, position: usize) -> String {
    let name = ["id", "indicator", "file"].into_iter().find_map(|key| table.get(key)?.as_str());
    name.map_or_else(|| (position + 1).to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(toml: &str) -> Vec<(String, String, Option<String>)> {
        values(toml, 0).into_iter().flatten().map(|text| (text.key, text.ja, text.en)).collect()
    }

    /// The text with an English in every place that lacks it.
    fn filled(toml: &str) -> String {
        let mut out = toml.to_owned();
        for text in values(toml, 0).unwrap_or_default().into_iter().rev() {
            if let EnglishSlot::Missing { at, before } = text.slot {
                out.insert_str(at, &format!("{before}\"E\""));
            }
        }
        out
    }

    #[test]
    fn texts_are_found_in_every_form_of_a_table() {
        let toml = "title = { ja = \"一\", en = \"one\" }\nname.ja = \"二\"\n[[indicator]]\nid = \"a\"\nname = { ja = \"三\" }\n\
                    unit = { ja = \"件\", other = \"cases\" }\n[summary]\nja = \"四\"\n[[photo]]\ncaption = { ja = \"五\" }\n";
        let found: Vec<(String, String, Option<String>)> = [
            ("title", "一", Some("one")),
            ("name", "二", None),
            ("indicator.a.name", "三", None),
            ("indicator.a.unit.other", "件", Some("cases")),
            ("summary", "四", None),
            ("photo.1.caption", "五", None),
        ]
        .map(|(key, ja, en)| (key.to_owned(), ja.to_owned(), en.map(str::to_owned)))
        .into();
        assert_eq!(keys(toml), found);
    }

    #[test]
    fn english_goes_behind_the_japanese_and_changes_nothing_else() {
        for (before, after) in [
            ("a = { ja = \"一\" }\n", "a = { ja = \"一\", en = \"E\" }\n"),
            ("a = { ja = \"一\" } # 注\n", "a = { ja = \"一\", en = \"E\" } # 注\n"),
            ("a.ja = \"一\" # 注\nb = 1\n", "a.ja = \"一\" # 注\na.en = \"E\"\nb = 1\n"),
            ("[a]\r\n  ja = \"一\"\r\nb = 1\r\n", "[a]\r\n  ja = \"一\"\r\n  en = \"E\"\r\nb = 1\r\n"),
            ("[a]\nja = \"\"\"\n一\n二\"\"\"", "[a]\nja = \"\"\"\n一\n二\"\"\"\nen = \"E\""),
            ("a = { b.ja = \"一\", c = 1 }\n", "a = { b.ja = \"一\", b.en = \"E\", c = 1 }\n"),
            ("unit = { ja = \"件\" }\n", "unit = { ja = \"件\", other = \"E\" }\n"),
            ("unit = { ja = \"人口10万対\", position = \"brackets\" }\n", "unit = { ja = \"人口10万対\", position = \"brackets\" }\n"),
        ] {
            assert_eq!(filled(before), after);
            assert!(Document::parse(filled(before)).is_ok());
        }
    }
}
