//! Rows: an indicator of an edition, and each figure that the edition gives of it.

use super::cell::decimal;
use crate::model::{FigureRole as Figure, Settings};
use crate::record::{Aimed, Entry, GoalEntry, GradeEntry, MeasureEntry, Observed, Record, RestatedEntry, Texts};

/// An indicator of an edition.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub settings: &'a Settings,
    pub record: &'a Record,
    pub entry: &'a Entry,
}

/// A figure of an indicator in one year.
#[derive(Clone, Debug)]
pub struct ObservationRow<'a> {
    pub row: Row<'a>,
    pub figure: Figure,
    pub observed: Observed,
}

impl<'a> Row<'a> {
    /// The goal; `None` in records that do not name goals yet.
    pub fn goal(&self) -> Option<&'a GoalEntry> {
        self.record.goals.iter().find(|goal| goal.number == self.entry.goal)
    }

    /// The measure that the indicator belongs to, if it is one of a measure.
    pub fn measure(&self) -> Option<&'a MeasureEntry> {
        let number = self.entry.measure?;
        self.goal()?.measures.iter().find(|measure| measure.number == number)
    }

    /// The grade of this id.
    pub fn grade(&self, id: Option<&String>) -> Option<&'a GradeEntry> {
        self.record.grades.iter().find(|grade| Some(&grade.id) == id)
    }

    /// The name of a step.
    pub fn step(&self, id: Option<&String>) -> Option<&'a Texts> {
        self.entry.about.steps.iter().find(|step| Some(&step.id) == id).map(|step| &step.name)
    }

    /// Every figure that the edition gives of the indicator.
    pub fn observations(&self) -> Vec<ObservationRow<'a>> {
        let entry = self.entry;
        let own = |figure: Figure| move |observed: &Observed| (figure, observed.clone());
        let mut figures: Vec<(Figure, Observed)> = Vec::new();
        figures.extend(entry.baseline.as_ref().map(own(Figure::Baseline)));
        figures.extend(entry.restated.iter().map(restated));
        figures.extend(entry.result.as_ref().map(own(Figure::Result)));
        figures.extend(self.expected().map(|expected| (Figure::Expected, expected)));
        figures.extend(entry.schedule.iter().map(own(Figure::Scheduled)));
        figures.extend(entry.target.iter().flat_map(aimed));
        figures.into_iter().map(|(figure, observed)| ObservationRow { row: *self, figure, observed }).collect()
    }

    /// The expected figure, in the year of the result.
    fn expected(&self) -> Option<Observed> {
        let value = decimal(self.entry.figures.expected.as_ref()?);
        let year = self.entry.result.as_ref().map_or((self.record.edition, false), |result| (result.year, result.calendar));
        Some(Observed { year: year.0, calendar: year.1, value, ..Observed::default() })
    }
}

/// An older figure; the reason of its change is its note.
fn restated(restated: &RestatedEntry) -> (Figure, Observed) {
    (Figure::Restated, Observed { note: restated.reason.clone(), ..restated.figure.clone() })
}

/// A target; both ends of a range are figures of their own.
fn aimed(target: &Aimed) -> Vec<(Figure, Observed)> {
    let at = |value: &Option<String>| Observed {
        year: target.year,
        calendar: target.calendar,
        value: value.clone(),
        step: target.step.clone(),
        bound: target.bound.clone(),
        note: target.note.clone(),
        ..Observed::default()
    };
    match (&target.min, &target.max) {
        (None, None) => vec![(Figure::Target, at(&target.value))],
        (min, max) => vec![(Figure::TargetMin, at(min)), (Figure::TargetMax, at(max))],
    }
}
