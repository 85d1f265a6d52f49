//! A body of Markdown in the pieces that are translated one by one: headings, paragraphs, items, cells.

use crate::model::prose::parser;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// What a piece of a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Heading,
    Paragraph,
    Item,
    Cell,
    /// HTML that stands for itself.
    Html,
}

/// A piece of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// In bytes of the body.
    pub range: Range<usize>,
    /// Without what marks the lines of quotations and items.
    pub text: String,
}

impl Block {
    /// Whether there is anything to translate: figures and signs are the same in both languages.
    pub fn is_text(&self) -> bool {
        self.text.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii())
    }
}

/// The pieces of a body in their order.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut walk = BlockWalk { markdown, open: Vec::new(), current: None, found: Vec::new() };
    for (event, range) in parser(markdown).into_offset_iter() {
        walk.event(&event, range);
    }
    walk.found
}

struct BlockWalk<'a> {
    markdown: &'a str,
    /// What a piece would be in each of the open parts; `None` in those that hold none.
    open: Vec<Option<BlockKind>>,
    current: Option<Range<usize>>,
    found: Vec<Block>,
}

impl BlockWalk<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) if is_inline(tag) => self.extend(&range),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) => {}
            Event::Start(tag) => {
                self.flush();
                let inherited = self.open.last().copied().flatten();
                self.open.push(kind(tag, inherited));
            }
            Event::End(_) => {
                self.flush();
                self.open.pop();
            }
            Event::Rule => self.flush(),
            _ => self.extend(&range),
        }
    }

    fn extend(&mut self, range: &Range<usize>) {
        let current = self.current.get_or_insert_with(|| range.clone());
        *current = current.start.min(range.start)..current.end.max(range.end);
    }

    fn flush(&mut self) {
        let (Some(range), Some(kind)) = (self.current.take(), self.open.last().copied().flatten()) else { return };
        let written = &self.markdown[range.clone()];
        let start = range.start + written.len() - written.trim_start().len();
        let range = start..start + written.trim().len();
        if !range.is_empty() {
            let text = plain(&self.markdown[range.clone()]);
            self.found.push(Block { kind, range, text });
        }
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

/// What words directly within a part are: those of a paragraph in an item are an item.
fn kind(tag: &Tag<'_>, above: Option<BlockKind>) -> Option<BlockKind> {
    match tag {
        Tag::Heading { .. } => Some(BlockKind::Heading),
        Tag::Item => Some(BlockKind::Item),
        Tag::TableCell => Some(BlockKind::Cell),
        Tag::HtmlBlock => Some(BlockKind::Html),
        Tag::CodeBlock(_) => None,
        Tag::Paragraph => above.filter(|above| *above == BlockKind::Item).or(Some(BlockKind::Paragraph)),
        _ => Some(BlockKind::Paragraph),
    }
}

/// A piece without what stands before its later lines: the spaces of items, the signs of quotations.
fn plain(written: &str) -> String {
    let mut lines = written.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| text + "\n" + line.trim_start_matches([' ', '\t', '>']))
}

/// Another text as it has to be written in the place of a piece: its later lines marked as the piece's own.
pub fn written(markdown: &str, block: &Block, text: &str) -> String {
    let line_start = markdown[..block.range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let mark = |letter: char| if letter == '>' { '>' } else { ' ' };
    let before: String = markdown[line_start..block.range.start].chars().map(mark).collect();
    let line_break = if markdown.contains("\r\n") { "\r\n" } else { "\n" };
    match block.kind {
        BlockKind::Heading | BlockKind::Cell => text.split_whitespace().collect::<Vec<_>>().join(" "),
        BlockKind::Paragraph | BlockKind::Item | BlockKind::Html => text.lines().collect::<Vec<_>>().join(&format!("{line_break}{before}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(markdown: &str) -> Vec<(BlockKind, String)> {
        blocks(markdown).into_iter().map(|block| (block.kind, block.text)).collect()
    }

    #[test]
    fn a_body_falls_into_headings_paragraphs_items_and_cells() {
        use BlockKind::{Cell, Heading, Item, Paragraph};
        let markdown = "## 見出し {#a}\n\n段落の**一行**目\n二行目\n\n- 項目\n  続き\n  - 内側\n- [次](a.md)\n\n> 引用\n> 続き\n\n| 表 | 5 |\n|---|---|\n| 升 | b |\n\n---\n\n    符号\n";
        let expected = [
            (Heading, "見出し"),
            (Paragraph, "段落の**一行**目\n二行目"),
            (Item, "項目\n続き"),
            (Item, "内側"),
            (Item, "[次](a.md)"),
            (Paragraph, "引用\n続き"),
            (Cell, "表"),
            (Cell, "5"),
            (Cell, "升"),
            (Cell, "b"),
        ];
        assert_eq!(texts(markdown), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn a_piece_that_is_put_back_changes_no_byte() {
        for markdown in ["a\n\n- 一\n  二\n- 三\n", "> - 一\n>   二\n", "1. 一\r\n   二\r\n", "# 見出し #\n\n一  \n二\n", "- 一\n\n  二\n"]
        {
            for block in blocks(markdown) {
                assert_eq!(written(markdown, &block, &block.text), markdown[block.range.clone()], "{markdown:?}");
            }
        }
    }

    #[test]
    fn figures_and_signs_need_no_translation() {
        let found: Vec<bool> = blocks("| 12.5 | － | 5人 | OK |\n|---|---|---|---|\n").iter().map(Block::is_text).collect();
        assert_eq!(found, [false, false, true, false]);
    }
}
