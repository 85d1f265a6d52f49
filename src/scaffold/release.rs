//! A draft that is finished: its mark goes, and the date of its publication comes.

use crate::load::front_matter::split;
use crate::model::Published;
use std::ops::Range;
use toml_edit::{Document, Item, Value};

/// The text of an `edition.md` without its mark as a draft and with a date of publication; everything else stays byte for byte.
/// `None` where its front matter cannot be read.
pub fn released(text: &str, date: Option<Published>) -> Option<String> {
    let facts = split(text).ok()?.facts;
    let document = Document::parse(&text[facts.clone()]).ok()?;
    let place = |key: &str| document.get(key).and_then(Item::as_value).and_then(Value::span);
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    if let Some(draft) = place("draft") {
        changes.push((line(&text[facts.clone()], draft.start), String::new()));
    }
    if let Some(date) = date {
        let written = format!("\"{date}\"");
        changes.push(match place("published") {
            Some(known) => (known, written),
            None => {
                let end = if text[..facts.start].ends_with("\r\n") { "\r\n" } else { "\n" };
                (offered(&text[facts.clone()]).unwrap_or(0..0), format!("published = {written}{end}"))
            }
        });
    }
    changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let changed = |text: String, (range, new): (Range<usize>, String)| {
        format!("{}{new}{}", &text[..facts.start + range.start], &text[facts.start + range.end..])
    };
    Some(changes.into_iter().fold(text.to_owned(), changed))
}

/// The line of a place, with its break.
fn line(text: &str, place: usize) -> Range<usize> {
    let start = text[..place].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[place..].find('\n').map_or(text.len(), |newline| place + newline + 1);
    start..end
}

/// The line of a new edition that offers a date as a comment.
fn offered(facts: &str) -> Option<Range<usize>> {
    let start = if facts.starts_with("# published = ") { 0 } else { facts.find("\n# published = ")? + 1 };
    Some(line(facts, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date() -> Option<Published> {
        Published::parse("2023-09-29")
    }

    #[test]
    fn the_mark_goes_and_the_date_comes_and_the_rest_stays() {
        let new = "+++\r\n# a\r\n# published = \"2030-10\"\r\ndraft = true # b\r\ntitle = { ja = \"c\" }\r\n+++\r\nd\r\n";
        let expected = "+++\r\n# a\r\npublished = \"2023-09-29\"\r\ntitle = { ja = \"c\" }\r\n+++\r\nd\r\n";
        assert_eq!(released(new, date()).unwrap(), expected);
        assert_eq!(released(expected, date()).unwrap(), expected);
        assert_eq!(released(expected, None).unwrap(), expected);
        assert_eq!(released("+++\ntitle = \"a\"\n+++\n", date()).unwrap(), "+++\npublished = \"2023-09-29\"\ntitle = \"a\"\n+++\n");
        assert_eq!(released("+++\npublished = \"2022-01\"\ndraft=true\n+++\n", date()).unwrap(), "+++\npublished = \"2023-09-29\"\n+++\n");
        assert_eq!(released("no facts", date()), None);
    }
}
