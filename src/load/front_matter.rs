//! Front matter between `+++` lines, in ranges of the whole file, so that no position is ever relative.

use std::ops::Range;

/// The two parts of a content file, as ranges of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitFile {
    /// The TOML between the two lines.
    pub facts: Range<usize>,
    /// Everything after the second line.
    pub body: Range<usize>,
}

/// Why a file could not be split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SplitError {
    /// It does not begin with `+++`.
    Missing,
    /// The second `+++` is missing.
    Unclosed,
}

/// Splits a file at its `+++` lines; LF and CRLF alike.
///
/// # Errors
///
/// [`SplitError`] when one of the two lines is missing.
pub fn split(text: &str) -> Result<SplitFile, SplitError> {
    let mut lines = lines(text);
    let Some(first) = lines.next().filter(|line| is_fence(&text[line.clone()])) else { return Err(SplitError::Missing) };
    let second = lines.find(|line| is_fence(&text[line.clone()])).ok_or(SplitError::Unclosed)?;
    Ok(SplitFile { facts: first.end..second.start, body: second.end..text.len() })
}

/// Whether a text begins with front matter, closed or not.
pub fn begins(text: &str) -> bool {
    lines(text).next().is_some_and(|line| is_fence(&text[line]))
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "+++"
}

/// Ranges of the lines of a text, each with its line break.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split_inclusive('\n').scan(0, |start, line| {
        let range = *start..*start + line.len();
        *start = range.end;
        Some(range)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Result<(&str, &str), SplitError> {
        split(text).map(|parts| (&text[parts.facts], &text[parts.body]))
    }

    #[test]
    fn facts_and_body_are_split_at_the_two_lines() {
        assert_eq!(parts("+++\na = 1\n+++\nbody\n"), Ok(("a = 1\n", "body\n")));
    }

    #[test]
    fn crlf_and_an_empty_body_are_fine() {
        assert_eq!(parts("+++\r\na = 1\r\n+++"), Ok(("a = 1\r\n", "")));
    }

    #[test]
    fn a_missing_line_is_told_apart_from_an_unclosed_block() {
        assert_eq!(parts("a = 1\n+++\n"), Err(SplitError::Missing));
        assert_eq!(parts("+++\na = 1\n"), Err(SplitError::Unclosed));
        assert_eq!(parts(""), Err(SplitError::Missing));
    }
}
