//! What a heading means: the words and years of all its rows together.

use super::heading_text::{HeadingText, HeadingYear};
use crate::sheet::plain::plain;
use crate::sheet::words::{SheetColumn, named};

/// Words below 基準値, 目標値 or 実績値 that stand for its year and for its figure, in the form of [`plain`].
const YEAR_WORDS: [&str; 7] = ["年度", "年", "年次", "時期", "時点", "年月", "年度等"];
const FIGURE_WORDS: [&str; 5] = ["値", "数値", "実数", "指標値", "人数"];
/// Ends of headings by which a column is known where its words are not.
const ENDS: [(&str, SheetColumn); 9] = [
    ("の指標名", SheetColumn::Name),
    ("成果指標名", SheetColumn::Name),
    ("評価指標名", SheetColumn::Name),
    ("年目標", SheetColumn::Target),
    ("ヵ年目標", SheetColumn::Target),
    ("か年目標", SheetColumn::Target),
    ("年後目標", SheetColumn::Target),
    ("の方針", SheetColumn::Goal),
    ("年目標値", SheetColumn::Target),
];

/// What the heading of a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingMeaning {
    /// `None` where the words are not known.
    pub column: Option<SheetColumn>,
    pub year: HeadingYear,
    /// Whether it is a year and nothing else.
    pub is_bare_year: bool,
}

impl HeadingMeaning {
    /// Of a heading in one cell: by all its words, else without year and brackets, else by what stands in brackets beside a year, else by
    /// the end of its words.
    pub fn of_text(text: &str) -> HeadingMeaning {
        if let Some(column) = named(&plain(text)) {
            return HeadingMeaning { column: Some(column), year: HeadingYear::Absent, is_bare_year: false };
        }
        let heading = HeadingText::parse(text);
        let in_brackets = || heading.brackets.iter().find_map(|bracket| named(bracket)).filter(|_| heading.words.is_empty());
        let by_end = || ENDS.iter().find(|(end, _)| heading.words.ends_with(end)).map(|(_, column)| *column);
        let column = named(&heading.words).or_else(in_brackets).or_else(by_end);
        let is_bare_year = column.is_none() && heading.words.is_empty() && heading.year != HeadingYear::Absent;
        HeadingMeaning { column, year: heading.year, is_bare_year }
    }

    /// Of a heading in several rows, from the top; texts that are repeated count once.
    pub fn of_path(path: &[&str]) -> HeadingMeaning {
        let mut texts: Vec<&str> = Vec::new();
        for text in path {
            if texts.last().is_none_or(|last| plain(last) != plain(text)) {
                texts.push(text);
            }
        }
        let Some((bottom, above)) = texts.split_last() else {
            return HeadingMeaning { column: None, year: HeadingYear::Absent, is_bare_year: false };
        };
        let own = HeadingMeaning::of_text(bottom);
        if above.is_empty() {
            return own;
        }
        let upper: Vec<HeadingMeaning> = above.iter().map(|text| HeadingMeaning::of_text(text)).collect();
        let group = upper.iter().rev().find_map(|meaning| meaning.column);
        let year = upper.iter().fold(own.year, |year, meaning| year.with(meaning.year));
        let whole = named(&plain(&texts.concat()));
        let column = whole.or_else(|| below_group(group, bottom, own)).or(group.filter(|_| own.is_bare_year || is_in_brackets(bottom)));
        let is_bare_year = column.is_none() && own.is_bare_year;
        HeadingMeaning { column, year, is_bare_year }
    }
}

/// A word below a heading of figures: 年度 below 基準値 is the year of the baseline.
fn below_group(group: Option<SheetColumn>, bottom: &str, own: HeadingMeaning) -> Option<SheetColumn> {
    let word = plain(bottom);
    let of_year = match group {
        Some(SheetColumn::Baseline) => Some(SheetColumn::BaselineYear),
        Some(SheetColumn::Target) => Some(SheetColumn::TargetYear),
        Some(SheetColumn::Value) => Some(SheetColumn::Year),
        _ => None,
    };
    if of_year.is_some() && YEAR_WORDS.contains(&word.as_str()) {
        return of_year;
    }
    if of_year.is_some() && FIGURE_WORDS.contains(&word.as_str()) {
        return group;
    }
    own.column
}

/// Whether a text is only a remark on the heading above it, such as a unit.
fn is_in_brackets(text: &str) -> bool {
    let text = plain(text);
    text.starts_with('(') && text.ends_with(')')
}

#[cfg(test)]
mod tests {
    use super::*;
    use HeadingYear::{Absent, Of};
    use SheetColumn::{Achievement, Baseline, BaselineYear, Goal, Name, Owner, Target, TargetYear, Unit, Value};

    #[test]
    fn a_heading_in_one_cell_is_known_by_its_words() {
        for (text, column, year) in [
            ("めざす姿の成果指標名", Some(Name), Absent),
            ("目標（指標）名", Some(Name), Absent),
            ("平成25年\n（基準値）", Some(Baseline), Of(2013)),
            ("平成31年\n（目標値）", Some(Target), Of(2019)),
            ("現状値\n（平成24年度）", Some(Baseline), Of(2012)),
            ("現状値（調査年度）", Some(Baseline), Absent),
            ("平成13年実績", Some(Value), Of(2001)),
            ("5ヵ年目標", Some(Target), Absent),
            ("まちづくりの方針\n（ターゲット）", Some(Goal), Absent),
            ("重要業績評価指標\n（KPI）", Some(Name), Absent),
            ("主　管　課", Some(Owner), Absent),
            ("目標値設定の考え方（案）", Some(SheetColumn::Rationale), Absent),
            ("感想", None, Absent),
        ] {
            let found = HeadingMeaning::of_text(text);
            assert_eq!((found.column, found.year), (column, year), "{text}");
        }
        assert!(HeadingMeaning::of_text("平成27年").is_bare_year && !HeadingMeaning::of_text("感想").is_bare_year);
    }

    #[test]
    fn a_heading_in_several_rows_is_known_by_all_of_them() {
        for (path, column, year) in [
            (&["基準値", "年度"][..], Some(BaselineYear), Absent),
            (&["基準値", "値"], Some(Baseline), Absent),
            (&["目標値", "年度"], Some(TargetYear), Absent),
            (&["実績値", "R5"], Some(Value), Of(2023)),
            (&["令和5年度", "目標"], Some(Target), Of(2023)),
            (&["令和5年度", "実績"], Some(Value), Of(2023)),
            (&["令和5年度", "達成率"], Some(Achievement), Of(2023)),
            (&["KPI", "現状値", "H30"], Some(Baseline), Of(2018)),
            (&["KPI", "単位"], Some(Unit), Absent),
            (&["数値目標", "基準値", "（H26）"], Some(Baseline), Of(2014)),
            (&["担当課", "担当課"], Some(Owner), Absent),
            (&["実績値（R4）", "R5"], Some(Value), HeadingYear::Unclear),
            (&["基準値", "（人）"], Some(Baseline), Absent),
            (&["基準値", "感想"], None, Absent),
        ] {
            let found = HeadingMeaning::of_path(path);
            assert_eq!((found.column, found.year), (column, year), "{path:?}");
        }
    }
}
