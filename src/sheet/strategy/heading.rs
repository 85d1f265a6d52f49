//! Headings of goals and measures: `基本目標1 安心して…`, `(2) 保育の充実`, `③ …`, or a title alone.

/// What may stand before the number.
const WORDS: [&str; 4] = ["基本目標", "目標", "施策", "戦略"];
/// Most numbers of goals and measures.
const LAST: u32 = 999;

/// A number, where there is one, and a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedTitle {
    pub number: Option<u32>,
    pub title: String,
}

impl NumberedTitle {
    /// Of rows that stand below no goal.
    pub fn untitled() -> NumberedTitle {
        NumberedTitle { number: None, title: String::new() }
    }

    /// A number counts only where something sets it off: `3 世代` begins with a number, `3世代` with a word.
    pub fn parse(text: &str) -> NumberedTitle {
        let text = text.trim();
        let whole = NumberedTitle { number: None, title: joined(text) };
        let named = WORDS.iter().find_map(|word| text.strip_prefix(word));
        let rest = named.unwrap_or(text).trim_start();
        let bracketed = rest.strip_prefix(['(', '（']);
        let rest = bracketed.unwrap_or(rest);
        if let Some((number, title)) = circled(rest) {
            return NumberedTitle { number: Some(number), title: joined(title) };
        }
        let end = rest.find(|letter| digit(letter).is_none()).unwrap_or(rest.len());
        let number = rest[..end].chars().try_fold(0_u32, |number, letter| number.checked_mul(10)?.checked_add(digit(letter)?));
        let separators = [')', '）', '.', '．', ':', '：', '、', ' ', '\u{3000}', '\n', '\t', '-', '－'];
        let title = rest[end..].trim_start_matches(separators);
        let set_off = named.is_some() || title.len() < rest.len() - end || title.is_empty();
        match number.filter(|number| end > 0 && (1..=LAST).contains(number) && set_off) {
            Some(number) => NumberedTitle { number: Some(number), title: joined(title) },
            None => whole,
        }
    }
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
            let NumberedTitle { number, title } = NumberedTitle::parse(text);
            (number, title)
        };
        for (text, number, title) in [
            ("基本目標１　安心して子育て", Some(1), "安心して子育て"),
            ("基本目標2", Some(2), ""),
            ("（３）保育の\n充実", Some(3), "保育の充実"),
            ("④ 居場所", Some(4), "居場所"),
            ("12. 交流", Some(12), "交流"),
            ("3世代同居の促進", None, "3世代同居の促進"),
            ("安心して子育て", None, "安心して子育て"),
            ("0 ない", None, "0 ない"),
        ] {
            assert_eq!(parsed(text), (number, title.to_owned()), "{text}");
        }
    }
}
