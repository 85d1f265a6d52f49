//! Lines as blocks: paragraphs, headings, lists and tables.

use super::line::{Marker, TypedLine};

/// Letters of an item from which on it may have been broken over two lines by its width; a shorter one ends where its line does.
const BROKEN_FROM: usize = 30;
/// Letters of half width that make a level of an indent.
const LEVEL: usize = 2;

/// A part of a text.
#[derive(Debug)]
pub enum TidyBlock<'a> {
    Paragraph(Vec<BlockLine<'a>>),
    Heading {
        sign: char,
        text: &'a str,
    },
    List(Vec<ListItem<'a>>),
    /// Rows of cells, the first of which is the head.
    Table(Vec<Vec<&'a str>>),
}

/// An item of a list.
#[derive(Debug)]
pub struct ListItem<'a> {
    /// How many lists it stands in, from 0.
    pub depth: usize,
    pub marker: Marker,
    /// The marker as written.
    pub label: &'a str,
    pub lines: Vec<BlockLine<'a>>,
}

/// A line of an item or a paragraph.
#[derive(Debug)]
pub struct BlockLine<'a> {
    pub text: &'a str,
    pub start: LineStart,
}

/// What is before a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStart {
    /// The line before goes on.
    Wrapped,
    /// A line of its own.
    Own,
}

/// What the line breaks of a text mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineBreaks {
    /// A paragraph goes on over them.
    Wrapped,
    /// A line ends there.
    Kept,
    /// A line ends there, but for tables and quotations of Markdown, which have lines of their own without a sign.
    KeptInMarkdown,
}

/// The level of a list that is open.
struct ListLevel {
    marker: Marker,
    indent: usize,
}

/// Puts lines together.
struct BlockBuilder<'a> {
    blocks: Vec<TidyBlock<'a>>,
    levels: Vec<ListLevel>,
    headings: Vec<char>,
    is_after_blank: bool,
    breaks: LineBreaks,
}

/// The blocks of lines.
pub fn blocks<'a>(lines: &[TypedLine<'a>], breaks: LineBreaks) -> Vec<TidyBlock<'a>> {
    let mut builder =
        BlockBuilder { blocks: Vec::new(), levels: Vec::new(), headings: heading_signs(lines), is_after_blank: false, breaks };
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        let rows = table_rows(rest);
        if rows > 1 {
            let (table, after) = rest.split_at(rows);
            builder.blocks.push(TidyBlock::Table(table.iter().filter_map(TypedLine::cells).collect()));
            builder.levels.clear();
            rest = after;
            continue;
        }
        if !line.is_blank() {
            builder.add(line);
        }
        builder.is_after_blank = line.is_blank();
        rest = after;
    }
    builder.blocks
}

/// How many lines, from the first on, are rows of a table: with equally many cells.
pub fn table_rows(lines: &[TypedLine<'_>]) -> usize {
    let cells = |line: &TypedLine<'_>| line.cells().map(|cells| cells.len());
    let Some(first) = lines.first().and_then(cells) else { return 0 };
    lines.iter().take_while(|line| cells(line) == Some(first)).count()
}

/// The signs that begin headings here: 【 always; another one where it begins short lines alone, never two in a row, and lines follow.
fn heading_signs(lines: &[TypedLine<'_>]) -> Vec<char> {
    let sign = |line: &TypedLine<'_>| match line.marker {
        Some(Marker::Heading(sign)) => Some(sign),
        _ => None,
    };
    let mut signs: Vec<char> = lines.iter().filter_map(sign).collect();
    signs.sort_unstable();
    signs.dedup();
    let is_heading = |wanted: &char| {
        let all_short = lines.iter().filter(|line| sign(line) == Some(*wanted)).all(TypedLine::can_be_heading);
        let pairs = || lines.windows(2).filter(|pair| sign(&pair[0]) == Some(*wanted));
        *wanted == '【' || (all_short && pairs().count() > 0 && pairs().all(|pair| sign(&pair[1]) != Some(*wanted)))
    };
    signs.retain(is_heading);
    signs
}

impl<'a> BlockBuilder<'a> {
    fn add(&mut self, line: &TypedLine<'a>) {
        match line.marker {
            Some(Marker::Heading(sign)) if self.headings.contains(&sign) => {
                self.levels.clear();
                self.blocks.push(TidyBlock::Heading { sign, text: line.text });
            }
            Some(Marker::Note) => self.note(line),
            Some(marker) => self.item(line, marker),
            None => self.plain(line),
        }
    }

    fn item(&mut self, line: &TypedLine<'a>, marker: Marker) {
        let depth = self.depth(marker, line.indent / LEVEL);
        let text = BlockLine { text: line.text, start: LineStart::Own };
        let item = ListItem { depth, marker, label: line.label(), lines: vec![text] };
        match self.blocks.last_mut() {
            Some(TidyBlock::List(items)) => items.push(item),
            _ => self.blocks.push(TidyBlock::List(vec![item])),
        }
    }

    /// How deep an item stands: where one like it stood, else below the last one.
    fn depth(&mut self, marker: Marker, indent: usize) -> usize {
        let is_like = |level: &ListLevel| level.marker.is_like(marker);
        if let Some(depth) = self.levels.iter().rposition(|level| is_like(level) && level.indent == indent) {
            self.levels.truncate(depth + 1);
            return depth;
        }
        while self.levels.last().is_some_and(|level| level.indent > indent) {
            self.levels.pop();
        }
        self.levels.push(ListLevel { marker, indent });
        self.levels.len() - 1
    }

    /// A note of an item stands in it where it is indented, else by itself.
    fn note(&mut self, line: &TypedLine<'a>) {
        let is_deeper = self.levels.last().is_some_and(|level| line.indent / LEVEL > level.indent);
        match self.last_item().filter(|_| is_deeper) {
            Some(item) => item.lines.push(BlockLine { text: line.whole, start: LineStart::Own }),
            None => self.paragraph(line),
        }
    }

    /// A line without a marker: a part of the item before it, unless that is finished.
    fn plain(&mut self, line: &TypedLine<'a>) {
        let is_deeper = self.levels.last().is_some_and(|level| line.indent / LEVEL > level.indent);
        if self.is_after_blank {
            return self.paragraph(line);
        }
        let may_wrap = self.breaks == LineBreaks::Wrapped;
        if let Some(item) = self.last_item() {
            let last = item.lines.last().map(|line| TypedLine::parse(line.text));
            let is_long = last.is_some_and(|line| line.whole.chars().count() >= BROKEN_FROM);
            if is_deeper || !last.is_some_and(|line| line.is_closed()) {
                let start = if is_deeper || (is_long && may_wrap) { LineStart::Wrapped } else { LineStart::Own };
                return item.lines.push(BlockLine { text: line.whole, start });
            }
        }
        match self.blocks.last_mut() {
            Some(TidyBlock::Paragraph(lines)) => {
                let is_closed = lines.last().is_some_and(|last| TypedLine::parse(last.text).is_closed());
                let start = match self.breaks {
                    LineBreaks::Kept | LineBreaks::KeptInMarkdown if is_closed => return self.paragraph(line),
                    LineBreaks::KeptInMarkdown if line.whole.starts_with(['|', '>']) => LineStart::Wrapped,
                    LineBreaks::Kept | LineBreaks::KeptInMarkdown => LineStart::Own,
                    LineBreaks::Wrapped => LineStart::Wrapped,
                };
                lines.push(BlockLine { text: line.whole, start });
            }
            _ => self.paragraph(line),
        }
    }

    fn paragraph(&mut self, line: &TypedLine<'a>) {
        self.levels.clear();
        self.blocks.push(TidyBlock::Paragraph(vec![BlockLine { text: line.whole, start: LineStart::Own }]));
    }

    /// The item that is open.
    fn last_item(&mut self) -> Option<&mut ListItem<'a>> {
        match self.blocks.last_mut() {
            Some(TidyBlock::List(items)) => items.last_mut(),
            _ => None,
        }
    }
}
