//! Pictures of a sheet of a workbook: those that lie on it, by the row in which they begin, and those in cells.

use crate::error::TableProblem;
use crate::photo::MOST_MEGABYTES;
use crate::sheet::workbook::sheet_parts::SheetParts;
use crate::sheet::zip_part::{attribute, each_event, number, part_bytes};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// A picture with the cell in which it begins.
#[derive(Clone, Debug)]
pub struct PastedPicture {
    /// From 0.
    pub row: u32,
    pub column: u32,
    /// The name of its file within the workbook.
    pub name: String,
    pub alt: Option<String>,
    pub bytes: Vec<u8>,
}

/// Where a picture is, before its bytes are known.
#[derive(Clone, Debug, Default)]
struct PictureAnchor {
    row: u32,
    column: u32,
    alt: Option<String>,
    part: String,
}

/// The pictures of a sheet, from the bytes of its workbook; none in files of other kinds.
///
/// # Errors
///
/// [`TableProblem`] where its parts are damaged.
pub fn pasted(bytes: &[u8], sheet: &str) -> Result<Vec<PastedPicture>, TableProblem> {
    if !bytes.starts_with(b"PK") {
        return Ok(Vec::new());
    }
    let parts = SheetParts::read(bytes)?;
    let Some(part) = parts.part(sheet) else { return Ok(Vec::new()) };
    let mut anchors = Vec::new();
    for (kind, drawing) in relations(bytes, part)?.into_values() {
        if kind == "drawing" {
            anchors.extend(drawn(bytes, &drawing)?);
        }
    }
    anchors.extend(in_cells(bytes, part)?);
    let picture = |anchor: PictureAnchor| {
        let name = anchor.part.rsplit('/').next().unwrap_or_default().to_owned();
        let bytes = part_bytes(bytes, &anchor.part, MOST_MEGABYTES << 20).unwrap_or_default();
        PastedPicture { row: anchor.row, column: anchor.column, name, alt: anchor.alt, bytes }
    };
    Ok(anchors.into_iter().map(picture).collect())
}

/// What a part leads to, by the ids in it: the kind, and the part.
fn relations(bytes: &[u8], part: &str) -> Result<BTreeMap<String, (String, String)>, TableProblem> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let mut found = BTreeMap::new();
    each_event(bytes, &format!("{folder}/_rels/{file}.rels"), |event| {
        let Event::Start(element) = event else { return Ok(()) };
        let target = attribute(element, "Target").filter(|_| attribute(element, "TargetMode").as_deref() != Some("External"));
        if let (Some(id), Some(kind), Some(target)) = (attribute(element, "Id"), attribute(element, "Type"), target) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id, (kind, resolved(folder, &target)));
        }
        Ok(())
    })?;
    Ok(found)
}

/// The name of a part that a part of a folder names.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The pictures of a drawing (ECMA-376, part 1, 20.5).
fn drawn(bytes: &[u8], part: &str) -> Result<Vec<PictureAnchor>, TableProblem> {
    let targets = relations(bytes, part)?;
    let mut found = Vec::new();
    let mut anchor = PictureAnchor::default();
    let mut is_start = false;
    let mut within = String::new();
    each_event(bytes, part, |event| {
        match event {
            Event::Start(element) => {
                let name = local(element);
                match name.as_str() {
                    "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => anchor = PictureAnchor::default(),
                    "from" => is_start = true,
                    "to" => is_start = false,
                    "cNvPr" => anchor.alt = attribute(element, "descr").filter(|alt| !alt.trim().is_empty()),
                    "blip" => {
                        let id = element.attributes().with_checks(false).flatten().find(|it| it.key.local_name().as_ref() == "embed");
                        let target = id.and_then(|id| targets.get(&*id.value));
                        found.extend(target.map(|(_, part)| PictureAnchor { part: part.clone(), ..anchor.clone() }));
                    }
                    _ => {}
                }
                within = name;
            }
            Event::Text(text) if is_start => match (within.as_str(), text.xml10_content().trim().parse()) {
                ("row", Ok(row)) => anchor.row = row,
                ("col", Ok(column)) => anchor.column = column,
                _ => {}
            },
            Event::End(_) => within.clear(),
            _ => {}
        }
        Ok(())
    })?;
    Ok(found)
}

fn local(element: &BytesStart<'_>) -> String {
    element.local_name().as_ref().to_owned()
}

/// The pictures that are the values of cells (MS-XLSX, rich data).
fn in_cells(bytes: &[u8], part: &str) -> Result<Vec<PictureAnchor>, TableProblem> {
    let mut cells: Vec<(PictureAnchor, u32)> = Vec::new();
    each_event(bytes, part, |event| {
        if let Event::Start(element) = event
            && local(element) == "c"
            && let (Some(value), Some(name)) = (number(element, "vm"), attribute(element, "r"))
            && let Some((row, column)) = position(&name)
        {
            cells.push((PictureAnchor { row, column, ..PictureAnchor::default() }, value));
        }
        Ok(())
    })?;
    if cells.is_empty() {
        return Ok(Vec::new());
    }
    // From the number of the value to that of the rich value, and on to that of the picture.
    let (mut rich, mut values) = (Vec::new(), Vec::new());
    each_event(bytes, "xl/metadata.xml", |event| {
        if let Event::Start(element) = event
            && local(element) == "rvb"
        {
            rich.push(number(element, "i").unwrap_or(0));
        }
        Ok(())
    })?;
    let mut is_first = false;
    each_event(bytes, "xl/richData/rdrichvalue.xml", |event| {
        match event {
            Event::Start(element) if local(element) == "rv" => {
                values.push(None);
                is_first = true;
            }
            Event::Text(text) if is_first => {
                values.iter_mut().rev().take(1).for_each(|value| *value = text.xml10_content().trim().parse::<usize>().ok());
                is_first = false;
            }
            _ => {}
        }
        Ok(())
    })?;
    let list = "xl/richData/richValueRel.xml";
    let targets = relations(bytes, list)?;
    let mut pictures = Vec::new();
    each_event(bytes, list, |event| {
        if let Event::Start(element) = event
            && local(element) == "rel"
        {
            let id = element.attributes().with_checks(false).flatten().find(|it| it.key.local_name().as_ref() == "id");
            pictures.push(id.and_then(|id| targets.get(&*id.value)).map(|(_, part)| part.clone()));
        }
        Ok(())
    })?;
    let found = |(anchor, value): (PictureAnchor, u32)| {
        let rich = *rich.get(value.checked_sub(1)? as usize)? as usize;
        let part = pictures.get((*values.get(rich)?)?)?.clone()?;
        Some(PictureAnchor { part, ..anchor })
    };
    Ok(cells.into_iter().filter_map(found).collect())
}

/// Row and column of a cell, from 0: `B12`.
fn position(name: &str) -> Option<(u32, u32)> {
    let end = name.find(|letter: char| letter.is_ascii_digit())?;
    let column = name[..end].chars().try_fold(0_u32, |column, letter| {
        let letter = letter.is_ascii_uppercase().then_some(letter as u32 - 'A' as u32 + 1)?;
        column.checked_mul(26)?.checked_add(letter)
    })?;
    Some((name[end..].parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_their_row_and_column() {
        assert_eq!(["A1", "B12", "AA3", "A0", "1", "a1"].map(position), [Some((0, 0)), Some((11, 1)), Some((2, 26)), None, None, None]);
        assert_eq!(resolved("xl/worksheets", "../drawings/drawing1.xml"), "xl/drawings/drawing1.xml");
    }
}
