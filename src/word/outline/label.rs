//! Headings of sections, with a style or typed: 【主な取組】, ◆成果, `課題：…`.

use crate::sheet::plain;
use crate::word::block::{ParagraphKind, WordParagraph, WordPiece};

/// A section of a measure's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartName {
    Activities,
    Outcome,
    Problems,
    Remarks,
    Next,
    /// The unit that its heading names: 千円.
    Planned(Option<String>),
    Settled(Option<String>),
    /// By its heading.
    Other(String),
}

/// How offices call the sections, in the form of [`plain`].
const ACTIVITIES: [&str; 11] = [
    "主な取組",
    "主な取組内容",
    "主な取組状況",
    "主な取り組み",
    "取組",
    "取り組み",
    "取組内容",
    "取組状況",
    "取組実績",
    "主な実施状況",
    "実施状況",
];
const OUTCOME: [&str; 4] = ["成果", "主な成果", "取組の成果", "取組成果"];
const PROBLEMS: [&str; 3] = ["課題", "主な課題", "取組の課題"];
const NEXT: [&str; 3] = ["今後の方針", "今後の方向性", "今後の取組方針"];
const PLANNED: [&str; 4] = ["予算額", "予算", "当初予算額", "当初予算"];
const SETTLED: [&str; 4] = ["決算額", "決算", "決算見込額", "決算見込"];
const REMARKS: [&str; 1] = ["備考"];
/// Headings of several sections in one, which stay sections of their own.
const JOINED: [&str; 6] = ["成果・課題", "成果と課題", "成果及び課題", "課題・今後の方針", "課題と今後の方針", "予算・決算"];
/// Signs before a heading that was typed.
const SIGNS: &str = "■□◆◇●○◎▼▽・※*";
/// What stands around the number of a heading.
const AROUND: &str = "()[]{}.,-、第節項";
const BRACKETS: [(char, char); 8] =
    [('【', '】'), ('〔', '〕'), ('［', '］'), ('[', ']'), ('＜', '＞'), ('<', '>'), ('〈', '〉'), ('《', '》')];

impl PartName {
    /// Whether it is one of the sections of the sheet 取組, or of several of these.
    pub fn is_known(&self) -> bool {
        match self {
            PartName::Other(heading) => JOINED.contains(&plain(heading).as_str()),
            _ => true,
        }
    }

    fn of(heading: &str) -> Option<PartName> {
        let whole = plain(heading);
        // The unit of money behind the name.
        let (name, unit) = match whole.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
            Some((name, unit)) if unit.ends_with('円') => (name.to_owned(), Some(unit.trim_start_matches("単位:").to_owned())),
            _ => (whole, None),
        };
        let is_of = |names: &[&str]| names.contains(&name.as_str());
        let found = match () {
            () if is_of(&PLANNED) => PartName::Planned(unit),
            () if is_of(&SETTLED) => PartName::Settled(unit),
            () if unit.is_some() => return None,
            () if is_of(&ACTIVITIES) => PartName::Activities,
            () if is_of(&OUTCOME) => PartName::Outcome,
            () if is_of(&PROBLEMS) => PartName::Problems,
            () if is_of(&NEXT) => PartName::Next,
            () if is_of(&REMARKS) => PartName::Remarks,
            () if is_of(&JOINED) => PartName::Other(heading.trim().to_owned()),
            () => return None,
        };
        Some(found)
    }
}

/// The section that a heading with a style names.
pub fn of_heading(text: &str) -> PartName {
    let bare = without_brackets(text.trim());
    let named = PartName::of(bare).or_else(|| PartName::of(without_number(bare)));
    named.unwrap_or_else(|| PartName::Other(text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn without_brackets(text: &str) -> &str {
    let text = text.trim_start_matches(|letter| SIGNS.contains(letter)).trim();
    let inner = BRACKETS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.map_or(text, str::trim)
}

/// A text without the number at its beginning.
fn without_number(text: &str) -> &str {
    let is_number = |letter: char| letter.is_numeric() || letter.is_whitespace() || AROUND.contains(letter) || "（）．，".contains(letter);
    text.trim_start_matches(is_number)
}

/// The heading of a section at the beginning of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub struct SectionLabel {
    pub name: PartName,
    /// Letters of the paragraph before what it says.
    pub length: usize,
}

impl SectionLabel {
    /// The label of a paragraph without a style, by its words.
    pub fn of(text: &str) -> Option<SectionLabel> {
        let whole = || text.chars().count();
        let line = text.trim();
        if let Some((inner, rest)) = BRACKETS.iter().find_map(|(open, close)| line.strip_prefix(*open)?.split_once(*close)) {
            let known = PartName::of(inner);
            let alone = rest.trim().is_empty() && line.starts_with('【') && !inner.trim().is_empty();
            let name = known.or_else(|| alone.then(|| PartName::Other(inner.trim().to_owned())))?;
            let rest = rest.trim_start_matches(['：', ':']);
            return Some(SectionLabel {
                name,
                length: whole() - rest.chars().count() - (text.chars().count() - text.trim_end().chars().count()),
            });
        }
        let bare = line.trim_start_matches(|letter| SIGNS.contains(letter)).trim();
        let alone = bare.trim_end_matches(['：', ':']);
        if let Some(name) = PartName::of(alone).or_else(|| PartName::of(without_number(alone))) {
            return Some(SectionLabel { name, length: whole() });
        }
        let (before, rest) = bare.split_once(['：', ':'])?;
        let name = PartName::of(before).or_else(|| PartName::of(without_number(before)))?;
        Some(SectionLabel { name, length: whole() - rest.chars().count() - (text.chars().count() - text.trim_end().chars().count()) })
    }
}

/// A paragraph without its first letters.
pub fn without(paragraph: &WordParagraph, length: usize) -> WordParagraph {
    let mut left = length;
    let mut pieces = Vec::new();
    for piece in &paragraph.pieces {
        match piece {
            WordPiece::Letters { text, marks, link } => {
                let count = text.chars().count();
                let rest: String = text.chars().skip(left).collect();
                left = left.saturating_sub(count);
                if !rest.is_empty() {
                    pieces.push(WordPiece::Letters { text: rest, marks: *marks, link: link.clone() });
                }
            }
            WordPiece::Break if left > 0 => left -= 1,
            WordPiece::Break | WordPiece::Note(_) | WordPiece::Picture { .. } => pieces.push(piece.clone()),
        }
    }
    WordParagraph { kind: ParagraphKind::Plain, shown: String::new(), pieces, position: paragraph.position }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_words() {
        let found = |text: &str| SectionLabel::of(text).map(|label| (label.name, text.chars().skip(label.length).collect::<String>()));
        let known = |name, rest: &str| Some((name, rest.to_owned()));
        assert_eq!(found("【主な取組】"), known(PartName::Activities, ""));
        assert_eq!(found("【今後の方針】　継続（伴走）"), known(PartName::Next, "　継続（伴走）"));
        assert_eq!(found("◆成果"), known(PartName::Outcome, ""));
        assert_eq!(found("２　課題"), known(PartName::Problems, ""));
        assert_eq!(found("課題：人手"), known(PartName::Problems, "人手"));
        assert_eq!(found("＜予算額（千円）＞ 100"), known(PartName::Planned(Some("千円".to_owned())), " 100"));
        assert_eq!(found("【成果・課題】"), known(PartName::Other("成果・課題".to_owned()), ""));
        assert_eq!(found("【参考】"), known(PartName::Other("参考".to_owned()), ""));
        for text in ["【参考】資料", "課題が多い。", "・相談会", "時間：9時", ""] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
