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

/// The keys in which a row differs from an indicator, in the order of front matter.
pub fn differences(known: &KnownIndicator, sheet: &SheetIndicator) -> Vec<PlanDifference> {
    let text = |key, before: Option<&String>, after: Option<&String>| {
        let after = after.filter(|after| before.is_none_or(|before| plain(before) != plain(after)))?;
        Some(PlanDifference { key, before: before.cloned(), after: after.clone() })
    };
    let figure = |key, before: Option<&KnownFigure>, after: Option<&PlanFigure>| {
        let after = after.filter(|after| figure_differs(before, after))?;
        Some(PlanDifference { key, before: before.map(KnownFigure::shown), after: after.shown() })
    };
    let schedule = !sheet.schedule.is_empty() && sheet.schedule != known.schedule;
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

/// Whether a row says another figure, year, bound or note. A bound counts only beside another figure, or where the row has one.
fn figure_differs(before: Option<&KnownFigure>, after: &PlanFigure) -> bool {
    let Some(PlanFigure { figure, year, note, .. }) = before.and_then(|before| before.figure.as_ref()) else { return true };
    let is_same = match (figure, &after.figure) {
        (CellFigure::Value(old, bound), CellFigure::Value(new, own)) => old == new && (own.is_none() || own == bound),
        (old, new) => old == new,
    };
    !is_same || after.year.is_some_and(|own| *year != Some(own)) || after.note.is_some() && after.note != *note
}

impl KnownFigure {
    /// The figure for people; as TOML where it is a step.
    fn shown(&self) -> String {
        self.figure.as_ref().map_or_else(|| self.written.clone(), PlanFigure::shown)
    }
}

impl PlanFigure {
    /// `120 at-least (2029)`.
    fn shown(&self) -> String {
        let figure = match &self.figure {
            CellFigure::Value(value, bound) => {
                let bound: &str = bound.as_ref().map_or("", |bound: &Bound| bound.choice().label.ja);
                format!("{}{bound}", value.decimal())
            }
            CellFigure::Range(min, max) => format!("{}～{}", min.decimal(), max.decimal()),
            CellFigure::Missing(status) => status.choice().label.ja.to_owned(),
            CellFigure::Step(step) => format!("step-{}", step + 1),
        };
        self.year.map_or_else(|| figure.clone(), |year| format!("{figure} ({year})"))
    }
}

fn scheduled(targets: &[ScheduledTarget]) -> Option<String> {
    let each: Vec<String> = targets.iter().map(|target| format!("{} ({})", target.value.decimal(), target.year)).collect();
    (!each.is_empty()).then(|| each.join(", "))
}
