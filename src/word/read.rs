//! A Word file as blocks, in the order in which they stand.

use super::block::{LeftOut, ParagraphKind, WordBlock, WordCell, WordParagraph, WordPiece, WordTable};
use super::numbering::{ListMarker, WordNumbering};
use super::package::{self, MOST_BYTES, PartTarget, WordPackage};
use super::run::FieldState;
use super::styles::{NumberingUse, StyleRole, WordStyles, outline};
use super::xml::{XmlElement, broken};
use crate::bounded;
use crate::diagnostic::NotPlacedPart;
use crate::error::{Action, Error, TableProblem};
use crate::photo::MOST_MEGABYTES;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Most letters of a file, those of merged cells as often as they are repeated.
const MOST_LETTERS: usize = 20 << 20;
/// Most pictures that a text shows.
pub const MOST_PICTURES: usize = 2000;
/// Most lists in which an item stands; Word has nine levels.
const MOST_LEVELS: usize = 8;
/// Most columns of a table of Word.
const MOST_COLUMNS: usize = 63;

/// A Word file as it was read.
#[derive(Debug, Default)]
pub struct WordFile {
    /// As the command named it.
    pub name: String,
    pub blocks: Vec<WordBlock>,
    /// Footnotes and endnotes.
    pub notes: BTreeMap<String, Vec<WordParagraph>>,
    pub left_out: Vec<LeftOut>,
    /// The bytes of the pictures that the text shows, by their parts.
    pub pictures: BTreeMap<String, Vec<u8>>,
}

/// Whether a file is a Word file, by its content.
///
/// # Errors
///
/// [`Error::File`] where it cannot be read.
pub fn is_word(path: &Path) -> Result<bool, Error> {
    let bytes = bounded::read(path, MOST_BYTES).map_err(|source| Error::file(Action::Read, path, source))?;
    Ok(bytes.is_some_and(|bytes| package::is_package(&bytes)))
}

/// Reads a Word file.
///
/// # Errors
///
/// [`Error::File`] where it cannot be read, [`Error::Table`] where it is too large, damaged or no Word file.
pub fn open(path: &Path) -> Result<WordFile, Error> {
    let bytes = bounded::read(path, MOST_BYTES).map_err(|source| Error::file(Action::Read, path, source))?;
    let too_large = TableProblem::TooLarge { megabytes: MOST_BYTES >> 20 };
    let file = bytes.map_or(Err(too_large), |bytes| read(&path.display().to_string(), bytes));
    file.map_err(|problem| Error::Table { path: path.to_owned(), problem })
}

/// Reads a Word file of this name from its bytes.
///
/// # Errors
///
/// [`TableProblem`] where it is too large, damaged or no Word file.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<WordFile, TableProblem> {
    let mut package = WordPackage::open(bytes)?;
    let main = package.main.clone();
    let document = package.tree(&main)?.ok_or_else(|| broken("no text"))?;
    let styles = package.related("styles")?.map(|root| WordStyles::read(&root)).unwrap_or_default();
    let numbering = package.related("numbering")?.map(|root| WordNumbering::read(&root)).unwrap_or_default();
    let targets = package.targets(&main)?;
    let mut reader = DocumentReader { styles, numbering, targets, ..DocumentReader::default() };
    let mut blocks = Vec::new();
    reader.blocks(document.child("w:body").ok_or_else(|| broken("no text"))?, &mut blocks)?;
    let mut file = WordFile { name: name.to_owned(), blocks, ..WordFile::default() };
    for (part, element, prefix) in [("footnotes", "w:footnote", "f"), ("endnotes", "w:endnote", "e")] {
        let Some(root) = package.related(part)? else { continue };
        for note in root.elements().filter(|note| note.name == element && note.attribute("w:type").is_none()) {
            let mut paragraphs = Vec::new();
            reader.cell(note, &mut paragraphs)?;
            file.notes.insert(format!("{prefix}{}", note.attribute("w:id").unwrap_or_default()), paragraphs);
        }
    }
    if let Some(root) = package.related("comments")? {
        for comment in root.elements().filter(|element| element.name == "w:comment") {
            let text = written(comment);
            reader.leave_out(NotPlacedPart::Comment, &text);
        }
    }
    for part in std::mem::take(&mut reader.pictures) {
        match package.bytes(&part, MOST_MEGABYTES << 20) {
            Some(bytes) => drop(file.pictures.insert(part, bytes)),
            None => reader.leave_out(NotPlacedPart::Picture, part.rsplit('/').next().unwrap_or_default()),
        }
    }
    file.left_out = reader.left_out;
    Ok(file)
}

/// The words of an element, as far as they are shown.
pub fn written(element: &XmlElement) -> String {
    let text = |child: &XmlElement| match child.name.as_str() {
        "w:t" | "w:delText" | "m:t" => child.text(),
        "w:rPr" | "w:pPr" | "w:instrText" | "mc:Fallback" | "w:rt" => String::new(),
        "w:p" => format!("{} ", written(child)),
        _ => written(child),
    };
    element.elements().map(text).collect()
}

/// What is known while the text is read.
#[derive(Default)]
pub struct DocumentReader {
    pub styles: WordStyles,
    numbering: WordNumbering,
    pub targets: BTreeMap<String, PartTarget>,
    pub fields: Vec<FieldState>,
    /// Blocks of text boxes, which stand behind the paragraph that holds them.
    pub aside: Vec<WordBlock>,
    pub left_out: Vec<LeftOut>,
    /// The parts of the pictures that the text shows.
    pub pictures: BTreeSet<String>,
    /// How many of them it shows.
    pub shown: usize,
    position: u32,
    letters: usize,
}

impl DocumentReader {
    pub fn leave_out(&mut self, part: NotPlacedPart, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let position = self.position;
        match self.left_out.last_mut() {
            // Word splits what was deleted at once into many runs.
            Some(last) if last.part == part && last.position == position && part == NotPlacedPart::Deleted => last.text.push_str(&text),
            _ => self.left_out.push(LeftOut { part, text, position }),
        }
    }

    fn take_letters(&mut self, cell: &[WordParagraph]) -> Result<(), TableProblem> {
        self.letters += cell.iter().map(|paragraph| paragraph.text().len() + 1).sum::<usize>();
        if self.letters > MOST_LETTERS { Err(TableProblem::TooLarge { megabytes: MOST_LETTERS as u64 >> 20 }) } else { Ok(()) }
    }

    /// The paragraphs and tables in an element.
    pub fn blocks(&mut self, element: &XmlElement, blocks: &mut Vec<WordBlock>) -> Result<(), TableProblem> {
        for child in element.elements() {
            match child.name.as_str() {
                "w:p" => {
                    let paragraph = self.paragraph(child)?;
                    blocks.extend(paragraph.map(WordBlock::Paragraph));
                    blocks.append(&mut self.aside);
                }
                "w:tbl" => self.table(child, blocks)?,
                "w:sdt" if is_contents(child) => {}
                "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo" | "w:smartTag" => self.blocks(child, blocks)?,
                "mc:AlternateContent" => {
                    let chosen = child.child("mc:Choice").or_else(|| child.child("mc:Fallback"));
                    chosen.map_or(Ok(()), |chosen| self.blocks(chosen, blocks))?;
                }
                "w:del" | "w:moveFrom" => self.leave_out(NotPlacedPart::Deleted, &written(child)),
                "w:altChunk" => self.leave_out(NotPlacedPart::Object, ""),
                _ => {}
            }
        }
        Ok(())
    }

    /// A paragraph; `None` for a line of a table of contents.
    fn paragraph(&mut self, element: &XmlElement) -> Result<Option<WordParagraph>, TableProblem> {
        let position = self.position;
        let properties = element.child("w:pPr");
        let style = properties.and_then(|properties| properties.child("w:pStyle")).and_then(XmlElement::value).unwrap_or_default();
        let role = match (self.styles.role(style), properties.and_then(outline)) {
            (StyleRole::Text, Some(level)) => StyleRole::Heading(level),
            (role, _) => role,
        };
        let mut pieces: Vec<WordPiece> = Vec::new();
        self.inline(element, None, &mut pieces)?;
        let counted = self.numbering_of(properties, style);
        let marker = counted.as_ref().and_then(|(of, depth)| Some((self.numbering.count(of)?, *depth)));
        self.position += 1;
        let shown = marker.as_ref().map(|(counted, _)| counted.shown.clone()).unwrap_or_default();
        let kind = match (role, marker) {
            (StyleRole::Contents, _) => return Ok(None),
            (StyleRole::Heading(level), _) => ParagraphKind::Heading(level),
            (StyleRole::Title, _) => ParagraphKind::Title,
            (StyleRole::Caption, _) => ParagraphKind::Caption,
            (StyleRole::Text, Some((counted, depth))) => ParagraphKind::Item { depth, marker: counted.marker },
            (StyleRole::Text, None) => ParagraphKind::Plain,
        };
        let is_label = matches!(kind, ParagraphKind::Item { marker: ListMarker::Bullet, .. });
        let paragraph = WordParagraph { kind, shown: if is_label { String::new() } else { shown }, pieces, position };
        self.take_letters(std::slice::from_ref(&paragraph))?;
        Ok(Some(paragraph))
    }

    /// The numbering of a paragraph, and how many lists it stands in.
    fn numbering_of(&self, properties: Option<&XmlElement>, style: &str) -> Option<(NumberingUse, usize)> {
        let own = properties.and_then(NumberingUse::of);
        let of_style = self.styles.numbering(style);
        let level = own.as_ref().or(of_style.as_ref())?.level;
        let id = own.and_then(|own| own.id).or_else(|| of_style?.id);
        Some((NumberingUse { id, level }, level.max(self.styles.depth(style)).min(MOST_LEVELS)))
    }

    fn table(&mut self, element: &XmlElement, blocks: &mut Vec<WordBlock>) -> Result<(), TableProblem> {
        let position = self.position;
        let mut rows: Vec<Vec<WordCell>> = Vec::new();
        let mut found = Vec::new();
        within(element, "w:tr", &mut found);
        let mut cells = Vec::new();
        found.iter().for_each(|row| within(row, "w:tc", &mut cells));
        if let [only] = cells.as_slice() {
            // A frame around text.
            return self.blocks(only, blocks);
        }
        for row in found {
            let properties = row.child("w:trPr");
            if properties.is_some_and(|properties| properties.child("w:del").is_some()) {
                self.leave_out(NotPlacedPart::Deleted, &written(row));
                continue;
            }
            let before = properties.and_then(|properties| count(properties, "w:gridBefore")).unwrap_or(0);
            let cells = self.row(row, before, rows.last())?;
            rows.push(cells);
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        rows.iter_mut().for_each(|row| row.resize(columns, WordCell::new()));
        if columns > 0 {
            blocks.push(WordBlock::Table(WordTable { rows, position }));
        }
        blocks.append(&mut self.aside);
        Ok(())
    }

    fn row(&mut self, row: &XmlElement, before: usize, above: Option<&Vec<WordCell>>) -> Result<Vec<WordCell>, TableProblem> {
        let mut cells = vec![WordCell::new(); before.min(MOST_COLUMNS)];
        let mut found = Vec::new();
        within(row, "w:tc", &mut found);
        for cell in found {
            let properties = cell.child("w:tcPr");
            let span = properties.and_then(|properties| count(properties, "w:gridSpan")).unwrap_or(1).max(1);
            let merge = properties.and_then(|properties| properties.child("w:vMerge"));
            let goes_on = merge.is_some_and(|merge| merge.value().unwrap_or("continue") == "continue");
            let mut paragraphs = WordCell::new();
            self.cell(cell, &mut paragraphs)?;
            let is_blank = paragraphs.iter().all(WordParagraph::is_blank);
            if let Some(covered) = above.and_then(|above| above.get(cells.len())).filter(|_| goes_on && is_blank) {
                paragraphs = covered.clone();
            }
            for _ in 0..span.min(MOST_COLUMNS.saturating_sub(cells.len())) {
                self.take_letters(&paragraphs)?;
                cells.push(paragraphs.clone());
            }
        }
        Ok(cells)
    }

    /// The paragraphs of a cell or a note, those of tables within it as well.
    fn cell(&mut self, element: &XmlElement, paragraphs: &mut Vec<WordParagraph>) -> Result<(), TableProblem> {
        let mut blocks = Vec::new();
        self.blocks(element, &mut blocks)?;
        for block in blocks {
            match block {
                WordBlock::Paragraph(paragraph) => paragraphs.push(paragraph),
                WordBlock::Picture(_) => {}
                WordBlock::Table(table) => paragraphs.extend(table.rows.into_iter().flatten().flatten()),
            }
        }
        Ok(())
    }
}

/// Whether a control holds the table of contents.
fn is_contents(element: &XmlElement) -> bool {
    let gallery = element.child("w:sdtPr").and_then(|properties| properties.find("w:docPartGallery")).and_then(XmlElement::value);
    gallery == Some("Table of Contents")
}

/// The rows of a table, or the cells of a row, in whatever controls and changes they stand.
fn within<'a>(element: &'a XmlElement, name: &str, found: &mut Vec<&'a XmlElement>) {
    for child in element.elements() {
        match child.name.as_str() {
            of if of == name => found.push(child),
            "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo" => within(child, name, found),
            _ => {}
        }
    }
}

fn count(properties: &XmlElement, name: &str) -> Option<usize> {
    properties.child(name)?.value()?.parse().ok()
}
