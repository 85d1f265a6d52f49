//! A body in both languages, block by block.

use super::blocks::{Block, blocks, written};
use crate::render::text_diff::shared_positions;
use std::collections::BTreeMap;

/// A Japanese body with its English, if there is any.
#[derive(Clone, Debug)]
pub struct BilingualBody {
    pub japanese: String,
    pub ja: Vec<Block>,
    pub english: Option<String>,
    pub en: Vec<Block>,
    /// For each Japanese block its English one, and the Japanese that this was made from where that is known to be another one.
    pub pairs: Vec<BlockPair>,
}

/// What there is in English of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockPair {
    /// The position of the English block.
    pub english: Option<usize>,
    pub origin: BlockOrigin,
}

/// What is known of the Japanese that an English block was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BlockOrigin {
    /// It is that of today, as far as anybody knows.
    #[default]
    Today,
    Other(String),
    /// The body was another one, and its blocks are not known.
    Unknown,
}

impl BilingualBody {
    /// Pairs the blocks of both bodies. `made_from` are the Japanese blocks from which the English ones were made, where they are known;
    /// `is_older` says that the Japanese body has changed since.
    pub fn new(japanese: &str, english: Option<&str>, made_from: &[String], is_older: bool) -> BilingualBody {
        let (ja, en) = (blocks(japanese), english.map(blocks).unwrap_or_default());
        let pairs = if !en.is_empty() && made_from.len() == en.len() { by_record(&ja, made_from) } else { by_kind(&ja, &en, is_older) };
        BilingualBody { japanese: japanese.to_owned(), ja, english: english.map(str::to_owned), en, pairs }
    }

    /// The English of a block.
    pub fn english_of(&self, position: usize) -> Option<&Block> {
        self.en.get(self.pairs.get(position)?.english?)
    }

    /// Whether the English body has the blocks of the Japanese one, in their order.
    fn is_aligned(&self) -> bool {
        self.en.len() == self.ja.len() && (0..).zip(&self.pairs).all(|(position, pair)| pair.english == Some(position))
    }

    /// The English body with other texts for some Japanese blocks. Where it has not the blocks of the Japanese body it is made anew from
    /// that one; `None` where a block then has no English.
    pub fn with(&self, texts: &BTreeMap<usize, String>) -> Option<String> {
        if let (Some(english), true) = (&self.english, self.is_aligned()) {
            let changes = texts.iter().filter(|(position, text)| self.en[**position].text != **text);
            return Some(replaced(english, changes.map(|(position, text)| (&self.en[*position], text.clone()))));
        }
        let each = self.ja.iter().enumerate().map(|(position, block)| {
            let own = texts.get(&position).cloned().or_else(|| self.english_of(position).map(|english| english.text.clone()));
            own.or_else(|| (!block.is_text()).then(|| block.text.clone())).map(|text| (block, text))
        });
        let all: Vec<(&Block, String)> = each.collect::<Option<_>>()?;
        Some(replaced(&self.japanese, all.into_iter()))
    }

    /// The Japanese body with another text for one of its blocks.
    pub fn japanese_with(&self, position: usize, text: &str) -> String {
        replaced(&self.japanese, self.ja.get(position).map(|block| (block, text.to_owned())).into_iter())
    }

    /// The Japanese of each English block, where both bodies have the same blocks; else nothing is known.
    pub fn made_from_today(&self) -> Vec<String> {
        let is_whole = self.english.as_deref().is_some_and(|english| self.is_whole(english));
        if is_whole { self.ja.iter().map(|block| block.text.clone()).collect() } else { Vec::new() }
    }

    /// Whether an English body would have the blocks of the Japanese one, with these texts.
    pub fn is_whole(&self, english: &str) -> bool {
        let found = blocks(english);
        found.len() == self.ja.len() && found.iter().zip(&self.ja).all(|(found, block)| found.kind == block.kind)
    }
}

/// A body with other texts for some of its blocks, which come in their order.
fn replaced<'a>(body: &str, changes: impl Iterator<Item = (&'a Block, String)>) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (block, text) in changes {
        out += &body[at..block.range.start];
        out += &written(body, block, &text);
        at = block.range.end;
    }
    out + &body[at..]
}

/// Blocks whose Japanese is that from which the English was made; those between them in their order.
fn by_record(ja: &[Block], made_from: &[String]) -> Vec<BlockPair> {
    let common = shared_positions(ja.len(), made_from.len(), |block, old| ja[block].text == made_from[old]);
    let mut pairs = vec![BlockPair::default(); ja.len()];
    let mut last = (0, 0);
    for next in common.into_iter().chain([(ja.len(), made_from.len())]) {
        for (own, old) in (last.0..next.0).zip(last.1..next.1) {
            let known = Some(&made_from[old]).filter(|text| !text.is_empty());
            let origin = known.map_or(BlockOrigin::Unknown, |text| BlockOrigin::Other(text.clone()));
            pairs[own] = BlockPair { english: Some(old), origin };
        }
        if let Some(pair) = pairs.get_mut(next.0) {
            *pair = BlockPair { english: Some(next.1), origin: BlockOrigin::Today };
        }
        last = (next.0 + 1, next.1 + 1);
    }
    pairs
}

/// Blocks of the same kinds in the same order.
fn by_kind(ja: &[Block], en: &[Block], is_older: bool) -> Vec<BlockPair> {
    let is_same = |block: &Block, other: &Block| block.kind == other.kind;
    let is_whole = ja.len() == en.len() && ja.iter().zip(en).all(|(block, other)| is_same(block, other));
    let origin = if is_whole && !is_older { BlockOrigin::Today } else { BlockOrigin::Unknown };
    let mut pairs = vec![BlockPair::default(); ja.len()];
    for (own, other) in shared_positions(ja.len(), en.len(), |block, other| is_same(&ja[block], &en[other])) {
        pairs[own] = BlockPair { english: Some(other), origin: origin.clone() };
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(body: &BilingualBody) -> Vec<Option<&str>> {
        (0..body.ja.len()).map(|position| body.english_of(position).map(|block| block.text.as_str())).collect()
    }

    #[test]
    fn a_block_that_changed_is_told_by_what_the_english_was_made_from() {
        let made_from = ["一", "二", "四"].map(str::to_owned);
        let body = BilingualBody::new("一\n\n二と半\n\n三\n\n四\n", Some("one\n\ntwo\n\nfour\n"), &made_from, true);
        assert_eq!(english(&body), [Some("one"), Some("two"), None, Some("four")]);
        assert_eq!(body.pairs[1].origin, BlockOrigin::Other("二".to_owned()));
        let texts = BTreeMap::from([(1, "two and a half".to_owned()), (2, "three".to_owned())]);
        assert_eq!(body.with(&texts).as_deref(), Some("one\n\ntwo and a half\n\nthree\n\nfour\n"));
        assert_eq!(body.with(&BTreeMap::new()), None);
    }

    #[test]
    fn a_body_with_the_same_blocks_changes_by_the_bytes_of_one() {
        let body = BilingualBody::new("# 一\n\n- 二\n- 三\n", Some("# one\n\n*   two\n*   three  \n"), &[], false);
        assert_eq!(body.with(&BTreeMap::from([(1, "2nd".to_owned())])).as_deref(), Some("# one\n\n*   2nd\n*   three  \n"));
    }

    #[test]
    fn a_body_without_english_is_made_from_the_japanese() {
        let body = BilingualBody::new("## 一 {#a}\n\n| 二 | 5 |\n|---|---|\n", None, &[], false);
        let texts = BTreeMap::from([(0, "one".to_owned()), (1, "two".to_owned())]);
        let made = body.with(&texts).unwrap_or_default();
        assert_eq!(made, "## one {#a}\n\n| two | 5 |\n|---|---|\n");
        assert!(body.is_whole(&made));
        assert!(!body.is_whole("one\n\ntwo\n\n5\n"));
    }
}
