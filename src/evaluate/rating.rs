//! The rule applied: which test holds first, and why.

use super::progress::{EvaluatedIndicator, Figures, Share, Trend, rounded};
use crate::model::{Condition, Figure, Kind, Precision, Reading, Rule, Status, Threshold};
use serde::{Deserialize, Serialize};

/// Why an indicator has no grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotEvaluated {
    /// The rule gives no grades.
    Off,
    /// The edition gives no result at all.
    NoResult,
    /// The result is a status instead of a figure.
    Status(Status),
    /// There is no target.
    NoTarget,
    /// There is no usable baseline, and no test could do without.
    NoBaseline,
    /// 期限前: a milestone whose year has not come.
    BeforeDeadline,
    /// The newest figure is not newer than the baseline.
    NotNewer,
    /// The division has not answered a question that the tests ask.
    FlagNotSet,
    /// The figures that the tests look at are not defined: the target lies on the unwanted side of the baseline, say.
    Undefined,
    /// Every test could be decided, and none holds.
    NoTestHolds,
}

/// A grade, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Graded {
        /// Id of the grade.
        grade: String,
        /// Position in the rule of the test that held; `None` only where a record of an older form does not say it.
        #[serde(skip_serializing_if = "Option::is_none")]
        test: Option<usize>,
    },
    NotEvaluated(NotEvaluated),
}

/// What became of one test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Holds,
    Fails,
    /// What it looks at is not defined.
    Undecided,
}

/// Applies the rule: the first test that holds gives the grade.
pub fn verdict(subject: &EvaluatedIndicator<'_>, figures: &Figures, rule: &Rule) -> Verdict {
    match unjudged(subject, figures, rule) {
        Some(reason) => Verdict::NotEvaluated(reason),
        None => first_that_holds(subject, figures, rule).unwrap_or(Verdict::NotEvaluated(why_none(subject, figures, rule))),
    }
}

fn first_that_holds(subject: &EvaluatedIndicator<'_>, figures: &Figures, rule: &Rule) -> Option<Verdict> {
    let decisions = decisions(subject, figures, rule);
    let test = decisions.iter().position(|decision| *decision == Decision::Holds)?;
    Some(Verdict::Graded { grade: rule.grades[rule.tests[test].grade].id.clone(), test: Some(test) })
}

/// What becomes of each test of a rule.
///
/// `otherwise` holds only where every test before it could be decided: what cannot be judged is never "behind".
pub fn decisions(subject: &EvaluatedIndicator<'_>, figures: &Figures, rule: &Rule) -> Vec<Decision> {
    let mut all_decided = true;
    let decide = |test: &crate::model::Test| {
        let decision = match &test.condition {
            Condition::Otherwise if all_decided => Decision::Holds,
            Condition::Otherwise => Decision::Undecided,
            condition => decision(subject, figures, rule, condition),
        };
        all_decided &= decision != Decision::Undecided;
        decision
    };
    rule.tests.iter().map(decide).collect()
}

fn decision(subject: &EvaluatedIndicator<'_>, figures: &Figures, rule: &Rule, condition: &Condition) -> Decision {
    let each = |joined: &[Condition]| -> Vec<Decision> { joined.iter().map(|one| decision(subject, figures, rule, one)).collect() };
    let holds = match condition {
        Condition::Met => figures.met,
        Condition::Improved => figures.trend.map(|trend| trend == Trend::Improved),
        Condition::Unchanged => figures.trend.map(|trend| trend == Trend::Unchanged),
        Condition::Worse => figures.trend.map(|trend| trend == Trend::Worse),
        Condition::Percent { figure, threshold, percent } => {
            figure_of(figures, *figure).map(|share| passes(share, *threshold, percent.ratio(), rule))
        }
        Condition::HasTarget => Some(subject.plan.target.is_some()),
        Condition::HasBaseline => Some(subject.plan.baseline.is_some() && figures.baseline.is_some()),
        Condition::LastYear => subject.period.map(|period| subject.edition >= period.last),
        Condition::Flag { flag, answer } => subject.flags.get(flag).map(|given| given == answer),
        Condition::All(joined) => return strongest(&each(joined), Decision::Fails, Decision::Holds),
        Condition::Any(joined) => return strongest(&each(joined), Decision::Holds, Decision::Fails),
        Condition::Otherwise => Some(true),
    };
    match holds {
        Some(true) => Decision::Holds,
        Some(false) => Decision::Fails,
        None => Decision::Undecided,
    }
}

/// Of joined conditions one that decides alone is enough; without it each has to be decided.
fn strongest(joined: &[Decision], alone: Decision, together: Decision) -> Decision {
    match (joined.contains(&alone), joined.contains(&Decision::Undecided)) {
        (true, _) => alone,
        (false, true) => Decision::Undecided,
        (false, false) => together,
    }
}

/// The figure that a test looks at.
pub fn figure_of(figures: &Figures, figure: Figure) -> Option<Share> {
    match figure {
        Figure::Progress => figures.progress,
        Figure::Pace => figures.pace,
        Figure::Attainment => figures.attainment,
        Figure::AttainmentOfExpected => figures.attainment_of_expected,
        Figure::Change => figures.change,
    }
}

/// Whether a share, exact or as printed, passes a limit in per cent.
fn passes(share: Share, threshold: Threshold, limit: Share, rule: &Rule) -> bool {
    let percent = share * Share::from_integer(100);
    let percent = match rule.precision {
        Precision::Exact => percent,
        Precision::Rounded => rounded(percent, rule.places, rule.rounding).ratio(),
    };
    match threshold {
        Threshold::AtLeast => percent >= limit,
        Threshold::MoreThan => percent > limit,
        Threshold::AtMost => percent <= limit,
        Threshold::LessThan => percent < limit,
    }
}

/// Reasons that come before any test.
fn unjudged(subject: &EvaluatedIndicator<'_>, figures: &Figures, rule: &Rule) -> Option<NotEvaluated> {
    let Some(actual) = subject.actual else { return Some(NotEvaluated::NoResult) };
    if rule.off {
        return Some(NotEvaluated::Off);
    }
    if let (Reading::Missing(status), None) = (actual.reading, figures.actual) {
        return Some(NotEvaluated::Status(status));
    }
    if !subject.is_newer() {
        return Some(NotEvaluated::NotNewer);
    }
    let target = subject.plan.target?;
    let early = subject.indicator.kind == Kind::Milestone && figures.met == Some(false) && subject.edition < target.year.number;
    early.then_some(NotEvaluated::BeforeDeadline)
}

/// Why no test held.
fn why_none(subject: &EvaluatedIndicator<'_>, figures: &Figures, rule: &Rule) -> NotEvaluated {
    let undecided = decisions(subject, figures, rule).contains(&Decision::Undecided);
    if undecided && rule.asked().any(|flag| !subject.flags.contains_key(&flag.id)) {
        return NotEvaluated::FlagNotSet;
    }
    match (undecided, subject.plan.target, figures.baseline) {
        (false, _, _) => NotEvaluated::NoTestHolds,
        (true, None, _) => NotEvaluated::NoTarget,
        (true, Some(_), None) => NotEvaluated::NoBaseline,
        (true, Some(_), Some(_)) => NotEvaluated::Undefined,
    }
}
