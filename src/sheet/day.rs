//! Days as offices write them.

use crate::model::{Notation, Published, Year};

/// `令和5年5月19日`; a month without a day is written as such.
pub fn japanese_day(date: Published) -> String {
    let day = date.day.map(|day| format!("{day}日")).unwrap_or_default();
    let year = Notation::as_of(None).japanese(Year { number: date.year, calendar: true });
    format!("{year}{}月{day}", date.month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::year::parse_day;

    #[test]
    fn days_are_read_in_every_notation_and_written_in_one() {
        for text in ["2023-05-19", "2023/5/19", "令和5年5月19日", "R5.5.19", "Ｒ５．５．１９"] {
            assert_eq!(parse_day(text).map(japanese_day).as_deref(), Some("令和5年5月19日"), "{text}");
        }
        for text in ["", "済", "5月19日", "2023-05", "令和5年5月", "2023-02-30"] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }
}
