//! An indicator as a strategy states it, before any edition reports on it.

use super::context::PageContext;
use super::date::DateFormatter;
use super::indicator::within;
use super::number::AmountFormatter;
use super::words::fill;
use crate::model::{Aim, Indicator, Observation, Quantity, Reading, Scheduled, Status};

/// Baseline and target of an indicator as texts.
#[derive(Debug)]
pub struct PlanText<'a> {
    context: &'a PageContext<'a>,
    indicator: &'a Indicator,
    amounts: AmountFormatter<'a>,
}

impl<'a> PlanText<'a> {
    /// The texts of an indicator; `formatter` writes years as its strategy does.
    pub fn new(context: &'a PageContext<'a>, formatter: DateFormatter, indicator: &'a Indicator) -> PlanText<'a> {
        let baseline = indicator.baseline.as_ref().and_then(Observation::value);
        let target = indicator.target.as_ref().and_then(|target| target.value());
        let yearly = indicator.schedule.iter().map(|scheduled| scheduled.value);
        let values: Vec<Quantity> = baseline.into_iter().chain(target).chain(yearly).collect();
        PlanText { context, indicator, amounts: AmountFormatter::new(formatter, indicator.unit.as_ref(), values) }
    }

    /// "132人 (H26)".
    pub fn baseline(&self) -> String {
        let Some(baseline) = &self.indicator.baseline else { return self.context.words.indicator.none.clone() };
        let written = match baseline.reading {
            Reading::Value(value) => self.amounts.bounded(value, baseline.bound),
            Reading::Step(step) => self.step(step),
            Reading::Missing(Status::NotStarted) => self.context.words.closed.of(Status::NotStarted).to_owned(),
            Reading::Missing(_) => self.context.words.closed.of(Status::Unknown).to_owned(),
        };
        self.dated(&written, baseline.year)
    }

    /// "200人 (H31)".
    pub fn target(&self) -> String {
        let Some(target) = &self.indicator.target else { return self.yearly_targets() };
        let written = match target.aim {
            Aim::Value(value) => within(self.context, self.indicator, &self.amounts, self.amounts.bounded(value, target.bound)),
            Aim::Range { min, max } => self.amounts.range(&self.context.words.indicator.range, min, max),
            Aim::Step(step) => self.step(step),
        };
        match &target.label {
            Some(label) => fill(&self.context.words.chart.with_year, &[("value", &written), ("year", &self.context.plain(label))]),
            None => self.dated(&written, target.year),
        }
    }

    /// "150人 (H29)～200人 (H31)（年度目標）".
    fn yearly_targets(&self) -> String {
        let words = &self.context.words.indicator;
        let dated = |scheduled: &Scheduled| self.dated(&self.amounts.amount(scheduled.value), scheduled.year);
        match self.indicator.schedule.as_slice() {
            [] => words.none.clone(),
            [only] => fill(&words.yearly_target, &[("value", &dated(only))]),
            [first, .., last] => fill(&words.yearly_targets, &[("first", &dated(first)), ("last", &dated(last))]),
        }
    }

    fn step(&self, step: usize) -> String {
        self.indicator.steps.get(step).map(|step| self.context.plain(&step.name)).unwrap_or_default()
    }

    fn dated(&self, value: &str, year: crate::model::Year) -> String {
        fill(&self.context.words.chart.with_year, &[("value", value), ("year", &self.amounts.formatter.year_short(year))])
    }
}
