//! Any text and any number survives the way from a sheet into front matter.

use super::{VISITORS, book, open_base};
use crate::harness::{Site, thoroughness};
use proptest::prelude::*;
use std::borrow::Cow;
use torikumi::characters::odd;
use torikumi::data::safe;
use torikumi::diagnostic::Report;
use torikumi::load::{Folder, load};
use torikumi::model::{Observation, Project, Reading, read};
use torikumi::sheet::{self, Conflicts, ReportedEdition};

fn project(site: &Site) -> (Folder, Project) {
    let mut report = Report::default();
    let folder = load(site.root(), &mut report).unwrap();
    let project = read::project(&folder, &mut report).unwrap();
    assert!(!report.has_errors());
    (folder, project)
}

/// Imports a file and reads what then stands in the edition.
fn observed(site: &Site, file: &str) -> Observation {
    let (folder, project) = project(site);
    let reported = ReportedEdition { project: &project, edition: &project.editions[0] };
    let tables = [sheet::open(&site.path(file)).unwrap()];
    let changes = sheet::compare(reported, &tables, Conflicts::Open);
    assert!(!changes.report.has_errors(), "{:?}", changes.report);
    for (path, text) in sheet::texts(reported, &folder, &changes, &[]).unwrap() {
        site.write(&path, &text);
    }
    let (_, again) = self::project(site);
    let reported = ReportedEdition { project: &again, edition: &again.editions[0] };
    assert_eq!(sheet::compare(reported, &tables, Conflicts::Open).changes.len(), 0, "a second import changes nothing");
    again.editions[0].outcome("visitors").unwrap().observation.clone()
}

fn value(observation: &Observation) -> String {
    match observation.reading {
        Reading::Value(quantity) => quantity.decimal().to_string(),
        ref other => panic!("{other:?}"),
    }
}

/// What a cell of a workbook can hold: XML forbids control characters, and a line break is one letter.
fn letters() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![any::<char>(), prop::sample::select("\n\"\\'+=#{}髙﨑①～－１Ａ％_x000D_".chars().collect::<Vec<_>>())],
        1..40,
    )
    .prop_map(|letters| {
        letters.into_iter().filter(|letter| !['\r', '\t'].contains(letter) && odd(&letter.to_string()).next().is_none()).collect()
    })
}

/// A text without characters that no text may have.
fn sound(text: String) -> String {
    text.chars().filter(|letter| odd(&letter.to_string()).next().is_none()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: thoroughness().cases(96), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts_and_numbers_of_workbooks_survive(note in letters(), digits in -999_999_999_i64..999_999_999, places in 0_u32..6) {
        let site = open_base();
        let number = digits as f64 / f64::from(10_u32.pow(places));
        book(&site, "a.xlsx", |sheet| {
            super::row(sheet, 0, &["ID", "実績", "備考"])?;
            sheet.write_string(1, 0, "visitors")?;
            sheet.write_number(1, 1, number)?;
            sheet.write_string(1, 2, &note)?;
            Ok(())
        });
        let observation = observed(&site, "a.xlsx");
        prop_assert_eq!(value(&observation).parse::<f64>().unwrap(), number);
        prop_assert_eq!(observation.note.map_or(String::new(), |note| note.ja), note.trim());
    }

    /// With `'` before what looks like a formula, as open data writes it, or as somebody typed it; then a text that begins with
    /// `'` cannot be told from one that has the mark.
    #[test]
    fn texts_and_digits_of_fields_survive(note in "['=\\t]{0,2}[^\\x00]{0,40}".prop_map(sound), marked in any::<bool>(), digits in "-?[1-9][0-9]{0,11}(\\.[0-9]{1,6})?") {
        let site = open_base();
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        writer.write_record(["ID", "実績", "備考"]).unwrap();
        let written = if marked || note.starts_with('\'') { safe(&note) } else { Cow::Borrowed(&*note) };
        writer.write_record(["visitors", &digits, &written]).unwrap();
        std::fs::write(site.path("a.csv"), writer.into_inner().unwrap()).unwrap();
        let observation = observed(&site, "a.csv");
        prop_assert_eq!(value(&observation), digits);
        prop_assert_eq!(observation.note.map_or(String::new(), |note| note.ja), note.trim());
    }

    #[test]
    fn what_stands_around_a_result_stays(comment in "[^\\x00-\\x1f\\x7f]{0,20}".prop_map(sound), body in "[^\\x00]{0,40}".prop_map(sound), breaks in prop::sample::select(vec!["\n", "\r\n"])) {
        let site = open_base();
        let text = format!("+++\n# {comment}\n[results] # {comment}\n  visitors = 1 # {comment}\n# {comment}\n+++\n").replace('\n', breaks) + &body;
        site.write(VISITORS, &text);
        site.write("a.csv", "ID,実績\nvisitors,2\n");
        let run = site.run(&["import", "a.csv", "--accept"]);
        prop_assert_eq!(run.status, 0, "{:?}", run);
        prop_assert_eq!(site.read(VISITORS), text.replacen("visitors = 1", "visitors = 2", 1));
    }
}
