//! Indicators, and the tables within them.

use super::TableCondition::{ExactlyOneOfEach, Milestone};
use super::KeyType::{Boolean, Choice, Day, Either, Filled, Id, IndicatorId, List, Number, NumberOrStep, Quoted, Table, Text, UpTo, Year};
use super::strategy::{FROM, UNTIL};
use super::{Key, Keys, keys, optional, required};
use crate::model::{Bound, Direction, Kind, Role, Status, UnitPosition, Word};

pub const TEXT: Keys = keys("text", &[
    required("ja", Quoted, "日本語",
        "Japanese"),
    optional("en", Quoted, "英語。省くと英語のページにも日本語を表示",
        "English; without it the English page shows the Japanese text"),
]);

pub const INDICATOR: Keys = keys("indicator", &[
    required("id", IndicatorId, "戦略の中で一意の、変わらないid。すべての年度と戦略の実績をこれで結び付ける。index は使えない",
        "Unique within the strategy and stable: results are joined on it. Not index, the name of the page that lists all indicators"),
    required("role", Choice(Role::CHOICES), "指標の区分",
        "What the indicator is for its goal"),
    required("name", Text, "名称（印刷するとおり）。名称に「累計」などがなければ、（累計）などが付く",
        "As printed. The mark of the kind, such as （累計）, is added to a name that does not say it"),
    required("kind", Choice(Kind::CHOICES), "値の種類",
        "What the figures are"),
    optional("direction", Choice(Direction::CHOICES), "値が向かうべき方向。段階の指標にはなく、ほかの指標では必須",
        "Where the figure should go; required, but for a milestone, which has none"),
    optional("unit", Either(&[Filled, Table(&UNIT)]), "日本語の単位、または英語を添えた単位。省くと単位なし",
        "The Japanese unit, or one spelt out; without it the figure has none"),
    optional("baseline", Table(&BASELINE), "基準値",
        "基準値: the figure from which progress counts"),
    optional("target", AIM, "目標値",
        "目標値: value, or min and max for the direction range"),
    optional("schedule", List(&Table(&SCHEDULED)), "年度目標",
        "年度目標: the targets of single years"),
    optional("history", List(&Table(&HISTORY)), "最初の報告より前の年の実績",
        "Results of years before the first edition"),
    optional("steps", List(&Table(&STEP)), "段階の指標の段階（進む順）。段階の指標では必須で、ほかの指標では書けない",
        "The steps of a milestone, in the order in which they are taken; required for a milestone, an error elsewhere"),
    optional("tolerance", Number, "指標の単位で、変化なしとみなす差（keep では達成とみなす差）",
        "In the indicator's unit: a difference of so much counts as unchanged, and with keep as met").or("0"),
    optional("lag", UpTo(99), "実績が通常、報告の年度より何年前のものか。これより古い実績は check が確かめる。省くと前回の報告と同じ（初回は1）",
        "How many years the result usually is older than its edition; check asks about an older one. By default as in the edition before, in the first one 1"),
    FROM,
    UNTIL,
    optional("revision", List(&Table(&REVISION)), "目標値の見直し：ある年度以降の計画",
        "目標値の見直し: the plan from an edition on"),
    optional("group", Text, "1つの数値の内訳をまとめる名称：子ども／大人",
        "Ties the parts of one figure together: 子ども／大人"),
    optional("definition", Text, "定義・算出方法",
        "How it is counted"),
    optional("source", Text, "出典",
        "Where the figures come from"),
    optional("owner", Text, "担当課",
        "The division in charge"),
    optional("note", Text, "指標のページに表示する備考",
        "Shown on the page of the indicator"),
]).with(Milestone);

/// A target, by the direction.
const AIM: super::KeyType = Either(&[Table(&TARGET), Table(&RANGE)]);

pub const UNIT: Keys = keys("unit", &[
    required("ja", Filled, "日本語の単位",
        "The unit in Japanese"),
    optional("one", Filled, "英語の単数形。省くと複数形と同じ",
        "English singular; by default the plural"),
    optional("other", Filled, "英語の複数形",
        "English plural"),
    optional("factor", Number, "日本語の単位1つが英語の単位いくつに当たるか",
        "How many of the English unit one Japanese unit is").or("1"),
    optional("position", Choice(UnitPosition::CHOICES), "日本語で数値の前・後・括弧内のどこに書くか",
        "Where it stands beside the figure in Japanese").or("\"after\""),
]);

pub const BASELINE: Keys = keys("baseline", &[
    optional("year", Year, "値の年度。as_of とはどちらか一方",
        "The year of the figure. Either this or as_of"),
    AS_OF,
    LABEL,
    CALENDAR,
    VALUE,
    STATUS,
    BOUND,
    NOTE,
]).with(ExactlyOneOfEach(&[&["value", "status"], &["year", "as_of"]]));

pub const TARGET: Keys = keys("target", &[
    required("year", Year, "達成する年度",
        "The year in which it is to be reached"),
    LABEL,
    CALENDAR,
    required("value", NumberOrStep, "目標値。段階の指標では段階のid",
        "The figure to be reached; of a milestone the id of a step"),
    BOUND,
    optional("note", Text, "目標値に添える備考",
        "Shown beside the target"),
]);

pub const RANGE: Keys = keys("target as a range", &[
    required("year", Year, "達成する年度",
        "The year in which it is to be reached"),
    LABEL,
    CALENDAR,
    required("min", Number, "範囲の下限",
        "Lower end of the range"),
    required("max", Number, "範囲の上限",
        "Upper end of the range"),
    BOUND,
    optional("note", Text, "目標値に添える備考",
        "Shown beside the target"),
]);

pub const SCHEDULED: Keys = keys("schedule", &[
    required("year", Year, "年度",
        "The year"),
    CALENDAR,
    required("value", Number, "その年度の目標値",
        "The target of that year"),
]);

pub const HISTORY: Keys = keys("history", &[
    required("year", Year, "値の年度",
        "The year of the figure"),
    CALENDAR,
    required("value", Number, "値",
        "The figure"),
    BOUND,
    optional("source", Text, "この値の出典。指標の出典と異なるときに書く",
        "Where this figure comes from, if not from the source of the indicator"),
    NOTE,
]);

pub const STEP: Keys = keys("steps", &[
    required("id", Id, "値として書くid",
        "Used as the value"),
    required("ja", Filled, "日本語の名称",
        "Japanese"),
    optional("en", Filled, "英語の名称",
        "English"),
]);

pub const REVISION: Keys = keys("indicator.revision", &[
    required("from", Year, "見直しが適用される最初の年度",
        "The first edition for which it holds"),
    optional("baseline", Table(&BASELINE), "新しい基準値。省くと変わらない",
        "The new baseline; what is not given stays"),
    optional("target", AIM, "新しい目標値。省くと変わらない",
        "The new target; what is not given stays"),
    optional("schedule", List(&Table(&SCHEDULED)), "新しい年度目標。省くと変わらない",
        "The new targets of single years; what is not given stays"),
    optional("reason", Text, "見直しの理由。ないと警告になる",
        "Why it was revised; a warning where it is missing"),
]);

pub(super) const CALENDAR: Key = optional("calendar", Boolean, "true：年度ではなく暦年",
    "true: a calendar year (暦年) instead of a fiscal year").or("false");
pub(super) const VALUE: Key = optional("value", NumberOrStep, "値。段階の指標では段階のid。status とはどちらか一方",
    "The figure; of a milestone the id of a step. Either this or a status");
pub(super) const STATUS: Key = optional("status", Choice(Status::CHOICES), "値がない理由",
    "Why there is no figure");
pub(super) const BOUND: Key = optional("bound", Choice(Bound::CHOICES), "値に付く「以上」など",
    "“Or more” and the like beside the figure");
pub(super) const NOTE: Key = optional("note", Text, "値に添える備考",
    "Shown beside the value");
pub(super) const LABEL: Key = optional("label", Text, "ページで年の代わりに表示する語：計画策定時、従前値、直近値。年は計算に使う",
    "Shown on pages in place of the year: 計画策定時, 従前値, 直近値. The year is computed with");
pub(super) const AS_OF: Key = optional("as_of", Day, "値の基準日：2021-03-31。年度はこの日から決まるので、year は書かない",
    "The day to which the figure belongs: 2021-03-31. It decides the year, so year is left out");
