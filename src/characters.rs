//! Which characters texts and names may hold: everything that people see, and what lays it out. The rule is in `docs/format.md`.

/// What is wrong with a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OddCharacter {
    /// A control character, which XML and terminals cannot have.
    Control,
    /// A number that stands for no character and never will.
    Noncharacter,
    /// It turns the direction of reading, so that a text is shown otherwise than it is.
    Direction,
    /// It has no width: two texts that look the same are not.
    Invisible,
    /// A line or a paragraph ends here for some programs alone.
    Separator,
}

/// An odd character in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OddPlace {
    /// Bytes before it.
    pub at: usize,
    pub letter: char,
    pub problem: OddCharacter,
}

/// Every odd character of a text.
pub fn odd(text: &str) -> impl Iterator<Item = OddPlace> + '_ {
    let mut before = None;
    text.char_indices().filter_map(move |(at, letter)| {
        let before = before.replace(letter);
        Some(OddPlace { at, letter, problem: problem(letter, before)? })
    })
}

/// What is wrong with a character behind another one.
fn problem(letter: char, before: Option<char>) -> Option<OddCharacter> {
    match letter {
        '\t' | '\n' | '\r' | ' '..='~' => None,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(OddCharacter::Control),
        '\u{2028}' | '\u{2029}' => Some(OddCharacter::Separator),
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(OddCharacter::Direction),
        '\u{200c}' | '\u{200d}' => (!before.is_some_and(joins)).then_some(OddCharacter::Invisible),
        '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{34f}' | '\u{180e}' => {
            Some(OddCharacter::Invisible)
        }
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffc}' | '\u{e0000}'..='\u{e007f}' => {
            Some(OddCharacter::Invisible)
        }
        '\u{fdd0}'..='\u{fdef}' => Some(OddCharacter::Noncharacter),
        other => (u32::from(other) & 0xfffe == 0xfffe).then_some(OddCharacter::Noncharacter),
    }
}

/// Whether a character without width may follow: in emoji, and in scripts whose letters it joins or keeps apart.
fn joins(letter: char) -> bool {
    let is_script = matches!(letter, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{18af}');
    is_script || matches!(letter, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// A text of a spreadsheet without what its program or a copy from another one left in it: breaks within a line become spaces, and what
/// has no width goes. `None` where nothing of that is in it. What else is odd stays.
pub fn cleaned(text: &str) -> Option<String> {
    let breaks = |letter: char| matches!(letter, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let unescaped = without_escapes(text);
    let text_now = unescaped.as_deref().unwrap_or(text);
    let mut clean = String::with_capacity(text_now.len());
    let mut rest = 0;
    for OddPlace { at, letter, problem } in odd(text_now) {
        let taken = if breaks(letter) { " " } else { "" };
        if taken == " " || problem == OddCharacter::Invisible {
            clean.push_str(&text_now[rest..at]);
            clean.push_str(taken);
            rest = at + letter.len_utf8();
        }
    }
    clean.push_str(&text_now[rest..]);
    (clean != text).then_some(clean)
}

/// What Excel writes for the breaks of a cell in a file that cannot hold them.
const ESCAPES: [(&str, &str); 6] =
    [("_x000D_\n", "\n"), ("_x000D_", "\n"), ("_x000A_", "\n"), ("_x000B_", "\u{b}"), ("_x000C_", "\u{c}"), ("_x0009_", "\t")];

fn without_escapes(text: &str) -> Option<String> {
    text.contains("_x000").then(|| ESCAPES.iter().fold(text.to_owned(), |text, (escape, letter)| text.replace(escape, letter)))
}

/// How a character is named where it cannot be shown: `U+202E`.
pub fn code_point(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<OddCharacter> {
        odd(text).map(|odd| odd.problem).collect()
    }

    #[test]
    fn what_people_write_is_sound() {
        for text in [
            "大人 か\u{3099} 𠮷\u{e0100} ① ㎡ －～\t表\r\n次の行",
            "👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥",
            "क्\u{200d}ष می\u{200c}خواهم",
            "soft\u{ad}hyphen, no\u{a0}break, \u{3000}, e\u{301}",
        ] {
            assert_eq!(problems(text), [], "{text:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_odd() {
        use OddCharacter::{Control, Direction, Invisible, Noncharacter, Separator};
        for (text, expected) in [
            ("a\0b", Control),
            ("a\u{b}b", Control),
            ("a\u{1b}[31m", Control),
            ("a\u{9b}", Control),
            ("\u{fffe}", Noncharacter),
            ("\u{ffff}", Noncharacter),
            ("\u{1fffe}", Noncharacter),
            ("\u{fdd0}", Noncharacter),
            ("a\u{202e}gpj", Direction),
            ("a\u{2066}b", Direction),
            ("大\u{200b}人", Invisible),
            ("大\u{200d}人", Invisible),
            ("a\u{200c}", Invisible),
            ("a\u{feff}b", Invisible),
            ("a\u{e0041}", Invisible),
            ("a\u{2028}b", Separator),
        ] {
            assert_eq!(problems(text), [expected], "{text:?}");
        }
    }

    #[test]
    fn texts_of_spreadsheets_are_cleaned_of_what_is_harmless() {
        for (text, clean) in [
            ("1行目\u{b}2行目", Some("1行目 2行目")),
            ("1行目_x000B_2行目_x000D_\n3行目", Some("1行目 2行目\n3行目")),
            ("大\u{200b}人\u{feff}", Some("大人")),
            ("a\u{2028}b", Some("a b")),
            ("大人", None),
            ("_x0041_", None),
            ("a\u{202e}b\u{1}", None),
        ] {
            assert_eq!(cleaned(text).as_deref(), clean, "{text:?}");
        }
    }
}
