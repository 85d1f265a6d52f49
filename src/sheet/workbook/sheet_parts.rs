//! What the reader of workbooks does not tell: which rows and columns of a sheet are hidden (ECMA-376, part 1, 18.3.1.13, 18.3.1.73 and
//! 18.3.1.81).

use crate::error::TableProblem;
use crate::sheet::hidden::{HiddenLines, LineRanges};
use crate::sheet::table::MOST_ROWS;
use crate::sheet::zip_part::{attribute, broken, each_event, number, part_name};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::Cursor;
use zip::ZipArchive;

/// The folder of the workbook, and how the part that lists the sheets is called; some programs add a number to its name.
pub const FOLDER: &str = "xl/";
pub const WORKBOOK: (&str, &str) = ("workbook", ".xml");

/// The part of each sheet, by the name of the sheet.
pub struct SheetParts(BTreeMap<String, String>);

impl SheetParts {
    /// # Errors
    ///
    /// [`TableProblem`] where the workbook is damaged.
    pub fn read(bytes: &[u8]) -> Result<SheetParts, TableProblem> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        let names = archive.file_names().flatten().map(|name| part_name(&name));
        let workbook = |name: String| name.strip_prefix(FOLDER).filter(|name| is_workbook(name)).map(str::to_owned);
        let Some(workbook) = names.filter_map(workbook).next() else { return Ok(SheetParts(BTreeMap::new())) };
        let mut targets = BTreeMap::new();
        each_event(bytes, &format!("{FOLDER}_rels/{workbook}.rels"), |event| {
            if let Some((id, target)) = started(event, "Relationship").and_then(|it| attribute(it, "Id").zip(attribute(it, "Target"))) {
                targets.insert(id, target.strip_prefix('/').map_or_else(|| format!("{FOLDER}{target}"), str::to_owned));
            }
            Ok(())
        })?;
        let mut parts = BTreeMap::new();
        each_event(bytes, &format!("{FOLDER}{workbook}"), |event| {
            let Some(sheet) = started(event, "sheet") else { return Ok(()) };
            let mut attributes = sheet.attributes();
            let id = attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == "id");
            let id = id.map(|attribute| attribute.value.into_owned());
            if let Some((name, part)) = attribute(sheet, "name").zip(id.and_then(|id| targets.get(&id))) {
                parts.entry(name).or_insert_with(|| part.clone());
            }
            Ok(())
        })?;
        Ok(SheetParts(parts))
    }

    /// The part of a sheet, by the name of the sheet.
    pub fn part(&self, sheet: &str) -> Option<&str> {
        self.0.get(sheet).map(String::as_str)
    }

    /// The hidden rows and columns of a sheet.
    ///
    /// # Errors
    ///
    /// [`TableProblem`] where the sheet is damaged.
    pub fn hidden_lines(&self, bytes: &[u8], sheet: &str) -> Result<HiddenLines, TableProblem> {
        let Some(part) = self.0.get(sheet) else { return Ok(HiddenLines::default()) };
        let mut lines = SheetLines::default();
        each_event(bytes, part, |event| {
            lines.look_at(event);
            Ok(())
        })?;
        Ok(lines.hidden())
    }
}

fn is_workbook(name: &str) -> bool {
    name.starts_with(WORKBOOK.0) && name.ends_with(WORKBOOK.1)
}

/// The element that an event begins, if it has this name.
fn started<'a>(event: &'a Event<'_>, name: &str) -> Option<&'a BytesStart<'a>> {
    match event {
        Event::Start(element) if element.local_name().as_ref() == name => Some(element),
        _ => None,
    }
}

/// Rows and columns of a sheet, as far as it was read.
#[derive(Default)]
struct SheetLines {
    /// Whether rows that say nothing of themselves are hidden.
    hides_others: bool,
    next_row: u32,
    shown: Vec<u32>,
    rows: Vec<(u32, u32)>,
    columns: Vec<(u32, u32)>,
}

impl SheetLines {
    fn look_at(&mut self, event: &Event<'_>) {
        let Event::Start(element) = event else { return };
        let is_set = |name: &str| attribute(element, name).is_some_and(|value| value == "1" || value == "true");
        match element.local_name().as_ref() {
            "sheetFormatPr" => self.hides_others = is_set("zeroHeight"),
            "col" if is_set("hidden") => {
                let ends = number(element, "min").zip(number(element, "max"));
                self.columns.extend(ends.map(|(first, last)| (first.saturating_sub(1), last.saturating_sub(1))));
            }
            "row" => {
                let row = number(element, "r").map_or(self.next_row, |row| row.saturating_sub(1));
                self.next_row = row.saturating_add(1);
                if is_set("hidden") { self.rows.push((row, row)) } else { self.shown.push(row) }
            }
            _ => {}
        }
    }

    fn hidden(mut self) -> HiddenLines {
        if self.hides_others {
            let mut next = 0;
            self.shown.sort_unstable();
            for row in self.shown.iter().copied().chain([MOST_ROWS]) {
                self.rows.extend(row.checked_sub(1).map(|before| (next, before)));
                next = row.saturating_add(1);
            }
        }
        HiddenLines { is_sheet: false, rows: LineRanges::new(self.rows), columns: LineRanges::new(self.columns) }
    }
}
