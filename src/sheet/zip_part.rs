//! The parts of a workbook that is a zip file, read as XML.

use crate::error::TableProblem;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The name of a part as programs compare it: without regard to case (ECMA-376, part 2), and with `/` where programs wrote `\`.
pub fn part_name(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// Hands over every event of a part; an element without content has a start and an end. A part that is not there has none.
///
/// # Errors
///
/// [`TableProblem::Broken`], and what `look` gives.
pub fn each_event(bytes: &[u8], part: &str, mut look: impl FnMut(&Event<'_>) -> Result<(), TableProblem>) -> Result<(), TableProblem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let wanted = part_name(part);
    let is_wanted = |name: &str| part_name(name) == wanted;
    let position = archive.file_names().position(|name| name.is_ok_and(|name| is_wanted(&name)));
    let Some(position) = position else { return Ok(()) };
    let mut reader = Reader::from_reader(BufReader::new(archive.by_index(position).map_err(broken)?));
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|error| TableProblem::Broken { why: error.to_string() })?;
        if event == Event::Eof {
            return Ok(());
        }
        look(&event)?;
        buffer.clear();
    }
}

/// The bytes of a part; `None` where there is none, or a larger one.
pub fn part_bytes(bytes: &[u8], part: &str, most: u64) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let wanted = part_name(part);
    let position = archive.file_names().position(|name| name.is_ok_and(|name| part_name(&name) == wanted))?;
    let mut found = Vec::new();
    archive.by_index(position).ok()?.take(most + 1).read_to_end(&mut found).ok()?;
    (found.len() as u64 <= most).then_some(found)
}

/// The value of an attribute, by its name with its prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// The number that an attribute holds.
pub fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

pub fn broken(error: ZipError) -> TableProblem {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => TableProblem::Encrypted,
        other => TableProblem::Broken { why: other.to_string() },
    }
}
