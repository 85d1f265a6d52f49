//! Forms that go out, and tables that come in: from files to the bytes of front matter.

mod activities;
mod again;
mod blanks;
mod carried;
mod cells;
mod columns;
mod confirmations;
mod conflicts;
mod covering;
mod divisions;
pub mod field;
mod figure_rows;
mod files;
mod forms;
mod layouts;
mod lines;
mod maps;
mod municipal;
mod other_years;
mod photos;
mod plan;
mod properties;
mod random_layouts;
mod readings;
mod report;
mod results;
mod returned;
mod succession;
mod tables;
mod unreadable;

use crate::harness::{Run, Site};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use std::io::{Cursor, Read, Write};
use std::path::Path;

const VISITORS: &str = "content/editions/2021/goal-1/goal.md";

/// The sample site, with the report on the next year to fill in.
fn sample() -> Site {
    let site = Site::empty();
    assert_eq!(site.run(&["init", "."]).status, 0);
    assert_eq!(site.run(&["new", "edition", "R8"]).status, 0);
    site
}

/// A site with the results of the small one still open.
fn open_base() -> Site {
    let site = Site::base();
    site.write(VISITORS, "+++\n[results]\n+++\n");
    site
}

/// Writes a workbook with one sheet.
fn book(site: &Site, file: &str, fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet().set_name("表").unwrap()).unwrap();
    workbook.save(site.path(file)).unwrap();
}

/// Writes texts into a row.
fn row(sheet: &mut Worksheet, row: u32, texts: &[&str]) -> Result<(), XlsxError> {
    for (column, text) in (0..).zip(texts) {
        sheet.write_string(row, column, *text)?;
    }
    Ok(())
}

/// What is typed into a cell.
#[derive(Clone, Copy)]
pub enum Typed<'a> {
    Number(&'a str),
    Text(&'a str),
}

/// Types into cells of the first sheet of a form, as a spreadsheet program saves it.
pub fn fill_in(form: &Path, cells: &[(&str, Typed)]) {
    change_sheet(form, |xml| cells.iter().fold(xml, type_into));
}

/// The same in another sheet of a form.
fn fill_in_sheet(form: &Path, sheet: &str, cells: &[(&str, Typed)]) {
    fill_in_sheet_of(form, sheet, &SHEETS, cells);
}

/// The same in a form with other sheets than most have.
fn fill_in_sheet_of(form: &Path, sheet: &str, sheets: &[&str], cells: &[(&str, Typed)]) {
    change_part(form, &part_of(sheets, sheet), |xml| cells.iter().fold(xml, type_into));
}

/// The part of a sheet of a form.
fn part_of_sheet(sheet: &str) -> String {
    part_of(&SHEETS, sheet)
}

fn part_of(sheets: &[&str], sheet: &str) -> String {
    let number = sheets.iter().position(|name| *name == sheet).unwrap() + 1;
    format!("xl/worksheets/sheet{number}.xml")
}

/// The sheets of a form.
const SHEETS: [&str; 6] = ["実績", "選択肢", "取組", "写真", "作成時の内容", "確認"];

/// Changes the first sheet of a workbook as it is written.
fn change_sheet(workbook: &Path, changed: impl Fn(String) -> String) {
    change_part(workbook, "xl/worksheets/sheet1.xml", changed);
}

/// Changes a part of a workbook as it is written.
fn change_part(workbook: &Path, part_name: &str, changed: impl Fn(String) -> String) {
    let bytes = std::fs::read(workbook).unwrap();
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for position in 0..old.len() {
        let mut entry = old.by_index(position).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut part = Vec::new();
        entry.read_to_end(&mut part).unwrap();
        if name == part_name {
            part = changed(String::from_utf8(part).unwrap()).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&part).unwrap();
    }
    std::fs::write(workbook, new.finish().unwrap().into_inner()).unwrap();
}

/// Changes the beginning of names of parts to one of the same length, as it is written into the zip file.
fn rename_parts(workbook: &Path, old: &str, new: &str) {
    let mut bytes = std::fs::read(workbook).unwrap();
    let found: Vec<usize> = (0..bytes.len() - old.len()).filter(|start| bytes[*start..].starts_with(old.as_bytes())).collect();
    assert!(found.len() >= 2 && old.len() == new.len(), "{old}: {found:?}");
    found.into_iter().for_each(|start| bytes[start..start + new.len()].copy_from_slice(new.as_bytes()));
    std::fs::write(workbook, bytes).unwrap();
}

fn type_into(xml: String, (cell, typed): &(&str, Typed)) -> String {
    let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no cell {cell}"));
    let head = xml[start..].find('>').unwrap();
    let end = if xml.as_bytes()[start + head - 1] == b'/' { start + head + 1 } else { start + xml[start..].find("</c>").unwrap() + 4 };
    let style = xml[start..start + head].split("s=\"").nth(1).map_or("0", |rest| rest.split('"').next().unwrap());
    let new = match typed {
        Typed::Number(number) => format!("<c r=\"{cell}\" s=\"{style}\"><v>{number}</v></c>"),
        Typed::Text(text) => format!("<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    format!("{}{new}{}", &xml[..start], &xml[end..])
}

/// Imports a file that has no conflicts, and gives what stands in a file of the content then.
fn imported(site: &Site, file: &str, content: &str) -> String {
    let run = site.run(&["import", file]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:?}");
    site.read(content)
}

/// The results that stand in a file of the content.
fn results_in(site: &Site, content: &str) -> Vec<String> {
    site.read(content).lines().filter(|line| line.contains('=') && !line.starts_with('#')).map(str::to_owned).collect()
}

/// A run that was stopped by conflicts, each on a line, and wrote nothing.
fn conflicts_of(site: &Site, file: &str, language: &str) -> Vec<String> {
    let before = site.tree("content");
    let Run { status, stderr, .. } = site.run(&["import", file, "--strict", "--format", "short", "--lang", language]);
    assert_eq!(status, 1, "{stderr}");
    assert!(site.tree("content") == before, "something was written");
    stderr.lines().filter(|line| line.contains("error[")).map(str::to_owned).collect()
}
