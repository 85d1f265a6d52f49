//! From texts to a [`Project`]: every fault of every file in one pass.

mod edition;
mod files;
mod indicator;
mod observation;
mod prose;
mod rule;
mod site;
mod strategy;
mod values;

use super::{Document, Language, Project};
use crate::diagnostic::{Fault, Report};
use crate::load::Folder;
use files::Files;

pub use rule::{default_rule, preset_names};
pub use site::parse_base_url;

/// Reads a whole site. Faults go to `report`; `None` when there is no usable `site.toml`.
///
/// What could be read is returned even beside faults, so that later stages can add theirs; a caller builds nothing from it
/// while the report has errors.
pub fn project(folder: &Folder, report: &mut Report) -> Option<Project> {
    let mut found = Report::default();
    let files = Files::sort(folder, &mut found);
    let read = read_all(&files, &mut found);
    if read.as_ref().is_some_and(|project| project.settings.languages == [Language::Ja]) {
        found.retain(|fault| !matches!(fault, Fault::MissingTranslation | Fault::MissingTranslatedBody { .. }));
    }
    report.append(found);
    read
}

fn read_all(files: &Files<'_>, report: &mut Report) -> Option<Project> {
    let opened = files.open(report);
    let settings = site::settings(files, report);
    let frameworks = site::frameworks(files, report);
    let units = settings.as_ref().map(|settings| settings.units.clone()).unwrap_or_default();
    let shared = Shared { files, opened: &opened, units: &units, frameworks: &frameworks };
    let strategies = strategy::all(&shared, report);
    let editions = edition::all(&shared, &strategies, report);
    let pages = site::pages(&shared, report);
    if let Some(settings) = &settings {
        edition::check_grades(&editions, (&strategies, &settings.rule), report);
    }
    Some(Project { settings: settings?, frameworks, strategies, editions, pages })
}

/// What readers of strategies and editions share.
struct Shared<'a> {
    files: &'a Files<'a>,
    opened: &'a files::Opened<'a>,
    units: &'a super::Units,
    frameworks: &'a [super::Framework],
}

impl Shared<'_> {
    /// The numbers of the goals below a folder, from the paths.
    fn goals(&self, pick: impl Fn(&Document) -> Option<u32>) -> Vec<u32> {
        let mut numbers: Vec<u32> = self.opened.documents().filter_map(pick).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}
