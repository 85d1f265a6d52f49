//! Readers of single values.

use crate::diagnostic::{English, Fault, NameClass, NameProblem, Place, Report, Shape};
use crate::format;
use crate::load::fields::{Fields, TomlValue};
use crate::load::is_unportable;
use crate::model::quantity::NotAQuantity;
use crate::model::{Alias, Period, Published, Quantity, Text, Word, year};
use std::collections::BTreeMap;

/// `{ ja = "…", en = "…" }`.
pub fn text(value: &TomlValue<'_>, report: &mut Report) -> Option<Text> {
    let Some(mut fields) = value.as_fields() else { return value.wrong(Shape::BilingualText, report) };
    let text = both(&mut fields, report);
    fields.finish(&format::TEXT, report);
    text
}

/// The keys `ja` and `en` of a table: the one place where short texts are counted, and missed. An empty one is warned of; where
/// it is the English, the Japanese stands for it.
pub fn both(fields: &mut Fields<'_>, report: &mut Report) -> Option<Text> {
    let ja = fields.required("ja", report, |value, report| filled(value, "ja", report));
    let en = fields.optional("en", report, |value, report| filled(value, "en", report)).filter(|en| !en.is_empty());
    let ja = ja?;
    if !fields.has("en") {
        report.add(fields.place().clone(), Fault::MissingTranslation);
    }
    report.count_text(fields.place().clone(), if en.is_some() { English::There } else { English::Missing });
    Some(Text { ja, en })
}

/// Text in quotation marks, with a warning where it is empty.
fn filled(value: &TomlValue<'_>, key: &str, report: &mut Report) -> Option<String> {
    let text = value.text(report)?.trim();
    if text.is_empty() {
        report.add(value.place(), Fault::EmptyText { key: key.to_owned() });
    }
    Some(text.to_owned())
}

/// Text in quotation marks that is not empty.
pub fn plain(value: &TomlValue<'_>, report: &mut Report) -> Option<String> {
    value
        .text(report)
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty() || value.wrong::<()>(Shape::Text, report).is_some())
}

/// A decimal number: a TOML number, or text as people write numbers.
pub fn quantity(value: &TomlValue<'_>, report: &mut Report) -> Option<Quantity> {
    let read = match (value.digits(), value.as_text()) {
        (Some(digits), _) => Quantity::parse(&digits).map_err(|error| (error, digits)),
        (None, Some(text)) => Quantity::parse_written(text).map_err(|error| (error, text.to_owned())),
        (None, None) => return value.wrong(Shape::Number, report),
    };
    match read {
        Ok(quantity) => Some(quantity),
        Err((NotAQuantity::TooManyDigits, found)) => {
            report.add(value.place(), Fault::TooManyDigits { found });
            None
        }
        Err((NotAQuantity::NotANumber, _)) => value.wrong(Shape::Number, report),
    }
}

/// A year in any notation.
pub fn year(value: &TomlValue<'_>, report: &mut Report) -> Option<i32> {
    let Some(found) = value.digits().or_else(|| value.as_text().map(str::to_owned)) else { return value.wrong(Shape::Year, report) };
    let year = year::parse_year(&found);
    if year.is_none() {
        report.add(value.place(), Fault::UnknownYear { found });
    }
    year
}

/// A small number from 1, such as the number of a policy.
pub fn count(value: &TomlValue<'_>, report: &mut Report) -> Option<u32> {
    match value.digits().and_then(|digits| digits.parse().ok()).filter(|number| *number > 0) {
        Some(number) => Some(number),
        None => value.wrong(Shape::Integer, report),
    }
}

/// A whole number from 0 to another one.
pub fn up_to(most: u32, value: &TomlValue<'_>, report: &mut Report) -> Option<u32> {
    match value.digits().and_then(|digits| digits.parse().ok()).filter(|number| *number <= most) {
        Some(number) => Some(number),
        None => value.wrong(Shape::Integer, report),
    }
}

/// `[2015, 2019]`.
pub fn period(value: &TomlValue<'_>, report: &mut Report) -> Option<Period> {
    let items = value.as_items().unwrap_or_default();
    let [first, last] = items.as_slice() else { return value.wrong(Shape::Period, report) };
    let (first, last) = (year(first, report)?, year(last, report)?);
    if last < first {
        report.add(value.place(), Fault::PeriodReversed { first, last });
        return None;
    }
    Some(Period { first, last })
}

/// A month or a day, as text or as a TOML date.
pub fn published(value: &TomlValue<'_>, report: &mut Report) -> Option<Published> {
    let written = value.as_text().map(str::to_owned).or_else(|| value.as_date());
    match written.as_deref().and_then(Published::parse) {
        Some(published) => Some(published),
        None => value.wrong(Shape::MonthOrDay, report),
    }
}

/// Years before and after a period in which a date of it may lie.
const MARGIN: i32 = 10;

/// A date that belongs to a period: far from it, it is likely to be mistyped.
pub fn dated(
    period: Option<Period>,
    read: impl Fn(&TomlValue<'_>, &mut Report) -> Option<Published>,
) -> impl Fn(&TomlValue<'_>, &mut Report) -> Option<Published> {
    move |value, report| {
        let date = read(value, report)?;
        if let Some(Period { first, last }) = period.filter(|period| !(period.first - MARGIN..=period.last + MARGIN).contains(&date.year)) {
            report.add(value.place(), Fault::ImplausibleDate { found: date.to_string(), first, last });
        }
        Some(date)
    }
}

/// A day.
pub fn day(value: &TomlValue<'_>, report: &mut Report) -> Option<Published> {
    let written = value.as_text().map(str::to_owned).or_else(|| value.as_date());
    match written.as_deref().and_then(Published::parse).filter(|date| date.day.is_some()) {
        Some(date) => Some(date),
        None => value.wrong(Shape::Date, report),
    }
}

/// An id: small letters, digits and hyphens.
pub fn id(value: &TomlValue<'_>, report: &mut Report) -> Option<String> {
    let text = value.text(report)?;
    if is_id(text) { Some(text.to_owned()) } else { value.wrong(Shape::Id, report) }
}

/// The id of an indicator, which is the name of its page: `index` is that of the page that lists all of them.
pub fn indicator_id(value: &TomlValue<'_>, report: &mut Report) -> Option<String> {
    let id = id(value, report)?;
    if id == "index" {
        let _: Option<()> = value.wrong(Shape::IndicatorId, report);
    }
    if is_unportable(&id) {
        report.add(value.place(), Fault::UnportableName { problem: NameProblem::Windows, other: None });
    }
    Some(id)
}

/// Whether a text is an id.
pub fn is_id(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    plain && !text.is_empty() && !text.starts_with('-') && !text.ends_with('-')
}

/// One of a closed list of words.
pub fn choice<T: Word>(value: &TomlValue<'_>, report: &mut Report, noun: NameClass) -> Option<T> {
    let text = value.text(report)?;
    let found = T::from_word(text);
    if found.is_none() {
        report.add(value.place(), Fault::unknown(noun, text, T::CHOICES.iter().map(|choice| choice.word)));
    }
    found
}

/// Most bytes of a part of a path, as file systems have it.
const LONGEST_NAME: usize = 255;

/// An old path of a page: relative, within the site, of names that every system can have, ending in `.html` or in a slash.
pub fn alias(value: &TomlValue<'_>, report: &mut Report) -> Option<Alias> {
    let written = value.text(report)?;
    let path = if written.ends_with('/') { format!("{written}index.html") } else { written.to_owned() };
    let is_name = |part: &str| !part.is_empty() && part.len() <= LONGEST_NAME && !part.starts_with('.') && !is_unportable(part);
    if !path.split('/').all(is_name) || !path.ends_with(".html") || path.contains(['#', '%']) || path.contains(char::is_control) {
        return value.wrong(Shape::Alias, report);
    }
    Some(Alias { path, place: value.place() })
}

/// Items of a list, each with its place: every id once.
pub fn unique<T>(items: Vec<WithPlace<T>>, id: impl Fn(&T) -> &str, report: &mut Report) -> Vec<T> {
    let mut first: BTreeMap<String, Place> = BTreeMap::new();
    for WithPlace { item, place } in &items {
        if let Some(earlier) = first.insert(id(item).to_owned(), place.clone()) {
            report.add_related(place.clone(), earlier, Fault::DuplicateId { id: id(item).to_owned() });
        }
    }
    items.into_iter().map(|placed| placed.item).collect()
}

/// An item with its place.
pub struct WithPlace<T> {
    pub item: T,
    pub place: Place,
}

/// Reads an item with its place.
pub fn placed<'a, T>(
    reader: impl Fn(&TomlValue<'a>, &mut Report) -> Option<T>,
) -> impl Fn(&TomlValue<'a>, &mut Report) -> Option<WithPlace<T>> {
    move |value, report| Some(WithPlace { item: reader(value, report)?, place: value.place() })
}
