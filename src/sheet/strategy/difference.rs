//! What a row of a plan says otherwise than an indicator that is there. What the row does not say does not differ.

use super::known::{KnownFigure, KnownIndicator};
use super::plan::{CellFigure, PlanFigure, ScheduledTarget, SheetIndicator};
use crate::model::{Bound, Word};
use crate::sheet::recognise::plain;

/// A key of an indicator that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDifference {
    /// As front matter has it.
    pub key: &'static str,
    /// `None` where nothing is there.
    pub before: Option<String>,
    pub after: String,
}

/// What becomes of yearly targets that the row does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingTargets {
    /// They are not taken over.
    Dropped,
    /// They stay.
    Kept,
}

/// The keys in which a row differs from an indicator, in the order of front matter.
pub fn differences(known: &KnownIndicator, sheet: &SheetIndicator, missing: MissingTargets) -> Vec<PlanDifference> {
    let text = |key, before: Option<&String>, after: Option<&String>| {
        let after = after.filter(|after| before.is_none_or(|before| plain(before) != plain(after)))?;
        Some(PlanDifference { key, before: before.cloned(), after: after.clone() })
    };
    let names: Vec<String> = known.steps.iter().map(|step| step.ja.clone()).collect();
    let figure = |key, before: Option<&KnownFigure>, after: Option<&PlanFigure>| {
        let after = after.filter(|after| figure_differs(known, before, after, &sheet.steps))?;
        Some(PlanDifference { key, before: before.map(|before| before.shown(&names)), after: after.shown(&sheet.steps) })
    };
    let schedule = match missing {
        MissingTargets::Dropped => !sheet.schedule.is_empty() && sheet.schedule != known.schedule,
        MissingTargets::Kept => sheet.schedule.iter().any(|target| !known.schedule.contains(target)),
    };
    let mut all = vec![
        text("name", Some(&known.name.ja), Some(&sheet.name.ja)),
        text("name-en", known.name.en.as_ref(), sheet.name.en.as_ref()),
        word("role", known.role, sheet.role),
        text("unit", known.unit.as_ref(), sheet.unit.as_ref().map(|unit| &unit.ja)),
        word("kind", known.kind, sheet.kind),
        word("direction", known.direction, sheet.direction),
        figure("baseline", known.baseline.as_ref(), sheet.baseline.as_ref()),
        figure("target", known.target.as_ref(), sheet.target.as_ref()),
        schedule.then(|| PlanDifference {
            key: "schedule",
            before: scheduled(&known.schedule),
            after: scheduled(&sheet.schedule).unwrap_or_default(),
        }),
    ];
    all.extend(sheet.texts().map(|(key, said)| text(key, known.texts.get(key), Some(&said.ja))));
    all.into_iter().flatten().collect()
}

fn word<T: Word + PartialEq>(key: &'static str, before: Option<T>, after: Option<T>) -> Option<PlanDifference> {
    let after = after.filter(|after| before.as_ref() != Some(after))?;
    Some(PlanDifference { key, before: before.map(|before| before.word().to_owned()), after: after.word().to_owned() })
}

/// Whether a row says another figure, year, day or note.
fn figure_differs(known: &KnownIndicator, before: Option<&KnownFigure>, after: &PlanFigure, steps: &[String]) -> bool {
    let Some(there) = before.and_then(|before| before.figure.as_ref()) else { return true };
    !known.is_same_figure(there, after, steps)
        || after.year.is_some_and(|own| there.year != Some(own))
        || after.as_of.is_some() && after.as_of != there.as_of
        || after.calendar && !there.calendar
        || after.note.is_some() && after.note != there.note
}

impl KnownFigure {
    /// The figure for people; as TOML where it is in no form that is known.
    fn shown(&self, steps: &[String]) -> String {
        self.figure.as_ref().map_or_else(|| self.written.clone(), |figure| figure.shown(steps))
    }
}

impl PlanFigure {
    /// `120 at-least (2029)`.
    fn shown(&self, steps: &[String]) -> String {
        let figure = match &self.figure {
            CellFigure::Value(value, bound) => {
                let bound: &str = bound.as_ref().map_or("", |bound: &Bound| bound.choice().label.ja);
                format!("{}{bound}", value.decimal())
            }
            CellFigure::Range(min, max) => format!("{}～{}", min.decimal(), max.decimal()),
            CellFigure::Missing(status) => status.choice().label.ja.to_owned(),
            CellFigure::Step(step) => steps.get(*step).cloned().unwrap_or_default(),
        };
        self.year.map_or_else(|| figure.clone(), |year| format!("{figure} ({year})"))
    }
}

fn scheduled(targets: &[ScheduledTarget]) -> Option<String> {
    let each: Vec<String> = targets.iter().map(|target| format!("{} ({})", target.value.decimal(), target.year)).collect();
    (!each.is_empty()).then(|| each.join(", "))
}
