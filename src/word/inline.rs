//! The pieces of a paragraph as Markdown: only marks that take effect.

use super::block::{LetterMarks, WordPiece};
use crate::tidy::escaped;

/// The notes that a text names, in the order in which it names them.
#[derive(Debug, Default)]
pub struct NoteNumbers(pub Vec<String>);

impl NoteNumbers {
    fn number(&mut self, key: &str) -> usize {
        let known = self.0.iter().position(|known| known == key);
        known.unwrap_or_else(|| {
            self.0.push(key.to_owned());
            self.0.len() - 1
        }) + 1
    }
}

/// The letters before and behind marked ones.
#[derive(Clone, Copy, Debug)]
struct LetterNeighbours {
    before: Option<char>,
    after: Option<char>,
}

/// The pieces as Markdown, with a line break for each break and a tab for each tab.
pub fn markdown(pieces: &[WordPiece], notes: &mut NoteNumbers) -> String {
    let pieces = simplified(pieces);
    let mut text = String::new();
    let mut before = None;
    let mut is_after_mark = false;
    let mut rest = pieces.as_slice();
    while let Some((piece, after)) = rest.split_first() {
        match piece {
            WordPiece::Break => {
                text.push('\n');
                (before, is_after_mark) = (None, false);
            }
            WordPiece::Picture { .. } => {}
            WordPiece::Note(key) => {
                text.push_str(&format!("[^{}]", notes.number(key)));
                (before, is_after_mark) = (Some(']'), false);
            }
            WordPiece::Letters { link: Some(address), .. } => {
                let count = rest.iter().take_while(|piece| is_of_link(piece, address)).count();
                let words: String = rest[..count].iter().filter_map(letters).collect();
                text.push_str(&format!("[{}]({address})", escaped(words.trim()).replace(']', "\\]")));
                (before, is_after_mark) = (Some(')'), false);
                rest = &rest[count..];
                continue;
            }
            WordPiece::Letters { text: words, marks, link: None } => {
                let next = after.first().and_then(first_letter);
                let marks = if is_after_mark { LetterMarks::default() } else { *marks };
                let written = marked(words, marks, LetterNeighbours { before, after: next });
                is_after_mark = written.ends_with(['*', '~']) && marks != LetterMarks::default();
                text.push_str(&written);
                before = words.chars().last();
            }
        }
        rest = after;
    }
    text
}

fn letters(piece: &WordPiece) -> Option<&str> {
    match piece {
        WordPiece::Letters { text, .. } => Some(text),
        WordPiece::Break | WordPiece::Note(_) | WordPiece::Picture { .. } => None,
    }
}

fn is_of_link(piece: &WordPiece, address: &str) -> bool {
    matches!(piece, WordPiece::Letters { link: Some(other), .. } if other == address)
}

fn first_letter(piece: &WordPiece) -> Option<char> {
    match piece {
        WordPiece::Letters { link: Some(_), .. } | WordPiece::Note(_) => Some('['),
        WordPiece::Letters { text, .. } => text.chars().next(),
        WordPiece::Break | WordPiece::Picture { .. } => None,
    }
}

/// Letters with equal marks as one piece; blanks, and italic letters beside bold ones, take the marks of those before.
fn simplified(pieces: &[WordPiece]) -> Vec<WordPiece> {
    let mut simple: Vec<WordPiece> = Vec::new();
    for piece in pieces {
        let (WordPiece::Letters { text, marks, link }, Some(WordPiece::Letters { text: before, marks: of, link: leads })) =
            (piece, simple.last_mut())
        else {
            simple.push(piece.clone());
            continue;
        };
        let both_bold = marks.is_bold && of.is_bold && marks.is_struck == of.is_struck;
        if link == leads && (marks == of || text.trim().is_empty() || both_bold) {
            before.push_str(text);
            of.is_italic &= marks.is_italic || text.trim().is_empty();
        } else {
            simple.push(piece.clone());
        }
    }
    simple
}

/// Words between their marks. Blanks, and signs between which and a letter a mark takes no effect, stand outside.
fn marked(words: &str, marks: LetterMarks, around: LetterNeighbours) -> String {
    let mark = match marks {
        LetterMarks { is_struck: true, .. } => "~~",
        LetterMarks { is_bold: true, is_italic: true, .. } => "***",
        LetterMarks { is_bold: true, .. } => "**",
        LetterMarks { is_italic: true, .. } => "*",
        LetterMarks { .. } => return plain(words),
    };
    let is_letter = |neighbour: Option<char>| neighbour.is_some_and(|letter| letter.is_alphanumeric());
    let is_outside = |letter: char, neighbour: Option<char>| letter.is_whitespace() || (!letter.is_alphanumeric() && is_letter(neighbour));
    let mut start = 0;
    let mut before = around.before;
    while let Some(letter) = words[start..].chars().next().filter(|letter| is_outside(*letter, before)) {
        start += letter.len_utf8();
        before = before.filter(|_| letter.is_whitespace()).or(around.before);
    }
    let mut end = words.len();
    while let Some(letter) = words[start..end].chars().next_back().filter(|letter| is_outside(*letter, around.after)) {
        end -= letter.len_utf8();
    }
    if start == end || words[start..end].contains('\t') {
        return plain(words);
    }
    format!("{}{mark}{}{mark}{}", plain(&words[..start]), plain(&words[start..end]), plain(&words[end..]))
}

fn plain(words: &str) -> String {
    words.split('\t').map(escaped).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOLD: LetterMarks = LetterMarks { is_bold: true, is_italic: false, is_struck: false };
    const ITALIC: LetterMarks = LetterMarks { is_bold: false, is_italic: true, is_struck: false };
    const NONE: LetterMarks = LetterMarks { is_bold: false, is_italic: false, is_struck: false };

    fn text(text: &str, marks: LetterMarks) -> WordPiece {
        WordPiece::Letters { text: text.to_owned(), marks, link: None }
    }

    fn written(pieces: &[WordPiece]) -> String {
        markdown(pieces, &mut NoteNumbers::default())
    }

    #[test]
    fn marks_stand_where_they_take_effect() {
        let between = |marked: &str| written(&[text("利用者の", NONE), text(marked, BOLD), text("を", NONE)]);
        for (marked, expected) in
            [("3割", "**3割**"), ("「小」", "「**小**」"), (" 小 ", " **小** "), ("（）", "（）"), ("a*b", "**a\\*b**")]
        {
            let found = between(marked);
            assert_eq!(found, format!("利用者の{expected}を"));
            let is_strong = |event| matches!(event, pulldown_cmark::Event::Start(pulldown_cmark::Tag::Strong));
            assert_eq!(crate::model::prose::parser(&found).any(is_strong), expected.contains("**"), "{found}");
        }
        assert_eq!(written(&[text("お試し住宅", BOLD), text("（3棟）", NONE)]), "**お試し住宅**（3棟）");
    }

    #[test]
    fn marks_side_by_side_do_not_run_together() {
        assert_eq!(written(&[text("太", BOLD), text("斜", ITALIC), text("字", NONE)]), "**太**斜字");
        assert_eq!(written(&[text("太", BOLD), text("字", LetterMarks { is_italic: true, ..BOLD })]), "**太字**");
    }

    #[test]
    fn links_and_notes_are_written_with_their_words() {
        let link = WordPiece::Letters { text: "計画[案]".to_owned(), marks: BOLD, link: Some("https://example.jp/a".to_owned()) };
        assert_eq!(written(&[text("見よ", NONE), link, WordPiece::Note("f1".to_owned())]), "見よ[計画\\[案\\]](https://example.jp/a)[^1]");
    }
}
