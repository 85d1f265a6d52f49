//! What is in a paragraph: letters, breaks, fields, links, notes, text boxes.

use super::block::{LetterMarks, WordBlock, WordPiece};
use super::package::PartTarget;
use super::read::{DocumentReader, MOST_PICTURES, written};
use super::xml::{XmlElement, broken};
use crate::characters;
use crate::diagnostic::NotPlacedPart;
use crate::error::TableProblem;
use crate::model::prose::Leading;

/// Signs of the fonts Wingdings and Symbol by their codes, without the private area in which Word puts them.
const WINGDINGS: [(u32, char); 24] = [
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x4a, '☺'),
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x71, '❑'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0xa1, '○'),
    (0xa4, '◉'),
    (0xa7, '▪'),
    (0xa8, '□'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '➔'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfe, '☑'),
];
const SYMBOL: [(u32, char); 9] =
    [(0x2d, '−'), (0xa3, '≤'), (0xac, '←'), (0xae, '→'), (0xb0, '°'), (0xb1, '±'), (0xb3, '≥'), (0xb4, '×'), (0xb7, '•')];

/// A field that is open: its instruction, and what it shows behind that.
#[derive(Debug, Default)]
pub struct FieldState {
    instruction: String,
    is_shown: bool,
    link: Option<String>,
}

impl FieldState {
    /// The address of a field that is a link: `HYPERLINK "https://…"`.
    fn link(&self) -> Option<String> {
        let rest = self.instruction.trim().strip_prefix("HYPERLINK")?;
        let (address, _) = rest.split_once('"')?.1.split_once('"')?;
        Some(address.to_owned()).filter(|_| !rest.trim_start().starts_with('\\'))
    }
}

impl DocumentReader {
    /// The pieces in a paragraph, or in what stands around runs.
    pub fn inline(&mut self, element: &XmlElement, link: Option<&str>, pieces: &mut Vec<WordPiece>) -> Result<(), TableProblem> {
        for child in element.elements() {
            match child.name.as_str() {
                "w:r" => self.run(child, link, pieces)?,
                "w:hyperlink" => {
                    let address = child.attribute("r:id").and_then(|id| match self.targets.get(id)? {
                        PartTarget::Outside(address) => Some(address.clone()),
                        PartTarget::Part(_) => None,
                    });
                    let address = address.and_then(|address| self.allowed(&address));
                    self.inline(child, address.as_deref().or(link), pieces)?;
                }
                "w:fldSimple" => {
                    let instruction = child.attribute("w:instr").unwrap_or_default().to_owned();
                    let address = FieldState { instruction, is_shown: true, link: None }.link();
                    let address = address.and_then(|address| self.allowed(&address));
                    self.inline(child, address.as_deref().or(link), pieces)?;
                }
                "w:del" | "w:moveFrom" => self.leave_out(NotPlacedPart::Deleted, &written(child)),
                "mc:AlternateContent" => {
                    let chosen = child.child("mc:Choice").or_else(|| child.child("mc:Fallback"));
                    chosen.map_or(Ok(()), |chosen| self.inline(chosen, link, pieces))?;
                }
                "m:oMath" | "m:oMathPara" => self.letters(&written(child), LetterMarks::default(), link, pieces),
                "w:ins" | "w:moveTo" | "w:smartTag" | "w:sdt" | "w:sdtContent" | "w:customXml" | "w:dir" | "w:bdo" => {
                    self.inline(child, link, pieces)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn run(&mut self, run: &XmlElement, link: Option<&str>, pieces: &mut Vec<WordPiece>) -> Result<(), TableProblem> {
        let properties = run.child("w:rPr");
        let of = |name: &str| properties.and_then(|properties| properties.toggle(name));
        if of("w:vanish") == Some(true) {
            let text = written(run);
            if !text.trim().is_empty() {
                self.leave_out(NotPlacedPart::Hidden, &text);
            }
            return Ok(());
        }
        let style = properties.and_then(|properties| properties.child("w:rStyle")).and_then(XmlElement::value);
        let [bold, italic] = style.map(|style| self.styles.marks(style)).unwrap_or_default();
        let marks = LetterMarks {
            is_bold: of("w:b").or(bold) == Some(true),
            is_italic: of("w:i").or(italic) == Some(true),
            is_struck: of("w:strike").or(of("w:dstrike")) == Some(true),
        };
        self.content(run, marks, link, pieces)
    }

    fn content(
        &mut self,
        run: &XmlElement,
        marks: LetterMarks,
        link: Option<&str>,
        pieces: &mut Vec<WordPiece>,
    ) -> Result<(), TableProblem> {
        for child in run.elements() {
            match child.name.as_str() {
                "w:t" => {
                    let text = self.sound(&child.text());
                    self.letters(&text, marks, link, pieces);
                }
                "w:tab" | "w:ptab" => self.letters("\t", marks, link, pieces),
                "w:noBreakHyphen" => self.letters("-", marks, link, pieces),
                "w:br" if matches!(child.attribute("w:type"), Some("page" | "column")) => {}
                "w:br" | "w:cr" if self.is_shown() => pieces.push(WordPiece::Break),
                "w:sym" => self.symbol(child, marks, link, pieces),
                "w:ruby" => child.child("w:rubyBase").map_or(Ok(()), |base| self.inline(base, link, pieces))?,
                "w:footnoteReference" => pieces.push(WordPiece::Note(format!("f{}", child.attribute("w:id").unwrap_or_default()))),
                "w:endnoteReference" => pieces.push(WordPiece::Note(format!("e{}", child.attribute("w:id").unwrap_or_default()))),
                "w:fldChar" => self.field(child.attribute("w:fldCharType").unwrap_or_default()),
                "w:instrText" => {
                    let instruction = child.text();
                    self.fields.iter_mut().rev().take(1).for_each(|field| field.instruction.push_str(&instruction));
                }
                "w:delText" => self.leave_out(NotPlacedPart::Deleted, &child.text()),
                "w:drawing" | "w:pict" | "w:object" => self.drawing(child, pieces)?,
                "mc:AlternateContent" => {
                    let chosen = child.child("mc:Choice").or_else(|| child.child("mc:Fallback"));
                    chosen.map_or(Ok(()), |chosen| self.content(chosen, marks, link, pieces))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A text without line breaks and without characters that no text of the content may hold; what is more than blanks is said.
    fn sound(&mut self, text: &str) -> String {
        let text = characters::cleaned(text).unwrap_or_else(|| text.to_owned()).replace(['\r', '\n', '\u{b}', '\u{2028}', '\u{2029}'], " ");
        let odd: Vec<char> = characters::odd(&text).map(|odd| odd.letter).collect();
        odd.iter().for_each(|letter| self.leave_out(NotPlacedPart::Symbol, &characters::code_point(*letter)));
        if odd.is_empty() { text } else { text.chars().filter(|letter| !odd.contains(letter)).collect() }
    }

    /// An address to which a page may lead.
    fn allowed(&mut self, address: &str) -> Option<String> {
        let address = address.trim();
        let scheme = address.split(':').next().unwrap_or_default().to_ascii_lowercase();
        if Leading::Link.schemes().contains(&scheme.as_str()) {
            let code = |letter: char| match letter {
                ' ' | '(' | ')' | '<' | '>' | '\\' | '"' => format!("%{:02X}", u32::from(letter)),
                letter => letter.to_string(),
            };
            return Some(address.chars().filter(|letter| !letter.is_control()).map(code).collect());
        }
        if !address.is_empty() {
            self.leave_out(NotPlacedPart::Link, address);
        }
        None
    }

    /// Whether what is read now is no instruction of a field.
    fn is_shown(&self) -> bool {
        self.fields.iter().all(|field| field.is_shown)
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(FieldState::default()),
            "separate" => {
                let link = self.fields.last().and_then(FieldState::link).and_then(|address| self.allowed(&address));
                self.fields.iter_mut().rev().take(1).for_each(|field| (field.is_shown, field.link) = (true, link.clone()));
            }
            "end" => drop(self.fields.pop()),
            _ => {}
        }
    }

    fn letters(&mut self, text: &str, marks: LetterMarks, link: Option<&str>, pieces: &mut Vec<WordPiece>) {
        if text.is_empty() || !self.is_shown() {
            return;
        }
        let link = link.map(str::to_owned).or_else(|| self.fields.iter().rev().find_map(|field| field.link.clone()));
        match pieces.last_mut() {
            Some(WordPiece::Letters { text: before, marks: of, link: leads }) if *of == marks && *leads == link => before.push_str(text),
            _ => pieces.push(WordPiece::Letters { text: text.to_owned(), marks, link }),
        }
    }

    fn symbol(&mut self, element: &XmlElement, marks: LetterMarks, link: Option<&str>, pieces: &mut Vec<WordPiece>) {
        let code = element.attribute("w:char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
        let font = element.attribute("w:font").unwrap_or_default();
        let of = |table: &[(u32, char)]| table.iter().find(|(known, _)| *known == code & 0xff).map(|(_, sign)| *sign);
        let sign = match font {
            "Wingdings" => of(&WINGDINGS),
            "Symbol" => of(&SYMBOL),
            _ => char::from_u32(code).filter(|sign| !matches!(code, 0xe000..=0xf8ff) && !sign.is_control()),
        };
        match sign {
            Some(sign) => self.letters(&sign.to_string(), marks, link, pieces),
            None => self.leave_out(NotPlacedPart::Symbol, &format!("{font} {code:X}")),
        }
    }

    /// What is drawn: text boxes and pictures are read, everything else is said.
    fn drawing(&mut self, element: &XmlElement, pieces: &mut Vec<WordPiece>) -> Result<(), TableProblem> {
        let mut boxes = Vec::new();
        text_boxes(element, &mut boxes);
        for text in &boxes {
            let mut blocks: Vec<WordBlock> = Vec::new();
            self.blocks(text, &mut blocks)?;
            self.aside.append(&mut blocks);
        }
        let properties = element.find("wp:docPr");
        let named = |name: &str| properties.and_then(|properties| properties.attribute(name)).filter(|words| !words.trim().is_empty());
        let of_shape = || element.find("v:shape").and_then(|shape| shape.attribute("alt")).filter(|words| !words.trim().is_empty());
        let alt = named("descr").or_else(of_shape).map(str::to_owned);
        let mut shown = Vec::new();
        pictures(element, &mut shown);
        self.shown += shown.len();
        if self.shown > MOST_PICTURES {
            return Err(broken("more pictures than are read"));
        }
        for picture in &shown {
            let id = picture.attribute("r:embed").or(picture.attribute("r:id")).or(picture.attribute("r:link"));
            match id.and_then(|id| self.targets.get(id)) {
                Some(PartTarget::Part(part)) => {
                    self.pictures.insert(part.clone());
                    pieces.push(WordPiece::Picture { part: part.clone(), alt: alt.clone() });
                }
                Some(PartTarget::Outside(address)) => {
                    let address = address.clone();
                    self.leave_out(NotPlacedPart::Picture, &address);
                }
                None => self.leave_out(NotPlacedPart::Picture, alt.as_deref().or(named("name")).unwrap_or_default()),
            }
        }
        if boxes.is_empty() && shown.is_empty() {
            self.leave_out(NotPlacedPart::Object, alt.as_deref().or(named("name")).unwrap_or_default());
        }
        Ok(())
    }
}

/// The pictures in a drawing, outside of the texts of its boxes.
fn pictures<'a>(element: &'a XmlElement, found: &mut Vec<&'a XmlElement>) {
    for child in element.elements() {
        match child.name.as_str() {
            "a:blip" | "v:imagedata" => found.push(child),
            "w:txbxContent" => {}
            "mc:AlternateContent" => {
                let chosen = child.child("mc:Choice").or_else(|| child.child("mc:Fallback"));
                chosen.iter().for_each(|chosen| pictures(chosen, found));
            }
            _ => pictures(child, found),
        }
    }
}

/// The texts of boxes, without those within others, and each once where it is drawn in two ways.
fn text_boxes<'a>(element: &'a XmlElement, found: &mut Vec<&'a XmlElement>) {
    for child in element.elements() {
        match child.name.as_str() {
            "w:txbxContent" => found.push(child),
            "mc:AlternateContent" => {
                let chosen = child.child("mc:Choice").or_else(|| child.child("mc:Fallback"));
                chosen.iter().for_each(|chosen| text_boxes(chosen, found));
            }
            _ => text_boxes(child, found),
        }
    }
}
