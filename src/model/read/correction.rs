//! Readers of 正誤: what was corrected after publication.

use super::observation::ObservedIndicator;
use super::values::{dated, day, plain, text, year};
use crate::diagnostic::{Fault, NameClass, Report};
use crate::format;
use crate::load::fields::{Fields, TomlValue};
use crate::model::{CorrectedFigure, Correction, Strategy, Year};

/// The corrections of the edition of a year, in the order in which they were made.
pub fn corrections(fields: &mut Fields<'_>, strategy: &Strategy, edition: i32, report: &mut Report) -> Vec<Correction> {
    fields.list("correction", report, |value, report| correction(value, strategy, edition, report))
}

fn correction(value: &TomlValue<'_>, strategy: &Strategy, edition: i32, report: &mut Report) -> Option<Correction> {
    let mut fields = value.fields(report)?;
    let date = fields.required("date", report, dated(strategy.period, day));
    let text = fields.required("text", report, text);
    let figures = fields.list("figure", report, |value, report| figure(value, strategy, edition, report));
    fields.finish(&format::CORRECTION, report);
    Some(Correction { date: date?, text: text?, figures, place: value.place() })
}

fn figure(value: &TomlValue<'_>, strategy: &Strategy, edition: i32, report: &mut Report) -> Option<CorrectedFigure> {
    let mut fields = value.fields(report)?;
    let indicator = fields.required("indicator", report, |value, report| {
        let id = plain(value, report)?;
        let known = || strategy.indicators().map(|indicator| indicator.id.as_str());
        let found = strategy.indicators().find(|indicator| indicator.id == id);
        found.or_else(|| {
            report.add(value.place(), Fault::unknown(NameClass::Indicator, &id, known()));
            None
        })
    });
    let number = fields.optional("year", report, year).unwrap_or(edition);
    let calendar = fields.optional("calendar", report, |value, report| value.boolean(report)).unwrap_or(false);
    let Some(indicator) = indicator else {
        fields.take("before");
        fields.take("after");
        fields.finish(&format::CORRECTED_FIGURE, report);
        return None;
    };
    let measured = ObservedIndicator { kind: indicator.kind, direction: indicator.direction, steps: &indicator.steps };
    let before = fields.optional("before", report, |value, report| measured.value(value, report));
    let after = fields.optional("after", report, |value, report| measured.value(value, report));
    fields.finish(&format::CORRECTED_FIGURE, report);
    Some(CorrectedFigure { indicator: indicator.id.clone(), year: Year { number, calendar }, before, after, place: value.place() })
}
