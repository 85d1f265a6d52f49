//! What a translation may not lose: figures and links.

use crate::model::prose::parser;
use crate::model::year;
use pulldown_cmark::{Event, Tag};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// What a translation lost or added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Figures of the Japanese that the English lacks.
    pub lost: Vec<String>,
    /// Figures of the English that the Japanese lacks.
    pub added: Vec<String>,
    /// Addresses that only the Japanese leads to.
    pub links: Vec<String>,
}

/// What the English lacks or has beside the Japanese. Figures below 100 may be words, years may be of an era, and powers of ten are those
/// of either language.
pub fn losses(ja: &str, en: &str) -> Losses {
    let (japanese, english) = (japanese(&words(ja)), english(&words(en)));
    let has = |values: &[Decimal]| values.iter().any(|value| english.figures.iter().any(|figure| figure.value == *value));
    let lacks = |figure: &&JapaneseFigure| !(figure.is_optional || has(&figure.values) || english.says_in_words(&figure.values));
    let is_foreign = |figure: &&EnglishFigure| !japanese.iter().any(|own| own.values.contains(&figure.value));
    Losses {
        lost: japanese.iter().filter(lacks).map(|figure| figure.written.clone()).collect(),
        added: english.figures.iter().filter(is_foreign).map(|figure| figure.written.clone()).collect(),
        links: addresses(ja).difference(&addresses(en)).cloned().collect(),
    }
}

/// A figure of an English text.
struct EnglishFigure {
    written: String,
    value: Decimal,
}

/// A figure of a Japanese text with everything that it may be in English.
struct JapaneseFigure {
    written: String,
    values: Vec<Decimal>,
    is_optional: bool,
}

struct EnglishFigures {
    figures: Vec<EnglishFigure>,
    words: BTreeSet<String>,
}

/// Powers of ten of Japanese figures, and of English ones.
const JAPANESE_POWERS: [(char, u32); 6] = [('十', 1), ('百', 2), ('千', 3), ('万', 4), ('億', 8), ('兆', 12)];
const ENGLISH_POWERS: [(&str, u32); 5] = [("hundred", 2), ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)];
/// Numbers in words, from 1, with the months of the same number.
const SMALL_NUMBERS: [&[&str]; 19] = [
    &["one", "first", "once", "january"],
    &["two", "second", "twice", "february"],
    &["three", "third", "march"],
    &["four", "fourth", "april"],
    &["five", "fifth", "may"],
    &["six", "sixth", "june"],
    &["seven", "seventh", "july"],
    &["eight", "eighth", "august"],
    &["nine", "ninth", "september"],
    &["ten", "tenth", "october"],
    &["eleven", "eleventh", "november"],
    &["twelve", "twelfth", "december"],
    &["thirteen", "thirteenth"],
    &["fourteen", "fourteenth"],
    &["fifteen", "fifteenth"],
    &["sixteen", "sixteenth"],
    &["seventeen", "seventeenth"],
    &["eighteen", "eighteenth"],
    &["nineteen", "nineteenth"],
];
/// Those from 20 on, by tens.
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const KANJI: &str = "〇一二三四五六七八九";

impl EnglishFigures {
    fn says_in_words(&self, values: &[Decimal]) -> bool {
        let says = |words: &[&str]| words.iter().any(|word| self.words.contains(*word));
        let small = |number: usize| number > 0 && SMALL_NUMBERS.get(number - 1).is_some_and(|words| says(words));
        let tens = |number: usize| (number / 10).checked_sub(2).and_then(|ten| TENS.get(ten)).is_some_and(|word| says(&[word]));
        (1..100_usize)
            .filter(|number| values.contains(&Decimal::from(*number)))
            .any(|number| small(number) || tens(number) && (number % 10 == 0 || small(number % 10)))
    }
}

/// The words of a text of Markdown without the addresses of its links.
pub fn words(text: &str) -> String {
    let shown = parser(text).filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.to_string()),
        Event::SoftBreak | Event::HardBreak | Event::End(_) => Some(" ".to_owned()),
        Event::Start(Tag::List(Some(number))) => Some(format!("{number} ")),
        _ => None,
    });
    shown.collect()
}

fn addresses(text: &str) -> BTreeSet<String> {
    let found = parser(text).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    });
    found.collect()
}

fn japanese(text: &str) -> Vec<JapaneseFigure> {
    let letters: Vec<char> = text.nfkc().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let Some(mut number) = NumberText::at(&letters, at) else {
            found.extend(in_kanji(&letters, at));
            at += 1;
            continue;
        };
        let before: String = letters[..at].iter().collect();
        let mut values = vec![number.value];
        values.extend(era_year(&before, &number.written));
        let is_year = values.len() > 1;
        let mut total = Decimal::ZERO;
        while let Some((_, power)) = letters.get(number.end).and_then(|letter| JAPANESE_POWERS.iter().find(|(own, _)| own == letter)) {
            number.end += 1;
            total += scaled(number.value, *power);
            match NumberText::at(&letters, number.end) {
                Some(next) => number = next,
                None => number.value = Decimal::ZERO,
            }
            values.push(total + number.value);
        }
        if letters.get(number.end) == Some(&'割') {
            values.push(number.value * Decimal::TEN);
        }
        let is_optional =
            values == [Decimal::ONE] || (!is_year && before.ends_with(|letter: char| letter.is_ascii_alphabetic() || letter == '.'));
        let written = letters[at..number.end].iter().collect();
        found.push(JapaneseFigure { written, values, is_optional });
        at = number.end;
    }
    found
}

/// The year that a number is behind the name of an era.
fn era_year(before: &str, number: &str) -> Option<Decimal> {
    let longest = before.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect::<String>();
    let names = [longest.clone(), longest.chars().next_back().map(String::from).unwrap_or_default()];
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    names.iter().filter(|name| !name.is_empty()).find_map(|name| year::parse_year(&format!("{name}{digits}年"))).map(Decimal::from)
}

/// What a kanji may stand for: a number, or the first year of an era. English may say it in digits, and need not.
fn in_kanji(letters: &[char], at: usize) -> Option<JapaneseFigure> {
    let letter = letters[at];
    let first_year = || {
        let before: String = letters[..at].iter().collect();
        (letter == '元').then(|| era_year(&before, "1")).flatten()
    };
    let digit = || KANJI.chars().position(|own| own == letter).map(Decimal::from);
    let power = || JAPANESE_POWERS.iter().find(|(own, _)| *own == letter).map(|(_, power)| scaled(Decimal::ONE, *power));
    let value = digit().or_else(first_year).or_else(power)?;
    Some(JapaneseFigure { written: letter.to_string(), values: vec![value], is_optional: true })
}

fn english(text: &str) -> EnglishFigures {
    let letters: Vec<char> = text.nfkc().collect();
    let mut figures = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let Some(number) = NumberText::at(&letters, at) else {
            at += 1;
            continue;
        };
        let rest: String = letters[number.end..].iter().collect::<String>().trim_start_matches([' ', '-']).to_lowercase();
        let power = ENGLISH_POWERS.iter().find(|(word, _)| rest.starts_with(word)).map_or(0, |(_, power)| *power);
        let before: String = letters[..at].iter().collect();
        let is_name = !before.ends_with("FY") && before.trim_end_matches('-').ends_with(|letter: char| letter.is_ascii_alphabetic());
        let is_end_of_years = number.end - at == 2
            && at > 4
            && matches!(letters[at - 1], '-' | '–' | '/')
            && letters[at - 5..at - 1].iter().all(char::is_ascii_digit);
        let century: String = if is_end_of_years { letters[at - 5..at - 3].iter().collect() } else { String::new() };
        let value = (century + &number.written).replace(',', "").parse().unwrap_or(number.value);
        if !is_name {
            figures.push(EnglishFigure { written: number.written, value: scaled(value, power) });
        }
        at = number.end;
    }
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned).collect();
    EnglishFigures { figures, words }
}

/// A number in digits.
struct NumberText {
    written: String,
    value: Decimal,
    end: usize,
}

impl NumberText {
    fn at(letters: &[char], at: usize) -> Option<NumberText> {
        let is_digit = |position: usize| letters.get(position).is_some_and(char::is_ascii_digit);
        if !is_digit(at) {
            return None;
        }
        let mut end = at;
        let mut has_point = false;
        loop {
            match letters.get(end) {
                Some(letter) if letter.is_ascii_digit() => end += 1,
                Some(',') if !has_point && (1..=3).all(|offset| is_digit(end + offset)) && !is_digit(end + 4) => end += 1,
                Some('.') if !has_point && is_digit(end + 1) => {
                    has_point = true;
                    end += 1;
                }
                _ => break,
            }
        }
        let written: String = letters[at..end].iter().collect();
        let value = written.replace(',', "").parse::<Decimal>().ok()?.normalize();
        Some(NumberText { written, value, end })
    }
}

/// A number times a power of ten; the number itself where that is too large to be one.
fn scaled(value: Decimal, power: u32) -> Decimal {
    value.checked_mul(Decimal::from(10_i64.pow(power))).map_or(value, |scaled| scaled.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_may_be_said_as_the_language_says_them() {
        for (ja, en) in [
            ("令和4年度は270万人", "2.7 million people in fiscal 2022"),
            ("令和元年（2019年）", "2019"),
            ("平成28年4月1日から", "from 1 April 2016"),
            ("H31年3月", "March 2019"),
            ("12万8千人、1.2億円", "128,000 people, 120 million yen"),
            ("３つの柱と第2期", "Three pillars and the second term"),
            ("8割の世帯", "80% of the households"),
            ("第三者評価、二十四時間", "Third-party evaluation, around the clock"),
            ("１，０２１件", "1,021 cases"),
            ("2015～2019年度", "fiscal 2015-19"),
            ("平成29年度の取組", "Progress in FY2017"),
            ("新型コロナ", "COVID-19"),
            ("CO2の排出", "CO2 emissions"),
            ("1件も", "not a case"),
            ("空き家21軒、苗木70本", "Twenty-one houses, seventy trees"),
            ("年4回", "four times a year"),
            ("[資料](a1.pdf)の3頁", "Page 3 of the [document](a1.pdf)"),
        ] {
            assert_eq!(losses(ja, en), Losses::default(), "{ja} {en}");
        }
    }

    #[test]
    fn a_figure_that_changed_is_found() {
        for (ja, en, lost, added) in [
            ("実績は152件", "The result is 125", "152", "125"),
            ("令和4年度", "fiscal 2021", "4", "2021"),
            ("270万人", "27 million people", "270万", "27"),
            ("33.2%", "33.3%", "33.2", "33.3"),
            ("5つの施策", "Six measures", "5", ""),
            ("5つの施策", "6 measures", "5", "6"),
            ("施策", "Measure 2", "", "2"),
        ] {
            let found = losses(ja, en);
            assert_eq!((found.lost.concat(), found.added.concat()), (lost.to_owned(), added.to_owned()), "{ja} {en}");
        }
    }

    #[test]
    fn a_link_that_is_lost_is_found() {
        assert_eq!(losses("[計画](plan.md)を見る", "See the plan").links, ["plan.md"]);
        assert_eq!(losses("[計画](plan.md)を見る", "See the [plan](plan.md)"), Losses::default());
    }
}
