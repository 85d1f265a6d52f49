//! What a heading means: the words and years of all its rows together.

use super::heading_text::{HeadingText, HeadingYear, YearWord};
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

impl HeadingText {
    /// The figure that a heading with a year or with brackets means though its words are those of another column: 目標年度（R6） has the targets of
    /// this year, 数値目標（R6） and KPI（目標値） have targets.
    fn figure_of(&self, column: SheetColumn) -> Option<SheetColumn> {
        let has_year = self.year != HeadingYear::Absent;
        let is_figure = |column: &SheetColumn| matches!(column, SheetColumn::Baseline | SheetColumn::Target | SheetColumn::Value);
        match column {
            SheetColumn::BaselineYear if has_year => Some(SheetColumn::Baseline),
            SheetColumn::TargetYear if has_year => Some(SheetColumn::Target),
            SheetColumn::Name if has_year && self.words.starts_with("数値目標") => Some(SheetColumn::Target),
            SheetColumn::Name => self.brackets.iter().find_map(|bracket| named(bracket).filter(is_figure)),
            _ => None,
        }
    }
}

/// What the heading of a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingMeaning {
    /// `None` where the words are not known.
    pub column: Option<SheetColumn>,
    pub year: HeadingYear,
    /// Whether it is a year and nothing else.
    pub is_bare_year: bool,
    /// The number of a year without its era.
    pub without_era: Option<i32>,
    pub year_word: Option<YearWord>,
}

impl HeadingMeaning {
    const UNKNOWN: HeadingMeaning =
        HeadingMeaning { column: None, year: HeadingYear::Absent, is_bare_year: false, without_era: None, year_word: None };

    /// Of a heading in one cell: by all its words, else without year and brackets, else by what stands in brackets beside a year, else by
    /// the end of its words.
    pub fn of_text(text: &str) -> HeadingMeaning {
        if let Some(column) = named(&plain(text)) {
            return HeadingMeaning { column: Some(column), ..HeadingMeaning::UNKNOWN };
        }
        let heading = HeadingText::parse(text);
        let in_brackets = || heading.brackets.iter().find_map(|bracket| named(bracket)).filter(|_| heading.words.is_empty());
        let by_end = || ENDS.iter().find(|(end, _)| heading.words.ends_with(end)).map(|(_, column)| *column);
        let column = named(&heading.words).or_else(in_brackets).or_else(by_end).map(|column| heading.figure_of(column).unwrap_or(column));
        let is_bare_year = column.is_none() && heading.words.is_empty() && heading.year != HeadingYear::Absent;
        HeadingMeaning { column, year: heading.year, is_bare_year, without_era: heading.without_era, year_word: heading.calendar }
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
            return HeadingMeaning::UNKNOWN;
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
        let all = || upper.iter().chain([&own]);
        let without_era = all().find_map(|meaning| meaning.without_era);
        let year_word = all().find_map(|meaning| meaning.year_word);
        HeadingMeaning { column, year, is_bare_year, without_era, year_word }
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

    /// Headings of tables that cities publish, each with what it means: `None` is named as not used.
    #[test]
    fn headings_as_cities_write_them_are_read_right_or_not_at_all() {
        use SheetColumn::{
            Action, Assessment, Definition, Direction, GoalNumber, Grade, Kind, Measure, MeasureNumber, Note, Number, Rationale, Role,
            Source, Year,
        };
        for (text, column, year) in [
            ("現況値", Some(Baseline), Absent),
            ("当初値（平成26年度）", Some(Baseline), Of(2014)),
            ("策定時（H30）", Some(Baseline), Of(2018)),
            ("H26基準値", Some(Baseline), Of(2014)),
            ("基準値（R元年度）", Some(Baseline), Of(2019)),
            ("基準年度（H26）", Some(Baseline), Of(2014)),
            ("計画策定時\n（令和元年度）", Some(Baseline), Of(2019)),
            ("初期値", Some(Baseline), Absent),
            ("従前値（R1）", Some(Baseline), Of(2019)),
            ("計画開始時の値", Some(Baseline), Absent),
            ("基準時", Some(BaselineYear), Absent),
            ("基準年", Some(BaselineYear), Absent),
            ("R6目標値", Some(Target), Of(2024)),
            ("最終目標値(R8)", Some(Target), Of(2026)),
            ("目標年度（R6）", Some(Target), Of(2024)),
            ("数値目標（令和6年度）", Some(Target), Of(2024)),
            ("KPI（目標値）", Some(Target), Absent),
            ("目標値（2019（H31）年）", Some(Target), Of(2019)),
            ("目標値\n（令和11年度末）", Some(Target), Of(2029)),
            ("最終年度目標値", Some(Target), Absent),
            ("到達目標", Some(Target), Absent),
            ("計画値", Some(Target), Absent),
            ("目標年次", Some(TargetYear), Absent),
            ("達成期限", Some(TargetYear), Absent),
            ("中間目標", None, Absent),
            ("中間目標（R4）", None, Of(2022)),
            ("目標値（中間）", None, Absent),
            ("前年度実績", None, Absent),
            ("実績値（前年度）", None, Absent),
            ("計画期間", None, Absent),
            ("予算額（千円）", None, Absent),
            ("直近値", Some(Value), Absent),
            ("最新値（R5）", Some(Value), Of(2023)),
            ("令和5年度実績", Some(Value), Of(2023)),
            ("実績値（累計）", Some(Value), Absent),
            ("達成値", Some(Value), Absent),
            ("R5見込値", Some(Value), Of(2023)),
            ("実績年度", Some(Year), Absent),
            ("目標（指標）名", Some(Name), Absent),
            ("KPI名", Some(Name), Absent),
            ("評価指標（KPI）", Some(Name), Absent),
            ("数値目標（指標）", Some(Name), Absent),
            ("重要業績評価指標（KPI）の名称", Some(Name), Absent),
            ("成果指標（アウトカム）", Some(Name), Absent),
            ("指標名（単位）", Some(Name), Absent),
            ("活動指標", None, Absent),
            ("主管課", Some(Owner), Absent),
            ("関係課", Some(Owner), Absent),
            ("所管", Some(Owner), Absent),
            ("担当課・係", Some(Owner), Absent),
            ("担当課（室）", Some(Owner), Absent),
            ("担当部署", Some(Owner), Absent),
            ("方向性", Some(Direction), Absent),
            ("今後の方向性", Some(Assessment), Absent),
            ("達成度", Some(Achievement), Absent),
            ("達成率（％）", Some(Achievement), Absent),
            ("達成率(R5)", Some(Achievement), Of(2023)),
            ("評価", Some(Grade), Absent),
            ("評価（R5）", Some(Grade), Of(2023)),
            ("進捗", Some(Grade), Absent),
            ("進捗状況", Some(Grade), Absent),
            ("評価理由", Some(Assessment), Absent),
            ("課題・今後の方針", Some(Assessment), Absent),
            ("外部有識者の意見", Some(Assessment), Absent),
            ("令和5年度の取組内容", Some(Assessment), Of(2023)),
            ("備　考", Some(Note), Absent),
            ("指標の説明", Some(Definition), Absent),
            ("算出方法", Some(Definition), Absent),
            ("定義・算出式", Some(Definition), Absent),
            ("出典", Some(Source), Absent),
            ("出典（統計名）", Some(Source), Absent),
            ("データの把握方法", Some(Source), Absent),
            ("目標値の設定根拠", Some(Rationale), Absent),
            ("Ｎｏ．", Some(Number), Absent),
            ("KPI No.", Some(Number), Absent),
            ("指標区分", Some(Role), Absent),
            ("累計・単年度の別", Some(Kind), Absent),
            ("基本目標No.", Some(GoalNumber), Absent),
            ("政策目標", Some(Goal), Absent),
            ("重点戦略", Some(Goal), Absent),
            ("施策コード", Some(MeasureNumber), Absent),
            ("基本的な方向", Some(Measure), Absent),
            ("事務事業名", Some(Action), Absent),
            ("計測単位", Some(Unit), Absent),
            ("写真", None, Absent),
            ("SDGs", None, Absent),
        ] {
            let found = HeadingMeaning::of_text(text);
            assert_eq!((found.column, found.year), (column, year), "{text}");
        }
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
