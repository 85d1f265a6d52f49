//! Titles cut for menus: at the border of a phrase or of a word, never in a word.

use crate::model::Language;

/// Most characters of a Japanese title in a menu.
const JAPANESE: usize = 12;
/// Most characters of an English one.
const ENGLISH: usize = 24;
/// Fewer characters than this say too little.
const LEAST: usize = 4;

/// A title that is short enough for a menu.
pub fn shortened(title: &str, language: Language) -> String {
    let most = match language {
        Language::Ja => JAPANESE,
        Language::En => ENGLISH,
    };
    if title.chars().count() <= most {
        return title.to_owned();
    }
    let cut = match language {
        Language::Ja => japanese(title),
        Language::En => english(title),
    };
    format!("{cut}…")
}

/// Up to the last pause within the limit, else up to the last particle between two words, else up to the limit.
fn japanese(title: &str) -> String {
    let letters: Vec<char> = title.chars().collect();
    let ends = |is_end: fn(&[char], usize) -> bool| (LEAST..=JAPANESE).rev().find(|end| is_end(&letters, *end));
    let end = ends(|letters, end| matches!(letters[end], '、' | '，' | '・' | '　' | '：'))
        .or_else(|| ends(|letters, end| is_particle(letters[end - 1]) && !is_hiragana(letters[end - 2]) && !is_hiragana(letters[end])));
    letters[..end.unwrap_or(JAPANESE)].iter().collect()
}

fn is_particle(letter: char) -> bool {
    "をにでがはとへのもや".contains(letter)
}

fn is_hiragana(letter: char) -> bool {
    ('ぁ'..='ゖ').contains(&letter)
}

/// As many words as fit, without small words at the end; always the first one.
fn english(title: &str) -> String {
    const SMALL: [&str; 18] =
        ["a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "that", "is", "are", "as"];
    let mut words: Vec<&str> = Vec::new();
    let mut length = 0;
    for word in title.split_whitespace() {
        length += word.chars().count() + 1;
        if length > ENGLISH && !words.is_empty() {
            break;
        }
        words.push(word);
    }
    while words.len() > 1 && words.last().is_some_and(|word| SMALL.contains(&word.to_ascii_lowercase().as_str())) {
        words.pop();
    }
    words.join(" ").trim_end_matches([',', ';', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_is_cut_at_a_pause_else_after_a_particle() {
        for (title, short) in [
            ("浜のしごとをつくる", "浜のしごとをつくる"),
            ("若い世代に優しく、子育ての喜びが実感できるまちをつくる", "若い世代に優しく…"),
            ("学都金沢の強みを生かし、学生がまちに愛着を持つ", "学都金沢の強みを生かし…"),
            ("子どもの声が聞こえるまちをつくる", "子どもの声が…"),
            ("ひとびとがいきいきとくらせるまちをつくる", "ひとびとがいきいきとくら…"),
            ("結婚・出産・子育ての希望をかなえる", "結婚・出産…"),
        ] {
            assert_eq!(shortened(title, Language::Ja), short);
        }
    }

    #[test]
    fn english_is_cut_between_words_and_not_after_a_small_one() {
        for (title, short) in [
            ("Grow jobs and earnings", "Grow jobs and earnings"),
            ("Create a city that is kind to young families", "Create a city…"),
            ("Build on the strengths of Kanazawa, City of Learning", "Build on the strengths…"),
            ("Internationalization-of-everything at once", "Internationalization-of-everything…"),
        ] {
            assert_eq!(shortened(title, Language::En), short);
        }
    }
}
