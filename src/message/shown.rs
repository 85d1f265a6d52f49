//! Texts of strangers, such as names of files and what stands in them, as a terminal may show them.

/// Stands for a letter that cannot be shown.
pub const REPLACEMENT: char = '\u{fffd}';

/// A name or path on one line, with [`REPLACEMENT`] for everything that a terminal would obey instead of showing it.
pub fn name(text: &str) -> String {
    replaced(text, is_invisible)
}

/// As [`name`], for a text of several lines.
pub fn lines(text: &str) -> String {
    replaced(text, |letter| is_invisible(letter) && letter != '\n')
}

fn replaced(text: &str, is_harmful: impl Fn(char) -> bool) -> String {
    text.chars().map(|letter| if is_harmful(letter) { REPLACEMENT } else { letter }).collect()
}

/// Control characters, and those that turn the direction in which a name is read.
fn is_invisible(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
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
