//! WebP files.

use super::Unusable;
use super::orientation::Orientation;
use super::picture::{Header, Picture, Samples, on_white};
use image_webp::{DecodingError, WebPDecoder};
use std::io::Cursor;

type Decoder<'a> = WebPDecoder<Cursor<&'a [u8]>>;

/// The header of a file that has an end.
pub fn header(file: &[u8]) -> Result<Header, Unusable> {
    if !has_end(file) {
        return Err(Unusable::CutOff);
    }
    let mut decoder = opened(file)?;
    let (width, height) = decoder.dimensions();
    let exif = decoder.exif_metadata().ok().flatten();
    Ok(Header { width, height, orientation: exif.map_or(Orientation::UPRIGHT, |exif| Orientation::of_exif(&exif)) })
}

/// The picture of a file, of an animation the first.
pub fn picture(file: &[u8]) -> Result<Picture, Unusable> {
    let mut decoder = opened(file)?;
    let (width, height) = decoder.dimensions();
    let mut bytes = vec![0; decoder.output_buffer_size().ok_or(Unusable::CutOff)?];
    decoder.read_image(&mut bytes).map_err(damaged)?;
    let bytes = if decoder.has_alpha() { on_white(bytes, Samples::Colour) } else { bytes };
    let profile = decoder.icc_profile().ok().flatten();
    Ok(Picture { width: width as usize, height: height as usize, samples: Samples::Colour, bytes, profile })
}

fn opened(file: &[u8]) -> Result<Decoder<'_>, Unusable> {
    WebPDecoder::new(Cursor::new(file)).map_err(damaged)
}

fn damaged(error: DecodingError) -> Unusable {
    Unusable::Damaged { why: error.to_string() }
}

/// Whether the file is as long as it says.
fn has_end(file: &[u8]) -> bool {
    let said = file.get(4..8).and_then(|size| size.try_into().ok()).map(u32::from_le_bytes);
    said.is_some_and(|said| file.len() as u64 >= u64::from(said) + 8)
}
