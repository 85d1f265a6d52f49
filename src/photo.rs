//! Photos: sizes from their headers, and smaller copies without metadata.
//!
//! A copy is a new JPEG made from the decoded picture with its orientation applied. Of the original's metadata it has the colour
//! profile alone, which says what red is red; the place where the photo was taken is not in it. Copies are never larger than the
//! original.

mod budget;
mod jpeg;
mod kept;
mod orientation;
mod picture;
mod png;
mod size;
mod webp;

use crate::bounded;
use crate::digest;
use crate::message::Message;
pub use budget::PixelBudget;
use picture::{Header, Picture};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Widths of the copies, in pixels.
const WIDTHS: [u32; 3] = [480, 960, 1600];
/// Most megabytes (of 1024 × 1024 bytes) of a picture.
pub const MOST_MEGABYTES: u64 = 50;
/// Most pixels of the longer side of a picture that is kept as an original: half as much again as the widest copy.
const MOST_KEPT: u32 = 2560;
/// How copies are made. It is part of their names, so that a copy by another version of the program is never taken for one of this.
const MAKING: &str = "JPEG 80, 4:4:4, with colour profile";

/// A photo of the content, by its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoOriginal {
    /// Where the original is.
    pub file: PathBuf,
    /// Digits that stand for the content of the original and for how its copies are made.
    pub hash: String,
    /// Size in pixels as it is seen, its orientation applied.
    pub width: u32,
    pub height: u32,
}

/// One copy of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copy {
    pub width: u32,
    pub height: u32,
}

/// Why a photo cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unusable {
    /// The file cannot be read.
    Unreadable { source: String },
    /// It has more megabytes than [`MOST_MEGABYTES`].
    Large { most: u64 },
    /// It is neither a JPEG nor a PNG nor a WebP picture.
    Foreign,
    /// It ends before the picture does.
    CutOff,
    /// It has no pixels, or too many.
    Size { width: u32, height: u32 },
    /// It is damaged, in the words of what decodes it.
    Damaged { why: String },
}

impl Unusable {
    /// What is said of it.
    pub fn message(&self) -> Message {
        Message::of_case("photo", self)
    }
}

impl PhotoOriginal {
    /// Reads the header of a file.
    ///
    /// # Errors
    ///
    /// [`Unusable`] for files that are not pictures, are cut off or are too large.
    pub fn open(file: &Path) -> Result<PhotoOriginal, Unusable> {
        let bytes = read(file)?;
        let Header { width, height, orientation } = Header::read(&bytes)?;
        let (width, height) = if orientation.is_turned() { (height, width) } else { (width, height) };
        let hash = digest::short(format!("{} {MAKING}", digest::sha256(&bytes)).as_bytes(), 12);
        Ok(PhotoOriginal { file: file.to_owned(), hash, width, height })
    }

    /// The copies that pages offer, smallest first: the usual widths below the original's, and at most one at its own.
    pub fn copies(&self) -> Vec<Copy> {
        let largest = WIDTHS[WIDTHS.len() - 1].min(self.width);
        let widths = WIDTHS.into_iter().filter(|width| *width < largest).chain([largest]);
        widths.map(|width| Copy { width, height: self.height_at(width) }).collect()
    }

    fn height_at(&self, width: u32) -> u32 {
        let height = (u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2) / u64::from(self.width);
        u32::try_from(height).unwrap_or(u32::MAX).max(1)
    }

    /// The file name of a copy.
    pub fn name(&self, copy: Copy) -> String {
        format!("photo.{}-{}.jpg", self.hash, copy.width)
    }

    /// A copy: from the folder `cache` if an earlier build kept it there, else made anew.
    ///
    /// # Errors
    ///
    /// [`Unusable`] where the original cannot be read or decoded.
    pub fn copy(&self, copy: Copy, cache: &Path, budget: &PixelBudget) -> Result<Vec<u8>, Unusable> {
        kept::read(cache, &self.name(copy)).map_or_else(|| self.encode(copy, budget), Ok)
    }

    /// As [`PhotoOriginal::copy`], and keeps a new copy for the next build.
    ///
    /// # Errors
    ///
    /// As [`PhotoOriginal::copy`].
    pub fn copy_and_keep(&self, copy: Copy, cache: &Path, budget: &PixelBudget) -> Result<Vec<u8>, Unusable> {
        let name = self.name(copy);
        kept::read(cache, &name).map_or_else(|| self.encode(copy, budget).inspect(|bytes| kept::keep(cache, &name, bytes)), Ok)
    }

    /// Makes a copy, as soon as there is room for all pixels of the original.
    fn encode(&self, copy: Copy, budget: &PixelBudget) -> Result<Vec<u8>, Unusable> {
        budget.within(u64::from(self.width) * u64::from(self.height), || self.encode_now(copy))
    }

    fn encode_now(&self, copy: Copy) -> Result<Vec<u8>, Unusable> {
        let bytes = read(&self.file)?;
        let orientation = Header::read(&bytes)?.orientation;
        let (width, height) = (copy.width as usize, copy.height as usize);
        let (width, height) = if orientation.is_turned() { (height, width) } else { (width, height) };
        let small = size::resized(Picture::read(&bytes)?, width, height)?;
        jpeg::file(&orientation.apply(small))
    }
}

/// A picture as it is kept as an original where it comes with a document: upright, with at most 2560 pixels on its longer side, and of its
/// metadata with the colour profile alone.
///
/// # Errors
///
/// [`Unusable`] where it is no picture, too large or damaged.
pub fn reduced(bytes: &[u8]) -> Result<Vec<u8>, Unusable> {
    if bytes.len() as u64 > MOST_MEGABYTES << 20 {
        return Err(Unusable::Large { most: MOST_MEGABYTES });
    }
    let Header { width, height, orientation } = Header::read(bytes)?;
    let longer = width.max(height);
    let side = |side: u32| match longer <= MOST_KEPT {
        true => side as usize,
        false => (u64::from(side) * u64::from(MOST_KEPT) / u64::from(longer)).max(1) as usize,
    };
    let small = size::resized(Picture::read(bytes)?, side(width), side(height))?;
    jpeg::original(&orientation.apply(small))
}

/// The bytes of a picture.
///
/// # Errors
///
/// [`Unusable`] where it cannot be read or is larger than [`MOST_MEGABYTES`].
pub fn read(file: &Path) -> Result<Vec<u8>, Unusable> {
    let bytes = bounded::read(file, MOST_MEGABYTES << 20).map_err(|error| Unusable::Unreadable { source: error.to_string() })?;
    bytes.ok_or(Unusable::Large { most: MOST_MEGABYTES })
}

#[cfg(test)]
mod tests;
