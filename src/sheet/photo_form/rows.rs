//! The rows of a measure in a sheet 写真, compared with its photos.

use super::existing::{ExistingPhoto, PhotoRef, PhotoWords, WantedPlace, existing, ordered};
use super::held::ShownPhoto;
use super::returned::{PhotoCell, PhotoForm, PhotoRow};
use super::{KeptPhoto, PhotoChange, PhotoChangeKind, PhotoChanges};
use crate::diagnostic::{Fault, NotPlacedPart, Place, Shape};
use crate::model::Quantity;
use crate::photo::{self, Unusable};
use crate::sheet::activity::ReportedMeasure;
use crate::sheet::change::ReportedEdition;
use crate::sheet::confirmation::tick;
use crate::sheet::picture::{NewPicture, PictureChanges, PictureReport};

/// What is known while the rows of a measure are read.
struct MeasureRows<'a> {
    reported: ReportedEdition<'a>,
    measure: &'a ReportedMeasure<'a>,
    form: &'a PhotoForm,
    existing: Vec<ExistingPhoto>,
    /// The photos of the measure that the form showed, in their order; `None` where that is not known.
    held: Option<Vec<ShownPhoto>>,
}

/// Of which photo a row is.
enum RowPhoto<'a> {
    There(&'a ExistingPhoto),
    /// The form showed it, and the edition does no longer.
    Gone(&'a ShownPhoto),
    New,
}

impl MeasureRows<'_> {
    fn of_row(&self, row: &PhotoRow) -> RowPhoto<'_> {
        let Some(name) = &row.file else { return RowPhoto::New };
        let shown = self.held.as_ref().and_then(|held| held.iter().find(|photo| photo.file == *name));
        let there = self.existing.iter().find(|photo| photo.is_called(name));
        let is_beside = self.form.beside(name).is_file();
        match (there, shown) {
            (Some(there), Some(_)) => RowPhoto::There(there),
            (Some(there), None) if !is_beside => RowPhoto::There(there),
            (None, Some(shown)) if !is_beside => RowPhoto::Gone(shown),
            (Some(_) | None, _) => RowPhoto::New,
        }
    }

    fn name(&self, photo: &PhotoRef) -> String {
        match photo {
            PhotoRef::There(position) => self.at(*position).map(|photo| photo.shown.file.clone()).unwrap_or_default(),
            PhotoRef::New(file) => file.rsplit('/').next().unwrap_or_default().to_owned(),
        }
    }

    fn at(&self, position: usize) -> Option<&ExistingPhoto> {
        self.existing.iter().find(|photo| photo.position == position)
    }

    /// What a change makes of what, as people read it.
    fn sides(&self, kind: &PhotoChangeKind) -> ChangedSides {
        let names = |photos: &[PhotoRef]| photos.iter().map(|photo| self.name(photo)).collect::<Vec<_>>().join("、");
        match kind {
            PhotoChangeKind::New(picture) => ChangedSides { before: String::new(), after: picture.name() },
            PhotoChangeKind::Words { position, words, text } => {
                let file = self.name(&PhotoRef::There(*position));
                let now = self.at(*position).map(|photo| words.of_shown(&photo.shown)).unwrap_or_default();
                let [before, after] =
                    [now, text.as_str()].map(|text| if text.is_empty() { String::new() } else { format!("{file}：{text}") });
                ChangedSides { before, after }
            }
            PhotoChangeKind::Removed { position } => ChangedSides { before: self.name(&PhotoRef::There(*position)), after: String::new() },
            PhotoChangeKind::Ordered(order) => {
                let now: Vec<PhotoRef> = self.existing.iter().map(|photo| PhotoRef::There(photo.position)).collect();
                ChangedSides { before: names(&now), after: names(order) }
            }
        }
    }

    /// The number that the form showed beside a photo.
    fn shown_number(&self, photo: &ExistingPhoto) -> Option<usize> {
        let place = match &self.held {
            Some(held) => held.iter().position(|held| held.file == photo.shown.file),
            None => self.existing.iter().position(|other| other.position == photo.position),
        };
        place.map(|place| place + 1)
    }
}

impl PhotoChanges {
    /// Takes the rows of a measure.
    pub(super) fn measure(
        &mut self,
        reported: ReportedEdition<'_>,
        measure: &ReportedMeasure<'_>,
        form: &PhotoForm,
        rows: &[&PhotoRow],
        taken: &mut PictureChanges,
    ) {
        let of_measure = |held: &Vec<ShownPhoto>| held.iter().filter(|held| held.measure == measure.key()).cloned().collect();
        let known =
            MeasureRows { reported, measure, form, existing: existing(reported, measure), held: form.held.as_ref().map(of_measure) };
        let (mut named, mut places) = (Vec::new(), Vec::new());
        for row in rows {
            match known.of_row(row) {
                RowPhoto::There(photo) => {
                    named.push(photo.position);
                    self.existing(&known, photo, row, &mut places);
                }
                RowPhoto::Gone(shown) => self.gone(row, shown),
                RowPhoto::New => self.new_photo(&known, row, taken, &mut places),
            }
        }
        let is_kept = |photo: &&ExistingPhoto| {
            !named.contains(&photo.position) && known.held.iter().flatten().any(|held| held.file == photo.shown.file)
        };
        let kept = known.existing.iter().filter(is_kept);
        self.kept.extend(kept.map(|photo| KeptPhoto { measure: measure.name(), file: photo.shown.file.clone(), has_row: false }));
        self.order(&known, places);
    }

    fn change(&mut self, known: &MeasureRows<'_>, kind: PhotoChangeKind, place: &Place) {
        let document = known.measure.file(known.reported.edition.year);
        let ChangedSides { before, after } = known.sides(&kind);
        let (measure, key) = (known.measure.name(), known.measure.key());
        let change = PhotoChange { measure, key, document, kind, before, after, place: place.clone() };
        let is_there = self.changes.iter().any(|other| other.document == change.document && other.kind == change.kind);
        self.changes.extend((!is_there).then_some(change));
    }

    fn existing(&mut self, known: &MeasureRows<'_>, photo: &ExistingPhoto, row: &PhotoRow, places: &mut Vec<RowPlace>) {
        for pasted in known.form.pasted.iter().filter(|pasted| pasted.row == row.row) {
            self.not_placed(&pasted.name, known.form.place_of(pasted));
        }
        if let Some(cell) = &row.removed {
            match tick(&cell.text) {
                Ok(true) => return self.change(known, PhotoChangeKind::Removed { position: photo.position }, &row.place),
                Ok(false) => {}
                Err(fault) => self.unsettled(&cell.place, fault),
            }
        }
        PhotoWords::ALL.into_iter().for_each(|words| self.words(known, photo, row, words));
        let number = row.order.as_ref().and_then(|cell| self.number(cell));
        let wanted = number.filter(|number| known.shown_number(photo) != Some(*number));
        let place = row.order.as_ref().map_or(&row.place, |cell| &cell.place).clone();
        places.push(RowPlace { photo: PhotoRef::There(photo.position), wanted, place });
    }

    /// A text counts where it is another one than the form showed. An empty cell clears what the form showed, and else says nothing.
    fn words(&mut self, known: &MeasureRows<'_>, photo: &ExistingPhoto, row: &PhotoRow, words: PhotoWords) {
        let (typed, now) = (words.of_row(row), words.of_shown(&photo.shown));
        let shown = known.held.as_ref().and_then(|held| held.iter().find(|held| held.file == photo.shown.file));
        let before = shown.map(|shown| words.of_shown(shown));
        if before == Some(typed.as_str()) || typed == now || (before.is_none() && typed.is_empty()) {
            return;
        }
        if typed.is_empty() && words == PhotoWords::Alt {
            let kept = KeptPhoto { measure: known.measure.name(), file: photo.shown.file.clone(), has_row: true };
            return self.kept.push(kept);
        }
        let document = known.measure.file(known.reported.edition.year);
        let is_pending = |change: &PhotoChange| {
            let is_same = |kind: &PhotoChangeKind| matches!(kind, PhotoChangeKind::Words { position, words: other, text } if *position == photo.position && *other == words && *text != typed);
            change.document == document && is_same(&change.kind)
        };
        if before.unwrap_or_default() != now || self.changes.iter().any(is_pending) {
            return self.unsettled(&row.place, Fault::TextChangedSince { there: now.to_owned(), found: typed });
        }
        self.change(known, PhotoChangeKind::Words { position: photo.position, words, text: typed }, &row.place);
    }

    /// A row of a photo that is no longer there.
    fn gone(&mut self, row: &PhotoRow, shown: &ShownPhoto) {
        let is_removed = row.removed.as_ref().is_some_and(|cell| tick(&cell.text) == Ok(true));
        let is_changed = PhotoWords::ALL.into_iter().any(|words| words.of_row(row) != words.of_shown(shown));
        if is_changed && !is_removed {
            self.unsettled(&row.place, Fault::MissingFile { path: shown.file.clone() });
        }
    }

    fn number(&mut self, cell: &PhotoCell) -> Option<usize> {
        let number = Quantity::parse_written(&cell.text).ok().and_then(|number| number.decimal().to_string().parse().ok());
        let number = number.filter(|number| *number > 0);
        if number.is_none() {
            self.unsettled(&cell.place, Fault::WrongShape { expected: Shape::Number, found: format!("`{}`", cell.text) });
        }
        number
    }

    fn new_photo(&mut self, known: &MeasureRows<'_>, row: &PhotoRow, taken: &mut PictureChanges, places: &mut Vec<RowPlace>) {
        let mut pictures: Vec<NewPicture> = Vec::new();
        if let Some(name) = &row.file {
            match photo::read(&known.form.beside(name)) {
                Ok(bytes) => pictures.push(row.picture(name, bytes)),
                Err(Unusable::Unreadable { .. }) => return self.unsettled(&row.place, Fault::MissingFile { path: name.clone() }),
                Err(unusable) => {
                    return self.unsettled(&row.place, Fault::PhotoUnusable { path: name.clone(), reason: unusable.message() });
                }
            }
        }
        let pasted = known.form.pasted.iter().filter(|pasted| pasted.row == row.row);
        pictures.extend(pasted.map(|pasted| {
            let picture = row.picture(&pasted.name, pasted.bytes.clone());
            let alt = picture.alt.clone().or(pasted.alt.clone());
            NewPicture { alt, ..picture }
        }));
        if pictures.is_empty() && row.has_words() {
            let words = row.caption.clone().or(row.alt.clone()).or(row.credit.clone()).unwrap_or_default();
            return self.unsettled(&row.place, Fault::NotPlaced { part: NotPlacedPart::PictureWords, text: words });
        }
        let wanted = row.order.as_ref().filter(|_| !pictures.is_empty()).and_then(|cell| self.number(cell));
        let place = row.order.as_ref().map_or(&row.place, |cell| &cell.place).clone();
        for picture in pictures {
            let there = known.existing.iter().find(|photo| PictureChanges::is_of(&photo.path, &picture.bytes));
            let mut said = PictureReport { place: row.place.clone(), report: &mut self.report };
            let new = taken.take(known.reported, known.measure, &picture, &mut said).cloned();
            let photo = there.map(|there| PhotoRef::There(there.position)).or(new.as_ref().map(|new| PhotoRef::New(new.file().to_owned())));
            places.extend(photo.map(|photo| RowPlace { photo, wanted, place: place.clone() }));
            if let Some(new) = new {
                self.change(known, PhotoChangeKind::New(new), &row.place);
            }
        }
    }

    /// Another order of the photos of a measure, where a row wants one.
    fn order(&mut self, known: &MeasureRows<'_>, places: Vec<RowPlace>) {
        let Some(place) = places.iter().find(|place| place.wanted.is_some()).map(|place| place.place.clone()) else { return };
        let document = known.measure.file(known.reported.edition.year);
        let is_removed = |position: usize| {
            let removed = PhotoChangeKind::Removed { position };
            self.changes.iter().any(|change| change.document == document && change.kind == removed)
        };
        let now = known.existing.iter().map(|photo| photo.position).filter(|position| !is_removed(*position)).map(PhotoRef::There);
        let new = places.iter().map(|place| &place.photo).filter(|photo| matches!(photo, PhotoRef::New(_))).cloned();
        let now: Vec<PhotoRef> = now.chain(new).collect();
        let wanted = |photo: &PhotoRef| places.iter().find(|place| place.photo == *photo).and_then(|place| place.wanted);
        let order = ordered(now.iter().map(|photo| WantedPlace { photo: photo.clone(), wanted: wanted(photo) }).collect());
        if order != now {
            self.change(known, PhotoChangeKind::Ordered(order), &place);
        }
    }
}

/// What is there, and what comes.
struct ChangedSides {
    before: String,
    after: String,
}

/// The place that a row wants for its photo.
struct RowPlace {
    photo: PhotoRef,
    wanted: Option<usize>,
    place: Place,
}
