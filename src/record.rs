//! An edition as it was evaluated: names, plans, results, figures and grades, typed and whole.
//!
//! A build makes one of each edition, from its sources or from its bundle, and no other room computes a figure of an edition again.
//! A record holds everything that it refers to, its grades and its rule too, so that a sealed edition says the same whatever becomes
//! of the sources and of the program. Its serialised form is the sealed `record.json`; `docs/record.md` describes it.

mod aims;
mod changes;
mod differences;
mod earlier;
mod evaluated;
mod form_one;
mod series;
mod tally;

pub use aims::Aims;
pub use changes::{Changes, EditionPair, GradeChange, MeasureOfGoal, Moved, PrintedChange, RevisedPlan};
pub use differences::{Difference, differences};
pub use earlier::EarlierResult;
pub use series::{ReferenceFigure, Restatement, ResultSeries, SeriesOrigin, SeriesPoint};
pub use tally::GradeTally;

use crate::evaluate::progress::EvaluatedIndicator;
use crate::evaluate::{Expected, Figures, Verdict};
use crate::model::{
    Grade, Indicator, Notation, Observation, Period, Plan, Published, Restated, Reviewer, Rule, StatedRating, Target, Text,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form of the records that this program seals. It reads older ones as well.
pub const FORM: u32 = 2;

/// An edition with everything that was evaluated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EditionRecord {
    /// The form that it was sealed in; [`FORM`] where it is made from sources.
    pub form: u32,
    /// The fiscal year reported on.
    #[serde(rename = "edition")]
    pub year: i32,
    pub title: Text,
    /// `None` only of a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// What its indicators are, when the report shows a selection: 主な指標.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selection: Option<Text>,
    pub strategy: StrategyRecord,
    /// The rule by which its indicators were judged, with its grades in their order.
    pub rule: Rule,
    pub goals: Vec<GoalRecord>,
    /// Ratings that people gave on scales of their own, in the order of what they rate.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub ratings: Vec<RatingRecord>,
    /// Where each indicator is, by its id: pages look for one among thousands.
    #[serde(skip)]
    places: BTreeMap<String, RecordPlace>,
    /// Asked for on every page.
    #[serde(skip)]
    aims: Aims,
    /// Whether somebody stated a grade though the rule gives none: asked for at every indicator.
    #[serde(skip)]
    is_stated: bool,
}

/// Where an indicator is in its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RecordPlace {
    /// Of the goals.
    goal: usize,
    /// Of the goal's indicators.
    indicator: usize,
}

/// A rating that people gave, of the edition where it names no goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatingRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<u32>,
    pub by: Reviewer,
    #[serde(flatten)]
    pub rating: StatedRating,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// The strategy that is reported on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StrategyRecord {
    pub id: String,
    pub title: Text,
    /// A public stage, shown as a label: 骨子案.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
}

/// A goal with what the edition reports of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalRecord {
    pub number: u32,
    pub title: Text,
    /// Its name in menus, if the strategy has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub measures: Vec<MeasureRecord>,
    /// Those of the goal itself, then those of its measures, as the strategy orders them.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub indicators: Vec<IndicatorRecord>,
}

/// A measure that the edition reports on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasureRecord {
    pub number: u32,
    pub title: Text,
    /// The measure of the strategy before that it continues under another title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continues: Option<MeasureNumber>,
}

/// A measure by its number and that of its goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureNumber {
    pub goal: u32,
    pub measure: u32,
}

/// One indicator with everything that can be said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndicatorRecord {
    /// As the strategy defines it, with the revisions that the edition knows of.
    #[serde(flatten)]
    pub indicator: Indicator,
    /// Number of the measure that it belongs to; `None` where it is one of the goal itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<u32>,
    /// The target of the year of the result, where the plan has targets by year only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yearly_target: Option<Target>,
    /// What the edition reports, if it reports anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Observation>,
    /// Older figures as they are known now.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub restated: Vec<Restated>,
    /// Results of earlier editions as the sealed pages show them, by year; empty until the edition is sealed.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub earlier: Vec<EarlierResult>,
    pub figures: Figures,
    /// The computed grade, or why there is none.
    pub verdict: Verdict,
    /// The division's answers to the questions of the rule, by their ids.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub flags: BTreeMap<String, bool>,
    /// A grade that people gave, which counts instead of the computed one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_hand: Option<GradeByHand>,
}

/// A grade that people gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GradeByHand {
    /// Id of the grade.
    pub grade: String,
    #[serde(skip_serializing_if = "is_city", default = "city")]
    pub by: Reviewer,
    /// As it was printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

fn city() -> Reviewer {
    Reviewer::City
}

fn is_city(by: &Reviewer) -> bool {
    *by == Reviewer::City
}

impl EditionRecord {
    /// How its years are written.
    pub fn notation(&self) -> Notation {
        Notation::as_of(self.published)
    }

    /// Every indicator, goal by goal.
    pub fn indicators(&self) -> impl Iterator<Item = &IndicatorRecord> {
        self.goals.iter().flat_map(|goal| &goal.indicators)
    }

    /// The indicator of this id.
    pub fn indicator(&self, id: &str) -> Option<&IndicatorRecord> {
        let place = self.places.get(id)?;
        self.goals.get(place.goal)?.indicators.get(place.indicator)
    }

    /// What its results are compared with.
    pub fn aims(&self) -> Aims {
        self.aims
    }

    /// The same with the places of its indicators, and what is asked of all of them.
    fn with_places(mut self) -> EditionRecord {
        self.aims = Aims::of(self.indicators());
        self.is_stated = self.rule.off && self.indicators().any(|record| self.position(record).is_some());
        for (goal, record) in self.goals.iter().enumerate() {
            for (indicator, record) in record.indicators.iter().enumerate() {
                self.places.entry(record.indicator.id.clone()).or_insert(RecordPlace { goal, indicator });
            }
        }
        self
    }

    /// The goal of this number.
    pub fn goal(&self, number: u32) -> Option<&GoalRecord> {
        self.goals.iter().find(|goal| goal.number == number)
    }

    /// The goal that an indicator belongs to.
    pub fn goal_of(&self, id: &str) -> Option<&GoalRecord> {
        self.goals.get(self.places.get(id)?.goal)
    }

    /// The grade of an indicator that counts.
    pub fn grade(&self, record: &IndicatorRecord) -> Option<&Grade> {
        self.position(record).map(|position| &self.rule.grades[position])
    }

    /// The position of the grade that counts, in the order of the rule.
    pub fn position(&self, record: &IndicatorRecord) -> Option<usize> {
        self.position_of(record.grade()?)
    }

    /// The grade of this id.
    pub fn grade_named(&self, id: &str) -> Option<&Grade> {
        self.position_of(id).map(|position| &self.rule.grades[position])
    }

    fn position_of(&self, id: &str) -> Option<usize> {
        self.rule.grades.iter().position(|grade| grade.id == id)
    }

    /// Whether pages show grades: its rule gives them, or somebody stated one.
    pub fn is_graded(&self) -> bool {
        !self.rule.off || self.is_stated
    }

    /// What the figures of an indicator are computed from.
    pub fn subject<'a>(&self, record: &'a IndicatorRecord) -> EvaluatedIndicator<'a> {
        EvaluatedIndicator {
            indicator: &record.indicator,
            plan: record.plan(),
            actual: record.result.as_ref(),
            period: self.strategy.period,
            edition: self.year,
            flags: &record.flags,
        }
    }

    /// Whether grades of two editions mean the same: tests and grades are equal, whatever these are called. Where a record of an older
    /// form does not hold its tests, its grades have to be called the same.
    pub fn is_judged_like(&self, other: &EditionRecord) -> bool {
        let (one, other) = (&self.rule, &other.rule);
        let same_grades = |same: fn(&Grade, &Grade) -> bool| {
            let mut pairs = one.grades.iter().zip(&other.grades);
            one.grades.len() == other.grades.len() && pairs.all(|(one, other)| one.id == other.id && same(one, other))
        };
        if !one.is_known() || !other.is_known() {
            return same_grades(|one, other| one.label == other.label);
        }
        let arithmetic = |rule: &Rule| (rule.off, rule.has_straight_line(), rule.places, rule.rounding, rule.precision);
        same_grades(|one, other| one.tone == other.tone)
            && one.tests == other.tests
            && one.schedule == other.schedule
            && one.tolerances == other.tolerances
            && arithmetic(one) == arithmetic(other)
    }

    /// Without values on a straight line where its rule has none: earlier versions computed them for every rule.
    fn without_straight_line(mut self) -> EditionRecord {
        let has_line = self.rule.has_straight_line();
        for figures in self.goals.iter_mut().flat_map(|goal| &mut goal.indicators).map(|record| &mut record.figures) {
            if !has_line && matches!(figures.expected, Some(Expected::Straight(_))) {
                (figures.expected, figures.attainment_of_expected) = (None, None);
            }
        }
        self
    }

    /// The record as JSON, with a line break at its end: equal records are equal bytes.
    pub fn json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads a sealed record; `None` where it is none, of a form that is not known, or holds what this form does not have. A record of
    /// form 1 takes the rule that its own sealed sources state for the strategy of an id.
    pub fn parse(bytes: &[u8], stated_rule: impl FnOnce(&str) -> Option<Rule>) -> Option<EditionRecord> {
        let value: serde_json::Value = serde_json::from_slice(bytes).ok()?;
        match u32::try_from(value["form"].as_u64()?).ok()? {
            1 => form_one::record(&value, stated_rule).map(|record| record.without_straight_line().with_places()),
            FORM => {
                let record: EditionRecord = serde_json::from_slice(bytes).ok()?;
                (serde_json::to_value(&record).ok()? == value).then(|| record.without_straight_line().with_places())
            }
            _ => None,
        }
    }
}

impl GoalRecord {
    /// The measure of this number.
    pub fn measure(&self, number: u32) -> Option<&MeasureRecord> {
        self.measures.iter().find(|measure| measure.number == number)
    }
}

impl IndicatorRecord {
    /// The plan in force; its target is that of the year, where it has targets by year only.
    pub fn plan(&self) -> Plan<'_> {
        let plan = self.indicator.plan(i32::MAX);
        Plan { target: plan.target.or(self.yearly_target.as_ref()), ..plan }
    }

    /// Id of the grade that counts: that which people gave, else the computed one.
    pub fn grade(&self) -> Option<&str> {
        self.by_hand.as_ref().map(|own| own.grade.as_str()).or(self.computed_grade())
    }

    /// Id of the grade by the rule.
    pub fn computed_grade(&self) -> Option<&str> {
        match &self.verdict {
            Verdict::Graded { grade, .. } => Some(grade),
            Verdict::NotEvaluated(_) => None,
        }
    }
}
