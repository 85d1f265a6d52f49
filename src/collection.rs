//! The collection of an edition's results: whom was asked until when, who answered, what each import brought, and what is still open.
//!
//! The record of it, one file a year (`.torikumi/collection/2022.toml` below the root), is outside of the content: it is neither sealed
//! nor published. It may hold names and telephone numbers, so colleagues may have it and nobody else.

mod file;
mod record;
mod state;

pub use file::{CollectionFile, path};
pub use record::{ChangeRecord, CollectionRecord, DivisionRecord, ImportRecord};
pub use state::{AnswerCount, AnswerState, CollectionState, DivisionState, collected};
