//! One indicator of an edition in words: names, values, figures, grade.

use super::context::PageContext;
use super::html::Html;
use super::number::{Amounts, computed, percent};
use super::route::PageAddress;
use super::words::fill;
use crate::chart;
use crate::evaluate::progress::Share;
use crate::evaluate::{NotEvaluated, Verdict};
use crate::model::{
    Aim, Certainty, Direction, Indicator, Kind, Language, Observation, Quantity, Reading, Role, Status, Target, Tone, Year,
};
use crate::record::{EditionRecord, IndicatorRecord};
use serde::Serialize;

/// A grade as it is shown: symbol, word and tone; or that there is none, and why.
#[derive(Clone, Debug, Serialize)]
pub struct GradeView {
    pub symbol: String,
    pub label: Html,
    /// Name of the tone's class.
    pub tone: &'static str,
    /// Why there is no grade.
    pub reason: Option<String>,
}

/// A value with its year.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    pub value: Html,
    /// Short year where it is not the one in the table's head.
    pub year: Option<String>,
    /// 速報値, 見込値.
    pub certainty: Option<String>,
}

/// An indicator as a row of a table.
#[derive(Debug, Serialize)]
pub struct Row {
    pub id: String,
    pub href: String,
    pub name: Html,
    /// "数値目標", on those.
    pub tag: Option<String>,
    pub baseline: Cell,
    pub actual: Cell,
    pub target: Cell,
    pub progress: String,
    pub elapsed: String,
    pub pace: String,
    pub grade: GradeView,
    pub bar: Html,
    /// Numbers by which the table can be sorted: progress and pace in per cent, the place of the grade in the rule.
    pub sort_progress: String,
    pub sort_grade: String,
    /// The record in small, where there is one of three years or more.
    pub record: Option<Html>,
}

/// The years in the head of a table: those that most of its rows have.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeadYears {
    pub baseline: Option<Year>,
    pub actual: Option<Year>,
    pub target: Option<Year>,
}

/// One indicator within its edition and page.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorText<'a> {
    pub context: &'a PageContext<'a>,
    pub edition: &'a EditionRecord,
    pub record: &'a IndicatorRecord,
    pub amounts: Amounts<'a>,
    /// Tells charts of one indicator apart where a page has several.
    pub part: Option<&'a str>,
}

impl<'a> IndicatorText<'a> {
    /// An indicator, with one scale for all its figures.
    pub fn new(context: &'a PageContext<'a>, edition: &'a EditionRecord, record: &'a IndicatorRecord) -> IndicatorText<'a> {
        let indicator = &record.indicator;
        let writer = context.writer(edition.notation());
        let amounts = Amounts::new(writer, indicator.unit.as_ref(), typed(record));
        IndicatorText { context, edition, record, amounts, part: None }
    }

    /// The name as a page shows it, with the mark of its kind: （累計）.
    pub fn name(&self) -> String {
        name(self.context, &self.record.indicator)
    }

    /// The name as HTML, with its language.
    pub fn name_html(&self) -> Html {
        name_html(self.context, &self.record.indicator)
    }

    /// The page of the indicator.
    pub fn href(&self) -> String {
        self.context.href(PageAddress::Indicator(self.edition.year, self.record.indicator.id.clone()))
    }

    /// The word of a status.
    pub fn status(&self, status: Status) -> &'a str {
        self.context.words.closed.of(status)
    }

    /// 速報値 or 見込値.
    pub fn certainty(&self, certainty: Option<Certainty>) -> Option<String> {
        certainty.map(|certainty| self.context.words.closed.of(certainty).to_owned())
    }

    /// The name of a step.
    pub fn step(&self, step: usize) -> String {
        self.record.indicator.steps.get(step).map(|step| self.context.plain(&step.name)).unwrap_or_default()
    }

    /// An observation as text: figure with unit, step, or status.
    pub fn reading(&self, reading: Reading) -> String {
        match reading {
            Reading::Value(value) => self.amounts.amount(value),
            Reading::Step(step) => self.step(step),
            Reading::Missing(status) => self.status(status).to_owned(),
        }
    }

    /// An observation with its bound.
    pub fn observation(&self, observation: &Observation) -> String {
        match observation.reading {
            Reading::Value(value) => self.amounts.bounded(value, observation.bound),
            reading => self.reading(reading),
        }
    }

    /// A target as text; with the tolerance of what is to be kept.
    pub fn target(&self, target: &Target) -> String {
        match target.aim {
            Aim::Value(value) => {
                let written = self.amounts.bounded(value, target.bound);
                within(self.context, &self.record.indicator, (&self.amounts, written))
            }
            Aim::Range { min, max } => {
                let (min, max) = (self.amounts.number(min), self.amounts.amount(max));
                fill(&self.context.words.indicator.range, &[("min", &min), ("max", &max)])
            }
            Aim::Step(step) => self.step(step),
        }
    }

    /// A computed value with its unit, one decimal more than typed where it needs it.
    pub fn computed(&self, value: Share) -> String {
        self.amounts.amount(self.computed_quantity(value))
    }

    /// As [`IndicatorText::computed`], without the unit in English.
    pub fn computed_short(&self, value: Share) -> String {
        self.amounts.short(self.computed_quantity(value))
    }

    /// A difference of two figures: of percentages in points, of ranks as a bare number in English.
    pub fn difference(&self, value: Share) -> String {
        let number = || self.amounts.number(self.computed_quantity(value));
        match self.record.indicator.unit.as_ref().map(|unit| unit.ja.as_str()) {
            Some("％" | "%") => fill(&self.context.words.says.points, &[("value", &number())]),
            Some("位") if self.context.language == Language::En => number(),
            Some(_) | None => self.computed_short(value),
        }
    }

    fn computed_quantity(&self, value: Share) -> Quantity {
        computed(value, typed(self.record))
    }

    /// A percentage by the edition's rule; `－` where it is not defined.
    pub fn percent(&self, share: Option<Share>) -> String {
        share.map_or_else(|| self.context.words.indicator.none.clone(), |share| percent(share, &self.edition.rule))
    }

    /// The grade that counts.
    pub fn grade(&self) -> GradeView {
        match self.edition.grade(self.record) {
            Some(grade) => grade_view(self.context, grade),
            None => GradeView {
                symbol: self.context.words.indicator.none.clone(),
                label: self.context.html(&self.context.words.indicator.not_evaluated),
                tone: tone_class(chart::Tone::Unjudged),
                reason: Some(self.reason()),
            },
        }
    }

    /// The tone of the grade that counts, for charts.
    pub fn tone(&self) -> chart::Tone {
        tone_of(self.edition, self.record)
    }

    /// Why there is no computed grade; empty where there is one.
    pub fn reason(&self) -> String {
        let words = &self.context.words.indicator;
        let Verdict::NotEvaluated(reason) = &self.record.verdict else { return String::new() };
        match reason {
            NotEvaluated::Off => words.off.clone(),
            NotEvaluated::NoResult | NotEvaluated::Status(_) => self.missing(),
            NotEvaluated::NoTarget => words.no_target.clone(),
            NotEvaluated::NoBaseline => words.no_baseline.clone(),
            NotEvaluated::BeforeDeadline => words.before_deadline.clone(),
            NotEvaluated::NotNewer => words.not_newer.clone(),
            NotEvaluated::Undefined => words.undefined.clone(),
            NotEvaluated::NoTestHolds => words.no_test_holds.clone(),
        }
    }

    /// The row of the indicator in a table whose head shows `head`.
    pub fn row(&self, head: HeadYears) -> Row {
        let plan = self.record.plan();
        let actual = self.record.result.as_ref();
        let figures = &self.record.figures;
        let is_target = self.record.indicator.role == Role::Target;
        Row {
            id: self.record.indicator.id.clone(),
            href: self.href(),
            name: self.name_html(),
            tag: is_target.then(|| self.context.words.closed.of(Role::Target).to_owned()),
            baseline: self.cell(plan.baseline.map(|baseline| (self.observation(baseline), baseline.year)), head.baseline, None),
            actual: self.cell(
                actual.map(|actual| (self.observation(actual), actual.year)),
                head.actual,
                actual.and_then(|actual| actual.certainty),
            ),
            target: self.cell(plan.target.map(|target| (self.target(target), target.year)), head.target, None),
            progress: self.percent(figures.progress),
            elapsed: self.percent(figures.elapsed),
            pace: self.percent(figures.pace),
            grade: self.grade(),
            bar: Html::finished(super::drawing::small_bullet(self)),
            sort_progress: figures.progress.map(|share| format!("{:.4}", super::drawing::float(share))).unwrap_or_default(),
            sort_grade: self.edition.position(self.record).map(|position| position.to_string()).unwrap_or_default(),
            record: super::trajectory::sparkline(self).map(Html::finished),
        }
    }

    fn cell(&self, value: Option<(String, Year)>, head: Option<Year>, certainty: Option<Certainty>) -> Cell {
        let Some((value, year)) = value else {
            return Cell { value: self.context.html(&self.context.words.indicator.none), year: None, certainty: None };
        };
        let year = (Some(year) != head).then(|| self.amounts.writer.year_short(year));
        Cell { value: self.context.html(&value), year, certainty: self.certainty(certainty) }
    }

    /// What kind of figure it is, and which way is wanted.
    pub fn kind(&self) -> String {
        let (words, indicator) = (&self.context.words.closed, &self.record.indicator);
        let direction = indicator.direction.map(|direction| words.of(direction));
        let parts: Vec<&str> = std::iter::once(words.of(indicator.kind)).chain(direction).collect();
        parts.join(&self.context.words.list.separator)
    }
}

/// A written target with the tolerance within which it is to be kept, where there is one.
pub fn within(context: &PageContext<'_>, indicator: &Indicator, (amounts, target): (&Amounts<'_>, String)) -> String {
    let tolerant = indicator.direction == Some(Direction::Keep) && indicator.tolerance > Quantity::ZERO;
    match tolerant {
        true => fill(&context.words.indicator.within, &[("target", &target), ("tolerance", &amounts.short(indicator.tolerance))]),
        false => target,
    }
}

/// The digits that the author typed for an indicator.
pub fn typed<'a>(record: &'a IndicatorRecord) -> impl Iterator<Item = Quantity> + use<'a> {
    let plan = record.plan();
    let baseline = plan.baseline.and_then(Observation::value);
    let actual = record.result.as_ref().and_then(Observation::value);
    let target = plan.target.into_iter().flat_map(|target| match target.aim {
        Aim::Value(value) => vec![value],
        Aim::Range { min, max } => vec![min, max],
        Aim::Step(_) => Vec::new(),
    });
    baseline
        .into_iter()
        .chain(actual)
        .chain(target)
        .chain(plan.schedule.iter().map(|scheduled| scheduled.value))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The mark that a kind adds to a name.
fn suffix<'a>(context: &PageContext<'a>, indicator: &Indicator) -> &'a str {
    match indicator.kind {
        Kind::Cumulative => &context.words.indicator.cumulative_suffix,
        Kind::Average => &context.words.indicator.average_suffix,
        Kind::Sum => &context.words.indicator.sum_suffix,
        Kind::Level | Kind::Annual | Kind::Rank | Kind::Milestone => "",
    }
}

/// An indicator's name as text.
pub fn name(context: &PageContext<'_>, indicator: &Indicator) -> String {
    context.plain(&indicator.name) + suffix(context, indicator)
}

/// An indicator's name as HTML.
pub fn name_html(context: &PageContext<'_>, indicator: &Indicator) -> Html {
    Html::finished(format!("{}{}", context.text(&indicator.name).as_str(), context.html(suffix(context, indicator)).as_str()))
}

/// A grade of a rule as it is shown.
pub fn grade_view(context: &PageContext<'_>, grade: &crate::model::Grade) -> GradeView {
    GradeView { symbol: grade.symbol.clone(), label: context.text(&grade.label), tone: tone_class(chart_tone(grade.tone)), reason: None }
}

/// The tone of a grade in charts.
pub fn chart_tone(tone: Option<Tone>) -> chart::Tone {
    match tone {
        Some(Tone::Good) => chart::Tone::Good,
        Some(Tone::Fair) => chart::Tone::Fair,
        Some(Tone::Poor) => chart::Tone::Poor,
        Some(Tone::Bad) => chart::Tone::Bad,
        None => chart::Tone::Unjudged,
    }
}

/// The tone of the grade that counts.
pub fn tone_of(edition: &EditionRecord, record: &IndicatorRecord) -> chart::Tone {
    edition.grade(record).map_or(chart::Tone::Unjudged, |grade| chart_tone(grade.tone))
}

/// The class of a tone in the style sheet.
pub fn tone_class(tone: chart::Tone) -> &'static str {
    match tone {
        chart::Tone::Good => "good",
        chart::Tone::Fair => "fair",
        chart::Tone::Poor => "poor",
        chart::Tone::Bad => "bad",
        chart::Tone::Unjudged => "none",
    }
}

/// The years that most of some indicators have.
pub fn head_years<'a>(records: impl IntoIterator<Item = &'a IndicatorRecord>) -> HeadYears {
    let all: Vec<&IndicatorRecord> = records.into_iter().collect();
    HeadYears {
        baseline: commonest(all.iter().filter_map(|record| record.plan().baseline.map(|baseline| baseline.year))),
        actual: commonest(all.iter().filter_map(|record| record.result.as_ref().map(|result| result.year))),
        target: commonest(all.iter().filter_map(|record| record.plan().target.map(|target| target.year))),
    }
}

/// The commonest year; of several the earliest.
fn commonest(years: impl Iterator<Item = Year>) -> Option<Year> {
    let mut counts: std::collections::BTreeMap<Year, usize> = std::collections::BTreeMap::new();
    for year in years {
        *counts.entry(year).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(year, count)| (*count, std::cmp::Reverse(*year))).map(|(year, _)| year)
}
