//! Photos: sizes from their headers, and smaller copies without metadata.
//!
//! A copy is a new JPEG made from the decoded picture with its orientation applied, so nothing of the original's metadata
//! is left in it, the place where it was taken least of all. Copies are never larger than the original.

use crate::bounded;
use crate::digest;
use crate::disk;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use std::borrow::Cow;
use std::fs;
use std::io::{BufReader, Cursor};
use std::path::{Path, PathBuf};

/// Widths of the copies, in pixels.
const WIDTHS: [u32; 3] = [480, 960, 1600];
/// Quality of the copies, of 100.
const QUALITY: u8 = 80;
/// Most megabytes (of 1024 × 1024 bytes) of a picture.
pub const MOST_MEGABYTES: u64 = 50;
/// Most pixels of a side; larger files are refused instead of filling the memory.
const MOST_PIXELS: u32 = 20_000;
/// Most memory that decoding one photo may take, in bytes.
const MOST_MEMORY: u64 = 1 << 30;

/// A photo of the content, by its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// Where the original is.
    pub file: PathBuf,
    /// A part of the SHA-256 of the original.
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
#[derive(Debug)]
pub enum Unusable {
    /// The file cannot be read.
    File(std::io::Error),
    /// It is not a JPEG, PNG or WebP picture, it is damaged, or it is too large.
    Picture(String),
}

impl std::fmt::Display for Unusable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unusable::File(error) => write!(out, "{error}"),
            Unusable::Picture(reason) => write!(out, "{reason}"),
        }
    }
}

impl Photo {
    /// Reads the header of a file.
    ///
    /// # Errors
    ///
    /// [`Unusable`] for files that are not pictures or are too large.
    pub fn open(file: &Path) -> Result<Photo, Unusable> {
        let bytes = read(file)?;
        let mut decoder = decoder(&bytes)?;
        let (width, height) = decoder.dimensions();
        if width.max(height) > MOST_PIXELS || width == 0 || height == 0 {
            return Err(Unusable::Picture(format!("{width} × {height} px")));
        }
        let turned = is_turned(decoder.orientation().unwrap_or(Orientation::NoTransforms));
        let (width, height) = if turned { (height, width) } else { (width, height) };
        let hash = digest::short(&bytes, 12);
        Ok(Photo { file: file.to_owned(), hash, width, height })
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

    /// The file name of a copy, by the content of the original.
    pub fn name(&self, copy: Copy) -> String {
        format!("photo.{}-{}.jpg", self.hash, copy.width)
    }

    /// A copy: from the folder `cache` if an earlier build kept it there, else made anew.
    ///
    /// # Errors
    ///
    /// [`Unusable`] where the original cannot be read or decoded.
    pub fn copy(&self, copy: Copy, cache: &Path) -> Result<Vec<u8>, Unusable> {
        fs::read(cache.join(self.name(copy))).or_else(|_| self.encode(copy))
    }

    /// As [`Photo::copy`], and keeps a new copy for the next build.
    ///
    /// # Errors
    ///
    /// As [`Photo::copy`].
    pub fn copy_and_keep(&self, copy: Copy, cache: &Path) -> Result<Vec<u8>, Unusable> {
        let path = cache.join(self.name(copy));
        if let Ok(bytes) = fs::read(&path) {
            return Ok(bytes);
        }
        let bytes = self.encode(copy)?;
        keep(&path, &bytes);
        Ok(bytes)
    }

    fn encode(&self, copy: Copy) -> Result<Vec<u8>, Unusable> {
        let bytes = read(&self.file)?;
        let mut decoder = decoder(&bytes)?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut picture = DynamicImage::from_decoder(decoder).map_err(picture_error)?;
        picture.apply_orientation(orientation);
        let picture = DynamicImage::ImageRgb8(on_white(picture));
        let small = reduced(&picture, copy).resize_exact(copy.width, copy.height, FilterType::Lanczos3);
        let mut encoded = Vec::new();
        small.write_with_encoder(JpegEncoder::new_with_quality(&mut encoded, QUALITY)).map_err(picture_error)?;
        Ok(encoded)
    }
}

/// The bytes of a picture.
///
/// # Errors
///
/// [`Unusable`] where it cannot be read or is larger than [`MOST_MEGABYTES`].
pub fn read(file: &Path) -> Result<Vec<u8>, Unusable> {
    let bytes = bounded::read(file, MOST_MEGABYTES << 20).map_err(Unusable::File)?;
    bytes.ok_or_else(|| Unusable::Picture(format!("> {MOST_MEGABYTES} MB")))
}

/// A picture at most twice as wide as a copy, by averaging: the slow and fine filter then has little left to do.
fn reduced(picture: &DynamicImage, copy: Copy) -> Cow<'_, DynamicImage> {
    let (width, height) = (copy.width * 2, copy.height * 2);
    match picture.width() > width && picture.height() > height {
        true => Cow::Owned(picture.thumbnail_exact(width, height)),
        false => Cow::Borrowed(picture),
    }
}

fn decoder(bytes: &[u8]) -> Result<impl ImageDecoder + '_, Unusable> {
    let mut reader = ImageReader::new(BufReader::new(Cursor::new(bytes))).with_guessed_format().map_err(Unusable::File)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    reader.into_decoder().map_err(picture_error)
}

fn picture_error(error: image::ImageError) -> Unusable {
    Unusable::Picture(error.to_string())
}

fn is_turned(orientation: Orientation) -> bool {
    matches!(orientation, Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH)
}

/// A JPEG has no transparency: what shines through is white.
fn on_white(picture: DynamicImage) -> image::RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let with_alpha = picture.into_rgba8();
    image::RgbImage::from_fn(with_alpha.width(), with_alpha.height(), |x, y| {
        let [red, green, blue, alpha] = with_alpha.get_pixel(x, y).0;
        let over = |colour: u8| ((u16::from(colour) * u16::from(alpha) + 255 * (255 - u16::from(alpha))) / 255) as u8;
        image::Rgb([over(red), over(green), over(blue)])
    })
}

/// Keeps a copy for the next build. A cache that cannot be written only costs time.
fn keep(path: &Path, bytes: &[u8]) {
    let _ = disk::write_whole(path, bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG of 40 × 20 px whose metadata says that it lies on its side and where it was taken.
    fn turned_jpeg() -> Vec<u8> {
        let mut jpeg = Vec::new();
        let picture = DynamicImage::new_rgb8(40, 20);
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, 90)).expect("a JPEG");
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"GPSLatitude 36.561");
        let mut whole = jpeg[..2].to_vec();
        whole.extend([0xff, 0xe1]);
        whole.extend(u16::try_from(exif.len() + 2).expect("a short segment").to_be_bytes());
        whole.extend(exif);
        whole.extend(&jpeg[2..]);
        whole
    }

    fn opened(bytes: &[u8]) -> (tempfile::TempDir, Result<Photo, Unusable>) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.jpg");
        fs::write(&file, bytes).expect("a file");
        let photo = Photo::open(&file);
        (folder, photo)
    }

    #[test]
    fn orientation_is_applied_and_metadata_removed() {
        let (_folder, photo) = opened(&turned_jpeg());
        let photo = photo.expect("a photo");
        assert_eq!((photo.width, photo.height), (20, 40));
        let copies = photo.copies();
        assert_eq!(copies, [Copy { width: 20, height: 40 }]);
        let bytes = photo.copy(copies[0], Path::new("no cache")).expect("a copy");
        let made = image::load_from_memory(&bytes).expect("a picture");
        assert_eq!((made.width(), made.height()), (20, 40));
        assert!(!bytes.windows(4).any(|window| window == b"Exif" || window == b"GPSL"));
    }

    #[test]
    fn a_photo_is_never_enlarged() {
        let photo = |width, height| Photo { file: PathBuf::new(), hash: "0".to_owned(), width, height };
        let widths = |width| photo(width, width).copies().iter().map(|copy| copy.width).collect::<Vec<_>>();
        assert_eq!(widths(300), [300]);
        assert_eq!(widths(700), [480, 700]);
        assert_eq!(widths(4000), [480, 960, 1600]);
        assert_eq!(photo(4000, 3000).copies()[2], Copy { width: 1600, height: 1200 });
    }

    #[test]
    fn a_copy_is_kept_for_the_next_build() {
        let (folder, photo) = opened(&turned_jpeg());
        let photo = photo.expect("a photo");
        let cache = folder.path().join("cache");
        let first = photo.copy_and_keep(photo.copies()[0], &cache).expect("a copy");
        fs::write(&photo.file, b"gone").expect("a change");
        assert_eq!(photo.copy(photo.copies()[0], &cache).expect("the kept copy"), first);
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let (_folder, photo) = opened(b"not a picture");
        assert!(matches!(photo, Err(Unusable::Picture(_))));
    }
}
