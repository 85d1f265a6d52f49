//! The sheet 写真 of a form: photos beside the workbook, and pictures that were pasted into it.

use super::{Typed, change_part, fill_in_sheet, sample};
use crate::harness::picture::{jpeg, png};
use crate::harness::{Run, Site, tree};
use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Image, Workbook};

const MEASURE: &str = "content/editions/2026/goal-1/measure-1.md";
const PHOTOS: &str = "content/editions/2026/goal-1/photos";
const HEADINGS: [&str; 9] = ["ID", "基本目標", "施策", "ファイル名", "説明", "写っているもの", "撮影・提供", "順番", "削除"];

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
        for (column, text) in [(0, id), (2, &"(1) 名称"), (3, file), (4, caption), (5, alt), (6, credit)] {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
    for (row, bytes) in pasted {
        sheet.insert_image(*row, 3, &Image::new_from_buffer(bytes).unwrap().set_alt_text("")).unwrap();
    }
    for (row, bytes) in in_cell {
        sheet.embed_image(*row, 3, &Image::new_from_buffer(bytes).unwrap()).unwrap();
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
    let shown: Vec<&[String]> = now[6..].iter().map(|row| &row[4..8]).collect();
    let expected = [
        ["開所式", "テープを切る子どもたち", "例市", "1"],
        ["相談会", "相談会", "", "2"],
        ["会場", "会場の様子", "", "3"],
        ["", "", "", ""],
    ];
    assert_eq!(shown, expected, "what is there stands in the next form, with a blank row");
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
        "写真.xlsx:写真:D2: error[missing-file]",
        "D3: warning[photo-unusable]",
        "D4: error[not-placed]",
        "D5: error[unknown-name]",
        "D10: warning[not-placed]",
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

/// A site whose measure has three photos, with the form that shows them.
fn with_photos() -> (Site, String) {
    let site = sample();
    let folder = site.path("content/editions/2026/goal-1");
    let photo = |name: &str, words: &str| {
        format!("\n[[photo]]\nfile = \"{name}.jpg\"\nalt = {{ ja = \"{name}の写真\", en = \"{name}\" }}\n{words}")
    };
    let photos = photo("a", "caption = { ja = \"開所式\", en = \"Opening\" } # 確認済\n")
        + "\n# 二枚目\n[[photo]]\ncaption = { ja = \"写真なし\" }\n"
        + &photo("b", "")
        + &photo("c", "credit = { ja = \"例市\" }\n");
    let text = site.read(MEASURE);
    let (facts, body) = text.rsplit_once("+++").unwrap();
    site.write(MEASURE, &format!("{facts}{photos}+++{body}"));
    for name in ["a", "b", "c"] {
        std::fs::write(folder.join(format!("{name}.jpg")), jpeg(4, 4)).unwrap();
    }
    let file = form(&site);
    (site, file)
}

/// The form typed into and imported; what is in the front matter of the measure from its photos on.
fn typed(site: &Site, file: &str, cells: &[(&str, &str)]) -> (Run, String) {
    let cells: Vec<(&str, Typed)> = cells.iter().map(|(cell, text)| (*cell, Typed::Text(text))).collect();
    fill_in_sheet(&site.path(file), "写真", &cells);
    let run = import(site, file);
    let text = site.read(MEASURE);
    let facts = text[text.find("[[photo]]").unwrap()..].rsplit_once("+++").unwrap().0.to_owned();
    (run, facts)
}

#[test]
fn words_of_a_photo_that_is_there_are_changed_and_cleared_by_its_row() {
    let (site, file) = with_photos();
    let before = site.read(MEASURE);
    let (run, _) = typed(&site, &file, &[]);
    assert_eq!((run.status, run.stderr.as_str(), site.read(MEASURE) == before), (0, "", true), "an untouched form");
    let (run, _) = typed(&site, &file, &[("E7", "開所 式典"), ("F8", "bを見る人"), ("E8", "式の後"), ("G9", "")]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    for part in ["写真の「説明」", "写真の「写っているもの」", "写真の「撮影・提供」"] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
    let expected = before
        .replace("ja = \"開所式\"", "ja = \"開所 式典\"")
        .replace("{ ja = \"bの写真\", en = \"b\" }\n", "{ ja = \"bを見る人\", en = \"b\" }\ncaption = { ja = \"式の後\" }\n")
        .replace("credit = { ja = \"例市\" }\n", "");
    assert_eq!(site.read(MEASURE), expected);
    let (run, _) = typed(&site, &file, &[]);
    assert_eq!((run.status, site.read(MEASURE) == expected), (0, true), "a second import changes nothing: {run:?}");
}

#[test]
fn photos_are_taken_out_and_put_in_order_and_what_was_cleared_is_said() {
    let (site, file) = with_photos();
    let (run, facts) = typed(&site, &file, &[("I7", "○"), ("H9", "１")]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("写真の削除") && run.stdout.contains("写真の順番"), "{}", run.stdout);
    let order: Vec<&str> = facts.lines().filter(|line| line.starts_with("file = ") || line.contains("写真なし")).collect();
    assert_eq!(order, ["caption = { ja = \"写真なし\" }", "file = \"c.jpg\"", "file = \"b.jpg\""]);
    assert!(site.path("content/editions/2026/goal-1/a.jpg").exists(), "the file stays");
    let record = site.read(".torikumi/collection/2026.toml");
    assert!(record.contains("{ key = \"goal-1/measure-1 写真の削除\", before = \"a.jpg\", after = \"\" }"), "{record}");
    assert!(record.contains("写真の順番\", before = \"a.jpg、b.jpg、c.jpg\", after = \"c.jpg、b.jpg\" }"), "{record}");
    let once = site.read(MEASURE);
    let (run, _) = typed(&site, &file, &[]);
    assert_eq!((run.status, site.read(MEASURE) == once), (0, true), "a second import changes nothing: {run:?}");
    let file = form(&site);
    let (run, _) = typed(&site, &file, &[("D7", ""), ("E7", ""), ("F7", ""), ("G7", ""), ("H7", ""), ("F8", "")]);
    assert_eq!((run.status, site.read(MEASURE) == once), (0, true), "{run:?}");
    let kept = "の写真 `c.jpg`：票の行が消されていますが、写真はそのままです。載せないときは、行を残して「削除」に「○」を付けてください\n";
    assert!(run.stdout.contains(kept) && run.stdout.contains("`b.jpg`：「写っているもの」が空欄ですが"), "{}", run.stdout);
}

#[test]
fn a_new_photo_takes_the_place_that_its_row_wants() {
    let (site, file) = with_photos();
    std::fs::write(site.path("新.jpg"), jpeg(8, 4)).unwrap();
    let (run, facts) = typed(&site, &file, &[("D10", "新.jpg"), ("F10", "新しい写真"), ("H10", "1")]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let order: Vec<&str> = facts.lines().filter(|line| line.starts_with("file = ")).collect();
    assert!(
        order[0].starts_with("file = \"photos/measure-1-") && order[1..] == ["file = \"a.jpg\"", "file = \"b.jpg\"", "file = \"c.jpg\""],
        "{order:?}"
    );
    let once = site.read(MEASURE);
    let (run, _) = typed(&site, &file, &[]);
    assert_eq!((run.status, site.read(MEASURE) == once), (0, true), "a second import changes nothing: {run:?}");
}

#[test]
fn words_that_changed_since_the_form_was_made_and_marks_that_are_none_are_conflicts() {
    let (site, file) = with_photos();
    site.write(MEASURE, &site.read(MEASURE).replace("ja = \"開所式\"", "ja = \"庁内の案\""));
    let before = site.read(MEASURE);
    let (run, _) = typed(&site, &file, &[("E7", "担当課の案"), ("I8", "たぶん"), ("H9", "先頭")]);
    assert!(run.status == 1 && site.read(MEASURE) == before, "{run:?}");
    for said in ["写真:D7: error[text-changed-since]", "写真:I8: error[unknown-name]", "写真:H9: error[wrong-type]"] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
}
