//! What the results of an edition are compared with, as far as it changes the names of figures.

use super::IndicatorRecord;
use crate::evaluate::Expected;

/// What the results of an edition are compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aims {
    /// All expected values are yearly targets of the city.
    pub are_yearly: bool,
    pub some_are_yearly: bool,
    /// All targets are those of the year.
    pub targets_are_yearly: bool,
}

impl Aims {
    /// Those of some indicators.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a IndicatorRecord>) -> Aims {
        let (mut expected, mut yearly, mut targets, mut yearly_targets) = (0, 0, 0, 0);
        for record in records {
            expected += usize::from(record.figures.expected.is_some());
            yearly += usize::from(matches!(record.figures.expected, Some(Expected::Scheduled(_))));
            let target = record.plan().target.is_some();
            targets += usize::from(target);
            yearly_targets += usize::from(target && record.yearly_target.is_some());
        }
        Aims {
            are_yearly: expected > 0 && yearly == expected,
            some_are_yearly: yearly > 0,
            targets_are_yearly: targets > 0 && yearly_targets == targets,
        }
    }
}
