//! Ids for what is new: never by place, and never one that was used before.

use crate::load::Folder;
use crate::load::front_matter::split;
use std::collections::BTreeSet;
use toml_edit::{DocumentMut, Item};
use unicode_normalization::UnicodeNormalization;

/// Stands before the number of an indicator without an English name.
const NUMBERED: &str = "indicator-";
/// Most letters of an id that is made of a name.
const MOST_LETTERS: usize = 60;
/// The name of the page that lists all indicators.
const INDEX: &str = "index";

/// Every id of an indicator that the content has or had, as far as its texts say.
#[derive(Clone, Debug, Default)]
pub struct UsedIds {
    ids: BTreeSet<String>,
    /// The greatest number behind [`NUMBERED`].
    last: u32,
}

impl UsedIds {
    /// The ids of all strategies, and those of results of all editions, whose indicators may be gone. Numbers count wherever a text has
    /// them.
    pub fn of(folder: &Folder) -> UsedIds {
        let mut used = UsedIds::default();
        for (path, source) in folder.below("content") {
            let text = &folder.sources.get(source).text;
            used.last = used.last.max(numbers(text).max().unwrap_or(0));
            let facts = split(text).ok().and_then(|parts| text[parts.facts].parse::<DocumentMut>().ok());
            let Some(facts) = facts.filter(|_| path.starts_with("strategies/") || path.starts_with("editions/")) else { continue };
            used.ids.extend(
                facts
                    .get("results")
                    .and_then(Item::as_table_like)
                    .into_iter()
                    .flat_map(|results| results.iter().map(|(id, _)| id.to_owned())),
            );
            used.ids.extend(super::known::ids(&facts));
        }
        used
    }

    /// Notes an id that a table gives.
    pub fn add(&mut self, id: &str) {
        self.last = self.last.max(numbers(id).max().unwrap_or(0));
        self.ids.insert(id.to_owned());
    }

    /// An id that was never used: made of the English name, else the next number.
    pub fn new_id(&mut self, english: Option<&str>) -> String {
        let id = match english.and_then(slug) {
            Some(slug) if !self.ids.contains(&slug) => slug,
            Some(slug) => (2..).map(|number| format!("{slug}-{number}")).find(|id| !self.ids.contains(id)).unwrap_or_default(),
            None => format!("{NUMBERED}{}", self.last + 1),
        };
        self.add(&id);
        id
    }
}

/// The numbers of a text that stand behind [`NUMBERED`], where this is no part of a longer id.
fn numbers(text: &str) -> impl Iterator<Item = u32> {
    let is_of_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    text.match_indices(NUMBERED).filter_map(move |(at, _)| {
        let rest = &text[at + NUMBERED.len()..];
        let end = rest.find(|letter| !is_of_id(letter)).unwrap_or(rest.len());
        rest[..end].parse().ok().filter(|_| !text[..at].ends_with(is_of_id))
    })
}

/// An English name as an id; `None` where no letter remains.
fn slug(name: &str) -> Option<String> {
    let plain: String = name.nfkd().filter(|letter| !matches!(letter, '\'' | '’') && !('\u{300}'..='\u{36f}').contains(letter)).collect();
    let mut slug = String::new();
    for word in plain.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() && slug.len() + 1 + word.len() > MOST_LETTERS {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word.to_ascii_lowercase());
    }
    slug.truncate(MOST_LETTERS);
    (slug.contains(|letter: char| letter.is_ascii_lowercase()) && slug != INDEX).then_some(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_names_become_ids() {
        for (name, id) in [
            ("Children’s day-care places (total)", Some("childrens-day-care-places-total")),
            ("Café visits: 100%", Some("cafe-visits-100")),
            ("Index", None),
            ("2040", None),
            ("年間出生数", None),
        ] {
            assert_eq!(slug(name).as_deref(), id, "{name}");
        }
        assert_eq!(slug(&"word ".repeat(40)).map(|id| id.len()), Some(59));
    }

    #[test]
    fn an_id_is_never_made_twice() {
        let mut used = UsedIds::default();
        ["visits", "indicator-16", "old-indicator-40"].iter().for_each(|id| used.add(id));
        let made = [Some("Visits"), Some("Visits"), None, None].map(|english| used.new_id(english));
        assert_eq!(made, ["visits-2", "visits-3", "indicator-17", "indicator-18"]);
    }
}
