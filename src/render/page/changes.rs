//! What changed in an edition against the one before it; in the first edition, against the baselines.

mod lists;

use crate::evaluate::progress::Share;
use crate::model::{Quantity, Reading, Role, Year};
use crate::record::{Changes, EditionRecord, GradeChange, Moved};
use crate::render::Html;
use crate::render::context::PageContext;
use crate::render::figure::main_name;
use crate::render::frame::{Frame, PageHead};
use crate::render::grade::GradeView;
use crate::render::indicator::{IndicatorText, typed};
use crate::render::indicator_table::ValueCell;
use crate::render::number::{AmountFormatter, BoundedQuantity, grouped, on_its_side};
use crate::render::route::PageAddress;
use crate::render::words::fill;
use serde::Serialize;

/// Struct of `changes.html`.
#[derive(Debug, Serialize)]
pub struct ChangesView {
    pub frame: Frame,
    pub title: String,
    pub intro: String,
    pub counts: String,
    /// Heads of the columns of figures.
    pub before: String,
    pub now: String,
    /// Whether there is a column of grades.
    pub graded: bool,
    pub groups: Vec<MovedGroup>,
    pub lists: Vec<ChangeList>,
}

/// A table of results.
#[derive(Debug, Serialize)]
pub struct MovedGroup {
    pub id: &'static str,
    pub title: String,
    pub caption: String,
    pub rows: Vec<MovedRow>,
}

/// A result then and now.
#[derive(Debug, Serialize)]
pub struct MovedRow {
    pub href: String,
    pub name: Html,
    pub tag: Option<String>,
    pub before: ValueCell,
    pub now: ValueCell,
    pub difference: String,
    /// "進捗率 +12.0ポイント".
    pub figure: Option<String>,
    /// The grade before, where it is another.
    pub old_grade: Option<GradeView>,
    pub grade: Option<GradeView>,
}

/// What is new, ended, revised or restated.
#[derive(Debug, Serialize)]
pub struct ChangeList {
    pub id: &'static str,
    pub title: String,
    pub items: Vec<ChangeItem>,
}

#[derive(Debug, Serialize)]
pub struct ChangeItem {
    pub name: Html,
    pub href: Option<String>,
    pub text: Html,
    pub reason: Option<Html>,
}

/// What an edition changed.
pub fn changes<'a>(context: &PageContext<'a>, edition: &'a EditionRecord) -> Changes<'a> {
    let before = context.renderer.records().rfind(|other| other.year < edition.year);
    Changes::of(&context.renderer.results, before, edition)
}

/// Makes the view.
pub fn view<'a>(context: &'a PageContext<'a>, edition: &'a EditionRecord) -> ChangesView {
    let changes = changes(context, edition);
    let words = &context.words.changes;
    let changes_text = ChangesText { context, changes: &changes };
    let year = edition.year;
    let (now, before) = (changes_text.edition(edition), changes.before.map(|before| changes_text.edition(before)));
    let named = |text: &str| fill(text, &[("year", &now), ("before", before.as_deref().unwrap_or_default())]);
    let (title, intro) = if before.is_some() { (&words.title, &words.intro) } else { (&words.title_baseline, &words.intro_baseline) };
    let (title, counts) = (named(title), changes_text.counts());
    let description = fill(&words.description, &[("title", &title), ("counts", &counts)]).trim_end().to_owned();
    let crumbs = vec![context.crumb(PageAddress::Edition(year), &context.words.frame.edition), context.here(context.html(&words.menu))];
    ChangesView {
        frame: context.frame(PageHead { title: Some(title.clone()), description, crumbs, colour: None }),
        intro: named(intro),
        before: changes_text.head(if before.is_some() { &words.before } else { &context.words.indicator.baseline }, changes.before),
        now: changes_text.head(&words.now, Some(edition)),
        graded: edition.is_graded(),
        groups: changes_text.groups(&title),
        lists: changes_text.lists(),
        title,
        counts,
    }
}

/// The changes of an edition as texts.
pub struct ChangesText<'a> {
    pub context: &'a PageContext<'a>,
    pub changes: &'a Changes<'a>,
}

impl<'a> ChangesText<'a> {
    /// "平成29年度".
    pub fn edition(&self, edition: &EditionRecord) -> String {
        self.context.formatter(self.changes.now.notation()).fiscal_long(edition.year)
    }

    fn head(&self, label: &str, edition: Option<&EditionRecord>) -> String {
        let formatter = self.context.formatter(self.changes.now.notation());
        let dated = |year: i32| fill(&self.context.words.indicator.with_year, &[("label", label), ("year", &formatter.fiscal_short(year))]);
        edition.map_or_else(|| label.to_owned(), |edition| dated(edition.year))
    }

    /// "評価が上がった指標は3、下がった指標は1": what is counted, in words.
    fn counts(&self) -> String {
        let words = &self.context.words.changes;
        let Some(before) = self.changes.before else { return super::goal_card::edition_counts(self.context, self.changes.now) };
        let count = |change: GradeChange| self.changes.count(change).to_string();
        let values = [("rose", count(GradeChange::Rose)), ("fell", count(GradeChange::Fell)), ("same", count(GradeChange::Same))];
        let grades = match before.is_judged_like(self.changes.now) {
            _ if !self.changes.now.is_graded() => String::new(),
            true => fill(&words.counts, &values.each_ref().map(|(name, value)| (*name, value.as_str()))) + &self.apart(),
            false => words.other_rule.clone(),
        };
        let [new, ended] = [&self.changes.new, &self.changes.ended].map(|indicators| indicators.len());
        match new + ended {
            0 => grades,
            _ => (grades + &fill(&words.lists, &[("new", &new.to_string()), ("ended", &ended.to_string())])).trim_start().to_owned(),
        }
    }

    fn apart(&self) -> String {
        match self.changes.count(GradeChange::NotComparable) {
            0 => String::new(),
            count => fill(&self.context.words.changes.counts_apart, &[("count", &count.to_string())]),
        }
    }

    fn groups(&self, page: &str) -> Vec<MovedGroup> {
        let words = &self.context.words.changes;
        let of = |id: &'static str, title: &str, wanted: fn(GradeChange) -> bool| {
            let rows: Vec<MovedRow> = self.changes.moved.iter().filter(|moved| wanted(moved.grade)).map(|moved| self.row(moved)).collect();
            let caption = fill(&words.caption, &[("title", if id == "results" { page } else { title })]);
            (!rows.is_empty()).then(|| MovedGroup { id, title: title.to_owned(), caption, rows })
        };
        let is_graded = |change: GradeChange| matches!(change, GradeChange::Fell | GradeChange::Rose);
        let groups = if self.changes.moved.iter().any(|moved| is_graded(moved.grade)) {
            vec![
                of("fell", &words.fell, |change| change == GradeChange::Fell),
                of("rose", &words.rose, |change| change == GradeChange::Rose),
                of("rest", &words.rest, |change| matches!(change, GradeChange::Same | GradeChange::NotComparable)),
            ]
        } else {
            vec![of("results", &words.results, |_| true)]
        };
        groups.into_iter().flatten().collect()
    }

    /// The texts of an indicator in this edition and in the one before, with one scale for the figures of both.
    pub fn indicator_texts(&self, moved: &Moved<'a>) -> (IndicatorText<'a>, Option<IndicatorText<'a>>) {
        let now = IndicatorText::new(self.context, self.changes.now, moved.now);
        let known = moved.earlier.and_then(|earlier| match earlier.reading {
            Reading::Value(value) => Some(value),
            Reading::Step(_) | Reading::Missing(_) => None,
        });
        let values: Vec<_> = typed(moved.now).chain(moved.before.into_iter().flat_map(typed)).chain(known).collect();
        let scaled = |indicator_text: IndicatorText<'a>| {
            let unit = indicator_text.record.indicator.unit.as_ref();
            IndicatorText { amounts: AmountFormatter::new(now.amounts.formatter, unit, values.iter().copied()), ..indicator_text }
        };
        let before = self.changes.before.zip(moved.before).map(|(before, record)| IndicatorText::new(self.context, before, record));
        (scaled(now), before.map(scaled))
    }

    fn row(&self, moved: &Moved<'a>) -> MovedRow {
        let (now, before) = self.indicator_texts(moved);
        let result = moved.now.result.as_ref();
        let year = self.changes.now.year;
        let none = &self.context.words.indicator.none;
        let differs = matches!(moved.grade, GradeChange::Fell | GradeChange::Rose) || !self.is_one_rule();
        MovedRow {
            href: now.href(),
            name: now.name_html(),
            tag: (moved.now.indicator.role == Role::Target).then(|| self.context.words.closed.of(Role::Target).to_owned()),
            before: self.earlier(moved, before.as_ref().unwrap_or(&now)),
            now: match result {
                Some(result) => self.cell(&now.observation(result), result.year, year, now.certainty(result.certainty)),
                None => ValueCell { value: self.context.html(none), year: None, remark: None },
            },
            difference: self.difference(moved, &now).unwrap_or_else(|| none.clone()),
            figure: moved.figure.map(|points| self.moved_figure(points)),
            old_grade: before.filter(|_| differs).and_then(|before| before.grade()),
            grade: now.grade(),
        }
    }

    fn is_one_rule(&self) -> bool {
        self.changes.before.is_none_or(|before| before.is_judged_like(self.changes.now))
    }

    fn earlier(&self, moved: &Moved<'_>, indicator_text: &IndicatorText<'_>) -> ValueCell {
        let Some(earlier) = moved.earlier else {
            return ValueCell { value: self.context.html(&self.context.words.indicator.none), year: None, remark: None };
        };
        let written = indicator_text.figure(earlier.reading, earlier.bound);
        let usual = self.changes.before.map_or(0, |before| before.year);
        self.cell(&written, earlier.year, usual, None)
    }

    /// A figure, with its year where that is not the usual one.
    fn cell(&self, written: &str, year: Year, usual: i32, remark: Option<String>) -> ValueCell {
        let formatter = self.context.formatter(self.changes.now.notation());
        ValueCell { value: self.context.html(written), year: (year != Year::fiscal(usual)).then(|| formatter.year_short(year)), remark }
    }

    /// "+3人", with its sign.
    pub fn difference(&self, moved: &Moved<'_>, indicator_text: &IndicatorText<'_>) -> Option<String> {
        moved.difference?;
        let earlier = moved.earlier?;
        let earlier = BoundedQuantity { value: earlier.reading.value().unwrap_or(Quantity::ZERO), bound: earlier.bound };
        Some(indicator_text.signed_difference(indicator_text.reported()?.minus(earlier)?))
    }

    /// "進捗率 +12.0ポイント".
    fn moved_figure(&self, points: Share) -> String {
        let name = main_name(self.context, self.changes.now);
        fill(&self.context.words.changes.figure, &[("figure", &name), ("points", &self.points(points))])
    }

    /// "+12.0ポイント": a change of a percentage.
    pub fn points(&self, share: Share) -> String {
        let (rule, zero) = (&self.changes.now.rule, Share::from(0));
        let printed = on_its_side(share * Share::from(100), rule.places, rule.rounding, &[zero]);
        let sign = if share > zero { "+" } else { "" };
        fill(
            &self.context.words.changes.signed,
            &[("value", &format!("{sign}{}", grouped(&printed.decimal().to_string(), self.context.minus())))],
        )
    }
}
