//! A map of headings from its file.

use super::pattern::HeadingPattern;
use super::word::{machine_word, written_word};
use super::{AssignedHeading, HeadingMap, MapPurpose, MappedColumn, MappedSheet, SheetName};
use crate::diagnostic::{Fault, NameClass, Place, Report, Shape, SourceId, Sources};
use crate::format::{MAP, MAP_COLUMN, MAP_SHEET};
use crate::load::fields::{Fields, TomlBlock, TomlValue};
use crate::model::read::year;
use crate::sheet::plain::plain;
use crate::sheet::words::{SheetColumn, WORDS, named};
use std::collections::BTreeMap;

/// Reads a map that is to be used for one purpose; `None` where it has an error, which is reported.
pub fn heading_map(source: SourceId, sources: &Sources, purpose: MapPurpose, report: &mut Report) -> Option<HeadingMap> {
    let text = sources.get(source).text.as_str();
    let mut faults = Report::default();
    let map = TomlBlock { source, text, range: 0..text.len() }.read(&mut faults, |fields, report| map(fields, purpose, report));
    let map = map.filter(|_| !faults.has_errors());
    report.append(faults);
    map
}

fn map(mut fields: Fields<'_>, purpose: MapPurpose, report: &mut Report) -> Option<HeadingMap> {
    let made_for = fields.required("purpose", report, |value, report| made_for(value, purpose, report));
    let left_out = fields.list("leave_out", report, sheet_name);
    let sheets = fields.list("sheet", report, sheet);
    let columns = fields.list("column", report, column);
    fields.finish(&MAP, report);
    made_for?;
    once(&columns, report);
    Some(HeadingMap { left_out, sheets, columns })
}

fn made_for(value: &TomlValue<'_>, purpose: MapPurpose, report: &mut Report) -> Option<()> {
    let found = value.text(report)?;
    match MapPurpose::ALL.into_iter().find(|purpose| purpose.word() == found) {
        Some(there) if there == purpose => Some(()),
        Some(there) => {
            let [found, wanted] = [there, purpose].map(|purpose| purpose.word().to_owned());
            report.add(value.place(), Fault::MapPurpose { found, wanted });
            None
        }
        None => {
            report.add(value.place(), Fault::unknown(NameClass::Purpose, found, MapPurpose::ALL.map(MapPurpose::word)));
            None
        }
    }
}

/// A text that is not empty.
fn filled<'a>(value: &TomlValue<'a>, report: &mut Report) -> Option<&'a str> {
    let text = value.text(report)?;
    if text.trim().is_empty() { value.wrong(Shape::Text, report) } else { Some(text) }
}

fn sheet_name(value: &TomlValue<'_>, report: &mut Report) -> Option<SheetName> {
    let written = filled(value, report)?.to_owned();
    Some(SheetName { pattern: HeadingPattern::new(&written), written, place: value.place() })
}

/// A whole number from 1.
fn count(value: &TomlValue<'_>, report: &mut Report) -> Option<u32> {
    let number = value.digits().and_then(|digits| digits.parse().ok()).filter(|number| *number > 0);
    number.or_else(|| value.wrong(Shape::Integer, report))
}

fn sheet(value: &TomlValue<'_>, report: &mut Report) -> Option<MappedSheet> {
    let mut fields = value.fields(report)?;
    let name = fields.optional("name", report, sheet_name);
    let rows = fields.required_list("headings", report, count);
    fields.finish(&MAP_SHEET, report);
    Some(MappedSheet { name, rows: rows.into_iter().map(|row| row - 1).collect() })
}

fn column(value: &TomlValue<'_>, report: &mut Report) -> Option<MappedColumn> {
    let mut fields = value.fields(report)?;
    let place = fields.key_place("heading");
    let heading = fields.required("heading", report, |value, report| Some((filled(value, report)?, value.place())));
    let sheet = fields.optional("sheet", report, sheet_name);
    let nth = fields.optional("nth", report, count);
    let column = fields.required("means", report, meaning);
    let year = fields.optional("year", report, year);
    fields.finish(&MAP_COLUMN, report);
    let (written, place) = heading.map(|(text, place)| (text.to_owned(), place)).unwrap_or((String::new(), place));
    let assigned = AssignedHeading { heading: HeadingPattern::new(&written), nth, column: column?, year, place };
    (!written.is_empty()).then_some(MappedColumn { written, sheet, assigned })
}

/// The column of a word; an empty one is that of none.
fn meaning(value: &TomlValue<'_>, report: &mut Report) -> Option<Option<SheetColumn>> {
    let text = value.text(report)?;
    if text.trim().is_empty() {
        return Some(None);
    }
    let found = named(&plain(text)).or_else(|| WORDS.iter().map(|(column, _)| *column).find(|column| machine_word(*column) == text.trim()));
    if found.is_none() {
        let known = WORDS.iter().map(|(column, _)| written_word(*column));
        report.add(value.place(), Fault::unknown(NameClass::Column, text.trim(), known));
    }
    found.map(Some)
}

/// Two meanings of one heading.
fn once(columns: &[MappedColumn], report: &mut Report) {
    let mut first: BTreeMap<(&HeadingPattern, Option<&HeadingPattern>, Option<u32>), &Place> = BTreeMap::new();
    for MappedColumn { written, sheet, assigned } in columns {
        let key = (&assigned.heading, sheet.as_ref().map(|sheet| &sheet.pattern), assigned.nth);
        if let Some(earlier) = first.insert(key, &assigned.place) {
            report.add_related(assigned.place.clone(), earlier.clone(), Fault::DuplicateId { id: written.clone() });
        }
    }
}
