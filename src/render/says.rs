//! The sentence under an indicator's name: from where, to where, and how that stands to the target.

use super::indicator::Speaker;
use super::words::fill;
use crate::model::{Aim, Direction, Kind, Reading, Status};
use std::cmp::Ordering;

impl Speaker<'_> {
    /// One sentence that says what the chart shows.
    pub fn says(&self) -> String {
        let words = &self.scene.words.says;
        let Some(actual) = self.assessment.outcome.map(|outcome| &outcome.observation) else {
            return fill(&words.no_result, &[("reason", &self.scene.words.indicator.no_result)]);
        };
        match actual.reading {
            Reading::Missing(status) if self.assessment.figures.actual.is_none() => {
                fill(&words.no_result, &[("reason", self.status(status))])
            }
            _ if self.assessment.indicator.kind == Kind::Milestone => self.says_step(),
            _ => self.says_way() + &self.says_aim(),
        }
    }

    /// "844万人から1,033万人に増え".
    fn says_way(&self) -> String {
        let words = &self.scene.words.says;
        let figures = &self.assessment.figures;
        let actual = self.assessment.outcome.map(|outcome| self.reading(outcome.observation.reading)).unwrap_or_default();
        let printed = self.assessment.plan.baseline;
        let baseline = printed.map(|baseline| self.reading(baseline.reading)).unwrap_or_default();
        let values = [("baseline", baseline.as_str()), ("actual", actual.as_str())];
        let begun = printed.is_some_and(|baseline| baseline.reading == Reading::Missing(Status::NotStarted));
        let template = match (printed.and_then(|baseline| baseline.value()), figures.actual) {
            _ if begun => &words.begun,
            (Some(before), Some(now)) if now > before.ratio() => &words.up,
            (Some(before), Some(now)) if now < before.ratio() => &words.down,
            (Some(_), Some(_)) => &words.same,
            (None, _) | (_, None) => &words.now,
        };
        fill(template, &values)
    }

    /// "、期待値938.4万人より94.6万人進んでいる。"
    fn says_aim(&self) -> String {
        let words = &self.scene.words.says;
        let Some(target) = self.assessment.plan.target else { return words.end.clone() };
        let written = self.target(target);
        let values = [("target", written.as_str())];
        match (self.assessment.figures.met, target.aim) {
            (Some(true), Aim::Range { .. }) => fill(&words.inside, &values),
            (Some(false), Aim::Range { .. }) => fill(&words.outside, &values),
            (Some(true), _) => fill(self.reached(), &values),
            (Some(false) | None, _) => self.says_expected().unwrap_or_else(|| fill(&words.aim, &values)),
        }
    }

    /// Reached, or passed in the wanted direction.
    fn reached(&self) -> &str {
        let words = &self.scene.words.says;
        let figures = &self.assessment.figures;
        match (figures.actual == figures.target, self.assessment.indicator.direction) {
            (false, Some(Direction::Up)) => &words.above,
            (false, Some(Direction::Down)) => &words.below,
            _ => &words.reached,
        }
    }

    fn says_expected(&self) -> Option<String> {
        let words = &self.scene.words.says;
        let expected = self.assessment.figures.expected?.value();
        let distance = self.assessment.figures.actual? - expected;
        let zero = crate::evaluate::progress::Share::from_integer(0);
        let (template, distance) = match (self.assessment.indicator.direction?, distance.cmp(&zero)) {
            (Direction::Keep | Direction::Range, _) => return None,
            (_, Ordering::Equal) => (&words.as_expected, distance),
            (Direction::Up, Ordering::Greater) => (&words.ahead, distance),
            (Direction::Up, Ordering::Less) => (&words.behind, -distance),
            (Direction::Down, Ordering::Greater) => (&words.more, distance),
            (Direction::Down, Ordering::Less) => (&words.less, -distance),
        };
        Some(fill(template, &[("expected", &self.computed(expected)), ("difference", &self.computed_short(distance))]))
    }

    /// "目標の平成31年度より早く、平成27年度に策定完了。"
    fn says_step(&self) -> String {
        let words = &self.scene.words.says;
        let Some(actual) = self.assessment.outcome.map(|outcome| &outcome.observation) else { return String::new() };
        let writer = self.amounts.writer;
        let (step, year) = (self.reading(actual.reading), writer.year_long(actual.year));
        let target = self.assessment.plan.target;
        let wanted = target.map(|target| self.target(target)).unwrap_or_default();
        let target_year = target.map(|target| writer.year_long(target.year)).unwrap_or_default();
        let early = target.is_some_and(|target| actual.year.number < target.year.number);
        let template = match (self.assessment.figures.met, early) {
            (Some(true), true) => &words.step_early,
            (Some(false), _) => &words.step_open,
            (Some(true), false) | (None, _) => &words.step_done,
        };
        fill(template, &[("step", &step), ("year", &year), ("target", &wanted), ("target_year", &target_year)])
    }
}
