//! The photos that a form showed when it was made: its part of the hidden sheet.

use crate::sheet::form::cut;
use crate::sheet::form::origin::{FIRST_PHOTO_COLUMN, FIRST_ROW, cell};
use crate::sheet::table::CellRows;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// A photo with its words, as cells of a form have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownPhoto {
    /// `goal-1/measure-2`.
    pub measure: String,
    /// The name of its file, or the whole path where two photos of the measure have one name.
    pub file: String,
    pub caption: String,
    pub alt: String,
    pub credit: String,
}

impl ShownPhoto {
    fn cells(&self) -> [&str; 5] {
        [&self.measure, &self.file, &self.caption, &self.alt, &self.credit]
    }
}

/// Keeps the photos in the hidden sheet.
pub fn keep(origin: &mut Worksheet, photos: &[ShownPhoto]) -> Result<(), XlsxError> {
    for (row, photo) in (FIRST_ROW..).zip(photos) {
        for (column, text) in (FIRST_PHOTO_COLUMN..).zip(photo.cells()) {
            origin.write_string(row, column, cut(text))?;
        }
    }
    Ok(())
}

/// The photos that a hidden sheet keeps, in their order.
pub fn kept(held: &CellRows) -> Vec<ShownPhoto> {
    let photo = |row: u32| {
        let [measure, file, caption, alt, credit] =
            std::array::from_fn(|number| cell(held, row, u32::from(FIRST_PHOTO_COLUMN) + u32::try_from(number).unwrap_or(0)));
        ShownPhoto { measure, file, caption, alt, credit }
    };
    held.range(FIRST_ROW..).map(|(row, _)| photo(*row)).filter(|photo| !photo.file.is_empty()).collect()
}
