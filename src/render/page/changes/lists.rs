//! What an edition has that is new, ended, revised or restated.

use super::{ChangeItem, ChangeList, ChangesText};
use crate::record::{IndicatorRecord, MeasureOfGoal, Moved, RevisedPlan, SeriesPoint};
use crate::render::indicator::IndicatorText;
use crate::render::moved::MovedText;
use crate::render::page::goal_card::goal_label;
use crate::render::page::indicator::revised;
use crate::render::route::PageAddress;
use crate::render::words::fill;

impl<'a> ChangesText<'a> {
    /// The lists, those without an item left out.
    pub(super) fn lists(&self) -> Vec<ChangeList> {
        let words = &self.context.words.changes;
        let lists = [
            ("new", &words.new, self.begun()),
            ("ended", &words.ended, self.ended()),
            ("new-measures", &words.new_measures, self.new_measures()),
            ("ended-measures", &words.ended_measures, self.changes.ended_measures.iter().map(|ended| self.measure(ended)).collect()),
            ("revised", &words.revised, self.revised()),
            ("replanned", &words.replanned, self.changes.moved.iter().filter_map(|moved| self.replanned(moved)).collect()),
            ("restated", &words.restated, self.restated()),
        ];
        let shown = lists.into_iter().filter(|(_, _, items): &(_, _, Vec<ChangeItem>)| !items.is_empty());
        shown.map(|(id, title, items)| ChangeList { id, title: title.clone(), items }).collect()
    }

    fn begun(&self) -> Vec<ChangeItem> {
        let item = |record: &&'a IndicatorRecord| {
            let indicator_text = IndicatorText::new(self.context, self.changes.now, record);
            ChangeItem {
                name: indicator_text.name_html(),
                href: Some(indicator_text.href()),
                text: self.context.sentence(&indicator_text.summary()),
                reason: None,
            }
        };
        self.changes.new.iter().map(item).collect()
    }

    /// With the last figure; editions do not link to each other.
    fn ended(&self) -> Vec<ChangeItem> {
        let Some(before) = self.changes.before else { return Vec::new() };
        let item = |record: &&'a IndicatorRecord| {
            let indicator_text = IndicatorText::new(self.context, before, record);
            let last = record.result.as_ref().map(|result| indicator_text.observation(result));
            let last = last.map(|value| fill(&self.context.words.changes.last, &[("value", &value)]));
            ChangeItem { name: indicator_text.name_html(), href: None, text: self.context.html(&last.unwrap_or_default()), reason: None }
        };
        self.changes.ended.iter().map(item).collect()
    }

    fn measure(&self, of_goal: &MeasureOfGoal<'_>) -> ChangeItem {
        let text = self.context.html(&goal_label(self.context, of_goal.goal));
        ChangeItem { name: self.context.text(&of_goal.measure.title), href: None, text, reason: None }
    }

    fn new_measures(&self) -> Vec<ChangeItem> {
        let page = |goal: u32| PageAddress::Goal(self.changes.now.year, goal);
        let href = |new: &MeasureOfGoal<'_>| self.context.href_part(page(new.goal), &format!("measure-{}", new.measure.number));
        let item = |new: &MeasureOfGoal<'_>| ChangeItem { href: Some(href(new)), ..self.measure(new) };
        self.changes.new_measures.iter().map(item).collect()
    }

    /// Revisions with their reasons.
    fn revised(&self) -> Vec<ChangeItem> {
        let separator = &self.context.words.list.separator;
        let revisions = self.changes.revised.iter().map(|RevisedPlan { record, revision }| {
            let indicator_text = IndicatorText::new(self.context, self.changes.now, record);
            let text = revised(&indicator_text, record.indicator.plan(revision.from - 1), revision).join(separator);
            let reason = revision.reason.as_ref().map(|reason| self.context.text(reason));
            ChangeItem { name: indicator_text.name_html(), href: Some(indicator_text.href()), text: self.context.html(&text), reason }
        });
        revisions.collect()
    }

    /// The target that a new strategy sets for what goes on.
    fn replanned(&self, moved: &Moved<'a>) -> Option<ChangeItem> {
        if self.changes.is_within_strategy() {
            return None;
        }
        let MovedText { now, before, .. } = self.moved_text(moved);
        let words = &self.context.words;
        let target = |indicator_text: &IndicatorText<'_>| {
            let target = indicator_text.record.plan().target.filter(|_| indicator_text.record.yearly_target.is_none())?;
            let values = [("value", indicator_text.target(target)), ("year", now.amounts.formatter.year_short(target.year))];
            Some(fill(&words.chart.with_year, &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
        };
        let (old, new) = (target(&before?)?, target(&now)?);
        let change = fill(&words.indicator.revised, &[("before", &old), ("after", &new)]);
        let text = format!("{} {change}", words.indicator.target);
        (old != new).then(|| ChangeItem { name: now.name_html(), href: Some(now.href()), text: self.context.html(&text), reason: None })
    }

    /// Older figures that this edition corrects.
    fn restated(&self) -> Vec<ChangeItem> {
        let year = self.changes.now.year;
        let of_indicator = |record: &'a IndicatorRecord| {
            let points = self.context.renderer.results.series(&record.indicator.id, year);
            points.into_iter().filter_map(move |point| self.restatement(record, &point))
        };
        self.changes.now.indicators().flat_map(of_indicator).collect()
    }

    fn restatement(&self, record: &'a IndicatorRecord, point: &SeriesPoint<'_>) -> Option<ChangeItem> {
        let restatement = point.restated.filter(|restatement| restatement.edition == self.changes.now.year)?;
        let indicator_text = IndicatorText::new(self.context, self.changes.now, record);
        let after = indicator_text.figure(point.reading, point.bound);
        let change = match restatement.before {
            Some(before) => {
                let before = indicator_text.figure(before.reading, before.bound);
                fill(&self.context.words.indicator.revised, &[("before", &before), ("after", &after)])
            }
            None => after,
        };
        let text = format!("{} {change}", indicator_text.amounts.formatter.year_long(point.year));
        let reason = restatement.reason.map(|reason| self.context.text(reason));
        Some(ChangeItem { name: indicator_text.name_html(), href: Some(indicator_text.href()), text: self.context.html(&text), reason })
    }
}
