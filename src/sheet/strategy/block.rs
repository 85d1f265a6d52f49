//! The blocks of indicators in front matter: where each stands, and texts that are changed at several places at once.

use crate::load::front_matter::split;
use crate::sheet::results::like;
use std::ops::Range;
use toml_edit::{Document, Item, TableLike};

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

    /// Puts the lines of an indicator behind those of another one, before those of another one, or behind everything.
    pub fn put(&mut self, lines: &str, behind: Option<&str>, before: Option<&str>) {
        let facts = self.facts();
        let behind = behind.and_then(|id| self.block(id)).map(|block| block.end);
        let before = before.and_then(|id| self.block(id)).map(|block| block.start);
        let (at, new) = match (behind, before) {
            (Some(end), _) => (end, format!("\n{lines}")),
            (None, Some(start)) => (start, format!("{lines}\n")),
            (None, None) => (facts.len(), format!("\n{lines}")),
        };
        self.edits.push(TextEdit { range: at..at, new });
    }
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
