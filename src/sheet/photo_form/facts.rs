//! Photos of a measure in its front matter: words changed, photos taken out, and another order. Everything else stays byte for byte.

use crate::sheet::activity::facts::set;
use crate::sheet::results::{like, replaced};
use std::ops::Range;
use toml_edit::{Document, DocumentMut, Item, TableLike, Value};

const PHOTO: &str = "photo";

/// The front matter with the Japanese of a key of a photo; `None` where it cannot be read.
pub fn with_words(facts: &str, position: usize, key: &str, words: &str) -> Option<String> {
    let document = Document::parse(facts).ok()?;
    let photo = document.get(PHOTO)?.as_array_of_tables()?.get(position)?;
    let written = Value::from(words).to_string();
    match photo.get(key) {
        None => set(facts, photo, key, &format!("{{ ja = {written} }}"), |document| table(document, position)),
        Some(Item::Value(Value::String(text))) => Some(replaced(facts, text.span()?, &written)),
        Some(text) => set(facts, text.as_table_like()?, "ja", &written, |document| {
            let photo = document.get_mut(PHOTO)?.as_array_of_tables_mut()?.get_mut(position)?;
            photo.get_mut(key)?.as_table_like_mut()
        }),
    }
}

fn table(document: &mut DocumentMut, position: usize) -> Option<&mut dyn TableLike> {
    Some(document.get_mut(PHOTO)?.as_array_of_tables_mut()?.get_mut(position)? as &mut dyn TableLike)
}

/// The front matter without a key of a photo.
pub fn without_words(facts: &str, position: usize, key: &str) -> Option<String> {
    let mut document: DocumentMut = facts.parse().ok()?;
    table(&mut document, position)?.remove(key);
    Some(like(facts, &document.to_string()))
}

/// How many photos there are.
pub fn count(facts: &str) -> Option<usize> {
    let document = Document::parse(facts).ok()?;
    document.get(PHOTO).map_or(Some(0), |photos| Some(photos.as_array_of_tables()?.len()))
}

/// The position of the photo with a file as it is written.
pub fn position_of(facts: &str, file: &str) -> Option<usize> {
    let document = Document::parse(facts).ok()?;
    let photos = document.get(PHOTO)?.as_array_of_tables()?;
    photos.iter().position(|photo| photo.get("file").and_then(Item::as_str) == Some(file))
}

/// The front matter with its photos in another order: `order` has the positions of those that stay. `None` where the photos cannot be
/// told apart.
pub fn arranged(facts: &str, order: &[usize]) -> Option<String> {
    let parts = photos(facts);
    let count = parts.len();
    if order.iter().any(|position| *position >= count) {
        return None;
    }
    let content = |range: &Range<usize>| facts[range.clone()].trim_end().to_owned();
    let mut new = facts.to_owned();
    for (place, range) in parts.iter().enumerate().rev() {
        let text = content(range);
        match order.get(place) {
            Some(position) => new.replace_range(range.start..range.start + text.len(), &content(&parts[*position])),
            None => new.replace_range(range.clone(), ""),
        }
    }
    if order.len() < count && !new.is_empty() && parts.last().is_some_and(|last| last.end == facts.len()) {
        let end = new.trim_end().len();
        let line_break = if facts.contains("\r\n") { "\r\n" } else { "\n" };
        new.replace_range(end.., if end == 0 { "" } else { line_break });
    }
    is_rearranged(facts, &new, order).then_some(new)
}

/// The stretches of the photos, each with the comment directly above it, up to the next table.
fn photos(facts: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut start, mut comment, mut is_open) = (0, None, false);
    for line in facts.split_inclusive('\n') {
        let text = line.trim();
        let is_photo = text.starts_with("[[photo]]");
        if text.starts_with('[') && !text.starts_with("[photo.") {
            let begin = comment.unwrap_or(start);
            found.iter_mut().rev().take(1).filter(|_| is_open).for_each(|last| last.end = begin);
            if is_photo {
                found.push(begin..facts.len());
            }
            is_open = is_photo;
        }
        comment = text.starts_with('#').then(|| comment.unwrap_or(start));
        start += line.len();
    }
    found
}

/// Whether a text says what another one says, with its photos in an order.
fn is_rearranged(old: &str, new: &str, order: &[usize]) -> bool {
    let parsed = |text: &str| toml::from_str::<toml::Table>(text).ok();
    let (Some(mut old), Some(mut new)) = (parsed(old), parsed(new)) else { return false };
    let list = |table: &mut toml::Table| match table.remove(PHOTO) {
        Some(toml::Value::Array(photos)) => photos,
        Some(_) | None => Vec::new(),
    };
    let (before, after) = (list(&mut old), list(&mut new));
    let wanted: Option<Vec<&toml::Value>> = order.iter().map(|position| before.get(*position)).collect();
    old == new && wanted == Some(after.iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACTS: &str = "a = 1\n\n# 一枚目\n[[photo]]\nfile = \"a.jpg\"\nalt = { ja = \"あ\", en = \"A\" } # 済\n\n[[photo]]\nfile = \"b.jpg\"\nalt = \"い\"\n\n# 予算\n[budget]\nplanned = 1\n\n[[photo]]\nfile = \"c.jpg\"\n[photo.alt]\nja = \"う\"\n";

    #[test]
    fn words_take_the_place_of_others_and_new_ones_get_a_key() {
        assert_eq!(with_words(FACTS, 0, "alt", "え").unwrap(), FACTS.replace("\"あ\"", "\"え\""));
        assert_eq!(with_words(FACTS, 1, "alt", "え").unwrap(), FACTS.replace("\"い\"", "\"え\""));
        assert_eq!(with_words(FACTS, 2, "alt", "え").unwrap(), FACTS.replace("\"う\"", "\"え\""));
        let expected = FACTS.replace("alt = \"い\"\n", "alt = \"い\"\ncaption = { ja = \"お\" }\n");
        assert_eq!(with_words(FACTS, 1, "caption", "お").unwrap(), expected);
        assert_eq!(without_words(&expected, 1, "caption").unwrap(), FACTS);
        assert_eq!(with_words(FACTS, 3, "alt", "え"), None);
    }

    #[test]
    fn photos_change_their_places_with_their_comments_and_all_else_stays() {
        let [first, second, third] = [
            "# 一枚目\n[[photo]]\nfile = \"a.jpg\"\nalt = { ja = \"あ\", en = \"A\" } # 済",
            "[[photo]]\nfile = \"b.jpg\"\nalt = \"い\"",
            "[[photo]]\nfile = \"c.jpg\"\n[photo.alt]\nja = \"う\"",
        ];
        let budget = "# 予算\n[budget]\nplanned = 1";
        assert_eq!(arranged(FACTS, &[2, 0, 1]).unwrap(), format!("a = 1\n\n{third}\n\n{first}\n\n{budget}\n\n{second}\n"));
        assert_eq!(arranged(FACTS, &[0, 1, 2]).unwrap(), FACTS);
        assert_eq!(arranged(FACTS, &[1, 2]).unwrap(), format!("a = 1\n\n{second}\n\n{third}\n\n{budget}\n"));
        assert_eq!(arranged("[[photo]]\r\nfile = \"a\"\r\n", &[]).unwrap(), "");
        assert_eq!(arranged("photo = [{ file = \"a\" }]\n", &[0]), None);
        let tricky = "[[photo]]\nalt = \"\"\"\n[[photo]]\n\"\"\"\n[[photo]]\nfile = \"b\"\n";
        assert_eq!(arranged(tricky, &[1, 0]), None, "what cannot be told apart is left");
        assert_eq!(position_of(FACTS, "c.jpg"), Some(2));
    }
}
