//! Rows: an indicator of an edition, and each figure that the edition gives of it.

use super::cell::decimal;
use crate::evaluate::Expected;
use crate::model::{
    Aim, Bound, Certainty, CorrectedFigure, Correction, FigureRole, HistoricalFigure, Indicator, Observation, Published, Quantity, Reading,
    Settings, Step, Target, Text, Year,
};
use crate::record::{EditionRecord, GoalRecord, IndicatorRecord, MeasureRecord, RatingRecord};

/// An indicator of an edition.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorRow<'a> {
    pub settings: &'a Settings,
    pub edition: &'a EditionRecord,
    pub goal: &'a GoalRecord,
    pub record: &'a IndicatorRecord,
}

/// A figure of an indicator in one year.
#[derive(Clone, Copy, Debug)]
pub struct ObservationRow<'a> {
    pub row: IndicatorRow<'a>,
    pub figure: FigureRole,
    pub year: Year,
    pub reading: Reading,
    pub bound: Option<Bound>,
    pub certainty: Option<Certainty>,
    /// Where it comes from, if not from the source of the indicator.
    pub source: Option<&'a Text>,
    pub note: Option<&'a Text>,
    /// What is printed in place of the year; of an interim figure the part of the year.
    pub label: Option<&'a Text>,
    pub as_of: Option<Published>,
}

/// A rating that people gave in an edition.
#[derive(Clone, Copy, Debug)]
pub struct RatingRow<'a> {
    pub settings: &'a Settings,
    pub edition: &'a EditionRecord,
    pub rating: &'a RatingRecord,
}

/// A correction of an edition: a corrected figure, or what was corrected in words.
#[derive(Clone, Copy, Debug)]
pub struct CorrectionRow<'a> {
    pub settings: &'a Settings,
    pub edition: &'a EditionRecord,
    pub correction: &'a Correction,
    pub figure: Option<&'a CorrectedFigure>,
}

impl<'a> CorrectionRow<'a> {
    /// The rows of a correction: one for each figure, one where it has none.
    pub fn of(settings: &'a Settings, edition: &'a EditionRecord, correction: &'a Correction) -> Vec<CorrectionRow<'a>> {
        let row = |figure| CorrectionRow { settings, edition, correction, figure };
        if correction.figures.is_empty() { vec![row(None)] } else { correction.figures.iter().map(|figure| row(Some(figure))).collect() }
    }

    /// The indicator whose figure was corrected.
    pub fn indicator(&self) -> Option<&'a Indicator> {
        Some(&self.edition.indicator(&self.figure?.indicator)?.indicator)
    }

    /// The step that a reading names.
    pub fn step(&self, reading: Option<Reading>) -> Option<&'a Step> {
        match reading? {
            Reading::Step(step) => self.indicator()?.steps.get(step),
            Reading::Value(_) | Reading::Missing(_) => None,
        }
    }
}

impl<'a> RatingRow<'a> {
    /// The goal that it is about, or that its measure belongs to.
    pub fn goal(&self) -> Option<&'a GoalRecord> {
        self.edition.goals.iter().find(|goal| Some(goal.number) == self.rating.goal)
    }

    /// The measure that it is about, or that its policy belongs to.
    pub fn measure(&self) -> Option<&'a MeasureRecord> {
        self.goal()?.measure(self.rating.measure?)
    }
}

/// The rows of all indicators of an edition.
pub fn indicators<'a>(settings: &'a Settings, edition: &'a EditionRecord) -> impl Iterator<Item = IndicatorRow<'a>> {
    let of_goal = move |goal: &'a GoalRecord| goal.indicators.iter().map(move |record| IndicatorRow { settings, edition, goal, record });
    edition.goals.iter().flat_map(of_goal)
}

impl<'a> IndicatorRow<'a> {
    /// The measure that the indicator belongs to, if it is one of a measure.
    pub fn measure(&self) -> Option<&'a MeasureRecord> {
        self.goal.measure(self.record.measure?)
    }

    /// The baseline in force.
    pub fn baseline(&self) -> Option<&'a Observation> {
        self.record.plan().baseline
    }

    /// The target in force.
    pub fn target(&self) -> Option<&'a Target> {
        self.record.plan().target
    }

    /// The lower end of a target that is a range.
    pub fn target_min(&self) -> Option<Quantity> {
        match self.target()?.aim {
            Aim::Range { min, .. } => Some(min),
            Aim::Value(_) | Aim::Step(_) => None,
        }
    }

    /// The upper end of a target that is a range.
    pub fn target_max(&self) -> Option<Quantity> {
        match self.target()?.aim {
            Aim::Range { max, .. } => Some(max),
            Aim::Value(_) | Aim::Step(_) => None,
        }
    }

    /// What the edition reports.
    pub fn result(&self) -> Option<&'a Observation> {
        self.record.result.as_ref()
    }

    /// The step that was observed.
    pub fn step(&self, observed: Option<&Observation>) -> Option<&'a Step> {
        self.step_read(observed?.reading)
    }

    /// The step that is to be reached.
    pub fn target_step(&self) -> Option<&'a Step> {
        match self.target()?.aim {
            Aim::Step(step) => self.record.indicator.steps.get(step),
            Aim::Value(_) | Aim::Range { .. } => None,
        }
    }

    fn step_read(&self, reading: Reading) -> Option<&'a Step> {
        match reading {
            Reading::Step(step) => self.record.indicator.steps.get(step),
            Reading::Value(_) | Reading::Missing(_) => None,
        }
    }

    /// Every figure that the edition gives of the indicator.
    pub fn observations(&self) -> Vec<ObservationRow<'a>> {
        let plan = self.record.plan();
        let value = |figure, year, value| self.observation(figure, year, Reading::Value(value));
        let mut rows: Vec<ObservationRow<'a>> = self.record.indicator.history.iter().map(|figure| self.historical(figure)).collect();
        rows.extend(self.baseline().map(|baseline| self.observed(FigureRole::Baseline, baseline)));
        let restated = self.record.restated.iter();
        rows.extend(restated.map(|restated| ObservationRow {
            note: restated.reason.as_ref(),
            ..value(FigureRole::Restated, restated.year, restated.value)
        }));
        rows.extend(self.result().map(|result| self.observed(FigureRole::Result, result)));
        rows.extend(self.interim());
        rows.extend(self.expected());
        rows.extend(plan.schedule.iter().map(|scheduled| value(FigureRole::Scheduled, scheduled.year, scheduled.value)));
        let target = plan.target.filter(|_| self.record.yearly_target.is_none());
        rows.extend(target.into_iter().flat_map(|target| self.aimed(target)));
        rows
    }

    fn observation(&self, figure: FigureRole, year: Year, reading: Reading) -> ObservationRow<'a> {
        ObservationRow {
            row: *self,
            figure,
            year,
            reading,
            bound: None,
            certainty: None,
            source: None,
            note: None,
            label: None,
            as_of: None,
        }
    }

    fn observed(&self, figure: FigureRole, observed: &'a Observation) -> ObservationRow<'a> {
        let Observation { year, reading, bound, certainty, note, label, as_of, .. } = observed;
        ObservationRow {
            bound: *bound,
            certainty: *certainty,
            note: note.as_ref(),
            label: label.as_ref(),
            as_of: *as_of,
            ..self.observation(figure, *year, *reading)
        }
    }

    fn historical(&self, figure: &'a HistoricalFigure) -> ObservationRow<'a> {
        ObservationRow {
            bound: figure.bound,
            source: figure.source.as_ref(),
            note: figure.note.as_ref(),
            ..self.observation(FigureRole::History, figure.year, Reading::Value(figure.value))
        }
    }

    /// The figure of a part of the year of the result.
    fn interim(&self) -> Option<ObservationRow<'a>> {
        let result = self.result()?;
        let interim = result.interim.as_ref()?;
        let row = self.observation(FigureRole::Interim, result.year, Reading::Value(interim.value));
        Some(ObservationRow { label: Some(&interim.period), ..row })
    }

    /// The expected figure, in the year of the result.
    fn expected(&self) -> Option<ObservationRow<'a>> {
        let value = self.record.figures.expected.map(Expected::value)?;
        let year = self.result().map_or(Year::fiscal(self.edition.year), |result| result.year);
        Some(self.observation(FigureRole::Expected, year, Reading::Value(decimal(value))))
    }

    /// A target; both ends of a range are figures of their own.
    fn aimed(&self, target: &'a Target) -> Vec<ObservationRow<'a>> {
        let at = |figure, reading| ObservationRow {
            bound: target.bound,
            note: target.note.as_ref(),
            label: target.label.as_ref(),
            ..self.observation(figure, target.year, reading)
        };
        match target.aim {
            Aim::Value(value) => vec![at(FigureRole::Target, Reading::Value(value))],
            Aim::Step(step) => vec![at(FigureRole::Target, Reading::Step(step))],
            Aim::Range { min, max } => vec![at(FigureRole::TargetMin, Reading::Value(min)), at(FigureRole::TargetMax, Reading::Value(max))],
        }
    }
}

impl<'a> ObservationRow<'a> {
    /// The step that it is.
    pub fn step(&self) -> Option<&'a Step> {
        self.row.step_read(self.reading)
    }
}
