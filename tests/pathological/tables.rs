//! Tables as large as may be, and larger: CSV and workbooks.

use super::size::sparse;
use super::{beginning, bounded, japanese};
use crate::harness::{Run, Site};
use rust_xlsxwriter::Workbook;
use std::fs;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A little less than everything that a workbook may unpack to.
const UNPACKED: usize = 199 << 20;
/// A part with a million of anything in it, which is read more slowly.
const FULL: usize = 24 << 20;
/// The one sheet of a workbook.
const FIRST: &str = "xl/worksheets/sheet1.xml";

/// A workbook of one sheet with a cell, a part of it replaced or added.
fn workbook(site: &Site, file: &str, (replaced, text): (&str, &str), method: CompressionMethod) {
    let mut sound = Workbook::new();
    sound.add_worksheet().write_string(0, 0, "a").unwrap();
    let mut sound = ZipArchive::new(Cursor::new(sound.save_to_buffer().unwrap())).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for position in 0..sound.len() {
        let part = sound.by_index_raw(position).unwrap();
        if part.name().unwrap() != replaced {
            zip.raw_copy_file(part).unwrap();
        }
    }
    let level = (method != CompressionMethod::Stored).then_some(1);
    zip.start_file(replaced, SimpleFileOptions::default().compression_method(method).compression_level(level)).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    fs::write(site.path(file), zip.finish().unwrap().into_inner()).unwrap();
}

/// A part that repeats something until it is as large as may be, or as `size`.
fn filled(head: &str, repeated: &str, tail: &str, size: usize) -> String {
    format!("{head}{}{tail}", repeated.repeat((size - head.len() - tail.len()) / repeated.len()))
}

/// An import that ends within the bounds with a short answer, and writes nothing.
fn told(site: &Site, file: &str) -> Run {
    let before = site.tree("content");
    let run = bounded(site, &["import", file]);
    assert!(run.status > 0 && run.stderr.len() < 20_000, "{file}: {}", beginning(&run.stderr));
    assert!(site.tree("content") == before);
    run
}

#[test]
fn tables_of_fifty_megabytes_are_refused_before_they_are_read() {
    let site = japanese();
    site.write("large.csv", "指標,実績\n");
    sparse(&site, "large.csv", 51);
    let large = "it is larger than 50 MB, unpacked or packed; delete sheets and pictures that are not needed";
    assert_eq!(told(&site, "large.csv"), Run::new(2, "", &format!("error: cannot read the table `large.csv`: {large}\n")));
    let picture = "x".repeat(51 << 20);
    workbook(&site, "large.xlsx", ("xl/media/image1.png", &picture), CompressionMethod::Stored);
    assert_eq!(told(&site, "large.xlsx"), Run::new(2, "", &format!("error: cannot read the table `large.xlsx`: {large}\n")));
    workbook(&site, "large.ods", ("content.xml", &picture), CompressionMethod::Stored);
    assert_eq!(told(&site, "large.ods"), Run::new(2, "", &format!("error: cannot read the table `large.ods`: {large}\n")));
    // As large as may be, in one field.
    fs::write(site.path("wide.csv"), format!("指標,実績\n観光入込客数,\"{}\"\n", "9".repeat(40 << 20))).unwrap();
    told(&site, "wide.csv");
}

#[test]
fn a_workbook_that_is_full_is_read_within_bounds() {
    let site = japanese();
    let picture = "x".repeat(49 << 20);
    workbook(&site, "packed.xlsx", ("xl/media/image1.png", &picture), CompressionMethod::Stored);
    assert!(told(&site, "packed.xlsx").stderr.contains("error[no-columns]"));
    let [head, tail] = [r#"<worksheet><sheetData><row r="1">"#, "</row></sheetData></worksheet>"];
    workbook(&site, "cells.xlsx", (FIRST, &filled(head, r#"<c r="A1"><v>1</v></c>"#, tail, FULL)), CompressionMethod::Deflated);
    let full = "it has more than 1000000 filled cells, or too much text; delete what is not needed";
    assert!(told(&site, "cells.xlsx").stderr.contains(full));
    let [head, tail] =
        [r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>"#, "</t></is></c></row></sheetData></worksheet>"];
    workbook(&site, "text.xlsx", (FIRST, &filled(head, "長い", tail, UNPACKED)), CompressionMethod::Deflated);
    assert!(told(&site, "text.xlsx").stderr.contains(full));
    workbook(&site, "deep.xlsx", (FIRST, &filled("<worksheet><sheetData>", "<row>", "", FULL / 4)), CompressionMethod::Deflated);
    assert!(told(&site, "deep.xlsx").stderr.contains("the file is damaged"));
}

#[test]
fn what_a_sheet_only_refers_to_is_read_within_bounds() {
    let site = japanese();
    let styles = filled("<styleSheet><cellXfs>", r#"<xf numFmtId="0"/>"#, "</cellXfs></styleSheet>", UNPACKED);
    workbook(&site, "styles.xlsx", ("xl/styles.xml", &styles), CompressionMethod::Deflated);
    let formats = "its cell formats take more than 20 MB; paste the table as values into a new workbook";
    assert_eq!(told(&site, "styles.xlsx"), Run::new(2, "", &format!("error: cannot read the table `styles.xlsx`: {formats}\n")));
    let strings = filled("<sst>", "<si><t>a</t></si>", "</sst>", FULL);
    workbook(&site, "strings.xlsx", ("xl/sharedStrings.xml", &strings), CompressionMethod::Deflated);
    assert!(told(&site, "strings.xlsx").stderr.contains("error[no-columns]"));
    let [head, tail] =
        [r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>"#, "</mergeCells></worksheet>"];
    let merged = filled(head, r#"<mergeCell ref="A1:XFD1048576"/>"#, tail, 2 * FULL);
    workbook(&site, "merged.xlsx", (FIRST, &merged), CompressionMethod::Deflated);
    assert!(told(&site, "merged.xlsx").stderr.contains("more than 1000000 filled cells"));
}

#[test]
fn sheets_without_end_that_all_stand_for_the_same_one_are_not_read() {
    let site = japanese();
    let sheets: String = (0..40_000).map(|number| format!("<sheet name=\"{number}\" sheetId=\"1\" r:id=\"rId1\"/>")).collect();
    let xml = format!(
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{sheets}</sheets></workbook>"
    );
    workbook(&site, "sheets.xlsx", ("xl/workbook.xml", &xml), CompressionMethod::Deflated);
    let many = "it has more than 200 sheets; delete sheets that are not needed";
    assert_eq!(told(&site, "sheets.xlsx"), Run::new(2, "", &format!("error: cannot read the table `sheets.xlsx`: {many}\n")));
}
