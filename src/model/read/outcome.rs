//! Readers of results: the figure of an indicator in an edition, with what people say of it.

use super::observation::ObservedIndicator;
use super::values::{WithPlace, choice, placed, plain, quantity, text, year};
use crate::diagnostic::{Fault, NameClass, Report};
use crate::format;
use crate::load::fields::{Fields, NamedValue, TomlValue};
use crate::model::{FlagAnswer, Indicator, Observation, Outcome, Restated, Reviewer, Rule, StatedGrade, Year};

/// The result of an indicator in the edition of a year.
pub fn outcome(result: NamedValue<'_>, indicator: &Indicator, edition: i32, report: &mut Report) -> Option<Outcome> {
    let NamedValue { value, place, .. } = result;
    let measured = ObservedIndicator { kind: indicator.kind, direction: indicator.direction, steps: &indicator.steps };
    let Some(mut fields) = value.as_fields() else {
        let observation = bare(&measured, &value, edition, report)?;
        return Some(Outcome {
            indicator: indicator.id.clone(),
            observation,
            stated: None,
            flags: Vec::new(),
            restated: Vec::new(),
            place,
        });
    };
    let observation = measured.observation(&mut fields, Some(edition), report);
    if let Some(fault) = observation.as_ref().and_then(|observed| after_edition(&indicator.id, observed.year, edition)) {
        report.add(fields.key_place(if fields.has("as_of") { "as_of" } else { "year" }), fault);
    }
    let stated = stated(&mut fields, report);
    let flags = fields.optional("flags", report, flags).unwrap_or_default();
    let restated = fields.list("restated", report, |value, report| restated(value, &indicator.id, edition, report));
    fields.finish(&format::RESULT, report);
    Some(Outcome { indicator: indicator.id.clone(), observation: observation?, stated, flags, restated, place })
}

/// The short form: just the value of the edition's year.
fn bare(measured: &ObservedIndicator<'_>, value: &TomlValue<'_>, edition: i32, report: &mut Report) -> Option<Observation> {
    let reading = measured.value(value, report)?;
    Some(Observation::new(Year::fiscal(edition), reading))
}

fn stated(fields: &mut Fields<'_>, report: &mut Report) -> Option<StatedGrade> {
    let grade = fields.optional("grade", report, placed(plain));
    let by = fields.optional("grade_by", report, |value, report| choice(value, report, NameClass::Reviewer));
    let mark = fields.optional("grade_mark", report, plain);
    let reason = fields.optional("grade_reason", report, text);
    let alone =
        ["grade_by", "grade_mark", "grade_reason"].into_iter().find(|key| grade.is_none() && fields.has(key) && !fields.has("grade"));
    if let Some(key) = alone {
        report.add(fields.key_place(key), fields.missing("grade"));
    }
    let WithPlace { item: grade, place } = grade?;
    Some(StatedGrade { grade, place, by: by.unwrap_or(Reviewer::City), mark, reason })
}

/// Answers to questions of the rule.
fn flags(value: &TomlValue<'_>, report: &mut Report) -> Option<Vec<FlagAnswer>> {
    let read = |given: NamedValue<'_>, report: &mut Report| {
        Some(FlagAnswer { flag: given.name.to_owned(), answer: given.value.boolean(report)?, place: given.place })
    };
    Some(value.fields(report)?.entries().into_iter().filter_map(|given| read(given, report)).collect())
}

/// What is wrong with a year that comes after the edition that reports on it.
fn after_edition(id: &str, year: Year, edition: i32) -> Option<Fault> {
    let Year { number: year, calendar } = year;
    (year > edition).then(|| Fault::ResultAfterEdition { id: id.to_owned(), year, calendar, edition })
}

fn restated(value: &TomlValue<'_>, id: &str, edition: i32, report: &mut Report) -> Option<Restated> {
    let mut fields = value.fields(report)?;
    let calendar = fields.optional("calendar", report, |value, report| value.boolean(report)).unwrap_or(false);
    let number = fields.required("year", report, year);
    let value = fields.required("value", report, quantity);
    let reason = fields.optional("reason", report, text);
    let year = Year { number: number?, calendar };
    if let Some(fault) = after_edition(id, year, edition) {
        report.add(fields.key_place("year"), fault);
    }
    fields.finish(&format::RESTATED, report);
    Some(Restated { year, value: value?, reason })
}

/// The questions that are answered are those of the rule, each of them.
pub fn check_flags(outcome: &Outcome, rule: &Rule, report: &mut Report) {
    let known = || rule.flags.iter().map(|flag| flag.id.as_str());
    for given in outcome.flags.iter().filter(|given| !known().any(|id| id == given.flag)) {
        report.add(given.place.clone(), Fault::unknown(NameClass::Flag, &given.flag, known()));
    }
    let is_judged = !rule.off && outcome.stated.is_none() && outcome.observation.reading.status().is_none();
    for flag in rule.asked().filter(|flag| is_judged && !outcome.flags.iter().any(|given| given.flag == flag.id)) {
        report.add(outcome.place.clone(), Fault::FlagNotSet { id: outcome.indicator.clone(), flag: flag.id.clone() });
    }
}
