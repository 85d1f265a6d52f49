//! Pictures of a document as photos of the measure.

use super::document::{WordDocument, paragraph, run, table};
use super::{FILE, HEADING, MEASURE, body, faults, import, with_document};
use crate::harness::picture::{jpeg, png, size_of_jpeg};
use crate::harness::{Site, tree};

/// A drawing that shows a picture.
fn drawing(id: &str, properties: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"図 1\"{properties}/><a:graphic><a:blip r:embed=\"{id}\"/></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

/// The tables of photos in the measure's file.
fn photos(site: &Site) -> String {
    let text = site.read(MEASURE);
    let tables = text.split("\n\n").filter(|part| part.starts_with("[[photo]]"));
    tables.map(|table| table.split("+++").next().unwrap().trim_end().to_owned() + "\n").collect()
}

/// The names of the files of photos.
fn files(site: &Site) -> Vec<String> {
    tree(&site.path("content/editions/2022/goal-2/photos")).into_keys().collect()
}

#[test]
fn a_picture_becomes_a_photo_with_its_caption_and_comes_once() {
    let mut document = WordDocument::below(HEADING);
    let first = document.picture("image1.png", png(30, 20, |column, row| [column as u8, row as u8, 0]));
    let second = document.picture("image2.jpeg", jpeg(20, 10));
    let document = document
        .plain("本文")
        .raw(&paragraph(&drawing(&first, " descr=\"塾の参加者\""), ""))
        .plain("写真１　創業塾の様子（9月）")
        .raw(&paragraph(&run("春のフェア"), "<w:pStyle w:val=\"a3\"/>"))
        .raw(&paragraph(&drawing(&second, ""), ""))
        .plain("続き");
    let site = with_document(&document);
    let before = tree(&site.path("content"));
    assert_eq!(import(&site, &["--dry-run"]).status, 0);
    assert!(tree(&site.path("content")) == before, "a dry run writes no picture");
    let run = import(&site, &[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(faults(&run), ["warning[alt-from-caption]: 画像に代替テキストがないため、次の文を入れました：「春のフェア」"]);
    assert_eq!(body(&site), "\n本文\n\n続き\n");
    let names = files(&site);
    assert_eq!(names.len(), 2, "{names:?}");
    let is_name = |name: &String| name.starts_with("measure-2-") && name.len() == "measure-2-.jpg".len() + 12;
    assert!(names.iter().all(is_name), "{names:?}");
    let written = photos(&site);
    assert_eq!(written.matches("[[photo]]").count(), 2);
    assert!(written.contains("alt = { ja = \"塾の参加者\" }\ncaption = { ja = \"写真１ 創業塾の様子（9月）\" }\n"), "{written}");
    assert!(written.contains("alt = { ja = \"春のフェア\" }\ncaption = { ja = \"春のフェア\" }\n"), "{written}");
    let once = tree(&site.path("content"));
    assert_eq!(import(&site, &[]).status, 0);
    assert!(tree(&site.path("content")) == once, "a second import changes nothing");
    let check = site.run(&["check", "--format", "short"]);
    assert!(!check.stderr.contains("photo-unusable") && !check.stderr.contains("photo-unused"), "{}", check.stderr);
}

#[test]
fn a_large_picture_is_made_smaller_upright_and_without_metadata() {
    let wide = jpeg(3000, 1500);
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend(b"GPSLatitude 36.561");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let turned = [&wide[..2], &[0xff, 0xe1], &length, &exif, &wide[2..]].concat();
    let mut document = WordDocument::below(HEADING);
    let id = document.picture("image1.jpg", turned);
    let site = with_document(&document.raw(&paragraph(&drawing(&id, " descr=\"会場\""), "")));
    assert_eq!(import(&site, &[]).status, 0);
    let kept = std::fs::read(site.path("content/editions/2022/goal-2/photos").join(&files(&site)[0])).unwrap();
    assert_eq!(size_of_jpeg(&kept), (1280, 2560));
    assert!(!kept.windows(4).any(|bytes| bytes == b"Exif" || bytes == b"GPSL"));
}

#[test]
fn what_browsers_do_not_show_and_what_belongs_to_no_measure_is_said() {
    let mut document = WordDocument::new();
    let before = document.picture("image1.png", png(4, 4, |_, _| [0; 3]));
    let drawn = document.picture("image2.emf", b"\x01\0\0\0 EMF".to_vec());
    let document = document
        .raw(&paragraph(&drawing(&before, ""), ""))
        .plain("図1 位置図")
        .heading(2, HEADING)
        .plain("本文")
        .raw(&paragraph(&drawing(&drawn, ""), ""));
    let site = with_document(&document);
    let run = import(&site, &[]);
    assert_eq!(run.status, 0, "{run:?}");
    let said = faults(&run);
    assert!(said.contains(&"warning[not-placed]: 画像を取り込んでいません：「図1 位置図」".to_owned()), "{said:?}");
    assert!(said.iter().any(|line| line.starts_with("warning[photo-unusable]: 画像 `image2.emf` を使えません")), "{said:?}");
    assert!(files(&site).is_empty() && photos(&site).is_empty());
}

#[test]
fn captions_of_pictures_in_a_table_stand_in_their_cell_or_below() {
    let mut document = WordDocument::below(HEADING);
    let one = document.picture("image1.png", png(4, 4, |_, _| [1; 3]));
    let two = document.picture("image2.png", png(4, 4, |_, _| [2; 3]));
    let document = document.raw(&table(&[vec![drawing(&one, ""), drawing(&two, "")], vec![run("会場の様子"), run("相談の様子")]]));
    let site = with_document(&document);
    assert_eq!(import(&site, &[]).status, 0);
    let written = photos(&site);
    assert!(written.contains("caption = { ja = \"会場の様子\" }") && written.contains("caption = { ja = \"相談の様子\" }"), "{written}");
    assert_eq!(body(&site), "", "the table held nothing else");
    assert!(site.path(FILE).exists());
}
