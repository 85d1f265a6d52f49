//! Exact decimals with the digits that the author typed.

use num_rational::Ratio;
use rust_decimal::Decimal;

/// Most digits of a number.
const MOST_DIGITS: usize = 18;
/// Most digits after the decimal point.
const MOST_DECIMALS: u32 = 6;

/// A decimal number with its typed digits: `1.60` is equal to `1.6` but shown as `1.60`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(Decimal);

/// Why a text is not a [`Quantity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAQuantity {
    /// It is not a decimal number.
    NotANumber,
    /// It has more than 18 digits, or more than 6 after the point.
    TooManyDigits,
}

impl Quantity {
    /// Zero without decimals.
    pub const ZERO: Quantity = Quantity(Decimal::ZERO);

    /// One without decimals.
    pub const ONE: Quantity = Quantity(Decimal::ONE);

    /// Reads plain digits: a sign, digits, a point and digits.
    ///
    /// # Errors
    ///
    /// [`NotAQuantity`] for anything else, and beyond 18 digits or 6 decimals.
    pub fn parse(digits: &str) -> Result<Quantity, NotAQuantity> {
        let unsigned = digits.strip_prefix(['+', '-']).unwrap_or(digits);
        let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(decimals) {
            return Err(NotAQuantity::NotANumber);
        }
        let typed = unsigned.bytes().filter(u8::is_ascii_digit).count();
        let number: Decimal = digits.parse().map_err(|_| NotAQuantity::TooManyDigits)?;
        if typed > MOST_DIGITS || number.scale() > MOST_DECIMALS {
            return Err(NotAQuantity::TooManyDigits);
        }
        Ok(Quantity(if number.is_zero() { number.abs() } else { number }))
    }

    /// Reads a number as people write it in Japan: full-width digits, separators (`,` `，`), a closing `%` or `％`,
    /// and `△`, `▲`, `−` or `－` as minus.
    ///
    /// # Errors
    ///
    /// As [`Quantity::parse`].
    pub fn parse_written(text: &str) -> Result<Quantity, NotAQuantity> {
        let plain: String = text.trim().chars().map(plain).collect();
        let plain = plain.strip_suffix('%').unwrap_or(&plain).trim_end();
        let (sign, rest) = match plain.strip_prefix('-') {
            Some(rest) => ("-", rest.trim_start()),
            None => ("", plain),
        };
        Quantity::parse(&format!("{sign}{}", without_separators(rest).ok_or(NotAQuantity::NotANumber)?))
    }

    /// A number of so many decimals from its digits without the point: (1234, 2) is 12.34.
    ///
    /// Numbers that do not fit into a decimal of 96 bits are cut to the nearest one that does.
    pub fn from_scaled(digits: i128, places: u32) -> Quantity {
        const MOST: i128 = (1 << 96) - 1;
        Quantity(Decimal::from_i128_with_scale(digits.clamp(-MOST, MOST), places))
    }

    /// The number without zeros that close its decimals.
    pub fn normalized(self) -> Quantity {
        Quantity(self.0.normalize())
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// The number as a decimal.
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// The number as an exact fraction.
    pub fn ratio(self) -> Ratio<i128> {
        Ratio::new(self.0.mantissa(), 10_i128.pow(self.0.scale()))
    }
}

/// One written character in its plain form.
fn plain(written: char) -> char {
    match written {
        '０'..='９' => char::from_u32(written as u32 - '０' as u32 + '0' as u32).unwrap_or(written),
        '．' => '.',
        '，' => ',',
        '％' => '%',
        '△' | '▲' | '−' | '－' | '‐' => '-',
        '＋' => '+',
        '\u{3000}' => ' ',
        other => other,
    }
}

/// The digits without their separators, if these stand at every third place.
fn without_separators(digits: &str) -> Option<String> {
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, decimals)| (whole, Some(decimals)));
    let groups: Vec<&str> = whole.split(',').collect();
    let well_placed =
        groups.len() == 1 || (groups[0].len() <= 3 && !groups[0].is_empty() && groups[1..].iter().all(|group| group.len() == 3));
    well_placed.then(|| groups.concat() + &decimals.map(|decimals| format!(".{decimals}")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Result<String, NotAQuantity> {
        Quantity::parse_written(text).map(|quantity| quantity.decimal().to_string())
    }

    #[test]
    fn typed_digits_are_kept() {
        assert_eq!(written("1.60"), Ok("1.60".to_owned()));
        assert_eq!(written("308.4"), Ok("308.4".to_owned()));
    }

    #[test]
    fn numbers_as_people_write_them_are_read() {
        assert_eq!(written("１，１９０"), Ok("1190".to_owned()));
        assert_eq!(written("△1.5％"), Ok("-1.5".to_owned()));
        assert_eq!(written("▲ 12"), Ok("-12".to_owned()));
        assert_eq!(written("130,885"), Ok("130885".to_owned()));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "12,34", "1e3", "inf", "--1", "1.", ".5", "12人"] {
            assert_eq!(written(text), Err(NotAQuantity::NotANumber), "{text}");
        }
    }

    #[test]
    fn more_than_eighteen_digits_or_six_decimals_are_refused() {
        assert!(Quantity::parse("999999999999999999").is_ok());
        assert_eq!(Quantity::parse("1000000000000000000"), Err(NotAQuantity::TooManyDigits));
        assert_eq!(Quantity::parse("0.1234567"), Err(NotAQuantity::TooManyDigits));
    }

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(written("-0.0"), Ok("0.0".to_owned()));
    }
}
