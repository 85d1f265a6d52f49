//! The files of an edition.

use super::TableCondition::{Beside, ExactlyOne, Unless, Without};
use super::KeyType::{
    Boolean, Choice, Count, Day, Either, Filled, Id, List, MonthOrDay, Named, Number, NumberOrStep, Table, Text, Year,
};
use super::indicator::{AS_OF, BOUND, CALENDAR, LABEL, NOTE, STATUS, VALUE};
use super::site::ALIASES;
use super::{Key, Keys, keys, optional, required};
use crate::model::{Certainty, NextStep, Reviewer, Word};

pub const EDITION: Keys = keys("edition.md", &[
    required("strategy", Filled, "報告する戦略のid。その計画期間に、この年度が含まれる",
        "The id of the strategy that it reports on, whose period the edition's year lies in"),
    required("title", Text, "報告書の名称",
        "The title of the report"),
    optional("published", MonthOrDay, "公表した年月または年月日。年の表し方を決める。下書きでなければ必須",
        "When it was published; decides how years are written. Required, unless it is a draft"),
    optional("selection", Text, "一部の指標だけを載せる場合の呼び方：「主な指標」",
        "What the indicators are called when the report shows a selection: 主な指標"),
    optional("draft", Boolean, "true：サイトに載せない（--drafts では載せる）。内容の誤りは報告される",
        "true: left out of the site, unless it is built with --drafts; its faults are reported all the same").or("false"),
    REVIEWS,
    optional("correction", List(&Table(&CORRECTION)), "正誤：公表後の訂正。過去の報告のページに表示",
        "正誤: corrections after publication; shown on the page of past reports"),
    ALIASES,
]).with(Unless { when: "draft", required: &["published"] });

pub const CORRECTION: Keys = keys("correction", &[
    required("date", Day, "訂正した日",
        "The day of the correction"),
    required("text", Text, "訂正の内容と理由。figure があるときは、その理由",
        "What was corrected, and why; beside a figure the reason"),
    optional("figure", List(&Table(&CORRECTED_FIGURE)), "訂正した実績値。torikumi correct が書く",
        "The results that were corrected; torikumi correct writes them"),
]);

pub const CORRECTED_FIGURE: Keys = keys("correction.figure", &[
    required("indicator", Id, "指標のid",
        "The id of the indicator"),
    optional("year", Year, "この報告の年度でない場合の年度",
        "The year, when not the edition's"),
    CALENDAR,
    optional("before", NumberOrStep, "公表していた値。省くと、値がなかった",
        "The figure as it was published; left out where there was none"),
    optional("after", NumberOrStep, "正しい値。省くと、値がない",
        "The right figure; left out where there is none"),
]);

const RESULTS: Key = optional("results", Named(&Either(&[NumberOrStep, Table(&RESULT)])), "戦略の同じ名前のファイルにある指標ごとの実績：id = 値。値だけ、または表で書く",
    "A result for each indicator that the strategy defines in the file of the same name: id = value, or a table in its long form");
const REVIEWS: Key = optional("review", List(&Table(&REVIEW)), "評価：市、推進委員会、担当課の評価や意見",
    "評価: what city, committee or division say of it");
const PHOTOS: Key = optional("photo", List(&Table(&PHOTO)), "写真。ファイルがなければ説明文を文字で表示",
    "Photos; without a file the caption is shown as text");

pub const EDITION_GOAL: Keys = keys("an edition's goal.md", &[
    RESULTS,
    optional("draft", Boolean, "true：この基本目標のページと、施策の本文・写真・事業費・評価をサイトに載せない（--drafts では載せる）。実績値は報告書の表やグラフに載る",
        "true: the page of the goal is left out, with the bodies, photos, budgets and reviews of the goal and its measures, unless the site is built with --drafts; its results stay in the tables and charts of the edition").or("false"),
    REVIEWS,
    PHOTOS,
]);

pub const EDITION_MEASURE: Keys = keys("an edition's measure-N.md", &[
    RESULTS,
    optional("budget", Table(&BUDGET), "施策の事業費（円）",
        "The money of the measure, in yen"),
    optional("review", List(&Table(&MEASURE_REVIEW)), "評価：施策または取組方針への、市、推進委員会、担当課の評価や意見",
        "評価: what city, committee or division say of the measure, or of one of its policies"),
    PHOTOS,
]);

pub const BUDGET: Keys = keys("budget", &[
    optional("planned", Number, "予算額",
        "予算額: the budget"),
    optional("settled", Number, "決算額",
        "決算額: what was spent"),
]);

pub const RESULT: Keys = keys("result", &[
    optional("year", Year, "この報告の年度でない場合の年度",
        "The year, when not the edition's"),
    AS_OF,
    LABEL,
    CALENDAR,
    VALUE,
    STATUS,
    BOUND,
    optional("certainty", Choice(Certainty::CHOICES), "速報値・見込値の別。省くと確定値",
        "How certain the figure is; without it final"),
    NOTE,
    optional("flags", Named(&Boolean), "評価基準の flag の事項への答え：{ on-schedule = true }",
        "Answers to the questions (flag) of the rule: { on-schedule = true }"),
    optional("interim", Table(&INTERIM), "status があるとき：年の途中までの値。「集計中（上半期 52人）」と表示",
        "Beside a status: a figure of a part of the year, shown as 集計中（上半期 52人）"),
    optional("next_release", Table(&NEXT_RELEASE), "次の公表：いつ、だれが",
        "次の公表: when the next figure is published, and by whom"),
    optional("grade", Id, "市などが付けた評価：評価基準にある評価のid。算定した評価に代わる",
        "A grade that people gave: the id of a grade of the rule. It counts instead of the computed grade"),
    optional("grade_by", Choice(Reviewer::CHOICES), "だれが付けた評価か",
        "Who gave it").or("\"city\""),
    optional("grade_mark", Filled, "公表資料での表記：「Ａ」",
        "The mark as it was printed: \"Ａ\""),
    optional("grade_reason", Text, "その理由",
        "Why"),
    optional("restated", List(&Table(&RESTATED)), "過去の実績値の訂正・再集計。指標の推移と、前年度からの変化に表示",
        "Older figures as they are known today; shown in the series of the indicator and among the changes of the edition"),
]).with(ExactlyOne(&["value", "status"]));

pub const INTERIM: Keys = keys("result.interim", &[
    required("period", Text, "年のどの部分か：上半期、12月末まで",
        "Which part of the year it is of: 上半期"),
    required("value", Number, "その間の値",
        "The figure of that part"),
]);

pub const NEXT_RELEASE: Keys = keys("result.next_release", &[
    required("date", MonthOrDay, "次の値を公表する年月または年月日",
        "When the next figure is published"),
    optional("by", Text, "公表する機関",
        "The body that publishes it"),
]);

pub const RESTATED: Keys = keys("restated", &[
    required("year", Year, "年度",
        "The year"),
    CALENDAR,
    required("value", Number, "現在わかっている値",
        "The figure as it is known today"),
    optional("reason", Text, "値が変わった理由",
        "Why it changed"),
]);

const BY: Key = required("by", Choice(Reviewer::CHOICES), "だれの評価か",
    "Who reviewed");
const RATING: Key = optional("rating", Table(&STATED_RATING), "独自の区分による評価：{ mark = \"Ab\" }",
    "A rating on a scale of its own: { mark = \"Ab\" }");
const REVIEW_TEXT: Key = optional("text", Text, "評価の内容。rating も next もなければ必須",
    "The review; required without a rating or a next step");
const NEXT: Key = optional("next", Choice(NextStep::CHOICES), "今後の方針",
    "今後の方針: the next step");
const SAYS_SOMETHING: super::TableCondition = Without { key: "text", others: &["rating", "next"] };

pub const REVIEW: Keys = keys("review", &[BY, RATING, REVIEW_TEXT, NEXT]).with(SAYS_SOMETHING);

pub const MEASURE_REVIEW: Keys = keys("review of a measure", &[
    BY,
    optional("policy", Count, "取組方針への評価なら、その番号",
        "The number of the policy that it is about, if it is about one"),
    RATING,
    REVIEW_TEXT,
    NEXT,
]).with(SAYS_SOMETHING);

pub const STATED_RATING: Keys = keys("review.rating", &[
    required("mark", Filled, "公表資料での表記",
        "The mark as it was printed"),
    optional("meaning", Text, "その意味：相当程度効果があった",
        "What it means"),
    optional("scale", Text, "評価の区分の名称：効果の4区分",
        "What the scale is called"),
]);

pub const PHOTO: Keys = keys("photo", &[
    optional("file", Filled, "このファイルからの相対パス。JPEG、PNG、WebP。縦横とも20,000画素以下",
        "Path relative to this file: JPEG, PNG or WebP, at most 20,000 pixels wide or high"),
    optional("alt", Text, "写真が表すもの（代替テキスト）。ファイルがあれば必須",
        "What the photo shows, for those who cannot see it; required with a file"),
    optional("caption", Text, "説明文。ファイルがなければ必須",
        "The caption; required without a file"),
    optional("credit", Text, "撮影者・提供者",
        "Who made it"),
]).with(Beside { has: "file", with: "alt", without: "caption" });
