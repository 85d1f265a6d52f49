//! The photos of a measure: their words, and files that were sent and are not saved yet.

use super::OpenMeasure;
use super::fields::{MeasureFieldView, plain};
use super::judged::JudgedMeasure;
use crate::desk::address::{DeskAddress, PhotoId};
use crate::desk::draft::{Draft, DraftRow, mark, touched, upload};
use crate::desk::form::{FormFields, UploadedFile};
use crate::desk::{Desk, DeskAnswer};
use crate::digest;
use crate::disk;
use crate::error::Error;
use crate::message::{Message, Messages};
use crate::photo::{self, PhotoOriginal, Unusable};
use crate::sheet::{PhotoField, PhotoMove, PhotoWords, photo_fields};
use serde::Serialize;
use std::collections::BTreeMap;

/// Most megabytes of a photo that is sent.
const MOST: u64 = 32;
/// The name of the hidden field that says which photos the page showed.
const LIST: &str = "photos";
const NEW: [PhotoWords; 3] = [PhotoWords::Alt, PhotoWords::Caption, PhotoWords::Credit];

#[derive(Serialize)]
pub struct MeasurePhotoView {
    id: String,
    number: usize,
    /// The address of its picture; `None` where there is only a caption.
    picture: Option<String>,
    /// The name of the file that was sent, where it is not saved.
    sent: Option<String>,
    fields: Vec<MeasureFieldView>,
    is_first: bool,
    is_last: bool,
}

/// The name of a text of a photo in the form.
pub fn name(photo: PhotoId, words: PhotoWords) -> String {
    format!("{photo}.{}", words.key())
}

pub fn name_of(field: PhotoField) -> String {
    name(PhotoId::There(field.position), field.words)
}

fn label(words: PhotoWords) -> &'static str {
    match words {
        PhotoWords::Alt => "desk-measure.alt",
        PhotoWords::Caption => "desk-measure.caption",
        PhotoWords::Credit => "desk-measure.credit",
    }
}

/// The mark of all photos of the report, in their order.
pub fn list_mark(open: &OpenMeasure<'_>) -> String {
    mark(&format!("{:?}", open.photos().iter().map(|photo| photo.file.as_ref().map(|file| &file.path)).collect::<Vec<_>>()))
}

/// The move that the form asks for; `None` where it asks for none, and where the photos are others than the page showed.
pub fn step(open: &OpenMeasure<'_>, form: &FormFields) -> Option<PhotoMove> {
    let there = |name: &str| match PhotoId::parse(form.get(name)?)? {
        PhotoId::There(position) => Some(position),
        PhotoId::New(_) => None,
    };
    let step = there("up").map(PhotoMove::Up).or(there("down").map(PhotoMove::Down)).or(there("remove").map(PhotoMove::Out));
    step.filter(|_| form.get(LIST) == Some(&list_mark(open)))
}

/// Takes the files of a form: each is kept beside the draft and gets a hidden field. What cannot be used is said.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn receive(desk: &Desk<'_>, page: DeskAddress, form: &FormFields, said: &mut Vec<String>) -> Result<FormFields, Error> {
    let mut fields = form.without_files();
    for file in form.files() {
        match keep(desk, page, file)? {
            Ok(photo) => fields.add(photo.to_string(), &file.safe_name()),
            Err(why) => {
                let messages = Messages::of(desk.language());
                let why = messages.text(&why.message());
                said.push(messages.text(&Message::new("desk-measure.refused").part("name", file.safe_name()).part("why", why)));
            }
        }
    }
    if let Some(gone @ PhotoId::New(_)) = form.get("remove").and_then(PhotoId::parse) {
        disk::remove_file(&upload(desk, page, gone)?)?;
    }
    Ok(fields)
}

fn keep(desk: &Desk<'_>, page: DeskAddress, file: &UploadedFile) -> Result<Result<PhotoId, Unusable>, Error> {
    /// Digits of the digest in the name.
    const DIGITS: usize = 12;
    if file.bytes.len() as u64 > MOST << 20 {
        return Ok(Err(Unusable::Large { most: MOST }));
    }
    let photo = PhotoId::New(u64::from_str_radix(&digest::short(&file.bytes, DIGITS), 16).unwrap_or_default());
    let path = upload(desk, page, photo)?;
    disk::write_whole(&path, &file.bytes)?;
    match PhotoOriginal::open(&path) {
        Ok(_) => Ok(Ok(photo)),
        Err(why) => {
            disk::remove_file(&path)?;
            Ok(Err(why))
        }
    }
}

/// The texts of photos in a form that differ from what the edition has, and the photos that were sent.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn differing(desk: &Desk<'_>, open: &OpenMeasure<'_>, form: &FormFields) -> Result<BTreeMap<String, DraftRow<String>>, Error> {
    let there = photo_fields(open.photos()).into_iter().filter_map(|field| {
        let name = name_of(field);
        let row = touched(form, &name)?;
        let typed = one_line(&row.fields);
        (typed != field.text(open.photos())).then_some((name, DraftRow { fields: typed, ..row }))
    });
    let mut rows: BTreeMap<String, DraftRow<String>> = there.collect();
    for (key, file) in form.iter() {
        let Some(photo @ PhotoId::New(_)) = PhotoId::parse(key) else { continue };
        if !disk::is_there(&upload(desk, open.address(), photo)?)? {
            continue;
        }
        let row = |text: String| DraftRow { was: String::new(), fields: text };
        rows.insert(key.clone(), row(file.clone()));
        rows.extend(NEW.map(|words| (name(photo, words), row(one_line(form.text(&name(photo, words)))))));
    }
    Ok(rows)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The photos of a draft that were sent.
pub fn sent(draft: Option<&Draft<String>>) -> Vec<PhotoId> {
    let ids = draft.into_iter().flat_map(|draft| draft.rows.keys()).filter_map(|key| PhotoId::parse(key));
    ids.filter(|photo| matches!(photo, PhotoId::New(_))).collect()
}

/// Removes the files of photos that were sent.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk.
pub fn forget(desk: &Desk<'_>, page: DeskAddress, photos: impl IntoIterator<Item = PhotoId>) -> Result<(), Error> {
    photos.into_iter().try_for_each(|photo| disk::remove_file(&upload(desk, page, photo)?))
}

/// The picture of a photo.
///
/// # Errors
///
/// [`Error::File`] for a link.
pub fn picture(desk: &Desk<'_>, open: &OpenMeasure<'_>, photo: PhotoId) -> Result<DeskAnswer, Error> {
    let file = match photo {
        PhotoId::New(_) => Some(upload(desk, open.address(), photo)?),
        PhotoId::There(position) => {
            let file = open.photos().get(position).and_then(|photo| photo.file.as_ref());
            file.map(|file| desk.root.join(&file.path))
        }
    };
    let bytes = file.filter(|file| PhotoOriginal::open(file).is_ok()).and_then(|file| photo::read(&file).ok());
    Ok(bytes.map_or_else(|| desk.nothing(), DeskAnswer::Picture))
}

/// The photos of the page: those of the report, and those that were sent.
pub fn photos(open: &OpenMeasure<'_>, draft: Option<&Draft<String>>, judged: &JudgedMeasure) -> Vec<MeasurePhotoView> {
    let (place, all) = (open.place, open.photos());
    let typed = |name: &str| draft.and_then(|draft| draft.rows.get(name)).map(|row| row.fields.clone());
    let field = |name: String, words: PhotoWords, stored: String| {
        let found = judged.found.get(&name);
        let value = typed(&name).unwrap_or_else(|| stored.clone());
        MeasureFieldView {
            was: mark(&stored),
            is_typed: value != stored,
            theirs: judged.theirs.contains(&name).then(|| stored.clone()),
            errors: found.map(|found| found.errors.clone()).unwrap_or_default(),
            doubts: found.map(|found| found.doubts.clone()).unwrap_or_default(),
            ..plain(name, label(words), value)
        }
    };
    let fields = photo_fields(all);
    let there = all.iter().enumerate().map(|(position, photo)| {
        let own = fields.iter().filter(|field| field.position == position);
        let id = PhotoId::There(position);
        MeasurePhotoView {
            id: id.to_string(),
            number: position + 1,
            picture: photo.file.as_ref().map(|_| DeskAddress::Photo(place, id).to_string()),
            sent: None,
            fields: own.map(|of| field(name_of(*of), of.words, of.text(all))).collect(),
            is_first: position == 0,
            is_last: position + 1 == all.len(),
        }
    });
    let new = (all.len() + 1..).zip(sent(draft)).map(|(number, id)| MeasurePhotoView {
        id: id.to_string(),
        number,
        picture: Some(DeskAddress::Photo(place, id).to_string()),
        sent: typed(&id.to_string()),
        fields: NEW.map(|words| field(name(id, words), words, String::new())).into(),
        is_first: true,
        is_last: true,
    });
    there.chain(new).collect()
}
