//! Tables of web pages (.html), and workbooks that programs save as such under the name .xls: every `<table>` as a table, as browsers lay
//! it out (HTML, 4.9).

mod cell_text;
mod grid;

use super::table::{ReadBudget, SheetTable};
use super::text;
use crate::error::TableProblem;
use cell_text::CellText;
use encoding_rs::Encoding;
use grid::Grid;
use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};
use std::borrow::Cow;
use std::path::Path;

/// Most tables of a page, and most of them within each other.
const MOST_TABLES: usize = 1_000;
const MOST_DEPTH: usize = 50;
/// Bytes at the beginning of a file among which is said what it is and in which encoding.
const HEAD: usize = 4_096;
/// How pages begin, in small letters.
const BEGINNINGS: [&str; 7] = ["<!doctype html", "<html", "<head", "<meta", "<body", "<table", "<style"];
/// Elements whose texts are not shown, or are readings above words.
const UNSHOWN: [&str; 6] = ["script", "style", "template", "title", "rt", "rp"];
/// Elements that begin a line of their own.
const BLOCKS: [&str; 14] = ["p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"];
/// Letters of a caption that name its table.
const MOST_CAPTION: usize = 31;

/// Whether a file is a web page: by its name, or by how it begins.
pub fn is_page(name: &str, bytes: &[u8]) -> bool {
    let extension = Path::new(name).extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
    if matches!(extension.as_deref(), Some("html" | "htm" | "xhtml")) {
        return true;
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let (head, _) = Encoding::for_bom(head)
        .map_or_else(|| (String::from_utf8_lossy(head), false), |(encoding, length)| encoding.decode_without_bom_handling(&head[length..]));
    let head = head.trim_start().to_ascii_lowercase();
    let begins = BEGINNINGS.iter().any(|beginning| head.starts_with(beginning));
    let is_within = ["<?xml", "<!--"].iter().any(|beginning| head.starts_with(beginning)) && head.contains("<html");
    begins || is_within
}

/// The tables of a page, in the order in which they begin; a table within a cell is a table of its own.
///
/// # Errors
///
/// [`TableProblem`] where it is in no encoding that is read, too large, or nested too deep.
pub fn tables(file: &str, bytes: &[u8]) -> Result<Vec<SheetTable>, TableProblem> {
    let text = decoded(bytes)?;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = PageReader { file, budget: ReadBudget::default(), tables: Vec::new(), open: Vec::new(), unshown: None };
    for Ok(token) in Tokenizer::new_with_emitter(text.as_ref(), emitter) {
        match token {
            Token::StartTag(tag) => page.start(&tag)?,
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name))?,
            Token::String(text) => page.add(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    while !page.open.is_empty() {
        page.finish()?;
    }
    Ok(page.tables.into_iter().flatten().collect())
}

/// By its byte order mark, else by what it says of itself, else as any text.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, TableProblem> {
    let said = said_encoding(bytes).filter(|_| Encoding::for_bom(bytes).is_none());
    let text = said.and_then(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes));
    text.map_or_else(|| text::decoded(bytes), Ok)
}

/// The encoding that a page names at its beginning.
fn said_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label: String = rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "-_:".contains(*letter)).collect();
    // A page that can be read so far is not in UTF-16, whatever it says (HTML, 13.2.3.2).
    Encoding::for_label(label.as_bytes()).map(Encoding::output_encoding)
}

/// The page as far as it was read.
struct PageReader<'a> {
    file: &'a str,
    budget: ReadBudget,
    /// Each table at its position; `None` while it is open.
    tables: Vec<Option<SheetTable>>,
    /// The tables that are open, each within the one before.
    open: Vec<OpenTable>,
    /// The element that is open and not shown.
    unshown: Option<&'static str>,
}

struct OpenTable {
    position: usize,
    grid: Grid,
    caption: Option<CellText>,
    cell: Option<CellText>,
    in_caption: bool,
}

impl PageReader<'_> {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), TableProblem> {
        let name = String::from_utf8_lossy(&tag.name);
        let is_of_table = matches!(name.as_ref(), "table" | "caption" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot");
        let is_reading = self.unshown.is_some_and(|open| open == "rt" || open == "rp");
        if is_of_table && is_reading {
            self.unshown = None;
        }
        if let Some(unshown) = UNSHOWN.iter().find(|unshown| **unshown == name) {
            self.unshown = Some(unshown).filter(|_| !tag.self_closing).copied();
        }
        if name == "table" {
            return self.begin();
        }
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        if is_of_table {
            table.close_cell(&mut self.budget)?;
        }
        let span = |key: &str| attribute(tag, key).and_then(|number| number.trim().parse().ok());
        match name.as_ref() {
            "tr" => table.grid.begin_row(is_hidden(tag)),
            "td" | "th" => {
                table.grid.begin_cell(span("rowspan").unwrap_or(1), span("colspan").unwrap_or(1), &mut self.budget)?;
                table.cell = Some(CellText::default());
            }
            "thead" | "tbody" | "tfoot" => table.grid.end_group(),
            "col" => table.grid.add_columns(span("span").unwrap_or(1), is_hidden(tag)),
            "caption" => (table.caption, table.in_caption) = (Some(CellText::default()), true),
            "br" => table.text().into_iter().for_each(CellText::break_line),
            block if BLOCKS.contains(&block) => table.text().into_iter().for_each(CellText::begin_line),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), TableProblem> {
        if self.unshown.is_some_and(|open| open == name || name == "ruby" || name == "table") {
            self.unshown = None;
        }
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        match name {
            "table" => return self.finish(),
            "td" | "th" => table.close_cell(&mut self.budget)?,
            "tr" | "thead" | "tbody" | "tfoot" => {
                table.close_cell(&mut self.budget)?;
                if name == "tr" { table.grid.end_row() } else { table.grid.end_group() }
            }
            "caption" => table.in_caption = false,
            block if BLOCKS.contains(&block) => table.text().into_iter().for_each(CellText::begin_line),
            _ => {}
        }
        Ok(())
    }

    fn add(&mut self, text: &str) {
        if self.unshown.is_none() {
            self.open.last_mut().and_then(OpenTable::text).into_iter().for_each(|shown| shown.add(text));
        }
    }

    fn begin(&mut self) -> Result<(), TableProblem> {
        if self.tables.len() >= MOST_TABLES {
            return Err(TableProblem::TooManySheets { most: MOST_TABLES });
        }
        if self.open.len() >= MOST_DEPTH {
            return Err(TableProblem::Broken { why: format!("more than {MOST_DEPTH} tables within each other") });
        }
        let position = self.tables.len();
        self.tables.push(None);
        self.open.push(OpenTable { position, grid: Grid::new(self.file), caption: None, cell: None, in_caption: false });
        Ok(())
    }

    fn finish(&mut self) -> Result<(), TableProblem> {
        let Some(mut table) = self.open.pop() else { return Ok(()) };
        table.close_cell(&mut self.budget)?;
        let caption = table.caption.map(CellText::finish).unwrap_or_default();
        let line: String = caption.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MOST_CAPTION).collect();
        let name = if line.is_empty() { (table.position + 1).to_string() } else { line };
        self.tables[table.position] = Some(table.grid.table((table.position, name), &mut self.budget)?);
        Ok(())
    }
}

impl OpenTable {
    /// Where text goes.
    fn text(&mut self) -> Option<&mut CellText> {
        if self.in_caption { self.caption.as_mut() } else { self.cell.as_mut() }
    }

    fn close_cell(&mut self, budget: &mut ReadBudget) -> Result<(), TableProblem> {
        self.in_caption = false;
        self.cell.take().map_or(Ok(()), |cell| self.grid.end_cell(cell.finish(), budget))
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(&HtmlString::from(name.as_bytes().to_vec())).map(|value| String::from_utf8_lossy(value).into_owned())
}

fn is_hidden(tag: &StartTag<()>) -> bool {
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    attribute(tag, "hidden").is_some() || style.split(';').any(|rule| rule.split_whitespace().collect::<String>() == "display:none")
}
