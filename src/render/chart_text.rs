//! The texts of the charts of an indicator: labels, title and description.

use super::indicator::IndicatorText;
use super::number::grouped;
use super::trajectory;
use super::words::fill;
use crate::chart::{self, Label};
use crate::evaluate::progress::{Expected, Share, rounded};
use crate::model::{Aim, Bound, Figure, Kind, Language, Observation, PrintedYear, Quantity, Reading, Rounding, Status, Target};

impl IndicatorText<'_> {
    /// "実績 1,033万人 (H28)", or why there is no result.
    pub(super) fn headline(&self) -> String {
        let words = &self.context.words.chart;
        match self.record.result.as_ref() {
            Some(actual) if self.record.figures.actual.is_some() => {
                fill(&words.actual, &[("value", &self.dated(&self.observation(actual), actual.printed_year()))])
            }
            _ => self.missing(),
        }
    }

    /// A value over a word of the chart with its year.
    pub(super) fn label(&self, value: String, word: &str, year: Option<PrintedYear<'_>>) -> Label {
        let year = year.map(|year| self.year_short(year)).unwrap_or_default();
        Label { value, word: fill(word, &[("year", &year)]) }
    }

    /// An observation with its bound, without its unit in English, for narrow labels.
    pub(super) fn short(&self, reading: Reading, bound: Option<Bound>) -> String {
        match reading {
            Reading::Value(value) => self.amounts.qualified(self.amounts.short(value), bound),
            Reading::Step(_) | Reading::Missing(_) => self.reading(reading),
        }
    }

    /// The label of the baseline; of a total, of the start at 0.
    pub(super) fn baseline_label(&self) -> Label {
        let baseline = self.record.plan().baseline;
        if self.record.indicator.kind == Kind::Sum {
            return Label { value: self.amounts.short(Quantity::ZERO), word: self.context.words.chart.start.clone() };
        }
        let value = baseline.map(|baseline| self.short(baseline.reading, baseline.bound)).unwrap_or_default();
        self.label(value, &self.context.words.chart.baseline, baseline.map(Observation::printed_year))
    }

    /// The label of the target.
    pub(super) fn target_label(&self) -> Label {
        let target = self.record.plan().target;
        let value = target.map(|target| match (target.aim, target.bound) {
            (Aim::Value(value), None) => self.amounts.short(value),
            _ => self.target(target),
        });
        self.label(value.unwrap_or_default(), self.target_mark(), target.map(Target::printed_year))
    }

    /// The label of the expected value.
    pub(super) fn expected_label(&self) -> Label {
        let value = self.expected().map(|expected| self.amounts.short(expected));
        Label { value: value.unwrap_or_default(), word: self.expected_mark_name().to_owned() }
    }

    /// "目標 {year}"; "年度目標 {year}" where the target is that of the year.
    pub(super) fn target_mark(&self) -> &str {
        let words = &self.context.words.chart;
        if self.record.yearly_target.is_some() { &words.scheduled } else { &words.target }
    }

    /// "基準値 118.3万人 (R1)": the baseline in one line; of a total, the start at 0.
    pub(super) fn baseline_in_full(&self) -> String {
        let name = &self.context.words.indicator.baseline;
        match self.record.plan().baseline.filter(|_| self.record.indicator.kind != Kind::Sum) {
            Some(baseline) => format!("{name} {}", self.dated(&self.short(baseline.reading, baseline.bound), baseline.printed_year())),
            None => self.baseline_label().value,
        }
    }

    /// What the mark of the expected value is called.
    pub(super) fn expected_mark_name(&self) -> &str {
        match self.record.figures.expected {
            Some(Expected::Scheduled(_)) => &self.context.words.indicator.scheduled,
            Some(Expected::ByRule(_) | Expected::Straight(_)) | None => &self.context.words.chart.expected,
        }
    }

    /// "進捗率 80.1%": the figure that the rule is about, with its name; a progress in words where it would be negative or of four digits.
    /// Empty where it is not defined.
    pub fn main_label(&self) -> String {
        match (self.main_in_words(&self.context.words.summary.times_of_way), self.main_share()) {
            (Some(words), _) => words,
            (None, None) => String::new(),
            (None, Some(_)) => fill(&self.context.words.chart.figure, &[("label", self.main_name()), ("value", &self.main_percent())]),
        }
    }

    /// "80.1%": the figure that the rule is about under a head with its name. Empty where it is not defined.
    pub fn main_brief(&self) -> String {
        self.main_in_words(&self.context.words.summary.times_of_way_brief).unwrap_or_else(|| self.main_percent())
    }

    /// A progress in words where its percentage would be negative or of four digits.
    fn main_in_words(&self, times_of_way: &str) -> Option<String> {
        let share = self.main_share().filter(|_| self.edition.rule.main_figure() == Figure::Progress)?;
        if share < Share::from(0) {
            return Some(self.context.words.summary.worse_than_baseline.clone());
        }
        let times = rounded(share, 0, Rounding::HalfUp).decimal().to_string();
        (share >= Share::from(10)).then(|| fill(times_of_way, &[("times", &grouped(&times, self.amounts.formatter.minus))]))
    }

    /// The pace in words: "計画の約4倍の速さ".
    pub fn pace_in_words(&self, pace: Share) -> String {
        let words = &self.context.words.summary;
        let tenths = rounded(pace * Share::from(10), 0, Rounding::HalfUp).ratio();
        let places = if pace < Share::from(3) { 1 } else { 0 };
        let times = rounded(pace, places, Rounding::HalfUp).normalized().decimal().to_string();
        match tenths.to_integer() {
            _ if pace < Share::from(0) => words.worse_than_baseline.clone(),
            _ if pace == Share::from(0) => words.pace_none.clone(),
            _ if pace == Share::from(1) => words.pace_same.clone(),
            0 => words.pace_least.clone(),
            5 => words.pace_half.clone(),
            10 => words.pace_near.clone(),
            tenths @ 1..10 => fill(&words.pace_tenths, &[("tenths", &tenths.to_string())]),
            _ => fill(&words.pace_times, &[("times", &grouped(&times, self.amounts.formatter.minus))]),
        }
    }

    /// Id, title and description of the chart: what a screen reader reads out.
    pub(super) fn frame(&self, prefix: &str) -> chart::ChartFrame {
        let words = &self.context.words.chart;
        let figure = self.context.in_sentence(&self.main_label());
        let template = if figure.is_empty() { &words.title } else { &words.title_with_figure };
        let title = fill(template, &[("name", &self.name()), ("figure", &figure)]);
        chart::ChartFrame {
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
        let part = |label: &str, value: String| fill(&words.chart.part, &[("label", label), ("value", &value)]);
        let plan = self.record.plan();
        let mut parts = Vec::new();
        parts.extend(
            plan.baseline.map(|baseline| part(&words.indicator.baseline, self.dated(&self.observation(baseline), baseline.printed_year()))),
        );
        parts.extend(self.missing_years());
        let actual = self.record.result.as_ref().filter(|actual| !matches!(actual.reading, Reading::Missing(_)));
        parts.extend(actual.map(|actual| part(&words.indicator.actual, self.dated(&self.observation(actual), actual.printed_year()))));
        let since = self.since_last().map(|difference| fill(&words.chart.since, &[("difference", &difference)]));
        parts.extend(since);
        parts.extend(plan.target.map(|target| part(self.target_name(), self.dated(&self.target(target), target.printed_year()))));
        let expected = self.expected().filter(|_| self.record.yearly_target.is_none());
        parts.extend(expected.map(|expected| part(self.expected_name(), self.amounts.amount(expected))));
        let grade = self.grade_word().map(|grade| self.space().to_owned() + &fill(&words.chart.grade, &[("grade", &grade)]));
        format!("{}{}{}", parts.join(&words.list.separator), words.summary.end.trim_end(), grade.unwrap_or_default())
    }

    /// "H30、R2は中止": the years without a value, by why they have none.
    fn missing_years(&self) -> Vec<String> {
        let words = &self.context.words;
        let mut missing: Vec<(Status, Vec<String>)> = Vec::new();
        for point in trajectory::results(self) {
            let Reading::Missing(status) = point.reading else { continue };
            let year = self.year_short(point.printed_year());
            match missing.iter_mut().find(|(other, _)| *other == status) {
                Some((_, years)) => years.push(year),
                None => missing.push((status, vec![year])),
            }
        }
        let said = |(status, years): &(Status, Vec<String>)| {
            let status = self.context.in_sentence(self.status(*status));
            fill(&words.chart.missing, &[("years", &years.join(&words.list.separator)), ("status", &status)])
        };
        missing.iter().map(said).collect()
    }

    /// Between sentences: a space in English.
    fn space(&self) -> &'static str {
        match self.context.language {
            Language::Ja => "",
            Language::En => " ",
        }
    }

    /// The grade's word, "評価対象外" without one; `None` where grades are off.
    pub(super) fn grade_word(&self) -> Option<String> {
        match self.edition.grade(self.record) {
            Some(grade) => Some(self.context.plain(&grade.label)),
            None => (!self.edition.rule.off).then(|| self.context.words.indicator.not_evaluated.clone()),
        }
    }

    /// Id, title and description of a chart of this prefix and title.
    pub fn titled_frame(&self, prefix: &str, title: &str) -> chart::ChartFrame {
        chart::ChartFrame { title: fill(title, &[("name", &self.name())]), ..self.frame(prefix) }
    }
}
