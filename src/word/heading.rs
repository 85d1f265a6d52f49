//! Which measure a heading names: by its number and its title.

use crate::sheet::{ReportedMeasure, likeness, plain};

/// Signs around and before headings.
const SIGNS: &str = "【】■□◆◇●○◎▼▽▲△★☆・※<>≪≫〈〉《》[]";
/// Words before the number of a measure, longer ones first.
const WORDS: [&str; 8] = ["具体的施策", "具体的な施策", "重点施策", "基本施策", "個別施策", "主要施策", "施策項目", "施策"];
const GOALS: [&str; 3] = ["基本目標", "基本方針", "目標"];
/// What stands around numbers.
const AROUND: &str = "()[]{}.,-・:、。_の第章節項:/";
/// Letters of the longest heading that was typed without a style.
const LONGEST: usize = 60;
/// Least likeness of a title to one whose number is the same, of a heading with a style and of a typed line, and of a title without a
/// number, in percent.
const NEAR_STYLED: u32 = 60;
const NEAR_TYPED: u32 = 70;
const NEAR_WITHOUT_NUMBER: u32 = 80;

/// How a line was made a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureLine {
    /// By a style.
    Styled,
    /// By its words alone.
    Typed,
}

/// What a heading names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedPart {
    Goal(u32),
    /// A measure by its place among all; `is_read_as` where its number or title is another one.
    Measure {
        position: usize,
        is_read_as: bool,
    },
}

/// A heading taken apart: `基本目標2(1)空き家…`.
#[derive(Debug, Default)]
struct HeadingWords {
    goal: Option<u32>,
    number: Option<u32>,
    has_word: bool,
    title: String,
}

impl HeadingWords {
    /// The ways in which a heading can be read: with and without a number at its beginning.
    fn readings(text: &str) -> Vec<HeadingWords> {
        let whole = plain(text);
        let bare = whole.trim_matches(|letter| SIGNS.contains(letter));
        let mut words = HeadingWords::default();
        let mut rest = bare;
        for goal in GOALS {
            let Some(behind) = rest.strip_prefix(goal) else { continue };
            if let Some((number, behind)) = number(behind) {
                (words.goal, rest) = (Some(number), behind);
                break;
            }
        }
        if let Some(behind) = WORDS.iter().find_map(|word| rest.trim_start_matches(|letter| SIGNS.contains(letter)).strip_prefix(word)) {
            (words.has_word, rest) = (true, behind);
        }
        let without = HeadingWords { title: rest.trim_start_matches(|letter| AROUND.contains(letter)).to_owned(), ..words.copy() };
        let Some((first, behind)) = number(rest) else { return vec![without] };
        let one = HeadingWords { number: Some(first), title: behind.to_owned(), ..words.copy() };
        let two = number(behind).filter(|_| words.goal.is_none());
        let two =
            two.map(|(second, behind)| HeadingWords { goal: Some(first), number: Some(second), title: behind.to_owned(), ..words.copy() });
        two.into_iter().chain([one, without]).collect()
    }

    fn copy(&self) -> HeadingWords {
        HeadingWords { goal: self.goal, number: self.number, has_word: self.has_word, title: self.title.clone() }
    }

    /// Whether the title is that of a measure, apart from a remark in brackets behind it.
    fn is_titled(&self, title: &str) -> bool {
        let title = plain(title);
        let behind = self.title.strip_prefix(title.as_str());
        !title.is_empty() && behind.is_some_and(|behind| behind.is_empty() || (behind.starts_with('(') && behind.ends_with(')')))
    }
}

/// The number at the beginning of a text in the form of [`plain`], with what follows.
fn number(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start_matches(|letter| AROUND.contains(letter));
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let number = text[..end].parse().ok().filter(|_| end <= 2)?;
    Some((number, text[end..].trim_start_matches(|letter| AROUND.contains(letter))))
}

/// What a line names, below a goal of a number; `None` where it names nothing.
pub fn named(text: &str, form: MeasureLine, goal: Option<u32>, measures: &[ReportedMeasure<'_>]) -> Option<NamedPart> {
    let text = text.trim();
    if text.is_empty() || text.contains(['\n', '\t']) || (form == MeasureLine::Typed && !can_be_heading(text)) {
        return None;
    }
    let readings = HeadingWords::readings(text);
    let exact = readings.iter().find_map(|words| of_title(words, goal, measures));
    let near = || readings.iter().find_map(|words| of_number(words, form, goal, measures));
    exact.or_else(|| named_goal(&readings, form, measures)).or_else(near)
}

fn can_be_heading(text: &str) -> bool {
    text.chars().count() <= LONGEST && !text.ends_with(['。', '、'])
}

/// The measure of the same title: of several that of the goal or the number.
fn of_title(words: &HeadingWords, goal: Option<u32>, measures: &[ReportedMeasure<'_>]) -> Option<NamedPart> {
    let wanted = words.goal.or(goal);
    let titled = |position: &usize| words.is_titled(&measures[*position].measure.title.ja);
    let mut found: Vec<usize> = (0..measures.len()).filter(titled).collect();
    if found.len() > 1 {
        found.retain(|position| wanted.is_none_or(|goal| measures[*position].goal.number == goal));
    }
    if found.len() > 1 {
        found.retain(|position| words.number == Some(measures[*position].measure.number));
    }
    let [position] = found[..] else { return None };
    let measure = &measures[position];
    let is_other =
        words.number.is_some_and(|number| number != measure.measure.number) || words.goal.is_some_and(|goal| goal != measure.goal.number);
    Some(NamedPart::Measure { position, is_read_as: is_other })
}

fn named_goal(readings: &[HeadingWords], form: MeasureLine, measures: &[ReportedMeasure<'_>]) -> Option<NamedPart> {
    let titled = |words: &HeadingWords| measures.iter().find(|measure| words.number.is_none() && words.is_titled(&measure.goal.title.ja));
    let by_title = readings.iter().find_map(titled).map(|measure| measure.goal.number);
    let whole = readings.iter().find(|words| words.number.is_none() && !words.has_word);
    let by_number = whole.and_then(|words| words.goal).filter(|goal| measures.iter().any(|measure| measure.goal.number == *goal));
    by_title.filter(|_| form == MeasureLine::Styled || by_number.is_some()).or(by_number).map(NamedPart::Goal)
}

/// The measure of the same number below the goal whose title is near, or not given; or the one whose title is near enough without a
/// number.
fn of_number(words: &HeadingWords, form: MeasureLine, goal: Option<u32>, measures: &[ReportedMeasure<'_>]) -> Option<NamedPart> {
    let wanted = words.goal.or(goal);
    let score = |position: usize| likeness(&words.title, &plain(&measures[position].measure.title.ja));
    let read_as = |position| Some(NamedPart::Measure { position, is_read_as: true });
    let is_of = |measure: &ReportedMeasure<'_>| Some(measure.goal.number) == wanted && Some(measure.measure.number) == words.number;
    if let Some(position) = measures.iter().position(is_of) {
        if words.title.is_empty() && (form == MeasureLine::Styled || words.has_word) {
            return Some(NamedPart::Measure { position, is_read_as: false });
        }
        let least = if form == MeasureLine::Styled { NEAR_STYLED } else { NEAR_TYPED };
        return if score(position) >= least { read_as(position) } else { None };
    }
    if form == MeasureLine::Typed && !words.has_word && words.number.is_none() {
        return None;
    }
    let mut near = (0..measures.len()).filter(|position| score(*position) >= NEAR_WITHOUT_NUMBER);
    match (near.next(), near.next()) {
        (Some(position), None) => read_as(position),
        (_, _) => None,
    }
}

/// How the number at the beginning of a line is written: `(1)` for `（２）`, `c` for `②`; `None` where the line is no heading.
pub fn shape(text: &str) -> Option<String> {
    let mut shape = String::new();
    for letter in text.chars().take_while(|letter| !letter.is_alphabetic()) {
        let sign = match letter {
            '0'..='9' | '０'..='９' => '1',
            '（' => '(',
            '）' => ')',
            '．' => '.',
            letter if letter.is_numeric() => 'c',
            letter => letter,
        };
        let goes_on = sign == '1' && shape.ends_with('1');
        if !sign.is_whitespace() && !goes_on {
            shape.push(sign);
        }
    }
    Some(shape).filter(|shape| shape.contains(['1', 'c']) && can_be_heading(text.trim()) && !text.starts_with(char::is_whitespace))
}
