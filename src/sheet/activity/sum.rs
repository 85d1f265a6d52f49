//! Sums of money as offices write them.

use crate::model::Quantity;
use rust_decimal::Decimal;

/// Units with what each is in yen, longer names first.
pub const MONEY_UNITS: [(&str, i64); 7] = [
    ("百万円", 1_000_000),
    ("十億円", 1_000_000_000),
    ("億円", 100_000_000),
    ("千万円", 10_000_000),
    ("万円", 10_000),
    ("千円", 1_000),
    ("円", 1),
];

/// A figure of a unit in yen; `None` where that is too large.
pub fn in_yen(figure: Quantity, unit: i64) -> Option<Quantity> {
    let yen = figure.decimal().checked_mul(Decimal::from(unit))?.normalize();
    Quantity::parse_written(&yen.to_string()).ok()
}

/// The sum that a cell holds, in yen where it names no unit: `１，２００千円`.
pub fn sum(text: &str) -> Option<Quantity> {
    let text = text.trim();
    let named = MONEY_UNITS.iter().find_map(|(unit, yen)| Some((text.strip_suffix(unit)?, *yen)));
    let (digits, unit) = named.unwrap_or((text, 1));
    let figure = Quantity::parse_written(digits.trim()).ok().filter(|_| !digits.contains(['%', '％']))?;
    if unit == 1 { Some(figure) } else { in_yen(figure, unit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_in_the_unit_that_stands_behind_them() {
        let read = |text: &str| sum(text).map(|yen| yen.decimal().to_string());
        let cells = ["1200000", "１，２００千円", "1.5億円", "12 万円", "1,150,000円"].map(read);
        assert_eq!(cells, ["1200000", "1200000", "150000000", "120000", "1150000"].map(|digits| Some(digits.to_owned())));
        assert_eq!(["約120万円", "未定", "5%", "千円", "100円と90円"].map(read), [None, None, None, None, None]);
    }
}
