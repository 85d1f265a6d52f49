//! Lists: the marker of each paragraph that has a numbering (ECMA-376, part 1, 17.9).

use super::styles::NumberingUse;
use super::xml::XmlElement;
use std::collections::BTreeMap;

/// Levels of a numbering.
const LEVELS: usize = 9;
const KANA: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

/// How a level counts.
#[derive(Clone, Debug, Default)]
struct NumberingLevel {
    format: String,
    /// `(%1)`
    text: String,
    start: u32,
}

/// The numberings of a file, and how far each has counted.
#[derive(Debug, Default)]
pub struct WordNumbering {
    levels: BTreeMap<String, Vec<NumberingLevel>>,
    /// The list that several numberings go on with.
    abstracts: BTreeMap<String, String>,
    counted: BTreeMap<String, Vec<Option<u32>>>,
}

/// The marker of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListMarker {
    Bullet,
    /// A number in figures.
    Number(u32),
    /// Another marker, as it is shown: `ア`, `(a)`.
    Label(String),
}

/// A marker with what Word shows in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedMarker {
    pub marker: ListMarker,
    pub shown: String,
}

impl WordNumbering {
    pub fn read(root: &XmlElement) -> WordNumbering {
        let id = |element: &XmlElement, name: &str| element.attribute(name).unwrap_or_default().to_owned();
        let of_abstract: BTreeMap<String, Vec<NumberingLevel>> = root
            .elements()
            .filter(|element| element.name == "w:abstractNum")
            .map(|element| (id(element, "w:abstractNumId"), levels(element)))
            .collect();
        let mut numbering = WordNumbering::default();
        for element in root.elements().filter(|element| element.name == "w:num") {
            let base = element.child("w:abstractNumId").and_then(XmlElement::value).unwrap_or_default().to_owned();
            let mut levels = of_abstract.get(&base).cloned().unwrap_or_default();
            let mut is_own = false;
            for over in element.elements().filter(|element| element.name == "w:lvlOverride") {
                let level = over.attribute("w:ilvl").and_then(|level| level.parse::<usize>().ok()).filter(|level| *level < levels.len());
                let Some(level) = level else { continue };
                if let Some(own) = over.child("w:lvl") {
                    levels[level] = self::level(own);
                }
                if let Some(start) = over.child("w:startOverride").and_then(XmlElement::value).and_then(|start| start.parse().ok()) {
                    (levels[level].start, is_own) = (start, true);
                }
            }
            let number = id(element, "w:numId");
            numbering.abstracts.insert(number.clone(), if is_own { format!("{base}/{number}") } else { base });
            numbering.levels.insert(number, levels);
        }
        numbering
    }

    /// Counts a paragraph, and gives its marker; `None` where it has none.
    pub fn count(&mut self, of: &NumberingUse) -> Option<CountedMarker> {
        let id = of.id.as_ref().filter(|id| *id != "0")?;
        let levels = self.levels.get(id)?;
        let at = of.level.min(LEVELS - 1);
        let level = levels.get(at)?;
        let counted = self.counted.entry(self.abstracts.get(id)?.clone()).or_insert_with(|| vec![None; LEVELS]);
        let number = counted[at].map_or(level.start, |last| last.saturating_add(1));
        counted[at] = Some(number);
        counted[at + 1..].fill(None);
        let count = |position: usize| counted[position].unwrap_or(levels.get(position).map_or(1, |level| level.start));
        match level.format.as_str() {
            "none" => None,
            "bullet" => Some(CountedMarker { marker: ListMarker::Bullet, shown: String::new() }),
            format => {
                let mut shown = level.text.clone();
                for (position, level) in levels.iter().enumerate() {
                    shown = shown.replace(&format!("%{}", position + 1), &figure(&level.format, count(position)));
                }
                let is_number = format.starts_with("decimal");
                let marker = if is_number { ListMarker::Number(number) } else { ListMarker::Label(shown.trim().to_owned()) };
                Some(CountedMarker { marker, shown: shown.trim().to_owned() })
            }
        }
    }
}

fn levels(element: &XmlElement) -> Vec<NumberingLevel> {
    let mut levels = vec![NumberingLevel { start: 1, ..NumberingLevel::default() }; LEVELS];
    for found in element.elements().filter(|element| element.name == "w:lvl") {
        let at = found.attribute("w:ilvl").and_then(|level| level.parse::<usize>().ok()).filter(|level| *level < LEVELS);
        at.into_iter().for_each(|at| levels[at] = level(found));
    }
    levels
}

fn level(element: &XmlElement) -> NumberingLevel {
    let value = |name: &str| element.child(name).and_then(XmlElement::value);
    NumberingLevel {
        format: value("w:numFmt").unwrap_or("decimal").to_owned(),
        text: value("w:lvlText").unwrap_or_default().to_owned(),
        start: value("w:start").and_then(|start| start.parse().ok()).unwrap_or(1),
    }
}

/// A number as a format writes it; in figures where the format is not known.
fn figure(format: &str, number: u32) -> String {
    let nth = |letters: &str| number.checked_sub(1).and_then(|at| letters.chars().nth(at as usize)).map(String::from);
    let written = match format {
        "aiueo" | "aiueoFullWidth" => nth(KANA),
        "iroha" | "irohaFullWidth" => nth(IROHA),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => nth(CIRCLED),
        "lowerLetter" => nth("abcdefghijklmnopqrstuvwxyz"),
        "upperLetter" => nth("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "lowerRoman" => roman(number).map(|text| text.to_lowercase()),
        "upperRoman" => roman(number),
        "none" | "bullet" => Some(String::new()),
        _ => None,
    };
    written.unwrap_or_else(|| number.to_string())
}

fn roman(number: u32) -> Option<String> {
    const TENS: [&str; 10] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let digit = |digits: [&'static str; 10], at: u32| digits.get(at as usize).copied();
    Some(format!("{}{}", digit(TENS, number / 10)?, digit(ONES, number % 10)?))
}
