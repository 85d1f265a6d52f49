//! What a number format shows of a number: ECMA-376, part 1, 18.8.31.

use super::table::CellContent;
use calamine::Style;

/// Digits of a number that a spreadsheet keeps; what follows is the noise of binary arithmetic.
pub const DIGITS: usize = 15;
/// Most zeros that a number format adds behind the point.
const MOST_ZEROS: usize = 6;
/// Colours that a section may have; they show nothing of the number.
const COLOURS: [&str; 8] = ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"];
/// Signs of negative numbers.
pub const MINUS: &[char] = &['-', '−', '－', '△', '▲'];
/// What stands around figures and says nothing of them: brackets, signs of money, a plus.
pub const AROUND: &[char] = &['(', ')', '（', '）', '$', '¥', '￥', '\\', '+'];

/// A number format, as far as it is understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberFormat {
    /// For all numbers; or for positive ones, negative ones, and zero. `None` where a section is not understood.
    sections: Vec<Option<FormatSection>>,
    /// Whether it shows a hundredfold, also where it is not understood.
    percent: bool,
}

/// How numbers of one sign are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct FormatSection {
    before: String,
    after: String,
    percent: bool,
    /// How often the number is divided by a thousand.
    thousands: i32,
    /// Decimals that are always shown, and most decimals.
    decimals: (usize, usize),
}

/// A part of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// `0`, which shows zeros, or `#` and `?`, which do not.
    Digit {
        zero: bool,
    },
    Point,
    Comma,
    Percent,
    Literal(char),
    /// A fraction, an exponent, a condition, a part of a date, `General`.
    Other,
}

impl NumberFormat {
    /// The number format of a cell. Money (5 to 8) is the only built-in format of numbers whose code the reader of workbooks leaves out.
    pub fn of(style: &Style) -> NumberFormat {
        let Some(format) = &style.number_format else { return NumberFormat::default() };
        match format.format_id {
            Some(5 | 6) if format.format_code == "General" => NumberFormat::parse("#,##0"),
            Some(7 | 8) if format.format_code == "General" => NumberFormat::parse("#,##0.00"),
            _ => NumberFormat::parse(&format.format_code),
        }
    }

    /// The number format of a code.
    pub fn parse(code: &str) -> NumberFormat {
        let sections = sections(code);
        let percent = sections[0].contains(&Token::Percent);
        NumberFormat { sections: sections.iter().take(3).map(|tokens| FormatSection::parse(tokens)).collect(), percent }
    }

    /// A number as it is shown, and as it is held where it is shown rounded.
    pub fn content(&self, number: f64) -> CellContent {
        let shown = self.shown(number);
        if self.rounds(number) { CellContent::Rounded { shown, held: digits(number) } } else { CellContent::Number(shown) }
    }

    /// Whether a number is shown with fewer digits than it has.
    fn rounds(&self, number: f64) -> bool {
        let Some(section) = self.section(number) else { return false };
        let shown = section.rounded(number).and_then(|digits| digits.parse::<f64>().ok());
        let percent = if section.percent { 100.0 } else { 1.0 };
        let exact = number.abs() * percent / 1000_f64.powi(section.thousands);
        shown.is_some_and(|shown| (shown - exact).abs() > exact * 1e-12)
    }

    /// The section for a number, if it is understood.
    fn section(&self, number: f64) -> Option<&FormatSection> {
        match self.sections.as_slice() {
            [_, negative, ..] if number < 0.0 => negative.as_ref(),
            [_, _, zero] if number == 0.0 => zero.as_ref(),
            [all, ..] => all.as_ref(),
            [] => None,
        }
    }

    /// The number as it is shown, without separators of thousands; where the format is not understood, with all of its digits.
    fn shown(&self, number: f64) -> String {
        self.section(number).and_then(|section| section.shown(number)).unwrap_or_else(|| match self.percent {
            true => format!("{}%", digits(number * 100.0)),
            false => digits(number),
        })
    }
}

impl FormatSection {
    /// `None` where it is not understood, or shows no number.
    fn parse(tokens: &[Token]) -> Option<FormatSection> {
        let is_digit = |token: &Token| matches!(token, Token::Digit { .. });
        let first = tokens.iter().position(|token| is_digit(token) || *token == Token::Point)?;
        let last = tokens.iter().rposition(is_digit)?;
        let end = last + 1 + tokens[last + 1..].iter().take_while(|token| matches!(token, Token::Comma | Token::Point)).count();
        let (before, number, after) = (tokens.get(..first)?, tokens.get(first..end)?, &tokens[end..]);
        let outside = || before.iter().chain(after);
        if outside().any(|token| matches!(token, Token::Other | Token::Comma | Token::Point))
            || number.iter().any(|token| matches!(token, Token::Other | Token::Literal(_) | Token::Percent))
        {
            return None;
        }
        let text = |tokens: &[Token]| -> String {
            tokens.iter().filter_map(|token| if let Token::Literal(letter) = token { Some(*letter) } else { None }).collect()
        };
        let mut parts = number.split(|token| *token == Token::Point);
        let (whole, decimals) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let trailing = |part: &[Token]| part.iter().rev().take_while(|token| **token == Token::Comma).count();
        let places: Vec<&Token> = decimals.iter().filter(|token| is_digit(token)).collect();
        let always = places.iter().rposition(|token| **token == Token::Digit { zero: true }).map_or(0, |last| last + 1);
        let percent = outside().filter(|token| **token == Token::Percent).count();
        (percent <= 1 && parts.next().is_none()).then_some(FormatSection {
            before: text(before),
            after: text(after),
            percent: percent == 1,
            thousands: i32::try_from(trailing(whole) + trailing(decimals)).ok()?,
            decimals: (always.min(MOST_ZEROS), places.len()),
        })
    }

    /// The number with what stands before and behind it. The sign is that of the number where it is negative; a format may show it as a
    /// colour alone, or in brackets.
    fn shown(&self, number: f64) -> Option<String> {
        let digits = self.rounded(number)?;
        let is_negative = number < 0.0 && digits.contains(|digit| ('1'..='9').contains(&digit));
        let bare = |text: &str| -> String {
            text.replace(AROUND, "").replace(|letter| number < 0.0 && MINUS.contains(&letter), "").trim().to_owned()
        };
        let (before, after) = (bare(&self.before), bare(&self.after));
        let (sign, percent) = (if is_negative { "-" } else { "" }, if self.percent { "%" } else { "" });
        Some(format!("{before}{sign}{digits}{percent}{after}"))
    }

    /// The digits of a number without its sign, rounded half away from zero from the digits that a spreadsheet keeps; `None` where they
    /// are too many.
    fn rounded(&self, number: f64) -> Option<String> {
        let (always, most) = self.decimals;
        let written = format!("{:.*e}", DIGITS - 1, number.abs());
        let (mantissa, exponent) = written.split_once('e')?;
        let mantissa: u128 = mantissa.replace('.', "").parse().ok()?;
        let exponent: i32 = exponent.parse().ok()?;
        let places = i32::try_from(most).ok()?;
        let shift = exponent - (DIGITS as i32 - 1) + if self.percent { 2 } else { 0 } - 3 * self.thousands + places;
        let power = 10_u128.checked_pow(shift.unsigned_abs());
        let scaled = match (shift >= 0, power) {
            (true, power) => mantissa.checked_mul(power?)?,
            (false, Some(power)) => (mantissa + power / 2) / power,
            (false, None) => 0,
        };
        let text = format!("{scaled:0>width$}", width = most + 1);
        let (whole, decimals) = text.split_at(text.len() - most);
        let kept = decimals.trim_end_matches('0').len().max(always);
        Some(if kept == 0 { whole.to_owned() } else { format!("{whole}.{}", &decimals[..kept]) })
    }
}

/// The sections of a code, each in its parts.
fn sections(code: &str) -> Vec<Vec<Token>> {
    let mut sections = vec![Vec::new()];
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        let tokens: Vec<Token> = match letter {
            ';' => {
                sections.push(Vec::new());
                continue;
            }
            '"' => letters.by_ref().take_while(|letter| *letter != '"').map(Token::Literal).collect(),
            '\\' => letters.next().map(Token::Literal).into_iter().collect(),
            '_' | '*' => {
                letters.next();
                Vec::new()
            }
            '[' => bracketed(&letters.by_ref().take_while(|letter| *letter != ']').collect::<String>()),
            '0' => vec![Token::Digit { zero: true }],
            '#' | '?' => vec![Token::Digit { zero: false }],
            '.' => vec![Token::Point],
            ',' => vec![Token::Comma],
            '%' => vec![Token::Percent],
            '/' | '@' => vec![Token::Other],
            other if other.is_ascii_alphanumeric() => vec![Token::Other],
            other => vec![Token::Literal(other)],
        };
        if let Some(section) = sections.last_mut() {
            section.extend(tokens);
        }
    }
    sections
}

/// What stands in square brackets: a sign of money with a language, a colour, or else.
fn bracketed(inner: &str) -> Vec<Token> {
    let lower = inner.to_ascii_lowercase();
    match inner.strip_prefix('$') {
        Some(money) => money.split('-').next().unwrap_or_default().chars().map(Token::Literal).collect(),
        None if COLOURS.contains(&lower.as_str()) || lower.starts_with("color") => Vec::new(),
        None => vec![Token::Other],
    }
}

/// The shortest digits of a number; at most 15 of them, as a spreadsheet has them.
pub fn digits(number: f64) -> String {
    let rounded: f64 = format!("{number:.*e}", DIGITS - 1).parse().unwrap_or(number);
    let text = rounded.to_string();
    if text == "-0" { "0".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(code: &str, number: f64) -> String {
        NumberFormat::parse(code).shown(number)
    }

    #[test]
    fn numbers_have_the_digits_that_a_spreadsheet_keeps() {
        assert_eq!([0.1 + 0.2, 1.6, 147.0, 1e15, -0.0, 308.4].map(digits), ["0.3", "1.6", "147", "1000000000000000", "0", "308.4"]);
    }

    #[test]
    fn a_number_counts_as_it_is_shown() {
        for (code, number, expected) in [
            ("0.0%", 0.962_345_678, "96.2%"),
            ("0%", 0.07, "7%"),
            ("0.00%", 0.125, "12.50%"),
            ("0", 298.666_666_666_7, "299"),
            ("0", 0.5, "1"),
            ("0.0", 0.25, "0.3"),
            ("0.00", 1.005, "1.01"),
            ("0.0", -0.04, "0.0"),
            ("#,##0", 1_234_567.4, "1234567"),
            ("#,##0.0##", 1234.5, "1234.5"),
            ("#,##0.###", 1234.0, "1234"),
            (".00", 0.5, "0.50"),
            ("0.00000000", 12.0, "12.000000"),
            ("#,##0,", 1_234_567.0, "1235"),
            ("#,##0,.0", 1_234_567.0, "1234.6"),
            ("#,##0\"人\"", 298.7, "299人"),
            ("0.0\"%\"", 96.234, "96.2%"),
            ("0人", 12.0, "12人"),
            ("\"人口10万対 \"0.0", -1.54, "人口10万対-1.5"),
            ("\"令和\"0\"年度\"", 7.0, "令和7年度"),
            ("\"△\"0", 5.0, "△5"),
        ] {
            assert_eq!(shown(code, number), expected, "{code}");
        }
    }

    #[test]
    fn only_what_loses_digits_is_rounded() {
        let rounds = |code: &str, number: f64| NumberFormat::parse(code).rounds(number);
        for (code, number) in [("0", 12.5), ("0.0%", 0.962_345_678), ("#,##0,", 1_234_567.0), ("0.0", -1.25)] {
            assert!(rounds(code, number), "{code}");
        }
        for (code, number) in [("0.0", 12.5), ("0%", 0.07), ("#,##0,", 900_000.0), ("0.0", 0.1 + 0.2), ("General", 12.345), ("0", 0.0)] {
            assert!(!rounds(code, number), "{code}");
        }
    }

    #[test]
    fn negative_numbers_have_a_section_of_their_own() {
        for (code, number, expected) in [
            ("0.0;\"△ \"0.0", -1.25, "-1.3"),
            ("0;▲0", -3.0, "-3"),
            ("#,##0_ ;[Red]\\-#,##0\\ ", -1234.5, "-1235"),
            ("#,##0;[Red]#,##0", -12.0, "-12"),
            ("#,##0 ;(#,##0)", -12.4, "-12"),
            ("_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", 0.0, "0"),
            ("_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", 1234.2, "1234"),
            ("[$¥-411]#,##0;[$¥-411]\\-#,##0", -1234.2, "-1234"),
            ("0.0%;[Red]-0.0%", -0.123_45, "-12.3%"),
            ("0;-0;0.00", 0.0, "0.00"),
        ] {
            assert_eq!(shown(code, number), expected, "{code}");
        }
    }

    #[test]
    fn of_a_format_that_is_not_understood_all_digits_stay() {
        for code in ["General", "", "@", "# ?/?", "0.00E+00", "[>=100]0;0.0", "000-0000", "[DBNum3]0", ";;;", "\"未定\"", "0.0.0"] {
            assert_eq!(shown(code, 298.666_666_666_7), "298.6666666667", "{code}");
        }
        assert_eq!(shown("[>1]0.0%;0%", 0.125), "12.5%");
        assert_eq!(shown("0", 1e300), digits(1e300));
    }

    proptest! {
        #[test]
        fn any_code_and_number_is_shown_without_a_panic(code in "[0#?.,%;\"\\[\\]$()_*\\\\ -人△a-z]{0,20}", number in any::<f64>()) {
            prop_assert!(!shown(&code, number).is_empty());
        }

        #[test]
        fn what_is_shown_is_at_most_half_a_unit_away(scaled in -999_999_999_i64..999_999_999, places in 0_usize..6) {
            let number = scaled as f64 / 100_000.0;
            let code = if places == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(places)) };
            let read: f64 = shown(&code, number).parse().unwrap();
            let unit = 10_f64.powi(-i32::try_from(places).unwrap());
            prop_assert!((read - number).abs() <= unit / 2.0 * 1.000_001, "{code}: {number} {read}");
        }
    }
}
