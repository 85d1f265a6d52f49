//! From values to a grade. Pure and exact: it sees no file system, no clock, no binary float, and cannot fail.

pub mod compare;
pub mod progress;
pub mod rating;
pub mod series;
pub mod summary;

pub use compare::editions::{Changes, GradeChange, Moved};
pub use compare::{Comparison, Mark};
pub use progress::{Expected, Figures, Trend, figures};
pub use rating::{NotEvaluated, Verdict};
pub use series::{Restatement, Results, SeriesPoint};
pub use summary::Tally;

use crate::model::{Edition, Goal, Indicator, ManualGrade, Outcome, Plan, Project, Rule, Strategy};

/// One indicator of one edition with everything that can be said of it.
#[derive(Clone, Debug)]
pub struct Assessment<'a> {
    pub indicator: &'a Indicator,
    /// Baseline, target and schedule as the edition saw them.
    pub plan: Plan<'a>,
    /// What the edition reports, if it reports anything.
    pub outcome: Option<&'a Outcome>,
    pub figures: Figures,
    /// The computed grade, or why there is none.
    pub verdict: Verdict,
    /// The editors' own grade, shown beside the computed one: position in the rule's grades, and the reason.
    pub manual: Option<(usize, &'a ManualGrade)>,
    /// The grade that the edition was sealed with, if it is sealed: its position in the rule's grades.
    pub sealed: Option<Option<usize>>,
}

impl Assessment<'_> {
    /// The grade that counts: the sealed one, else the editors' own, else the computed one.
    pub fn grade(&self) -> Option<usize> {
        if let Some(sealed) = self.sealed {
            return sealed;
        }
        self.manual.map(|(grade, _)| grade).or(match self.verdict {
            Verdict::Graded { grade, .. } => Some(grade),
            Verdict::NotEvaluated(_) => None,
        })
    }
}

/// The assessments of one goal of an edition.
#[derive(Clone, Debug)]
pub struct GoalAssessment<'a> {
    pub number: u32,
    /// Those of the goal itself, then those of its measures, as the strategy orders them.
    pub indicators: Vec<Assessment<'a>>,
}

/// One edition, evaluated.
#[derive(Clone, Debug)]
pub struct Evaluation<'a> {
    pub edition: &'a Edition,
    pub strategy: &'a Strategy,
    pub rule: &'a Rule,
    pub goals: Vec<GoalAssessment<'a>>,
}

impl<'a> Evaluation<'a> {
    /// Evaluates an edition by the rule of its strategy.
    pub fn of(project: &'a Project, edition: &'a Edition) -> Evaluation<'a> {
        let strategy = project.strategy_of(edition);
        let rule = project.rule_of(strategy);
        let context = Context { edition, strategy, rule };
        let goals = strategy.goals.iter().map(|goal| GoalAssessment { number: goal.number, indicators: context.assess_all(goal) });
        Evaluation { edition, strategy, rule, goals: goals.collect() }
    }

    /// Every assessment of the edition, goal by goal.
    pub fn indicators(&self) -> impl Iterator<Item = &Assessment<'a>> {
        self.goals.iter().flat_map(|goal| &goal.indicators)
    }

    /// The assessment of one indicator.
    pub fn indicator(&self, id: &str) -> Option<&Assessment<'a>> {
        self.indicators().find(|assessment| assessment.indicator.id == id)
    }

    /// The assessments of one goal.
    pub fn goal(&self, number: u32) -> Option<&GoalAssessment<'a>> {
        self.goals.iter().find(|goal| goal.number == number)
    }
}

/// What every assessment of an edition depends on.
struct Context<'a> {
    edition: &'a Edition,
    strategy: &'a Strategy,
    rule: &'a Rule,
}

impl<'a> Context<'a> {
    /// The indicators of a goal and its measures that belong to the edition. They are counted first: an assessment is large, and a
    /// list that grows would leave room for as many more.
    fn assess_all(&self, goal: &'a Goal) -> Vec<Assessment<'a>> {
        let all = goal.all_indicators().map(|(_, indicator)| indicator);
        let wanted: Vec<&Indicator> = all.filter(|indicator| indicator.belongs_to(self.edition.year)).collect();
        wanted.into_iter().map(|indicator| self.assess(indicator)).collect()
    }

    fn assess(&self, indicator: &'a Indicator) -> Assessment<'a> {
        let plan = indicator.plan(self.edition.year);
        let outcome = self.edition.outcome(&indicator.id);
        let subject = progress::Subject {
            indicator,
            plan,
            actual: outcome.map(|outcome| &outcome.observation),
            period: self.strategy.period,
            edition: self.edition.year,
        };
        let figures = figures(&subject, self.rule.schedule.as_ref());
        let verdict = rating::verdict(&subject, &figures, self.rule);
        let manual = outcome.and_then(|outcome| outcome.manual.as_ref()).and_then(|manual| self.own_grade(manual));
        let sealed =
            outcome.and_then(|outcome| outcome.sealed.as_ref()).map(|sealed| sealed.grade.as_deref().and_then(|id| self.grade(id)));
        Assessment { indicator, plan, outcome, figures, verdict, manual, sealed }
    }

    fn own_grade(&self, manual: &'a ManualGrade) -> Option<(usize, &'a ManualGrade)> {
        self.grade(&manual.grade).map(|position| (position, manual))
    }

    /// The position of a grade in the rule.
    fn grade(&self, id: &str) -> Option<usize> {
        self.rule.grades.iter().position(|grade| grade.id == id)
    }
}
