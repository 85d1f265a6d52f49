//! The words by which front matter and data files name closed choices.

use super::{Bound, Certainty, Direction, Kind, Role, Status};

/// A closed choice whose every value has a word in the format.
pub trait Word: Copy + PartialEq + 'static {
    /// Every value with its word.
    const WORDS: &'static [(&'static str, Self)];

    /// The word of a value.
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| word)
    }

    /// The value of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
    }
}

impl Word for Role {
    const WORDS: &'static [(&'static str, Role)] = &[("target", Role::Target), ("kpi", Role::Kpi)];
}

impl Word for Kind {
    const WORDS: &'static [(&'static str, Kind)] = &[
        ("level", Kind::Level),
        ("annual", Kind::Annual),
        ("cumulative", Kind::Cumulative),
        ("average", Kind::Average),
        ("sum", Kind::Sum),
        ("rank", Kind::Rank),
        ("milestone", Kind::Milestone),
    ];
}

impl Word for Direction {
    const WORDS: &'static [(&'static str, Direction)] =
        &[("up", Direction::Up), ("down", Direction::Down), ("keep", Direction::Keep), ("range", Direction::Range)];
}

impl Word for Status {
    const WORDS: &'static [(&'static str, Status)] = &[
        ("not-started", Status::NotStarted),
        ("unknown", Status::Unknown),
        ("no-survey", Status::NoSurvey),
        ("pending", Status::Pending),
        ("unpublished", Status::Unpublished),
        ("cancelled", Status::Cancelled),
        ("not-applicable", Status::NotApplicable),
    ];
}

impl Word for Bound {
    const WORDS: &'static [(&'static str, Bound)] = &[
        ("at-least", Bound::AtLeast),
        ("at-most", Bound::AtMost),
        ("less-than", Bound::LessThan),
        ("more-than", Bound::MoreThan),
        ("about", Bound::About),
    ];
}

impl Word for Certainty {
    const WORDS: &'static [(&'static str, Certainty)] = &[("provisional", Certainty::Provisional), ("estimate", Certainty::Estimate)];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_word_that_leads_back_to_it() {
        for status in [
            Status::NotStarted,
            Status::Unknown,
            Status::NoSurvey,
            Status::Pending,
            Status::Unpublished,
            Status::Cancelled,
            Status::NotApplicable,
        ] {
            assert_eq!(Status::from_word(status.word()), Some(status));
        }
        for kind in [Kind::Level, Kind::Annual, Kind::Cumulative, Kind::Average, Kind::Sum, Kind::Rank, Kind::Milestone] {
            assert_eq!(Kind::from_word(kind.word()), Some(kind));
        }
        assert_eq!(Bound::from_word("perhaps"), None);
    }
}
