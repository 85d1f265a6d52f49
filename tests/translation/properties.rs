//! Any body goes out in a table for the translator and comes back the same.

use crate::harness::{Site, thoroughness};
use crate::word::properties::{body, markdown};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use torikumi::diagnostic::Report;
use torikumi::language::Language;
use torikumi::load::Folder;
use torikumi::translation::{Catalogue, TranslationForm, TranslationRecord, Wanted, entries, read, take};

const PAGE: &str = "content/pages/a.md";
const ENGLISH: &str = "content/pages/a.en.md";

#[test]
fn any_body_comes_back_from_the_table_of_the_translator_as_it_was() {
    let site = Site::empty();
    let config = ProptestConfig { cases: thoroughness().cases(100), failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |((lead, sections) in body())| {
        prop_assume!(!lead.is_empty() || !sections.is_empty());
        let body = markdown(&lead, &sections);
        let mut folder = Folder::default();
        folder.add_text(PAGE, &format!("+++\ntitle = {{ ja = \"題\", en = \"Title\" }}\n+++\n{body}"));
        let record = TranslationRecord::default();
        let catalogue = Catalogue::of(&folder, &record, &BTreeSet::new());
        let asked = entries(&catalogue, Wanted::Open);
        for file in ["t.xlsx", "t.po"] {
            let path = site.path(file);
            let form = TranslationForm::of(Path::new(file)).unwrap();
            std::fs::write(&path, form.bytes(&asked, &[], Language::Ja).unwrap()).unwrap();
            let mut report = Report::default();
            let mut rows = read(&path, &mut report).unwrap();
            prop_assert!(!report.has_errors());
            // A translator who leaves every word as it is.
            rows.iter_mut().for_each(|row| row.target = row.source.clone());
            let taken = take(&folder, &catalogue, &record, &rows, false);
            prop_assert!(!taken.report.has_errors() && taken.waiting.is_empty(), "{file}: {:?}", taken.report);
            // Behind the line that says from which Japanese it was made.
            let (line, english) = taken.files[ENGLISH].split_once("\n").unwrap();
            prop_assert!(line.starts_with("<!--"), "{line}");
            prop_assert_eq!(english.trim_start(), body.trim_start(), "{}", file);
        }
    });
}
