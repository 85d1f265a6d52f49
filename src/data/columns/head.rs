//! Which city, which report, which strategy, goal and measure.

use super::{IndicatorColumn, column};
use crate::data::cell::Cell;
use crate::data::column::ColumnKind::{Code, Date, Id, Integer, Text};

pub const CODE: IndicatorColumn = column("municipality_code", Code, "全国地方公共団体コード", "総務省が定める6桁のコード（検査数字を含む）",
    "Six-digit code of the municipality with its check digit, as set by the Ministry of Internal Affairs and Communications",
    |row| Cell::perhaps(row.settings.publisher.as_ref().and_then(|publisher| publisher.code.as_deref())));

pub const ID: IndicatorColumn = column("id", Id, "ID", "指標のID。年度や戦略が変わっても同じ指標は同じID",
    "Id of the indicator; the same in all editions and strategies", |row| Cell::text(&row.record.indicator.id)).always();

pub const MUNICIPALITY: IndicatorColumn = column("municipality", Text, "地方公共団体名", "公開する地方公共団体の名称",
    "Name of the municipality in Japanese",
    |row| row.settings.publisher.as_ref().map_or(Cell::Empty, |publisher| Cell::text(&publisher.name.ja)));

pub const MUNICIPALITY_EN: IndicatorColumn = column("municipality_en", Text, "地方公共団体名_英語", "上の項目の英語",
    "Name of the municipality in English", |row| Cell::en(row.settings.publisher.as_ref().map(|publisher| &publisher.name)));

pub const EDITION: IndicatorColumn = column("edition", Integer, "対象年度", "取組状況の対象年度（西暦。4月から翌年3月まで）",
    "Fiscal year that the progress report is about (April to March)", |row| Cell::integer(row.edition.year)).always();

/// The columns in front.
pub const HEAD: &[IndicatorColumn] = &[
    CODE,
    ID,
    MUNICIPALITY,
    MUNICIPALITY_EN,
    EDITION,
    column("published", Date, "公表日", "取組状況を公表した月または日",
        "Month or day on which the report was published",
        |row| Cell::date(row.edition.published)),
    column("report", Text, "報告書名", "取組状況の題名",
        "Title of the progress report in Japanese", |row| Cell::ja(Some(&row.edition.title))).always(),
    column("report_en", Text, "報告書名_英語", "上の項目の英語",
        "Title of the progress report in English", |row| Cell::en(Some(&row.edition.title))),
    column("strategy_id", Id, "戦略ID", "総合戦略のID",
        "Id of the comprehensive strategy", |row| Cell::text(&row.edition.strategy.id)).always(),
    column("strategy", Text, "戦略名", "総合戦略の題名",
        "Title of the strategy in Japanese", |row| Cell::ja(Some(&row.edition.strategy.title))).always(),
    column("strategy_en", Text, "戦略名_英語", "上の項目の英語",
        "Title of the strategy in English", |row| Cell::en(Some(&row.edition.strategy.title))),
    column("period_first", Integer, "計画開始年度", "総合戦略の最初の年度",
        "First fiscal year of the strategy", |row| row.edition.strategy.period.map_or(Cell::Empty, |period| Cell::integer(period.first))),
    column("period_last", Integer, "計画終了年度", "総合戦略の最後の年度",
        "Last fiscal year of the strategy", |row| row.edition.strategy.period.map_or(Cell::Empty, |period| Cell::integer(period.last))),
    column("goal_number", Integer, "基本目標番号", "基本目標の番号",
        "Number of the basic goal", |row| Cell::integer(row.goal.number)).always(),
    column("goal", Text, "基本目標名", "基本目標の題名",
        "Title of the basic goal in Japanese", |row| Cell::ja(Some(&row.goal.title))),
    column("goal_en", Text, "基本目標名_英語", "上の項目の英語",
        "Title of the basic goal in English", |row| Cell::en(Some(&row.goal.title))),
    column("measure_number", Integer, "施策番号", "施策の番号。基本目標そのものの指標では空",
        "Number of the measure within its goal; empty where the indicator is one of the goal itself",
        |row| row.record.measure.map_or(Cell::Empty, Cell::integer)),
    column("measure", Text, "施策名", "施策の題名",
        "Title of the measure in Japanese", |row| Cell::ja(row.measure().map(|measure| &measure.title))),
    column("measure_en", Text, "施策名_英語", "上の項目の英語",
        "Title of the measure in English", |row| Cell::en(row.measure().map(|measure| &measure.title))),
];
