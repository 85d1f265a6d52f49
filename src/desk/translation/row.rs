//! A text on the page: its Japanese with what changed, where it stands, its English as it is or as it was typed, and terms.

use super::heading::{PlaceHeading, heading};
use super::judged::JudgedTranslations;
use super::texts::{ContentTexts, ListedText};
use super::typed::{PlacedDraft, PlacedTranslation, TypedTranslation};
use crate::language::Language;
use crate::message::{Message, Messages};
use crate::model::{Document, GlossaryTerm, Indicator, Project};
use crate::render::text_diff::{MergedPiece, merged_pieces};
use crate::translation::{TermRow, TextKind, TranslatableText, kind, occurring, remarks, terms_lacking};
use serde::Serialize;

/// Most terms beside a text.
const MOST_TERMS: usize = 8;
/// Most letters of the Japanese that stand for the whole.
const BEGINNING: usize = 24;
/// Letters on a line of a field, in either language.
const JAPANESE_LINE: usize = 26;
const ENGLISH_LINE: usize = 58;

#[derive(Serialize)]
pub struct TranslationRow {
    pub key: String,
    /// Of the place, where the text before stands in another one.
    pub heading: Option<PlaceHeading>,
    pub context: String,
    /// `new`, `changed` or `done`.
    pub state: &'static str,
    /// What it is, and of which indicator.
    pub about: String,
    pub ja: String,
    /// The Japanese with the marks of what changed.
    pub pieces: Vec<WordingView>,
    pub remarks: Vec<String>,
    pub terms: Vec<TermView>,
    pub english: String,
    /// What the field has before anybody types.
    pub had: String,
    pub lines: usize,
    pub is_done: bool,
    pub is_accepted: bool,
    /// Whether what is wrong may be accepted.
    pub is_acceptable: bool,
    /// Whether it was typed and is not saved.
    pub is_typed: bool,
    /// Whether it is written when the rest of its body has English.
    pub is_waiting: bool,
    /// What keeps it from being saved.
    pub errors: Vec<String>,
    /// What a person should look at.
    pub doubts: Vec<String>,
}

/// A piece of the Japanese.
#[derive(Serialize)]
pub struct WordingView {
    /// `same`, `del` or `ins`.
    pub mark: &'static str,
    pub text: String,
}

/// A term that stands in the Japanese.
#[derive(Serialize)]
pub struct TermView {
    pub ja: String,
    pub en: String,
    pub note: Option<String>,
    /// Whether it is in the glossary; else it was translated so elsewhere.
    pub is_fixed: bool,
}

/// What was typed for a text that is not there any more.
#[derive(Serialize)]
pub struct LostRow {
    pub key: String,
    pub ja: String,
    pub english: String,
}

/// The rows of some texts.
pub fn rows<'a>(
    language: Language,
    texts: &ContentTexts<'_>,
    here: impl Iterator<Item = &'a ListedText<'a>>,
    placed: &PlacedDraft<'_>,
    judged: &JudgedTranslations,
) -> Vec<TranslationRow> {
    let terms = texts.terms();
    let maker = RowMaker { language, messages: Messages::of(language), project: texts.project, terms: &terms, judged };
    let mut before: Option<&Document> = None;
    let row = |listed: &'a ListedText<'a>| {
        let document = &listed.entry.text.document;
        let heading = (before != Some(document)).then(|| heading(texts.project, document, language));
        before = Some(document);
        maker.row(listed, heading, placed.rows.get(listed.key.as_str()))
    };
    here.map(row).collect()
}

/// What has no field any more.
pub fn lost(key: &str, typed: &TypedTranslation) -> LostRow {
    LostRow { key: key.to_owned(), ja: typed.ja.clone(), english: typed.english.clone() }
}

/// The beginning of a Japanese text, which stands for the whole.
pub fn beginning(ja: &str) -> String {
    let beginning: String = ja.chars().take(BEGINNING).collect();
    if beginning.len() < ja.len() { beginning + "…" } else { beginning }
}

struct RowMaker<'a> {
    language: Language,
    messages: Messages,
    project: &'a Project,
    terms: &'a [TermRow],
    judged: &'a JudgedTranslations,
}

impl RowMaker<'_> {
    fn row(&self, listed: &ListedText<'_>, heading: Option<PlaceHeading>, typed: Option<&PlacedTranslation<'_>>) -> TranslationRow {
        let ListedText { key, entry } = listed;
        let ja = &entry.text.ja;
        let had = entry.target.unwrap_or_default();
        let english = typed.map_or(had, |row| &row.typed.english);
        let found = self.judged.found.get(key);
        let errors = found.map(|found| found.errors.clone()).unwrap_or_default();
        // Of a text whose Japanese changed after it was typed: from what it was typed.
        let typed_from = typed.map(|row| row.typed.ja.as_str()).filter(|typed_from| typed_from != ja);
        TranslationRow {
            key: key.clone(),
            heading,
            context: entry.text.context(),
            state: entry.state.word(),
            about: self.about(entry.text),
            ja: ja.clone(),
            pieces: wording(typed_from.or(entry.previous).unwrap_or(ja), ja),
            remarks: remarks(entry).iter().map(|line| self.messages.text(line)).collect(),
            terms: self.terms(ja),
            english: english.to_owned(),
            had: had.to_owned(),
            lines: lines(ja, english),
            is_done: typed.is_some_and(|row| row.typed.is_done),
            is_accepted: typed.is_some_and(|row| row.typed.is_accepted),
            is_acceptable: found.is_some_and(|found| found.is_acceptable) || typed.is_some_and(|row| row.typed.is_accepted),
            is_typed: typed.is_some(),
            is_waiting: self.judged.waiting.contains(key),
            doubts: self.doubts(entry.text, english),
            errors,
        }
    }

    fn about(&self, text: &TranslatableText) -> String {
        let name = self.indicator(text).map(|indicator| indicator.name.in_language(self.language).0.clone());
        let form = (text.kind == TextKind::Unit).then(|| text.key.rsplit('.').next().unwrap_or_default().to_owned());
        let parts = std::iter::once(self.messages.text(&kind(text))).chain(form).chain(name.filter(|name| *name != text.ja));
        parts.collect::<Vec<_>>().join(" / ")
    }

    /// The indicator that a text belongs to.
    fn indicator(&self, text: &TranslatableText) -> Option<&Indicator> {
        let rest = text.key.strip_prefix("indicator.").or_else(|| text.key.strip_prefix("results."))?;
        let id = rest.split('.').next()?;
        let goals = self.project.strategies.iter().flat_map(|strategy| &strategy.goals);
        goals.flat_map(|goal| goal.all_indicators()).map(|(_, indicator)| indicator).find(|indicator| indicator.id == id)
    }

    /// The terms that stand in a Japanese text; single letters stand in too many.
    fn terms(&self, ja: &str) -> Vec<TermView> {
        let glossary = &self.project.glossary;
        let is_fixed = |term: &TermRow| glossary.iter().any(|fixed| fixed.ja == term.ja);
        let is_term = |term: &&TermRow| is_fixed(term) || (term.ja != ja && term.ja.chars().count() > 1);
        let mut found = occurring(ja, self.terms.iter().filter(is_term), |term| &term.ja);
        found.truncate(MOST_TERMS);
        found.sort_by_key(|term| ja.find(&term.ja));
        let view =
            |term: &TermRow| TermView { ja: term.ja.clone(), en: term.en.clone(), note: term.note.clone(), is_fixed: is_fixed(term) };
        found.into_iter().map(view).collect()
    }

    /// Terms of the glossary that the English says in other words.
    fn doubts(&self, text: &TranslatableText, english: &str) -> Vec<String> {
        if english.is_empty() || text.kind == TextKind::Unit {
            return Vec::new();
        }
        let said =
            |term: &GlossaryTerm| Message::new("desk-translation.term").part("term", term.ja.as_str()).part("english", term.en.as_str());
        let lacking = terms_lacking(&text.ja, english, &self.project.glossary).into_iter();
        lacking.map(|term| self.messages.text(&said(term))).collect()
    }
}

fn wording(old: &str, new: &str) -> Vec<WordingView> {
    let view = |piece: MergedPiece| {
        let mark = match &piece {
            MergedPiece::Shared(_) => "same",
            MergedPiece::Removed(_) => "del",
            MergedPiece::Added(_) => "ins",
        };
        WordingView { mark, text: piece.text().to_owned() }
    };
    merged_pieces(old, new).into_iter().map(view).collect()
}

/// How many lines a field has: those of the longer text, within reason.
fn lines(ja: &str, english: &str) -> usize {
    const FEWEST: usize = 2;
    const MOST: usize = 14;
    let of = |text: &str, line: usize| text.lines().map(|own| own.chars().count().div_ceil(line).max(1)).sum::<usize>();
    of(ja, JAPANESE_LINE).max(of(english, ENGLISH_LINE)).clamp(FEWEST, MOST)
}
