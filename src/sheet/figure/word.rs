//! The words that stand beside figures, each with what it says.

use crate::model::{Bound, Certainty, Kind, Status, Word};
use crate::sheet::read::named;
use crate::sheet::recognise::plain;

/// Behind or before a figure. A word that says more than 速報値 or 見込値 is kept as a remark as well.
const CERTAINTIES: [(&str, Option<Certainty>, bool); 16] = [
    ("速報値", Some(Certainty::Provisional), false),
    ("速報", Some(Certainty::Provisional), false),
    ("暫定値", Some(Certainty::Provisional), true),
    ("暫定", Some(Certainty::Provisional), true),
    ("見込み値", Some(Certainty::Estimate), false),
    ("見込値", Some(Certainty::Estimate), false),
    ("見込数", Some(Certainty::Estimate), false),
    ("見込み", Some(Certainty::Estimate), false),
    ("見込", Some(Certainty::Estimate), false),
    ("推計値", Some(Certainty::Estimate), true),
    ("推計", Some(Certainty::Estimate), true),
    ("推定値", Some(Certainty::Estimate), true),
    ("推定", Some(Certainty::Estimate), true),
    ("確定値", None, false),
    ("確定", None, false),
    ("確報", None, false),
];

/// Behind a figure; longer words first.
const BOUNDS: [(&str, Bound); 16] = [
    ("を上回ること", Bound::MoreThan),
    ("を下回ること", Bound::LessThan),
    ("を上回る", Bound::MoreThan),
    ("を下回る", Bound::LessThan),
    ("を超える", Bound::MoreThan),
    ("を超え", Bound::MoreThan),
    ("超え", Bound::MoreThan),
    ("以上", Bound::AtLeast),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("未満", Bound::LessThan),
    ("超", Bound::MoreThan),
    ("程度", Bound::About),
    ("前後", Bound::About),
    ("くらい", Bound::About),
    ("ぐらい", Bound::About),
];

/// Before a figure.
const BOUNDS_BEFORE: [(&str, Bound); 14] = [
    ("おおよそ", Bound::About),
    ("おおむね", Bound::About),
    ("およそ", Bound::About),
    ("概ね", Bound::About),
    ("凡そ", Bound::About),
    ("約", Bound::About),
    ("少なくとも", Bound::AtLeast),
    ("≧", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    ("≦", Bound::AtMost),
    ("≤", Bound::AtMost),
    ("＞", Bound::MoreThan),
    ("＜", Bound::LessThan),
    ("<", Bound::LessThan),
];

/// Behind a bound, or behind a figure whose words then count more than its number.
const INTENTIONS: [&str; 15] = [
    "を維持する",
    "を維持",
    "の維持",
    "を目指す",
    "をめざす",
    "を達成する",
    "を達成",
    "の達成",
    "を確保する",
    "を確保",
    "を保つ",
    "に抑える",
    "に抑制",
    "とする",
    "にする",
];

/// Before a figure, kept as remarks.
const REMARKS_BEFORE: [&str; 12] = ["毎年度", "各年度", "毎年", "各年", "延べ", "のべ", "延", "合計", "総計", "計", "全", "平均"];

/// Before a figure of a span of time, with the span as units have it.
const SPANS_BEFORE: [(&str, &str); 18] = [
    ("1年間に", "年"),
    ("年間", "年"),
    ("年", "年"),
    ("1か月当たり", "月"),
    ("1か月", "月"),
    ("１か月", "月"),
    ("月間", "月"),
    ("月平均", "月"),
    ("月", "月"),
    ("1日当たり", "日"),
    ("１日当たり", "日"),
    ("1日平均", "日"),
    ("１日平均", "日"),
    ("1日", "日"),
    ("１日", "日"),
    ("一日", "日"),
    ("週", "週"),
    ("毎月", "月"),
];

/// Signs for the cell above.
const ABOVE: [&str; 6] = ["〃", "″", "\"", "''", "同上", "々"];

/// What stands for no figure, besides the words of the model; in the form of [`plain`].
const UNKNOWN: [&str; 6] = ["...", "..", "‥", "--", "---", "不明"];

pub fn is_above(text: &str) -> bool {
    ABOVE.contains(&text)
}

/// Why there is no figure.
pub fn status(text: &str) -> Option<Status> {
    named(text).or_else(|| UNKNOWN.contains(&plain(text).as_str()).then_some(Status::Unknown))
}

/// How certain a figure is.
#[derive(Clone, Copy)]
pub struct CertaintyWord {
    pub certainty: Option<Certainty>,
    /// Whether the word says more than the certainty.
    pub says_more: bool,
}

fn certainty_word(row: &(&'static str, Option<Certainty>, bool)) -> CertaintyWord {
    CertaintyWord { certainty: row.1, says_more: row.2 }
}

pub fn certainty(text: &str) -> Option<CertaintyWord> {
    let text = text.trim();
    CERTAINTIES.iter().find(|(word, ..)| *word == text).map(certainty_word)
}

/// A certainty at the end, with what stands before it and the word.
pub fn certainty_behind(text: &str) -> Option<(&str, &str, CertaintyWord)> {
    CERTAINTIES.iter().find_map(|row| Some((text.strip_suffix(row.0)?, row.0, certainty_word(row))))
}

/// A certainty at the beginning, with the word and what follows it. A `p` stands for preliminary in statistics.
pub fn certainty_before(text: &str) -> Option<(&str, &str, CertaintyWord)> {
    if let Some(rest) = text.strip_prefix(['p', 'P', 'ｐ', 'Ｐ']).filter(|rest| begins_with_number(rest)) {
        return Some(("p", rest, CertaintyWord { certainty: Some(Certainty::Provisional), says_more: false }));
    }
    CERTAINTIES.iter().find_map(|row| Some((row.0, text.strip_prefix(row.0)?, certainty_word(row))))
}

/// A bound at the end, with what stands before it.
pub fn bound_behind(text: &str) -> Option<(&str, Bound)> {
    BOUNDS.iter().find_map(|(word, bound)| Some((text.strip_suffix(word)?, *bound)))
}

/// A bound at the beginning, with its word and what follows it.
pub fn bound_before(text: &str) -> Option<(&'static str, &str, Bound)> {
    BOUNDS_BEFORE.iter().find_map(|(word, bound)| Some((*word, text.strip_prefix(word)?, *bound)))
}

/// What is aimed at, at the end: を目指す.
pub fn intention_behind(text: &str) -> Option<&str> {
    let whole = INTENTIONS.iter().find_map(|word| text.strip_suffix(word));
    whole.or_else(|| text.strip_suffix("維持").filter(|rest| bound_behind(rest.trim_end()).is_some()))
}

/// A remark at the beginning, with what follows it.
pub fn remark_before(text: &str) -> Option<(&'static str, &str)> {
    REMARKS_BEFORE.iter().find_map(|word| Some((*word, text.strip_prefix(word)?)))
}

/// A span of time at the beginning, with what follows it; a number has to.
pub fn span_before(text: &str) -> Option<(&'static str, &str)> {
    let found = SPANS_BEFORE.iter().filter_map(|(word, span)| Some((*span, text.strip_prefix(word)?.trim_start())));
    found.into_iter().find(|(_, rest)| {
        let counted = bound_before(rest).map_or(*rest, |(_, rest, _)| rest);
        let counted = remark_before(counted).map_or(counted, |(_, rest)| rest);
        begins_with_number(counted)
    })
}

/// The kind of a figure that a mark names.
pub fn kind(text: &str) -> Option<Kind> {
    let text = text.trim();
    let marked = Kind::ALL.iter().copied().find(|kind| kind.choice().mark.is_some_and(|mark| mark.ja == text));
    marked.or_else(|| ["累積", "通算"].contains(&text).then_some(Kind::Cumulative))
}

/// The kind of a figure at the beginning, with what follows it.
pub fn kind_before(text: &str) -> Option<(Kind, &str)> {
    let words = ["累計", "累積", "通算", "単年度"];
    let (word, rest) = words.iter().find_map(|word| Some((*word, text.strip_prefix(word)?)))?;
    Some((kind(word)?, rest.trim_start_matches([':', '：', ' ', '\u{3000}', '\n'])))
}

/// Whether a number in digits stands at the beginning, with or without its sign.
pub fn begins_with_number(text: &str) -> bool {
    let text = text.trim_start_matches(['△', '▲', '-', '－', '−', '+', '＋', ' ', '\u{3000}']);
    text.starts_with(is_digit)
}

pub fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || ('０'..='９').contains(&letter)
}
