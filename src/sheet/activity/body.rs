//! Sections of a body: found by their headings, and written between what is there.

use crate::model::prose::{number, parser};
use crate::sheet::plain::plain;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// The level of the headings of sections.
const LEVEL: u8 = 2;

/// A section, or what stands before the first.
#[derive(Debug)]
struct BodySection {
    /// Its heading; `None` for what stands before the first.
    heading: Option<String>,
    /// With its heading.
    range: Range<usize>,
    /// Where its words begin.
    start: usize,
}

/// A section that is to stand in a body.
#[derive(Clone, Copy, Debug)]
pub struct NewSection<'a> {
    /// Its heading as it is written; `None` for the beginning of the body.
    pub heading: Option<&'a str>,
    pub markdown: &'a str,
    /// The section behind which it stands where the body lacks it.
    pub behind: Option<&'a str>,
}

fn sections(body: &str) -> Vec<BodySection> {
    let mut found = vec![BodySection { heading: None, range: 0..body.len(), start: 0 }];
    let mut depth = 0_usize;
    let mut is_heading = false;
    for (event, range) in parser(body).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 && number(level) <= LEVEL => {
                found.iter_mut().rev().take(1).for_each(|last| last.range.end = range.start);
                found.push(BodySection { heading: Some(String::new()), range: range.start..body.len(), start: range.end });
                (depth, is_heading) = (depth + 1, true);
            }
            Event::Start(_) => depth += 1,
            Event::End(TagEnd::Heading(_)) => (depth, is_heading) = (depth - 1, false),
            Event::End(_) => depth -= 1,
            Event::Text(text) | Event::Code(text) if is_heading => {
                found.iter_mut().rev().take(1).filter_map(|last| last.heading.as_mut()).for_each(|heading| heading.push_str(&text));
            }
            _ => {}
        }
    }
    found
}

fn find(body: &str, heading: Option<&str>) -> Option<BodySection> {
    let name = heading.map(plain);
    sections(body).into_iter().find(|section| section.heading.as_deref().map(plain) == name)
}

/// The headings of the sections in their order, the first `None` for what stands before them.
pub fn headings(body: &str) -> Vec<Option<String>> {
    sections(body).into_iter().map(|section| section.heading).collect()
}

/// The Markdown of a section, with line breaks of LF; empty where there is none.
pub fn section(body: &str, heading: Option<&str>) -> String {
    let found = find(body, heading);
    found.map(|section| body[section.start..section.range.end].trim().replace("\r\n", "\n")).unwrap_or_default()
}

/// The body with a section; everything else as it was.
pub fn with_section(body: &str, new: NewSection<'_>) -> String {
    let NewSection { heading, markdown, behind } = new;
    let title = heading.map(|heading| format!("{} {heading}", "#".repeat(LEVEL.into())));
    let words: Vec<&str> = [title.as_deref().unwrap_or_default(), markdown].into_iter().filter(|part| !part.is_empty()).collect();
    let text = match find(body, heading) {
        Some(section) if body[section.start..section.range.end].trim().is_empty() => {
            joined(&body[..section.start], markdown, &body[section.range.end..])
        }
        Some(section) => {
            let there = &body[section.start..section.range.end];
            let start = section.start + there.len() - there.trim_start().len();
            format!("{}{markdown}{}", &body[..start], &body[start + there.trim().len()..])
        }
        None => {
            let before = find(body, behind).or_else(|| find(body, None));
            let at = before.map_or(body.len(), |section| section.range.end);
            joined(&body[..at], &words.join("\n\n"), &body[at..])
        }
    };
    if body.contains("\r\n") { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
}

/// A block between two others.
fn joined(above: &str, block: &str, below: &str) -> String {
    let (above, below) = (above.trim_end(), below.trim_start());
    let above = if above.is_empty() { "\n".to_owned() } else { format!("{above}\n\n") };
    let below = if below.is_empty() { String::new() } else { format!("\n{below}") };
    format!("{above}{block}\n{below}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "\n- 相談会\n\n## 現状\n\n本文\n\n### 詳細\n\n表\n\n## 課題\n\n## 備考\n\n注\n";

    fn with(body: &str, heading: Option<&str>, behind: Option<&str>) -> String {
        with_section(body, NewSection { heading, markdown: "新しい文", behind })
    }

    #[test]
    fn sections_are_found_by_their_headings() {
        let found = [None, Some("現状"), Some("課題"), Some("備考"), Some("成果")].map(|heading| section(BODY, heading));
        assert_eq!(found, ["- 相談会", "本文\n\n### 詳細\n\n表", "", "注", ""]);
        assert_eq!(headings(BODY), [None, Some("現状"), Some("課題"), Some("備考")].map(|heading| heading.map(str::to_owned)));
    }

    #[test]
    fn a_section_is_written_and_all_else_stays() {
        assert_eq!(with(BODY, None, None), BODY.replace("- 相談会", "新しい文"));
        assert_eq!(with(BODY, Some("課題"), None), BODY.replace("## 課題\n", "## 課題\n\n新しい文\n"));
        assert_eq!(with(BODY, Some("現状"), None), BODY.replace("本文\n\n### 詳細\n\n表", "新しい文"));
        assert_eq!(with(BODY, Some("成果"), Some("現状")), BODY.replace("\n## 課題", "\n## 成果\n\n新しい文\n\n## 課題"));
        assert_eq!(with("", None, None), "\n新しい文\n");
        assert_eq!(with("", Some("成果"), None), "\n## 成果\n\n新しい文\n");
        assert_eq!(with("\n## 備考\n\n注\n", None, None), "\n新しい文\n\n## 備考\n\n注\n");
        assert_eq!(with("\r\n- 相談会\r\n", Some("成果"), None), "\r\n- 相談会\r\n\r\n## 成果\r\n\r\n新しい文\r\n");
    }
}
