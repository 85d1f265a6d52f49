//! Units: how a figure is counted in Japanese and in English.

use super::{UnitPosition, serial};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A unit of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// As the city writes it: 万人.
    pub ja: String,
    /// Where it stands in Japanese.
    #[serde(skip_serializing_if = "is_after", default = "after")]
    pub position: UnitPosition,
    /// English after the figure 1: "person".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one: Option<String>,
    /// English after every other figure: "people".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// How many of the English unit one Japanese unit is: 10,000 for 万人.
    #[serde(with = "serial::decimal", skip_serializing_if = "is_one", default = "one")]
    pub factor: Decimal,
    /// Whether the English word follows the figure without a space, as % does.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub attached: bool,
}

impl Unit {
    /// A written figure and the word of its bound with the unit where the city prints it, in Japanese: `132人以上`, `270.2以下（人口10万対）`;
    /// no line breaks between figure and unit.
    pub fn beside(&self, figure: &str, bound: &str) -> String {
        match self.position {
            UnitPosition::After => format!("{figure}{}{bound}", self.ja),
            UnitPosition::Before => format!("{}\u{a0}{figure}{bound}", self.ja),
            UnitPosition::Brackets => format!("{figure}{bound}（{}）", self.ja),
        }
    }

    /// Whether it counts things one by one: fewer cases, but less money, time and area.
    pub fn counts_things(&self) -> bool {
        let quantity = MEASURED.iter().filter_map(|(measured, _, _)| self.ja.strip_suffix(measured)).any(is_scale);
        self.one != self.other && !quantity
    }

    /// Whether figures in both units can be held against each other, however the units are printed or translated.
    pub fn counts_like(&self, other: &Unit) -> bool {
        self.ja == other.ja && self.factor == other.factor
    }
}

fn after() -> UnitPosition {
    UnitPosition::After
}

fn is_after(position: &UnitPosition) -> bool {
    *position == UnitPosition::After
}

fn one() -> Decimal {
    Decimal::ONE
}

fn is_one(factor: &Decimal) -> bool {
    *factor == Decimal::ONE
}

/// Things: Japanese, English singular, English plural.
const COUNTED: [(&str, &str, &str); 48] = [
    ("人", "person", "people"),
    ("名", "person", "people"),
    ("人泊", "guest-night", "guest-nights"),
    ("泊", "night", "nights"),
    ("世帯", "household", "households"),
    ("組", "group", "groups"),
    ("件", "case", "cases"),
    ("回", "time", "times"),
    ("社", "company", "companies"),
    ("企業", "company", "companies"),
    ("事業所", "establishment", "establishments"),
    ("事業", "project", "projects"),
    ("団体", "organization", "organizations"),
    ("組織", "organization", "organizations"),
    ("経営体", "management entity", "management entities"),
    ("手続", "procedure", "procedures"),
    ("手続き", "procedure", "procedures"),
    ("商品", "product", "products"),
    ("品", "product", "products"),
    ("品目", "item", "items"),
    ("種類", "kind", "kinds"),
    ("点", "point", "points"),
    ("店", "shop", "shops"),
    ("店舗", "shop", "shops"),
    ("校", "school", "schools"),
    ("園", "nursery", "nurseries"),
    ("学級", "class", "classes"),
    ("施設", "facility", "facilities"),
    ("戸", "dwelling", "dwellings"),
    ("棟", "building", "buildings"),
    ("軒", "house", "houses"),
    ("箇所", "location", "locations"),
    ("か所", "location", "locations"),
    ("ヶ所", "location", "locations"),
    ("カ所", "location", "locations"),
    ("地区", "district", "districts"),
    ("路線", "route", "routes"),
    ("便", "service", "services"),
    ("台", "vehicle", "vehicles"),
    ("隻", "ship", "ships"),
    ("本", "item", "items"),
    ("冊", "book", "books"),
    ("頭", "head", "head"),
    ("か国", "country", "countries"),
    ("市町村", "municipality", "municipalities"),
    ("市町", "municipality", "municipalities"),
    ("アクセス", "visit", "visits"),
    ("ページビュー", "page view", "page views"),
];

/// Time, money and other quantities: Japanese, English singular, English plural.
const MEASURED: [(&str, &str, &str); 18] = [
    ("日", "day", "days"),
    ("時間", "hour", "hours"),
    ("分", "minute", "minutes"),
    ("年", "year", "years"),
    ("か月", "month", "months"),
    ("歳", "year", "years"),
    ("円", "yen", "yen"),
    ("ポイント", "point", "points"),
    ("倍", "time", "times"),
    ("㎡", "m²", "m²"),
    ("㎢", "km²", "km²"),
    ("ha", "ha", "ha"),
    ("km", "km", "km"),
    ("kg", "kg", "kg"),
    ("t", "t", "t"),
    ("トン", "t", "t"),
    ("t-CO2", "t-CO2", "t-CO2"),
    ("kWh", "kWh", "kWh"),
];

/// Powers of ten that may stand before a unit: 万人, 億円.
const SCALES: [(&str, i64); 7] = [
    ("百万", 1_000_000),
    ("十億", 1_000_000_000),
    ("千", 1_000),
    ("万", 10_000),
    ("億", 100_000_000),
    ("兆", 1_000_000_000_000),
    ("百", 100),
];

/// The units by name: the built-in ones and the additions of a site.
#[derive(Clone, Debug, Default)]
pub struct Units {
    added: BTreeMap<String, Unit>,
}

impl Units {
    /// Adds a unit of the site's own, or replaces a built-in one.
    pub fn add(&mut self, unit: Unit) {
        self.added.insert(unit.ja.clone(), unit);
    }

    /// The unit of this name: the site's own, a built-in one, or one with a power of ten before it.
    pub fn find(&self, name: &str) -> Option<Unit> {
        self.added.get(name).cloned().or_else(|| built_in(name))
    }

    /// Every name, for messages; those with a power of ten last.
    pub fn names(&self) -> Vec<String> {
        let counted = || nouns().map(|(ja, _, _)| (*ja).to_owned());
        let scaled = SCALES.iter().flat_map(|(scale, _)| counted().map(move |unit| format!("{scale}{unit}")));
        self.added.keys().cloned().chain(SYMBOLS.map(str::to_owned)).chain(counted()).chain(scaled).collect()
    }
}

/// Units that are no nouns.
const SYMBOLS: [&str; 6] = ["％", "‰", "℃", "位", "人口10万対", "人口千対"];

/// Spans of time that may follow a counted unit: 件／年.
const SPANS: [(&str, &str); 3] = [("年", "a year"), ("月", "a month"), ("日", "a day")];

fn nouns() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    COUNTED.iter().chain(&MEASURED)
}

/// Whether nothing but a power of ten stands before a unit, or nothing at all.
fn is_scale(before: &str) -> bool {
    before.is_empty() || SCALES.iter().any(|(scale, _)| *scale == before)
}

fn built_in(name: &str) -> Option<Unit> {
    symbol(name).or_else(|| counted(name)).or_else(|| scaled(name)).or_else(|| in_time(name))
}

/// A counted unit in a span of time.
fn in_time(name: &str) -> Option<Unit> {
    let (counted_name, span) = name.split_once(['/', '／'])?;
    let (_, span) = SPANS.iter().find(|(ja, _)| *ja == span)?;
    let unit = counted(counted_name).or_else(|| scaled(counted_name))?;
    let within = |word: Option<String>| word.map(|word| format!("{word} {span}"));
    Some(Unit { ja: name.to_owned(), one: within(unit.one), other: within(unit.other), ..unit })
}

fn symbol(name: &str) -> Option<Unit> {
    let unit = |one: &str, attached| Unit {
        ja: name.to_owned(),
        position: UnitPosition::After,
        one: Some(one.to_owned()),
        other: Some(one.to_owned()),
        factor: Decimal::ONE,
        attached,
    };
    let rate = |words: &str| Unit { position: UnitPosition::Before, ..unit(words, false) };
    match name {
        "％" | "%" => Some(unit("%", true)),
        "‰" => Some(unit("‰", true)),
        "℃" => Some(unit("°C", false)),
        "人口10万対" | "人口１０万対" => Some(rate("per 100,000 people")),
        "人口千対" => Some(rate("per 1,000 people")),
        "位" => Some(Unit { one: None, other: None, ..unit("", true) }),
        _ => None,
    }
}

fn counted(name: &str) -> Option<Unit> {
    let (ja, one, other) = nouns().find(|(ja, _, _)| *ja == name)?;
    Some(Unit {
        ja: (*ja).to_owned(),
        position: UnitPosition::After,
        one: Some((*one).to_owned()),
        other: Some((*other).to_owned()),
        factor: Decimal::ONE,
        attached: false,
    })
}

fn scaled(name: &str) -> Option<Unit> {
    let (factor, unit) = SCALES.iter().find_map(|(scale, factor)| Some((*factor, counted(name.strip_prefix(scale)?)?)))?;
    Some(Unit { ja: name.to_owned(), factor: Decimal::from(factor), ..unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_of_ten_before_a_unit_is_its_factor() {
        let unit = Units::default().find("万人").map(|unit| (unit.factor, unit.other));
        assert_eq!(unit, Some((Decimal::from(10_000), Some("people".to_owned()))));
        let yen = Units::default().find("億円").map(|unit| unit.factor);
        assert_eq!(yen, Some(Decimal::from(100_000_000)));
    }

    #[test]
    fn what_is_counted_in_a_span_of_time_is_a_unit_as_well() {
        let words = |name: &str| Units::default().find(name).map(|unit| (unit.one.unwrap(), unit.other.unwrap(), unit.factor));
        let plain = |one: &str, other: &str| Some((one.to_owned(), other.to_owned(), Decimal::ONE));
        assert_eq!(words("人/年"), plain("person a year", "people a year"));
        assert_eq!(words("件／年"), plain("case a year", "cases a year"));
        assert_eq!(words("万人／日").map(|(_, other, factor)| (other, factor)), Some(("people a day".to_owned(), Decimal::from(10_000))));
        assert_eq!([words("羽／年"), words("件／世紀")], [None, None]);
    }

    #[test]
    fn rates_of_a_population_stand_before_their_figure() {
        for name in ["人口10万対", "人口千対"] {
            assert_eq!(Units::default().find(name).map(|unit| unit.position), Some(UnitPosition::Before), "{name}");
        }
        for name in ["㎡", "‰", "経営体", "組織", "手続"] {
            assert_eq!(Units::default().find(name).map(|unit| unit.position), Some(UnitPosition::After), "{name}");
        }
    }

    #[test]
    fn every_built_in_name_is_found_once() {
        let units = Units::default();
        let mut names = units.names();
        names.sort_unstable();
        let before = names.len();
        names.dedup();
        assert_eq!(names.len(), before);
        assert!(names.iter().all(|name| units.find(name).is_some()));
    }

    #[test]
    fn an_unknown_name_is_not_found() {
        assert_eq!(Units::default().find("万羽"), None);
    }
}
