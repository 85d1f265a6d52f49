//! The evaluated record of an edition: every indicator with its plan, result, figures and grade, as data.
//!
//! It is sealed with the edition. Later editions take a sealed year's values and grades from it, whatever becomes of the
//! sources or of the program.

mod apply;
mod compare;
mod observed;
mod plan;

pub use apply::apply;
pub use compare::{Difference, differences};
pub use observed::{Aimed, Observed};
pub use plan::{About, GoalEntry, MeasureEntry, StepEntry};

use crate::evaluate::progress::Share;
use crate::evaluate::{Assessment, Evaluation, Verdict};
use crate::model::{Goal, Measure, Outcome, Published, Restated, Text, Word};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form of the record; a reader refuses those that it does not know.
pub const FORM: u32 = 1;

/// A short text by language: `ja`, and `en` where it is translated.
pub type Texts = BTreeMap<String, String>;

/// An edition with everything that was evaluated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    pub form: u32,
    /// The fiscal year reported on.
    pub edition: i32,
    pub title: Texts,
    /// A month or a day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub published: Option<String>,
    pub strategy: StrategyEntry,
    /// The goals of the strategy; records sealed before there was open data have none.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub goals: Vec<GoalEntry>,
    pub grades: Vec<GradeEntry>,
    pub indicators: Vec<Entry>,
}

/// The strategy that is reported on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrategyEntry {
    pub id: String,
    pub title: Texts,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub period: Option<[i32; 2]>,
}

/// A grade, and how many indicators have it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeEntry {
    pub id: String,
    pub name: Texts,
    pub count: usize,
}

/// An indicator as the edition saw it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub id: String,
    pub goal: u32,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub measure: Option<u32>,
    pub name: Texts,
    pub role: String,
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub direction: Option<String>,
    /// The unit as the city writes it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "About::is_empty", default)]
    pub about: About,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub baseline: Option<Observed>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub target: Option<Aimed>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub schedule: Vec<Observed>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub result: Option<Observed>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub restated: Vec<RestatedEntry>,
    pub figures: FigureEntries,
    /// Id of the grade that counts; `None` where it is not evaluated.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub grade: Option<String>,
    /// The editors' own grade with its reason, where they set it by hand.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by_hand: Option<Texts>,
    /// Id of the grade that was computed, where the editors set another one by hand.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub computed: Option<String>,
}

/// An older figure as it is known now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestatedEntry {
    pub figure: Observed,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<Texts>,
}

/// Figures as exact fractions, such as `214/250`; 1 stands for 100 per cent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureEntries {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub progress: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub elapsed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub attainment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub attainment_of_expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub change: Option<String>,
    /// In the indicator's unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected: Option<String>,
}

impl Record {
    /// The record of an edition.
    pub fn of(evaluation: &Evaluation<'_>) -> Record {
        let (edition, strategy, tally) = (evaluation.edition, evaluation.strategy, evaluation.tally());
        let grade = |(position, grade): (usize, &crate::model::Grade)| GradeEntry {
            id: grade.id.clone(),
            name: texts(&grade.label),
            count: tally.by_grade[position],
        };
        let entries = strategy.goals.iter().flat_map(|goal| entries(evaluation, goal));
        Record {
            form: FORM,
            edition: edition.year,
            title: texts(&edition.title),
            published: edition.published.map(date),
            strategy: StrategyEntry {
                id: strategy.id.clone(),
                title: texts(&strategy.title),
                period: strategy.period.map(|period| [period.first, period.last]),
            },
            goals: strategy.goals.iter().map(GoalEntry::of).collect(),
            grades: evaluation.rule.grades.iter().enumerate().map(grade).collect(),
            indicators: entries.collect(),
        }
    }

    /// The record as JSON, with a line break at its end: equal records are equal bytes.
    pub fn json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// What a record lacks that was sealed before there was open data: the titles of goals, what indicators are about, and more.
    fn without_details(mut self) -> Record {
        self.goals.clear();
        for entry in &mut self.indicators {
            entry.about = About::default();
            entry.computed = None;
            entry.figures.attainment_of_expected = None;
            if let Some(target) = &mut entry.target {
                target.note = None;
            }
        }
        self
    }

    /// Reads a record; `None` where it is none, or of a form that is not known.
    pub fn parse(bytes: &[u8]) -> Option<Record> {
        serde_json::from_slice(bytes).ok().filter(|record: &Record| record.form == FORM)
    }
}

fn entries<'a>(evaluation: &'a Evaluation<'_>, goal: &'a Goal) -> impl Iterator<Item = Entry> + 'a {
    goal.all_indicators().filter_map(move |(measure, indicator)| {
        let assessment = evaluation.indicator(&indicator.id)?;
        Some(entry(evaluation, assessment, (goal, measure)))
    })
}

fn entry(evaluation: &Evaluation<'_>, assessment: &Assessment<'_>, (goal, measure): (&Goal, Option<&Measure>)) -> Entry {
    let (indicator, plan, figures) = (assessment.indicator, assessment.plan, &assessment.figures);
    let steps = &indicator.steps;
    let share = |share: Option<Share>| share.map(|share| format!("{}/{}", share.numer(), share.denom()));
    Entry {
        id: indicator.id.clone(),
        goal: goal.number,
        measure: measure.map(|measure| measure.number),
        name: texts(&indicator.name),
        role: indicator.role.word().to_owned(),
        kind: indicator.kind.word().to_owned(),
        direction: indicator.direction.map(|direction| direction.word().to_owned()),
        unit: indicator.unit.as_ref().map(|unit| unit.ja.clone()),
        about: About::of(indicator),
        baseline: plan.baseline.map(|baseline| Observed::of(baseline, steps)),
        target: plan.target.map(|target| Aimed::of(target, steps)),
        schedule: plan.schedule.iter().map(|scheduled| Observed::figure(scheduled.year, scheduled.value)).collect(),
        result: assessment.outcome.map(|outcome| Observed::of(&outcome.observation, steps)),
        restated: assessment.outcome.map(restated).unwrap_or_default(),
        figures: FigureEntries {
            progress: share(figures.progress),
            elapsed: share(figures.elapsed),
            pace: share(figures.pace),
            attainment: share(figures.attainment),
            attainment_of_expected: share(figures.attainment_of_expected),
            change: share(figures.change),
            expected: share(figures.expected.map(crate::evaluate::Expected::value)),
        },
        grade: assessment.grade().map(|position| evaluation.rule.grades[position].id.clone()),
        by_hand: assessment.manual.map(|(_, manual)| texts(&manual.reason)),
        computed: computed(assessment).map(|position| evaluation.rule.grades[position].id.clone()),
    }
}

/// The grade by the rule, where the editors set theirs in its place.
fn computed(assessment: &Assessment<'_>) -> Option<usize> {
    assessment.manual?;
    match assessment.verdict {
        Verdict::Graded { grade, .. } => Some(grade),
        Verdict::NotEvaluated(_) => None,
    }
}

fn restated(outcome: &Outcome) -> Vec<RestatedEntry> {
    let entry = |restated: &Restated| RestatedEntry {
        figure: Observed::figure(restated.year, restated.value),
        reason: restated.reason.as_ref().map(texts),
    };
    outcome.restated.iter().map(entry).collect()
}

fn texts(text: &Text) -> Texts {
    let ja = [("ja".to_owned(), text.ja.clone())];
    ja.into_iter().chain(text.en.iter().map(|en| ("en".to_owned(), en.clone()))).collect()
}

/// `2017-09` or `2017-09-29`.
pub fn date(published: Published) -> String {
    let Published { year, month, day } = published;
    day.map_or(format!("{year:04}-{month:02}"), |day| format!("{year:04}-{month:02}-{day:02}"))
}
