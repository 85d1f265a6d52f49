//! Files that are no Word files, or made to harm.

use super::document::{WordDocument, run, zipped};
use super::{FILE, HEADING, import, with_document};
use crate::harness::tree;
use crate::sheet::field::city::reporting;

const OPEN: &str = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";

fn with_text(text: &str) -> Vec<u8> {
    zipped(&[("word/document.xml".to_owned(), text.as_bytes().to_vec())])
}

#[test]
fn what_is_damaged_or_too_large_is_refused_and_nothing_is_written() {
    let site = reporting();
    let before = tree(&site.path("content"));
    let body = |inner: &str| format!("{OPEN}<w:body>{inner}</w:body></w:document>");
    let entities = format!("<!DOCTYPE a [<!ENTITY b \"cccc\"><!ENTITY d \"&b;&b;\">]>{}", body("<w:p><w:r><w:t>&d;</w:t></w:r></w:p>"));
    let deep = body(&("<w:sdt>".repeat(5000) + &"</w:sdt>".repeat(5000)));
    let wide = format!(
        "<w:tbl>{}</w:tbl>",
        format!(
            "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p>{}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr>",
            run(&"字".repeat(20_000))
        )
        .repeat(30)
    );
    let nothing = zipped(&[]);
    let twice = zipped(&[("word/document.xml".to_owned(), body("").into_bytes()), ("WORD/document.xml".to_owned(), body("").into_bytes())]);
    let files: [(&str, Vec<u8>); 8] = [
        ("a zip file of nothing", nothing),
        ("parts of one name", twice),
        ("entities", with_text(&entities)),
        ("deep elements", with_text(&deep)),
        ("cells that are repeated", with_text(&body(&wide))),
        ("no end", with_text(&format!("{OPEN}<w:body>"))),
        ("no body", with_text(&format!("{OPEN}</w:document>"))),
        ("no XML", with_text("\u{0}")),
    ];
    for (name, bytes) in files {
        std::fs::write(site.path(FILE), bytes).unwrap();
        let run = import(&site, &[]);
        assert!(run.status == 2 && !run.stderr.contains("panicked"), "{name}: {run:?}");
        assert!(tree(&site.path("content")) == before, "{name}");
    }
}

#[test]
fn a_small_file_that_unpacks_to_more_than_300_megabytes_is_refused() {
    let site = reporting();
    let parts = [
        ("word/document.xml".to_owned(), format!("{OPEN}<w:body/></w:document>").into_bytes()),
        ("word/a.bin".to_owned(), vec![0; 301 << 20]),
    ];
    std::fs::write(site.path(FILE), zipped(&parts)).unwrap();
    let run = import(&site, &[]);
    assert!(run.status == 2 && run.stderr.contains("300MB"), "{run:?}");
}

#[test]
fn damage_anywhere_never_ends_in_a_panic() {
    let document = WordDocument::new().plain("令和４年度").heading(2, HEADING).plain("・相談会").item(&run("一つ"), 1, 0);
    let site = with_document(&document);
    let whole = document.bytes();
    for position in (0..whole.len()).step_by(whole.len() / 40) {
        let mut damaged = whole.clone();
        damaged[position] ^= 0x55;
        std::fs::write(site.path(FILE), damaged).unwrap();
        let run = import(&site, &["--dry-run"]);
        assert!((0..=2).contains(&run.status) && !run.stderr.contains("panicked"), "byte {position}: {run:?}");
    }
}
