//! JPEG files, in and out.

use super::Unusable;
use super::orientation::Orientation;
use super::picture::{Header, Picture, Samples};
use jpeg_encoder::{ColorType, Encoder, EncodingError, SamplingFactor};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

/// Quality of what is written, of 100.
const QUALITY: u8 = 80;
/// The same of what is kept in place of an original.
const KEPT_QUALITY: u8 = 90;

type JpegFile<'a> = JpegDecoder<ZCursor<&'a [u8]>>;

/// The header of a file that has an end.
pub fn header(file: &[u8]) -> Result<Header, Unusable> {
    let decoder = opened(file)?;
    if !has_end(file) {
        return Err(Unusable::CutOff);
    }
    let (width, height) = size(&decoder)?;
    let orientation = decoder.exif().map_or(Orientation::UPRIGHT, |exif| Orientation::of_exif(exif));
    Ok(Header { width: u32::try_from(width).unwrap_or(u32::MAX), height: u32::try_from(height).unwrap_or(u32::MAX), orientation })
}

/// The picture of a file, all of it: what is grey stays grey, what is in four inks becomes red, green and blue.
pub fn picture(file: &[u8]) -> Result<Picture, Unusable> {
    let picture = decoded(file)?;
    let end = end_of_pixels(file).ok_or(Unusable::CutOff)?;
    // The decoder makes up what is missing. Bytes behind the last pixel change nothing, those in the place of pixels do.
    let other = decoded(&[&file[..end], &[0x5a; 64], &file[end..]].concat())?;
    if other.bytes == picture.bytes { Ok(picture) } else { Err(Unusable::CutOff) }
}

fn decoded(file: &[u8]) -> Result<Picture, Unusable> {
    let mut decoder = opened(file)?;
    let (samples, space) = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => (Samples::Grey, ColorSpace::Luma),
        _ => (Samples::Colour, ColorSpace::RGB),
    };
    decoder.set_options(decoder.options().jpeg_set_out_colorspace(space));
    let (width, height) = size(&decoder)?;
    let bytes = decoder.decode().map_err(damaged)?;
    Ok(Picture { width, height, samples, bytes, profile: decoder.icc_profile() })
}

/// Where the first mark of an end is behind the first pixels.
fn end_of_pixels(file: &[u8]) -> Option<usize> {
    let start = start_of_scan(file)?;
    Some(start + file[start..].windows(2).position(|mark| mark == [0xff, 0xd9])?)
}

/// A file whose headers were read. What browsers overlook between them is overlooked; its size is looked at by the caller.
fn opened(file: &[u8]) -> Result<JpegFile<'_>, Unusable> {
    let options = DecoderOptions::default().set_strict_mode(false).set_max_width(usize::MAX).set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    decoder.decode_headers().map_err(damaged)?;
    Ok(decoder)
}

fn size(decoder: &JpegFile<'_>) -> Result<(usize, usize), Unusable> {
    decoder.dimensions().ok_or(Unusable::CutOff)
}

fn damaged(error: DecodeErrors) -> Unusable {
    Unusable::Damaged { why: error.to_string() }
}

/// Whether the mark of the end follows the picture, and not only a smaller picture in its metadata.
fn has_end(file: &[u8]) -> bool {
    let end = file.windows(2).rposition(|mark| mark == [0xff, 0xd9]);
    end.is_some_and(|end| start_of_scan(file).is_some_and(|start| start < end))
}

/// Where the first pixels are, behind all segments of the header.
fn start_of_scan(file: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        match file.get(at..at + 2)? {
            [0xff, 0xda] => return Some(at),
            // A byte that fills up, or one that no mark belongs to.
            [0xff, 0xff] | [0..0xff, _] => at += 1,
            // Marks without a segment.
            [0xff, 0x00 | 0x01 | 0xd0..=0xd8] => at += 2,
            _ => at += 2 + usize::from(u16::from_be_bytes(file.get(at + 2..at + 4)?.try_into().ok()?)),
        }
    }
}

/// The picture as a file, with its colour profile and no other metadata.
///
/// # Errors
///
/// [`Unusable`] for a picture that no JPEG can hold.
pub fn file(picture: &Picture) -> Result<Vec<u8>, Unusable> {
    encoded(picture, QUALITY).map_err(|error| Unusable::Damaged { why: error.to_string() })
}

/// As [`file`], in the quality of an original.
///
/// # Errors
///
/// As [`file`].
pub fn original(picture: &Picture) -> Result<Vec<u8>, Unusable> {
    encoded(picture, KEPT_QUALITY).map_err(|error| Unusable::Damaged { why: error.to_string() })
}

fn encoded(picture: &Picture, quality: u8) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, quality);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    if let Some(profile) = &picture.profile {
        encoder.add_icc_profile(profile)?;
    }
    let colours = match picture.samples {
        Samples::Grey => ColorType::Luma,
        Samples::Colour => ColorType::Rgb,
    };
    let side = |side: usize| u16::try_from(side).unwrap_or(u16::MAX);
    encoder.encode(&picture.bytes, side(picture.width), side(picture.height), colours)?;
    Ok(file)
}
