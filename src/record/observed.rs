//! Observations and targets as data.

use crate::model::{Aim, Bound, Certainty, Observation, Quantity, Reading, Status, Step, Target, Text, Word, Year};
use serde::{Deserialize, Serialize};

/// A figure, a step or a status of one year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observed {
    pub year: i32,
    /// Whether it is a calendar year.
    #[serde(skip_serializing_if = "is_false", default)]
    pub calendar: bool,
    /// The figure with the digits as they were typed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<String>,
    /// Id of a milestone's step.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub step: Option<String>,
    /// Why there is no figure.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bound: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub certainty: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<super::Texts>,
}

/// What is to be reached.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aimed {
    pub year: i32,
    #[serde(skip_serializing_if = "is_false", default)]
    pub calendar: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub min: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub max: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bound: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<super::Texts>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Observed {
    /// An observation; steps by their ids.
    pub fn of(observation: &Observation, steps: &[Step]) -> Observed {
        let base = Observed {
            bound: observation.bound.map(|bound| bound.word().to_owned()),
            certainty: observation.certainty.map(|certainty| certainty.word().to_owned()),
            note: observation.note.as_ref().map(super::texts),
            ..Observed::at(observation.year)
        };
        match observation.reading {
            Reading::Value(value) => Observed { value: Some(value.decimal().to_string()), ..base },
            Reading::Step(step) => Observed { step: steps.get(step).map(|step| step.id.clone()), ..base },
            Reading::Missing(status) => Observed { status: Some(status.word().to_owned()), ..base },
        }
    }

    /// A bare figure.
    pub fn figure(year: Year, value: Quantity) -> Observed {
        Observed { value: Some(value.decimal().to_string()), ..Observed::at(year) }
    }

    fn at(year: Year) -> Observed {
        Observed { year: year.number, calendar: year.calendar, ..Observed::default() }
    }

    /// The year it is of.
    pub fn when(&self) -> Year {
        Year { number: self.year, calendar: self.calendar }
    }

    /// Its figure.
    pub fn quantity(&self) -> Option<Quantity> {
        Quantity::parse(self.value.as_deref()?).ok()
    }

    /// Back to an observation; `None` where it cannot be one of an indicator with these steps.
    pub fn observation(&self, steps: &[Step]) -> Option<Observation> {
        let value = self.quantity().map(Reading::Value);
        let step = || steps.iter().position(|step| Some(&step.id) == self.step.as_ref()).map(Reading::Step);
        let status = || self.status.as_deref().and_then(Status::from_word).map(Reading::Missing);
        let note = self.note.as_ref().map(|note| Text { ja: note.get("ja").cloned().unwrap_or_default(), en: note.get("en").cloned() });
        Some(Observation {
            year: self.when(),
            reading: value.or_else(step).or_else(status)?,
            bound: self.bound.as_deref().and_then(Bound::from_word),
            certainty: self.certainty.as_deref().and_then(Certainty::from_word),
            note,
        })
    }
}

impl Aimed {
    /// A target; steps by their ids.
    pub fn of(target: &Target, steps: &[Step]) -> Aimed {
        let bound = target.bound.map(|bound| bound.word().to_owned());
        let note = target.note.as_ref().map(super::texts);
        let base = Aimed { year: target.year.number, calendar: target.year.calendar, bound, note, ..Aimed::default() };
        let digits = |value: Quantity| Some(value.decimal().to_string());
        match target.aim {
            Aim::Value(value) => Aimed { value: digits(value), ..base },
            Aim::Range { min, max } => Aimed { min: digits(min), max: digits(max), ..base },
            Aim::Step(step) => Aimed { step: steps.get(step).map(|step| step.id.clone()), ..base },
        }
    }
}
