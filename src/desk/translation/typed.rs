//! English texts as they were typed, and the texts of today to which they belong.

use super::texts::ListedText;
use crate::desk::draft::{Draft, DraftRow};
use crate::desk::form::FormFields;
use crate::translation::EntryState;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An English text as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypedTranslation {
    /// Where its Japanese stood first.
    pub context: String,
    pub ja: String,
    pub english: String,
    /// The Japanese has changed, and the English may stay as it is.
    pub is_done: bool,
    /// What it lost or added is right.
    pub is_accepted: bool,
}

/// What a form was sent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A proposed text that nobody touched is not typed yet.
    Judging,
    /// A proposed text that stands in its field is meant.
    Saving,
}

/// What was typed, at the texts of today.
pub struct PlacedDraft<'a> {
    /// By the keys of today.
    pub rows: BTreeMap<&'a str, PlacedTranslation<'a>>,
    /// What has no place any more, by the keys that it was typed under.
    pub lost: BTreeMap<&'a str, &'a TypedTranslation>,
}

/// A typed text at a text of today.
pub struct PlacedTranslation<'a> {
    /// The key under which it was typed: another one where somebody changed the text meanwhile.
    pub typed_as: &'a str,
    pub typed: &'a TypedTranslation,
}

impl PlacedTranslation<'_> {
    /// Whether somebody changed the text after this was typed.
    pub fn is_outdated(&self, key: &str) -> bool {
        self.typed_as != key
    }
}

impl<'a> PlacedDraft<'a> {
    /// What a draft says that the content does not: of each text the one that was typed for it as it is, else for what it was.
    pub fn of(all: &'a [ListedText<'a>], draft: Option<&'a Draft<TypedTranslation>>) -> PlacedDraft<'a> {
        let mut placed = PlacedDraft { rows: BTreeMap::new(), lost: BTreeMap::new() };
        let rows = draft.into_iter().flat_map(|draft| &draft.rows);
        let (of_today, older): (Vec<_>, Vec<_>) = rows.partition(|(key, _)| all.iter().any(|listed| listed.key == **key));
        for (key, row) in of_today.into_iter().chain(older) {
            let typed = &row.fields;
            match place(all, key, typed) {
                Some(listed) if !differs(listed, typed) => {}
                Some(listed) if !placed.rows.contains_key(listed.key.as_str()) => {
                    placed.rows.insert(&listed.key, PlacedTranslation { typed_as: key, typed });
                }
                Some(_) | None => drop(placed.lost.insert(key, typed)),
            }
        }
        placed
    }

    /// How many texts are typed and not saved.
    pub fn count(&self) -> usize {
        self.rows.len() + self.lost.len()
    }
}

/// The text of today to which a typed one belongs: the same, else the one in its place or with its Japanese in the same file.
fn place<'a>(all: &'a [ListedText<'a>], key: &str, typed: &TypedTranslation) -> Option<&'a ListedText<'a>> {
    let file = |context: &str| context.split_once('#').map_or(String::new(), |(file, _)| file.to_owned());
    let in_place = |listed: &&ListedText<'_>| listed.entry.text.context() == typed.context;
    let has_japanese = |listed: &&ListedText<'_>| listed.entry.text.ja == typed.ja;
    let is_near = |listed: &&ListedText<'_>| listed.entry.text.document.path() == file(&typed.context);
    all.iter()
        .find(|listed| listed.key == key)
        .or_else(|| all.iter().find(|listed| in_place(listed) && has_japanese(listed)))
        .or_else(|| all.iter().find(|listed| is_near(listed) && has_japanese(listed)))
        .or_else(|| all.iter().find(in_place))
}

/// Whether a typed text says anything that the content does not.
fn differs(listed: &ListedText<'_>, typed: &TypedTranslation) -> bool {
    let there = listed.entry.text.english.as_ref().map_or("", |english| &english.text);
    typed.english != there || typed.is_done && listed.entry.state == EntryState::Changed
}

/// What a person typed: a draft of before, with the fields of a form in the place of its own for the same texts.
pub fn typed(
    all: &[ListedText<'_>],
    before: Option<&Draft<TypedTranslation>>,
    form: &FormFields,
    reason: Reason,
) -> BTreeMap<String, DraftRow<TypedTranslation>> {
    let placed = PlacedDraft::of(all, before);
    let is_sent = |key: &str| form.has(&format!("english.{key}"));
    let kept = placed.rows.iter().filter(|(key, row)| !is_sent(key) && !is_sent(row.typed_as)).map(|(_, row)| (row.typed_as, row.typed));
    let kept = kept.chain(placed.lost.iter().map(|(key, typed)| (*key, *typed)));
    let row = |key: &str, fields: TypedTranslation| DraftRow { was: key.to_owned(), fields };
    let mut rows: BTreeMap<String, DraftRow<TypedTranslation>> =
        kept.map(|(key, typed)| (key.to_owned(), row(key, typed.clone()))).collect();
    for key in form.names_behind("english.") {
        let sent = sent(form, key);
        // What the field had: English that is there, or a proposal.
        let is_touched = sent.english != form.text(&format!("had.{key}")) || sent.is_done;
        let is_meant = match all.iter().find(|listed| listed.key == key) {
            Some(listed) => differs(listed, &sent) && (is_touched || reason == Reason::Saving),
            // Somebody else changed the text meanwhile.
            None => is_touched,
        };
        if is_meant {
            rows.insert(key.to_owned(), row(key, sent));
        }
    }
    rows
}

fn sent(form: &FormFields, key: &str) -> TypedTranslation {
    let text = |field: &str| form.text(&format!("{field}.{key}")).to_owned();
    TypedTranslation {
        context: text("context"),
        ja: text("ja"),
        english: text("english"),
        is_done: form.has(&format!("done.{key}")),
        is_accepted: form.has(&format!("accept.{key}")),
    }
}
