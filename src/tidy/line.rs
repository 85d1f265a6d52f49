//! One line, and the marker that it begins with.

use std::ops::RangeInclusive;

/// Signs that begin an item; those that may also begin a heading.
const BULLETS: &str = "・･•‣●○◯◎▲△☆★➢▶►⚫⚪◦";
const HEADING_SIGNS: &str = "■□◆◇▼▽";
/// Dashes that begin an item.
const DASHES: &str = "－―–—−‐";
const CLOSING: &str = "。．！？：:」』）)】";
/// Katakana in the order in which laws and offices count by them.
const KANA: &str = "アイウエオカキクケコサシスセソタチツテト";
/// Letters of the longest heading.
const LONGEST_HEADING: usize = 40;
/// Widths of indents: a tab, and a full-width space.
const TAB: usize = 4;
const FULL_WIDTH: usize = 2;

/// How a number is written; `Kana` counts ア, イ, ウ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberStyle {
    Circled,
    Bracketed,
    Dotted,
    HalfBracketed,
    Kana,
    BracketedKana,
}

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    Bullet(char),
    Dash(char),
    Number {
        style: NumberStyle,
        number: u32,
    },
    /// A sign that begins a heading or an item, and `【` of a line that ends in `】`.
    Heading(char),
    /// ※
    Note,
}

impl Marker {
    /// Whether two markers are of one list.
    pub fn is_like(self, other: Marker) -> bool {
        match (self, other) {
            (Marker::Number { style, .. }, Marker::Number { style: other, .. }) => style == other,
            (one, other) => one == other,
        }
    }
}

/// A line without its break.
#[derive(Clone, Copy, Debug)]
pub struct TypedLine<'a> {
    /// How far it stands from the left, in letters of half width.
    pub indent: usize,
    pub marker: Option<Marker>,
    /// The whole line without its indent.
    pub whole: &'a str,
    /// What stands behind the marker.
    pub text: &'a str,
}

impl<'a> TypedLine<'a> {
    pub fn parse(line: &'a str) -> TypedLine<'a> {
        let whole = line.trim();
        let indent = line.chars().take_while(|letter| letter.is_whitespace()).map(width).sum();
        match marker(whole) {
            Some((marker, text)) => TypedLine { indent, marker: Some(marker), whole, text },
            None => TypedLine { indent, marker: None, whole, text: whole },
        }
    }

    /// The marker as it is written, without spaces: `①`, `（1）`.
    pub fn label(&self) -> &'a str {
        if matches!(self.marker, Some(Marker::Heading('【'))) {
            return "【";
        }
        self.whole[..self.whole.len() - self.text.len()].trim_end()
    }

    pub fn is_blank(&self) -> bool {
        self.whole.is_empty()
    }

    /// Whether a sentence, or what announces a list, ends here.
    pub fn is_closed(&self) -> bool {
        self.whole.ends_with(|letter| CLOSING.contains(letter))
    }

    /// Whether it is short enough for a heading, and no sentence.
    pub fn can_be_heading(&self) -> bool {
        self.text.chars().count() <= LONGEST_HEADING && !self.text.ends_with(['。', '、'])
    }

    /// The cells between its tabs, if it has any.
    pub fn cells(&self) -> Option<Vec<&'a str>> {
        (self.marker.is_none() && self.whole.contains('\t')).then(|| self.whole.split('\t').map(str::trim).collect())
    }
}

fn width(letter: char) -> usize {
    match letter {
        '\t' => TAB,
        '\u{3000}' => FULL_WIDTH,
        _ => 1,
    }
}

/// Whether a line begins with a marker as offices type them.
pub fn is_typed(line: &str) -> bool {
    TypedLine::parse(line).marker.is_some()
}

/// The marker of a line without indent, and what follows it; none without words behind it.
fn marker(line: &str) -> Option<(Marker, &str)> {
    let first = line.chars().next()?;
    let after = &line[first.len_utf8()..];
    let next = after.chars().next()?;
    // ○○課, ・・・, △152 and －5 are words and figures.
    let is_word = next == first || as_digit(next).is_some();
    let found = match first {
        '※' => (Marker::Note, after),
        '【' => (Marker::Heading(first), after.strip_suffix('】').filter(|inner| !inner.contains(['【', '】']))?),
        sign if HEADING_SIGNS.contains(sign) && next != first => (Marker::Heading(sign), after),
        '△' | '▲' | '●' | '○' | '◯' | '◎' if is_word => return None,
        sign if BULLETS.contains(sign) && next != first => (Marker::Bullet(sign), after),
        // As Markdown has them, where they stand in the cell of an office.
        '-' | '*' | '+' if next == ' ' => (Marker::Bullet(first), after),
        sign if DASHES.contains(sign) && !is_word && !DASHES.contains(next) => (Marker::Dash(sign), after),
        _ => numbered(line)?,
    };
    // Behind a hard break of Markdown another line begins.
    let has_words = found.1.lines().next().is_some_and(|line| !matches!(line.trim(), "" | "\\"));
    has_words.then_some((found.0, found.1.trim()))
}

fn numbered(line: &str) -> Option<(Marker, &str)> {
    let first = line.chars().next()?;
    let after = &line[first.len_utf8()..];
    let number = |style, number, text| Some((Marker::Number { style, number }, text));
    if let Some(found) = circled(first) {
        return number(NumberStyle::Circled, found, after);
    }
    if first == '（' || first == '(' {
        let (inner, text) = after.split_once(['）', ')'])?;
        if let Some(found) = digits(inner) {
            return number(NumberStyle::Bracketed, found, text);
        }
        return number(NumberStyle::BracketedKana, kana(inner)?, text);
    }
    if let Some(found) = kana(&line[..first.len_utf8()]) {
        let text = after.strip_prefix(['\u{3000}', '．', '.', '）', ')', ' '])?;
        return number(NumberStyle::Kana, found, text);
    }
    let end = line.find(|letter| as_digit(letter).is_none())?;
    let found = digits(&line[..end])?;
    let mark = line[end..].chars().next()?;
    let text = &line[end + mark.len_utf8()..];
    let next = text.chars().next()?;
    match mark {
        '．' | '.' if as_digit(next).is_none() => number(NumberStyle::Dotted, found, text),
        '）' | ')' => number(NumberStyle::HalfBracketed, found, text),
        _ => None,
    }
}

fn as_digit(letter: char) -> Option<u32> {
    match letter {
        '0'..='9' => Some(letter as u32 - '0' as u32),
        '０'..='９' => Some(letter as u32 - '０' as u32),
        _ => None,
    }
}

/// A number of one or two digits.
fn digits(text: &str) -> Option<u32> {
    let digits: Vec<u32> = text.chars().map(as_digit).collect::<Option<_>>()?;
    (1..=2).contains(&digits.len()).then(|| digits.iter().fold(0, |number, digit| number * 10 + digit))
}

fn circled(letter: char) -> Option<u32> {
    const RANGES: [(RangeInclusive<char>, u32); 3] = [('①'..='⑳', 1), ('㉑'..='㉟', 21), ('❶'..='❿', 1)];
    RANGES.iter().find(|(range, _)| range.contains(&letter)).map(|(range, first)| letter as u32 - *range.start() as u32 + first)
}

fn kana(text: &str) -> Option<u32> {
    let mut letters = text.chars();
    let (letter, None) = (letters.next()?, letters.next()) else { return None };
    (1..).zip(KANA.chars()).find(|(_, kana)| *kana == letter).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_words_and_figures() {
        let label = |line: &'static str| TypedLine::parse(line).marker.map(|_| TypedLine::parse(line).label()).unwrap_or_default();
        let marked = [
            "・項目",
            "●  項目",
            "①一つ",
            "（１）一つ",
            "(1)一つ",
            "１．一つ",
            "1.一つ",
            "2）二つ",
            "ア　一つ",
            "（イ）二つ",
            "※注",
            "【見出し】",
            "－項目",
        ];
        assert_eq!(marked.map(label), ["・", "●", "①", "（１）", "(1)", "１．", "1.", "2）", "ア", "（イ）", "※", "【", "－"]);
        let words =
            ["○○課", "・・・", "△152人", "－5", "1.5倍", "【新】は新しいもの", "アジア", "・", "――", "（案）", "令和4年度", "100）人"];
        assert_eq!(words.map(label), [""; 12]);
    }
}
