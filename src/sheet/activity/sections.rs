//! The parts of a measure's body: what was done, and the sections 成果, 課題 and 備考 behind it.

use super::ActivityColumn;
use crate::model::prose::{number, parser};
use crate::sheet::results::like;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// The columns that are sections with a heading, in their order.
const SECTIONS: [ActivityColumn; 3] = [ActivityColumn::Outcome, ActivityColumn::Problems, ActivityColumn::Remarks];
/// The level of their headings. Others, such as those that a division typed, are within a section.
const LEVEL: u8 = 2;
/// The level of the highest headings within a section.
pub const LEVEL_WITHIN: u8 = LEVEL + 1;

/// A heading at the top of a body.
struct BodyHeading {
    level: u8,
    range: Range<usize>,
    text: String,
}

fn headings(body: &str) -> Vec<BodyHeading> {
    let mut found: Vec<BodyHeading> = Vec::new();
    let mut depth = 0_usize;
    for (event, range) in parser(body).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                found.push(BodyHeading { level: number(level), range, text: String::new() });
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(TagEnd::Heading(_)) => depth -= 1,
            Event::End(_) => depth -= 1,
            Event::Text(text) | Event::Code(text) if depth == 1 => {
                found
                    .iter_mut()
                    .rev()
                    .take(1)
                    .filter(|heading| heading.range.contains(&range.start))
                    .for_each(|heading| heading.text += &text);
            }
            _ => {}
        }
    }
    found
}

fn column_of(heading: &BodyHeading) -> Option<ActivityColumn> {
    SECTIONS.into_iter().find(|column| heading.level == LEVEL && column.heading() == heading.text.trim())
}

/// Where the words of a section are, without the lines around them; `None` where the body lacks its heading.
fn range(body: &str, column: ActivityColumn) -> Option<Range<usize>> {
    let headings = headings(body);
    let range = match column {
        ActivityColumn::Activities => {
            0..headings.iter().find(|heading| column_of(heading).is_some()).map_or(body.len(), |it| it.range.start)
        }
        _ => {
            let position = headings.iter().position(|heading| column_of(heading) == Some(column))?;
            let ends = |other: &&BodyHeading| other.level <= LEVEL;
            let end = headings[position + 1..].iter().find(ends).map_or(body.len(), |next| next.range.start);
            headings[position].range.end..end
        }
    };
    let text = &body[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    Some(if text.trim().is_empty() { range.start..range.start } else { start..start + text.trim().len() })
}

/// Whether each word of a body stands in a section or before the first: there are no other headings of their level, none comes twice, and
/// no section runs on into the next one.
pub fn is_divided(body: &str) -> bool {
    let found: Vec<BodyHeading> = headings(body).into_iter().filter(|heading| heading.level <= LEVEL).collect();
    let columns: Vec<ActivityColumn> = found.iter().filter_map(column_of).collect();
    let is_alone = |column: &ActivityColumn| columns.iter().filter(|other| *other == column).count() == 1;
    columns.len() == found.len() && columns.iter().all(is_alone) && all().all(|column| stands_alone(section(body, column)))
}

fn all() -> impl Iterator<Item = ActivityColumn> {
    std::iter::once(ActivityColumn::Activities).chain(SECTIONS)
}

/// Whether a text ends where a heading comes behind it, and has none of its level.
pub fn stands_alone(markdown: &str) -> bool {
    let text = format!("{markdown}\n\n");
    let behind = format!("{text}{} {}\n", "#".repeat(LEVEL.into()), ActivityColumn::Outcome.heading());
    let found: Vec<BodyHeading> = headings(&behind).into_iter().filter(|heading| heading.level <= LEVEL).collect();
    matches!(found.as_slice(), [heading] if heading.range.start == text.len())
}

/// The section in which a byte of a body stands.
pub fn column_at(body: &str, position: usize) -> ActivityColumn {
    let before = headings(body).into_iter().filter(|heading| heading.range.start <= position);
    before.filter_map(|heading| column_of(&heading)).next_back().unwrap_or(ActivityColumn::Activities)
}

/// The body without a section and its heading.
pub fn without_section(body: &str, column: ActivityColumn) -> String {
    let headings = headings(body);
    let starts = |other: &&BodyHeading| other.level <= LEVEL;
    let range = match (column, headings.iter().position(|heading| column_of(heading) == Some(column))) {
        (ActivityColumn::Activities, _) => 0..headings.iter().find(|it| column_of(it).is_some()).map_or(body.len(), |it| it.range.start),
        (_, None) => return body.to_owned(),
        (_, Some(position)) => {
            let end = headings[position + 1..].iter().find(starts).map_or(body.len(), |next| next.range.start);
            headings[position].range.start..end
        }
    };
    let (above, below) = (body[..range.start].trim_end(), &body[range.end..]);
    let above = if above.is_empty() { String::new() } else { format!("{above}\n") };
    let below = if below.is_empty() { String::new() } else { format!("\n{below}") };
    like(body, &format!("{above}{below}"))
}

/// The Markdown of a section; empty where there is none.
pub fn section(body: &str, column: ActivityColumn) -> &str {
    range(body, column).map_or("", |range| &body[range])
}

/// The body with another section; everything else as it was.
pub fn with_section(body: &str, column: ActivityColumn, markdown: &str) -> String {
    let new = like(body, markdown);
    match range(body, column) {
        Some(range) if !range.is_empty() => format!("{}{new}{}", &body[..range.start], &body[range.end..]),
        Some(range) => {
            // Below the heading, or at the beginning.
            let (above, below) = (body[..range.start].trim_end(), body[range.start..].trim_start());
            let above = if above.is_empty() { "\n".to_owned() } else { format!("{above}\n\n") };
            let below = if below.is_empty() { String::new() } else { format!("\n{below}") };
            like(body, &format!("{above}{new}\n{below}"))
        }
        None => {
            let later = SECTIONS.into_iter().skip_while(|other| *other != column).skip(1);
            let at = later
                .filter_map(|later| headings(body).into_iter().find(|heading| column_of(heading) == Some(later)))
                .map(|it| it.range.start);
            let at = at.min().unwrap_or(body.len());
            let (above, below) = (body[..at].trim_end(), &body[at..]);
            let below = if below.trim().is_empty() { String::new() } else { format!("\n{below}") };
            like(body, &format!("{above}\n\n{} {}\n\n{new}\n{below}", "#".repeat(LEVEL.into()), column.heading()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "\n- 相談会\n\n## 現状\n\n本文\n\n## 成果\n\n増えた。\n\n### 詳細\n\n表\n\n## 課題\n\n## 備考\n\n注\n";

    #[test]
    fn sections_are_found_by_their_headings() {
        let found = [ActivityColumn::Activities, ActivityColumn::Outcome, ActivityColumn::Problems, ActivityColumn::Remarks];
        let found = found.map(|column| section(BODY, column));
        assert_eq!(found, ["- 相談会\n\n## 現状\n\n本文", "増えた。\n\n### 詳細\n\n表", "", "注"]);
    }

    #[test]
    fn a_section_is_written_and_all_else_stays() {
        let with = |body: &str, column| with_section(body, column, "新しい文");
        assert_eq!(with(BODY, ActivityColumn::Outcome), BODY.replace("増えた。\n\n### 詳細\n\n表", "新しい文"));
        assert_eq!(with(BODY, ActivityColumn::Problems), BODY.replace("## 課題\n", "## 課題\n\n新しい文\n"));
        assert_eq!(with("", ActivityColumn::Activities), "\n新しい文\n");
        assert_eq!(with("\n## 備考\n\n注\n", ActivityColumn::Activities), "\n新しい文\n\n## 備考\n\n注\n");
        assert_eq!(with("\n- 相談会\n", ActivityColumn::Outcome), "\n- 相談会\n\n## 成果\n\n新しい文\n");
        assert_eq!(with("\n- 相談会\n\n## 備考\n\n注\n", ActivityColumn::Problems), "\n- 相談会\n\n## 課題\n\n新しい文\n\n## 備考\n\n注\n");
        assert_eq!(with("\r\n- 相談会\r\n", ActivityColumn::Outcome), "\r\n- 相談会\r\n\r\n## 成果\r\n\r\n新しい文\r\n");
    }

    #[test]
    fn a_body_is_divided_where_nothing_stands_outside_of_its_sections() {
        assert!(["", "\n- 相談会\n", "甲\n\n### 乙\n\n## 備考\n\n丙\n\n## 成果\n"].into_iter().all(is_divided));
        let others = [BODY, "## 成果\n\n甲\n\n## 成果\n\n乙\n", "# 題\n\n甲\n", "## 成果\n\n```\n甲\n", "甲\n---\n乙\n"];
        assert!(!others.into_iter().any(is_divided));
        assert_eq!(column_at(BODY, BODY.find("表").unwrap()), ActivityColumn::Outcome);
        assert_eq!([column_at(BODY, 0), column_at(BODY, BODY.len())], [ActivityColumn::Activities, ActivityColumn::Remarks]);
    }
}
