//! Texts of strangers, such as names of files and what stands in them, as a terminal may show them.

use crate::characters;

/// Stands for a letter that cannot be shown.
pub const REPLACEMENT: char = '\u{fffd}';

/// A name or path on one line, with [`REPLACEMENT`] for everything that nobody would see, or that a terminal would obey.
pub fn name(text: &str) -> String {
    replaced(text, |letter| matches!(letter, '\t' | '\n' | '\r'))
}

/// As [`name`], for a text of several lines.
pub fn lines(text: &str) -> String {
    replaced(text, |letter| matches!(letter, '\t' | '\r'))
}

fn replaced(text: &str, is_harmful: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut odd = characters::odd(text).peekable();
    for (at, letter) in text.char_indices() {
        let is_odd = odd.next_if(|odd| odd.at == at).is_some();
        shown.push(if is_odd || is_harmful(letter) { REPLACEMENT } else { letter });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_line_and_nothing_that_a_terminal_obeys() {
        assert_eq!(name("a\u{1b}[31m\nb\u{9b}c\u{202e}gpj.md"), "a\u{fffd}[31m\u{fffd}b\u{fffd}c\u{fffd}gpj.md");
        assert_eq!(name("大人 か\u{3099} 𠮷.md"), "大人 か\u{3099} 𠮷.md");
    }

    #[test]
    fn a_text_keeps_its_lines() {
        assert_eq!(lines("a\nb\r\u{1b}c\u{2066}"), "a\nb\u{fffd}\u{fffd}c\u{fffd}");
    }
}
