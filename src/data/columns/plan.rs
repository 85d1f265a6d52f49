//! What the plan says of an indicator: what it is, its baseline and target, where its figures come from.

use super::{IndicatorColumn, column};
use crate::data::cell::Cell;
use crate::data::choices::{BOUNDS, DIRECTIONS, KINDS, ROLES, STATUSES, YEAR_TYPES};
use crate::data::column::ColumnKind::{Choice, Date, Id, Integer, Number, Text};
use crate::data::rows::IndicatorRow;
use crate::model::{Observation, Target};
use rust_decimal::Decimal;

pub const NAME: IndicatorColumn = column("name", Text, "指標名", "指標の名称",
    "Name of the indicator in Japanese", |row| Cell::ja(Some(&row.record.indicator.name))).always();

pub const UNIT: IndicatorColumn = column("unit", Text, "単位", "値の単位。値はすべてこの単位による",
    "Unit in Japanese; every figure is in this unit",
    |row| Cell::perhaps(row.record.indicator.unit.as_ref().map(|unit| unit.ja.as_str())));

/// What the indicator is.
pub const PLAN: &[IndicatorColumn] = &[
    column("role", Choice(ROLES), "区分", "指標の区分",
        "What the indicator is for", |row| Cell::word(Some(row.record.indicator.role))).always(),
    NAME,
    column("name_en", Text, "指標名_英語", "上の項目の英語",
        "Name of the indicator in English", |row| Cell::en(Some(&row.record.indicator.name))),
    column("group", Text, "グループ", "一つの数値を分けた指標に共通の名称",
        "What ties the parts of one figure together, in Japanese", |row| Cell::ja(row.record.indicator.group.as_ref())),
    column("group_en", Text, "グループ_英語", "上の項目の英語",
        "The same in English", |row| Cell::en(row.record.indicator.group.as_ref())),
    column("kind", Choice(KINDS), "値の種類", "値が表すもの",
        "What the figures are", |row| Cell::word(Some(row.record.indicator.kind))).always(),
    column("direction", Choice(DIRECTIONS), "目指す方向", "値が向かうべき方向。段階の指標では空",
        "Where the figure should go; empty for milestones", |row| Cell::word(row.record.indicator.direction)),
    UNIT,
    column("unit_en", Text, "単位_英語", "英語での単位",
        "Unit in English, where there is one",
        |row| Cell::perhaps(row.record.indicator.unit.as_ref().and_then(|unit| unit.other.as_deref()))),
    column("unit_factor", Number, "単位の倍率", "値にこの数を掛けると英語の単位での値になる（万人なら10000）。空は1",
        "A figure times this number is the figure in the English unit (10000 for 万人); empty means 1", factor),
    column("tolerance", Number, "許容差", "変化なし・達成とみなす差。空は0",
        "Difference that still counts as unchanged or met; empty means 0",
        |row| Cell::quantity(Some(row.record.indicator.tolerance).filter(|tolerance| !tolerance.is_zero()))),
];

/// 基準値.
pub const BASELINE: &[IndicatorColumn] = &[
    column("baseline_year", Integer, "基準値_年", "基準値の年（西暦）",
        "Year of the baseline", |row| Cell::year(row.baseline().map(|baseline| baseline.year))),
    column("baseline_year_type", Choice(YEAR_TYPES), "基準値_年の種別", "基準値の年が年度か暦年か",
        "Whether that is a fiscal or a calendar year", |row| Cell::year_type(row.baseline().map(|baseline| baseline.year))),
    column("baseline_label", Text, "基準値_年の表記", "年の代わりに表示する語",
        "What is shown in place of the year of the baseline, in Japanese", |row| Cell::ja(row.baseline().and_then(|baseline| baseline.label.as_ref()))),
    column("baseline_label_en", Text, "基準値_年の表記_英語", "上の項目の英語",
        "The same in English", |row| Cell::en(row.baseline().and_then(|baseline| baseline.label.as_ref()))),
    column("baseline_as_of", Date, "基準値_基準日", "値の基準日",
        "The day to which the baseline belongs", |row| Cell::date(row.baseline().and_then(|baseline| baseline.as_of))),
    column("baseline_value", Number, "基準値", "計画の出発点の値",
        "The baseline: where the plan starts from", |row| Cell::quantity(row.baseline().and_then(Observation::value))),
    column("baseline_step_id", Id, "基準値_段階ID", "段階の指標：基準の段階のID",
        "Milestones: id of the step at the start", |row| Cell::perhaps(row.step(row.baseline()).map(|step| step.id.as_str()))),
    column("baseline_step", Text, "基準値_段階", "段階の指標：基準の段階",
        "Milestones: the step at the start in Japanese", |row| Cell::ja(row.step(row.baseline()).map(|step| &step.name))),
    column("baseline_step_en", Text, "基準値_段階_英語", "上の項目の英語",
        "Milestones: the step at the start in English", |row| Cell::en(row.step(row.baseline()).map(|step| &step.name))),
    column("baseline_status", Choice(STATUSES), "基準値_状態", "基準値がない理由",
        "Why there is no baseline figure", |row| Cell::word(row.baseline().and_then(Observation::status))),
    column("baseline_bound", Choice(BOUNDS), "基準値_以上以下", "基準値に付く「以上」など",
        "“Or more” and the like beside the baseline", |row| Cell::word(row.baseline().and_then(|baseline| baseline.bound))),
    column("baseline_note", Text, "基準値_備考", "基準値の備考",
        "Note on the baseline in Japanese", |row| Cell::ja(row.baseline().and_then(|baseline| baseline.note.as_ref()))),
    column("baseline_note_en", Text, "基準値_備考_英語", "上の項目の英語",
        "Note on the baseline in English", |row| Cell::en(row.baseline().and_then(|baseline| baseline.note.as_ref()))),
];

/// 目標値.
pub const TARGET: &[IndicatorColumn] = &[
    column("target_year", Integer, "目標値_年", "目標値の年（西暦）",
        "Year of the target", |row| Cell::year(row.target().map(|target| target.year))),
    column("target_year_type", Choice(YEAR_TYPES), "目標値_年の種別", "目標値の年が年度か暦年か",
        "Whether that is a fiscal or a calendar year", |row| Cell::year_type(row.target().map(|target| target.year))),
    column("target_label", Text, "目標値_年の表記", "年の代わりに表示する語",
        "What is shown in place of the year of the target, in Japanese", |row| Cell::ja(row.target().and_then(|target| target.label.as_ref()))),
    column("target_label_en", Text, "目標値_年の表記_英語", "上の項目の英語",
        "The same in English", |row| Cell::en(row.target().and_then(|target| target.label.as_ref()))),
    column("target_value", Number, "目標値", "目標とする値。範囲の場合は空。年度目標だけの指標では、実績の年の年度目標",
        "The target; empty where it is a range. With targets by year only, that of the year of the result", |row| Cell::quantity(row.target().and_then(Target::value))),
    column("target_min", Number, "目標値_下限", "範囲の目標の下限",
        "Lower end of a target range", |row| Cell::quantity(row.target_min())),
    column("target_max", Number, "目標値_上限", "範囲の目標の上限",
        "Upper end of a target range", |row| Cell::quantity(row.target_max())),
    column("target_step_id", Id, "目標値_段階ID", "段階の指標：目標の段階のID",
        "Milestones: id of the step to be reached", |row| Cell::perhaps(row.target_step().map(|step| step.id.as_str()))),
    column("target_step", Text, "目標値_段階", "段階の指標：目標の段階",
        "Milestones: the step to be reached in Japanese", |row| Cell::ja(row.target_step().map(|step| &step.name))),
    column("target_step_en", Text, "目標値_段階_英語", "上の項目の英語",
        "Milestones: the step to be reached in English", |row| Cell::en(row.target_step().map(|step| &step.name))),
    column("target_bound", Choice(BOUNDS), "目標値_以上以下", "目標値に付く「以上」など",
        "“Or more” and the like beside the target", |row| Cell::word(row.target().and_then(|target| target.bound))),
    column("target_note", Text, "目標値_備考", "目標値の備考",
        "Note on the target in Japanese", |row| Cell::ja(row.target().and_then(|target| target.note.as_ref()))),
    column("target_note_en", Text, "目標値_備考_英語", "上の項目の英語",
        "Note on the target in English", |row| Cell::en(row.target().and_then(|target| target.note.as_ref()))),
];

/// Where the figures come from.
pub const ABOUT: &[IndicatorColumn] = &[
    column("definition", Text, "定義", "指標の定義",
        "Definition in Japanese", |row| Cell::ja(row.record.indicator.definition.as_ref())),
    column("definition_en", Text, "定義_英語", "上の項目の英語",
        "Definition in English", |row| Cell::en(row.record.indicator.definition.as_ref())),
    column("source", Text, "出典", "値の出典",
        "Source in Japanese", |row| Cell::ja(row.record.indicator.source.as_ref())),
    column("source_en", Text, "出典_英語", "上の項目の英語",
        "Source in English", |row| Cell::en(row.record.indicator.source.as_ref())),
    column("owner", Text, "担当課", "指標を担当する課",
        "Division in charge in Japanese", |row| Cell::ja(row.record.indicator.owner.as_ref())),
    column("owner_en", Text, "担当課_英語", "上の項目の英語",
        "Division in charge in English", |row| Cell::en(row.record.indicator.owner.as_ref())),
    column("note", Text, "備考", "指標の備考",
        "Note in Japanese", |row| Cell::ja(row.record.indicator.note.as_ref())),
    column("note_en", Text, "備考_英語", "上の項目の英語",
        "Note in English", |row| Cell::en(row.record.indicator.note.as_ref())),
];

/// How many of the English unit one Japanese unit is, where that is not 1.
fn factor(row: &IndicatorRow<'_>) -> Cell {
    let factor = row.record.indicator.unit.as_ref().map(|unit| unit.factor.normalize());
    factor.filter(|factor| *factor != Decimal::ONE).map_or(Cell::Empty, |factor| Cell::Number(factor.to_string()))
}
