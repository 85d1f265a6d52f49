//! Headings of goals and measures: `基本目標1 安心して…`, `(2) 保育の充実`, `③ …`, `1-2 交通安全`, or a title alone.

/// What may stand before the number.
const WORDS: [&str; 4] = ["基本目標", "目標", "施策", "戦略"];
/// Stand between the number of a goal and that of a measure.
const JOINTS: [char; 8] = ['-', '－', '‐', '−', '–', '.', '．', '・'];
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

    /// A number counts only where something sets it off: `3 世代` begins with a number, `3世代` with a word.
    pub fn parse(text: &str) -> NumberedTitle {
        let text = text.trim();
        let named = WORDS.iter().find_map(|word| text.strip_prefix(word));
        let rest = named.unwrap_or(text).trim_start();
        let bracketed = rest.strip_prefix(['(', '（']);
        let rest = bracketed.unwrap_or(rest);
        if let Some((number, title)) = circled(rest) {
            return NumberedTitle { goal: None, number: Some(number), title: joined(title) };
        }
        let Some((first, after)) = number(rest) else { return NumberedTitle::whole(text) };
        let second = after.strip_prefix(JOINTS).and_then(number);
        let (goal, last, after) = second.map_or((None, first, after), |(second, after)| (Some(first), second, after));
        let is_deeper = goal.is_some() && after.strip_prefix(JOINTS).and_then(number).is_some();
        let separators = [')', '）', '.', '．', ':', '：', '、', ' ', '\u{3000}', '\n', '\t', '-', '－'];
        let title = after.trim_start_matches(separators);
        let set_off = named.is_some() || title.len() < after.len() || title.is_empty();
        if !set_off || is_deeper {
            return NumberedTitle::whole(text);
        }
        NumberedTitle { goal, number: Some(last), title: joined(title) }
    }
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

/// A title on one line; lines of a cell are broken within words.
fn joined(text: &str) -> String {
    text.lines().map(str::trim).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(parsed(text), (goal, number, title.to_owned()), "{text}");
        }
    }
}
