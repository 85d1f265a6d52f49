//! The columns of corrections: one row for each corrected figure.

use super::{CorrectionColumn, as_there, corrected};
use super::head::{CODE, EDITION, MUNICIPALITY};
use crate::data::cell::Cell;
use crate::data::column::ColumnKind::{Choice, Date, Id, Integer, Number, Text};
use crate::data::choices::YEAR_TYPES;

/// One row for each corrected figure; a correction without figures has one row.
pub const CORRECTIONS: &[CorrectionColumn] = &[
    as_there(CODE.column, |row| Cell::perhaps(row.settings.publisher.as_ref().and_then(|publisher| publisher.code.as_deref()))),
    as_there(MUNICIPALITY.column, |row| Cell::ja(row.settings.publisher.as_ref().map(|publisher| &publisher.name))),
    as_there(EDITION.column, |row| Cell::integer(row.edition.year)),
    corrected("date", Date, "訂正日", "訂正した日",
        "Day of the correction", |row| Cell::date(Some(row.correction.date))).always(),
    corrected("id", Id, "ID", "訂正した指標のID。数値の訂正でないときは空",
        "Id of the indicator; empty where no figure was corrected", |row| Cell::perhaps(row.figure.map(|figure| figure.indicator.as_str()))),
    corrected("name", Text, "指標名", "指標の名称",
        "Name of the indicator in Japanese", |row| Cell::ja(row.indicator().map(|indicator| &indicator.name))),
    corrected("name_en", Text, "指標名_英語", "上の項目の英語",
        "Name of the indicator in English", |row| Cell::en(row.indicator().map(|indicator| &indicator.name))),
    corrected("year", Integer, "年", "訂正した値の年（西暦）",
        "Year of the figure", |row| Cell::year(row.figure.map(|figure| figure.year))),
    corrected("year_type", Choice(YEAR_TYPES), "年の種別", "年度か暦年か",
        "Whether it is a fiscal or a calendar year", |row| Cell::year_type(row.figure.map(|figure| figure.year))),
    corrected("before_value", Number, "訂正前の値", "公表していた値。値がなかったときは空",
        "The figure as it was published; empty where there was none",
        |row| Cell::quantity(row.figure.and_then(|figure| figure.before?.value()))),
    corrected("after_value", Number, "訂正後の値", "正しい値。値がないときは空",
        "The right figure; empty where there is none", |row| Cell::quantity(row.figure.and_then(|figure| figure.after?.value()))),
    corrected("before_step", Id, "訂正前の段階", "公表していた段階のid。段階の指標でないときは空",
        "Id of the step as it was published; empty where the indicator has no steps",
        |row| Cell::perhaps(row.step(row.figure.and_then(|figure| figure.before)).map(|step| step.id.as_str()))),
    corrected("after_step", Id, "訂正後の段階", "正しい段階のid。段階の指標でないときは空",
        "Id of the right step; empty where the indicator has no steps",
        |row| Cell::perhaps(row.step(row.figure.and_then(|figure| figure.after)).map(|step| step.id.as_str()))),
    corrected("unit", Text, "単位", "値の単位",
        "Unit of the figures in Japanese", |row| Cell::perhaps(row.indicator().and_then(|indicator| indicator.unit.as_ref()).map(|unit| unit.ja.as_str()))),
    corrected("text", Text, "訂正の内容と理由", "数値の訂正では、その理由",
        "What was corrected and why, in Japanese; of a figure the reason", |row| Cell::ja(Some(&row.correction.text))).always(),
    corrected("text_en", Text, "訂正の内容と理由_英語", "上の項目の英語",
        "The same in English", |row| Cell::en(Some(&row.correction.text))),
];
