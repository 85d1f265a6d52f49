//! The summary of an indicator in one sentence: how the figure changed since the baseline, and how it compares with the target.

use super::indicator::IndicatorText;
use super::number::{BoundedQuantity, difference};
use super::trajectory::results;
use super::words::fill;
use crate::evaluate::progress::{Expected, Share};
use crate::model::{Aim, Bound, Direction, Kind, Observation, Quantity, Reading, Status, Target, Year};
use std::cmp::Ordering;

impl IndicatorText<'_> {
    /// The summary: what the chart shows, in one sentence.
    pub fn summary(&self) -> String {
        match self.record.result.as_ref() {
            Some(actual) if self.record.figures.actual.is_some() => match self.record.indicator.kind {
                Kind::Milestone => self.milestone_summary(actual),
                _ => self.change_clause(actual) + &self.target_clause(actual),
            },
            _ => fill(&self.context.words.summary.no_result, &[("reason", &self.missing())]),
        }
    }

    /// Why there is no figure.
    pub fn missing(&self) -> String {
        let missing = self.record.result.as_ref().filter(|result| result.status().is_some_and(|status| status != Status::Unknown));
        match missing {
            Some(result) => self.observation(result),
            None => self.context.words.indicator.no_result.clone(),
        }
    }

    /// "844万人から1,033万人に増え".
    fn change_clause(&self, actual: &Observation) -> String {
        let printed = self.record.plan().baseline;
        let baseline = printed.map(|baseline| self.observation(baseline)).unwrap_or_default();
        fill(self.change_template(actual), &[("baseline", &baseline), ("actual", &self.observation(actual))])
    }

    fn change_template(&self, actual: &Observation) -> &str {
        let words = &self.context.words.summary;
        let printed = self.record.plan().baseline;
        let compared = printed.and_then(Observation::value).zip(actual.value()).map(|(before, now)| now.cmp(&before));
        let differs = printed.is_some_and(|baseline| baseline.bound != actual.bound);
        match (self.record.indicator.kind, compared) {
            _ if actual.reading == Reading::Missing(Status::NotStarted) => &words.not_begun,
            (Kind::Sum, _) => &words.total,
            _ if printed.is_some_and(|baseline| baseline.reading == Reading::Missing(Status::NotStarted)) => &words.begun,
            (Kind::Rank, Some(Ordering::Less)) => &words.rank_up,
            (Kind::Rank, Some(Ordering::Greater)) => &words.rank_down,
            (_, Some(Ordering::Greater | Ordering::Less)) if self.is_below_zero() => self.better_or_worse(),
            (_, Some(Ordering::Greater)) => &words.up,
            (_, Some(Ordering::Less)) => &words.down,
            (_, Some(Ordering::Equal)) if !differs => &words.same,
            (_, Some(Ordering::Equal) | None) => &words.now,
        }
    }

    /// "、期待値938.4万人より94.6万人進んでいる。"
    fn target_clause(&self, actual: &Observation) -> String {
        let words = &self.context.words.summary;
        let Some(target) = self.record.plan().target else { return self.no_target(&words.no_target, &words.no_yearly_target) };
        let template = match self.record.figures.met {
            _ if self.edition.rule.off => &words.aim,
            Some(true) => self.reached_template(target),
            Some(false) if self.has_band(target) => &words.outside,
            Some(false) if self.is_about_the_target(actual, target) => return self.shortfall_clause(target),
            Some(false) | None => match self.expected_clause() {
                Some(sentence) => return sentence,
                None => &words.aim,
            },
        };
        fill(template, &[("label", self.target_word()), ("target", &self.target(target))])
    }

    /// 目標, or 年度目標 where the target is that of the year.
    fn target_word(&self) -> &str {
        let words = &self.context.words.summary;
        if self.record.yearly_target.is_some() { &words.scheduled } else { &words.target }
    }

    /// Whether the target is a range of values.
    fn has_band(&self, target: &Target) -> bool {
        let tolerant = self.record.indicator.tolerance.ratio() > Share::from_integer(0);
        matches!(target.aim, Aim::Range { .. }) || (self.record.indicator.direction == Some(Direction::Keep) && tolerant)
    }

    /// Whether the result is compared with the target and not with the expected value: the target's year has come, or the progress is not
    /// defined.
    fn is_about_the_target(&self, actual: &Observation, target: &Target) -> bool {
        let directed = matches!(self.record.indicator.direction, Some(Direction::Up | Direction::Down));
        let no_way = self.record.figures.baseline.is_some() && self.record.figures.progress.is_none();
        directed && (actual.year.number >= target.year.number || no_way)
    }

    /// The template for a target that is reached, or passed in the wanted direction.
    fn reached_template(&self, target: &Target) -> &str {
        let words = &self.context.words.summary;
        let figures = &self.record.figures;
        match (figures.actual == figures.target, self.record.indicator.direction) {
            _ if self.has_band(target) => &words.inside,
            _ if target.bound.is_some() => &words.satisfied,
            (false, Some(Direction::Up)) => &words.above,
            (false, Some(Direction::Down)) if self.record.indicator.kind == Kind::Rank => &words.rank_above,
            (false, Some(Direction::Down)) => &words.below,
            _ => &words.reached,
        }
    }

    /// Whether more and less are ambiguous, as from −186 to −98, and better and worse are not.
    fn is_below_zero(&self) -> bool {
        let (figures, zero) = (&self.record.figures, Share::from_integer(0));
        let directed = matches!(self.record.indicator.direction, Some(Direction::Up | Direction::Down));
        directed && figures.baseline.into_iter().chain(figures.actual).any(|value| value < zero)
    }

    fn better_or_worse(&self) -> &str {
        let (words, figures) = (&self.context.words.summary, &self.record.figures);
        let rose = figures.actual > figures.baseline;
        if rose == (self.record.indicator.direction == Some(Direction::Up)) { &words.improved } else { &words.worsened }
    }

    /// "、目標の1,500件に14件届かない。"
    fn shortfall_clause(&self, target: &Target) -> String {
        let words = &self.context.words.summary;
        let aim = target.value().map(|value| BoundedQuantity { value, bound: target.bound.filter(|bound| *bound == Bound::About) });
        let distance = self.reported().zip(aim).and_then(|(actual, aim)| actual.minus(aim));
        let (template, difference) = match distance.map(|distance| (self.side(distance.value), distance)) {
            None | Some((Ordering::Equal, _)) => (&words.unmet, String::new()),
            Some((Ordering::Less, distance)) => (&words.short, self.size(distance)),
            Some((Ordering::Greater, distance)) => (&words.over, self.size(distance)),
        };
        fill(template, &[("label", self.target_word()), ("target", &self.target(target)), ("difference", &difference)])
    }

    /// A difference without its sign.
    pub fn size(&self, distance: BoundedQuantity) -> String {
        let value = if distance.value < Quantity::ZERO { difference(Quantity::ZERO, distance.value) } else { distance.value };
        self.difference(BoundedQuantity { value, ..distance })
    }

    /// Whether a distance is worded as less or more; of ranks, a higher number is less.
    fn side(&self, distance: Quantity) -> Ordering {
        let compared = distance.cmp(&Quantity::ZERO);
        if self.record.indicator.kind == Kind::Rank { compared.reverse() } else { compared }
    }

    /// "、期待値938万人より95万人進んでいる。"; where both are printed alike and are not: "とほぼ同じ".
    fn expected_clause(&self) -> Option<String> {
        let words = &self.context.words.summary;
        let label = match self.record.figures.expected? {
            Expected::Scheduled(_) => &words.scheduled,
            Expected::ByRule(_) | Expected::Straight(_) => &words.expected,
        };
        let figures = &self.record.figures;
        let lead = self.lead()?;
        let is_same = figures.actual == figures.expected.map(Expected::value);
        let falling = self.record.indicator.direction? == Direction::Down && self.record.indicator.kind != Kind::Rank;
        let template = match (self.record.indicator.direction?, self.side(lead.value)) {
            (Direction::Keep | Direction::Range, _) => return None,
            (_, Ordering::Equal) if is_same => &words.as_expected,
            (_, Ordering::Equal) => &words.near,
            (_, Ordering::Greater) if falling => &words.more,
            (_, Ordering::Less) if falling => &words.less,
            (_, Ordering::Greater) => &words.ahead,
            (_, Ordering::Less) => &words.behind,
        };
        let expected = self.amounts.amount(self.expected()?);
        Some(fill(template, &[("label", label), ("expected", &expected), ("difference", &self.size(lead))]))
    }

    /// "目標の平成31年度より早く、平成27年度に策定完了。"
    fn milestone_summary(&self, actual: &Observation) -> String {
        let words = &self.context.words.summary;
        let Some(target) = self.record.plan().target else {
            return fill(&words.step_done, &[("step", &self.reading(actual.reading)), ("year", &self.long(actual.year))]);
        };
        let met = self.record.figures.met == Some(true);
        let year = if met { self.reached_in(target).unwrap_or(actual.year) } else { actual.year };
        let template = match (met, year.number.cmp(&target.year.number)) {
            _ if self.edition.rule.off => &words.step_open,
            (true, Ordering::Less) => &words.step_early,
            (true, Ordering::Equal) => &words.step_done,
            (true, Ordering::Greater) => &words.step_late,
            (false, Ordering::Less) => &words.step_open,
            (false, Ordering::Equal | Ordering::Greater) => &words.step_overdue,
        };
        let values = [
            ("step", self.reading(actual.reading)),
            ("year", self.long(year)),
            ("target", self.target(target)),
            ("target_year", self.long(target.year)),
        ];
        fill(template, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    fn long(&self, year: Year) -> String {
        self.amounts.formatter.year_long(year)
    }

    /// The first year for which the target's step is reported.
    fn reached_in(&self, target: &Target) -> Option<Year> {
        let Aim::Step(wanted) = target.aim else { return None };
        let reached = |reading: Reading| matches!(reading, Reading::Step(step) if step >= wanted);
        results(self).into_iter().find(|point| reached(point.reading)).map(|point| point.year)
    }
}
