//! Marks of Markdown that stand on the page as they were typed: `*「小」*を`, and links whose address has a space.

use super::Edit;
use crate::model::prose::parser;
use pulldown_cmark::{Event, Tag, TagEnd, TextMergeWithOffset};
use std::ops::Range;

/// Marks around words, longer ones before those that they begin with.
const MARKS: [&str; 4] = ["**", "__", "~~", "*"];
/// Brackets that can be put outside the marks.
const BRACKETS: [(char, char); 8] =
    [('「', '」'), ('『', '』'), ('（', '）'), ('【', '】'), ('〈', '〉'), ('《', '》'), ('“', '”'), ('(', ')')];
/// What keeps a mark behind it from closing.
const ENDS: [char; 5] = ['。', '、', '！', '？', '％'];

/// A mark that did not take effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftoverMark {
    /// `**`
    pub mark: &'static str,
    pub range: Range<usize>,
}

/// A link that is none, because its address has a space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpacedLink {
    pub address: String,
    /// The address between its brackets.
    pub range: Range<usize>,
}

/// Words between two marks that did not take effect.
struct MarkedWords<'a> {
    mark: &'static str,
    range: Range<usize>,
    words: &'a str,
}

/// The texts of a body that stand in it as they are shown, with their places.
fn texts(markdown: &str) -> Vec<(Range<usize>, &str)> {
    let mut is_code = false;
    let mut found = Vec::new();
    for (event, range) in TextMergeWithOffset::new(parser(markdown).into_offset_iter()) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(text) if !is_code => {
                let written = markdown.get(range.clone()).filter(|written| *written == &*text);
                found.extend(written.map(|written| (range, written)));
            }
            _ => {}
        }
    }
    found
}

/// Whether a sign stands behind a backslash, and is meant as it is.
fn is_escaped(markdown: &str, at: usize) -> bool {
    markdown[..at].ends_with('\\')
}

/// The marks that did not take effect: `**` anywhere, the others around words.
pub fn leftovers(markdown: &str) -> Vec<LeftoverMark> {
    let mut found = Vec::new();
    for (range, text) in texts(markdown).into_iter().filter(|(_, text)| text.contains(['*', '_', '~'])) {
        if let Some(at) = text.find("**").filter(|at| !is_escaped(markdown, range.start + at)) {
            let start = range.start + at;
            found.push(LeftoverMark { mark: "**", range: start..start + 2 });
        }
        for marked in
            marked(text).into_iter().filter(|marked| marked.mark != "**" && !is_escaped(markdown, range.start + marked.range.start))
        {
            let start = range.start + marked.range.start;
            found.push(LeftoverMark { mark: marked.mark, range: start..start + marked.mark.len() });
        }
    }
    found
}

/// Links that stand on the page as they were typed.
pub fn spaced_links(markdown: &str) -> Vec<SpacedLink> {
    if !markdown.contains("](") {
        return Vec::new();
    }
    texts(markdown).into_iter().flat_map(|(range, text)| links_in(markdown, text, range.start)).collect()
}

fn links_in(markdown: &str, text: &str, start: usize) -> Vec<SpacedLink> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("](") {
        let opens = from + at + 2;
        from = opens;
        let is_link =
            text[..opens - 2].rfind('[').is_some_and(|open| !is_escaped(markdown, start + open) && !text[open..opens - 2].contains(']'));
        let Some(length) = closing(&text[opens..]).filter(|_| is_link) else { continue };
        let address = &text[opens..opens + length];
        let is_spaced = address.trim() == address && address.contains([' ', '\u{3000}']) && !address.contains(['<', '>', '"', '\n']);
        if is_spaced {
            found.push(SpacedLink { address: address.to_owned(), range: start + opens..start + opens + length });
        }
    }
    found
}

/// Where the bracket closes that is open before this text.
fn closing(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => open += 1,
            ')' if open == 0 => return Some(at),
            ')' => open -= 1,
            _ => {}
        }
    }
    None
}

/// Words that were to be marked, with what kept the marks from it: brackets or punctuation beside them; `__` within a word.
fn marked(text: &str) -> Vec<MarkedWords<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(next) = next_marked(text, from) {
        from = next.range.end;
        found.push(next);
    }
    found
}

fn next_marked(text: &str, from: usize) -> Option<MarkedWords<'_>> {
    let starts = text[from..].char_indices().filter(|(_, letter)| ['*', '_', '~'].contains(letter)).map(|(at, _)| from + at);
    starts.filter_map(|at| marked_at(text, at)).next()
}

fn marked_at(text: &str, at: usize) -> Option<MarkedWords<'_>> {
    let mark = MARKS.into_iter().find(|mark| text[at..].starts_with(mark))?;
    let sign = mark.chars().next()?;
    let start = at + mark.len();
    let words = &text[start..start + text[start..].find(mark)?];
    let end = start + words.len() + mark.len();
    let is_apart = !text[..at].ends_with(sign) && !text[end..].starts_with(sign) && !words.contains(sign);
    let is_close = !words.is_empty() && words.trim() == words && !words.contains('\n');
    let is_japanese = !words.is_ascii();
    let is_kept = mark == "__"
        || words.starts_with(|first| BRACKETS.iter().any(|(open, _)| *open == first))
        || words.ends_with(|last| ENDS.contains(&last) || BRACKETS.iter().any(|(_, close)| *close == last));
    (is_apart && is_close && is_japanese && is_kept).then_some(MarkedWords { mark, range: at..end, words })
}

/// The marks that can be mended: brackets outside of them, `__` as `**`; and addresses between `<` and `>`.
pub fn edits(markdown: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for (range, text) in texts(markdown) {
        for marked in marked(text).into_iter().filter(|marked| !is_escaped(markdown, range.start + marked.range.start)) {
            let range = range.start + marked.range.start..range.start + marked.range.end;
            edits.extend(mended(&marked).map(|text| Edit { range, text }));
        }
        edits.extend(
            links_in(markdown, text, range.start).into_iter().map(|link| Edit { range: link.range, text: format!("<{}>", link.address) }),
        );
    }
    edits.sort_by_key(|edit| edit.range.start);
    let mut end = 0;
    edits.retain(|edit| {
        let is_apart = edit.range.start >= end;
        end = end.max(edit.range.end);
        is_apart
    });
    edits
}

fn mended(marked: &MarkedWords<'_>) -> Option<String> {
    let mark = if marked.mark == "__" { "**" } else { marked.mark };
    let first = marked.words.chars().next()?;
    let last = marked.words.chars().next_back()?;
    let inner = BRACKETS.contains(&(first, last)).then(|| &marked.words[first.len_utf8()..marked.words.len() - last.len_utf8()]);
    match inner.filter(|inner| !inner.is_empty() && !inner.contains([first, last])) {
        Some(inner) => Some(format!("{first}{mark}{inner}{mark}{last}")),
        None if ENDS.contains(&last) => {
            let words = &marked.words[..marked.words.len() - last.len_utf8()];
            (!words.is_empty()).then(|| format!("{mark}{words}{mark}{last}"))
        }
        None if marked.mark == "__" => Some(format!("{mark}{}{mark}", marked.words)),
        None => None,
    }
}
