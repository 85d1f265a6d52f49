//! Fiscal and calendar years, dates of publication, and the Japanese eras.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A year of an observation: fiscal (April to March), or calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Year {
    /// The Western year; of a fiscal year the one in which it begins.
    #[serde(rename = "year")]
    pub number: i32,
    /// Whether it is a calendar year (暦年).
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub calendar: bool,
}

impl Year {
    /// A fiscal year.
    pub fn fiscal(number: i32) -> Year {
        Year { number, calendar: false }
    }
}

/// First and last fiscal year of a plan, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub first: i32,
    pub last: i32,
}

impl Period {
    /// How many fiscal years it has.
    pub fn years(self) -> i32 {
        self.last - self.first + 1
    }

    /// How the years of a plan of this period are written: by its publication, else its first day.
    pub fn notation(self, published: Option<Published>) -> Notation {
        Notation::as_of(published.or_else(|| Some(Published::first_day_of(self.first))))
    }

    /// Whether a fiscal year lies in it.
    pub fn contains(self, year: i32) -> bool {
        (self.first..=self.last).contains(&year)
    }
}

/// A month or a day on which something was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    pub year: i32,
    pub month: i32,
    pub day: Option<i32>,
}

impl Published {
    /// Reads `2017-09` or `2017-09-29`.
    pub fn parse(text: &str) -> Option<Published> {
        let whole: jiff::civil::Date = if text.len() == 7 { format!("{text}-01") } else { text.to_owned() }.parse().ok()?;
        let day = (text.len() == 10).then(|| i32::from(whole.day()));
        (text.len() == 7 || text.len() == 10).then(|| Published { year: whole.year().into(), month: whole.month().into(), day })
    }

    /// The year in which it lies: the calendar year, or the fiscal year, which begins in April.
    pub fn in_year(self, calendar: bool) -> Year {
        let is_of_the_year_before = !calendar && self.month < 4;
        Year { number: self.year - i32::from(is_of_the_year_before), calendar }
    }

    /// The first day of a fiscal year.
    pub fn first_day_of(fiscal_year: i32) -> Published {
        Published { year: fiscal_year, month: 4, day: Some(1) }
    }
}

/// `2017-09` or `2017-09-29`.
impl fmt::Display for Published {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)?;
        self.day.map_or(Ok(()), |day| write!(formatter, "-{day:02}"))
    }
}

/// An era: its names, its first year, and the first month in which people wrote it.
struct Era {
    name: &'static str,
    letter: char,
    first: i32,
    known_from: (i32, i32),
}

/// The modern eras, newest first. Fiscal and calendar years share the table: FY2019 is 令和元年度, as 2019 is 令和元年.
const ERAS: [Era; 5] = [
    Era { name: "令和", letter: 'R', first: 2019, known_from: (2019, 5) },
    Era { name: "平成", letter: 'H', first: 1989, known_from: (1989, 1) },
    Era { name: "昭和", letter: 'S', first: 1926, known_from: (1926, 12) },
    Era { name: "大正", letter: 'T', first: 1912, known_from: (1912, 7) },
    Era { name: "明治", letter: 'M', first: 1868, known_from: (1868, 10) },
];

/// The eras that were known when a document appeared; they decide how its years are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notation {
    as_of: Option<Published>,
}

impl Notation {
    /// The notation of a document published then; `None` stands for today's eras.
    pub fn as_of(published: Option<Published>) -> Notation {
        Notation { as_of: published }
    }

    /// Name, letter and year within the era, such as (平成, H, 28); `None` before the first era.
    pub fn era_year(self, year: i32) -> Option<(&'static str, char, i32)> {
        let known = |era: &&Era| self.as_of.is_none_or(|date| (date.year, date.month) >= era.known_from);
        let era = ERAS.iter().filter(known).find(|era| year >= era.first)?;
        Some((era.name, era.letter, year - era.first + 1))
    }

    /// `平成28年度`; a calendar year `平成28年`; the first of an era `令和元年度`.
    pub fn japanese(self, year: Year) -> String {
        let unit = if year.calendar { "年" } else { "年度" };
        match self.era_year(year.number) {
            Some((name, _, 1)) => format!("{name}元{unit}"),
            Some((name, _, number)) => format!("{name}{number}{unit}"),
            None => format!("{}{unit}", year.number),
        }
    }

    /// `H28`; before the first era `1860`.
    pub fn letter(self, year: i32) -> String {
        self.era_year(year).map_or_else(|| year.to_string(), |(_, letter, number)| format!("{letter}{number}"))
    }
}

/// Reads a year: `2016`, `H28`, `R5`, `令和元年度`, `平成28年`, `2016年度`, `FY2016`; full-width digits too.
pub fn parse_year(text: &str) -> Option<i32> {
    let half: String = text.trim().chars().map(half_width).collect();
    let bare = half.strip_suffix("年度").or_else(|| half.strip_suffix('年')).unwrap_or(&half);
    let bare = bare.strip_prefix("FY").unwrap_or(bare);
    let year = match ERAS.iter().find_map(|era| Some((era, bare.strip_prefix(era.name).or_else(|| bare.strip_prefix(era.letter))?))) {
        Some((era, "元")) => Some(era.first),
        Some((era, number)) => in_era(era, digits(number)?),
        None => digits(bare),
    };
    year.filter(|year| (1868..=2999).contains(year))
}

/// Reads a day: `2026-11-01`, `2026/11/1`, `2026年11月1日`, `令和8年11月1日`, `R8.11.1`; full-width digits too.
pub fn parse_day(text: &str) -> Option<Published> {
    let half: String = text.trim().chars().map(half_width).collect();
    let bare = half.strip_suffix('日').unwrap_or(&half);
    let mut parts = bare.split(['年', '月', '.', '．', '/', '／', '-']);
    let (year, month, day) = (parse_year(parts.next()?)?, digits(parts.next()?)?, digits(parts.next()?)?);
    let is_whole = parts.next().is_none();
    Published::parse(&format!("{year:04}-{month:02}-{day:02}")).filter(|_| is_whole)
}

fn in_era(era: &Era, number: i32) -> Option<i32> {
    (1..=99).contains(&number).then_some(era.first + number - 1)
}

fn digits(text: &str) -> Option<i32> {
    (text.len() <= 4 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn half_width(letter: char) -> char {
    match letter {
        '０'..='９' | 'Ａ'..='Ｚ' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_of_a_year_is_read() {
        for text in ["2016", "H28", "平成28年度", "平成２８年", "2016年度", "FY2016", "Ｈ２８"] {
            assert_eq!(parse_year(text), Some(2016), "{text}");
        }
        assert_eq!(parse_year("令和元年度"), Some(2019));
        assert_eq!(parse_year("R5"), Some(2023));
        assert_eq!(parse_year("昭和64年"), Some(1989));
    }

    #[test]
    fn every_notation_of_a_day_is_read() {
        for text in ["2026-11-01", "2026/11/1", "2026年11月1日", "令和8年11月1日", "R8.11.1", "Ｒ８．１１．１", "令和８年１１月１日"]
        {
            assert_eq!(parse_day(text), Published::parse("2026-11-01"), "{text}");
        }
        assert_eq!(parse_day("令和元年5月1日"), Published::parse("2019-05-01"));
        for text in ["2026-11", "2026-13-01", "2026-11-31", "R8", "2026", "", "8.11.1", "2026-11-01-1", "published"] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_year_is_refused() {
        for text in ["", "16", "H", "H0", "20166", "令和", "X3", "1700"] {
            assert_eq!(parse_year(text), None, "{text}");
        }
    }

    #[test]
    fn the_date_of_publication_decides_the_era() {
        let before = Notation::as_of(Published::parse("2017-09"));
        let after = Notation::as_of(Published::parse("2019-05-01"));
        assert_eq!(before.era_year(2019), Some(("平成", 'H', 31)));
        assert_eq!(after.era_year(2019), Some(("令和", 'R', 1)));
        assert_eq!(after.era_year(2018), Some(("平成", 'H', 30)));
        assert_eq!(Notation::as_of(None).era_year(1867), None);
    }

    #[test]
    fn years_are_written_long_and_short() {
        let notation = Notation::as_of(None);
        assert_eq!([2019, 2022, 1860].map(|year| notation.japanese(Year::fiscal(year))), ["令和元年度", "令和4年度", "1860年度"]);
        assert_eq!(notation.japanese(Year { number: 2018, calendar: true }), "平成30年");
        assert_eq!([2019, 2018, 1860].map(|year| notation.letter(year)), ["R1", "H30", "1860"]);
    }

    #[test]
    fn a_date_of_publication_is_a_month_or_a_day() {
        assert_eq!(Published::parse("2017-09"), Some(Published { year: 2017, month: 9, day: None }));
        assert_eq!(Published::parse("2024-02-29").and_then(|date| date.day), Some(29));
        for text in ["2017", "2017-13", "2023-02-29", "2017-9", ""] {
            assert_eq!(Published::parse(text), None, "{text}");
        }
    }
}
