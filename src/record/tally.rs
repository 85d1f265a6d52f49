//! Counts by grade, with their denominator.

use super::{EditionRecord, IndicatorRecord};

/// How many indicators have each grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeTally {
    /// By position in the rule's grades, in the order in which they are shown.
    pub by_grade: Vec<usize>,
    /// Indicators without a grade; not part of the denominator.
    pub not_evaluated: usize,
}

impl GradeTally {
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

impl EditionRecord {
    /// The counts of the whole edition.
    pub fn tally(&self) -> GradeTally {
        self.tally_of(self.indicators())
    }

    /// Counts some of its indicators by the grade that counts.
    pub fn tally_of<'a>(&self, indicators: impl IntoIterator<Item = &'a IndicatorRecord>) -> GradeTally {
        let mut tally = GradeTally { by_grade: vec![0; self.rule.grades.len()], not_evaluated: 0 };
        for record in indicators {
            match self.position(record) {
                Some(grade) => tally.by_grade[grade] += 1,
                None => tally.not_evaluated += 1,
            }
        }
        tally
    }
}
