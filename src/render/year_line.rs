//! The year of an indicator in one line: what was, what is, how far apart, what was to be expected, what is aimed at.

use super::indicator::IndicatorText;
use super::indicator_table::ValueCell;
use super::moved::{DifferenceView, MovedText};
use super::words::fill;
use crate::model::{Aim, Bound, Direction, Kind, Language, Observation, PrintedYear, Quantity, Reading, Target, Year};
use serde::Serialize;

/// "61.4 → 77.0万人 ▲ +15.6万人（前年度比）｜予定 127.8｜目標 150 (R6)"; the result alone has its unit.
#[derive(Clone, Debug, Serialize)]
pub struct YearLine {
    /// The result of the edition before, or the baseline in the first edition.
    pub before: Option<LabelledCell>,
    /// What is said before the result where a figure stands before it.
    pub now_label: String,
    pub now: ValueCell,
    pub difference: Option<DifferenceView>,
    /// "前年度比", what the difference is taken from.
    pub since: String,
    /// What was to be expected by now, and the target.
    pub aims: Vec<LabelledCell>,
}

/// A figure with its name.
#[derive(Clone, Debug, Serialize)]
pub struct LabelledCell {
    pub label: String,
    pub cell: ValueCell,
}

impl IndicatorText<'_> {
    /// The line of the edition's year.
    pub fn year_line(&self) -> YearLine {
        let words = self.context.words;
        let moved = self.since_before_or_baseline();
        let text = moved.as_ref().map_or(*self, |moved| moved.now);
        let label =
            if moved.as_ref().is_some_and(|moved| moved.before.is_some()) { &words.changes.before } else { &words.indicator.baseline };
        let same = moved.as_ref().and_then(MovedText::same_year).map(|year| self.amounts.formatter.year_long(year));
        let same = same.map(|year| fill(&self.context.words.changes.same_year, &[("year", &year)]));
        let before = moved.as_ref().and_then(|moved| text.before(moved));
        let difference = moved.as_ref().and_then(MovedText::difference_view);
        let since = difference.as_ref().and_then(|_| text.since(moved.as_ref()?));
        YearLine {
            before: before.map(|cell| LabelledCell { label: label.clone(), cell }),
            now_label: words.year_line.now.clone(),
            now: text.now(),
            difference,
            since: same.or(since).unwrap_or_default(),
            aims: text.expected_cell().into_iter().chain(text.target_cell()).collect(),
        }
    }

    /// The figure before the result; `None` where it is the result itself.
    pub fn before(&self, moved: &MovedText<'_>) -> Option<ValueCell> {
        let earlier = moved.reference().filter(|_| moved.same_year().is_none())?;
        let value = match earlier.reading {
            Reading::Value(value) => self.beside(value, earlier.bound),
            reading => self.reading(reading),
        };
        let baseline = self.record.plan().baseline.filter(|_| moved.before.is_none());
        let usual = moved.before.map(|before| Year::fiscal(before.edition.year));
        let printed = baseline.map_or(PrintedYear::from(earlier.year), |baseline| baseline.printed_year());
        Some(self.dated_cell(&value, (Some(earlier.year) != usual).then_some(printed)))
    }

    /// The result with its unit, with its year where it is not the edition's.
    fn now(&self) -> ValueCell {
        let Some(result) = &self.record.result else { return self.dated_cell(&self.missing(), None) };
        let is_usual = result.label.is_none() && result.year == Year::fiscal(self.edition.year);
        ValueCell {
            remark: self.certainty(result.certainty),
            ..self.dated_cell(&self.observation(result), (!is_usual).then(|| result.printed_year()))
        }
    }

    /// "前年度比": what a difference is taken from.
    fn since(&self, moved: &MovedText<'_>) -> Option<String> {
        let words = &self.context.words.year_line;
        let (earlier, now) = (moved.reference()?.year, self.record.result.as_ref()?.year);
        Some(match (moved.before, earlier.number + 1 == now.number && earlier.calendar == now.calendar) {
            (None, _) => words.since_baseline.clone(),
            (Some(_), true) if now.calendar => words.since_last_calendar.clone(),
            (Some(_), true) => words.since_last.clone(),
            (Some(_), false) => fill(&words.since, &[("year", &self.amounts.formatter.year_short(earlier))]),
        })
    }

    /// What was to be expected by now, where it is not the target itself.
    pub fn expected_cell(&self) -> Option<LabelledCell> {
        self.record.figures.expected.filter(|expected| Some(expected.value()) != self.record.figures.target)?;
        Some(LabelledCell {
            label: self.expected_mark_name().to_owned(),
            cell: self.dated_cell(&self.beside(self.expected()?, None), None),
        })
    }

    fn target_cell(&self) -> Option<LabelledCell> {
        let target = self.record.plan().target?;
        let value = match target.aim {
            Aim::Value(value) if self.record.indicator.direction != Some(Direction::Keep) => self.beside(value, target.bound),
            _ => self.target(target),
        };
        Some(LabelledCell { label: self.target_on_line(), cell: self.dated_cell(&value, Some(Target::printed_year(target))) })
    }

    /// What the target is called on the line and on the chart below it.
    pub fn target_on_line(&self) -> String {
        let words = self.context.words;
        if self.record.yearly_target.is_some() { words.indicator.scheduled.clone() } else { words.year_line.target.clone() }
    }

    /// A figure beside the result, which has the unit; with the unit where the result is none, and as an ordinal for a rank in English.
    fn beside(&self, value: Quantity, bound: Option<Bound>) -> String {
        let is_ordinal = self.context.language == Language::En && self.record.indicator.kind == Kind::Rank;
        match self.record.result.as_ref().and_then(Observation::value).filter(|_| !is_ordinal) {
            Some(_) => self.amounts.qualified(self.amounts.number(value), bound),
            None => self.amounts.bounded(value, bound),
        }
    }

    fn dated_cell(&self, value: &str, year: Option<PrintedYear<'_>>) -> ValueCell {
        ValueCell { value: self.context.html(value), year: year.map(|year| self.year_short(year)), remark: None }
    }
}
