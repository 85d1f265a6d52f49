//! Word files: what divisions write of their measures as one text, in.
//!
//! ```text
//! file → package → XML → blocks → outline: a text for each measure → compare: new, the same, or a conflict → the changed texts of content
//! ```
//!
//! A file is untrusted: sizes, depth and numbers of elements are bounded. What is not placed is said with its beginning. Nothing here
//! writes to the disk.

mod block;
mod compare;
mod heading;
mod inline;
mod markdown;
mod money;
mod numbering;
mod outline;
mod package;
mod picture;
mod read;
mod run;
mod styles;
mod xml;

pub use compare::{WordChange, WordChanges, apply, compare};
pub use read::{WordFile, is_word, open, read};
