//! What the styles of paragraphs say: headings, lists, captions.

use super::xml::XmlElement;
use std::collections::BTreeMap;

/// Most styles that lead from one to what it is based on.
const MOST_STEPS: usize = 30;
/// Outline levels that are headings; the next one is that of text (ECMA-376, part 1, 17.3.1.20).
const HEADING_LEVELS: u8 = 9;

/// A style by what it says itself.
#[derive(Debug, Default)]
struct WordStyle {
    /// In small letters, as Word calls it in every language.
    name: String,
    base: Option<String>,
    outline: Option<u8>,
    numbering: Option<NumberingUse>,
    is_bold: Option<bool>,
    is_italic: Option<bool>,
}

/// Which level of which numbering a paragraph has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberingUse {
    /// `0` takes the numbering away.
    pub id: Option<String>,
    pub level: usize,
}

impl NumberingUse {
    /// What the properties of a paragraph say.
    pub fn of(properties: &XmlElement) -> Option<NumberingUse> {
        let numbering = properties.child("w:numPr")?;
        let level = numbering.child("w:ilvl").and_then(XmlElement::value).and_then(|level| level.parse().ok());
        let id = numbering.child("w:numId").and_then(XmlElement::value).map(str::to_owned);
        Some(NumberingUse { id, level: level.unwrap_or(0) })
    }
}

/// What a paragraph is for, as its style says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StyleRole {
    /// A heading of a level from 1.
    Heading(u8),
    /// The title of the whole text.
    Title,
    /// What stands below a picture or above a table.
    Caption,
    /// A line of a table of contents.
    Contents,
    Text,
}

/// The styles of a file, by their ids.
#[derive(Debug, Default)]
pub struct WordStyles(BTreeMap<String, WordStyle>);

impl WordStyles {
    pub fn read(root: &XmlElement) -> WordStyles {
        let style = |element: &XmlElement| {
            let properties = element.child("w:pPr");
            let run = element.child("w:rPr");
            let style = WordStyle {
                name: element.child("w:name").and_then(XmlElement::value).unwrap_or_default().to_lowercase(),
                base: element.child("w:basedOn").and_then(XmlElement::value).map(str::to_owned),
                outline: properties.and_then(outline),
                numbering: properties.and_then(NumberingUse::of),
                is_bold: run.and_then(|run| run.toggle("w:b")),
                is_italic: run.and_then(|run| run.toggle("w:i")),
            };
            Some((element.attribute("w:styleId")?.to_owned(), style))
        };
        WordStyles(root.elements().filter(|element| element.name == "w:style").filter_map(style).collect())
    }

    /// The style, and those that it is based on.
    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a WordStyle> {
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(style.base.as_ref()?)).take(MOST_STEPS)
    }

    /// What paragraphs of a style are for.
    pub fn role(&self, id: &str) -> StyleRole {
        let by_name = |style: &WordStyle| match style.name.replace(' ', "").as_str() {
            "title" | "表題" => Some(StyleRole::Title),
            "caption" | "図表番号" => Some(StyleRole::Caption),
            name if name.starts_with("toc") || name.starts_with("目次") => Some(StyleRole::Contents),
            name => {
                let level = name.strip_prefix("heading").or_else(|| name.strip_prefix("見出し"))?.parse().ok()?;
                (1..=HEADING_LEVELS).contains(&level).then_some(StyleRole::Heading(level))
            }
        };
        let own = |style: &WordStyle| by_name(style).or_else(|| style.outline.map(StyleRole::Heading));
        self.chain(id).find_map(own).unwrap_or(StyleRole::Text)
    }

    /// The numbering of a style.
    pub fn numbering(&self, id: &str) -> Option<NumberingUse> {
        self.chain(id).find_map(|style| style.numbering.clone())
    }

    /// How many lists a style stands in besides the first: `List Bullet 2` in one.
    pub fn depth(&self, id: &str) -> usize {
        let depth = |style: &WordStyle| {
            let number = style.name.strip_prefix("list bullet ").or_else(|| style.name.strip_prefix("list number "))?;
            number.parse::<usize>().ok()?.checked_sub(1)
        };
        self.chain(id).find_map(depth).unwrap_or(0)
    }

    /// Whether a style of letters is bold, and italic.
    pub fn marks(&self, id: &str) -> [Option<bool>; 2] {
        [self.chain(id).find_map(|style| style.is_bold), self.chain(id).find_map(|style| style.is_italic)]
    }
}

/// The level of a heading that the properties of a paragraph say, from 1.
pub fn outline(properties: &XmlElement) -> Option<u8> {
    let level: u8 = properties.child("w:outlineLvl")?.value()?.parse().ok()?;
    (level < HEADING_LEVELS).then_some(level + 1)
}
