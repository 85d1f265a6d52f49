//! Words as offices type them (・ ① １． ◆ 【見出し】 ※, tabs, indents of full-width spaces) as clean Markdown: lists, headings, tables and
//! paragraphs.
//!
//! A body of Markdown is changed only where its lines run together on the page; everything else stays as it was typed. No word is lost.

mod block;
mod emit;
mod emphasis;
mod line;
mod office;
mod paragraph;

pub use emit::{escaped, guarded};
pub use emphasis::{LeftoverMark, SpacedLink, leftovers, spaced_links};
pub use line::is_typed;
pub use office::{OfficeLines, OfficeSigns, OfficeText, for_office, from_office};
pub use paragraph::{RunTogether, run_together};

/// How often a body is looked through: what was moved can show what was hidden before.
const MOST_PASSES: usize = 8;

/// A part of a body that is written anew.
struct Edit {
    range: std::ops::Range<usize>,
    text: String,
}

/// A body with its lines as lists, headings, tables and paragraphs, marks that take effect, and links that are links. The same where
/// nothing is to be mended; doing it again changes nothing.
pub fn tidied(markdown: &str) -> String {
    let mut text = markdown.to_owned();
    for _ in 0..MOST_PASSES {
        let next = mended(&text);
        if next == text {
            return next;
        }
        text = next;
    }
    text
}

fn mended(markdown: &str) -> String {
    let lines: Vec<Edit> = paragraph::edits(markdown);
    if !lines.is_empty() {
        return applied(markdown, lines);
    }
    let edits = emphasis::edits(markdown);
    applied(markdown, edits)
}

/// The text with its edits, which do not overlap and stand in order.
fn applied(text: &str, edits: Vec<Edit>) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut end = 0;
    for Edit { range, text: new } in edits {
        whole.push_str(&text[end..range.start]);
        whole.push_str(&new);
        end = range.end;
    }
    whole + &text[end..]
}

#[cfg(test)]
mod tests;
