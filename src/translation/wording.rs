//! The words for a text that is translated: where it stands, what it is, and what to watch.

use super::blocks::BlockKind;
use super::catalogue::{TextKind, TranslatableText};
use super::entry::{EntryState, TranslationEntry};
use crate::message::{Message, Messages};
use crate::model::Document;

/// Where a text stands and what it is, where else it stands, and what to watch.
pub fn note(entry: &TranslationEntry<'_>, messages: &Messages) -> String {
    let place = Message::new("translation-sheet.place").part("place", place(&entry.text.document)).part("kind", kind(entry.text));
    let lines = std::iter::once(place).chain(remarks(entry));
    lines.map(|line| messages.text(&line)).collect::<Vec<_>>().join("\n")
}

/// Where else a text stands, and what to watch.
pub fn remarks(entry: &TranslationEntry<'_>) -> Vec<Message> {
    let said = |name: &str| Message::new(&format!("translation-sheet.{name}"));
    let mut found = Vec::new();
    if entry.others > 0 {
        found.push(said("others").part("count", entry.others));
    }
    if entry.is_recalled {
        found.push(said("recalled"));
    }
    if entry.state == EntryState::Changed && entry.previous.is_none() {
        found.push(said("unknown"));
    }
    found
}

/// What people call a text of this kind.
pub fn kind(text: &TranslatableText) -> Message {
    let said = |name: &str| Message::new(&format!("translation-sheet.{name}"));
    match text.kind {
        TextKind::Value => said(value_kind(&text.key)),
        TextKind::Unit => said("unit"),
        TextKind::Block(BlockKind::Heading) => said("heading"),
        TextKind::Block(BlockKind::Paragraph) => said("paragraph"),
        TextKind::Block(BlockKind::Item) => said("item"),
        TextKind::Block(BlockKind::Cell) => said("cell"),
        TextKind::Block(BlockKind::Html) => said("html"),
    }
}

/// What a value of TOML is, by its key.
fn value_kind(key: &str) -> &'static str {
    match key.rsplit('.').next().unwrap_or_default() {
        "short" => "short",
        "title" => "title",
        "name" => "name",
        "definition" => "definition",
        "note" => "note",
        "source" => "origin",
        "owner" => "owner",
        "caption" => "caption",
        "alt" => "alt",
        "credit" => "credit",
        "reason" | "grade_reason" => "reason",
        "text" if key.starts_with("review.") => "review",
        _ => "value",
    }
}

/// What people call a file of the content.
pub fn place(document: &Document) -> Message {
    let said = |name: &str| Message::new(&format!("translation-place.{name}"));
    match document {
        Document::Site | Document::Frameworks | Document::Register | Document::Translations | Document::Glossary => said("site"),
        Document::Page(name) => said("page").part("name", name.clone()),
        Document::Strategy(id) => said("strategy").part("id", id.clone()),
        Document::StrategySection(id, name) => said("section").part("id", id.clone()).part("name", name.clone()),
        Document::StrategyGoal(id, goal) => said("strategy-goal").part("id", id.clone()).part("goal", *goal),
        Document::StrategyMeasure(id, goal, measure) => {
            said("strategy-measure").part("id", id.clone()).part("goal", *goal).part("measure", *measure)
        }
        Document::Edition(year) => said("edition").part("year", *year),
        Document::EditionGoal(year, goal) => said("edition-goal").part("year", *year).part("goal", *goal),
        Document::EditionMeasure(year, goal, measure) => {
            said("edition-measure").part("year", *year).part("goal", *goal).part("measure", *measure)
        }
    }
}
