//! Photos of measures: the sheet 写真 of a form, out and in.
//!
//! A photo is a file beside the workbook that a row names, or a picture that was pasted into the row. It becomes a photo of the measure as
//! one that comes with a document does.

mod drawing;
mod form;
mod returned;

use super::activity::{ReportedMeasure, measures};
use super::change::ReportedEdition;
use super::picture::{NewPicture, PictureChange, PictureChanges, PictureReport};
use crate::diagnostic::{Diagnostic, Fault, NameClass, NotPlacedPart, Place, Report, Severity};
use crate::error::{Action, Error};
use crate::load::front_matter::split;
use crate::model::Document;
use crate::photo::{self, Unusable};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

pub use form::write;
use returned::PhotoRow;
pub use returned::{PhotoForm, take};

/// A photo that would be written.
#[derive(Clone, Debug)]
pub struct PhotoChange {
    /// The measure as people call it.
    pub measure: String,
    pub picture: PictureChange,
    pub place: Place,
}

/// What the sheets 写真 of an import say.
#[derive(Debug, Default)]
pub struct PhotoChanges {
    pub changes: Vec<PhotoChange>,
    pub report: Report,
    /// Rows that are not taken.
    pub unsettled: usize,
    /// Sheets that are not taken as a whole.
    pub unsettled_sheets: usize,
}

/// Compares the sheets with the edition; the files of the photos are added to those of `taken`.
pub fn compare(reported: ReportedEdition<'_>, forms: &[PhotoForm], taken: &mut PictureChanges) -> PhotoChanges {
    let mut found = PhotoChanges::default();
    let measures = measures(reported);
    for form in forms {
        if let Some((place, fault)) = form.refusal(reported) {
            found.report.push(Diagnostic { severity: Severity::Error, fault, place, related: None });
            found.unsettled_sheets += 1;
            continue;
        }
        for row in &form.rows {
            match measures.iter().find(|measure| row.is_of(measure)) {
                Some(measure) => found.row(reported, measure, form, row, taken),
                None => {
                    let known: Vec<String> = measures.iter().map(ReportedMeasure::name).collect();
                    found.unsettled(&row.place, Fault::not_among(NameClass::Measure, &row.name, known.iter().map(String::as_str)));
                }
            }
        }
        for pasted in form.pasted.iter().filter(|pasted| !form.rows.iter().any(|row| row.row == pasted.row)) {
            let fault = Fault::NotPlaced { part: NotPlacedPart::Picture, text: pasted.name.clone() };
            found.report.push(Diagnostic { severity: Severity::Warning, fault, place: form.place_of(pasted), related: None });
        }
    }
    found
}

impl PhotoChanges {
    fn unsettled(&mut self, place: &Place, fault: Fault) {
        self.unsettled += 1;
        self.report.push(Diagnostic { severity: Severity::Error, fault, place: place.clone(), related: None });
    }

    fn row(
        &mut self,
        reported: ReportedEdition<'_>,
        measure: &ReportedMeasure<'_>,
        form: &PhotoForm,
        row: &PhotoRow,
        taken: &mut PictureChanges,
    ) {
        let mut pictures: Vec<NewPicture> = Vec::new();
        if let Some(name) = &row.file {
            match photo::read(&form.beside(name)) {
                Ok(bytes) => pictures.push(row.picture(name, bytes)),
                Err(Unusable::Unreadable { .. }) => return self.unsettled(&row.place, Fault::MissingFile { path: name.clone() }),
                Err(unusable) => {
                    return self.unsettled(&row.place, Fault::PhotoUnusable { path: name.clone(), reason: unusable.message() });
                }
            }
        }
        let pasted = form.pasted.iter().filter(|pasted| pasted.row == row.row);
        pictures.extend(pasted.map(|pasted| {
            let picture = row.picture(&pasted.name, pasted.bytes.clone());
            let alt = picture.alt.clone().or(pasted.alt.clone());
            NewPicture { alt, ..picture }
        }));
        if pictures.is_empty() && row.has_words() {
            let words = row.caption.clone().or(row.alt.clone()).or(row.credit.clone()).unwrap_or_default();
            return self.unsettled(&row.place, Fault::NotPlaced { part: NotPlacedPart::PictureWords, text: words });
        }
        for picture in pictures {
            let mut said = PictureReport { place: row.place.clone(), report: &mut self.report };
            if let Some(change) = taken.take(reported, measure, &picture, &mut said) {
                let change = PhotoChange { measure: measure.name(), picture: change.clone(), place: row.place.clone() };
                self.changes.push(change);
            }
        }
    }
}

/// Puts the photos into the texts of the content files, by their paths below the root. `text_of` gives one that is not among them.
///
/// # Errors
///
/// [`Error::File`] where front matter cannot be changed, and what `text_of` gives.
pub fn apply(
    changes: &[PhotoChange],
    texts: &mut BTreeMap<String, String>,
    text_of: impl Fn(&Document) -> Result<String, Error>,
) -> Result<(), Error> {
    for PhotoChange { picture, .. } in changes {
        let path = format!("content/{}", picture.document.path());
        let text = texts.remove(&path).map_or_else(|| text_of(&picture.document), Ok)?;
        let changed = split(&text).ok().and_then(|parts| {
            let facts = picture.applied(&text[parts.facts.clone()])?;
            Some(format!("{}{facts}{}", &text[..parts.facts.start], &text[parts.facts.end..]))
        });
        let refused = || Error::file(Action::Write, Path::new(&path), io::Error::other("its front matter cannot be changed"));
        texts.insert(path.clone(), changed.ok_or_else(refused)?);
    }
    Ok(())
}
