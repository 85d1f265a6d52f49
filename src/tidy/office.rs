//! Cells and other texts of an office as Markdown, and bodies as texts for a cell.

use super::block::{LineBreaks, blocks};
use super::emit::{Writing, list_of_lines, markdown as written};
use super::line::TypedLine;

/// A text of an office, whose every line break means something.
#[derive(Clone, Copy, Debug)]
pub struct OfficeText<'a> {
    pub text: &'a str,
    /// The level of its highest headings.
    pub level: u8,
    pub signs: OfficeSigns,
    pub lines: OfficeLines,
}

/// What the signs of Markdown mean in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeSigns {
    /// Nothing: `*` is an asterisk.
    Words,
    /// What they mean in Markdown.
    Markdown,
}

/// What lines are that have no marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeLines {
    Paragraphs,
    /// Items of a list, where no line of the text has a marker.
    Items,
}

/// The text as Markdown, without a line break at its end.
pub fn from_office(office: &OfficeText<'_>) -> String {
    // The line breaks of Excel, PowerPoint and Word.
    let text: String = office.text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{2028}', '\u{2029}'], "\n");
    let lines: Vec<TypedLine<'_>> = text.lines().map(TypedLine::parse).collect();
    let begins = |line: &TypedLine<'_>, label: &str| line.label() == label;
    let is_named = |label: &str| text.matches(label).count() > lines.iter().filter(|line| begins(line, label)).count();
    let writing = Writing { level: office.level, delimiter: '.', is_named: &is_named, signs: office.signs };
    let is_plain = lines.iter().all(|line| line.marker.is_none() && line.cells().is_none());
    if is_plain && office.lines == OfficeLines::Items {
        return list_of_lines(lines.iter().filter(|line| !line.is_blank()).map(|line| line.whole), &writing);
    }
    let breaks = match office.signs {
        OfficeSigns::Words => LineBreaks::Kept,
        OfficeSigns::Markdown => LineBreaks::KeptInMarkdown,
    };
    written(&blocks(&lines, breaks), &writing)
}

/// A body as it is shown in a cell: items with ・, headings between 【 and 】; everything else as it is written.
pub fn for_office(markdown: &str) -> String {
    let mut is_code = false;
    let line = |line: &str| {
        let bare = line.trim_start();
        let indent = &line[..line.len() - bare.len()];
        is_code ^= bare.starts_with("```") || bare.starts_with("~~~");
        if is_code {
            return line.to_owned();
        }
        let heading = bare.trim_start_matches('#');
        if heading.len() < bare.len() && bare.len() - heading.len() <= 6 && heading.starts_with(' ') {
            return format!("【{}】", heading.trim());
        }
        match bare.strip_prefix("- ").or_else(|| bare.strip_prefix("* ")).or_else(|| bare.strip_prefix("+ ")) {
            Some(item) => format!("{indent}・{}", item.trim_end_matches('\\')),
            None => format!("{indent}{}", bare.trim_end_matches('\\')),
        }
    };
    markdown.trim().lines().map(line).collect::<Vec<_>>().join("\n")
}
