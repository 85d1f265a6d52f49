//! A number beside the text by which a workbook shows it, as OpenDocument has both.

use super::number_format::{AROUND, MINUS, digits};
use super::table::CellContent;
use std::ops::Range;

/// How often a number may be shown divided by a thousand.
const MOST_THOUSANDS: i32 = 3;

/// A number as its text shows it, without separators of thousands; where the text does not show it in digits (a fraction, an exponent, a
/// word), with all of its digits.
pub fn content(shown: &str, held: f64, percent: bool) -> CellContent {
    let runs = figures(shown).into_iter().rev();
    let found = runs.filter_map(|run| ShownNumber::of(shown, run, held)).next();
    match found {
        Some(number) if number.is_rounded => CellContent::Rounded { shown: number.text, held: digits(held) },
        Some(number) => CellContent::Number(number.text),
        None if percent => CellContent::Number(format!("{}%", digits(held * 100.0))),
        None => CellContent::Number(digits(held)),
    }
}

/// Where digits stand, each with its separators and its point.
fn figures(shown: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (position, letter) in shown.char_indices() {
        match runs.last_mut() {
            Some(run) if run.end == position && (letter.is_ascii_digit() || letter == '.' || letter == ',') => run.end += 1,
            Some(_) | None if letter.is_ascii_digit() => runs.push(position..position + 1),
            Some(_) | None => {}
        }
    }
    runs
}

struct ShownNumber {
    text: String,
    is_rounded: bool,
}

impl ShownNumber {
    /// The number that stands at one place of a text; `None` where that is another number than the one that is held.
    fn of(shown: &str, place: Range<usize>, held: f64) -> Option<ShownNumber> {
        let start = place.start;
        let run = shown[place].trim_end_matches(['.', ',']);
        let (before, after) = (&shown[..start], &shown[start + run.len()..]);
        if before.ends_with('/') || after.contains(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        let written = run.replace(',', "");
        let read: f64 = written.parse().ok()?;
        let rest = after.trim_start();
        let behind = rest.strip_prefix(['%', '％']);
        let exact = held.abs() * if behind.is_some() { 100.0 } else { 1.0 };
        let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let half = 0.5 / 10_f64.powi(i32::try_from(decimals).ok()?) * (1.0 + 1e-9) + exact * 1e-14;
        let mut scales = (0..=MOST_THOUSANDS).map(|thousands| exact / 1000_f64.powi(thousands));
        let exact = scales.find(|exact| (read - exact).abs() <= half).filter(|scaled| read != 0.0 || *scaled == exact)?;
        let is_negative = held < 0.0 && read != 0.0;
        let bare = |text: &str| text.replace(AROUND, "").replace(|letter| held < 0.0 && MINUS.contains(&letter), "").trim().to_owned();
        let (sign, percent) = (if is_negative { "-" } else { "" }, if behind.is_some() { "%" } else { "" });
        let text = format!("{}{sign}{written}{percent}{}", bare(before), bare(behind.unwrap_or(rest)));
        Some(ShownNumber { text, is_rounded: (read - exact).abs() > exact * 1e-12 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> CellContent {
        CellContent::Number(text.to_owned())
    }

    fn rounded(shown: &str, held: &str) -> CellContent {
        CellContent::Rounded { shown: shown.to_owned(), held: held.to_owned() }
    }

    #[test]
    fn a_number_counts_as_its_text_shows_it() {
        for (shown, held, expected) in [
            ("96.2%", 0.962_345, rounded("96.2%", "0.962345")),
            ("7%", 0.07, number("7%")),
            ("299", 298.666_666_666_7, rounded("299", "298.6666666667")),
            ("1,234,567", 1_234_567.0, number("1234567")),
            ("299人", 298.7, rounded("299人", "298.7")),
            ("△ 1.3", -1.25, rounded("-1.3", "-1.25")),
            ("(1,234)", -1234.0, number("-1234")),
            ("¥1,234", 1234.0, number("1234")),
            ("1,235", 1_234_567.0, rounded("1235", "1234567")),
            ("人口10万対 1.5", 1.54, rounded("人口10万対1.5", "1.54")),
            ("令和7年度", 7.0, number("令和7年度")),
            ("0.0", -0.04, rounded("0.0", "-0.04")),
            ("12.50", 12.5, number("12.50")),
        ] {
            assert_eq!(content(shown, held, shown.contains('%')), expected, "{shown}");
        }
    }

    #[test]
    fn of_a_text_that_shows_another_number_all_digits_stay() {
        for (shown, held) in [("1.2E+03", 1234.5), ("3/4", 0.75), ("-", 0.0), ("", 12.5), ("1 1/4", 1.25), ("13", 12.0), ("0", 120.0)] {
            assert_eq!(content(shown, held, false), number(&digits(held)), "{shown}");
        }
        assert_eq!(content("約", 0.125, true), number("12.5%"));
    }
}
