//! Results of years before the editions.

use super::values::{choice, quantity, text, year};
use crate::diagnostic::{Fault, KeyMisuse, NameClass, Report};
use crate::format;
use crate::load::fields::{Fields, TomlValue};
use crate::model::{Edition, HistoricalFigure, Kind, Strategy, Year};

/// The key `history` of an indicator, by year.
pub fn history(fields: &mut Fields<'_>, kind: Kind, report: &mut Report) -> Vec<HistoricalFigure> {
    if kind == Kind::Milestone && fields.has("history") {
        let fault = Fault::KeyWithoutMeaning { key: "history".to_owned(), misuse: KeyMisuse::HistoryHasFigures };
        report.add(fields.key_place("history"), fault);
        fields.take("history");
        return Vec::new();
    }
    let mut history = fields.list("history", report, figure);
    history.sort_by_key(|figure| figure.year);
    history
}

fn figure(value: &TomlValue<'_>, report: &mut Report) -> Option<HistoricalFigure> {
    let mut fields = value.fields(report)?;
    let place = fields.key_place("year");
    let number = fields.required("year", report, year);
    let calendar = fields.optional("calendar", report, |value, report| value.boolean(report)).unwrap_or(false);
    let value = fields.required("value", report, quantity);
    let bound = fields.optional("bound", report, |value, report| choice(value, report, NameClass::Bound));
    let source = fields.optional("source", report, text);
    let note = fields.optional("note", report, text);
    fields.finish(&format::HISTORY, report);
    Some(HistoricalFigure { year: Year { number: number?, calendar }, value: value?, bound, source, note, place })
}

/// History ends before the first edition that reports on the indicator: what editions report are results.
pub fn check(editions: &[Edition], strategies: &[Strategy], report: &mut Report) {
    for (position, strategy) in strategies.iter().enumerate() {
        for indicator in strategy.indicators().filter(|indicator| !indicator.history.is_empty()) {
            let reports = |edition: &&Edition| edition.strategy == position && indicator.belongs_to(edition.year);
            let Some(first) = editions.iter().filter(reports).map(|edition| edition.year).min() else { continue };
            for figure in indicator.history.iter().filter(|figure| figure.year.number >= first) {
                let Year { number: year, calendar } = figure.year;
                let fault = Fault::HistoryWithinEditions { id: indicator.id.clone(), year, calendar, edition: first };
                report.add(figure.place.clone(), fault);
            }
        }
    }
}
