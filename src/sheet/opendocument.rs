//! Workbooks of LibreOffice and others (.ods): OpenDocument 1.3, part 3, 9. Every sheet as a table, with the text by which the sheet shows
//! a number beside the number.

mod sheet;

use super::table::{ReadBudget, SheetTable};
use super::workbook::MOST_SHEETS;
use super::zip_part::{attribute, each_event};
use crate::error::TableProblem;
use quick_xml::events::{BytesStart, Event};
use sheet::OpenSheet;
use std::collections::BTreeSet;

/// The part with all sheets, and the part by which an encrypted file is known.
pub const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// Elements of a sheet or a cell whose texts are none of the sheet: notes, drawings, forms, changes that were recorded, a table within a
/// cell, readings above words.
const BESIDE: [&str; 7] = ["annotation", "shapes", "forms", "tracked-changes", "ruby-text", "named-expressions", "note"];

/// The sheets of a workbook in their order.
///
/// # Errors
///
/// [`TableProblem`] where it is damaged, encrypted or too large.
pub fn tables(file: &str, bytes: &[u8]) -> Result<Vec<SheetTable>, TableProblem> {
    let mut is_encrypted = false;
    each_event(bytes, MANIFEST, |event| {
        is_encrypted |= matches!(event, Event::Start(element) if element.local_name().as_ref() == "encryption-data");
        Ok(())
    })?;
    if is_encrypted {
        return Err(TableProblem::Encrypted);
    }
    let mut reader =
        SheetsReader { file, budget: ReadBudget::default(), styles: SheetStyles::default(), open: None, beside: 0, tables: Vec::new() };
    each_event(bytes, CONTENT, |event| reader.look_at(event))?;
    Ok(reader.tables)
}

/// The styles of sheets that hide them.
#[derive(Default)]
struct SheetStyles {
    current: Option<String>,
    hiding: BTreeSet<String>,
}

impl SheetStyles {
    fn look_at(&mut self, element: &BytesStart<'_>) {
        match element.name().as_ref() {
            "style:style" => self.current = attribute(element, "style:name"),
            "style:table-properties" if attribute(element, "table:display").is_some_and(|shown| shown == "false") => {
                self.hiding.extend(self.current.take());
            }
            _ => {}
        }
    }
}

/// The sheets as far as they were read.
struct SheetsReader<'a> {
    file: &'a str,
    budget: ReadBudget,
    styles: SheetStyles,
    open: Option<OpenSheet>,
    /// How many elements are open within one that is none of the sheet, with that one.
    beside: usize,
    tables: Vec<SheetTable>,
}

impl SheetsReader<'_> {
    fn look_at(&mut self, event: &Event<'_>) -> Result<(), TableProblem> {
        match event {
            Event::Start(_) if self.beside > 0 => self.beside += 1,
            Event::End(_) if self.beside > 0 => self.beside -= 1,
            _ if self.beside > 0 => {}
            Event::Start(element) => return self.start(element),
            Event::End(element) => {
                let Some(sheet) = &mut self.open else { return Ok(()) };
                match element.name().as_ref() {
                    "table:table" => return self.finish(),
                    name => sheet.end(name, &mut self.budget)?,
                }
            }
            Event::Text(text) => self.open.iter_mut().for_each(|sheet| sheet.add(&text.xml10_content())),
            Event::CData(text) => self.open.iter_mut().for_each(|sheet| sheet.add(text)),
            Event::GeneralRef(entity) => {
                let named = quick_xml::escape::resolve_predefined_entity(entity);
                let letter = entity.resolve_char_ref().ok().flatten().map(String::from);
                let text = letter.or_else(|| named.map(str::to_owned)).unwrap_or_default();
                self.open.iter_mut().for_each(|sheet| sheet.add(&text));
            }
            Event::Decl(_) | Event::DocType(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), TableProblem> {
        self.styles.look_at(element);
        let is_drawing = element.name().as_ref().starts_with("draw:");
        let is_table = element.name().as_ref() == "table:table";
        match &mut self.open {
            _ if is_drawing || BESIDE.contains(&element.local_name().as_ref()) => self.beside = 1,
            // A table within a cell.
            Some(_) if is_table => self.beside = 1,
            Some(sheet) => sheet.start(element),
            None if is_table => {
                if self.tables.len() >= MOST_SHEETS {
                    return Err(TableProblem::TooManySheets { most: MOST_SHEETS });
                }
                let name = attribute(element, "table:name").unwrap_or_default();
                let is_hidden = attribute(element, "table:style-name").is_some_and(|style| self.styles.hiding.contains(&style));
                self.open = Some(OpenSheet::new(self.file, (self.tables.len(), name), is_hidden));
            }
            None => {}
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), TableProblem> {
        let sheet = self.open.take().map(|sheet| sheet.table(&mut self.budget)).transpose()?;
        self.tables.extend(sheet.flatten());
        Ok(())
    }
}
