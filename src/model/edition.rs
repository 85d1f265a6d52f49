//! Editions: the report on one fiscal year.

use super::{Alias, NextStep, Notation, Observation, PageKey, Photo, Prose, Published, Quantity, Reading, Reviewer, Text, Year};
use crate::diagnostic::Place;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// 正誤: what was corrected after publication.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    pub date: Published,
    /// What was corrected, and why; beside figures the reason.
    pub text: Text,
    pub figures: Vec<CorrectedFigure>,
    pub place: Place,
}

/// A result as it was published, and as it is right.
#[derive(Clone, Debug, PartialEq)]
pub struct CorrectedFigure {
    /// Id of the indicator.
    pub indicator: String,
    /// The year that the figure belongs to.
    pub year: Year,
    /// `None` where no figure was published.
    pub before: Option<Reading>,
    /// `None` where there is no figure.
    pub after: Option<Reading>,
    pub place: Place,
}

/// A grade that the city, its committee or a division gave.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedGrade {
    /// Id of the grade, and where it stands.
    pub grade: String,
    pub place: Place,
    pub by: Reviewer,
    /// As it was printed: "Ａ".
    pub mark: Option<String>,
    pub reason: Option<Text>,
}

/// The division's answer to a question of the rule.
#[derive(Clone, Debug, PartialEq)]
pub struct FlagAnswer {
    /// Id of the question, and where it stands.
    pub flag: String,
    pub place: Place,
    pub answer: bool,
}

/// An older figure as it is known today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Restated {
    #[serde(flatten)]
    pub year: Year,
    pub value: Quantity,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// What an edition reports of one indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Id of the indicator.
    pub indicator: String,
    pub observation: Observation,
    pub stated: Option<StatedGrade>,
    pub flags: Vec<FlagAnswer>,
    pub restated: Vec<Restated>,
    pub place: Place,
}

/// A review of an edition, goal, measure or policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub by: Reviewer,
    /// The policy of its measure that it is about, by number.
    pub policy: Option<u32>,
    pub rating: Option<StatedRating>,
    /// `None` only beside a rating or a next step.
    pub text: Option<Text>,
    pub next: Option<NextStep>,
}

/// A rating that people gave on a scale of their own: 効果の4区分, "Ab".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatedRating {
    /// As it was printed.
    pub mark: String,
    /// What it means: 相当程度効果があった.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<Text>,
    /// What the scale is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Text>,
}

/// The money of a measure, in yen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    pub planned: Option<Quantity>,
    pub settled: Option<Quantity>,
}

/// What was done in one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureReport {
    pub number: u32,
    pub prose: Prose,
    pub photos: Vec<Photo>,
    pub budget: Option<Budget>,
    pub outcomes: Vec<Outcome>,
    pub reviews: Vec<Review>,
    pub place: Place,
}

/// What was reached in one goal.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalReport {
    pub number: u32,
    /// Whether its texts and those of its measures are not to be published yet; its results are.
    pub draft: bool,
    pub prose: Prose,
    pub photos: Vec<Photo>,
    pub outcomes: Vec<Outcome>,
    pub reviews: Vec<Review>,
    pub measures: Vec<MeasureReport>,
    pub place: Place,
}

/// 取組状況 of one fiscal year.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// The fiscal year reported on.
    pub year: i32,
    /// Position of its strategy in [`super::Project::strategies`].
    pub strategy: usize,
    /// `None` only of a draft.
    pub published: Option<Published>,
    pub title: Text,
    /// What its indicators are, when the report shows a selection: 主な指標.
    pub selection: Option<Text>,
    pub draft: bool,
    pub corrections: Vec<Correction>,
    pub reviews: Vec<Review>,
    pub introduction: Prose,
    pub goals: Vec<GoalReport>,
    pub aliases: Vec<Alias>,
    /// Where each result is, by the id of its indicator: one is looked for among thousands.
    pub places: OutcomePlaces,
}

/// Where the results of an edition are, by the ids of their indicators.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutcomePlaces(BTreeMap<String, OutcomePlace>);

/// Where a result is in its edition.
#[derive(Clone, Copy, Debug, PartialEq)]
struct OutcomePlace {
    /// Of the goals.
    goal: usize,
    /// Of the goal's measures; `None` of a result of the goal itself.
    measure: Option<usize>,
    /// Of the results of the goal or measure.
    outcome: usize,
}

impl OutcomePlaces {
    /// The places of all results; of several of one indicator that of the first.
    pub fn of(goals: &[GoalReport]) -> OutcomePlaces {
        let mut places = OutcomePlaces::default();
        for (goal, report) in goals.iter().enumerate() {
            let of_measures = report.measures.iter().enumerate().map(|(measure, report)| (Some(measure), &report.outcomes));
            for (measure, outcomes) in std::iter::once((None, &report.outcomes)).chain(of_measures) {
                for (outcome, found) in outcomes.iter().enumerate() {
                    places.0.entry(found.indicator.clone()).or_insert(OutcomePlace { goal, measure, outcome });
                }
            }
        }
        places
    }
}

impl GoalReport {
    /// Takes everything out but the results.
    pub fn withhold(&mut self) {
        self.prose = Prose::default();
        self.photos.clear();
        self.reviews.clear();
        for measure in &mut self.measures {
            measure.prose = Prose::default();
            measure.photos.clear();
            measure.budget = None;
            measure.reviews.clear();
        }
    }

    /// Whether one of its bodies leads to a part of a page.
    pub fn leads_to_part_of(&self, page: &PageKey) -> bool {
        let bodies = std::iter::once(&self.prose).chain(self.measures.iter().map(|measure| &measure.prose)).flat_map(Prose::bodies);
        bodies.flat_map(|body| body.links.values()).any(|link| link.is_part_of(page))
    }

    /// Every photo of the goal and its measures.
    pub fn photos(&self) -> impl Iterator<Item = &Photo> {
        self.photos.iter().chain(self.measures.iter().flat_map(|measure| &measure.photos))
    }
}

impl Edition {
    /// How its years are written.
    pub fn notation(&self) -> Notation {
        Notation::as_of(self.published)
    }

    /// Everything that it reports, goal by goal.
    pub fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.goals.iter().flat_map(|goal| goal.outcomes.iter().chain(goal.measures.iter().flat_map(|measure| &measure.outcomes)))
    }

    /// What it reports of an indicator.
    pub fn outcome(&self, indicator: &str) -> Option<&Outcome> {
        let place = self.places.0.get(indicator)?;
        let goal = self.goals.get(place.goal)?;
        let outcomes = match place.measure {
            None => &goal.outcomes,
            Some(measure) => &goal.measures.get(measure)?.outcomes,
        };
        outcomes.get(place.outcome)
    }

    /// Every photo of the edition.
    pub fn photos(&self) -> impl Iterator<Item = &Photo> {
        self.goals.iter().flat_map(GoalReport::photos)
    }

    /// Its corrected figures, each with its correction; the last one of an indicator and a year counts.
    pub fn corrected_figures(&self) -> impl Iterator<Item = (&Correction, &CorrectedFigure)> {
        self.corrections.iter().flat_map(|correction| correction.figures.iter().map(move |figure| (correction, figure)))
    }

    /// The report on a goal.
    pub fn goal(&self, number: u32) -> Option<&GoalReport> {
        self.goals.iter().find(|goal| goal.number == number)
    }
}
