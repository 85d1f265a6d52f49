//! The first lines of a check where results are being collected: how many divisions have answered, and who is late.

use crate::cli::archive::today;
use crate::cli::status::{counts, fiscal_year};
use crate::cli::{Common, FolderReading};
use crate::collection::{CollectionFile, CollectionRecord, CollectionState, collected};
use crate::diagnostic::Report;
use crate::message::Message;
use crate::model::{Edition, read, seal};
use crate::sheet::ReportedEdition;
use crate::site::Loaded;

/// Most divisions that are named.
const MOST_NAMES: usize = 10;

/// The lines; none where every edition is sealed, or the newest of the others has all its results.
pub fn lines(common: &Common, reading: &FolderReading, loaded: &Loaded) -> Vec<Message> {
    if !is_collecting(loaded) {
        return Vec::new();
    }
    // With the drafts, which a check leaves out.
    let Some(project) = read::project(&reading.folder, &mut Report::default()) else { return Vec::new() };
    let Ok(Some(edition)) = collected(&project) else { return Vec::new() };
    let record = match CollectionFile::read(&common.root, edition.year) {
        Ok(file) => file.record,
        Err(error) => {
            common.complain(&error.message());
            CollectionRecord::new(edition.year)
        }
    };
    let state = CollectionState::of(ReportedEdition { project: &project, edition }, &record);
    let today = today();
    let late: Vec<&str> =
        state.divisions.iter().filter(|division| division.is_late(today)).map(|division| division.name.as_str()).collect();
    let more = Some(late.len().saturating_sub(MOST_NAMES)).filter(|more| *more > 0);
    let year = fiscal_year(edition, common.language());
    let head = Message::new("collecting.line").part("year", year).part("counts", counts(&state));
    let named = late.into_iter().take(MOST_NAMES).collect::<Vec<_>>();
    let late = (!named.is_empty()).then(|| Message::new("collecting.late").part("names", named).part("more", more));
    std::iter::once(head).chain(late).chain([Message::new("collecting.more")]).collect()
}

/// Whether the newest edition that is not sealed lacks a result.
fn is_collecting(loaded: &Loaded) -> bool {
    let project = loaded.project();
    let is_open = |edition: &&Edition| seal::in_force(&project.seals, edition.year).is_none();
    let newest = loaded.editions().into_iter().rev().find(is_open);
    newest.is_some_and(|edition| {
        let reported = ReportedEdition { project, edition };
        reported.wanted().iter().any(|wanted| reported.lacks(wanted.indicator))
    })
}
