//! Years, dates and periods as each language writes them.

use super::context::PageContext;
use super::words::fill;
use crate::model::{Language, Notation, Period, Published, Year};

/// Writes years and dates in one language and one notation of eras, and says how numbers below 0 begin.
#[derive(Clone, Copy, Debug)]
pub struct DateFormatter {
    pub language: Language,
    pub notation: Notation,
    /// − or △.
    pub minus: char,
}

impl DateFormatter {
    /// `H28` or `FY2016`; a calendar year `H27` or `2015`.
    pub fn year_short(self, year: Year) -> String {
        match (self.language, year.calendar) {
            (Language::Ja, _) => self.notation.letter(year.number),
            (Language::En, true) => year.number.to_string(),
            (Language::En, false) => format!("FY{}", year.number),
        }
    }

    /// `平成28年度` or `FY2016`; a calendar year `平成27年` or `2015`.
    pub fn year_long(self, year: Year) -> String {
        match self.language {
            Language::Ja => self.notation.japanese(year),
            Language::En => self.year_short(year),
        }
    }

    /// As [`DateFormatter::year_long`], in Japanese with the Western year in brackets.
    pub fn year_both(self, year: Year) -> String {
        match self.language {
            Language::Ja => format!("{}（{}）", self.year_long(year), year.number),
            Language::En => self.year_long(year),
        }
    }

    /// A fiscal year, short.
    pub fn fiscal_short(self, year: i32) -> String {
        self.year_short(Year::fiscal(year))
    }

    /// A fiscal year, long.
    pub fn fiscal_long(self, year: i32) -> String {
        self.year_long(Year::fiscal(year))
    }

    fn era(self, year: i32) -> String {
        self.notation.japanese(Year { number: year, calendar: true })
    }

    /// `平成29年9月` or `September 2017`, with the day where it is known.
    pub fn date(self, date: Published) -> String {
        const MONTHS: [&str; 12] =
            ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
        let month = MONTHS[(date.month - 1).clamp(0, 11) as usize];
        match (self.language, date.day) {
            (Language::Ja, Some(day)) => format!("{}{}月{day}日", self.era(date.year), date.month),
            (Language::Ja, None) => format!("{}{}月", self.era(date.year), date.month),
            (Language::En, Some(day)) => format!("{day} {month} {}", date.year),
            (Language::En, None) => format!("{month} {}", date.year),
        }
    }
}

impl PageContext<'_> {
    /// "平成27年度～平成31年度（5年間）": the period of a strategy that was published then.
    pub fn period(&self, period: Option<Period>, published: Option<Published>) -> Option<String> {
        let period = period?;
        let formatter = self.formatter(period.notation(published));
        let [first, last] = [formatter.fiscal_long(period.first), formatter.fiscal_long(period.last)];
        Some(fill(&self.words.strategy.period_value, &[("first", &first), ("last", &last), ("years", &period.years().to_string())]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_follow_the_language() {
        let published = Published::parse("2017-09");
        let ja = DateFormatter { language: Language::Ja, notation: Notation::as_of(published), minus: '−' };
        let en = DateFormatter { language: Language::En, ..ja };
        let calendar = Year { number: 2015, calendar: true };
        assert_eq!([ja.fiscal_short(2019), ja.fiscal_long(2016), ja.year_long(calendar)], ["H31", "平成28年度", "平成27年"]);
        assert_eq!([en.fiscal_short(2016), en.year_short(calendar)], ["FY2016", "2015"]);
        assert_eq!(published.map(|date| [ja.date(date), en.date(date)]), Some(["平成29年9月".to_owned(), "September 2017".to_owned()]));
    }
}
