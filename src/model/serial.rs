//! How exact figures are written in JSON: as texts, so that no digit is lost on the way.

use super::{Published, Quantity};
use num_rational::Ratio;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Takes a text; the error says what was wanted.
fn parsed<'de, D: Deserializer<'de>, T>(deserializer: D, wanted: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is no {wanted}")))
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.decimal())
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Quantity, D::Error> {
        parsed(deserializer, "number of at most 18 digits", |text| Quantity::parse(text).ok())
    }
}

impl Serialize for Published {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Published {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Published, D::Error> {
        parsed(deserializer, "month or day", Published::parse)
    }
}

/// Decimals such as the factor of a unit.
pub mod decimal {
    use super::{Deserializer, Serializer, parsed};
    use rust_decimal::Decimal;

    pub fn serialize<S: Serializer>(decimal: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&decimal.normalize())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        parsed(deserializer, "decimal", |text| text.parse().ok())
    }
}

/// Exact fractions: `15/68`.
pub mod fraction {
    use super::{Deserializer, Ratio, Serializer, parsed};

    pub fn serialize<S: Serializer>(fraction: &Ratio<i128>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&super::written(*fraction))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Ratio<i128>, D::Error> {
        parsed(deserializer, "fraction", super::read)
    }
}

/// Exact fractions that may be missing; fields need `default` and `skip_serializing_if` besides.
pub mod optional_fraction {
    use super::{Deserializer, Ratio, Serializer, parsed};

    pub fn serialize<S: Serializer>(fraction: &Option<Ratio<i128>>, serializer: S) -> Result<S::Ok, S::Error> {
        match fraction {
            Some(fraction) => super::fraction::serialize(fraction, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Ratio<i128>>, D::Error> {
        parsed(deserializer, "fraction", super::read).map(Some)
    }
}

/// A fraction as it is written: `15/68`, and `5/1` for a whole number.
pub fn written(fraction: Ratio<i128>) -> String {
    format!("{}/{}", fraction.numer(), fraction.denom())
}

/// A fraction from its text; `None` where it is none.
pub fn read(text: &str) -> Option<Ratio<i128>> {
    let (upper, lower) = text.split_once('/')?;
    let (upper, lower): (i128, i128) = (upper.parse().ok()?, lower.parse().ok()?);
    (lower > 0).then(|| Ratio::new(upper, lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_read_as_they_are_written() {
        for text in ["15/68", "-1/3", "5/1", "0/1"] {
            assert_eq!(read(text).map(written).as_deref(), Some(text));
        }
        assert_eq!([read("1"), read("1/0"), read("a/b"), read("1/-2")], [None; 4]);
    }

    #[test]
    fn numbers_and_dates_keep_what_was_typed() {
        for json in ["\"1.60\"", "\"-12\"", "\"0.0\""] {
            let quantity: Quantity = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&quantity).unwrap(), json);
        }
        for json in ["\"2017-09\"", "\"2017-09-29\""] {
            let published: Published = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&published).unwrap(), json);
        }
        assert!(serde_json::from_str::<Quantity>("\"1e3\"").is_err() && serde_json::from_str::<Published>("\"2017\"").is_err());
    }
}
