//! What changed in an edition against the one before it; in the first edition, against the baselines.

mod lists;

use crate::model::{Role, Year};
use crate::record::{Changes, EditionRecord, GradeChange, Moved};
use crate::render::Html;
use crate::render::context::PageContext;
use crate::render::corrections::{self, CorrectionView};
use crate::render::figure::main_name;
use crate::render::frame::{Frame, PageHead};
use crate::render::grade::GradeView;
use crate::render::indicator_table::ValueCell;
use crate::render::moved::{MovedText, named_points};
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
    /// "評価の変化の大きい順、進捗率の増減の大きい順に並べています。"
    pub order: String,
    /// Heads of the columns of figures.
    pub before: String,
    pub now: String,
    /// Whether there is a column of grades.
    pub graded: bool,
    pub groups: Vec<MovedGroup>,
    pub lists: Vec<ChangeList>,
    pub corrections: Vec<CorrectionView>,
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
    Changes::of(&context.renderer.results, context.renderer.before(edition), edition)
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
        order: changes_text.order(),
        groups: changes_text.groups(&title),
        lists: changes_text.lists(),
        corrections: corrections::of_edition(context, edition),
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

    /// In which order the indicators stand, by what is printed of them.
    pub fn order(&self) -> String {
        let words = &self.context.words.changes;
        let template = if self.changes.has_regraded() { &words.order } else { &words.order_of_figures };
        fill(template, &[("figure", &main_name(self.context, self.changes.now))])
    }

    fn head(&self, label: &str, edition: Option<&EditionRecord>) -> String {
        let formatter = self.context.formatter(self.changes.now.notation());
        let dated = |year: i32| fill(&self.context.words.indicator.with_year, &[("label", label), ("year", &formatter.fiscal_short(year))]);
        edition.map_or_else(|| label.to_owned(), |edition| dated(edition.year))
    }

    /// "評価が上がった指標は3、下がった指標は1": what is counted, in words.
    pub fn counts(&self) -> String {
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
        let groups = if self.changes.has_regraded() {
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

    /// An indicator in both editions.
    pub fn moved_text(&self, moved: &Moved<'a>) -> MovedText<'a> {
        MovedText::new(self.context, self.changes.now, self.changes.before, moved)
    }

    fn row(&self, moved: &Moved<'a>) -> MovedRow {
        let moved_text = self.moved_text(moved);
        let MovedText { now, before, .. } = &moved_text;
        let result = moved.now.result.as_ref();
        let year = self.changes.now.year;
        let none = &self.context.words.indicator.none;
        let differs = moved.is_regraded() || !self.is_one_rule();
        MovedRow {
            href: now.href(),
            name: now.name_html(),
            tag: (moved.now.indicator.role == Role::Target).then(|| self.context.words.closed.of(Role::Target).to_owned()),
            before: self.earlier(&moved_text),
            now: match result {
                Some(result) => self.cell(&now.observation(result), result.year, year, now.certainty(result.certainty)),
                None => ValueCell { value: self.context.html(none), year: None, remark: None },
            },
            difference: moved_text.difference().unwrap_or_else(|| none.clone()),
            figure: moved.figure.map(|change| named_points(self.context, self.changes.now, change)),
            old_grade: before.as_ref().filter(|_| differs).and_then(|before| before.grade()),
            grade: now.grade(),
        }
    }

    fn is_one_rule(&self) -> bool {
        self.changes.before.is_none_or(|before| before.is_judged_like(self.changes.now))
    }

    fn earlier(&self, moved_text: &MovedText<'_>) -> ValueCell {
        let Some((earlier, written)) = moved_text.moved.earlier.zip(moved_text.earlier()) else {
            return ValueCell { value: self.context.html(&self.context.words.indicator.none), year: None, remark: None };
        };
        let usual = self.changes.before.map_or(0, |before| before.year);
        self.cell(&written, earlier.year, usual, None)
    }

    /// A figure, with its year where that is not the usual one.
    fn cell(&self, written: &str, year: Year, usual: i32, remark: Option<String>) -> ValueCell {
        let formatter = self.context.formatter(self.changes.now.notation());
        ValueCell { value: self.context.html(written), year: (year != Year::fiscal(usual)).then(|| formatter.year_short(year)), remark }
    }
}
