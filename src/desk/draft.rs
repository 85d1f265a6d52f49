//! What was typed into a form and is not saved: kept in `.torikumi/desk`, outside of the content, so that a browser that is closed loses
//! nothing.

use super::Desk;
use super::address::{DeskAddress, PhotoId};
use super::form::FormFields;
use crate::bounded;
use crate::digest::short;
use crate::disk::{self, OWN_FOLDER};
use crate::error::{Action, Error};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;

/// Most bytes of a draft that is read.
const MOST: u64 = 8 << 20;

/// The fields of a row, and the mark of what they were made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRow<Fields> {
    pub was: String,
    pub fields: Fields,
}

/// What the name of a field begins with that says of what the field was made.
pub const WAS: &str = "was";

/// The digest of a field: whether somebody else changed it.
pub fn mark(text: &str) -> String {
    const DIGITS: usize = 16;
    short(text.as_bytes(), DIGITS)
}

/// A field of a form with the mark of what it was made from. `None` where the form lacks it, and where nobody touched it: it may be
/// older than what somebody else saved meanwhile.
pub fn touched(form: &FormFields, name: &str) -> Option<DraftRow<String>> {
    let was = form.get(&format!("{WAS}.{name}"))?.to_owned();
    let fields = form.text(name).to_owned();
    (mark(&fields) != was).then_some(DraftRow { was, fields })
}

/// The rows of a page, by their names, that differ from what the content has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft<Fields> {
    page: String,
    /// When it was typed: `14:32`.
    pub time: String,
    pub rows: BTreeMap<String, DraftRow<Fields>>,
}

impl<Fields: Clone + Serialize + DeserializeOwned> Draft<Fields> {
    /// The draft of a page.
    pub fn of(desk: &Desk<'_>, page: DeskAddress, rows: BTreeMap<String, DraftRow<Fields>>) -> Draft<Fields> {
        Draft { page: page.to_string(), time: desk.host.now().strftime("%H:%M").to_string(), rows }
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What is left when some rows were saved.
    pub fn without(&self, saved: &[String]) -> Draft<Fields> {
        let left = self.rows.iter().filter(|(id, _)| !saved.contains(id));
        Draft { rows: left.map(|(id, row)| (id.clone(), row.clone())).collect(), ..self.clone() }
    }

    /// The draft of a page, if there is one. What is no draft is passed over: it is replaced by the next one.
    ///
    /// # Errors
    ///
    /// [`Error::File`] for trouble of the disk, and for a link.
    pub fn read(desk: &Desk<'_>, page: DeskAddress) -> Result<Option<Draft<Fields>>, Error> {
        let path = file(desk, page)?;
        let bytes = match bounded::read_plain(&path, MOST) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            read => read.map_err(|source| Error::file(Action::Read, &path, source))?,
        };
        let draft: Option<Draft<Fields>> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(draft.filter(|draft| draft.page == page.to_string() && !draft.is_empty()))
    }

    /// Writes the draft; an empty one is removed.
    ///
    /// # Errors
    ///
    /// [`Error::File`] for trouble of the disk, and for a link.
    pub fn keep(&self, desk: &Desk<'_>) -> Result<(), Error> {
        let Some(page) = DeskAddress::parse(&self.page) else { return Ok(()) };
        if self.is_empty() {
            return remove_draft(desk, page);
        }
        disk::write_whole(&file(desk, page)?, &serde_json::to_vec(self).unwrap_or_default())
    }
}

/// Throws the draft of a page away.
///
/// # Errors
///
/// [`Error::File`] for trouble of the disk, and for a link.
pub fn remove_draft(desk: &Desk<'_>, page: DeskAddress) -> Result<(), Error> {
    disk::remove_file(&file(desk, page)?)
}

/// Where a photo lies that was sent to a page and is not saved.
///
/// # Errors
///
/// [`Error::File`] for a link.
pub fn upload(desk: &Desk<'_>, page: DeskAddress, photo: PhotoId) -> Result<PathBuf, Error> {
    Ok(file(desk, page)?.with_extension(photo.to_string()))
}

/// Where the draft of a page lies.
fn file(desk: &Desk<'_>, page: DeskAddress) -> Result<PathBuf, Error> {
    let own = desk.root.join(OWN_FOLDER);
    let folder = own.join("desk");
    // Behind a link may be anything.
    if let Some(link) = [&own, &folder].into_iter().find(|folder| folder.is_symlink()) {
        return Err(Error::file(Action::Read, link, ErrorKind::InvalidInput.into()));
    }
    Ok(folder.join(format!("{}.json", page.to_string().trim_start_matches('/').replace('/', "-"))))
}
