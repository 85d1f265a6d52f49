//! Cells of tables, and how texts and figures are written in them.

use crate::evaluate::progress::{Share, rounded};
use crate::model::{Published, Quantity, Rounding, Text, Word, Year, serial};
use std::borrow::Cow;

/// Decimals of a figure that is computed, such as a progress of 0.220588. Closing zeros are left out.
pub const PLACES: u32 = 6;

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    /// Plain digits with a sign and a point, without a unit and without separators.
    Number(String),
}

impl Cell {
    /// A text; nothing where it is empty.
    pub fn text(text: &str) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }

    /// A text that may be missing.
    pub fn perhaps(text: Option<&str>) -> Cell {
        text.map_or(Cell::Empty, Cell::text)
    }

    /// What stands in it.
    pub fn shown(&self) -> &str {
        match self {
            Cell::Empty => "",
            Cell::Text(text) | Cell::Number(text) => text,
        }
    }

    /// A month or a day.
    pub fn date(date: Option<Published>) -> Cell {
        date.map_or(Cell::Empty, |date| Cell::Text(date.to_string()))
    }

    /// The Japanese of a text.
    pub fn ja(text: Option<&Text>) -> Cell {
        Cell::perhaps(text.map(|text| text.ja.as_str()))
    }

    /// The English of a text; nothing where it is not translated.
    pub fn en(text: Option<&Text>) -> Cell {
        Cell::perhaps(text.and_then(|text| text.en.as_deref()))
    }

    /// The word of a closed choice.
    pub fn word(choice: Option<impl Word>) -> Cell {
        Cell::perhaps(choice.map(Word::word))
    }

    /// A whole number, such as a year.
    pub fn integer(number: impl Into<i64>) -> Cell {
        Cell::Number(number.into().to_string())
    }

    /// A number that may be missing.
    pub fn number(number: Option<u32>) -> Cell {
        number.map_or(Cell::Empty, Cell::integer)
    }

    /// A figure with the digits that the author typed.
    pub fn quantity(quantity: Option<Quantity>) -> Cell {
        quantity.map_or(Cell::Empty, |quantity| Cell::Number(quantity.decimal().to_string()))
    }

    /// An exact fraction as a decimal of at most 6 places, half up.
    pub fn decimal(fraction: Option<Share>) -> Cell {
        Cell::quantity(fraction.map(decimal))
    }

    /// An exact fraction as it is: `15/68`.
    pub fn fraction(fraction: Option<Share>) -> Cell {
        fraction.map_or(Cell::Empty, |fraction| Cell::Text(serial::written(fraction)))
    }

    /// The number of a year.
    pub fn year(year: Option<Year>) -> Cell {
        year.map_or(Cell::Empty, |year| Cell::integer(year.number))
    }

    /// `fiscal` or `calendar`.
    pub fn year_type(year: Option<Year>) -> Cell {
        match year.map(|year| year.calendar) {
            None => Cell::Empty,
            Some(true) => Cell::text("calendar"),
            Some(false) => Cell::text("fiscal"),
        }
    }
}

/// The decimal that stands for a fraction.
pub fn decimal(fraction: Share) -> Quantity {
    rounded(fraction, PLACES, Rounding::HalfUp).normalized()
}

/// A text that no spreadsheet takes for a formula: `'` is put in front of one that begins with `=`, `+`, `-` or `@`, in half or
/// full width, with a tab or a line break; and of one that begins with `'`, so that taking one away always gives the text.
pub fn safe(text: &str) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\'']) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_becomes_a_decimal_of_six_places_without_closing_zeros() {
        let cases = [(15, 68, "0.220588"), (1, 2, "0.5"), (2, 3, "0.666667"), (-1, 3, "-0.333333"), (5, 1, "5"), (0, 1, "0")];
        for (upper, lower, expected) in cases {
            assert_eq!(decimal(Share::new(upper, lower)).decimal().to_string(), expected, "{upper}/{lower}");
        }
    }

    #[test]
    fn texts_that_look_like_formulas_are_made_safe_and_nothing_else() {
        let cases = [("=1+1", "'=1+1"), ("-", "'-"), ("＝A1", "'＝A1"), ("'a", "''a"), ("a=1", "a=1"), ("", ""), ("△1.5", "△1.5")];
        for (text, expected) in cases {
            assert_eq!(safe(text), expected);
        }
    }
}
