//! Numbers with digits, with powers of ten between them (２万４千), and in kanji (十四).

use super::word::is_digit;
use crate::model::Quantity;
use crate::model::quantity::NotAQuantity;
use rust_decimal::Decimal;

/// A number at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// `None` where it has too many digits.
    pub value: Option<Quantity>,
    /// Whether powers of ten stand in it.
    pub is_scaled: bool,
    pub is_kanji: bool,
    /// Whether it is counted in tenths, and was made a percentage.
    pub is_tenths: bool,
}

impl Number {
    fn plain(value: Option<Quantity>) -> Number {
        Number { value, is_scaled: false, is_kanji: false, is_tenths: false }
    }

    /// A number in digits with what follows it, which may be powers of ten.
    pub fn digits(text: &str) -> Option<(Number, &str)> {
        let unsigned = text.trim_start_matches(SIGNS);
        let end = unsigned.find(|letter| !is_digit(letter) && !",，.．".contains(letter)).unwrap_or(unsigned.len());
        let rest = &unsigned[end..];
        let value = match Quantity::parse_written(&text[..text.len() - rest.len()]) {
            Ok(value) => Some(value),
            Err(NotAQuantity::TooManyDigits) => None,
            Err(NotAQuantity::NotANumber) => return None,
        };
        Some((Number::plain(value), rest))
    }

    /// 2万4千: digits and powers of ten.
    pub fn scaled(text: &str) -> Option<(Number, &str)> {
        let unsigned = text.trim_start_matches(SIGNS);
        let is_negative = text[..text.len() - unsigned.len()].contains(MINUS);
        let mut parts = Vec::new();
        let mut rest = unsigned;
        while let Some((digits, after)) = unsigned_digits(rest) {
            let end = after.find(|letter| power(letter).is_none()).unwrap_or(after.len());
            parts.push(ScaledPart { digits: digits?, powers: &after[..end] });
            rest = &after[end..];
            if end == 0 {
                break;
            }
        }
        let total = sum(&parts)?;
        let value = Quantity::parse(&(if is_negative { -total } else { total }).normalize().to_string()).ok();
        Some((Number { is_scaled: true, ..Number::plain(value) }, rest))
    }

    /// 8割, 8割5分, as a percentage.
    pub fn tenths(text: &str) -> Option<(Number, &str)> {
        let (tenths, rest) = unsigned_digits(text)?;
        let rest = rest.strip_prefix('割')?;
        let (hundredths, rest) = match unsigned_digits(rest) {
            Some((hundredths, rest)) => (hundredths?, rest.strip_prefix('分')?),
            None => (Decimal::ZERO, rest),
        };
        let percent = tenths?.checked_mul(Decimal::TEN)?.checked_add(hundredths)?;
        let value = Quantity::parse(&percent.normalize().to_string()).ok();
        Some((Number { is_tenths: true, ..Number::plain(value) }, rest))
    }

    /// 十四, 三十, 百二十, 二〇.
    pub fn kanji(text: &str) -> Option<(Number, &str)> {
        text.chars().next().filter(|first| power(*first).is_none_or(|power| power < GROUP))?;
        let end = text.find(|letter| kanji_digit(letter).is_none() && power(letter).is_none()).unwrap_or(text.len());
        let (numeral, rest) = text.split_at(end);
        let value = if numeral.contains(|letter| power(letter).is_some()) { with_powers(numeral)? } else { positional(numeral)? };
        let value = Quantity::parse(&value.to_string()).ok();
        Some((Number { is_kanji: true, ..Number::plain(value) }, rest))
    }
}

const MINUS: [char; 6] = ['△', '▲', '-', '－', '−', '‐'];
const SIGNS: [char; 10] = ['△', '▲', '-', '－', '−', '‐', '+', '＋', ' ', '\u{3000}'];
/// From here on powers of ten close a group of digits: 2千万.
const GROUP: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// Digits with the powers of ten behind them: 2, 千万.
struct ScaledPart<'a> {
    digits: Decimal,
    powers: &'a str,
}

/// The sum of parts, each of which has to be smaller than the power before it; `None` where it is no such number.
fn sum(parts: &[ScaledPart<'_>]) -> Option<Decimal> {
    if parts.iter().all(|part| part.powers.is_empty()) || (parts.len() > 1 && parts.iter().any(|part| part.digits.scale() > 0)) {
        return None;
    }
    let (mut total, mut group, mut last_small, mut last_large) = (Decimal::ZERO, Decimal::ZERO, None, None);
    for part in parts {
        let (small, large) = powers(part.powers)?;
        let value = part.digits.checked_mul(small)?;
        if last_small.is_some_and(|last| value >= last || small >= last) || last_large.is_some_and(|last| value >= last) {
            return None;
        }
        group = group.checked_add(value)?;
        last_small = Some(small);
        if let Some(large) = large {
            let value = group.checked_mul(large)?;
            if last_large.is_some_and(|last| value >= last || large >= last) {
                return None;
            }
            total = total.checked_add(value)?;
            (group, last_small, last_large) = (Decimal::ZERO, None, Some(large));
        }
    }
    total.checked_add(group).filter(|_| last_large.is_none_or(|last| group < last))
}

/// A power below 10,000, or one, and one from there on: 千万.
fn powers(letters: &str) -> Option<(Decimal, Option<Decimal>)> {
    let powers: Vec<Decimal> = letters.chars().map(power).collect::<Option<_>>()?;
    match powers.as_slice() {
        [] => Some((Decimal::ONE, None)),
        [one] if *one < GROUP => Some((*one, None)),
        [one] => Some((Decimal::ONE, Some(*one))),
        [small, large] if *small < GROUP && *large >= GROUP => Some((*small, Some(*large))),
        _ => None,
    }
}

fn power(letter: char) -> Option<Decimal> {
    let power: i64 = match letter {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '億' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    };
    Some(power.into())
}

/// Digits without a sign at the beginning; the inner `None` is a number of too many digits.
fn unsigned_digits(text: &str) -> Option<(Option<Decimal>, &str)> {
    let (number, rest) = Number::digits(text.strip_prefix(is_digit).map(|_| text)?)?;
    Some((number.value.map(Quantity::decimal), rest))
}

fn kanji_digit(letter: char) -> Option<i64> {
    let digit = "〇一二三四五六七八九".chars().position(|digit| digit == letter)?;
    i64::try_from(digit).ok()
}

/// 二〇: each character is a digit.
fn positional(numeral: &str) -> Option<Decimal> {
    let digits = numeral.chars().map(kanji_digit);
    let value = digits.into_iter().try_fold(0_i64, |value, digit| value.checked_mul(10)?.checked_add(digit?))?;
    (!numeral.is_empty()).then(|| value.into())
}

/// 百二十: a digit stands before a power, or nothing.
fn with_powers(numeral: &str) -> Option<Decimal> {
    let letters: Vec<char> = numeral.chars().collect();
    let mut parts = Vec::new();
    let mut rest = letters.as_slice();
    while let Some(first) = rest.first() {
        let digit = kanji_digit(*first);
        let after = if digit.is_some() { &rest[1..] } else { rest };
        let end = after.iter().take_while(|letter| power(**letter).is_some()).count();
        let powers: String = after[..end].iter().collect();
        parts.push((Decimal::from(digit.unwrap_or(1)), powers));
        rest = &after[end..];
        if end == 0 && !rest.is_empty() {
            return None;
        }
    }
    let parts: Vec<ScaledPart<'_>> = parts.iter().map(|(digits, powers)| ScaledPart { digits: *digits, powers }).collect();
    sum(&parts)
}
