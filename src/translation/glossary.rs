//! Terms for the translator: those of the glossary, and what was translated before.

use super::catalogue::{Catalogue, TextKind};
use super::entry::memory;
use crate::model::GlossaryTerm;
use std::collections::BTreeMap;

/// Most letters of a text that is taken for a term.
const LONGEST: usize = 20;

/// A Japanese term with its English, as the translator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRow {
    pub ja: String,
    pub en: String,
    pub note: Option<String>,
    /// In how many places of the content it stands.
    pub uses: usize,
}

/// The terms of the glossary, then short texts of the content that have one English, the most frequent first.
pub fn terms(catalogue: &Catalogue, glossary: &[GlossaryTerm]) -> Vec<TermRow> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for text in catalogue.texts.iter().filter(|text| text.kind == TextKind::Value && text.ja.chars().count() <= LONGEST) {
        *uses.entry(&text.ja).or_default() += 1;
    }
    let is_listed = |ja: &str| glossary.iter().any(|term| term.ja == ja);
    let memory = memory(catalogue);
    let remembered = uses.iter().filter(|(ja, _)| !is_listed(ja)).filter_map(|(ja, uses)| {
        let english = memory.get(ja).filter(|all| all.len() == 1)?.first()?;
        Some(TermRow { ja: (*ja).to_owned(), en: (*english).to_owned(), note: None, uses: *uses })
    });
    let mut remembered: Vec<TermRow> = remembered.collect();
    remembered.sort_by(|first, second| second.uses.cmp(&first.uses).then_with(|| first.ja.cmp(&second.ja)));
    let listed = glossary.iter().map(|term| TermRow {
        ja: term.ja.clone(),
        en: term.en.clone(),
        note: term.note.clone(),
        uses: uses.get(term.ja.as_str()).copied().unwrap_or(0),
    });
    listed.chain(remembered).collect()
}

/// The items whose Japanese stands in a text, the longest first. Within a longer one a shorter one does not count.
pub fn occurring<'a, Item>(ja: &str, items: impl Iterator<Item = &'a Item>, japanese: impl Fn(&Item) -> &str) -> Vec<&'a Item> {
    let mut items: Vec<&Item> = items.filter(|item| ja.contains(japanese(item))).collect();
    items.sort_by_key(|item| std::cmp::Reverse(japanese(item).len()));
    let mut rest = ja.to_owned();
    items.retain(|item| {
        let is_there = rest.contains(japanese(item));
        rest = rest.replace(japanese(item), " ");
        is_there
    });
    items
}

/// The terms of the glossary that stand in a Japanese text, and whose English its translation lacks.
pub fn terms_lacking<'a>(ja: &str, english: &str, glossary: &'a [GlossaryTerm]) -> Vec<&'a GlossaryTerm> {
    let lower = english.to_lowercase();
    let found = occurring(ja, glossary.iter(), |term| &term.ja);
    found.into_iter().filter(|term| !lower.contains(&term.en.to_lowercase())).collect()
}
