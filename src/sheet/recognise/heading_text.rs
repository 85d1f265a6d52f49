//! A heading taken apart: its words, and the year in it, in any notation, in brackets or not.

use crate::model::year::parse_year;
use crate::sheet::plain::plain;

/// What may stand before the number of a year, in the form of [`plain`].
const ERAS: [&str; 9] = ["令和", "平成", "昭和", "大正", "明治", "fy", "r", "h", "s"];
/// Stands for a year that was taken out; [`plain`] leaves no control character.
const TAKEN: char = '\u{1}';
/// What may stand beside a year in its brackets without another meaning.
const BESIDE_YEAR: [&str; 13] =
    ["暦年", "年度末", "年度", "年", "時点", "現在", "実績値", "実績", "目標値", "目標", "基準値", "現状値", "の"];
/// Words in brackets by which a column is not the one that its words name.
const OTHER: [&str; 9] = ["中間", "前年", "前回", "前期", "参考", "変更前", "見直し前", "改定前", "旧"];

/// The year that a heading names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingYear {
    Absent,
    Of(i32),
    /// Several years, a year without its era (21年度), or a year beside something that is not understood.
    Unclear,
}

impl HeadingYear {
    /// The year of two texts of one heading.
    pub fn with(self, other: HeadingYear) -> HeadingYear {
        match (self, other) {
            (year, HeadingYear::Absent) | (HeadingYear::Absent, year) => year,
            (HeadingYear::Of(one), HeadingYear::Of(two)) if one == two => self,
            _ => HeadingYear::Unclear,
        }
    }
}

/// A heading taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingText {
    /// What stands outside of brackets, without the year, in the form of [`plain`].
    pub words: String,
    /// What stands in brackets, each without its year.
    pub brackets: Vec<String>,
    pub year: HeadingYear,
    /// The number of a year without its era: 21 of 21年度.
    pub without_era: Option<i32>,
    /// Whether it says 年 or 暦年 rather than 年度; `None` where it says neither.
    pub calendar: Option<YearWord>,
}

/// What stands behind the number of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearWord {
    /// 年度.
    Fiscal,
    /// 年, which many tables write for 年度 as well.
    Year,
    /// 暦年.
    Calendar,
}

impl HeadingText {
    pub fn parse(heading: &str) -> HeadingText {
        let mut found = Vec::new();
        let marked = without_years(&with_round_brackets(&plain(heading)), &mut found);
        let (outside, brackets) = outside_and_brackets(&marked);
        let is_understood = brackets.iter().filter(|bracket| bracket.contains(TAKEN)).all(|bracket| says_only_a_year(bracket));
        let is_other = brackets.iter().any(|bracket| OTHER.iter().any(|word| bracket.contains(word)));
        let year = match found.as_slice() {
            [] => HeadingYear::Absent,
            [Some(first), rest @ ..] if is_understood && rest.iter().all(|year| *year == Some(*first)) => HeadingYear::Of(*first),
            [..] => HeadingYear::Unclear,
        };
        let without_era = found.iter().all(Option::is_none).then(|| number_without_era(&plain(heading))).flatten();
        let calendar = year_word(&marked).filter(|_| year != HeadingYear::Absent);
        let words = if is_other { plain(heading) } else { words(&outside) };
        let brackets = brackets.iter().map(|bracket| self::words(bracket)).filter(|bracket| !bracket.is_empty()).collect();
        HeadingText { words, brackets, year, without_era, calendar }
    }
}

/// The fiscal year that a text says and nothing else: 令和6年度末, 2024(R6)年度, R7.3.31. One that says 暦年 is none.
pub fn fiscal_year(text: &str) -> Option<i32> {
    let HeadingText { words, brackets, year, calendar, .. } = HeadingText::parse(text);
    let says_more = !brackets.is_empty() || !["", "末", "末時点", "時点", "現在"].contains(&words.as_str());
    match year {
        HeadingYear::Of(year) if !says_more && calendar != Some(YearWord::Calendar) => Some(year),
        HeadingYear::Of(_) | HeadingYear::Absent | HeadingYear::Unclear => None,
    }
}

/// The one number of one or two digits before 年度 that has no era.
fn number_without_era(text: &str) -> Option<i32> {
    let mut parts = text.split("年度");
    let before = parts.next()?;
    let number = &before[before.trim_end_matches(|letter: char| letter.is_ascii_digit()).len()..];
    parts.next()?;
    (parts.next().is_none() && number.len() <= 2).then(|| number.parse().ok()).flatten()
}

/// What stands behind the mark of a year.
fn year_word(marked: &str) -> Option<YearWord> {
    let behind = |word: &str| marked.contains(&format!("{TAKEN}{word}")) || marked.contains(&format!("{TAKEN}){word}"));
    match marked {
        _ if marked.contains("暦年") => Some(YearWord::Calendar),
        _ if behind("年度") => Some(YearWord::Fiscal),
        _ if behind("年") => Some(YearWord::Year),
        _ => None,
    }
}

/// The parts of a text, in the form of [`plain`], with the same mark between them and in the place of each year.
pub fn with_any_year(parts: &[&str]) -> String {
    let mut unused = Vec::new();
    let marked: Vec<String> = parts.iter().map(|part| without_years(&with_round_brackets(part), &mut unused)).collect();
    marked.join(&TAKEN.to_string())
}

fn with_round_brackets(heading: &str) -> String {
    let round = |letter| match letter {
        '[' | '【' | '〔' | '〈' | '<' | '{' => '(',
        ']' | '】' | '〕' | '〉' | '>' | '}' => ')',
        other => other,
    };
    heading.chars().map(round).collect()
}

/// The text with a mark in place of each year; the years go into a list, one without its era as `None`.
fn without_years(text: &str, found: &mut Vec<Option<i32>>) -> String {
    let (mut marked, mut rest, mut before) = (String::new(), text, None);
    while let Some(letter) = rest.chars().next() {
        let within_word = before.is_some_and(|before: char| before.is_ascii_alphanumeric());
        match year_at_start(rest).filter(|_| !within_word) {
            Some((length, year)) => {
                let (length, year) = match day_behind(&rest[length..]) {
                    Some(day) => (length + day.length, year.and_then(|year| day.fiscal_year(year))),
                    None => (length, year),
                };
                found.push(year);
                marked.push(TAKEN);
                before = rest[..length].chars().last();
                rest = &rest[length..];
            }
            None => {
                marked.push(letter);
                before = Some(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    marked
}

/// The year with which a text begins, and its length in bytes.
fn year_at_start(text: &str) -> Option<(usize, Option<i32>)> {
    let era = ERAS.iter().find(|era| text.starts_with(**era)).map_or(0, |era| era.len());
    let number = &text[era..];
    // More than four are no year, however many there are.
    let digits = number.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let length = if era > 0 && number.starts_with('元') { '元'.len_utf8() } else { digits };
    let written = text[..era + length].to_uppercase();
    match (era, length) {
        (0, 1 | 2) => number[length..].starts_with("年度").then_some((length, None)),
        (0, 4) => Some((length, Some(parse_year(&written)?))),
        (0, _) | (_, 0) => None,
        (_, _) => Some((era + length, Some(parse_year(&written)?))),
    }
}

/// A day or a month behind the number of a year, in the form of [`plain`].
struct DayBehind {
    /// In bytes.
    length: usize,
    month: u32,
    /// Whether it is the last of its month.
    is_end: bool,
}

impl DayBehind {
    /// The fiscal year that ends with it; a day within a year is of no year.
    fn fiscal_year(&self, year: i32) -> Option<i32> {
        (self.month == 3 && self.is_end).then_some(year - 1)
    }
}

/// `年3月31日`, `年3月末`, `.3.31`, `.3末`, `年9月30日現在`.
fn day_behind(text: &str) -> Option<DayBehind> {
    let number = |text: &str| {
        let length = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&length).then(|| Some((text[..length].parse::<u32>().ok()?, length))).flatten()
    };
    let (start, joints): (usize, [&str; 2]) = match text {
        _ if text.starts_with('年') => ('年'.len_utf8(), ["月", "日"]),
        _ if text.starts_with(['.', '/']) => (1, [text.get(..1)?, ""]),
        _ => return None,
    };
    let (month, digits) = number(&text[start..]).filter(|(month, _)| (1..=12).contains(month))?;
    let behind_month = start + digits;
    let rest = &text[behind_month..];
    let is_pointed = joints[1].is_empty();
    let after_month = match rest.strip_prefix(joints[0]) {
        Some(_) => joints[0].len(),
        None if is_pointed => 0,
        None => return None,
    };
    let rest = &rest[after_month..];
    if let Some(end) = ["末日", "末"].into_iter().find(|end| rest.starts_with(end)) {
        return Some(DayBehind { length: behind_month + after_month + end.len(), month, is_end: true });
    }
    match number(rest) {
        Some((day, digits)) if rest[digits..].starts_with(joints[1]) => {
            Some(DayBehind { length: behind_month + after_month + digits + joints[1].len(), month, is_end: day == 31 })
        }
        _ if is_pointed => None,
        _ => Some(DayBehind { length: behind_month + after_month, month, is_end: false }),
    }
}

/// What stands outside of all brackets, and what in each, without the brackets within.
fn outside_and_brackets(text: &str) -> (String, Vec<String>) {
    let (mut outside, mut brackets, mut depth) = (String::new(), Vec::new(), 0_usize);
    for letter in text.chars() {
        match (letter, depth) {
            ('(', 0) => {
                brackets.push(String::new());
                depth = 1;
            }
            ('(', _) => depth += 1,
            (')', 1..) => depth -= 1,
            (letter, 0) => outside.push(letter),
            (letter, _) => brackets.last_mut().into_iter().for_each(|bracket: &mut String| bracket.push(letter)),
        }
    }
    (outside, brackets)
}

fn says_only_a_year(bracket: &str) -> bool {
    let rest = BESIDE_YEAR.iter().fold(bracket.replace(TAKEN, ""), |rest, word| rest.replace(word, ""));
    rest.chars().all(|letter| !letter.is_alphanumeric() && !"~〜-‐−".contains(letter))
}

/// The words beside a year: 令和5年度の実績 is 実績.
fn words(outside: &str) -> String {
    let bare =
        ["年度末", "年度", "年"].iter().fold(outside.to_owned(), |text, unit| text.replace(&format!("{TAKEN}{unit}"), &TAKEN.to_string()));
    let bare = bare.replace(&format!("{TAKEN}の"), "").replace(TAKEN, "");
    if bare == outside { bare } else { bare.trim_matches([':', '_', '-', '・', '/', '、', ',']).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(heading: &str) -> (String, HeadingYear) {
        let HeadingText { words, year, .. } = HeadingText::parse(heading);
        (words, year)
    }

    #[test]
    fn a_year_is_found_in_every_notation_and_in_brackets_within_brackets() {
        for (heading, words, year) in [
            ("目標値（2019（H31）年）", "目標値", 2019),
            ("目標値 2019(H31)年度", "目標値", 2019),
            ("現状値（平成30年度）", "現状値", 2018),
            ("現状値\n（平成３０年度末）", "現状値", 2018),
            ("基準値【Ｈ３０】", "基準値", 2018),
            ("Ｒ５実績値", "実績値", 2023),
            ("令和元年度の実績", "実績", 2019),
            ("実績値（令和5年度・実績）", "実績値", 2023),
            ("目標値（令和6年度）（人）", "目標値", 2024),
            ("FY2016 実績", "実績", 2016),
            ("2019年", "", 2019),
            ("（R7）", "", 2025),
            ("現状値（令和6年3月末）", "現状値", 2023),
            ("現状値（R6.3.31現在）", "現状値", 2023),
            ("実績値（平成31年3月31日時点）", "実績値", 2018),
            ("目標値（令和6年）", "目標値", 2024),
        ] {
            assert_eq!(parsed(heading), (words.to_owned(), HeadingYear::Of(year)), "{heading}");
        }
    }

    #[test]
    fn a_text_says_a_fiscal_year_and_nothing_else() {
        for (text, year) in [
            ("令和6年度末", Some(2024)),
            ("R6年度末時点", Some(2024)),
            ("2024（R6）年度", Some(2024)),
            ("R7.3.31", Some(2024)),
            ("暦年2024年", None),
            ("令和6年度（見込み）", None),
            ("令和6年度以降", None),
            ("R5～R6", None),
            ("R6.10.1", None),
        ] {
            assert_eq!(fiscal_year(text), year, "{text}");
        }
    }

    #[test]
    fn what_could_be_several_years_is_unclear() {
        for heading in [
            "目標値（21年度）",
            "実績値（R2～R6）",
            "現状値（2009～14年）",
            "平成15年9月30日現在",
            "実績値（R5.10.1）",
            "現状値（令和6年3月）",
            "実績値（R5とR6）",
            "実績値（R5速報）",
        ] {
            assert_eq!(HeadingText::parse(heading).year, HeadingYear::Unclear, "{heading}");
        }
    }

    #[test]
    fn words_without_a_year_are_left_alone() {
        for (heading, words) in [
            ("年度", "年度"),
            ("目標年度", "目標年度"),
            ("目標値（人）", "目標値"),
            ("目標値（中間）", "目標値(中間)"),
            ("5年後", "5年後"),
            ("12", "12"),
        ] {
            assert_eq!(parsed(heading), (words.to_owned(), HeadingYear::Absent), "{heading}");
        }
    }
}
