//! Files that are no tables, or too much of one: a clear answer with exit status 2, and nothing is written.

use super::{book, change_sheet, open_base, rename_parts, row};
use crate::harness::{Run, Site};
use std::io::{Read, Write};

/// What is said of a file in both languages.
fn refused(file: &str, site: &Site, (english, japanese): (&str, &str)) {
    let before = site.tree("content");
    let expected = format!("error: cannot read the table `{file}`: {english}\n");
    assert_eq!(site.run(&["import", file]), Run::new(2, "", &expected));
    let expected = format!("エラー：表 `{file}` を読めません：{japanese}\n");
    assert_eq!(site.run(&["import", file, "--lang", "ja"]), Run::new(2, "", &expected));
    assert!(site.tree("content") == before);
}

/// Name of a part of a zip file, and what writes it.
type Part<'a> = (&'a str, &'a dyn Fn(&mut dyn Write));

fn zip(site: &Site, file: &str, parts: &[Part<'_>]) {
    let mut writer = zip::ZipWriter::new(std::fs::File::create(site.path(file)).unwrap());
    for (name, write) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        write(&mut writer);
    }
    writer.finish().unwrap();
}

#[test]
fn an_encrypted_workbook_and_an_old_one() {
    let site = open_base();
    let magic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let directory: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(site.path("secret.xlsx"), [&magic[..], &[0; 504], &directory].concat()).unwrap();
    let words =
        ("it is protected by a password; save it without one", "パスワードで保護されています。パスワードを外して保存し直してください");
    refused("secret.xlsx", &site, words);
    std::fs::write(site.path("secret.xls"), xls("Workbook", &[(BEGIN, &VERSION), (0x002f, &[1, 0, 1, 0]), (END, &[])])).unwrap();
    refused("secret.xls", &site, words);
    let data: &dyn Fn(&mut dyn Write) = &|out| {
        let manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>\
            <manifest:file-entry manifest:full-path='content.xml'><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
        out.write_all(manifest.as_bytes()).unwrap();
    };
    zip(&site, "secret.ods", &[("META-INF/manifest.xml", data), ("content.xml", &|out| out.write_all(b"\x01\x02").unwrap())]);
    refused("secret.ods", &site, words);
    let words = ("it is a workbook of Excel 95 or older; save it as .xlsx", "Excel 95以前の形式です。.xlsx 形式で保存し直してください");
    for old in [xls("Book", &[(BEGIN, &[0, 5, 5, 0])]), xls("Workbook", &[(BEGIN, &[0, 5, 5, 0])])] {
        std::fs::write(site.path("old.xls"), old).unwrap();
        refused("old.xls", &site, words);
    }
}

/// Kinds of records of a workbook (.xls), and what the first one says of its version.
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const VERSION: [u8; 4] = [0, 6, 5, 0];

/// An OLE file with these records.
fn xls(stream: &str, records: &[(u16, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    let mut out = file.create_stream(stream).unwrap();
    for (kind, data) in records {
        out.write_all(&kind.to_le_bytes()).unwrap();
        out.write_all(&u16::try_from(data.len()).unwrap().to_le_bytes()).unwrap();
        out.write_all(data).unwrap();
    }
    drop(out);
    file.into_inner().into_inner()
}

#[test]
fn a_zip_file_and_an_ole_file_that_are_no_workbooks() {
    let site = open_base();
    zip(&site, "a.ods", &[("mimetype", &|out| out.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap())]);
    let words = (
        "it is no file with a table that can be read; save it as .xlsx, .xls, .ods, .csv, .html or .docx",
        "読み取れる表のファイルではありません。.xlsx、.xls、.ods、.csv、.html、.docx のいずれかで保存し直してください",
    );
    refused("a.ods", &site, words);
    std::fs::write(site.path("a.doc"), xls("WordDocument", &[])).unwrap();
    refused("a.doc", &site, words);
}

#[test]
fn a_picture() {
    let site = open_base();
    std::fs::write(site.path("a.png"), b"\x89PNG\r\n\x1a\n\x00\x00").unwrap();
    let words = (
        "it is neither UTF-8 nor Shift_JIS; save it as .xlsx or as CSV UTF-8",
        "文字コードがUTF-8でもShift_JISでもありません。.xlsx か「CSV UTF-8」で保存し直してください",
    );
    refused("a.png", &site, words);
}

fn kinds(file: &str) -> Vec<u8> {
    std::fs::read(crate::harness::repository("tests/sheet/files").join(file)).unwrap()
}

#[test]
fn no_damage_of_a_workbook_of_any_kind_ends_in_a_panic() {
    for file in ["kinds.xls", "kinds.ods", "kinds.html"] {
        let whole = kinds(file);
        for position in (0..whole.len()).step_by(7) {
            for bits in [0x55, 0xff, 0x80] {
                let mut damaged = whole.clone();
                damaged[position] ^= bits;
                // What is read is another matter; it ends, and not in a panic.
                drop(torikumi::sheet::tables(file, damaged));
            }
            drop(torikumi::sheet::tables(file, whole[..position].to_vec()));
        }
    }
}

/// The content of a workbook (.ods) with one sheet.
fn ods(site: &Site, file: &str, table: &str) {
    let namespaces = ["office", "table", "text"].map(|name| format!("xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'"));
    let content = format!(
        "<office:document-content {}><table:table table:name='表'>{table}</table:table></office:document-content>",
        namespaces.join(" ")
    );
    zip(site, file, &[("content.xml", &|out| out.write_all(content.as_bytes()).unwrap())]);
}

const MANY_ROWS: (&str, &str) =
    ("it has more than 100000 rows; delete rows that are not needed", "100000行を超えています。不要な行を削除してください");
const MANY_CELLS: (&str, &str) = (
    "it has more than 1000000 filled cells, or too much text; delete what is not needed",
    "記入のあるセルが1000000個を超えているか、文字が多すぎます。不要な部分を削除してください",
);

#[test]
fn rows_and_cells_that_are_repeated_without_end() {
    let site = open_base();
    let cell = |columns: u32| {
        format!(
            "<table:table-cell office:value-type='string' table:number-columns-repeated='{columns}'><text:p>a</text:p></table:table-cell>"
        )
    };
    let row = |rows: u32, columns: u32| format!("<table:table-row table:number-rows-repeated='{rows}'>{}</table:table-row>", cell(columns));
    ods(&site, "rows.ods", &row(4_000_000_000, 1));
    refused("rows.ods", &site, MANY_ROWS);
    ods(&site, "cells.ods", &row(99_999, 4_000_000_000));
    refused("cells.ods", &site, MANY_CELLS);
    let empty = "<table:table-row table:number-rows-repeated='4294967295'><table:table-cell table:number-columns-repeated='4294967295' \
        table:number-rows-spanned='4294967295' table:number-columns-spanned='4294967295'/></table:table-row>";
    ods(&site, "empty.ods", &empty.repeat(3));
    assert!(site.run(&["import", "empty.ods"]).stderr.contains("no-columns"));
    let deep = format!("<table:table-row>{}", "<table:table-cell><table:table><table:table-row>".repeat(100_000));
    ods(&site, "deep.ods", &deep);
    assert!(site.run(&["import", "deep.ods"]).stderr.starts_with("error: cannot read the table `deep.ods`: the file is damaged ("));
}

#[test]
fn a_page_whose_cells_reach_without_end() {
    let site = open_base();
    site.write("wide.html", &format!("<table><tr>{}", "<td colspan=1000000 rowspan=1000000>a".repeat(100)));
    refused("wide.html", &site, MANY_CELLS);
    site.write("long.html", &format!("<table><tr><td rowspan=1000000>a{}<tr><td>b", "<tr>".repeat(100_000)));
    refused("long.html", &site, MANY_ROWS);
    site.write("high.html", &format!("<table>{}<tr>{}</table>", "<tr><td rowspan=0 colspan=1000>a".repeat(200), "<td>b".repeat(1_000)));
    refused("high.html", &site, MANY_CELLS);
    site.write("deep.html", &"<table><tr><td>".repeat(100_000));
    let run = site.run(&["import", "deep.html"]);
    assert!(run.status == 2 && run.stderr.contains("more than 50 tables within each other"), "{run:?}");
}

#[test]
fn texts_of_a_workbook_that_are_shared_without_end() {
    let site = open_base();
    // One text of 8,000 letters, to which 1,000 cells of each of 20 rows lead.
    let text: Vec<u8> = [&[1, 0, 0, 0, 1, 0, 0, 0, 0x40, 0x1f, 0][..], &[b'a'; 8_000]].concat();
    let cells: Vec<Vec<u8>> = (0..20_u16)
        .flat_map(|row| (0..1_000_u16).map(move |column| [row, column, 0, 0, 0].iter().flat_map(|part| part.to_le_bytes()).collect()))
        .collect();
    // Four records stand before the sheet, each with four bytes for its kind and its length.
    let start = u32::try_from(4 * 4 + VERSION.len() + 9 + text.len()).unwrap();
    let sheet: Vec<u8> = [&start.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat();
    let mut records: Vec<(u16, &[u8])> = vec![(BEGIN, &VERSION), (0x0085, &sheet), (0x00fc, &text), (END, &[]), (BEGIN, &[0, 6, 16, 0])];
    records.extend(cells.iter().map(|cell| (0x00fd_u16, cell.as_slice())));
    records.push((END, &[]));
    std::fs::write(site.path("shared.xls"), xls("Workbook", &records)).unwrap();
    refused("shared.xls", &site, MANY_CELLS);
}

#[test]
fn every_way_of_cutting_a_workbook_short_is_told() {
    let site = open_base();
    book(&site, "whole.xlsx", |sheet| row(sheet, 0, &["ID", "実績"]));
    let whole = std::fs::read(site.path("whole.xlsx")).unwrap();
    for length in (3..whole.len()).step_by(whole.len() / 40) {
        std::fs::write(site.path("cut.xlsx"), &whole[..length]).unwrap();
        let run = site.run(&["import", "cut.xlsx"]);
        let told = run.stderr.starts_with("error: cannot read the table `cut.xlsx`: the file is damaged (");
        assert!(run.status == 2 && told, "{length} bytes: {run:?}");
    }
}

#[test]
fn a_changed_byte_never_ends_in_a_panic() {
    let site = open_base();
    book(&site, "whole.xlsx", |sheet| row(sheet, 0, &["ID", "実績"]));
    let whole = std::fs::read(site.path("whole.xlsx")).unwrap();
    for position in (0..whole.len()).step_by(whole.len() / 60) {
        let mut damaged = whole.clone();
        damaged[position] ^= 0x55;
        std::fs::write(site.path("damaged.xlsx"), damaged).unwrap();
        let run = site.run(&["import", "damaged.xlsx"]);
        assert!((0..=2).contains(&run.status) && !run.stderr.contains("panicked"), "byte {position}: {run:?}");
    }
}

#[test]
fn a_file_of_more_than_50_megabytes() {
    let site = open_base();
    std::fs::File::create(site.path("large.csv")).unwrap().set_len((50 << 20) + 1).unwrap();
    let words = (
        "it is larger than 50 MB, unpacked or packed; delete sheets and pictures that are not needed",
        "ファイル（または展開後の内容）が50MBを超えています。不要なシートや画像を削除してください",
    );
    refused("large.csv", &site, words);
}

#[test]
fn a_small_file_that_unpacks_to_more_than_200_megabytes() {
    let site = open_base();
    let zeros = |out: &mut dyn Write| (0..201).for_each(|_| out.write_all(&[b' '; 1 << 20]).unwrap());
    zip(&site, "bomb.xlsx", &[("xl/workbook.xml", &|out| out.write_all(b"<workbook/>").unwrap()), ("xl/sharedStrings.xml", &zeros)]);
    let words = (
        "it is larger than 200 MB, unpacked or packed; delete sheets and pictures that are not needed",
        "ファイル（または展開後の内容）が200MBを超えています。不要なシートや画像を削除してください",
    );
    refused("bomb.xlsx", &site, words);
}

/// Name of a part and what is in it.
type PartBytes = (String, Vec<u8>);

#[test]
fn limits_hold_for_parts_whatever_their_case_and_their_slashes() {
    let site = open_base();
    book(&site, "a.xlsx", |sheet| row(sheet, 0, &["ID", "実績"]));
    let mut parts: Vec<PartBytes> = Vec::new();
    let mut archive = zip::ZipArchive::new(std::fs::File::open(site.path("a.xlsx")).unwrap()).unwrap();
    for position in 0..archive.len() {
        let mut entry = archive.by_index(position).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        parts.push((entry.name().unwrap().into_owned(), bytes));
    }
    let write = |change: &dyn Fn(&mut Vec<PartBytes>)| {
        let mut parts = parts.clone();
        change(&mut parts);
        let mut writer = zip::ZipWriter::new(std::fs::File::create(site.path("b.xlsx")).unwrap());
        for (name, bytes) in &parts {
            writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap();
    };
    let refusal = || site.run(&["import", "b.xlsx"]).stderr;
    write(&|parts| {
        let styles = parts.iter_mut().find(|(name, _)| name == "xl/styles.xml").unwrap();
        styles.0 = "xl/STYLES.xml".to_owned();
        styles.1.extend(vec![b' '; 21 << 20]);
    });
    rename_parts(&site.path("b.xlsx"), "xl/STYLES.xml", "XL\\STYLES.xml");
    assert!(refusal().contains("20 MB"), "{}", refusal());
    write(&|parts| parts.push(("xl/Styles.xml".to_owned(), b"<styleSheet/>".to_vec())));
    assert_eq!(
        refusal(),
        "error: cannot read the table `b.xlsx`: the file is damaged (two parts of one name); get it again, or open and save it in a spreadsheet program\n"
    );
}

#[test]
fn a_row_beyond_the_last_one_and_a_region_that_is_merged_without_end() {
    let site = open_base();
    book(&site, "long.xlsx", |sheet| sheet.write_string(100_000, 0, "a").map(drop));
    let words = ("it has more than 100000 rows; delete rows that are not needed", "100000行を超えています。不要な行を削除してください");
    refused("long.xlsx", &site, words);
    book(&site, "merged.xlsx", |sheet| {
        sheet.write_string(99_998, 16_000, "a")?;
        sheet.merge_range(0, 0, 0, 1, "b", &rust_xlsxwriter::Format::new()).map(drop)
    });
    change_sheet(&site.path("merged.xlsx"), |xml| xml.replace("<mergeCell ref=\"A1:B1\"/>", "<mergeCell ref=\"A1:XFD1048576\"/>"));
    let words = (
        "it has more than 1000000 filled cells, or too much text; delete what is not needed",
        "記入のあるセルが1000000個を超えているか、文字が多すぎます。不要な部分を削除してください",
    );
    refused("merged.xlsx", &site, words);
}

#[test]
fn a_hundred_thousand_rows_are_read() {
    let site = open_base();
    let rows: String = (1..99_999).map(|number| format!("other-{number},,\n")).collect();
    site.write("many.csv", &format!("ID,実績,備考\n{rows}visitors,90,\n"));
    let run = site.run(&["import", "many.csv"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(super::results_in(&site, super::VISITORS), ["visitors = 90"]);
}

#[test]
fn a_file_that_is_not_there() {
    let run = open_base().run(&["import", "none.xlsx"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with("error: cannot read `none.xlsx`: "), "{run:?}");
}
