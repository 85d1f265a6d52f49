//! Finished pieces of HTML, escaped and marked with their language.

use crate::markup::escape;
use crate::model::{Language, Text};
use serde::Serialize;

/// A piece of HTML that templates write out as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// Takes HTML that is already finished.
    pub fn finished(html: String) -> Html {
        Html(html)
    }

    /// Text for a page in `page`: escaped, Japanese on an English page marked.
    pub fn text(text: &str, page: Language) -> Html {
        match page {
            Language::Ja => Html(escape(text)),
            Language::En => Html(mark_japanese(text)),
        }
    }

    /// The same, without Japanese years (平成28年度) that break over two lines.
    pub fn with_whole_years(self) -> Html {
        let mut whole = String::with_capacity(self.0.len() + 64);
        let mut rest = self.0.as_str();
        while let Some(at) = ERAS.iter().filter_map(|era| rest.find(era)).min() {
            let (before, year) = rest.split_at(at);
            let end = year_end(year);
            whole.push_str(before);
            whole.push_str("<span class=\"year\">");
            whole.push_str(&year[..end]);
            whole.push_str("</span>");
            rest = &year[end..];
        }
        Html(whole + rest)
    }

    /// A bilingual text for a page in `page`; where English is missing, the Japanese text marked as such.
    pub fn localized(text: &Text, page: Language) -> Html {
        let (shown, language) = text.in_language(page);
        if language == page { Html::text(shown, page) } else { Html(format!("<span lang=\"{}\">{}</span>", language.tag(), escape(shown))) }
    }

    /// The HTML as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const ERAS: [&str; 3] = ["昭和", "平成", "令和"];

/// Bytes of the year that begins with its era: "令和元年度", "平成28".
fn year_end(text: &str) -> usize {
    let number = text.chars().skip(2).take_while(|letter| letter.is_ascii_digit() || *letter == '元').count();
    let unit = text.chars().skip(2 + number).take_while(|letter| matches!(letter, '年' | '度')).take(2).count();
    text.chars().take(2 + number + unit).map(char::len_utf8).sum()
}

/// Whether a character belongs to Japanese writing: kana, kanji, and their punctuation.
pub fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Escapes text and puts each run of Japanese into `<span lang="ja">`.
pub fn mark_japanese(text: &str) -> String {
    if !text.chars().any(is_japanese) {
        return escape(text);
    }
    let mut marked = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(start) = rest.find(is_japanese) {
        marked.push_str(&escape(&rest[..start]));
        let run = &rest[start..];
        let end = run.find(|letter: char| !is_japanese(letter)).unwrap_or(run.len());
        marked.push_str("<span lang=\"ja\">");
        marked.push_str(&escape(&run[..end]));
        marked.push_str("</span>");
        rest = &run[end..];
    }
    marked + &escape(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_on_an_english_page_is_marked() {
        assert_eq!(Html::text("the 圏域 & more", Language::En).as_str(), "the <span lang=\"ja\">圏域</span> &amp; more");
        assert_eq!(Html::text("圏域", Language::Ja).as_str(), "圏域");
    }

    #[test]
    fn japanese_years_are_kept_whole() {
        let html = Html::text("平成28年度と令和元年の<増>", Language::Ja).with_whole_years();
        assert_eq!(html.as_str(), "<span class=\"year\">平成28年度</span>と<span class=\"year\">令和元年</span>の&lt;増&gt;");
        assert_eq!(Html::finished("令和".to_owned()).with_whole_years().as_str(), "<span class=\"year\">令和</span>");
    }

    #[test]
    fn a_missing_translation_is_shown_in_japanese() {
        let text = Text { ja: "施策".to_owned(), en: None };
        assert_eq!(Html::localized(&text, Language::En).as_str(), "<span lang=\"ja\">施策</span>");
    }
}
