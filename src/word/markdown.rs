//! Blocks as Markdown.

use super::block::{ParagraphKind, WordBlock, WordCell, WordParagraph, WordTable};
use super::inline::{self, NoteNumbers};
use super::numbering::ListMarker;
use crate::tidy::{OfficeLines, OfficeSigns, OfficeText, escaped, from_office, guarded, is_typed};
use std::collections::BTreeMap;

/// The level of headings within a section.
const LEVEL_WITHIN: u8 = 3;
/// The deepest heading that there is.
const DEEPEST: u8 = 6;

/// The blocks as Markdown, with a blank line between them and no line break at the end. `section` is the level of Word whose headings are
/// sections of a body.
pub fn markdown(blocks: &[&WordBlock], section: u8, notes: &mut NoteNumbers) -> String {
    let mut written: Vec<String> = Vec::new();
    let mut rest = blocks;
    while let Some((block, after)) = rest.split_first() {
        let count = match block {
            WordBlock::Picture(_) => 1,
            WordBlock::Table(table) => {
                written.push(self::table(table, notes));
                1
            }
            WordBlock::Paragraph(paragraph) => match &paragraph.kind {
                ParagraphKind::Heading(level) => {
                    written.push(heading(paragraph, level.saturating_sub(section).saturating_add(LEVEL_WITHIN - 1)));
                    1
                }
                ParagraphKind::Item { .. } => {
                    let items = run(rest, |kind| matches!(kind, ParagraphKind::Item { .. }));
                    written.push(list(&items, notes));
                    items.len()
                }
                ParagraphKind::Title | ParagraphKind::Caption | ParagraphKind::Plain => {
                    let is_text = |kind: &ParagraphKind| !matches!(kind, ParagraphKind::Heading(_) | ParagraphKind::Item { .. });
                    let paragraphs = run(rest, is_text);
                    written.extend(text(&paragraphs, notes));
                    paragraphs.len()
                }
            },
        };
        rest = after.get(count - 1..).unwrap_or_default();
    }
    written.retain(|block| !block.is_empty());
    written.join("\n\n")
}

/// The paragraphs of a kind with which blocks begin.
fn run<'a>(blocks: &[&'a WordBlock], is_wanted: impl Fn(&ParagraphKind) -> bool) -> Vec<&'a WordParagraph> {
    let paragraph = |block: &&'a WordBlock| match block {
        WordBlock::Paragraph(paragraph) => Some(paragraph).filter(|paragraph| is_wanted(&paragraph.kind)),
        WordBlock::Table(_) | WordBlock::Picture(_) => None,
    };
    blocks.iter().map_while(paragraph).collect()
}

fn heading(paragraph: &WordParagraph, level: u8) -> String {
    let words = paragraph.shown_text().split_whitespace().collect::<Vec<_>>().join(" ");
    let marks = "#".repeat(level.clamp(LEVEL_WITHIN, DEEPEST).into());
    if words.is_empty() { String::new() } else { format!("{marks} {}", escaped(&words)) }
}

/// Paragraphs without a style: as they are, or as `tidy` reads what was typed in them.
fn text(paragraphs: &[&WordParagraph], notes: &mut NoteNumbers) -> Vec<String> {
    let texts: Vec<String> = paragraphs.iter().map(|paragraph| inline::markdown(&paragraph.pieces, notes)).collect();
    let is_marked = |text: &String| text.lines().any(is_typed);
    let tabs = texts.iter().flat_map(|text| text.lines()).filter(|line| line.trim().contains('\t')).count();
    if tabs < 2 && !texts.iter().any(is_marked) {
        return texts.iter().map(|text| lines(text)).collect();
    }
    let mut typed = String::new();
    for (position, text) in texts.iter().enumerate() {
        let before = position.checked_sub(1).map(|before| texts[before].as_str()).unwrap_or_default();
        let is_list = is_marked(&before.to_owned()) && (is_marked(text) || text.starts_with([' ', '\t', '\u{3000}']));
        let is_table = [before, text].iter().all(|text| text.trim().contains('\t'));
        typed.push_str(if position == 0 || is_list || is_table { "\n" } else { "\n\n" });
        typed.push_str(text);
    }
    let office = OfficeText { text: &typed, level: LEVEL_WITHIN, signs: OfficeSigns::Markdown, lines: OfficeLines::Paragraphs };
    vec![from_office(&office)]
}

/// A paragraph with its line breaks.
fn lines(text: &str) -> String {
    let lines = text.lines().map(|line| line.replace('\t', " ").trim().to_owned()).filter(|line| !line.is_empty());
    lines.map(|line| guarded(&line)).collect::<Vec<_>>().join("\\\n")
}

/// A list that is open while its items are written.
struct WrittenList {
    indent: usize,
    delimiter: char,
    last: Option<u32>,
    width: usize,
}

fn list(items: &[&WordParagraph], notes: &mut NoteNumbers) -> String {
    let mut open: Vec<WrittenList> = Vec::new();
    let mut written = Vec::new();
    for item in items {
        let ParagraphKind::Item { depth, marker } = &item.kind else { continue };
        if item.is_blank() {
            continue;
        }
        let depth = (*depth).min(open.len());
        open.truncate(depth + 1);
        if open.len() <= depth {
            let indent = open.last().map_or(0, |list| list.indent + list.width);
            open.push(WrittenList { indent, delimiter: '.', last: None, width: 2 });
        }
        let Some(list) = open.last_mut() else { continue };
        let sign = list.sign(marker);
        let indent = " ".repeat(list.indent);
        let within = format!("\\\n{}", " ".repeat(list.indent + list.width));
        let text = inline::markdown(&item.pieces, notes);
        let lines = text.lines().map(|line| line.replace('\t', " ").trim().to_owned()).filter(|line| !line.is_empty());
        let text = lines.map(|line| guarded(&line)).collect::<Vec<_>>().join(&within);
        let label = match marker {
            ListMarker::Label(label) if !label.is_empty() => format!("{} ", escaped(label)),
            ListMarker::Label(_) | ListMarker::Bullet | ListMarker::Number(_) => String::new(),
        };
        written.push(format!("{indent}{sign}{label}{text}"));
    }
    written.join("\n")
}

impl WrittenList {
    /// The marker of Markdown with the space behind it.
    fn sign(&mut self, marker: &ListMarker) -> String {
        let ListMarker::Number(number) = marker else {
            (self.last, self.width) = (None, 2);
            return "- ".to_owned();
        };
        if self.last.is_some_and(|last| last.checked_add(1) != Some(*number)) {
            // Another sign begins another list, which has its own numbers.
            self.delimiter = if self.delimiter == '.' { ')' } else { '.' };
        }
        let sign = format!("{number}{} ", self.delimiter);
        (self.last, self.width) = (Some(*number), sign.len());
        sign
    }
}

/// A table, whose first row is its head.
fn table(table: &WordTable, notes: &mut NoteNumbers) -> String {
    let mut lines: Vec<String> = Vec::new();
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| self::cell(cell, notes)).collect();
        lines.push(format!("| {} |", cells.join(" | ")));
        if lines.len() == 1 {
            lines.push(format!("|{}", "---|".repeat(row.len())));
        }
    }
    lines.join("\n")
}

fn cell(cell: &WordCell, notes: &mut NoteNumbers) -> String {
    let paragraph = |paragraph: &WordParagraph| {
        let text = inline::markdown(&paragraph.pieces, notes).split_whitespace().collect::<Vec<_>>().join(" ");
        match &paragraph.kind {
            ParagraphKind::Item { marker: ListMarker::Bullet, .. } if !text.is_empty() => format!("・{text}"),
            ParagraphKind::Item { .. } if !text.is_empty() => format!("{} {text}", paragraph.shown),
            _ => text,
        }
    };
    cell.iter().map(paragraph).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The words of the notes that a text names, behind those that are known.
pub fn definitions(numbers: &NoteNumbers, known: usize, notes: &BTreeMap<String, Vec<WordParagraph>>) -> String {
    let definition = |(number, key): (usize, &String)| {
        let text = notes.get(key).map(|cell| self::cell(cell, &mut NoteNumbers::default())).unwrap_or_default();
        format!("[^{number}]: {text}")
    };
    (1..).zip(&numbers.0).skip(known).map(definition).collect::<Vec<_>>().join("\n\n")
}
