//! What a translator is given: each distinct text once.

use super::catalogue::{Catalogue, TextOrigin, TranslatableText};
use std::collections::{BTreeMap, BTreeSet};

/// Which texts are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    All,
    /// Those without English, and those whose Japanese has changed since.
    Open,
    /// Those whose Japanese has changed since.
    Stale,
    /// Those without English.
    Missing,
}

/// How far the translation of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryState {
    New,
    Changed,
    Done,
}

/// A text for the translator: one of several places that have the same Japanese and the same English.
#[derive(Clone, Debug)]
pub struct TranslationEntry<'a> {
    /// The first of its places.
    pub text: &'a TranslatableText,
    /// How many other places have it.
    pub others: usize,
    pub state: EntryState,
    /// The English that is there; for a new text that of the same Japanese elsewhere, if all places agree.
    pub target: Option<&'a str>,
    /// Whether the English is that of another place.
    pub is_recalled: bool,
    /// The Japanese that the English was made from, where it was another one and is known.
    pub previous: Option<&'a str>,
}

impl EntryState {
    /// The state of a text.
    pub fn of(text: &TranslatableText) -> EntryState {
        match (&text.english, &text.origin) {
            (None, _) => EntryState::New,
            (Some(_), TextOrigin::Older(_)) => EntryState::Changed,
            (Some(_), TextOrigin::Today | TextOrigin::NotRecorded) => EntryState::Done,
        }
    }

    /// The word in the table of the translator.
    pub fn word(self) -> &'static str {
        match self {
            EntryState::New => "new",
            EntryState::Changed => "changed",
            EntryState::Done => "done",
        }
    }
}

impl Wanted {
    /// Whether a text of this state is wanted.
    pub fn has(self, state: EntryState) -> bool {
        match self {
            Wanted::All => true,
            Wanted::Open => state != EntryState::Done,
            Wanted::Stale => state == EntryState::Changed,
            Wanted::Missing => state == EntryState::New,
        }
    }
}

/// What is equal in all places of an entry.
pub(super) type EntryIdentity<'a> = (&'a str, Option<&'a str>, EntryState, Option<&'a str>);

/// What is equal in all places of the entry that a text belongs to.
pub(super) fn identity(text: &TranslatableText) -> EntryIdentity<'_> {
    let previous = match &text.origin {
        TextOrigin::Older(previous) if text.english.is_some() => previous.as_deref(),
        TextOrigin::Older(_) | TextOrigin::NotRecorded | TextOrigin::Today => None,
    };
    (&text.ja, text.english.as_ref().map(|english| english.text.as_str()), EntryState::of(text), previous)
}

/// The entries of the texts that are wanted, in the order of their first places.
pub fn entries(catalogue: &Catalogue, wanted: Wanted) -> Vec<TranslationEntry<'_>> {
    let memory = memory(catalogue);
    let mut positions: BTreeMap<EntryIdentity<'_>, usize> = BTreeMap::new();
    let mut found: Vec<TranslationEntry<'_>> = Vec::new();
    for text in &catalogue.texts {
        let own = identity(text);
        let (ja, english, state, previous) = own;
        if !wanted.has(state) {
            continue;
        }
        if let Some(position) = positions.get(&own) {
            found[*position].others += 1;
            continue;
        }
        positions.insert(own, found.len());
        let recalled = memory.get(ja).filter(|known| english.is_none() && known.len() == 1).and_then(|known| known.first().copied());
        let target = english.or(recalled);
        found.push(TranslationEntry { text, others: 0, state, target, is_recalled: recalled.is_some(), previous });
    }
    found
}

/// The English texts that each Japanese one has, where it has not changed since; of one that has none now that of sealed editions.
pub(super) fn memory(catalogue: &Catalogue) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut memory: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for text in catalogue.texts.iter().filter(|text| !text.is_older()) {
        if let Some(english) = &text.english {
            memory.entry(&text.ja).or_default().insert(&english.text);
        }
    }
    for (ja, english) in &catalogue.remembered {
        memory.entry(ja).or_insert_with(|| BTreeSet::from([english.as_str()]));
    }
    memory
}
