//! What a reader may have to look up, once on a page: how its charts are read, and what its terms mean.

use super::context::PageContext;
use super::figure::{definitions, terms};
use super::indicator_table::key;
use crate::record::EditionRecord;
use serde::Serialize;

/// How charts are read, and terms.
#[derive(Debug, Serialize)]
pub struct Help {
    /// What the bars show, and how their figures are computed.
    pub reading: Vec<String>,
    pub terms: Vec<HelpTerm>,
}

/// A term with its explanation.
#[derive(Debug, Serialize)]
pub struct HelpTerm {
    pub id: String,
    pub term: String,
    pub meaning: String,
}

/// The help for a page of an edition with figures of its indicators.
pub fn help(context: &PageContext<'_>, edition: &EditionRecord) -> Help {
    let (words, names) = (&context.words.help, &context.words.indicator);
    let plain = [(&names.baseline, &words.baseline), (&names.actual, &words.actual), (&names.target, &words.target)];
    let plain = plain.into_iter().map(|(term, meaning)| (term.clone(), meaning.clone()));
    let of_rule = terms(context.words, edition).into_iter().map(|term| (term.term, term.meaning));
    let term = |(place, (term, meaning))| HelpTerm { id: format!("term-{place}"), term, meaning };
    let goals: Vec<_> = edition.goals.iter().collect();
    let reading = [key(context, edition, &goals), definitions(context.words, edition)];
    Help {
        reading: reading.into_iter().filter(|text| !text.is_empty()).collect(),
        terms: plain.chain(of_rule).enumerate().map(term).collect(),
    }
}
