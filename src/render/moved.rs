//! An indicator beside what the edition before reported of it: 前回 → 今回, with the difference.

use super::context::PageContext;
use super::figure::main_name;
use super::html::Html;
use super::indicator::{IndicatorText, typed};
use super::indicator_table::ValueCell;
use super::number::{AmountFormatter, BoundedQuantity, grouped};
use super::words::fill;
use crate::evaluate::progress::Share;
use crate::model::{Figure, Kind, PrintedYear, Quantity, Reading, Year};
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

/// The result of the edition before, beside the one of this edition.
#[derive(Clone, Debug, Serialize)]
pub struct LastResult {
    /// "前回 852人 (H28) → 今回 877人 (H29)".
    pub line: Html,
    /// 前回 in a column.
    pub before: ValueCell,
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

    /// The result of the edition before; `None` where it has nothing to compare with.
    fn last(&self) -> Option<LastResult> {
        let (earlier, result) = (self.moved.earlier?, self.moved.now.result.as_ref()?);
        let missing = [earlier.reading, result.reading].map(|reading| matches!(reading, Reading::Missing(_)));
        if missing == [true; 2] || !self.moved.is_comparable {
            return None;
        }
        let IndicatorText { context, amounts, .. } = self.now;
        let words = &context.words.changes;
        let before = self.earlier()?;
        let old = self.moved.before.and_then(|before| before.result.as_ref()).filter(|old| old.year == earlier.year);
        let is_same = earlier.year == result.year;
        let values = [
            ("before", self.now.dated(&before, PrintedYear { year: earlier.year, label: old.and_then(|old| old.label.as_ref()) })),
            ("now", self.now.dated(&self.now.observation(result), result.printed_year())),
        ];
        let line = match is_same && earlier.reading == result.reading {
            true => fill(&words.same_year, &[("year", &amounts.formatter.year_long(result.year))]),
            false => fill(&words.then_and_now, &values.each_ref().map(|(name, value)| (*name, value.as_str()))),
        };
        let usual = self.before.map(|before| Year::fiscal(before.edition.year));
        Some(LastResult {
            line: context.html(&line),
            before: ValueCell {
                value: context.html(&before),
                year: (Some(earlier.year) != usual).then(|| amounts.formatter.year_short(earlier.year)),
                remark: None,
            },
            difference: if is_same { None } else { self.difference_view(earlier.reading == result.reading) },
        })
    }

    fn difference_view(&self, is_equal: bool) -> Option<DifferenceView> {
        let context = self.now.context;
        if is_equal {
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
        self.moved()?.last()
    }

    /// "−60.1万人" since the edition before.
    pub fn since_last(&self) -> Option<String> {
        let moved = self.moved().filter(|moved| moved.moved.is_comparable)?;
        let (earlier, result) = (moved.moved.earlier?, self.record.result.as_ref()?);
        if earlier.year == result.year { None } else { moved.difference() }
    }

    fn moved(&self) -> Option<MovedText<'_>> {
        let renderer = self.context.renderer;
        let before = renderer.before(self.edition)?;
        let pair = EditionPair { results: &renderer.results, before: Some(before), now: self.edition };
        Some(MovedText::new(self.context, self.edition, Some(before), &pair.moved(self.record)?))
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
