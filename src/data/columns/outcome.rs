//! What an edition reports of an indicator, and what is computed from it.

use super::IndicatorColumn;
use crate::data::cell::Cell;
use crate::data::choices::{BOUNDS, CERTAINTIES, STATUSES, YEAR_TYPES};
use crate::data::column::{Column, ColumnKind};
use crate::evaluate::Expected;
use crate::model::Observation;

/// 実績値.
pub const RESULT: &[IndicatorColumn] = &[
    IndicatorColumn::new(
        Column::new("result_year", "実績値_年", "実績値の年（西暦）", "Year of the result").of(ColumnKind::Integer),
        |row| Cell::year(row.result().map(|result| result.year)),
    ),
    IndicatorColumn::new(
        Column::new("result_year_type", "実績値_年の種別", "実績値の年が年度か暦年か", "Whether that is a fiscal or a calendar year")
            .of(ColumnKind::Choice(YEAR_TYPES)),
        |row| Cell::year_type(row.result().map(|result| result.year)),
    ),
    IndicatorColumn::new(
        Column::new("result_value", "実績値", "この取組状況で報告された値", "The result that the edition reports").of(ColumnKind::Number),
        |row| Cell::quantity(row.result().and_then(Observation::value)),
    ),
    IndicatorColumn::new(
        Column::new("result_step_id", "実績値_段階ID", "段階の指標：到達した段階のID", "Milestones: id of the step that was reached")
            .of(ColumnKind::Id),
        |row| Cell::perhaps(row.step(row.result()).map(|step| step.id.as_str())),
    ),
    IndicatorColumn::new(
        Column::new("result_step", "実績値_段階", "段階の指標：到達した段階", "Milestones: the step that was reached in Japanese"),
        |row| Cell::ja(row.step(row.result()).map(|step| &step.name)),
    ),
    IndicatorColumn::new(
        Column::new("result_step_en", "実績値_段階_英語", "上の項目の英語", "Milestones: the step that was reached in English"),
        |row| Cell::en(row.step(row.result()).map(|step| &step.name)),
    ),
    IndicatorColumn::new(
        Column::new("result_status", "実績値_状態", "実績値がない理由", "Why there is no result").of(ColumnKind::Choice(STATUSES)),
        |row| Cell::word(row.result().and_then(Observation::status)),
    ),
    IndicatorColumn::new(
        Column::new(
            "result_certainty",
            "実績値_確度",
            "速報値・見込値の別。空は確定値",
            "Whether the result is provisional or an estimate; empty means final",
        )
        .of(ColumnKind::Choice(CERTAINTIES)),
        |row| Cell::word(row.result().and_then(|result| result.certainty)),
    ),
    IndicatorColumn::new(
        Column::new("result_bound", "実績値_以上以下", "実績値に付く「以上」など", "“Or more” and the like beside the result")
            .of(ColumnKind::Choice(BOUNDS)),
        |row| Cell::word(row.result().and_then(|result| result.bound)),
    ),
    IndicatorColumn::new(Column::new("result_note", "実績値_備考", "実績値の備考", "Note on the result in Japanese"), |row| {
        Cell::ja(row.result().and_then(|result| result.note.as_ref()))
    }),
    IndicatorColumn::new(
        Column::new("result_note_en", "実績値_備考_英語", "上の項目の英語", "Note on the result in English"),
        |row| Cell::en(row.result().and_then(|result| result.note.as_ref())),
    ),
];

/// The computed figures: as decimals, 1 for 100 per cent, and exact.
pub const FIGURES: &[IndicatorColumn] = &[
    IndicatorColumn::new(
        Column::new(
            "progress",
            "進捗率",
            "（実績値－基準値）÷（目標値－基準値）。1が100％。小数第6位まで（四捨五入）",
            "(result − baseline) ÷ (target − baseline); 1 is 100%. At most 6 decimals, rounded half up",
        )
        .of(ColumnKind::Number),
        |row| Cell::decimal(row.record.figures.progress),
    ),
    IndicatorColumn::new(
        Column::new(
            "elapsed",
            "経過率",
            "（実績の年－基準の年）÷（目標の年－基準の年）。1が100％",
            "(year of the result − year of the baseline) ÷ (year of the target − year of the baseline); 1 is 100%",
        )
        .of(ColumnKind::Number),
        |row| Cell::decimal(row.record.figures.elapsed),
    ),
    IndicatorColumn::new(
        Column::new("pace", "ペース", "進捗率÷経過率。1が予定どおり", "Progress ÷ time elapsed; 1 is on time").of(ColumnKind::Number),
        |row| Cell::decimal(row.record.figures.pace),
    ),
    IndicatorColumn::new(
        Column::new(
            "attainment",
            "達成率",
            "増やす指標は実績値÷目標値、減らす指標は目標値÷実績値。1が100％",
            "Result ÷ target where more is better, target ÷ result where less is better; 1 is 100%",
        )
        .of(ColumnKind::Number),
        |row| Cell::decimal(row.record.figures.attainment),
    ),
    IndicatorColumn::new(
        Column::new(
            "attainment_of_expected",
            "期待値達成率",
            "達成率と同じ計算を期待値に対して行ったもの。1が100％",
            "The same against the expected figure instead of the target; 1 is 100%",
        )
        .of(ColumnKind::Number),
        |row| Cell::decimal(row.record.figures.attainment_of_expected),
    ),
    IndicatorColumn::new(
        Column::new(
            "change",
            "増減率",
            "（実績値－基準値）÷基準値の絶対値。目指す方向が正。1が100％",
            "(result − baseline) ÷ absolute baseline, positive in the wanted direction; 1 is 100%",
        )
        .of(ColumnKind::Number),
        |row| Cell::decimal(row.record.figures.change),
    ),
    IndicatorColumn::new(
        Column::new(
            "expected",
            "期待値",
            "予定どおりなら実績の年に達しているはずの値。指標の単位による",
            "What would have been reached in the year of the result if all went on time, in the unit of the indicator",
        )
        .of(ColumnKind::Number),
        |row| Cell::decimal(row.record.figures.expected.map(Expected::value)),
    ),
    IndicatorColumn::new(
        Column::new("progress_exact", "進捗率（分数）", "進捗率の正確な値", "Progress as an exact fraction").of(ColumnKind::Fraction),
        |row| Cell::fraction(row.record.figures.progress),
    ),
    IndicatorColumn::new(
        Column::new("elapsed_exact", "経過率（分数）", "経過率の正確な値", "Time elapsed as an exact fraction").of(ColumnKind::Fraction),
        |row| Cell::fraction(row.record.figures.elapsed),
    ),
    IndicatorColumn::new(
        Column::new("pace_exact", "ペース（分数）", "ペースの正確な値", "Pace as an exact fraction").of(ColumnKind::Fraction),
        |row| Cell::fraction(row.record.figures.pace),
    ),
    IndicatorColumn::new(
        Column::new("attainment_exact", "達成率（分数）", "達成率の正確な値", "Attainment as an exact fraction").of(ColumnKind::Fraction),
        |row| Cell::fraction(row.record.figures.attainment),
    ),
    IndicatorColumn::new(
        Column::new(
            "attainment_of_expected_exact",
            "期待値達成率（分数）",
            "期待値達成率の正確な値",
            "Attainment of the expected figure as an exact fraction",
        )
        .of(ColumnKind::Fraction),
        |row| Cell::fraction(row.record.figures.attainment_of_expected),
    ),
    IndicatorColumn::new(
        Column::new("change_exact", "増減率（分数）", "増減率の正確な値", "Change as an exact fraction").of(ColumnKind::Fraction),
        |row| Cell::fraction(row.record.figures.change),
    ),
    IndicatorColumn::new(
        Column::new("expected_exact", "期待値（分数）", "期待値の正確な値", "Expected figure as an exact fraction")
            .of(ColumnKind::Fraction),
        |row| Cell::fraction(row.record.figures.expected.map(Expected::value)),
    ),
];

/// 評価.
pub const GRADE: &[IndicatorColumn] = &[
    IndicatorColumn::new(
        Column::new("grade_id", "評価ID", "評価のID。評価対象外は空", "Id of the grade; empty where it is not evaluated")
            .of(ColumnKind::Id),
        |row| Cell::perhaps(row.record.grade()),
    ),
    IndicatorColumn::new(Column::new("grade", "評価", "評価の名称", "Grade in Japanese"), |row| {
        Cell::ja(row.edition.grade(row.record).map(|grade| &grade.label))
    }),
    IndicatorColumn::new(Column::new("grade_en", "評価_英語", "上の項目の英語", "Grade in English"), |row| {
        Cell::en(row.edition.grade(row.record).map(|grade| &grade.label))
    }),
    IndicatorColumn::new(
        Column::new(
            "grade_reason",
            "手動評価の理由",
            "計算によらず評価した理由。空は計算による評価",
            "Why the grade was set by hand, in Japanese; empty where it was computed",
        ),
        |row| Cell::ja(row.record.by_hand.as_ref().map(|own| &own.reason)),
    ),
    IndicatorColumn::new(
        Column::new("grade_reason_en", "手動評価の理由_英語", "上の項目の英語", "Why the grade was set by hand, in English"),
        |row| Cell::en(row.record.by_hand.as_ref().map(|own| &own.reason)),
    ),
    IndicatorColumn::new(
        Column::new(
            "computed_grade_id",
            "計算による評価ID",
            "手動評価の場合、計算による評価のID",
            "Where the grade was set by hand: id of the computed one",
        )
        .of(ColumnKind::Id),
        |row| Cell::perhaps(row.record.by_hand.as_ref().and(row.record.computed_grade())),
    ),
];
