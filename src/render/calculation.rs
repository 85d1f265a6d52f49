//! The calculation of a grade: every figure with its formula and its numbers, and the rule with the test that held.

use super::criteria::{RuleView, rule_view};
use super::figure::ShownFigure;
use super::html::Html;
use super::indicator::IndicatorText;
use super::number::{difference, signed_percent};
use super::words::fill;
use crate::evaluate::progress::{Expected, Share, rounded};
use crate::evaluate::rating::{Decision, decisions};
use crate::evaluate::{NotEvaluated, Verdict};
use crate::model::{Direction, Figure, Kind, Language, Observation, Quantity, Reading, Rounding, ScheduleBasis, Status, Target};
use crate::record::Aims;
use serde::Serialize;

/// A figure of the calculation with its formula.
#[derive(Debug, Serialize)]
pub struct CalculationStep {
    pub label: String,
    pub formula: String,
    pub result: String,
}

impl IndicatorText<'_> {
    /// Every figure that is defined, in the order in which one builds on the other.
    pub fn calculation(&self) -> Vec<CalculationStep> {
        let steps = [
            self.progress_step(),
            self.elapsed_step(),
            self.pace_step(),
            self.expected_step(),
            self.attainment_step(),
            self.attainment_of_expected_step(),
            self.change_step(),
        ];
        steps.into_iter().flatten().collect()
    }

    /// What a number of the calculation is that is not the printed one, and how the results are rounded.
    pub fn calculation_notes(&self) -> Vec<String> {
        let words = &self.context.words.calculation;
        let not_started = self.record.plan().baseline.is_some_and(|baseline| baseline.reading == Reading::Missing(Status::NotStarted));
        let start = match self.record.indicator.kind {
            Kind::Sum => Some(&words.sum_start),
            _ if not_started && self.record.figures.baseline.is_some() => Some(&words.not_started),
            _ => None,
        };
        let rounding = match self.edition.rule.rounding {
            Rounding::HalfUp => &words.half_up,
            Rounding::Truncate => &words.truncated,
        };
        start.into_iter().chain([rounding]).cloned().collect()
    }

    fn figure_name(&self, figure: Figure) -> &str {
        ShownFigure::Rated(figure).name(&self.context.words.indicator, Aims::of([self.record]))
    }

    fn step_of(&self, label: &str, formula: String, share: Share) -> CalculationStep {
        CalculationStep { label: label.to_owned(), formula, result: self.percent(Some(share)) }
    }

    /// Baseline, result and target as typed; 0 where nothing had begun, a step by its position.
    fn operand(&self, value: Option<Share>, typed: Option<Quantity>) -> Option<Quantity> {
        let (value, whole) = (value?, || Some(rounded(value?, 0, Rounding::HalfUp)));
        typed.filter(|typed| typed.ratio() == value).or_else(whole)
    }

    fn baseline_operand(&self) -> Option<Quantity> {
        self.operand(self.record.figures.baseline, self.record.plan().baseline.and_then(Observation::value))
    }

    fn actual_operand(&self) -> Option<Quantity> {
        self.operand(self.record.figures.actual, self.record.result.as_ref().and_then(Observation::value))
    }

    fn target_operand(&self) -> Option<Quantity> {
        self.operand(self.record.figures.target, self.record.plan().target.and_then(Target::value))
    }

    /// A number after an operator: negative ones in brackets.
    fn second(&self, value: Quantity) -> String {
        let written = self.amounts.number(value);
        if value < Quantity::ZERO { format!("({written})") } else { written }
    }

    /// "15 ÷ 68": what is done of the way, in the numbers from which the rate is computed.
    fn way_done(&self) -> Option<String> {
        let (baseline, actual, target) = (self.baseline_operand()?, self.actual_operand()?, self.target_operand()?);
        Some(format!("{} ÷ {}", self.amounts.number(difference(actual, baseline)), self.second(difference(target, baseline))))
    }

    fn progress_step(&self) -> Option<CalculationStep> {
        let (baseline, actual, target) = (self.baseline_operand()?, self.actual_operand()?, self.target_operand()?);
        let [a, t, b] = [self.amounts.number(actual), self.amounts.number(target), self.second(baseline)];
        let formula = format!("({a} − {b}) ÷ ({t} − {b}) = {}", self.way_done()?);
        Some(self.step_of(&self.context.words.indicator.progress, formula, self.record.figures.progress?))
    }

    /// The years of baseline, result and target, of a total over the period from the year before it.
    fn years(&self) -> Option<[i32; 3]> {
        let baseline = match self.record.indicator.kind {
            Kind::Sum => self.edition.strategy.period?.first - 1,
            _ => self.record.plan().baseline?.year.number,
        };
        Some([baseline, self.record.result.as_ref()?.year.number, self.record.plan().target?.year.number])
    }

    /// "2 ÷ 5": how many years are over, of how many.
    fn time_gone(&self) -> Option<String> {
        let [baseline, actual, target] = self.years()?;
        Some(format!("{} ÷ {}", actual - baseline, target - baseline))
    }

    fn elapsed_step(&self) -> Option<CalculationStep> {
        let timed = self.edition.rule.has_straight_line() || self.edition.rule.figures().contains(&Figure::Pace);
        let elapsed = self.record.figures.elapsed.filter(|_| timed)?;
        let [baseline, actual, target] = self.years()?;
        let formula = format!("({actual} − {baseline}) ÷ ({target} − {baseline}) = {}", self.time_gone()?);
        Some(self.step_of(&self.context.words.indicator.elapsed, formula, elapsed))
    }

    fn pace_step(&self) -> Option<CalculationStep> {
        let pace = self.record.figures.pace.filter(|_| self.edition.rule.figures().contains(&Figure::Pace))?;
        let formula = format!("{} = ({}) ÷ ({})", self.context.words.calculation.pace, self.way_done()?, self.time_gone()?);
        Some(self.step_of(&self.context.words.indicator.pace, formula, pace))
    }

    fn expected_step(&self) -> Option<CalculationStep> {
        let words = self.context.words;
        let printed = self.expected()?;
        let exact = self.exact(self.record.figures.expected?.value()).filter(|exact| exact.decimal().scale() > printed.decimal().scale());
        let exact = exact.map(|exact| format!(" = {}", self.amounts.number(exact))).unwrap_or_default();
        let formula = match self.record.figures.expected? {
            Expected::Scheduled(_) => {
                let year = self.record.result.as_ref().map(|result| self.amounts.formatter.year_long(result.year)).unwrap_or_default();
                fill(&words.calculation.scheduled, &[("year", &year)])
            }
            Expected::ByRule(_) => fill(&words.calculation.by_rule, &[("formula", &(self.expected_formula()? + &exact))]),
            Expected::Straight(_) => self.expected_formula()? + &exact,
        };
        let result = match self.context.language {
            // A unit before the figure or in brackets would leave no room for the formula on a narrow screen.
            Language::Ja => self.amounts.short(printed),
            Language::En => self.amounts.amount(printed),
        };
        Some(CalculationStep { label: self.expected_name().to_owned(), formula, result })
    }

    /// A number with all its decimals; `None` where they do not end within 6 places.
    fn exact(&self, value: Share) -> Option<Quantity> {
        (0..=6).map(|places| rounded(value, places, Rounding::HalfUp)).find(|printed| printed.ratio() == value)
    }

    /// How the expected value is computed.
    fn expected_formula(&self) -> Option<String> {
        match self.record.figures.expected? {
            Expected::Scheduled(_) => None,
            Expected::ByRule(_) => self.by_rule(),
            Expected::Straight(_) => self.part_of_way(&self.time_gone()?),
        }
    }

    /// "118.3 + (150.0 − 118.3) × 30%".
    fn part_of_way(&self, part: &str) -> Option<String> {
        let (baseline, target) = (self.baseline_operand()?, self.target_operand()?);
        let [b, t] = [baseline, target].map(|value| self.amounts.number(value));
        Some(format!("{b} + ({t} − {}) × {part}", self.second(baseline)))
    }

    /// The share that the rule sets, of the target or of the way.
    fn by_rule(&self) -> Option<String> {
        let schedule = self.edition.rule.schedule.as_ref()?;
        let year = self.record.result.as_ref().map_or(self.edition.year, |result| result.year.number);
        let position = usize::try_from(year - self.edition.strategy.period?.first).ok()?;
        let part =
            format!("{}%", super::number::grouped(&schedule.percent.get(position)?.decimal().to_string(), self.amounts.formatter.minus));
        match schedule.basis {
            ScheduleBasis::Target => Some(format!("{} × {part}", self.amounts.number(self.target_operand()?))),
            ScheduleBasis::Distance => self.part_of_way(&part),
        }
    }

    /// The result and what it is held against, in the order of the formula.
    fn quotient(&self, aim: &str) -> Option<String> {
        let actual = self.actual_operand()?;
        Some(match self.record.indicator.direction {
            Some(Direction::Down) => format!("{aim} ÷ {}", self.second(actual)),
            _ => format!("{} ÷ {aim}", self.amounts.number(actual)),
        })
    }

    fn attainment_step(&self) -> Option<CalculationStep> {
        let formula = self.quotient(&self.amounts.number(self.target_operand()?))?;
        Some(self.step_of(self.figure_name(Figure::Attainment), formula, self.record.figures.attainment?))
    }

    fn attainment_of_expected_step(&self) -> Option<CalculationStep> {
        let figures = &self.record.figures;
        let expected = figures.expected.filter(|_| self.record.yearly_target.is_none())?;
        let aim = match self.exact(expected.value()) {
            Some(exact) => self.amounts.number(exact),
            None => format!("({})", self.expected_formula()?),
        };
        let label = self.figure_name(Figure::AttainmentOfExpected);
        Some(self.step_of(label, self.quotient(&aim)?, figures.attainment_of_expected?))
    }

    fn change_step(&self) -> Option<CalculationStep> {
        let (baseline, actual) = (self.baseline_operand()?, self.actual_operand()?);
        let [first, second] = match self.record.indicator.direction {
            Some(Direction::Down) => [baseline, actual],
            _ => [actual, baseline],
        };
        let size = if baseline < Quantity::ZERO { difference(Quantity::ZERO, baseline) } else { baseline };
        let formula = format!("({} − {}) ÷ {}", self.amounts.number(first), self.second(second), self.amounts.number(size));
        let result = signed_percent(self.record.figures.change?, &self.edition.rule, self.amounts.formatter.minus);
        Some(CalculationStep { label: self.context.words.indicator.change.clone(), formula, result })
    }

    /// The rule, each test with its outcome for this indicator.
    pub fn rule(&self) -> RuleView {
        let mut view = rule_view(self.context, self.edition);
        if self.is_unjudged() {
            return view;
        }
        let decided = decisions(&self.edition.subject(self.record), &self.record.figures, &self.edition.rule);
        let hit = match self.record.verdict {
            Verdict::Graded { test, .. } => test,
            Verdict::NotEvaluated(_) => None,
        };
        for (index, (line, decision)) in view.lines.iter_mut().zip(decided).enumerate() {
            let words = &self.context.words.rule;
            (line.state, line.note) = match (hit, decision) {
                (Some(hit), _) if index == hit => ("hit", Some(words.hit.clone())),
                (Some(hit), _) if index > hit => ("pass", None),
                (_, Decision::Undecided) => ("undecided", Some(words.undecided.clone())),
                (_, Decision::Holds | Decision::Fails) => ("pass", None),
            };
        }
        view
    }

    /// Whether the rule was not applied at all.
    fn is_unjudged(&self) -> bool {
        match &self.record.verdict {
            Verdict::Graded { .. } => false,
            Verdict::NotEvaluated(reason) => match reason {
                NotEvaluated::Off | NotEvaluated::NoResult | NotEvaluated::Status(_) => true,
                NotEvaluated::BeforeDeadline | NotEvaluated::NotNewer => true,
                NotEvaluated::NoTarget | NotEvaluated::NoBaseline | NotEvaluated::FlagNotSet => false,
                NotEvaluated::Undefined | NotEvaluated::NoTestHolds => false,
            },
        }
    }

    /// The sentence under the rule: which test held, or why there is no grade; `None` where none is given.
    pub fn conclusion(&self) -> Option<Html> {
        let words = &self.context.words.calculation;
        let sentence = match &self.record.verdict {
            Verdict::Graded { grade, test } => {
                let position = test.map(|test| (test + 1).to_string()).unwrap_or_default();
                let template = if self.record.by_hand.is_some() { &words.holds_beside } else { &words.holds };
                fill(template, &[("n", &position), ("grade", &self.grade_label(grade))])
            }
            Verdict::NotEvaluated(_) if self.edition.rule.off => return None,
            // People's grade needs no figures: why there is none by the rule would contradict it.
            Verdict::NotEvaluated(_) if self.record.by_hand.is_some() => String::new(),
            Verdict::NotEvaluated(_) => fill(&words.reason, &[("reason", &self.reason())]),
        };
        Some(self.context.html(&sentence))
    }

    /// Whose grade it is, how it was printed, and why.
    pub fn stated(&self) -> Option<Html> {
        let (own, words) = (self.record.by_hand.as_ref()?, &self.context.words.calculation);
        let grade = fill(
            &words.stated,
            &[("by", &self.context.in_sentence(self.context.words.closed.of(own.by))), ("grade", &self.grade_label(&own.grade))],
        );
        let mark = own.mark.as_ref().map(|mark| fill(&words.stated_mark, &[("mark", mark)])).unwrap_or_default();
        let reason = own.reason.as_ref().map(|reason| fill(&words.stated_reason, &[("reason", &self.context.plain(reason))]));
        Some(self.context.html(&(grade + &mark + reason.as_ref().unwrap_or(&self.context.words.summary.end))))
    }

    fn grade_label(&self, id: &str) -> String {
        self.edition.grade_named(id).map(|grade| self.context.plain(&grade.label)).unwrap_or_default()
    }
}
