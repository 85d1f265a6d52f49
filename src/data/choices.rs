//! The words of columns that hold one of a few, as the content format names them, with what they mean.

use super::column::Choice;

pub const ROLES: &[Choice] = &[("target", "数値目標", "numerical target"), ("kpi", "重要業績評価指標（KPI）", "key performance indicator")];

pub const KINDS: &[Choice] = &[
    ("level", "年度末などの時点の値", "level at the end of the year"),
    ("annual", "単年度の値", "figure of the single year"),
    ("cumulative", "累計", "running total"),
    ("average", "期間平均", "average over the period"),
    ("sum", "期間合計", "total over the period"),
    ("rank", "順位", "rank"),
    ("milestone", "段階（数値ではない）", "steps instead of figures"),
];

pub const DIRECTIONS: &[Choice] = &[
    ("up", "増やす", "more is better"),
    ("down", "減らす", "less is better"),
    ("keep", "保つ", "to be kept at the target"),
    ("range", "範囲内に保つ", "to stay within a range"),
];

pub const STATUSES: &[Choice] = &[
    ("not-started", "未実施", "not started"),
    ("unknown", "不明（－）", "unknown"),
    ("no-survey", "調査なし", "no survey this year"),
    ("pending", "集計中", "being compiled"),
    ("unpublished", "未公表", "not yet published"),
    ("cancelled", "中止", "cancelled"),
    ("not-applicable", "該当なし", "not applicable"),
];

pub const BOUNDS: &[Choice] = &[
    ("at-least", "以上", "or more"),
    ("at-most", "以下", "or less"),
    ("less-than", "未満", "less than"),
    ("more-than", "超", "more than"),
    ("about", "程度", "about"),
];

pub const CERTAINTIES: &[Choice] = &[("provisional", "速報値", "provisional"), ("estimate", "見込値", "estimate")];

pub const YEAR_TYPES: &[Choice] =
    &[("fiscal", "年度（4月～翌年3月）", "fiscal year, April to March"), ("calendar", "暦年", "calendar year")];

pub const FIGURES: &[Choice] = &[
    ("baseline", "基準値", "baseline"),
    ("result", "実績値", "result of the edition"),
    ("restated", "訂正・再集計された過去の実績値", "older result as it is known now"),
    ("target", "目標値", "target"),
    ("target-min", "目標範囲の下限", "lower end of the target range"),
    ("target-max", "目標範囲の上限", "upper end of the target range"),
    ("scheduled", "年度目標", "target of one year"),
    ("expected", "実績の年の期待値（計算値）", "figure expected in the year of the result (computed)"),
];

pub const TYPES: &[Choice] =
    &[("string", "文字列", "text"), ("integer", "整数", "whole number"), ("number", "数値（小数を含む）", "number, perhaps with decimals")];

pub const PRESENCES: &[Choice] = &[("yes", "必ず値がある", "never empty"), ("no", "空の場合がある", "may be empty")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bound, Certainty, Direction, Kind, Role, Status, Word};

    fn same<T: Word>(choices: &[Choice]) {
        let words: Vec<&str> = choices.iter().map(|(word, _, _)| *word).collect();
        assert_eq!(words, T::WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>());
    }

    #[test]
    fn the_words_are_those_of_the_format() {
        same::<Role>(ROLES);
        same::<Kind>(KINDS);
        same::<Direction>(DIRECTIONS);
        same::<Status>(STATUSES);
        same::<Bound>(BOUNDS);
        same::<Certainty>(CERTAINTIES);
        same::<super::super::rows::Figure>(FIGURES);
    }
}
