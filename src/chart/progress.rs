//! The axis of all bars: from the baseline (0, left) to the target (1), whatever the unit or the wanted direction.
//!
//! The target stands at the same share of the width in every bar, so that down a column of bars the eye reads one
//! line. Beyond the target the scale is compressed, so that 130 % and 171 % still differ; beyond 200 % an arrow says
//! that the bar goes on. A result behind the baseline moves the baseline to the right and runs to the left of it.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};

use super::canvas::{Span, tenths};

/// Share of the width where the target stands.
const TARGET: f64 = 0.793;
/// Share of the width where twice the way ends.
const TWICE: f64 = 0.972;
/// Share of the width where the baseline stands when a result is behind it.
const SHIFTED: f64 = 0.25;

/// The axis; its values are progress.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way {
    /// Baseline at the left edge.
    Forward,
    /// Room to the left of the baseline.
    Regress,
}

impl Way {
    /// The axis on which this result can be seen.
    pub(super) fn of(actual: Option<f64>) -> Self {
        match actual {
            Some(t) if t < 0.0 => Self::Regress,
            Some(_) | None => Self::Forward,
        }
    }

    fn start(self) -> f64 {
        match self {
            Self::Forward => 0.0,
            Self::Regress => SHIFTED,
        }
    }

    /// Share of the width at which progress `t` stands; what is off the scale stands at an end.
    fn share(self, t: f64) -> f64 {
        let start = self.start();
        if t.is_nan() {
            start
        } else if t <= 1.0 {
            (start + t * (TARGET - start)).max(0.0)
        } else {
            (TARGET + (t - 1.0) * (TWICE - TARGET)).min(1.0)
        }
    }

    /// Whether progress `t` is beyond what the axis can show.
    pub(super) fn is_off(self, t: f64) -> bool {
        let share = self.start() + t * (TARGET - self.start());
        t > 2.0 || (t < 0.0 && share < 0.03)
    }

    /// Place of progress `t` between two places, in units.
    pub(super) fn place(self, t: f64, span: Span) -> f64 {
        let limit = (tenths(span.left), tenths(span.right));
        f64::from(self.map(&t, limit)) / 10.0
    }
}

impl Ranged for Way {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let (left, right) = limit;
        left + (self.share(*value) * f64::from(right - left)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        vec![0.0, 1.0, 1.5, 2.0]
    }

    fn range(&self) -> Range<f64> {
        0.0..2.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Span, Way};

    #[test]
    fn a_hundred_and_thirty_and_a_hundred_and_seventy_one_differ_even_in_a_small_bar() {
        let end = |t| Way::Forward.place(t, Span { left: 2.0, right: 118.0 });
        assert_eq!([end(1.0), end(1.3), end(1.708)], [94.0, 100.2, 108.7]);
    }

    #[test]
    fn the_target_stands_still_when_a_result_is_behind_the_baseline() {
        let target = |way: Way| way.place(1.0, Span { left: 1.0, right: 358.0 });
        assert_eq!(target(Way::of(Some(-0.2))), target(Way::of(Some(0.2))));
    }
}
