//! The text of a cell as browsers show it: white space collapsed, `<br>` and paragraphs as line breaks.

use unicode_width::UnicodeWidthChar;

/// A text as far as it was read.
#[derive(Default)]
pub struct CellText {
    text: String,
    /// The white space behind it that is not yet written.
    space: Option<Space>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    Within,
    /// With a line break, which browsers leave out between wide letters (CSS Text 3, 4.1.3).
    Broken,
}

impl CellText {
    pub fn add(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '\n' | '\r' => self.space = Some(Space::Broken),
                ' ' | '\t' | '\u{c}' | '\u{a0}' => self.space = self.space.or(Some(Space::Within)),
                letter => {
                    self.write_space(letter);
                    self.text.push(letter);
                }
            }
        }
    }

    fn write_space(&mut self, next: char) {
        let Some(space) = self.space.take() else { return };
        let Some(before) = self.text.chars().next_back().filter(|before| *before != '\n') else { return };
        if !(space == Space::Broken && is_wide(before) && is_wide(next)) {
            self.text.push(' ');
        }
    }

    /// What follows stands on a new line.
    pub fn break_line(&mut self) {
        self.space = None;
        self.text.push('\n');
    }

    /// What follows stands on a line of its own.
    pub fn begin_line(&mut self) {
        self.space = None;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    pub fn finish(self) -> String {
        self.text.trim().to_owned()
    }
}

fn is_wide(letter: char) -> bool {
    letter.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut cell = CellText::default();
        cell.add(text);
        cell.finish()
    }

    #[test]
    fn white_space_is_that_of_a_browser() {
        for (text, expected) in [
            ("  産後ケア\n   サポート人材数\n", "産後ケアサポート人材数"),
            ("FTSE\n 100 の　値", "FTSE 100 の　値"),
            ("\u{a0}\u{a0}12\u{a0}人", "12 人"),
            ("名称 名称", "名称 名称"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn lines_begin_where_a_browser_begins_them() {
        let mut cell = CellText::default();
        cell.begin_line();
        cell.add(" 目標値 ");
        cell.break_line();
        cell.add(" （R6）");
        cell.begin_line();
        cell.begin_line();
        cell.add("人");
        assert_eq!(cell.finish(), "目標値\n（R6）\n人");
    }
}
