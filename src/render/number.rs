//! Numbers, percentages and amounts as each language writes them.

use super::date::DateFormatter;
use super::words::fill;
use crate::evaluate::progress::{Share, rounded, rounded_on_its_side};
use crate::model::{Bound, Language, PopulationNotation, Quantity, Rounding, Rule, Unit, UnitPosition, Word};
use rust_decimal::Decimal;

/// Puts commas at every third digit before the point, and a sign of the page's own before a number below 0.
pub fn grouped(number: &str, minus: char) -> String {
    let (sign, unsigned) = number.strip_prefix('-').map_or((String::new(), number), |rest| (minus.to_string(), rest));
    let (whole, decimals) = unsigned.split_once('.').map_or((unsigned, None), |(whole, decimals)| (whole, Some(decimals)));
    let mut grouped = sign;
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + &decimals.map(|decimals| format!(".{decimals}")).unwrap_or_default()
}

/// A percentage of a rule: `80.1%`; with more decimals where rounding would hide on which side of a threshold, of 0 or of 100 it
/// lies (99.96).
pub fn percent(share: Share, rule: &Rule, minus: char) -> String {
    let whole = [0, 100].map(Share::from_integer);
    let limits: Vec<Share> = rule.percentages().into_iter().map(Quantity::ratio).chain(whole).collect();
    let printed = rounded_on_its_side(share * Share::from_integer(100), rule.places, rule.rounding, &limits);
    format!("{}%", grouped(&printed.decimal().to_string(), minus))
}

/// A percentage with its sign: `+98.0%`.
pub fn signed_percent(share: Share, rule: &Rule, minus: char) -> String {
    let written = percent(share, rule, minus);
    if share > Share::from_integer(0) { format!("+{written}") } else { written }
}

/// Most decimals of a figure in millions or billions; with more digits it is written in full.
const MOST_PLACES: u32 = 4;

/// The order of magnitude in which large figures are written in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Magnitude {
    /// As typed, in the unit itself.
    Typed,
    /// Multiplied out: 39.6万人 is 396,000.
    Plain,
    /// In millions: 844万人 is 8.44 million.
    Million,
    /// In billions: 1,368.3億円 is 136.83 billion.
    Billion,
}

/// Writes the amounts of one indicator in one language, all in one order of magnitude.
#[derive(Clone, Copy, Debug)]
pub struct AmountFormatter<'a> {
    pub formatter: DateFormatter,
    unit: Option<&'a Unit>,
    magnitude: Magnitude,
}

impl<'a> AmountFormatter<'a> {
    /// The largest order of magnitude that suits every one of `values` but 0: none is less than 1 of it, none has more than four decimals.
    pub fn new(formatter: DateFormatter, unit: Option<&'a Unit>, values: impl IntoIterator<Item = Quantity>) -> AmountFormatter<'a> {
        let values: Vec<Quantity> = values.into_iter().filter(|value| *value != Quantity::ZERO).collect();
        let of = |magnitude: Magnitude| AmountFormatter { formatter, unit, magnitude };
        let fits = |magnitude: &Magnitude| !values.is_empty() && values.iter().all(|value| of(*magnitude).fits(*value));
        of(match formatter.language {
            Language::En if unit.is_some_and(|unit| unit.factor != Decimal::ONE) => {
                [Magnitude::Billion, Magnitude::Million].into_iter().find(fits).unwrap_or(Magnitude::Plain)
            }
            Language::Ja | Language::En => Magnitude::Typed,
        })
    }

    fn fits(&self, value: Quantity) -> bool {
        let scaled = self.scaled(value);
        scaled.abs() >= Decimal::ONE && scaled.scale() <= MOST_PLACES
    }

    /// For an amount that stands alone: a difference of millions that is less than one is written out, 40,000 and not 0.04 million.
    fn alone(mut self, value: Quantity) -> AmountFormatter<'a> {
        self.magnitude = match self.magnitude {
            Magnitude::Million | Magnitude::Billion if self.scaled(value).abs() < Decimal::ONE => Magnitude::Plain,
            magnitude => magnitude,
        };
        self
    }

    /// The bare number: `308.4`, `8.44`.
    pub fn number(&self, value: Quantity) -> String {
        grouped(&self.scaled(value).to_string(), self.formatter.minus)
    }

    /// The number with the word of its magnitude, without the unit in English: `8.44 million`; in Japanese `844万人`, without a unit
    /// that does not follow its figure.
    pub fn short(&self, value: Quantity) -> String {
        match self.formatter.language {
            Language::Ja if self.is_beside() => self.number(value),
            Language::Ja => self.amount(value),
            Language::En if self.unit.is_some_and(|unit| unit.attached) => self.amount(value),
            Language::En => {
                let alone = self.alone(value);
                alone.number(value) + alone.magnitude_word()
            }
        }
    }

    /// The number with its unit: `308.4万人`, `8.44 million people`, `1 company`.
    pub fn amount(&self, value: Quantity) -> String {
        let Some(unit) = self.unit else { return self.number(value) };
        match self.formatter.language {
            Language::Ja => unit.beside(&self.number(value), ""),
            Language::En if unit.ja == "位" => ordinal(value),
            Language::En => {
                let singular = self.magnitude == Magnitude::Typed && value.decimal().abs() == Decimal::ONE;
                let word = if singular { &unit.one } else { &unit.other };
                let space = if unit.attached { "" } else { " " };
                let alone = self.alone(value);
                format!("{}{}{space}{}", alone.number(value), alone.magnitude_word(), word.as_ref().unwrap_or(&unit.ja))
            }
        }
    }

    /// An amount with 以上, 未満 and the like.
    pub fn bounded(&self, value: Quantity, bound: Option<Bound>) -> String {
        match (bound, self.unit, self.formatter.language) {
            (Some(bound), Some(unit), Language::Ja) => unit.beside(&self.number(value), self.bound_word(bound)),
            _ => self.qualified(self.amount(value), bound),
        }
    }

    /// What is written without brackets, with 以上, 未満 and the like; in English fewer things, and less of a quantity.
    pub fn qualified(&self, written: String, bound: Option<Bound>) -> String {
        let Some(bound) = bound else { return written };
        let word = match (bound, self.formatter.language) {
            (Bound::AtMost, Language::En) if self.counts_things() => "or fewer",
            (Bound::LessThan, Language::En) if self.counts_things() => "fewer than",
            _ => self.bound_word(bound),
        };
        match (self.formatter.language, bound) {
            (Language::Ja, _) => written + word,
            (Language::En, Bound::AtLeast | Bound::AtMost) => format!("{written} {word}"),
            (Language::En, Bound::LessThan | Bound::MoreThan | Bound::About) => format!("{word} {written}"),
        }
    }

    fn counts_things(&self) -> bool {
        self.unit.is_some_and(Unit::counts_things)
    }

    fn bound_word(&self, bound: Bound) -> &'static str {
        bound.choice().label.in_language(self.formatter.language)
    }

    /// Both ends of a range in the wording of a language: `20～30人`, `人口10万対 20～30`.
    pub fn range(&self, wording: &str, min: Quantity, max: Quantity) -> String {
        let ends = |max: &str| fill(wording, &[("min", &self.number(min)), ("max", max)]);
        let beside = self.unit.filter(|_| self.is_beside());
        beside.map_or_else(|| ends(&self.amount(max)), |unit| unit.beside(&ends(&self.number(max)), ""))
    }

    /// Whether the unit stands before the figure or in brackets, as only in Japanese.
    fn is_beside(&self) -> bool {
        self.formatter.language == Language::Ja && self.unit.is_some_and(|unit| unit.position != UnitPosition::After)
    }

    /// What the numbers of an axis count: `万人`, `million people`; empty without a unit.
    pub fn axis_unit(&self) -> String {
        let Some(unit) = self.unit else { return String::new() };
        match self.formatter.language {
            Language::Ja => unit.ja.clone(),
            Language::En if unit.ja == "位" => String::new(),
            Language::En => format!("{} {}", self.magnitude_word(), unit.other.as_ref().unwrap_or(&unit.ja)).trim().to_owned(),
        }
    }

    /// The number as a chart places it, in the magnitude that is printed.
    pub fn position(&self, value: Share) -> f64 {
        let factor = self.scaled(Quantity::ONE);
        let value = *value.numer() as f64 / *value.denom() as f64;
        value * f64::try_from(factor).unwrap_or(1.0)
    }

    fn magnitude_word(&self) -> &'static str {
        match self.magnitude {
            Magnitude::Typed | Magnitude::Plain => "",
            Magnitude::Million => " million",
            Magnitude::Billion => " billion",
        }
    }

    /// The typed digits in the printed magnitude; none is lost and none invented.
    fn scaled(&self, value: Quantity) -> Decimal {
        let shift = match self.magnitude {
            Magnitude::Typed => return value.decimal(),
            Magnitude::Plain => 0,
            Magnitude::Million => 6,
            Magnitude::Billion => 9,
        };
        let factor = self.unit.map_or(Decimal::ONE, |unit| unit.factor).normalize();
        let zeros = trailing_zeros(factor);
        let digits = value.decimal().mantissa().saturating_mul(factor.mantissa() / 10_i128.pow(zeros));
        let places = i64::from(value.decimal().scale()) + i64::from(factor.scale()) + shift - i64::from(zeros);
        match u32::try_from(places) {
            Ok(places) => Quantity::from_scaled(digits, places).decimal(),
            Err(_) => Quantity::from_scaled(digits.saturating_mul(10_i128.pow(places.unsigned_abs() as u32)), 0).decimal(),
        }
    }
}

fn trailing_zeros(number: Decimal) -> u32 {
    (1..=20).take_while(|zeros| number.mantissa() % 10_i128.pow(*zeros) == 0).last().unwrap_or(0)
}

/// `1st`, `22nd`, `113th`; what is no whole number stays a number.
fn ordinal(value: Quantity) -> String {
    let number = value.decimal();
    let Some(whole) = i128::try_from(number).ok().filter(|_| number.is_integer()) else { return grouped(&number.to_string(), '−') };
    let ending = match (whole % 100, whole % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{}{ending}", grouped(&number.to_string(), '−'))
}

/// A figure with the word of its bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundedQuantity {
    pub value: Quantity,
    pub bound: Option<Bound>,
}

impl BoundedQuantity {
    /// How far it is from another figure: about, where one of both is about; `None` where 以上, 未満 and the like leave it open.
    pub fn minus(self, other: BoundedQuantity) -> Option<BoundedQuantity> {
        let bound = match (self.bound, other.bound) {
            (None, None) => None,
            (None | Some(Bound::About), None | Some(Bound::About)) => Some(Bound::About),
            (Some(_), _) | (_, Some(_)) => return None,
        };
        Some(BoundedQuantity { value: difference(self.value, other.value), bound })
    }
}

/// The difference of two figures with the decimals of the more exact one.
pub fn difference(one: Quantity, other: Quantity) -> Quantity {
    let places = one.decimal().scale().max(other.decimal().scale());
    rounded(one.ratio() - other.ratio(), places, Rounding::HalfUp)
}

/// A number of persons in a population vision: `34万7千人`, `347,000人`, `347,000`.
pub fn population(value: Quantity, notation: PopulationNotation, language: Language) -> String {
    let whole = value.decimal();
    match (language, notation) {
        (Language::En, _) => grouped(&whole.to_string(), '−'),
        (Language::Ja, PopulationNotation::Digits) => format!("{}人", grouped(&whole.to_string(), '−')),
        (Language::Ja, PopulationNotation::ManSen) => man_sen(value),
    }
}

/// 347000 → 34万7千人; what is not a multiple of a thousand keeps its last digits: 34万7123人.
fn man_sen(value: Quantity) -> String {
    let Ok(persons) = i128::try_from(value.decimal()) else { return format!("{}人", grouped(&value.decimal().to_string(), '−')) };
    let (man, rest) = (persons / 10_000, persons % 10_000);
    let tail = match (rest / 1000, rest % 1000) {
        (0, 0) => String::new(),
        (sen, 0) => format!("{sen}千"),
        _ => rest.to_string(),
    };
    if man == 0 { format!("{tail}人") } else { format!("{}万{tail}人", grouped(&man.to_string(), '−')) }
}

/// A size in bytes as `12 kB` or `3.4 MB`.
pub fn file_size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Notation, Units};

    fn amounts(language: Language, unit: &str, values: &[&str]) -> Vec<String> {
        let unit = Units::default().find(unit);
        let values: Vec<Quantity> = values.iter().filter_map(|value| Quantity::parse(value).ok()).collect();
        let formatter = DateFormatter { language, notation: Notation::as_of(None), minus: '−' };
        let amounts = AmountFormatter::new(formatter, unit.as_ref(), values.iter().copied());
        values.iter().map(|value| amounts.amount(*value)).collect()
    }

    #[test]
    fn japanese_keeps_the_unit_as_the_city_writes_it() {
        assert_eq!(amounts(Language::Ja, "万人", &["308.4", "1080"]), ["308.4万人", "1,080万人"]);
        assert_eq!(amounts(Language::Ja, "回", &["130885"]), ["130,885回"]);
    }

    #[test]
    fn a_unit_stands_where_the_city_has_it() {
        assert_eq!(amounts(Language::Ja, "人口10万対", &["270.2"]), ["人口10万対\u{a0}270.2"]);
        assert_eq!(amounts(Language::En, "人口10万対", &["270.2"]), ["270.2 per 100,000 people"]);
        let unit = Units::default().find("人口千対").map(|unit| Unit { position: UnitPosition::Brackets, ..unit });
        let formatter = DateFormatter { language: Language::Ja, notation: Notation::as_of(None), minus: '−' };
        let value = |digits: &str| Quantity::parse(digits).unwrap_or_default();
        let amounts = AmountFormatter::new(formatter, unit.as_ref(), []);
        assert_eq!(amounts.amount(value("7.5")), "7.5（人口千対）");
        assert_eq!(amounts.bounded(value("7.5"), Some(Bound::AtMost)), "7.5以下（人口千対）");
        assert_eq!(amounts.range("{min}～{max}", value("7.5"), value("8")), "7.5～8（人口千対）");
        assert_eq!(amounts.short(value("0.5")), "0.5");
    }

    #[test]
    fn english_applies_the_factor_and_keeps_the_typed_digits() {
        assert_eq!(
            amounts(Language::En, "万人", &["844", "1033", "1080"]),
            ["8.44 million people", "10.33 million people", "10.80 million people"]
        );
        assert_eq!(amounts(Language::En, "万人", &["39.6", "20"]), ["396,000 people", "200,000 people"]);
        assert_eq!(amounts(Language::En, "万人", &["308.4"]), ["3.084 million people"]);
        assert_eq!(amounts(Language::En, "億円", &["1368.3"]), ["136.83 billion yen"]);
    }

    #[test]
    fn english_writes_out_what_is_less_than_a_million() {
        assert_eq!(amounts(Language::En, "万人", &["77", "105"]), ["770,000 people", "1,050,000 people"]);
        assert_eq!(amounts(Language::En, "万人", &["0", "844"]), ["0 people", "8.44 million people"]);
        assert_eq!(amounts(Language::En, "億円", &["8", "1368.3"]), ["800 million yen", "136,830 million yen"]);
        let unit = Units::default().find("万人");
        let formatter = DateFormatter { language: Language::En, notation: Notation::as_of(None), minus: '−' };
        let value = |digits: &str| Quantity::parse(digits).unwrap_or_default();
        let amounts = AmountFormatter::new(formatter, unit.as_ref(), [value("844"), value("1033")]);
        assert_eq!([amounts.short(value("189")), amounts.short(value("-4"))], ["1.89 million", "−40,000"]);
        assert_eq!(amounts.amount(value("4")), "40,000 people");
    }

    #[test]
    fn english_has_fewer_things_and_less_of_a_quantity() {
        let bounded = |unit: &str, bound| {
            let unit = Units::default().find(unit);
            let formatter = DateFormatter { language: Language::En, notation: Notation::as_of(None), minus: '−' };
            let value = Quantity::parse("250").unwrap_or_default();
            AmountFormatter::new(formatter, unit.as_ref(), [value]).bounded(value, Some(bound))
        };
        assert_eq!(
            [bounded("件", Bound::AtMost), bounded("人/年", Bound::LessThan)],
            ["250 cases or fewer", "fewer than 250 people a year"]
        );
        assert_eq!([bounded("億円", Bound::AtMost), bounded("時間", Bound::LessThan)], ["25.0 billion yen or less", "less than 250 hours"]);
        assert_eq!(
            [bounded("％", Bound::AtMost), bounded("人口10万対", Bound::AtMost)],
            ["250% or less", "250 per 100,000 people or less"]
        );
    }

    #[test]
    fn english_has_singular_and_plural() {
        assert_eq!(amounts(Language::En, "企業", &["1", "8"]), ["1 company", "8 companies"]);
        assert_eq!(amounts(Language::En, "％", &["12.5"]), ["12.5%"]);
        assert_eq!(amounts(Language::En, "位", &["1", "12", "23"]), ["1st", "12th", "23rd"]);
    }

    #[test]
    fn a_population_is_written_in_ten_thousands_and_thousands() {
        let persons = |digits: &str| Quantity::parse(digits).map(|value| population(value, PopulationNotation::ManSen, Language::Ja));
        assert_eq!(persons("347000"), Ok("34万7千人".to_owned()));
        assert_eq!(persons("85000"), Ok("8万5千人".to_owned()));
        assert_eq!(persons("400000"), Ok("40万人".to_owned()));
        assert_eq!(persons("432123"), Ok("43万2123人".to_owned()));
    }

    #[test]
    fn a_percentage_never_rounds_onto_a_threshold() {
        let rule = crate::model::read::default_rule().expect("the default rule can be read");
        assert_eq!(percent(Share::new(9996, 10000), &rule, '−'), "99.96%");
        assert_eq!(percent(Share::new(8008, 10000), &rule, '−'), "80.1%");
        assert_eq!(percent(Share::new(1, 1), &rule, '−'), "100.0%");
        assert_eq!(percent(Share::new(59_999, 100_000), &rule, '−'), "59.999%");
        assert_eq!(percent(Share::new(-1, 10_000), &rule, '△'), "△0.01%");
    }
}
