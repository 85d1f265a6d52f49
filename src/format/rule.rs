//! The rule of the grades.

use super::TableCondition::{ExactlyOne, Unless};
use super::Key;
use super::KeyType::{self, Boolean, Choice, Either, Filled, Id, List, Number, Table, Text, UpTo};
use super::{Keys, keys, optional, required};
use crate::model::{Choice as ClosedWord, Figure, Kind, Precision, Preset, Rounding, ScheduleBasis, Tone, When, Word};

/// The name of a built-in rule, or one spelt out.
pub(super) const RATING: KeyType = Either(&[Choice(Preset::CHOICES), Table(&RULE)]);

pub const RULE: Keys = keys("rating", &[
    optional("off", Boolean, "true：評価を付けない（数値は残る）",
        "true: no grades; the figures are kept").or("false"),
    optional("figure", Choice(Figure::CHOICES), "評価に使う数値。表とカードに示し、条件で指定しないときに使う。省くと条件の数値（条件でも省けば pace）",
        "The figure that it is about: that of tables and cards, and of tests that name none; left out: those of the tests, pace where they name none"),
    optional("straight_line", Boolean, "基準値から目標値への直線で中間の予定値を見込むか。省くと pace・attainment-of-expected を使う基準だけで見込む",
        "Whether values between baseline and target are expected on a straight line; left out: where the rule uses pace or attainment-of-expected"),
    optional("places", UpTo(4), "表示する百分率の小数の桁数（0～4）",
        "Decimals of a printed percentage, 0 to 4").or("1"),
    optional("rounding", Choice(Rounding::CHOICES), "百分率の端数処理",
        "How percentages are rounded").or("\"half-up\""),
    optional("compare", Choice(Precision::CHOICES), "境目の値と比べるもの",
        "What limits are compared with").or("\"exact\""),
    optional("schedule", List(&Number), "計画の1年目、2年目、…の終わりの百分率。年度目標のない指標に使う：[20, 40, 60, 80, 100]",
        "Per cent at the end of the first, second, … year of the plan, for indicators without yearly targets: [20, 40, 60, 80, 100]"),
    optional("schedule_of", Choice(ScheduleBasis::CHOICES), "schedule が何に対する百分率か。目標値に対する割合は、増やす指標だけに使う",
        "What the schedule is per cent of; the share of a target holds only where higher is better").or("\"target\""),
    optional("tolerance", Either(&[Number, List(&Table(&TOLERANCE))]), "変化なし（keep では達成）とみなす差：すべての指標で同じ、または単位・種類ごと。指標の tolerance が優先",
        "What counts as unchanged, and with keep as met: the same for every indicator, or by unit or kind. The tolerance of an indicator comes first"),
    optional("flag", List(&Table(&FLAG)), "担当課が実績ごとに「はい」か「いいえ」で答える事項。条件で使う",
        "Questions that the division answers with yes or no for each result; used in conditions"),
    optional("grade", List(&Table(&GRADE)), "評価の区分（表示する順）。off でなければ必須",
        "What exists, in the order in which it is shown; required, unless off is true"),
    optional("test", List(&Table(&TEST)), "条件。最初に成り立つものの評価になる。市などが評価を付けるだけなら書かない",
        "The first test that holds gives the grade; none where only people give grades"),
]).with(Unless { when: "off", required: &["grade"] });

pub const GRADE: Keys = keys("rating.grade", &[
    required("id", Id, "条件と実績で使うid",
        "Used in tests and results"),
    required("label", Text, "表示する言葉：達成",
        "What is shown: 達成"),
    required("symbol", Filled, "記号：◎、○、△、×",
        "◎, ○, △, ×"),
    required("tone", Choice(Tone::CHOICES), "テーマの色と模様",
        "Colour and pattern of the theme"),
]);

const FIGURE: Key = optional("figure", Choice(Figure::CHOICES), "この条件で使う数値。省くと基準全体のもの",
    "The figure of this condition, instead of the rule's");
const AT_LEAST: Key = optional("at_least", Number, "百分率：これ以上",
    "Per cent: the figure is this or more");
const MORE_THAN: Key = optional("more_than", Number, "百分率：これを超える",
    "Per cent: the figure is more");
const AT_MOST: Key = optional("at_most", Number, "百分率：これ以下",
    "Per cent: the figure is this or less");
const LESS_THAN: Key = optional("less_than", Number, "百分率：これ未満",
    "Per cent: the figure is less");
const FLAG_SET: Key = optional("flag", Id, "flag の事項への担当課の答えが「はい」",
    "The division's answer to this question is yes");
const FLAG_NOT_SET: Key = optional("not_flag", Id, "flag の事項への担当課の答えが「いいえ」",
    "The division's answer to this question is no");
const JOINED_WHEN: Key = optional("when", Choice(JOINED), "百分率の代わりの条件",
    "A condition instead of a limit");
const KINDS_OF_CONDITION: &[&str] = &["at_least", "more_than", "at_most", "less_than", "when", "flag", "not_flag", "all", "any"];

/// The words of conditions that are joined: each but `otherwise`, which is about the tests before it.
pub const JOINED: &[ClosedWord] = match When::CHOICES.split_last() {
    Some((_, joined)) => joined,
    None => &[],
};

pub const TEST: Keys = keys("rating.test", &[
    required("grade", Id, "成り立つときの評価",
        "The grade that it gives"),
    FIGURE, AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN,
    optional("when", Choice(When::CHOICES), "百分率の代わりの条件",
        "A condition instead of a limit"),
    FLAG_SET, FLAG_NOT_SET,
    optional("all", List(&Table(&CONDITION)), "かつ：並べた条件がすべて成り立つ",
        "Every condition of the list holds"),
    optional("any", List(&Table(&CONDITION)), "または：並べた条件のどれかが成り立つ",
        "One condition of the list holds"),
]).with(ExactlyOne(KINDS_OF_CONDITION));

pub const CONDITION: Keys = keys("condition", &[
    FIGURE, AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN, JOINED_WHEN, FLAG_SET, FLAG_NOT_SET,
    optional("all", List(&Table(&SINGLE_CONDITION)), "かつ：並べた条件がすべて成り立つ",
        "Every condition of the list holds"),
    optional("any", List(&Table(&SINGLE_CONDITION)), "または：並べた条件のどれかが成り立つ",
        "One condition of the list holds"),
]).with(ExactlyOne(KINDS_OF_CONDITION));

pub const SINGLE_CONDITION: Keys = keys("condition within a condition", &[
    FIGURE, AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN, JOINED_WHEN, FLAG_SET, FLAG_NOT_SET,
]).with(ExactlyOne(&["at_least", "more_than", "at_most", "less_than", "when", "flag", "not_flag"]));

pub const FLAG: Keys = keys("rating.flag", &[
    required("id", Id, "条件と実績で使うid",
        "Used in conditions and results"),
    required("label", Text, "問い：事業は予定どおりか",
        "The question: 事業は予定どおりか"),
]);

pub const TOLERANCE: Keys = keys("rating.tolerance", &[
    required("value", Number, "指標の単位での差",
        "The difference, in the indicator's unit"),
    optional("unit", Filled, "この単位の指標だけ：%",
        "Only for indicators of this unit: %"),
    optional("kind", Choice(Kind::CHOICES), "この種類の指標だけ",
        "Only for indicators of this kind"),
]);
