//! Readers of indicators.

use super::SharedContext;
use super::history::history;
use super::observation::{ObservedIndicator, scheduled, span, step};
use super::values::{choice, indicator_id, placed, plain, quantity, text, unique, up_to, year};
use crate::diagnostic::{English, Fault, KeyMisuse, NameClass, Report, Shape};
use crate::format;
use crate::load::fields::{Fields, TomlValue};
use crate::model::{Direction, Indicator, Kind, Quantity, Revision, Role, Unit, UnitPosition};
use rust_decimal::Decimal;

/// One `[[indicator]]`; with gaps beside faults, so that what refers to it finds it.
pub fn indicator(value: &TomlValue<'_>, shared: &SharedContext<'_>, report: &mut Report) -> Option<Indicator> {
    let mut fields = value.fields(report)?;
    let place = fields.key_place("id");
    let id = fields.required("id", report, indicator_id);
    let role = fields.required("role", report, |value, report| choice(value, report, NameClass::Role));
    let name = fields.required("name", report, text);
    let kind = fields.required("kind", report, |value, report| choice(value, report, NameClass::Kind));
    let direction = direction(&mut fields, kind, report);
    let unit = fields.optional("unit", report, |value, report| unit(value, shared, report));
    let tolerance = fields.optional("tolerance", report, quantity);
    let lag = fields.optional("lag", report, |value, report| up_to(99, value, report));
    let (from, until) = span(&mut fields, report);
    let texts = ["group", "owner", "source", "definition", "note"].map(|key| fields.optional(key, report, text));
    let steps = fields.list("steps", report, placed(step));
    let steps = unique(steps, |step| &step.id, report);
    let guessed = if fields.has("steps") { Kind::Milestone } else { Kind::Level };
    let measured = ObservedIndicator { kind: kind.unwrap_or(guessed), direction, steps: &steps };
    check_kind(&fields, &measured, report);
    let (baseline, target, schedule) = if kind.is_some() { plan(&mut fields, &measured, report) } else { skip_plan(&mut fields) };
    let history = history(&mut fields, measured.kind, report);
    let mut revisions = fields.list("revision", report, |value, report| revision(value, &measured, report));
    revisions.sort_by_key(|revision| revision.from);
    fields.finish(&format::INDICATOR, report);
    let [group, owner, source, definition, note] = texts;
    Some(Indicator {
        id: id?,
        role: role.unwrap_or(Role::Kpi),
        name: name.unwrap_or_default(),
        unit,
        kind: measured.kind,
        direction,
        baseline,
        target,
        schedule: schedule.unwrap_or_default(),
        history,
        from,
        until,
        tolerance: tolerance.unwrap_or(Quantity::ZERO),
        lag,
        group,
        owner,
        source,
        definition,
        note,
        revisions,
        steps,
        place,
    })
}

/// The direction has to be given, but for a milestone, which has none.
fn direction(fields: &mut Fields<'_>, kind: Option<Kind>, report: &mut Report) -> Option<Direction> {
    let read = |value: &TomlValue<'_>, report: &mut Report| choice(value, report, NameClass::Direction);
    match kind {
        Some(Kind::Milestone) => {
            if fields.has("direction") {
                let fault = Fault::KeyWithoutMeaning { key: "direction".to_owned(), misuse: KeyMisuse::MilestonesHaveSteps };
                report.add(fields.key_place("direction"), fault);
            }
            fields.take("direction");
            None
        }
        // What has steps is a milestone whose kind was left out.
        None if fields.has("steps") => fields.optional("direction", report, read),
        None | Some(_) => fields.required("direction", report, read),
    }
}

/// Steps belong to milestones, and only to them.
fn check_kind(fields: &Fields<'_>, measured: &ObservedIndicator<'_>, report: &mut Report) {
    match measured.kind {
        Kind::Milestone if !fields.has("steps") => report.add(fields.place().clone(), fields.missing("steps")),
        Kind::Milestone => {}
        _ if fields.has("steps") => {
            let fault = Fault::KeyWithoutMeaning { key: "steps".to_owned(), misuse: KeyMisuse::OnlyMilestonesHaveSteps };
            report.add(fields.key_place("steps"), fault);
        }
        _ => {}
    }
}

type PlanParts = (Option<crate::model::Observation>, Option<crate::model::Target>, Option<Vec<crate::model::Scheduled>>);

fn plan(fields: &mut Fields<'_>, measured: &ObservedIndicator<'_>, report: &mut Report) -> PlanParts {
    let baseline = fields.optional("baseline", report, |value, report| measured.baseline(value, report));
    let target = fields.optional("target", report, |value, report| measured.target(value, report));
    let has_schedule = fields.has("schedule");
    let mut schedule = fields.list("schedule", report, scheduled);
    schedule.sort_by_key(|item| item.year);
    (baseline, target, has_schedule.then_some(schedule))
}

/// Without a kind the plan cannot be read; its keys are known all the same.
fn skip_plan(fields: &mut Fields<'_>) -> PlanParts {
    for key in ["baseline", "target", "schedule"] {
        fields.take(key);
    }
    (None, None, None)
}

fn revision(value: &TomlValue<'_>, measured: &ObservedIndicator<'_>, report: &mut Report) -> Option<Revision> {
    let mut fields = value.fields(report)?;
    let from = fields.required("from", report, year);
    let (baseline, target, schedule) = plan(&mut fields, measured, report);
    let reason = fields.optional("reason", report, text);
    if !fields.has("reason") {
        report.add(fields.place().clone(), Fault::RevisionWithoutReason);
    }
    fields.finish(&format::REVISION, report);
    Some(Revision { from: from?, baseline, target, schedule, reason })
}

/// The name of a unit, or a unit spelt out; one that only says where it stands is a known unit elsewhere.
fn unit(value: &TomlValue<'_>, shared: &SharedContext<'_>, report: &mut Report) -> Option<Unit> {
    if let Some(name) = value.as_text() {
        let found = shared.units.find(name);
        if found.is_none() {
            report.add(value.place(), Fault::unknown(NameClass::Unit, name, shared.units.names().iter().map(String::as_str)));
        }
        return found;
    }
    let Some(mut fields) = value.as_fields() else { return value.wrong(Shape::UnitName, report) };
    let ja = fields.required("ja", report, plain);
    let one = fields.optional("one", report, plain);
    let other = fields.optional("other", report, plain);
    let factor = fields.optional("factor", report, quantity);
    let position = fields.optional("position", report, |value, report| choice(value, report, NameClass::UnitPosition));
    let is_bare = position.is_some() && !["one", "other", "factor"].iter().any(|key| fields.has(key));
    fields.finish(&format::UNIT, report);
    let known = ja.as_deref().filter(|_| is_bare).and_then(|ja| shared.units.find(ja));
    let english = if other.is_some() || known.is_some() { English::There } else { English::Missing };
    if english == English::Missing {
        report.add(value.place(), Fault::MissingTranslation);
    }
    report.count_text(value.place(), english);
    let position = position.unwrap_or(UnitPosition::After);
    if let Some(known) = known {
        return Some(Unit { position, ..known });
    }
    let (attached, factor) = (other.as_deref() == Some("%"), factor.map_or(Decimal::ONE, Quantity::decimal));
    Some(Unit { ja: ja?, position, one: one.or_else(|| other.clone()), other, factor, attached })
}
