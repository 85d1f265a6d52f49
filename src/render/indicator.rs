//! The texts of one indicator of an edition: name, values, figures, reasons.

use super::context::PageContext;
use super::html::Html;
use super::number::{AmountFormatter, BoundedQuantity, percent};
use super::route::PageAddress;
use super::words::fill;
use crate::evaluate::progress::{Expected, Share, rounded};
use crate::evaluate::{NotEvaluated, Verdict};
use crate::model::{
    Aim, Bound, Certainty, Direction, Indicator, Kind, Language, Observation, PrintedYear, Published, Quantity, Reading, Rounding, Status,
    Target, Year,
};
use crate::record::{EditionRecord, IndicatorRecord};

/// One indicator within its edition and page.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorText<'a> {
    pub context: &'a PageContext<'a>,
    pub edition: &'a EditionRecord,
    pub record: &'a IndicatorRecord,
    pub amounts: AmountFormatter<'a>,
    /// Tells charts of one indicator apart where a page has several.
    pub part: Option<&'a str>,
}

impl<'a> IndicatorText<'a> {
    /// An indicator, with one scale for all its figures.
    pub fn new(context: &'a PageContext<'a>, edition: &'a EditionRecord, record: &'a IndicatorRecord) -> IndicatorText<'a> {
        let indicator = &record.indicator;
        let formatter = context.formatter(edition.notation());
        let amounts = AmountFormatter::new(formatter, indicator.unit.as_ref(), typed(record));
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

    /// An observation with its bound; one of a part of the year beside the reason why there is none of the whole.
    pub fn observation(&self, observation: &Observation) -> String {
        let written = self.figure(observation.reading, observation.bound);
        let Some(interim) = &observation.interim else { return written };
        let values = [("status", written), ("period", self.context.plain(&interim.period)), ("value", self.amounts.amount(interim.value))];
        fill(&self.context.words.indicator.interim, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    /// A year, short; or what the city prints in its place.
    pub fn year_short(&self, printed: PrintedYear<'_>) -> String {
        printed.label.map_or_else(|| self.amounts.formatter.year_short(printed.year), |label| self.context.plain(label))
    }

    /// "844万人 (H26)": a written figure with its year.
    pub fn dated(&self, value: &str, printed: PrintedYear<'_>) -> String {
        fill(&self.context.words.chart.with_year, &[("value", value), ("year", &self.year_short(printed))])
    }

    /// A year, long; or what the city prints in its place.
    pub fn year_long(&self, printed: PrintedYear<'_>) -> String {
        printed.label.map_or_else(|| self.amounts.formatter.year_long(printed.year), |label| self.context.plain(label))
    }

    /// A year, long and with the Western year in Japanese; or what the city prints in its place.
    pub fn year_both(&self, printed: PrintedYear<'_>) -> String {
        printed.label.map_or_else(|| self.amounts.formatter.year_both(printed.year), |label| self.context.plain(label))
    }

    /// "令和2年度の実績値", "令和3年3月31日現在（令和2年度）の実績値": the year of a result as it stands beside it.
    pub fn result_of(&self, result: &Observation) -> String {
        let words = &self.context.words.indicator;
        let year = self.year_long(result.printed_year());
        let dated = result.as_of.map(|day| fill(&words.dated_year, &[("date", &self.as_of(day)), ("year", &year)]));
        fill(&words.actual_of, &[("year", &dated.unwrap_or(year))])
    }

    /// "令和3年3月31日現在".
    pub fn as_of(&self, day: Published) -> String {
        fill(&self.context.words.indicator.as_of, &[("date", &self.amounts.formatter.date(day))])
    }

    /// A figure with its bound, a step, or a status.
    pub fn figure(&self, reading: Reading, bound: Option<Bound>) -> String {
        match reading {
            Reading::Value(value) => self.amounts.bounded(value, bound),
            reading => self.reading(reading),
        }
    }

    /// A target as text; with the tolerance of what is to be kept.
    pub fn target(&self, target: &Target) -> String {
        match target.aim {
            Aim::Value(value) => {
                let written = self.amounts.bounded(value, target.bound);
                within(self.context, &self.record.indicator, &self.amounts, written)
            }
            Aim::Range { min, max } => self.amounts.range(&self.context.words.indicator.range, min, max),
            Aim::Step(step) => self.step(step),
        }
    }

    /// The result as a number; 0 where nothing had begun.
    pub fn reported(&self) -> Option<BoundedQuantity> {
        let result = self.record.result.as_ref().filter(|_| self.record.figures.actual.is_some())?;
        Some(BoundedQuantity { value: result.value().unwrap_or(Quantity::ZERO), bound: result.bound })
    }

    /// 目標値, or 年度目標 where the target is that of the year.
    pub fn target_name(&self) -> &'a str {
        let words = &self.context.words.indicator;
        if self.record.yearly_target.is_some() { &words.scheduled } else { &words.target }
    }

    /// 年度目標 where the city set what is expected, else 予定.
    pub fn expected_name(&self) -> &'a str {
        let words = &self.context.words.indicator;
        match self.record.figures.expected {
            Some(Expected::Scheduled(_)) => &words.scheduled,
            Some(Expected::ByRule(_) | Expected::Straight(_)) | None => &words.expected,
        }
    }

    /// What was to be expected by now as it is printed: a yearly target as typed, every other value with the decimals of the indicator's
    /// own results.
    pub fn expected(&self) -> Option<Quantity> {
        let scheduled = |value: Share| self.record.plan().schedule.iter().map(|one| one.value).find(|typed| typed.ratio() == value);
        match self.record.figures.expected? {
            Expected::Scheduled(value) => scheduled(value).or_else(|| Some(self.derived(value))),
            Expected::ByRule(value) | Expected::Straight(value) => Some(self.derived(value)),
        }
    }

    fn derived(&self, value: Share) -> Quantity {
        let (id, strategy) = (&self.record.indicator.id, &self.edition.strategy.id);
        let results = self.context.renderer.results.places(id, strategy, self.edition.year);
        let typed = || typed(self.record).map(|quantity| quantity.decimal().scale()).max().unwrap_or_default();
        rounded(value, results.unwrap_or_else(typed), Rounding::HalfUp)
    }

    /// How far the result is from the expected value, as both are printed; `None` where that is not known.
    pub fn lead(&self) -> Option<BoundedQuantity> {
        self.reported()?.minus(BoundedQuantity { value: self.expected()?, bound: None })
    }

    /// A difference of two figures: of percentages in points, of ranks as a bare number in English.
    pub fn difference(&self, difference: BoundedQuantity) -> String {
        let value = difference.value;
        let written = match self.record.indicator.unit.as_ref().map(|unit| unit.ja.as_str()) {
            Some("％" | "%") => fill(&self.context.words.summary.points, &[("value", &self.amounts.number(value))]),
            Some("位") if self.context.language == Language::En => self.amounts.number(value),
            Some(_) | None => self.amounts.short(value),
        };
        self.amounts.qualified(written, difference.bound)
    }

    /// A difference with its sign: "+3人".
    pub fn signed_difference(&self, difference: BoundedQuantity) -> String {
        let written = self.difference(difference);
        if difference.value > Quantity::ZERO { format!("+{written}") } else { written }
    }

    /// A percentage by the edition's rule; `－` where it is not defined.
    pub fn percent(&self, share: Option<Share>) -> String {
        share.map_or_else(
            || self.context.words.indicator.none.clone(),
            |share| percent(share, &self.edition.rule, self.amounts.formatter.minus),
        )
    }

    /// Why there is no computed grade; empty where there is one, or the rule gives none.
    pub fn reason(&self) -> String {
        let words = &self.context.words.indicator;
        let Verdict::NotEvaluated(reason) = &self.record.verdict else { return String::new() };
        match reason {
            NotEvaluated::Off => String::new(),
            NotEvaluated::NoResult | NotEvaluated::Status(_) => self.missing(),
            NotEvaluated::NoTarget => self.no_target(&words.no_target, &words.no_yearly_target),
            NotEvaluated::NoBaseline => words.no_baseline.clone(),
            NotEvaluated::BeforeDeadline => words.before_deadline.clone(),
            NotEvaluated::NotNewer => words.not_newer.clone(),
            NotEvaluated::FlagNotSet => fill(&words.flag_not_set, &[("flags", &self.unanswered())]),
            NotEvaluated::Undefined => words.undefined.clone(),
            NotEvaluated::NoTestHolds if self.edition.rule.tests.is_empty() => words.not_stated.clone(),
            NotEvaluated::NoTestHolds => words.no_test_holds.clone(),
        }
    }

    /// The questions of the rule that the result does not answer.
    fn unanswered(&self) -> String {
        let open = self.edition.rule.asked().filter(|flag| !self.record.flags.contains_key(&flag.id));
        let labels: Vec<String> = open.map(|flag| self.context.plain(&flag.label)).collect();
        labels.join(&self.context.words.list.separator)
    }

    /// That there is no target; where the plan has targets by year, that there is none of this one.
    pub fn no_target(&self, none: &str, none_of_year: &str) -> String {
        if self.record.plan().schedule.is_empty() {
            return none.to_owned();
        }
        let year = self.record.result.as_ref().map_or(Year::fiscal(self.edition.year), |result| result.year);
        fill(none_of_year, &[("year", &self.amounts.formatter.year_long(year))])
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
pub fn within(context: &PageContext<'_>, indicator: &Indicator, amounts: &AmountFormatter<'_>, target: String) -> String {
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
    let result = record.result.as_ref();
    let actual = result.and_then(|result| result.value().or_else(|| Some(result.interim.as_ref()?.value)));
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

/// The mark that a kind adds to a name; none where the name says it already, or the city wants none.
fn suffix<'a>(context: &PageContext<'a>, indicator: &Indicator) -> &'a str {
    if !context.renderer.project.settings.mark_kinds || !indicator.lacks_mark(context.language) {
        return "";
    }
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
