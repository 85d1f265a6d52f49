//! An indicator beside what the edition before reported of it: 前回 → 今回, with the difference.

use super::context::PageContext;
use super::figure::main_name;
use super::html::Html;
use super::indicator::{IndicatorText, typed};
use super::indicator_table::ValueCell;
use super::number::{AmountFormatter, BoundedQuantity, grouped};
use super::words::fill;
use crate::evaluate::progress::Share;
use crate::model::{Figure, Kind, Quantity, Reading, Year};
use crate::record::{EditionPair, EditionRecord, Moved, PrintedChange, ReferenceFigure};
use serde::Serialize;
use std::cmp::Ordering;

/// The texts of an indicator in an edition and in the one before, with one scale for the figures of both.
#[derive(Clone, Copy, Debug)]
pub struct MovedText<'a> {
    pub moved: Moved<'a>,
    pub now: IndicatorText<'a>,
    /// As the edition before has it; `None` where the baseline is compared with.
    pub before: Option<IndicatorText<'a>>,
}

/// The result of the edition before as a table shows it.
#[derive(Clone, Debug, Serialize)]
pub struct LastResult {
    /// 前回 in a column.
    pub before: ValueCell,
    /// The same beside the result, which has the unit; `None` where it is that result.
    pub beside: Option<ValueCell>,
    pub difference: Option<DifferenceView>,
}

/// How far a result is from that of the edition before.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceView {
    /// ▲ where it rose, ▼ where it fell; of ranks the better one rises.
    pub arrow: &'static str,
    /// "+25人", "変化なし".
    pub text: Html,
}

impl<'a> MovedText<'a> {
    /// An indicator of the edition `now` beside itself in the edition `before`.
    pub fn new(
        context: &'a PageContext<'a>,
        now: &'a EditionRecord,
        before: Option<&'a EditionRecord>,
        moved: &Moved<'a>,
    ) -> MovedText<'a> {
        let text = IndicatorText::new(context, now, moved.now);
        let known = moved.earlier.and_then(|earlier| match earlier.reading {
            Reading::Value(value) => Some(value),
            Reading::Step(_) | Reading::Missing(_) => None,
        });
        let values: Vec<_> = typed(moved.now).chain(moved.before.into_iter().flat_map(typed)).chain(known).collect();
        let scaled = |indicator_text: IndicatorText<'a>| {
            let unit = indicator_text.record.indicator.unit.as_ref();
            IndicatorText { amounts: AmountFormatter::new(text.amounts.formatter, unit, values.iter().copied()), ..indicator_text }
        };
        let before = before.zip(moved.before).map(|(before, record)| IndicatorText::new(context, before, record));
        MovedText { moved: *moved, now: scaled(text), before: before.map(scaled) }
    }

    /// The earlier figure.
    pub fn earlier(&self) -> Option<String> {
        let written = |earlier: ReferenceFigure| self.before.as_ref().unwrap_or(&self.now).figure(earlier.reading, earlier.bound);
        self.moved.earlier.map(written)
    }

    /// "+3人", with its sign; of ranks in words.
    pub fn difference(&self) -> Option<String> {
        let value = self.bounded_difference()?;
        if self.moved.now.indicator.kind != Kind::Rank {
            return Some(self.now.signed_difference(value));
        }
        let words = &self.now.context.words.changes;
        let size = self.now.size(value);
        let named = |template: &str| fill(template, &[("difference", &size)]);
        Some(match value.value.cmp(&Quantity::ZERO) {
            Ordering::Less => named(&words.rank_rose),
            Ordering::Greater => named(&words.rank_fell),
            Ordering::Equal => words.same.clone(),
        })
    }

    fn bounded_difference(&self) -> Option<BoundedQuantity> {
        self.moved.difference?;
        let earlier = self.moved.earlier?;
        let earlier = BoundedQuantity { value: earlier.reading.value().unwrap_or(Quantity::ZERO), bound: earlier.bound };
        self.now.reported()?.minus(earlier)
    }

    /// The earlier figure, where the two can be compared and one of them is known.
    pub fn reference(&self) -> Option<ReferenceFigure> {
        let (earlier, result) = (self.moved.earlier?, self.moved.now.result.as_ref()?);
        let missing = [earlier.reading, result.reading].map(|reading| matches!(reading, Reading::Missing(_)));
        (self.moved.is_comparable && missing != [true; 2]).then_some(earlier)
    }

    /// The year of the earlier figure and of the result, where they are one: no newer figure was reported.
    pub fn same_year(&self) -> Option<Year> {
        let result = self.moved.now.result.as_ref()?;
        self.reference().filter(|earlier| earlier.year == result.year).map(|earlier| earlier.year)
    }

    /// How far the result is from the earlier figure; `None` where it is that figure.
    pub fn difference_view(&self) -> Option<DifferenceView> {
        let (earlier, result) = (self.reference()?, self.moved.now.result.as_ref()?);
        let context = self.now.context;
        if self.same_year().is_some() {
            return None;
        }
        if earlier.reading == result.reading {
            return Some(DifferenceView { arrow: "", text: context.html(&context.words.changes.same) });
        }
        let rose = self.bounded_difference()?.value.cmp(&Quantity::ZERO);
        let arrow = match if self.moved.now.indicator.kind == Kind::Rank { rose.reverse() } else { rose } {
            Ordering::Greater => "▲",
            Ordering::Less => "▼",
            Ordering::Equal => "",
        };
        Some(DifferenceView { arrow, text: context.html(&self.difference()?) })
    }
}

impl IndicatorText<'_> {
    /// The result of the edition before; `None` in the first one, and where the two cannot be compared.
    pub fn last(&self) -> Option<LastResult> {
        let moved = self.moved()?;
        let (earlier, written) = (moved.reference()?, moved.earlier()?);
        let usual = moved.before.map(|before| Year::fiscal(before.edition.year));
        let year = (Some(earlier.year) != usual).then(|| self.amounts.formatter.year_short(earlier.year));
        let before = ValueCell { value: self.context.html(&written), year, remark: None };
        Some(LastResult { before, beside: moved.now.before(&moved), difference: moved.difference_view() })
    }

    /// "−60.1万人" since the edition before.
    pub fn since_last(&self) -> Option<String> {
        let moved = self.moved().filter(|moved| moved.moved.is_comparable)?;
        let (earlier, result) = (moved.moved.earlier?, self.record.result.as_ref()?);
        if earlier.year == result.year { None } else { moved.difference() }
    }

    /// The indicator beside the edition before; beside its baseline in the first edition, and where it is new.
    pub fn since_before_or_baseline(&self) -> Option<MovedText<'_>> {
        self.moved().or_else(|| self.moved_since(None))
    }

    fn moved(&self) -> Option<MovedText<'_>> {
        self.moved_since(Some(self.context.renderer.before(self.edition)?))
    }

    fn moved_since<'b>(&'b self, before: Option<&'b EditionRecord>) -> Option<MovedText<'b>> {
        let pair = EditionPair { results: &self.context.renderer.results, before, now: self.edition };
        Some(MovedText::new(self.context, self.edition, before, &pair.moved(self.record)?))
    }
}

/// "+12.0ポイント": a change of the figure that the rule of an edition is about; in words from 1,000 points on.
pub fn points(context: &PageContext<'_>, edition: &EditionRecord, change: Share) -> String {
    let words = &context.words.changes;
    let is_rise = change > Share::from(0);
    match PrintedChange::of(change, &edition.rule) {
        PrintedChange::Points(points) => {
            let sign = if is_rise { "+" } else { "" };
            fill(&words.signed, &[("value", &format!("{sign}{}", grouped(&points.decimal().to_string(), context.minus())))])
        }
        PrintedChange::Times(times) => {
            let template = match (edition.rule.main_figure(), is_rise) {
                (Figure::Progress | Figure::Pace, true) => &words.times_forward,
                (Figure::Progress | Figure::Pace, false) => &words.times_back,
                (Figure::Attainment | Figure::AttainmentOfExpected | Figure::Change, true) => &words.times_up,
                (Figure::Attainment | Figure::AttainmentOfExpected | Figure::Change, false) => &words.times_down,
            };
            fill(template, &[("times", &grouped(&times.decimal().to_string(), context.minus()))])
        }
    }
}

/// "進捗率 +12.0ポイント".
pub fn named_points(context: &PageContext<'_>, edition: &EditionRecord, change: Share) -> String {
    let values = [("figure", main_name(context, edition)), ("points", points(context, edition, change))];
    fill(&context.words.changes.figure, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}
