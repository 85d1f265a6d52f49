//! A record made from the sources of its edition.

use super::{
    Aims, EditionRecord, FORM, GoalRecord, GradeByHand, IndicatorRecord, MeasureNumber, MeasureRecord, RatingRecord, StrategyRecord,
};
use crate::evaluate::progress::{EvaluatedIndicator, figures};
use crate::evaluate::rating::verdict;
use crate::model::{Edition, Goal, Indicator, Measure, Outcome, Plan, Project, Review, Rule, StatedGrade, Strategy};
use std::collections::BTreeMap;

impl EditionRecord {
    /// Evaluates an edition by the rule of its strategy.
    pub fn of(project: &Project, edition: &Edition) -> EditionRecord {
        let strategy = project.strategy_of(edition);
        let rule = project.rule_of(strategy);
        let results = edition.outcomes().map(|outcome| (outcome.indicator.as_str(), outcome)).collect();
        let evaluation = Evaluation { year: edition.year, strategy, rule, results };
        EditionRecord {
            form: FORM,
            year: edition.year,
            title: edition.title.clone(),
            published: edition.published,
            selection: edition.selection.clone(),
            strategy: StrategyRecord {
                id: strategy.id.clone(),
                title: strategy.title.clone(),
                stage: strategy.stage.clone(),
                period: strategy.period,
                published: strategy.published,
            },
            rule: rule.clone(),
            goals: strategy.goals.iter().map(|goal| evaluation.goal(goal)).collect(),
            ratings: ratings(edition),
            places: BTreeMap::new(),
            aims: Aims::default(),
            is_stated: false,
        }
        .with_places()
    }
}

/// What every record of an edition's indicators depends on.
struct Evaluation<'a> {
    year: i32,
    strategy: &'a Strategy,
    rule: &'a Rule,
    /// By id of the indicator.
    results: BTreeMap<&'a str, &'a Outcome>,
}

impl Evaluation<'_> {
    /// A goal with its indicators. They are counted first: a record is large, and a list that grows would leave room for as many more.
    fn goal(&self, goal: &Goal) -> GoalRecord {
        let belongs = goal.all_indicators().filter(|(_, indicator)| indicator.belongs_to(self.year));
        let wanted: Vec<(Option<&Measure>, &Indicator)> = belongs.collect();
        let measures = goal.measures.iter().filter(|measure| measure.belongs_to(self.year));
        GoalRecord {
            number: goal.number,
            title: goal.title.clone(),
            short: goal.short.clone(),
            measures: measures.map(measure_record).collect(),
            indicators: wanted.into_iter().map(|(measure, indicator)| self.indicator(measure, indicator)).collect(),
        }
    }

    fn indicator(&self, measure: Option<&Measure>, indicator: &Indicator) -> IndicatorRecord {
        let outcome = self.results.get(indicator.id.as_str());
        let answers = outcome.into_iter().flat_map(|outcome| &outcome.flags);
        let flags = answers.map(|given| (given.flag.clone(), given.answer)).collect();
        let indicator = Indicator { tolerance: self.rule.tolerance(indicator), ..known(indicator, self.year) };
        let plan = indicator.plan(self.year);
        let yearly_target = plan.yearly_target(outcome.map_or(self.year, |outcome| outcome.observation.year.number));
        let subject = EvaluatedIndicator {
            indicator: &indicator,
            plan: Plan { target: plan.target.or(yearly_target.as_ref()), ..plan },
            actual: outcome.map(|outcome| &outcome.observation),
            period: self.strategy.period,
            edition: self.year,
            flags: &flags,
        };
        let figures = figures(&subject, self.rule);
        let verdict = verdict(&subject, &figures, self.rule);
        IndicatorRecord {
            yearly_target,
            indicator,
            measure: measure.map(|measure| measure.number),
            result: outcome.map(|outcome| outcome.observation.clone()),
            restated: outcome.map(|outcome| outcome.restated.clone()).unwrap_or_default(),
            earlier: Vec::new(),
            figures,
            verdict,
            flags,
            by_hand: outcome.and_then(|outcome| self.by_hand(outcome.stated.as_ref()?)),
        }
    }

    fn by_hand(&self, stated: &StatedGrade) -> Option<GradeByHand> {
        let StatedGrade { grade, by, mark, reason, .. } = stated.clone();
        self.rule.grades.iter().any(|known| known.id == grade).then_some(GradeByHand { grade, by, mark, reason })
    }
}

/// The ratings of an edition, of its goals, and of their measures.
fn ratings(edition: &Edition) -> Vec<RatingRecord> {
    let of = |reviews: &[Review], goal: Option<u32>, measure: Option<u32>| -> Vec<RatingRecord> {
        let record = |review: &Review| {
            let Review { by, policy, rating, text, .. } = review.clone();
            Some(RatingRecord { goal, measure, policy, by, rating: rating?, reason: text })
        };
        reviews.iter().filter_map(record).collect()
    };
    let mut ratings = of(&edition.reviews, None, None);
    for goal in &edition.goals {
        ratings.extend(of(&goal.reviews, Some(goal.number), None));
        ratings.extend(goal.measures.iter().flat_map(|measure| of(&measure.reviews, Some(goal.number), Some(measure.number))));
    }
    ratings
}

fn measure_record(measure: &Measure) -> MeasureRecord {
    let continues = measure.continues.map(|(goal, measure)| MeasureNumber { goal, measure });
    MeasureRecord { number: measure.number, title: measure.title.clone(), continues }
}

/// An indicator as an edition knows it: without the revisions that come later.
fn known(indicator: &Indicator, edition: i32) -> Indicator {
    let revisions = indicator.revisions_until(edition).cloned().collect();
    Indicator { revisions, from: None, until: None, lag: None, ..indicator.clone() }
}
