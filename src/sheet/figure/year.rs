//! Years and days beside a figure: H26, 平成26年度, 2019年, R7.3.31現在, R5.3末.

use crate::model::year::parse_year;
use crate::model::{Published, Year};
use crate::sheet::recognise::plain_figure;
use jiff::civil::date;

/// A year as a cell gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenYear {
    /// Of a date the fiscal year in which it lies.
    pub number: i32,
    /// Whether it is a calendar year; `None` where the cell does not tell.
    pub calendar: Option<bool>,
    /// The month or the day, where the cell gives one; the end of a month is its last day.
    pub date: Option<Published>,
    /// As it is written.
    pub text: String,
}

impl WrittenYear {
    /// The year; where the cell leaves open whether it is a calendar year, it is as the usual one.
    pub fn year(&self, usual_calendar: bool) -> Year {
        match self.date {
            Some(date) => date.in_year(usual_calendar),
            None => Year { number: self.number, calendar: self.calendar.unwrap_or(usual_calendar) },
        }
    }

    /// The day, where the cell gives one.
    pub fn day(&self) -> Option<Published> {
        self.date.filter(|date| date.day.is_some())
    }

    /// A year or a day, if the text is nothing else.
    pub fn parse(text: &str) -> Option<WrittenYear> {
        let text = text.trim();
        let form = plain_figure(text);
        whole_year(&form, text).or_else(|| doubled(&form, text)).or_else(|| day(&form, text))
    }

    /// Whether a text outside of brackets is surely a year: it says 年度, has an era, or is a day.
    pub fn is_told(&self) -> bool {
        let form = plain_figure(&self.text);
        self.date.is_some() || form.contains("年度") || form.starts_with(|letter: char| !letter.is_ascii_digit())
    }
}

fn of(number: i32, calendar: Option<bool>, text: &str) -> WrittenYear {
    WrittenYear { number, calendar, date: None, text: text.to_owned() }
}

/// In small letters, as [`plain_figure`] has them, an era is no era.
fn known_year(form: &str) -> Option<i32> {
    parse_year(&form.to_uppercase())
}

/// 平成26年度, 2019年, H26, 2018; with words for a part of it that change nothing.
fn whole_year(form: &str, text: &str) -> Option<WrittenYear> {
    let form = form.strip_suffix("末").filter(|rest| rest.ends_with("年度")).unwrap_or(form);
    let form = form.strip_suffix("時点").or_else(|| form.strip_suffix("実績")).unwrap_or(form);
    let calendar = match form {
        _ if form.ends_with("年度") => Some(false),
        _ if form.ends_with('年') || form.ends_with("暦年") => Some(true),
        _ => None,
    };
    let form = form.strip_suffix("暦年").unwrap_or(form);
    let number = known_year(form)?;
    let is_four_digits = !form.starts_with(|letter: char| letter.is_ascii_digit()) || (1900..=2100).contains(&number);
    is_four_digits.then(|| of(number, calendar, text))
}

/// One year in several notations: 2019(H31)年度, 2014(H26), H31/R1.
fn doubled(form: &str, text: &str) -> Option<WrittenYear> {
    let bare = form.strip_suffix("年度").or_else(|| form.strip_suffix('年')).unwrap_or(form);
    let pieces: Vec<&str> = bare.split(['(', ')', '/', '・']).filter(|piece| !piece.is_empty()).collect();
    let years: Vec<i32> = pieces.iter().map(|piece| known_year(piece)).collect::<Option<_>>()?;
    let calendar = match form {
        _ if form.contains("年度") => Some(false),
        _ if form.contains('年') => Some(true),
        _ => None,
    };
    let (first, rest) = years.split_first()?;
    (!rest.is_empty() && rest.iter().all(|year| year == first)).then(|| of(*first, calendar, text))
}

/// R7.3.31現在, 令和5年3月末, 2023/3/31, R5.3.
fn day(form: &str, text: &str) -> Option<WrittenYear> {
    let form = form.strip_suffix("現在").or_else(|| form.strip_suffix("時点")).unwrap_or(form);
    let (form, at_end) = form.strip_suffix("末日").or_else(|| form.strip_suffix('末')).map_or((form, false), |form| (form, true));
    let form = form.strip_suffix('日').or_else(|| form.strip_suffix('月')).unwrap_or(form);
    let parts: Vec<&str> = form.split(['.', '/', '-', '年', '月']).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month] => (year, month, None),
        [year, month, day] if !at_end => (year, month, Some(day.parse::<i8>().ok()?)),
        _ => return None,
    };
    let year = known_year(year)?;
    let first = date(i16::try_from(year).ok()?, 1, 1).with().month(month.parse::<i8>().ok()?).build().ok()?;
    let whole = match day {
        Some(day) => Some(first.with().day(day).build().ok()?),
        None if at_end => Some(first.last_of_month()),
        None => None,
    };
    let date = Published { year: first.year().into(), month: first.month().into(), day: whole.map(|day| day.day().into()) };
    Some(WrittenYear { number: date.in_year(false).number, calendar: None, date: Some(date), text: text.to_owned() })
}
