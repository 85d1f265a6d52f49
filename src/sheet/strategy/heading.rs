//! Headings of goals and measures: `基本目標1 安心して…`, `(2) 保育の充実`, `③ …`, `1-2 交通安全`, or a title alone.

/// What may stand before the number, and how deep headings with it lie: 0 is a goal. Longer words come before those that they begin with.
pub const NUMBERED: [(&str, u8); 19] = [
    ("基本目標", 0),
    ("政策目標", 0),
    ("重点目標", 0),
    ("目標", 0),
    ("基本戦略", 0),
    ("戦略", 0),
    ("基本方針", 0),
    ("方針", 0),
    ("政策", 0),
    ("柱", 0),
    ("基本施策", 4),
    ("主要施策", 4),
    ("具体的な施策", 5),
    ("具体的施策", 5),
    ("個別施策", 5),
    ("施策", 4),
    ("具体的な取組", 9),
    ("主な取組", 9),
    ("取組", 9),
];
/// Stands before the number of a chapter.
pub const ORDINAL: &str = "第";
/// What may stand behind it: 第1章.
const COUNTERS: [&str; 3] = ["章", "節", "部"];
/// Words before the name of an indicator that say what it is, with or without a number.
const ROLES: [&str; 5] = ["数値目標", "重要業績評価指標", "KPI", "ＫＰＩ", "成果指標"];
/// Stand between the number of a goal and that of a measure.
const JOINTS: [char; 8] = ['-', '－', '‐', '−', '–', '.', '．', '・'];
/// Stand behind a title that is repeated on the next page.
const GOES_ON: [&str; 8] = ["（続き）", "（つづき）", "（続）", "(続き)", "(つづき)", "(続)", "【続き】", "【つづき】"];
/// Letters that number headings, in their order.
const KANA: &str = "アイウエオカキクケコ";
/// Most numbers of goals and measures.
const LAST: u32 = 999;

/// A number, where there is one, and a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedTitle {
    /// The number of the goal, where a measure is numbered within it: 1 of `1-2`.
    pub goal: Option<u32>,
    pub number: Option<u32>,
    pub title: String,
}

impl NumberedTitle {
    /// Of rows that stand below no goal.
    pub fn untitled() -> NumberedTitle {
        NumberedTitle::whole("")
    }

    /// A title alone, whatever stands at its beginning.
    pub fn whole(text: &str) -> NumberedTitle {
        NumberedTitle { goal: None, number: None, title: joined(text.trim()) }
    }

    /// The title alone, also where its number has more than two parts: 創業 of 1-1-1 創業.
    pub fn title_of(text: &str) -> String {
        let NumberedTitle { number, title, .. } = NumberedTitle::parse(text);
        let bare = text.trim().trim_start_matches(|letter: char| digit(letter).is_some() || JOINTS.contains(&letter));
        let is_set_off = bare.starts_with([' ', '\u{3000}']) && !bare.trim().is_empty();
        if number.is_none() && is_set_off && bare.len() < text.trim().len() { joined(bare.trim()) } else { title }
    }

    /// A number counts only where something sets it off: `3 世代` begins with a number, `3世代` with a word.
    pub fn parse(text: &str) -> NumberedTitle {
        let text = text.trim();
        let named = NUMBERED.iter().find_map(|(word, _)| text.strip_prefix(word)).or_else(|| text.strip_prefix(ORDINAL));
        let rest = named.unwrap_or(text).trim_start();
        let bracketed = rest.strip_prefix(['(', '（']);
        let rest = bracketed.unwrap_or(rest);
        if let Some((number, title)) = circled(rest).or_else(|| roman(rest)).or_else(|| kana(rest)) {
            let title = title.trim_start_matches(SEPARATORS);
            return NumberedTitle { goal: None, number: Some(number), title: joined(title) };
        }
        let Some((first, after)) = number(rest) else { return NumberedTitle::whole(text) };
        if let Some(title) = COUNTERS.iter().find_map(|counter| after.strip_prefix(counter)) {
            let title = title.trim_start_matches(SEPARATORS);
            return NumberedTitle { goal: None, number: Some(first), title: joined(title) };
        }
        if text.starts_with(ORDINAL) {
            return NumberedTitle::whole(text);
        }
        let second = after.strip_prefix(JOINTS).and_then(number);
        let (goal, last, after) = second.map_or((None, first, after), |(second, after)| (Some(first), second, after));
        let is_deeper = goal.is_some() && after.strip_prefix(JOINTS).and_then(number).is_some();
        let title = after.trim_start_matches(SEPARATORS);
        let set_off = named.is_some() || title.len() < after.len() || title.is_empty();
        if !set_off || is_deeper {
            return NumberedTitle::whole(text);
        }
        NumberedTitle { goal, number: Some(last), title: joined(title) }
    }
}

/// Stand between a number and the title.
const SEPARATORS: [char; 16] = [')', '）', ']', '】', '.', '．', ':', '：', '、', ' ', '\u{3000}', '\n', '\t', '-', '－', '‐'];

/// The title above the figures of one indicator, without what says that it is one: its role, if it is said, and its name.
pub fn block_title(text: &str) -> (Option<&'static str>, &str) {
    let text = text.trim();
    let Some((role, rest)) = ROLES.iter().find_map(|role| Some((*role, text.strip_prefix(role)?))) else { return (None, text) };
    let digits = |letter: char| digit(letter).is_some() || ('①'..='⑳').contains(&letter);
    let name = rest
        .trim_start_matches(SEPARATORS)
        .trim_start_matches(['(', '（', '[', '【'])
        .trim_start_matches(digits)
        .trim_start_matches(SEPARATORS);
    (Some(role), if name.is_empty() { text } else { name })
}

/// The number with which a text begins, and what follows it.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|letter| digit(letter).is_none()).unwrap_or(text.len());
    let number = text[..end].chars().try_fold(0_u32, |number, letter| number.checked_mul(10)?.checked_add(digit(letter)?));
    number.filter(|number| end > 0 && (1..=LAST).contains(number)).map(|number| (number, &text[end..]))
}

fn digit(letter: char) -> Option<u32> {
    match letter {
        '０'..='９' => Some(letter as u32 - '０' as u32),
        other => other.to_digit(10),
    }
}

/// ① to ⑳.
fn circled(text: &str) -> Option<(u32, &str)> {
    let first = text.chars().next().filter(|letter| ('①'..='⑳').contains(letter))?;
    Some((first as u32 - '①' as u32 + 1, &text[first.len_utf8()..]))
}

/// Ⅰ to Ⅻ.
fn roman(text: &str) -> Option<(u32, &str)> {
    let first = text.chars().next().filter(|letter| ('Ⅰ'..='Ⅻ').contains(letter))?;
    Some((first as u32 - 'Ⅰ' as u32 + 1, &text[first.len_utf8()..]))
}

/// ア to コ, set off by a bracket, a point or a space.
fn kana(text: &str) -> Option<(u32, &str)> {
    let first = text.chars().next()?;
    let number = (1..).zip(KANA.chars()).find(|(_, letter)| *letter == first).map(|(number, _)| number)?;
    let rest = &text[first.len_utf8()..];
    rest.starts_with(['　', ' ', '．', '.', ')', '）']).then_some((number, rest))
}

/// A title on one line; lines of a cell are broken within words. That it goes on from the page before is no part of it.
fn joined(text: &str) -> String {
    let title = text.lines().map(str::trim).collect::<String>();
    let bare = GOES_ON.iter().find_map(|mark| title.strip_suffix(mark)).map(str::trim_end);
    bare.filter(|bare| !bare.is_empty()).map_or_else(|| title.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_of_a_block_is_a_role_and_a_name() {
        for (text, role, name) in [
            ("数値目標①　婚姻率", Some("数値目標"), "婚姻率"),
            ("ＫＰＩ（２）：出生数", Some("ＫＰＩ"), "出生数"),
            ("出生数", None, "出生数"),
            ("数値目標", Some("数値目標"), "数値目標"),
        ] {
            assert_eq!(block_title(text), (role, name), "{text}");
        }
    }

    #[test]
    fn a_title_has_no_number_of_however_many_parts() {
        for (text, title) in [("1-1-1 創業", "創業"), ("１－２－３　相談", "相談"), ("(1) 講座", "講座"), ("3世代同居", "3世代同居")]
        {
            assert_eq!(NumberedTitle::title_of(text), title, "{text}");
        }
    }

    #[test]
    fn numbers_are_told_from_titles() {
        let parsed = |text: &str| {
            let NumberedTitle { goal, number, title } = NumberedTitle::parse(text);
            (goal, number, title)
        };
        for (text, goal, number, title) in [
            ("基本目標１　安心して子育て", None, Some(1), "安心して子育て"),
            ("基本目標2", None, Some(2), ""),
            ("（３）保育の\n充実", None, Some(3), "保育の充実"),
            ("④ 居場所", None, Some(4), "居場所"),
            ("12. 交流", None, Some(12), "交流"),
            ("1.3世代同居の促進", None, None, "1.3世代同居の促進"),
            ("1-1 防災の推進", Some(1), Some(1), "防災の推進"),
            ("１－２　交通安全", Some(1), Some(2), "交通安全"),
            ("（2-10）健診", Some(2), Some(10), "健診"),
            ("施策1-2交通安全", Some(1), Some(2), "交通安全"),
            ("1.2 交通安全", Some(1), Some(2), "交通安全"),
            ("1-2歳児の保育", None, None, "1-2歳児の保育"),
            ("1-1-2 訓練", None, None, "1-1-2 訓練"),
            ("3世代同居の促進", None, None, "3世代同居の促進"),
            ("安心して子育て", None, None, "安心して子育て"),
            ("0 ない", None, None, "0 ない"),
            ("基本目標Ⅱ 都市ブランドづくり", None, Some(2), "都市ブランドづくり"),
            ("Ⅵ　官民共創", None, Some(6), "官民共創"),
            ("1章 個性と能力", None, Some(1), "個性と能力"),
            ("第２章　まち", None, Some(2), "まち"),
            ("第2期 総合戦略", None, None, "第2期 総合戦略"),
            ("政策３：安心", None, Some(3), "安心"),
            ("基本目標１　しごと（つづき）", None, Some(1), "しごと"),
            ("ア　保育", None, Some(1), "保育"),
            ("（ウ）相談", None, Some(3), "相談"),
            ("アート", None, None, "アート"),
            ("アーケード の整備", None, None, "アーケード の整備"),
        ] {
            assert_eq!(parsed(text), (goal, number, title.to_owned()), "{text}");
        }
    }
}
