//! The texts that a correction changes: the results, and the 正誤 of the edition.

use super::{CorrectionOrder, PublishedSite};
use crate::diagnostic::{Place, Report};
use crate::disk::TextChange;
use crate::error::Error;
use crate::load::{self, Folder};
use crate::model::{Indicator, Reading};
use crate::sheet::{self, FigureChange, NewCorrection, ReportedEdition, ResultChange, ResultChanges};
use crate::site::Sealed;
use std::collections::BTreeMap;
use std::path::Path;

/// A figure that changes, and where the right one was read.
#[derive(Clone, Debug)]
pub struct FoundFigure<'a> {
    pub change: FigureChange<'a>,
    pub place: Place,
}

/// The figures that change for readers: beside the sealed ones, where the edition is sealed.
pub fn figures<'a>(sealed: Option<&Sealed>, found: &ResultChanges<'a>) -> Vec<FoundFigure<'a>> {
    let figure = |reading: Option<Reading>| reading.filter(|reading| reading.status().is_none());
    let change = |change: &ResultChange<'a>| {
        let indicator: &'a Indicator = change.wanted.indicator;
        let year = change.after.year;
        let in_sources = change.before.as_ref().filter(|before| before.year == year).map(|before| before.reading);
        let before = figure(match sealed {
            Some(sealed) => sealed.record.shown_reading(&indicator.id, year),
            None => in_sources,
        });
        let after = figure(Some(change.after.reading));
        let figure = FigureChange { indicator, year, before, after };
        (before != after).then(|| FoundFigure { change: figure, place: change.place.clone() })
    };
    found.changes.iter().chain(&found.unchanged).filter_map(change).collect()
}

/// The texts that change: the results, and the edition's file with the correction. Nothing where the correction stands there already.
pub fn texts(
    folder: &Folder,
    reported: ReportedEdition<'_>,
    order: &CorrectionOrder,
    found: &ResultChanges<'_>,
    figures: &[FoundFigure<'_>],
) -> Result<BTreeMap<String, String>, Error> {
    let mut texts = sheet::texts(reported, folder, found, &[])?;
    let edition = reported.edition;
    let is_stated = |figure: &FigureChange<'_>| {
        edition.corrected_figures().any(|(_, stated)| {
            (&stated.indicator, stated.year, stated.before, stated.after)
                == (&figure.indicator.id, figure.year, figure.before, figure.after)
        })
    };
    let new = figures.iter().map(|figure| &figure.change).filter(|figure| !texts.is_empty() || !is_stated(figure));
    let new: Vec<FigureChange<'_>> = new.cloned().collect();
    if !texts.is_empty() || !new.is_empty() {
        let path = format!("content/editions/{}/edition.md", edition.year);
        let correction = NewCorrection { edition: edition.year, date: order.date, reason: order.reason.clone(), figures: new };
        let text = texts.remove(&path).or_else(|| text_of(folder, &path)).unwrap_or_default();
        let added = correction.added(&text);
        let unreadable = || Error::unchangeable(&path);
        texts.insert(path.clone(), added.ok_or_else(unreadable)?);
    }
    Ok(texts)
}

fn text_of(folder: &Folder, path: &str) -> Option<String> {
    folder.texts.get(path).map(|source| folder.sources.get(*source).text.clone())
}

/// The change of a text that lies on the disk, or will.
pub fn text_change(site: PublishedSite<'_>, path: &str, text: &str) -> TextChange {
    let there = site.folder.texts.get(path).and_then(|source| site.folder.files.get(source)).cloned();
    TextChange { file: there.unwrap_or_else(|| site.root.join(path)), before: text_of(site.folder, path), after: text.to_owned() }
}

/// The folder as it will be.
pub fn changed(root: &Path, texts: &BTreeMap<String, String>, changes: &[TextChange]) -> Result<(Folder, Report), Error> {
    let mut report = Report::default();
    let mut folder = load::load(root, &mut report)?;
    for (path, change) in texts.keys().zip(changes) {
        folder.change_text(path, change.file.clone(), &change.after);
    }
    Ok((folder, report))
}
