//! What the plan says, as data: titles of goals and measures, and what an indicator is about.

use super::{Texts, texts};
use crate::model::{Goal, Indicator, Measure, Quantity, Step};
use serde::{Deserialize, Serialize};

/// A goal of the strategy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalEntry {
    pub number: u32,
    pub title: Texts,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub measures: Vec<MeasureEntry>,
}

/// A measure of a goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureEntry {
    pub number: u32,
    pub title: Texts,
}

/// A step of a milestone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepEntry {
    pub id: String,
    pub name: Texts,
}

/// What an indicator is about, beyond its figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The English unit, after figures other than 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit_en: Option<String>,
    /// How many of the English unit one Japanese unit is, where that is not 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit_factor: Option<String>,
    /// In the indicator's unit; left out where it is 0.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tolerance: Option<String>,
    /// The steps of a milestone, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub steps: Vec<StepEntry>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub group: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub definition: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub owner: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<Texts>,
}

impl GoalEntry {
    /// A goal with its measures.
    pub fn of(goal: &Goal) -> GoalEntry {
        let measure = |measure: &Measure| MeasureEntry { number: measure.number, title: texts(&measure.title) };
        GoalEntry { number: goal.number, title: texts(&goal.title), measures: goal.measures.iter().map(measure).collect() }
    }
}

impl About {
    /// What the plan says of an indicator.
    pub fn of(indicator: &Indicator) -> About {
        let unit = indicator.unit.as_ref();
        let factor = unit.map(|unit| unit.factor.normalize().to_string());
        let step = |step: &Step| StepEntry { id: step.id.clone(), name: texts(&step.name) };
        About {
            unit_en: unit.and_then(|unit| unit.other.clone()).filter(|name| !name.is_empty()),
            unit_factor: factor.filter(|factor| factor != "1"),
            tolerance: Some(indicator.tolerance)
                .filter(|tolerance| *tolerance != Quantity::ZERO)
                .map(|tolerance| tolerance.decimal().to_string()),
            steps: indicator.steps.iter().map(step).collect(),
            group: indicator.group.as_ref().map(texts),
            definition: indicator.definition.as_ref().map(texts),
            source: indicator.source.as_ref().map(texts),
            owner: indicator.owner.as_ref().map(texts),
            note: indicator.note.as_ref().map(texts),
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == About::default()
    }
}
