//! Numbers and everything that looks like one.

use std::borrow::Cow;
use torikumi::model::read::{is_id, parse_base_url};
use torikumi::model::year::parse_year;
use torikumi::model::{Language, Notation, Period, PopulationNotation, Published, Quantity, Units, Year};
use torikumi::render::date::DateFormatter;
use torikumi::render::number::{grouped, population};

const NOTATIONS: [(PopulationNotation, Language); 3] =
    [(PopulationNotation::Digits, Language::Ja), (PopulationNotation::ManSen, Language::Ja), (PopulationNotation::Digits, Language::En)];

/// Both languages, with the eras that were known on a day.
fn formatters(as_of: Option<Published>) -> impl Iterator<Item = DateFormatter> {
    [Language::Ja, Language::En].into_iter().map(move |language| DateFormatter { language, notation: Notation::as_of(as_of), minus: '△' })
}

/// A number, year, date, unit, id or address, however it is written.
pub fn number(bytes: &[u8]) {
    let text: Cow<'_, str> = String::from_utf8_lossy(bytes);
    for quantity in [Quantity::parse(&text), Quantity::parse_written(&text)].into_iter().flatten() {
        let written = quantity.decimal().to_string();
        let again = Quantity::parse(&written).expect("a number that is written as it is read");
        assert_eq!((again, again.decimal().to_string()), (quantity, written.clone()));
        assert_eq!(Quantity::parse_written(&grouped(&written, '−')), Ok(quantity));
        assert_eq!(Quantity::parse_written(&grouped(&written, '△')), Ok(quantity));
        assert_eq!(*quantity.ratio().denom() == 1, quantity.decimal().fract().is_zero());
        for (notation, language) in NOTATIONS {
            population(quantity, notation, language);
        }
    }
    if let Some(year) = parse_year(&text) {
        years(year);
    }
    if let Some(date) = Published::parse(&text) {
        assert!((1..=12).contains(&date.month) && date.day.is_none_or(|day| (1..=31).contains(&day)), "{date:?}");
        formatters(Some(date)).for_each(|formatter| assert!(!formatter.date(date).is_empty()));
    }
    if is_id(&text) {
        assert!(!text.contains(['/', '\\', '.', '<', '"']) && !text.is_empty());
    }
    if let Some(unit) = Units::default().find(&text) {
        assert!(!unit.ja.is_empty());
    }
    if let Some(url) = parse_base_url(&text) {
        assert!(url.starts_with("https://") || url.starts_with("http://"), "{url}");
    }
}

/// A year is read again from each of the ways in which it is written; of an era nobody writes more than 99.
fn years(year: i32) {
    assert!((1868..=2999).contains(&year), "{year}");
    assert!(Period { first: year, last: year }.contains(year));
    for formatter in formatters(None).chain(formatters(Some(Published { year: 1868, month: 1, day: None }))) {
        let is_read = formatter.language == Language::En || formatter.notation.era_year(year).is_some_and(|(_, _, number)| number <= 99);
        for written in [formatter.year_short(Year::fiscal(year)), formatter.year_long(Year::fiscal(year))] {
            assert_eq!(parse_year(&written.replace("FY ", "FY")).filter(|_| is_read), is_read.then_some(year), "{written}");
        }
    }
}
