//! Word files that come in: what each part of them becomes, what is said of the rest, and files that are none.

mod conflicts;
pub mod document;
mod hostile;
mod parts;
mod pictures;
pub mod properties;

use crate::harness::{Run, Site};
use crate::sheet::field::city::reporting;
use document::WordDocument;

const FILE: &str = "報告.docx";
/// The measure (2) 関係人口の創出 of the second goal.
const MEASURE: &str = "content/editions/2022/goal-2/measure-2.md";
const HEADING: &str = "(2) 関係人口の創出";

/// A city that reports on a year, with a document in its folder.
fn with_document(document: &WordDocument) -> Site {
    let site = reporting();
    std::fs::write(site.path(FILE), document.bytes()).unwrap();
    site
}

fn import(site: &Site, more: &[&str]) -> Run {
    site.run(&[&["import", FILE, "--edition", "R4", "--format", "short", "--lang", "ja"], more].concat())
}

/// The body of the measure.
fn body(site: &Site) -> String {
    site.read(MEASURE).rsplit_once("+++\n").unwrap().1.to_owned()
}

/// The body after the import of what stands below the heading of the measure, and what was said.
struct Imported {
    body: String,
    run: Run,
}

/// A document with the blocks below the heading of the measure, imported.
fn imported(document: WordDocument) -> Imported {
    let site = with_document(&document);
    let run = import(&site, &[]);
    Imported { body: body(&site), run }
}

/// The faults of a run: code and fact.
fn faults(run: &Run) -> Vec<String> {
    let fact = |line: &str| line.split_once(": ").map(|(_, fact)| fact.split(" (").next().unwrap_or_default().to_owned());
    run.stderr.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).filter_map(fact).collect()
}
