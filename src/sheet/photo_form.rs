//! Photos of measures: the sheet 写真 of a form, out and in.
//!
//! A row names a photo that the edition shows already, whose words, place among the others and presence it changes; or a photo that comes:
//! a file beside the workbook, or a picture that was pasted into the row. That becomes a photo of the measure as one that comes with a
//! document does.

mod drawing;
mod existing;
mod facts;
mod form;
mod held;
mod returned;
mod rows;
mod typed;

use super::activity::{ReportedMeasure, measures};
use super::change::ReportedEdition;
use super::picture::{PictureChange, PictureChanges};
use crate::diagnostic::{Diagnostic, Fault, NameClass, NotPlacedPart, Place, Report, Severity};
use crate::error::Error;
use crate::load::front_matter::split;
use crate::model::Document;
use std::collections::BTreeMap;

use existing::PhotoRef;
pub use existing::PhotoWords;
pub use form::write;
pub use returned::{PhotoForm, take};
pub use typed::{PhotoField, PhotoMove, TypedPhotos, photo_fields};

/// A photo that would be written, or changed.
#[derive(Clone, Debug)]
pub struct PhotoChange {
    /// The measure as people call it.
    pub measure: String,
    /// `goal-1/measure-2`.
    pub key: String,
    document: Document,
    kind: PhotoChangeKind,
    /// What is there, and what comes, as people read it.
    pub before: String,
    pub after: String,
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum PhotoChangeKind {
    New(PictureChange),
    Words {
        position: usize,
        words: PhotoWords,
        text: String,
    },
    Removed {
        position: usize,
    },
    /// The photos that have a file, in their new order.
    Ordered(Vec<PhotoRef>),
}

impl PhotoChange {
    /// What of the photos changes.
    pub fn part(&self) -> PhotoPart {
        match &self.kind {
            PhotoChangeKind::New(_) => PhotoPart::Whole,
            PhotoChangeKind::Words { words, .. } => PhotoPart::Words(*words),
            PhotoChangeKind::Removed { .. } => PhotoPart::Removed,
            PhotoChangeKind::Ordered(_) => PhotoPart::Order,
        }
    }
}

/// What of the photos of a measure changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoPart {
    Whole,
    Words(PhotoWords),
    Removed,
    Order,
}

impl PhotoPart {
    /// As the answer of an import calls it.
    pub fn label(self) -> String {
        match self {
            PhotoPart::Whole => "写真".to_owned(),
            PhotoPart::Words(words) => format!("写真の「{}」", words.heading()),
            PhotoPart::Removed => "写真の削除".to_owned(),
            PhotoPart::Order => "写真の順番".to_owned(),
        }
    }
}

/// A photo that stays though its row, or a text that it needs, was cleared.
#[derive(Clone, Debug)]
pub struct KeptPhoto {
    /// The measure as people call it.
    pub measure: String,
    /// The name of the file.
    pub file: String,
    /// Whether the row is there, and only what the photo shows was cleared.
    pub has_row: bool,
}

/// What the sheets 写真 of an import say.
#[derive(Debug, Default)]
pub struct PhotoChanges {
    pub changes: Vec<PhotoChange>,
    pub kept: Vec<KeptPhoto>,
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
        for measure in &measures {
            let rows: Vec<_> = form.rows.iter().filter(|row| row.is_of(measure)).collect();
            found.measure(reported, measure, form, &rows, taken);
        }
        for row in form.rows.iter().filter(|row| !measures.iter().any(|measure| row.is_of(measure))) {
            let known: Vec<String> = measures.iter().map(ReportedMeasure::name).collect();
            found.unsettled(&row.place, Fault::not_among(NameClass::Measure, &row.name, known.iter().map(String::as_str)));
        }
        for pasted in form.pasted.iter().filter(|pasted| !form.rows.iter().any(|row| row.row == pasted.row)) {
            found.not_placed(&pasted.name, form.place_of(pasted));
        }
    }
    found
}

impl PhotoChanges {
    fn unsettled(&mut self, place: &Place, fault: Fault) {
        self.unsettled += 1;
        self.report.push(Diagnostic { severity: Severity::Error, fault, place: place.clone(), related: None });
    }

    fn not_placed(&mut self, picture: &str, place: Place) {
        let fault = Fault::NotPlaced { part: NotPlacedPart::Picture, text: picture.to_owned() };
        self.report.push(Diagnostic { severity: Severity::Warning, fault, place, related: None });
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
    let mut of_files: BTreeMap<String, Vec<&PhotoChange>> = BTreeMap::new();
    for change in changes {
        of_files.entry(change.document.file()).or_default().push(change);
    }
    for (path, changes) in of_files {
        let Some(first) = changes.first() else { continue };
        let text = texts.remove(&path).map_or_else(|| text_of(&first.document), Ok)?;
        let changed = split(&text).ok().and_then(|parts| {
            let facts = applied(&changes, &text[parts.facts.clone()])?;
            Some(format!("{}{facts}{}", &text[..parts.facts.start], &text[parts.facts.end..]))
        });
        let refused = || Error::unchangeable(&path);
        texts.insert(path.clone(), changed.ok_or_else(refused)?);
    }
    Ok(())
}

/// The front matter of a file with all its changes: words first, then what comes, and in the end what goes and the order, so that the
/// places of the photos stay known.
fn applied(changes: &[&PhotoChange], facts: &str) -> Option<String> {
    let mut facts = facts.to_owned();
    let (mut removed, mut order) = (Vec::new(), None);
    for change in changes {
        match &change.kind {
            PhotoChangeKind::Words { position, words, text } if text.is_empty() => {
                facts = facts::without_words(&facts, *position, words.key())?;
            }
            PhotoChangeKind::Words { position, words, text } => facts = facts::with_words(&facts, *position, words.key(), text)?,
            PhotoChangeKind::New(picture) => facts = picture.applied(&facts)?,
            PhotoChangeKind::Removed { position } => removed.push(*position),
            PhotoChangeKind::Ordered(wanted) => order = Some(wanted),
        }
    }
    if removed.is_empty() && order.is_none() {
        return Some(facts);
    }
    let there: Vec<usize> = (0..facts::count(&facts)?).collect();
    let position = |photo: &PhotoRef| match photo {
        PhotoRef::There(position) => Some(*position),
        PhotoRef::New(file) => facts::position_of(&facts, file),
    };
    let wanted: Vec<usize> = order.into_iter().flatten().map(position).collect::<Option<_>>()?;
    // Those that no row is of keep their places.
    let mut next = wanted.iter().copied();
    let all = there.into_iter().map(|place| if wanted.contains(&place) { next.next().unwrap_or(place) } else { place });
    let all: Vec<usize> = all.filter(|position| !removed.contains(position)).collect();
    facts::arranged(&facts, &all)
}
