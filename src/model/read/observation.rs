//! Readers of observations and targets.

use super::values::{both, choice, dated, day, published, quantity, text, year};
use crate::diagnostic::{Fault, NameClass, Report, Shape};
use crate::format;
use crate::load::fields::{Fields, TomlValue};
use crate::model::{
    Aim, Direction, InterimFigure, Kind, NextRelease, Observation, Period, Published, Reading, Scheduled, Status, Step, Target, Year,
};

/// What has to be known of an indicator to read its observations.
pub struct ObservedIndicator<'a> {
    pub kind: Kind,
    pub direction: Option<Direction>,
    pub steps: &'a [Step],
}

impl ObservedIndicator<'_> {
    /// A baseline: its year has to be given.
    pub fn baseline(&self, value: &TomlValue<'_>, report: &mut Report) -> Option<Observation> {
        let Some(mut fields) = value.as_fields() else { return value.wrong(Shape::Observation, report) };
        let observed = self.observation(&mut fields, None, report);
        fields.finish(&format::BASELINE, report);
        observed
    }

    /// The fields of an observation, without `finish`; `default` is the year where none is written.
    pub fn observation(&self, fields: &mut Fields<'_>, default: Option<i32>, report: &mut Report) -> Option<Observation> {
        let dated = self.dated(fields, default, report);
        let label = fields.optional("label", report, text);
        let reading = self.reading(fields, report);
        let bound = fields.optional("bound", report, |value, report| choice(value, report, NameClass::Bound));
        let certainty = match default {
            Some(_) => fields.optional("certainty", report, |value, report| choice(value, report, NameClass::Certainty)),
            None => None,
        };
        let note = fields.optional("note", report, text);
        // A baseline is neither pending nor followed by another one.
        let (interim, next_release) = match default {
            Some(year) => {
                (interim(fields, report), fields.optional("next_release", report, |value, report| next_release(value, year, report)))
            }
            None => (None, None),
        };
        let DatedYear { year, as_of } = dated?;
        Some(Observation { year, reading: reading?, bound, certainty, note, label, as_of, interim, next_release })
    }

    /// The year, written or that of the day to which the figure belongs.
    fn dated(&self, fields: &mut Fields<'_>, default: Option<i32>, report: &mut Report) -> Option<DatedYear> {
        let as_of = fields.optional("as_of", report, day);
        if !fields.has("as_of") {
            return self.year(fields, default, report).map(|year| DatedYear { year, as_of });
        }
        if fields.has("year") {
            let fault = Fault::ConflictingKeys { first: "year".to_owned(), second: "as_of".to_owned() };
            report.add(fields.key_place("as_of"), fault);
        }
        fields.take("year");
        let calendar = fields.optional("calendar", report, |value, report| value.boolean(report)).unwrap_or(false);
        as_of.map(|day| DatedYear { year: day.in_year(calendar), as_of })
    }

    fn year(&self, fields: &mut Fields<'_>, default: Option<i32>, report: &mut Report) -> Option<Year> {
        let calendar = fields.optional("calendar", report, |value, report| value.boolean(report)).unwrap_or(false);
        let number = match default {
            Some(default) if !fields.has("year") => {
                fields.take("year");
                Some(default)
            }
            Some(_) => fields.optional("year", report, year),
            None => fields.required("year", report, year),
        };
        Some(Year { number: number?, calendar })
    }

    fn reading(&self, fields: &mut Fields<'_>, report: &mut Report) -> Option<Reading> {
        if fields.has("value") && fields.has("status") {
            let fault = Fault::ConflictingKeys { first: "value".to_owned(), second: "status".to_owned() };
            report.add(fields.key_place("status"), fault);
        }
        let status = fields.optional("status", report, |value, report| choice::<Status>(value, report, NameClass::Status));
        if fields.has("status") && !fields.has("value") {
            fields.take("value");
            return status.map(Reading::Missing);
        }
        fields.required("value", report, |value, report| self.value(value, report))
    }

    /// A bare value: a number, or the id of a step.
    pub fn value(&self, value: &TomlValue<'_>, report: &mut Report) -> Option<Reading> {
        match self.kind {
            Kind::Milestone => self.step(value, report).map(Reading::Step),
            Kind::Level | Kind::Annual | Kind::Cumulative | Kind::Average | Kind::Sum | Kind::Rank => {
                quantity(value, report).map(Reading::Value)
            }
        }
    }

    fn step(&self, value: &TomlValue<'_>, report: &mut Report) -> Option<usize> {
        let Some(found) = value.as_text() else { return value.wrong(Shape::StepId, report) };
        let step = self.steps.iter().position(|step| step.id == found);
        if step.is_none() && !self.steps.is_empty() {
            let known = self.steps.iter().map(|step| step.id.clone()).collect();
            report.add(value.place(), Fault::MilestoneStep { found: found.to_owned(), known });
        }
        step
    }

    /// A target: a value, a range or a step, with its year.
    pub fn target(&self, value: &TomlValue<'_>, report: &mut Report) -> Option<Target> {
        let Some(mut fields) = value.as_fields() else { return value.wrong(Shape::Target, report) };
        let year = self.year(&mut fields, None, report);
        let label = fields.optional("label", report, text);
        let (keys, aim) = match self.direction {
            Some(Direction::Range) => (&format::RANGE, self.range(&mut fields, report)),
            _ => (&format::TARGET, fields.required("value", report, |value, report| self.value(value, report)).and_then(aim)),
        };
        let bound = fields.optional("bound", report, |value, report| choice(value, report, NameClass::Bound));
        let note = fields.optional("note", report, text);
        fields.finish(keys, report);
        Some(Target { year: year?, aim: aim?, bound, label, note })
    }

    fn range(&self, fields: &mut Fields<'_>, report: &mut Report) -> Option<Aim> {
        let min = fields.required("min", report, quantity);
        let max = fields.required("max", report, quantity);
        let (min, max) = (min?, max?);
        if min > max {
            report.add(fields.key_place("min"), Fault::RangeReversed);
            return None;
        }
        Some(Aim::Range { min, max })
    }
}

/// A year with the day from which it was derived.
struct DatedYear {
    year: Year,
    as_of: Option<Published>,
}

/// A figure of a part of the year; only where there is none of the whole.
fn interim(fields: &mut Fields<'_>, report: &mut Report) -> Option<InterimFigure> {
    let read = |value: &TomlValue<'_>, report: &mut Report| {
        let mut fields = value.fields(report)?;
        let period = fields.required("period", report, text);
        let value = fields.required("value", report, quantity);
        fields.finish(&format::INTERIM, report);
        Some(InterimFigure { period: period?, value: value? })
    };
    let interim = fields.optional("interim", report, read);
    if fields.has("interim") && fields.has("value") {
        let fault = Fault::ConflictingKeys { first: "value".to_owned(), second: "interim".to_owned() };
        report.add(fields.key_place("interim"), fault);
        return None;
    }
    interim
}

fn next_release(value: &TomlValue<'_>, year: i32, report: &mut Report) -> Option<NextRelease> {
    let mut fields = value.fields(report)?;
    let date = fields.required("date", report, dated(Some(Period { first: year, last: year }), published));
    let by = fields.optional("by", report, text);
    fields.finish(&format::NEXT_RELEASE, report);
    Some(NextRelease { date: date?, by })
}

fn aim(reading: Reading) -> Option<Aim> {
    match reading {
        Reading::Value(quantity) => Some(Aim::Value(quantity)),
        Reading::Step(step) => Some(Aim::Step(step)),
        Reading::Missing(_) => None,
    }
}

/// One yearly target.
pub fn scheduled(value: &TomlValue<'_>, report: &mut Report) -> Option<Scheduled> {
    let mut fields = value.fields(report)?;
    let calendar = fields.optional("calendar", report, |value, report| value.boolean(report)).unwrap_or(false);
    let number = fields.required("year", report, year);
    let target = fields.required("value", report, quantity);
    fields.finish(&format::SCHEDULED, report);
    Some(Scheduled { year: Year { number: number?, calendar }, value: target? })
}

/// The steps of a milestone.
pub fn step(value: &TomlValue<'_>, report: &mut Report) -> Option<Step> {
    let mut fields = value.fields(report)?;
    let id = fields.required("id", report, super::values::id);
    let name = both(&mut fields, report);
    fields.finish(&format::STEP, report);
    Some(Step { id: id?, name: name? })
}

/// The first and last edition of something, from a period that may be open at either end.
pub fn span(fields: &mut Fields<'_>, report: &mut Report) -> (Option<i32>, Option<i32>) {
    let from = fields.optional("from", report, year);
    let until = fields.optional("until", report, year);
    if let (Some(first), Some(last)) = (from, until)
        && last < first
    {
        report.add(fields.key_place("until"), Fault::PeriodReversed { first, last });
        return (None, None);
    }
    (from, until)
}
