//! Counts by grade, with their denominator.

use super::{Assessment, Evaluation, GoalAssessment};

/// How many indicators have each grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// By position in the rule's grades, in the order in which they are shown.
    pub by_grade: Vec<usize>,
    /// Indicators without a grade; not part of the denominator.
    pub not_evaluated: usize,
}

impl Tally {
    /// Counts assessments by the grade that counts.
    pub fn of<'a, 'b: 'a>(assessments: impl IntoIterator<Item = &'a Assessment<'b>>, grades: usize) -> Tally {
        let mut tally = Tally { by_grade: vec![0; grades], not_evaluated: 0 };
        for assessment in assessments {
            match assessment.grade() {
                Some(grade) => tally.by_grade[grade] += 1,
                None => tally.not_evaluated += 1,
            }
        }
        tally
    }

    /// How many indicators have a grade: the denominator.
    pub fn evaluated(&self) -> usize {
        self.by_grade.iter().sum()
    }

    /// What counts are compared with: the indicators that have a grade, or all where none has.
    pub fn denominator(&self) -> usize {
        if self.evaluated() == 0 { self.all() } else { self.evaluated() }
    }

    /// How many indicators there are.
    pub fn all(&self) -> usize {
        self.evaluated() + self.not_evaluated
    }
}

impl Evaluation<'_> {
    /// The counts of the whole edition.
    pub fn tally(&self) -> Tally {
        Tally::of(self.indicators(), self.rule.grades.len())
    }

    /// The counts of one goal.
    pub fn tally_of(&self, goal: &GoalAssessment<'_>) -> Tally {
        Tally::of(&goal.indicators, self.rule.grades.len())
    }
}
