//! The unit that stands with a figure.

use super::word::is_digit;
use crate::model::{UnitPosition, Units};
use crate::sheet::recognise::plain;

/// Most letters of a unit that is not known.
const MOST_LETTERS: usize = 8;
/// Words that say what happens, not what is counted.
const NO_UNITS: [&str; 30] = [
    "増", "減", "削", "達成", "維持", "実施", "予定", "目標", "超", "未", "済", "弱", "強", "余", "割", "等", "以", "約", "第", "毎",
    "現在", "前年", "同", "並", "完了", "策定", "設置", "見込", "速報", "累計",
];
/// One unit in several spellings; the first is for messages.
const SPELLINGS: [&[&str]; 9] = [
    &["か所", "ヶ所", "カ所", "ヵ所", "ケ所", "箇所", "個所"],
    &["か国", "ヶ国", "カ国", "ヵ国", "ケ国", "箇国"],
    &["か月", "ヶ月", "カ月", "ヵ月", "ケ月", "箇月"],
    &["手続", "手続き"],
    &["人", "名"],
    &["％", "パーセント", "percent"],
    &["t", "トン"],
    &["ha", "ヘクタール"],
    &["㎡", "平方メートル"],
];

/// A unit where a figure has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenUnit {
    pub ja: String,
    pub position: UnitPosition,
}

/// Whether two spellings name one unit.
pub fn same_unit(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    let is_among = |unit: &str, spellings: &&[&str]| spellings.iter().any(|spelling| plain(spelling) == unit);
    one == other || SPELLINGS.iter().any(|spellings| is_among(&one, spellings) && is_among(&other, spellings))
}

/// Whether a text is a unit: the own one, or a known one.
pub fn is_known(text: &str, own: Option<&str>) -> bool {
    let text = text.trim();
    !text.is_empty() && (own.is_some_and(|own| same_unit(own, text)) || find(text).is_some())
}

/// The unit of the built-in list, however wide its letters are.
pub fn find(text: &str) -> Option<String> {
    let known = Units::default().find(text).map(|unit| unit.ja);
    known.or_else(|| Units::default().find(&text.replace('%', "％")).map(|unit| unit.ja))
}

/// What follows a number, if that is a unit: a known one, or one word of which nothing says what happens.
pub fn behind(text: &str, own: Option<&str>) -> Option<WrittenUnit> {
    let text = text.trim();
    let found = WrittenUnit { ja: text.to_owned(), position: UnitPosition::After };
    if is_known(text, own) {
        return Some(found);
    }
    let is_word = |letter: char| letter.is_alphabetic() || "ー%％‰℃／/・".contains(letter);
    let is_unit = text.chars().all(is_word)
        && !text.chars().any(|letter| is_digit(letter) || ('ぁ'..='ん').contains(&letter))
        && !NO_UNITS.iter().any(|word| text.contains(word))
        && (1..=MOST_LETTERS).contains(&text.chars().count())
        && !text.starts_with(['／', '/', '・', '十', '百', '千', '万', '億', '兆']);
    is_unit.then_some(found)
}

/// A unit that stands before its figure, with what follows: the own one, or a known one that is set off.
pub fn before<'a>(text: &'a str, own: Option<&str>) -> Option<(WrittenUnit, &'a str)> {
    let at = |end: usize| (WrittenUnit { ja: text[..end].trim().to_owned(), position: UnitPosition::Before }, text[end..].trim_start());
    let ends = || text.char_indices().map(|(end, _)| end).skip(1);
    if let Some(end) = own.and_then(|own| ends().find(|end| same_unit(own, &text[..*end]) && !text[*end..].trim().is_empty())) {
        return Some(at(end));
    }
    let end = text.find(char::is_whitespace)?;
    is_known(&text[..end], own).then(|| at(end))
}
