//! From an indicator to the inputs of its charts: finished labels, positions.

use super::chart_cache::Form;
use super::indicator::IndicatorText;
use super::number::percent;
use super::words::fill;
use crate::chart::{self, Label, Mark, Picture, SmallPicture};
use crate::evaluate::progress::{Expected, Share};
use crate::model::{Aim, Direction, Kind, Observation, Quantity, Reading, Year};

/// Where an indicator stands, in the coordinates of its bullet.
enum Standing {
    /// On the way from baseline (0) to target (1).
    Way { actual: Option<f64>, expected: Option<f64> },
    /// Baseline and target are equal.
    Equal(chart::Outcome),
    /// Inside or outside a band, in the indicator's unit as printed.
    Band { low: f64, high: f64, keep: Option<f64>, actual: Option<f64> },
    /// On a scale from 0, in the indicator's unit as printed.
    Values,
}

/// A fraction as a chart places it.
pub fn float(share: Share) -> f64 {
    *share.numer() as f64 / *share.denom() as f64
}

impl IndicatorText<'_> {
    fn position(&self, value: Quantity) -> f64 {
        self.amounts.position(value.ratio())
    }

    fn outcome(&self) -> chart::Outcome {
        match self.record.figures.met {
            Some(true) => chart::Outcome::Met,
            Some(false) => chart::Outcome::NotMet,
            None => chart::Outcome::Unknown,
        }
    }

    fn standing(&self) -> Standing {
        let figures = &self.record.figures;
        let indicator = &self.record.indicator;
        if let Some((low, high, keep)) = self.band() {
            return Standing::Band { low, high, keep, actual: figures.actual.map(|actual| self.amounts.position(actual)) };
        }
        let (Some(baseline), Some(target)) = (figures.baseline, figures.target) else { return Standing::Values };
        let wanted = match indicator.direction {
            Some(Direction::Down) => target < baseline,
            Some(Direction::Up | Direction::Keep | Direction::Range) | None => target > baseline,
        };
        let on_way = |value: Share| float((value - baseline) / (target - baseline));
        if target == baseline {
            Standing::Equal(self.outcome())
        } else if wanted {
            Standing::Way { actual: figures.actual.map(on_way), expected: figures.expected.map(|expected| on_way(expected.value())) }
        } else {
            Standing::Values
        }
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

    /// "実績 1,033万人 (H28)", or why there is no result.
    fn headline(&self) -> String {
        let words = &self.context.words.chart;
        match self.record.result.as_ref() {
            Some(actual) if self.record.figures.actual.is_some() => {
                let year = self.amounts.writer.year_short(actual.year);
                let value = fill(&words.with_year, &[("value", &self.observation(actual)), ("year", &year)]);
                fill(&words.actual, &[("value", &value)])
            }
            _ => self.reason(),
        }
    }

    fn label(&self, value: String, word: &str, year: Option<Year>) -> Label {
        let year = year.map(|year| self.amounts.writer.year_short(year)).unwrap_or_default();
        Label { value, word: fill(word, &[("year", &year)]) }
    }

    /// An observation without its unit in English, for narrow labels.
    fn short(&self, reading: Reading) -> String {
        match reading {
            Reading::Value(value) => self.amounts.short(value),
            Reading::Step(_) | Reading::Missing(_) => self.reading(reading),
        }
    }

    fn baseline_label(&self) -> Label {
        let baseline = self.record.plan().baseline;
        if self.record.indicator.kind == Kind::Sum {
            return Label { value: self.amounts.short(Quantity::ZERO), word: self.context.words.chart.start.clone() };
        }
        let value = baseline.map(|baseline| self.short(baseline.reading)).unwrap_or_default();
        self.label(value, &self.context.words.chart.baseline, baseline.map(|baseline| baseline.year))
    }

    fn target_label(&self) -> Label {
        let target = self.record.plan().target;
        let value = target.map(|target| match (target.aim, target.bound) {
            (Aim::Value(value), None) => self.amounts.short(value),
            _ => self.target(target),
        });
        self.label(value.unwrap_or_default(), &self.context.words.chart.target, target.map(|target| target.year))
    }

    fn expected_label(&self) -> Label {
        let value = self.record.figures.expected.map(|expected| self.computed_short(expected.value()));
        Label { value: value.unwrap_or_default(), word: self.context.words.chart.expected.clone() }
    }

    fn baseline_mark(&self) -> Option<Mark> {
        let value = self.record.plan().baseline.and_then(Observation::value)?;
        Some(Mark { at: self.position(value), label: self.baseline_label() })
    }

    /// `None` where it is the target itself, which has its own mark.
    fn expected_mark(&self) -> Option<Mark> {
        let value = self.record.figures.expected.map(Expected::value).filter(|value| Some(*value) != self.record.figures.target)?;
        Some(Mark { at: self.amounts.position(value), label: self.expected_label() })
    }

    fn progress_or_nothing(&self) -> String {
        self.record.figures.progress.map(|share| percent(share, &self.edition.rule)).unwrap_or_default()
    }

    /// What the chart says to those who cannot see it.
    fn frame(&self, prefix: &str) -> chart::Frame {
        let words = &self.context.words.chart;
        let progress = self.progress_or_nothing();
        let template = if progress.is_empty() { &words.title } else { &words.title_with_progress };
        let title = fill(template, &[("name", &self.name()), ("progress", &progress)]);
        chart::Frame {
            id: match self.part {
                Some(part) => format!("{prefix}-{part}-{}", self.record.indicator.id),
                None => format!("{prefix}-{}", self.record.indicator.id),
            },
            lang: self.context.language.tag(),
            title,
            desc: self.description(),
        }
    }

    /// "基準値844万人（H26）、実績値…、評価は順調。"
    fn description(&self) -> String {
        let words = &self.context.words;
        let writer = self.amounts.writer;
        let dated = |value: String, year: Year| fill(&words.chart.with_year, &[("value", &value), ("year", &writer.year_short(year))]);
        let part = |label: &str, value: String| fill(&words.chart.part, &[("label", label), ("value", &value)]);
        let plan = self.record.plan();
        let mut parts = Vec::new();
        parts.extend(plan.baseline.map(|baseline| part(&words.indicator.baseline, dated(self.observation(baseline), baseline.year))));
        let actual = self.record.result.as_ref();
        parts.extend(actual.map(|actual| part(&words.indicator.actual, dated(self.observation(actual), actual.year))));
        parts.extend(plan.target.map(|target| part(&words.indicator.target, dated(self.target(target), target.year))));
        parts.extend(self.record.figures.expected.map(|expected| part(&words.indicator.expected, self.computed(expected.value()))));
        let grade = fill(&words.chart.grade, &[("grade", &self.grade_word())]);
        format!("{}{}{grade}", parts.join(&words.list.separator), words.says.end.trim_end().to_owned() + self.space())
    }

    /// Between sentences: a space in English.
    fn space(&self) -> &'static str {
        match self.context.language {
            crate::model::Language::Ja => "",
            crate::model::Language::En => " ",
        }
    }

    fn grade_word(&self) -> String {
        match self.edition.grade(self.record) {
            Some(grade) => self.context.plain(&grade.label),
            None => self.context.words.indicator.not_evaluated.clone(),
        }
    }

    /// The large form of the indicator's bullet, or the steps of a milestone.
    pub fn bullet(&self) -> String {
        self.context.renderer.chart_cache.chart(self, Form::Bullet, || self.drawn_bullet())
    }

    fn drawn_bullet(&self) -> String {
        if self.record.indicator.kind == Kind::Milestone {
            return self.steps();
        }
        let picture = match self.standing() {
            Standing::Way { actual, expected } => Picture::Progress {
                baseline: self.baseline_label(),
                target: self.target_label(),
                actual,
                expected: expected.filter(|at| *at != 1.0).map(|at| Mark { at, label: self.expected_label() }),
            },
            Standing::Equal(outcome) => Picture::Equal {
                target: self.target_label(),
                not_met: self.context.words.chart.not_met.clone(),
                met: self.context.words.chart.met.clone(),
                outcome,
            },
            Standing::Band { low, high, keep, actual } => {
                Picture::Band { low, high, keep, target: self.target_label(), baseline: self.baseline_mark(), actual }
            }
            Standing::Values => self.values_picture(),
        };
        chart::bullet(&chart::Bullet {
            frame: self.frame("b"),
            tone: self.tone(),
            headline: self.headline(),
            figure: self.progress_or_nothing(),
            picture,
        })
    }

    fn values_picture(&self) -> Picture {
        let target = self.record.plan().target.and_then(|target| target.value());
        Picture::Values {
            zero: self.context.words.chart.zero.clone(),
            actual: self.record.figures.actual.map(|actual| self.amounts.position(actual)),
            baseline: self.baseline_mark(),
            expected: self.expected_mark(),
            target: target.map(|target| Mark { at: self.position(target), label: self.target_label() }),
        }
    }

    fn steps(&self) -> String {
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
                label: self.label(String::new(), &self.context.words.chart.target, Some(target.year)).word,
            }),
            Aim::Value(_) | Aim::Range { .. } => None,
        });
        chart::steps(&chart::Steps {
            frame: self.frame("b"),
            tone: self.tone(),
            headline: self.headline(),
            figure: self.progress_or_nothing(),
            steps: (0..self.record.indicator.steps.len()).map(|step| self.step(step)).collect(),
            years: axis.iter().map(|year| self.amounts.writer.fiscal_short(*year)).collect(),
            reached: axis.iter().map(reached).collect(),
            target,
        })
    }

    /// The results of all editions up to this one.
    fn history(&self) -> Vec<(Year, Reading)> {
        let points = self.context.renderer.results.series(&self.record.indicator.id, self.edition.year);
        points.into_iter().map(|point| (point.year, point.reading)).collect()
    }

    /// The indicator over the years; `None` for a milestone, whose steps show it.
    pub fn trajectory(&self) -> Option<String> {
        let draw = || chart::trajectory(&super::trajectory::input(self));
        (self.record.indicator.kind != Kind::Milestone).then(|| self.context.renderer.chart_cache.chart(self, Form::Trajectory, draw))
    }

    /// The indicator's chart as a file of its own, with its name and where it comes from.
    pub fn download(&self) -> String {
        let edition = self.edition;
        let publisher = self.context.renderer.project.settings.publisher.as_ref().map(|publisher| self.context.plain(&publisher.name));
        let report = fill(
            &self.context.words.edition.heading,
            &[("title", &self.context.plain(&edition.title)), ("year", &self.amounts.writer.fiscal_long(edition.year))],
        );
        let source: Vec<String> = publisher.into_iter().chain([report]).collect();
        let caption = chart::Caption { heading: self.name(), source: source.join(&self.context.words.list.separator) };
        chart::standalone(&self.trajectory().unwrap_or_else(|| self.bullet()), &caption)
    }

    /// What the chart says to those who cannot see it, for a chart of this prefix and title.
    pub fn titled_frame(&self, prefix: &str, title: &str) -> chart::Frame {
        chart::Frame { title: fill(title, &[("name", &self.name())]), ..self.frame(prefix) }
    }
}

fn step_of(reading: Reading) -> Option<usize> {
    match reading {
        Reading::Step(step) => Some(step),
        Reading::Value(_) | Reading::Missing(_) => None,
    }
}

/// The bullet of a table's row.
pub fn small_bullet(indicator_text: &IndicatorText<'_>) -> String {
    let picture = match indicator_text.standing() {
        Standing::Way { actual, expected } => SmallPicture::Progress { actual, expected },
        Standing::Equal(outcome) => SmallPicture::Equal { outcome },
        Standing::Band { low, high, actual, .. } => SmallPicture::Band { low, high, actual },
        Standing::Values => {
            let of_target = |value: Share| {
                indicator_text.record.figures.target.filter(|target| *target > Share::from_integer(0)).map(|target| float(value / target))
            };
            let figures = &indicator_text.record.figures;
            SmallPicture::Progress {
                actual: figures.actual.and_then(of_target),
                expected: figures.expected.and_then(|expected| of_target(expected.value())),
            }
        }
    };
    chart::small_bullet(&chart::SmallBullet { tone: indicator_text.tone(), picture })
}
