//! PNG files.

use super::Unusable;
use super::orientation::Orientation;
use super::picture::{Header, Picture, Samples, on_white};
use png::{ColorType, Decoder, DecodingError, Limits, Reader, Transformations};
use std::io::Cursor;

/// Most memory that decoding may take besides the picture, in bytes.
const MOST_MEMORY: usize = 1 << 30;

/// The header of a file that has an end.
pub fn header(file: &[u8]) -> Result<Header, Unusable> {
    let reader = opened(file)?;
    if !has_end(file) {
        return Err(Unusable::CutOff);
    }
    let info = reader.info();
    let orientation = info.exif_metadata.as_deref().map_or(Orientation::UPRIGHT, Orientation::of_exif);
    Ok(Header { width: info.width, height: info.height, orientation })
}

/// The picture of a file, of an animation the first.
pub fn picture(file: &[u8]) -> Result<Picture, Unusable> {
    let mut reader = opened(file)?;
    let mut bytes = vec![0; reader.output_buffer_size().ok_or(Unusable::CutOff)?];
    let frame = reader.next_frame(&mut bytes).map_err(damaged)?;
    bytes.truncate(frame.buffer_size());
    // The checksum of the last pixels stands behind them.
    reader.finish().map_err(damaged)?;
    let (samples, bytes) = match frame.color_type {
        ColorType::Grayscale => (Samples::Grey, bytes),
        ColorType::GrayscaleAlpha => (Samples::Grey, on_white(bytes, Samples::Grey)),
        ColorType::Rgba => (Samples::Colour, on_white(bytes, Samples::Colour)),
        // Palettes are taken apart by then.
        ColorType::Rgb | ColorType::Indexed => (Samples::Colour, bytes),
    };
    let profile = reader.info().icc_profile.as_deref().map(<[u8]>::to_vec);
    Ok(Picture { width: frame.width as usize, height: frame.height as usize, samples, bytes, profile })
}

/// A file whose header was read: eight bits a sample, palettes taken apart.
fn opened(file: &[u8]) -> Result<Reader<Cursor<&[u8]>>, Unusable> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(file), Limits { bytes: MOST_MEMORY });
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.read_info().map_err(damaged)
}

fn damaged(error: DecodingError) -> Unusable {
    match error {
        DecodingError::IoError(_) => Unusable::CutOff,
        error => Unusable::Damaged { why: error.to_string() },
    }
}

/// Whether the chunks lead to the one that ends the file.
fn has_end(file: &[u8]) -> bool {
    let mut rest = file.get(8..).unwrap_or_default();
    while let Some(([a, b, c, d], after)) = rest.split_first_chunk() {
        let whole = u64::from(u32::from_be_bytes([*a, *b, *c, *d])) + 8;
        if after.starts_with(b"IEND") {
            return after.len() as u64 >= whole;
        }
        rest = usize::try_from(whole).ok().and_then(|whole| after.get(whole..)).unwrap_or_default();
    }
    false
}
