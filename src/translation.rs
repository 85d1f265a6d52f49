//! Translations out and in: every Japanese text with its English, as a table for the translator, and what comes back.
//!
//! ```text
//! folder → catalogue: texts and blocks of bodies, each with its English and its state → entries: each distinct text once
//!        → workbook or PO → rows → returned: what is taken, and why the rest is not → the changed texts of content
//! ```
//!
//! The Japanese from which each English was made is kept in `content/translations.toml`, so that a later change of the Japanese can be
//! shown beside it. Nothing here writes to the disk.

mod blocks;
mod body;
mod catalogue;
mod entry;
mod form;
mod glossary;
mod guard;
mod po;
mod record;
mod returned;
mod values;
mod wording;
mod workbook;

pub use blocks::{Block, BlockKind, blocks};
pub use catalogue::{Catalogue, EnglishText, TextKind, TextOrigin, TranslatableText};
pub use entry::{EntryState, TranslationEntry, Wanted, entries};
pub use form::{TranslationForm, read};
pub use glossary::{TermRow, occurring, terms, terms_lacking};
pub use guard::words;
pub use record::{PATH as RECORD, TranslationRecord};
pub use returned::{AcceptedTranslations, ReturnedRow, TakenTranslations, accepted, is_acceptable, take};
pub use wording::{kind, place, remarks};
