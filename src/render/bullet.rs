//! The bullet chart of an indicator, or the steps of a milestone.

use super::chart_cache::ChartKind;
use super::indicator::IndicatorText;
use crate::chart::{self, BulletPicture, Label, LabelledMark, SmallPicture};
use crate::evaluate::progress::{Expected, Share};
use crate::model::{Aim, Direction, Figure, Kind, Observation, Quantity, Reading, Year};

/// Where the values of an indicator lie on its bullet chart.
enum BulletPosition {
    /// On the way from baseline (0) to target (1).
    Way { actual: Option<f64>, expected: Option<f64> },
    /// Baseline and target are equal.
    Equal(chart::TargetOutcome),
    /// Inside or outside a band, in the indicator's unit as printed.
    Band { low: f64, high: f64, keep: Option<f64>, actual: Option<f64> },
    /// On a scale from 0, in the indicator's unit as printed.
    Values,
}

/// What the labels of a bullet say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BulletLabels {
    /// Result, target and all other values: the chart stands alone.
    Values,
    /// The names of the marks: the line of the year stands above, with the values.
    Names,
}

/// A fraction as a chart places it.
pub fn float(share: Share) -> f64 {
    *share.numer() as f64 / *share.denom() as f64
}

impl IndicatorText<'_> {
    fn position(&self, value: Quantity) -> f64 {
        self.amounts.position(value.ratio())
    }

    fn outcome(&self) -> chart::TargetOutcome {
        match self.record.figures.met {
            Some(true) => chart::TargetOutcome::Met,
            Some(false) => chart::TargetOutcome::NotMet,
            None => chart::TargetOutcome::Unknown,
        }
    }

    fn bullet_position(&self) -> BulletPosition {
        let figures = &self.record.figures;
        let indicator = &self.record.indicator;
        if let Some((low, high, keep)) = self.band() {
            return BulletPosition::Band { low, high, keep, actual: figures.actual.map(|actual| self.amounts.position(actual)) };
        }
        let (Some(baseline), Some(target)) = (figures.baseline, figures.target) else { return BulletPosition::Values };
        let wanted = match indicator.direction {
            Some(Direction::Down) => target < baseline,
            Some(Direction::Up | Direction::Keep | Direction::Range) | None => target > baseline,
        };
        if self.is_by_attainment() {
            return BulletPosition::Values;
        }
        let on_way = |value: Share| float((value - baseline) / (target - baseline));
        if target == baseline {
            BulletPosition::Equal(self.outcome())
        } else if wanted {
            BulletPosition::Way { actual: figures.actual.map(on_way), expected: figures.expected.map(|expected| on_way(expected.value())) }
        } else {
            BulletPosition::Values
        }
    }

    /// Whether the figure is a share of an aim from 0 upwards, so that the bar begins at 0 and not at the baseline.
    fn is_by_attainment(&self) -> bool {
        let figures = &self.record.figures;
        let positive =
            [figures.baseline, figures.actual, figures.target].into_iter().flatten().all(|value| value >= Share::from_integer(0));
        let rising = self.record.indicator.direction == Some(Direction::Up);
        rising && positive && matches!(self.edition.rule.main_figure(), Figure::Attainment | Figure::AttainmentOfExpected)
    }

    /// The ends of a range, or of the tolerance around a value that is to be kept.
    fn band(&self) -> Option<(f64, f64, Option<f64>)> {
        let target = self.record.plan().target?;
        match (target.aim, self.record.indicator.direction) {
            (Aim::Range { min, max }, _) => Some((self.position(min), self.position(max), None)),
            (Aim::Value(value), Some(Direction::Keep)) => {
                let tolerance = self.record.indicator.tolerance.ratio();
                let (low, high) = (value.ratio() - tolerance, value.ratio() + tolerance);
                Some((self.amounts.position(low), self.amounts.position(high), Some(self.position(value))))
            }
            (Aim::Value(_) | Aim::Step(_), _) => None,
        }
    }

    /// `None` where it is the target itself, which has its own mark.
    fn expected_place(&self) -> Option<f64> {
        let value = self.record.figures.expected.map(Expected::value).filter(|value| Some(*value) != self.record.figures.target)?;
        Some(self.amounts.position(value))
    }

    /// The large form of the indicator's bullet, or the steps of a milestone.
    pub fn bullet(&self, labels: BulletLabels) -> String {
        self.context.renderer.chart_cache.chart(self, ChartKind::Bullet(labels), || self.drawn_bullet(labels))
    }

    fn drawn_bullet(&self, labels: BulletLabels) -> String {
        let headline = match labels {
            BulletLabels::Values => self.headline(),
            BulletLabels::Names => String::new(),
        };
        if self.record.indicator.kind == Kind::Milestone {
            return self.steps(headline);
        }
        let label = |with_value: fn(&Self) -> Label, name: fn(&Self) -> String| match labels {
            BulletLabels::Values => with_value(self),
            BulletLabels::Names => Label { value: String::new(), word: name(self) },
        };
        let target_label = || label(Self::target_label, Self::target_on_line);
        let baseline_label = || label(Self::baseline_label, Self::baseline_in_full);
        let expected_mark = |at| LabelledMark { at, label: label(Self::expected_label, |text| text.expected_mark_name().to_owned()) };
        let baseline_mark = || {
            let value = self.record.plan().baseline.and_then(Observation::value)?;
            Some(LabelledMark { at: self.position(value), label: baseline_label() })
        };
        let picture = match self.bullet_position() {
            BulletPosition::Way { actual, expected } => BulletPicture::Progress {
                baseline: baseline_label(),
                target: target_label(),
                actual,
                expected: expected.filter(|at| *at != 1.0).map(expected_mark),
            },
            BulletPosition::Equal(outcome) => BulletPicture::Equal {
                target: target_label(),
                not_met: self.context.words.chart.not_met.clone(),
                met: self.context.words.chart.met.clone(),
                outcome,
            },
            BulletPosition::Band { low, high, keep, actual } => {
                BulletPicture::Band { low, high, keep, target: target_label(), baseline: baseline_mark(), actual }
            }
            BulletPosition::Values => BulletPicture::Values {
                zero: self.context.words.chart.zero.clone(),
                actual: self.record.figures.actual.map(|actual| self.amounts.position(actual)),
                baseline: baseline_mark(),
                expected: self.expected_place().map(expected_mark),
                target: self
                    .record
                    .plan()
                    .target
                    .and_then(|target| target.value())
                    .map(|target| LabelledMark { at: self.position(target), label: target_label() }),
            },
        };
        chart::bullet(&chart::Bullet { frame: self.frame("b"), tone: self.tone(), headline, figure: self.main_label(), picture })
    }

    fn steps(&self, headline: String) -> String {
        let plan = self.record.plan();
        let known: Vec<(Year, Reading)> =
            plan.baseline.iter().map(|baseline| (baseline.year, baseline.reading)).chain(self.history()).collect();
        let target = plan.target.map(|target| target.year.number);
        let years: Vec<i32> = known.iter().map(|(year, _)| year.number).chain(target).collect();
        let (first, last) = (years.iter().min().copied().unwrap_or_default(), years.iter().max().copied().unwrap_or_default());
        let axis: Vec<i32> = (first..=last).collect();
        let reached = |year: &i32| known.iter().rev().find(|(known, _)| known.number == *year).and_then(|(_, reading)| step_of(*reading));
        let target = plan.target.and_then(|target| match target.aim {
            Aim::Step(step) => Some(chart::StepsTarget {
                year: usize::try_from(target.year.number - first).unwrap_or_default(),
                step,
                label: self.label(String::new(), self.target_mark(), Some(target.printed_year())).word,
            }),
            Aim::Value(_) | Aim::Range { .. } => None,
        });
        chart::steps(&chart::Steps {
            frame: self.frame("b"),
            tone: self.tone(),
            headline,
            figure: self.main_label(),
            steps: (0..self.record.indicator.steps.len()).map(|step| self.step(step)).collect(),
            years: axis.iter().map(|year| self.amounts.formatter.fiscal_short(*year)).collect(),
            reached: axis.iter().map(reached).collect(),
            target,
        })
    }

    /// The results of all editions up to this one.
    fn history(&self) -> Vec<(Year, Reading)> {
        let points = self.context.renderer.results.series(&self.record.indicator.id, self.edition.year);
        points.into_iter().map(|point| (point.year, point.reading)).collect()
    }
}

fn step_of(reading: Reading) -> Option<usize> {
    match reading {
        Reading::Step(step) => Some(step),
        Reading::Value(_) | Reading::Missing(_) => None,
    }
}

impl IndicatorText<'_> {
    /// The bullet of a table's row; `None` where the figure beside it is no share of a way or an aim.
    pub fn small_bullet(&self) -> Option<String> {
        let picture = match (self.edition.rule.main_figure(), self.bullet_position()) {
            (Figure::Change, _) => return None,
            (_, BulletPosition::Band { low, high, actual, .. }) => SmallPicture::Band { low, high, actual },
            (Figure::Attainment | Figure::AttainmentOfExpected, _) => {
                SmallPicture::Progress { actual: self.main_share().map(float), expected: None }
            }
            (_, BulletPosition::Way { actual, expected }) => SmallPicture::Progress { actual, expected },
            (_, BulletPosition::Equal(outcome)) => SmallPicture::Equal { outcome },
            (_, BulletPosition::Values) => self.small_values(),
        };
        Some(chart::small_bullet(&chart::SmallBullet { tone: self.tone(), picture, figure: self.main_brief() }))
    }

    /// Values as shares of a target above 0.
    fn small_values(&self) -> SmallPicture {
        let figures = &self.record.figures;
        let of_target = |value: Share| figures.target.filter(|target| *target > Share::from_integer(0)).map(|target| float(value / target));
        SmallPicture::Progress {
            actual: figures.actual.and_then(of_target),
            expected: figures.expected.and_then(|expected| of_target(expected.value())),
        }
    }
}
