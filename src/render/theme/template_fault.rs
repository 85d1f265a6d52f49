//! Tera's errors as faults with their places in the templates.

use crate::diagnostic::{Fault, LineColumn, Place, SourceId};
use crate::load::Folder;
use std::collections::BTreeMap;
use tera::ErrorKind;

/// The faults that Tera finds in the templates together.
pub(super) fn faults(error: &tera::Error, places: &BTreeMap<String, SourceId>, folder: &Folder) -> Vec<(Place, Fault)> {
    match error.kind() {
        ErrorKind::Msg(reports) => {
            let found: Vec<_> = reports.split("\n\n").filter_map(|report| reported(report, places, folder)).collect();
            if found.is_empty() { vec![fault(error, places)] } else { found }
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("there is no template `{parent}`");
            let place = places.get(current).map(|id| {
                let start = folder.sources.get(*id).text.find(parent).unwrap_or(0);
                Place::Span(*id, start..start + parent.len())
            });
            vec![(place.unwrap_or(Place::File("themes".to_owned())), Fault::Template { message })]
        }
        _ => vec![fault(error, places)],
    }
}

/// One of the reports that Tera only gives as text: `error: message`, then ` --> file:line:column`, then the line, marked.
fn reported(report: &str, places: &BTreeMap<String, SourceId>, folder: &Folder) -> Option<(Place, Fault)> {
    let (message, rest) = report.strip_prefix("error: ")?.split_once('\n')?;
    let mut address = rest.lines().next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line): (usize, usize) = (address.next()?.parse().ok()?, address.next()?.parse().ok()?);
    let id = *places.get(address.next()?)?;
    let length = rest.lines().last()?.matches('^').count();
    let range = folder.sources.range(id, LineColumn { line, column }, length)?;
    Some((Place::Span(id, range), Fault::Template { message: message.to_owned() }))
}

/// Tera's error as a fault at the template's place.
pub(super) fn fault(error: &tera::Error, places: &BTreeMap<String, SourceId>) -> (Place, Fault) {
    match error.kind() {
        ErrorKind::SyntaxError(at) | ErrorKind::RenderingError(at) => {
            let fault = Fault::Template { message: at.message().trim_end_matches('.').to_owned() };
            match places.get(at.filename()) {
                Some(id) => (Place::Span(*id, at.span().range.clone()), fault),
                None => (Place::File(at.filename().to_owned()), fault),
            }
        }
        _ => (Place::File("themes".to_owned()), Fault::Template { message: error.to_string() }),
    }
}
