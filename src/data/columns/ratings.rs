//! The columns of ratings that people gave, on scales of their own: one row for each.

use super::{RatingColumn, given, of_edition};
use super::head::{CODE, EDITION, MUNICIPALITY};
use crate::data::cell::Cell;
use crate::data::choices::REVIEWERS;
use crate::data::column::ColumnKind::{Choice, Integer, Text};

/// One row for each rating.
pub const RATINGS: &[RatingColumn] = &[
    of_edition(CODE.column, |row| Cell::perhaps(row.settings.publisher.as_ref().and_then(|publisher| publisher.code.as_deref()))),
    of_edition(MUNICIPALITY.column, |row| Cell::ja(row.settings.publisher.as_ref().map(|publisher| &publisher.name))),
    of_edition(EDITION.column, |row| Cell::integer(row.edition.year)),
    given("goal_number", Integer, "基本目標番号", "評定の対象。報告全体の評定では空",
        "What is rated: number of the basic goal; empty where it is the whole report", |row| Cell::number(row.rating.goal)),
    given("goal", Text, "基本目標名", "基本目標の名称",
        "Title of the basic goal in Japanese", |row| Cell::ja(row.goal().map(|goal| &goal.title))),
    given("goal_en", Text, "基本目標名_英語", "上の項目の英語",
        "Title of the basic goal in English", |row| Cell::en(row.goal().map(|goal| &goal.title))),
    given("measure_number", Integer, "施策番号", "評定の対象。基本目標の評定では空",
        "What is rated: number of the measure; empty where it is the goal", |row| Cell::number(row.rating.measure)),
    given("measure", Text, "施策名", "施策の名称",
        "Title of the measure in Japanese", |row| Cell::ja(row.measure().map(|measure| &measure.title))),
    given("measure_en", Text, "施策名_英語", "上の項目の英語",
        "Title of the measure in English", |row| Cell::en(row.measure().map(|measure| &measure.title))),
    given("policy_number", Integer, "取組方針番号", "評定の対象。施策の評定では空",
        "What is rated: number of the policy; empty where it is the measure", |row| Cell::number(row.rating.policy)),
    given("by", Choice(REVIEWERS), "評定者", "だれが評定したか",
        "Who gave the rating", |row| Cell::word(Some(row.rating.by))).always(),
    given("mark", Text, "評定の表記", "公表資料での評定の表記",
        "The rating as it was printed", |row| Cell::text(&row.rating.rating.mark)).always(),
    given("meaning", Text, "評定の意味", "評定が表す内容",
        "What it means, in Japanese", |row| Cell::ja(row.rating.rating.meaning.as_ref())),
    given("meaning_en", Text, "評定の意味_英語", "上の項目の英語",
        "What it means, in English", |row| Cell::en(row.rating.rating.meaning.as_ref())),
    given("scale", Text, "評定の区分", "評定に用いた区分の名称",
        "What the scale is called, in Japanese", |row| Cell::ja(row.rating.rating.scale.as_ref())),
    given("scale_en", Text, "評定の区分_英語", "上の項目の英語",
        "What the scale is called, in English", |row| Cell::en(row.rating.rating.scale.as_ref())),
    given("reason", Text, "評定の理由", "評定に添えられた意見や理由",
        "What was said with it, in Japanese", |row| Cell::ja(row.rating.reason.as_ref())),
    given("reason_en", Text, "評定の理由_英語", "上の項目の英語",
        "What was said with it, in English", |row| Cell::en(row.rating.reason.as_ref())),
];
