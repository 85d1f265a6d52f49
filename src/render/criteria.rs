//! The criteria of an edition in words: what each test asks, and what its figures and tolerances are.

use super::context::PageContext;
use super::figure::{ShownFigure, Term, terms};
use super::grade::{GradeView, grade_view};
use super::indicator::IndicatorText;
use super::words::fill;
use crate::model::{Condition, Language, Rule, RuleTolerance, Test, Threshold};
use crate::record::EditionRecord;
use serde::Serialize;

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
    /// "評価の決め方"; without grades "数値の説明".
    pub title: String,
    /// Its grades, where only people give them.
    pub scale: Vec<GradeView>,
    pub lines: Vec<RuleLine>,
    /// What its figures are.
    pub terms: Vec<Term>,
}

/// The rule of an edition in words.
pub fn rule_view(context: &PageContext<'_>, edition: &EditionRecord) -> RuleView {
    let rule = &edition.rule;
    let line = |test: &Test| RuleLine {
        grade: grade_view(context, &rule.grades[test.grade]),
        condition: condition(context, edition, &test.condition),
        state: "",
        note: None,
    };
    let (scale, tests) = match (rule.off, rule.tests.is_empty()) {
        (true, _) => (&[][..], &[][..]),
        (false, true) => (&rule.grades[..], &[][..]),
        (false, false) => (&[][..], &rule.tests[..]),
    };
    RuleView {
        title: rule_title(context, rule).to_owned(),
        scale: scale.iter().map(|grade| grade_view(context, grade)).collect(),
        lines: tests.iter().map(line).collect(),
        terms: terms(context.words, edition).into_iter().chain(tolerances(context, edition)).collect(),
    }
}

/// "評価方法"; without grades "数値の説明".
pub fn rule_title<'a>(context: &PageContext<'a>, rule: &Rule) -> &'a str {
    if rule.off { &context.words.edition.figures } else { &context.words.edition.rating }
}

fn condition(context: &PageContext<'_>, edition: &EditionRecord, condition: &Condition) -> String {
    let words = &context.words.rule;
    match condition {
        Condition::Met => words.met.clone(),
        Condition::Improved => words.improved.clone(),
        Condition::Unchanged => words.unchanged.clone(),
        Condition::Worse => words.worse.clone(),
        Condition::HasTarget => words.has_target.clone(),
        Condition::HasBaseline => words.has_baseline.clone(),
        Condition::LastYear => words.last_year.clone(),
        Condition::Otherwise => words.otherwise.clone(),
        Condition::Percent { figure, threshold, percent } => {
            let template = match threshold {
                Threshold::AtLeast => &words.at_least,
                Threshold::MoreThan => &words.more_than,
                Threshold::AtMost => &words.at_most,
                Threshold::LessThan => &words.less_than,
            };
            let percent = super::number::grouped(&percent.decimal().to_string(), context.minus());
            let figure = ShownFigure::Rated(*figure).name(&context.words.indicator, edition.aims());
            fill(template, &[("figure", figure), ("percent", &percent)])
        }
        Condition::Flag { flag, answer } => {
            let label = edition.rule.flags.iter().find(|known| known.id == *flag).map(|known| context.plain(&known.label));
            fill(if *answer { &words.flag_yes } else { &words.flag_no }, &[("flag", label.as_ref().unwrap_or(flag))])
        }
        Condition::All(several) => joined(context, edition, several, &words.and),
        Condition::Any(several) => joined(context, edition, several, &words.or),
    }
}

/// "目標値がある、かつ、達成率が80%以上"; what is joined within stands in brackets.
fn joined(context: &PageContext<'_>, edition: &EditionRecord, several: &[Condition], word: &str) -> String {
    let part = |(index, one): (usize, &Condition)| {
        let text = condition(context, edition, one);
        let text = if index == 0 { text } else { context.in_sentence(&text) };
        match one {
            Condition::All(within) | Condition::Any(within) if within.len() > 1 => {
                fill(&context.words.rule.within, &[("condition", &context.in_sentence(&text))])
            }
            _ => text,
        }
    };
    several.iter().enumerate().map(part).collect::<Vec<_>>().join(word)
}

/// What counts as unchanged, a line for each tolerance that an indicator of the edition falls under.
fn tolerances(context: &PageContext<'_>, edition: &EditionRecord) -> Vec<Term> {
    let words = &context.words.rule;
    let line = |(index, tolerance): (usize, &RuleTolerance)| {
        let of_unit =
            |wanted: &String| edition.indicators().find(|record| record.indicator.unit.as_ref().is_some_and(|unit| unit.ja == *wanted));
        let (unit, amount) = match &tolerance.unit {
            None => (None, super::number::grouped(&tolerance.value.decimal().to_string(), context.minus())),
            Some(unit) => {
                let record = of_unit(unit)?;
                let english = record.indicator.unit.as_ref().and_then(|unit| unit.other.as_ref());
                let name = english.filter(|_| context.language == Language::En).unwrap_or(unit);
                (Some(name), IndicatorText::new(context, edition, record).amounts.amount(tolerance.value))
            }
        };
        let whose = match (unit, tolerance.kind) {
            (None, None) if index == 0 => words.tolerance_every.clone(),
            (None, None) => words.tolerance_others.clone(),
            (Some(unit), None) => fill(&words.tolerance_unit, &[("unit", unit)]),
            (None, Some(kind)) => fill(&words.tolerance_kind, &[("kind", &context.in_sentence(context.words.closed.of(kind)))]),
            (Some(unit), Some(kind)) => {
                let kind = context.in_sentence(context.words.closed.of(kind));
                fill(&words.tolerance_both, &[("unit", unit), ("kind", &kind)])
            }
        };
        Some(fill(&words.tolerance, &[("whose", &whose), ("amount", &amount)]))
    };
    let lines = edition.rule.tolerances.iter().enumerate().filter_map(line);
    lines.map(|meaning| Term { term: words.unchanged_term.clone(), meaning }).collect()
}
