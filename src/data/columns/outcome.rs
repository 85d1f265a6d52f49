//! What an edition reports of an indicator, and what is computed from it.

use super::{IndicatorColumn, column};
use crate::data::cell::Cell;
use crate::data::choices::{BOUNDS, CERTAINTIES, REVIEWERS, STATUSES, YEAR_TYPES};
use crate::data::column::ColumnKind::{Choice, Fraction, Id, Integer, Number, Text};
use crate::evaluate::Expected;
use crate::model::Observation;

/// 実績値.
pub const RESULT: &[IndicatorColumn] = &[
    column("result_year", Integer, "実績値_年", "実績値の年（西暦）",
        "Year of the result", |row| Cell::year(row.result().map(|result| result.year))),
    column("result_year_type", Choice(YEAR_TYPES), "実績値_年の種別", "実績値の年が年度か暦年か",
        "Whether that is a fiscal or a calendar year", |row| Cell::year_type(row.result().map(|result| result.year))),
    column("result_value", Number, "実績値", "この取組状況で報告された値",
        "The result that the edition reports", |row| Cell::quantity(row.result().and_then(Observation::value))),
    column("result_step_id", Id, "実績値_段階ID", "段階の指標：到達した段階のID",
        "Milestones: id of the step that was reached", |row| Cell::perhaps(row.step(row.result()).map(|step| step.id.as_str()))),
    column("result_step", Text, "実績値_段階", "段階の指標：到達した段階",
        "Milestones: the step that was reached in Japanese", |row| Cell::ja(row.step(row.result()).map(|step| &step.name))),
    column("result_step_en", Text, "実績値_段階_英語", "上の項目の英語",
        "Milestones: the step that was reached in English", |row| Cell::en(row.step(row.result()).map(|step| &step.name))),
    column("result_status", Choice(STATUSES), "実績値_状態", "実績値がない理由",
        "Why there is no result", |row| Cell::word(row.result().and_then(Observation::status))),
    column("result_certainty", Choice(CERTAINTIES), "実績値_確度", "速報値・見込値の別。空は確定値",
        "Whether the result is provisional or an estimate; empty means final",
        |row| Cell::word(row.result().and_then(|result| result.certainty))),
    column("result_bound", Choice(BOUNDS), "実績値_以上以下", "実績値に付く「以上」など",
        "“Or more” and the like beside the result", |row| Cell::word(row.result().and_then(|result| result.bound))),
    column("result_note", Text, "実績値_備考", "実績値の備考",
        "Note on the result in Japanese", |row| Cell::ja(row.result().and_then(|result| result.note.as_ref()))),
    column("result_note_en", Text, "実績値_備考_英語", "上の項目の英語",
        "Note on the result in English", |row| Cell::en(row.result().and_then(|result| result.note.as_ref()))),
];

/// The computed figures: as decimals, 1 for 100 per cent, and exact.
pub const FIGURES: &[IndicatorColumn] = &[
    column("progress", Number, "進捗率", "（実績値－基準値）÷（目標値－基準値）。1が100％。小数第6位まで（四捨五入）",
        "(result − baseline) ÷ (target − baseline); 1 is 100%. At most 6 decimals, rounded half up",
        |row| Cell::decimal(row.record.figures.progress)),
    column("elapsed", Number, "経過率", "（実績の年－基準の年）÷（目標の年－基準の年）。1が100％",
        "(year of the result − year of the baseline) ÷ (year of the target − year of the baseline); 1 is 100%",
        |row| Cell::decimal(row.record.figures.elapsed)),
    column("pace", Number, "ペース", "進捗率÷経過率。1が予定どおり",
        "Progress ÷ time elapsed; 1 is on time", |row| Cell::decimal(row.record.figures.pace)),
    column("attainment", Number, "達成率", "増やす指標は実績値÷目標値、減らす指標は目標値÷実績値。1が100％",
        "Result ÷ target where higher is better, target ÷ result where lower is better; 1 is 100%",
        |row| Cell::decimal(row.record.figures.attainment)),
    column("attainment_of_expected", Number, "予定・年度目標に対する達成率", "達成率と同じ計算を、年度目標または予定に対して行ったもの。1が100％",
        "The same against the yearly target or on-schedule value instead of the target; 1 is 100%",
        |row| Cell::decimal(row.record.figures.attainment_of_expected)),
    column("change", Number, "増減率", "（実績値－基準値）÷基準値の絶対値。目指す方向が正。1が100％",
        "(result − baseline) ÷ absolute baseline, positive in the wanted direction; 1 is 100%",
        |row| Cell::decimal(row.record.figures.change)),
    column("expected", Number, "予定・年度目標", "実績の年の年度目標。なければ、予定どおりならその年に達しているはずの値（評価基準が使う場合）。指標の単位による",
        "The yearly target of the year of the result, else the on-schedule value where the rule uses one, in the unit of the indicator",
        |row| Cell::decimal(row.record.figures.expected.map(Expected::value))),
    column("progress_exact", Fraction, "進捗率（分数）", "進捗率の正確な値",
        "Progress as an exact fraction", |row| Cell::fraction(row.record.figures.progress)),
    column("elapsed_exact", Fraction, "経過率（分数）", "経過率の正確な値",
        "Time elapsed as an exact fraction", |row| Cell::fraction(row.record.figures.elapsed)),
    column("pace_exact", Fraction, "ペース（分数）", "ペースの正確な値",
        "Pace as an exact fraction", |row| Cell::fraction(row.record.figures.pace)),
    column("attainment_exact", Fraction, "達成率（分数）", "達成率の正確な値",
        "Attainment as an exact fraction", |row| Cell::fraction(row.record.figures.attainment)),
    column("attainment_of_expected_exact", Fraction, "予定・年度目標に対する達成率（分数）", "予定・年度目標に対する達成率の正確な値",
        "Attainment of the yearly target or on-schedule value as an exact fraction", |row| Cell::fraction(row.record.figures.attainment_of_expected)),
    column("change_exact", Fraction, "増減率（分数）", "増減率の正確な値",
        "Change as an exact fraction", |row| Cell::fraction(row.record.figures.change)),
    column("expected_exact", Fraction, "予定・年度目標（分数）", "予定・年度目標の正確な値",
        "Yearly target or on-schedule value as an exact fraction", |row| Cell::fraction(row.record.figures.expected.map(Expected::value))),
];

/// 評価.
pub const GRADE: &[IndicatorColumn] = &[
    column("grade_id", Id, "評価ID", "評価のID。評価対象外は空",
        "Id of the grade; empty where it is not evaluated", |row| Cell::perhaps(row.record.grade())),
    column("grade", Text, "評価", "評価の名称",
        "Grade in Japanese", |row| Cell::ja(row.edition.grade(row.record).map(|grade| &grade.label))),
    column("grade_en", Text, "評価_英語", "上の項目の英語",
        "Grade in English", |row| Cell::en(row.edition.grade(row.record).map(|grade| &grade.label))),
    column("grade_by", Choice(REVIEWERS), "評価者", "市などが評価を付けた場合、だれが付けたか。空は計算による評価",
        "Who gave the grade; empty where it was computed", |row| Cell::word(row.record.by_hand.as_ref().map(|own| own.by))),
    column("grade_mark", Text, "評価の表記", "公表資料での評価の表記",
        "The mark of the grade as it was printed",
        |row| Cell::perhaps(row.record.by_hand.as_ref().and_then(|own| own.mark.as_deref()))),
    column("grade_reason", Text, "評価の理由", "市などが付けた評価の理由",
        "Why people gave the grade, in Japanese",
        |row| Cell::ja(row.record.by_hand.as_ref().and_then(|own| own.reason.as_ref()))),
    column("grade_reason_en", Text, "評価の理由_英語", "上の項目の英語",
        "Why people gave the grade, in English",
        |row| Cell::en(row.record.by_hand.as_ref().and_then(|own| own.reason.as_ref()))),
    column("flags", Text, "担当課の回答", "評価基準で問う事項への担当課の回答。ID=true（はい）またはfalse（いいえ）",
        "The division's answers to the questions of the criteria: ID=true (yes) or false (no)", |row| {
            let given: Vec<String> = row.record.flags.iter().map(|(id, answer)| format!("{id}={answer}")).collect();
            Cell::text(&given.join("; "))
        }),
    column("computed_grade_id", Id, "計算による評価ID", "市などが評価を付けた場合、計算による評価のID",
        "Where people gave the grade: id of the computed one",
        |row| Cell::perhaps(row.record.by_hand.as_ref().and(row.record.computed_grade()))),
];
