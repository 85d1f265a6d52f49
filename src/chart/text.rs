//! Text that has to fit: width without fonts, line breaks, escapes.

use std::borrow::Cow;
use std::fmt;

/// Width of a text in units, estimated on the safe side: wide characters 1 em, digits 0.64, Latin about 0.6.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let em: f64 = text.chars().map(|c| advance(c, bold)).sum();
    em * size
}

fn advance(c: char, bold: bool) -> f64 {
    let latin = if bold { 1.06 } else { 1.0 };
    match c {
        '0'..='9' => 0.64,
        '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        '\u{ff61}'..='\u{ff9f}' => 0.55,
        ' ' | '\u{a0}' => 0.32,
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | '[' | ']' => 0.4 * latin,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.94 * latin,
        'A'..='Z' => 0.73 * latin,
        '\0'..='\u{3ff}' => 0.6 * latin,
        _ => 1.0,
    }
}

/// Text without what neither XML nor a reader can take: control characters, reversals of direction, line ends.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.is_control() || is_invisible(c)) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { c }).filter(|c| !c.is_control() && !is_invisible(*c)).collect()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Text for XML content and attributes, cleaned and escaped.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let text = clean(text);
    if !text.contains(['&', '<', '>', '"']) {
        return text;
    }
    Cow::Owned(crate::markup::escape(&text))
}

/// A coordinate in tenths, written with at most one decimal, as short as it goes.
#[derive(Clone, Copy)]
pub(super) struct Tenths(pub(super) i32);

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Digit by digit from the last: a chart has hundreds of coordinates.
        let (mut whole, part) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        let mut letters = [0; 16];
        let mut start = letters.len();
        let mut before = |letter: u8| {
            start -= 1;
            letters[start] = letter;
        };
        let digit = |number: u32| b"0123456789"[(number % 10) as usize];
        if part > 0 {
            before(digit(part));
            before(b'.');
        }
        if whole == 0 && part == 0 {
            before(b'0');
        }
        while whole > 0 {
            before(digit(whole));
            whole /= 10;
        }
        if self.0 < 0 {
            before(b'-');
        }
        f.write_str(str::from_utf8(&letters[start..]).unwrap_or_default())
    }
}

/// The text in lines no wider than `room`, at most `most` of them; what does not fit even so ends in an ellipsis.
pub(super) fn wrap(text: &str, measure: &TextMeasure, room: f64, most: usize) -> Vec<String> {
    let text = clean(text);
    let whole = text.trim();
    if most > 0 && measure.width(whole) <= room {
        return if whole.is_empty() { Vec::new() } else { vec![whole.to_owned()] };
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(&text) {
        add_piece(&piece, measure, room, &mut line, &mut lines);
    }
    if !line.trim().is_empty() {
        lines.push(line.trim().to_owned());
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = shorten(&format!("{last}…"), measure, room);
        }
    }
    lines
}

/// Size and weight a text is measured with.
#[derive(Clone, Copy)]
pub(super) struct TextMeasure {
    pub(super) size: f64,
    pub(super) bold: bool,
}

impl TextMeasure {
    /// TextMeasure of the texts of one role.
    pub(super) fn of(ink: super::Ink) -> Self {
        Self { size: ink.size(), bold: ink.is_bold() }
    }

    /// Width of a text in units.
    pub(super) fn width(&self, text: &str) -> f64 {
        width(text, self.size, self.bold)
    }
}

/// The text itself if it fits, else its beginning with an ellipsis.
pub(super) fn shorten(text: &str, measure: &TextMeasure, room: f64) -> String {
    if measure.width(text) <= room {
        return text.to_owned();
    }
    let mut kept: String = text.trim_end_matches('…').to_owned();
    while kept.pop().is_some() {
        let candidate = format!("{}…", kept.trim_end());
        if measure.width(&candidate) <= room {
            return candidate;
        }
    }
    String::new()
}

fn add_piece(piece: &str, measure: &TextMeasure, room: f64, line: &mut String, lines: &mut Vec<String>) {
    if measure.width((line.clone() + piece).trim()) <= room {
        line.push_str(piece);
        return;
    }
    if !line.trim().is_empty() {
        lines.push(std::mem::take(line).trim().to_owned());
    }
    line.clear();
    for c in piece.chars() {
        line.push(c);
        if measure.width(line.trim()) > room {
            line.pop();
            lines.push(std::mem::take(line).trim().to_owned());
            line.push(c);
        }
    }
}

/// Parts between which a line may break: Latin words with the space after them, single wide characters with the
/// punctuation that clings to them.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars() {
        let breaks = before == ' ' || is_wide(c) || is_wide(before);
        let clings = CLOSING.contains(c)
            || OPENING.contains(before)
            || (is_katakana(before) && is_katakana(c))
            || (before.is_ascii_digit() && is_wide(c))
            || ("万億兆".contains(before) && c.is_ascii_digit());
        match pieces.last_mut() {
            Some(last) if !breaks || (clings && before != ' ') => last.push(c),
            Some(_) | None => pieces.push(c.to_string()),
        }
        before = c;
    }
    pieces
}

/// Characters that may not begin a line.
const CLOSING: &str = " 、。，．）」』】〕％・ー…,.)%〜ぁぃぅぇぉっゃゅょ";
/// Characters that may not end one.
const OPENING: &str = "（「『【〔(";

fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヿ')
}

fn is_wide(c: char) -> bool {
    advance(c, false) >= 1.0
}

#[cfg(test)]
mod tests {
    use super::{Tenths, TextMeasure, clean, escape, wrap};

    const PLAIN: TextMeasure = TextMeasure { size: 12.0, bold: false };

    #[test]
    fn a_number_is_as_short_as_it_goes() {
        assert_eq!([2267, 20, 5, -5, -123, -20].map(|at| Tenths(at).to_string()), ["226.7", "2", ".5", "-.5", "-12.3", "-2"]);
    }

    #[test]
    fn control_characters_and_reversals_vanish() {
        assert_eq!(clean("a\u{0}b\u{202e}c\nd"), "abc d");
    }

    #[test]
    fn markup_is_escaped() {
        assert_eq!(escape("<a & \"b\">"), "&lt;a &amp; &quot;b&quot;&gt;");
    }

    #[test]
    fn katakana_and_counters_keep_together() {
        let lines = wrap("金沢市人口ビジョン43万2千人", &PLAIN, 92.0, 4);
        assert_eq!(lines, ["金沢市人口", "ビジョン", "43万2千人"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let lines = wrap("one two three four five six", &PLAIN, 60.0, 2);
        assert_eq!(lines, ["one two", "three fo…"]);
    }
}
