//! The line by which printed reports show an indicator: `名称 132人 (H26) → 147人 (H28) → 200人 (H31)`.

use crate::model::year::parse_year;

/// What stands before a name in lists.
const BULLETS: &[char] = &['・', '•', '●', '○', '■', '□', '◆', '◇', '-', '–', '*', '＊', '◎'];
const ARROW: char = '→';

/// A line taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// As it is printed, with the mark of the kind.
    pub name: String,
    /// Baseline, results and target, in the order of the line.
    pub points: Vec<DatedFigure>,
}

/// A figure of a line with its year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedFigure {
    /// With its unit: `132人`, `未実施`.
    pub value: String,
    /// As it is written: `H26`; empty where there is none.
    pub year: String,
}

impl Line {
    /// Takes a line apart; `None` where it is no such line.
    pub fn parse(text: &str) -> Option<Line> {
        let plain = text.replace("**", "").replace(['\t', '\u{3000}'], " ");
        let mut parts = plain.split(ARROW);
        let first = parts.next()?;
        let rest: Vec<DatedFigure> = parts.map(DatedFigure::parse).collect::<Option<_>>()?;
        let (head, year) = split_year(first);
        let (name, value) = split_value(&name_of(head))?;
        if rest.is_empty() || year.is_empty() {
            return None;
        }
        let points = [DatedFigure { value, year }].into_iter().chain(rest).collect();
        Some(Line { name, points })
    }

    /// The figure of the edition: the last between the baseline and the target.
    pub fn result(&self) -> Option<&DatedFigure> {
        let between = self.points.get(1..self.points.len().saturating_sub(1))?;
        between.last()
    }
}

impl DatedFigure {
    /// `132人 (H26)`, or a bare figure.
    pub fn parse(text: &str) -> Option<DatedFigure> {
        let (value, year) = split_year(text);
        let value = value.trim().to_owned();
        (!value.is_empty()).then_some(DatedFigure { value, year })
    }
}

/// Takes the year in brackets off the end.
fn split_year(text: &str) -> (&str, String) {
    let text = text.trim();
    let without = text.strip_suffix([')', '）']);
    let found = without.and_then(|inner| {
        let start = inner.rfind(['(', '（'])?;
        let bracket = inner[start..].chars().next()?;
        let year = inner[start + bracket.len_utf8()..].trim();
        parse_year(year).map(|_| (inner[..start].trim_end(), year.to_owned()))
    });
    found.unwrap_or((text, String::new()))
}

/// Name and figure: at the last space, else where the last digits begin, else behind the last bracket.
fn split_value(head: &str) -> Option<(String, String)> {
    let head = head.trim();
    let space = head.rfind(' ').map(|space| (space, space + 1));
    let bracket = || head.rfind('）').map(|start| start + '）'.len_utf8()).filter(|end| *end < head.len()).map(|end| (end, end));
    let digits = || {
        let is_digit = |letter: char| letter.is_numeric() || ",.，．△▲".contains(letter);
        let last = head.char_indices().rev().find(|(_, letter)| letter.is_numeric())?.0;
        let start = head[..last].char_indices().rev().take_while(|(_, letter)| is_digit(*letter)).last().map_or(last, |(start, _)| start);
        Some((start, start))
    };
    let (end, start) = space.or_else(bracket).or_else(digits)?;
    let (name, value) = (head[..end].trim(), head[start..].trim());
    (!name.is_empty() && !value.is_empty()).then(|| (name.to_owned(), value.to_owned()))
}

/// The name without bullets and without what kind of indicator it is.
fn name_of(text: &str) -> String {
    let mut name = text.trim();
    loop {
        let mut shorter = name.trim_start_matches(BULLETS).trim_start();
        if let Some((_, rest)) = shorter.strip_prefix('【').and_then(|inner| inner.split_once('】')) {
            shorter = rest.trim_start();
        }
        if shorter == name {
            return name.to_owned();
        }
        name = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<(String, Vec<(String, String)>)> {
        Line::parse(text).map(|line| (line.name, line.points.into_iter().map(|point| (point.value, point.year)).collect()))
    }

    fn line(name: &str, points: &[(&str, &str)]) -> Option<(String, Vec<(String, String)>)> {
        Some((name.to_owned(), points.iter().map(|(value, year)| ((*value).to_owned(), (*year).to_owned())).collect()))
    }

    #[test]
    fn lines_are_taken_apart_as_reports_print_them() {
        let points = [("132人", "H26"), ("147人", "H28"), ("200人", "H31")];
        assert_eq!(parsed("・産後ケアサポート人材数\t132人 (H26) → 147人 (H28) → 200人 (H31)"), line("産後ケアサポート人材数", &points));
        let points = [("未実施", "H26"), ("22人", "H28"), ("50人", "H31")];
        let name = "育成数（累計）";
        assert_eq!(parsed("- 育成数（累計）未実施 (H26) → 22人 (H28) → 50人 (H31)"), line(name, &points));
        assert_eq!(parsed("• 育成数（累計）\t未実施（H26）\t→ **22人（H28）**\t→ 50人（H31）"), line(name, &points));
        let points = [("1.43", "H25"), ("1.49", "H27"), ("1.6", "H31")];
        assert_eq!(parsed("【数値目標】 • 出生率 1.43 (H25) → 1.49 (H27) → 1.6 (H31)"), line("出生率", &points));
        assert_eq!(parsed("来館者数８０人（H26）→９０人（H28）→１００人（H31）").map(|(name, _)| name), Some("来館者数".to_owned()));
    }

    #[test]
    fn other_lines_are_none() {
        for text in ["", "→", "基本目標1", "A → B", "名称 12人 (H26)", "12 → 13 (H28)", "名称,実績値"] {
            assert_eq!(Line::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_result_stands_between_baseline_and_target() {
        let result = |text: &str| Line::parse(text).unwrap().result().map(|point| point.value.clone());
        assert_eq!(result("名称 1人 (H26) → 2人 (H27) → 3人 (H28) → 9人 (H31)"), Some("3人".to_owned()));
        assert_eq!(result("名称 1人 (H26) → 9人 (H31)"), None);
    }
}
