//! The calculation of a grade: every figure with its formula and its numbers, and the rule with the test that held.

use super::context::PageContext;
use super::grade::{GradeView, grade_view};
use super::html::Html;
use super::indicator::IndicatorText;
use super::number::signed_percent;
use super::words::fill;
use crate::evaluate::progress::{Expected, Share};
use crate::evaluate::rating::{Decision, decisions};
use crate::evaluate::{NotEvaluated, Verdict};
use crate::model::{Condition, Direction, Figure, Kind, Language, Reading, ScheduleBasis, Status, Threshold};
use crate::record::EditionRecord;
use serde::Serialize;

/// A figure of the calculation with its formula.
#[derive(Debug, Serialize)]
pub struct CalculationStep {
    pub label: String,
    pub formula: String,
    pub result: String,
}

/// A test of the rule.
#[derive(Debug, Serialize)]
pub struct RuleLine {
    pub grade: GradeView,
    pub condition: String,
    /// `hit`, `pass`, `undecided`, or nothing where the rule is not applied.
    pub state: &'static str,
    /// The state as a word, for screen readers.
    pub note: Option<String>,
}

/// The rule, each test with its outcome.
#[derive(Debug, Serialize)]
pub struct RuleView {
    pub off: Option<String>,
    pub lines: Vec<RuleLine>,
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

    /// Why a number of the calculation is not the printed one.
    pub fn calculation_note(&self) -> Option<String> {
        let words = &self.context.words.calculation;
        let not_started = self.record.plan().baseline.is_some_and(|baseline| baseline.reading == Reading::Missing(Status::NotStarted));
        match self.record.indicator.kind {
            Kind::Sum => Some(words.sum_start.clone()),
            _ if not_started && self.record.figures.baseline.is_some() => Some(words.not_started.clone()),
            _ => None,
        }
    }

    fn step_of(&self, label: &str, formula: String, share: Share) -> CalculationStep {
        CalculationStep { label: label.to_owned(), formula, result: self.percent(Some(share)) }
    }

    /// A number of a formula: as printed, without its unit; a step by its position.
    fn operand(&self, value: Share) -> String {
        match self.record.indicator.kind {
            Kind::Milestone => value.to_integer().to_string(),
            _ => {
                let typed = || super::indicator::typed(self.record);
                let printed = typed().find(|quantity| quantity.ratio() == value);
                self.amounts.number(printed.unwrap_or_else(|| super::number::computed(value, typed())))
            }
        }
    }

    /// A number after a minus: negative ones in brackets.
    fn subtrahend(&self, value: Share) -> String {
        let written = self.operand(value);
        if value < Share::from_integer(0) { format!("({written})") } else { written }
    }

    fn progress_step(&self) -> Option<CalculationStep> {
        let figures = &self.record.figures;
        let (baseline, actual, target) = (figures.baseline?, figures.actual?, figures.target?);
        let [a, t, b] = [self.operand(actual), self.operand(target), self.subtrahend(baseline)];
        let (done, whole) = (self.operand(actual - baseline), self.subtrahend(target - baseline));
        let formula = format!("({a} − {b}) ÷ ({t} − {b}) = {done} ÷ {whole}");
        Some(self.step_of(&self.context.words.indicator.progress, formula, figures.progress?))
    }

    fn elapsed_step(&self) -> Option<CalculationStep> {
        let elapsed = self.record.figures.elapsed?;
        let target = self.record.plan().target?.year.number;
        let actual = self.record.result.as_ref()?.year.number;
        let baseline = match self.record.indicator.kind {
            Kind::Sum => self.edition.strategy.period?.first - 1,
            _ => self.record.plan().baseline?.year.number,
        };
        let formula = format!("({actual} − {baseline}) ÷ ({target} − {baseline}) = {} ÷ {}", actual - baseline, target - baseline);
        Some(self.step_of(&self.context.words.indicator.elapsed, formula, elapsed))
    }

    fn pace_step(&self) -> Option<CalculationStep> {
        let figures = &self.record.figures;
        let pace = figures.pace?;
        let formula =
            format!("{} = {} ÷ {}", self.context.words.calculation.pace, self.percent(figures.progress), self.percent(figures.elapsed));
        Some(self.step_of(&self.context.words.indicator.pace, formula, pace))
    }

    fn expected_step(&self) -> Option<CalculationStep> {
        let figures = &self.record.figures;
        let words = self.context.words;
        let formula = match figures.expected? {
            Expected::Scheduled(_) => {
                let year = self.record.result.as_ref().map(|result| self.amounts.formatter.year_long(result.year)).unwrap_or_default();
                fill(&words.calculation.scheduled, &[("year", &year)])
            }
            Expected::ByRule(expected) => fill(&words.calculation.by_rule, &[("formula", &self.by_rule(expected)?)]),
            Expected::Straight(_) => self.part_of_way(&self.percent(figures.elapsed))?,
        };
        let expected = figures.expected?.value();
        let result = match self.context.language {
            // A unit before the figure or in brackets would leave no room for the formula on a narrow screen.
            Language::Ja => self.computed_short(expected),
            Language::En => self.computed(expected),
        };
        Some(CalculationStep { label: words.indicator.expected.clone(), formula, result })
    }

    /// "118.3 + (150.0 − 118.3) × 30%".
    fn part_of_way(&self, part: &str) -> Option<String> {
        let (baseline, target) = (self.record.figures.baseline?, self.record.figures.target?);
        let [b, t] = [self.operand(baseline), self.operand(target)];
        Some(format!("{b} + ({t} − {}) × {part}", self.subtrahend(baseline)))
    }

    /// The share that the rule sets, of the target or of the way.
    fn by_rule(&self, expected: Share) -> Option<String> {
        let schedule = self.edition.rule.schedule.as_ref()?;
        let year = self.record.result.as_ref().map_or(self.edition.year, |result| result.year.number);
        let position = usize::try_from(year - self.edition.strategy.period?.first).ok()?;
        let part = format!("{}%", super::number::grouped(&schedule.percent.get(position)?.decimal().to_string()));
        match schedule.basis {
            ScheduleBasis::Target => Some(format!("{} × {part}", self.operand(self.record.figures.target?))),
            ScheduleBasis::Distance => self.part_of_way(&part).or_else(|| Some(self.operand(expected))),
        }
    }

    fn quotient(&self, aim: Share) -> Option<String> {
        let actual = self.record.figures.actual?;
        Some(match self.record.indicator.direction {
            Some(Direction::Down) => format!("{} ÷ {}", self.operand(aim), self.subtrahend(actual)),
            _ => format!("{} ÷ {}", self.operand(actual), self.subtrahend(aim)),
        })
    }

    fn attainment_step(&self) -> Option<CalculationStep> {
        let figures = &self.record.figures;
        let formula = self.quotient(figures.target?)?;
        Some(self.step_of(&self.context.words.indicator.attainment, formula, figures.attainment?))
    }

    fn attainment_of_expected_step(&self) -> Option<CalculationStep> {
        let figures = &self.record.figures;
        let formula = self.quotient(figures.expected?.value())?;
        Some(self.step_of(&self.context.words.indicator.attainment_of_expected, formula, figures.attainment_of_expected?))
    }

    fn change_step(&self) -> Option<CalculationStep> {
        let figures = &self.record.figures;
        let (baseline, actual) = (figures.baseline?, figures.actual?);
        let (first, second) = match self.record.indicator.direction {
            Some(Direction::Down) => (self.operand(baseline), self.subtrahend(actual)),
            _ => (self.operand(actual), self.subtrahend(baseline)),
        };
        let size = if baseline < Share::from_integer(0) { -baseline } else { baseline };
        let formula = format!("({first} − {second}) ÷ {}", self.operand(size));
        let result = signed_percent(figures.change?, &self.edition.rule);
        Some(CalculationStep { label: self.context.words.indicator.change.clone(), formula, result })
    }

    /// The rule, each test with its outcome for this indicator.
    pub fn rule(&self) -> RuleView {
        let mut view = rule_view(self.context, self.edition);
        if self.is_unjudged() {
            return view;
        }
        let decided = decisions(&self.record.figures, &self.edition.rule);
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
                NotEvaluated::NoTarget | NotEvaluated::NoBaseline | NotEvaluated::Undefined | NotEvaluated::NoTestHolds => false,
            },
        }
    }

    /// The sentence under the rule: which test held, or why there is no grade.
    pub fn conclusion(&self) -> Html {
        let words = &self.context.words.calculation;
        let sentence = match &self.record.verdict {
            Verdict::Graded { grade, test } => {
                let position = test.map(|test| (test + 1).to_string()).unwrap_or_default();
                fill(&words.holds, &[("n", &position), ("grade", &self.grade_label(grade))])
            }
            Verdict::NotEvaluated(_) => fill(&words.reason, &[("reason", &self.reason())]),
        };
        self.context.html(&sentence)
    }

    /// The editors' own grade with its reason.
    pub fn manual(&self) -> Option<Html> {
        let own = self.record.by_hand.as_ref()?;
        let (label, reason) = (self.grade_label(&own.grade), self.context.plain(&own.reason));
        let sentence = fill(&self.context.words.calculation.manual, &[("grade", &label), ("reason", &reason)]);
        Some(self.context.html(&sentence))
    }

    fn grade_label(&self, id: &str) -> String {
        self.edition.grade_named(id).map(|grade| self.context.plain(&grade.label)).unwrap_or_default()
    }
}

/// The rule of an edition in words.
pub fn rule_view(context: &PageContext<'_>, edition: &EditionRecord) -> RuleView {
    let rule = &edition.rule;
    let line = |test: &crate::model::Test| RuleLine {
        grade: grade_view(context, &rule.grades[test.grade]),
        condition: condition(context, test.condition),
        state: "",
        note: None,
    };
    let off = rule.off.then(|| context.words.rule.off.clone());
    RuleView { off, lines: if rule.off { Vec::new() } else { rule.tests.iter().map(line).collect() } }
}

fn condition(context: &PageContext<'_>, condition: Condition) -> String {
    let words = &context.words.rule;
    match condition {
        Condition::Met => words.met.clone(),
        Condition::Improved => words.improved.clone(),
        Condition::Unchanged => words.unchanged.clone(),
        Condition::Worse => words.worse.clone(),
        Condition::Otherwise => words.otherwise.clone(),
        Condition::Percent { figure, threshold, percent } => {
            let template = match threshold {
                Threshold::AtLeast => &words.at_least,
                Threshold::MoreThan => &words.more_than,
                Threshold::AtMost => &words.at_most,
                Threshold::LessThan => &words.less_than,
            };
            let percent = super::number::grouped(&percent.decimal().to_string());
            fill(template, &[("figure", figure_name(context, figure)), ("percent", &percent)])
        }
    }
}

fn figure_name<'a>(context: &PageContext<'a>, figure: Figure) -> &'a str {
    let words = &context.words.indicator;
    match figure {
        Figure::Progress => &words.progress,
        Figure::Pace => &words.pace,
        Figure::Attainment => &words.attainment,
        Figure::AttainmentOfExpected => &words.attainment_of_expected,
        Figure::Change => &words.change,
    }
}
