//! Which Japanese a translation was made from: the first line of an English file may say it.
//!
//! The line is an HTML comment, `<!-- translated from 1a2b3c4d5e6f -->`, with the hash of the Japanese body as it was then. It
//! is no part of the body.

use crate::diagnostic::{Place, SourceId};
use crate::digest;
use std::ops::Range;

/// A Japanese term with the English that it always has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryTerm {
    pub ja: String,
    pub en: String,
    /// How it is used, for the translator.
    pub note: Option<String>,
    pub place: Place,
}

/// A Japanese body, and what there is of it in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The Japanese file.
    pub original: SourceId,
    /// The first line of the Japanese body.
    pub place: Place,
    /// The hash of the Japanese body as it is.
    pub hash: String,
    /// `None` where there is no English body.
    pub english: Option<Translated>,
}

/// An English body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translated {
    /// The English file.
    pub source: SourceId,
    /// Its line that says what it was made from; empty, at the beginning of the file, where there is none.
    pub place: Place,
    /// The hash in that line.
    pub made_from: Option<String>,
}

impl Translation {
    /// The English body where it was made from another Japanese body than the one of today.
    pub fn older(&self) -> Option<&Translated> {
        self.english.as_ref().filter(|english| english.made_from.as_ref().is_some_and(|hash| *hash != self.hash))
    }

    /// The English body where it does not say what it was made from.
    pub fn not_recorded(&self) -> Option<&Translated> {
        self.english.as_ref().filter(|english| english.made_from.is_none())
    }
}

/// The line of an English file that says what it was made from.
#[derive(Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// The line with its line break; empty, at the beginning of the text, where there is none.
    pub line: Range<usize>,
    pub hash: Option<&'a str>,
}

/// Reads the first line of an English file.
pub fn record(text: &str) -> Record<'_> {
    let line = text.split_inclusive('\n').next().unwrap_or_default();
    let comment = line.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    match comment.and_then(|comment| comment.trim().strip_prefix("translated from ")) {
        Some(hash) => Record { line: 0..line.len(), hash: Some(hash.trim()) },
        None => Record { line: 0..0, hash: None },
    }
}

/// An English file with the line that says what it was made from, written or renewed; everything else as it was, a byte
/// order mark and the kind of line breaks too.
pub fn recorded(text: &str, hash: &str) -> String {
    let (mark, rest) = text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest));
    let line_break = if rest.contains("\r\n") { "\r\n" } else { "\n" };
    format!("{mark}<!-- translated from {hash} -->{line_break}{}", &rest[record(rest).line.end..])
}

/// The first 12 hexadecimal digits of the SHA-256 of a Japanese body, its line breaks as LF and without white space around it.
pub fn hash(body: &str) -> String {
    let plain = body.replace("\r\n", "\n");
    digest::short(plain.trim().as_bytes(), 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_says_what_a_translation_was_made_from() {
        let text = "<!-- translated from 1a2b3c4d5e6f -->\n\nBody\n";
        assert_eq!(record(text), Record { line: 0..38, hash: Some("1a2b3c4d5e6f") });
        assert_eq!(record("<!--translated from  x-->\r\nBody"), Record { line: 0..27, hash: Some("x") });
    }

    #[test]
    fn other_first_lines_belong_to_the_body() {
        for text in ["", "Body\n", "\n<!-- translated from x -->\n", "<!-- a remark -->\nBody", "<!-- translated from x --> Body"] {
            assert_eq!(record(text), Record { line: 0..0, hash: None }, "{text}");
        }
    }

    #[test]
    fn recording_changes_the_first_line_and_nothing_else() {
        assert_eq!(recorded("Body\n", "abc"), "<!-- translated from abc -->\nBody\n");
        assert_eq!(recorded("<!-- translated from x -->\n\nBody", "abc"), "<!-- translated from abc -->\n\nBody");
        assert_eq!(recorded("\u{feff}A\r\nB\r\n", "abc"), "\u{feff}<!-- translated from abc -->\r\nA\r\nB\r\n");
    }

    #[test]
    fn the_hash_sees_words_and_neither_line_breaks_nor_white_space_around() {
        assert_eq!(hash("abc"), "ba7816bf8f01");
        assert_eq!(hash("\n一\r\n二\r\n\n"), hash("一\n二"));
        assert_ne!(hash("一\n二"), hash("一二"));
    }
}
