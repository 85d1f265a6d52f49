//! The files of a strategy, but for its indicators.

use super::KeyType::{Choice, Count, Counterpart, Filled, List, MonthOrDay, Named, Number, Period, Quoted, Table, Text, Year};
use super::indicator::INDICATOR;
use super::rule::RATING;
use super::site::ALIASES;
use super::{Key, Keys, keys, optional, required};
use crate::model::{Depth, PopulationNotation, Word};

pub const STRATEGY: Keys = keys("strategy.md", &[
    required("title", Text, "戦略の名称",
        "The title of the strategy"),
    optional("period", Period, "計画期間の最初と最後の年度（どちらも含む）。取組状況を報告するには必要",
        "First and last fiscal year, both included; needed where an edition reports on the strategy"),
    optional("published", MonthOrDay, "公表した年月または年月日。年の表し方を決める。省くと計画期間の初日による",
        "When it was published; decides how years are written. Without it the first day of the period decides"),
    optional("stage", Text, "公表の段階。名称に添えて表示：骨子案",
        "A public stage, shown as a label: 骨子案"),
    optional("succeeds", Filled, "前の戦略のid。新旧対照表を作る",
        "The id of the strategy before; drives the comparison of old and new"),
    optional("compare", Choice(Depth::CHOICES), "新旧対照をどこまで行うか",
        "How deep the comparison goes").or("\"goals\""),
    optional("sections", List(&Quoted), "ページの構成とその順序：vision、alignment、population、goals、comparison と、本文の節のファイル名",
        "The parts of the page in their order: vision, alignment, population, goals, comparison, and files of prose"),
    optional("vision", Table(&VISION), "将来像",
        "将来像"),
    optional("related", List(&Table(&RELATED)), "関連する計画。将来像とともに表示",
        "Related plans; shown with the vision"),
    optional("population", Table(&POPULATION), "人口ビジョン",
        "人口ビジョン"),
    optional("rating", RATING, "この戦略の評価基準。省くとサイトの評価基準",
        "A preset, or a rule of its own; without it the site's"),
    ALIASES,
]);

pub const VISION: Keys = keys("vision", &[
    required("title", Text, "将来像",
        "The vision"),
    optional("subtitle", Text, "副題",
        "Below it"),
    optional("note", Text, "注記",
        "A note"),
]);

pub const RELATED: Keys = keys("related", &[
    required("name", Text, "計画の名称",
        "The name of the plan"),
]);

pub const POPULATION: Keys = keys("population", &[
    optional("notation", Choice(PopulationNotation::CHOICES), "日本語での人数の表し方：347,000人 または 34万7千人",
        "How persons are written in Japanese: 347,000人 or 34万7千人").or("\"digits\""),
    optional("scenario", List(&Table(&SCENARIO)), "推計",
        "A projection"),
    optional("lever", List(&Table(&LEVER)), "人口を動かすもの",
        "What is to move the population"),
]);

pub const SCENARIO: Keys = keys("population.scenario", &[
    required("name", Text, "推計の名称",
        "Its name"),
    required("points", List(&Table(&POINT)), "暦年ごとの人数",
        "Its figures: calendar years and persons"),
]);

pub const POINT: Keys = keys("population.scenario.points", &[
    required("year", Year, "暦年",
        "A calendar year"),
    required("value", Number, "人数",
        "Persons"),
]);

pub const LEVER: Keys = keys("population.lever", &[
    required("name", Text, "自然減、社会減",
        "自然減, 社会減"),
    required("text", Text, "取り組むこと",
        "What is to be done"),
]);

pub const SECTION: Keys = keys("section of prose", &[
    required("title", Text, "節の名称",
        "The title of the section"),
]);

pub const GOAL: Keys = keys("goal.md", &[
    required("title", Text, "基本目標の名称",
        "The title of the goal"),
    optional("short", Text, "メニューに出す短い名前：子育て。省くと名称を句切りで切って出す",
        "A short name for menus; without it the title is cut at a phrase"),
    optional("aligns", Named(&List(&Quoted)), "frameworks.toml の枠組みごとに、対応する項目のid",
        "For each framework of frameworks.toml the ids of its items"),
    optional("indicator", List(&Table(&INDICATOR)), "基本目標そのものの指標",
        "The indicators of the goal itself"),
]);

pub const MEASURE: Keys = keys("measure-N.md", &[
    required("title", Text, "施策の名称",
        "The title of the measure"),
    optional("policy", List(&Table(&POLICY)), "取組方針 ①、②、… （並び順による）",
        "取組方針 ①, ②, … by their order"),
    optional("indicator", List(&Table(&INDICATOR)), "施策の指標",
        "The indicators of the measure"),
    optional("continues", Counterpart, "名称を変えて引き継ぐ、前の戦略の施策：\"goal-4/measure-2\"",
        "The measure of the strategy before that it continues under another title: \"goal-4/measure-2\""),
    FROM,
    UNTIL,
]);

pub(super) const FROM: Key = optional("from", Year, "計画期間の途中から報告する場合の、最初の年度",
    "First edition that reports on it, when not the whole plan");
pub(super) const UNTIL: Key = optional("until", Year, "計画期間の途中まで報告する場合の、最後の年度",
    "Last edition that reports on it, when not the whole plan");

pub const POLICY: Keys = keys("policy", &[
    required("title", Text, "取組方針",
        "The policy"),
    optional("revises", Count, "改めた元の取組方針の番号（前の戦略の対応する施策の中で）",
        "The number of the policy that it revises, in its measure's counterpart"),
]);
