//! Charts that several pages show, drawn once: an indicator's own page, that of its goal, the edition for paper, and the chart as a
//! file of its own are made soon after each other.

use super::bullet::BulletLabels;
use super::indicator::IndicatorText;
use crate::model::Language;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// How many charts are kept: those of the editions that are being made, a few kilobytes each. More would not be asked for again.
const CAPACITY: usize = 512;

/// A kind of chart of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChartKind {
    Bullet(BulletLabels),
    Trajectory,
    /// Through all editions and strategies, where one line shows them.
    Series,
}

/// Everything that a chart depends on besides the content itself: language, edition, indicator, kind.
type ChartKey = (Language, i32, String, ChartKind);

/// The charts that were drawn last.
#[derive(Debug, Default)]
pub struct ChartCache {
    kept: Mutex<KeptCharts>,
}

#[derive(Debug, Default)]
struct KeptCharts {
    charts: BTreeMap<ChartKey, String>,
    /// Oldest first.
    order: VecDeque<ChartKey>,
}

impl KeptCharts {
    fn keep(&mut self, key: ChartKey, chart: String) {
        if self.charts.insert(key.clone(), chart).is_none() {
            self.order.push_back(key);
        }
        if self.order.len() > CAPACITY
            && let Some(oldest) = self.order.pop_front()
        {
            self.charts.remove(&oldest);
        }
    }
}

impl ChartCache {
    /// The chart of an indicator: as it was drawn before, or else drawn now. Those of a part of a page are on that page alone.
    pub fn chart(&self, indicator_text: &IndicatorText<'_>, kind: ChartKind, draw: impl Fn() -> String) -> String {
        if indicator_text.part.is_some() {
            return draw();
        }
        let key = (indicator_text.context.language, indicator_text.edition.year, indicator_text.record.indicator.id.clone(), kind);
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).charts.get(&key).cloned();
        if let Some(kept) = kept {
            debug_assert_eq!(kept, draw(), "a chart depends on something that is not in its key");
            return kept;
        }
        let drawn = draw();
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).keep(key, drawn.clone());
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_charts_make_way() {
        let key = |number: usize| (Language::Ja, 2016, number.to_string(), ChartKind::Bullet(BulletLabels::Values));
        let mut kept = KeptCharts::default();
        for number in 0..CAPACITY + 2 {
            kept.keep(key(number), "chart".to_owned());
            kept.keep(key(number), "chart".to_owned());
        }
        assert_eq!((kept.charts.len(), kept.order.len()), (CAPACITY, CAPACITY));
        assert_eq!((kept.charts.contains_key(&key(1)), kept.charts.contains_key(&key(2))), (false, true));
    }
}
