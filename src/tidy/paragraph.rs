//! Paragraphs of a body of Markdown whose lines run together on the page.

use super::Edit;
use super::block::{LineBreaks, blocks, table_rows};
use super::emit::{Writing, markdown as written};
use super::line::{Marker, TypedLine};
use super::office::OfficeSigns;
use crate::model::prose::parser;
use pulldown_cmark::{CodeBlockKind, Event, Tag};
use std::ops::Range;

/// Letters of a line that begins with a sign of a heading, and is one although no other line of its kind follows.
const SHORT_HEADING: usize = 20;
/// What follows a number that names something: ①の取組.
const PARTICLES: [char; 10] = ['の', 'と', 'は', 'が', 'を', 'に', 'へ', 'か', '、', '及'];

/// A paragraph whose lines run together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunTogether {
    /// The first line that does not stand by itself.
    pub range: Range<usize>,
}

/// A paragraph at the top of a body.
struct Paragraph<'a> {
    /// From the beginning of its first line to the end of its last word.
    range: Range<usize>,
    lines: Vec<(Range<usize>, TypedLine<'a>)>,
    /// The level of the heading above it, 0 where there is none.
    level: u8,
    /// The signs behind the numbers of the lists before and behind it.
    beside: Vec<char>,
}

/// Every paragraph whose lines run together, at the line that shows it.
pub fn run_together(markdown: &str) -> Vec<RunTogether> {
    let of = |paragraph: &Paragraph<'_>| Some(RunTogether { range: paragraph.lines[paragraph.trigger()?].0.clone() });
    paragraphs(markdown).iter().filter_map(of).collect()
}

/// The same paragraphs as lists, headings, tables and paragraphs.
pub fn edits(markdown: &str) -> Vec<Edit> {
    let found = paragraphs(markdown);
    let wanted = found.iter().filter(|paragraph| paragraph.trigger().is_some());
    wanted.map(|paragraph| Edit { range: paragraph.range.clone(), text: paragraph.markdown(markdown) }).collect()
}

/// The paragraphs that may have such lines.
fn paragraphs(markdown: &str) -> Vec<Paragraph<'_>> {
    let is_typed = |line: &str| TypedLine::parse(line).marker.is_some() || line.trim().contains('\t');
    if !markdown.lines().any(is_typed) {
        return Vec::new();
    }
    let mut found: Vec<Paragraph<'_>> = Vec::new();
    let mut depth = 0_usize;
    let mut reading: Option<ParagraphReader> = None;
    let mut level = 0;
    // The sign of the list that was read last, and whether a paragraph was read last.
    let mut before = None;
    let mut is_after_paragraph = false;
    for (event, range) in parser(markdown).into_offset_iter() {
        if depth == 0 {
            match &event {
                Event::Start(Tag::List(first)) => {
                    before = first
                        .and_then(|_| markdown[range.clone()].chars().find(|letter| !letter.is_ascii_digit() && !letter.is_whitespace()));
                    if let Some(last) = found.last_mut().filter(|_| is_after_paragraph) {
                        last.beside.extend(before);
                    }
                }
                // Behind a list it would be a part of its last item.
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) if is_after_paragraph => drop(found.pop()),
                Event::Start(Tag::Heading { level: of, .. }) => level = crate::model::prose::number(*of),
                Event::Start(Tag::Paragraph) => reading = Some(ParagraphReader { range: range.clone(), breaks: Vec::new() }),
                _ => {}
            }
            is_after_paragraph = matches!(event, Event::Start(Tag::Paragraph));
            if !is_after_paragraph && !matches!(event, Event::Start(Tag::List(_))) {
                before = None;
            }
        }
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::SoftBreak if depth == 1 => reading.iter_mut().for_each(|reading| reading.breaks.push(range.clone())),
            _ => {}
        }
        if depth == 0
            && let Some(reading) = reading.take()
        {
            found.push(reading.finish(markdown, level, before.take()));
        }
    }
    found
}

struct ParagraphReader {
    range: Range<usize>,
    breaks: Vec<Range<usize>>,
}

impl ParagraphReader {
    fn finish(self, markdown: &str, level: u8, before: Option<char>) -> Paragraph<'_> {
        let above = &markdown[..self.range.start];
        let indent = above.len() - above.trim_end_matches(' ').len();
        let begins_line = above.trim_end_matches(' ').is_empty() || above.trim_end_matches(' ').ends_with('\n');
        let start = if begins_line { self.range.start - indent } else { self.range.start };
        let end = self.range.start + markdown[self.range].trim_end().len();
        let mut lines = Vec::new();
        let mut from = start;
        for to in self.breaks.iter().filter(|to| to.start < end).chain([&(end..end)]) {
            let line = &markdown[from..to.start];
            let blank = line.len() - line.trim_start().len();
            lines.push((from + blank..from + line.trim_end().len(), TypedLine::parse(line)));
            from = to.end;
        }
        Paragraph { range: start..end, lines, level, beside: before.into_iter().collect() }
    }
}

impl Paragraph<'_> {
    /// The first line that shows that the lines do not belong together.
    fn trigger(&self) -> Option<usize> {
        let lines: Vec<TypedLine<'_>> = self.lines.iter().map(|(_, line)| *line).collect();
        let is_trigger = |position: &usize| {
            let (before, line) = (&lines[*position - 1], &lines[*position]);
            let is_after_like =
                |marker: Marker| lines[..*position].iter().filter_map(|line| line.marker).any(|other| other.is_like(marker));
            match line.marker {
                Some(Marker::Dash(sign)) => is_after_like(Marker::Dash(sign)),
                Some(Marker::Note) => before.is_closed() || before.whole.ends_with(['）', ')', '」']) || before.marker.is_some(),
                Some(marker) => before.is_closed() || before.marker.is_some() || is_after_like(marker),
                None if *position == 1 => {
                    let is_short = before.text.chars().count() <= SHORT_HEADING && before.can_be_heading();
                    let is_heading = matches!(before.marker, Some(Marker::Heading(sign)) if sign == '【' || is_short);
                    is_heading || table_rows(&lines) > 1
                }
                None => table_rows(&lines[*position - 1..]) > 1,
            }
        };
        (1..lines.len()).find(is_trigger)
    }

    fn markdown(&self, body: &str) -> String {
        let lines: Vec<TypedLine<'_>> = self.lines.iter().map(|(_, line)| *line).collect();
        let begins = |line: &&str, label: &str| {
            let line = TypedLine::parse(line);
            line.label() == label && !line.text.starts_with(PARTICLES)
        };
        let is_named = |label: &str| body.matches(label).count() > body.lines().filter(|line| begins(line, label)).count();
        let writing = Writing {
            level: if self.level == 0 { 2 } else { (self.level + 1).min(6) },
            delimiter: if self.beside.contains(&'.') { ')' } else { '.' },
            is_named: &is_named,
            signs: OfficeSigns::Markdown,
        };
        let text = written(&blocks(&lines, LineBreaks::Wrapped), &writing);
        if body.contains("\r\n") { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
    }
}
