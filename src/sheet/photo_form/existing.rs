//! Photos that an edition shows already: their words, their order, and those that are taken out, by the rows of a sheet 写真.

use super::held::ShownPhoto;
use super::returned::{ALT, CAPTION, CREDIT, PhotoRow};
use crate::model::{MeasureReport, Photo, Text};
use crate::sheet::activity::ReportedMeasure;
use crate::sheet::change::ReportedEdition;

/// A text of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhotoWords {
    Caption,
    Alt,
    Credit,
}

impl PhotoWords {
    pub const ALL: [PhotoWords; 3] = [PhotoWords::Caption, PhotoWords::Alt, PhotoWords::Credit];

    /// Its heading in the form.
    pub fn heading(self) -> &'static str {
        match self {
            PhotoWords::Caption => CAPTION,
            PhotoWords::Alt => ALT,
            PhotoWords::Credit => CREDIT,
        }
    }

    /// Its key in front matter.
    pub fn key(self) -> &'static str {
        match self {
            PhotoWords::Caption => "caption",
            PhotoWords::Alt => "alt",
            PhotoWords::Credit => "credit",
        }
    }

    /// What a row of the form says.
    pub fn of_row(self, row: &PhotoRow) -> String {
        let text = match self {
            PhotoWords::Caption => &row.caption,
            PhotoWords::Alt => &row.alt,
            PhotoWords::Credit => &row.credit,
        };
        one_line(text.as_deref().unwrap_or_default())
    }

    /// What a form showed.
    pub fn of_shown(self, shown: &ShownPhoto) -> &str {
        match self {
            PhotoWords::Caption => &shown.caption,
            PhotoWords::Alt => &shown.alt,
            PhotoWords::Credit => &shown.credit,
        }
    }
}

/// Words on one line, as they stand in front matter.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A photo of a measure, with its place among all of them.
#[derive(Clone, Debug)]
pub struct ExistingPhoto {
    pub position: usize,
    /// Its path below the root of the site.
    pub path: String,
    pub shown: ShownPhoto,
}

impl ExistingPhoto {
    /// Whether a cell names it: by the name that the form shows, or with folders before it.
    pub fn is_called(&self, name: &str) -> bool {
        self.shown.file == name || self.path.ends_with(&format!("/{name}"))
    }
}

fn report<'a>(reported: ReportedEdition<'a>, measure: &ReportedMeasure<'_>) -> Option<&'a MeasureReport> {
    let goal = reported.edition.goal(measure.goal.number)?;
    goal.measures.iter().find(|report| report.number == measure.measure.number)
}

/// The photos of a measure that have a file.
pub fn existing(reported: ReportedEdition<'_>, measure: &ReportedMeasure<'_>) -> Vec<ExistingPhoto> {
    let photos: &[Photo] = report(reported, measure).map_or(&[], |report| &report.photos);
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let paths = || photos.iter().filter_map(|photo| photo.file.as_ref()).map(|file| &file.path);
    let is_alone = |path: &str| paths().filter(|other| name(other) == name(path)).count() < 2;
    let ja = |text: Option<&Text>| text.map(|text| one_line(&text.ja)).unwrap_or_default();
    let photo = |(position, photo): (usize, &Photo)| {
        let file = photo.file.as_ref()?;
        let shown = ShownPhoto {
            measure: measure.key(),
            file: if is_alone(&file.path) { name(&file.path) } else { file.path.clone() },
            caption: ja(photo.caption.as_ref()),
            alt: ja(Some(&file.alt)),
            credit: ja(photo.credit.as_ref()),
        };
        Some(ExistingPhoto { position, path: file.path.clone(), shown })
    };
    photos.iter().enumerate().filter_map(photo).collect()
}

/// A photo in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhotoRef {
    /// By its place among those that are there.
    There(usize),
    /// By its path below the root of the site.
    New(String),
}

/// A photo with the place that a row wants for it, from 1; `None` where it keeps its place among the others.
pub struct WantedPlace {
    pub photo: PhotoRef,
    pub wanted: Option<usize>,
}

/// The photos in the order that the rows want: each that is moved gets its place, and the others go on in their order.
pub fn ordered(places: Vec<WantedPlace>) -> Vec<PhotoRef> {
    let (mut moved, rest): (Vec<WantedPlace>, Vec<WantedPlace>) = places.into_iter().partition(|place| place.wanted.is_some());
    moved.sort_by_key(|place| place.wanted);
    let mut order: Vec<PhotoRef> = rest.into_iter().map(|place| place.photo).collect();
    for WantedPlace { photo, wanted } in moved {
        let at = wanted.unwrap_or(usize::MAX).saturating_sub(1).min(order.len());
        order.insert(at, photo);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_that_is_moved_gets_its_place_and_the_others_go_on() {
        let order = |wanted: &[Option<usize>]| -> Vec<usize> {
            let place = |(position, wanted): (usize, &Option<usize>)| WantedPlace { photo: PhotoRef::There(position), wanted: *wanted };
            let found = ordered(wanted.iter().enumerate().map(place).collect());
            found.into_iter().map(|photo| if let PhotoRef::There(position) = photo { position } else { usize::MAX }).collect()
        };
        assert_eq!(order(&[None, None, Some(1)]), [2, 0, 1]);
        assert_eq!(order(&[Some(2), None, None]), [1, 0, 2]);
        assert_eq!(order(&[Some(3), None, Some(1)]), [2, 1, 0]);
        assert_eq!(order(&[Some(9), None]), [1, 0]);
    }
}
