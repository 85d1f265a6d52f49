//! Figures that do not fit together: two values of one year, values that are ten times as much as the one before, and values that are
//! older than usual.

use crate::diagnostic::{Fault, Jump, Place, Report};
use crate::model::{Edition, Indicator, Kind, Outcome, Quantity, Strategy, Year};
use crate::site::Loaded;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// From this factor on, a figure is asked about.
const MANY: Decimal = Decimal::TEN;

/// An indicator as a strategy defines it.
#[derive(Clone, Copy, Debug)]
struct DefinedIndicator<'a> {
    indicator: &'a Indicator,
    /// Position of the strategy.
    strategy: usize,
}

/// A figure that an edition gives.
#[derive(Clone, Copy, Debug)]
struct ReportedFigure<'a> {
    of: DefinedIndicator<'a>,
    edition: i32,
    year: Year,
    value: Quantity,
    from: FigureSource,
    place: &'a Place,
}

/// Whether a figure is a result, or a later correction of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FigureSource {
    Result,
    Restatement,
}

/// The figures of each indicator, in the order in which editions give them.
type FiguresByIndicator<'a> = BTreeMap<&'a str, Vec<ReportedFigure<'a>>>;

/// Looks at the figures of every edition, drafts too, and at the baselines of every strategy.
pub fn check(loaded: &Loaded, report: &mut Report) {
    let strategies = &loaded.project().strategies;
    let mut given = FiguresByIndicator::new();
    for edition in loaded.editions() {
        results(edition, &strategies[edition.strategy], &mut given, report);
    }
    for (position, strategy) in strategies.iter().enumerate() {
        for indicator in strategy.indicators() {
            let given = given.get(indicator.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            let defined = DefinedIndicator { indicator, strategy: position };
            baseline(defined, strategy, given, report);
            history(defined, given, report);
        }
    }
}

fn results<'a>(edition: &'a Edition, strategy: &'a Strategy, given: &mut FiguresByIndicator<'a>, report: &mut Report) {
    let defined: BTreeMap<&str, &Indicator> = strategy.indicators().map(|indicator| (indicator.id.as_str(), indicator)).collect();
    for outcome in edition.outcomes() {
        let Some(indicator) = defined.get(outcome.indicator.as_str()) else { continue };
        let give = |year, value, from| ReportedFigure {
            of: DefinedIndicator { indicator, strategy: edition.strategy },
            edition: edition.year,
            year,
            value,
            from,
            place: &outcome.place,
        };
        let before = given.entry(&outcome.indicator).or_default();
        let result = outcome.observation.value().map(|value| give(outcome.observation.year, value, FigureSource::Result));
        if let Some(result) = &result {
            differs(result, outcome, before, report);
            jumps(result, outcome, before, report);
            ages(result, outcome, before, report);
        }
        before.extend(outcome.restated.iter().map(|restated| give(restated.year, restated.value, FigureSource::Restatement)));
        before.extend(result);
    }
}

/// A result for a year that an earlier edition gave another figure for, without a word.
fn differs(result: &ReportedFigure<'_>, outcome: &Outcome, before: &[ReportedFigure<'_>], report: &mut Report) {
    let is_restated = outcome.restated.iter().any(|restated| restated.year == result.year);
    let earlier = before.iter().rev().find(|earlier| earlier.year == result.year && earlier.is_like(result));
    if let Some(earlier) = earlier.filter(|earlier| earlier.value != result.value && !is_restated) {
        report.add_related(result.place.clone(), earlier.place.clone(), earlier.differs_from(result.value));
    }
}

/// A result that is ten times the figure before, or a tenth of it; a `note` explains it.
fn jumps(result: &ReportedFigure<'_>, outcome: &Outcome, before: &[ReportedFigure<'_>], report: &mut Report) {
    if outcome.observation.note.is_some() || result.of.indicator.kind == Kind::Rank {
        return;
    }
    let last = before.iter().rev().find(|earlier| earlier.from == FigureSource::Result && earlier.is_like(result));
    let (value, place) = match last {
        Some(last) => (last.known(outcome, before), last.place),
        None => match result.of.indicator.plan(result.edition).baseline.and_then(|baseline| baseline.value()) {
            Some(value) => (value, &result.of.indicator.place),
            None => return,
        },
    };
    if let Some(jump) = jump(value, result.value) {
        let unit = result.of.indicator.unit.as_ref().map(|unit| unit.ja.clone());
        let (before, now) = (value.decimal().to_string(), result.value.decimal().to_string());
        let fault = Fault::SuspiciousJump { id: outcome.indicator.clone(), before, now, unit, jump };
        report.add_related(result.place.clone(), place.clone(), fault);
    }
}

/// A result that is older than the last one was when it was reported, or than the plan says; a `note` explains it.
fn ages(result: &ReportedFigure<'_>, outcome: &Outcome, before: &[ReportedFigure<'_>], report: &mut Report) {
    const OF_THE_FIRST: i32 = 1;
    let last = before.iter().rev().find(|earlier| earlier.from == FigureSource::Result);
    let stated = result.of.indicator.lag.and_then(|lag| i32::try_from(lag).ok());
    let lag = stated.or_else(|| last.map(ReportedFigure::age)).unwrap_or(OF_THE_FIRST);
    if outcome.observation.note.is_some() || result.age() <= lag {
        return;
    }
    let Year { number: year, calendar } = result.year;
    let fault =
        Fault::ResultOlderThanUsual { id: outcome.indicator.clone(), year, calendar, edition: result.edition, usual: result.edition - lag };
    match last.filter(|_| stated.is_none()) {
        Some(last) => report.add_related(result.place.clone(), last.place.clone(), fault),
        None => report.add(result.place.clone(), fault),
    }
}

/// Whether a figure is ten times another, or a tenth; never where one of them is 0 or they differ in sign.
fn jump(before: Quantity, now: Quantity) -> Option<Jump> {
    let (before, now) = (before.decimal(), now.decimal());
    if before.is_zero() || now.is_zero() || before.is_sign_negative() != now.is_sign_negative() {
        return None;
    }
    let (before, now) = (before.abs(), now.abs());
    if now >= before * MANY { Some(Jump::Up) } else { (now * MANY <= before).then_some(Jump::Down) }
}

/// A baseline for a year that editions before the strategy gave, with a figure that none gave.
fn baseline(defined: DefinedIndicator<'_>, strategy: &Strategy, given: &[ReportedFigure<'_>], report: &mut Report) {
    let indicator = defined.indicator;
    let Some((year, value)) = indicator.baseline.as_ref().and_then(|baseline| Some((baseline.year, baseline.value()?))) else { return };
    let is_before = |given: &ReportedFigure<'_>| match strategy.period {
        Some(period) => given.edition < period.first,
        None => given.of.strategy < defined.strategy,
    };
    let like = |given: &&ReportedFigure<'_>| given.year == year && are_alike(defined, given.of);
    let of_year: Vec<&ReportedFigure<'_>> = given.iter().filter(like).collect();
    let earlier = of_year.iter().rev().find(|given| given.of.strategy != defined.strategy && is_before(given));
    let is_known = of_year.iter().any(|given| given.value == value && (is_before(given) || given.from == FigureSource::Restatement));
    if let Some(earlier) = earlier.filter(|_| !is_known) {
        report.add_related(indicator.place.clone(), earlier.place.clone(), earlier.differs_from(value));
    }
}

/// A figure of the history for a year that the history, the baseline or an edition gives another one for.
fn history(defined: DefinedIndicator<'_>, given: &[ReportedFigure<'_>], report: &mut Report) {
    let indicator = defined.indicator;
    let baseline = indicator.baseline.as_ref().and_then(|baseline| Some((baseline.year, baseline.value()?, &indicator.place)));
    for (position, figure) in indicator.history.iter().enumerate() {
        let before = indicator.history[..position].iter().map(|other| (other.year, other.value, &other.place));
        let in_plan = before.chain(baseline).find(|(year, value, _)| *year == figure.year && *value != figure.value);
        if let Some((year, there, place)) = in_plan {
            let (here, there) = (figure.value.decimal().to_string(), there.decimal().to_string());
            let Year { number: year, calendar } = year;
            let fault = Fault::ValueDiffers { id: indicator.id.clone(), year, calendar, here, there, edition: None };
            report.add_related(figure.place.clone(), place.clone(), fault);
        }
        let like = |given: &&ReportedFigure<'_>| given.year == figure.year && are_alike(defined, given.of);
        let of_year: Vec<&ReportedFigure<'_>> = given.iter().filter(like).collect();
        let is_known = of_year.iter().any(|given| given.value == figure.value);
        if let Some(last) = of_year.last().filter(|_| !is_known) {
            report.add_related(figure.place.clone(), last.place.clone(), last.differs_from(figure.value));
        }
    }
}

/// Whether figures of two indicators of one id can be held against each other: of one kind and unit. Running figures begin anew
/// with each strategy.
fn are_alike(first: DefinedIndicator<'_>, second: DefinedIndicator<'_>) -> bool {
    let is_running = match first.indicator.kind {
        Kind::Cumulative | Kind::Sum | Kind::Average => true,
        Kind::Level | Kind::Annual | Kind::Rank | Kind::Milestone => false,
    };
    let alike = first.indicator.kind == second.indicator.kind && first.indicator.is_counted_like(second.indicator);
    alike && (first.strategy == second.strategy || !is_running)
}

impl ReportedFigure<'_> {
    /// How many years it is older than its edition.
    fn age(&self) -> i32 {
        self.edition - self.year.number
    }

    fn is_like(&self, other: &ReportedFigure<'_>) -> bool {
        are_alike(self.of, other.of)
    }

    /// The figure as it is known when an edition reports: perhaps restated since.
    fn known(&self, outcome: &Outcome, before: &[ReportedFigure<'_>]) -> Quantity {
        let now = outcome.restated.iter().rev().find(|restated| restated.year == self.year).map(|restated| restated.value);
        let since = || before.iter().rev().find(|other| other.year == self.year && other.is_like(self)).map(|other| other.value);
        now.or_else(since).unwrap_or(self.value)
    }

    fn differs_from(&self, value: Quantity) -> Fault {
        Fault::ValueDiffers {
            id: self.of.indicator.id.clone(),
            year: self.year.number,
            calendar: self.year.calendar,
            here: value.decimal().to_string(),
            there: self.value.decimal().to_string(),
            edition: Some(self.edition),
        }
    }
}
