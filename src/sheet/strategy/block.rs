//! The blocks of indicators in front matter: where each stands, and texts that are changed at several places at once.

use crate::load::front_matter::split;
use crate::sheet::results::like;
use std::ops::Range;
use toml_edit::{Document, DocumentMut, Item, TableLike, Value};

/// A change of a text: what stands in a range gives way to something else.
pub struct TextEdit {
    pub range: Range<usize>,
    pub new: String,
}

/// A text with front matter, and the changes of it that are collected.
pub struct EditedFacts<'a> {
    text: &'a str,
    /// Where the front matter stands.
    facts: Range<usize>,
    document: Document<&'a str>,
    /// By places within the front matter.
    pub edits: Vec<TextEdit>,
}

impl<'a> EditedFacts<'a> {
    /// `None` where the front matter cannot be read.
    pub fn new(text: &'a str) -> Option<EditedFacts<'a>> {
        let facts = split(text).ok()?.facts;
        let document = Document::parse(&text[facts.clone()]).ok()?;
        Some(EditedFacts { text, facts, document, edits: Vec::new() })
    }

    /// The text with all changes; those of one place in their order.
    pub fn finish(mut self) -> String {
        self.edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let facts = self.facts();
        let mut changed = String::from(&self.text[..self.facts.start]);
        let mut done = 0;
        for TextEdit { range, new } in &self.edits {
            changed.push_str(&facts[done..range.start]);
            changed.push_str(&like(facts, new));
            done = range.end;
        }
        changed.push_str(&facts[done..]);
        changed + &self.text[self.facts.end..]
    }

    pub fn facts(&self) -> &'a str {
        &self.text[self.facts.clone()]
    }

    pub fn get(&self, key: &str) -> Option<&Item> {
        self.document.get(key)
    }

    /// The table of an indicator, in either form of the array, and whether it is one on lines of its own.
    pub fn indicator(&self, id: &str) -> Option<(&dyn TableLike, bool)> {
        let is_wanted = |table: &dyn TableLike| table.get("id").and_then(Item::as_str) == Some(id);
        match self.document.get("indicator")? {
            Item::ArrayOfTables(tables) => {
                tables.iter().map(|table| table as &dyn TableLike).find(|table| is_wanted(*table)).map(|table| (table, true))
            }
            Item::Value(value) => {
                let mut tables = value.as_array()?.iter().filter_map(|value| Some(value.as_inline_table()? as &dyn TableLike));
                tables.find(|table| is_wanted(*table)).map(|table| (table, false))
            }
            Item::Table(_) | Item::None => None,
        }
    }

    /// The lines of an indicator within the front matter: from the comment above its heading to the comment behind its last key. `None`
    /// where it has no lines of its own.
    pub fn block(&self, id: &str) -> Option<Range<usize>> {
        let (table, true) = self.indicator(id)? else { return None };
        let facts = self.facts();
        let first = table.iter().filter_map(|(_, item)| start_of(item)).min()?;
        let heading = facts[..first].rfind("[[indicator]]").or_else(|| facts[..first].rfind("[["))?;
        let mut start = line_start(facts, heading);
        while let Some(above) = line_before(facts, start).filter(|line| facts[line.clone()].trim_start().starts_with('#')) {
            start = above.start;
        }
        let last = table.iter().filter_map(|(_, item)| end_of(item)).max()?;
        let end = line_end(facts, last);
        let mut behind = end;
        while facts[behind..].trim_start_matches([' ', '\t']).starts_with('#') {
            behind = line_end(facts, behind);
        }
        let is_set_off = facts[behind..].lines().next().is_none_or(|line| line.trim().is_empty());
        Some(start..if is_set_off { behind } else { end })
    }

    /// Takes the lines of an indicator out, with the empty line above them; gives them.
    pub fn cut(&mut self, id: &str) -> Option<String> {
        let block = self.block(id)?;
        let facts = self.facts();
        let above = line_before(facts, block.start).filter(|line| facts[line.clone()].trim().is_empty());
        let start = above.map_or(block.start, |line| line.start);
        self.edits.push(TextEdit { range: start..block.end, new: String::new() });
        Some(facts[block].to_owned())
    }

    /// Puts the lines of an indicator behind those of another one, before those of another one, or behind everything; at the end of a list
    /// within brackets. `None` where there is no place for them.
    pub fn put(&mut self, lines: &str, behind: Option<&str>, before: Option<&str>) -> Option<()> {
        if let Some(Item::Value(list)) = self.document.get("indicator") {
            let edit = self.in_list(list, &within_brackets(lines)?)?;
            self.edits.push(edit);
            return Some(());
        }
        let facts = self.facts();
        let behind = behind.and_then(|id| self.block(id)).map(|block| block.end);
        let before = before.and_then(|id| self.block(id)).map(|block| block.start);
        let (at, new) = match (behind, before) {
            (Some(end), _) => (end, format!("\n{lines}")),
            (None, Some(start)) => (start, format!("{lines}\n")),
            (None, None) => (facts.len(), format!("\n{lines}")),
        };
        self.edits.push(TextEdit { range: at..at, new });
        Some(())
    }

    /// One more table at the end of a list within brackets: on a line of its own where the last one has one.
    fn in_list(&self, list: &Value, table: &str) -> Option<TextEdit> {
        let facts = self.facts();
        let last = list.as_array()?.iter().filter_map(Value::span).max_by_key(|span| span.end);
        let Some(last) = last else {
            let start = list.span()?.start + 1;
            return Some(TextEdit { range: start..start, new: format!("{table}, ") });
        };
        let behind = facts[last.end..].lines().next().unwrap_or_default().trim_start();
        let has_line = |rest: &str| rest.trim_start().is_empty() || rest.trim_start().starts_with('#');
        let first = &facts[line_start(facts, last.start)..last.start];
        let indent = &first[..first.len() - first.trim_start().len()];
        let (at, new) = match behind.strip_prefix(',') {
            Some(rest) if has_line(rest) => (line_end(facts, last.end), format!("{indent}{table},\n")),
            None if has_line(behind) => (last.end, format!(",\n{indent}{table}")),
            Some(_) | None => (last.end, format!(", {table}")),
        };
        Some(TextEdit { range: at..at, new })
    }
}

/// The lines of an indicator as a table within brackets, in which no comment can stand.
fn within_brackets(lines: &str) -> Option<String> {
    let block: DocumentMut = lines.parse().ok()?;
    let mut table = block.get("indicator")?.as_array_of_tables()?.get(0)?.clone().into_inline_table();
    table.fmt();
    Some(Value::InlineTable(table).decorated("", "").to_string())
}

fn start_of(item: &Item) -> Option<usize> {
    match item {
        Item::Value(value) => value.span().map(|span| span.start),
        Item::Table(table) => table.iter().filter_map(|(_, item)| start_of(item)).min(),
        Item::ArrayOfTables(tables) => tables.iter().flat_map(|table| table.iter()).filter_map(|(_, item)| start_of(item)).min(),
        Item::None => None,
    }
}

fn end_of(item: &Item) -> Option<usize> {
    match item {
        Item::Value(value) => value.span().map(|span| span.end),
        Item::Table(table) => table.iter().filter_map(|(_, item)| end_of(item)).max(),
        Item::ArrayOfTables(tables) => tables.iter().flat_map(|table| table.iter()).filter_map(|(_, item)| end_of(item)).max(),
        Item::None => None,
    }
}

fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The beginning of the line after the one that a byte is in.
pub fn line_end(text: &str, byte: usize) -> usize {
    text[byte..].find('\n').map_or(text.len(), |newline| byte + newline + 1)
}

/// The line before the one that begins at a byte, with its break.
pub fn line_before(text: &str, start: usize) -> Option<Range<usize>> {
    let end = start.checked_sub(1)?;
    Some(line_start(text, end)..start)
}
