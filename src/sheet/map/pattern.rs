//! The form of headings, and of names of sheets, in a map: as they are written, or with any year in a place.

use crate::sheet::plain::plain;
use crate::sheet::recognise::with_any_year;

/// Stands for a year in any notation.
const YEAR: &str = "{year}";
/// Letters of the longest year: 令和元年3月31日.
const LONGEST_YEAR: usize = 14;

/// A text with which headings are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeadingPattern {
    /// In the form in which headings are compared; any year is a mark.
    key: String,
    pub has_any_year: bool,
}

impl HeadingPattern {
    /// As the map has it.
    pub fn new(text: &str) -> HeadingPattern {
        let plain_text = plain(text);
        let parts: Vec<&str> = plain_text.split(YEAR).collect();
        let has_any_year = parts.len() > 1;
        let key = if has_any_year { with_any_year(&parts) } else { plain_text };
        HeadingPattern { key, has_any_year }
    }

    pub fn fits(&self, text: &str) -> bool {
        let text = plain(text);
        if self.has_any_year { with_any_year(&[&text]) == self.key } else { text == self.key }
    }

    /// Whether the words of a heading in several rows begin so.
    pub fn begins_with(&self, text: &str) -> bool {
        let text = plain(text);
        !text.is_empty() && self.key.starts_with(&if self.has_any_year { with_any_year(&[&text]) } else { text })
    }
}

/// A heading as a map has it that goes on to work: with `{year}` in the place of each year, where that fits it.
pub fn of_any_year(heading: &str) -> String {
    let heading: String = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    let year = with_any_year(&["", ""]);
    let letters: Vec<char> = heading.chars().collect();
    let (mut pattern, mut next) = (String::new(), 0);
    while next < letters.len() {
        let is_year = |end: &usize| {
            let text = plain(&letters[next..*end].iter().collect::<String>());
            // A year without its era is one only before 年度.
            let is_told = letters[*end..].starts_with(&['年', '度']) && with_any_year(&[&format!("{text}年度")]) == format!("{year}年度");
            is_told || with_any_year(&[&text]) == year
        };
        let longest = letters.len().min(next + LONGEST_YEAR);
        match (next + 1..=longest).rev().find(is_year).filter(|_| !letters[next].is_whitespace()) {
            Some(end) => {
                pattern.push_str(YEAR);
                next = end;
            }
            None => {
                pattern.push(letters[next]);
                next += 1;
            }
        }
    }
    if HeadingPattern::new(&pattern).fits(&heading) { pattern } else { heading }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_in_any_notation_has_one_pattern_that_fits_the_next_year() {
        for (heading, pattern, next) in [
            ("実績値（R5）", "実績値（{year}）", "実績値 (令和6)"),
            ("令和５年度　実績値", "{year}年度 実績値", "R6年度実績値"),
            ("実績値（令和6年3月末）", "実績値（{year}）", "実績値（令和7年3月31日）"),
            ("2014(H26)", "{year}({year})", "2015（H27）"),
            ("目標値（21年度）", "目標値（{year}年度）", "目標値（22年度）"),
            ("実績値 R5", "実績値 {year}", "実績値\nR6"),
            ("指標名", "指標名", "指標　名"),
            ("5年後の値", "5年後の値", "5年後の値"),
        ] {
            assert_eq!(of_any_year(heading), pattern, "{heading}");
            assert!(HeadingPattern::new(pattern).fits(heading) && HeadingPattern::new(pattern).fits(next), "{heading}");
        }
        assert!(!HeadingPattern::new("実績値（{year}）").fits("目標値（R5）"));
        assert!(!HeadingPattern::new("実績値（R5）").fits("実績値（R6）"));
    }
}
