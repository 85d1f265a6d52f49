//! Records of editions: their sealed form, older forms, and that nothing which changes later changes what they say.

mod form;
mod sealed;

use crate::harness::{Site, repository};
use std::fs;
use torikumi::diagnostic::Report;
use torikumi::load;
use torikumi::model::{Project, read};
use torikumi::record::EditionRecord;

/// The made-up city's content.
fn project() -> Project {
    read_site("tests/sites/tsubaki")
}

fn read_site(path: &str) -> Project {
    let mut report = Report::default();
    let folder = load::load(&repository(path), &mut report).unwrap();
    read::project(&folder, &mut report).unwrap()
}

/// An edition of it, evaluated.
fn evaluated(project: &Project, year: i32) -> EditionRecord {
    EditionRecord::of(project, project.editions.iter().find(|edition| edition.year == year).unwrap())
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(repository("tests/record").join(name)).unwrap()
}

fn tsubaki() -> Site {
    Site::empty().with(&repository("tests/sites/tsubaki"))
}
