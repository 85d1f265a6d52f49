//! The form of a text by which headings, names and figures are compared.

use unicode_normalization::UnicodeNormalization;

/// A text by which headings and names are compared: in its compatibility form, in small letters, without spaces, and with one
/// character for those that look alike and that the keyboards and code pages of one system cannot tell apart.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in compatible(text).filter_map(one_of_alike) {
        let is_long = letter == '-' && plain.ends_with(|before| matches!(before, '\u{30a1}'..='\u{30fa}' | 'ー'));
        plain.push(if is_long { 'ー' } else { letter });
    }
    plain
}

/// A text by which figures are read: as [`plain`], but with the signs that stand there.
pub fn plain_figure(text: &str) -> String {
    compatible(text).collect()
}

fn compatible(text: &str) -> impl Iterator<Item = char> {
    text.nfkc().filter(|letter| !letter.is_whitespace() && !letter.is_control()).flat_map(char::to_lowercase)
}

/// The character that stands for all that look like it; `None` for one that only chooses the form of the character before it.
///
/// Shift_JIS as Windows reads it (code page 932) and JIS X 0208 give the same bytes different characters: 〜 or ～, ‖ or ∥, − or －,
/// — or ― (Unicode Consortium, `CP932.TXT` and `JIS0208.TXT`). Lines and dots of one shape are typed by one key; a line behind katakana is
/// a long vowel for [`plain`].
fn one_of_alike(letter: char) -> Option<char> {
    match letter {
        '\u{301c}' | '\u{223c}' => Some('~'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{30fc}' => Some('-'),
        '\u{b7}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' => Some('・'),
        '\u{2016}' => Some('\u{2225}'),
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => None,
        other => Some(FORMS.iter().find(|(form, _)| *form == other).map_or(other, |(_, usual)| *usual)),
    }
}

/// Forms of Han characters among the IBM extensions of code page 932, each with the usual form in JIS X 0208, by which systems without
/// the extensions write the same word (`CP932.TXT`, rows ED and EE). A closed list: characters that one system tells apart are no
/// look-alikes (浜 and 濱, 沢 and 澤).
const FORMS: [(char, char); 20] = [
    ('髙', '高'),
    ('\u{fa11}', '崎'),
    ('德', '徳'),
    ('濵', '濱'),
    ('瀨', '瀬'),
    ('增', '増'),
    ('寬', '寛'),
    ('橫', '横'),
    ('黑', '黒'),
    ('淸', '清'),
    ('靑', '青'),
    ('緖', '緒'),
    ('栁', '柳'),
    ('綠', '緑'),
    ('薰', '薫'),
    ('賴', '頼'),
    ('郞', '郎'),
    ('鄕', '郷'),
    ('悅', '悦'),
    ('敎', '教'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_compared_as_one_character() {
        for alike in ["〜～∼~", "－ー―‐‑–—−-─ｰ", "･・·•", "Ａa", "髙高", "﨑崎", "德徳", "濵濱", "神\u{fa19}", "‖∥"]
        {
            let forms: Vec<String> = alike.chars().map(|letter| plain(&format!("出{letter}生デ{letter}タ"))).collect();
            assert!(forms.iter().all(|form| *form == forms[0]), "{alike}: {forms:?}");
        }
        assert_eq!(["葛\u{e0100}　城", "デ－タ", "ﾃﾞｰﾀ", "4ー3"].map(plain), ["葛城", "データ", "データ", "4-3"]);
        for apart in ["浜濱", "澤沢", "一ー", "二ニ", "ヘへ", "/・"] {
            let forms: Vec<String> = apart.chars().map(|letter| plain(&letter.to_string())).collect();
            assert_ne!(forms[0], forms[1], "{apart}");
        }
    }

    #[test]
    fn forms_are_extensions_of_windows_and_usual_ones_are_not() {
        for (form, usual) in FORMS {
            let lead = |letter: char| encoding_rs::SHIFT_JIS.encode(letter.to_string().as_str()).0[0];
            assert!((0xfa..=0xfc).contains(&lead(form)) && lead(usual) < 0xeb, "{form}{usual}: {:x} {:x}", lead(form), lead(usual));
        }
    }
}
