//! Rows that hold one text: titles, headings of goals and measures, notes, heads of pages.

use crate::model::{Kind, Role};
use crate::sheet::plain::plain;
use crate::sheet::read::named;
use crate::sheet::strategy::{NUMBERED, ORDINAL};
use crate::sheet::table::CellContent;
use jiff::Span;
use jiff::civil::date;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// How notes begin, in the form of [`plain`].
const NOTE_MARKS: [&str; 6] = ["※", "*", "・※", "(注", "(参考", "(備考"];
/// Words with which notes begin where a colon or a bracket follows, in the form of [`plain`].
const NOTE_WORDS: [&str; 6] = ["注記", "注", "参考", "備考", "出典", "資料"];
/// Names of rows that add others up, in the form of [`plain`].
const TOTALS: [&str; 6] = ["計", "合計", "小計", "総計", "総合計", "全体計"];
/// Words of titles of tables and of whole documents, which are no headings of goals, in the form of [`plain`].
const TITLES: [&str; 17] = [
    "一覧",
    "総合計画",
    "総合戦略",
    "指標",
    "kpi",
    "【資料",
    "資料",
    "目標値",
    "現在",
    "単位",
    "年度版",
    "策定",
    "改定",
    "改訂",
    "進捗",
    "実績",
    "取組状況",
];
/// Headings that say which indicators follow, in the form of [`plain`].
const ROLES: [&str; 8] =
    ["数値目標", "成果目標", "kpi", "重要業績評価指標", "重要業績評価指標(kpi)", "kpi(重要業績評価指標)", "施策のkpi", "施策kpi"];

/// The one text that stands in a row, be it in several merged cells.
pub fn only_text(cells: &BTreeMap<u32, CellContent>) -> Option<(u32, &str)> {
    let (first, content) = cells.iter().next()?;
    let CellContent::Text(text) = content else { return None };
    cells.values().all(|other| other == content).then_some((*first, text.trim()))
}

pub fn is_note(text: &str) -> bool {
    let text = plain(text);
    let is_numbered = text.strip_prefix('注').is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
    let begins_with = |word: &str| text.trim_start_matches('(').strip_prefix(word).is_some_and(|rest| rest.starts_with([':', ')']));
    is_numbered || NOTE_MARKS.iter().any(|mark| text.starts_with(mark)) || NOTE_WORDS.iter().any(|word| begins_with(word))
}

/// Whether a cell says the same as the one above it.
pub fn is_ditto(text: &str) -> bool {
    ["〃", "\u{2033}", "々", "同上", "\u{301f}", "\u{201d}"].contains(&text.trim())
}

pub fn is_total(text: &str) -> bool {
    TOTALS.contains(&plain(text).as_str())
}

/// Whether a text is a title of the table rather than a heading of rows.
pub fn is_title(text: &str) -> bool {
    let text = plain(text);
    TITLES.iter().any(|word| text.contains(word)) && !ROLES.contains(&text.as_str())
}

/// Whether a text says which indicators follow: 数値目標 or KPI.
pub fn is_role(text: &str) -> bool {
    ROLES.contains(&plain(text).as_str())
}

/// Whether a word of the column of roles says something: a role, a kind, 〃 or nothing.
pub fn is_known_role(text: &str) -> bool {
    let is_nothing = is_ditto(text) || ["", "-"].contains(&plain(text).as_str());
    is_nothing || is_role(text) || named::<Role>(text).is_some() || named::<Kind>(text).is_some()
}

/// A day that stands for two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExcelDay {
    pub month: i8,
    pub day: i8,
}

impl ExcelDay {
    /// Of the number of days by which Excel holds it, counted from the last but one of 1899.
    pub fn parse(days: &str) -> Option<ExcelDay> {
        let days: i64 = days.split('.').next()?.parse().ok()?;
        let day = date(1899, 12, 30).checked_add(Span::new().try_days(days).ok()?).ok()?;
        Some(ExcelDay { month: day.month(), day: day.day() })
    }
}

/// `- 3 -`, `3/10`, `【資料4】`, `3ページ`, `次ページへ続く`.
pub fn is_page_head(text: &str) -> bool {
    let text = plain(text);
    let goes_on = ["続", "つづ"].iter().any(|word| text.contains(word)) && text.chars().count() <= 15;
    if goes_on && ["次ページ", "次頁", "前ページ", "前頁", "次の頁", "次のページ"].iter().any(|page| text.contains(page))
    {
        return true;
    }
    let is_sheet = |inner: &str| {
        let number = ["参考資料", "資料", "別紙"].iter().find_map(|word| inner.strip_prefix(word));
        number.is_some_and(|number| number.chars().all(|letter| letter.is_ascii_digit() || "-no.".contains(letter)))
    };
    let in_brackets = text.strip_prefix('【').and_then(|inner| inner.strip_suffix('】'));
    let in_round = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let bare = text.trim_end_matches("ページ").trim_end_matches('頁').trim_start_matches('p').trim_start_matches('.');
    let is_number = !bare.is_empty()
        && bare.chars().any(|letter| letter.is_ascii_digit())
        && bare.chars().all(|letter| letter.is_ascii_digit() || "-/".contains(letter));
    let page_reference = |inner: &str| {
        let digits = inner.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        inner.contains('p') && !digits.is_empty() && digits.chars().all(|letter| letter.is_ascii_digit() || "-~,・".contains(letter))
    };
    is_number || in_brackets.is_some_and(is_sheet) || in_round.is_some_and(page_reference) || is_sheet(&text)
}

/// How deep a heading lies by the form of its number: 0 is 基本目標1 and 第1章, more is deeper. `None` without a number that is set off.
pub fn level(text: &str) -> Option<u8> {
    let text = text.trim();
    let first = text.chars().next()?;
    match first {
        '①'..='⑳' => return Some(8),
        'Ⅰ'..='Ⅻ' => return Some(1),
        'ア'..='コ' if text[first.len_utf8()..].starts_with(['　', ' ', '．', '.', ')', '）']) => return Some(10),
        _ => {}
    }
    // With its spaces, which set a number off.
    let text: String = text.nfkc().collect::<String>().to_lowercase();
    let behind_number = |text: &str| {
        let digits = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
        (digits.len() < text.len()).then(|| digits.to_owned())
    };
    let named = NUMBERED.iter().find_map(|(word, level)| Some((text.strip_prefix(word)?, *level)));
    if let Some((_, level)) = named.filter(|(rest, _)| is_number(rest.trim_start())) {
        return Some(level);
    }
    if let Some(behind) = behind_number(text.strip_prefix(ORDINAL).unwrap_or(&text)) {
        match behind.chars().next() {
            Some('章' | '部') => return Some(0),
            Some('節') => return Some(2),
            // 1-1 is one level below 1, and 1-1-1 two.
            Some('-' | '‐' | '−' | '–') => {
                let parts = behind.split(['-', '‐', '−', '–']).skip(1).take_while(|part| behind_number(part).is_some()).count();
                return u8::try_from(parts.min(2)).ok().filter(|parts| *parts > 0).map(|parts| 4 + parts);
            }
            Some(' ' | '.' | ',' | '、' | ')' | ':') if !text.starts_with(ORDINAL) => return Some(3),
            _ => {}
        }
    }
    let in_round = text.strip_prefix('(').and_then(behind_number);
    in_round.filter(|behind| behind.starts_with([')', '-'])).map(|_| 7)
}

/// Whether a text begins with the number of a goal: 1, Ⅰ, or one in brackets.
fn is_number(text: &str) -> bool {
    let bare = text.trim_start_matches(['(', '[', '【']);
    let roman = bare.trim_start_matches(['i', 'v', 'x']);
    bare.starts_with(|letter: char| letter.is_ascii_digit())
        || (roman.len() < bare.len() && !roman.starts_with(|letter: char| letter.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_its_number_says_how_deep_a_heading_lies() {
        for (text, expected) in [
            ("基本目標Ⅰ 都市ブランド", Some(0)),
            ("基本目標１　しごと", Some(0)),
            ("1章 個性", Some(0)),
            ("第２章　まち", Some(0)),
            ("Ⅵ 官民共創", Some(1)),
            ("第1節 産業", Some(2)),
            ("1 安全・安心", Some(3)),
            ("２．にぎわい", Some(3)),
            ("施策2 健診", Some(4)),
            ("1-1 防災の推進", Some(5)),
            ("１－２　交通安全", Some(5)),
            ("具体的な施策1 健診", Some(5)),
            ("1-1-2 訓練", Some(6)),
            ("(1) 創業", Some(7)),
            ("（２）　立地", Some(7)),
            ("①子育て", Some(8)),
            ("取組1 子育て", Some(9)),
            ("ア　保育", Some(10)),
            ("3世代同居", None),
            ("アート", None),
            ("目標値の設定", None),
            ("学びの促進", None),
        ] {
            assert_eq!(level(text), expected, "{text}");
        }
    }

    #[test]
    fn rows_that_are_nothing_of_the_plan_are_known() {
        assert!(
            ["※1 住民基本台帳による", "（注）速報値", "*印", "（参考）婚姻率", "注１：暦年", "出典：国勢調査", "（出典：総務省）"]
                .iter()
                .all(|text| is_note(text))
        );
        assert!(["注目される観光地づくり", "注文住宅", "資料館の活用", "出典"].iter().all(|text| !is_note(text)));
        assert!(
            ["- 3 -", "3/10", "【資料4】", "資料１－２", "(総合戦略P74)", "12ページ", "次ページへ続く", "（前頁のつづき）"]
                .iter()
                .all(|text| is_page_head(text))
        );
        assert!(
            ["資料館の入館者数の向上", "1 安全", "（１）創業"].iter().all(|text| !is_page_head(text)),
            "{:?}",
            ["資料館の入館者数の向上", "1 安全", "（１）創業"].map(is_page_head)
        );
        assert!(["総合計画成果指標", "目標値の設定"].iter().all(|text| is_title(text)) && !is_title("学びの促進") && !is_title("数値目標"));
    }
}
