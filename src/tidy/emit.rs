//! Blocks as Markdown.

use super::block::{BlockLine, LineStart, ListItem, TidyBlock};
use super::line::{Marker, NumberStyle};
use super::office::OfficeSigns;

/// How blocks are written.
pub struct Writing<'a> {
    /// The level of the highest headings.
    pub level: u8,
    /// What stands behind the numbers of the first list: another sign than in the list before it, which it would else go on.
    pub delimiter: char,
    /// Whether the text names a marker elsewhere: ①の取組.
    pub is_named: &'a dyn Fn(&str) -> bool,
    pub signs: OfficeSigns,
}

/// The deepest heading that there is.
const DEEPEST: u8 = 6;

/// The blocks, with a blank line between them and no line break at the end.
pub fn markdown(blocks: &[TidyBlock<'_>], writing: &Writing<'_>) -> String {
    let mut signs: Vec<char> = Vec::new();
    let block = |block: &TidyBlock<'_>| match block {
        TidyBlock::Paragraph(lines) => paragraph(lines, writing),
        TidyBlock::Heading { sign, text } => {
            let rank = signs.iter().position(|known| known == sign).unwrap_or_else(|| {
                signs.push(*sign);
                signs.len() - 1
            });
            let level = (usize::from(writing.level) + rank).min(DEEPEST.into());
            format!("{} {}", "#".repeat(level), writing.words(&one_line(text)))
        }
        TidyBlock::List(items) => list(items, writing),
        TidyBlock::Table(rows) => table(rows, writing),
    };
    blocks.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

fn paragraph(lines: &[BlockLine<'_>], writing: &Writing<'_>) -> String {
    let mut text = String::new();
    for (position, line) in lines.iter().enumerate() {
        match line.start {
            LineStart::Own if position > 0 => text.push_str("\\\n"),
            LineStart::Wrapped => text.push('\n'),
            LineStart::Own => {}
        }
        text.push_str(&writing.line(line.text));
    }
    text
}

/// A list whose items are lines.
pub fn list_of_lines<'a>(lines: impl Iterator<Item = &'a str>, writing: &Writing<'_>) -> String {
    lines.map(|line| format!("- {}", writing.line(line))).collect::<Vec<_>>().join("\n")
}

impl Writing<'_> {
    /// Words in which the signs of Markdown mean what they mean in the text.
    fn words(&self, text: &str) -> String {
        match self.signs {
            OfficeSigns::Markdown => text.to_owned(),
            OfficeSigns::Words => escaped(text),
        }
    }

    /// Words at the beginning of a line.
    fn line(&self, text: &str) -> String {
        match self.signs {
            OfficeSigns::Markdown if text.starts_with(['|', '>']) => text.to_owned(),
            OfficeSigns::Markdown => guarded(text),
            OfficeSigns::Words => guarded(&escaped(text)),
        }
    }
}

/// A text in which no sign of Markdown means anything.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\t' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | '<' | '&' | '~' | '|' | '{' => escaped.extend(['\\', letter]),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A table, whose first row is its head.
fn table(rows: &[Vec<&str>], writing: &Writing<'_>) -> String {
    let cell = |cell: &&str| writing.words(&one_line(cell)).replace("\\|", "|").replace('|', "\\|");
    let row = |cells: &Vec<&str>| format!("| {} |", cells.iter().map(cell).collect::<Vec<_>>().join(" | "));
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    let columns = rows.first().map_or(0, Vec::len);
    lines.insert(1.min(lines.len()), format!("|{}", "---|".repeat(columns)));
    lines.join("\n")
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// A list that is open while its items are written.
struct OpenList {
    indent: usize,
    delimiter: char,
    last: Option<u32>,
}

fn list(items: &[ListItem<'_>], writing: &Writing<'_>) -> String {
    let mut open: Vec<OpenList> = Vec::new();
    let mut lines = Vec::new();
    for item in items {
        open.truncate(item.depth + 1);
        let indent = open.last().map_or(0, |list| list.indent);
        if open.len() <= item.depth {
            // The indent of a list is that of the words of the item that it stands in, which is open last.
            let indent = open.last().map_or(0, |list| indent + list.width());
            open.push(OpenList { indent, delimiter: writing.delimiter, last: None });
        }
        let Some(list) = open.last_mut() else { continue };
        let (marker, label) = list.marker(item, items, writing);
        let within = " ".repeat(list.indent + marker.chars().count());
        let mut text = format!("{}{marker}{label}", " ".repeat(list.indent));
        for (position, line) in item.lines.iter().enumerate() {
            match line.start {
                LineStart::Own if position > 0 => text.push_str(&format!("\\\n{within}")),
                LineStart::Wrapped => text.push_str(&format!("\n{within}")),
                LineStart::Own => {}
            }
            let words = if label.is_empty() || position > 0 { writing.line(line.text) } else { writing.words(line.text) };
            text.push_str(&words.replace('\n', &format!("\n{within}")));
        }
        lines.push(text);
    }
    lines.join("\n")
}

impl OpenList {
    /// The marker of Markdown with the space behind it, and what is kept of the written marker before the words.
    fn marker(&mut self, item: &ListItem<'_>, items: &[ListItem<'_>], writing: &Writing<'_>) -> (String, String) {
        let Marker::Number { style, number } = item.marker else {
            self.last = None;
            return ("- ".to_owned(), String::new());
        };
        let of_style = |other: &&ListItem<'_>| other.marker.is_like(item.marker);
        let is_kept = matches!(style, NumberStyle::Kana | NumberStyle::BracketedKana)
            || items.iter().filter(of_style).any(|item| (writing.is_named)(item.label));
        if is_kept {
            self.last = None;
            let space = if style == NumberStyle::Kana { "\u{3000}" } else { "" };
            return ("- ".to_owned(), format!("{}{space}", item.label));
        }
        if self.last.is_some_and(|last| last + 1 != number) {
            // Another sign begins another list, which has its own numbers.
            self.delimiter = if self.delimiter == '.' { ')' } else { '.' };
        }
        self.last = Some(number);
        (format!("{number}{} ", self.delimiter), String::new())
    }

    /// How far the words of its last item stand from its markers.
    fn width(&self) -> usize {
        self.last.map_or(2, |number| number.to_string().len() + 2)
    }
}

/// A text whose beginning is no sign of Markdown.
pub fn guarded(text: &str) -> String {
    let first = text.chars().next().unwrap_or_default();
    let after = text.get(first.len_utf8()..).unwrap_or_default();
    let is_apart = after.is_empty() || after.starts_with([' ', '\t', '\n']);
    let line = text.lines().next().unwrap_or_default();
    let is_rule = |sign: char| line.chars().all(|letter| letter == sign || letter == ' ');
    let is_sign = match first {
        '#' => after.trim_start_matches('#').is_empty() || after.trim_start_matches('#').starts_with([' ', '\t', '\n']),
        '>' | '|' => true,
        '-' | '+' | '*' | '_' | '=' => is_apart && first != '_' && first != '=' || is_rule(first),
        ':' => is_apart || after.starts_with('-'),
        '`' => text.starts_with("```"),
        '~' => text.starts_with("~~~"),
        '[' => text.contains("]:"),
        _ => false,
    };
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let after_digits = text.get(digits + 1..).unwrap_or_default();
    let is_number =
        digits > 0 && text[digits..].starts_with(['.', ')']) && (after_digits.is_empty() || after_digits.starts_with([' ', '\t', '\n']));
    match (is_sign, is_number) {
        (true, _) => format!("\\{text}"),
        (false, true) => format!("{}\\{}", &text[..digits], &text[digits..]),
        (false, false) => text.to_owned(),
    }
}
