//! The sheet 写真 of a form: photos beside the workbook, and pictures that were pasted into it.

use super::{change_part, sample};
use crate::harness::picture::{jpeg, png};
use crate::harness::{Run, Site, tree};
use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Image, Workbook};

const MEASURE: &str = "content/editions/2026/goal-1/measure-1.md";
const PHOTOS: &str = "content/editions/2026/goal-1/photos";
const HEADINGS: [&str; 8] = ["ID", "基本目標", "施策", "現在の写真", "ファイル名", "説明", "写っているもの", "撮影・提供"];

/// The form of a division.
fn form(site: &Site) -> String {
    let run = site.run(&["export", "form", "--division", "子ども課", "--force"]);
    assert_eq!(run.status, 0, "{run:?}");
    let names = std::fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.into_iter().find(|name| name.ends_with("子ども課.xlsx")).unwrap()
}

fn sheet(site: &Site, file: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook(site.path(file)).unwrap();
    let range = workbook.worksheet_range("写真").unwrap();
    let text = |data: &Data| if *data == Data::Empty { String::new() } else { data.to_string() };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

/// A workbook that a division made of the form: its rows 写真, with a picture pasted beside one and one in a cell.
fn filled(site: &Site, rows: &[[&str; 5]], pasted: &[(u32, Vec<u8>)], in_cell: &[(u32, Vec<u8>)]) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("写真").unwrap();
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string(0, column, heading).unwrap();
    }
    for (row, [id, file, caption, alt, credit]) in (1..).zip(rows) {
        for (column, text) in [(0, id), (2, &"(1) 名称"), (4, file), (5, caption), (6, alt), (7, credit)] {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
    for (row, bytes) in pasted {
        sheet.insert_image(*row, 4, &Image::new_from_buffer(bytes).unwrap().set_alt_text("")).unwrap();
    }
    for (row, bytes) in in_cell {
        sheet.embed_image(*row, 4, &Image::new_from_buffer(bytes).unwrap()).unwrap();
    }
    workbook.save(site.path("写真.xlsx")).unwrap();
}

fn import(site: &Site, file: &str) -> Run {
    site.run(&["import", file, "--format", "short", "--lang", "ja"])
}

fn photos(site: &Site) -> Vec<String> {
    let text = site.read(MEASURE);
    let facts = text.rsplit_once("+++").unwrap().0.to_owned();
    facts.split("\n[[photo]]\n").skip(1).map(|photo| photo.split("\n\n").next().unwrap().trim_end().to_owned()).collect()
}

#[test]
fn a_form_asks_for_the_photos_of_each_measure_and_a_blank_one_changes_nothing() {
    let site = sample();
    let file = form(&site);
    let rows = sheet(&site, &file);
    let heading = rows.iter().position(|row| row[0] == "ID").unwrap();
    assert_eq!(rows[heading], HEADINGS);
    let measures: Vec<&str> = rows[heading + 1..].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(measures, ["goal-1/measure-1"; 3]);
    let before = tree(&site.path("content"));
    assert_eq!(import(&site, &file).status, 0);
    assert!(tree(&site.path("content")) == before);
}

#[test]
fn a_file_beside_the_form_and_pasted_pictures_become_photos_once() {
    let site = sample();
    std::fs::write(site.path("開所式.jpg"), jpeg(40, 30)).unwrap();
    let pasted = png(20, 20, |column, _| [column as u8; 3]);
    let in_cell = png(20, 20, |_, row| [row as u8; 3]);
    let rows = [
        ["goal-1/measure-1", "開所式.jpg", "開所式", "テープを切る子どもたち", "例市"],
        ["goal-1/measure-1", "", "相談会", "", ""],
        ["goal-1/measure-1", "", "会場", "会場の様子", ""],
    ];
    filled(&site, &rows, &[(2, pasted)], &[(3, in_cell)]);
    let run = import(&site, "写真.xlsx");
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stderr.contains("warning[alt-from-caption]") && run.stderr.contains("「相談会」"), "{run:?}");
    let photos = photos(&site);
    assert_eq!(photos.len(), 3, "{photos:?}");
    assert!(
        photos[0].ends_with("alt = { ja = \"テープを切る子どもたち\" }\ncaption = { ja = \"開所式\" }\ncredit = { ja = \"例市\" }"),
        "{photos:?}"
    );
    assert!(photos[1].ends_with("alt = { ja = \"相談会\" }\ncaption = { ja = \"相談会\" }"), "{photos:?}");
    assert!(photos[2].ends_with("alt = { ja = \"会場の様子\" }\ncaption = { ja = \"会場\" }"), "{photos:?}");
    assert_eq!(tree(&site.path(PHOTOS)).len(), 3);
    let once = tree(&site.path("content"));
    assert_eq!(import(&site, "写真.xlsx").status, 0);
    assert!(tree(&site.path("content")) == once, "a second import changes nothing");
    let now = sheet(&site, &form(&site));
    assert!(now.iter().any(|row| row.len() > 3 && row[3].contains("：開所式\n")), "what is there stands in the next form: {now:?}");
}

#[test]
fn what_is_missing_or_in_no_row_is_said() {
    let site = sample();
    std::fs::write(site.path("図.tiff"), b"II*\0").unwrap();
    let rows = [
        ["goal-1/measure-1", "ない.jpg", "", "", ""],
        ["goal-1/measure-1", "図.tiff", "", "", ""],
        ["goal-1/measure-1", "", "説明だけ", "", ""],
        ["goal-9/measure-1", "", "別の施策", "", ""],
    ];
    filled(&site, &rows, &[(9, png(4, 4, |_, _| [9; 3]))], &[]);
    let before = tree(&site.path("content"));
    let run = import(&site, "写真.xlsx");
    assert_eq!(run.status, 1);
    for said in [
        "写真.xlsx:写真:E2: error[missing-file]",
        "E3: warning[photo-unusable]",
        "E4: error[not-placed]",
        "E5: error[unknown-name]",
        "E10: warning[not-placed]",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    assert!(tree(&site.path("content")) == before);
}

#[test]
fn a_form_of_another_year_or_city_is_refused() {
    let site = sample();
    let file = form(&site);
    std::fs::write(site.path("a.jpg"), jpeg(4, 4)).unwrap();
    let changed = |old: &'static str, new: &'static str| {
        form(&site);
        change_part(&site.path(&file), "xl/sharedStrings.xml", |xml| {
            assert!(xml.contains(old), "{xml}");
            xml.replace(old, new)
        });
        import(&site, &file)
    };
    let run = changed("torikumi export form\n", "torikumi export form\n別の市\n");
    assert!(run.status == 1 && run.stderr.contains("写真") && run.stderr.contains("error[other-site]"), "{run:?}");
}
